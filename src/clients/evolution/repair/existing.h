/* existing.h: which of the accounts that are there is meant.  Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/evolution/sources/account.h"

G_BEGIN_DECLS

/* The account among @triples that @request would double; for an update also the one that the person chose, or else the only one
 * of the same address and protocol, since a repair is often a new server name.  Of several, those that are switched off come
 * last.
 * @existing: (nullable): there is none.  FALSE and TG_CLIENT_ERROR_UNSUPPORTED where it cannot be told which one is meant,
 * TG_CLIENT_ERROR_MISSING where that which was chosen is gone. */
gboolean tg_evolution_find_existing (GPtrArray *triples, const TgSaveRequest *request, const TgEvolutionTriple **existing, GError **error);

/* The protocol of an account with the same address and another one; -1: there is none. */
int tg_evolution_find_other_protocol (GPtrArray *triples, const TgAccount *account);

/* By what the person knows it: its address, else the name that Evolution shows. (transfer full) */
char *tg_evolution_name_of (TgEvolutionSource *identity);

/* Whether @source, or what it stands below among @sources, comes from GNOME's Online Accounts, which at each start write over
 * what was changed in it (seen in 3.46.4). */
gboolean tg_evolution_is_from_online_accounts (GPtrArray *sources, TgEvolutionSource *source);

G_END_DECLS
