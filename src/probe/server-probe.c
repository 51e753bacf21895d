/* server-probe.c: a talk, and the second look that explains its failure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "probe/server-probe.h"

#include "probe/second-look.h"
#include "wire/scan/tls-scan.h"

/* The second look has a time limit of its own, as the talk it explains has already failed. */
#define SCAN_TIMEOUT_MS 3000

struct _TgServerProbe {
  TgNetwork *network;
  TgSide side;
  TgServer *server;
  char *user;
  TgTalk *talk;
  TgServerProbeWatch watch;
  gpointer user_data;
  GCancellable *cancellable; /* the caller's */
  TgEvidence *evidence;      /* set once the talk is over */
  TgScanFacts scan;
  gboolean scanning;
};

static void probe_step (TgTalk *talk, const TgStepRecord *record, gpointer user_data);
static void probe_line (TgTalk *talk, const char *line, gpointer user_data);
static TgPermit probe_permit (TgTalk *talk, gpointer user_data);
static void probe_quiet (TgTalk *talk, gpointer user_data);

TgServerProbe *
tg_server_probe_new (TgNetwork *network, TgSide side, const TgServer *server, const char *user, const char *address, TgSecret *password,
                     const char *mechanism, gboolean allow_plaintext, const TgServerProbeWatch *watch, gpointer user_data)
{
  static const TgTalkWatch talk_watch = { .step = probe_step, .line = probe_line, .permit = probe_permit, .quiet = probe_quiet };
  TgServerProbe *self = g_atomic_rc_box_new0 (TgServerProbe);

  self->network = tg_network_ref (network);
  self->side = side;
  self->server = tg_server_ref (server);
  self->user = g_strdup (user);
  self->watch = *watch;
  self->user_data = user_data;
  self->scan.alert = -1;
  self->talk = tg_talk_new (network, server, tg_dialogue_new (server->protocol, server->security, user, address, password, mechanism),
                            allow_plaintext, &talk_watch, self);
  return self;
}

TgServerProbe *
tg_server_probe_ref (TgServerProbe *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
probe_clear (gpointer data)
{
  TgServerProbe *self = data;

  tg_talk_unref (self->talk);
  tg_network_unref (self->network);
  tg_server_unref (self->server);
  g_free (self->user);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->evidence, tg_evidence_unref);
  tg_scan_facts_clear (&self->scan);
}

void
tg_server_probe_unref (TgServerProbe *self)
{
  g_atomic_rc_box_release_full (self, probe_clear);
}

TgSide
tg_server_probe_side (TgServerProbe *self)
{
  return self->side;
}

const char *
tg_server_probe_user (TgServerProbe *self)
{
  return self->user;
}

void
tg_server_probe_permit (TgServerProbe *self, gboolean yes)
{
  tg_talk_permit (self->talk, yes);
}

static void
probe_step (TgTalk *talk, const TgStepRecord *record, gpointer user_data)
{
  TgServerProbe *self = user_data;

  if (self->watch.step != NULL)
    self->watch.step (self, record, self->user_data);
}

static void
probe_line (TgTalk *talk, const char *line, gpointer user_data)
{
  TgServerProbe *self = user_data;

  if (self->watch.line != NULL)
    self->watch.line (self, line, self->user_data);
}

static TgPermit
probe_permit (TgTalk *talk, gpointer user_data)
{
  TgServerProbe *self = user_data;

  return self->watch.permit != NULL ? self->watch.permit (self, self->user_data) : TG_PERMIT_YES;
}

static void
finish (GTask *task)
{
  TgServerProbe *self = g_task_get_task_data (task);

  tg_second_look_take (self->evidence, &self->scan);
  g_task_return_pointer (task, tg_evidence_ref (self->evidence), (GDestroyNotify)tg_evidence_unref);
}

static void
scan_after_talk_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TgServerProbe *self = g_task_get_task_data (task);

  tg_second_look_finish (result, self->evidence);
  finish (task);
}

static void
talk_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TgServerProbe *self = g_task_get_task_data (task);
  GSocketAddress *peer = tg_talk_peer (self->talk);

  self->evidence = tg_talk_run_finish (self->talk, result, NULL);
  /* It did speak in the end. */
  if (self->scan.done && self->evidence->fault != TG_FAULT_SILENT)
    tg_scan_facts_clear (&self->scan);
  if (self->scan.done || peer == NULL || g_cancellable_is_cancelled (self->cancellable) || !tg_second_look_is_due (self->evidence))
    finish (task);
  else
    tg_second_look_async (self->evidence, peer, SCAN_TIMEOUT_MS, self->cancellable, scan_after_talk_done, g_steal_pointer (&task));
}

/* Whether waiting longer is pointless.  RFC 5321 section 4.5.3.2.1 allows minutes for a greeting,
 * but a person is waiting; for a server known to be that slow, a longer connect_timeout_ms can be
 * given. */
static gboolean
is_out_of_patience (const TgServer *server, const TgScanFacts *facts)
{
  if (facts->speaks == TG_SPEAKS_NOTHING)
    return !facts->eof && !facts->reset;
  return server->security != TG_SECURITY_TLS && (facts->speaks == TG_SPEAKS_TLS || facts->speaks == TG_SPEAKS_HTTP);
}

static void
scan_while_quiet_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TgServerProbe) self = user_data;
  TgScanFacts facts = { .alert = -1 };
  const TgDialogue *dialogue = tg_talk_dialogue (self->talk);

  self->scanning = FALSE;
  /* If the talk has gone on or ended in the meantime, what it saw itself counts. */
  if (!tg_tls_scan_finish (result, &facts, NULL) || self->evidence != NULL || dialogue->greeted || dialogue->tls) {
    tg_scan_facts_clear (&facts);
    return;
  }
  self->scan = facts;
  if (is_out_of_patience (self->server, &self->scan))
    tg_talk_give_up (self->talk, TG_FAULT_SILENT);
}

/* A server that waits for a ClientHello says nothing to plain text until the deadline.  Asking over
 * TLS on a second connection tells this silence from slowness.  A server that is silent there, too,
 * is as good as one that does not accept connections. */
static void
probe_quiet (TgTalk *talk, gpointer user_data)
{
  TgServerProbe *self = user_data;
  GSocketAddress *peer = tg_talk_peer (talk);
  guint passed = self->server->security == TG_SECURITY_TLS ? TG_TALK_QUIET_TLS_MS : TG_TALK_QUIET_MS;
  guint patience = MAX (self->network->connect_timeout_ms, SCAN_TIMEOUT_MS + passed) - passed;

  if (self->scanning || peer == NULL)
    return;
  self->scanning = TRUE;
  tg_tls_scan_async (peer, self->server->ascii_host, patience, self->cancellable, scan_while_quiet_done, tg_server_probe_ref (self));
}

void
tg_server_probe_run_async (TgServerProbe *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, tg_server_probe_run_async);
  g_task_set_check_cancellable (task, FALSE); /* what was seen is returned even if cancelled */
  g_task_set_task_data (task, tg_server_probe_ref (self), (GDestroyNotify)tg_server_probe_unref);
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  tg_talk_run_async (self->talk, cancellable, talk_done, g_steal_pointer (&task));
}

TgEvidence *
tg_server_probe_run_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  g_cancellable_set_error_if_cancelled (g_task_get_cancellable (G_TASK (result)), error);
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
