/* undone.c: what of a saved account Thunderbird will undo at its next start, since user.js or the program's administrator
 * says otherwise.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/thunderbird/prefs/undone.h"

#include <string.h>

#include "clients/client-class.h"
#include "clients/thunderbird/prefs/profile-prefs.h"

#define ACCOUNTS     "mail.accountmanager.accounts"
#define SMTP_SERVERS "mail.smtpservers"

/* Which account is offered first, which number comes next, what a list shows: an account works the same with others. */
static gboolean
matters (const char *name)
{
  static const char *const names[] = { "mail.account.lastKey", "mail.accountmanager.defaultaccount",
                                       "mail.accountmanager.localfoldersserver", "mail.smtp.defaultserver", NULL };
  static const char *const suffixes[] = { ".name", ".description", ".login_at_startup", ".check_new_mail", ".download_on_biff" };

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (g_str_has_suffix (name, suffixes[i]))
      return FALSE;
  return !g_strv_contains (names, name);
}

/* Lists count by what is in them. */
static gboolean
holds (TgPrefs *prefs, const TgThunderbirdKeys *keys, const char *name)
{
  g_auto (GStrv) entries = tg_pref_list (prefs, name);

  if (g_str_equal (name, ACCOUNTS))
    return g_strv_contains ((const char *const *)entries, keys->account);
  return g_str_equal (name, SMTP_SERVERS) && (keys->smtp == NULL || g_strv_contains ((const char *const *)entries, keys->smtp));
}

static TgOverrideFrom
whose (const char *file, const char *folder)
{
  g_autofree char *path = g_build_filename (folder, file, NULL);

  if (!g_str_equal (file, TG_PREFS_USER_FILE))
    return TG_OVERRIDE_ADMINISTERED;
  return g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? TG_OVERRIDE_MADE : TG_OVERRIDE_OWN;
}

static TgOverride *
override_new (TgPrefs *prefs, const char *folder, const char *name)
{
  const char *value = tg_prefs_get_above (prefs, name);
  TgOverride *self = g_new0 (TgOverride, 1);

  self->from = whose (tg_prefs_source_of (prefs, name), folder);
  self->file = g_strdup (tg_prefs_source_of (prefs, name));
  self->name = g_strdup (name);
  self->value = *value != '\0' ? g_strdup (value) : NULL;
  return self;
}

static void
find_undone (TgPrefs *prefs, const char *folder, const TgThunderbirdKeys *keys, TgThunderbirdUndone *undone)
{
  g_autoptr (GPtrArray) names = tg_prefs_overridden (prefs);
  g_autoptr (GString) account = g_string_new (NULL);

  for (guint i = 0; i < names->len; i++)
    if (matters (names->pdata[i]) && !holds (prefs, keys, names->pdata[i])) {
      g_ptr_array_add (undone->list, override_new (prefs, folder, names->pdata[i]));
      undone->is_futile = undone->is_futile || g_str_equal (names->pdata[i], ACCOUNTS);
    }
  if (undone->list->len > 0 && tg_prefs_source_of (prefs, tg_pref_name (account, "account", keys->account, "server")) != NULL)
    undone->is_futile = TRUE;
}

TgThunderbirdEdit *
tg_thunderbird_put_in_profile (const char *folder, TgPrefs *prefs, const TgSaveRequest *request, TgThunderbirdUndone *undone,
                               GError **error)
{
  TgThunderbirdEdit *edit;

  tg_profile_prefs_attach (prefs, folder);
  edit = tg_thunderbird_put (prefs, request, TRUE, error);
  tg_thunderbird_undone_clear (undone);
  undone->list = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_override_free);
  if (edit != NULL)
    find_undone (prefs, folder, edit->keys, undone);
  tg_prefs_attach (prefs, NULL, NULL);
  return edit;
}

void
tg_thunderbird_tell_undone (const TgThunderbirdUndone *undone, TgChange *change)
{
  for (guint i = 0; i < undone->list->len; i++)
    tg_change_add_override (change, undone->list->pdata[i]);
  if (undone->is_futile)
    tg_change_set_futile (change);
}

void
tg_thunderbird_undone_clear (TgThunderbirdUndone *self)
{
  g_clear_pointer (&self->list, g_ptr_array_unref);
  self->is_futile = FALSE;
}
