/* wizard-practice.c: practice servers, with the trust in their certificates.  They are started in a thread: their
 * keys and certificates take a moment.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/state/wizard-private.h"

typedef struct {
  TgPractice *practice;
  TgTrust *trust;
} Started;

static void
started_free (Started *self)
{
  g_clear_pointer (&self->practice, tg_practice_free);
  g_clear_pointer (&self->trust, tg_trust_unref);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Started, started_free)

static void
start_in_thread (GTask *task, gpointer source, gpointer scenario, GCancellable *cancellable)
{
  g_autoptr (Started) self = g_new0 (Started, 1);
  GError *error = NULL;

  self->practice = tg_practice_new (scenario, &error);
  if (self->practice != NULL)
    self->trust = tg_trust_new_alone (tg_practice_ca_file (self->practice), &error);
  if (self->practice != NULL)
    tg_practice_drop_ca_file (self->practice);

  if (self->trust != NULL)
    g_task_return_pointer (task, g_steal_pointer (&self), (GDestroyNotify)started_free);
  else
    g_task_return_error (task, error);
}

void
tg_wizard_practise_async (TgWizard *self, const char *scenario, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, tg_wizard_practise_async);
  g_task_set_task_data (task, g_strdup (scenario), g_free);
  g_task_run_in_thread (task, start_in_thread);
}

gboolean
tg_wizard_practise_finish (TgWizard *self, GAsyncResult *result, GError **error)
{
  g_autoptr (Started) started = g_task_propagate_pointer (G_TASK (result), error);
  g_autoptr (TgAccount) account = NULL;
  const TgPracticeScenario *scenario;

  if (started == NULL)
    return FALSE;

  tg_wizard_reset (self);
  self->practice = g_steal_pointer (&started->practice);
  tg_wizard_new_session (self, started->trust);
  scenario = tg_practice_scenarios (self->practice)->pdata[0];
  account = tg_practice_account (self->practice, scenario, tg_practice_address (self->practice));
  tg_session_set_account (self->session, account);
  tg_session_set_passwords (self->session, tg_practice_credential (self->practice, scenario->auth), NULL);
  g_object_notify (G_OBJECT (self), "practising");
  return TRUE;
}
