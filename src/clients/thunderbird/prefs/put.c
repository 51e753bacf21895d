/* put.c: one account added to a prefs.js: which keys it gets, and how the lists of accounts and servers learn of it.  One that
 * is there is changed in repair/.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "clients/thunderbird/moved/move.h"
#include "clients/thunderbird/oauth-hosts.h"
#include "clients/thunderbird/prefs/edit.h"
#include "clients/thunderbird/prefs/lists.h"
#include "clients/thunderbird/prefs/rows.h"
#include "clients/thunderbird/repair/repair.h"
#include "clients/thunderbird/repair/sending.h"
#include "model/authentication.h"

#define ACCOUNTS        "mail.accountmanager.accounts"
#define DEFAULT_ACCOUNT "mail.accountmanager.defaultaccount"
#define LOCAL_FOLDERS   "mail.accountmanager.localfoldersserver"
#define LAST_KEY        "mail.account.lastKey"

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

static char *
next_account_key (TgPrefs *prefs)
{
  int last = 0;

  tg_prefs_get_int (prefs, LAST_KEY, &last);
  return tg_prefs_next_key (prefs, "account", last > 0 && last < TG_PREFS_LARGEST_NUMBER ? (guint)last + 1 : 1);
}

/* Makes the account's own two prefs and lists it. */
static char *
list_account (TgPrefs *prefs, const char *server, const char *identity)
{
  g_autoptr (GString) name = g_string_new (NULL);
  char *account = next_account_key (prefs);
  g_autofree char *number = g_strdup (account + strlen ("account"));

  tg_prefs_set_string (prefs, tg_pref_name (name, "account", account, "server"), server);
  if (identity != NULL)
    tg_prefs_set_string (prefs, tg_pref_name (name, "account", account, "identities"), identity);
  tg_prefs_append_to_list (prefs, ACCOUNTS, account);
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
  g_autofree char *server = tg_prefs_next_key (prefs, "server", 1);
  g_autofree char *account = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    tg_prefs_set_string (prefs, tg_pref_name (name, "server", server, rows[i].suffix), rows[i].value);
  tg_prefs_set_string (prefs, tg_pref_name (name, "server", server, "name"), _ ("Local Folders"));
  account = list_account (prefs, server, NULL);
  tg_prefs_set_string (prefs, LOCAL_FOLDERS, server);
}

static TgThunderbirdKeys *
add (TgPrefs *prefs, const TgSaveRequest *request, gboolean local_folders)
{
  g_autoptr (GString) name = g_string_new (NULL);
  TgThunderbirdKeys *keys = g_new0 (TgThunderbirdKeys, 1);

  keys->protocol = request->account->receive->protocol;
  keys->server = tg_prefs_next_key (prefs, "server", 1);
  tg_rows_write_server (prefs, request, keys->server, TG_ROWS_FRESH);
  keys->identity = tg_prefs_next_key (prefs, "id", 1);
  tg_rows_write_identity (prefs, request, keys->identity, TG_ROWS_FRESH);
  if (request->account->send != NULL) {
    keys->smtp = tg_sending_choose (prefs, request);
    tg_prefs_set_string (prefs, tg_pref_name (name, "identity", keys->identity, "smtpServer"), keys->smtp);
  }
  keys->account = list_account (prefs, keys->server, keys->identity);
  tg_prefs_set_if_missing (prefs, DEFAULT_ACCOUNT, keys->account);
  if (local_folders && !has_local_folders (prefs))
    add_local_folders (prefs);
  return keys;
}

static TgThunderbirdEdit *
edit_new (void)
{
  TgThunderbirdEdit *self = g_new0 (TgThunderbirdEdit, 1);

  self->moves = tg_moves_new ();
  self->accounts = g_ptr_array_new_with_free_func (g_free);
  self->alike = g_ptr_array_new_with_free_func (g_free);
  self->notes = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
tg_thunderbird_edit_free (TgThunderbirdEdit *self)
{
  if (self == NULL)
    return;
  tg_thunderbird_keys_free (self->keys);
  tg_found_account_free (self->before);
  g_ptr_array_unref (self->moves);
  g_ptr_array_unref (self->accounts);
  g_ptr_array_unref (self->alike);
  g_ptr_array_unref (self->notes);
  g_free (self);
}

TgThunderbirdEdit *
tg_thunderbird_put (TgPrefs *prefs, const TgSaveRequest *request, gboolean local_folders, GError **error)
{
  g_autoptr (GPtrArray) all = tg_thunderbird_list_keys (prefs);
  g_autoptr (TgThunderbirdEdit) edit = edit_new ();
  const TgThunderbirdKeys *existing = NULL;

  if (!can_write (request, error) || !tg_repair_find (prefs, all, request, &existing, edit->notes, error))
    return NULL;
  if (existing == NULL) {
    edit->keys = add (prefs, request, local_folders);
    return g_steal_pointer (&edit);
  }
  if (request->update)
    return tg_repair_apply (prefs, all, request, existing, edit, error) ? g_steal_pointer (&edit) : NULL;
  g_set_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_EXISTS, _ ("Thunderbird already has the account %s."), request->account->address);
  return NULL;
}
