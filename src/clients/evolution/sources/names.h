/* names.h: what Evolution calls protocols, encryption and mechanisms: the values of its key files, evolution-data-server 3.46 to
 * 3.56.  Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/server.h"

G_BEGIN_DECLS

/* What Evolution would call our mechanism (nullable: nothing was tried) at this server; NULL where it has no such thing. */
const char *tg_evolution_method (const TgServer *server, const char *mechanism);
/* The other way round; what we do not know (GSSAPI, NTLM) keeps its name. @method: (nullable) */
const char *tg_evolution_mechanism (TgProtocol protocol, const char *method);
/* Whether Evolution knows this @method (nullable): names are case-sensitive. */
gboolean tg_evolution_knows_method (TgProtocol protocol, const char *method);

const char *tg_evolution_backend (TgProtocol protocol);
int tg_evolution_protocol (const char *backend); /* -1: none of ours; @backend: (nullable) */

const char *tg_evolution_security_method (TgSecurity security);
/* A missing or unknown method is clear text for Evolution too. @method: (nullable) */
TgSecurity tg_evolution_security (const char *method);

G_END_DECLS
