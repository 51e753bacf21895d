/* wizard-network.c: what the sessions of a run trust, and where they look: the system's authorities,
 * those named at the start, and what the person allows by hand.  Authorities are loaded in a thread,
 * so that the first frame does not wait for them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/state/wizard-private.h"

#include <glib/gi18n.h>

#include "exceptions/used-by.h"
#include "wire/ask/dns.h"

/* What the command line says of names. */
static void
tg_wizard_name_network (TgWizard *self, TgNetwork *network)
{
  for (guint i = 0; self->overrides != NULL && self->overrides[i] != NULL; i++)
    tg_network_override (network, self->overrides[i], NULL);
  g_set_object (&network->resolver, self->resolver);
}

static TgNetwork *
tg_wizard_make_network (TgWizard *self)
{
  TgNetwork *network = tg_network_new ();

  if (self->allowed->trust != NULL)
    network->trust = tg_trust_ref (self->allowed->trust);
  for (const char *const *name = tg_practice_names (); self->practice != NULL && *name; name++)
    tg_network_override (network, *name, NULL);
  if (self->practice == NULL)
    tg_wizard_name_network (self, network);
  return network;
}

/* The session's as soon as it is not busy, which is before anything else can be begun. */
static void
tg_wizard_renew_network (TgWizard *self)
{
  g_autoptr (TgNetwork) network = NULL;

  self->network_is_old = tg_session_is_busy (self->session);
  if (self->network_is_old)
    return;

  network = tg_wizard_make_network (self);
  tg_session_set_network (self->session, network);
}

/* (transfer full): what is allowed from now on */
static void
tg_wizard_take_allowed (TgWizard *self, TgAllowed *allowed)
{
  g_clear_pointer (&self->allowed, tg_allowed_unref);
  self->allowed = allowed;
  tg_wizard_renew_network (self);
}

/* What was tested rests on an exception that may be gone. */
static void
tg_wizard_forget_used (TgWizard *self)
{
  self->forgets_used = tg_session_is_busy (self->session);
  if (!self->forgets_used && tg_exceptions_are_used_by (tg_session_get_result (self->session)))
    tg_session_forget_results (self->session);
}

const TgSources *
tg_wizard_get_sources (TgWizard *self)
{
  return self->sources != NULL ? self->sources : tg_session_get_sources (self->session);
}

static void
tg_wizard_hand_sources (TgWizard *self)
{
  self->sources_are_old = tg_session_is_busy (self->session);
  if (!self->sources_are_old)
    tg_session_set_sources (self->session, self->sources);
}

void
tg_wizard_set_sources (TgWizard *self, const TgSources *sources)
{
  TgSources *old = self->sources;

  self->sources = tg_sources_copy (sources);
  g_clear_pointer (&old, tg_sources_free);
  tg_wizard_hand_sources (self);
}

static void
on_busy_changed (TgWizard *self)
{
  if (self->sources_are_old)
    tg_wizard_hand_sources (self);
  if (self->network_is_old)
    tg_wizard_renew_network (self);
  if (self->forgets_used)
    tg_wizard_forget_used (self);
}

void
tg_wizard_new_session (TgWizard *self, TgTrust *trust)
{
  g_autoptr (TgNetwork) network = NULL;

  g_clear_pointer (&self->allowed, tg_allowed_unref);
  self->allowed = tg_allowed_new (trust, self->practice == NULL);
  network = tg_wizard_make_network (self);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_func (self->session, on_busy_changed, self);
  g_clear_object (&self->session);
  self->session = tg_session_new (network);
  self->network_is_old = self->forgets_used = FALSE;
  if (self->sources != NULL)
    tg_wizard_hand_sources (self);
  g_signal_connect_object (self->session, "notify::busy", G_CALLBACK (on_busy_changed), self, G_CONNECT_SWAPPED);
  tg_session_set_remembers (self->session, self->practice == NULL);
  if (self->practice == NULL && self->trust_asked_for)
    tg_wizard_allow_async (self, NULL, NULL, NULL, NULL);
}

static void tg_wizard_update_allowed (TgWizard *self, GPtrArray *exceptions, const TgCertificate *authority, GTask *task);

static void
on_allowed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  TgWizard *self = g_task_get_source_object (task);
  const TgAllowed *former = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (TgAllowed) allowed = tg_allowed_update_finish (result, &error);

  if (allowed == NULL) {
    g_task_return_error (task, error);
    return;
  }
  if (allowed->recorded && self->system_trust == NULL)
    self->system_trust = tg_trust_ref (allowed->base);
  if (self->allowed == former) {
    tg_wizard_take_allowed (self, g_steal_pointer (&allowed));
    g_task_return_boolean (task, TRUE);
  } else if (self->allowed->recorded && allowed->authorities->len <= self->allowed->authorities->len) {
    /* Another update came first, such as the first one of all: what was recorded is read with the next. */
    tg_wizard_update_allowed (self, NULL, NULL, g_steal_pointer (&task));
  } else {
    /* What was trusted for one account is not for another. */
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Another account");
  }
}

/* Takes the task over. */
static void
tg_wizard_update_allowed (TgWizard *self, GPtrArray *exceptions, const TgCertificate *authority, GTask *task)
{
  g_task_set_task_data (task, tg_allowed_ref (self->allowed), (GDestroyNotify)tg_allowed_unref);
  tg_allowed_update_async (self->allowed, exceptions, authority, on_allowed, task);
}

void
tg_wizard_allow_async (TgWizard *self, GPtrArray *exceptions, const TgCertificate *authority, GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, tg_wizard_allow_async);
  tg_wizard_update_allowed (self, exceptions, authority, task);
}

gboolean
tg_wizard_allow_finish (TgWizard *self, GAsyncResult *result, GError **error)
{
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  tg_session_forget_results (self->session);
  return TRUE;
}

void
tg_wizard_load_trust (TgWizard *self)
{
  if (self->trust_asked_for)
    return;

  self->trust_asked_for = TRUE;
  tg_wizard_allow_async (self, NULL, NULL, NULL, NULL);
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

  g_strfreev (self->overrides);
  self->overrides = g_strdupv ((char **)overrides);
  tg_wizard_reset (self);
  return TRUE;
}

gboolean
tg_wizard_set_resolver (TgWizard *self, const char *place, GError **error)
{
  g_autoptr (GInetSocketAddress) resolver = tg_dns_parse_server (place);

  if (resolver == NULL) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("“%s” is not of the form IP:PORT."), place);
    return FALSE;
  }
  g_set_object (&self->resolver, resolver);
  tg_wizard_reset (self);
  return TRUE;
}

/* Without what the sessions' trust may hold besides: exceptions. */
TgNetwork *
tg_wizard_plain_network (TgWizard *self)
{
  TgNetwork *network = tg_network_new ();

  tg_wizard_name_network (self, network);
  if (self->system_trust != NULL)
    network->trust = tg_trust_ref (self->system_trust);
  return network;
}

const TgAllowed *
tg_wizard_get_allowed (TgWizard *self)
{
  return self->allowed;
}

static gboolean
tg_wizard_has_exception_for (TgWizard *self, const TgServer *server)
{
  TgTrust *trust = tg_session_get_network (self->session)->trust;

  return server != NULL && trust != NULL && tg_trust_find_exception (trust, server->ascii_host, server->port) != NULL;
}

void
tg_wizard_use_what_is_left (TgWizard *self)
{
  const TgAccount *account = tg_session_get_account (self->session);

  tg_wizard_tell_changed (self);
  /* Those of practice were never recorded. */
  if (!self->allowed->recorded)
    return;

  /* What was removed opens nothing from this moment on; the rest is read in a thread.  Talks under way keep their network, so
   * those that could sign in over an exception end. */
  if (account != NULL && (tg_wizard_has_exception_for (self, account->receive) || tg_wizard_has_exception_for (self, account->send)))
    tg_session_stop (self->session);
  tg_wizard_take_allowed (self, tg_allowed_without_exceptions (self->allowed));
  tg_wizard_allow_async (self, NULL, NULL, NULL, NULL);
  tg_wizard_forget_used (self);
}

void
tg_wizard_forget_authorities (TgWizard *self)
{
  if (self->allowed->authorities->len > 0)
    tg_wizard_take_allowed (self, tg_allowed_without_authorities (self->allowed));
}
