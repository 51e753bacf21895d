/* server-group.h: the settings of one server as a group of rows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "session/session.h"

G_BEGIN_DECLS

/**
 * TgServerGroup: property "send" (construct only): SMTP rather than IMAP or POP3; signal "changed": the name is another.
 */
#define TG_TYPE_SERVER_GROUP (tg_server_group_get_type ())
G_DECLARE_FINAL_TYPE (TgServerGroup, tg_server_group, TG, SERVER_GROUP, AdwBin)

/* @user: NULL if open.  @origin: (nullable): a line to show below the server's name. */
void        tg_server_group_set_server   (TgServerGroup *self, const TgServer *server, const char *user, const char *origin);
/* NULL as long as the name or the port is impossible.  Something else in place of a name (a link, a
 * mail address) is kept as typed (tg_server_new_as_typed()), for the test to explain. (transfer
 * full) (nullable) */
TgServer   *tg_server_group_get_server   (TgServerGroup *self);
/* NULL if left empty. (transfer full) (nullable) */
char       *tg_server_group_get_user     (TgServerGroup *self);
void        tg_server_group_set_user_placeholder (TgServerGroup *self, const char *text);
/* Only the name is missing: it looks like @like (nullable), and stands where @where (nullable) says.  The rest is folded away. */
void        tg_server_group_ask_name     (TgServerGroup *self, const char *like, const char *where);
/* As long as nobody typed another, the name goes with @leader's (nullable: no longer), and @where (nullable) is said below it. */
void        tg_server_group_follow       (TgServerGroup *self, TgServerGroup *leader, const char *where);
gboolean    tg_server_group_has_name     (TgServerGroup *self);
/* Whether "no encryption" is chosen. */
gboolean    tg_server_group_is_plaintext (TgServerGroup *self);
/* Whether the person agreed to send the password unprotected; no server has it from the one before. */
gboolean    tg_server_group_get_allow_plaintext (TgServerGroup *self);
/* Does nothing where encryption is chosen. */
void        tg_server_group_set_allow_plaintext (TgServerGroup *self, gboolean allow);
/* Corrects what has only one possible meaning, and marks what is wrong; called when the person
 * wants to continue. */
gboolean    tg_server_group_validate     (TgServerGroup *self);
/* Tells the session what was corrected. */
void        tg_server_group_tell_cleanings (TgServerGroup *self, TgSession *session);
GtkWidget  *tg_server_group_first_entry  (TgServerGroup *self);

G_END_DECLS
