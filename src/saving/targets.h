/* targets.h: where an account can go: into each mail program as a new account, or into an account that is there already.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/client.h"

G_BEGIN_DECLS

/**
 * TgTarget:
 * @repairs: (nullable): the account that becomes as tested; NULL: it is added as a new one
 * @existing: (nullable): for TgSavingRequest.existing
 * @server: (nullable): the name of the server that @repairs has, where more than one can be repaired in this place
 * @came_with: the person chose this account, or one that it is added beside, before anything was tested
 * @opens_mail: the desktop opens mail addresses with this program
 * @icon: (nullable): the program's own
 */
typedef struct {
  TgPlace        *place;
  TgFoundAccount *repairs;
  char           *existing;
  char           *server;
  gboolean        came_with;
  gboolean        opens_mail;
  GIcon          *icon;
} TgTarget;

/**
 * TgTargetsRequest: borrowed for the duration of a call.
 * @account: what is to be saved
 * @program, @where, @key: (nullable) as in TgFoundAccount: the account that the person came with
 */
typedef struct {
  TgAccount  *account;
  TgProgram   program;
  const char *where;
  const char *key;
} TgTargetsRequest;

void      tg_target_free           (TgTarget *self);
TgTarget *tg_target_copy           (const TgTarget *self);

/* Of TgTarget*, in the order of @places (of TgPlace*): in each place first what can be repaired of @found (of TgFoundAccount*), then
 * a new account, unless it would be the same one twice, which no mail program takes.  Pure. (transfer full) */
GPtrArray *tg_targets_list         (GPtrArray *places, GPtrArray *found, const TgTargetsRequest *request);

/* Which one to propose: what the person came with, else what has the address, else the program that the desktop opens mail
 * addresses with, else the first.  What cannot be written comes last. (transfer none) (nullable) */
const TgTarget *tg_targets_propose (GPtrArray *targets);

/* Reads the mail programs' accounts and icons in a thread.  @places: of TgPlace* (transfer full) */
void       tg_targets_async        (const TgTargetsRequest *request, GPtrArray *places, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *tg_targets_finish       (GAsyncResult *result, GError **error); /* of TgTarget* (transfer full) */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgTarget, tg_target_free)

G_END_DECLS
