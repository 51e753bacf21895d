/* confirm-hosts.h: asks whether a server outside the address's own domain may have the password.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "session/session.h"

G_BEGIN_DECLS

/* Whether nothing but the answer stands between here and the sign-in. */
gboolean tg_confirm_hosts_applies (TgSession *session);
/* Takes the finding that the question tells by itself out of @findings, of const TgFinding*, where it is asked. */
void tg_confirm_hosts_tell (TgSession *session, GPtrArray *findings);
/* Fills @box with the question about every host in @hosts.  @confirmed runs once all are
 * answered with yes, after the session was told. */
void tg_confirm_hosts_fill (GtkBox *box, TgSession *session, char **hosts, GCallback confirmed, gpointer user_data);

G_END_DECLS
