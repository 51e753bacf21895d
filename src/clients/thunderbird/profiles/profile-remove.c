/* profile-remove.c: takes back a profile, by what Thunderbird and the person did with it since.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/thunderbird/profiles/profile-list.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "clients/journal.h"
#include "clients/thunderbird/prefs/edit.h"
#include "clients/thunderbird/steps.h"
#include "files/json.h"

const char *const tg_profile_record_strings[] = { "root", "folder", "section_path", "digest", "list_digest", NULL };

/* What Thunderbird puts beside mail: indexes, filters, caches. */
static gboolean
is_mail_file (const char *name)
{
  static const char *const others[] = { ".msf", ".dat", ".json", ".html", ".log", ".sqlite" };

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    if (g_str_has_suffix (name, others[i]))
      return FALSE;
  return TRUE;
}

/* Whether any mail lies below; @depth guards against a folder that holds itself. */
static gboolean
holds_mail (const char *folder, int depth)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    GStatBuf facts;

    if (g_lstat (path, &facts) != 0)
      continue;
    if (S_ISDIR (facts.st_mode) && (depth == 0 || holds_mail (path, depth - 1)))
      return TRUE;
    if (S_ISREG (facts.st_mode) && facts.st_size > 0 && is_mail_file (name))
      return TRUE;
  }
  return FALSE;
}

/* Local Folders and POP3: what is there may be nowhere else.  ImapMail only mirrors the server. */
static gboolean
profile_holds_mail (const char *folder)
{
  g_autofree char *mail = g_build_filename (folder, "Mail", NULL);

  return holds_mail (mail, 32);
}

/* Whether a prefs.js lists an account that is not ours, of whatever kind: Exchange, news, feeds.  "none" is Local Folders. */
static gboolean
has_other_accounts (TgPrefs *prefs, JsonObject *diff)
{
  g_auto (GStrv) all = tg_pref_list (prefs, "mail.accountmanager.accounts");
  const char *ours = tg_json_get_string (diff, "account", NULL);

  for (gsize i = 0; all[i] != NULL; i++) {
    const char *server = tg_pref_string_of (prefs, "account", all[i], "server");
    const char *type = server != NULL ? tg_pref_string_of (prefs, "server", server, "type") : NULL;

    if (g_strcmp0 (all[i], ours) != 0 && g_strcmp0 (type, "none") != 0)
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_empty (GBytes *bytes)
{
  g_autoptr (JsonObject) nothing = json_object_new ();
  g_autoptr (TgPrefs) prefs = tg_prefs_parse (bytes, NULL);

  return prefs != NULL && !has_other_accounts (prefs, nothing);
}

/* Only what we wrote lies in the folder, and as we wrote it, or without any account by now. */
static gboolean
is_untouched (const char *folder, JsonObject *record)
{
  static const char *const ours[] = { "prefs.js", ".prefs.js.tegami", "logins.json", ".logins.json.tegami",
                                      "key4.db",  ".key4.db.tegami",  ".parentlock", NULL };
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autofree char *path = g_build_filename (folder, "prefs.js", NULL);
  g_autoptr (GBytes) prefs = NULL;
  g_autofree char *now = NULL;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (!g_strv_contains (ours, name))
      return FALSE;
  if (!tg_file_read (path, TG_FILE_MAX, &prefs, NULL))
    return FALSE;
  now = tg_replaced_digest (prefs);
  return prefs == NULL || g_strcmp0 (now, json_object_get_string_member (record, "digest")) == 0 || is_empty (prefs);
}

static GBytes *
take_out (GBytes *now, GBytes *former, JsonObject *record, GError **error)
{
  g_autoptr (TgIni) ini = tg_ini_parse (now);

  if (!tg_profile_list_has (ini, json_object_get_string_member (record, "section_path")))
    return g_bytes_ref (now);
  tg_profile_list_remove (ini, record);
  return tg_ini_to_bytes (ini);
}

const TgReplacedFile tg_profile_list_file = { "profiles.ini", "list_existed", "list_digest", take_out };

static gboolean
take_out_of_list (JsonObject *record, const char *backup, GError **error)
{
  const char *root = json_object_get_string_member (record, "root");
  g_autofree char *path = g_build_filename (root, "profiles.ini", NULL);
  TG_AUTO_FD lock = tg_journal_lock ("thunderbird", root, TRUE, error);

  return lock >= 0 && tg_replaced_undo (&tg_profile_list_file, path, record, backup, error);
}

/* NULL, without an error, where there is no prefs.js. */
static TgPrefs *
read_prefs (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;

  return tg_file_read (path, TG_FILE_MAX, &bytes, error) && bytes != NULL ? tg_prefs_parse (bytes, error) : NULL;
}

/* What is to be done with the profile, by what happened to it since. */
typedef enum { TAKE_ACCOUNT_OUT, LEAVE_FOLDER, REMOVE_FOLDER } How;

static gboolean
decide (JsonObject *record, const char *prefs_path, How *how, GError **error)
{
  const char *folder = json_object_get_string_member (record, "folder");
  g_autoptr (TgPrefs) prefs = NULL;
  g_autoptr (GError) local = NULL;

  *how = is_untouched (folder, record) ? REMOVE_FOLDER : LEAVE_FOLDER;
  prefs = *how == REMOVE_FOLDER ? NULL : read_prefs (prefs_path, &local);
  if (local != NULL) { /* other accounts may be in it */
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  if (prefs != NULL && has_other_accounts (prefs, json_object_get_object_member (record, "diff"))) {
    *how = TAKE_ACCOUNT_OUT;
    return TRUE;
  }
  if (!profile_holds_mail (folder))
    return TRUE;
  g_set_error (
      error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_CHANGED,
      _ ("Thunderbird has since put mail into this profile, so it stays. Remove the account in Thunderbird’s own account settings."));
  return FALSE;
}

/* (transfer full) (nullable): where the profile's prefs.js is; NULL and an error where the record does not say it */
static char *
prefs_of (JsonObject *record, GError **error)
{
  return tg_thunderbird_check_record (record, tg_profile_record_strings, error)
             ? g_build_filename (json_object_get_string_member (record, "folder"), "prefs.js", NULL)
             : NULL;
}

gboolean
tg_profile_may_undo (JsonObject *record, const char *backup, GCancellable *cancellable, GError **error)
{
  g_autofree char *prefs = prefs_of (record, error);
  How how;

  return prefs != NULL && decide (record, prefs, &how, error) &&
         (how != TAKE_ACCOUNT_OUT || tg_replaced_may_undo (&tg_thunderbird_prefs_file, prefs, record, backup, error));
}

gboolean
tg_profile_undo (JsonObject *record, const char *backup, gboolean rolling_back, GCancellable *cancellable, GError **error)
{
  g_autofree char *prefs = prefs_of (record, error);
  How how;

  if (prefs == NULL || !decide (record, prefs, &how, error))
    return FALSE;
  if (how == TAKE_ACCOUNT_OUT)
    return tg_replaced_undo (&tg_thunderbird_prefs_file, prefs, record, backup, error);
  if (!take_out_of_list (record, backup, error))
    return FALSE;
  /* One that was used holds what is the person's: an address book, keys, passwords.  So it stays on the disk. */
  if (how == REMOVE_FOLDER && !tg_file_remove_flat (json_object_get_string_member (record, "folder"), error))
    return FALSE;
  /* Nobody had used Thunderbird before: it stays where anything lies in it. */
  if (tg_json_get_boolean (record, "root_made", FALSE))
    g_rmdir (json_object_get_string_member (record, "root"));
  return TRUE;
}

gboolean
tg_profile_clear_up (const char *prefs_path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (prefs_path);
  g_autoptr (GPtrArray) steps = tg_journal_steps (tg_thunderbird_profile_step.id);

  for (guint i = 0; i < steps->len; i++) {
    const TgJournalStep *step = steps->pdata[i];
    g_autofree char *backup = tg_journal_folder (step->id);

    if (step->undone != NULL && tg_thunderbird_check_record (step->record, tg_profile_record_strings, NULL) &&
        g_str_equal (json_object_get_string_member (step->record, "folder"), folder) && is_untouched (folder, step->record))
      return tg_profile_undo (step->record, backup, TRUE, NULL, error);
  }
  return TRUE;
}
