/* test-repairs.c: a change as before and after, and one change that mends both sides.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "session/told/change-lines.h"
#include "session/trying/both-sides.h"

static TgServer *
server (const char *url)
{
  return url != NULL ? tg_server_parse (url, NULL) : NULL;
}

static TgAccount *
account (const char *receive, const char *send, const char *user)
{
  g_autoptr (TgServer) from = server (receive);
  g_autoptr (TgServer) to = server (send);

  return tg_account_new ("taro@example.jp", NULL, user, NULL, from, to);
}

#define IMAP "imaps://mail.example.jp:993"
#define SMTP "smtps://mail.example.jp:465"

/* @lines: joined by " | " */
static const struct {
  const char *before[3];
  const char *after[3];
  const char *lines;
} changes[] = {
  { { IMAP, SMTP }, { IMAP, SMTP }, "" },
  { { "imap://mail.example.jp:143", SMTP }, { IMAP, SMTP }, "Receiving: 143 → 993 SSL/TLS" },
  { { IMAP, "smtp+starttls://mail.example.jp:587" }, { IMAP, "smtps://mail.example.jp:587" }, "Sending: 587 STARTTLS → 587 SSL/TLS" },
  { { IMAP, SMTP }, { "imaps://sv1.example.jp:993", SMTP }, "Receiving: mail.example.jp → sv1.example.jp" },
  { { "pop3s://mail.example.jp:995", SMTP }, { IMAP, SMTP }, "Receiving: POP3 995 → IMAP 993 SSL/TLS" },
  { { IMAP, SMTP }, { IMAP, SMTP, "taro" }, "User name: taro@example.jp → taro" },
  { { "imap://mail.example.jp:143", "smtp://mail.example.jp:25" },
    { IMAP, SMTP },
    "Receiving: 143 → 993 SSL/TLS | Sending: 25 → 465 SSL/TLS" },
  { { NULL, SMTP }, { NULL, "smtps://sv1.example.jp:465" }, "Sending: mail.example.jp → sv1.example.jp" },
};

static void
test_lines (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++) {
    g_autoptr (TgAccount) before = account (changes[i].before[0], changes[i].before[1], changes[i].before[2]);
    g_autoptr (TgAccount) after = account (changes[i].after[0], changes[i].after[1], changes[i].after[2]);
    g_autoptr (GPtrArray) lines = tg_account_change_lines (before, after);
    g_autofree char *joined = NULL;

    g_ptr_array_add (lines, NULL);
    joined = g_strjoinv (" | ", (char **)lines->pdata);
    g_assert_cmpstr (joined, ==, changes[i].lines);
  }
}

/* @found, a finding of @side with the remedy @id, which changes that side's server to @to. */
static TgFinding *
finding (const char *found, TgSide side, const char *id, const TgAccount *now, const char *to, TgTried tried)
{
  TgFinding *self = tg_finding_new (g_intern_string (found), side);
  g_autoptr (TgServer) changed = server (to);
  TgRemedy *remedy = tg_remedy_new ("Change it.");

  remedy->id = id;
  remedy->change = tg_account_with_server (now, side, changed);
  remedy->tried = tried;
  g_ptr_array_add (self->remedies, remedy);
  return self;
}

#define TLS_AT_STARTTLS "imaps://mail.example.jp:143", "smtps://mail.example.jp:587"

/* @action: (nullable): nothing mends both */
static const struct {
  const char *name;
  const char *now[2];
  const char *receive[3]; /* finding, remedy, to */
  const char *send[3];
  TgTried tried[2];
  const char *action;
} pairs[] = {
  { "the same on both sides",
    { TLS_AT_STARTTLS },
    { "tls-expected-plain", "use-starttls", "imap+starttls://mail.example.jp:143" },
    { "tls-expected-plain", "use-starttls", "smtp+starttls://mail.example.jp:587" },
    { TG_TRIED_WORKS, TG_TRIED_WORKS },
    "Use STARTTLS for both and test again" },
  { "a name, for both",
    { IMAP, SMTP },
    { "cert-name-mismatch", "use-certificate-name", "imaps://sv1.example.jp:993" },
    { "cert-name-mismatch", "use-certificate-name", "smtps://sv1.example.jp:465" },
    { TG_TRIED_WORKS, TG_TRIED_WORKS },
    "Use sv1.example.jp for both and test again" },
  { "two names",
    { IMAP, SMTP },
    { "cert-name-mismatch", "use-known-servers", "imaps://imap.example.jp:993" },
    { "cert-name-mismatch", "use-known-servers", "smtps://smtp.example.jp:465" },
    { TG_TRIED_WORKS, TG_TRIED_WORKS },
    "Change both and test again" },
  { "another fault on the other side",
    { TLS_AT_STARTTLS },
    { "tls-expected-plain", "use-starttls", "imap+starttls://mail.example.jp:143" },
    { "port-refused", "use-tls-port", "smtps://mail.example.jp:465" },
    { TG_TRIED_WORKS, TG_TRIED_WORKS },
    NULL },
  { "the other side's is not known to work",
    { TLS_AT_STARTTLS },
    { "tls-expected-plain", "use-starttls", "imap+starttls://mail.example.jp:143" },
    { "tls-expected-plain", "use-starttls", "smtp+starttls://mail.example.jp:587" },
    { TG_TRIED_WORKS, TG_TRIED_NOT },
    NULL },
  { "the other side's is known to fail",
    { TLS_AT_STARTTLS },
    { "tls-expected-plain", "use-starttls", "imap+starttls://mail.example.jp:143" },
    { "tls-expected-plain", "use-starttls", "smtp+starttls://mail.example.jp:587" },
    { TG_TRIED_WORKS, TG_TRIED_FAILS },
    NULL },
};

static void
test_both (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (TgAccount) now = account (pairs[i].now[0], pairs[i].now[1], NULL);
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_finding_unref);

  g_ptr_array_add (findings,
                   finding (pairs[i].receive[0], TG_SIDE_RECEIVE, pairs[i].receive[1], now, pairs[i].receive[2], pairs[i].tried[0]));
  g_ptr_array_add (findings, finding (pairs[i].send[0], TG_SIDE_SEND, pairs[i].send[1], now, pairs[i].send[2], pairs[i].tried[1]));
  /* From whichever side one looks. */
  for (guint k = 0; k < 2; k++) {
    const TgFinding *main = findings->pdata[k];
    TgRemedy *both = tg_both_sides_remedy (findings, main, main->remedies->pdata[0], now);
    g_autoptr (TgAccount) expected = account (pairs[i].receive[2], pairs[i].send[2], NULL);

    g_assert_cmpstr (both != NULL ? both->action : NULL, ==, pairs[i].action);
    if (both == NULL)
      continue;
    g_assert_true (tg_account_equal (both->change, expected));
    g_assert_cmpint (both->tried, ==, TG_TRIED_WORKS);
    tg_remedy_unref (both);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/repairs/lines", test_lines);
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++) {
    g_autofree char *path = g_strconcat ("/repairs/both/", pairs[i].name, NULL);

    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_both);
  }
  return g_test_run ();
}
