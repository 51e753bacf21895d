/* accounts.c: reads the accounts of a prefs.js, with Thunderbird's own defaults (seen in 153's
 * mailnews.js) where a pref is missing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/thunderbird/accounts.h"

#include <string.h>

#include "files/file.h"
#include "clients/thunderbird/logins.h"
#include "clients/thunderbird/profiles/profiles.h"

/* @shown: what tegamictl's JSON says where we read the number. */
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

void
tg_thunderbird_keys_free (TgThunderbirdKeys *self)
{
  if (self == NULL)
    return;
  g_free (self->account);
  g_free (self->server);
  g_free (self->identity);
  g_free (self->smtp);
  g_free (self);
}

const char *
tg_pref_name (GString *buffer, const char *branch, const char *key, const char *suffix)
{
  g_string_printf (buffer, "mail.%s.%s.%s", branch, key, suffix);
  return buffer->str;
}

const char *
tg_pref_string_of (TgPrefs *prefs, const char *branch, const char *key, const char *suffix)
{
  g_autoptr (GString) name = g_string_new (NULL);

  return tg_prefs_get_string (prefs, tg_pref_name (name, branch, key, suffix));
}

int
tg_pref_int_of (TgPrefs *prefs, const char *branch, const char *key, const char *suffix, int fallback)
{
  g_autoptr (GString) name = g_string_new (NULL);
  int value;

  return tg_prefs_get_int (prefs, tg_pref_name (name, branch, key, suffix), &value) ? value : fallback;
}

static char **
split_list (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", ",", -1);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  for (gsize i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      g_ptr_array_add (kept, g_strdup (parts[i]));
  g_ptr_array_add (kept, NULL);
  return (char **)g_ptr_array_free (g_steal_pointer (&kept), FALSE);
}

char **
tg_pref_list (TgPrefs *prefs, const char *name)
{
  return split_list (tg_prefs_get_string (prefs, name));
}

/* As Thunderbird picks it: the identity's, else the default one, else the first. */
static char *
smtp_of (TgPrefs *prefs, const char *identity)
{
  const char *own = identity != NULL ? tg_pref_string_of (prefs, "identity", identity, "smtpServer") : NULL;
  g_auto (GStrv) all = tg_pref_list (prefs, "mail.smtpservers");
  const char *fallback = tg_prefs_get_string (prefs, "mail.smtp.defaultserver");

  if (own != NULL && g_strv_contains ((const char *const *)all, own))
    return g_strdup (own);
  if (fallback != NULL && g_strv_contains ((const char *const *)all, fallback))
    return g_strdup (fallback);
  return g_strdup (all[0]);
}

static TgThunderbirdKeys *
read_keys (TgPrefs *prefs, const char *account)
{
  const char *server = tg_pref_string_of (prefs, "account", account, "server");
  const char *type = server != NULL ? tg_pref_string_of (prefs, "server", server, "type") : NULL;
  g_auto (GStrv) identities = split_list (tg_pref_string_of (prefs, "account", account, "identities"));
  TgThunderbirdKeys *keys;

  if (g_strcmp0 (type, "imap") != 0 && g_strcmp0 (type, "pop3") != 0)
    return NULL;
  keys = g_new0 (TgThunderbirdKeys, 1);
  keys->account = g_strdup (account);
  keys->server = g_strdup (server);
  keys->identity = g_strdup (identities[0]);
  keys->smtp = smtp_of (prefs, keys->identity);
  keys->protocol = g_str_equal (type, "imap") ? TG_PROTOCOL_IMAP : TG_PROTOCOL_POP3;
  return keys;
}

GPtrArray *
tg_thunderbird_list_keys (TgPrefs *prefs)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_thunderbird_keys_free);
  g_auto (GStrv) accounts = tg_pref_list (prefs, "mail.accountmanager.accounts");

  for (gsize i = 0; accounts[i] != NULL; i++) {
    TgThunderbirdKeys *keys = read_keys (prefs, accounts[i]);

    if (keys != NULL)
      g_ptr_array_add (list, keys);
  }
  return list;
}

static TgServer *
read_server (TgPrefs *prefs, TgProtocol protocol, const char *branch, const char *key, const char *security_suffix)
{
  const char *host = key != NULL ? tg_pref_string_of (prefs, branch, key, "hostname") : NULL;
  TgSecurity security = TG_SECURITY_NONE;
  int port = 0;

  if (host == NULL || *host == '\0')
    return NULL;
  security = security_of (tg_pref_int_of (prefs, branch, key, security_suffix, DEFAULT_SOCKET_TYPE));
  port = tg_pref_int_of (prefs, branch, key, "port", 0);
  return tg_server_new_saved (protocol, security, host, port);
}

static const char *
user_of (TgPrefs *prefs, const char *branch, const char *key, const char *suffix)
{
  const char *user = key != NULL ? tg_pref_string_of (prefs, branch, key, suffix) : NULL;

  return user != NULL ? user : "";
}

/* "imap://host" and the like, as Thunderbird files a password; yes, no, or unknown (-1): that of
 * OAuth is filed under the issuer. */
static int
password_saved (GHashTable *logins, TgProtocol protocol, const char *host, int method)
{
  static const char *const schemes[] = { "imap", "mailbox", "smtp" };
  g_autofree char *origin = g_strdup_printf ("%s://%s", schemes[protocol], host);

  return method == 10 ? -1 : tg_logins_has (logins, origin);
}

static TgFoundAccount *
read_account (TgPrefs *prefs, const TgThunderbirdKeys *keys, const TgPlace *place, GHashTable *logins)
{
  g_autoptr (TgServer) receive = read_server (prefs, keys->protocol, "server", keys->server, "socketType");
  g_autoptr (TgServer) send = read_server (prefs, TG_PROTOCOL_SMTP, "smtpserver", keys->smtp, "try_ssl");
  const char *address = keys->identity != NULL ? tg_pref_string_of (prefs, "identity", keys->identity, "useremail") : NULL;
  const char *name = keys->identity != NULL ? tg_pref_string_of (prefs, "identity", keys->identity, "fullName") : NULL;
  const char *user = user_of (prefs, "server", keys->server, "userName");
  const char *send_user = user_of (prefs, "smtpserver", keys->smtp, "username");
  int method = tg_pref_int_of (prefs, "server", keys->server, "authMethod", DEFAULT_AUTH_METHOD);
  TgFoundAccount *found = g_new0 (TgFoundAccount, 1);

  found->program = TG_PROGRAM_THUNDERBIRD;
  found->version = g_strdup (place->version);
  found->where = g_strdup (place->where);
  found->key = g_strdup (keys->server);
  found->account = tg_account_new (address != NULL ? address : "", name, user, send_user, receive, send);
  found->authentication = g_strdup (mechanism_of (method));
  if (send != NULL)
    found->send_authentication =
        g_strdup (mechanism_of (tg_pref_int_of (prefs, "smtpserver", keys->smtp, "authMethod", DEFAULT_AUTH_METHOD)));
  found->password_saved = receive != NULL ? password_saved (logins, keys->protocol, receive->host, method) : -1;
  return found;
}

void
tg_thunderbird_find_accounts (GPtrArray *accounts)
{
  g_autoptr (GPtrArray) places = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_place_free);

  tg_thunderbird_find_places (places);
  for (guint i = 0; i < places->len; i++) {
    TgPlace *place = places->pdata[i];
    g_autofree char *path = g_build_filename (place->where, "prefs.js", NULL);
    g_autoptr (GBytes) bytes = NULL;
    g_autoptr (TgPrefs) prefs = NULL;
    g_autoptr (GPtrArray) keys = NULL;
    g_autoptr (GHashTable) logins = NULL;

    tg_file_read (path, TG_FILE_MAX, &bytes, NULL);
    prefs = bytes != NULL ? tg_prefs_parse (bytes, NULL) : NULL;
    keys = prefs != NULL ? tg_thunderbird_list_keys (prefs) : NULL;
    logins = keys != NULL ? tg_logins_read (place->where) : NULL;
    for (guint j = 0; keys != NULL && j < keys->len; j++)
      g_ptr_array_add (accounts, read_account (prefs, keys->pdata[j], place, logins));
  }
}
