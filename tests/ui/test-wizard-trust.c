/* test-wizard-trust.c: what the person allowed holds for one account, and only until it is removed.
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
has_exception (TgWizard *wizard, guint16 port)
{
  TgNetwork *network = tg_session_get_network (tg_wizard_get_session (wizard));

  g_assert_true (tg_network_load_trust (network, NULL));
  return tg_trust_find_exception (network->trust, HOST, port) != NULL;
}

static void
allow (TgWizard *wizard, GPtrArray *exceptions, const TgCertificate *authority)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  tg_wizard_allow_async (wizard, exceptions, authority, tg_test_keep_result, &result);
  tg_test_await (&result);
  g_assert_true (tg_wizard_allow_finish (wizard, result, &error));
  g_assert_no_error (error);
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
  TgCertificate *authority = tg_certificate_read (root->der);

  set_address (wizard, "taro@office.test");
  g_assert_false (trusts (wizard, server));
  allow (wizard, NULL, authority);
  g_assert_true (trusts (wizard, server));
  set_address (wizard, "taro@office.test");
  g_assert_true (trusts (wizard, server));

  set_address (wizard, "hanako@office.test");
  g_assert_false (trusts (wizard, server));
  g_assert_cmpuint (tg_wizard_get_allowed (wizard)->authorities->len, ==, 0);
  tg_certificate_free (authority);
}

static void
test_a_removed_exception_opens_nothing (void)
{
  g_autoptr (GBytes) der = g_bytes_new_static ("mine", 4);
  g_autoptr (GPtrArray) exceptions = tg_exception_list_new ();
  g_autoptr (TgWizard) wizard = tg_wizard_new ();
  gboolean removed;

  g_ptr_array_add (exceptions, tg_exception_for_days (HOST, 993, der, g_get_real_time () / G_USEC_PER_SEC, 7, TRUE));
  g_ptr_array_add (exceptions, tg_exception_for_days (HOST, 465, der, g_get_real_time () / G_USEC_PER_SEC, 7, TRUE));
  allow (wizard, exceptions, NULL);
  g_assert_true (has_exception (wizard, 993));
  g_assert_true (has_exception (wizard, 465));

  g_assert_true (tg_exception_record_remove (exceptions->pdata[0], &removed, NULL) && removed);
  tg_wizard_use_what_is_left (wizard);
  g_assert_false (has_exception (wizard, 993));
  while (!has_exception (wizard, 465))
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (has_exception (wizard, 993));
}

/* Read while something else is being removed. */
static void
test_a_late_answer_brings_nothing_back (void)
{
  g_autoptr (TestCert) root = test_cert_new (&(TestCertSpec){ .common_name = "Office Root", .ca = TRUE }, NULL);
  g_autoptr (TestCert) server = test_cert_new (&(TestCertSpec){ .common_name = "mail", .dns = names }, root);
  g_autoptr (TgWizard) wizard = tg_wizard_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  TgCertificate *authority = tg_certificate_read (root->der);

  set_address (wizard, "taro@office.test");
  allow (wizard, NULL, authority);
  tg_wizard_allow_async (wizard, NULL, NULL, tg_test_keep_result, &result);
  set_address (wizard, "hanako@office.test");
  tg_test_await (&result);
  g_assert_false (tg_wizard_allow_finish (wizard, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (trusts (wizard, server));
  tg_certificate_free (authority);
}

/* Loading the authorities, which was begun before. */
static void
test_what_is_allowed_meanwhile_holds (void)
{
  g_autoptr (GBytes) der = g_bytes_new_static ("mine", 4);
  g_autoptr (GPtrArray) exceptions = tg_exception_list_new ();
  g_autoptr (TgWizard) wizard = tg_wizard_new ();

  g_ptr_array_add (exceptions, tg_exception_for_days (HOST, 995, der, g_get_real_time () / G_USEC_PER_SEC, 7, TRUE));
  tg_wizard_load_trust (wizard);
  allow (wizard, exceptions, NULL);
  g_assert_true (has_exception (wizard, 995));
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

/* Somebody who listens, and says nothing. */
typedef struct {
  GSocketListener *listener;
  TgWizard *wizard;
  TgSession *session;
  GCancellable *cancellable;
  GAsyncResult *result; /* (nullable) until the check has ended */
} Silent;

static void
silent_start (Silent *self, guint16 *port)
{
  const char *const here[] = { HOST "=127.0.0.1", NULL };

  *self = (Silent){ .listener = g_socket_listener_new (), .wizard = tg_wizard_new (), .cancellable = g_cancellable_new () };
  *port = g_socket_listener_add_any_inet_port (self->listener, NULL, NULL);
  g_assert_true (tg_wizard_set_network (self->wizard, NULL, here, NULL));
}

/* A check of the server at @port. */
static void
silent_check (Silent *self, guint16 port)
{
  g_autoptr (TgServer) server = tg_server_new (TG_PROTOCOL_IMAP, TG_SECURITY_TLS, HOST, port, NULL);
  g_autoptr (TgAccount) account = tg_account_new ("taro@office.test", NULL, NULL, NULL, server, NULL);

  self->session = g_object_ref (tg_wizard_get_session (self->wizard));
  tg_wizard_set_account (self->wizard, account);
  tg_session_check_async (self->session, &(TgCheckOptions){ .sign_in = TRUE }, self->cancellable, tg_test_keep_result, &self->result);
  g_assert_true (tg_session_is_busy (self->session));
}

static void
silent_wait (Silent *self)
{
  tg_test_await (&self->result);
}

static void
silent_end (Silent *self)
{
  g_object_unref (self->listener);
  g_object_unref (self->session);
  g_object_unref (self->cancellable);
  g_clear_object (&self->result);
  g_object_unref (self->wizard);
}

static void
allow_until_removed (TgWizard *wizard, guint16 port)
{
  g_autoptr (GBytes) der = g_bytes_new_static ("mine", 4);
  g_autoptr (GPtrArray) exceptions = tg_exception_list_new ();

  g_ptr_array_add (exceptions, tg_exception_for_days (HOST, port, der, g_get_real_time () / G_USEC_PER_SEC, 7, TRUE));
  allow (wizard, exceptions, NULL);
  g_assert_true (has_exception (wizard, port));
}

/* From the record; the wizard is not told. */
static void
remove_allowed (TgWizard *wizard, guint16 port)
{
  const TgException *exception = tg_exception_list_find (tg_wizard_get_allowed (wizard)->exceptions, HOST, port, NULL);
  gboolean removed = FALSE;

  g_assert_true (tg_exception_record_remove (exception, &removed, NULL) && removed);
}

static void
test_what_is_removed_during_a_check_opens_nothing_after_it (void)
{
  Silent self;
  guint16 port;

  silent_start (&self, &port);
  allow_until_removed (self.wizard, 1);
  silent_check (&self, port);
  remove_allowed (self.wizard, 1);
  tg_wizard_use_what_is_left (self.wizard);
  g_assert_cmpuint (tg_wizard_get_allowed (self.wizard)->exceptions->len, ==, 0);
  /* A check of another server goes on. */
  g_assert_false (g_cancellable_is_cancelled (self.cancellable));
  g_cancellable_cancel (self.cancellable);
  silent_wait (&self);
  g_assert_false (has_exception (self.wizard, 1));
  silent_end (&self);
}

/* It has not signed in yet, and would over this exception. */
static void
test_a_check_ends_whose_exception_is_removed (void)
{
  Silent self;
  guint16 port;

  silent_start (&self, &port);
  allow_until_removed (self.wizard, port);
  silent_check (&self, port);
  remove_allowed (self.wizard, port);
  tg_wizard_use_what_is_left (self.wizard);
  g_assert_true (g_cancellable_is_cancelled (self.cancellable));
  silent_wait (&self);
  g_assert_false (has_exception (self.wizard, port));
  silent_end (&self);
}

int
main (int argc, char **argv)
{
  int result;

  tg_test_home_start ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wizard/an authority is trusted for one account", test_an_authority_is_for_one_account);
  g_test_add_func ("/wizard/an exception that was removed opens nothing", test_a_removed_exception_opens_nothing);
  g_test_add_func ("/wizard/a late answer does not bring back what was removed", test_a_late_answer_brings_nothing_back);
  g_test_add_func ("/wizard/what is allowed while something is read holds", test_what_is_allowed_meanwhile_holds);
  g_test_add_func ("/wizard/a network that a talk may hold never changes", test_a_network_in_use_stays_as_it_is);
  g_test_add_func ("/wizard/what is removed during a check opens nothing after it",
                   test_what_is_removed_during_a_check_opens_nothing_after_it);
  g_test_add_func ("/wizard/a check ends whose exception is removed", test_a_check_ends_whose_exception_is_removed);
  result = g_test_run ();
  tg_test_home_stop ();
  return result;
}
