/* passwords.c: see passwords.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/evolution/passwords.h"

#include <glib/gi18n-lib.h>

#include "clients/evolution/keyring.h"
#include "clients/evolution/steps.h"
#include "model/authentication.h"

static TgPasswordsUse
choose_use (const TgPlace *place, TgEvolutionStore *store)
{
  g_autofree char *native = tg_evolution_native_folder ();

  if (place->package != TG_PACKAGE_NATIVE)
    return TG_PASSWORDS_NONE;
  if (tg_evolution_store_folder (store) == NULL)
    return TG_PASSWORDS_NEEDED;

  return g_strcmp0 (tg_evolution_store_folder (store), native) == 0 ? TG_PASSWORDS_WELCOME : TG_PASSWORDS_NONE;
}

/* Where no keyring can be used, Evolution asks; but an account saved with its password must have it. */
gboolean
tg_passwords_look (const TgPlace *place, TgEvolutionStore *store, const TgSaveRequest *request, TgPasswordsUse *use, const char **asks,
                   GCancellable *cancellable, GError **error)
{
  gboolean has_password = request->receive_password != NULL || request->send_password != NULL;
  TgKeyringState state;

  *use = choose_use (place, store);
  state = *use != TG_PASSWORDS_NONE ? tg_keyring_look (cancellable) : TG_KEYRING_OPEN;
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  *asks = has_password ? tg_keyring_asks (state) : NULL;
  if (tg_keyring_is_usable (state))
    return TRUE;
  if (*use == TG_PASSWORDS_NEEDED && has_password) {
    tg_keyring_set_error (error, state);
    return FALSE;
  }
  *use = TG_PASSWORDS_NONE;

  return TRUE;
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
add_password (TgChange *change, TgPasswordsUse use, const char *title, TgEvolutionRole role, const char *uid, const TgServer *server,
              const char *mechanism, TgSecret *password)
{
  g_autofree char *label = NULL;

  if (server == NULL || g_strcmp0 (mechanism, "none") == 0 || tg_authentication_is_oauth (mechanism))
    return TRUE;
  if (use == TG_PASSWORDS_NONE)
    return FALSE;
  if (password == NULL)
    return tg_keyring_has (uid) == 1; /* an update may leave it as it is */

  label = keyring_label (title, role, server);
  tg_change_add_step (change, &tg_evolution_keyring_step, tg_keyring_step_new (uid, label, password, use == TG_PASSWORDS_WELCOME));
  tg_change_add_item (change, TG_ITEM_KEYRING, label, _ ("Password in the keyring"), NULL, NULL);

  return TRUE;
}

void
tg_passwords_add (TgChange *change, TgPasswordsUse use, const TgSaveRequest *request, char *const uids[TG_EVOLUTION_N_ROLES])
{
  const TgAccount *account = request->account;
  TgSecret *send_password = request->send_password != NULL ? request->send_password : request->receive_password;
  gboolean by_oauth =
      tg_authentication_is_oauth (request->receive_authentication) || tg_authentication_is_oauth (request->send_authentication);
  gboolean receive_saved = add_password (change, use, account->address, TG_EVOLUTION_ACCOUNT, uids[TG_EVOLUTION_ACCOUNT], account->receive,
                                         request->receive_authentication, request->receive_password);
  gboolean send_saved = add_password (change, use, account->address, TG_EVOLUTION_TRANSPORT, uids[TG_EVOLUTION_TRANSPORT], account->send,
                                      request->send_authentication, send_password);

  if (by_oauth)
    tg_change_add_next (change, _ ("Evolution will open a window in which you sign in to your provider."));
  /* What Evolution keeps elsewhere, we do not see. */
  if (use == TG_PASSWORDS_NONE && tg_change_is_update (change) && (!receive_saved || !send_saved))
    tg_change_add_next (change, _ ("Evolution may ask once for your mail password."));
  else if (!receive_saved && !send_saved)
    tg_change_add_next (change, _ ("Evolution will ask for your mail password once for receiving and once for sending."));
  else if (!receive_saved || !send_saved)
    tg_change_add_next (change, _ ("Evolution will ask for your mail password once."));
}
