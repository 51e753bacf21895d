/* letter.h: the accounts that a provider's letter describes, read as a careful person would: pasted text, a saved mail, an HTML page; in any
 * of the usual character sets and layouts.  Pure; takes a time that grows with the length alone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/secret.h"
#include "model/server.h"

G_BEGIN_DECLS

/* What a letter does not say, and what was therefore put in by a rule (servers.c). */
typedef enum {
  TG_INFERRED_PROTOCOL = 1 << 0, /* by the port, or since nothing speaks against IMAP */
  TG_INFERRED_HOST = 1 << 1,     /* the other side's; or the end of the name, which is the address's domain */
  TG_INFERRED_PORT = 1 << 2,     /* the usual one */
  TG_INFERRED_SECURITY = 1 << 3, /* what the port is for; or TLS; or none, beside a variant that has it */
} TgLetterInferred;

/**
 * TgLetterServer:
 * @server: of TG_ORIGIN_LETTER
 * @inferred: of TgLetterInferred
 * @is_url: its name stands there as a web page's address
 * @contradicts: the letter says two things of its encryption that do not go together
 */
typedef struct {
  TgServer *server;
  guint     inferred;
  gboolean  contradicts;
  gboolean  is_url;
} TgLetterServer;

typedef enum { TG_LETTER_AUTH_UNKNOWN, TG_LETTER_AUTH_YES, TG_LETTER_AUTH_NO } TgLetterAuth;

/**
 * TgLetterAccount:
 * @address, @user, @send_user, @connection_id: (nullable): not in the letter; no @send_user: the same as @user
 * @password, @send_password: (nullable): for whoever may ask; never to be shown
 * @receive, @send: of TgLetterServer*, the safest that the letter offers first
 * @id_in_users_place: @user is @connection_id, and no name for mail
 */
typedef struct {
  char        *address;
  char        *user;
  char        *send_user;
  TgSecret    *password;
  TgSecret    *send_password;
  GPtrArray   *receive;
  GPtrArray   *send;
  TgLetterAuth smtp_auth;
  char        *connection_id;
  gboolean     id_in_users_place;
} TgLetterAccount;

/* Characters @start to @end of the letter's text, and what they became: "address", "user", "send_user", "password", "connection_id",
 * "smtp_auth", "protocol", or "receive", "send" or "both" with "_host", "_port" or "_security". */
typedef struct {
  guint       start;
  guint       end;
  const char *field;
} TgLetterMark;

/* What a letter without settings is about: mail, in whatever words; the internet line or a page to sign in to; or nobody knows what. */
typedef enum { TG_LETTER_OF_MAIL, TG_LETTER_OF_LINE, TG_LETTER_OF_SOMETHING_ELSE } TgLetterSubject;

/**
 * TgLetter:
 * @text: as a person reads it: decoded, without the tags of HTML.  It holds whatever passwords the letter does, so it must not be shown
 *   anywhere but to the person who brought it
 * @accounts: of TgLetterAccount*
 * @marks: of TgLetterMark, by their place; none overlaps another
 */
typedef struct {
  char      *text;
  GPtrArray *accounts;
  GArray    *marks;
  TgLetterSubject subject;
} TgLetter;

TgLetter *tg_letter_read (const char *bytes, gsize length);
void      tg_letter_free (TgLetter *self);
void      tg_letter_account_free (TgLetterAccount *self);


G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgLetter, tg_letter_free)

G_END_DECLS
