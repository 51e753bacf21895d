/* typed-rules.h: what was typed, held against what was seen: conditions for the rows of rules.c, changes
 * for the rows of remedies.c, and notices on what was cleaned.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "diagnose/rules/case.h"

G_BEGIN_DECLS

/* The server's name cannot be one, for this reason. */
gboolean tg_typed_is_link (const TgCase *self);
gboolean tg_typed_is_address (const TgCase *self);
gboolean tg_typed_is_misspelt (const TgCase *self);

/* A name that the provider has given up, and that did not lead to a sign-in. */
gboolean tg_typed_is_old_name (const TgCase *self);

/* Both names stand in the provider table, each on the other side. */
gboolean tg_typed_hosts_are_exchanged (const TgCase *self);

/* Port and encryption do not go together, and nothing was seen that would tell more. */
gboolean tg_typed_port_contradicts (const TgCase *self);

/* The sign-in was refused, and … */
gboolean tg_typed_user_is_connection_id (const TgCase *self);
gboolean tg_typed_is_for_another (const TgCase *self);

/* Changes, for remedies.c. */
void tg_typed_use_meant_name (const TgCase *self, GPtrArray *proposals);
void tg_typed_use_near_name (const TgCase *self, GPtrArray *proposals);
void tg_typed_use_new_name (const TgCase *self, GPtrArray *proposals);
void tg_typed_use_known_user (const TgCase *self, GPtrArray *proposals);
void tg_typed_use_port_encryption (const TgCase *self, GPtrArray *proposals);

/* The values for the place holders of the findings above, and how we know. */
void tg_typed_add_arguments (const TgCase *self, const char *id, GHashTable *arguments);
void tg_typed_add_evidence (const TgCase *self, const char *id, GPtrArray *lines);

/* Notices behind all other findings: what was cleaned; what stands out in a refused user name or
 * password. */
void tg_typed_apply (const TgDiagnosisInput *input, GPtrArray *findings);

G_END_DECLS
