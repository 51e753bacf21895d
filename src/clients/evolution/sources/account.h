/* account.h: which of Evolution's key files make an account together, and what they say.  Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/evolution/sources/source.h"

G_BEGIN_DECLS

/**
 * TgEvolutionTriple: an account that is there, and what belongs to it. @identity and @transport may be missing.
 */
typedef struct {
  TgEvolutionSource *source[TG_EVOLUTION_N_ROLES]; /* (transfer none) (nullable but for the account) */
} TgEvolutionTriple;

/* The mail accounts among @sources, also those of a kind that we do not know. (element-type TgEvolutionTriple) (transfer full) */
GPtrArray *tg_evolution_accounts (GPtrArray *sources);

/* What such an account says in our words; NULL where it makes no sense (IMAP without a server name).
 * password_saved is left at -1. (transfer full) */
TgFoundAccount *tg_evolution_read_account (const TgEvolutionTriple *triple);

G_END_DECLS
