/* wizard-network.c: what the sessions of a run trust, and where they look: the system's authorities,
 * those named at the start, and what the person allows by hand.  Authorities are loaded in a thread,
 * so that the first frame does not wait for them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/state/wizard-private.h"

static TgNetwork *
tg_wizard_make_network (TgWizard *self, TgTrust *trust)
{
  TgNetwork *network = tg_network_new ();

  if (trust != NULL)
    network->trust = tg_trust_ref (trust);
  for (const char *const *name = tg_practice_names (); self->practice != NULL && *name; name++)
    tg_network_override (network, *name, NULL);
  for (guint i = 0; self->practice == NULL && self->overrides != NULL && self->overrides[i] != NULL; i++)
    tg_network_override (network, self->overrides[i], NULL);
  return network;
}

void
tg_wizard_new_session (TgWizard *self, TgTrust *trust)
{
  g_autoptr (TgNetwork) network = tg_wizard_make_network (self, trust);

  g_clear_pointer (&self->allowed, tg_allowed_free);
  self->allowed = tg_allowed_new (self->practice == NULL);
  g_clear_object (&self->session);
  self->session = tg_session_new (network);
  tg_session_set_remembers (self->session, self->practice == NULL);
  g_signal_emit_by_name (self, "session-changed");
}

static void
load_trust_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (TgAllowed) allowed = tg_allowed_new (TRUE);
  GError *error = NULL;
  TgTrust *trust = tg_allowed_trust (allowed, NULL, &error);

  if (trust != NULL)
    g_task_return_pointer (task, trust, (GDestroyNotify)tg_trust_unref);
  else
    g_task_return_error (task, error);
}

static void
on_trust_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  TgWizard *self = TG_WIZARD (source);
  g_autoptr (TgNetwork) network = NULL;

  self->system_trust = g_task_propagate_pointer (G_TASK (result), NULL);
  /* A talk may hold the network by now: it is replaced, never changed.  A check that came first loads its own. */
  if (self->system_trust == NULL || tg_session_is_busy (self->session) ||
      g_atomic_pointer_get (&tg_session_get_network (self->session)->trust) != NULL)
    return;

  network = tg_wizard_make_network (self, self->system_trust);
  tg_session_set_network (self->session, network);
}

void
tg_wizard_load_trust (TgWizard *self)
{
  g_autoptr (GTask) task = NULL;

  if (self->trust_asked_for)
    return;

  self->trust_asked_for = TRUE;
  task = g_task_new (self, NULL, on_trust_loaded, NULL);
  g_task_run_in_thread (task, load_trust_in_thread);
}

gboolean
tg_wizard_set_network (TgWizard *self, const char *ca_file, const char *const *overrides, GError **error)
{
  g_autoptr (TgNetwork) probe = tg_network_new ();

  for (guint i = 0; overrides != NULL && overrides[i] != NULL; i++)
    if (!tg_network_override (probe, overrides[i], error))
      return FALSE;
  /* Read here once, since a file that cannot be read is to be said at once. */
  if (ca_file != NULL) {
    g_clear_pointer (&self->system_trust, tg_trust_unref);
    self->system_trust = tg_trust_new (ca_file, error);
    if (self->system_trust == NULL)
      return FALSE;
    self->trust_asked_for = TRUE;
  }

  g_free (self->ca_file);
  self->ca_file = g_strdup (ca_file);
  g_strfreev (self->overrides);
  self->overrides = g_strdupv ((char **)overrides);
  tg_wizard_reset (self);
  return TRUE;
}

/* A trust of its own: the sessions' may hold exceptions. */
TgNetwork *
tg_wizard_plain_network (TgWizard *self)
{
  TgNetwork *network = tg_network_new ();

  for (guint i = 0; self->overrides != NULL && self->overrides[i] != NULL; i++)
    tg_network_override (network, self->overrides[i], NULL);
  if (self->ca_file != NULL)
    network->trust = tg_trust_new (self->ca_file, NULL);
  return network;
}

TgAllowed *
tg_wizard_get_allowed (TgWizard *self)
{
  return self->allowed;
}

static gboolean
tg_wizard_renew_network (TgWizard *self, GError **error)
{
  const char *ca_file = self->practice != NULL ? tg_practice_ca_file (self->practice) : self->ca_file;
  g_autoptr (TgTrust) trust = tg_allowed_trust (self->allowed, ca_file, error);
  g_autoptr (TgNetwork) network = NULL;

  if (trust == NULL)
    return FALSE;

  network = tg_wizard_make_network (self, trust);
  tg_session_set_network (self->session, network);
  return TRUE;
}

gboolean
tg_wizard_use_allowed (TgWizard *self, GError **error)
{
  if (!tg_wizard_renew_network (self, error))
    return FALSE;

  tg_session_forget_results (self->session);
  return TRUE;
}

/* What was taken away opens nothing any more: where the rest cannot be read anew, it goes, too. */
static void
tg_wizard_shrink_network (TgWizard *self)
{
  g_autoptr (TgNetwork) bare = NULL;

  if (tg_wizard_renew_network (self, NULL))
    return;

  bare = tg_wizard_make_network (self, NULL);
  tg_session_set_network (self->session, bare);
}

void
tg_wizard_use_what_is_left (TgWizard *self)
{
  if (tg_session_is_busy (self->session))
    return;

  tg_wizard_shrink_network (self);
  if (tg_saving_needs_exception (tg_session_get_result (self->session)))
    tg_session_forget_results (self->session);
}

void
tg_wizard_forget_authorities (TgWizard *self)
{
  if (tg_allowed_forget_authorities (self->allowed))
    tg_wizard_shrink_network (self);
}
