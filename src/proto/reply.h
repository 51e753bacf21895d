/* reply.h: a server's complete reply, and the framer that cuts replies out of arriving bytes.
 *
 * IMAP: RFC 3501 section 7 and RFC 9051 section 7; POP3: RFC 1939 section 3 and RFC 2449 section 8;
 * SMTP: RFC 5321 section 4.2.  Pure: no sockets, no clock.  Lines, lines per reply and literals are
 * capped, so that nothing a server sends can make memory grow.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/evidence/evidence.h"
#include "model/server.h"

G_BEGIN_DECLS

#define TG_LINE_MAX    8192         /* bytes of one line, its line end included */
#define TG_REPLY_MAX   512          /* lines of one reply */
#define TG_LITERAL_MAX (64 * 1024)  /* bytes of one IMAP literal */
#define TG_REPLY_BYTES (256 * 1024) /* bytes of one reply in total */

typedef enum {
  TG_REPLY_OK,        /* IMAP OK, POP3 +OK, SMTP 2xx */
  TG_REPLY_CONTINUE,  /* IMAP and POP3 "+ ", SMTP 3xx */
  TG_REPLY_NO,        /* IMAP NO, POP3 -ERR, SMTP 5xx */
  TG_REPLY_TEMPORARY, /* SMTP 4xx; IMAP NO [UNAVAILABLE|INUSE|LIMIT|SERVERBUG]; POP3 -ERR [SYS/TEMP], [IN-USE], [LOGIN-DELAY] */
  TG_REPLY_BAD,       /* IMAP BAD */
  TG_REPLY_BYE,       /* IMAP untagged BYE as greeting or instead of the tagged line; SMTP 421 */
  TG_REPLY_PREAUTH,   /* IMAP greeting */
} TgReplyStatus;

/**
 * TgReply:
 * @code: SMTP's three digits, otherwise 0
 * @response: (nullable): the enhanced status code (RFC 3463) as "5.7.8", or the name in IMAP's and
 *   POP3's square brackets, upper case: "AUTHENTICATIONFAILED", "SYS/TEMP"
 * @arguments: (nullable): what follows the name within the brackets, as sent: "IMAP4rev1 SASL-IR"
 *   of "[CAPABILITY IMAP4rev1 SASL-IR]"
 * @text: the human part of the decisive line, raw bytes as sent (a NUL becomes U+FFFD),
 *   NUL-terminated; for SMTP all lines' texts joined by a space.  For TG_REPLY_CONTINUE, the
 *   challenge.
 * @lines: of GBytes*: every line without its line end, untagged ones included.  An IMAP literal
 *   stands within its line, after the CRLF that announces it: "* ID (\"name\" {3}\r\nfoo)", so that
 *   its contents are never taken for a line.
 * @summary: (nullable): see tg_reply_summary()
 * @before_tls: set by the driver
 */
typedef struct {
  TgReplyStatus status;
  guint         code;
  char         *response;
  char         *arguments;
  char         *text;
  char         *summary;
  GPtrArray    *lines;
  gboolean      before_tls;
} TgReply;

void          tg_reply_free      (TgReply *self);
TgReply      *tg_reply_copy      (const TgReply *self);
/* What follows @prefix on the first line that begins with it, ignoring case: "* CAPABILITY " → the
 * rest.  NULL if no line does.  Owned by the reply. (nullable) */
const char   *tg_reply_find      (const TgReply *self, const char *prefix);
/* The decisive status on one line as the server sent it, without an IMAP tag: "535 5.7.8 Error",
 * "NO [AUTHENTICATIONFAILED] Sorry", "-ERR [SYS/TEMP] Later".  Raw bytes. (transfer full) */
char         *tg_reply_summary   (const TgReply *self);
guint         tg_reply_n_lines   (const TgReply *self);
const char   *tg_reply_line      (const TgReply *self, guint index); /* NUL-terminated, owned by the reply */

/* The shape of the next reply. */
typedef enum {
  TG_EXPECT_GREETING,  /* IMAP: one untagged status line; POP3 and SMTP: as SINGLE */
  TG_EXPECT_SINGLE,    /* IMAP: up to the tagged line or "+"; POP3: one line; SMTP: a whole reply */
  TG_EXPECT_MULTILINE, /* POP3: a +OK line and lines up to "."; a -ERR line alone */
} TgExpect;

typedef enum { TG_FRAME_REPLY, TG_FRAME_MORE, TG_FRAME_TOO_LONG, TG_FRAME_GARBAGE } TgFrame;

typedef struct _TgFramer TgFramer;

TgFramer     *tg_framer_new      (TgProtocol protocol);
void          tg_framer_free     (TgFramer *self);

/* Forgets everything, buffered bytes included; called as soon as TLS is up. */
void          tg_framer_reset    (TgFramer *self);

/* Appends bytes as they arrived, in any portions.  FALSE, adding nothing, if more would be buffered
 * than any reply needs. */
gboolean      tg_framer_push     (TgFramer *self, const char *bytes, gsize length);

/* The next complete reply of the shape @expect.  @tag: the IMAP tag awaited (otherwise NULL).
 * @reply (transfer full) is set with TG_FRAME_REPLY; with TG_FRAME_GARBAGE it may be set to what
 * came instead (status TG_REPLY_BAD), and the bytes stay for tg_framer_peek().  After GARBAGE or
 * TOO_LONG, only tg_framer_reset() helps.  Legal oddities are accepted: bare LF, text after "220-",
 * missing text, untagged data at any time, lower-case status words.  If the lines of an SMTP reply
 * disagree about the code, the last one counts. */
TgFrame       tg_framer_next     (TgFramer *self, TgExpect expect, const char *tag, TgReply **reply);

/* The number of bytes that have arrived and belong to no reply returned so far. */
gsize         tg_framer_pending  (TgFramer *self);
/* Those bytes, to recognise a protocol by; owned by the framer. */
const char   *tg_framer_peek     (TgFramer *self, gsize *length);

/* The protocol that begins like this: greetings of IMAP, POP3, SMTP, FTP, SSH, HTTP, a TLS record.
 * "+OK" is POP3, "* OK" IMAP.  A code such as "220" is SMTP or FTP only where the text says so. */
TgSpeaks      tg_speaks_recognise (const char *bytes, gsize length);

/* Whether the first line turns the client away, in whatever form: gateways, load balancers and programs that watch for
 * intruders answer in the place of a server, and not always in its protocol.  "* NO", "NO", "BYE", "-ERR", and codes from
 * 400 on unless the text names a protocol.  @code: receives the code, 0 if there is none. */
gboolean      tg_greeting_refuses (const char *bytes, gsize length, guint *code);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgReply, tg_reply_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgFramer, tg_framer_free)

G_END_DECLS
