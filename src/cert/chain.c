/* chain.c: why a chain of certificates does not verify, link by link (RFC 5280 section 6).
 *
 * This only explains: GnuTLS decides in judge.c whether a chain is trusted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cert/chain.h"

/* The caller checks dates, against its own clock. */
#define LINK_FLAGS (GNUTLS_VERIFY_DISABLE_TIME_CHECKS | GNUTLS_VERIFY_DO_NOT_ALLOW_SAME)

/* The reasons in GnuTLS's status, and whether each concerns the issuer's certificate. */
static const struct {
  unsigned int status;
  const char *id;
  gboolean on_issuer;
} faults[] = {
  { GNUTLS_CERT_SIGNER_NOT_CA, "cert-issuer-not-ca", TRUE },
  { GNUTLS_CERT_SIGNATURE_FAILURE, "cert-bad-signature", FALSE },
  { GNUTLS_CERT_SIGNER_CONSTRAINTS_FAILURE, "cert-constraint", FALSE },
  { GNUTLS_CERT_UNKNOWN_CRIT_EXTENSIONS, "cert-unknown-extension", FALSE },
  { GNUTLS_CERT_REVOKED, "cert-revoked", FALSE },
};

void
tg_chain_note (TgCertificate *certificate, GPtrArray *problems, const char *id)
{
  if (certificate != NULL)
    tg_problems_add (certificate->problems, id);
  tg_problems_add (problems, id);
}

/* RFC 5280 section 4.2.1.3: if key usage is given, it must include signing certificates. */
static gboolean
may_not_issue (gnutls_x509_crt_t issuer)
{
  unsigned int usage, critical;

  return gnutls_x509_crt_get_key_usage (issuer, &usage, &critical) >= 0 && (usage & GNUTLS_KEY_KEY_CERT_SIGN) == 0;
}

static unsigned int
verify_link (gnutls_x509_crt_t crt, gnutls_x509_crt_t issuer)
{
  unsigned int status = 0;

  if (gnutls_x509_crt_verify (crt, &issuer, 1, LINK_FLAGS, &status) < 0)
    return GNUTLS_CERT_SIGNATURE_FAILURE;
  /* GnuTLS reports this as a constraint failure too; here that means a name or path-length
   * constraint. */
  if ((status & GNUTLS_CERT_SIGNER_CONSTRAINTS_FAILURE) != 0 && may_not_issue (issuer))
    status = (status & ~(unsigned int)GNUTLS_CERT_SIGNER_CONSTRAINTS_FAILURE) | GNUTLS_CERT_SIGNER_NOT_CA;
  return status;
}

static gboolean
is_on_path (const TgPath *self, guint index)
{
  for (guint i = 0; i < self->length; i++)
    if (self->steps[i] == index)
      return TRUE;
  return FALSE;
}

/* Of several issuers with that name, the one whose signature verifies; otherwise the first. */
static int
find_sent_issuer (const TgPath *self, const TgSentChain *sent, gnutls_x509_crt_t crt, gboolean *loops)
{
  int found = -1;

  for (guint i = 0; i < sent->n; i++) {
    if (gnutls_x509_crt_check_issuer (crt, sent->crts[i]) <= 0)
      continue;
    if (is_on_path (self, i)) {
      *loops = TRUE;
      continue;
    }
    if ((verify_link (crt, sent->crts[i]) & GNUTLS_CERT_SIGNATURE_FAILURE) == 0)
      return (int)i;
    if (found < 0)
      found = (int)i;
  }
  return found;
}

void
tg_path_find (TgPath *self, const TgSentChain *sent, gnutls_x509_trust_list_t trusted)
{
  int next = 0;

  *self = (TgPath){ .end = TG_PATH_OPEN };
  while (next >= 0 && self->length < TG_CHAIN_MAX) {
    gnutls_x509_crt_t crt = sent->crts[next];
    gboolean loops = FALSE;

    self->steps[self->length++] = (guint)next;
    if (gnutls_x509_trust_list_get_issuer (trusted, crt, &self->authority, GNUTLS_TL_GET_COPY) >= 0) {
      self->end = TG_PATH_TRUSTED;
      return;
    }
    if (gnutls_x509_crt_check_issuer (crt, crt) > 0) {
      self->end = TG_PATH_SELF_SIGNED;
      return;
    }
    next = find_sent_issuer (self, sent, crt, &loops);
    self->end = loops ? TG_PATH_LOOP : TG_PATH_OPEN;
  }
}

gboolean
tg_issuer_is_root (gnutls_x509_crt_t crt)
{
  g_auto (gnutls_datum_t) issuer = { NULL, 0 };
  g_autofree char *name = NULL;

  if (gnutls_x509_crt_get_issuer_dn2 (crt, &issuer) < 0)
    return FALSE;
  name = g_utf8_make_valid ((const char *)issuer.data, (gssize)issuer.size);
  return g_regex_match_simple ("\\broot\\b", name, G_REGEX_CASELESS, 0);
}

void
tg_path_clear (TgPath *self)
{
  g_clear_pointer (&self->authority, gnutls_x509_crt_deinit);
}

static gboolean
note_faults (unsigned int status, TgCertificate *certificate, TgCertificate *issuer, GPtrArray *problems)
{
  gboolean any = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++) {
    if ((status & faults[i].status) == 0)
      continue;
    tg_chain_note (faults[i].on_issuer && issuer != NULL ? issuer : certificate, problems, faults[i].id);
    any = TRUE;
  }
  return any;
}

/* Faults of the path as a whole, with its last certificate assumed trusted: name constraints and
 * path lengths that span more than one link. */
static unsigned int
verify_whole (const TgPath *self, const TgSentChain *sent)
{
  gnutls_x509_crt_t way[TG_CHAIN_MAX];
  gnutls_x509_crt_t top = self->authority != NULL ? self->authority : sent->crts[self->steps[self->length - 1]];
  unsigned int status = 0;

  for (guint i = 0; i < self->length; i++) {
    way[i] = sent->crts[self->steps[i]];
    if (i > 0 && may_not_issue (way[i])) /* already reported; here it would be taken for a constraint */
      return 0;
  }
  if (gnutls_x509_crt_list_verify (way, (int)self->length, &top, 1, NULL, 0, GNUTLS_VERIFY_DISABLE_TIME_CHECKS, &status) < 0)
    return 0;
  return status & GNUTLS_CERT_SIGNER_CONSTRAINTS_FAILURE;
}

gboolean
tg_path_faults (const TgPath *self, const TgSentChain *sent, GPtrArray *problems)
{
  gboolean any = FALSE;

  for (guint i = 0; i < self->length; i++) {
    gnutls_x509_crt_t crt = sent->crts[self->steps[i]];
    TgCertificate *read = sent->read[self->steps[i]];
    gboolean is_last = i + 1 == self->length;
    gnutls_x509_crt_t issuer = !is_last ? sent->crts[self->steps[i + 1]] : self->end == TG_PATH_TRUSTED ? self->authority : crt;
    unsigned int status = verify_link (crt, issuer);

    /* A self-signed certificate, or one without a known issuer, has no issuer to blame: only its
     * own faults count.  Besides, GnuTLS reports an issuer's extensions again with each certificate
     * that it issued. */
    if (gnutls_x509_crt_equals (crt, issuer))
      status &= GNUTLS_CERT_UNKNOWN_CRIT_EXTENSIONS;
    else if ((verify_link (crt, crt) & GNUTLS_CERT_UNKNOWN_CRIT_EXTENSIONS) == 0)
      status &= ~(unsigned int)GNUTLS_CERT_UNKNOWN_CRIT_EXTENSIONS;
    any |= note_faults (status, read, is_last ? NULL : sent->read[self->steps[i + 1]], problems);
  }
  return note_faults (verify_whole (self, sent), sent->read[0], NULL, problems) || any;
}
