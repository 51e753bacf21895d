/* dialogue.h: one conversation as a table of steps, and what it has learned so far.
 *
 * A protocol is a table of TgStep rows.  The driver (wire/talk/talk.c) is the only code that
 * touches streams: it asks a row what to say, writes that, frames the replies, and hands each to
 * the row's hear function, which decides where to go.  say and hear are pure: they see a TgDialogue
 * and a TgReply, nothing else, and so can be tested without sockets.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/secret.h"
#include "proto/reply.h"

G_BEGIN_DECLS

typedef struct _TgDialogue TgDialogue;
typedef struct _TgSasl     TgSasl;
typedef struct _TgLetterJob   TgLetterJob;

/**
 * TgLine: one line to send, without its CRLF.
 * @bytes: always kept as a secret; only @shown is ever recorded
 * @shown: for the conversation; for a secret line "a2 AUTHENTICATE PLAIN ●●●"
 * @expect: the shape of the reply
 * @silent: no reply follows (LOGOUT, QUIT before closing; the parts of a command before its last
 *   non-synchronising literal), and hear's index does not count it
 * @tag: (nullable): IMAP: the tag to give to tg_framer_next() for this line's reply.  Each line of
 *   a batch has its own; a continuation has that of its command.
 */
typedef struct {
  TgSecret *bytes;
  char     *shown;
  TgExpect  expect;
  gboolean  silent;
  char     *tag;
} TgLine;

typedef struct {
  GPtrArray *lines; /* of TgLine* */
  gboolean   bad;   /* a value contains CR, LF or NUL: nothing may be sent */
} TgBatch;

TgBatch *tg_batch_new        (void);
void     tg_batch_free       (TgBatch *self);

/* Adds "TAG COMMAND" (IMAP, with a new tag) or "COMMAND".  Sets @bad instead if the line contains
 * CR, LF or NUL. */
void     tg_batch_say        (TgBatch *self, TgDialogue *dialogue, TgExpect expect, const char *command);
/* The same for a line that must not be shown: the conversation shows @shown instead. */
void     tg_batch_say_secret (TgBatch *self, TgDialogue *dialogue, TgExpect expect, TgSecret *command, const char *shown);
/* A continuation (SASL response, literal): without a tag; the IMAP tag awaited stays the same. */
void     tg_batch_continue   (TgBatch *self, TgDialogue *dialogue, TgSecret *bytes, const char *shown);
/* As tg_batch_say(), for a line without a reply. */
void     tg_batch_part       (TgBatch *self, TgDialogue *dialogue, const char *command);

typedef enum {
  TG_MOVE_NEXT,  /* the next row, once all replies of the batch are in */
  TG_MOVE_AGAIN, /* the same row again: say is called with the next round (SASL challenge, literal) */
  TG_MOVE_JUMP,  /* the row named by dialogue->jump */
  TG_MOVE_END,   /* the talk is over; dialogue->fault says why */
} TgMove;

typedef enum {
  TG_ROW_TALK,
  TG_ROW_TLS,     /* the driver upgrades to TLS; everything learned before is dropped */
  TG_ROW_SIGN_IN, /* the driver refuses it unless the gate is open; say may be slow (off the main thread) */
  TG_ROW_END,     /* completed; what it says (LOGOUT, QUIT) is sent without waiting */
} TgRowKind;

/**
 * TgStep:
 * @id: unique in its table
 * @stage: consecutive rows of the same stage are recorded as one step
 * @say: (nullable): adds lines for @round (0 first; +1 after every TG_MOVE_AGAIN).  A row of kind
 *   TALK without it waits for the greeting (TG_EXPECT_GREETING).
 * @hear: (nullable): called once per complete reply, with its index among the batch's lines that
 *   are not silent
 *
 * What the driver does after say, in this order:
 *  1. dialogue->fault is set: the talk ends in this row's stage, and nothing is sent;
 *  2. batch->bad: the talk ends with TG_FAULT_UNSENDABLE, and nothing is sent;
 *  3. the batch is empty, in round 0: nothing needs to be said here (the capabilities were in the
 *     greeting already).  The next row follows without a round trip, and no step is recorded;
 *  4. otherwise the lines go out, and hear is called for each reply.  Once every reply of the
 *     batch has moved NEXT, the next row follows; any other move takes effect at once.
 *
 * A row of kind END has no hear.  Its lines are sent without waiting, then the connection is
 * closed.  They are for a completed talk: after a failure the driver just closes (in the middle of
 * a SASL exchange, the server would take QUIT for a response).
 */
typedef struct {
  const char *id;
  TgStage     stage;
  TgRowKind   kind;
  void      (*say)  (TgDialogue *dialogue, guint round, TgBatch *batch);
  TgMove    (*hear) (TgDialogue *dialogue, guint index, const TgReply *reply);
} TgStep;

/**
 * TgDialogue:
 *
 * The first group is what to do, set at the start.  The driver sets the second; the third is
 * learned.
 */
struct _TgDialogue {
  TgProtocol  protocol;
  TgSecurity  security;
  char       *user;
  char       *address;   /* for the envelope; (nullable) with IMAP and POP3 */
  TgSecret   *password;  /* (nullable): without one, there is no sign-in; it may be a token */
  char       *mechanism_wanted; /* (nullable): --auth; also TG_AUTHENTICATION_BY_TOKEN */
  char       *own_literal; /* (nullable): SMTP: the address literal of this end of the connection */
  TgLetterJob   *job;    /* (nullable): a message to send or to look for: letter.h */

  char       *host;      /* (nullable): the server's name, in A-labels, and its port: for a token */
  guint       port;
  gboolean    tls;       /* encrypted right now */
  gboolean    trusted;   /* the gate is open on this connection */

  guint       serial;    /* IMAP tags */
  char       *tag;       /* the tag awaited */
  gboolean    greeted;
  GPtrArray  *capabilities; /* of char* */
  GPtrArray  *mechanisms;   /* of char*, upper case */
  const char *mechanism;    /* (nullable): the one in use, a static string as in tegamictl's JSON */
  TgSasl     *sasl;
  gboolean    auth_started;  /* the driver has been given credential bytes (set by say) */
  gboolean    auth_complete; /* without SASL: the whole command has been sent */
  gboolean    signed_in;     /* set by hear */
  TgReply    *welcome;       /* (nullable): the reply that accepted the sign-in */
  gboolean    undone;        /* it was accepted, and what followed shows that it was not */
  gboolean    refused;       /* a credential was judged and refused: counts in the budget.  Stays
                                FALSE with TG_FAULT_AUTH_REFUSED if the server could not or would
                                not judge it: temporary replies, protocol errors, referrals */
  gint64      messages;      /* -1: unknown */
  char       *apop_stamp;    /* (nullable) */
  guint64     size_max;      /* SMTP SIZE; 0: unknown */
  gboolean    esmtp;         /* EHLO was understood */
  gboolean    says_literal;  /* SMTP: introduces itself with @own_literal from now on */
  gboolean    capa;          /* POP3: CAPA was understood */

  const char *jump;
  TgFault     if_closed;     /* what it amounts to that the server hangs up now; TG_FAULT_NONE: nothing in particular */
  TgFault     fault;
  TgReply    *decisive;      /* (nullable) */
};

TgDialogue   *tg_dialogue_new  (TgProtocol protocol, TgSecurity security, const char *user, const char *address, TgSecret *password, const char *mechanism_wanted);
void          tg_dialogue_free (TgDialogue *self);

/* The table for this protocol and encryption, which ends with a row of kind TG_ROW_END: the job's
 * if there is one, otherwise a check's. */
const TgStep *tg_dialogue_table (const TgDialogue *self);
const TgStep *tg_dialogue_check_table (TgProtocol protocol, TgSecurity security);
/* To be called before tg_dialogue_table(). (transfer none) */
void          tg_dialogue_set_letter_job (TgDialogue *self, TgLetterJob *job);

/* Forgets capabilities, mechanisms and everything else that was said in the clear (RFC 3207 section
 * 4.2). */
void          tg_dialogue_forget (TgDialogue *self);

/* Whether a capability is that word, or begins with it and a space ("SIZE 35882577"), ignoring
 * case. */
gboolean      tg_dialogue_can   (const TgDialogue *self, const char *capability);

/* Adds what @list announces to capabilities and mechanisms: for IMAP words separated by spaces, for
 * POP3 and SMTP one line.  @fresh: replaces what was announced before. */
void          tg_dialogue_learn (TgDialogue *self, const char *list, gboolean fresh);

/* For say and hear: records the fault and returns the move.  The first fault stays.  @reply
 * (nullable) becomes the decisive one; NULL keeps the present one. */
TgMove        tg_dialogue_fail  (TgDialogue *self, TgFault fault, const TgReply *reply);
TgMove        tg_dialogue_jump  (TgDialogue *self, const char *id);

/* For the driver, when the framer returns TOO_LONG or GARBAGE: fails with TG_FAULT_OTHER_PROTOCOL
 * if the talk has not begun and @bytes (tg_framer_peek()) look like another protocol, with
 * TG_FAULT_UNAVAILABLE if they turn us away (tg_greeting_refuses()), otherwise with TG_FAULT_GARBAGE.  @reply (nullable): the reply from the framer. */
TgMove        tg_dialogue_baffled (TgDialogue *self, const char *bytes, gsize length, const TgReply *reply);

/* Each protocol's tables: imap.c, pop3.c, smtp.c */
extern const TgStep tg_imap_tls[], tg_imap_starttls[], tg_imap_plain[];
extern const TgStep tg_pop3_tls[], tg_pop3_starttls[], tg_pop3_plain[];
extern const TgStep tg_smtp_tls[], tg_smtp_starttls[], tg_smtp_plain[];

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgDialogue, tg_dialogue_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgBatch, tg_batch_free)

G_END_DECLS
