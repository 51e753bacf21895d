/* bundle.c: reads certificates as issuers publish them: one in DER or PEM, or several in an
 * unsigned PKCS #7 envelope (RFC 5280 section 4.2.2.1, RFC 2797).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <gnutls/pkcs7.h>

#include "cert/certificate.h"
#include "cert/x509-auto.h"

G_DEFINE_AUTO_CLEANUP_FREE_FUNC (gnutls_pkcs7_t, gnutls_pkcs7_deinit, NULL)

static void
take (GPtrArray *certificates, const guchar *data, gsize size)
{
  g_autoptr (GBytes) der = g_bytes_new (data, size);
  TgCertificate *certificate = tg_certificate_read (der);

  if (certificate != NULL)
    g_ptr_array_add (certificates, certificate);
}

static gboolean
read_envelope (const gnutls_datum_t *datum, gnutls_x509_crt_fmt_t format, GPtrArray *certificates)
{
  g_auto (gnutls_pkcs7_t) envelope = NULL;

  if (gnutls_pkcs7_init (&envelope) < 0 || gnutls_pkcs7_import (envelope, datum, format) < 0)
    return FALSE;
  for (guint i = 0; i < TG_CHAIN_MAX; i++) {
    g_auto (gnutls_datum_t) one = { NULL, 0 };

    if (gnutls_pkcs7_get_crt_raw2 (envelope, i, &one) < 0)
      break;
    take (certificates, one.data, one.size);
  }
  return TRUE;
}

static void
read_pem (const gnutls_datum_t *datum, GPtrArray *certificates)
{
  g_auto (gnutls_datum_t) der = { NULL, 0 };

  if (gnutls_pem_base64_decode2 ("CERTIFICATE", datum, &der) >= 0)
    take (certificates, der.data, der.size);
}

GPtrArray *
tg_certificates_read (GBytes *bytes)
{
  GPtrArray *certificates = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_certificate_free);
  gsize size;
  const guchar *data = g_bytes_get_data (bytes, &size);
  gnutls_datum_t datum = { (unsigned char *)data, (unsigned int)size };

  if (size == 0 || size > TG_BUNDLE_MAX)
    return certificates;
  take (certificates, data, size);
  if (certificates->len == 0 && !read_envelope (&datum, GNUTLS_X509_FMT_DER, certificates))
    read_pem (&datum, certificates);
  if (certificates->len == 0)
    read_envelope (&datum, GNUTLS_X509_FMT_PEM, certificates);
  return certificates;
}
