/* test-needs.c: which looks a failed check calls for, and who would be asked.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "probe/surroundings/look-around.h"

#include <string.h>

#define WEB (TG_NEED_WEB)

/* @addresses: separated by spaces, each followed by the first letter of its outcome: o r t (silent)
 *   n (no route) u */
static const struct {
  const char *what;
  const char *url;
  TgFault fault;
  TgStage reached;
  TgSpeaks speaks;
  const char *problems;
  const char *addresses;
  guint want;
  gboolean refused; /* a credential */
} rows[] = {
  { "all is well", "imaps://m.test", TG_FAULT_NONE, TG_STAGE_DONE, TG_SPEAKS_IMAP, "", "192.0.2.1o", 0 },
  { "a sign-in that was not counted as refused", "imaps://m.test", TG_FAULT_AUTH_REFUSED, TG_STAGE_SIGN_IN, TG_SPEAKS_IMAP, "",
    "192.0.2.1o", 0 },
  { "a wrong password at home", "imaps://m.test", TG_FAULT_AUTH_REFUSED, TG_STAGE_SIGN_IN, TG_SPEAKS_IMAP, "", "192.168.0.2o", 0, TRUE },
  { "a wrong password, perhaps after a move", "imaps://m.test", TG_FAULT_AUTH_REFUSED, TG_STAGE_SIGN_IN, TG_SPEAKS_IMAP, "", "192.0.2.1o",
    TG_NEED_ROUTE, TRUE },
  { "STARTTLS on a TLS port", "imap+starttls://m.test", TG_FAULT_SILENT, TG_STAGE_GREETING, TG_SPEAKS_TLS, "", "192.0.2.1o", 0 },
  { "TLS on a STARTTLS port", "smtps://m.test", TG_FAULT_TLS, TG_STAGE_TLS, TG_SPEAKS_SMTP, "", "192.0.2.1o", 0 },
  { "another mail protocol", "imaps://m.test", TG_FAULT_TLS, TG_STAGE_TLS, TG_SPEAKS_POP3, "", "192.0.2.1o", 0 },
  { "a web server", "imaps://m.test", TG_FAULT_TLS, TG_STAGE_TLS, TG_SPEAKS_HTTP, "", "192.0.2.1o", WEB },
  { "no such name", "imaps://m.test", TG_FAULT_NAME_NOT_FOUND, TG_STAGE_RESOLVE, 0, "", "", WEB | TG_NEED_NAMES },
  { "no resolver", "imaps://m.test", TG_FAULT_RESOLVER, TG_STAGE_RESOLVE, 0, "", "", WEB | TG_NEED_NAMES | TG_NEED_CONTROL },
  { "refused", "imaps://m.test", TG_FAULT_REFUSED, TG_STAGE_CONNECT, 0, "", "192.0.2.1r", WEB | TG_NEED_NAMES | TG_NEED_PORTS },
  { "silent", "imaps://m.test", TG_FAULT_CONNECT_TIMEOUT, TG_STAGE_CONNECT, 0, "", "192.0.2.1t", WEB | TG_NEED_NAMES | TG_NEED_PORTS },
  { "expired", "smtp+starttls://m.test", TG_FAULT_CERTIFICATE, TG_STAGE_CERTIFICATE, TG_SPEAKS_SMTP, "cert-expired", "192.0.2.1o",
    WEB | TG_NEED_ISSUER | TG_NEED_TIME },
  { "a foreign name", "imaps://m.test", TG_FAULT_CERTIFICATE, TG_STAGE_CERTIFICATE, 0, "cert-name-mismatch", "192.0.2.1o",
    WEB | TG_NEED_ISSUER | TG_NEED_NAMES },
  { "an unknown issuer", "imaps://m.test", TG_FAULT_CERTIFICATE, TG_STAGE_CERTIFICATE, 0, "cert-unknown-issuer", "192.0.2.1o",
    WEB | TG_NEED_ISSUER },
  { "IPv6 lost", "imaps://m.test", TG_FAULT_NONE, TG_STAGE_DONE, TG_SPEAKS_IMAP, "", "2001:db8::1u 192.0.2.1o", TG_NEED_IPV6 },
  { "IPv6 failed", "imaps://m.test", TG_FAULT_NONE, TG_STAGE_DONE, TG_SPEAKS_IMAP, "", "2001:db8::1n 192.0.2.1o", TG_NEED_IPV6 },
  { "IPv6 won", "imaps://m.test", TG_FAULT_NONE, TG_STAGE_DONE, TG_SPEAKS_IMAP, "", "2001:db8::1o 192.0.2.1u", 0 },
  { "IPv6 was not preferred", "imaps://m.test", TG_FAULT_NONE, TG_STAGE_DONE, TG_SPEAKS_IMAP, "", "192.0.2.1o 2001:db8::1u", 0 },
  { "nothing answers, IPv6 neither", "imaps://m.test", TG_FAULT_CONNECT_TIMEOUT, TG_STAGE_CONNECT, 0, "", "2001:db8::1t 192.0.2.1t",
    WEB | TG_NEED_NAMES | TG_NEED_PORTS },
};

static TgEvidence *
evidence_of (guint i)
{
  static const char letters[] = {
    [TG_ADDRESS_OK] = 'o', [TG_ADDRESS_REFUSED] = 'r', [TG_ADDRESS_TIMEOUT] = 't', [TG_ADDRESS_UNREACHABLE] = 'n', [TG_ADDRESS_UNUSED] = 'u'
  };
  g_autoptr (TgServer) server = tg_server_parse (rows[i].url, NULL);
  TgEvidence *side = tg_evidence_new (server, "hanako");
  g_auto (GStrv) addresses = g_strsplit (rows[i].addresses, " ", -1);

  side->tested = TRUE;
  side->fault = rows[i].fault;
  side->reached = rows[i].reached;
  side->sign_in_refused = rows[i].refused;
  side->greeting_speaks = rows[i].speaks;
  if (*rows[i].problems != '\0') {
    side->tls = tg_tls_facts_new ();
    tg_problems_add (side->tls->problems, rows[i].problems);
  }
  for (guint k = 0; addresses[k] != NULL; k++) {
    gsize end = strlen (addresses[k]) - 1;
    g_autofree char *ip = g_strndup (addresses[k], end);
    const char *found = memchr (letters, addresses[k][end], sizeof letters);

    g_ptr_array_add (side->addresses, tg_address_record_new (ip, (TgAddressOutcome)(found - letters)));
  }
  return side;
}

static void
test_wants (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (TgEvidence) side = evidence_of (i);

    g_test_message ("%s", rows[i].what);
    g_assert_cmphex (tg_needs_of_side (side), ==, rows[i].want);
  }
  g_assert_cmphex (tg_needs_of_side (NULL), ==, 0);
}

/* What is at home is called as its owner likes: nobody outside is asked for other names of it. */
static void
test_at_home (void)
{
  static const struct {
    const char *host;
    const char *ip;
    gboolean at_home;
  } servers[] = {
    { "nas.example.jp", "192.168.1.2", TRUE },  /* RFC 1918 */
    { "nas.example.jp", "fd12:3456::2", TRUE }, /* RFC 4193 */
    { "nas.example.jp", "fe80::2", TRUE },      { "nas.example.jp", "192.0.2.1", FALSE },   { "nas.example.jp", "2001:db8::2", FALSE },
    { "nas.local", "192.0.2.1", TRUE },         { "local.example.jp", "192.0.2.1", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (servers); i++) {
    g_autoptr (TgServer) server = tg_server_new (TG_PROTOCOL_IMAP, TG_SECURITY_TLS, servers[i].host, 0, NULL);
    g_autoptr (TgEvidence) side = tg_evidence_new (server, "hanako");

    side->tested = TRUE;
    side->fault = TG_FAULT_CERTIFICATE;
    side->reached = TG_STAGE_CERTIFICATE;
    side->tls = tg_tls_facts_new ();
    tg_problems_add (side->tls->problems, "cert-self-signed");
    g_ptr_array_add (side->certificates, tg_certificate_alloc ());
    g_ptr_array_add (side->addresses, tg_address_record_new (servers[i].ip, TG_ADDRESS_OK));
    g_test_message ("%s at %s", servers[i].host, servers[i].ip);
    g_assert_cmpint ((tg_needs_of_side (side) & TG_NEED_LEADS) == 0, ==, servers[i].at_home);
  }
}

static void
test_local (void)
{
  g_assert_true (tg_is_loopback ("127.0.0.1"));
  g_assert_true (tg_is_loopback ("::1"));
  g_assert_false (tg_is_loopback ("192.0.2.1"));
  g_assert_false (tg_is_loopback ("localhost"));
}

static void
test_sources_are_named (void)
{
  g_autoptr (TgServer) receive = tg_server_parse ("imaps://imap.example.test", NULL);
  g_autoptr (TgServer) send = tg_server_parse ("smtps://smtp.example.test", NULL);
  g_autoptr (TgAccount) account = tg_account_new ("hanako@example.test", NULL, NULL, NULL, receive, send);
  g_autoptr (TgSources) sources = tg_sources_new ();
  g_autoptr (TgSources) copy = NULL;
  g_autoptr (GPtrArray) all = tg_sources_describe (sources, account);
  g_autoptr (GPtrArray) none = NULL;

  g_assert_cmpuint (all->len, ==, 4);
  for (guint i = 0; i < all->len; i++)
    g_assert_null (strstr (all->pdata[i], "hanako"));
  g_assert_nonnull (strstr (all->pdata[0], "imap.example.test, smtp.example.test"));
  g_assert_true (g_str_has_prefix (all->pdata[2], TG_DEFAULT_RESOLVER));

  copy = tg_sources_copy (sources);
  g_assert_true (tg_sources_set_portal (copy, "none", NULL));
  g_assert_true (tg_sources_set_time_server (copy, "none", NULL));
  g_assert_true (tg_sources_set_resolver (copy, "[2001:db8::53]:5353", NULL));
  none = tg_sources_describe (copy, NULL);
  g_assert_cmpuint (none->len, ==, 2);
  g_assert_true (g_str_has_prefix (none->pdata[0], "[2001:db8::53]:5353"));
  g_assert_true (g_str_has_prefix (none->pdata[1], "[2001:db8::53]:5353"));
  copy->look = FALSE;
  g_clear_pointer (&none, g_ptr_array_unref);
  none = tg_sources_describe (copy, account);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_nonnull (sources->portal_url);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/want/each failure calls for the looks that can explain it", test_wants);
  g_test_add_func ("/want/a server at home is asked for no other names", test_at_home);
  g_test_add_func ("/want/this computer's own addresses are known", test_local);
  g_test_add_func ("/want/who would be asked is named, and can be switched off", test_sources_are_named);
  return g_test_run ();
}
