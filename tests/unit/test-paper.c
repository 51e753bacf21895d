/* test-paper.c: which question comes next, what an answer is worth, and the letter that the answers come to.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "find/paper/paper.h"

#define ADDRESS "taro@one.example"

static const char *const names[] = {
  [TG_PAPER_ADDRESS] = "address",
  [TG_PAPER_RECEIVE_HOST] = "receive-host",
  [TG_PAPER_RECEIVE_PORT] = "receive-port",
  [TG_PAPER_PROTOCOL] = "protocol",
  [TG_PAPER_RECEIVE_SECURITY] = "receive-security",
  [TG_PAPER_SEND_HOST] = "send-host",
  [TG_PAPER_SEND_PORT] = "send-port",
  [TG_PAPER_SEND_SECURITY] = "send-security",
  [TG_PAPER_USER] = "user",
  [TG_PAPER_SEND_USER] = "send-user",
  [TG_PAPER_SUMMARY] = "summary",
};

/* @text: (nullable) */
typedef struct {
  guint choice;
  const char *text;
} Given;

/* A letter whose answers come in the order of the questions.  @known: (nullable): what the tables have: "receive send user" */
typedef struct {
  const char *name;
  const char *known;
  Given given[TG_PAPER_SUMMARY];
  const char *asked;
  const char *receive, *send;
  const char *user, *send_user;
  gboolean sends_only;
} Row;

#define TYPED(text)                                                                                                                        \
  {                                                                                                                                        \
    0, text                                                                                                                                \
  }
#define ALL "address receive-host receive-port receive-security send-host send-port send-security user send-user"

static const Row rows[] = {
  { "a whole letter",
    NULL,
    { TYPED (ADDRESS),
      TYPED ("pop.one.example"),
      TYPED ("995"),
      { 0 },
      { TG_PAPER_SSL_TLS },
      { TG_PAPER_OTHER_HOST, "smtp.one.example" },
      TYPED ("465"),
      { TG_PAPER_SSL_TLS },
      { TG_PAPER_USER_LOCAL_PART },
      { TG_PAPER_SEND_SAME } },
    ALL,
    "pop3s://pop.one.example:995?P",
    "smtps://smtp.one.example:465",
    "taro",
    NULL },
  { "neither name nor port tells the protocol",
    NULL,
    { TYPED (ADDRESS),
      TYPED ("mail.one.example"),
      TYPED (""),
      { TG_PAPER_POP },
      { TG_PAPER_SECURITY_UNSAID },
      { TG_PAPER_SAME_HOST },
      TYPED (""),
      { TG_PAPER_SECURITY_UNSAID },
      { TG_PAPER_USER_ADDRESS },
      { TG_PAPER_SEND_SAME } },
    "address receive-host receive-port protocol receive-security send-host send-port send-security user send-user",
    "pop3s://mail.one.example:995?ps",
    "smtps://mail.one.example:465?ps",
    ADDRESS,
    NULL },
  { "neither does the letter: both are possible",
    NULL,
    { TYPED (ADDRESS),
      TYPED ("mail.one.example"),
      TYPED (""),
      { TG_PAPER_PROTOCOL_UNSAID },
      { TG_PAPER_SSL },
      { TG_PAPER_SAME_HOST },
      TYPED (""),
      { TG_PAPER_SSL },
      { TG_PAPER_USER_ADDRESS },
      { TG_PAPER_SEND_SAME } },
    "address receive-host receive-port protocol receive-security send-host send-port send-security user send-user",
    "imaps://mail.one.example:993?Pp pop3s://mail.one.example:995?Pp",
    "smtps://mail.one.example:465?p",
    ADDRESS,
    NULL },
  { "the port tells the protocol",
    NULL,
    { TYPED (ADDRESS),
      TYPED ("mail.one.example"),
      TYPED ("110"),
      { 0 },
      { TG_PAPER_SECURITY_UNSAID },
      { TG_PAPER_SAME_HOST },
      TYPED ("587"),
      { TG_PAPER_TLS },
      { TG_PAPER_USER_OTHER, "one0123" },
      { TG_PAPER_SEND_OTHER, "two" } },
    ALL,
    "pop3+starttls://mail.one.example:110?Ps",
    "smtp+starttls://mail.one.example:587",
    "one0123",
    "two" },
  { "ports that stand in each other's place",
    NULL,
    { TYPED (ADDRESS),
      TYPED ("pop.one.example"),
      TYPED ("587"),
      { 0 },
      { TG_PAPER_SECURITY_UNSAID },
      { TG_PAPER_OTHER_HOST, "smtp.one.example" },
      TYPED ("995"),
      { TG_PAPER_SECURITY_UNSAID },
      { TG_PAPER_USER_ADDRESS },
      { TG_PAPER_SEND_NOTHING } },
    ALL,
    "pop3+starttls://pop.one.example:587?Ps",
    "smtps://smtp.one.example:995?s",
    ADDRESS,
    NULL },
  { "995 without encryption, SSL on 587",
    NULL,
    { TYPED (ADDRESS),
      TYPED ("pop.one.example"),
      TYPED ("995"),
      { 0 },
      { TG_PAPER_NO_ENCRYPTION },
      { TG_PAPER_OTHER_HOST, "smtp.one.example" },
      TYPED ("587"),
      { TG_PAPER_SSL_TLS },
      { TG_PAPER_USER_ADDRESS },
      { TG_PAPER_SEND_SAME } },
    ALL,
    "pop3://pop.one.example:995!?P",
    "smtps://smtp.one.example:587!",
    ADDRESS,
    NULL },
  { "a port behind the name",
    NULL,
    { TYPED (ADDRESS),
      TYPED ("pop.one.example:995"),
      { 0 },
      { 0 },
      { TG_PAPER_SSL },
      { TG_PAPER_OTHER_HOST, "smtp.one.example:465" },
      { 0 },
      { TG_PAPER_SSL },
      { TG_PAPER_USER_ADDRESS },
      { TG_PAPER_SEND_SAME } },
    ALL,
    "pop3s://pop.one.example:995?P",
    "smtps://smtp.one.example:465",
    ADDRESS,
    NULL },
  { "all is known",
    "imaps://imap.two.example:993 smtps://smtp.two.example:465 taro",
    { TYPED (ADDRESS) },
    "address",
    "imaps://imap.two.example:993",
    "smtps://smtp.two.example:465",
    "taro",
    NULL },
  { "the user name is not",
    "imaps://imap.two.example:993 smtps://smtp.two.example:465 -",
    { TYPED (ADDRESS), { 0 }, { 0 }, { 0 }, { 0 }, { 0 }, { 0 }, { 0 }, { TG_PAPER_USER_OTHER, "m0123" } },
    "address user",
    "imaps://imap.two.example:993",
    "smtps://smtp.two.example:465",
    "m0123",
    NULL },
  { "the servers have each customer's name",
    "- - taro",
    { TYPED (ADDRESS),
      TYPED ("sv1.two.example"),
      TYPED ("993"),
      { 0 },
      { TG_PAPER_SSL },
      { TG_PAPER_SAME_HOST },
      TYPED ("465"),
      { TG_PAPER_SSL } },
    "address receive-host receive-port receive-security send-host send-port send-security send-user",
    "imaps://sv1.two.example:993?P",
    "smtps://sv1.two.example:465",
    "taro",
    NULL },
  { "receiving is known, and sending is by the same name",
    "imaps://mail.two.example:993 - taro",
    { TYPED (ADDRESS),
      { 0 },
      { 0 },
      { 0 },
      { 0 },
      { TG_PAPER_SAME_HOST },
      TYPED ("587"),
      { TG_PAPER_STARTTLS },
      { 0 },
      { TG_PAPER_SEND_SAME } },
    "address send-host send-port send-security send-user",
    "imaps://mail.two.example:993",
    "smtp+starttls://mail.two.example:587",
    "taro",
    NULL },
  { "a printer only sends",
    NULL,
    { TYPED (ADDRESS),
      { 0 },
      { 0 },
      { 0 },
      { 0 },
      { TG_PAPER_OTHER_HOST, "smtp.one.example" },
      TYPED ("465"),
      { TG_PAPER_SSL_TLS },
      { TG_PAPER_USER_LOCAL_PART } },
    "address send-host send-port send-security user",
    "",
    "smtps://smtp.one.example:465",
    "taro",
    NULL,
    TRUE },
  { "a printer only sends, and the tables know how",
    "imaps://imap.two.example:993 smtps://smtp.two.example:465 taro",
    { TYPED (ADDRESS) },
    "address",
    "",
    "smtps://smtp.two.example:465",
    "taro",
    NULL,
    TRUE },
  { "a printer only sends, and the tables know how to receive",
    "imaps://imap.two.example:993 - taro",
    { TYPED (ADDRESS), { 0 }, { 0 }, { 0 }, { 0 }, { TG_PAPER_OTHER_HOST, "smtp.one.example" }, TYPED ("587"), { TG_PAPER_STARTTLS } },
    "address send-host send-port send-security",
    "",
    "smtp+starttls://smtp.one.example:587",
    "taro",
    NULL,
    TRUE },
};

static TgServer *
server_or_none (const char *url)
{
  return strcmp (url, "-") != 0 ? tg_server_parse (url, NULL) : NULL;
}

static void
set_known (TgPaper *paper, const char *known)
{
  g_auto (GStrv) parts = g_strsplit (known, " ", 3);
  g_autoptr (TgServer) receive = server_or_none (parts[0]), send = server_or_none (parts[1]);
  g_autoptr (TgAccount) account = tg_account_new (ADDRESS, NULL, strcmp (parts[2], "-") != 0 ? parts[2] : NULL, NULL, receive, send);

  tg_paper_set_known (paper, account);
}

static char *
servers_of (GPtrArray *servers)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < servers->len; i++) {
    const TgLetterServer *each = servers->pdata[i];
    g_autofree char *url = tg_server_to_url (each->server);

    g_string_append_printf (list, "%s%s%s%s%s%s%s", i > 0 ? " " : "", url, each->contradicts ? "!" : "", each->inferred != 0 ? "?" : "",
                            each->inferred & TG_INFERRED_PROTOCOL ? "P" : "", each->inferred & TG_INFERRED_PORT ? "p" : "",
                            each->inferred & TG_INFERRED_SECURITY ? "s" : "");
  }
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (TgPaper) paper = tg_paper_new ();
  g_autoptr (GString) asked = g_string_new (NULL);
  g_autoptr (TgLetter) letter = NULL;
  g_autofree char *receive = NULL, *send = NULL;
  const TgLetterAccount *account;
  guint n = 0;

  tg_paper_set_sends_only (paper, row->sends_only);
  for (TgPaperQuestion i = TG_PAPER_ADDRESS; i < TG_PAPER_SUMMARY; i = tg_paper_next (paper, i)) {
    const Given *given = &row->given[i];
    g_autofree char *fault = NULL;

    g_string_append_printf (asked, "%s%s", n++ > 0 ? " " : "", names[i]);
    g_assert_cmpuint (tg_paper_place (paper, i), ==, n);
    g_assert_cmpint (tg_paper_first_open (paper), ==, i);
    /* What is there already is confirmed by Next alone. */
    fault = tg_paper_answer (paper, i, given->choice, given->text != NULL ? given->text : tg_paper_text (paper, i));
    g_assert_null (fault);
    if (i == TG_PAPER_ADDRESS && row->known != NULL)
      set_known (paper, row->known);
    if (tg_paper_next (paper, i) != TG_PAPER_SUMMARY)
      g_assert_cmpint (tg_paper_previous (paper, tg_paper_next (paper, i)), ==, i);
  }
  g_assert_cmpuint (tg_paper_total (paper), ==, n);
  g_assert_cmpint (tg_paper_first_open (paper), ==, TG_PAPER_SUMMARY);
  g_assert_cmpstr (asked->str, ==, row->asked);
  letter = tg_paper_letter (paper);
  account = letter->accounts->pdata[0];
  receive = servers_of (account->receive);
  send = servers_of (account->send);
  g_assert_cmpstr (receive, ==, row->receive);
  g_assert_cmpstr (send, ==, row->send);
  g_assert_cmpstr (account->address, ==, ADDRESS);
  g_assert_cmpstr (account->user, ==, row->user);
  g_assert_cmpstr (account->send_user, ==, row->send_user);
}

/* @fault, @doubt: (nullable): a part of the sentence */
static const struct {
  TgPaperQuestion question;
  guint choice;
  const char *text;
  const char *fault;
  const char *doubt;
} answers[] = {
  { TG_PAPER_ADDRESS, 0, "taro", "has an @", NULL },
  { TG_PAPER_ADDRESS, 0, "https://www.one.example/", "web page", NULL },
  { TG_PAPER_ADDRESS, 0, "taro@gmial.com", NULL, "@gmail.com" },
  { TG_PAPER_ADDRESS, 0, "tar0@gmail.com", NULL, "0 (4)" },
  { TG_PAPER_ADDRESS, 0, "taro@gmail.com", NULL, NULL },
  { TG_PAPER_RECEIVE_HOST, 0, "", "Type the server", NULL },
  { TG_PAPER_RECEIVE_HOST, 0, "http://www.one.example/", "web page", NULL },
  { TG_PAPER_RECEIVE_HOST, 0, "www.one.example", "web page", NULL },
  { TG_PAPER_RECEIVE_HOST, 0, "taro@one.example", "mail address", NULL },
  { TG_PAPER_RECEIVE_HOST, 0, "0120-000-000", "a number", NULL },
  { TG_PAPER_RECEIVE_HOST, 0, "pop one example", "cannot be", NULL },
  { TG_PAPER_RECEIVE_HOST, 0, "popone", NULL, "no dot" },
  { TG_PAPER_RECEIVE_HOST, 0, "mai1.one.example", NULL, "1 (4). Here, 1 is the digit one." },
  { TG_PAPER_RECEIVE_HOST, 0, "mail.intern.example", NULL, "rn is r and n" },
  { TG_PAPER_RECEIVE_HOST, 0, "pop.my-one.example", NULL, NULL },
  { TG_PAPER_RECEIVE_HOST, 0, "192.0.2.10", NULL, NULL },
  { TG_PAPER_RECEIVE_HOST, 0, "imap4.gmail.com", NULL, NULL },
  { TG_PAPER_RECEIVE_PORT, 0, "", NULL, NULL },
  { TG_PAPER_RECEIVE_PORT, 0, "0120-123-456", "telephone", NULL },
  { TG_PAPER_RECEIVE_PORT, 0, "0312345678", "telephone", NULL },
  { TG_PAPER_RECEIVE_PORT, 0, "995 SSL", "from 1 to 65535", NULL },
  { TG_PAPER_RECEIVE_PORT, 0, "99999", "from 1 to 65535", NULL },
  { TG_PAPER_SEND_HOST, TG_PAPER_SAME_HOST, "", NULL, NULL },
  { TG_PAPER_SEND_HOST, TG_PAPER_OTHER_HOST, "", "Type the server", NULL },
  { TG_PAPER_USER, TG_PAPER_USER_ADDRESS, "", NULL, NULL },
  { TG_PAPER_USER, TG_PAPER_USER_OTHER, "", "Type the user name", NULL },
  { TG_PAPER_USER, TG_PAPER_USER_OTHER, "http://one.example", "web page", NULL },
  { TG_PAPER_USER, TG_PAPER_USER_OTHER, "abc12345@atson.net", NULL, "internet connection" },
  { TG_PAPER_USER, TG_PAPER_USER_OTHER, "m1O2", NULL, "O is a capital letter" },
};

static void
test_answers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++) {
    g_autoptr (TgPaper) paper = tg_paper_new ();
    g_autofree char *none = tg_paper_answer (paper, TG_PAPER_ADDRESS, 0, ADDRESS);
    g_autofree char *fault = tg_paper_answer (paper, answers[i].question, answers[i].choice, answers[i].text);
    g_autofree char *doubt = fault == NULL ? tg_paper_doubt (paper, answers[i].question) : NULL;
    g_autofree char *again = NULL;

    g_test_message ("%s: %s / %s", answers[i].text, fault, doubt);
    g_assert_null (none);
    g_assert_cmpint (fault != NULL, ==, answers[i].fault != NULL);
    g_assert_true (fault == NULL || strstr (fault, answers[i].fault) != NULL);
    g_assert_cmpint (doubt != NULL, ==, answers[i].doubt != NULL);
    g_assert_true (doubt == NULL || strstr (doubt, answers[i].doubt) != NULL);
    /* Nothing was taken over, or it is not asked about twice. */
    if (fault != NULL && answers[i].question != TG_PAPER_ADDRESS)
      g_assert_cmpstr (tg_paper_text (paper, answers[i].question), ==, "");
    tg_paper_confirm (paper, answers[i].question);
    again = fault == NULL ? tg_paper_doubt (paper, answers[i].question) : NULL;
    g_assert_null (again);
  }
}

/* The letter says something else than the tables; and an answer that is changed brings up what it leaves open. */
static void
test_changes (void)
{
  g_autoptr (TgPaper) paper = tg_paper_new ();
  g_autofree char *none = tg_paper_answer (paper, TG_PAPER_ADDRESS, 0, ADDRESS);

  g_assert_null (none);
  set_known (paper, "imaps://imap.two.example:993 smtps://smtp.two.example:465 taro");
  g_assert_cmpint (tg_paper_first_open (paper), ==, TG_PAPER_SUMMARY);
  tg_paper_ask_all (paper);
  g_assert_cmpint (tg_paper_first_open (paper), ==, TG_PAPER_RECEIVE_HOST);
  g_assert_cmpuint (tg_paper_total (paper), ==, 9);
  g_assert_true (tg_paper_is_same_subject (TG_PAPER_RECEIVE_HOST, TG_PAPER_RECEIVE_SECURITY));
  g_assert_false (tg_paper_is_same_subject (TG_PAPER_RECEIVE_SECURITY, TG_PAPER_SEND_HOST));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/paper/what an answer is worth", test_answers);
  g_test_add_func ("/paper/what is changed later", test_changes);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/paper/%s", rows[i].name);

    g_test_add_data_func (path, &rows[i], test_row);
  }
  return g_test_run ();
}
