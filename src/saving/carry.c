/* carry.c: security exceptions and authorities saved, and taken back, together with an account.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "saving/carry.h"

#include <glib/gi18n-lib.h>

#include "clients/change-private.h"
#include "clients/exception.h"
#include "exceptions/used-by.h"
#include "record/exceptions.h"

void
tg_carried_free (TgCarried *self)
{
  g_clear_object (&self->change);
  g_clear_pointer (&self->exception, tg_exception_unref);
  g_free (self);
}

static gboolean
prepare_exception (GPtrArray *carried, const TgPlace *place, const TgException *exception, GError **error)
{
  TgChange *change = tg_clients_prepare_exception (place, exception, error);
  TgCarried *one;

  if (change == NULL)
    return FALSE;
  one = g_new0 (TgCarried, 1);
  one->change = change;
  one->exception = tg_exception_ref (exception);
  g_ptr_array_add (carried, one);
  return TRUE;
}

static void
add_note (GPtrArray *notes, const TgPlace *place, const char *why)
{
  const char *title = tg_program_title (place->program);

  if (notes == NULL)
    return;
  g_ptr_array_add (notes, g_strdup (why));
  /* TRANSLATORS: %s is a mail program */
  g_ptr_array_add (notes, g_strdup_printf (_ ("Until then, %s asks about the certificate, or does not connect."), title));
}

/* What a program does not take is said: the account is no worse for it, and the person can see to it. */
static gboolean
prepare_authority (GPtrArray *carried, const TgPlace *place, const TgCertificate *authority, GPtrArray *notes, GError **error)
{
  g_autoptr (GError) local = NULL;
  TgChange *change = tg_clients_prepare_authority (place, authority->der, &local);
  TgCarried *one;

  if (change == NULL && g_error_matches (local, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNSUPPORTED)) {
    add_note (notes, place, local->message);
    return TRUE;
  }
  if (change == NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  one = g_new0 (TgCarried, 1);
  one->change = change;
  g_ptr_array_add (carried, one);
  return TRUE;
}

GPtrArray *
tg_carry_prepare (const TgPlace *place, const TgCheckResult *result, GPtrArray *recorded, GPtrArray *authorities, GPtrArray *notes,
                  GError **error)
{
  g_autoptr (GPtrArray) carried = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_carried_free);
  /* By the time they are applied, the account is there. */
  g_autoptr (TgPlace) then = tg_place_copy (place);
  g_autoptr (GPtrArray) used = NULL;

  then->is_new = FALSE;
  used = result == NULL || recorded != NULL ? tg_exceptions_used_by (result, recorded, error) : tg_exception_list_new ();
  if (used == NULL)
    return NULL;
  for (guint i = 0; i < used->len; i++)
    if (!prepare_exception (carried, then, used->pdata[i], error))
      return NULL;
  for (guint i = 0; i < authorities->len; i++)
    if (!prepare_authority (carried, then, authorities->pdata[i], notes, error))
      return NULL;
  return g_steal_pointer (&carried);
}

gboolean
tg_carry_has_exceptions (GPtrArray *carried)
{
  for (guint i = 0; i < carried->len; i++)
    if (((const TgCarried *)carried->pdata[i])->exception != NULL)
      return TRUE;
  return FALSE;
}

/* A change that was taken back by hand is as good as one that we take back. */
static gboolean
take_back (const char *id, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (id != NULL && !tg_journal_undo_sync (id, NULL, &local) && !g_error_matches (local, TG_CLIENT_ERROR, TG_CLIENT_ERROR_MISSING)) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  return id == NULL || tg_exception_record_forget (id, error);
}

static gboolean
take_all_back (TgChange *account, GPtrArray *carried, GError **error)
{
  for (guint i = carried->len; i > 0; i--)
    if (!take_back (tg_change_id (((TgCarried *)carried->pdata[i - 1])->change), error))
      return FALSE;
  return take_back (tg_change_id (account), error);
}

static gboolean
apply_one (const TgCarried *one, TgChange *account, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;
  const TgException *exception = one->exception;

  tg_change_set_with (one->change, tg_change_id (account));
  if (tg_change_apply_sync (one->change, cancellable, &local))
    return exception == NULL || tg_exception_record_note (exception->host, exception->port, tg_change_id (one->change), error);
  /* The program trusts this authority already: all the better. */
  if (exception == NULL && g_error_matches (local, TG_CLIENT_ERROR, TG_CLIENT_ERROR_EXISTS))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static void
save_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GPtrArray *carried = data;
  g_autoptr (GError) second = NULL;
  GError *error = NULL;
  gboolean saved = tg_change_apply_sync (source, cancellable, &error);

  for (guint i = 0; saved && i < carried->len; i++)
    saved = apply_one (carried->pdata[i], source, cancellable, &error);
  if (saved) {
    g_task_return_boolean (task, TRUE);
    return;
  }
  if (!take_all_back (source, carried, &second))
    g_warning ("Could not take back a change that failed: %s", second->message);
  g_task_return_error (task, error);
}

/* Whether @change is all that @exception was carried by. */
static gboolean
rests_on (const TgException *exception, const char *change)
{
  return exception->changes != NULL && g_strv_length ((char **)exception->changes) == 1 && g_str_equal (exception->changes[0], change);
}

static gboolean
end_exceptions_of (const char *change, GError **error)
{
  g_autoptr (GPtrArray) recorded = tg_exception_record_load (error);
  gboolean ended = recorded != NULL;

  for (guint i = 0; ended && i < recorded->len; i++) {
    const TgException *one = recorded->pdata[i];

    ended = !rests_on (one, change) || tg_exception_record_remove (one->host, one->port, error);
  }
  return ended;
}

static gboolean
undo_all (const char *id, GError **error)
{
  g_autoptr (GPtrArray) journal = tg_journal_list (error);
  gboolean undone = journal != NULL;

  for (guint i = 0; undone && i < journal->len; i++) {
    const TgJournalEntry *entry = journal->pdata[i];

    if (g_strcmp0 (entry->with, id) == 0)
      undone = tg_journal_undo_sync (entry->id, NULL, error) && end_exceptions_of (entry->id, error) &&
               tg_exception_record_forget (entry->id, error);
  }
  return undone && take_back (id, error);
}

static void
undo_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (undo_all (data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

const TgJournalEntry *
tg_carry_newest (GPtrArray *journal)
{
  const TgJournalEntry *newest = journal->len > 0 ? journal->pdata[0] : NULL;

  for (guint i = 0; newest != NULL && newest->with != NULL && i < journal->len; i++) {
    const TgJournalEntry *entry = journal->pdata[i];

    if (g_str_equal (entry->id, newest->with))
      return entry;
  }
  return newest;
}

void
tg_carry_save_async (TgChange *account, GPtrArray *carried, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (account, cancellable, callback, user_data);

  g_task_set_source_tag (task, tg_carry_save_async);
  /* What was written by then is taken back: the answer is the thread's own. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, g_ptr_array_ref (carried), (GDestroyNotify)g_ptr_array_unref);
  g_task_run_in_thread (task, save_in_thread);
}

gboolean
tg_carry_save_finish (TgChange *account, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, account), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
tg_carry_undo_async (const char *id, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, tg_carry_undo_async);
  g_task_set_task_data (task, g_strdup (id), g_free);
  g_task_run_in_thread (task, undo_in_thread);
}

gboolean
tg_carry_undo_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
