/* server-group.h: the settings of one server as a group of rows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "session/session.h"

G_BEGIN_DECLS

/**
 * TgServerGroup: property "send" (construct only): SMTP rather than IMAP or POP3.
 * Signal "changed".
 */
#define TG_TYPE_SERVER_GROUP (tg_server_group_get_type ())
G_DECLARE_FINAL_TYPE (TgServerGroup, tg_server_group, TG, SERVER_GROUP, AdwBin)

/* @user NULL: open.  @origin: one line for below the server's name (nullable). */
void        tg_server_group_set_server   (TgServerGroup *self, const TgServer *server, const char *user, const char *origin);
/* NULL while the name or the port cannot be one.  What was probably meant as a name (a link, a mail address) is
 * taken as it was typed (tg_server_new_as_typed()): the test tells what it is. (transfer full) */
TgServer   *tg_server_group_get_server   (TgServerGroup *self);
/* NULL where it was left empty. (transfer full) */
char       *tg_server_group_get_user     (TgServerGroup *self);
TgProtocol  tg_server_group_get_protocol (TgServerGroup *self);
void        tg_server_group_set_user_placeholder (TgServerGroup *self, const char *text);
/* Whether the person agreed to send the password unprotected. */
gboolean    tg_server_group_get_allow_plaintext (TgServerGroup *self);
/* Puts right what can only have been meant in one way, and marks what is wrong; called when the person wants to
 * go on. */
gboolean    tg_server_group_validate     (TgServerGroup *self);
/* Tells the session what was put right. */
void        tg_server_group_tell_cleanings (TgServerGroup *self, TgSession *session);
GtkWidget  *tg_server_group_first_entry  (TgServerGroup *self);

G_END_DECLS
