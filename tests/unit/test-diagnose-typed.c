/* test-diagnose-typed.c: for every finding about what was typed, a situation in which it comes
 * first, and a similar one in which it must not appear.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "test-diagnose-typed.h"

#include <string.h>

#include "diagnose/diagnose.h"
#include "find/typed.h"
#include "model/secret.h"

static const Situation situations[] = {
  /* input-spaces */
  { "spaces around the address", " taro@example.jp ", NULL, GOOD_IMAP, GOOD_SMTP, NULL, "input-spaces" },
  { "a byte order mark", "\xef\xbb\xbftaro@example.jp", NULL, GOOD_IMAP, { NULL }, NULL, "input-spaces" },
  { "spaces around a server", "taro@example.jp", NULL, { " imaps://imap.example.jp", .flags = "s" }, GOOD_SMTP, NULL, "input-spaces" },
  { "nothing to clean", "taro@example.jp", NULL, GOOD_IMAP, GOOD_SMTP, NULL, "" },
  { "a space at the end of a refused password", "taro@example.jp", NULL, REFUSED ("imaps://imap.example.jp"), WITHHELD, "secret ",
    "auth-wrong-password input-spaces" },
  { "a space at the end of a password that works", "taro@example.jp", NULL, GOOD_IMAP, GOOD_SMTP, "secret ", "" },

  /* input-fullwidth */
  { "a full-width address", "ｔａｒｏ＠example.jp", NULL, GOOD_IMAP, GOOD_SMTP, NULL, "input-fullwidth" },
  { "a full-width server", "taro@example.jp", NULL, { "imaps://ｉｍａｐ.example.jp", .flags = "s" }, GOOD_SMTP, NULL, "input-fullwidth" },
  { "a Japanese name is no full-width one", "太郎@example.jp", NULL, { "imaps://サーバー.jp", .flags = "s" }, GOOD_SMTP, NULL, "" },
  { "a full-width letter in a refused password", "taro@example.jp", NULL, REFUSED ("imaps://imap.example.jp"), WITHHELD, "secｒet",
    "auth-wrong-password input-fullwidth" },

  /* input-lookalike */
  { "a comma for a dot", "taro@example.jp", NULL, NOT_FOUND ("imaps://imap,example.jp"), GOOD_SMTP, NULL, "input-lookalike",
    "imaps://imap.example.jp:993" },
  { "a long dash", "taro@example.jp", NULL, NOT_FOUND ("imaps://sv–1.example.jp"), GOOD_SMTP, NULL, "input-lookalike",
    "imaps://sv-1.example.jp:993" },
  { "a long dash, far from home", "taro@example.jp", NULL, NOT_FOUND ("imaps://svー1.xserver.jp"), GOOD_SMTP, NULL, "input-lookalike",
    "imaps://sv-1.xserver.jp:993", "sv-1.xserver.jp" },
  { "letters that look alike in a refused user name", "tar0@example.jp", NULL, REFUSED ("imaps://imap.example.jp"), WITHHELD, NULL,
    "auth-wrong-password input-lookalike" },
  { "letters that look alike in a user name that works", "tar0@example.jp", NULL, GOOD_IMAP, GOOD_SMTP, NULL, "" },
  { "nothing that looks alike", "taro@example.jp", NULL, REFUSED ("imaps://imap.example.jp"), WITHHELD, NULL, "auth-wrong-password" },
  { "Caps Lock", "taro@example.jp", NULL, REFUSED ("imaps://imap.example.jp"), WITHHELD, "SECRET", "auth-wrong-password input-lookalike" },

  /* input-is-url */
  { "a web page as server", "taro@example.jp", NULL, NOT_FOUND ("imaps://http://mail.example.jp/"), GOOD_SMTP, NULL, "input-is-url",
    "imaps://mail.example.jp:993" },
  { "a link as server", "taro@example.jp", NULL, NOT_FOUND ("imaps://https://www.example.com/mail/"), GOOD_SMTP, NULL, "input-is-url",
    "imaps://www.example.com:993", "www.example.com" },
  { "a link as server, where the provider is known",
    "taro@ocn.ne.jp",
    NULL,
    NOT_FOUND ("imaps://http://www.ocn.ne.jp/"),
    { NULL },
    NULL,
    "input-is-url",
    "imaps://imap.ocn.ne.jp:993" },
  { "one slash at the end is none", "taro@example.jp", NULL, { "imaps://imap.example.jp/", .flags = "s" }, GOOD_SMTP, NULL, "" },

  /* input-is-address */
  { "an address as server", "taro@example.jp", NULL, NOT_FOUND ("imaps://taro@example.jp"), GOOD_SMTP, NULL, "input-is-address",
    "imaps://example.jp:993" },
  { "a user name before the server", "taro@example.jp", NULL, NOT_FOUND ("imaps://taro@imap.example.jp:1993"), GOOD_SMTP, NULL,
    "input-is-address", "imaps://imap.example.jp:1993" },
  { "an address as server, where the provider is known",
    "taro@gmail.com",
    NULL,
    NOT_FOUND ("imaps://taro@gmail.com"),
    { NULL },
    NULL,
    "input-is-address",
    "imaps://imap.gmail.com:993" },
  { "the domain alone is a name", "taro@example.jp", NULL, { "imaps://example.jp", .flags = "s" }, GOOD_SMTP, NULL, "" },

  /* host-not-found, with near names */
  { "letters exchanged",
    "taro@gmail.com",
    NULL,
    NOT_FOUND ("imaps://imap.gmial.com"),
    { NULL },
    NULL,
    "host-not-found",
    "imaps://imap.gmail.com:993" },
  { "letters exchanged in the own domain", "taro@example.jp", NULL, NOT_FOUND ("imaps://imap.exmaple.jp"), GOOD_SMTP, NULL,
    "host-not-found", "imaps://imap.example.jp:993" },
  { "a missing dot", "taro@example.jp", NULL, NOT_FOUND ("imaps://imapexample.jp"), GOOD_SMTP, NULL, "host-not-found",
    "imaps://imap.example.jp:993" },
  { "near to a stranger", "taro@example.jp", NULL, NOT_FOUND ("imaps://imap.gmial.com"), GOOD_SMTP, NULL, "host-not-found",
    "imaps://imap.gmail.com:993", "imap.gmail.com" },
  { "near to nothing", "taro@example.jp", NULL, NOT_FOUND ("imaps://totally.different.test"), GOOD_SMTP, NULL, "host-not-found" },

  /* host-old-name */
  { "an old name that is gone",
    "taro@ocn.ne.jp",
    NULL,
    NOT_FOUND ("pop3s://pop.abc.ocn.ne.jp"),
    { NULL },
    NULL,
    "host-old-name",
    "pop3s://pop.ocn.ne.jp:995" },
  { "an old name that refuses",
    "taro@hotmail.com",
    NULL,
    { "pop3s://pop3.live.com", TG_FAULT_REFUSED, TG_STAGE_CONNECT, "" },
    { NULL },
    NULL,
    "host-old-name",
    "pop3s://outlook.office365.com:995" },
  { "an old name that works", "taro@ocn.ne.jp", NULL, { "pop3s://pop.abc.ocn.ne.jp", .flags = "s" }, { NULL }, NULL, "" },
  { "a name that is not known to be old",
    "taro@example.jp",
    NULL,
    NOT_FOUND ("pop3s://old.server.test"),
    { NULL },
    NULL,
    "host-not-found" },

  /* ports-swapped, hosts-swapped */
  { "ports exchanged",
    "taro@example.jp",
    NULL,
    { "imap+starttls://mail.example.jp:587", TG_FAULT_OTHER_PROTOCOL, TG_STAGE_GREETING, "" },
    { "smtps://mail.example.jp:995", TG_FAULT_OTHER_PROTOCOL, TG_STAGE_GREETING, "" },
    NULL,
    "ports-swapped",
    "pop3s://mail.example.jp:995" },
  { "exchanged numbers that work",
    "taro@example.jp",
    NULL,
    { "imaps://mail.example.jp:465", .flags = "s" },
    { "smtps://mail.example.jp:993", .flags = "s" },
    NULL,
    "" },
  { "names exchanged",
    "taro@example.jp",
    NULL,
    { "imaps://smtp.example.jp", TG_FAULT_REFUSED, TG_STAGE_CONNECT, "" },
    { "smtps://imap.example.jp", TG_FAULT_REFUSED, TG_STAGE_CONNECT, "" },
    NULL,
    "hosts-swapped",
    "imaps://imap.example.jp:993" },
  { "names exchanged, by the table",
    "taro@asahi-net.or.jp",
    NULL,
    { "pop3s://mail.asahi-net.or.jp", TG_FAULT_REFUSED, TG_STAGE_CONNECT, "" },
    { "smtps://pop.asahi-net.or.jp", TG_FAULT_CONNECT_TIMEOUT, TG_STAGE_CONNECT, "" },
    NULL,
    "hosts-swapped",
    "pop3s://pop.asahi-net.or.jp:995" },
  { "exchanged names that work",
    "taro@example.jp",
    NULL,
    { "imaps://smtp.example.jp", .flags = "s" },
    { "smtps://imap.example.jp", .flags = "s" },
    NULL,
    "" },

  /* port-encryption-contradiction */
  { "993 with nothing, and silence",
    "taro@example.jp",
    NULL,
    { "imap://imap.example.jp:993", TG_FAULT_SILENT, TG_STAGE_GREETING, "" },
    GOOD_SMTP,
    NULL,
    "port-encryption-contradiction",
    "imaps://imap.example.jp:993" },
  { "587 with SSL/TLS, and the line goes dead",
    "taro@example.jp",
    NULL,
    GOOD_IMAP,
    { "smtps://smtp.example.jp:587", TG_FAULT_TLS, TG_STAGE_TLS, "e" },
    NULL,
    "port-encryption-contradiction",
    "smtp+starttls://smtp.example.jp:587" },
  { "993 with nothing, and the server speaks TLS",
    "taro@example.jp",
    NULL,
    { "imap://imap.example.jp:993", TG_FAULT_SILENT, TG_STAGE_GREETING, "T" },
    GOOD_SMTP,
    NULL,
    "plain-expected-tls",
    "imaps://imap.example.jp:993" },
  { "587 with SSL/TLS, and the server speaks plain text",
    "taro@example.jp",
    NULL,
    GOOD_IMAP,
    { "smtps://smtp.example.jp:587", TG_FAULT_TLS, TG_STAGE_TLS, "P" },
    NULL,
    "tls-expected-plain",
    "smtp+starttls://smtp.example.jp:587" },
  { "587 with SSL/TLS, and the server ends the handshake",
    "taro@example.jp",
    NULL,
    GOOD_IMAP,
    { "smtps://smtp.example.jp:587", TG_FAULT_TLS, TG_STAGE_TLS, "A" },
    NULL,
    "tls-failed" },
  { "587 with SSL/TLS that works", "taro@example.jp", NULL, GOOD_IMAP, { "smtps://smtp.example.jp:587", .flags = "s" }, NULL, "" },
  { "993 with STARTTLS, refused",
    "taro@example.jp",
    NULL,
    { "imap+starttls://imap.example.jp:993", TG_FAULT_REFUSED, TG_STAGE_CONNECT, "" },
    GOOD_SMTP,
    NULL,
    "port-refused" },
  { "another port is for nothing in particular",
    "taro@example.jp",
    NULL,
    { "imaps://imap.example.jp:1993", TG_FAULT_TLS, TG_STAGE_TLS, "e" },
    GOOD_SMTP,
    NULL,
    "tls-failed" },

  /* connection-id */
  { "the line's ID", "taro@asahi-net.or.jp", "ab1c-xyz@atson.net", REFUSED ("pop3s://pop.asahi-net.or.jp"), WITHHELD, NULL,
    "connection-id" },
  { "the number of a customer", "taro@ocn.ne.jp", "N123456789", REFUSED ("imaps://imap.ocn.ne.jp"), WITHHELD, NULL, "connection-id" },
  { "the line's ID, and it works",
    "taro@asahi-net.or.jp",
    "ab1c-xyz@atson.net",
    { "pop3s://pop.asahi-net.or.jp", .flags = "s" },
    WITHHELD,
    NULL,
    "" },
  { "a mail user name", "taro@ocn.ne.jp", NULL, REFUSED ("imaps://imap.ocn.ne.jp"), WITHHELD, NULL, "auth-wrong-password" },

  /* settings-for-other-address */
  { "another provider's server", "taro@ocn.ne.jp", NULL, REFUSED ("imaps://imap.nifty.com"), WITHHELD, NULL, "settings-for-other-address",
    "imaps://imap.ocn.ne.jp:993" },
  { "a neighbour's server", "taro@abc.sakura.ne.jp", NULL, REFUSED ("imaps://xyz.sakura.ne.jp"), WITHHELD, NULL,
    "settings-for-other-address" },
  { "another address as user name", "taro@ocn.ne.jp", "taro@nifty.com", REFUSED ("imaps://imap.ocn.ne.jp"), WITHHELD, NULL,
    "settings-for-other-address" },
  { "an own domain may lie anywhere", "taro@example.jp", NULL, REFUSED ("imaps://imap.nifty.com"), WITHHELD, NULL, "auth-wrong-password" },
  { "another provider, with an account there", "taro@ocn.ne.jp", "taro@nifty.com", REFUSED ("imaps://imap.nifty.com"), WITHHELD, NULL,
    "auth-wrong-password" },
  { "another provider's server, and it works", "taro@ocn.ne.jp", NULL, { "imaps://imap.nifty.com", .flags = "s" }, WITHHELD, NULL, "" },
};

static gboolean
has (const Seen *seen, char flag)
{
  return seen->flags != NULL && strchr (seen->flags, flag) != NULL;
}

static TgEvidence *
make_evidence (const Seen *side, const TgServer *server, const char *user)
{
  TgEvidence *seen = tg_evidence_new (server, user);

  seen->tested = TRUE;
  seen->fault = side->fault;
  seen->reached = side->fault != TG_FAULT_NONE ? side->reached : has (side, 'w') ? TG_STAGE_SIGN_IN : TG_STAGE_DONE;
  seen->signed_in = has (side, 's');
  seen->sign_in_refused = has (side, 'r');
  seen->sign_in_withheld = has (side, 'w');
  seen->encrypted = seen->reached > TG_STAGE_TLS;
  if (has (side, 'r')) {
    seen->decisive = g_strdup ("a2 NO [AUTHENTICATIONFAILED] Authentication failed.");
    seen->decisive_status = g_strdup ("AUTHENTICATIONFAILED");
  }
  if (seen->encrypted) {
    seen->tls = tg_tls_facts_new ();
    seen->tls->version = g_strdup ("TLS1.3");
    seen->tls->trusted = TRUE;
    seen->tls->alert = -1;
  }
  seen->scan.alert = has (side, 'A') ? 40 : -1;
  seen->scan.done = has (side, 'e') || has (side, 'T') || has (side, 'A') || has (side, 'P');
  seen->scan.eof = has (side, 'e');
  seen->scan.speaks = has (side, 'T') ? TG_SPEAKS_TLS : has (side, 'P') ? TG_SPEAKS_SMTP : TG_SPEAKS_NOTHING;
  return seen;
}

typedef struct {
  TgAccount *account;
  GPtrArray *findings;
} Run;

static void
run_clear (Run *run)
{
  tg_account_unref (run->account);
  g_ptr_array_unref (run->findings);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static TgServer *
read_server (const Seen *side, TgTypedField field, GPtrArray *cleanings)
{
  g_autoptr (GError) error = NULL;
  TgCleaning *cleaning = NULL;
  TgServer *server;

  if (side->url == NULL)
    return NULL;
  server = tg_typed_server (side->url, field, &cleaning, &error);
  g_assert_no_error (error);
  if (cleaning != NULL)
    g_ptr_array_add (cleanings, cleaning);
  return server;
}

/* As the front ends do for an account. */
static Run
run_situation (const Situation *row)
{
  g_autoptr (GPtrArray) cleanings = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_cleaning_free);
  g_autoptr (TgServer) receive = read_server (&row->receive, TG_TYPED_RECEIVE, cleanings);
  g_autoptr (TgServer) send = read_server (&row->send, TG_TYPED_SEND, cleanings);
  guint slips;
  g_autofree char *address = tg_typed_address (row->address, &slips);
  TgCleaning *cleaning = tg_cleaning_new (TG_TYPED_ADDRESS, slips, row->address, address);
  g_autoptr (TgSecret) password = row->password != NULL ? tg_secret_new (row->password, -1) : NULL;
  g_autoptr (TgTyped) typed = NULL;
  g_autoptr (TgEvidence) received = NULL, sent = NULL;
  Run run = { tg_account_new (address, NULL, row->user, NULL, receive, send), NULL };

  if (cleaning != NULL)
    g_ptr_array_add (cleanings, cleaning);
  typed = tg_typed_new (cleanings, password, password);
  received = receive != NULL ? make_evidence (&row->receive, receive, tg_account_receive_user (run.account)) : NULL;
  sent = send != NULL ? make_evidence (&row->send, send, tg_account_send_user (run.account)) : NULL;

  TgDiagnosisInput input = { .account = run.account, .receive = received, .send = sent, .now = NOW, .attempts_left = -1, .typed = typed };

  run.findings = tg_diagnose_input (&input);
  return run;
}

static char *
ids_of (GPtrArray *findings)
{
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? " " : "", ((const TgFinding *)findings->pdata[i])->id);
  return g_string_free (g_steal_pointer (&ids), FALSE);
}

static const TgRemedy *
first_change (const TgFinding *finding)
{
  for (guint i = 0; i < finding->remedies->len; i++) {
    const TgRemedy *remedy = finding->remedies->pdata[i];

    if (remedy->change != NULL)
      return remedy;
  }
  return NULL;
}

static void
test_situations (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (situations); i++) {
    const Situation *row = &situations[i];
    g_auto (Run) run = run_situation (row);
    g_autofree char *ids = ids_of (run.findings);

    g_test_message ("%s", row->name);
    g_assert_cmpstr (ids, ==, row->findings);
    if (row->change != NULL) {
      const TgFinding *main = run.findings->pdata[0];
      const TgRemedy *remedy = first_change (main);
      g_autofree char *url = NULL;

      g_assert_nonnull (remedy);
      url = tg_server_to_url (main->side == TG_SIDE_SEND ? remedy->change->send : remedy->change->receive);
      g_assert_cmpstr (url, ==, row->change);
      g_assert_cmpstr (remedy->confirm_host, ==, row->confirm);
      g_assert_nonnull (remedy->action);
    }
    for (guint k = 0; k < run.findings->len; k++) {
      const TgFinding *finding = run.findings->pdata[k];

      g_assert_null (strchr (finding->cause, '{'));
      g_assert_cmpuint (strlen (finding->cause), >, 10);
      if (g_str_has_prefix (finding->id, "input-"))
        g_assert_cmpuint (finding->evidence->len, >, 0);
    }
  }
}

/* The section's ids, each first in some case, and deliberately absent in another. */
static void
test_coverage (void)
{
  static const char *const section[] = { "input-spaces",
                                         "input-fullwidth",
                                         "input-lookalike",
                                         "input-is-url",
                                         "input-is-address",
                                         "ports-swapped",
                                         "port-encryption-contradiction",
                                         "connection-id",
                                         "hosts-swapped",
                                         "settings-for-other-address",
                                         "host-not-found",
                                         "host-old-name" };

  for (guint k = 0; k < G_N_ELEMENTS (section); k++) {
    guint first = 0;

    for (guint i = 0; i < G_N_ELEMENTS (situations); i++) {
      g_auto (GStrv) ids = g_strsplit (situations[i].findings, " ", -1);

      first += g_strcmp0 (ids[0], section[k]) == 0;
    }
    g_test_message ("%s comes first %u times", section[k], first);
    g_assert_cmpuint (first, >, 0);
  }
  g_test_message ("%u situations", (guint)G_N_ELEMENTS (situations));
}

/* Safety rule 5. */
static void
test_no_password (void)
{
  static const char canary[] = " Can4ry－5ecret ";
  Situation row = { "a canary", "taro@example.jp", NULL, REFUSED ("imaps://imap.example.jp"), WITHHELD, canary, NULL };
  g_auto (Run) run = run_situation (&row);
  g_autofree char *ids = ids_of (run.findings);

  g_assert_cmpstr (ids, ==, "auth-wrong-password input-spaces input-fullwidth");
  for (guint i = 0; i < run.findings->len; i++) {
    const TgFinding *finding = run.findings->pdata[i];

    for (guint k = 0; k < finding->evidence->len; k++) {
      const char *line = finding->evidence->pdata[k];

      g_test_message ("%s", line);
      g_assert_null (strstr (line, "Can4ry"));
      g_assert_null (strstr (line, "－"));
    }
    g_assert_null (strstr (finding->cause, "Can4ry"));
  }
}

/* What a finding quotes is made visible first. */
static void
test_hostile (void)
{
  Situation row = { "hostile", "taro\xe2\x80\xae\x1b[31m@example.jp", NULL, GOOD_IMAP, GOOD_SMTP, NULL, NULL };
  g_auto (Run) run = run_situation (&row);
  const TgFinding *finding = run.findings->pdata[0];

  for (guint k = 0; k < finding->evidence->len; k++) {
    const char *line = finding->evidence->pdata[k];

    g_assert_null (strchr (line, '\x1b'));
    g_assert_null (strstr (line, "\xe2\x80\xae"));
  }
}

int
main (int argc, char **argv)
{
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/typed/each situation gives its findings and the change that helps", test_situations);
  g_test_add_func ("/typed/each finding comes first somewhere", test_coverage);
  g_test_add_func ("/typed/a password is never told", test_no_password);
  g_test_add_func ("/typed/what was typed is shown harmlessly", test_hostile);
  return g_test_run ();
}
