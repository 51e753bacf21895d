/* save.c: prepares a change in Evolution: looks for the account that may be there already, and
 * lists what will be written, passwords first.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "clients/evolution/evolution.h"
#include "clients/evolution/keyring.h"
#include "clients/evolution/sources/existing.h"
#include "clients/evolution/sources/groups.h"
#include "clients/evolution/sources/keep.h"
#include "clients/evolution/sources/lines.h"
#include "clients/evolution/steps.h"
#include "model/authentication.h"

/* Where the passwords of an account go. */
typedef enum {
  KEYRING_NEEDED,  /* Evolution itself was asked: without a keyring it would be half an account */
  KEYRING_WELCOME, /* its files were written: take it where it is there */
  KEYRING_NONE,    /* files somewhere else, or for a sandbox that does not look into the keyring */
} KeyringUse;

static KeyringUse
keyring_use (const TgPlace *place, TgEvolutionStore *store)
{
  g_autofree char *native = tg_evolution_native_folder ();

  if (place->package != TG_PACKAGE_NATIVE)
    return KEYRING_NONE;
  if (tg_evolution_store_folder (store) == NULL)
    return KEYRING_NEEDED;

  return g_strcmp0 (tg_evolution_store_folder (store), native) == 0 ? KEYRING_WELCOME : KEYRING_NONE;
}

/* Where no keyring can be used, Evolution asks; but an account saved with its password must have it. */
static gboolean
look_into_keyring (KeyringUse *use, const TgSaveRequest *request, const char **asks, GCancellable *cancellable, GError **error)
{
  TgKeyringState state = *use != KEYRING_NONE ? tg_keyring_look (cancellable) : TG_KEYRING_OPEN;
  gboolean has_password = request->receive_password != NULL || request->send_password != NULL;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  *asks = has_password ? tg_keyring_asks (state) : NULL;
  if (tg_keyring_is_usable (state))
    return TRUE;
  if (*use == KEYRING_NEEDED && has_password) {
    tg_keyring_set_error (error, state);
    return FALSE;
  }
  *use = KEYRING_NONE;

  return TRUE;
}

static const char *
role_text (TgEvolutionRole role)
{
  static const char *const texts[TG_EVOLUTION_N_ROLES] = {
    [TG_EVOLUTION_ACCOUNT] = N_ ("Receiving"),
    [TG_EVOLUTION_IDENTITY] = N_ ("Name and address"),
    [TG_EVOLUTION_TRANSPORT] = N_ ("Sending"),
  };

  return _ (texts[role]);
}

/* What the before/after view shows of one source: what was, and what will be. */
static void
add_source_item (TgChange *change, TgEvolutionStore *store, const TgEvolutionEdit *edit, TgEvolutionSource *now)
{
  const char *folder = tg_evolution_store_folder (store);
  g_autoptr (JsonObject) entry = tg_lines_new (edit->settings, edit->uid, now);
  g_autofree char *path = folder != NULL ? tg_evolution_source_file (folder, edit->uid) : NULL;
  g_autofree char *before = now != NULL ? tg_lines_show (entry, FALSE) : NULL;
  g_autofree char *after = tg_lines_show (entry, TRUE);

  tg_change_add_item (change, folder != NULL ? TG_ITEM_FILE : TG_ITEM_SOURCE, folder != NULL ? path : edit->uid, role_text (edit->role),
                      before, after);
}

/* The label is the one that Evolution gives, so that a look into the keyring shows nothing odd. */
static char *
keyring_label (const char *title, TgEvolutionRole role, const TgServer *server)
{
  const char *backend = server->protocol == TG_PROTOCOL_IMAP ? "imapx" : server->protocol == TG_PROTOCOL_POP3 ? "pop" : "smtp";

  return g_strdup_printf ("Evolution Data Source \"%s\" (%s - %s)", title,
                          role == TG_EVOLUTION_TRANSPORT ? "Mail Transport" : "Mail Account", backend);
}

/* Whether Evolution will find a password there, or wants none, and need not ask for it. */
static gboolean
add_password (TgChange *change, KeyringUse use, const char *title, TgEvolutionRole role, const char *uid, const TgServer *server,
              const char *mechanism, TgSecret *password)
{
  g_autofree char *label = NULL;

  if (server == NULL || g_strcmp0 (mechanism, "none") == 0 || tg_authentication_is_oauth (mechanism))
    return TRUE;
  if (use == KEYRING_NONE)
    return FALSE;
  if (password == NULL)
    return tg_keyring_has (uid) == 1; /* an update may leave it as it is */

  label = keyring_label (title, role, server);
  tg_change_add_step (change, &tg_evolution_keyring_step, tg_keyring_step_new (uid, label, password, use == KEYRING_WELCOME));
  tg_change_add_item (change, TG_ITEM_KEYRING, label, _ ("Password in the keyring"), NULL, NULL);

  return TRUE;
}

/* @asks: (nullable): what opening the keyring asks */
static void
add_passwords (TgChange *change, KeyringUse use, const char *asks, const TgSaveRequest *request, char *const uids[TG_EVOLUTION_N_ROLES])
{
  const TgAccount *account = request->account;
  TgSecret *send_password = request->send_password != NULL ? request->send_password : request->receive_password;
  gboolean by_oauth =
      tg_authentication_is_oauth (request->receive_authentication) || tg_authentication_is_oauth (request->send_authentication);
  gboolean receive_saved = add_password (change, use, account->address, TG_EVOLUTION_ACCOUNT, uids[TG_EVOLUTION_ACCOUNT], account->receive,
                                         request->receive_authentication, request->receive_password);
  gboolean send_saved = add_password (change, use, account->address, TG_EVOLUTION_TRANSPORT, uids[TG_EVOLUTION_TRANSPORT], account->send,
                                      request->send_authentication, send_password);

  if (asks != NULL)
    tg_change_add_next (change, asks);
  if (by_oauth)
    tg_change_add_next (change, _ ("Evolution will open a window in which you sign in to your provider."));
  if (!receive_saved && !send_saved)
    tg_change_add_next (change, _ ("Evolution will ask for your mail password once for receiving and once for sending."));
  else if (!receive_saved || !send_saved)
    tg_change_add_next (change, _ ("Evolution will ask for your mail password once."));
}

/* What the person should know of a repair, and would not see in the lines. */
static void
add_notes (TgChange *change, const TgPlace *place, const TgEvolutionPlan *plan, gboolean moved)
{
  if (plan->sharers->len > 0) {
    g_autofree char *sentence = g_strdup_printf (
        /* TRANSLATORS: one or more mail addresses */
        _ ("The former sending settings are used by %s, too. They stay as they are, and this account gets its own."), plan->sharers->str);

    tg_change_add_next (change, sentence);
  }
  if (moved)
    tg_change_add_next (change,
                        _ ("The mail that Evolution has downloaded stays. If your provider numbered the mail anew when it moved it, "
                           "Evolution downloads once more what is still on the server."));
  if (place->running && plan->changed->len > 0)
    tg_change_add_next (change, _ ("Evolution is open. Close it and open it again, so that it uses the new settings."));
}

/* Whether its mail is fetched from another server from now on. */
static gboolean
is_moved_pop (const TgEvolutionPlan *plan, TgEvolutionSource *account, const TgServer *receive)
{
  for (guint i = 0; receive != NULL && receive->protocol == TG_PROTOCOL_POP3 && i < plan->changed->len; i++) {
    const TgEvolutionEdit *edit = g_ptr_array_index (plan->changed, i);

    if (edit->role == TG_EVOLUTION_ACCOUNT)
      return tg_evolution_would_change_key (edit->settings, account, TG_AUTHENTICATION, "Host");
  }

  return FALSE;
}

static void
add_sources (TgChange *change, TgEvolutionStore *store, const TgEvolutionPlan *plan, GPtrArray *there)
{
  GPtrArray *const parts[] = { plan->made, plan->changed };
  static const TgStepClass *const steps[] = { &tg_evolution_create_step, &tg_evolution_write_step };

  for (gsize k = 0; k < G_N_ELEMENTS (parts); k++) {
    for (guint i = 0; i < parts[k]->len; i++) {
      const TgEvolutionEdit *edit = g_ptr_array_index (parts[k], i);

      add_source_item (change, store, edit, tg_evolution_source_find (there, edit->uid));
    }
    if (parts[k]->len > 0)
      tg_change_add_step (change, steps[k], tg_sources_step_new (store, plan->uids[TG_EVOLUTION_ACCOUNT], parts[k]));
  }
}

static void
add_repair (TgChange *change, const TgPlace *place, const TgEvolutionPlan *plan, TgEvolutionSource *account, const TgServer *receive)
{
  gboolean moved = is_moved_pop (plan, account, receive);

  add_notes (change, place, plan, moved);
  if (moved && !tg_evolution_source_is (account, TG_POP_BACKEND, "KeepOnServer", FALSE))
    tg_evolution_forget_fetched (change, place, account->uid);
}

TgChange *
tg_evolution_prepare (const TgPlace *place, const TgSaveRequest *request, GCancellable *cancellable, GError **error)
{
  g_autoptr (TgEvolutionStore) store = tg_evolution_store_for_place (place, cancellable, error);
  g_autoptr (GPtrArray) there = store != NULL ? tg_evolution_store_list (store, cancellable, error) : NULL;
  g_autoptr (GPtrArray) triples = NULL;
  g_autoptr (TgEvolutionPlan) plan = NULL;
  g_autoptr (TgChange) change = NULL;
  g_autofree char *title = NULL;
  const TgEvolutionTriple *existing = NULL;
  const char *folder = store != NULL ? tg_evolution_store_folder (store) : NULL, *asks = NULL;
  KeyringUse use = KEYRING_NONE;

  if (there == NULL)
    return NULL;

  triples = tg_evolution_accounts (there);
  if (!tg_evolution_find_existing (triples, request, &existing, error))
    return NULL;
  if (existing != NULL && !request->update) {
    g_set_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_EXISTS, _ ("Evolution already has the account %s."), request->account->address);
    return NULL;
  }

  plan = existing != NULL ? tg_evolution_plan_repair (there, existing, request, error) : tg_evolution_plan_new (request, error);
  if (plan == NULL)
    return NULL;

  use = keyring_use (place, store);
  if (!look_into_keyring (&use, request, &asks, cancellable, error))
    return NULL;

  /* TRANSLATORS: %s is a mail address */
  title = g_strdup_printf (_ ("%s in Evolution"), request->account->address);
  change = tg_change_new (TG_PROGRAM_EVOLUTION, folder != NULL ? folder : place->where, title, existing != NULL);
  add_passwords (change, use, asks, request, plan->uids);
  if (existing != NULL)
    add_repair (change, place, plan, existing->source[TG_EVOLUTION_ACCOUNT], request->account->receive);
  add_sources (change, store, plan, there);

  return g_steal_pointer (&change);
}
