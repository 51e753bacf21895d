/* test-talk-tls.c: encryption and the gate: who gets to hear a password, and who does not.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "lab/talk-lab.h"

#include <string.h>

static LabCerts *certs;

static const ScriptLine imap_tls[] = {
  { ACT_TLS },
  { ACT_SEND, "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] Ready\r\n" },
  { ACT_HEAR, "AUTHENTICATE PLAIN " },
  { ACT_SEND, "$TAG OK Welcome\r\n" },
  { ACT_HEAR, "EXAMINE INBOX" },
  { ACT_SEND, "* 1 EXISTS\r\n$TAG OK Done\r\n" },
  { ACT_HEAR, "LOGOUT" },
  { ACT_WAIT },
  { ACT_END },
};

static const ScriptLine smtp_starttls[] = {
  { ACT_SEND, "220 mail ESMTP\r\n" },
  { ACT_HEAR, "EHLO" },
  { ACT_SEND, "250-mail\r\n250-AUTH XOAUTH2\r\n250 STARTTLS\r\n" },
  { ACT_HEAR, "STARTTLS" },
  { ACT_SEND, "220 Go ahead\r\n" },
  { ACT_TLS },
  { ACT_HEAR, "EHLO" },
  { ACT_SEND, "250-mail\r\n250-PIPELINING\r\n250 AUTH PLAIN LOGIN\r\n" },
  { ACT_HEAR, "AUTH PLAIN " },
  { ACT_SEND, "235 2.7.0 Yes\r\n" },
  { ACT_HEAR, "MAIL FROM" },
  { ACT_HEAR, "RCPT TO" },
  { ACT_HEAR, "RSET" },
  { ACT_SEND, "250 Ok\r\n250 Ok\r\n250 Ok\r\n" },
  { ACT_HEAR, "QUIT" },
  { ACT_WAIT },
  { ACT_END },
};

/* No word of a credential in any form. */
static void
assert_kept_secret (ScriptedServer *server)
{
  g_autofree char *heard = scripted_server_heard (server);

  g_assert_null (strstr (heard, LAB_PASSWORD));
  g_assert_null (strstr (heard, "AUTH"));
  g_assert_null (strstr (heard, "LOGIN "));
}

static void
assert_problem (LabTalk *talk, const char *id)
{
  for (guint i = 0; i < talk->evidence->tls->problems->len; i++)
    g_test_message ("problem: %s", (const char *)talk->evidence->tls->problems->pdata[i]);
  g_assert_true (tg_problems_has (talk->evidence->tls->problems, id));
}

static void
test_implicit_tls (void)
{
  g_autoptr (ScriptedServer) server = scripted_server_new ("127.0.0.1", imap_tls, certs->good);
  g_autoptr (LabTalk) talk = lab_talk_run (&(LabWish){ .port = scripted_server_port (server), .ca_file = certs->ca_path });
  TgEvidence *seen = talk->evidence;

  g_assert_cmpint (seen->fault, ==, TG_FAULT_NONE);
  g_assert_cmpint (seen->reached, ==, TG_STAGE_DONE);
  g_assert_true (seen->encrypted);
  g_assert_true (seen->signed_in);
  g_assert_cmpstr (seen->tls->version, ==, "TLS1.3");
  g_assert_nonnull (seen->tls->cipher);
  g_assert_true (seen->tls->trusted);
  g_assert_false (seen->tls->pinned);
  g_assert_cmpuint (seen->tls->problems->len, ==, 0);
  g_assert_cmpuint (seen->certificates->len, ==, 1);
  g_assert_cmpstr (talk->stages->str, ==, "resolve connect tls certificate greeting sign-in mailbox");
  g_assert_cmpstr (lab_step (talk, TG_STAGE_CERTIFICATE)->text, ==, "Certificate is for " LAB_HOST);
  g_assert_true (g_str_has_prefix (talk->lines->str, "* TLS1.3, "));
}

static void
test_starttls (void)
{
  g_autoptr (ScriptedServer) server = scripted_server_new ("127.0.0.1", smtp_starttls, certs->good);
  g_autoptr (LabTalk) talk = lab_talk_run (&(LabWish){
      .protocol = TG_PROTOCOL_SMTP, .security = TG_SECURITY_STARTTLS, .port = scripted_server_port (server), .ca_file = certs->ca_path });

  g_assert_cmpint (talk->evidence->fault, ==, TG_FAULT_NONE);
  g_assert_cmpint (talk->evidence->reached, ==, TG_STAGE_DONE);
  g_assert_cmpstr (talk->stages->str, ==, "resolve connect greeting starttls tls certificate sign-in envelope");
  /* What was offered in the clear is forgotten. */
  g_assert_cmpuint (talk->evidence->mechanisms->len, ==, 2);
  g_assert_cmpstr (talk->evidence->mechanisms->pdata[0], ==, "PLAIN");
}

/* A certificate that must shut the gate, and what it is called. */
typedef struct {
  const char *name;
  const char *cert_name;
  int days;
  gboolean by_ca;
  gboolean ca_known;
  const char *problem;
} BadCertificate;

static const BadCertificate bad_certificates[] = {
  { "of an unknown issuer", LAB_HOST, 200, TRUE, FALSE, "cert-incomplete-chain" },
  { "that vouches for itself", LAB_HOST, 200, FALSE, TRUE, "cert-self-signed" },
  { "for another name", "sv123.example-host.jp", 200, TRUE, TRUE, "cert-name-mismatch" },
  { "that has expired", LAB_HOST, -1, TRUE, TRUE, "cert-expired" },
};

static void
check_shut (const BadCertificate *bad, TgProtocol protocol, TgSecurity security, const ScriptLine *script)
{
  g_autoptr (GTlsCertificate) certificate = lab_certificate (bad->by_ca ? certs->ca : NULL, bad->cert_name, bad->days);
  g_autoptr (ScriptedServer) server = scripted_server_new ("127.0.0.1", script, certificate);

  /* Twice: what the first look saw must not open the second. */
  for (guint i = 0; i < 2; i++) {
    g_autoptr (LabTalk) talk = lab_talk_run (&(LabWish){ .protocol = protocol,
                                                         .security = security,
                                                         .port = scripted_server_port (server),
                                                         .ca_file = bad->ca_known ? certs->ca_path : NULL });

    g_assert_cmpint (talk->evidence->fault, ==, TG_FAULT_CERTIFICATE);
    g_assert_cmpint (talk->evidence->reached, ==, TG_STAGE_CERTIFICATE);
    g_assert_cmpint (lab_step (talk, TG_STAGE_TLS)->outcome, ==, TG_STEP_OK);
    g_assert_cmpint (lab_step (talk, TG_STAGE_CERTIFICATE)->outcome, ==, TG_STEP_FAILED);
    g_assert_cmpint (lab_step (talk, TG_STAGE_SIGN_IN)->outcome, ==, TG_STEP_SKIPPED);
    g_assert_false (talk->evidence->tls->trusted);
    g_assert_cmpuint (talk->evidence->certificates->len, >=, 1);
    g_assert_cmpuint (talk->asked, ==, 0);
    assert_problem (talk, bad->problem);
  }
  assert_kept_secret (server);
}

static void
test_bad_certificate (gconstpointer data)
{
  check_shut (data, TG_PROTOCOL_IMAP, TG_SECURITY_TLS, imap_tls);
  check_shut (data, TG_PROTOCOL_SMTP, TG_SECURITY_STARTTLS, smtp_starttls);
}

static void
test_ip_literals (void)
{
  static const char *const ips[] = { "127.0.0.1", "::1" };

  for (guint i = 0; i < G_N_ELEMENTS (ips); i++) {
    g_autoptr (ScriptedServer) server = scripted_server_new (ips[i], imap_tls, certs->good);
    g_autoptr (LabTalk) talk =
        lab_talk_run (&(LabWish){ .host = ips[i], .port = scripted_server_port (server), .ca_file = certs->ca_path });

    g_assert_cmpint (talk->evidence->reached, ==, TG_STAGE_DONE);
  }
}

/* The pin names the certificate in use, unless @pin says otherwise. */
static LabTalk *
talk_pinned (ScriptedServer *server, GTlsCertificate *certificate, const char *pin, gint64 until)
{
  g_autoptr (GByteArray) der = NULL;
  g_autofree char *digest = NULL;

  g_object_get (certificate, "certificate", &der, NULL);
  digest = g_compute_checksum_for_data (G_CHECKSUM_SHA256, der->data, der->len);
  return lab_talk_run (&(LabWish){ .port = scripted_server_port (server), .pin = pin != NULL ? pin : digest, .pin_until = until });
}

static void
test_pins (void)
{
  g_autoptr (GTlsCertificate) own = lab_certificate (NULL, LAB_HOST, 200);
  g_autoptr (ScriptedServer) server = scripted_server_new ("127.0.0.1", imap_tls, own);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (LabTalk) open = talk_pinned (server, own, NULL, now + 3600);

  g_assert_cmpint (open->evidence->reached, ==, TG_STAGE_DONE);
  g_assert_true (open->evidence->tls->trusted);
  g_assert_true (open->evidence->tls->pinned);
  g_assert_cmpint (open->evidence->tls->pin_until, ==, now + 3600);
  assert_problem (open, "cert-pinned");

  g_autoptr (ScriptedServer) second = scripted_server_new ("127.0.0.1", imap_tls, own);
  g_autoptr (LabTalk) late = talk_pinned (second, own, NULL, now - 1);
  g_assert_cmpint (late->evidence->fault, ==, TG_FAULT_CERTIFICATE);
  g_assert_false (late->evidence->tls->pinned);

  static const char other[] = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
  g_autoptr (LabTalk) changed = talk_pinned (second, own, other, 0);
  g_assert_cmpint (changed->evidence->fault, ==, TG_FAULT_CERTIFICATE);
  assert_problem (changed, "cert-changed");
  assert_kept_secret (second);
}

/* Ways in which encryption does not come about. */
typedef struct {
  const char *name;
  TgSecurity security;
  guint timeout_ms;
  ScriptLine script[8];
  TgFault fault;
  TgStage reached;
} Failure;

#define OFFER                                                                                                                              \
  { ACT_SEND, "220 mail ESMTP\r\n" }, { ACT_HEAR, "EHLO" },                                                                                \
  {                                                                                                                                        \
    ACT_SEND, "250-mail\r\n250 STARTTLS\r\n"                                                                                               \
  }

static const Failure failures[] = {
  { "a reply slipped in behind STARTTLS ends the talk",
    TG_SECURITY_STARTTLS,
    0,
    { OFFER, { ACT_HEAR, "STARTTLS" }, { ACT_SEND, "220 Go\r\n250-mail\r\n250 AUTH PLAIN\r\n" }, { ACT_TLS } },
    TG_FAULT_STARTTLS_INJECTED,
    TG_STAGE_STARTTLS },
  { "a single byte slipped in behind STARTTLS ends the talk",
    TG_SECURITY_STARTTLS,
    0,
    { OFFER, { ACT_HEAR, "STARTTLS" }, { ACT_SEND, "220 Go\r\n2" }, { ACT_TLS } },
    TG_FAULT_STARTTLS_INJECTED,
    TG_STAGE_STARTTLS },
  { "STARTTLS refused ends the talk",
    TG_SECURITY_STARTTLS,
    0,
    { OFFER, { ACT_HEAR, "STARTTLS" }, { ACT_SEND, "454 4.7.0 Not now\r\n" }, { ACT_WAIT } },
    TG_FAULT_STARTTLS_REFUSED,
    TG_STAGE_STARTTLS },
  { "STARTTLS not offered ends the talk",
    TG_SECURITY_STARTTLS,
    0,
    { { ACT_SEND, "220 mail ESMTP\r\n" }, { ACT_HEAR, "EHLO" }, { ACT_SEND, "250-mail\r\n250 AUTH PLAIN\r\n" }, { ACT_WAIT } },
    TG_FAULT_STARTTLS_MISSING,
    TG_STAGE_STARTTLS },
  { "plain text where TLS should begin is a TLS failure",
    TG_SECURITY_TLS,
    0,
    { { ACT_SEND, "220 mail ESMTP\r\n" }, { ACT_WAIT } },
    TG_FAULT_TLS,
    TG_STAGE_TLS },
  { "hanging up in the handshake is a TLS failure", TG_SECURITY_TLS, 0, { { ACT_HEAR, "" } }, TG_FAULT_TLS, TG_STAGE_TLS },
  { "hanging up after STARTTLS is a TLS failure",
    TG_SECURITY_STARTTLS,
    0,
    { OFFER, { ACT_HEAR, "STARTTLS" }, { ACT_SEND, "220 Go\r\n" } },
    TG_FAULT_TLS,
    TG_STAGE_TLS },
  { "silence where TLS should begin is silence", TG_SECURITY_TLS, 300, { { ACT_WAIT } }, TG_FAULT_SILENT, TG_STAGE_TLS },
  { "silence after STARTTLS is a deadline",
    TG_SECURITY_STARTTLS,
    2000,
    { OFFER, { ACT_HEAR, "STARTTLS" }, { ACT_SEND, "220 Go\r\n" }, { ACT_WAIT } },
    TG_FAULT_DEADLINE,
    TG_STAGE_TLS },
};

static void
test_failure (gconstpointer data)
{
  const Failure *failure = data;
  g_autoptr (ScriptedServer) server = scripted_server_new ("127.0.0.1", failure->script, certs->good);
  g_autoptr (LabTalk) talk = lab_talk_run (&(LabWish){ .protocol = TG_PROTOCOL_SMTP,
                                                       .security = failure->security,
                                                       .port = scripted_server_port (server),
                                                       .timeout_ms = failure->timeout_ms,
                                                       .ca_file = certs->ca_path });

  g_assert_no_error (talk->error);
  g_assert_cmpint (talk->evidence->fault, ==, failure->fault);
  g_assert_cmpint (talk->evidence->reached, ==, failure->reached);
  g_assert_false (talk->evidence->encrypted);
  if (talk->evidence->tls != NULL) {
    g_assert_null (talk->evidence->tls->version);
    g_assert_false (talk->evidence->tls->trusted);
  }
  assert_kept_secret (server);
}

/* Eight silent peers hold all the places: the ninth talk waits, and its clock is paused. */
static void
test_ninth_handshake_waits (void)
{
  static const ScriptLine silent[] = { { ACT_WAIT }, { ACT_END } };
  g_autoptr (ScriptedServer) deaf = scripted_server_new ("127.0.0.1", silent, NULL);
  g_autoptr (ScriptedServer) server = scripted_server_new ("127.0.0.1", imap_tls, certs->good);
  LabWish wish = { .port = scripted_server_port (deaf), .ca_file = certs->ca_path, .timeout_ms = 3000 };
  g_autoptr (GPtrArray) talks = g_ptr_array_new_with_free_func ((GDestroyNotify)lab_talk_free);

  for (guint i = 0; i < 8; i++)
    g_ptr_array_add (talks, lab_talk_start (&wish));
  for (guint i = 0; i < talks->len; i++) {
    LabTalk *talk = talks->pdata[i];
    while (talk->evidence == NULL && strstr (talk->stages->str, "tls") == NULL)
      g_main_context_iteration (NULL, TRUE);
  }

  wish.port = scripted_server_port (server);
  wish.timeout_ms = 2500;
  g_autoptr (LabTalk) ninth = lab_talk_run (&wish);
  g_assert_cmpint (ninth->evidence->reached, ==, TG_STAGE_DONE);
  for (guint i = 0; i < 8; i++) {
    lab_talk_wait (talks->pdata[i]);
    g_assert_cmpint (((LabTalk *)talks->pdata[i])->evidence->fault, ==, TG_FAULT_SILENT);
  }
}

static void
test_permit (void)
{
  g_autoptr (ScriptedServer) server = scripted_server_new ("127.0.0.1", imap_tls, certs->good);
  LabWish wish = { .port = scripted_server_port (server), .ca_file = certs->ca_path, .permit = TG_PERMIT_NO, .timeout_ms = 1500 };
  g_autoptr (LabTalk) refused = lab_talk_run (&wish);

  g_assert_true (refused->evidence->sign_in_withheld);
  g_assert_cmpint (refused->evidence->fault, ==, TG_FAULT_NONE);
  g_assert_cmpint (refused->evidence->reached, ==, TG_STAGE_SIGN_IN);
  g_assert_cmpuint (refused->asked, ==, 1);

  wish.ask_later = TRUE;
  g_autoptr (LabTalk) later_refused = lab_talk_run (&wish);
  g_assert_true (later_refused->evidence->sign_in_withheld);

  wish.ask_later = FALSE;
  wish.no_password = TRUE;
  wish.permit = TG_PERMIT_YES;
  g_autoptr (LabTalk) without = lab_talk_run (&wish);
  g_assert_true (without->evidence->sign_in_withheld);
  g_assert_cmpuint (without->asked, ==, 0);
  assert_kept_secret (server);

  g_autoptr (ScriptedServer) second = scripted_server_new ("127.0.0.1", imap_tls, certs->good);
  wish.port = scripted_server_port (second);
  wish.no_password = FALSE;
  wish.ask_later = TRUE;
  wish.later_ms = tg_network_patient_ms (wish.timeout_ms) + 100; /* the deadline is paused meanwhile */
  g_autoptr (LabTalk) later = lab_talk_run (&wish);
  g_assert_cmpint (later->evidence->reached, ==, TG_STAGE_DONE);
  g_assert_true (later->evidence->signed_in);
}

static void
test_echoed_response (void)
{
  static const ScriptLine script[] = {
    { ACT_TLS },
    { ACT_SEND, "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] Ready\r\n" },
    { ACT_HEAR, "AUTHENTICATE PLAIN " },
    /* base64 of NUL hanako@example.jp NUL wire-canary-4711 */
    { ACT_SEND, "$TAG BAD What is AGhhbmFrb0BleGFtcGxlLmpwAHdpcmUtY2FuYXJ5LTQ3MTE=?\r\n" },
    { ACT_WAIT },
    { ACT_END },
  };
  g_autoptr (ScriptedServer) server = scripted_server_new ("127.0.0.1", script, certs->good);
  g_autoptr (LabTalk) talk = lab_talk_run (&(LabWish){ .port = scripted_server_port (server), .ca_file = certs->ca_path });

  g_assert_cmpint (talk->evidence->reached, ==, TG_STAGE_SIGN_IN);
  g_assert_cmpstr (talk->evidence->decisive, ==, "BAD What is ●●●?");
  g_assert_null (strstr (talk->lines->str, "AGhh"));
  g_autofree char *heard = scripted_server_heard (server);
  g_assert_nonnull (strstr (heard, "AGhhbmFrb0BleGFtcGxlLmpwAHdpcmUtY2FuYXJ5LTQ3MTE="));
}

/* Once the password has gone out, nobody may say that the handshake failed and nothing was sent. */
static void
test_damaged_after_the_password (void)
{
  static const ScriptLine script[] = {
    { ACT_TLS },
    { ACT_SEND, "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] Ready\r\n" },
    { ACT_HEAR, "AUTHENTICATE PLAIN " },
    { ACT_DAMAGED, "* BAD This is no TLS record.\r\n" },
    { ACT_WAIT },
    { ACT_END },
  };
  g_autoptr (ScriptedServer) server = scripted_server_new ("127.0.0.1", script, certs->good);
  g_autoptr (LabTalk) talk = lab_talk_run (&(LabWish){ .port = scripted_server_port (server), .ca_file = certs->ca_path });
  TgEvidence *seen = talk->evidence;

  g_assert_cmpint (seen->fault, ==, TG_FAULT_CLOSED);
  g_assert_cmpint (seen->reached, ==, TG_STAGE_SIGN_IN);
  g_assert_true (seen->broken_record);
  g_assert_true (seen->password_sent);
  g_assert_cmpint (lab_step (talk, TG_STAGE_TLS)->outcome, ==, TG_STEP_OK);
  g_assert_cmpint (lab_step (talk, TG_STAGE_SIGN_IN)->outcome, ==, TG_STEP_FAILED);
  g_assert_cmpstr (lab_step (talk, TG_STAGE_SIGN_IN)->text, ==, "The encrypted connection broke off");
}

/* What left, and why nothing did. */
static void
test_what_was_sent (void)
{
  g_autoptr (ScriptedServer) server = scripted_server_new ("127.0.0.1", imap_tls, certs->good);
  LabWish wish = { .port = scripted_server_port (server), .ca_file = certs->ca_path };
  g_autoptr (LabTalk) all = lab_talk_run (&wish);
  g_autoptr (LabTalk) shut = lab_talk_run (&(LabWish){ .port = wish.port });

  g_assert_true (all->evidence->password_sent);
  g_assert_cmpint (all->evidence->withheld, ==, TG_WITHHELD_NOT);
  g_assert_false (shut->evidence->password_sent);
  wish.no_password = TRUE;
  g_autoptr (LabTalk) without = lab_talk_run (&wish);
  g_assert_false (without->evidence->password_sent);
  g_assert_cmpint (without->evidence->withheld, ==, TG_WITHHELD_NO_PASSWORD);
  wish.no_password = FALSE;
  wish.permit = TG_PERMIT_NO;
  g_autoptr (LabTalk) forbidden = lab_talk_run (&wish);
  g_assert_false (forbidden->evidence->password_sent);
  g_assert_cmpint (forbidden->evidence->withheld, ==, TG_WITHHELD_REFUSED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  tg_network_init ();
  certs = lab_certs_new ();
  g_test_add_func ("/talk/tls/a whole IMAP talk over TLS from the start", test_implicit_tls);
  g_test_add_func ("/talk/tls/a whole SMTP talk over STARTTLS", test_starttls);
  g_test_add_func ("/talk/tls/an IP address is proven by its own entry", test_ip_literals);
  g_test_add_func ("/talk/tls/a pin opens for its certificate and until its date only", test_pins);
  g_test_add_func ("/talk/tls/no password goes out without permission", test_permit);
  g_test_add_func ("/talk/tls/an echoed credential is never written down", test_echoed_response);
  g_test_add_func ("/talk/tls/a line damaged after the password is no handshake that failed", test_damaged_after_the_password);
  g_test_add_func ("/talk/tls/what was sent is known, and why nothing was", test_what_was_sent);
  g_test_add_func ("/talk/tls/a ninth handshake waits its turn and loses no time", test_ninth_handshake_waits);
  for (guint i = 0; i < G_N_ELEMENTS (bad_certificates); i++) {
    g_autofree char *path = g_strconcat ("/talk/tls/no password for a certificate ", bad_certificates[i].name, NULL);
    g_test_add_data_func (path, &bad_certificates[i], test_bad_certificate);
  }
  for (guint i = 0; i < G_N_ELEMENTS (failures); i++) {
    g_autofree char *path = g_strconcat ("/talk/tls/", failures[i].name, NULL);
    g_test_add_data_func (path, &failures[i], test_failure);
  }
  int status = g_test_run ();
  lab_certs_free (certs);
  return status;
}
