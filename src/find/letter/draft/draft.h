/* draft.h: a letter's settings while a person looks them over: each value with the place in the letter that it came from, and what the
 * person made of it: another field, another variant, a place that nobody had recognised.  Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "find/letter/letter.h"
#include "model/account.h"

G_BEGIN_DECLS

typedef enum {
  TG_DRAFT_ADDRESS,
  TG_DRAFT_PASSWORD,
  TG_DRAFT_USER,
  TG_DRAFT_PROTOCOL, /* of receiving */
  TG_DRAFT_RECEIVE_HOST,
  TG_DRAFT_RECEIVE_PORT,
  TG_DRAFT_RECEIVE_SECURITY,
  TG_DRAFT_SEND_HOST,
  TG_DRAFT_SEND_PORT,
  TG_DRAFT_SEND_SECURITY,
  TG_DRAFT_SEND_USER,
  TG_DRAFT_SEND_PASSWORD,
  TG_DRAFT_SMTP_AUTH,     /* told, and not used */
  TG_DRAFT_CONNECTION_ID, /* likewise */
  TG_DRAFT_N_FIELDS
} TgDraftField;

/* Several fields, as bits: a name may be both servers'. */
#define TG_DRAFT_BIT(field) (1u << (field))
#define TG_DRAFT_NO_MARK G_MAXUINT

/**
 * TgDraftMark: characters @start to @end of the letter's text
 * @fields: what it is, as bits; 0: not needed
 * @was_password: its characters are shown to nobody, unless the person says that it is something else
 */
typedef struct {
  guint    start;
  guint    end;
  guint    fields;
  gboolean was_password;
} TgDraftMark;

typedef enum {
  TG_DRAFT_MISSING,
  TG_DRAFT_FROM_LETTER,
  TG_DRAFT_USUAL,   /* not in the letter, but usual */
  TG_DRAFT_CHANGED, /* by tg_draft_take() */
} TgDraftHow;

/**
 * TgDraftValue:
 * @text: (nullable): as a person would type it; NULL where it is missing, and of passwords
 * @secret: (nullable): of passwords
 * @mark: its place in the letter, or TG_DRAFT_NO_MARK
 * @fault: (nullable): a sentence: the place cannot be what it is said to be, and is not used
 */
typedef struct {
  TgDraftHow how;
  char      *text;
  TgSecret  *secret;
  guint      mark;
  char      *fault;
} TgDraftValue;

typedef struct _TgDraft TgDraft;

TgDraft            *tg_draft_new            (TgLetter *letter); /* @letter: (transfer full) */
void                tg_draft_free           (TgDraft *self);
const TgLetter     *tg_draft_letter         (const TgDraft *self);

/* Which of the letter's accounts, and which of what it offers for a side; what was made of the others is forgotten. */
guint               tg_draft_account_index  (const TgDraft *self);
void                tg_draft_choose_account (TgDraft *self, guint account);
guint               tg_draft_server_index   (const TgDraft *self, TgSide side);
void                tg_draft_choose_server  (TgDraft *self, TgSide side, guint server);
/* What the letter offers for a side of this account, of TgLetterServer*; may be empty. (transfer none) */
GPtrArray          *tg_draft_servers        (const TgDraft *self, TgSide side);

guint               tg_draft_n_marks        (const TgDraft *self);
const TgDraftMark  *tg_draft_mark           (const TgDraft *self, guint mark);
/* The mark that holds the character at @offset, or ends before it; TG_DRAFT_NO_MARK. */
guint               tg_draft_mark_at        (const TgDraft *self, guint offset);
/* Whether a value is taken from there now. */
gboolean            tg_draft_mark_is_used   (const TgDraft *self, guint mark);
/* Says what it is: from now on, these fields have their values from there, and no others have. */
void                tg_draft_move           (TgDraft *self, guint mark, guint fields);
/* The same for characters that nobody had recognised; marks that they overlap go.  Returns the new mark; numbers change. */
guint               tg_draft_add            (TgDraft *self, guint start, guint end, guint fields);

/* Takes what a finding proposes for the servers and the user name; and gives that up again, with all that was moved since. */
void                tg_draft_take           (TgDraft *self, const TgAccount *change);
gboolean            tg_draft_has_taken      (const TgDraft *self);
void                tg_draft_take_back      (TgDraft *self);

const TgDraftValue *tg_draft_value          (const TgDraft *self, TgDraftField field);
/* What it comes to, its servers of TG_ORIGIN_LETTER and confirmed by nobody; no address is "". (transfer full) */
TgAccount          *tg_draft_account        (const TgDraft *self);
/* Before tg_draft_take(); NULL where nothing was taken. (transfer none) (nullable) */
const TgAccount    *tg_draft_before         (const TgDraft *self);
/* (transfer none) (nullable): for sending, only where it is another one */
TgSecret           *tg_draft_password       (const TgDraft *self, TgSide side);
/* The letter as if it had said so, with this account alone: for tg_letter_findings(). (transfer full) */
TgLetter           *tg_draft_edited         (const TgDraft *self);

/* The letter's text for the screen, with as many characters: bullets in the place of passwords, nothing that cannot be seen, and no
 * line without an end. (transfer full) */
char               *tg_draft_shown          (const TgDraft *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgDraft, tg_draft_free)

G_END_DECLS
