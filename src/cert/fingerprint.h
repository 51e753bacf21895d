/* fingerprint.h: comparing a certificate's SHA-256 fingerprint by hand, with one that came another way.
 *
 * The person types the last groups from there.  Sixteen of sixty-four digits: with the groups before
 * them on screen, whoever made a certificate to match would have to find 2^64 times as many keys.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define TG_FINGERPRINT_GROUP 4 /* digits */
#define TG_FINGERPRINT_TYPED 4 /* groups, the last ones */

typedef enum {
  TG_FINGERPRINT_EMPTY,
  TG_FINGERPRINT_SHORT,    /* so far, so good: digits are missing */
  TG_FINGERPRINT_NO_DIGIT, /* holds something that is in no fingerprint */
  TG_FINGERPRINT_DIFFERS,
  TG_FINGERPRINT_MATCHES,
} TgFingerprintMatch;

/* @hex in groups, its last @hidden ones as dots. (transfer full) */
char              *tg_fingerprint_groups (const char *hex, guint hidden);

/* How many hexadecimal digits @typed holds: full-width ones count, separators do not. */
guint              tg_fingerprint_digits (const char *typed);

/* Whether @typed is the end of the fingerprint @hex: its last four groups, or more of it.  Spaces,
 * colons, hyphens, case and width do not matter. */
TgFingerprintMatch tg_fingerprint_match  (const char *hex, const char *typed);

G_END_DECLS
