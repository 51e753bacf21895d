/* x509-auto.h: automatic clean-up for GnuTLS handles, as for GLib's own types.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509-ext.h>
#include <gnutls/x509.h>

G_BEGIN_DECLS

G_DEFINE_AUTO_CLEANUP_FREE_FUNC (gnutls_x509_crt_t, gnutls_x509_crt_deinit, NULL)
G_DEFINE_AUTO_CLEANUP_FREE_FUNC (gnutls_subject_alt_names_t, gnutls_subject_alt_names_deinit, NULL)

static inline void
tg_datum_clear (gnutls_datum_t *datum)
{
  gnutls_free (datum->data);
  datum->data = NULL;
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (gnutls_datum_t, tg_datum_clear)

/* NULL if @der is not a certificate, or larger than any honest one. (transfer full) (nullable) */
gnutls_x509_crt_t          tg_x509_import (GBytes *der);

/* The subject alternative names, decoded once; NULL if there are none that can be read. */
gnutls_subject_alt_names_t tg_x509_names  (gnutls_x509_crt_t crt);

G_END_DECLS
