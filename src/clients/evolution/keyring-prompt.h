/* keyring-prompt.h: what the keyring asks the person in a window of its own.  Over plain D-Bus: called off, libsecret 0.20 waits for an
 * answer that never comes.  Secret Service API, draft 0.2, “Prompts and Prompting”.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Both block for as long as the person takes; @cancellable (nullable) closes the window, and does not wait for that.  FALSE without an
 * error where the person said no; an error is the bus's, or G_IO_ERROR_CANCELLED. */

/* Unlocks the default keyring. */
gboolean tg_keyring_unlock (GCancellable *cancellable, GError **error);
/* Makes the default keyring, where there is none. */
gboolean tg_keyring_create (GCancellable *cancellable, GError **error);

G_END_DECLS
