/* dialogue.h: one conversation as a table of steps, and what has been learned in it so far.
 *
 * A protocol is a table of TgStep rows.  The driver (wire/talk.c) is the only code that touches
 * streams: it asks a row what to say, writes it, frames the replies and hands each to the row's
 * hear function, which decides where to go.  say and hear are pure: they see a TgDialogue and a
 * TgReply, nothing else, so that they are tested without sockets.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/secret.h"
#include "proto/reply.h"

G_BEGIN_DECLS

typedef struct _TgDialogue TgDialogue;
typedef struct _TgSasl     TgSasl;

/* One line to send, without its CRLF. */
typedef struct {
  TgSecret *bytes;   /* every line is kept as a secret; only @shown is ever written down */
  char     *shown;   /* for the conversation; for a secret line "AUTHENTICATE PLAIN ●●●" */
  TgExpect  expect;
  gboolean  silent;  /* no reply is awaited (LOGOUT, QUIT before closing) */
  char     *tag;     /* (nullable) IMAP */
} TgLine;

typedef struct {
  GPtrArray *lines; /* of TgLine* */
  gboolean   bad;   /* a value with CR, LF or NUL was to be written: nothing may be sent */
} TgBatch;

TgBatch *tg_batch_new        (void);
void     tg_batch_free       (TgBatch *self);

/* Adds "TAG COMMAND" (IMAP, with a fresh tag) or "COMMAND".  A line that holds CR, LF or NUL sets
 * @bad instead. */
void     tg_batch_say        (TgBatch *self, TgDialogue *dialogue, TgExpect expect, const char *command);
/* The same for a line that must not be shown: @shown stands for it in the conversation. */
void     tg_batch_say_secret (TgBatch *self, TgDialogue *dialogue, TgExpect expect, TgSecret *command, const char *shown);
/* A continuation (SASL response, literal): no tag; the IMAP tag awaited stays the last one. */
void     tg_batch_continue   (TgBatch *self, TgDialogue *dialogue, TgSecret *bytes, const char *shown);

typedef enum {
  TG_MOVE_NEXT,  /* the next row, once all replies of the batch are in */
  TG_MOVE_AGAIN, /* the same row: say is called with the next round (SASL challenge, literal) */
  TG_MOVE_JUMP,  /* the row named by dialogue->jump */
  TG_MOVE_END,   /* the talk is over; dialogue->fault tells why */
} TgMove;

typedef enum {
  TG_ROW_TALK,
  TG_ROW_TLS,     /* the driver upgrades; all that was learned before is dropped */
  TG_ROW_SIGN_IN, /* refused by the driver unless the gate is open; say may be slow (off the main thread) */
  TG_ROW_END,     /* through; what it says (LOGOUT, QUIT) is sent without waiting */
} TgRowKind;

/**
 * TgStep:
 * @id: unique in its table
 * @say: (nullable): adds lines for @round (0 first; +1 after every TG_MOVE_AGAIN)
 * @hear: (nullable): called once per complete reply, with its index in the batch
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
 * First group: what was asked, set at the start.  Second: set by the driver.  Third: learned.
 */
struct _TgDialogue {
  TgProtocol  protocol;
  TgSecurity  security;
  char       *user;
  char       *address;   /* for the envelope; (nullable) for IMAP and POP3 */
  TgSecret   *password;  /* (nullable): none, then there is no sign-in */
  char       *mechanism_wanted; /* (nullable): --auth */

  gboolean    tls;       /* encrypted now */
  gboolean    trusted;   /* the gate is open on this connection */

  guint       serial;    /* IMAP tags */
  char       *tag;       /* the one awaited */
  gboolean    greeted;
  GPtrArray  *capabilities; /* of char* */
  GPtrArray  *mechanisms;   /* of char*, upper case */
  const char *mechanism;    /* (nullable): in use, a static string as in tegamictl's JSON */
  TgSasl     *sasl;
  gboolean    auth_started;  /* credential bytes have been handed to the driver */
  gboolean    signed_in;
  gboolean    refused;       /* a credential was refused */
  gint64      messages;      /* -1 unknown */
  char       *apop_stamp;    /* (nullable) */
  guint64     size_max;      /* SMTP SIZE, 0 unknown */

  const char *jump;
  TgFault     fault;
  TgReply    *decisive;      /* (nullable) */
};

TgDialogue   *tg_dialogue_new  (TgProtocol protocol, TgSecurity security, const char *user, const char *address, TgSecret *password, const char *mechanism_wanted);
void          tg_dialogue_free (TgDialogue *self);

/* The table for this protocol and encryption, ended by a row of kind TG_ROW_END. */
const TgStep *tg_dialogue_table (const TgDialogue *self);

/* Forgets capabilities, mechanisms and whatever else was said in the clear (RFC 3207 section 4.2). */
void          tg_dialogue_forget (TgDialogue *self);

gboolean      tg_dialogue_can   (const TgDialogue *self, const char *capability); /* without regard to case */

/* For hear functions: records, and returns the move. */
TgMove        tg_dialogue_fail  (TgDialogue *self, TgFault fault, const TgReply *reply);
TgMove        tg_dialogue_jump  (TgDialogue *self, const char *id);

/* Each protocol's tables: imap.c, pop3.c, smtp.c */
extern const TgStep tg_imap_tls[], tg_imap_starttls[], tg_imap_plain[];
extern const TgStep tg_pop3_tls[], tg_pop3_starttls[], tg_pop3_plain[];
extern const TgStep tg_smtp_tls[], tg_smtp_starttls[], tg_smtp_plain[];

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgDialogue, tg_dialogue_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgBatch, tg_batch_free)

G_END_DECLS
