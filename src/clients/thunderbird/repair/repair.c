/* repair.c: changes an account in the prefs, and all that calls its folders by its server and its user.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/thunderbird/repair/repair.h"

#include <glib/gi18n-lib.h>

#include "clients/thunderbird/moved/rename.h"
#include "clients/thunderbird/prefs/rows.h"
#include "clients/thunderbird/repair/sending.h"

/* What the steps below share.  @found: of TgFoundAccount*, as they were, in the order of @all */
typedef struct {
  TgPrefs *prefs;
  GPtrArray *all;
  GPtrArray *found;
  const TgSaveRequest *request;
  const TgThunderbirdKeys *existing;
  const TgFoundAccount *before;
  TgThunderbirdEdit *edit;
} Repair;

static char *
dup_pref (TgPrefs *prefs, const char *server, const char *suffix)
{
  const char *value = tg_pref_string_of (prefs, "server", server, suffix);

  return g_strdup (value != NULL ? value : "");
}

/* What counts is what Thunderbird will read, which user.js may have the last word on.  Where another account keeps the old name,
 * the folders of that name are its own from now on. */
static void
change_server (const Repair *self, const TgThunderbirdKeys *keys, TgRowsFor what)
{
  g_autofree char *old_host = dup_pref (self->prefs, keys->server, "hostname");
  g_autofree char *old_user = dup_pref (self->prefs, keys->server, "userName");
  g_autofree char *new_host = NULL, *new_user = NULL;

  tg_rows_write_server (self->prefs, self->request, keys->server, what);
  new_host = dup_pref (self->prefs, keys->server, "hostname");
  new_user = dup_pref (self->prefs, keys->server, "userName");
  if ((!g_str_equal (old_host, new_host) || !g_str_equal (old_user, new_user)) &&
      !tg_repair_has_double (self->prefs, self->all, keys, old_host, old_user))
    g_ptr_array_add (self->edit->moves, tg_move_new (keys->server, keys->protocol, old_host, old_user, new_host, new_user));
}

static gboolean
is_moved (const Repair *self, const char *server)
{
  for (guint i = 0; i < self->edit->moves->len; i++)
    if (g_str_equal (((const TgMove *)self->edit->moves->pdata[i])->server, server))
      return TRUE;
  return FALSE;
}

static gboolean
has_old (const Repair *self, const TgFoundAccount *found, TgSide side)
{
  return tg_found_account_has_old (found, side, self->before->account, self->request->account);
}

static const TgThunderbirdKeys *
keys_of (const Repair *self, const TgFoundAccount *found)
{
  guint i = 0;

  g_ptr_array_find (self->found, found, &i);
  return self->all->pdata[i];
}

/* Where its receiving server changes, too: not one that would become the same as a third. */
static gboolean
may_receive (const Repair *self, const TgFoundAccount *found, const TgThunderbirdKeys *keys)
{
  return has_old (self, found, TG_SIDE_RECEIVE) && !g_str_equal (keys->server, self->existing->server) &&
         !tg_repair_has_double (self->prefs, self->all, keys, self->request->account->receive->ascii_host, found->account->user);
}

static gboolean
may_send (const Repair *self, const TgFoundAccount *found, const TgThunderbirdKeys *keys)
{
  gboolean with_the_account = g_str_equal (keys->account, self->existing->account) && g_strcmp0 (keys->smtp, self->existing->smtp) == 0;

  return has_old (self, found, TG_SIDE_SEND) && !with_the_account;
}

static void
add_name (GPtrArray *names, const TgFoundAccount *found)
{
  g_ptr_array_add (names, g_strdup (tg_found_account_name (found)));
}

static void
repair_alike (const Repair *self, const TgFoundAccount *found)
{
  const TgThunderbirdKeys *keys = keys_of (self, found);
  gboolean receives = may_receive (self, found, keys), sends = may_send (self, found, keys);

  if (!receives && !sends) {
    if (g_str_equal (keys->account, self->existing->account)) /* one more identity, which goes along */
      add_name (self->edit->accounts, found);
    return;
  }
  add_name (self->request->alike ? self->edit->accounts : self->edit->alike, found);
  if (!self->request->alike)
    return;
  if (receives && !is_moved (self, keys->server))
    change_server (self, keys, TG_ROWS_ALIKE);
  if (sends)
    tg_rows_write_smtp (self->prefs, self->request, keys->smtp, TG_ROWS_ALIKE);
}

static TgThunderbirdKeys *
copy_keys (const TgThunderbirdKeys *existing)
{
  TgThunderbirdKeys *keys = g_new0 (TgThunderbirdKeys, 1);

  keys->account = g_strdup (existing->account);
  keys->server = g_strdup (existing->server);
  keys->identity = g_strdup (existing->identity);
  keys->protocol = existing->protocol;
  return keys;
}

static void
repair_all (const Repair *self)
{
  g_autoptr (GPtrArray) alike = tg_found_accounts_alike (self->found, self->before, self->request->account);
  TgThunderbirdKeys *keys = copy_keys (self->existing);

  self->edit->keys = keys;
  self->edit->before = tg_thunderbird_read_account (self->prefs, self->existing);
  add_name (self->edit->accounts, self->before);
  change_server (self, self->existing, TG_ROWS_UPDATE);
  if (keys->identity != NULL && tg_repair_has_address (self->prefs, self->existing, self->request->account))
    tg_rows_write_identity (self->prefs, self->request, keys->identity, TG_ROWS_UPDATE);
  /* Before the account's own sending server: what it shares with them may be right by then. */
  for (guint i = 0; i < alike->len; i++)
    repair_alike (self, alike->pdata[i]);
  if (keys->identity != NULL && self->request->account->send != NULL)
    keys->smtp = tg_sending_repair (self->prefs, self->request, self->existing);
  tg_moves_rename_prefs (self->prefs, self->edit->moves);
}

/* What it already is, it may stay. */
static gboolean
becomes_a_double (const Repair *self, GError **error)
{
  const TgServer *server = self->request->account->receive;
  const char *user = tg_account_receive_user (self->request->account);

  if ((tg_server_same_name (self->before->account->receive, server) && g_str_equal (self->before->account->user, user)) ||
      !tg_repair_has_double (self->prefs, self->all, self->existing, server->ascii_host, user))
    return FALSE;
  g_set_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_EXISTS,
               /* TRANSLATORS: a user name, and a server */
               _ ("Thunderbird already has another account for %s at %s. Remove one of the two in Thunderbird first."), user, server->host);
  return TRUE;
}

gboolean
tg_repair_apply (TgPrefs *prefs, GPtrArray *all, const TgSaveRequest *request, const TgThunderbirdKeys *existing, TgThunderbirdEdit *edit,
                 GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_found_account_free);
  Repair self = { prefs, all, found, request, existing, NULL, edit };

  for (guint i = 0; i < all->len; i++) {
    g_ptr_array_add (found, tg_thunderbird_read_account (prefs, all->pdata[i]));
    if (all->pdata[i] == existing)
      self.before = found->pdata[i];
  }
  if (becomes_a_double (&self, error))
    return FALSE;
  repair_all (&self);
  return TRUE;
}
