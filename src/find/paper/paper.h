/* paper.h: the settings of a letter on paper, asked for one by one: which question comes next, what an answer is worth, and the letter
 * that they come to.  Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "find/letter/letter.h"
#include "model/account.h"

G_BEGIN_DECLS

/* In their order. */
typedef enum {
  TG_PAPER_ADDRESS,
  TG_PAPER_RECEIVE_HOST,
  TG_PAPER_RECEIVE_PORT,
  TG_PAPER_PROTOCOL, /* of receiving, where neither name nor port tells it */
  TG_PAPER_RECEIVE_SECURITY,
  TG_PAPER_SEND_HOST,
  TG_PAPER_SEND_PORT,
  TG_PAPER_SEND_SECURITY,
  TG_PAPER_USER,
  TG_PAPER_SEND_USER,
  TG_PAPER_SUMMARY, /* no question: all are answered */
} TgPaperQuestion;

/* How the answer is given. */
typedef enum { TG_PAPER_TYPED, TG_PAPER_CHOSEN } TgPaperKind;

/* The choices, in the order in which they are shown; the last of those that are marked with + is typed. */
enum { TG_PAPER_POP, TG_PAPER_IMAP, TG_PAPER_PROTOCOL_UNSAID };
enum { TG_PAPER_SSL_TLS, TG_PAPER_SSL, TG_PAPER_TLS, TG_PAPER_STARTTLS, TG_PAPER_NO_ENCRYPTION, TG_PAPER_SECURITY_UNSAID };
enum { TG_PAPER_SAME_HOST, TG_PAPER_OTHER_HOST };                             /* + */
enum { TG_PAPER_USER_ADDRESS, TG_PAPER_USER_LOCAL_PART, TG_PAPER_USER_OTHER }; /* + */
enum { TG_PAPER_SEND_SAME, TG_PAPER_SEND_NOTHING, TG_PAPER_SEND_OTHER };       /* + */

typedef struct _TgPaper TgPaper;

TgPaper        *tg_paper_new          (void);
void            tg_paper_free         (TgPaper *self);

/* What the tables have for the address: is not asked for.  NULL: nothing. */
void            tg_paper_set_known    (TgPaper *self, const TgAccount *known);
/* Of receiving, nothing is asked. */
void            tg_paper_set_sends_only (TgPaper *self, gboolean sends_only);
/* The letter says something else than the tables: all is asked for. */
void            tg_paper_ask_all      (TgPaper *self);
gboolean        tg_paper_knows        (const TgPaper *self, TgSide side);

TgPaperKind     tg_paper_kind         (TgPaperQuestion question);
/* Of a question with choices: how many. */
guint           tg_paper_n_choices    (TgPaperQuestion question);
/* Whether they are offered; else the one that is typed is the answer. */
gboolean        tg_paper_offers       (const TgPaper *self, TgPaperQuestion question);
/* Whether this choice needs something to be typed. */
gboolean        tg_paper_needs_text   (TgPaperQuestion question, guint choice);
gboolean        tg_paper_is_asked     (const TgPaper *self, TgPaperQuestion question);
TgPaperQuestion tg_paper_next         (const TgPaper *self, TgPaperQuestion question);
/* @question itself where it is the first. */
TgPaperQuestion tg_paper_previous     (const TgPaper *self, TgPaperQuestion question);
/* The first that has no answer yet. */
TgPaperQuestion tg_paper_first_open   (const TgPaper *self);
/* Whether both are about one server, or the same question: what is changed together. */
gboolean        tg_paper_is_same_subject (TgPaperQuestion a, TgPaperQuestion b);
/* "3 of 7": counted from 1, without the summary. */
guint           tg_paper_place        (const TgPaper *self, TgPaperQuestion question);
guint           tg_paper_total        (const TgPaper *self);

/* A sentence on what is wrong with it, and then nothing was taken over; NULL: it was.  @text: as typed, but cleaned (typed.h); ""
 * where nothing is typed. (transfer full) (nullable) */
char           *tg_paper_answer       (TgPaper *self, TgPaperQuestion question, guint choice, const char *text);
/* Something that is likely, and still to be confirmed. */
void            tg_paper_suggest      (TgPaper *self, TgPaperQuestion question, const char *text);
/* The answer as it stands; the likeliest one, before there is any. */
guint           tg_paper_choice       (const TgPaper *self, TgPaperQuestion question);
const char     *tg_paper_text         (const TgPaper *self, TgPaperQuestion question);

/* What the person should compare with the letter once more, in a sentence: letters that look alike, a missing dot, an ID that is none
 * for mail.  NULL: nothing, or it was confirmed. (transfer full) (nullable) */
char           *tg_paper_doubt        (const TgPaper *self, TgPaperQuestion question);
/* It stands so in the letter. */
void            tg_paper_confirm      (TgPaper *self, TgPaperQuestion question);

/* The letter that says so; its text and marks are empty.  A server that the tables have keeps its origin. (transfer full) */
TgLetter       *tg_paper_letter       (const TgPaper *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgPaper, tg_paper_free)

G_END_DECLS
