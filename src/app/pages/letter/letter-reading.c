/* letter-reading.c: what it is, first; then what it says.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/letter/letter-reading.h"

typedef struct {
  GBytes *bytes;
  GBytes *plain; /* (nullable) */
  TgLetterKind kind;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *self = data;

  g_bytes_unref (self->bytes);
  g_clear_pointer (&self->plain, g_bytes_unref);
  g_free (self);
}

static TgLetter *
read_bytes (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return tg_letter_read (data != NULL ? data : "", length);
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Reading *self = data;
  gsize length;
  const void *bytes = g_bytes_get_data (self->bytes, &length);
  TgLetter *letter;

  self->kind = bytes != NULL ? tg_letter_kind (bytes, length) : TG_LETTER_IS_TEXT;
  if (self->kind != TG_LETTER_IS_TEXT) {
    g_task_return_pointer (task, NULL, NULL);
    return;
  }
  letter = read_bytes (self->bytes);
  /* What a page has in its place may be all the same readable as text. */
  if (letter->marks->len == 0 && self->plain != NULL) {
    tg_letter_free (letter);
    letter = read_bytes (self->plain);
  }
  g_task_return_pointer (task, tg_draft_new (letter), (GDestroyNotify)tg_draft_free);
}

void
tg_letter_reading_async (GBytes *bytes, GBytes *plain, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Reading *self = g_new0 (Reading, 1);

  self->bytes = g_bytes_ref (bytes);
  self->plain = plain != NULL ? g_bytes_ref (plain) : NULL;
  g_task_set_task_data (task, self, reading_free);
  g_task_run_in_thread (task, read_in_thread);
}

TgDraft *
tg_letter_reading_finish (GAsyncResult *result, TgLetterKind *kind)
{
  const Reading *self = g_task_get_task_data (G_TASK (result));

  *kind = self->kind;
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
