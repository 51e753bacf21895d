/* site.h: one running scenario: its mailbox, and what its clients did.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/secret.h"
#include "practice/servers/mailbox.h"
#include "practice/scenarios/scenario.h"

G_BEGIN_DECLS

typedef struct _TgSite TgSite;

TgSite *tg_site_new (const TgScenario *scenario, const char *address, TgSecret *password);
void tg_site_free (TgSite *self);

const TgScenario *tg_site_scenario (TgSite *self);
TgMailbox *tg_site_mailbox (TgSite *self);
const char *tg_site_address (TgSite *self);
const char *tg_site_password (TgSite *self);

/* The user name that @side accepts; owned by @self. */
const char *tg_site_user (TgSite *self, const TgPracticeSide *side);
gboolean tg_site_knows (TgSite *self, const TgPracticeSide *side, const char *user, const char *password);

/* These may be called from any thread.  They keep at most a few thousand lines. */
void tg_site_hear (TgSite *self, const char *speaker, const char *bytes, gsize length, gboolean encrypted);
void tg_site_signed_in (TgSite *self, gboolean accepted);
GPtrArray *tg_site_heard (TgSite *self, gboolean in_clear_only); /* of char*, (transfer full) */
guint tg_site_sign_ins (TgSite *self, gboolean refused_only);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgSite, tg_site_free)

G_END_DECLS
