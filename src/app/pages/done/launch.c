/* launch.c: see launch.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/done/launch.h"

static void
find_in_thread (GTask *task, gpointer source, gpointer place, GCancellable *cancellable)
{
  g_task_return_pointer (task, tg_clients_find_launcher (place), g_object_unref);
}

void
tg_launch_find_async (const TgPlace *place, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, tg_launch_find_async);
  g_task_set_task_data (task, tg_place_copy (place), (GDestroyNotify)tg_place_free);
  g_task_run_in_thread (task, find_in_thread);
}

GAppInfo *
tg_launch_find_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
