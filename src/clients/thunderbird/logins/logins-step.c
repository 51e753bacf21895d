/* logins-step.c: the keys first, if one is added, and logins.json, whose entries name them, last.
 *
 * The record: { "profile", "logins_existed", "logins_digest", "keys_existed", "keys_digest": of the key4.db that was written, or ""
 * where it stayed as it was, "put": see merge.h }.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/thunderbird/logins/logins-step.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "clients/replace.h"
#include "clients/thunderbird/logins/merge.h"
#include "files/json.h"

#define KEYS "key4.db"

/* One password.  @user_value, @password_value: (nullable): encrypted, once that is done; not where it is there already */
typedef struct {
  char *origin;
  char *user;
  TgSecret *password;
  char *user_value;
  char *password_value;
} Login;

/* @old: (nullable): there was no file.  @keys: (nullable): the new key4.db, where it changes */
typedef struct {
  char *profile;
  gboolean is_new; /* the profile is yet to be made */
  GArray *logins;  /* of Login */
  GBytes *old;
  GBytes *new;
  GBytes *keys;
} LoginsStep;

static void
login_clear (Login *self)
{
  g_free (self->origin);
  g_free (self->user);
  tg_secret_unref (self->password);
  g_free (self->user_value);
  g_free (self->password_value);
}

static void
step_free (gpointer step)
{
  LoginsStep *self = step;

  g_free (self->profile);
  g_array_unref (self->logins);
  g_clear_pointer (&self->old, g_bytes_unref);
  g_clear_pointer (&self->new, g_bytes_unref);
  g_clear_pointer (&self->keys, g_bytes_unref);
  g_free (self);
}

gpointer
tg_logins_step_new (const TgPlace *place, const TgHandOverSide *sides)
{
  LoginsStep *self = g_new0 (LoginsStep, 1);

  self->profile = g_strdup (place->where);
  self->is_new = place->is_new;
  self->logins = g_array_new (FALSE, TRUE, sizeof (Login));
  g_array_set_clear_func (self->logins, (GDestroyNotify)login_clear);
  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++)
    if (sides[side].handed) {
      const Login login = { .origin = g_strdup (sides[side].origin),
                            .user = g_strdup (sides[side].user),
                            .password = tg_secret_ref (sides[side].password) };

      g_array_append_val (self->logins, login);
    }
  return self;
}

static char *
file_in (const char *profile, const char *name)
{
  return g_build_filename (profile, name, NULL);
}

/* The numbers of what NSS is asked about one login. */
typedef struct {
  guint user, password;
  TgLoginMatch *match;
} Question;

static void
question_clear (Question *self)
{
  tg_login_match_free (self->match);
}

static GArray *
ask (LoginsStep *self, const TgLogins *logins, TgNss *nss)
{
  GArray *questions = g_array_new (FALSE, FALSE, sizeof (Question));

  g_array_set_clear_func (questions, (GDestroyNotify)question_clear);
  for (guint i = 0; i < self->logins->len; i++) {
    const Login *login = &g_array_index (self->logins, Login, i);
    g_autoptr (TgSecret) user = tg_secret_new (login->user, -1);
    const Question question = { tg_nss_encrypt (nss, user), tg_nss_encrypt (nss, login->password),
                                tg_login_match_new (nss, logins, login->origin, login->user, login->password) };

    g_array_append_val (questions, question);
  }
  return questions;
}

static gboolean
fail (GError **error)
{
  g_set_error_literal (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_CHANGED,
                       _ ("The password could not be added to Thunderbird’s saved passwords. Save once more, without it."));
  return FALSE;
}

/* The new file, from the answers. */
static gboolean
merge (LoginsStep *self, const TgLogins *logins, TgNss *nss, GArray *questions, JsonArray *put, GError **error)
{
  g_autofree TgLoginEntry *entries = g_new0 (TgLoginEntry, self->logins->len);
  gsize n_entries = 0;

  for (guint i = 0; i < self->logins->len; i++) {
    const Question *question = &g_array_index (questions, Question, i);
    Login *login = &g_array_index (self->logins, Login, i);
    const TgLogin *there = tg_login_match_find (question->match, nss);

    if (tg_login_match_saved (question->match, nss) == TG_SAVED_SAME)
      continue;
    login->user_value = g_strdup (tg_nss_value (nss, question->user));
    login->password_value = g_strdup (tg_nss_value (nss, question->password));
    if (login->user_value == NULL || login->password_value == NULL || (there != NULL && there->guid == NULL))
      return fail (error);
    entries[n_entries++] = (TgLoginEntry){ login->origin, login->user_value, login->password_value, there };
  }
  self->new = tg_logins_put (logins, entries, n_entries, g_get_real_time () / 1000, put);
  return TRUE;
}

/* What NSS may have put beside the copy goes, too. */
static gboolean
take_copy (const char *copy, GBytes **keys, GError **error)
{
  static const char *const beside[] = { "", "-journal", "-wal", "-shm" };
  gboolean taken = tg_file_read (copy, TG_FILE_MAX, keys, error);

  for (gsize i = 0; i < G_N_ELEMENTS (beside); i++) {
    g_autofree char *path = g_strconcat (copy, beside[i], NULL);

    g_unlink (path);
  }
  return taken;
}

/* Lets NSS encrypt by a copy of the keys in the folder @backup, which does not stay there. */
static gboolean
encrypt (LoginsStep *self, TgNss *nss, GBytes *old_keys, const char *backup, GCancellable *cancellable, GError **error)
{
  g_autofree char *copy = file_in (backup, KEYS);
  g_autoptr (GBytes) keys = NULL;
  gboolean asked = (old_keys == NULL || tg_file_replace (copy, old_keys, error)) && tg_nss_ask (nss, backup, TRUE, cancellable, error);

  if (!take_copy (copy, &keys, asked ? error : NULL) || !asked)
    return FALSE;
  if (tg_nss_state (nss) != TG_KEYSTORE_READY || keys == NULL)
    return fail (error);
  if (old_keys == NULL || !g_bytes_equal (keys, old_keys))
    self->keys = g_steal_pointer (&keys);
  return TRUE;
}

static GBytes *
take_back (GBytes *now, GBytes *former, JsonObject *record, GError **error)
{
  g_autoptr (TgLogins) logins = tg_logins_parse (now);
  g_autoptr (TgLogins) before = tg_logins_parse (former);
  GBytes *without;

  /* Damaged since: Thunderbird puts such a file aside, and nothing of ours is left in it. */
  if (logins == NULL)
    return g_bytes_ref (now);
  without = tg_logins_take_back (logins, before, tg_json_get_array (record, "put"));
  if (without == NULL)
    tg_record_is_damaged (error);
  return without;
}

static const TgReplacedFile logins_file = { "logins.json", "logins_existed", "logins_digest", take_back };

static JsonObject *
plan (gpointer step, const char *backup, GCancellable *cancellable, GError **error)
{
  LoginsStep *self = step;
  g_autofree char *path = file_in (self->profile, "logins.json");
  g_autofree char *keys_path = file_in (self->profile, KEYS);
  g_autoptr (JsonObject) record = json_object_new ();
  g_autoptr (TgLogins) logins = NULL;
  g_autoptr (TgNss) nss = tg_nss_new ();
  g_autoptr (GArray) questions = NULL;
  g_autoptr (GBytes) old_keys = NULL;
  g_autofree char *digest = NULL;
  JsonArray *put = json_array_new ();

  json_object_set_string_member (record, "profile", self->profile);
  json_object_set_array_member (record, "put", put);
  if (!tg_hand_over_read (self->profile, &logins, error) || !tg_file_read (keys_path, TG_FILE_MAX, &old_keys, error))
    return NULL;
  questions = ask (self, logins, nss);
  if (!encrypt (self, nss, old_keys, backup, cancellable, error) || !merge (self, logins, nss, questions, put, error))
    return NULL;
  self->old = logins->bytes != NULL ? g_bytes_ref (logins->bytes) : NULL;
  digest = tg_replaced_digest (self->keys);
  json_object_set_string_member (record, "keys_digest", digest);
  json_object_set_boolean_member (record, "keys_existed", old_keys != NULL);
  return tg_replaced_plan (&logins_file, path, self->old != NULL, self->new, backup, record, error) ? g_steal_pointer (&record) : NULL;
}

static gboolean
apply (gpointer step, GCancellable *cancellable, GError **error)
{
  LoginsStep *self = step;
  g_autofree char *path = file_in (self->profile, "logins.json");
  g_autofree char *keys_path = file_in (self->profile, KEYS);

  if (self->is_new && !tg_file_make_folder (self->profile, TRUE, error))
    return FALSE;
  return (self->keys == NULL || tg_file_replace (keys_path, self->keys, error)) && tg_file_replace (path, self->new, error);
}

/* Whether the keys that are in the profile now open what was written, to what was meant. */
static gboolean
opens (LoginsStep *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (TgNss) nss = tg_nss_new ();
  guint n = 0;

  for (guint i = 0; i < self->logins->len; i++) {
    const Login *login = &g_array_index (self->logins, Login, i);
    g_autoptr (TgSecret) user = tg_secret_new (login->user, -1);

    if (login->password_value == NULL)
      continue;
    tg_nss_compare (nss, login->user_value, user);
    n = tg_nss_compare (nss, login->password_value, login->password) + 1;
  }
  if (!tg_nss_ask (nss, self->profile, FALSE, cancellable, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (tg_nss_is_same (nss, i) != 1)
      return tg_replaced_differs (self->profile, error);
  return TRUE;
}

static gboolean
verify (gpointer step, GCancellable *cancellable, GError **error)
{
  LoginsStep *self = step;
  g_autofree char *path = file_in (self->profile, "logins.json");
  g_autofree char *keys_path = file_in (self->profile, KEYS);
  gboolean good = tg_replaced_verify (path, self->new, error) &&
                  (self->keys == NULL || tg_replaced_verify (keys_path, self->keys, error)) && opens (self, cancellable, error);

  /* The passwords have served: whoever holds on to the change does not hold on to them. */
  g_array_set_size (self->logins, 0);
  return good;
}

/* FALSE for a record that lacks what undo needs. */
static gboolean
read_record (JsonObject *record, const char **profile)
{
  *profile = tg_json_get_string (record, "profile", NULL);
  return *profile != NULL && tg_logins_is_put (tg_json_get_array (record, "put"));
}

static gboolean
in_place (JsonObject *record, GCancellable *cancellable)
{
  const char *profile;
  g_autofree char *path = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (TgLogins) logins = NULL;

  if (!read_record (record, &profile))
    return FALSE;
  path = file_in (profile, "logins.json");
  logins = tg_file_read (path, TG_FILE_MAX, &bytes, NULL) ? tg_logins_parse (bytes) : NULL;
  return logins != NULL && tg_logins_hold (logins, tg_json_get_array (record, "put"));
}

static gboolean
may_undo (JsonObject *record, const char *backup, GCancellable *cancellable, GError **error)
{
  const char *profile;
  g_autofree char *path = NULL;

  if (!read_record (record, &profile))
    return tg_record_is_damaged (error);
  path = file_in (profile, "logins.json");
  return tg_replaced_may_undo (&logins_file, path, record, backup, error);
}

/* Keys that we made, and that nobody has used since. */
static gboolean
remove_keys (JsonObject *record, const char *profile, const char *path, GError **error)
{
  g_autofree char *keys_path = file_in (profile, KEYS);
  g_autofree char *digest = NULL;
  g_autoptr (GBytes) keys = NULL;

  tg_file_sweep (keys_path);
  if (tg_json_get_boolean (record, "keys_existed", TRUE) || g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  if (!tg_file_read (keys_path, TG_FILE_MAX, &keys, error))
    return FALSE;
  digest = tg_replaced_digest (keys);
  return keys == NULL || g_strcmp0 (digest, tg_json_get_string (record, "keys_digest", NULL)) != 0 || tg_file_remove (keys_path, error);
}

static gboolean
undo (JsonObject *record, const char *backup, gboolean rolling_back, GCancellable *cancellable, GError **error)
{
  const char *profile;
  g_autofree char *path = NULL;

  if (!read_record (record, &profile))
    return tg_record_is_damaged (error);
  path = file_in (profile, "logins.json");
  return tg_replaced_undo (&logins_file, path, record, backup, error) && remove_keys (record, profile, path, error);
}

static GStrv
subjects (JsonObject *record)
{
  JsonArray *put = tg_json_get_array (record, "put");
  g_autoptr (GStrvBuilder) guids = g_strv_builder_new ();

  for (guint i = 0; tg_logins_is_put (put) && i < json_array_get_length (put); i++)
    g_strv_builder_add (guids, tg_json_get_string (tg_json_element (put, i), "guid", NULL));
  return g_strv_builder_end (guids);
}

const TgStepClass tg_thunderbird_logins_step = {
  .id = "thunderbird-logins",
  .plan = plan,
  .apply = apply,
  .verify = verify,
  .in_place = in_place,
  .may_undo = may_undo,
  .undo = undo,
  .subjects = subjects,
  .free = step_free,
};
