/* way.c: one way to read a chain, and every reason against it, each on the certificate at fault
 * (RFC 5280 section 6).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cert/way.h"

#include <string.h>

#define SOON (21 * 24 * 60 * 60)

/* The profile of GnuTLS's NORMAL priority, which gnutls_certificate_verify_peers applies too: RSA
 * from 1024 bits. */
#define CHAIN_FLAGS GNUTLS_PROFILE_TO_VFLAGS (GNUTLS_PROFILE_LOW)

/* GnuTLS has one clock for the whole process.  Which of several authorities it ends at depends on that
 * clock, so the judge's time must be GnuTLS's time: in the thread that judges, and while it does. */
static _Thread_local gint64 time_to_judge_at;

static time_t
tell_time (time_t *result)
{
  time_t now = time_to_judge_at != 0 ? (time_t)time_to_judge_at : time (NULL);

  if (result != NULL)
    *result = now;
  return now;
}

/* Before any thread could ask for the time. */
static void __attribute__ ((constructor)) set_clock (void)
{
  gnutls_global_set_time_function (tell_time);
}

/* How much a fault speaks against a path: of several paths the one with the least is told.  A
 * certificate out of its dates is still what it says; one that nobody vouches for may be anybody's.
 * All others weigh FAULT. */
#define FAULT 20
static const struct {
  const char *id;
  guint weight;
} weights[] = {
  { "cert-expired", 10 },     { "cert-chain-expired", 10 },    { "cert-not-yet-valid", 10 }, { "cert-unknown-issuer", 40 },
  { "cert-self-signed", 40 }, { "cert-incomplete-chain", 40 }, { "cert-issuer-not-ca", 60 }, { "cert-bad-signature", 80 },
};

static TgWay *
way_new (const TgSentChain *sent, gint64 now)
{
  TgWay *self = g_new0 (TgWay, 1);

  self->sent = sent;
  self->now = now;
  self->notes = g_array_new (FALSE, FALSE, sizeof (TgNote));
  return self;
}

void
tg_way_free (TgWay *self)
{
  g_array_unref (self->notes);
  g_free (self);
}

void
tg_way_note (TgWay *self, TgCertificate *certificate, const char *id)
{
  tg_notes_add (self->notes, certificate, id);
  self->refused = TRUE;
}

static void
mention (TgWay *self, TgCertificate *certificate, const char *id)
{
  tg_notes_add (self->notes, certificate, id);
}

static guint
weigh (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (weights); i++)
    if (strcmp (weights[i].id, id) == 0)
      return weights[i].weight;
  return FAULT;
}

static void
way_weigh (TgWay *self)
{
  for (guint i = 0; self->refused && i < self->notes->len; i++)
    self->weight += weigh (g_array_index (self->notes, TgNote, i).id);
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

/* Whether GnuTLS trusts the chain.  @links: the good ones. */
static gboolean
chain_holds (const TgSentChain *sent, gint64 now, gnutls_x509_trust_list_t trusted, GPtrArray *links)
{
  gnutls_typed_vdata_st purpose = { .type = GNUTLS_DT_KEY_PURPOSE_OID, .data = (unsigned char *)GNUTLS_KP_TLS_WWW_SERVER };
  gnutls_x509_crt_t crts[TG_CHAIN_MAX];
  unsigned int status = 0;
  int result;

  /* GnuTLS sorts its array in place. */
  memcpy (crts, sent->crts, sent->n * sizeof *crts);
  good_links = links;
  time_to_judge_at = now;
  result = gnutls_x509_trust_list_verify_crt2 (trusted, crts, sent->n, &purpose, 1, CHAIN_FLAGS, &status, note_good_link);
  time_to_judge_at = 0;
  good_links = NULL;
  return result >= 0 && status == 0;
}

/* Below @caution, a key is short but other programs still accept it; below @refused, GnuTLS rejects
 * it. */
static void
check_key (TgWay *self, gnutls_x509_crt_t crt, TgCertificate *read)
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
      tg_way_note (self, read, "cert-weak");
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

/* NULL if it was not sent. */
static TgCertificate *
find_read (const TgSentChain *sent, gnutls_x509_crt_t crt)
{
  for (guint i = 0; i < sent->n; i++)
    if (gnutls_x509_crt_equals (sent->crts[i], crt))
      return sent->read[i];
  return NULL;
}

/* GnuTLS returns -1 for an unreadable date, which compares as earlier than any. */
static void
check_dates (TgWay *self, gnutls_x509_crt_t crt, TgCertificate *read)
{
  gint64 from = gnutls_x509_crt_get_activation_time (crt);
  gint64 until = gnutls_x509_crt_get_expiration_time (crt);

  if (from == -1 || self->now < from)
    tg_way_note (self, read, "cert-not-yet-valid");
  else if (self->now <= until && until - self->now < SOON && crt != self->authority)
    mention (self, read, "cert-expires-soon");
  if (self->now > until)
    tg_way_note (self, read, read == self->sent->read[0] ? "cert-expired" : "cert-chain-expired");
}

static void
check_sent (TgWay *self, gnutls_x509_crt_t crt, TgCertificate *read, gboolean dated)
{
  self->steps[self->length++] = read;
  if (dated)
    check_dates (self, crt, read);
  check_key (self, crt, read);
  if (gnutls_x509_crt_check_issuer (crt, crt) > 0 && crt != self->sent->crts[0])
    return;
  if (!gnutls_x509_crt_check_key_purpose (crt, GNUTLS_KP_TLS_WWW_SERVER, 0))
    tg_way_note (self, read, "cert-wrong-purpose");
}

/* An authority in the trust store, which may have been sent as well.  Only its dates are checked, as
 * in GnuTLS: being in the store settles how it was signed and for what. */
static void
check_authority (TgWay *self, gnutls_x509_crt_t authority)
{
  self->authority = authority;
  check_dates (self, authority, find_read (self->sent, authority));
}

/* As the same handle: the same certificate may stand in the trust store. */
static gboolean
is_sent (const TgSentChain *sent, gnutls_x509_crt_t crt)
{
  for (guint i = 0; i < sent->n; i++)
    if (sent->crts[i] == crt)
      return TRUE;
  return FALSE;
}

/* The path that GnuTLS took, from the server's certificate up; surplus certificates do not count. */
static void
follow_links (TgWay *self, GPtrArray *links)
{
  gnutls_x509_crt_t crt = self->sent->crts[0];

  while (crt != NULL && self->length < TG_CHAIN_MAX) {
    gnutls_x509_crt_t issuer = NULL;

    check_sent (self, crt, find_read (self->sent, crt), TRUE);
    for (guint i = 0; i + 1 < links->len && issuer == NULL; i += 2)
      if (links->pdata[i] == crt)
        issuer = links->pdata[i + 1];
    crt = issuer;
    if (crt != NULL && !is_sent (self->sent, crt)) {
      check_authority (self, crt);
      return;
    }
  }
}

static gboolean
has_note (const TgWay *self, const char *id)
{
  for (guint i = 0; i < self->notes->len; i++)
    if (strcmp (g_array_index (self->notes, TgNote, i).id, id) == 0)
      return TRUE;
  return FALSE;
}

TgWay *
tg_way_explain (const TgSentChain *sent, gint64 now, const TgPath *path)
{
  TgCertificate *last = sent->read[path->steps[path->length - 1]];
  TgWay *self = way_new (sent, now);

  for (guint i = 0; i < path->length; i++) {
    gnutls_x509_crt_t crt = sent->crts[path->steps[i]];
    /* A root that is not trusted anyway could as well not have been sent. */
    gboolean dated = i == 0 || i + 1 < path->length || path->end != TG_PATH_SELF_SIGNED;

    check_sent (self, crt, sent->read[path->steps[i]], dated);
    if (signature_is_weak (crt) && gnutls_x509_crt_check_issuer (crt, crt) <= 0)
      tg_way_note (self, sent->read[path->steps[i]], "cert-weak");
  }
  if (path->authority != NULL)
    check_authority (self, path->authority);
  if (tg_path_faults (path, sent, self->notes))
    self->refused = TRUE;

  /* "Its issuer may not issue" says more than "its issuer is unknown". */
  if (path->end == TG_PATH_SELF_SIGNED && path->length == 1)
    tg_way_note (self, last, "cert-self-signed");
  else if (path->end == TG_PATH_OPEN && path->length == 1 && !tg_issuer_is_root (sent->crts[0]))
    tg_way_note (self, last, "cert-incomplete-chain");
  else if (path->end != TG_PATH_TRUSTED && !has_note (self, "cert-issuer-not-ca"))
    tg_way_note (self, last, "cert-unknown-issuer");
  way_weigh (self);
  return self;
}

TgWay *
tg_way_try (const TgSentChain *sent, gint64 now, gnutls_x509_trust_list_t trusted)
{
  g_autoptr (GPtrArray) links = g_ptr_array_new ();
  TgWay *self;

  if (!chain_holds (sent, now, trusted, links))
    return NULL;
  self = way_new (sent, now);
  follow_links (self, links);
  return self;
}
