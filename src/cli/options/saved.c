/* saved.c: finds the one account in the mail programs that --saved means.  Reads, and writes nothing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cli/options/saved.h"

#include <glib/gi18n-lib.h>

static gboolean
usage (GError **error, const char *format, const char *value)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, format, value);
#pragma GCC diagnostic pop
  return FALSE;
}

static gboolean
is_meant (const TgCliSaved *self, const TgFoundAccount *found)
{
  g_autofree char *profile = self->profile != NULL ? g_canonicalize_filename (self->profile, NULL) : NULL;
  g_autofree char *where = g_canonicalize_filename (found->where, NULL);
  gboolean by_name = g_strcmp0 (self->which, found->key) == 0 || g_ascii_strcasecmp (self->which, found->account->address) == 0;

  return by_name && (self->program == NULL || g_strcmp0 (self->program, tg_program_id (found->program)) == 0) &&
         (profile == NULL || g_strcmp0 (profile, where) == 0);
}

/* What tells the accounts apart. */
static char *
list (GPtrArray *accounts)
{
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < accounts->len; i++) {
    const TgFoundAccount *found = accounts->pdata[i];

    g_string_append_printf (lines, "\n  %s: --saved %s --program %s --profile %s", found->account->address, found->key,
                            tg_program_id (found->program), found->where);
  }
  return g_string_free (lines, FALSE);
}

static gboolean
has_only_one (const TgCliSaved *self, GPtrArray *accounts, GPtrArray *meant, GError **error)
{
  g_autofree char *lines = list (meant->len > 1 ? meant : accounts);

  if (meant->len == 1)
    return TRUE;
  if (accounts->len == 0)
    return usage (error, "%s", _ ("No mail account was found in Thunderbird or Evolution."));
  if (meant->len == 0) {
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("“%s” is not one of the saved accounts:%s"), self->which, lines);
    return FALSE;
  }
  return usage (error, _ ("There is more than one such account; specify which:%s"), lines);
}

gboolean
tg_cli_saved_look_up (TgCliSaved *self, GError **error)
{
  g_autoptr (GPtrArray) accounts = NULL;
  g_autoptr (GPtrArray) meant = NULL;

  if (self->which == NULL) {
    if (self->program != NULL || self->profile != NULL || self->asks_again)
      return usage (error, _ ("%s requires --saved."),
                    self->program != NULL   ? "--program"
                    : self->profile != NULL ? "--profile"
                                            : "--asks-again");
    return TRUE;
  }

  accounts = tg_clients_find_accounts ();
  meant = g_ptr_array_new ();
  for (guint i = 0; i < accounts->len; i++)
    if (is_meant (self, accounts->pdata[i]))
      g_ptr_array_add (meant, accounts->pdata[i]);
  if (!has_only_one (self, accounts, meant, error))
    return FALSE;
  if (!tg_found_account_is_known (meant->pdata[0]))
    return usage (error, _ ("This account is of the kind %s, which Tegami cannot test."), tg_found_account_kind (meant->pdata[0]));
  for (guint i = 0; i < accounts->len && self->found == NULL; i++)
    if (accounts->pdata[i] == meant->pdata[0])
      self->found = g_ptr_array_steal_index (accounts, i);
  return TRUE;
}

void
tg_cli_saved_clear (TgCliSaved *self)
{
  g_clear_pointer (&self->which, g_free);
  g_clear_pointer (&self->program, g_free);
  g_clear_pointer (&self->profile, g_free);
  g_clear_pointer (&self->found, tg_found_account_free);
}
