/* wait.h: waiting for what the houses below do asynchronously, one call after the other.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* All zero to begin with. */
typedef struct {
  GCancellable *cancellable; /* (nullable): cancelled by Ctrl-C, once tg_wait_heed_signals() was called */
  GAsyncResult *came;
  GAsyncResult *result;
} TgWait;

/* Calls @heard for each of the signals that ask a program to end. */
void tg_wait_add_signals (GSourceFunc heard, gpointer user_data);

/* From now on they do nothing but cancel, this and whatever heeds them later; a second one ends the process.  What must be
 * finished once it is begun calls this, and does not pass the cancellable on. */
void tg_wait_heed_signals (TgWait *self);
/* The callback of the call; its data is the TgWait. */
void tg_wait_done (GObject *source, GAsyncResult *result, gpointer self);
/* What the call came to. (transfer none): until the next one */
GAsyncResult *tg_wait_for (TgWait *self);
void tg_wait_clear (TgWait *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TgWait, tg_wait_clear)

G_END_DECLS
