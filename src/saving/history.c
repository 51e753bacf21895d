/* history.c: see history.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "saving/history.h"

#include "clients/client.h"
#include "exceptions/work.h"
#include "saving/prune.h"

static void
saved_change_free (gpointer data)
{
  TgSavedChange *self = data;

  tg_journal_entry_free (self->entry);
  g_free (self->which);
  g_clear_error (&self->objection);
  g_free (self);
}

/* The first objection of what would be undone together. */
static void
ask (GPtrArray *history, TgSavedChange *change)
{
  if (change->entry->undone != 0)
    return;
  for (guint i = 0; i < history->len && change->objection == NULL; i++) {
    const TgJournalEntry *entry = history->pdata[i];

    if (entry->undone == 0 && (entry == change->entry || g_strcmp0 (entry->with, change->entry->id) == 0))
      tg_journal_may_undo_sync (entry->id, &change->objection);
  }
}

static gpointer
look (gpointer subject, gboolean *waits, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) before = tg_journal_list (error);
  g_autoptr (GPtrArray) history = NULL, places = NULL;
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func (saved_change_free);

  if (before == NULL)
    return NULL;
  tg_prune_journal (before);
  history = tg_journal_history (error);
  places = tg_clients_find_places ();
  for (guint i = 0; history != NULL && i < history->len && !g_cancellable_is_cancelled (cancellable); i++) {
    TgSavedChange *change = g_new0 (TgSavedChange, 1);

    change->entry = history->pdata[i];
    ask (history, change);
    change->entry = tg_journal_entry_copy (change->entry);
    change->which = tg_places_which (places, change->entry->program, change->entry->where);
    g_ptr_array_add (changes, change);
  }
  return history != NULL ? g_steal_pointer (&changes) : NULL;
}

void
tg_saving_history_async (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  static const TgWork work = { look, NULL, (GDestroyNotify)g_ptr_array_unref, .only_looks = TRUE };

  tg_work_async (&work, NULL, cancellable, callback, user_data);
}

GPtrArray *
tg_saving_history_finish (GAsyncResult *result, GError **error)
{
  return tg_work_finish (result, error);
}

gboolean
tg_saved_change_is_part (const TgSavedChange *change, GPtrArray *history)
{
  for (guint i = 0; change->entry->with != NULL && i < history->len; i++)
    if (g_str_equal (((const TgSavedChange *)history->pdata[i])->entry->id, change->entry->with))
      return TRUE;
  return FALSE;
}
