/* test-cert-pin.c: exceptions in the form of tegamictl's --pin.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/exception.h"

#define BYTE   "aB"
#define HEX8   BYTE BYTE BYTE BYTE BYTE BYTE BYTE BYTE
#define HEX    HEX8 HEX8 HEX8 HEX8
#define COLON  BYTE ":" BYTE ":" BYTE ":" BYTE ":" BYTE ":" BYTE ":" BYTE ":" BYTE
#define COLONS COLON ":" COLON ":" COLON ":" COLON

static void
test_good (void)
{
  static const struct {
    const char *text;
    const char *host;
    guint16 port;
  } rows[] = {
    { "nas.local:993=" HEX, "nas.local", 993 },
    { "NAS.Local:993=" COLONS, "nas.local", 993 },
    { "192.0.2.1:465=" HEX, "192.0.2.1", 465 },
    { "[2001:db8::1]:993=" HEX, "2001:db8::1", 993 },
    { "\xe6\x89\x8b\xe7\xb4\x99.example:1=" HEX, "xn--kpuq01d.example", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (TgException) pin = tg_exception_parse (rows[i].text, &error);
    g_autofree char *hex = g_ascii_strdown (HEX, -1);

    g_assert_no_error (error);
    g_assert_cmpstr (pin->host, ==, rows[i].host);
    g_assert_cmpint (pin->port, ==, rows[i].port);
    g_assert_cmpstr (pin->sha256, ==, hex);
    g_assert_cmpint (pin->until, ==, 0);
  }
}

static void
test_until (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TgException) pin = tg_exception_parse ("nas.local:993=" HEX ",until=2026-12-31", &error);
  g_autoptr (GDateTime) next_day = g_date_time_new_local (2027, 1, 1, 0, 0, 0);

  g_assert_no_error (error);
  g_assert_cmpint (pin->until, ==, g_date_time_to_unix (next_day) - 1);
}

static void
test_bad (void)
{
  static const char *const rows[] = {
    "",
    "nas.local",
    "nas.local:993",
    "nas.local:993=",
    "nas.local=" HEX,
    "nas.local:=" HEX,
    "nas.local:0=" HEX,
    "nas.local:65536=" HEX,
    "nas.local:+993=" HEX,
    ":993=" HEX,
    "[]:993=" HEX,
    "2001:db8::1:993=" HEX,
    "nas local:993=" HEX,
    "nas.local:993=" HEX "0",
    "nas.local:993=" HEX "00",
    "nas.local:993=" HEX8,
    "nas.local:993=:" HEX,
    "nas.local:993=" HEX ":",
    "nas.local:993=a:" HEX8 HEX8 HEX8 HEX8,
    "nas.local:993=" HEX8 HEX8 HEX8 "zz" HEX8,
    "nas.local:993=" HEX ",",
    "nas.local:993=" HEX ",until=",
    "nas.local:993=" HEX ",until=2026-02-30",
    "nas.local:993=" HEX ",until=2026-13-01",
    "nas.local:993=" HEX ",until=0000-01-01",
    "nas.local:993=" HEX ",until=2026-1-1",
    "nas.local:993=" HEX ",until=31.12.2026",
    "nas.local:993=" HEX ",until=2026-12-31,more",
    "nas.local:993=" HEX ",for=ever",
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (TgException) pin = tg_exception_parse (rows[i], &error);

    if (pin != NULL)
      g_error ("accepted: %s", rows[i]);
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
    g_assert_cmpstr (error->message, !=, "");
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cert/pin/host, port and fingerprint are read", test_good);
  g_test_add_func ("/cert/pin/the end date lasts through its day", test_until);
  g_test_add_func ("/cert/pin/anything else is refused with a sentence", test_bad);
  return g_test_run ();
}
