/* test-wire-network.c: what --resolve means, and the order in which addresses are tried.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/network.h"
#include "wire/resolve.h"

static char *
overridden (TgNetwork *network, const char *ascii_host)
{
  GPtrArray *ips = g_hash_table_lookup (network->overrides, ascii_host);
  GString *all = g_string_new (NULL);

  for (guint i = 0; ips != NULL && i < ips->len; i++)
    g_string_append_printf (all, "%s%s", i > 0 ? " " : "", (const char *)ips->pdata[i]);
  return g_string_free (all, FALSE);
}

static void
test_overrides_add_up (void)
{
  static const char *const given[] = { "Mail.Example.JP=127.0.0.1", "mail.example.jp=[::1]", "mail.example.jp=2001:DB8::5",
                                       "日本語.jp=127.0.0.2" };
  g_autoptr (TgNetwork) network = tg_network_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (given); i++) {
    g_assert_true (tg_network_override (network, given[i], &error));
    g_assert_no_error (error);
  }
  g_autofree char *plain = overridden (network, "mail.example.jp"), *international = overridden (network, "xn--wgv71a119e.jp");
  g_assert_cmpstr (plain, ==, "127.0.0.1 ::1 2001:db8::5");
  g_assert_cmpstr (international, ==, "127.0.0.2");
}

static void
test_bad_overrides (void)
{
  static const char *const bad[] = { "",
                                     "mail.example.jp",
                                     "=127.0.0.1",
                                     "mail.example.jp=",
                                     "mail.example.jp=localhost",
                                     "mail.example.jp=127.0.0.1:25",
                                     "mail example.jp=127.0.0.1",
                                     "mail\r\n.jp=127.0.0.1" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (TgNetwork) network = tg_network_new ();
    g_autoptr (GError) error = NULL;

    g_assert_false (tg_network_override (network, bad[i], &error));
    g_assert_nonnull (error);
    g_assert_cmpuint (g_hash_table_size (network->overrides), ==, 0);
  }
}

static void
assert_interleaved (const char *from, const char *to)
{
  g_auto (GStrv) ips = g_strsplit (from, " ", -1);
  g_autoptr (GPtrArray) addresses = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GString) seen = g_string_new (NULL);

  for (char **ip = ips; *ip != NULL; ip++)
    g_ptr_array_add (addresses, g_inet_socket_address_new_from_string (*ip, 25));
  g_autoptr (GPtrArray) order = tg_resolve_interleave (addresses);
  for (guint i = 0; i < order->len; i++) {
    g_autofree char *ip = g_inet_address_to_string (g_inet_socket_address_get_address (order->pdata[i]));
    g_string_append_printf (seen, "%s%s", i > 0 ? " " : "", ip);
  }
  g_assert_cmpstr (seen->str, ==, to);
}

static void
test_interleaving (void)
{
  assert_interleaved ("::1 ::2 ::3 10.0.0.1 10.0.0.2", "::1 10.0.0.1 ::2 10.0.0.2 ::3");
  assert_interleaved ("10.0.0.1 10.0.0.2 ::1", "10.0.0.1 ::1 10.0.0.2");
  assert_interleaved ("10.0.0.1 10.0.0.1 10.0.0.2 ::1 ::1", "10.0.0.1 ::1 10.0.0.2");
  assert_interleaved ("10.0.0.1 10.0.0.2 10.0.0.3 10.0.0.4 10.0.0.5 10.0.0.6 10.0.0.7 10.0.0.8 10.0.0.9 "
                      "10.0.0.10 10.0.0.11 10.0.0.12 10.0.0.13 10.0.0.14 10.0.0.15 10.0.0.16 10.0.0.17",
                      "10.0.0.1 10.0.0.2 10.0.0.3 10.0.0.4 10.0.0.5 10.0.0.6 10.0.0.7 10.0.0.8 10.0.0.9 "
                      "10.0.0.10 10.0.0.11 10.0.0.12 10.0.0.13 10.0.0.14 10.0.0.15 10.0.0.16");
}

static void
test_priority (void)
{
  g_unsetenv ("G_TLS_GNUTLS_PRIORITY");
  tg_network_init ();
  g_assert_cmpstr (g_getenv ("G_TLS_GNUTLS_PRIORITY"), ==, "NORMAL:%COMPAT:%NO_TICKETS");
  g_setenv ("G_TLS_GNUTLS_PRIORITY", "SECURE256", TRUE);
  tg_network_init ();
  g_assert_cmpstr (g_getenv ("G_TLS_GNUTLS_PRIORITY"), ==, "SECURE256");
}

static void
on_prepared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

static void
test_trust_is_loaded_once (void)
{
  g_autoptr (TgNetwork) network = tg_network_new ();
  g_autoptr (GAsyncResult) first = NULL, second = NULL;

  tg_network_prepare_async (network, on_prepared, &first);
  tg_network_prepare_async (network, on_prepared, &second);
  while (first == NULL || second == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (tg_network_prepare_finish (network, first, NULL));
  TgTrust *trust = network->trust;
  g_assert_nonnull (trust);
  g_assert_true (tg_network_prepare_finish (network, second, NULL));
  g_assert_true (network->trust == trust);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/network/overrides of one host add up", test_overrides_add_up);
  g_test_add_func ("/wire/network/an override that is none is refused", test_bad_overrides);
  g_test_add_func ("/wire/network/address families take turns and the list is capped", test_interleaving);
  g_test_add_func ("/wire/network/resumption is off unless the environment says otherwise", test_priority);
  g_test_add_func ("/wire/network/two talks load the trust store once", test_trust_is_loaded_once);
  return g_test_run ();
}
