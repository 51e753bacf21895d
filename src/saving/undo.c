/* undo.c: undoing a change also undoes what was saved with it, and our own record of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "saving/undo.h"

#include <glib/gi18n-lib.h>

#include "exceptions/work.h"
#include "record/exceptions.h"
#include "saving/prune.h"

/* An earlier try may have come as far as the mail programs, and not to our record. @any: there was something left to do */
static gboolean
forget_undone (const char *id, gboolean *any, GError **error)
{
  g_autoptr (GPtrArray) undone = tg_journal_undone (id);

  for (guint i = 0; i < undone->len; i++) {
    gboolean found;

    if (!tg_exception_record_forget (undone->pdata[i], &found, error))
      return FALSE;
    *any |= found;
  }
  return TRUE;
}

static gboolean
undo_one (const char *id, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;
  gboolean found;

  if (!tg_journal_undo_sync (id, cancellable, error))
    return FALSE;
  if (tg_exception_record_forget (id, &found, &local))
    return TRUE;
  /* TRANSLATORS: %s is an error */
  g_set_error (error, local->domain, local->code, _ ("It is undone, but not taken out of Tegami’s own list of exceptions: %s"),
               local->message);
  return FALSE;
}

static gboolean
undo_all (const char *id, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) journal = tg_journal_list (error);
  g_autoptr (GError) local = NULL;
  gboolean any = FALSE;

  if (journal == NULL || !forget_undone (id, &any, error))
    return FALSE;
  for (guint i = 0; i < journal->len; i++) {
    const TgJournalEntry *entry = journal->pdata[i];

    if (g_strcmp0 (entry->with, id) != 0)
      continue;
    if (!undo_one (entry->id, cancellable, error))
      return FALSE;
    any = TRUE;
  }
  /* An earlier try may have come as far as the change itself. */
  if (undo_one (id, cancellable, &local) || (any && g_error_matches (local, TG_CLIENT_ERROR, TG_CLIENT_ERROR_MISSING)))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gpointer
undo (gpointer id, gboolean *waits, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (undo_all (id, cancellable, error));
}

void
tg_saving_undo_async (const char *id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  static const TgWork work = { undo, g_free };

  tg_work_async (&work, g_strdup (id), cancellable, callback, user_data);
}

gboolean
tg_saving_undo_finish (GAsyncResult *result, GError **error)
{
  return tg_work_finish (result, error) != NULL;
}

static gpointer
list (gpointer subject, gboolean *waits, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) before = tg_journal_list (error);

  if (before == NULL)
    return NULL;
  tg_prune_journal (before);
  return tg_journal_list (error);
}

void
tg_saving_list_async (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  static const TgWork work = { list, NULL, (GDestroyNotify)g_ptr_array_unref, .only_looks = TRUE };

  tg_work_async (&work, NULL, cancellable, callback, user_data);
}

GPtrArray *
tg_saving_list_finish (GAsyncResult *result, GError **error)
{
  return tg_work_finish (result, error);
}

const TgJournalEntry *
tg_saving_newest (GPtrArray *journal)
{
  const TgJournalEntry *newest = journal->len > 0 ? journal->pdata[0] : NULL;

  for (guint i = 0; newest != NULL && newest->with != NULL && i < journal->len; i++) {
    const TgJournalEntry *entry = journal->pdata[i];

    if (g_str_equal (entry->id, newest->with))
      return entry;
  }
  return newest;
}
