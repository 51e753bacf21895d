/* certificate-details.c: names in full, every alternative name, addresses, fingerprints, and the certificate
 * itself to copy (RFC 7468).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/certificate/certificate-details.h"

#include <glib/gi18n.h>

#include "app/cards/fact-card.h"
#include "app/widgets/rows/fold.h"
#include "app/widgets/widget-defaults.h"
#include "cert/certificate.h"

#define LINE 64 /* characters of base64 */

static char *
to_pem (const TgCertificate *certificate)
{
  gsize size;
  const guchar *der = g_bytes_get_data (certificate->der, &size);
  g_autofree char *base64 = g_base64_encode (der, size);
  GString *pem = g_string_new ("-----BEGIN CERTIFICATE-----\n");

  for (gsize at = 0, length = strlen (base64); at < length; at += LINE)
    g_string_append_printf (pem, "%.*s\n", LINE, base64 + at);
  g_string_append (pem, "-----END CERTIFICATE-----\n");
  return g_string_free (pem, FALSE);
}

static void
add (GtkBox *card, const char *caption, const char *value)
{
  if (value != NULL && *value != '\0')
    tg_fact_card_add_captioned (card, TG_FACT_PLAIN, caption, value);
}

static GtkWidget *
make_certificate (const TgCertificate *certificate, gboolean own)
{
  g_autofree char *name = tg_distinguished_name_plain (certificate->subject);
  GtkWidget *box = tg_fact_card_new (*name != '\0' ? name : _ ("A certificate without a name"));
  g_autofree char *sha1_hex = g_compute_checksum_for_bytes (G_CHECKSUM_SHA1, certificate->der);
  g_autofree char *sha1 = tg_fingerprint_grouped (sha1_hex);
  g_autofree char *sha256 = tg_fingerprint_grouped (certificate->sha256);
  g_autofree char *names = g_strjoinv ("\n", certificate->names);
  g_autofree char *kind = g_strdup_printf ("%s, %s", certificate->key, certificate->signature);
  g_autofree char *pem = to_pem (certificate);

  gtk_widget_remove_css_class (box, "card");
  gtk_widget_remove_css_class (box, "note-card");
  gtk_widget_add_css_class (box, "chain-box");
  add (GTK_BOX (box), _ ("Issued to"), certificate->subject);
  add (GTK_BOX (box), _ ("Issued by"), certificate->issuer);
  add (GTK_BOX (box), _ ("Key and signature"), kind);
  add (GTK_BOX (box), "SHA-256", sha256);
  add (GTK_BOX (box), "SHA-1", sha1);
  add (GTK_BOX (box), _ ("Where to get the issuer’s certificate"), certificate->issuer_url);
  if (own)
    add (GTK_BOX (box), _ ("All names"), names);
  tg_fact_card_add_copy (GTK_BOX (box), _ ("Copy this certificate (PEM)"), pem, _ ("Copied"));
  return box;
}

GtkWidget *
tg_certificate_details_new (const TgEvidence *evidence)
{
  GtkWidget *fold = tg_fold_new_with_mnemonic (_ ("_Technical details"), NULL);
  GtkBox *list = tg_fold_get_content (TG_FOLD (fold));
  const TgTlsFacts *tls = evidence->tls;

  gtk_box_set_spacing (list, 12);
  if (tls != NULL && tls->version != NULL) {
    g_autofree char *connection = g_strdup_printf ("%s, %s", tls->version, tls->cipher != NULL ? tls->cipher : "?");

    tg_fact_card_add_captioned (list, TG_FACT_PLAIN, _ ("Encryption of the connection"), connection);
  }
  for (guint i = 0; i < evidence->certificates->len; i++)
    gtk_box_append (list, make_certificate (g_ptr_array_index (evidence->certificates, i), i == 0));
  tg_widget_defaults_apply (fold);
  return fold;
}
