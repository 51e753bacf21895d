/* authority.c: reads the certificate of a private authority (CA) from a file's contents.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cert/authority.h"

#include <glib/gi18n-lib.h>

#include "cert/certificate.h"
#include "cert/x509-auto.h"

#define CERTIFICATES_MAX 64 /* per file */
#define RSA_BITS_MIN     2048
#define PEM_CERTIFICATE  "-----BEGIN "

static const char *const reasons[] = {
  [TG_AUTHORITY_TOO_LARGE] = N_ ("This file is far too large for a certificate. Choose the file that the authority gives out."),
  [TG_AUTHORITY_UNREADABLE] = N_ ("There is no certificate in this file. It usually ends in .crt, .cer, .pem or .der."),
  [TG_AUTHORITY_NOT_ONE] = N_ ("This is the certificate of a server or a person, not of an authority: it may not vouch for others. Ask for "
                               "the authority’s own certificate (CA certificate)."),
  [TG_AUTHORITY_SEVERAL] = N_ ("Several authorities are in this file. Choose a file that holds only the one that you want to trust."),
  [TG_AUTHORITY_WEAK] = N_ ("This authority’s key is so weak that others can forge it. It cannot be trusted."),
  [TG_AUTHORITY_OVER] = N_ ("This authority’s certificate is not valid today. Ask for the current one."),
  [TG_AUTHORITY_OTHER] = N_ ("This authority did not issue the server’s certificate, so trusting it would not help."),
};

const char *
tg_authority_reason (TgAuthorityVerdict verdict)
{
  return verdict == TG_AUTHORITY_OK ? NULL : _ (reasons[verdict]);
}

static void
add_certificate (GPtrArray *found, gnutls_x509_crt_t crt)
{
  g_auto (gnutls_datum_t) datum = { NULL, 0 };
  g_autoptr (GBytes) der = NULL;
  TgCertificate *certificate;

  if (gnutls_x509_crt_export2 (crt, GNUTLS_X509_FMT_DER, &datum) < 0)
    return;
  der = g_bytes_new (datum.data, datum.size);
  certificate = tg_certificate_read (der);
  if (certificate != NULL)
    g_ptr_array_add (found, certificate);
}

/* Elements are TgCertificate*. (transfer full) */
static GPtrArray *
read_all (GBytes *bytes)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_certificate_free);
  gsize size;
  guchar *data = (guchar *)g_bytes_get_data (bytes, &size);
  gnutls_datum_t datum = { data, (unsigned int)size };
  gnutls_x509_crt_t crts[CERTIFICATES_MAX];
  unsigned int n = CERTIFICATES_MAX;
  gboolean pem = size > 0 && g_strstr_len ((const char *)data, (gssize)size, PEM_CERTIFICATE) != NULL;

  if (size == 0 || gnutls_x509_crt_list_import (crts, &n, &datum, pem ? GNUTLS_X509_FMT_PEM : GNUTLS_X509_FMT_DER,
                                                GNUTLS_X509_CRT_LIST_IMPORT_FAIL_IF_EXCEED) < 0)
    return found;
  for (unsigned int i = 0; i < n; i++) {
    add_certificate (found, crts[i]);
    gnutls_x509_crt_deinit (crts[i]);
  }
  return found;
}

/* The index of the authority; among several, of the only self-signed one. */
static TgAuthorityVerdict
choose (GPtrArray *found, guint *chosen)
{
  guint authorities = 0, roots = 0;

  for (guint i = 0; i < found->len; i++) {
    const TgCertificate *certificate = found->pdata[i];

    if (!certificate->is_ca)
      continue;
    authorities++;
    roots += certificate->self_issued;
    if (authorities == 1 || (certificate->self_issued && roots == 1))
      *chosen = i;
  }
  if (authorities == 0)
    return TG_AUTHORITY_NOT_ONE;
  return authorities == 1 || roots == 1 ? TG_AUTHORITY_OK : TG_AUTHORITY_SEVERAL;
}

/* How the authority's own certificate was signed does not matter: the person trusts it by its
 * fingerprint. */
static gboolean
is_weak (const TgCertificate *certificate)
{
  g_auto (gnutls_x509_crt_t) crt = tg_x509_import (certificate->der);
  unsigned int bits = 0;
  int algorithm = crt != NULL ? gnutls_x509_crt_get_pk_algorithm (crt, &bits) : -1;

  return algorithm < 0 ||
         ((algorithm == GNUTLS_PK_RSA || algorithm == GNUTLS_PK_RSA_PSS || algorithm == GNUTLS_PK_DSA) && bits < RSA_BITS_MIN);
}

TgAuthorityVerdict
tg_authority_read (GBytes *bytes, gint64 now, TgCertificate **authority)
{
  g_autoptr (GPtrArray) found = NULL;
  TgAuthorityVerdict verdict;
  const TgCertificate *one;
  guint chosen = 0;

  if (g_bytes_get_size (bytes) > TG_AUTHORITY_FILE_MAX)
    return TG_AUTHORITY_TOO_LARGE;
  found = read_all (bytes);
  if (found->len == 0)
    return TG_AUTHORITY_UNREADABLE;
  verdict = choose (found, &chosen);
  if (verdict != TG_AUTHORITY_OK)
    return verdict;
  one = found->pdata[chosen];
  if (is_weak (one))
    return TG_AUTHORITY_WEAK;
  if (now < one->not_before || now > one->not_after)
    return TG_AUTHORITY_OVER;
  *authority = g_ptr_array_steal_index (found, chosen);
  return TG_AUTHORITY_OK;
}

gboolean
tg_authority_vouches (const TgCertificate *authority, GPtrArray *chain)
{
  g_auto (gnutls_x509_crt_t) trusted = tg_x509_import (authority->der);
  gnutls_x509_crt_t crts[TG_CHAIN_MAX];
  gnutls_x509_trust_list_t list;
  unsigned int n = 0, status = 0;
  int result = -1;

  if (trusted == NULL || gnutls_x509_trust_list_init (&list, 0) < 0)
    return FALSE;
  for (guint i = 0; i < chain->len && n < TG_CHAIN_MAX; i++) {
    crts[n] = tg_x509_import (((const TgCertificate *)chain->pdata[i])->der);
    if (crts[n] != NULL)
      n++;
  }
  if (n > 0 && gnutls_x509_trust_list_add_cas (list, &trusted, 1, 0) == 1)
    result = gnutls_x509_trust_list_verify_crt (list, crts, n, GNUTLS_VERIFY_DISABLE_TIME_CHECKS, &status, NULL);
  for (unsigned int i = 0; i < n; i++)
    gnutls_x509_crt_deinit (crts[i]);
  /* The list does not own the authority: it must not be freed here. */
  gnutls_x509_trust_list_deinit (list, 0);
  return result >= 0 && status == 0;
}
