/* test-authentication-results.c: what receivers write about a message's sender, and what others try
 * to pass off as that.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/letter/authentication-results.h"
#include "model/letter/header.h"

#include <string.h>

static const struct {
  const char *name, *body, *server, *results;
} fields[] = {
  { "one result", "mx.example.jp; spf=pass smtp.mailfrom=example.net", "mx.example.jp", "spf=pass" },
  { "several results", "mx.example.jp; spf=fail smtp.mailfrom=a@b.example; dkim=pass header.d=b.example; dmarc=none", "mx.example.jp",
    "spf=fail dkim=pass dmarc=none" },
  { "no result", "mx.example.jp; none", "mx.example.jp", "" },
  { "nothing behind the name", "mx.example.jp", "mx.example.jp", "" },
  { "a version behind the name", "mx.example.jp 1; dkim=fail", "mx.example.jp", "dkim=fail" },
  { "a version of the method", "mx.example.jp; dkim/1=pass header.d=x", "mx.example.jp", "dkim=pass" },
  { "blanks around every sign", " mx.example.jp ; dkim / 1 = pass header . d = x ; spf = none ", "mx.example.jp", "dkim=pass spf=none" },
  { "comments everywhere", "(a) mx.example.jp (b (c; d=e) \\) f) 1 (g); (h) spf (i) = (j) softfail (spf=pass; dmarc=pass) smtp.helo=x",
    "mx.example.jp", "spf=softfail" },
  { "a comment without end takes the rest", "mx.example.jp; spf=fail (because; dkim=pass", "mx.example.jp", "spf=fail" },
  { "quoted strings hide their semicolons", "\"mx; example\"; spf=fail reason=\"no; dkim=pass \\\" dmarc=pass\"; dmarc=fail", "mx; example",
    "spf=fail dmarc=fail" },
  { "a quoted string without end takes the rest", "mx.example.jp; spf=fail reason=\"no; dkim=pass", "mx.example.jp", "spf=fail" },
  { "capital letters", "MX.example.jp; SPF=Pass; DKIM=FAIL", "MX.example.jp", "spf=pass dkim=fail" },
  { "a folded field", "mx.example.jp;\r\n\tspf=pass\r\n smtp.mailfrom=x;\r\n\tdkim=pass", "mx.example.jp", "spf=pass dkim=pass" },
  { "a broken part between good ones", "mx.example.jp; spf; =pass; dkim=; ; dmarc=fail", "mx.example.jp", "dmarc=fail" },
  { "a slash in a value", "mx.example.jp; spf=pass smtp.mailfrom=a/b; dkim=pass", "mx.example.jp", "spf=pass dkim=pass" },
  { "no name in front", "spf=fail (sender IP is 192.0.2.1) smtp.mailfrom=x; dkim=none", NULL, NULL },
  { "a method with version in front", "dkim/1=pass", NULL, NULL },
  { "an empty field", "", NULL, NULL },
  { "blanks only", " \r\n (nothing) ", NULL, NULL },
  { "signs only", ";;;===", NULL, NULL },
  { "bytes that are no text", "mx\xff\xfe.example; spf=\xffpass; dkim=pass", "mx\xff\xfe.example", "spf=\xffpass dkim=pass" },
};

static void
test_field (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (TgAuthResults) parsed = tg_auth_results_parse (fields[i].body);
  g_autoptr (GString) results = g_string_new (NULL);

  g_assert_cmpstr (parsed != NULL ? parsed->authserv_id : NULL, ==, fields[i].server);
  for (guint k = 0; parsed != NULL && k < parsed->results->len; k++) {
    const TgAuthResult *result = parsed->results->pdata[k];

    g_string_append_printf (results, "%s%s=%s", k > 0 ? " " : "", result->method, result->result);
  }
  if (parsed != NULL)
    g_assert_cmpstr (results->str, ==, fields[i].results);
}

#define OWN   "Authentication-Results: mx.example.jp; "
#define OTHER "Authentication-Results: mx.sender.example; "

static const struct {
  const char *name, *header, *server, *spf, *dkim, *dmarc;
} headers[] = {
  { "one field", "Received: x\r\n" OWN "spf=pass; dkim=fail; dmarc=fail\r\nSubject: y\r\n", "mx.example.jp", "pass", "fail", "fail" },
  { "a field for each method", OWN "dmarc=pass\r\n" OWN "dkim=pass\r\nReceived: x\r\n" OWN "spf=softfail\r\n", "mx.example.jp", "softfail",
    "pass", "pass" },
  { "a receiver with a name for each check",
    "Authentication-Results: dmarc.example.jp; dmarc=pass\r\nAuthentication-Results: spf.example.jp; spf=softfail\r\n" OWN "dkim=pass\r\n",
    "dmarc.example.jp", "softfail", "pass", "pass" },
  { "one signature that holds is enough", OWN "dkim=fail; dkim=pass; dkim=permerror\r\n", "mx.example.jp", NULL, "pass", NULL },
  { "of two results of SPF the first counts", OWN "spf=fail smtp.mailfrom=x; spf=pass smtp.helo=y\r\n", "mx.example.jp", "fail", NULL,
    NULL },
  { "no field", "Subject: y\r\n", NULL, NULL, NULL, NULL },
  { "a field of the sender's only", OTHER "spf=pass; dkim=pass\r\n", NULL, NULL, NULL, NULL },
  { "a sender's field below is not asked", OWN "spf=fail\r\n" OTHER "spf=pass; dkim=pass\r\n", "mx.example.jp", "fail", NULL, NULL },
  { "a forged field below a sender's is not asked", OWN "spf=fail\r\n" OTHER "spf=pass\r\n" OWN "dkim=pass; dmarc=pass\r\n",
    "mx.example.jp", "fail", NULL, NULL },
  { "a forged field below a sender's topmost one is not asked", OTHER "spf=pass\r\n" OWN "dkim=pass; dmarc=pass\r\n", NULL, NULL, NULL,
    NULL },
  { "an unsigned field on top stops it", "Authentication-Results: spf=pass\r\n" OWN "dkim=fail\r\n", NULL, NULL, NULL, NULL },
  { "the server's name without regard to case", OWN "spf=fail\r\nauthentication-results:\r\n MX.EXAMPLE.JP; dkim=fail\r\n", "mx.example.jp",
    "fail", "fail", NULL },
  { "a folded field", "Authentication-Results: mx.example.jp;\r\n dkim=pass\r\n\theader.d=x;\n  spf=neutral\r\n", "mx.example.jp",
    "neutral", "pass", NULL },
  { "the body is not asked", "Subject: y\r\n\r\n" OWN "spf=fail\r\n", NULL, NULL, NULL, NULL },
  { "words that nobody knows are no result", OWN "spf=perhaps; dkim=hardfail; x-spam=fail\r\n", "mx.example.jp", NULL, "fail", NULL },
  { "a field that only looks like it", "X-Authentication-Results: mx.example.jp; spf=fail\r\n", NULL, NULL, NULL, NULL },
};

static gboolean
is_receiver (const char *server, gpointer user_data)
{
  g_assert_cmpstr (user_data, ==, "me");
  return strlen (server) > 11 && g_ascii_strcasecmp (server + strlen (server) - 11, ".example.jp") == 0;
}

static void
test_header (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (TgLetterChecks) checks = tg_letter_checks_read (headers[i].header, strlen (headers[i].header), is_receiver, (gpointer) "me");

  g_assert_cmpstr (checks->authserv_id, ==, headers[i].server);
  g_assert_cmpstr (checks->spf, ==, headers[i].spf);
  g_assert_cmpstr (checks->dkim, ==, headers[i].dkim);
  g_assert_cmpstr (checks->dmarc, ==, headers[i].dmarc);
}

/* Without a limit, this would take minutes or exhaust the stack. */
static void
test_caps (void)
{
  static const char *const pieces[] = { "(", "\"", ";", "a=", ";a=b", "\\", "(\\", "; \" ", "=", "a" };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++) {
    g_autoptr (GString) body = g_string_new ("mx.example.jp; ");
    g_autoptr (TgAuthResults) parsed = NULL;

    while (body->len < 1000 * 1000)
      g_string_append (body, pieces[i]);
    parsed = tg_auth_results_parse (body->str);
    g_assert_nonnull (parsed);
    g_assert_cmpuint (parsed->results->len, <=, 64);
  }
}

static void
test_failed (void)
{
  static const char *const bad[] = { "fail", "softfail", "permerror", "policy" };
  static const char *const fine[] = { "pass", "neutral", "none", "temperror", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_true (tg_letter_check_failed (bad[i]));
  for (guint i = 0; i < G_N_ELEMENTS (fine); i++)
    g_assert_false (tg_letter_check_failed (fine[i]));
}

static void
test_find (void)
{
  static const struct {
    const char *header, *value;
  } cases[] = {
    { "Subject: x\r\n", "x" },
    { "subject:x", "x" },
    { "Subject :\r\n a\r\n\tb \r\nTo: c", "a\tb" },
    { "X-Subject: no\r\nSubject: yes\r\n", "yes" },
    { "To: a\r\n Subject: folded\r\n", NULL },
    { " Subject: folded\r\n", NULL },
    { "no colon\r\n folded: x\r\nSubject: yes\r\n", "yes" },
    { "To: a\r\n\r\nSubject: body\r\n", NULL },
    { "Subject: first\nSubject: second\n", "first" },
    { "Subject", NULL },
    { "Subject:", "" },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *value = tg_header_find (cases[i].header, strlen (cases[i].header), "Subject");

    g_assert_cmpstr (value, ==, cases[i].value);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++) {
    g_autofree char *path = g_strconcat ("/authentication-results/field/", fields[i].name, NULL);

    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_field);
  }
  for (guint i = 0; i < G_N_ELEMENTS (headers); i++) {
    g_autofree char *path = g_strconcat ("/authentication-results/header/", headers[i].name, NULL);

    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_header);
  }
  g_test_add_func ("/authentication-results/fields without end are read in no time", test_caps);
  g_test_add_func ("/authentication-results/failed is what went wrong for good", test_failed);
  g_test_add_func ("/header/fields are unfolded", test_find);
  return g_test_run ();
}
