/* site.h: one running scenario: its account, and its mailbox.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/secret.h"
#include "practice/servers/mailbox.h"
#include "practice/scenarios/scenario.h"

G_BEGIN_DECLS

/* @local_part: of @address.  @seam: (nullable): borrowed */
typedef struct {
  const TgScenario *scenario;
  char *address;
  char *local_part;
  TgSecret *password;
  TgSecret *token;
  TgMailbox *mailbox;
  const TgPracticeSeam *seam;
} TgSite;

/* @seam: (nullable): borrowed */
TgSite *tg_site_new (const TgScenario *scenario, const char *address, TgSecret *password, TgSecret *token, const TgPracticeSeam *seam);
void tg_site_free (TgSite *self);

const char *tg_site_password (TgSite *self);

/* The user name that @side accepts; owned by @self. */
const char *tg_site_user (TgSite *self, const TgPracticeSide *side);
gboolean tg_site_knows (TgSite *self, const TgPracticeSide *side, const char *user, const char *password);
gboolean tg_site_knows_token (TgSite *self, const TgPracticeSide *side, const char *user, const char *token);

/* What a client did, for whoever watches. */
void tg_site_hear (TgSite *self, const char *speaker, const char *bytes, gsize length, gboolean encrypted);
void tg_site_signed_in (TgSite *self, gboolean accepted);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgSite, tg_site_free)

G_END_DECLS
