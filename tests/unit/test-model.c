/* test-model.c: the values that everything else is built on: servers, addresses, secrets, text from
 * outside.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib.h>
#include <locale.h>
#include <string.h>

#include "model/account.h"
#include "model/authentication.h"
#include "model/host.h"
#include "model/text/redact.h"
#include "model/text/text.h"

static void
server_urls_round_trip (void)
{
  static const struct {
    const char *url, *again, *ascii;
  } rows[] = {
    { "imaps://imap.example.jp", "imaps://imap.example.jp:993", "imap.example.jp" },
    { "IMAPS://IMAP.Example.JP:1993", "imaps://IMAP.Example.JP:1993", "imap.example.jp" },
    { "imap+starttls://h", "imap+starttls://h:143", "h" },
    { "imap://h/", "imap://h:143", "h" },
    { "pop3s://h", "pop3s://h:995", "h" },
    { "pop3+starttls://h", "pop3+starttls://h:110", "h" },
    { "smtps://h:465/", "smtps://h:465", "h" },
    { "smtp+starttls://h.", "smtp+starttls://h:587", "h" },
    { "imaps://[::1]:7", "imaps://[::1]:7", "::1" },
    { "imaps://[FE80::1%enP3s0]", "imaps://[FE80::1%enP3s0]:993", "fe80::1%enP3s0" },
    { "imaps://192.0.2.1", "imaps://192.0.2.1:993", "192.0.2.1" },
    { "imaps://メール.日本", "imaps://メール.日本:993", "xn--4dkua4c.xn--wgv71a" },
    { "imaps://sv_1.example.jp", "imaps://sv_1.example.jp:993", "sv_1.example.jp" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (TgServer) server = tg_server_parse (rows[i].url, &error);

    g_assert_no_error (error);

    g_autofree char *again = tg_server_to_url (server);

    g_assert_cmpstr (again, ==, rows[i].again);
    g_assert_cmpstr (server->ascii_host, ==, rows[i].ascii);
  }
}

static void
bad_server_urls_are_refused_with_their_reason (void)
{
  static const struct {
    const char *url;
    int code;
  } rows[] = {
    { "", TG_SERVER_ERROR_SCHEME },
    { "imap.example.jp", TG_SERVER_ERROR_SCHEME },
    { "https://h", TG_SERVER_ERROR_SCHEME },
    { "imap+tls://h", TG_SERVER_ERROR_SCHEME },
    { "imaps://", TG_SERVER_ERROR_HOST },
    { "imaps://a b", TG_SERVER_ERROR_HOST },
    { "imaps://a\r\nb", TG_SERVER_ERROR_HOST },
    { "imaps://a..b", TG_SERVER_ERROR_HOST },
    { "imaps://a.b..", TG_SERVER_ERROR_HOST },
    { "imaps://.a", TG_SERVER_ERROR_HOST },
    { "imaps://user@h", TG_SERVER_ERROR_HOST },
    { "imaps://h/path", TG_SERVER_ERROR_HOST },
    { "imaps://[::1", TG_SERVER_ERROR_HOST },
    { "imaps://[fe80::1%a \"b]", TG_SERVER_ERROR_HOST },
    { "imaps://[fe80::1%a\r\nb]", TG_SERVER_ERROR_HOST },
    { "imaps://[fe80::1%]", TG_SERVER_ERROR_HOST },
    { "imaps://[h]", TG_SERVER_ERROR_HOST },
    { "imaps://h:0", TG_SERVER_ERROR_PORT },
    { "imaps://h:65536", TG_SERVER_ERROR_PORT },
    { "imaps://h:", TG_SERVER_ERROR_PORT },
    { "imaps://h:99x", TG_SERVER_ERROR_PORT },
    { "imaps://h:-1", TG_SERVER_ERROR_PORT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (TgServer) server = tg_server_parse (rows[i].url, &error);

    g_assert_null (server);
    g_assert_error (error, TG_SERVER_ERROR, rows[i].code);
  }
}

static void
addresses_are_written_as_smtp_wants_them (void)
{
  static const struct {
    const char *address, *smtp;
    gboolean utf8;
  } rows[] = {
    { "taro@example.jp", "taro@example.jp", FALSE },
    { "a..b@docomo.ne.jp", "\"a..b\"@docomo.ne.jp", FALSE },
    { "ab.@docomo.ne.jp", "\"ab.\"@docomo.ne.jp", FALSE },
    { ".ab@docomo.ne.jp", "\".ab\"@docomo.ne.jp", FALSE },
    { "a b@example.jp", "\"a b\"@example.jp", FALSE },
    { "a\"b\\c@example.jp", "\"a\\\"b\\\\c\"@example.jp", FALSE },
    { "太郎@example.jp", "太郎@example.jp", TRUE },
    { "taro@例え.jp", "taro@xn--r8jz45g.jp", FALSE },
    { "a@b@example.jp", "\"a@b\"@example.jp", FALSE },
    { "taro@Example.JP", "taro@example.jp", FALSE },
    { "taro", NULL, FALSE },
    { "@example.jp", NULL, FALSE },
    { "taro@", NULL, FALSE },
    { "taro@a b", NULL, FALSE },
    { "taro@own..example", NULL, FALSE },
    { "taro@.example", NULL, FALSE },
    { "taro\r\nRSET@example.jp", NULL, FALSE },
    { "taro@example.jp\r\nRSET", NULL, FALSE },
    { "taro\xff@example.jp", NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    gboolean utf8 = FALSE;
    g_autofree char *smtp = tg_address_to_smtp (rows[i].address, &utf8);

    g_assert_cmpstr (smtp, ==, rows[i].smtp);
    g_assert_cmpint (utf8, ==, rows[i].utf8);
    g_assert_cmpint (tg_address_is_plausible (rows[i].address), ==, rows[i].smtp != NULL);
  }
}

static void
an_open_user_name_has_another_form (void)
{
  g_autoptr (TgAccount) open = tg_account_new ("taro@example.jp", NULL, NULL, NULL, NULL, NULL);
  g_autoptr (TgAccount) given = tg_account_with_user (open, "taro@example.jp");
  g_autofree char *other = tg_account_other_user (open);
  g_autofree char *none = tg_account_other_user (given);

  g_assert_cmpstr (tg_account_receive_user (open), ==, "taro@example.jp");
  g_assert_cmpstr (tg_account_send_user (open), ==, "taro@example.jp");
  g_assert_cmpstr (other, ==, "taro");
  g_assert_null (none);
}

static void
secrets_encode_like_everybody (void)
{
  for (gsize n = 0; n < 70; n++) {
    g_autofree char *bytes = g_malloc (n + 1);

    for (gsize i = 0; i < n; i++)
      bytes[i] = (char)(i * 37 + 5);

    g_autoptr (TgSecret) secret = tg_secret_new (bytes, (gssize)n);
    g_autoptr (TgSecret) encoded = tg_secret_base64 (secret);
    g_autofree char *expected = g_base64_encode ((guchar *)bytes, n);

    g_assert_cmpstr (tg_secret_peek (encoded, NULL), ==, expected);
  }
}

static void
a_secret_is_scrubbed_in_every_form (void)
{
  const char *password = "pa\"ss w\\ord&あ+1";
  g_autoptr (TgSecret) secret = tg_secret_new (password, -1);
  g_autoptr (TgRedactor) redactor = tg_redactor_new ();
  static const char *const users[] = { "t", "ta", "tar", "taro@example.jp" };

  tg_redactor_add (redactor, secret);

  g_autofree char *raw = g_strdup_printf ("NO you said %s, no", password);
  g_autofree char *scrubbed = tg_redactor_scrub (redactor, raw, -1, NULL);

  g_assert_cmpstr (scrubbed, ==, "NO you said " TG_REDACTED ", no");

  g_autofree char *quoted = tg_redactor_scrub (redactor, "x \"pa\\\"ss w\\\\ord&あ+1\" y", -1, NULL);

  g_assert_cmpstr (quoted, ==, "x \"" TG_REDACTED "\" y");

  g_autofree char *upper = tg_redactor_scrub (redactor, "PA\"SS W\\ORD&あ+1", -1, NULL);

  g_assert_cmpstr (upper, ==, TG_REDACTED);
  for (guint i = 0; i < G_N_ELEMENTS (users); i++) {
    g_autoptr (GString) plain = g_string_new (NULL);

    g_string_append_len (plain, "\0", 1);
    g_string_append (plain, users[i]);
    g_string_append_len (plain, "\0", 1);
    g_string_append (plain, password);

    g_autofree char *response = g_base64_encode ((guchar *)plain->str, plain->len);
    g_autofree char *line = g_strdup_printf ("535 echo %s end", response);
    g_autofree char *clean = tg_redactor_scrub (redactor, line, -1, NULL);

    g_assert_cmpstr (clean, ==, "535 echo " TG_REDACTED " end");
  }
}

static void
text_from_outside_cannot_steer_the_screen (void)
{
  static const struct {
    const char *raw, *shown;
  } rows[] = {
    { "plain 日本語", "plain 日本語" },
    { "a\x1b[2Jb", "a\\x1B[2Jb" },
    { "a\xc2\x9b"
      "2Jb",
      "a\\x9B2Jb" },
    { "a\xe2\x80\xae"
      "b",
      "a\\u{202E}b" },
    { "tab\there\r\n", "tab\\x09here\\x0D\\x0A" },
    { "bad \xff byte", "bad \xef\xbf\xbd byte" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *shown = tg_text_visible (rows[i].raw, -1, 100);

    g_assert_cmpstr (shown, ==, rows[i].shown);
  }

  g_autofree char *capped = tg_text_visible ("あいうえお", -1, 3);

  g_assert_cmpstr (capped, ==, "あいう…");

  g_autofree char *json = tg_text_json_safe ("\"a\xc2\x9b\xe2\x80\xae"
                                             "b\"");

  g_assert_cmpstr (json, ==, "\"a\\u009b\\u202eb\"");
}

static void
a_sign_in_has_the_name_that_mail_programs_give_it (void)
{
  static const struct {
    const char *mechanism, *name;
  } rows[] = {
    { "PLAIN", "normal password" },
    { "IMAP-LOGIN", "normal password" },
    { "USER-PASS", "normal password" },
    { "CRAM-MD5", "encrypted password (CRAM-MD5)" },
    { "SCRAM-SHA-256", "encrypted password (SCRAM)" },
    { "XOAUTH2", "the provider’s sign-in page (OAuth2)" },
    { "none", "none" },
    { "X-OTHER", "X-OTHER" },
    { NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpstr (tg_authentication_name (rows[i].mechanism), ==, rows[i].name);
}

static void
a_home_network_is_known_by_name_and_address (void)
{
  static const char *const at_home[] = { "nas.local",  "NAS.Local",   "router.home.arpa", "nas.fritz.box", "10.0.0.1",
                                         "172.16.0.1", "169.254.1.1", "fc00::1",          "fdff::1",       "fe80::1" };
  static const char *const outside[] = { "local.example.jp", "notlocal", "example.locals", "172.32.0.1",
                                         "192.0.2.1",        "fe00::1",  "2001:db8::1" };

  for (guint i = 0; i < G_N_ELEMENTS (at_home); i++)
    g_assert_true (tg_host_is_at_home (at_home[i]));
  for (guint i = 0; i < G_N_ELEMENTS (outside); i++)
    g_assert_false (tg_host_is_at_home (outside[i]));
}

static void
a_name_is_under_a_domain_at_a_dot_only (void)
{
  g_assert_true (tg_host_is_under ("example.jp", "example.jp"));
  g_assert_true (tg_host_is_under ("imap.Example.jp", "example.JP"));
  g_assert_false (tg_host_is_under ("anexample.jp", "example.jp"));
  g_assert_false (tg_host_is_under ("jp", "example.jp"));
  g_assert_false (tg_host_is_under ("example.jp.test", "example.jp"));
}

static void
test_usual_ports (void)
{
  static const struct {
    guint port;
    gboolean usual;
    TgSecurity security;
    const char *url;
  } rows[] = {
    { 993, TRUE, TG_SECURITY_TLS, "imaps://mail.example.jp:993" },
    { 995, TRUE, TG_SECURITY_TLS, "pop3s://mail.example.jp:995" },
    { 465, TRUE, TG_SECURITY_TLS, "smtps://mail.example.jp:465" },
    { 143, TRUE, TG_SECURITY_STARTTLS, "imap+starttls://mail.example.jp:143" },
    { 110, TRUE, TG_SECURITY_STARTTLS, "pop3+starttls://mail.example.jp:110" },
    { 587, TRUE, TG_SECURITY_STARTTLS, "smtp+starttls://mail.example.jp:587" },
    { 25, FALSE, 0, "smtp+starttls://mail.example.jp:25" },
    { 2525, FALSE, 0, "smtp+starttls://mail.example.jp:2525" },
    { 1993, FALSE, 0, "imaps://mail.example.jp:1993" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (TgServer) server = tg_server_for_port ("mail.example.jp", rows[i].port, NULL);
    g_autofree char *url = tg_server_to_url (server);
    TgSecurity security = 0;

    g_assert_cmpint (tg_server_usual_security (rows[i].port, &security), ==, rows[i].usual);
    g_assert_cmpint (security, ==, rows[i].security);
    g_assert_cmpstr (url, ==, rows[i].url);
  }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/ports have their usual protocol and encryption", test_usual_ports);
  g_test_add_func ("/model/a sign-in has the name that mail programs give it", a_sign_in_has_the_name_that_mail_programs_give_it);
  g_test_add_func ("/model/server URLs round trip", server_urls_round_trip);
  g_test_add_func ("/model/bad server URLs are refused with their reason", bad_server_urls_are_refused_with_their_reason);
  g_test_add_func ("/model/addresses are written as SMTP wants them", addresses_are_written_as_smtp_wants_them);
  g_test_add_func ("/model/an open user name has another form", an_open_user_name_has_another_form);
  g_test_add_func ("/model/secrets encode like everybody", secrets_encode_like_everybody);
  g_test_add_func ("/model/a secret is scrubbed in every form", a_secret_is_scrubbed_in_every_form);
  g_test_add_func ("/model/a home network is known by name and address", a_home_network_is_known_by_name_and_address);
  g_test_add_func ("/model/a name is under a domain at a dot only", a_name_is_under_a_domain_at_a_dot_only);
  g_test_add_func ("/model/text from outside cannot steer the screen", text_from_outside_cannot_steer_the_screen);
  return g_test_run ();
}
