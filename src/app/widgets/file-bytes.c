/* file-bytes.c: a file's, or a stream's, first bytes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/widgets/file-bytes.h"

#include "model/secret.h"

typedef struct {
  GFile *file;          /* (nullable) */
  GInputStream *stream; /* (nullable) */
  gsize most;
} Job;

typedef struct {
  gpointer memory;
  gsize length;
} Wiping;

static void
job_free (gpointer data)
{
  Job *self = data;

  g_clear_object (&self->file);
  g_clear_object (&self->stream);
  g_free (self);
}

static void
wipe (gpointer data)
{
  Wiping *self = data;

  tg_wipe (self->memory, self->length);
  g_free (self->memory);
  g_free (self);
}

GBytes *
tg_bytes_wiping (gpointer memory, gsize length)
{
  Wiping *self = g_new (Wiping, 1);

  *self = (Wiping){ memory, length };
  return g_bytes_new_with_free_func (memory, length, wipe, self);
}

/* (transfer full) (nullable): no regular file, or none that can be read */
static GInputStream *
open_file (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE, G_FILE_QUERY_INFO_NONE, cancellable, error);

  return info != NULL && g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR ? G_INPUT_STREAM (g_file_read (file, cancellable, error))
                                                                                 : NULL;
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Job *job = data;
  GError *error = NULL;
  g_autoptr (GInputStream) stream = job->stream != NULL ? g_object_ref (job->stream) : open_file (job->file, cancellable, &error);
  g_autoptr (GBytes) bytes = NULL;
  guint8 *buffer = g_malloc (job->most);
  gsize length = 0;

  if (stream != NULL)
    g_input_stream_read_all (stream, buffer, job->most, &length, cancellable, &error);
  bytes = tg_bytes_wiping (buffer, length);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&bytes), (GDestroyNotify)g_bytes_unref);
}

static void
begin (GFile *file, GInputStream *stream, gsize most, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new (Job, 1);

  *job = (Job){ file != NULL ? g_object_ref (file) : NULL, stream != NULL ? g_object_ref (stream) : NULL, most };
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, read_in_thread);
}

void
tg_file_bytes_async (GFile *file, gsize most, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  begin (file, NULL, most, cancellable, callback, user_data);
}

void
tg_stream_bytes_async (GInputStream *stream, gsize most, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  begin (NULL, stream, most, cancellable, callback, user_data);
}

GBytes *
tg_file_bytes_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
