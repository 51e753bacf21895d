/* steps.c: what both steps of Thunderbird share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/thunderbird/steps.h"

#include <glib/gi18n-lib.h>

#include "clients/safe-file.h"
#include "clients/thunderbird/prefs/edit.h"

TgSaveRequest *
tg_thunderbird_request_copy (const TgSaveRequest *request)
{
  TgSaveRequest *copy = g_memdup2 (request, sizeof *request);

  copy->account = tg_account_ref (request->account);
  copy->receive_password = NULL;
  copy->send_password = NULL;
  copy->receive_authentication = g_strdup (request->receive_authentication);
  copy->send_authentication = g_strdup (request->send_authentication);
  return copy;
}

void
tg_thunderbird_request_free (TgSaveRequest *self)
{
  tg_account_unref (self->account);
  g_free ((char *)self->receive_authentication);
  g_free ((char *)self->send_authentication);
  g_free (self);
}

char *
tg_thunderbird_title (const TgSaveRequest *request)
{
  /* TRANSLATORS: a mail address, as in "taro@example.jp in Thunderbird" */
  return g_strdup_printf (_ ("%s in Thunderbird"), request->account->address);
}

static void
add_sentence (TgChange *change, const char *format, const char *host)
{
  g_auto (GStrv) parts = g_strsplit (format, "%s", 2);
  g_autofree char *sentence = g_strjoinv (host, parts);

  tg_change_add_next (change, sentence);
}

void
tg_thunderbird_add_next (TgChange *change, const TgSaveRequest *request)
{
  const TgAccount *account = request->account;

  if (tg_thunderbird_auth_method (request->receive_authentication) == 10) {
    add_sentence (change, _ ("At its first connection to %s, Thunderbird opens the provider’s sign-in page."), account->receive->host);
    return;
  }
  add_sentence (change, _ ("Thunderbird asks once for the mail password for %s. Tick the box to have it remembered."),
                account->receive->host);
  if (account->send != NULL && g_strcmp0 (request->send_authentication, "none") != 0)
    add_sentence (change, _ ("When you send for the first time, it asks once more, for %s."), account->send->host);
}

char *
tg_thunderbird_digest (GBytes *bytes)
{
  return bytes != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes) : g_strdup ("");
}

gboolean
tg_thunderbird_read_back (const char *path, GBytes *expected, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GBytes) now = tg_safe_read (path, &local);

  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  if (now != NULL && g_bytes_equal (now, expected))
    return TRUE;
  g_set_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_VERIFY, _ ("“%s” does not hold what was written into it."), path);
  return FALSE;
}

static gboolean
has_list (JsonObject *object, const char *name, GType of)
{
  JsonNode *node = json_object_get_member (object, name);
  JsonArray *list = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++) {
    JsonNode *element = json_array_get_element (list, i);

    if (of == JSON_TYPE_OBJECT ? !JSON_NODE_HOLDS_OBJECT (element) : json_node_get_value_type (element) != of)
      return FALSE;
  }
  return list != NULL;
}

gboolean
tg_thunderbird_check_record (JsonObject *record, const char *const *strings, GError **error)
{
  JsonNode *diff = json_object_get_member (record, "diff");
  gboolean good = diff != NULL && JSON_NODE_HOLDS_OBJECT (diff) && has_list (json_node_get_object (diff), "made", G_TYPE_STRING) &&
                  has_list (json_node_get_object (diff), "prefs", JSON_TYPE_OBJECT);

  for (gsize i = 0; strings[i] != NULL; i++)
    good = good && json_object_get_string_member_with_default (record, strings[i], NULL) != NULL;
  if (!good)
    g_set_error_literal (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNREADABLE, _ ("The record of this change is damaged."));
  return good;
}

static gboolean
restore (const char *path, gboolean existed, const char *backup, GError **error)
{
  g_autofree char *copy = g_build_filename (backup, "prefs.js", NULL);
  g_autoptr (GBytes) bytes = NULL;

  if (!existed)
    return tg_safe_remove (path, error);
  bytes = tg_safe_read (copy, error);
  return bytes != NULL && tg_safe_replace (path, bytes, error);
}

gboolean
tg_thunderbird_undo_prefs (const char *path, JsonObject *record, const char *backup, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GBytes) now = tg_safe_read (path, &local);
  g_autofree char *digest = tg_thunderbird_digest (now);
  g_autofree char *copy = g_build_filename (backup, "prefs.js", NULL);
  gboolean existed = json_object_get_boolean_member_with_default (record, "existed", FALSE);
  g_autoptr (TgPrefs) prefs = NULL;
  g_autoptr (GBytes) then = NULL;

  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  tg_safe_sweep (path);
  if (now == NULL)
    return TRUE; /* the profile is gone, and our account with it */
  if (g_strcmp0 (digest, json_object_get_string_member (record, "digest")) == 0 && (!existed || g_file_test (copy, G_FILE_TEST_EXISTS)))
    return restore (path, existed, backup, error);
  prefs = tg_prefs_parse (now, error);
  if (prefs == NULL || !tg_thunderbird_take_back (prefs, json_object_get_object_member (record, "diff"), error))
    return FALSE;
  then = tg_prefs_to_bytes (prefs);
  return g_bytes_equal (now, then) || tg_safe_replace (path, then, error);
}
