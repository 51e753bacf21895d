/* fingerprint-check.h: asks for the last groups of a fingerprint, to be typed from another place.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signal "changed": whether they match may have changed. */
#define TG_TYPE_FINGERPRINT_CHECK (tg_fingerprint_check_get_type ())
G_DECLARE_FINAL_TYPE (TgFingerprintCheck, tg_fingerprint_check, TG, FINGERPRINT_CHECK, GtkBox)

/* Begins anew. @hex: SHA-256, 64 digits */
void     tg_fingerprint_check_begin   (TgFingerprintCheck *self, const char *hex);
gboolean tg_fingerprint_check_matches (TgFingerprintCheck *self);

G_END_DECLS
