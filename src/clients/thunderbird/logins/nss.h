/* nss.h: asks tegami-nss, a program of our own, to encrypt for Thunderbird, and to compare with what it has saved.
 *
 * In a process of its own: one number in a damaged key4.db can keep NSS busy for minutes, in which nothing can call it off
 * (seen with 3.87), and NSS's state is the whole process's.  Besides, the program starts without NSS.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "clients/thunderbird/logins/keystore/state.h"
#include "model/secret.h"

G_BEGIN_DECLS

typedef struct _TgNss TgNss;

TgNss      *tg_nss_new     (void);
void        tg_nss_free    (TgNss *self);

/* Each adds a question, and returns its number. */
guint       tg_nss_encrypt (TgNss *self, TgSecret *text);
/* @value: (nullable): encrypted, as in logins.json */
guint       tg_nss_compare (TgNss *self, const char *value, TgSecret *text);

/* Asks all of it about the key4.db in @folder.  Blocks.
 * @writes: makes the file, or a key of ours in it, where they are missing: for a copy, never in a profile; else nothing is changed
 *
 * FALSE where it was cancelled; whatever else goes wrong is a state. */
gboolean    tg_nss_ask     (TgNss *self, const char *folder, gboolean writes, GCancellable *cancellable, GError **error);

TgKeystoreState tg_nss_state (TgNss *self);
/* The value for logins.json; NULL where there is none. (transfer none) (nullable) */
const char *tg_nss_value   (TgNss *self, guint number);
/* 1 the same, 0 another, -1 not known. */
int         tg_nss_is_same (TgNss *self, guint number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgNss, tg_nss_free)

G_END_DECLS
