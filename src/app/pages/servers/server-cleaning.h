/* server-cleaning.h: what was corrected in the boxes of one server.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/widgets/field.h"
#include "session/session.h"

G_BEGIN_DECLS

/**
 * TgServerCleaning:
 * @host, @port, @user: borrowed
 * @host_done, @user_done: (nullable): what was corrected in them, until they are typed anew
 */
typedef struct {
  TgField *host;
  TgField *port;
  TgField *user;
  gboolean send;
  TgCleaning *host_done;
  TgCleaning *user_done;
} TgServerCleaning;

/* Each corrects the boxes themselves, in plain view; not to be called from their own signals. */
void tg_server_cleaning_mend_host (TgServerCleaning *self, guint allowed);
/* A port in the name moves to its own box. */
void tg_server_cleaning_move_port (TgServerCleaning *self);
/* Name and user name, where what was meant has only one possible meaning. */
void tg_server_cleaning_mend_all  (TgServerCleaning *self);

void tg_server_cleaning_forget_host (TgServerCleaning *self);
void tg_server_cleaning_forget_user (TgServerCleaning *self);
void tg_server_cleaning_tell        (const TgServerCleaning *self, TgSession *session);

G_END_DECLS
