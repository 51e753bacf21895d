/* worker.c: a few threads of our own for slow computations.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/worker.h"

#define THREADS 4

typedef struct {
  GTask *task;
  GTaskThreadFunc function;
} Job;

static void
run_job (gpointer data, gpointer unused)
{
  Job *job = data;

  job->function (job->task, g_task_get_source_object (job->task), g_task_get_task_data (job->task), g_task_get_cancellable (job->task));
  g_object_unref (job->task);
  g_free (job);
}

static gpointer
start_pool (gpointer unused)
{
  return g_thread_pool_new (run_job, NULL, THREADS, FALSE, NULL);
}

void
tg_worker_run (GTask *task, GTaskThreadFunc function)
{
  static GOnce pool = G_ONCE_INIT;
  Job *job = g_new (Job, 1);

  job->task = g_object_ref (task);
  job->function = function;
  /* It can only fail to start another thread: the job then stays queued for the others. */
  g_thread_pool_push (g_once (&pool, start_pool, NULL), job, NULL);
}
