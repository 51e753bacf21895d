/* logins.h: Thunderbird's saved passwords (logins.json), read; what is encrypted in it stays so.
 *
 *   { "nextId", "logins": [ LOGIN, … ], "potentiallyVulnerablePasswords": [], "version": 3 }
 *   LOGIN: { "id", "hostname": "imap://host", "httpRealm": the same, "formSubmitURL": null, "usernameField": "", "passwordField": "",
 *            "encryptedUsername", "encryptedPassword" (keystore/sdr.h), "guid", "encType": 1, "timeCreated", "timeLastUsed",
 *            "timePasswordChanged" (milliseconds since 1970), "timesUsed", … }
 *
 * Seen in Thunderbird 153, which looks a mail password up by "hostname" and "httpRealm" alike and takes the first with the
 * account's user name; receiving and sending are two logins.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/thunderbird/logins/spans.h"
#include "model/server.h"

G_BEGIN_DECLS

/* The newest version that we know. */
#define TG_LOGINS_VERSION 3

/* One login.  What is missing in it, or of another kind, is NULL or -1; what was deleted has no origin.
 * @span: the whole of it
 * @user, @password: encrypted
 * @changed: when the password changed last */
typedef struct {
  TgSpan span;
  char  *origin;
  char  *realm;
  char  *user;
  char  *password;
  char  *guid;
  gint64 id;
  gint64 changed;
} TgLogin;

/**
 * TgLogins:
 * @text: the file, without a NUL at its end; "" where there is none
 * @is_new: there is none
 * @list: where the list stands, with its brackets
 * @next_id: the next one that nobody has
 */
typedef struct {
  GBytes    *bytes;
  const char *text;
  gboolean   is_new;
  TgSpan     whole;
  TgSpan     list;
  gint64     next_id;
  GPtrArray *logins; /* of TgLogin* */
} TgLogins;

/* @bytes: (nullable): there is no file.  NULL where it is damaged, or newer than we know; it is to be left alone then.
 * (transfer full) (nullable) */
TgLogins   *tg_logins_parse   (GBytes *bytes);
void        tg_logins_free    (TgLogins *self);

/* The origin under which a password for this server is filed. (transfer full) */
char       *tg_login_origin   (TgProtocol protocol, const char *host);
/* Whether Thunderbird finds it there. */
gboolean    tg_login_is_for   (const TgLogin *self, const char *origin);
/* (transfer none) (nullable) */
const TgLogin *tg_logins_find (const TgLogins *self, const char *guid);

/* Whether Thunderbird has a password saved for a server: yes or no, never which. */

/* The origins that have one; NULL where the file cannot be read. (transfer full) (nullable) */
GHashTable *tg_logins_read    (const char *profile);
/* 1 yes, 0 no, -1 unknown. @origins: (nullable) */
int         tg_logins_has     (GHashTable *origins, const char *origin);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgLogins, tg_logins_free)

G_END_DECLS
