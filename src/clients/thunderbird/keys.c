/* keys.c: which accounts the prefs list, by Thunderbird's own rules (seen in 153): its list and what is appended to it,
 * each server once, each identity with the server that it sends through.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/thunderbird/accounts.h"

#include <string.h>

#define ACCOUNTS     "mail.accountmanager.accounts"
#define APPENDED     "mail.accountmanager.appendaccounts"
#define APPENDED_ROW "mailnews.append_preconfig_accounts.version"

/* Once appended, the number in the profile is larger than this. */
#define DEFAULT_APPENDED 1

/* What an account can be that Thunderbird itself brings and that is no mail account of a provider. */
static const char *const other_kinds[] = { "none", "rss", "nntp", "im", NULL };

void
tg_thunderbird_keys_free (TgThunderbirdKeys *self)
{
  if (self == NULL)
    return;
  g_free (self->account);
  g_free (self->server);
  g_free (self->identity);
  g_free (self->smtp);
  g_free (self->kind);
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

const char *
tg_pref_of_identity (TgPrefs *prefs, const char *identity, const char *suffix)
{
  const char *own = identity != NULL ? tg_pref_string_of (prefs, "identity", identity, suffix) : NULL;

  return own == NULL && identity != NULL ? tg_pref_string_of (prefs, "identity", "default", suffix) : own;
}

static char **
split_list (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", ",", -1);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  for (gsize i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      g_ptr_array_add (kept, g_strdup (parts[i]));
  g_ptr_array_add (kept, NULL);
  return (char **)g_ptr_array_free (g_steal_pointer (&kept), FALSE);
}

/* In two lists, spaces do not count; in the others, " smtp2" is a name that nothing has. */
static char **
split_spaced_list (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text != NULL ? text : "", " \t\r\n", -1);
  g_autofree char *joined = g_strjoinv ("", words);

  return split_list (joined);
}

char **
tg_pref_list (TgPrefs *prefs, const char *name)
{
  return split_list (tg_prefs_get_string (prefs, name));
}

/* Nothing takes the place of a name that leads nowhere. */
char *
tg_thunderbird_smtp_of (TgPrefs *prefs, const char *identity)
{
  const char *named = tg_pref_of_identity (prefs, identity, "smtpServer");
  g_auto (GStrv) all = tg_pref_list (prefs, "mail.smtpservers");
  const char *type;

  if (named == NULL || *named == '\0')
    named = tg_prefs_get_string (prefs, "mail.smtp.defaultserver");
  if (named == NULL || *named == '\0')
    named = all[0];
  if (identity == NULL || named == NULL || !g_strv_contains ((const char *const *)all, named))
    return NULL;
  type = tg_pref_string_of (prefs, "smtpserver", named, "type");
  return type == NULL || g_str_equal (type, "smtp") ? g_strdup (named) : NULL;
}

char **
tg_thunderbird_identities (TgPrefs *prefs, const char *account)
{
  return split_spaced_list (tg_pref_string_of (prefs, "account", account, "identities"));
}

/* What is appended is put into the list at the next start; after that, the list alone counts. */
static gboolean
appends (TgPrefs *prefs)
{
  int version;

  return !tg_prefs_get_int (prefs, APPENDED_ROW, &version) || version <= DEFAULT_APPENDED;
}

/* Of the two lists, each name once. (transfer full) */
static GPtrArray *
list_accounts (TgPrefs *prefs)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) listed = tg_pref_list (prefs, ACCOUNTS);
  g_auto (GStrv) appended = appends (prefs) ? split_spaced_list (tg_prefs_get_string (prefs, APPENDED)) : NULL;
  char **const lists[] = { listed, appended };

  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    for (gsize k = 0; lists[i] != NULL && lists[i][k] != NULL; k++)
      if (!g_ptr_array_find_with_equal_func (names, lists[i][k], g_str_equal, NULL))
        g_ptr_array_add (names, g_strdup (lists[i][k]));
  return names;
}

/* Whether this is the first account with this server, and with this user on it: Thunderbird drops the others. */
static gboolean
is_first (TgPrefs *prefs, const char *server, const char *type, const char *host, GHashTable *seen)
{
  const char *user = tg_pref_string_of (prefs, "server", server, "userName");
  g_autofree char *lower = g_utf8_strdown (host, -1);
  int port = tg_pref_int_of (prefs, "server", server, "port", 0);
  char *by_name = g_strdup_printf ("%s\n%s\n%s\n%d", type, lower, user != NULL ? user : "", port);
  gboolean fresh = g_hash_table_add (seen, g_strdup (server));

  return g_hash_table_add (seen, by_name) && fresh;
}

static TgThunderbirdKeys *
keys_new (TgPrefs *prefs, const char *account, const char *server, const char *type, const char *identity)
{
  TgThunderbirdKeys *keys = g_new0 (TgThunderbirdKeys, 1);

  keys->account = g_strdup (account);
  keys->server = g_strdup (server);
  keys->identity = g_strdup (identity);
  keys->smtp = tg_thunderbird_smtp_of (prefs, identity);
  keys->kind = g_strdup (type);
  keys->is_known = g_str_equal (type, "imap") || g_str_equal (type, "pop3");
  keys->protocol = g_str_equal (type, "pop3") ? TG_PROTOCOL_POP3 : TG_PROTOCOL_IMAP;
  return keys;
}

/* Another way to send, or another address. */
static gboolean
differs (TgPrefs *prefs, const TgThunderbirdKeys *one, const TgThunderbirdKeys *other)
{
  return g_strcmp0 (one->smtp, other->smtp) != 0 || g_strcmp0 (tg_pref_of_identity (prefs, one->identity, "useremail"),
                                                               tg_pref_of_identity (prefs, other->identity, "useremail")) != 0;
}

static void
add_identity (TgPrefs *prefs, GPtrArray *list, guint first, TgThunderbirdKeys *keys)
{
  gboolean fresh = TRUE;

  for (guint i = first; i < list->len; i++)
    fresh = fresh && differs (prefs, list->pdata[i], keys);
  keys->is_further = list->len > first;
  if (fresh)
    g_ptr_array_add (list, keys);
  else
    tg_thunderbird_keys_free (keys);
}

/* The server's name; "" where only Thunderbird can work it out; NULL where there is none, and so no account. */
static const char *
host_of (TgPrefs *prefs, const char *server)
{
  g_autoptr (GString) name = g_string_new (NULL);
  const char *literal = tg_prefs_get (prefs, tg_pref_name (name, "server", server, "hostname"));
  const char *host = tg_prefs_get_string (prefs, name->str);

  if (host != NULL && *host != '\0')
    return host;
  return literal != NULL && *literal == '\0' ? "" : NULL;
}

static void
add_account (TgPrefs *prefs, GPtrArray *list, const char *account, GHashTable *seen)
{
  const char *server = tg_pref_string_of (prefs, "account", account, "server");
  const char *type = server != NULL ? tg_pref_string_of (prefs, "server", server, "type") : NULL;
  const char *host = server != NULL ? host_of (prefs, server) : NULL;
  g_auto (GStrv) identities = tg_thunderbird_identities (prefs, account);
  guint first = list->len;

  if (type == NULL || host == NULL || g_strv_contains (other_kinds, type) || !is_first (prefs, server, type, host, seen))
    return;
  if (identities[0] == NULL)
    g_ptr_array_add (list, keys_new (prefs, account, server, type, NULL));
  for (gsize i = 0; identities[i] != NULL; i++)
    add_identity (prefs, list, first, keys_new (prefs, account, server, type, identities[i]));
}

GPtrArray *
tg_thunderbird_list_keys (TgPrefs *prefs)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_thunderbird_keys_free);
  g_autoptr (GPtrArray) accounts = list_accounts (prefs);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < accounts->len; i++)
    add_account (prefs, list, accounts->pdata[i], seen);
  return list;
}
