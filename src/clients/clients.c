/* clients.c: the table of mail programs, and what is asked of all of them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "clients/client-class.h"
#include "files/blocking.h"

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

gboolean
tg_program_by_id (const char *id, TgProgram *program)
{
  const TgClientClass *klass = tg_client_class_by_id (id);

  if (klass != NULL)
    *program = klass->program;
  return klass != NULL;
}

/* Smaller is better. */
static int
place_rank (const TgPlace *place)
{
  if (!place->installed || place->read_only)
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

  tg_assert_may_block ();
  for (gsize i = 0; i < G_N_ELEMENTS (programs); i++)
    programs[i]->find_places (places);
  g_ptr_array_sort (places, compare_places); /* stable: each program's own order stays */
  return places;
}

GPtrArray *
tg_clients_find_accounts (void)
{
  GPtrArray *accounts = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_found_account_free);

  tg_assert_may_block ();
  for (gsize i = 0; i < G_N_ELEMENTS (programs); i++)
    programs[i]->find_accounts (accounts);
  return accounts;
}

GAppInfo *
tg_clients_find_launcher (const TgPlace *place)
{
  tg_assert_may_block ();
  return tg_client_class (place->program)->find_launcher (place);
}

gboolean
tg_clients_must_close (TgProgram program)
{
  return tg_client_class (program)->writes_over;
}

gboolean
tg_clients_sign_in_by_oauth (TgProgram program, const TgServer *server)
{
  return tg_client_class (program)->signs_in_by_oauth (server);
}

void
tg_clients_compare_passwords (TgProgram program, const char *where, const TgAccount *account, TgSecret *const passwords[2], int same[2],
                              GCancellable *cancellable)
{
  const TgClientClass *klass = tg_client_class (program);

  tg_assert_may_block ();
  same[TG_SIDE_RECEIVE] = same[TG_SIDE_SEND] = -1;
  if (klass->compare_passwords != NULL)
    klass->compare_passwords (where, account, passwords, same, cancellable);
}

TgChange *
tg_clients_prepare (const TgPlace *place, const TgSaveRequest *request, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;
  TgChange *change;

  tg_assert_may_block ();
  change = tg_client_class (place->program)->prepare (place, request, cancellable, &local);
  if (change != NULL) {
    tg_change_word_for (change, place);
  } else {
    local->message = tg_place_word (place, local->message);
    g_propagate_error (error, g_steal_pointer (&local));
  }
  return change;
}

GPtrArray *
tg_clients_find_exceptions (void)
{
  GPtrArray *found = tg_exception_list_new ();

  tg_assert_may_block ();
  for (gsize i = 0; i < G_N_ELEMENTS (programs); i++)
    programs[i]->find_exceptions (found);
  return found;
}

static gboolean
is_there (const TgPlace *place, GError **error)
{
  if (place->is_new)
    g_set_error_literal (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_MISSING, _ ("Save the account into the mail program first."));
  return !place->is_new;
}

TgChange *
tg_clients_prepare_exception (const TgPlace *place, const TgException *exception, GError **error)
{
  return is_there (place, error) ? tg_client_class (place->program)->prepare_exception (place, exception, error) : NULL;
}

TgChange *
tg_clients_prepare_authority (const TgPlace *place, GBytes *der, GError **error)
{
  const TgClientClass *klass = tg_client_class (place->program);

  if (!is_there (place, error))
    return NULL;
  if (klass->prepare_authority != NULL)
    return klass->prepare_authority (place, der, error);
  g_set_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNSUPPORTED, _ ("%s uses the authorities of this computer. Add it there."),
               klass->title);
  return NULL;
}

TgChange *
tg_clients_prepare_removal (const TgException *found)
{
  return tg_client_class (found->program)->prepare_removal (found);
}
