/* steps.c: what the steps of Thunderbird share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/thunderbird/steps.h"

#include <glib/gi18n-lib.h>

#include "clients/journal.h"
#include "clients/thunderbird/repair/asks.h"
#include "files/json.h"
#include "model/authentication.h"

static const char *const no_strings[] = { NULL };

TgSaveRequest *
tg_thunderbird_request_copy (const TgSaveRequest *request)
{
  TgSaveRequest *copy = g_memdup2 (request, sizeof *request);

  copy->account = tg_account_ref (request->account);
  copy->receive_password = NULL;
  copy->send_password = NULL;
  copy->receive_authentication = g_strdup (request->receive_authentication);
  copy->send_authentication = g_strdup (request->send_authentication);
  copy->existing = g_strdup (request->existing);
  return copy;
}

void
tg_thunderbird_request_free (TgSaveRequest *self)
{
  tg_account_unref (self->account);
  g_free ((char *)self->receive_authentication);
  g_free ((char *)self->send_authentication);
  g_free ((char *)self->existing);
  g_free (self);
}

char *
tg_thunderbird_title (const TgPlace *place, const TgSaveRequest *request)
{
  /* TRANSLATORS: a mail address and a mail program: "taro@example.jp in Betterbird" */
  return g_strdup_printf (_ ("%s in %s"), request->account->address, tg_place_title (place));
}

/* One sign-in on the provider's page serves both sides. */
static void
add_pages (TgChange *change, const TgSaveRequest *request, const TgThunderbirdEdit *edit)
{
  const TgFoundAccount *before = edit != NULL ? edit->before : NULL;

  if (tg_repair_opens_page (before, request, TG_SIDE_RECEIVE))
    tg_change_add_next_with (change, _ ("At its first connection to %s, Thunderbird opens the provider’s sign-in page."),
                             request->account->receive->host);
  else if (tg_repair_opens_page (before, request, TG_SIDE_SEND) && !tg_authentication_is_oauth (request->receive_authentication))
    tg_change_add_next_with (change, _ ("When you send for the first time, Thunderbird opens the provider’s sign-in page for %s."),
                             request->account->send->host);
}

void
tg_thunderbird_add_next (TgChange *change, const TgSaveRequest *request, const TgHandOver *hand_over, const TgThunderbirdEdit *edit,
                         const char *hidden_in)
{
  tg_hand_over_tell (hand_over, change);
  add_pages (change, request, edit);
  if (edit != NULL)
    tg_repair_add_next (change, edit);
  if (hidden_in != NULL)
    tg_change_add_next_with (
        change,
        _ ("Thunderbird opens another set of settings by default. This account is in the one called “%s”. To choose at "
           "start-up, type this in a terminal: thunderbird -P"),
        hidden_in);
}

static gboolean
has_list (JsonObject *object, const char *name, GType of)
{
  JsonArray *list = tg_json_get_array (object, name);

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
  JsonObject *diff = tg_json_get_object (record, "diff");
  gboolean good = diff != NULL && has_list (diff, "made", G_TYPE_STRING) && has_list (diff, "prefs", JSON_TYPE_OBJECT);

  for (gsize i = 0; strings[i] != NULL; i++)
    good = good && tg_json_get_string (record, strings[i], NULL) != NULL;
  return good || tg_record_is_damaged (error);
}

/* The prefs.js that a step's record is about. (transfer full) (nullable) */
static char *
prefs_path (JsonObject *record)
{
  const char *folder = tg_json_get_string (record, "folder", NULL);

  return folder != NULL ? g_build_filename (folder, "prefs.js", NULL) : g_strdup (tg_json_get_string (record, "path", NULL));
}

GStrv
tg_thunderbird_record_subjects (JsonObject *record)
{
  g_autofree char *path = prefs_path (record);

  if (path == NULL || !tg_thunderbird_check_record (record, no_strings, NULL))
    return g_new0 (char *, 1);
  return tg_thunderbird_subjects (json_object_get_object_member (record, "diff"), path);
}

/* The sending server that this account shared with another one of ours, whose change made it, and was undone first. */
static void
take_back_shared_server (TgPrefs *prefs, JsonObject *record, const char *step_class)
{
  g_autofree char *path = prefs_path (record);
  JsonObject *diff = json_object_get_object_member (record, "diff");
  const char *smtp = tg_json_get_string (diff, "smtp", NULL);
  g_autoptr (GPtrArray) steps = smtp != NULL ? tg_journal_steps (step_class) : NULL;

  for (guint i = 0; steps != NULL && i < steps->len; i++) {
    const TgJournalStep *step = steps->pdata[i];
    g_autofree char *other_path = prefs_path (step->record);
    JsonObject *other;

    if (step->undone == NULL || g_strcmp0 (path, other_path) != 0 || !tg_thunderbird_check_record (step->record, no_strings, NULL))
      continue;
    other = json_object_get_object_member (step->record, "diff");
    if (g_strcmp0 (tg_json_get_string (other, "smtp", NULL), smtp) == 0)
      tg_thunderbird_take_back_smtp (prefs, other);
  }
}

static GBytes *
take_back (GBytes *now, GBytes *former, JsonObject *record, GError **error)
{
  g_autoptr (TgPrefs) prefs = tg_prefs_parse (now, error);

  if (prefs == NULL || !tg_thunderbird_take_back (prefs, json_object_get_object_member (record, "diff"), error))
    return NULL;
  take_back_shared_server (prefs, record, tg_thunderbird_prefs_step.id);
  take_back_shared_server (prefs, record, tg_thunderbird_profile_step.id);
  return tg_prefs_to_bytes (prefs);
}

const TgReplacedFile tg_thunderbird_prefs_file = { "prefs.js", "existed", "digest", take_back };
