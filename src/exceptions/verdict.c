/* verdict.c: the rules for security exceptions, as a table of questions.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "exceptions/verdict.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "find/providers.h"

typedef struct {
  const TgAccount *account;
  const TgEvidence *seen;
  GPtrArray *findings;
  gboolean let_through; /* by an exception */
} Question;

static gboolean
shows_no_certificate (const Question *self)
{
  return self->seen->tls == NULL || self->seen->certificates->len == 0;
}

static gboolean
is_trusted (const Question *self)
{
  return self->seen->tls->trusted && !self->let_through;
}

static gboolean
is_revoked (const Question *self)
{
  return tg_evidence_has_problem (self->seen, "cert-revoked");
}

static gboolean
is_old_tls (const Question *self)
{
  return self->seen->fault == TG_FAULT_TLS_VERSION || tg_evidence_has_problem (self->seen, "tls-too-old");
}

/* Whoever's address it is: these servers are public and known to have valid certificates.  A host
 * that is the customer's own domain is not among them. */
static gboolean
is_known_server (const Question *self)
{
  const char *host = self->seen->server->ascii_host;
  const TgProvider *own = tg_providers_find (self->account->address);
  g_autoptr (GPtrArray) all = tg_providers_all ();

  if (own != NULL && own->known && tg_provider_has_host (own, self->account->address, host))
    return TRUE;
  for (guint i = 0; i < all->len; i++) {
    const TgProvider *provider = all->pdata[i];

    if (provider->known && !provider->host_is_domain && tg_provider_has_host (provider, self->account->address, host))
      return TRUE;
  }
  return FALSE;
}

/* The look around a failed check says so in a finding, not on the certificate. */
static gboolean
is_intercepted (const Question *self)
{
  return (self->findings != NULL && tg_findings_find (self->findings, "tls-intercepted") != NULL) ||
         tg_evidence_has_problem (self->seen, "tls-intercepted");
}

static gboolean
is_about (const TgFinding *finding, const TgEvidence *seen)
{
  TgSide side = seen->server->protocol == TG_PROTOCOL_SMTP ? TG_SIDE_SEND : TG_SIDE_RECEIVE;

  return (finding->side == side || finding->side == TG_SIDE_BOTH) && g_str_has_prefix (finding->id, "cert-");
}

static gboolean
another_way_works (const Question *self)
{
  for (guint i = 0; self->findings != NULL && i < self->findings->len; i++) {
    const TgFinding *finding = self->findings->pdata[i];

    for (guint k = 0; is_about (finding, self->seen) && k < finding->remedies->len; k++)
      if (((const TgRemedy *)finding->remedies->pdata[k])->tried == TG_TRIED_WORKS)
        return TRUE;
  }
  return FALSE;
}

static gboolean
is_another_than_allowed (const Question *self)
{
  return tg_evidence_has_problem (self->seen, "cert-changed");
}

/* What is left when the one certificate is known by its fingerprint: who vouches for it, its dates
 * and its names do not matter then; a forged signature, a wrong purpose and a key that can be broken
 * do. */
static gboolean
is_beyond_comparing (const Question *self)
{
  static const char *const forgivable[] = {
    "cert-self-signed", "cert-unknown-issuer", "cert-incomplete-chain", "cert-expired", "cert-chain-expired", "cert-name-mismatch",
    "cert-no-san",      "cert-not-yet-valid",  "cert-expires-soon",     "cert-pinned",  "tls-weak",           NULL,
  };
  GPtrArray *problems = self->seen->tls->problems;

  for (guint i = 0; i < problems->len; i++)
    if (!g_strv_contains (forgivable, problems->pdata[i]))
      return TRUE;
  return problems->len == 0 || (self->seen->fault != TG_FAULT_CERTIFICATE && !self->let_through);
}

static const struct {
  TgExceptionVerdict verdict;
  gboolean (*holds) (const Question *self);
  const char *reason;
} rules[] = {
  { TG_EXCEPTION_NO_CERTIFICATE, shows_no_certificate, N_ ("The server showed no certificate, so there is nothing to allow.") },
  { TG_EXCEPTION_NOT_NEEDED, is_trusted, N_ ("The certificate is trusted as it is. No exception is needed.") },
  { TG_EXCEPTION_REVOKED, is_revoked, N_ ("The issuer has revoked this certificate; perhaps its key was stolen. It cannot be allowed.") },
  { TG_EXCEPTION_OLD_TLS, is_old_tls,
    N_ ("The server’s encryption is too old to protect a password. An exception would not change that.") },
  { TG_EXCEPTION_KNOWN_PROVIDER, is_known_server,
    N_ ("This provider’s server is known to have a valid certificate. What answered is something in between, an attack or a filter: try "
        "another "
        "network.") },
  { TG_EXCEPTION_INTERCEPTED, is_intercepted,
    N_ ("A program or device between this computer and the server is answering in its place. An exception would let it read your mail.") },
  { TG_EXCEPTION_OTHER_WAY, another_way_works, N_ ("There is a better way: with other settings this server is trusted. Use those.") },
  { TG_EXCEPTION_CHANGED, is_another_than_allowed,
    N_ ("Another certificate is allowed for this server. Find out why it changed, and remove the old exception first.") },
  { TG_EXCEPTION_FAULT, is_beyond_comparing,
    N_ ("This certificate has a fault that comparing its fingerprint cannot make up for. Only the company running the server can fix "
        "it.") },
};

static TgExceptionVerdict
answer (const Question *question)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    if (rules[i].holds (question))
      return rules[i].verdict;
  return TG_EXCEPTION_ALLOWED;
}

TgExceptionVerdict
tg_exception_verdict (const TgAccount *account, const TgEvidence *seen, GPtrArray *findings)
{
  return answer (&(Question){ account, seen, findings });
}

TgExceptionVerdict
tg_exception_still_allowed (const TgAccount *account, const TgEvidence *seen)
{
  return answer (&(Question){ account, seen, .let_through = TRUE });
}

const char *
tg_exception_verdict_reason (TgExceptionVerdict verdict)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    if (rules[i].verdict == verdict)
      return _ (rules[i].reason);
  return NULL;
}
