/* test-letter-plan.c: which servers are tried for a letter's account, and which are used in the end.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "model/evidence/evidence.h"
#include "probe/explore.h"
#include "session/asked/letter-plan.h"
#include "session/told/change-lines.h"

/**
 * Row:
 * @address: (nullable)
 * @receive, @send: as the letter has them: URLs, with "!" what contradicts, with "?p" a port and with "?s" an encryption that it does not say
 * @tries: (nullable): what is tried: URLs
 * @works: what works; "*" before one: its certificate is not right
 * @use_receive, @use_send: what is used
 * @change: (nullable): what is said to have changed, of receiving and of sending
 * @tried: (nullable): "finding/remedy=works", those that were tried
 */
typedef struct {
  const char *name;
  const char *address;
  const char *receive, *send;
  const char *tries;
  const char *works;
  const char *use_receive, *use_send;
  const char *change;
  const char *tried;
} Row;

static const Row rows[] = {
  { "all is well", NULL, "imaps://i.example:993", "smtps://s.example:465", "imaps://i.example:993 smtps://s.example:465",
    "imaps://i.example:993 smtps://s.example:465", "imaps://i.example:993", "smtps://s.example:465", NULL, NULL },
  { "nothing works: as the letter has it", NULL, "imaps://i.example:993", "smtps://s.example:465", NULL, "", "imaps://i.example:993",
    "smtps://s.example:465", NULL, NULL },
  { "a certificate for another name is not all right", NULL, "imaps://i.example:993 pop3s://p.example:995", "smtps://s.example:465", NULL,
    "*imaps://i.example:993 pop3s://p.example:995 smtps://s.example:465", "pop3s://p.example:995", "smtps://s.example:465",
    "i.example IMAP 993 → p.example POP3 995 SSL/TLS", NULL },
  { "the letter says STARTTLS: TLS is nobody's business", NULL, "imap+starttls://i.example:143", "smtp+starttls://s.example:587",
    "imap+starttls://i.example:143 smtp+starttls://s.example:587", "imap+starttls://i.example:143 smtp+starttls://s.example:587",
    "imap+starttls://i.example:143", "smtp+starttls://s.example:587", NULL, NULL },
  { "a port alone: as it is usual", NULL, "imaps://i.example:993?s", "smtp+starttls://s.example:587?s",
    "imaps://i.example:993 imap+starttls://i.example:993 smtp+starttls://s.example:587 smtps://s.example:587 smtps://s.example:465",
    "imaps://i.example:993 smtp+starttls://s.example:587 smtps://s.example:465", "imaps://i.example:993", "smtp+starttls://s.example:587",
    NULL, NULL },
  { "a port alone, and it is another one", NULL, "imaps://i.example:993?s", "smtp+starttls://s.example:587?s", NULL,
    "imaps://i.example:993 smtps://s.example:465", "imaps://i.example:993", "smtps://s.example:465", "587 → 465 SSL/TLS", NULL },
  { "neither port nor encryption: TLS first", NULL, "imaps://i.example:993", "smtp+starttls://s.example:587?ps", NULL,
    "imaps://i.example:993 smtp+starttls://s.example:587 smtps://s.example:465", "imaps://i.example:993", "smtps://s.example:465",
    "587 → 465 SSL/TLS", NULL },
  { "without encryption: never, but with it", NULL, "pop3://p.example:110", "smtp://s.example:25",
    "pop3s://p.example:110 pop3s://p.example:995 pop3+starttls://p.example:110 smtps://s.example:25 smtps://s.example:465 "
    "smtp+starttls://s.example:25",
    "pop3s://p.example:995 pop3+starttls://p.example:110 smtp+starttls://s.example:25", "pop3s://p.example:995",
    "smtp+starttls://s.example:25", "110 → 995 SSL/TLS | 25 None → 25 STARTTLS", NULL },
  { "without encryption, and nothing else: the letter's own", NULL, "pop3://p.example:110", "smtp://s.example:587", NULL, "",
    "pop3://p.example:110", "smtp://s.example:587", NULL, NULL },
  { "995 without encryption", NULL, "pop3://p.example:995!", "smtps://s.example:465",
    "pop3s://p.example:995 pop3+starttls://p.example:995 smtps://s.example:465", "pop3s://p.example:995 smtps://s.example:465",
    "pop3s://p.example:995", "smtps://s.example:465", "995 None → 995 SSL/TLS", "port-encryption-contradiction/use-port-encryption=works" },
  { "SSL on 587: the port is meant", NULL, "imaps://i.example:993", "smtps://s.example:587!",
    "imaps://i.example:993 smtps://s.example:587 smtps://s.example:465 smtp+starttls://s.example:587",
    "imaps://i.example:993 smtp+starttls://s.example:587", "imaps://i.example:993", "smtp+starttls://s.example:587",
    "587 SSL/TLS → 587 STARTTLS",
    "port-encryption-contradiction/use-port-encryption=works port-encryption-contradiction/use-tls-port=fails" },
  { "SSL on 587: both work", NULL, "imaps://i.example:993", "smtps://s.example:587!", NULL,
    "imaps://i.example:993 smtp+starttls://s.example:587 smtps://s.example:465", "imaps://i.example:993", "smtps://s.example:465",
    "587 → 465 SSL/TLS", "port-encryption-contradiction/use-tls-port=works port-encryption-contradiction/use-port-encryption=works" },
  { "ports swapped", NULL, "pop3+starttls://p.example:587?s", "smtps://s.example:995?s", NULL,
    "pop3s://p.example:995 smtp+starttls://s.example:587", "pop3s://p.example:995", "smtp+starttls://s.example:587",
    "587 → 995 SSL/TLS | 995 → 587 STARTTLS", "ports-swapped/swap-ports=works" },
  { "ports swapped, of which one works: both or none", NULL, "pop3+starttls://p.example:587?s", "smtps://s.example:995?s", NULL,
    "pop3s://p.example:995", "pop3s://p.example:995", "smtps://s.example:995", "587 → 995 SSL/TLS", "ports-swapped/swap-ports=fails" },
  { "hosts swapped", NULL, "imaps://smtp.one.example:993", "smtps://imap.one.example:465", NULL,
    "imaps://imap.one.example:993 smtps://smtp.one.example:465", "imaps://imap.one.example:993", "smtps://smtp.one.example:465",
    "smtp.one.example → imap.one.example | imap.one.example → smtp.one.example", "hosts-swapped/swap-hosts=works" },
  { "hosts swapped, and one machine has both: the letter's own", NULL, "imaps://smtp.one.example:993", "smtps://imap.one.example:465", NULL,
    "imaps://imap.one.example:993 smtps://smtp.one.example:465 imaps://smtp.one.example:993 smtps://imap.one.example:465",
    "imaps://smtp.one.example:993", "smtps://imap.one.example:465", NULL, "hosts-swapped/swap-hosts=works" },
  { "hosts swapped, without encryption", NULL, "imap://smtp.one.example:143", "smtp://imap.one.example:587", NULL,
    "imaps://imap.one.example:993 smtp+starttls://smtp.one.example:587", "imaps://imap.one.example:993",
    "smtp+starttls://smtp.one.example:587",
    "smtp.one.example 143 → imap.one.example 993 SSL/TLS | imap.one.example 587 None → smtp.one.example 587 STARTTLS",
    "hosts-swapped/swap-hosts=works" },
  { "an old name", NULL, "imaps://imap-mail.outlook.com:993", "smtps://s.example:465", NULL,
    "imaps://outlook.office365.com:993 smtps://s.example:465", "imaps://outlook.office365.com:993", "smtps://s.example:465",
    "imap-mail.outlook.com → outlook.office365.com", "host-old-name/use-new-name=works" },
  { "an old name, without encryption", NULL, "pop3://pop3.live.com:110", "smtps://s.example:465", NULL,
    "pop3s://outlook.office365.com:995 smtps://s.example:465", "pop3s://outlook.office365.com:995", "smtps://s.example:465",
    "pop3.live.com 110 → outlook.office365.com 995 SSL/TLS", "host-old-name/use-new-name=works" },
  { "the table knows better", "taro@ocn.ne.jp", "pop3s://mail.ocn.ne.jp:995", "smtps://mail.ocn.ne.jp:465",
    "pop3s://mail.ocn.ne.jp:995 pop3s://pop.ocn.ne.jp:995 imaps://imap.ocn.ne.jp:993 smtps://mail.ocn.ne.jp:465 smtps://smtp.ocn.ne.jp:465",
    "pop3s://pop.ocn.ne.jp:995 imaps://imap.ocn.ne.jp:993 smtps://smtp.ocn.ne.jp:465", "pop3s://pop.ocn.ne.jp:995",
    "smtps://smtp.ocn.ne.jp:465", "mail.ocn.ne.jp → pop.ocn.ne.jp | mail.ocn.ne.jp → smtp.ocn.ne.jp", NULL },
  { "one side alone", NULL, "imaps://i.example:993", "", "imaps://i.example:993", "imaps://i.example:993", "imaps://i.example:993", NULL,
    NULL, NULL },
  { "very many", NULL,
    "imaps://a.example imaps://b.example imaps://c.example imaps://d.example imaps://e.example imaps://f.example imaps://g.example "
    "imaps://h.example imaps://i.example",
    "",
    "imaps://a.example:993 imaps://b.example:993 imaps://c.example:993 imaps://d.example:993 imaps://e.example:993 imaps://f.example:993 "
    "imaps://g.example:993 imaps://h.example:993",
    "imaps://h.example:993", "imaps://h.example:993", NULL, "a.example → h.example", NULL },
};

static void
server_free (gpointer data)
{
  TgLetterServer *self = data;

  tg_server_unref (self->server);
  g_free (self);
}

static GPtrArray *
servers_of (const char *text)
{
  GPtrArray *servers = g_ptr_array_new_with_free_func (server_free);
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  for (guint i = 0; words[i] != NULL; i++) {
    TgLetterServer *each = g_new0 (TgLetterServer, 1);
    g_autoptr (TgServer) server = NULL;
    g_autofree char *url = g_strndup (words[i], strcspn (words[i], "!?"));
    const char *marks = words[i] + strlen (url);

    server = tg_server_parse (url, NULL);
    g_assert_nonnull (server);
    each->server = tg_server_with_origin (server, TG_ORIGIN_LETTER, TG_CONFIRMED_BY_NOBODY);
    each->contradicts = *marks == '!';
    each->inferred =
        *marks == '?' ? (strchr (marks, 'p') != NULL ? TG_INFERRED_PORT : 0) | (strchr (marks, 's') != NULL ? TG_INFERRED_SECURITY : 0) : 0;
    g_ptr_array_add (servers, each);
  }
  return servers;
}

static void
add_url (GString *list, const TgServer *server)
{
  g_autofree char *url = server != NULL ? tg_server_to_url (server) : NULL;

  if (url != NULL)
    g_string_append_printf (list, "%s%s", list->len > 0 ? " " : "", url);
}

static TgExplored *
explored (const TgServer *server, gboolean works, gboolean trusted)
{
  g_autoptr (TgEvidence) evidence = tg_evidence_new (server, "");

  evidence->tested = TRUE;
  evidence->fault = works ? TG_FAULT_NONE : trusted ? TG_FAULT_REFUSED : TG_FAULT_CERTIFICATE;
  evidence->reached = works ? TG_STAGE_SIGN_IN : trusted ? TG_STAGE_CONNECT : TG_STAGE_CERTIFICATE;
  evidence->encrypted = works || !trusted;
  if (evidence->encrypted) {
    evidence->tls = tg_tls_facts_new ();
    evidence->tls->trusted = trusted;
  }
  return tg_explored_new (evidence);
}

/* Of what is tried, what @row says of it. */
static GPtrArray *
outcome (const Row *row, GPtrArray *servers)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_explored_unref);
  g_auto (GStrv) words = g_strsplit (row->works, " ", -1);

  for (guint i = 0; i < servers->len; i++) {
    g_autofree char *url = tg_server_to_url (servers->pdata[i]);
    g_autofree char *untrusted = g_strconcat ("*", url, NULL);
    gboolean is_untrusted = g_strv_contains ((const char *const *)words, untrusted);

    g_ptr_array_add (found, explored (servers->pdata[i], g_strv_contains ((const char *const *)words, url), !is_untrusted));
  }
  return found;
}

static void
assert_same_set (const char *got, const char *wanted)
{
  g_auto (GStrv) a = g_strsplit (got, " ", -1), b = g_strsplit (wanted, " ", -1);

  for (guint i = 0; a[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *)b, a[i]))
      g_error ("%s is tried, too; wanted: %s", a[i], wanted);
  for (guint i = 0; b[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *)a, b[i]))
      g_error ("%s is not tried: %s", b[i], got);
  g_assert_cmpuint (g_strv_length (a), ==, g_strv_length (b));
}

static void
assert_server (const TgServer *server, const char *wanted)
{
  g_autofree char *url = server != NULL ? tg_server_to_url (server) : NULL;

  g_assert_cmpstr (url, ==, wanted);
  if (server != NULL) {
    g_assert_cmpint (server->confirmed, ==, TG_CONFIRMED_BY_NOBODY);
    g_assert_true (server->origin == TG_ORIGIN_LETTER || server->origin == TG_ORIGIN_TABLE);
  }
}

static void
assert_told (const TgLetterTrial *trial, const Row *row)
{
  g_autoptr (GString) tried = g_string_new (NULL), change = g_string_new (NULL);

  for (guint i = 0; i < trial->findings->len; i++) {
    const TgFinding *finding = trial->findings->pdata[i];

    for (guint k = 0; k < finding->remedies->len; k++) {
      const TgRemedy *remedy = finding->remedies->pdata[k];

      if (remedy->tried != TG_TRIED_NOT)
        g_string_append_printf (tried, "%s%s/%s=%s", tried->len > 0 ? " " : "", finding->id, remedy->id,
                                remedy->tried == TG_TRIED_WORKS ? "works" : "fails");
    }
  }
  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++) {
    g_autofree char *line = tg_letter_change_line (trial, side);

    if (line != NULL)
      g_string_append_printf (change, "%s%s", change->len > 0 ? " | " : "", line);
  }
  g_assert_cmpstr (change->str, ==, row->change != NULL ? row->change : "");
  g_assert_cmpint (trial->changed, ==, row->change != NULL);
  if (row->tried != NULL)
    g_assert_cmpstr (tried->str, ==, row->tried);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GPtrArray) receive = servers_of (row->receive), send = servers_of (row->send), servers = NULL, seen = NULL;
  TgLetterAccount account = { .address = (char *)row->address, .receive = receive, .send = send };
  g_autoptr (TgLetterPlan) plan = tg_letter_plan_new (&account);
  g_autoptr (TgLetterTrial) trial = NULL;
  g_autoptr (GString) tries = g_string_new (NULL);
  guint n[2] = { 0 };

  servers = tg_letter_plan_servers (plan);
  for (guint i = 0; i < servers->len; i++) {
    const TgServer *server = servers->pdata[i];

    g_assert_cmpint (server->security, !=, TG_SECURITY_NONE);
    add_url (tries, server);
    n[server->protocol == TG_PROTOCOL_SMTP]++;
  }
  g_assert_cmpuint (MAX (n[0], n[1]), <=, TG_LETTER_TRIED_MAX);
  if (row->tries != NULL)
    assert_same_set (tries->str, row->tries);
  seen = outcome (row, servers);
  trial = tg_letter_plan_judge (plan, seen);
  assert_server (trial->account->receive, row->use_receive);
  assert_server (trial->account->send, row->use_send);
  assert_told (trial, row);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/letter-plan/%s", rows[i].name);

    g_test_add_data_func (path, &rows[i], test_row);
  }
  return g_test_run ();
}
