/* offer.h: an account of another program of this computer that could hand a token over, and whether it fits.  Pure.
 *
 * Interfaces as in GNOME Online Accounts 3.46 to 3.55 (data/dbus-interfaces.xml) and evolution-data-server 3.46 to 3.56.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/account.h"
#include "oauth/token.h"

G_BEGIN_DECLS

/* The sources that are programs of this computer. */
#define TG_N_HOLDERS TG_TOKEN_FROM_BROWSER

/* For a sentence; translated. (transfer none) */
const char *tg_holder_title (TgTokenSource holder);

/**
 * TgTokenOffer:
 * @name: of the program on the bus; static
 * @path: of the account there
 * @provider: static: the id of the provider (find/providers.h) whose servers its tokens are for
 * @names: the addresses and user names that it goes by
 * @mail: whether its tokens are for mail at all
 */
typedef struct {
  TgTokenSource    holder;
  const char *name;
  char       *path;
  const char *provider;
  char      **names;
  gboolean    mail;
} TgTokenOffer;

void tg_token_offer_free (TgTokenOffer *self);

/* From the answer of GetManagedObjects, (a{oa{sa{sv}}}).  @name: static.  Accounts of other kinds (with a password, of a provider without
 * mail) are left out. (transfer full): of TgTokenOffer* */
GPtrArray *tg_online_accounts_offers (GVariant *objects, const char *name);
GPtrArray *tg_evolution_offers       (GVariant *objects, const char *name);

/* The offer for @account; NULL with @fault: TG_TOKEN_NO_ACCOUNT, TG_TOKEN_OTHER_SERVER (with the server's name in @detail, (transfer
 * full)), TG_TOKEN_NO_MAIL. (transfer none) (nullable) */
const TgTokenOffer *tg_token_offers_choose (GPtrArray *offers, const TgAccount *account, TgTokenFault *fault, char **detail);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgTokenOffer, tg_token_offer_free)

G_END_DECLS
