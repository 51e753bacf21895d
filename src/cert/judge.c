/* judge.c: the verdict on a chain, and every reason against it, each on the certificate at fault
 * (RFC 5280 section 6; names by RFC 9525).
 *
 * GnuTLS decides whether the chain leads to a trusted authority and may serve this purpose.  Dates
 * are checked here against the time given, as GnuTLS's own clock can only be set for the whole
 * process.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cert/chain.h"
#include "cert/names.h"
#include "cert/trust-store.h"

#define SOON      (21 * 24 * 60 * 60)
#define CHAIN_MAX (512 * 1024) /* bytes in all; certificates beyond that count as not sent */

/* The profile of GnuTLS's NORMAL priority, which gnutls_certificate_verify_peers applies too: RSA
 * from 1024 bits. */
#define CHAIN_FLAGS (GNUTLS_VERIFY_DISABLE_TIME_CHECKS | GNUTLS_PROFILE_TO_VFLAGS (GNUTLS_PROFILE_LOW))

typedef struct {
  const TgSentChain *sent;
  gint64 now;
  GPtrArray *problems;
  gboolean refused;
} Judge;

static void
note (Judge *self, TgCertificate *certificate, const char *id)
{
  tg_chain_note (certificate, self->problems, id);
  self->refused = TRUE;
}

static void
mention (Judge *self, TgCertificate *certificate, const char *id)
{
  tg_chain_note (certificate, self->problems, id);
}

/* The links that GnuTLS found good in this thread's current verification, as pairs of certificate
 * and issuer.  Thread-local because GnuTLS's callback takes no user data. */
static _Thread_local GPtrArray *good_links;

static int
note_good_link (gnutls_x509_crt_t crt, gnutls_x509_crt_t issuer, gnutls_x509_crl_t crl, unsigned int status)
{
  if (status == 0) {
    g_ptr_array_add (good_links, crt);
    g_ptr_array_add (good_links, issuer);
  }
  return 0;
}

/* Whether the chain leads to a trusted authority, ignoring dates.  @links: the good ones. */
static gboolean
chain_holds (const TgSentChain *sent, gnutls_x509_trust_list_t trusted, GPtrArray *links)
{
  gnutls_typed_vdata_st purpose = { .type = GNUTLS_DT_KEY_PURPOSE_OID, .data = (unsigned char *)GNUTLS_KP_TLS_WWW_SERVER };
  gnutls_x509_crt_t crts[TG_CHAIN_MAX];
  unsigned int status = 0;
  int result;

  /* GnuTLS sorts its array in place. */
  for (guint i = 0; i < sent->n; i++)
    crts[i] = sent->crts[i];
  good_links = links;
  result = gnutls_x509_trust_list_verify_crt2 (trusted, crts, sent->n, &purpose, 1, CHAIN_FLAGS, &status, note_good_link);
  good_links = NULL;
  return result >= 0 && status == 0;
}

/* Below @caution, a key is short but other programs still accept it; below @refused, GnuTLS rejects
 * it. */
static void
check_key (Judge *self, gnutls_x509_crt_t crt, TgCertificate *read)
{
  static const struct {
    int algorithm;
    unsigned int caution;
    unsigned int refused;
  } keys[] = {
    { GNUTLS_PK_RSA, 2048, 1024 },
    { GNUTLS_PK_RSA_PSS, 2048, 1024 },
    { GNUTLS_PK_DSA, 2048, 1024 },
    { GNUTLS_PK_ECDSA, 224, 160 },
  };
  unsigned int bits = 0;
  int algorithm = gnutls_x509_crt_get_pk_algorithm (crt, &bits);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++) {
    if (keys[i].algorithm != algorithm || bits >= keys[i].caution)
      continue;
    if (bits < keys[i].refused)
      note (self, read, "cert-weak");
    else
      mention (self, read, "cert-weak");
  }
}

static gboolean
signature_is_weak (gnutls_x509_crt_t crt)
{
  int algorithm = gnutls_x509_crt_get_signature_algorithm (crt);

  return algorithm > GNUTLS_SIGN_UNKNOWN && !gnutls_sign_is_secure2 (algorithm, GNUTLS_SIGN_FLAG_SECURE_FOR_CERTS);
}

/* GnuTLS returns -1 for an unreadable date, which compares as earlier than any. */
static void
check_dates (Judge *self, gnutls_x509_crt_t crt, TgCertificate *read)
{
  gint64 from = gnutls_x509_crt_get_activation_time (crt);
  gint64 until = gnutls_x509_crt_get_expiration_time (crt);

  if (from == -1 || self->now < from)
    note (self, read, "cert-not-yet-valid");
  else if (self->now <= until && until - self->now < SOON && read != NULL)
    mention (self, read, "cert-expires-soon");
  if (self->now > until)
    note (self, read, crt == self->sent->crts[0] ? "cert-expired" : "cert-chain-expired");
}

/* @read is NULL for an authority in the trust store.  Only its dates are checked then, as in
 * GnuTLS: being in the store settles how it was signed and for what. */
static void
check_certificate (Judge *self, gnutls_x509_crt_t crt, TgCertificate *read)
{
  check_dates (self, crt, read);
  if (read == NULL)
    return;
  check_key (self, crt, read);
  if (gnutls_x509_crt_check_issuer (crt, crt) > 0 && crt != self->sent->crts[0])
    return;
  if (!gnutls_x509_crt_check_key_purpose (crt, GNUTLS_KP_TLS_WWW_SERVER, 0))
    note (self, read, "cert-wrong-purpose");
}

static TgCertificate *
find_read (const TgSentChain *sent, gnutls_x509_crt_t crt)
{
  for (guint i = 0; i < sent->n; i++)
    if (sent->crts[i] == crt)
      return sent->read[i];
  return NULL;
}

/* The path that GnuTLS took, from the server's certificate up; surplus certificates do not count. */
static void
check_good_way (Judge *self, GPtrArray *links)
{
  gnutls_x509_crt_t crt = self->sent->crts[0];

  for (guint i = 0; crt != NULL && i <= TG_CHAIN_MAX; i++) {
    gnutls_x509_crt_t issuer = NULL;

    check_certificate (self, crt, find_read (self->sent, crt));
    for (guint j = 0; j + 1 < links->len && issuer == NULL; j += 2)
      if (links->pdata[j] == crt)
        issuer = links->pdata[j + 1];
    crt = issuer;
  }
}

static void
check_bad_way (Judge *self, gnutls_x509_trust_list_t trusted)
{
  g_auto (TgPath) path = { 0 };
  TgCertificate *last;

  tg_path_find (&path, self->sent, trusted);
  for (guint i = 0; i < path.length; i++) {
    gnutls_x509_crt_t crt = self->sent->crts[path.steps[i]];

    check_certificate (self, crt, self->sent->read[path.steps[i]]);
    if (signature_is_weak (crt) && gnutls_x509_crt_check_issuer (crt, crt) <= 0)
      note (self, self->sent->read[path.steps[i]], "cert-weak");
  }
  if (path.authority != NULL)
    check_certificate (self, path.authority, NULL);
  if (tg_path_faults (&path, self->sent, self->problems))
    self->refused = TRUE;

  /* "Its issuer may not issue" says more than "its issuer is unknown". */
  last = self->sent->read[path.steps[path.length - 1]];
  if (path.end == TG_PATH_SELF_SIGNED && path.length == 1)
    note (self, last, "cert-self-signed");
  else if (path.end == TG_PATH_OPEN && path.length == 1 && !tg_issuer_is_root (self->sent->crts[0]))
    note (self, last, "cert-incomplete-chain");
  else if (path.end != TG_PATH_TRUSTED && !tg_problems_has (self->problems, "cert-issuer-not-ca"))
    note (self, last, "cert-unknown-issuer");

  /* GnuTLS refused for a reason that the tables do not have. */
  if (!self->refused)
    note (self, last, "cert-unknown-issuer");
}

static void
check_name (Judge *self, const char *ascii_host)
{
  gnutls_x509_crt_t crt = self->sent->crts[0];
  TgNameVerdict verdict = tg_x509_check_name (crt, ascii_host);

  if (verdict == TG_NAME_IN_COMMON_NAME)
    note (self, self->sent->read[0], "cert-no-san");
  else if (verdict == TG_NAME_DIFFERS || !gnutls_x509_crt_check_hostname (crt, ascii_host))
    note (self, self->sent->read[0], "cert-name-mismatch");
}

static gboolean
judge (Judge *self, TgTrust *trust, const char *ascii_host)
{
  g_autoptr (GPtrArray) links = g_ptr_array_new ();
  gnutls_x509_trust_list_t trusted = tg_trust_lock_list (trust);

  if (chain_holds (self->sent, trusted, links))
    check_good_way (self, links);
  else
    check_bad_way (self, trusted);
  tg_trust_unlock_list (trust);
  check_name (self, ascii_host);
  return !self->refused;
}

gboolean
tg_trust_judge (TgTrust *trust, GPtrArray *chain, const char *ascii_host, gint64 now, GPtrArray *problems)
{
  TgSentChain sent = { .n = 0 };
  Judge self = { .sent = &sent, .now = now, .problems = problems };
  gboolean trusted = FALSE;
  gsize size = 0;

  for (guint i = 0; i < chain->len && i < TG_CHAIN_MAX && size < CHAIN_MAX; i++) {
    TgCertificate *certificate = chain->pdata[i];
    gnutls_x509_crt_t crt = tg_x509_import (certificate->der);

    size += g_bytes_get_size (certificate->der);
    if (crt == NULL && i == 0)
      break;
    if (crt == NULL)
      continue;
    sent.crts[sent.n] = crt;
    sent.read[sent.n++] = certificate;
  }
  if (sent.n > 0)
    trusted = judge (&self, trust, ascii_host);
  else
    note (&self, chain->len > 0 ? chain->pdata[0] : NULL, "cert-incomplete-chain");
  for (guint i = 0; i < sent.n; i++)
    gnutls_x509_crt_deinit (sent.crts[i]);
  return trusted;
}
