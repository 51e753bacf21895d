/* clients.c: the table of mail programs, and what is asked of all of them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/change-private.h"

#include "model/account.h"

/* A mail program is a row here, in the order of TgProgram. */
static const TgClientClass *const programs[] = {
  &tg_thunderbird_client,
  &tg_evolution_client,
};

const TgClientClass *
tg_client_class (TgProgram program)
{
  for (gsize i = 0; i < G_N_ELEMENTS (programs); i++)
    if (programs[i]->program == program)
      return programs[i];
  return NULL;
}

const TgClientClass *
tg_client_class_by_id (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (programs); i++)
    if (g_strcmp0 (programs[i]->id, id) == 0)
      return programs[i];
  return NULL;
}

const char *
tg_program_id (TgProgram program)
{
  const TgClientClass *klass = tg_client_class (program);

  return klass != NULL ? klass->id : NULL;
}

const char *
tg_program_title (TgProgram program)
{
  const TgClientClass *klass = tg_client_class (program);

  return klass != NULL ? klass->title : NULL;
}

/* Smaller is better. */
static int
place_rank (const TgPlace *place)
{
  if (!place->installed)
    return 3;
  if (place->is_new)
    return 2;
  return place->is_default || place->running ? 0 : 1;
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const TgPlace *one = *(TgPlace *const *)a;
  const TgPlace *two = *(TgPlace *const *)b;
  int by_rank = place_rank (one) - place_rank (two);

  return by_rank != 0 ? by_rank : (int)one->program - (int)two->program;
}

GPtrArray *
tg_clients_find_places (void)
{
  GPtrArray *places = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_place_free);

  for (gsize i = 0; i < G_N_ELEMENTS (programs); i++)
    programs[i]->find_places (places);
  g_ptr_array_sort (places, compare_places); /* stable: each program's own order stays */
  return places;
}

GPtrArray *
tg_clients_find_accounts (void)
{
  GPtrArray *accounts = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_found_account_free);

  for (gsize i = 0; i < G_N_ELEMENTS (programs); i++)
    programs[i]->find_accounts (accounts);
  return accounts;
}

/* A request with everything in it owned, for the thread. */
typedef struct {
  TgPlace *place;
  TgSaveRequest request;
} Preparation;

static void
preparation_free (Preparation *self)
{
  tg_place_free (self->place);
  tg_account_unref (self->request.account);
  g_clear_pointer (&self->request.receive_password, tg_secret_unref);
  g_clear_pointer (&self->request.send_password, tg_secret_unref);
  g_free ((char *)self->request.receive_authentication);
  g_free ((char *)self->request.send_authentication);
  g_free (self);
}

static void
prepare_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Preparation *preparation = data;
  const TgClientClass *klass = tg_client_class (preparation->place->program);
  GError *error = NULL;
  TgChange *change = klass->prepare (preparation->place, &preparation->request, cancellable, &error);

  if (change != NULL)
    g_task_return_pointer (task, change, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
tg_clients_prepare_async (const TgPlace *place, const TgSaveRequest *request, GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Preparation *preparation = g_new0 (Preparation, 1);

  g_return_if_fail (tg_client_class (place->program) != NULL);
  preparation->place = tg_place_copy (place);
  preparation->request = *request;
  preparation->request.account = tg_account_ref (request->account);
  if (request->receive_password != NULL)
    tg_secret_ref (request->receive_password);
  if (request->send_password != NULL)
    tg_secret_ref (request->send_password);
  preparation->request.receive_authentication = g_strdup (request->receive_authentication);
  preparation->request.send_authentication = g_strdup (request->send_authentication);
  g_task_set_source_tag (task, tg_clients_prepare_async);
  g_task_set_task_data (task, preparation, (GDestroyNotify)preparation_free);
  g_task_run_in_thread (task, prepare_in_thread);
}

TgChange *
tg_clients_prepare_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
