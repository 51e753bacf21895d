/* test-odd-servers.c: servers that say one thing and do another, that turn clients away in a form of their own, or that
 * hang up: what is told of them in the end.  Each row is a kind that people have reported of real servers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/diagnose.h"
#include "lab/talk-lab.h"

#include <string.h>

#define IMAP_READY "* OK [CAPABILITY IMAP4rev1] Ready\r\n"
#define IMAP_SIGN_IN                                                                                                                       \
  { ACT_SEND, IMAP_READY },                                                                                                                \
  {                                                                                                                                        \
    ACT_HEAR, "LOGIN "                                                                                                                     \
  }
#define POP3_BEGIN                                                                                                                         \
  { ACT_SEND, "+OK Ready\r\n" }, { ACT_HEAR, "CAPA" },                                                                                     \
  {                                                                                                                                        \
    ACT_SEND, "-ERR Unknown\r\n"                                                                                                           \
  }
#define POP3_USER                                                                                                                          \
  POP3_BEGIN,                                                                                                                              \
  {                                                                                                                                        \
    ACT_HEAR, "USER "                                                                                                                      \
  }
#define POP3_PASS                                                                                                                          \
  POP3_USER, { ACT_SEND, "+OK\r\n" },                                                                                                      \
  {                                                                                                                                        \
    ACT_HEAR, "PASS "                                                                                                                      \
  }
#define SMTP_READY                                                                                                                         \
  {                                                                                                                                        \
    ACT_SEND, "220 mail.example.jp ESMTP\r\n"                                                                                              \
  }
#define SMTP_EHLO                                                                                                                          \
  SMTP_READY,                                                                                                                              \
  {                                                                                                                                        \
    ACT_HEAR, "EHLO "                                                                                                                      \
  }
#define SMTP_AUTH                                                                                                                          \
  SMTP_EHLO, { ACT_SEND, "250-mail.example.jp\r\n250 AUTH PLAIN\r\n" },                                                                    \
  {                                                                                                                                        \
    ACT_HEAR, "AUTH PLAIN "                                                                                                                \
  }
#define SMTP_SIGNED_IN                                                                                                                     \
  SMTP_AUTH,                                                                                                                               \
  {                                                                                                                                        \
    ACT_SEND, "235 2.7.0 Accepted\r\n"                                                                                                     \
  }
#define SMTP_MAIL                                                                                                                          \
  SMTP_SIGNED_IN,                                                                                                                          \
  {                                                                                                                                        \
    ACT_HEAR, "MAIL FROM"                                                                                                                  \
  }
#define SMTP_RCPT                                                                                                                          \
  SMTP_MAIL, { ACT_SEND, "250 2.1.0 Ok\r\n" },                                                                                             \
  {                                                                                                                                        \
    ACT_HEAR, "RCPT TO"                                                                                                                    \
  }
/* Refuses EHLO and then HELO with the same words. */
#define SMTP_HELLO(reply)                                                                                                                  \
  SMTP_EHLO, { ACT_SEND, reply }, { ACT_HEAR, "HELO " }, { ACT_SEND, reply },                                                              \
  {                                                                                                                                        \
    ACT_WAIT                                                                                                                               \
  }

/* Any of these is right. */
#define TURNED_AWAY   "server-busy server-unavailable auth-region-blocked auth-rate-limit send-blocked-address"
#define NOT_FROM_HERE "auth-region-blocked send-blocked-address"
#define NOT_IN        "auth-refused auth-wrong-password auth-user-form auth-temporary"

enum { REFUSED = 1 << 0, SIGNED_IN = 1 << 1 };

typedef struct {
  const char *name;
  TgProtocol protocol;
  ScriptLine script[12];
  const char *main; /* what the main finding may be, separated by spaces */
  TgStage stage;
  guint facts;
  const char *never; /* (nullable): ids that must not appear */
} Odd;

/* clang-format off */
static const Odd odd[] = {
  /* A tag that says yes, and a server that acts as if nobody were there. */
  { "imap says OK that it cannot sign in, then knows nobody", TG_PROTOCOL_IMAP, { IMAP_SIGN_IN, { ACT_SEND, "$TAG OK Unable to authenticate\r\n" }, { ACT_HEAR, "EXAMINE" }, { ACT_SEND, "$TAG NO Examine Command is not permitted in current state\r\n" }, {
    ACT_WAIT } }, NOT_IN, TG_STAGE_SIGN_IN, REFUSED, "mailbox-unavailable" },
  { "imap says a bare OK, then asks for a sign-in", TG_PROTOCOL_IMAP, { IMAP_SIGN_IN, { ACT_SEND, "$TAG OK LOGIN completed\r\n" }, {
    ACT_HEAR, "EXAMINE" }, { ACT_SEND, "$TAG BAD Please login first\r\n" }, { ACT_WAIT } }, NOT_IN, TG_STAGE_SIGN_IN, REFUSED,
    "mailbox-unavailable" },
  { "imap says OK, and EXAMINE is out of place", TG_PROTOCOL_IMAP, { IMAP_SIGN_IN, { ACT_SEND, "$TAG OK done\r\n" }, { ACT_HEAR,
    "EXAMINE" }, { ACT_SEND, "$TAG BAD Command error\r\n" }, { ACT_WAIT } }, NOT_IN, TG_STAGE_SIGN_IN, REFUSED, "mailbox-unavailable" },
  { "imap says OK, and the mailbox does not open", TG_PROTOCOL_IMAP, { IMAP_SIGN_IN, { ACT_SEND, "$TAG OK Logged in\r\n" }, { ACT_HEAR,
    "EXAMINE" }, { ACT_SEND, "$TAG NO Internal error, cannot open mailbox\r\n" }, { ACT_WAIT } }, "mailbox-unavailable",
    TG_STAGE_MAILBOX, SIGNED_IN, "auth-refused auth-wrong-password" },
  { "pop3 says +OK that the password is wrong", TG_PROTOCOL_POP3, { POP3_PASS, { ACT_SEND, "+OK Login failed\r\n" }, { ACT_HEAR, "STAT"
    }, { ACT_SEND, "-ERR Not logged in\r\n" }, { ACT_WAIT } }, NOT_IN, TG_STAGE_SIGN_IN, REFUSED, "mailbox-unavailable" },
  { "pop3 says +OK, and does not know STAT before a sign-in", TG_PROTOCOL_POP3, { POP3_PASS, { ACT_SEND, "+OK\r\n" }, { ACT_HEAR, "STAT"
    }, { ACT_SEND, "-ERR Unknown command\r\n" }, { ACT_WAIT } }, NOT_IN, TG_STAGE_SIGN_IN, REFUSED, "mailbox-unavailable" },
  { "smtp says 235, then wants a sign-in", TG_PROTOCOL_SMTP, { SMTP_MAIL, { ACT_SEND, "530 5.7.0 Authentication required\r\n" }, {
    ACT_WAIT } }, NOT_IN " send-auth-missing", TG_STAGE_SIGN_IN, REFUSED, "send-sender-rejected" },
  { "smtp says 235, then wants one for the recipient", TG_PROTOCOL_SMTP, { SMTP_RCPT, { ACT_SEND, "550 5.7.1 Client was not authenticated\r\n" }, { ACT_WAIT } }, NOT_IN " send-auth-missing", TG_STAGE_SIGN_IN, REFUSED, "send-recipient-rejected" },
  { "smtp says 235 that it failed", TG_PROTOCOL_SMTP, { SMTP_AUTH, { ACT_SEND, "235 2.7.0 Authentication failed\r\n" }, { ACT_WAIT } },
    NOT_IN, TG_STAGE_SIGN_IN, REFUSED },
  { "smtp speaks of DMARC, not of this sign-in", TG_PROTOCOL_SMTP, { SMTP_MAIL, { ACT_SEND, "550 5.7.26 Unauthenticated mail from example.jp is not accepted, see DMARC\r\n" }, { ACT_WAIT } }, "send-sender-rejected send-not-authenticated send-auth-missing",
    TG_STAGE_ENVELOPE, SIGNED_IN, "auth-refused auth-wrong-password" },

  /* Turned away at the greeting, in a form that is not the protocol's. */
  { "an SMTP code on an IMAP port", TG_PROTOCOL_IMAP, { { ACT_SEND, "421 Server is busy, try again later.\r\n" }, { ACT_WAIT } },
    TURNED_AWAY, TG_STAGE_GREETING, 0, "wrong-protocol ports-swapped" },
  { "an SMTP code on a POP3 port", TG_PROTOCOL_POP3, { { ACT_SEND, "421 Server is busy, try again later.\r\n" }, { ACT_WAIT } },
    TURNED_AWAY, TG_STAGE_GREETING, 0, "wrong-protocol" },
  { "a permanent code on an IMAP port", TG_PROTOCOL_IMAP, { { ACT_SEND, "554 5.7.1 Access denied\r\n" } }, NOT_FROM_HERE,
    TG_STAGE_GREETING, 0, "wrong-protocol" },
  { "NO for a greeting", TG_PROTOCOL_IMAP, { { ACT_SEND, "* NO LOGOUT Intrusion prevention active for 192.0.2.50\r\n" }, { ACT_WAIT } },
    NOT_FROM_HERE, TG_STAGE_GREETING, 0, "server-garbage" },
  { "NO without an asterisk", TG_PROTOCOL_IMAP, { { ACT_SEND, "NO LOGOUT Intrusion prevention active for 192.0.2.50\r\n" }, { ACT_WAIT }
    }, NOT_FROM_HERE, TG_STAGE_GREETING, 0, "server-garbage" },
  { "BAD for a greeting", TG_PROTOCOL_IMAP, { { ACT_SEND, "* BAD Too many connections\r\n" } }, TURNED_AWAY, TG_STAGE_GREETING, 0,
    "server-garbage" },
  { "BYE", TG_PROTOCOL_IMAP, { { ACT_SEND, "* BYE Too many connections from your IP address\r\n" } }, TURNED_AWAY, TG_STAGE_GREETING },
  { "-ERR on an IMAP port", TG_PROTOCOL_IMAP, { { ACT_SEND, "-ERR Connections from your address are blocked\r\n" } }, NOT_FROM_HERE,
    TG_STAGE_GREETING, 0, "wrong-protocol" },
  { "BYE on a POP3 port", TG_PROTOCOL_POP3, { { ACT_SEND, "* BYE Server is too busy\r\n" } }, TURNED_AWAY, TG_STAGE_GREETING, 0,
    "wrong-protocol" },
  { "-ERR on an SMTP port", TG_PROTOCOL_SMTP, { { ACT_SEND, "-ERR Server is too busy\r\n" } }, TURNED_AWAY, TG_STAGE_GREETING, 0,
    "wrong-protocol" },
  { "words alone", TG_PROTOCOL_IMAP, { { ACT_SEND, "Too many connections\r\n" } }, TURNED_AWAY, TG_STAGE_GREETING, 0, "server-garbage"
    },
  { "words alone, without a line end", TG_PROTOCOL_POP3, { { ACT_SEND, "Too many connections" } }, TURNED_AWAY, TG_STAGE_GREETING, 0,
    "server-garbage server-closed" },
  { "a refusal without a line end", TG_PROTOCOL_SMTP, { { ACT_SEND, "421 Service not available" } }, TURNED_AWAY, TG_STAGE_GREETING, 0,
    "server-garbage server-closed" },
  { "words about the address", TG_PROTOCOL_SMTP, { { ACT_SEND, "Access denied from your address\r\n" } }, NOT_FROM_HERE,
    TG_STAGE_GREETING, 0, "server-garbage" },
  { "a mail server that is none", TG_PROTOCOL_SMTP, { { ACT_SEND, "554 mail.example.jp takes no mail\r\n" } }, "server-unavailable",
    TG_STAGE_GREETING, 0, "send-blocked-address" },
  { "words for later", TG_PROTOCOL_SMTP, { { ACT_SEND, "Service temporarily unavailable, try again later\r\n" } }, TURNED_AWAY,
    TG_STAGE_GREETING, 0, "server-garbage" },
  { "words that say nothing of the kind", TG_PROTOCOL_IMAP, { { ACT_SEND, "Welcome to the chat of example.jp\r\n" } }, "server-garbage",
    TG_STAGE_GREETING },

  /* Another protocol only where it is proven. */
  { "SMTP that says so", TG_PROTOCOL_IMAP, { { ACT_SEND, "220 mail.example.jp ESMTP Postfix\r\n" }, { ACT_WAIT } }, "wrong-protocol",
    TG_STAGE_GREETING },
  { "POP3 on an IMAP port", TG_PROTOCOL_IMAP, { { ACT_SEND, "+OK Dovecot ready.\r\n" }, { ACT_WAIT } }, "wrong-protocol",
    TG_STAGE_GREETING },
  { "IMAP on a POP3 port", TG_PROTOCOL_POP3, { { ACT_SEND, "* OK IMAP4rev1 ready\r\n" }, { ACT_WAIT } }, "wrong-protocol",
    TG_STAGE_GREETING },
  { "a bare 220, which FTP has too", TG_PROTOCOL_IMAP, { { ACT_SEND, "220 Welcome\r\n" }, { ACT_WAIT } }, "server-garbage",
    TG_STAGE_GREETING, 0, "wrong-protocol" },
  { "FTP that says so", TG_PROTOCOL_IMAP, { { ACT_SEND, "220 ProFTPD Server ready\r\n" }, { ACT_WAIT } }, "not-a-mail-server",
    TG_STAGE_GREETING },

  /* How programs introduce themselves. */
  { "501 to EHLO and HELO", TG_PROTOCOL_SMTP, { SMTP_HELLO ("501 Syntactically invalid HELO argument(s)\r\n") }, "send-hello-refused",
    TG_STAGE_GREETING, 0, "server-unavailable" },
  { "504 to EHLO and HELO", TG_PROTOCOL_SMTP, { SMTP_HELLO ("504 5.5.2 <[127.0.0.1]>: rejected: need fully-qualified hostname\r\n") },
    "send-hello-refused", TG_STAGE_GREETING, 0, "server-unavailable" },
  { "550 to EHLO and HELO", TG_PROTOCOL_SMTP, { SMTP_HELLO ("550 Access denied - Invalid HELO name (See RFC2821 4.1.1.1)\r\n") },
    "send-hello-refused", TG_STAGE_GREETING, 0, "server-unavailable send-blocked-address" },
  { "554 to EHLO and HELO", TG_PROTOCOL_SMTP, { SMTP_HELLO ("554 5.5.1 Error: no valid name\r\n") }, "send-hello-refused",
    TG_STAGE_GREETING, 0, "server-unavailable" },
  { "hangs up after a refused EHLO", TG_PROTOCOL_SMTP, { SMTP_EHLO, { ACT_SEND, "501 5.5.4 Invalid argument\r\n" }, { ACT_END } },
    "send-hello-refused", TG_STAGE_GREETING, 0, "server-closed" },
  { "EHLO refused for the address that it comes from", TG_PROTOCOL_SMTP, { SMTP_HELLO ("550 5.7.1 Your address is listed by Spamhaus\r\n") }, "send-blocked-address", TG_STAGE_GREETING, 0, "server-unavailable" },
  { "a temporary refusal of EHLO", TG_PROTOCOL_SMTP, { SMTP_EHLO, { ACT_SEND, "451 4.3.0 Try again\r\n" }, { ACT_WAIT } },
    "server-unavailable server-busy", TG_STAGE_GREETING, 0, "send-hello-refused" },
  { "HELO blamed at the recipient", TG_PROTOCOL_SMTP, { SMTP_RCPT, { ACT_SEND, "504 5.5.2 <Styx>: Helo command rejected: need fully-qualified hostname\r\n" }, { ACT_WAIT } }, "send-hello-refused", TG_STAGE_ENVELOPE, SIGNED_IN, "send-recipient-rejected" },
  { "HELO blamed at the recipient, for a while", TG_PROTOCOL_SMTP, { SMTP_RCPT, { ACT_SEND, "450 4.7.1 <pc>: Helo command rejected: Host not found\r\n" }, { ACT_WAIT } }, "send-hello-refused", TG_STAGE_ENVELOPE, SIGNED_IN, "send-recipient-rejected server-unavailable"
    },
  { "SPF, which looks at HELO", TG_PROTOCOL_SMTP,
    { SMTP_RCPT, { ACT_SEND, "550 5.7.23 SPF validation failed for HELO pc and sender example.jp\r\n" }, { ACT_WAIT } },
    "send-not-authenticated send-sender-rejected send-blocked-address send-recipient-rejected", TG_STAGE_ENVELOPE, SIGNED_IN, "send-hello-refused" },
  { "a text that only reports HELO", TG_PROTOCOL_SMTP,
    { SMTP_RCPT, { ACT_SEND, "450 4.7.1 Client host rejected: cannot find your hostname; helo=<pc>\r\n" }, { ACT_WAIT } },
    "send-blocked-address", TG_STAGE_ENVELOPE, SIGNED_IN, "send-hello-refused" },
  { "HELO blamed at the sender", TG_PROTOCOL_SMTP, { SMTP_MAIL, { ACT_SEND, "550 5.7.1 EHLO argument does not match calling host\r\n" },
    { ACT_WAIT } }, "send-hello-refused", TG_STAGE_ENVELOPE, SIGNED_IN, "send-sender-rejected" },

  /* Hanging up on a sign-in. */
  { "pop3 hangs up on the password", TG_PROTOCOL_POP3, { POP3_PASS, { ACT_END } }, NOT_IN, TG_STAGE_SIGN_IN, REFUSED, "server-closed" },
  { "pop3 hangs up on the user name", TG_PROTOCOL_POP3, { POP3_USER, { ACT_END } }, NOT_IN, TG_STAGE_SIGN_IN, REFUSED, "server-closed"
    },
  { "pop3 resets the connection on the password", TG_PROTOCOL_POP3, { POP3_PASS, { ACT_RESET } }, NOT_IN, TG_STAGE_SIGN_IN, REFUSED,
    "server-closed" },
  { "pop3 cuts its refusal short", TG_PROTOCOL_POP3, { POP3_PASS, { ACT_SEND, "-ER" }, { ACT_END } }, NOT_IN, TG_STAGE_SIGN_IN, REFUSED,
    "server-closed" },
  { "pop3 cuts a yes short", TG_PROTOCOL_POP3, { POP3_PASS, { ACT_SEND, "+O" }, { ACT_END } }, "server-closed", TG_STAGE_SIGN_IN, 0,
    "auth-refused" },
  { "imap hangs up on the password", TG_PROTOCOL_IMAP, { IMAP_SIGN_IN, { ACT_END } }, NOT_IN, TG_STAGE_SIGN_IN, REFUSED, "server-closed"
    },
  { "imap cuts its refusal short", TG_PROTOCOL_IMAP, { IMAP_SIGN_IN, { ACT_SEND, "$TAG N" }, { ACT_END } }, NOT_IN, TG_STAGE_SIGN_IN,
    REFUSED, "server-closed" },
  { "smtp hangs up on the password", TG_PROTOCOL_SMTP, { SMTP_AUTH, { ACT_END } }, NOT_IN, TG_STAGE_SIGN_IN, REFUSED, "server-closed" },
  { "hanging up before any credential is no refusal", TG_PROTOCOL_SMTP, { SMTP_EHLO, { ACT_END } }, "server-closed", TG_STAGE_GREETING,
    0, "auth-refused" },
};
/* clang-format on */

static gboolean
is_one_of (const char *id, const char *ids)
{
  g_auto (GStrv) each = g_strsplit (ids != NULL ? ids : "", " ", -1);

  return g_strv_contains ((const char *const *)each, id);
}

static void
test_odd (gconstpointer data)
{
  const Odd *row = data;
  gboolean sends = row->protocol == TG_PROTOCOL_SMTP;
  g_autoptr (ScriptedServer) server = scripted_server_new ("127.0.0.1", row->script, NULL);
  g_autoptr (LabTalk) talk = lab_talk_run (&(LabWish){
      .protocol = row->protocol, .security = TG_SECURITY_NONE, .port = scripted_server_port (server), .allow_plaintext = TRUE });
  TgEvidence *seen = talk->evidence;
  g_autoptr (TgAccount) account = tg_account_new (LAB_USER, NULL, NULL, NULL, sends ? NULL : seen->server, sends ? seen->server : NULL);
  g_autoptr (GPtrArray) findings = tg_diagnose (account, sends ? NULL : seen, NULL, sends ? seen : NULL, 1795255200);

  g_assert_cmpuint (findings->len, >, 0);
  const TgFinding *main_finding = findings->pdata[0];
  g_test_message ("%s: %s (fault %d, “%s”)", main_finding->id, main_finding->cause, seen->fault,
                  seen->decisive != NULL ? seen->decisive : "");
  g_assert_true (is_one_of (main_finding->id, row->main));
  for (guint i = 0; i < findings->len; i++)
    g_assert_false (is_one_of (((TgFinding *)findings->pdata[i])->id, row->never));
  g_assert_cmpint (seen->reached, ==, row->stage);
  g_assert_cmpint (seen->sign_in_refused, ==, (row->facts & REFUSED) != 0);
  g_assert_cmpint (seen->signed_in, ==, (row->facts & SIGNED_IN) != 0);
  g_assert_cmpint (lab_step (talk, row->stage)->outcome, ==, TG_STEP_FAILED);
  g_assert_cmpint (tg_diagnose_outcome (seen, findings, sends ? TG_SIDE_SEND : TG_SIDE_RECEIVE), ==, TG_OUTCOME_FAILED);
}

int
main (int argc, char **argv)
{
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);
  tg_network_init ();
  for (guint i = 0; i < G_N_ELEMENTS (odd); i++) {
    g_autofree char *path = g_strconcat ("/odd servers/", odd[i].name, NULL);

    g_test_add_data_func (path, &odd[i], test_odd);
  }
  return g_test_run ();
}
