/* discover.c: asks every source at once and puts their answers in the sources' order.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "discover/discover.h"

typedef struct {
  const TgDiscoverSource *sources;
  GPtrArray *answers; /* of TgCandidate* (nullable), by source */
  guint waiting;
} Search;

typedef struct {
  GTask *task;
  guint row;
} Question;

static void
search_free (gpointer data)
{
  Search *self = data;

  g_ptr_array_unref (self->answers);
  g_free (self);
}

static void
one_less (GTask *task)
{
  Search *self = g_task_get_task_data (task);

  if (--self->waiting > 0 || g_task_return_error_if_cancelled (task))
    return;
  for (guint i = self->answers->len; i > 0; i--)
    if (self->answers->pdata[i - 1] == NULL)
      g_ptr_array_remove_index (self->answers, i - 1);
  g_task_return_pointer (task, g_ptr_array_ref (self->answers), (GDestroyNotify)g_ptr_array_unref);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Question *question = data;
  g_autoptr (GTask) task = question->task;
  Search *self = g_task_get_task_data (task);

  self->answers->pdata[question->row] = self->sources[question->row].ask_finish (result, NULL);
  one_less (task);
}

static void
ask_table (const char *address, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, ask_table);
  g_task_return_pointer (task, tg_candidate_from_table (address), (GDestroyNotify)tg_candidate_free);
}

static TgCandidate *
table_answer (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static const TgDiscoverSource all_sources[] = {
  { ask_table, table_answer },
  { NULL },
};

void
tg_discover_async (const char *address, const TgDiscoverSource *sources, GCancellable *cancellable, GAsyncReadyCallback callback,
                   gpointer user_data)
{
  g_return_if_fail (address != NULL);

  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Search *self = g_new0 (Search, 1);

  g_task_set_source_tag (task, tg_discover_async);
  self->sources = sources != NULL ? sources : all_sources;
  self->answers = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_candidate_free);
  self->waiting = 1;
  g_task_set_task_data (task, self, search_free);
  for (guint row = 0; self->sources[row].ask_async != NULL; row++) {
    Question *question = g_new0 (Question, 1);

    question->task = g_object_ref (task);
    question->row = row;
    self->waiting++;
    g_ptr_array_add (self->answers, NULL);
    self->sources[row].ask_async (address, cancellable, on_answer, question);
  }
  one_less (task);
}

GPtrArray *
tg_discover_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
