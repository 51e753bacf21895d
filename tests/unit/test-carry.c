/* test-carry.c: which exceptions go into a mail program with an account.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients-home.h"

#include "cert/certificate.h"
#include "saving/carry.h"
#include "support/make-certs.h"

#define DAY  G_GINT64_CONSTANT (86400)
#define HOST "nas.local"

static const char *const names[] = { HOST, NULL };

/* Evidence of a check that passed because of an exception. */
static TgEvidence *
pinned (const TestCert *shown)
{
  g_autoptr (TgServer) server = tg_server_new (TG_PROTOCOL_IMAP, TG_SECURITY_TLS, HOST, 993, NULL);
  TgEvidence *seen = tg_evidence_new (server, "taro");

  seen->tls = tg_tls_facts_new ();
  seen->tls->trusted = seen->tls->pinned = TRUE;
  g_ptr_array_add (seen->certificates, tg_certificate_read (shown->der));
  return seen;
}

/* An exception recorded @age seconds ago for a week; how many are carried over, or -1. */
static int
carried (const TestCert *allowed, const TestCert *shown, guint16 port, gint64 age)
{
  g_autofree char *folder = tg_test_path (TG_TEST_PROFILE);
  g_autoptr (TgPlace) place = tg_place_new (TG_PROGRAM_THUNDERBIRD, TG_PACKAGE_NATIVE, folder);
  g_autoptr (TgEvidence) seen = pinned (shown);
  const TgCheckResult result = { .receive = seen };
  g_autoptr (GPtrArray) recorded = tg_exception_list_new ();
  g_autoptr (GPtrArray) authorities = g_ptr_array_new ();
  g_autoptr (GPtrArray) all = NULL;

  g_ptr_array_add (recorded, tg_exception_for_days (HOST, port, allowed->der, g_get_real_time () / G_USEC_PER_SEC - age, 7, TRUE));
  all = tg_carry_prepare (place, &result, recorded, authorities, NULL, NULL);
  return all != NULL ? (int)all->len : -1;
}

static void
test_only_what_let_the_check_through_is_carried (void)
{
  g_autoptr (TestCert) own = test_cert_new (&(TestCertSpec){ .common_name = "own", .dns = names }, NULL);
  g_autoptr (TestCert) other = test_cert_new (&(TestCertSpec){ .common_name = "other", .dns = names }, NULL);

  tg_test_home_clear ();
  tg_test_make_profile ();
  g_assert_cmpint (carried (own, own, 993, 0), ==, 1);
  g_assert_cmpint (carried (own, own, 993, 6 * DAY), ==, 1);
  g_assert_cmpint (carried (own, own, 465, 0), ==, -1);
  g_assert_cmpint (carried (other, own, 993, 0), ==, -1);
  g_assert_cmpint (carried (own, own, 993, 8 * DAY), ==, -1);
}

int
main (int argc, char **argv)
{
  int result;

  tg_test_home_start ();
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/carry/only the exception that let the check through, and has not ended, is carried",
                   test_only_what_let_the_check_through_is_carried);
  result = g_test_run ();
  tg_test_home_stop ();
  return result;
}
