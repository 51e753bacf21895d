/* certificate-chain.c: the chain as a drawing: a box for each certificate, the server's own first, and
 * between them the links, of which one may be broken.  What is drawn is said in words, too.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/certificate/certificate-chain.h"

#include <glib/gi18n.h>

#include "app/widgets/widget-defaults.h"
#include "app/cards/fact-card.h"
#include "app/widgets/pair.h"
#include "app/widgets/words.h"
#include "cert/certificate.h"
#include "session/certificate/certificate-words.h"

/* Faults of a certificate, in its box, and of its link to the one above. */
typedef struct {
  const char *id;
  const char *text;
} Fault;

static const Fault box_faults[] = {
  { "cert-expired", N_ ("It has expired.") },
  { "cert-chain-expired", N_ ("It has expired.") },
  { "cert-not-yet-valid", N_ ("It is not valid yet.") },
  { "cert-issuer-not-ca", N_ ("It has no right to vouch for others.") },
  { "cert-wrong-purpose", N_ ("It is not meant for servers.") },
  { "cert-unknown-extension", N_ ("It has a condition that this computer does not understand.") },
  { "cert-self-signed", N_ ("It is self-signed: no one else has confirmed it.") },
};

static const Fault link_faults[] = {
  { "cert-bad-signature", N_ ("Broken here: the signature does not match.") },
  { "cert-constraint", N_ ("Broken here: the issuer may not vouch for this name.") },
  { "cert-revoked", N_ ("Broken here: the issuer has revoked it.") },
  { "cert-incomplete-chain", N_ ("Broken here: the server does not send the next certificate.") },
};

typedef struct {
  TgSession *session;
  TgSide side;
  const TgEvidence *evidence;
  GtkBox *card;
} Chain;

gboolean
tg_certificate_issuer_is_known (const TgEvidence *evidence)
{
  static const char *const against[] = { "cert-unknown-issuer",    "cert-incomplete-chain", "cert-self-signed",   "cert-issuer-not-ca",
                                         "cert-bad-signature",     "cert-constraint",       "cert-chain-expired", "cert-revoked",
                                         "cert-unknown-extension", "cert-wrong-purpose",    "cert-status-missing" };

  for (guint i = 0; i < G_N_ELEMENTS (against); i++)
    if (evidence->tls == NULL || tg_problems_has (evidence->tls->problems, against[i]))
      return FALSE;

  return TRUE;
}

static GtkWidget *
add_box (Chain *self, const char *distinguished_name, const char *role, TgFactMark mark, const char *style)
{
  g_autofree char *name = tg_distinguished_name_plain (distinguished_name);
  GtkWidget *box = tg_fact_card_new (*name != '\0' ? name : self->evidence->server->host);

  gtk_widget_remove_css_class (box, "card");
  gtk_widget_remove_css_class (box, "note-card");
  gtk_widget_add_css_class (box, "chain-box");
  if (style != NULL)
    gtk_widget_add_css_class (box, style);
  tg_fact_card_add (GTK_BOX (box), mark, role);
  gtk_box_append (self->card, box);
  return box;
}

static void
add_link (Chain *self, const char *fault)
{
  GtkWidget *link = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *arrow = gtk_label_new ("↑");
  GtkWidget *words = tg_words_new (fault != NULL ? fault : _ ("is vouched for by"), "stage-detail");

  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (arrow, GTK_ALIGN_START);
  gtk_accessible_update_state (GTK_ACCESSIBLE (arrow), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_box_append (GTK_BOX (link), arrow);
  gtk_box_append (GTK_BOX (link), tg_pair_new_around (words));
  gtk_widget_add_css_class (link, "chain-link");
  if (fault != NULL)
    gtk_widget_add_css_class (link, "error");
  gtk_box_append (self->card, link);
}

static gboolean
has_problem (Chain *self, const TgCertificate *certificate, const char *id)
{
  gboolean own = certificate == g_ptr_array_index (self->evidence->certificates, 0);

  /* What only the connection can show is the server's own. */
  return tg_problems_has (certificate->problems, id) ||
         (own && g_str_equal (id, "cert-revoked") && self->evidence->tls != NULL && tg_problems_has (self->evidence->tls->problems, id));
}

static const char *
find_link_fault (Chain *self, const TgCertificate *certificate)
{
  for (guint i = 0; i < G_N_ELEMENTS (link_faults); i++)
    if (has_problem (self, certificate, link_faults[i].id))
      return _ (link_faults[i].text);

  return NULL;
}

/* The next one on the way that the verdict took. */
static const TgCertificate *
find_issuer (GPtrArray *certificates, const TgCertificate *certificate, GPtrArray *drawn)
{
  for (guint i = 0; i < certificates->len; i++) {
    const TgCertificate *one = g_ptr_array_index (certificates, i);

    if (one->step == certificate->step + 1 && !g_ptr_array_find (drawn, one, NULL))
      return one;
  }

  return NULL;
}

static void
add_box_faults (Chain *self, GtkWidget *box, const TgCertificate *certificate)
{
  for (guint i = 0; i < G_N_ELEMENTS (box_faults); i++)
    if (has_problem (self, certificate, box_faults[i].id))
      tg_fact_card_add (GTK_BOX (box), TG_FACT_WRONG, _ (box_faults[i].text));
}

static void
draw_certificate (Chain *self, const TgCertificate *certificate, gboolean own)
{
  const char *role = own                        ? _ ("The certificate of this server")
                     : certificate->self_issued ? _ ("The authority at the top")
                                                : _ ("An authority in between");
  GtkWidget *box = add_box (self, certificate->subject, role, TG_FACT_PLAIN, NULL);

  add_box_faults (self, box, certificate);
  if (certificate->self_issued && tg_problems_has (certificate->problems, "cert-unknown-issuer"))
    tg_fact_card_add (GTK_BOX (box), TG_FACT_WRONG, _ ("This computer does not know it."));
  else if (certificate->self_issued && !own && tg_certificate_issuer_is_known (self->evidence))
    tg_fact_card_add (GTK_BOX (box), TG_FACT_GOOD, _ ("This computer knows it."));
}

static void
draw_authority (Chain *self, const TgCertificate *authority)
{
  GtkWidget *box = add_box (self, authority->subject, _ ("The authority at the top (need not be sent)"), TG_FACT_PLAIN, NULL);

  add_box_faults (self, box, authority);
  if (tg_certificate_issuer_is_known (self->evidence))
    tg_fact_card_add (GTK_BOX (box), TG_FACT_GOOD, _ ("This computer knows it."));
}

/* Who stands above the last one that was sent. */
static void
draw_end (Chain *self, const TgCertificate *last)
{
  const TgCertificate *authority = self->evidence->tls != NULL ? self->evidence->tls->authority : NULL;
  const TgIssuerProof *proof = tg_session_get_issuer_proof (self->session, self->side);
  gboolean missing = tg_problems_has (last->problems, "cert-incomplete-chain");
  gboolean unknown = tg_problems_has (last->problems, "cert-unknown-issuer");
  GtkWidget *box;

  if (last->self_issued || (authority != NULL && g_str_equal (authority->sha256, last->sha256)))
    return;
  add_link (self, find_link_fault (self, last));
  if (authority != NULL) {
    draw_authority (self, authority);
    return;
  }
  if (!missing && !unknown) {
    box = add_box (self, last->issuer, _ ("The authority at the top (need not be sent)"), TG_FACT_PLAIN, NULL);
    if (tg_certificate_issuer_is_known (self->evidence))
      tg_fact_card_add (GTK_BOX (box), TG_FACT_GOOD, _ ("This computer knows it."));
    return;
  }
  add_box (self, last->issuer, missing ? _ ("This certificate is missing.") : _ ("This computer does not know it."), TG_FACT_WRONG,
           "missing");
  if (proof != NULL) {
    g_autofree char *words = tg_issuer_proof_words (proof);

    tg_fact_card_add (self->card, proof->outcome == TG_ISSUER_PROVEN ? TG_FACT_GOOD : TG_FACT_CAUTION, words);
  }
}

static void fill (Chain *self);

static void
on_asked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) card = data;
  Chain *self = g_object_get_data (G_OBJECT (card), "chain");

  tg_session_finish (TG_SESSION (source), result, NULL);
  /* The page may show another check by now. */
  if (gtk_widget_get_root (card) != NULL)
    fill (self);
}

static void
on_ask (GtkButton *button, GtkWidget *card)
{
  Chain *self = g_object_get_data (G_OBJECT (card), "chain");

  gtk_widget_set_sensitive (GTK_WIDGET (button), FALSE);
  tg_session_ask_issuer_async (self->session, self->side, NULL, on_asked, g_object_ref (card));
}

/* Names who is contacted before anybody is. */
static void
offer_to_ask (Chain *self)
{
  g_autofree char *host = tg_session_issuer_host (self->session, self->side);
  g_autofree char *label = NULL;
  GtkWidget *button;

  if (host == NULL || tg_session_get_issuer_proof (self->session, self->side) != NULL)
    return;
  label = g_strdup_printf (_ ("Ask %s for the missing certificate"), host);
  button = gtk_button_new_with_label (label);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_signal_connect (button, "clicked", G_CALLBACK (on_ask), self->card);
  tg_fact_card_add (self->card, TG_FACT_PLAIN,
                    _ ("The certificate says where to get the missing one. To prove that nothing else is wrong, Tegami can fetch it from "
                       "there. That allows nothing."));
  gtk_box_append (self->card, button);
  tg_widget_defaults_apply (button);
}

static void
fill (Chain *self)
{
  g_autoptr (GPtrArray) drawn = g_ptr_array_new ();
  GPtrArray *certificates = self->evidence->certificates;
  const TgCertificate *certificate = g_ptr_array_index (certificates, 0);
  const TgCertificate *last = NULL;

  tg_fact_card_clear (self->card);
  while (certificate != NULL) {
    if (last != NULL)
      add_link (self, find_link_fault (self, last));
    draw_certificate (self, certificate, drawn->len == 0);
    g_ptr_array_add (drawn, (gpointer)certificate);
    last = certificate;
    certificate = find_issuer (certificates, certificate, drawn);
  }
  draw_end (self, last);
  offer_to_ask (self);
  if (drawn->len < certificates->len) {
    g_autofree char *extra =
        g_strdup_printf (ngettext ("The server sends %u more certificate, which is not needed here.",
                                   "The server sends %u more certificates, which are not needed here.", certificates->len - drawn->len),
                         certificates->len - drawn->len);

    tg_fact_card_add (self->card, TG_FACT_PLAIN, extra);
  }
}

static void
chain_free (gpointer data)
{
  Chain *self = data;

  tg_evidence_unref (self->evidence);
  g_object_unref (self->session);
  g_free (self);
}

GtkWidget *
tg_certificate_chain_new (TgSession *session, TgSide side)
{
  const TgCheckResult *result = tg_session_get_result (session);
  GtkWidget *card = tg_fact_card_new (_ ("Chain of certificates"));
  Chain *self = g_new0 (Chain, 1);

  self->session = g_object_ref (session);
  self->side = side;
  self->evidence = tg_evidence_ref (side == TG_SIDE_SEND ? result->send : result->receive);
  self->card = GTK_BOX (card);
  g_object_set_data_full (G_OBJECT (card), "chain", self, chain_free);
  fill (self);
  return card;
}
