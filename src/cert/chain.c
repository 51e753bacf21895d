/* chain.c: the paths up a chain of certificates, and why one does not verify, link by link (RFC 5280
 * section 6).
 *
 * This only explains: GnuTLS decides in judge.c whether a chain is trusted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cert/links.h"

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
tg_notes_add (GArray *notes, TgCertificate *certificate, const char *id)
{
  TgNote note = { certificate, id };

  for (guint i = 0; i < notes->len; i++) {
    const TgNote *other = &g_array_index (notes, TgNote, i);

    if (other->certificate == certificate && g_str_equal (other->id, id))
      return;
  }
  g_array_append_val (notes, note);
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

/* A search from the server's certificate upwards. */
typedef struct {
  const TgSentChain *sent;
  TgLinks *links;
  GArray *found;
  TgPath path; /* so far */
} Search;

gboolean
tg_signature_fits (gnutls_x509_crt_t crt, gnutls_x509_crt_t issuer)
{
  return (verify_link (crt, issuer) & GNUTLS_CERT_SIGNATURE_FAILURE) == 0;
}

/* Careless servers send certificates twice; the second time tells nothing. */
static gboolean
is_repeated (const TgSentChain *sent, guint index)
{
  for (guint i = 0; i < index; i++)
    if (gnutls_x509_crt_equals (sent->crts[i], sent->crts[index]))
      return TRUE;
  return FALSE;
}

static gboolean
is_on_path (const TgPath *self, guint index)
{
  for (guint i = 0; i < self->length; i++)
    if (self->steps[i] == index)
      return TRUE;
  return FALSE;
}

static void
end_path (Search *self, TgPathEnd end, gnutls_x509_crt_t authority)
{
  if (self->found->len >= TG_PATHS_MAX)
    return;
  self->path.end = end;
  self->path.authority = authority;
  g_array_append_val (self->found, self->path);
}

static void climb (Search *self, guint index);

/* Goes on to every issuer of certificate number @index whose signature fits, or, with @forged, does not.  FALSE if there
 * is none. */
static gboolean
climb_to_issuers (Search *self, guint index, gboolean self_signed, gboolean forged, gboolean *loops)
{
  GPtrArray *authorities = tg_links_authorities (self->links, index);
  gboolean any = FALSE;

  for (guint i = 0; i < authorities->len; i++) {
    if (tg_links_signed_by_authority (self->links, index, i) == forged)
      continue;
    end_path (self, TG_PATH_TRUSTED, authorities->pdata[i]);
    any = TRUE;
  }
  for (guint i = 0; !self_signed && i < self->sent->n; i++) {
    if (!tg_links_names (self->links, index, i) || is_repeated (self->sent, i))
      continue;
    if (is_on_path (&self->path, i)) {
      *loops = TRUE;
      continue;
    }
    if (tg_links_signed (self->links, index, i) == forged)
      continue;
    climb (self, i);
    any = TRUE;
  }
  return any;
}

/* An issuer by name alone, which has not signed, counts only where nobody has. */
static void
climb (Search *self, guint index)
{
  gboolean self_signed = tg_links_names (self->links, index, index);
  gboolean loops = FALSE;

  if (self->found->len >= TG_PATHS_MAX)
    return;
  self->path.steps[self->path.length++] = index;
  if (!climb_to_issuers (self, index, self_signed, FALSE, &loops) && !climb_to_issuers (self, index, self_signed, TRUE, &loops))
    end_path (self, self_signed ? TG_PATH_SELF_SIGNED : loops ? TG_PATH_LOOP : TG_PATH_OPEN, NULL);
  self->path.length--;
}

GArray *
tg_paths_find (const TgSentChain *sent, GPtrArray *authorities)
{
  g_autoptr (TgLinks) links = tg_links_new (sent, authorities);
  Search self = { .sent = sent, .links = links, .found = g_array_new (FALSE, FALSE, sizeof (TgPath)) };

  climb (&self, 0);
  return self.found;
}

static int
find_first_issuer (const TgPath *self, const TgSentChain *sent, gnutls_x509_crt_t crt, gboolean *loops)
{
  for (guint i = 1; i < sent->n; i++) {
    if (sent->crts[i] == crt || gnutls_x509_crt_check_issuer (crt, sent->crts[i]) <= 0)
      continue;
    *loops = is_on_path (self, i);
    return *loops ? -1 : (int)i;
  }
  return -1;
}

void
tg_path_find_first (TgPath *self, const TgSentChain *sent, GPtrArray *authorities)
{
  gnutls_x509_crt_t crt = NULL;
  gboolean self_signed = FALSE, loops = FALSE;

  *self = (TgPath){ .length = 0 };
  for (int next = 0; next >= 0 && self->length < TG_CHAIN_MAX;) {
    crt = sent->crts[next];
    self_signed = gnutls_x509_crt_check_issuer (crt, crt) > 0;
    self->steps[self->length++] = (guint)next;
    next = self_signed ? -1 : find_first_issuer (self, sent, crt, &loops);
  }
  self->end = self_signed ? TG_PATH_SELF_SIGNED : loops ? TG_PATH_LOOP : TG_PATH_OPEN;
  for (guint i = 0; i < authorities->len; i++) {
    if (gnutls_x509_crt_check_issuer (crt, authorities->pdata[i]) > 0) {
      self->authority = authorities->pdata[i];
      self->end = TG_PATH_TRUSTED;
    }
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

static gboolean
note_faults (unsigned int status, TgCertificate *certificate, TgCertificate *issuer, GArray *notes)
{
  gboolean any = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++) {
    if ((status & faults[i].status) == 0)
      continue;
    tg_notes_add (notes, faults[i].on_issuer && issuer != NULL ? issuer : certificate, faults[i].id);
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
tg_path_faults (const TgPath *self, const TgSentChain *sent, GArray *notes)
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
    any |= note_faults (status, read, is_last ? NULL : sent->read[self->steps[i + 1]], notes);
  }
  return note_faults (verify_whole (self, sent), sent->read[0], NULL, notes) || any;
}
