/* accounts.c: reads the accounts of a profile, with Thunderbird's own defaults (seen in 153's
 * mailnews.js) where a pref is missing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/thunderbird/accounts.h"

#include <string.h>

#include "clients/thunderbird/logins/logins.h"
#include "clients/thunderbird/prefs/profile-prefs.h"
#include "clients/thunderbird/prefs/sender-name.h"
#include "clients/thunderbird/profiles/profiles.h"

static const struct {
  int number;
  const char *mechanism;
} methods[] = {
  { 1, "none" }, { 3, "PLAIN" },  { 3, "LOGIN" }, { 3, "IMAP-LOGIN" }, { 3, "USER-PASS" }, { 4, "CRAM-MD5" },
  { 4, "APOP" }, { 5, "GSSAPI" }, { 6, "NTLM" },  { 7, "EXTERNAL" },   { 10, "XOAUTH2" },  { 10, "OAUTHBEARER" },
};

static const struct {
  int number;
  TgSecurity security;
} socket_types[] = {
  { 0, TG_SECURITY_NONE },
  { 2, TG_SECURITY_STARTTLS },
  { 3, TG_SECURITY_TLS },
  { 1, TG_SECURITY_STARTTLS }, /* "if available", left over from old versions */
};

#define DEFAULT_AUTH_METHOD 3
#define DEFAULT_SOCKET_TYPE 0

int
tg_thunderbird_auth_method (const char *mechanism)
{
  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
    if (g_strcmp0 (methods[i].mechanism, mechanism) == 0)
      return methods[i].number;
  return mechanism == NULL ? DEFAULT_AUTH_METHOD : -1;
}

static const char *
mechanism_of (int number)
{
  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
    if (methods[i].number == number)
      return methods[i].mechanism;
  return NULL;
}

int
tg_thunderbird_socket_type (TgSecurity security)
{
  for (gsize i = 0; i < G_N_ELEMENTS (socket_types); i++)
    if (socket_types[i].security == security)
      return socket_types[i].number;
  return DEFAULT_SOCKET_TYPE;
}

static TgSecurity
security_of (int number)
{
  for (gsize i = 0; i < G_N_ELEMENTS (socket_types); i++)
    if (socket_types[i].number == number)
      return socket_types[i].security;
  return TG_SECURITY_NONE;
}

/* The branch's own number, else that of the branch "default". */
static int
number_of (TgPrefs *prefs, const char *branch, const char *key, const char *suffix, int fallback)
{
  return tg_pref_int_of (prefs, branch, key, suffix, tg_pref_int_of (prefs, branch, "default", suffix, fallback));
}

/* isSecure is from before socketType, and counts where that is missing. */
static TgSecurity
receive_security (TgPrefs *prefs, const char *key)
{
  g_autoptr (GString) name = g_string_new (NULL);
  int number = tg_pref_int_of (prefs, "server", key, "socketType", -1);
  gboolean secure = FALSE;

  if (number < 0 && tg_prefs_get_bool (prefs, tg_pref_name (name, "server", key, "isSecure"), &secure) && secure)
    return TG_SECURITY_TLS;
  return security_of (number >= 0 ? number : tg_pref_int_of (prefs, "server", "default", "socketType", DEFAULT_SOCKET_TYPE));
}

static TgServer *
read_server (TgPrefs *prefs, TgProtocol protocol, TgSecurity security, const char *branch, const char *key)
{
  const char *host = tg_pref_string_of (prefs, branch, key, "hostname");
  /* For sending there is no default of the person's own. */
  int port = protocol == TG_PROTOCOL_SMTP ? tg_pref_int_of (prefs, branch, key, "port", 0) : number_of (prefs, branch, key, "port", 0);

  return host != NULL && *host != '\0' ? tg_server_new_saved (protocol, security, host, port) : NULL;
}

static const char *
user_of (TgPrefs *prefs, const char *branch, const char *key, const char *suffix)
{
  const char *user = key != NULL ? tg_pref_string_of (prefs, branch, key, suffix) : NULL;

  return user != NULL ? user : "";
}

/* Yes, no, or unknown (-1): that of OAuth is filed under the issuer. */
static int
password_saved (GHashTable *logins, TgProtocol protocol, const char *host, int method)
{
  g_autofree char *origin = tg_login_origin (protocol, host);

  return method == 10 ? -1 : tg_logins_has (logins, origin);
}

static TgServer *
read_send (TgPrefs *prefs, const TgThunderbirdKeys *keys)
{
  return keys->smtp != NULL ? read_server (prefs, TG_PROTOCOL_SMTP,
                                           security_of (number_of (prefs, "smtpserver", keys->smtp, "try_ssl", DEFAULT_SOCKET_TYPE)),
                                           "smtpserver", keys->smtp)
                            : NULL;
}

static int
method_of (TgPrefs *prefs, const char *branch, const char *key)
{
  return number_of (prefs, branch, key, "authMethod", DEFAULT_AUTH_METHOD);
}

TgFoundAccount *
tg_thunderbird_read_account (TgPrefs *prefs, const TgThunderbirdKeys *keys)
{
  g_autoptr (TgServer) receive =
      keys->is_known ? read_server (prefs, keys->protocol, receive_security (prefs, keys->server), "server", keys->server) : NULL;
  g_autoptr (TgServer) send = read_send (prefs, keys);
  const char *address = tg_pref_of_identity (prefs, keys->identity, "useremail");
  const char *full_name = tg_pref_of_identity (prefs, keys->identity, "fullName");
  g_autofree char *name = full_name != NULL ? tg_sender_name_read (full_name) : NULL;
  const char *user = user_of (prefs, "server", keys->server, "userName");
  const char *send_user = user_of (prefs, "smtpserver", keys->smtp, "username");
  TgFoundAccount *found = g_new0 (TgFoundAccount, 1);

  found->program = TG_PROGRAM_THUNDERBIRD;
  found->key = keys->is_further ? g_strdup_printf ("%s/%s", keys->server, keys->identity) : g_strdup (keys->server);
  found->kind = g_strdup (keys->kind);
  found->account = tg_account_new (address != NULL ? address : "", name, user, send_user, receive, send);
  found->authentication = g_strdup (mechanism_of (method_of (prefs, "server", keys->server)));
  if (send != NULL)
    found->send_authentication = g_strdup (mechanism_of (method_of (prefs, "smtpserver", keys->smtp)));
  found->password_saved = -1;
  return found;
}

static TgFoundAccount *
read_account (TgPrefs *prefs, const TgThunderbirdKeys *keys, const TgPlace *place, GHashTable *logins)
{
  TgFoundAccount *found = tg_thunderbird_read_account (prefs, keys);
  const TgServer *receive = found->account->receive;

  found->title = g_strdup (place->title);
  found->version = g_strdup (place->version);
  found->where = g_strdup (place->where);
  if (receive != NULL)
    found->password_saved = password_saved (logins, keys->protocol, receive->host, method_of (prefs, "server", keys->server));
  return found;
}

void
tg_thunderbird_find_accounts (GPtrArray *accounts)
{
  g_autoptr (GPtrArray) places = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_place_free);

  tg_thunderbird_find_places (places);
  for (guint i = 0; i < places->len; i++) {
    const TgPlace *place = places->pdata[i];
    g_autoptr (TgPrefs) prefs = place->is_new ? NULL : tg_profile_prefs_read (place->where);
    g_autoptr (GPtrArray) keys = prefs != NULL ? tg_thunderbird_list_keys (prefs) : NULL;
    g_autoptr (GHashTable) logins = keys != NULL ? tg_logins_read (place->where) : NULL;

    for (guint j = 0; keys != NULL && j < keys->len; j++)
      g_ptr_array_add (accounts, read_account (prefs, keys->pdata[j], place, logins));
  }
}
