/* name-remedies.h: other names of a server, where its certificate is not for the one that was typed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "diagnose/rules/case.h"

G_BEGIN_DECLS

/* Changes, for remedies.c. */
void tg_names_use_certificate_name (const TgCase *self, GPtrArray *proposals);
void tg_names_use_found_name (const TgCase *self, GPtrArray *proposals);
void tg_names_use_listed_server (const TgCase *self, GPtrArray *proposals);

/* The provider's server for this side, with the protocol that was chosen where it has one.  Only where
 * there is a provider. (transfer full) (nullable) */
TgServer *tg_names_listed_server (const TgCase *self);

/* Both sides show one and the same certificate, which is for neither name: one trouble, one remedy. */
gboolean tg_names_are_shared (const TgCase *self);

/* The values for the place holders of the findings about names: whose certificate it is, and how that
 * company names its servers. */
void tg_names_add_arguments (const TgCase *self, GHashTable *arguments);

/* The same for a refused sign-in, where the domain's mail goes to another company's server; and how that is known. */
void tg_names_add_route (const TgCase *self, GHashTable *arguments);
void tg_names_add_route_evidence (const TgCase *self, GPtrArray *lines);

G_END_DECLS
