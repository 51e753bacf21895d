/* autostart.h: the small check at the start of the person's desktop that ends exceptions in time:
 * whether it is set up, and setting it up.  Only ever with consent, only while there are exceptions.
 *
 * Desktop Application Autostart Specification 0.5; in a sandbox, org.freedesktop.portal.Background.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The option of `tegami` that does it, without a window. */
#define TG_AUTOSTART_OPTION "check-exceptions"

/* $XDG_CONFIG_HOME/autostart/io.github.tegami.Tegami.Exceptions.desktop.  In a sandbox this is only
 * our own note of what was agreed: the portal writes the entry that the desktop reads.
 * (transfer full) */
char    *tg_autostart_path  (void);

/* The entry for this program: an absolute path, or a name that the desktop looks for.  Pure.
 * (transfer full) */
char    *tg_autostart_entry (const char *program);

/* Whether it is set up, and the person has not switched it off in the desktop's own settings. */
gboolean tg_autostart_is_on (void);

/* Sets it up, or removes it; either may be repeated.  Blocks, in a sandbox for as long as the
 * person is asked: call it in a thread. */
gboolean tg_autostart_set   (gboolean on, GCancellable *cancellable, GError **error);

/* The same in a thread. */
void     tg_autostart_set_async  (gboolean on, GAsyncReadyCallback callback, gpointer user_data);
gboolean tg_autostart_set_finish (GAsyncResult *result, GError **error);

/* Removes it where no exception of ours is left.  Blocks. */
gboolean tg_autostart_tidy  (GCancellable *cancellable, GError **error);

/* The portal's half.  Blocks until the desktop, or the person, has answered: at most two minutes. */
gboolean tg_autostart_ask_portal (GDBusConnection *bus, gboolean on, GCancellable *cancellable, GError **error);

G_END_DECLS
