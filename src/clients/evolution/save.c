/* save.c: prepares a change in Evolution: looks for the account that may be there already, and
 * lists what will be written, passwords first.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "clients/evolution/evolution.h"
#include "clients/evolution/keyring.h"
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

  return g_strcmp0 (tg_evolution_store_folder (store), native) == 0 && tg_keyring_is_there () ? KEYRING_WELCOME : KEYRING_NONE;
}

static gboolean
is_same_account (const TgFoundAccount *found, const TgAccount *account)
{
  return found != NULL && found->account->receive->protocol == account->receive->protocol &&
         strcmp (found->account->receive->ascii_host, account->receive->ascii_host) == 0 &&
         strcmp (found->account->user, tg_account_receive_user (account)) == 0;
}

static gboolean
is_same_address (const TgFoundAccount *found, const TgAccount *account)
{
  g_autofree char *wanted = tg_address_to_smtp (account->address, NULL);
  g_autofree char *there = found != NULL ? tg_address_to_smtp (found->account->address, NULL) : NULL;

  return wanted != NULL && there != NULL && found->account->receive->protocol == account->receive->protocol &&
         g_ascii_strcasecmp (wanted, there) == 0;
}

/* The account that this one would double; for an update also the only one of the same address and
 * protocol, since a repair is often a new server name. */
static const TgEvolutionTriple *
find_existing (GPtrArray *triples, const TgSaveRequest *request)
{
  const TgEvolutionTriple *of_address = NULL;
  guint n_of_address = 0;

  if (request->account->receive == NULL)
    return NULL;

  for (guint i = 0; i < triples->len; i++) {
    const TgEvolutionTriple *triple = g_ptr_array_index (triples, i);
    g_autoptr (TgFoundAccount) found = tg_evolution_read_account (triple);

    if (found == NULL || !tg_found_account_is_known (found))
      continue;
    if (is_same_account (found, request->account))
      return triple;
    if (is_same_address (found, request->account)) {
      of_address = triple;
      n_of_address++;
    }
  }

  return request->update && n_of_address == 1 ? of_address : NULL;
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
add_source_item (TgChange *change, TgEvolutionStore *store, GPtrArray *settings, TgEvolutionRole role, const char *uid,
                 TgEvolutionSource *now)
{
  const char *folder = tg_evolution_store_folder (store);
  g_autoptr (JsonObject) entry = tg_lines_new (settings, role, uid, now);
  g_autofree char *path = folder != NULL ? tg_evolution_source_file (folder, uid) : NULL;
  g_autofree char *before = now != NULL ? tg_lines_show (entry, FALSE) : NULL;
  g_autofree char *after = tg_lines_show (entry, TRUE);

  if (tg_lines_differ (entry))
    tg_change_add_item (change, folder != NULL ? TG_ITEM_FILE : TG_ITEM_SOURCE, folder != NULL ? path : uid, role_text (role), before,
                        after);
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

static void
add_passwords (TgChange *change, KeyringUse use, const TgSaveRequest *request, char *const uids[TG_EVOLUTION_N_ROLES])
{
  const TgAccount *account = request->account;
  TgSecret *send_password = request->send_password != NULL ? request->send_password : request->receive_password;
  const char *asks = use != KEYRING_NONE && (request->receive_password != NULL || send_password != NULL) ? tg_keyring_will_ask () : NULL;
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

/* The uids of the account that is there; FALSE where it cannot be updated. */
static gboolean
take_existing (const TgEvolutionTriple *existing, char *uids[TG_EVOLUTION_N_ROLES], GError **error)
{
  for (guint role = 0; role < TG_EVOLUTION_N_ROLES; role++) {
    const TgEvolutionSource *source = existing->source[role];

    if (source == NULL) {
      g_set_error_literal (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNSUPPORTED,
                           _ ("This account in Evolution is incomplete. Remove it there, then save again."));
      return FALSE;
    }
    if (!source->writable) {
      g_set_error_literal (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNSUPPORTED,
                           _ ("This account belongs to GNOME's Online Accounts. Change it in the system settings, under Online Accounts."));
      return FALSE;
    }
    g_free (uids[role]);
    uids[role] = g_strdup (source->uid);
  }

  return TRUE;
}

static void
clear_uids (char *(*uids)[TG_EVOLUTION_N_ROLES])
{
  for (guint role = 0; role < TG_EVOLUTION_N_ROLES; role++)
    g_free ((*uids)[role]);
}

TgChange *
tg_evolution_prepare (const TgPlace *place, const TgSaveRequest *request, GCancellable *cancellable, GError **error)
{
  __attribute__ ((cleanup (clear_uids))) char *uids[TG_EVOLUTION_N_ROLES] = { NULL };
  g_autoptr (TgEvolutionStore) store = tg_evolution_store_for_place (place, cancellable, error);
  g_autoptr (GPtrArray) there = store != NULL ? tg_evolution_store_list (store, cancellable, error) : NULL;
  g_autoptr (GPtrArray) triples = NULL;
  g_autoptr (GPtrArray) settings = NULL;
  g_autoptr (TgChange) change = NULL;
  g_autofree char *title = NULL;
  const TgEvolutionTriple *existing = NULL;
  const char *folder = store != NULL ? tg_evolution_store_folder (store) : NULL;
  KeyringUse use = KEYRING_NONE;

  if (there == NULL)
    return NULL;

  triples = tg_evolution_accounts (there);
  existing = find_existing (triples, request);
  if (existing != NULL && !request->update) {
    g_set_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_EXISTS, _ ("Evolution already has the account %s."), request->account->address);
    return NULL;
  }

  for (guint role = 0; role < TG_EVOLUTION_N_ROLES; role++)
    uids[role] = tg_evolution_uid_new ();
  if (existing != NULL && !take_existing (existing, uids, error))
    return NULL;
  settings = tg_evolution_settings (request, uids, error);
  if (settings == NULL)
    return NULL;

  use = keyring_use (place, store);
  if (use == KEYRING_NEEDED && request->receive_password != NULL && !tg_keyring_is_there ()) {
    g_set_error_literal (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_MISSING, _ ("This computer's password keyring cannot be reached."));
    return NULL;
  }

  /* TRANSLATORS: %s is a mail address */
  title = g_strdup_printf (_ ("%s in Evolution"), request->account->address);
  change = tg_change_new (TG_PROGRAM_EVOLUTION, folder != NULL ? folder : place->where, title, existing != NULL);
  add_passwords (change, use, request, uids);
  for (guint role = 0; role < TG_EVOLUTION_N_ROLES; role++)
    add_source_item (change, store, settings, (TgEvolutionRole)role, uids[role], existing != NULL ? existing->source[role] : NULL);
  tg_change_add_step (change, existing != NULL ? &tg_evolution_write_step : &tg_evolution_create_step,
                      tg_sources_step_new (g_steal_pointer (&store), settings, uids));

  return g_steal_pointer (&change);
}
