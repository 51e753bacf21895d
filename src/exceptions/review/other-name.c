/* other-name.c: the names in a certificate, each tried as far as the certificate.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "exceptions/review/other-name.h"

#include "find/names/covered-names.h"
#include "find/providers.h"
#include "probe/server-probe.h"

#define NAMES_MAX 3

typedef struct {
  const TgEvidence *before;
  gboolean fits[NAMES_MAX];
  char **names;
  guint running;
} OtherName;

typedef struct {
  GTask *task;
  guint index;
} Attempt;

static void
other_name_free (gpointer data)
{
  OtherName *self = data;

  tg_evidence_unref (self->before);
  g_strfreev (self->names);
  g_free (self);
}

static void
one_less (GTask *task)
{
  OtherName *self = g_task_get_task_data (task);

  if (--self->running > 0)
    return;
  for (guint i = 0; i < NAMES_MAX; i++)
    if (self->fits[i]) {
      g_task_return_pointer (task, g_strdup (self->names[i]), g_free);
      return;
    }
  g_task_return_pointer (task, NULL, NULL);
}

static void
tried (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Attempt *attempt = user_data;
  g_autoptr (GTask) task = attempt->task;
  OtherName *self = g_task_get_task_data (task);
  g_autoptr (TgEvidence) after = tg_server_probe_run_finish (result, NULL);

  self->fits[attempt->index] = after->tls != NULL && after->tls->trusted && tg_evidence_is_same_server (self->before, after);
  one_less (task);
}

/* Without credentials: none is there. */
static void
try_name (GTask *task, TgNetwork *network, guint index)
{
  static const TgServerProbeWatch watch = { NULL };
  OtherName *self = g_task_get_task_data (task);
  g_autoptr (TgServer) server = tg_server_with_host (self->before->server, self->names[index], NULL);
  g_autoptr (TgServerProbe) probe = NULL;
  Attempt *attempt;

  if (server == NULL)
    return;
  probe = tg_server_probe_new (network, TG_SIDE_RECEIVE, server, "", "", NULL, NULL, FALSE, &watch, NULL);
  attempt = g_new0 (Attempt, 1);
  attempt->task = g_object_ref (task);
  attempt->index = index;
  self->running++;
  tg_server_probe_run_async (probe, g_task_get_cancellable (task), tried, attempt);
}

void
tg_other_name_async (TgNetwork *network, const char *address, const TgEvidence *seen, GCancellable *cancellable,
                     GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autofree char *any = g_strconcat ("postmaster@", seen->server->ascii_host, NULL);
  const char *whose = address != NULL ? address : any;
  OtherName *self = g_new0 (OtherName, 1);

  g_task_set_source_tag (task, tg_other_name_async);
  g_task_set_check_cancellable (task, FALSE);
  self->before = tg_evidence_ref (seen);
  /* Safety rule 4: where the table knows the provider, another name is interception, not a repair. */
  self->names = tg_providers_find (whose) == NULL
                    ? tg_covered_names (whose, seen->server, seen->certificates->pdata[0], &(TgNameClues){ NULL, NULL })
                    : g_new0 (char *, 1);
  self->running = 1;
  g_task_set_task_data (task, self, other_name_free);
  for (guint i = 0; i < NAMES_MAX && self->names[i] != NULL; i++)
    try_name (task, network, i);
  one_less (task);
}

char *
tg_other_name_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
