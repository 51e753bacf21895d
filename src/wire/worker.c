/* worker.c: two pools of threads.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/worker.h"

#define COMPUTING 4
#define WAITING   32 /* a search asks about ten names at once, and each guess another */

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
start_pool (gpointer threads)
{
  return g_thread_pool_new (run_job, NULL, GPOINTER_TO_INT (threads), FALSE, NULL);
}

static void
push (GOnce *pool, int threads, GTask *task, GTaskThreadFunc function)
{
  Job *job = g_new (Job, 1);

  job->task = g_object_ref (task);
  job->function = function;
  /* It can only fail to start another thread: the job then stays queued for the others. */
  g_thread_pool_push (g_once (pool, start_pool, GINT_TO_POINTER (threads)), job, NULL);
}

void
tg_worker_run (GTask *task, GTaskThreadFunc function)
{
  static GOnce pool = G_ONCE_INIT;

  push (&pool, COMPUTING, task, function);
}

void
tg_worker_wait (GTask *task, GTaskThreadFunc function)
{
  static GOnce pool = G_ONCE_INIT;

  push (&pool, WAITING, task, function);
}
