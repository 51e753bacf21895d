/* test-cert-fingerprint.c: the end of a fingerprint, as people type it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cert/fingerprint.h"

#define HEX "00112233445566778899aabbccddeeff0123456789abcdef0f1e2d3c4b5a6978"

static void
test_hidden (void)
{
  g_autofree char *all = tg_fingerprint_groups (HEX, 0);
  g_autofree char *most = tg_fingerprint_groups (HEX, TG_FINGERPRINT_TYPED);

  g_assert_cmpstr (all, ==, "0011 2233 4455 6677 8899 AABB CCDD EEFF 0123 4567 89AB CDEF 0F1E 2D3C 4B5A 6978");
  g_assert_cmpstr (most, ==, "0011 2233 4455 6677 8899 AABB CCDD EEFF 0123 4567 89AB CDEF •••• •••• •••• ••••");
}

static void
test_typed (void)
{
  static const struct {
    const char *typed;
    TgFingerprintMatch match;
  } rows[] = {
    { "", TG_FINGERPRINT_EMPTY },
    { "  ", TG_FINGERPRINT_EMPTY },
    { "0f1e", TG_FINGERPRINT_SHORT },
    { "0f1e2d3c4b5a697", TG_FINGERPRINT_SHORT },
    { "0f1e2d3c4b5a6978", TG_FINGERPRINT_MATCHES },
    { "0F1E 2D3C 4B5A 6978", TG_FINGERPRINT_MATCHES },
    { "0f:1e:2d:3c:4b:5a:69:78", TG_FINGERPRINT_MATCHES },
    { "0f1e-2d3c-4b5a-6978", TG_FINGERPRINT_MATCHES },
    /* Full-width, as Japanese input methods may leave it. */
    { "０ｆ１ｅ　２ｄ３ｃ　４ｂ５ａ　６９７８", TG_FINGERPRINT_MATCHES },
    /* More of it, and all of it. */
    { "cdef0f1e2d3c4b5a6978", TG_FINGERPRINT_MATCHES },
    { HEX, TG_FINGERPRINT_MATCHES },
    { "0f1e2d3c4b5a6979", TG_FINGERPRINT_DIFFERS },
    { "0011223344556677", TG_FINGERPRINT_DIFFERS },
    { "ffff0f1e2d3c4b5a6978", TG_FINGERPRINT_DIFFERS },
    { "00" HEX, TG_FINGERPRINT_DIFFERS },
    { "0f1e2d3c4b5a697g", TG_FINGERPRINT_NO_DIGIT },
    { "•••• •••• •••• ••••", TG_FINGERPRINT_NO_DIGIT },
    { "\xff", TG_FINGERPRINT_NO_DIGIT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_test_message ("row %" G_GSIZE_FORMAT, i);
    g_assert_cmpint (tg_fingerprint_match (HEX, rows[i].typed), ==, rows[i].match);
  }
}

static void
test_counted (void)
{
  g_assert_cmpuint (tg_fingerprint_digits (""), ==, 0);
  g_assert_cmpuint (tg_fingerprint_digits ("0f:1E 2d"), ==, 6);
  g_assert_cmpuint (tg_fingerprint_digits ("０ｆ"), ==, 2);
  g_assert_cmpuint (tg_fingerprint_digits (HEX), ==, 64);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fingerprint/the groups that are asked for are hidden", test_hidden);
  g_test_add_func ("/fingerprint/only its own end matches however it is written", test_typed);
  g_test_add_func ("/fingerprint/digits are counted whatever stands between them", test_counted);
  return g_test_run ();
}
