/* rules.c: which finding follows from which facts.  What was seen beats what the numbers suggest.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/rules/rules.h"

#include <string.h>

#include "diagnose/rules/deeds.h"
#include "diagnose/rules/port-rules.h"
#include "diagnose/rules/typed-rules.h"

static gboolean
is_receiving_port (guint16 port)
{
  return port == 143 || port == 993 || port == 110 || port == 995;
}

/* A look around has shown the contrary. */
static gboolean
is_disproved (const TgCase *self, TgAspect aspect)
{
  return self->input->surroundings != NULL && self->input->surroundings->aspects[aspect].look == TG_LOOK_OK;
}

static gboolean
nothing_is_reached (const TgCase *self)
{
  return self->seen->fault == TG_FAULT_UNREACHABLE && !tg_case_other_reached (self) && !is_disproved (self, TG_ASPECT_NETWORK);
}

static gboolean
no_name_is_found (const TgCase *self)
{
  return self->seen->fault == TG_FAULT_RESOLVER && !tg_case_other_found (self) && !is_disproved (self, TG_ASPECT_RESOLVER);
}

static gboolean
both_never_talked (const TgCase *self)
{
  const TgAccount *account = self->input->account;

  return self->across != NULL && self->across->tested && account->receive != NULL && account->send != NULL &&
         tg_case_never_talked (self->seen) && tg_case_never_talked (self->across);
}

static gboolean
ports_are_swapped (const TgCase *self)
{
  const TgAccount *account = self->input->account;

  return both_never_talked (self) && tg_port_is_for_sending (account->receive->port) && is_receiving_port (account->send->port);
}

static gboolean
begins_with_any (const char *host, const char *const *prefixes)
{
  for (guint i = 0; prefixes[i] != NULL; i++)
    if (g_str_has_prefix (host, prefixes[i]))
      return TRUE;
  return FALSE;
}

static gboolean
hosts_are_swapped (const TgCase *self)
{
  static const char *const sending[] = { "smtp", "send.", "mailout", NULL };
  static const char *const receiving[] = { "imap", "pop", "recv.", "mailin", NULL };
  const TgAccount *account = self->input->account;

  return both_never_talked (self) &&
         ((begins_with_any (account->receive->ascii_host, sending) && begins_with_any (account->send->ascii_host, receiving)) ||
          tg_typed_hosts_are_exchanged (self));
}

/* STARTTLS or nothing was chosen, and the server waits for a ClientHello. */
static gboolean
speaks_tls_from_the_start (const TgCase *self)
{
  /* Behind STARTTLS it is no news that the server speaks TLS. */
  return self->seen->server->security != TG_SECURITY_TLS && self->seen->reached < TG_STAGE_TLS && tg_case_never_talked (self->seen) &&
         tg_case_speaks (self) == TG_SPEAKS_TLS;
}

static gboolean
begins_in_plain_text (const TgCase *self)
{
  return self->seen->server->security == TG_SECURITY_TLS && !self->seen->encrypted && tg_case_never_talked (self->seen) &&
         tg_case_speaks_own (self, tg_case_speaks (self));
}

static gboolean
speaks_other_mail (const TgCase *self)
{
  TgSpeaks speaks = tg_case_speaks (self);

  return tg_case_never_talked (self->seen) && tg_case_speaks_mail (speaks) && !tg_case_speaks_own (self, speaks);
}

static gboolean
speaks_no_mail (const TgCase *self)
{
  TgSpeaks speaks = tg_case_speaks (self);

  return tg_case_never_talked (self->seen) && (speaks == TG_SPEAKS_HTTP || speaks == TG_SPEAKS_SSH || speaks == TG_SPEAKS_FTP);
}

static int
alert_of (const TgCase *self)
{
  if (self->seen->scan.done && self->seen->scan.alert >= 0)
    return self->seen->scan.alert;
  return self->seen->tls != NULL ? self->seen->tls->alert : -1;
}

static gboolean
handshake_failed (const TgCase *self)
{
  return self->seen->fault == TG_FAULT_TLS || (self->seen->fault == TG_FAULT_CLOSED && self->seen->reached == TG_STAGE_TLS);
}

/* In TLS 1.3 the handshake is through before the server misses a certificate: the first line fails. */
static gboolean
wants_client_certificate (const TgCase *self)
{
  gboolean ended_early = handshake_failed (self) || (self->seen->fault == TG_FAULT_CLOSED && self->seen->reached == TG_STAGE_GREETING);

  return ended_early && ((self->seen->scan.done && self->seen->scan.wants_client_certificate) || alert_of (self) == 116);
}

static gboolean
only_old_tls (const TgCase *self)
{
  return handshake_failed (self) && (self->seen->scan.old_tls || alert_of (self) == 70);
}

static gboolean
no_common_cipher (const TgCase *self)
{
  return handshake_failed (self) && (self->seen->scan.no_common_cipher || alert_of (self) == 71);
}

static gboolean
name_is_unknown (const TgCase *self)
{
  return handshake_failed (self) && (self->seen->scan.works_without_sni || alert_of (self) == 112);
}

static gboolean
other_form_works (const TgCase *self)
{
  return self->seen->sign_in_refused && self->retried != NULL && self->retried->signed_in;
}

static gboolean
reply_is_known (const TgCase *self)
{
  return self->reply.id != NULL;
}

/* The sign-in was not even tried, because it would have to be in the browser: the server wants that, or the person does. */
static gboolean
needs_a_browser (const TgCase *self)
{
  const TgEvidence *seen = self->seen;

  if (seen->fault == TG_FAULT_AUTH_NO_COMMON)
    return seen->token == NULL && tg_case_only_oauth (self);
  if (seen->token != NULL)
    return seen->fault == TG_FAULT_NONE && seen->withheld == TG_WITHHELD_NO_PASSWORD;
  return seen->fault == TG_FAULT_NONE && seen->sign_in_withheld && self->provider != NULL && self->provider->oauth_only &&
         tg_case_name_is_right (self);
}

static gboolean
is_self_signed (const TgCase *self)
{
  return tg_evidence_has_problem (self->seen, "cert-self-signed");
}

static gboolean
is_not_self_signed (const TgCase *self)
{
  return !is_self_signed (self);
}

static gboolean
certificate_is_trusted (const TgCase *self)
{
  return self->seen->tls != NULL && self->seen->tls->trusted && !self->seen->tls->pinned;
}

static gboolean
works_through_a_pin (const TgCase *self)
{
  return self->seen->tls != NULL && self->seen->tls->trusted && self->seen->tls->pinned;
}

static gboolean
is_weakly_encrypted (const TgCase *self)
{
  const TgTlsFacts *tls = self->seen->tls;

  return tls != NULL && tls->trusted && (tg_problems_has (tls->problems, "tls-weak") || (self->seen->scan.done && self->seen->scan.weak));
}

/* Only where the server leaves no choice: who forces CRAM-MD5 on a server with PLAIN over TLS is
 * not told that the server is outdated. */
static gboolean
insists_on_a_weak_mechanism (const TgCase *self)
{
  static const char *const weak[] = { "CRAM-MD5", "DIGEST-MD5", "APOP", "NTLM", NULL };
  static const char *const better[] = { "PLAIN", "LOGIN", "SCRAM-SHA-1", "SCRAM-SHA-256", NULL };
  const TgEvidence *seen = self->seen;

  if (!seen->signed_in || seen->authentication == NULL || !g_strv_contains (weak, seen->authentication))
    return FALSE;
  for (guint i = 0; better[i] != NULL; i++)
    if (g_ptr_array_find_with_equal_func (seen->mechanisms, better[i], g_str_equal, NULL))
      return FALSE;
  return !(seen->server->protocol == TG_PROTOCOL_POP3 && tg_case_has_capability (self, "USER"));
}

enum {
  REACH = TG_SHOW_ADDRESSES,
  WORDS = TG_SHOW_GREETING | TG_SHOW_REPLY,
  TLS = TG_SHOW_GREETING | TG_SHOW_SCAN | TG_SHOW_REPLY,
  SIGN_IN = TG_SHOW_SIGN_IN | TG_SHOW_REPLY,
  CERTIFICATE = TG_SHOW_CERTIFICATE,
};

const TgRule tg_rules[] = {
  /* This computer and its network; what was typed on both sides. */
  { "no-network", TG_RULE_ROOT, TG_FAULT_UNREACHABLE, nothing_is_reached, REACH },
  { "dns-broken", TG_RULE_ROOT, TG_FAULT_RESOLVER, no_name_is_found, REACH },
  { "ports-swapped", TG_RULE_ROOT, TG_FAULT_NONE, ports_are_swapped, WORDS | TG_SHOW_SCAN },
  { "hosts-swapped", TG_RULE_ROOT, TG_FAULT_NONE, hosts_are_swapped, WORDS | TG_SHOW_SCAN },

  /* What answers at all. */
  { "input-is-url", TG_RULE_CAUSE, TG_FAULT_NAME_NOT_FOUND, tg_typed_is_link, 0 },
  { "input-is-address", TG_RULE_CAUSE, TG_FAULT_NAME_NOT_FOUND, tg_typed_is_address, 0 },
  { "input-lookalike", TG_RULE_CAUSE, TG_FAULT_NAME_NOT_FOUND, tg_typed_is_misspelt, 0 },
  { "host-old-name", TG_RULE_CAUSE, TG_FAULT_NONE, tg_typed_is_old_name, REACH },
  { "host-not-found", TG_RULE_CAUSE, TG_FAULT_NAME_NOT_FOUND, NULL, REACH },
  { "host-not-found", TG_RULE_CAUSE, TG_FAULT_RESOLVER, NULL, REACH },
  { NULL, TG_RULE_CAUSE, TG_FAULT_TLS, tg_deed_refuses_before_tls, WORDS | TG_SHOW_SCAN },
  { "plain-expected-tls", TG_RULE_CAUSE, TG_FAULT_NONE, speaks_tls_from_the_start, WORDS },
  { "tls-expected-plain", TG_RULE_CAUSE, TG_FAULT_NONE, begins_in_plain_text, WORDS },
  { "wrong-protocol", TG_RULE_CAUSE, TG_FAULT_NONE, speaks_other_mail, WORDS },
  { "not-a-mail-server", TG_RULE_CAUSE, TG_FAULT_NONE, speaks_no_mail, WORDS },
  { "port-encryption-contradiction", TG_RULE_CAUSE, TG_FAULT_NONE, tg_typed_port_contradicts, REACH | TG_SHOW_SCAN },
  { "exchange-only", TG_RULE_CAUSE, TG_FAULT_NONE, tg_host_offers_exchange_only, REACH | TG_SHOW_PORTS },
  { "host-not-mail", TG_RULE_CAUSE, TG_FAULT_NONE, tg_host_is_not_mail, REACH | TG_SHOW_PORTS },
  { "port-refused", TG_RULE_CAUSE, TG_FAULT_REFUSED, NULL, REACH },
  { "port-silent", TG_RULE_CAUSE, TG_FAULT_CONNECT_TIMEOUT, NULL, REACH },
  { "port-silent", TG_RULE_CAUSE, TG_FAULT_UNREACHABLE, NULL, REACH },
  { "port-silent", TG_RULE_CAUSE, TG_FAULT_SILENT, NULL, REACH },

  /* Encryption. */
  { "preauth-before-tls", TG_RULE_CAUSE, TG_FAULT_PREAUTH, NULL, WORDS },
  { "starttls-injected", TG_RULE_CAUSE, TG_FAULT_STARTTLS_INJECTED, NULL, WORDS },
  { "starttls-missing", TG_RULE_CAUSE, TG_FAULT_STARTTLS_MISSING, NULL, WORDS },
  { "starttls-refused", TG_RULE_CAUSE, TG_FAULT_STARTTLS_REFUSED, NULL, WORDS },
  { "tls-client-certificate", TG_RULE_CAUSE, TG_FAULT_NONE, wants_client_certificate, TLS },
  { "tls-name-unknown", TG_RULE_CAUSE, TG_FAULT_NONE, name_is_unknown, TLS },
  { "tls-too-old", TG_RULE_CAUSE, TG_FAULT_TLS_VERSION, NULL, TLS | TG_SHOW_TLS },
  { "tls-too-old", TG_RULE_CAUSE, TG_FAULT_NONE, only_old_tls, TLS },
  { "tls-no-common-cipher", TG_RULE_CAUSE, TG_FAULT_NONE, no_common_cipher, TLS },
  { "tls-failed", TG_RULE_CAUSE, TG_FAULT_TLS, NULL, TLS },

  /* The sign-in, and what came after it. */
  { "auth-user-form", TG_RULE_CAUSE, TG_FAULT_AUTH_REFUSED, other_form_works, SIGN_IN },
  { "connection-id", TG_RULE_CAUSE, TG_FAULT_AUTH_REFUSED, tg_typed_user_is_connection_id, SIGN_IN },
  { "settings-for-other-address", TG_RULE_CAUSE, TG_FAULT_AUTH_REFUSED, tg_typed_is_for_another, SIGN_IN },
  { "send-hello-refused", TG_RULE_CAUSE, TG_FAULT_NONE, tg_deed_refuses_hello, WORDS },
  { NULL, TG_RULE_CAUSE, TG_FAULT_NONE, reply_is_known, SIGN_IN },
  { "send-auth-missing", TG_RULE_CAUSE, TG_FAULT_AUTH_REFUSED, tg_deed_forgets_sign_in_to_send, SIGN_IN },
  { "auth-token-refused", TG_RULE_CAUSE, TG_FAULT_AUTH_REFUSED, tg_deed_is_by_token, SIGN_IN },
  { "auth-token-refused", TG_RULE_CAUSE, TG_FAULT_CLOSED, tg_deed_hangs_up_on_token, SIGN_IN },
  { "auth-refused", TG_RULE_CAUSE, TG_FAULT_AUTH_REFUSED, NULL, SIGN_IN },
  { "auth-refused", TG_RULE_CAUSE, TG_FAULT_CLOSED, tg_deed_hangs_up_on_sign_in, SIGN_IN },
  { "auth-oauth", TG_RULE_CAUSE, TG_FAULT_NONE, needs_a_browser, SIGN_IN },
  { "auth-token-needs-encryption", TG_RULE_CAUSE, TG_FAULT_AUTH_TOKEN_IN_CLEAR, NULL, SIGN_IN },
  { "auth-needs-encryption", TG_RULE_CAUSE, TG_FAULT_AUTH_NEEDS_TLS, NULL, SIGN_IN },
  { "auth-not-offered", TG_RULE_CAUSE, TG_FAULT_AUTH_NOT_OFFERED, NULL, SIGN_IN },
  { "auth-no-common-mechanism", TG_RULE_CAUSE, TG_FAULT_AUTH_NO_COMMON, NULL, SIGN_IN },
  { "auth-server-proof", TG_RULE_CAUSE, TG_FAULT_AUTH_SERVER_PROOF, NULL, SIGN_IN },
  { "input-unsendable", TG_RULE_CAUSE, TG_FAULT_UNSENDABLE, NULL, 0 },

  /* A talk that broke off. */
  { "server-slow", TG_RULE_CAUSE, TG_FAULT_DEADLINE, NULL, WORDS },
  { "server-closed", TG_RULE_CAUSE, TG_FAULT_CLOSED, NULL, WORDS | TG_SHOW_SCAN },
  { "server-garbage", TG_RULE_CAUSE, TG_FAULT_GARBAGE, NULL, WORDS },
  { "server-garbage", TG_RULE_CAUSE, TG_FAULT_OTHER_PROTOCOL, NULL, WORDS },
  { "program-fault", TG_RULE_CAUSE, TG_FAULT_INTERNAL, NULL, 0 },

  /* The certificate: whoever shows it, what is wrong with it, how it is made. */
  { "cert-revoked", TG_RULE_FAULTY, TG_FAULT_CERTIFICATE, NULL, CERTIFICATE },
  { "cert-changed", TG_RULE_FAULTY, TG_FAULT_CERTIFICATE, NULL, CERTIFICATE },
  { "tls-intercepted", TG_RULE_FAULTY, TG_FAULT_CERTIFICATE, NULL, CERTIFICATE },
  { "cert-bad-signature", TG_RULE_FAULTY, TG_FAULT_CERTIFICATE, NULL, CERTIFICATE },
  { "cert-issuer-not-ca", TG_RULE_FAULTY, TG_FAULT_CERTIFICATE, NULL, CERTIFICATE },
  { "cert-name-mismatch", TG_RULE_FAULTY, TG_FAULT_CERTIFICATE, NULL, CERTIFICATE },
  { "cert-self-signed", TG_RULE_FAULTY, TG_FAULT_CERTIFICATE, NULL, CERTIFICATE },
  { "cert-unknown-issuer", TG_RULE_FAULTY, TG_FAULT_CERTIFICATE, is_not_self_signed, CERTIFICATE },
  { "cert-not-yet-valid", TG_RULE_FAULTY, TG_FAULT_CERTIFICATE, NULL, CERTIFICATE },
  { "cert-expired", TG_RULE_FAULTY, TG_FAULT_CERTIFICATE, NULL, CERTIFICATE },
  { "cert-chain-expired", TG_RULE_FAULTY, TG_FAULT_CERTIFICATE, NULL, CERTIFICATE },
  { "cert-incomplete-chain", TG_RULE_FAULTY, TG_FAULT_CERTIFICATE, is_not_self_signed, CERTIFICATE },
  { "cert-constraint", TG_RULE_FAULTY, TG_FAULT_CERTIFICATE, NULL, CERTIFICATE },
  { "cert-unknown-extension", TG_RULE_FAULTY, TG_FAULT_CERTIFICATE, NULL, CERTIFICATE },
  { "cert-wrong-purpose", TG_RULE_FAULTY, TG_FAULT_CERTIFICATE, NULL, CERTIFICATE },
  { "cert-no-san", TG_RULE_FAULTY, TG_FAULT_CERTIFICATE, NULL, CERTIFICATE },
  { "cert-status-missing", TG_RULE_FAULTY, TG_FAULT_CERTIFICATE, NULL, CERTIFICATE },
  { "cert-weak", TG_RULE_FAULTY, TG_FAULT_CERTIFICATE, NULL, CERTIFICATE },
  { "tls-too-old", TG_RULE_FAULTY, TG_FAULT_CERTIFICATE, NULL, TG_SHOW_TLS },

  /* It works, and yet. */
  { "no-encryption", TG_RULE_CAUTION, TG_FAULT_NONE, tg_local_leaves_in_plain, TG_SHOW_SIGN_IN },
  { "local-plain", TG_RULE_CAUTION, TG_FAULT_NONE, tg_local_works_in_plain, TG_SHOW_ADDRESSES | TG_SHOW_SIGN_IN },
  { "cert-pinned", TG_RULE_CAUTION, TG_FAULT_NONE, works_through_a_pin, CERTIFICATE },
  { "tls-weak", TG_RULE_CAUTION, TG_FAULT_NONE, is_weakly_encrypted, TG_SHOW_TLS },
  { "cert-weak", TG_RULE_CAUTION, TG_FAULT_NONE, certificate_is_trusted, CERTIFICATE },
  { "auth-mechanism-weak", TG_RULE_CAUTION, TG_FAULT_NONE, insists_on_a_weak_mechanism, TG_SHOW_SIGN_IN },
  { "cert-expires-soon", TG_RULE_CAUTION, TG_FAULT_NONE, certificate_is_trusted, CERTIFICATE },
};
const gsize tg_n_rules = G_N_ELEMENTS (tg_rules);

/* Rows whose id is itself a problem that was noted on the connection or a certificate. */
static gboolean
needs_problem (const TgRule *self)
{
  return self->kind == TG_RULE_FAULTY || strcmp (self->id != NULL ? self->id : "", "cert-weak") == 0 ||
         strcmp (self->id != NULL ? self->id : "", "cert-expires-soon") == 0;
}

gboolean
tg_rule_applies (const TgRule *self, const TgCase *subject)
{
  if (self->fault != TG_FAULT_NONE && self->fault != subject->seen->fault)
    return FALSE;
  if (self->applies != NULL && !self->applies (subject))
    return FALSE;
  return !needs_problem (self) || tg_evidence_has_problem (subject->seen, self->id);
}
