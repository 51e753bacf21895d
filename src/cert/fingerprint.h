/* fingerprint.h: compares a certificate's SHA-256 fingerprint by hand with a copy obtained another
 * way.
 *
 * The person types the last groups of that copy.  That is sixteen of sixty-four digits: as the
 * groups before them are on screen, somebody forging a certificate to match would have to try 2^64
 * keys.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define TG_FINGERPRINT_GROUP 4 /* digits */
#define TG_FINGERPRINT_TYPED 4 /* groups, counted from the end */

typedef enum {
  TG_FINGERPRINT_EMPTY,
  TG_FINGERPRINT_SHORT,    /* correct so far, but digits are missing */
  TG_FINGERPRINT_NO_DIGIT, /* holds a character that no fingerprint has */
  TG_FINGERPRINT_DIFFERS,
  TG_FINGERPRINT_MATCHES,
} TgFingerprintMatch;

/* @hex in groups, the last @hidden of them as dots. (transfer full) */
char              *tg_fingerprint_groups (const char *hex, guint hidden);

/* How many hexadecimal digits @typed holds; full-width ones count, separators do not. */
guint              tg_fingerprint_digits (const char *typed);

/* Whether @typed is the end of the fingerprint @hex: its last four groups or more.  Spaces, colons,
 * hyphens, case and character width are ignored. */
TgFingerprintMatch tg_fingerprint_match  (const char *hex, const char *typed);

G_END_DECLS
