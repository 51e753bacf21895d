/* which.c: which of the accounts in a profile is meant: the same one; else, since a repair is often another server name, the only
 * one with the address.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "clients/thunderbird/repair/repair.h"
#include "model/text/text.h"

static const char *
server_pref (TgPrefs *prefs, const TgThunderbirdKeys *keys, const char *suffix)
{
  const char *value = tg_pref_string_of (prefs, "server", keys->server, suffix);

  return value != NULL ? value : "";
}

static gboolean
is_at (TgPrefs *prefs, const TgThunderbirdKeys *keys, TgProtocol protocol, const char *ascii_host, const char *user)
{
  g_autoptr (TgServer) server = tg_server_new (protocol, TG_SECURITY_TLS, server_pref (prefs, keys, "hostname"), 0, NULL);

  return server != NULL && keys->is_known && keys->protocol == protocol && g_str_equal (server->ascii_host, ascii_host) &&
         g_str_equal (server_pref (prefs, keys, "userName"), user);
}

gboolean
tg_repair_has_double (TgPrefs *prefs, GPtrArray *all, const TgThunderbirdKeys *keys, const char *host, const char *user)
{
  g_autoptr (TgServer) server = tg_server_new (keys->protocol, TG_SECURITY_TLS, host, 0, NULL);

  for (guint i = 0; server != NULL && i < all->len; i++) {
    const TgThunderbirdKeys *other = all->pdata[i];

    if (!g_str_equal (other->server, keys->server) && is_at (prefs, other, keys->protocol, server->ascii_host, user))
      return TRUE;
  }
  return FALSE;
}

gboolean
tg_repair_has_address (TgPrefs *prefs, const TgThunderbirdKeys *keys, const TgAccount *account)
{
  const char *address = tg_pref_of_identity (prefs, keys->identity, "useremail");

  return address != NULL && g_ascii_strcasecmp (address, account->address) == 0;
}

/* The one that the person chose, by TgFoundAccount.key: a server, or a server and an identity. */
static gboolean
find_chosen (GPtrArray *all, const char *key, const TgThunderbirdKeys **existing, GError **error)
{
  for (guint i = 0; i < all->len && *existing == NULL; i++) {
    const TgThunderbirdKeys *keys = all->pdata[i];
    g_autofree char *further = g_strdup_printf ("%s/%s", keys->server, keys->identity);

    if (g_str_equal (key, keys->is_further ? further : keys->server))
      *existing = keys;
  }
  if (*existing == NULL)
    g_set_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_MISSING, _ ("Thunderbird no longer has the account “%s”."), key);
  return *existing != NULL;
}

static const TgThunderbirdKeys *
find_same (TgPrefs *prefs, GPtrArray *all, const TgAccount *account)
{
  const TgThunderbirdKeys *same = NULL;

  for (guint i = 0; i < all->len; i++) {
    const TgThunderbirdKeys *keys = all->pdata[i];

    if (!is_at (prefs, keys, account->receive->protocol, account->receive->ascii_host, tg_account_receive_user (account)))
      continue;
    if (tg_repair_has_address (prefs, keys, account))
      return keys;
    same = same != NULL ? same : keys;
  }
  return same;
}

static gboolean
is_ambiguous (TgPrefs *prefs, GPtrArray *found, const char *address, GError **error)
{
  g_autoptr (GPtrArray) servers = g_ptr_array_new ();
  g_autofree char *list = NULL;

  if (found->len < 2)
    return FALSE;
  for (guint i = 0; i < found->len; i++)
    g_ptr_array_add (servers, (gpointer)server_pref (prefs, found->pdata[i], "hostname"));
  list = tg_text_list (servers);
  g_set_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNSUPPORTED,
               /* TRANSLATORS: a mail address, and server names */
               _ ("Thunderbird has several accounts with the address %s (%s), and Tegami cannot tell which of them to change."), address,
               list);
  return TRUE;
}

/* One of the other protocol is another account: its mail, and where it lies, are of another kind. */
static void
note_other_protocol (const TgThunderbirdKeys *keys, const TgSaveRequest *request, GPtrArray *notes)
{
  const TgAccount *account = request->account;

  g_ptr_array_add (
      notes,
      /* TRANSLATORS: a mail address, and two protocols: IMAP, POP3 */
      g_strdup_printf (_ ("Thunderbird already has %s as a %s account. It stays as it is, and the %s account is added beside it."),
                       account->address, tg_protocol_name (keys->protocol), tg_protocol_name (account->receive->protocol)));
}

static gboolean
find_by_address (TgPrefs *prefs, GPtrArray *all, const TgSaveRequest *request, const TgThunderbirdKeys **existing, GPtrArray *notes,
                 GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  const TgThunderbirdKeys *other = NULL;

  for (guint i = 0; i < all->len; i++) {
    const TgThunderbirdKeys *keys = all->pdata[i];
    const TgThunderbirdKeys *last = found->len > 0 ? found->pdata[found->len - 1] : NULL;

    if (!keys->is_known || !tg_repair_has_address (prefs, keys, request->account))
      continue;
    if (keys->protocol != request->account->receive->protocol)
      other = keys;
    else if (last == NULL || !g_str_equal (last->server, keys->server)) /* an account may have the address twice */
      g_ptr_array_add (found, (gpointer)keys);
  }
  if (is_ambiguous (prefs, found, request->account->address, error))
    return FALSE;
  *existing = found->len == 1 ? found->pdata[0] : NULL;
  if (*existing == NULL && other != NULL)
    note_other_protocol (other, request, notes);
  return TRUE;
}

gboolean
tg_repair_find (TgPrefs *prefs, GPtrArray *all, const TgSaveRequest *request, const TgThunderbirdKeys **existing, GPtrArray *notes,
                GError **error)
{
  *existing = NULL;
  if (request->update && request->existing != NULL) {
    if (!find_chosen (all, request->existing, existing, error))
      return FALSE;
    if ((*existing)->is_known && (*existing)->protocol == request->account->receive->protocol)
      return TRUE;
    note_other_protocol (*existing, request, notes);
  }
  *existing = find_same (prefs, all, request->account);
  if (*existing != NULL || !request->update || request->existing != NULL)
    return TRUE;
  return find_by_address (prefs, all, request, existing, notes, error);
}
