/* test-talk-rows.c: the driver against servers that are odd, slow, endless, or not mail servers.
 * Without encryption, so that only the rows are at work.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "lab/talk-lab.h"

#include <string.h>

#define IMAP_READY "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] Ready\r\n"

static LabTalk *
talk_plain (TgProtocol protocol, const ScriptLine *script, guint timeout_ms, ScriptedServer **server)
{
  *server = scripted_server_new ("127.0.0.1", script, NULL);
  return lab_talk_run (&(LabWish){ .protocol = protocol,
                                   .security = TG_SECURITY_NONE,
                                   .port = scripted_server_port (*server),
                                   .timeout_ms = timeout_ms,
                                   .allow_plaintext = TRUE });
}

static void
test_whole_imap (void)
{
  static const ScriptLine script[] = {
    { ACT_BYTEWISE, IMAP_READY },
    { ACT_HEAR, "AUTHENTICATE PLAIN " },
    { ACT_BYTEWISE, "$TAG OK [CAPABILITY IMAP4rev1 ID] Welcome " LAB_PASSWORD "\r\n" },
    { ACT_HEAR, "ID " },
    { ACT_BYTEWISE, "* ID (\"name\" {9}\r\na1 OK no\n)\r\n$TAG OK\r\n" },
    { ACT_HEAR, "EXAMINE INBOX" },
    { ACT_BYTEWISE, "* 3 EXISTS\r\n* FLAGS ()\r\n$TAG OK [READ-ONLY] Done\r\n" },
    { ACT_HEAR, "LOGOUT" },
    { ACT_END },
  };
  g_autoptr (ScriptedServer) server = NULL;
  g_autoptr (LabTalk) talk = talk_plain (TG_PROTOCOL_IMAP, script, 0, &server);
  TgEvidence *seen = talk->evidence;

  g_assert_no_error (talk->error);
  g_assert_cmpint (seen->fault, ==, TG_FAULT_NONE);
  g_assert_cmpint (seen->reached, ==, TG_STAGE_DONE);
  g_assert_true (seen->signed_in);
  g_assert_false (seen->encrypted);
  g_assert_null (seen->tls);
  g_assert_cmpstr (seen->authentication, ==, "PLAIN");
  g_assert_cmpint (seen->messages, ==, 3);
  g_assert_cmpint (seen->greeting_speaks, ==, TG_SPEAKS_IMAP);
  g_assert_cmpstr (talk->stages->str, ==, "resolve connect greeting sign-in mailbox");
  g_assert_cmpstr (lab_step (talk, TG_STAGE_SIGN_IN)->text, ==, "Signed in as " LAB_USER);
  g_assert_cmpstr (lab_step (talk, TG_STAGE_MAILBOX)->text, ==, "Mailbox opened, 3 messages");

  g_autofree char *conversation = lab_conversation (talk);
  g_assert_cmpstr (conversation, ==, talk->lines->str);
  g_assert_nonnull (strstr (conversation, "C: a1 AUTHENTICATE PLAIN ●●●\n"));
  g_assert_nonnull (strstr (conversation, "Welcome ●●●\n"));
  g_assert_null (strstr (conversation, LAB_PASSWORD));
}

static void
test_literal_holding_a_tagged_line (void)
{
  static const ScriptLine script[] = {
    { ACT_SEND, IMAP_READY },
    { ACT_HEAR, "AUTHENTICATE PLAIN " },
    { ACT_SEND, "* ID (\"name\" {23}\r\na1 OK not the verdict\r\n)\r\n$TAG NO [AUTHENTICATIONFAILED] Sorry\r\n" },
    { ACT_WAIT },
    { ACT_END },
  };
  g_autoptr (ScriptedServer) server = NULL;
  g_autoptr (LabTalk) talk = talk_plain (TG_PROTOCOL_IMAP, script, 0, &server);

  g_assert_cmpint (talk->evidence->fault, ==, TG_FAULT_AUTH_REFUSED);
  g_assert_true (talk->evidence->sign_in_refused);
  g_assert_cmpint (talk->evidence->reached, ==, TG_STAGE_SIGN_IN);
  g_assert_cmpstr (talk->evidence->decisive, ==, "NO [AUTHENTICATIONFAILED] Sorry");
  g_assert_cmpstr (talk->evidence->decisive_status, ==, "AUTHENTICATIONFAILED");
  g_assert_true (talk->evidence->decisive_before_tls);
  g_assert_cmpint (lab_step (talk, TG_STAGE_SIGN_IN)->outcome, ==, TG_STEP_FAILED);
  g_assert_cmpint (lab_step (talk, TG_STAGE_MAILBOX)->outcome, ==, TG_STEP_SKIPPED);
}

static void
test_whole_smtp (void)
{
  static const ScriptLine script[] = {
    { ACT_BYTEWISE, "220-mail.example.jp\r\n220 ESMTP\r\n" },
    { ACT_HEAR, "EHLO [127.0.0.1]" },
    { ACT_BYTEWISE, "250-mail.example.jp\r\n250-PIPELINING\r\n250 AUTH PLAIN\r\n" },
    { ACT_HEAR, "AUTH PLAIN " },
    { ACT_SEND, "235 2.7.0 Yes\r\n" },
    { ACT_HEAR, "MAIL FROM:<" LAB_USER ">" },
    { ACT_HEAR, "RCPT TO:<" LAB_USER ">" },
    { ACT_HEAR, "RSET" },
    { ACT_BYTEWISE, "250 2.1.0 Ok\r\n250 2.1.5 Ok\r\n250 2.0.0 Ok\r\n" },
    { ACT_HEAR, "QUIT" },
    { ACT_END },
  };
  g_autoptr (ScriptedServer) server = NULL;
  g_autoptr (LabTalk) talk = talk_plain (TG_PROTOCOL_SMTP, script, 0, &server);

  g_assert_cmpint (talk->evidence->fault, ==, TG_FAULT_NONE);
  g_assert_cmpint (talk->evidence->reached, ==, TG_STAGE_DONE);
  g_assert_cmpstr (lab_step (talk, TG_STAGE_ENVELOPE)->text, ==, "The server accepts mail from you");
  g_autofree char *conversation = lab_conversation (talk);
  g_assert_nonnull (strstr (conversation, "C: MAIL FROM:<" LAB_USER ">\n"));
}

/* Each way to go wrong before or in the middle: the script, and what must be seen. */
typedef struct {
  const char *name;
  TgProtocol protocol;
  guint timeout_ms;
  ScriptLine script[6];
  TgFault fault;
  TgStage reached;
  TgSpeaks speaks;
} Case;

static const char long_line[] = "* OK and on and on and on and on and on and on and on and on and on and on and on and on";

static const Case cases[] = {
  { "a silent server is told from a slow one",
    TG_PROTOCOL_IMAP,
    300,
    { { ACT_WAIT } },
    TG_FAULT_SILENT,
    TG_STAGE_GREETING,
    TG_SPEAKS_NOTHING },
  { "trickling bytes do not extend the deadline",
    TG_PROTOCOL_POP3,
    1000,
    { { ACT_TRICKLE, "+OK" } },
    TG_FAULT_DEADLINE,
    TG_STAGE_GREETING,
    TG_SPEAKS_POP3 },
  { "a trickled banner of another protocol is named at the deadline",
    TG_PROTOCOL_IMAP,
    1000,
    { { ACT_SEND, "SSH-2.0-x" }, { ACT_WAIT } },
    TG_FAULT_OTHER_PROTOCOL,
    TG_STAGE_GREETING,
    TG_SPEAKS_SSH },
  { "an endless line ends the talk",
    TG_PROTOCOL_IMAP,
    0,
    { { ACT_FLOOD, long_line } },
    TG_FAULT_GARBAGE,
    TG_STAGE_GREETING,
    TG_SPEAKS_IMAP },
  { "an endless reply ends the talk",
    TG_PROTOCOL_SMTP,
    0,
    { { ACT_FLOOD, "220-and more\r\n" } },
    TG_FAULT_GARBAGE,
    TG_STAGE_GREETING,
    TG_SPEAKS_SMTP },
  { "endless untagged data ends the talk",
    TG_PROTOCOL_IMAP,
    0,
    { { ACT_SEND, "* OK Ready\r\n" }, { ACT_HEAR, "CAPABILITY" }, { ACT_FLOOD, "* 1 EXISTS\r\n" } },
    TG_FAULT_GARBAGE,
    TG_STAGE_GREETING,
    TG_SPEAKS_IMAP },
  { "a web server on the port is named",
    TG_PROTOCOL_IMAP,
    0,
    { { ACT_SEND, "HTTP/1.1 400 Bad Request\r\n\r\n" }, { ACT_WAIT } },
    TG_FAULT_OTHER_PROTOCOL,
    TG_STAGE_GREETING,
    TG_SPEAKS_HTTP },
  { "an SMTP greeting to an IMAP talk is named",
    TG_PROTOCOL_IMAP,
    0,
    { { ACT_SEND, "220 mail ESMTP\r\n" }, { ACT_WAIT } },
    TG_FAULT_OTHER_PROTOCOL,
    TG_STAGE_GREETING,
    TG_SPEAKS_SMTP },
  { "an FTP greeting to an SMTP talk is named",
    TG_PROTOCOL_SMTP,
    0,
    { { ACT_SEND, "220 FTP server\r\n" }, { ACT_WAIT } },
    TG_FAULT_OTHER_PROTOCOL,
    TG_STAGE_GREETING,
    TG_SPEAKS_FTP },
  { "a TLS alert in the clear is named at once",
    TG_PROTOCOL_IMAP,
    0,
    { { ACT_SEND, "\x15\x03\x01\x01\x02\x02\x0a" }, { ACT_WAIT } },
    TG_FAULT_OTHER_PROTOCOL,
    TG_STAGE_GREETING,
    TG_SPEAKS_TLS },
  { "another banner without its end is named when the server hangs up",
    TG_PROTOCOL_SMTP,
    0,
    { { ACT_SEND, "SSH-2.0-x" } },
    TG_FAULT_OTHER_PROTOCOL,
    TG_STAGE_GREETING,
    TG_SPEAKS_SSH },
  { "nonsense is garbage",
    TG_PROTOCOL_IMAP,
    0,
    { { ACT_SEND, "good morning\r\n" }, { ACT_WAIT } },
    TG_FAULT_GARBAGE,
    TG_STAGE_GREETING,
    TG_SPEAKS_GARBAGE },
  { "hanging up without a word is told", TG_PROTOCOL_IMAP, 0, { { ACT_END } }, TG_FAULT_CLOSED, TG_STAGE_GREETING, TG_SPEAKS_NOTHING },
  { "a reset is told as hanging up",
    TG_PROTOCOL_SMTP,
    0,
    { { ACT_SEND, "220 mail ESMTP\r\n" }, { ACT_HEAR, "EHLO" }, { ACT_RESET } },
    TG_FAULT_CLOSED,
    TG_STAGE_GREETING,
    TG_SPEAKS_SMTP },
  { "last words are heard although the server has hung up",
    TG_PROTOCOL_SMTP,
    0,
    { { ACT_SEND, "220 mail ESMTP\r\n421 4.3.2 Closing\r\n" } },
    TG_FAULT_UNAVAILABLE,
    TG_STAGE_GREETING,
    TG_SPEAKS_SMTP },
  { "PREAUTH in the clear ends the talk",
    TG_PROTOCOL_IMAP,
    0,
    { { ACT_SEND, "* PREAUTH welcome\r\n" }, { ACT_WAIT } },
    TG_FAULT_PREAUTH,
    TG_STAGE_GREETING,
    TG_SPEAKS_IMAP },
  { "a server that turns us away is unavailable",
    TG_PROTOCOL_IMAP,
    0,
    { { ACT_SEND, "* BYE [UNAVAILABLE] Later\r\n" } },
    TG_FAULT_UNAVAILABLE,
    TG_STAGE_GREETING,
    TG_SPEAKS_IMAP },
  { "a deadline after the greeting is no silence",
    TG_PROTOCOL_SMTP,
    1000,
    { { ACT_SEND, "220 mail ESMTP\r\n" }, { ACT_WAIT } },
    TG_FAULT_DEADLINE,
    TG_STAGE_GREETING,
    TG_SPEAKS_SMTP },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (ScriptedServer) server = NULL;
  g_autoptr (LabTalk) talk = talk_plain (c->protocol, c->script, c->timeout_ms, &server);

  g_assert_no_error (talk->error);
  g_assert_cmpint (talk->evidence->fault, ==, c->fault);
  g_assert_cmpint (talk->evidence->reached, ==, c->reached);
  g_assert_cmpint (talk->evidence->greeting_speaks, ==, c->speaks);
  g_assert_cmpint (lab_step (talk, c->reached)->outcome, ==, TG_STEP_FAILED);
  g_autofree char *heard = scripted_server_heard (server);
  g_assert_null (strstr (heard, LAB_PASSWORD));
}

static void
test_quiet_is_reported_once (void)
{
  static const ScriptLine script[] = { { ACT_WAIT }, { ACT_END } };
  g_autoptr (ScriptedServer) server = scripted_server_new ("127.0.0.1", script, NULL);
  g_autoptr (LabTalk) talk = lab_talk_run (&(LabWish){ .protocol = TG_PROTOCOL_IMAP,
                                                       .security = TG_SECURITY_STARTTLS,
                                                       .port = scripted_server_port (server),
                                                       .give_up = TG_FAULT_OTHER_PROTOCOL });

  g_assert_no_error (talk->error);
  g_assert_cmpuint (talk->quiet, ==, 1);
  g_assert_cmpint (talk->evidence->fault, ==, TG_FAULT_OTHER_PROTOCOL);
  g_assert_nonnull (tg_talk_peer (talk->talk));
}

static void
test_plaintext_needs_permission (void)
{
  static const ScriptLine script[] = { { ACT_SEND, IMAP_READY }, { ACT_WAIT }, { ACT_END } };
  g_autoptr (ScriptedServer) server = scripted_server_new ("127.0.0.1", script, NULL);
  g_autoptr (LabTalk) talk =
      lab_talk_run (&(LabWish){ .protocol = TG_PROTOCOL_IMAP, .security = TG_SECURITY_NONE, .port = scripted_server_port (server) });

  g_assert_cmpint (talk->evidence->fault, ==, TG_FAULT_NONE);
  g_assert_cmpint (talk->evidence->reached, ==, TG_STAGE_SIGN_IN);
  g_assert_true (talk->evidence->sign_in_withheld);
  g_assert_false (talk->evidence->signed_in);
  g_assert_cmpuint (talk->asked, ==, 0);
  g_assert_cmpstr (lab_step (talk, TG_STAGE_SIGN_IN)->text, ==, "Not signed in, because nothing is encrypted. Your password was not sent");
  /* Only the farewell was said. */
  g_autofree char *conversation = lab_conversation (talk);
  g_assert_true (g_str_has_suffix (conversation, "C: a1 LOGOUT\n"));
}

static char *
long_reply (const char *code)
{
  GString *reply = g_string_new (NULL);

  for (guint i = 0; i < 300; i++)
    g_string_append_printf (reply, "%s-all work and no play\r\n", code);
  g_string_append_printf (reply, "%s done\r\n", code);
  return g_string_free (reply, FALSE);
}

static void
test_conversation_is_capped (void)
{
  g_autofree char *greeting = long_reply ("220"), *capabilities = long_reply ("250");
  const ScriptLine script[] = { { ACT_SEND, greeting }, { ACT_HEAR, "EHLO" }, { ACT_SEND, capabilities }, { ACT_END } };
  g_autoptr (ScriptedServer) server = NULL;
  g_autoptr (LabTalk) talk = talk_plain (TG_PROTOCOL_SMTP, script, 0, &server);

  g_assert_cmpuint (talk->evidence->conversation->len, ==, 501);
  g_assert_cmpstr (talk->evidence->conversation->pdata[500], ==, "* …");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  tg_network_init ();
  g_test_add_func ("/talk/rows/a whole IMAP talk survives bytewise arrival", test_whole_imap);
  g_test_add_func ("/talk/rows/a literal that holds a tagged line is no verdict", test_literal_holding_a_tagged_line);
  g_test_add_func ("/talk/rows/a whole SMTP talk survives bytewise arrival", test_whole_smtp);
  g_test_add_func ("/talk/rows/a quiet server is reported once and can be given up", test_quiet_is_reported_once);
  g_test_add_func ("/talk/rows/nothing is signed in without encryption unless asked for", test_plaintext_needs_permission);
  g_test_add_func ("/talk/rows/the conversation is capped", test_conversation_is_capped);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/talk/rows/", cases[i].name, NULL);
    g_test_add_data_func (path, &cases[i], test_case);
  }
  return g_test_run ();
}
