/* put.c: one account added to a prefs.js, or changed in it: which keys it gets, and how the lists
 * of accounts and servers learn of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "clients/thunderbird/oauth-hosts.h"
#include "clients/thunderbird/prefs/edit.h"
#include "clients/thunderbird/prefs/rows.h"
#include "model/authentication.h"

#define ACCOUNTS        "mail.accountmanager.accounts"
#define DEFAULT_ACCOUNT "mail.accountmanager.defaultaccount"
#define LOCAL_FOLDERS   "mail.accountmanager.localfoldersserver"
#define LAST_KEY        "mail.account.lastKey"
#define SMTP_SERVERS    "mail.smtpservers"
#define DEFAULT_SMTP    "mail.smtp.defaultserver"

/* A number that somebody else wrote may be anything; beyond this one we look for a gap. */
#define LARGEST_NUMBER 1000000

static gboolean
can_sign_in (const TgServer *server, const char *mechanism, GError **error)
{
  int method = tg_thunderbird_auth_method (mechanism);

  if (method < 0 || (method == 1 && server->protocol != TG_PROTOCOL_SMTP)) {
    g_set_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNSUPPORTED,
                 _ ("%s was tested with the sign-in method %s, which Thunderbird does not have."), server->host, mechanism);
    return FALSE;
  }
  if (tg_authentication_is_oauth (mechanism) && !tg_thunderbird_signs_in_by_oauth (server)) {
    g_set_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNSUPPORTED, _ ("Thunderbird does not know how to sign in with OAuth2 at %s."),
                 server->host);
    return FALSE;
  }
  return TRUE;
}

/* Whether Thunderbird can do what the request says. */
static gboolean
can_write (const TgSaveRequest *request, GError **error)
{
  const TgAccount *account = request->account;

  if (account->receive == NULL) {
    g_set_error_literal (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNSUPPORTED, _ ("Thunderbird needs a receiving server for an account."));
    return FALSE;
  }
  /* Seen in 153: it drops the account at its next start, with brackets or without. */
  if (strchr (account->receive->ascii_host, ':') != NULL) {
    g_set_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNSUPPORTED,
                 _ ("Thunderbird cannot receive mail from %s: it needs a name for that server, not an IPv6 address."),
                 account->receive->host);
    return FALSE;
  }
  return can_sign_in (account->receive, request->receive_authentication, error) &&
         (account->send == NULL || can_sign_in (account->send, request->send_authentication, error));
}

/* What follows @word in @text, if that is a number and then nothing or a full stop; else 0. */
static guint64
number_after (const char *text, const char *word)
{
  char *end = NULL;
  guint64 number;

  if (!g_str_has_prefix (text, word) || !g_ascii_isdigit (text[strlen (word)]))
    return 0;
  number = g_ascii_strtoull (text + strlen (word), &end, 10);
  return *end == '\0' || *end == '.' ? number : 0;
}

static void
take_number (GHashTable *taken, guint64 number)
{
  if (number > 0 && number <= LARGEST_NUMBER)
    g_hash_table_add (taken, GUINT_TO_POINTER ((guint)number));
}

/* Every number of this kind that stands anywhere: in names of prefs (those of removed servers too)
 * and in lists and references. */
static GHashTable *
taken_numbers (TgPrefs *prefs, const char *word)
{
  GHashTable *taken = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) names = tg_prefs_names (prefs, "mail.");

  for (guint i = 0; i < names->len; i++) {
    const char *name = names->pdata[i];
    const char *text = tg_prefs_get_string (prefs, name);
    const char *key = strchr (name + strlen ("mail."), '.');
    g_auto (GStrv) parts = g_strsplit (text != NULL && strlen (text) < 4096 ? text : "", ",", -1);

    if (key != NULL)
      take_number (taken, number_after (key + 1, word));
    for (gsize j = 0; parts[j] != NULL; j++)
      take_number (taken, number_after (g_strstrip (parts[j]), word));
  }
  return taken;
}

/* One more than the highest, as Thunderbird does; never below @least. */
static char *
next_key (TgPrefs *prefs, const char *word, guint least)
{
  g_autoptr (GHashTable) taken = taken_numbers (prefs, word);
  guint next = MAX (least, 1);
  GHashTableIter iter;
  gpointer number;

  g_hash_table_iter_init (&iter, taken);
  while (g_hash_table_iter_next (&iter, &number, NULL))
    next = MAX (next, GPOINTER_TO_UINT (number) + 1);
  if (next > LARGEST_NUMBER)
    for (next = 1; g_hash_table_contains (taken, GUINT_TO_POINTER (next));)
      next++;
  return g_strdup_printf ("%s%u", word, next);
}

static char *
next_account_key (TgPrefs *prefs)
{
  int last = 0;

  tg_prefs_get_int (prefs, LAST_KEY, &last);
  return next_key (prefs, "account", last > 0 && last < LARGEST_NUMBER ? (guint)last + 1 : 1);
}

static void
set_string (TgPrefs *prefs, const char *name, const char *value)
{
  g_autofree char *literal = tg_pref_quote (value);

  tg_prefs_set (prefs, name, literal);
}

static void
append_to_list (TgPrefs *prefs, const char *name, const char *key)
{
  const char *old = tg_prefs_get_string (prefs, name);
  g_autofree char *list = old != NULL && *old != '\0' ? g_strconcat (old, ",", key, NULL) : g_strdup (key);

  set_string (prefs, name, list);
}

static void
set_if_missing (TgPrefs *prefs, const char *name, const char *key)
{
  const char *old = tg_prefs_get_string (prefs, name);

  if (old == NULL || *old == '\0')
    set_string (prefs, name, key);
}

/* Makes the account's own two prefs and lists it. */
static char *
list_account (TgPrefs *prefs, const char *server, const char *identity)
{
  g_autoptr (GString) name = g_string_new (NULL);
  char *account = next_account_key (prefs);
  g_autofree char *number = g_strdup (account + strlen ("account"));

  set_string (prefs, tg_pref_name (name, "account", account, "server"), server);
  if (identity != NULL)
    set_string (prefs, tg_pref_name (name, "account", account, "identities"), identity);
  append_to_list (prefs, ACCOUNTS, account);
  tg_prefs_set (prefs, LAST_KEY, number);
  return account;
}

static gboolean
has_local_folders (TgPrefs *prefs)
{
  g_auto (GStrv) accounts = tg_pref_list (prefs, ACCOUNTS);
  const char *named = tg_prefs_get_string (prefs, LOCAL_FOLDERS);

  if (named != NULL && g_strcmp0 (tg_pref_string_of (prefs, "server", named, "type"), "none") == 0)
    return TRUE; /* listed or not: Thunderbird lists it at its next start */
  for (gsize i = 0; accounts[i] != NULL; i++) {
    const char *server = tg_pref_string_of (prefs, "account", accounts[i], "server");

    if (server != NULL && g_strcmp0 (tg_pref_string_of (prefs, "server", server, "type"), "none") == 0)
      return TRUE;
  }
  return FALSE;
}

static void
add_local_folders (TgPrefs *prefs)
{
  static const struct {
    const char *suffix;
    const char *value;
  } rows[] = {
    { "type", "none" },
    { "hostname", "Local Folders" }, /* its key, which no language changes */
    { "userName", "nobody" },
    { "directory-rel", "[ProfD]Mail/Local Folders" },
  };
  g_autoptr (GString) name = g_string_new (NULL);
  g_autofree char *server = next_key (prefs, "server", 1);
  g_autofree char *account = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    set_string (prefs, tg_pref_name (name, "server", server, rows[i].suffix), rows[i].value);
  set_string (prefs, tg_pref_name (name, "server", server, "name"), _ ("Local Folders"));
  account = list_account (prefs, server, NULL);
  set_string (prefs, LOCAL_FOLDERS, server);
}

/* Type, host and user name alike. */
static gboolean
is_same (TgPrefs *prefs, const TgThunderbirdKeys *keys, const TgAccount *account)
{
  const char *host = tg_pref_string_of (prefs, "server", keys->server, "hostname");
  const char *user = tg_pref_string_of (prefs, "server", keys->server, "userName");
  g_autoptr (TgServer) server = host != NULL ? tg_server_new (keys->protocol, TG_SECURITY_TLS, host, 0, NULL) : NULL;

  return server != NULL && keys->is_known && keys->protocol == account->receive->protocol &&
         g_str_equal (server->ascii_host, account->receive->ascii_host) && g_strcmp0 (user, tg_account_receive_user (account)) == 0;
}

static gboolean
has_address (TgPrefs *prefs, const TgThunderbirdKeys *keys, const TgAccount *account)
{
  const char *address = tg_pref_of_identity (prefs, keys->identity, "useremail");

  return address != NULL && keys->is_known && keys->protocol == account->receive->protocol &&
         g_ascii_strcasecmp (address, account->address) == 0;
}

/* The account that is meant: the same one, and of its identities that with this address, else the first; to be changed also
 * the only one with this address. */
static const TgThunderbirdKeys *
find_existing (TgPrefs *prefs, GPtrArray *all, const TgSaveRequest *request)
{
  const TgThunderbirdKeys *same = NULL, *by_address = NULL;
  guint n_by_address = 0;

  for (guint i = 0; i < all->len; i++) {
    gboolean is_account = is_same (prefs, all->pdata[i], request->account);
    gboolean is_address = has_address (prefs, all->pdata[i], request->account);

    if (is_account && is_address)
      return all->pdata[i];
    if (is_account && same == NULL)
      same = all->pdata[i];
    if (is_address) {
      by_address = all->pdata[i];
      n_by_address++;
    }
  }
  if (same != NULL)
    return same;
  return request->update && n_by_address == 1 ? by_address : NULL;
}

/* Whether an identity other than @identity sends through @smtp, by name or by default. */
static gboolean
is_shared (TgPrefs *prefs, const char *smtp, const char *identity)
{
  g_autoptr (GPtrArray) names = tg_prefs_names (prefs, "mail.identity.");
  const char *fallback = tg_prefs_get_string (prefs, DEFAULT_SMTP);

  for (guint i = 0; i < names->len; i++) {
    g_auto (GStrv) parts = g_strsplit (names->pdata[i], ".", 4);
    const char *through;

    if (g_strcmp0 (parts[3], "useremail") != 0 || g_str_equal (parts[2], identity))
      continue;
    through = tg_pref_string_of (prefs, "identity", parts[2], "smtpServer");
    if (g_strcmp0 (through != NULL ? through : fallback, smtp) == 0)
      return TRUE;
  }
  return FALSE;
}

/* The server to send through: the identity's own, changed; one that is exactly right already; or a
 * new one.  What other accounts send through is never changed. */
static char *
put_smtp (TgPrefs *prefs, const TgSaveRequest *request, const char *own, const char *identity)
{
  g_auto (GStrv) all = tg_pref_list (prefs, SMTP_SERVERS);
  char *key;

  if (own != NULL && g_strv_contains ((const char *const *)all, own) && !is_shared (prefs, own, identity)) {
    tg_rows_write_smtp (prefs, request, own, FALSE);
    return g_strdup (own);
  }
  for (gsize i = 0; all[i] != NULL; i++)
    if (tg_rows_smtp_matches (prefs, request, all[i]))
      return g_strdup (all[i]);
  key = next_key (prefs, "smtp", 1);
  tg_rows_write_smtp (prefs, request, key, TRUE);
  append_to_list (prefs, SMTP_SERVERS, key);
  set_if_missing (prefs, DEFAULT_SMTP, key);
  return key;
}

static TgThunderbirdKeys *
update (TgPrefs *prefs, const TgSaveRequest *request, const TgThunderbirdKeys *existing)
{
  g_autoptr (GString) name = g_string_new (NULL);
  TgThunderbirdKeys *keys = g_new0 (TgThunderbirdKeys, 1);
  const char *own = NULL;

  keys->account = g_strdup (existing->account);
  keys->server = g_strdup (existing->server);
  keys->identity = g_strdup (existing->identity);
  keys->protocol = existing->protocol;
  tg_rows_write_server (prefs, request, keys->server, FALSE);
  if (keys->identity == NULL)
    return keys;
  tg_rows_write_identity (prefs, request, keys->identity, FALSE);
  if (request->account->send == NULL)
    return keys;
  own = tg_pref_string_of (prefs, "identity", keys->identity, "smtpServer");
  keys->smtp = put_smtp (prefs, request, own, keys->identity);
  set_string (prefs, tg_pref_name (name, "identity", keys->identity, "smtpServer"), keys->smtp);
  return keys;
}

static TgThunderbirdKeys *
add (TgPrefs *prefs, const TgSaveRequest *request, gboolean local_folders)
{
  g_autoptr (GString) name = g_string_new (NULL);
  TgThunderbirdKeys *keys = g_new0 (TgThunderbirdKeys, 1);

  keys->protocol = request->account->receive->protocol;
  keys->server = next_key (prefs, "server", 1);
  tg_rows_write_server (prefs, request, keys->server, TRUE);
  keys->identity = next_key (prefs, "id", 1);
  tg_rows_write_identity (prefs, request, keys->identity, TRUE);
  if (request->account->send != NULL) {
    keys->smtp = put_smtp (prefs, request, NULL, keys->identity);
    set_string (prefs, tg_pref_name (name, "identity", keys->identity, "smtpServer"), keys->smtp);
  }
  keys->account = list_account (prefs, keys->server, keys->identity);
  set_if_missing (prefs, DEFAULT_ACCOUNT, keys->account);
  if (local_folders && !has_local_folders (prefs))
    add_local_folders (prefs);
  return keys;
}

TgThunderbirdKeys *
tg_thunderbird_put (TgPrefs *prefs, const TgSaveRequest *request, gboolean local_folders, gboolean *updated, GError **error)
{
  g_autoptr (GPtrArray) all = tg_thunderbird_list_keys (prefs);
  const TgThunderbirdKeys *existing;

  if (!can_write (request, error))
    return NULL;
  existing = find_existing (prefs, all, request);
  if (updated != NULL)
    *updated = existing != NULL;
  if (existing == NULL)
    return add (prefs, request, local_folders);
  if (request->update)
    return update (prefs, request, existing);
  g_set_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_EXISTS, _ ("Thunderbird already has the account %s."), request->account->address);
  return NULL;
}
