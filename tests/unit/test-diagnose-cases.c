/* test-diagnose-cases.c: hand-made situations and what is found in them: the main finding first,
 * and the outcome of both sides.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "test-diagnose-support.h"

#include <string.h>

typedef struct {
  const char *name;
  Side receive;
  Side send;
  const char *findings; /* ids with the side's letter: "r:host-not-found s:port-refused b:… l:…" */
  const char *outcomes; /* receive and send: v c u f t (untested) - (no such side) */
} Situation;

static const Situation situations[] = {
  /* It works. */
  { "all is well", GOOD_RECEIVE, GOOD_SEND, "", "vv" },
  { "only receiving was asked for", GOOD_RECEIVE, { NULL }, "", "v-" },
  { "no sign-in was asked for", { IMAPS, .flags = "w" }, { SMTPS, .flags = "w" }, "", "uu" },
  { "an OAuth provider, the sign-in withheld", { "imaps://outlook.office365.com:993", .flags = "w" }, { NULL }, "", "u-" },
  { "not begun", { IMAPS, .flags = "u" }, GOOD_SEND, "", "tv" },
  { "through a pin", { IMAPS, .flags = "sp", .problems = "cert-self-signed cert-name-mismatch" }, GOOD_SEND, "r:cert-pinned", "cv" },
  { "a weak key", { IMAPS, .flags = "s", .problems = "cert-weak" }, GOOD_SEND, "r:cert-weak", "cv" },
  { "weak parameters", GOOD_RECEIVE, { SMTPS, .flags = "s", .problems = "tls-weak" }, "s:tls-weak", "vc" },
  { "expires soon", { IMAPS, .flags = "s", .problems = "cert-expires-soon" }, GOOD_SEND, "r:cert-expires-soon", "cv" },
  { "the same certificate expires soon on both sides",
    { "imaps://mail.example.jp:993", .flags = "s", .problems = "cert-expires-soon" },
    { "smtps://mail.example.jp:465", .flags = "s", .problems = "cert-expires-soon" },
    "b:cert-expires-soon",
    "cc" },
  { "without encryption, on the person's own wish", { "imap://imap.example.jp:143", .flags = "s" }, GOOD_SEND, "r:no-encryption", "cv" },
  { "without encryption, and nobody insists", { "imap://imap.example.jp:143", .flags = "w" }, GOOD_SEND, "r:no-encryption", "uv" },
  { "nothing but CRAM-MD5 is offered", { IMAPS, .flags = "sm", .mechanisms = "CRAM-MD5" }, GOOD_SEND, "r:auth-mechanism-weak", "cv" },
  { "CRAM-MD5 was chosen although PLAIN is there", { IMAPS, .flags = "sm", .mechanisms = "PLAIN CRAM-MD5" }, GOOD_SEND, "", "vv" },

  /* This computer and its network. */
  { "no way to anything",
    { IMAPS, TG_FAULT_UNREACHABLE, TG_STAGE_CONNECT },
    { SMTPS, TG_FAULT_UNREACHABLE, TG_STAGE_CONNECT },
    "l:no-network",
    "ff" },
  { "no way to the only server", { IMAPS, TG_FAULT_UNREACHABLE, TG_STAGE_CONNECT }, { NULL }, "l:no-network", "f-" },
  { "no way to one server, the other answers", { IMAPS, TG_FAULT_UNREACHABLE, TG_STAGE_CONNECT }, GOOD_SEND, "r:port-silent", "fv" },
  { "no way to one, the other refuses",
    { IMAPS, TG_FAULT_UNREACHABLE, TG_STAGE_CONNECT },
    { SMTPS, TG_FAULT_REFUSED, TG_STAGE_CONNECT },
    "r:port-silent s:port-refused",
    "ff" },
  { "the resolver does not answer",
    { IMAPS, TG_FAULT_RESOLVER, TG_STAGE_RESOLVE },
    { SMTPS, TG_FAULT_RESOLVER, TG_STAGE_RESOLVE },
    "l:dns-broken",
    "ff" },
  { "the resolver knows the other name", { IMAPS, TG_FAULT_RESOLVER, TG_STAGE_RESOLVE }, GOOD_SEND, "r:host-not-found", "fv" },

  /* What was typed, on both sides. */
  { "ports swapped, other protocols answer",
    { "imap+starttls://mail.example.jp:587", TG_FAULT_OTHER_PROTOCOL, TG_STAGE_GREETING, .speaks = TG_SPEAKS_SMTP },
    { "smtps://mail.example.jp:995", TG_FAULT_OTHER_PROTOCOL, TG_STAGE_GREETING, .speaks = TG_SPEAKS_POP3 },
    "b:ports-swapped",
    "ff" },
  { "ports swapped, one side silent",
    { "imaps://mail.example.jp:465", TG_FAULT_OTHER_PROTOCOL, TG_STAGE_GREETING, .speaks = TG_SPEAKS_SMTP },
    { "smtp+starttls://mail.example.jp:993", TG_FAULT_SILENT, TG_STAGE_GREETING, .scan = TG_SPEAKS_TLS },
    "b:ports-swapped",
    "ff" },
  { "swapped numbers that work",
    { "imaps://mail.example.jp:465", .flags = "s" },
    { "smtps://mail.example.jp:993", .flags = "s" },
    "",
    "vv" },
  { "hosts swapped",
    { "imaps://smtp.example.jp:993", TG_FAULT_REFUSED, TG_STAGE_CONNECT },
    { "smtps://imap.example.jp:465", TG_FAULT_CONNECT_TIMEOUT, TG_STAGE_CONNECT },
    "b:hosts-swapped",
    "ff" },

  /* Server. */
  { "no such name", { IMAPS, TG_FAULT_NAME_NOT_FOUND, TG_STAGE_RESOLVE }, GOOD_SEND, "r:host-not-found", "fv" },
  { "no such name for both",
    { "imaps://mail.example.jp", TG_FAULT_NAME_NOT_FOUND, TG_STAGE_RESOLVE },
    { "smtps://mail.example.jp", TG_FAULT_NAME_NOT_FOUND, TG_STAGE_RESOLVE },
    "b:host-not-found",
    "ff" },
  { "refused", { IMAPS, TG_FAULT_REFUSED, TG_STAGE_CONNECT }, GOOD_SEND, "r:port-refused", "fv" },
  { "no answer", GOOD_RECEIVE, { SMTPS, TG_FAULT_CONNECT_TIMEOUT, TG_STAGE_CONNECT }, "s:port-silent", "vf" },
  { "connected, then silence",
    { "imap+starttls://imap.example.jp", TG_FAULT_SILENT, TG_STAGE_GREETING, .scan = TG_SPEAKS_NOTHING },
    GOOD_SEND,
    "r:port-silent",
    "fv" },
  { "deadline", { IMAPS, TG_FAULT_DEADLINE, TG_STAGE_SIGN_IN }, GOOD_SEND, "r:server-slow", "fv" },
  { "hung up", { IMAPS, TG_FAULT_CLOSED, TG_STAGE_GREETING }, GOOD_SEND, "r:server-closed", "fv" },
  { "garbage", { IMAPS, TG_FAULT_GARBAGE, TG_STAGE_GREETING, .speaks = TG_SPEAKS_GARBAGE }, GOOD_SEND, "r:server-garbage", "fv" },
  { "another protocol that nobody knows", { IMAPS, TG_FAULT_OTHER_PROTOCOL, TG_STAGE_GREETING }, GOOD_SEND, "r:server-garbage", "fv" },
  { "POP3 on an IMAP port",
    { "imaps://mail.example.jp:995", TG_FAULT_OTHER_PROTOCOL, TG_STAGE_GREETING, .speaks = TG_SPEAKS_POP3 },
    GOOD_SEND,
    "r:wrong-protocol",
    "fv" },
  { "SMTP in plain text on a TLS port",
    { "imaps://mail.example.jp:587", TG_FAULT_TLS, TG_STAGE_TLS, .scan = TG_SPEAKS_SMTP },
    GOOD_SEND,
    "r:wrong-protocol",
    "fv" },
  { "a web server",
    { "imaps://www.example.jp:80", TG_FAULT_TLS, TG_STAGE_TLS, .scan = TG_SPEAKS_HTTP },
    GOOD_SEND,
    "r:not-a-mail-server",
    "fv" },
  { "SSH",
    { "imap+starttls://www.example.jp:22", TG_FAULT_OTHER_PROTOCOL, TG_STAGE_GREETING, .speaks = TG_SPEAKS_SSH },
    GOOD_SEND,
    "r:not-a-mail-server",
    "fv" },
  { "FTP instead of SMTP",
    GOOD_RECEIVE,
    { "smtp+starttls://ftp.example.jp:21", TG_FAULT_OTHER_PROTOCOL, TG_STAGE_GREETING, .speaks = TG_SPEAKS_FTP },
    "s:not-a-mail-server",
    "vf" },
  { "turned away",
    { IMAPS, TG_FAULT_UNAVAILABLE, TG_STAGE_GREETING, "* BYE down for maintenance" },
    GOOD_SEND,
    "r:server-unavailable",
    "fv" },
  { "too many connections",
    GOOD_RECEIVE,
    { SMTPS, TG_FAULT_UNAVAILABLE, TG_STAGE_GREETING, "421 4.7.0 too many connections", "4.7.0", 421 },
    "s:server-busy",
    "vf" },
  { "a block list at the greeting",
    GOOD_RECEIVE,
    { SMTPS, TG_FAULT_UNAVAILABLE, TG_STAGE_GREETING, "554 5.7.1 blocked by spamhaus", "5.7.1", 554 },
    "s:send-blocked-address",
    "vf" },
  { "our own fault", { IMAPS, TG_FAULT_INTERNAL, TG_STAGE_SIGN_IN }, GOOD_SEND, "r:program-fault", "fv" },
  { "a value that cannot be sent", { IMAPS, TG_FAULT_UNSENDABLE, TG_STAGE_SIGN_IN }, GOOD_SEND, "r:input-unsendable", "fv" },

  /* Encryption. */
  { "SSL/TLS on a STARTTLS port",
    GOOD_RECEIVE,
    { "smtps://smtp.example.jp:587", TG_FAULT_TLS, TG_STAGE_TLS, .scan = TG_SPEAKS_SMTP },
    "s:tls-expected-plain",
    "vf" },
  { "SSL/TLS on a STARTTLS port, on both sides",
    { "imaps://imap.example.jp:143", TG_FAULT_TLS, TG_STAGE_TLS, .scan = TG_SPEAKS_IMAP },
    { "smtps://smtp.example.jp:587", TG_FAULT_TLS, TG_STAGE_TLS, .scan = TG_SPEAKS_SMTP },
    "r:tls-expected-plain s:tls-expected-plain",
    "ff" },
  { "STARTTLS on a TLS port",
    { "imap+starttls://imap.example.jp:993", TG_FAULT_SILENT, TG_STAGE_GREETING, .scan = TG_SPEAKS_TLS },
    GOOD_SEND,
    "r:plain-expected-tls",
    "fv" },
  { "none on a TLS port",
    { "imap://imap.example.jp:993", TG_FAULT_SILENT, TG_STAGE_GREETING, .scan = TG_SPEAKS_TLS },
    GOOD_SEND,
    "r:plain-expected-tls",
    "fv" },
  { "STARTTLS on a TLS port that answers with an alert",
    GOOD_RECEIVE,
    { "smtp+starttls://smtp.example.jp:465", TG_FAULT_GARBAGE, TG_STAGE_GREETING, .speaks = TG_SPEAKS_TLS },
    "s:plain-expected-tls",
    "vf" },
  { "no STARTTLS",
    { "imap+starttls://imap.example.jp", TG_FAULT_STARTTLS_MISSING, TG_STAGE_STARTTLS },
    GOOD_SEND,
    "r:starttls-missing",
    "fv" },
  { "STARTTLS refused",
    GOOD_RECEIVE,
    { "smtp+starttls://smtp.example.jp", TG_FAULT_STARTTLS_REFUSED, TG_STAGE_STARTTLS, "454 TLS not available", NULL, 454 },
    "s:starttls-refused",
    "vf" },
  { "text slipped in",
    { "imap+starttls://imap.example.jp", TG_FAULT_STARTTLS_INJECTED, TG_STAGE_STARTTLS },
    GOOD_SEND,
    "r:starttls-injected",
    "fv" },
  { "PREAUTH", { "imap+starttls://imap.example.jp", TG_FAULT_PREAUTH, TG_STAGE_GREETING }, GOOD_SEND, "r:preauth-before-tls", "fv" },
  { "TLS 1.1 agreed on", { IMAPS, TG_FAULT_TLS_VERSION, TG_STAGE_TLS, .problems = "tls-too-old" }, GOOD_SEND, "r:tls-too-old", "fv" },
  { "TLS 1.0 only, by the second look",
    { IMAPS, TG_FAULT_TLS, TG_STAGE_TLS, .scan = TG_SPEAKS_TLS, .flags = "o" },
    GOOD_SEND,
    "r:tls-too-old",
    "fv" },
  { "no cipher in common",
    { IMAPS, TG_FAULT_TLS, TG_STAGE_TLS, .scan = TG_SPEAKS_TLS, .flags = "c" },
    GOOD_SEND,
    "r:tls-no-common-cipher",
    "fv" },
  { "a client certificate is wanted",
    { IMAPS, TG_FAULT_TLS, TG_STAGE_TLS, .scan = TG_SPEAKS_TLS, .flags = "C" },
    GOOD_SEND,
    "r:tls-client-certificate",
    "fv" },
  { "a client certificate is wanted, by TLS 1.3",
    { IMAPS, TG_FAULT_CLOSED, TG_STAGE_GREETING, .scan = TG_SPEAKS_TLS, .flags = "C" },
    GOOD_SEND,
    "r:tls-client-certificate",
    "fv" },
  { "the name is not known there",
    { IMAPS, TG_FAULT_TLS, TG_STAGE_TLS, .scan = TG_SPEAKS_TLS, .flags = "n" },
    GOOD_SEND,
    "r:tls-name-unknown",
    "fv" },
  { "the handshake ended without a word",
    { IMAPS, TG_FAULT_TLS, TG_STAGE_TLS, .scan = TG_SPEAKS_NOTHING, .flags = "e" },
    GOOD_SEND,
    "r:tls-failed",
    "fv" },
  { "the handshake failed, no second look", { IMAPS, TG_FAULT_TLS, TG_STAGE_TLS }, GOOD_SEND, "r:tls-failed", "fv" },

  /* Certificate. */
  { "a wrong name", CERTIFICATE ("cert-name-mismatch", .flags = "1"), GOOD_SEND, "r:cert-name-mismatch", "fv" },
  { "a wrong name on both sides of one host",
    { "imaps://mail.example.jp", TG_FAULT_CERTIFICATE, TG_STAGE_CERTIFICATE, .problems = "cert-name-mismatch", .flags = "1" },
    { "smtps://mail.example.jp", TG_FAULT_CERTIFICATE, TG_STAGE_CERTIFICATE, .problems = "cert-name-mismatch", .flags = "1" },
    "b:cert-name-mismatch",
    "ff" },
  { "expired", CERTIFICATE ("cert-expired"), GOOD_SEND, "r:cert-expired", "fv" },
  { "expired above", CERTIFICATE ("cert-chain-expired"), GOOD_SEND, "r:cert-chain-expired", "fv" },
  { "not yet valid", CERTIFICATE ("cert-not-yet-valid"), GOOD_SEND, "r:cert-not-yet-valid", "fv" },
  { "self-signed", CERTIFICATE ("cert-self-signed"), GOOD_SEND, "r:cert-self-signed", "fv" },
  { "self-signed says it all", CERTIFICATE ("cert-self-signed cert-unknown-issuer cert-incomplete-chain"), GOOD_SEND, "r:cert-self-signed",
    "fv" },
  { "three faults at once", CERTIFICATE ("cert-expired cert-self-signed cert-name-mismatch", .flags = "1"), GOOD_SEND,
    "r:cert-name-mismatch r:cert-self-signed r:cert-expired", "fv" },
  { "unknown issuer", CERTIFICATE ("cert-unknown-issuer"), GOOD_SEND, "r:cert-unknown-issuer", "fv" },
  { "incomplete", CERTIFICATE ("cert-incomplete-chain"), GOOD_SEND, "r:cert-incomplete-chain", "fv" },
  { "issuer is none", CERTIFICATE ("cert-issuer-not-ca"), GOOD_SEND, "r:cert-issuer-not-ca", "fv" },
  { "forged", CERTIFICATE ("cert-bad-signature"), GOOD_SEND, "r:cert-bad-signature", "fv" },
  { "name constraint", CERTIFICATE ("cert-constraint"), GOOD_SEND, "r:cert-constraint", "fv" },
  { "unknown extension", CERTIFICATE ("cert-unknown-extension"), GOOD_SEND, "r:cert-unknown-extension", "fv" },
  { "for clients", CERTIFICATE ("cert-wrong-purpose"), GOOD_SEND, "r:cert-wrong-purpose", "fv" },
  { "revoked and expired", CERTIFICATE ("cert-expired cert-revoked"), GOOD_SEND, "r:cert-revoked r:cert-expired", "fv" },
  { "status missing", CERTIFICATE ("cert-status-missing"), GOOD_SEND, "r:cert-status-missing", "fv" },
  { "name in the old place", CERTIFICATE ("cert-no-san"), GOOD_SEND, "r:cert-no-san", "fv" },
  { "SHA-1 shuts the gate", CERTIFICATE ("cert-weak"), GOOD_SEND, "r:cert-weak", "fv" },
  { "changed", CERTIFICATE ("cert-changed cert-self-signed"), GOOD_SEND, "r:cert-changed r:cert-self-signed", "fv" },
  { "intercepted", CERTIFICATE ("tls-intercepted cert-unknown-issuer"), GOOD_SEND, "r:tls-intercepted r:cert-unknown-issuer", "fv" },
  { "a shut gate without a reason", CERTIFICATE (""), GOOD_SEND, "r:program-fault", "fv" },

  /* Sign-in. */
  { "wrong password, sending not tried",
    REFUSED ("a2 NO [AUTHENTICATIONFAILED] Authentication failed.", "AUTHENTICATIONFAILED"),
    { SMTPS, .flags = "w" },
    "r:auth-wrong-password",
    "ft" },
  { "wrong password for sending only",
    GOOD_RECEIVE,
    { SMTPS, TG_FAULT_AUTH_REFUSED, TG_STAGE_SIGN_IN, "535 5.7.8 Error: authentication failed", "5.7.8", 535, .flags = "r" },
    "s:auth-wrong-password",
    "vf" },
  { "the part before the @ works", REFUSED_AS ("rF", "a2 NO Login failed.", NULL), { SMTPS, .flags = "w" }, "r:auth-user-form", "ft" },
  { "neither form works", REFUSED_AS ("rB", "a2 NO Login failed.", NULL), { SMTPS, .flags = "w" }, "r:auth-wrong-password", "ft" },
  { "an app password is wanted",
    REFUSED ("a2 NO [ALERT] Application-specific password required", "ALERT"),
    { SMTPS, .flags = "w" },
    "r:auth-app-password",
    "ft" },
  { "only OAuth is offered",
    { IMAPS, TG_FAULT_AUTH_NO_COMMON, TG_STAGE_SIGN_IN, .mechanisms = "XOAUTH2 OAUTHBEARER" },
    { SMTPS, .flags = "w" },
    "r:auth-oauth",
    "uu" },
  { "Outlook.com refuses passwords",
    { "imaps://outlook.office365.com:993", TG_FAULT_AUTH_REFUSED, TG_STAGE_SIGN_IN, "a2 NO LOGIN failed.", .flags = "r" },
    { NULL },
    "r:auth-oauth",
    "u-" },
  { "locked", REFUSED ("a2 NO account is locked", NULL), { SMTPS, .flags = "w" }, "r:auth-account-locked", "ft" },
  { "the server cannot tell", REFUSED_AS ("", "a2 NO [UNAVAILABLE] Temporary authentication failure.", "UNAVAILABLE"), GOOD_SEND,
    "r:auth-temporary", "fv" },
  { "a text that nobody knows", REFUSED ("a2 NO The stars are against it", NULL), { SMTPS, .flags = "w" }, "r:auth-refused", "ft" },
  { "encryption needed",
    { "imap://imap.example.jp:143", TG_FAULT_AUTH_NEEDS_TLS, TG_STAGE_SIGN_IN, .flags = "S" },
    GOOD_SEND,
    "r:auth-needs-encryption",
    "fv" },
  { "no sign-in on port 25",
    GOOD_RECEIVE,
    { "smtp+starttls://smtp.example.jp:25", TG_FAULT_AUTH_NOT_OFFERED, TG_STAGE_SIGN_IN },
    "s:auth-not-offered",
    "vf" },
  { "only NTLM",
    { IMAPS, TG_FAULT_AUTH_NO_COMMON, TG_STAGE_SIGN_IN, .mechanisms = "NTLM GSSAPI" },
    GOOD_SEND,
    "r:auth-no-common-mechanism",
    "fv" },
  { "no proof by the server", { IMAPS, TG_FAULT_AUTH_SERVER_PROOF, TG_STAGE_SIGN_IN }, GOOD_SEND, "r:auth-server-proof", "fv" },

  /* Mailbox and sending. */
  { "mailbox in use",
    { "pop3s://pop.example.jp", TG_FAULT_MAILBOX, TG_STAGE_MAILBOX, "-ERR [IN-USE] maildrop locked", "IN-USE", .flags = "s" },
    GOOD_SEND,
    "r:mailbox-in-use",
    "fv" },
  { "mailbox does not open",
    { IMAPS, TG_FAULT_MAILBOX, TG_STAGE_MAILBOX, "a3 NO no", .flags = "s" },
    GOOD_SEND,
    "r:mailbox-unavailable",
    "fv" },
  { "relay denied", GOOD_RECEIVE, ENVELOPE (TG_FAULT_RECIPIENT, 554, "554 5.7.1 <taro@example.jp>: Relay access denied", "5.7.1"),
    "s:send-relay-denied", "vf" },
  { "another sender", GOOD_RECEIVE,
    ENVELOPE (TG_FAULT_RECIPIENT, 553, "553 5.7.1 <taro@example.jp>: Sender address rejected: not owned by user", "5.7.1"),
    "s:send-sender-rejected", "vf" },
  { "the recipient is refused", GOOD_RECEIVE, ENVELOPE (TG_FAULT_RECIPIENT, 550, "550 5.1.1 no such user here", "5.1.1"),
    "s:send-recipient-rejected", "vf" },
  { "mailbox full", GOOD_RECEIVE, ENVELOPE (TG_FAULT_RECIPIENT, 552, "552 5.2.2 Mailbox full", "5.2.2"), "s:mailbox-full", "vf" },
  { "greylisted", GOOD_RECEIVE, ENVELOPE (TG_FAULT_RECIPIENT, 450, "450 4.2.0 Greylisted", "4.2.0"), "s:send-greylisted", "vf" },
  { "must sign in to send", GOOD_RECEIVE, ENVELOPE (TG_FAULT_SENDER, 530, "530 5.7.0 Authentication required", "5.7.0"),
    "s:send-auth-missing", "vf" },

  /* Both sides, and the order. */
  { "a caution comes after a problem",
    { IMAPS, .flags = "s", .problems = "cert-expires-soon" },
    { SMTPS, TG_FAULT_REFUSED, TG_STAGE_CONNECT },
    "s:port-refused r:cert-expires-soon",
    "cf" },
  { "receiving comes first",
    CERTIFICATE ("cert-expired"),
    { SMTPS, TG_FAULT_REFUSED, TG_STAGE_CONNECT },
    "r:cert-expired s:port-refused",
    "ff" },
  { "a danger stands with the problems",
    { "imap://imap.example.jp:143", .flags = "s" },
    { SMTPS, TG_FAULT_REFUSED, TG_STAGE_CONNECT },
    "r:no-encryption s:port-refused",
    "cf" },
  { "one server down, both sides",
    { "imaps://mail.example.jp", TG_FAULT_UNAVAILABLE, TG_STAGE_GREETING, "* BYE down" },
    { "smtps://mail.example.jp", TG_FAULT_UNAVAILABLE, TG_STAGE_GREETING, "421 down", NULL, 421 },
    "b:server-unavailable",
    "ff" },
};

static void
test_situations (void)
{
  guint wrong = 0;

  for (guint i = 0; i < G_N_ELEMENTS (situations); i++) {
    const Situation *row = &situations[i];
    g_auto (Run) run = run_sides ("taro@example.jp", &row->receive, &row->send);
    g_autofree char *found = run_summary (&run);
    char outcomes[3] = { run_outcome (&run, TG_SIDE_RECEIVE), run_outcome (&run, TG_SIDE_SEND), '\0' };

    if (strcmp (found, row->findings) != 0 || strcmp (outcomes, row->outcomes) != 0) {
      g_test_message ("%s: [%s] %s, expected [%s] %s", row->name, found, outcomes, row->findings, row->outcomes);
      wrong++;
    }
  }
  g_test_message ("%u situations", (guint)G_N_ELEMENTS (situations));
  g_assert_cmpuint (wrong, ==, 0);
}

/* A remedy never means less encryption, never port 25, and never a name that nobody mentioned. */
static void
assert_harmless (const Situation *row, const TgAccount *before, const TgRemedy *remedy)
{
  const struct {
    const TgServer *old, *new;
  } sides[] = { { before->receive, remedy->change->receive }, { before->send, remedy->change->send } };

  g_test_message ("%s: %s", row->name, remedy->text);
  for (guint i = 0; i < G_N_ELEMENTS (sides); i++) {
    if (tg_server_equal (sides[i].old, sides[i].new))
      continue;
    g_assert_cmpint (sides[i].new->security, !=, TG_SECURITY_NONE);
    g_assert_cmpuint (sides[i].new->port, !=, 25);
    if (!g_str_has_suffix (sides[i].new->ascii_host, ".example.jp"))
      g_assert_nonnull (remedy->confirm_host);
  }
}

static void
test_remedies_are_harmless (void)
{
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (situations); i++) {
    g_auto (Run) run = run_sides ("taro@example.jp", &situations[i].receive, &situations[i].send);

    for (guint k = 0; k < run.findings->len; k++) {
      const TgFinding *finding = run.findings->pdata[k];

      g_assert_cmpuint (finding->remedies->len, >, 0);
      g_assert_cmpuint (strlen (finding->cause), >, 0);
      for (guint m = 0; m < finding->remedies->len; m++) {
        const TgRemedy *remedy = finding->remedies->pdata[m];

        if (remedy->change == NULL)
          continue;
        assert_harmless (&situations[i], run.account, remedy);
        n++;
      }
    }
  }
  g_assert_cmpuint (n, >, 30);
}

/* Whatever the driver reports, no failure goes unexplained. */
static void
test_every_fault (void)
{
  static const Side good_send = GOOD_SEND;

  for (TgFault fault = TG_FAULT_NAME_NOT_FOUND; fault <= TG_FAULT_INTERNAL; fault++)
    for (TgSpeaks speaks = TG_SPEAKS_UNKNOWN; speaks <= TG_SPEAKS_GARBAGE; speaks++) {
      static const char *const urls[] = { IMAPS, "imap+starttls://imap.example.jp", "imap://imap.example.jp", "pop3s://pop.example.jp" };

      for (guint i = 0; i < G_N_ELEMENTS (urls); i++) {
        Side side = { urls[i], fault, TG_STAGE_TLS, .scan = speaks };
        g_auto (Run) run = run_sides ("taro@example.jp", &side, &good_send);
        const TgFinding *finding;

        g_assert_cmpuint (run.findings->len, >, 0);
        finding = run.findings->pdata[0];
        g_assert_true (finding->severity == TG_SEVERITY_PROBLEM || finding->severity == TG_SEVERITY_DANGER);
        g_assert_cmpint (tg_diagnose_outcome (run.receive, run.findings, TG_SIDE_RECEIVE), ==, TG_OUTCOME_FAILED);
      }
    }
}

/* "Your password was not sent." appears only if that is true. */
static void
test_password_was_not_sent (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (situations); i++) {
    g_auto (Run) run = run_sides ("taro@example.jp", &situations[i].receive, &situations[i].send);

    for (guint k = 0; k < run.findings->len; k++) {
      const TgFinding *finding = run.findings->pdata[k];
      const TgEvidence *seen = finding->side == TG_SIDE_SEND ? run.send : run.receive;

      if (strstr (finding->cause, "not sent") != NULL) {
        g_test_message ("%s: %s", situations[i].name, finding->id);
        g_assert_false (seen->signed_in || seen->sign_in_refused);
      }
    }
  }
}

int
main (int argc, char **argv)
{
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diagnose/each situation gives its findings and outcomes", test_situations);
  g_test_add_func ("/diagnose/every fault ends in a finding", test_every_fault);
  g_test_add_func ("/diagnose/no remedy takes encryption away or goes to port 25", test_remedies_are_harmless);
  g_test_add_func ("/diagnose/only a password that was not sent is said not to be", test_password_was_not_sent);
  return g_test_run ();
}
