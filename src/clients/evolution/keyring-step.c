/* keyring-step.c: one password, put where Evolution looks for it, and taken out again.  A password
 * that was there before is set aside inside the keyring, and so is ours, to know it again: the journal
 * holds none.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "clients/evolution/keyring.h"
#include "clients/evolution/steps.h"
#include "files/json.h"

/* @service: NULL where the keyring is missing and may be. */
typedef struct {
  char *uid;
  char *label;
  char *token;
  char *own_token;
  TgSecret *password;
  TgSecret *former;
  SecretService *service;
  gboolean may_miss;
} KeyringStep;

gpointer
tg_keyring_step_new (const char *uid, const char *label, TgSecret *password, gboolean may_miss)
{
  KeyringStep *self = g_new0 (KeyringStep, 1);

  self->uid = g_strdup (uid);
  self->label = g_strdup (label);
  self->password = tg_secret_ref (password);
  self->may_miss = may_miss;

  return self;
}

static void
keyring_free (gpointer step)
{
  KeyringStep *self = step;

  g_free (self->uid);
  g_free (self->label);
  g_free (self->token);
  g_free (self->own_token);
  tg_secret_unref (self->password);
  g_clear_pointer (&self->former, tg_secret_unref);
  g_clear_object (&self->service);
  g_free (self);
}

/* The token under which our own password is kept beside the former one; version 0.1.0 did not keep it. */
static char *
own_token (const char *token)
{
  return g_strconcat (token, "-own", NULL);
}

/* The record: { "uid", "label", "aside": the token under which a former password is kept, "same": true
 * where that very password was there already, "none": true where there is no keyring }. */
static JsonObject *
keyring_plan (gpointer step, const char *backup, GCancellable *cancellable, GError **error)
{
  KeyringStep *self = step;
  g_autoptr (JsonObject) record = json_object_new ();
  g_autoptr (GError) local = NULL;

  json_object_set_string_member (record, "uid", self->uid);
  json_object_set_string_member (record, "label", self->label);
  self->service = tg_keyring_open (cancellable, &local);
  if (self->service == NULL && self->may_miss && !g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    json_object_set_boolean_member (record, "none", TRUE);
    return g_steal_pointer (&record);
  }

  if (local == NULL)
    self->former = tg_keyring_lookup (self->service, TG_KEYRING_SOURCE, self->uid, cancellable, &local);
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }

  if (self->former != NULL && tg_secret_equal (self->former, self->password)) {
    json_object_set_boolean_member (record, "same", TRUE);
    g_clear_object (&self->service);
  } else if (self->former != NULL) {
    self->token = g_uuid_string_random ();
    self->own_token = own_token (self->token);
    json_object_set_string_member (record, "aside", self->token);
  }

  return g_steal_pointer (&record);
}

static gboolean
set_aside (KeyringStep *self, GCancellable *cancellable, GError **error)
{
  return tg_keyring_store (self->service, TG_KEYRING_ASIDE, self->token, _ ("Previous mail password, kept for Undo"), self->former,
                           cancellable, error) &&
         tg_keyring_store (self->service, TG_KEYRING_ASIDE, self->own_token, _ ("Saved mail password, kept for Undo"), self->password,
                           cancellable, error);
}

static gboolean
keyring_apply (gpointer step, GCancellable *cancellable, GError **error)
{
  KeyringStep *self = step;

  if (self->service == NULL)
    return TRUE;
  if (self->former != NULL && !set_aside (self, cancellable, error))
    return FALSE;
  if (tg_keyring_store (self->service, TG_KEYRING_SOURCE, self->uid, self->label, self->password, cancellable, error))
    return TRUE;
  if (!self->may_miss || g_cancellable_is_cancelled (cancellable))
    return FALSE;
  g_clear_error (error);
  g_clear_object (&self->service);

  return TRUE;
}

static gboolean
keyring_verify (gpointer step, GCancellable *cancellable, GError **error)
{
  KeyringStep *self = step;
  g_autoptr (TgSecret) there = NULL;

  if (self->service == NULL)
    return TRUE;

  there = tg_keyring_lookup (self->service, TG_KEYRING_SOURCE, self->uid, cancellable, NULL);
  if (there != NULL && tg_secret_equal (there, self->password))
    return TRUE;

  g_set_error_literal (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_VERIFY, _ ("The keyring does not return the password that was saved."));
  return FALSE;
}

static const char *
member (JsonObject *record, const char *name)
{
  return tg_json_get_string (record, name, NULL);
}

static gboolean
left_alone (JsonObject *record)
{
  return member (record, "uid") == NULL || tg_json_get_boolean (record, "same", FALSE) || tg_json_get_boolean (record, "none", FALSE);
}

/* An item that was replaced is in place when it differs from the one set aside. */
static gboolean
keyring_in_place (JsonObject *record, GCancellable *cancellable)
{
  g_autoptr (SecretService) service = NULL;
  g_autoptr (TgSecret) there = NULL;
  g_autoptr (TgSecret) former = NULL;

  if (left_alone (record))
    return TRUE;
  if (member (record, "aside") == NULL)
    return tg_keyring_has (member (record, "uid")) == 1;

  service = tg_keyring_open (cancellable, NULL);
  if (service == NULL)
    return FALSE;
  there = tg_keyring_lookup (service, TG_KEYRING_SOURCE, member (record, "uid"), cancellable, NULL);
  former = tg_keyring_lookup (service, TG_KEYRING_ASIDE, member (record, "aside"), cancellable, NULL);

  return there != NULL && former != NULL && !tg_secret_equal (there, former);
}

/* Whether the person has changed it since, or removed it. */
static gboolean
is_changed (SecretService *service, const char *uid, const char *own, GCancellable *cancellable, GError **error)
{
  g_autoptr (TgSecret) there = NULL, ours = NULL;
  g_autoptr (GError) local = NULL;

  ours = tg_keyring_lookup (service, TG_KEYRING_ASIDE, own, cancellable, &local);
  if (local == NULL && ours != NULL)
    there = tg_keyring_lookup (service, TG_KEYRING_SOURCE, uid, cancellable, &local);
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }

  return ours != NULL && (there == NULL || !tg_secret_equal (there, ours));
}

static gboolean
keyring_undo (JsonObject *record, const char *backup, gboolean rolling_back, GCancellable *cancellable, GError **error)
{
  const char *uid = member (record, "uid");
  const char *token = member (record, "aside");
  g_autoptr (SecretService) service = NULL;
  g_autoptr (TgSecret) former = NULL;
  g_autoptr (GError) local = NULL;
  g_autofree char *own = NULL;
  gboolean changed = FALSE;

  if (left_alone (record) || (token == NULL && tg_keyring_has (uid) == 0))
    return TRUE;
  service = tg_keyring_open (cancellable, error);
  if (service == NULL)
    return FALSE;
  if (token == NULL)
    return tg_keyring_remove (service, TG_KEYRING_SOURCE, uid, cancellable, error);

  own = own_token (token);
  former = tg_keyring_lookup (service, TG_KEYRING_ASIDE, token, cancellable, &local);
  if (local == NULL && former != NULL)
    changed = is_changed (service, uid, own, cancellable, &local);
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  /* Nothing set aside: it was not replaced yet, or it was put back already. */
  if (former != NULL && !changed &&
      !tg_keyring_store (service, TG_KEYRING_SOURCE, uid, member (record, "label"), former, cancellable, error))
    return FALSE;

  return tg_keyring_remove (service, TG_KEYRING_ASIDE, own, cancellable, error) &&
         tg_keyring_remove (service, TG_KEYRING_ASIDE, token, cancellable, error);
}

/* The password of one source. */
static GStrv
keyring_subjects (JsonObject *record)
{
  g_autoptr (GStrvBuilder) uids = g_strv_builder_new ();

  if (!left_alone (record))
    g_strv_builder_add (uids, member (record, "uid"));
  return g_strv_builder_end (uids);
}

static gboolean
keyring_forget (JsonObject *record)
{
  g_autofree char *own = member (record, "aside") != NULL ? own_token (member (record, "aside")) : NULL;

  return own == NULL || (tg_keyring_drop (TG_KEYRING_ASIDE, own) && tg_keyring_drop (TG_KEYRING_ASIDE, member (record, "aside")));
}

const TgStepClass tg_evolution_keyring_step = {
  .id = "evolution-keyring",
  .plan = keyring_plan,
  .apply = keyring_apply,
  .verify = keyring_verify,
  .in_place = keyring_in_place,
  .undo = keyring_undo,
  .subjects = keyring_subjects,
  .forget = keyring_forget,
  .free = keyring_free,
};
