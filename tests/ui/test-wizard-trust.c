/* test-wizard-trust.c: what the person allowed holds for one account, and only until it is taken away.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/state/wizard.h"

#include "cert/certificate.h"
#include "record/exceptions.h"
#include "support/make-certs.h"
#include "unit/clients-home.h"

#define HOST "mail.office.test"

static const char *const names[] = { HOST, NULL };

/* A connection that shows @server now. */
static gboolean
trusts (TgWizard *wizard, const TestCert *server)
{
  TgNetwork *network = tg_session_get_network (tg_wizard_get_session (wizard));
  g_autoptr (GPtrArray) chain = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_certificate_free);
  g_autoptr (GPtrArray) problems = g_ptr_array_new ();

  g_assert_true (tg_network_load_trust (network, NULL));
  g_ptr_array_add (chain, tg_certificate_read (server->der));
  return tg_trust_judge (network->trust, chain, HOST, TEST_NOW, problems);
}

static gboolean
has_pin (TgWizard *wizard)
{
  TgNetwork *network = tg_session_get_network (tg_wizard_get_session (wizard));

  g_assert_true (tg_network_load_trust (network, NULL));
  return tg_trust_find_exception (network->trust, HOST, 993) != NULL;
}

static void
set_address (TgWizard *wizard, const char *address)
{
  g_autoptr (TgAccount) account = tg_account_new (address, NULL, NULL, NULL, NULL, NULL);

  tg_wizard_set_account (wizard, account);
}

static void
test_an_authority_is_for_one_account (void)
{
  g_autoptr (TestCert) root = test_cert_new (&(TestCertSpec){ .common_name = "Office Root", .ca = TRUE }, NULL);
  g_autoptr (TestCert) server = test_cert_new (&(TestCertSpec){ .common_name = "mail", .dns = names }, root);
  g_autoptr (TgWizard) wizard = tg_wizard_new ();

  set_address (wizard, "taro@office.test");
  g_assert_false (trusts (wizard, server));
  tg_allowed_add_authority (tg_wizard_get_allowed (wizard), tg_certificate_read (root->der));
  g_assert_true (tg_wizard_use_allowed (wizard, NULL));
  g_assert_true (trusts (wizard, server));
  set_address (wizard, "taro@office.test");
  g_assert_true (trusts (wizard, server));

  set_address (wizard, "hanako@office.test");
  g_assert_false (trusts (wizard, server));
  g_assert_cmpuint (tg_allowed_authorities (tg_wizard_get_allowed (wizard))->len, ==, 0);
}

static void
test_a_removed_exception_opens_nothing (void)
{
  g_autoptr (GBytes) der = g_bytes_new_static ("mine", 4);
  g_autoptr (TgException) exception = tg_exception_for_days (HOST, 993, der, g_get_real_time () / G_USEC_PER_SEC, 7, TRUE);
  g_autoptr (TgWizard) wizard = tg_wizard_new ();

  g_assert_true (tg_exception_record_add (exception, NULL));
  g_assert_true (tg_wizard_use_allowed (wizard, NULL));
  g_assert_true (has_pin (wizard));

  g_assert_true (tg_exception_record_remove (HOST, 993, NULL));
  tg_wizard_use_what_is_left (wizard);
  g_assert_false (has_pin (wizard));
}

static void
test_a_network_in_use_stays_as_it_is (void)
{
  g_autoptr (TgWizard) wizard = tg_wizard_new ();
  /* As a talk holds it. */
  g_autoptr (TgNetwork) held = tg_network_ref (tg_session_get_network (tg_wizard_get_session (wizard)));

  tg_wizard_load_trust (wizard);
  while (tg_session_get_network (tg_wizard_get_session (wizard))->trust == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (held->trust);
}

int
main (int argc, char **argv)
{
  int result;

  tg_test_home_start ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wizard/an authority is trusted for one account", test_an_authority_is_for_one_account);
  g_test_add_func ("/wizard/an exception that was removed opens nothing", test_a_removed_exception_opens_nothing);
  g_test_add_func ("/wizard/a network that a talk may hold never changes", test_a_network_in_use_stays_as_it_is);
  result = g_test_run ();
  tg_test_home_stop ();
  return result;
}
