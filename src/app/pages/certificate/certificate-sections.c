/* certificate-sections.c: the facts of a certificate chain for humans, each as a card, with what
 * is wrong marked where it is, and those with a fault first.  Names of distinguished-name parts: RFC 4514.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/certificate/certificate-sections.h"

#include <glib/gi18n.h>

#include "app/pages/certificate/certificate-chain.h"
#include "app/pages/certificate/certificate-details.h"
#include "app/cards/fact-card.h"
#include "app/cards/timeline.h"
#include "cert/certificate.h"
#include "cert/fingerprint.h"
#include "model/text/text.h"
#include "session/certificate/certificate-words.h"

#define NAMES_SHOWN 12
#define NAMES_READ  100 /* at most, of a certificate that has more */

static gboolean
has_problem (const TgCertificate *certificate, const char *id)
{
  return certificate->problems != NULL && tg_problems_has (certificate->problems, id);
}

static gboolean
connection_has_problem (const TgEvidence *evidence, const char *id)
{
  const TgCertificate *own = g_ptr_array_index (evidence->certificates, 0);

  return has_problem (own, id) ||
         (evidence->tls != NULL && evidence->tls->problems != NULL && tg_problems_has (evidence->tls->problems, id));
}

static gboolean
name_fits (const char *name, const char *host)
{
  const char *dot = strchr (host, '.');

  if (g_ascii_strcasecmp (name, host) == 0)
    return TRUE;

  return g_str_has_prefix (name, "*.") && dot != NULL && g_ascii_strcasecmp (name + 1, dot) == 0;
}

/* Names in certificates are spelled in ASCII; how a person would write one of another script. */
static char *
readable (const char *name)
{
  g_autofree char *unicode = g_hostname_is_ascii_encoded (name) ? g_hostname_to_unicode (name) : NULL;

  return unicode != NULL && strcmp (unicode, name) != 0 ? tg_text_visible (unicode, -1, 256) : NULL;
}

static char *
annotate (const char *name, const char *note)
{
  g_autofree char *spelled = readable (name);

  if (spelled != NULL && note != NULL)
    return g_strdup_printf ("%s · %s", spelled, note);

  return spelled != NULL ? g_steal_pointer (&spelled) : g_strdup (note);
}

static void
add_name (GtkBox *card, TgFactMark mark, const char *name, const char *note)
{
  g_autofree char *more = annotate (name, note);

  tg_fact_card_add_value (card, mark, name, more);
}

/* Where none fits: what was asked for and the nearest of the names, one below the other. */
static void
compare_names (GtkBox *card, const TgCertificate *own, const TgServer *server)
{
  const char *nearest = tg_certificate_nearest_name (own, server->ascii_host);
  g_autofree char *spelled = readable (nearest);

  tg_fact_card_add_compared (card, TG_FACT_ASIDE,
                             tg_origin_is_elsewhere (server->origin) ? _ ("The server in your settings")
                                                                     : _ ("The server that you entered"),
                             server->ascii_host, nearest, NULL);
  tg_fact_card_add_compared (card, TG_FACT_ASIDE, _ ("The closest name in the certificate"), nearest, server->ascii_host, spelled);
}

/* The names one below the other, the one to look at first. */
static void
list_names (GtkBox *card, const TgCertificate *own, const TgServer *server, gboolean fits)
{
  const char *first = NULL;
  guint n_names = g_strv_length (own->names);
  guint shown = 0;

  for (guint i = 0; fits && i < n_names && first == NULL; i++)
    first = name_fits (own->names[i], server->ascii_host) ? own->names[i] : NULL;
  if (fits) {
    /* Of very many, it may be one that was not read for showing. */
    add_name (card, TG_FACT_GOOD, first != NULL ? first : server->ascii_host, _ ("This name matches."));
    shown++;
  } else if (!fits && n_names > 0) {
    compare_names (card, own, server);
    first = tg_certificate_nearest_name (own, server->ascii_host);
    shown++;
  }
  for (guint i = 0; i < n_names && shown < NAMES_SHOWN; i++)
    if (own->names[i] != first) {
      add_name (card, TG_FACT_ASIDE, own->names[i], NULL);
      shown++;
    }

  if (n_names >= NAMES_READ) {
    tg_fact_card_add (card, TG_FACT_ASIDE, _ ("and about a hundred more, listed in the technical details"));
  } else if (n_names > shown) {
    g_autofree char *more = g_strdup_printf (ngettext ("and %u more", "and %u more", n_names - shown), n_names - shown);

    tg_fact_card_add (card, TG_FACT_ASIDE, more);
  }
}

/* Who named it decides whose the name is. */
static char *
describe_asked (const TgServer *server, gboolean fits)
{
  if (tg_origin_is_elsewhere (server->origin))
    return g_strdup_printf (fits ? _ ("It is for the server in your settings: %s") : _ ("It is not for the server in your settings: %s"),
                            server->host);
  return g_strdup_printf (fits ? _ ("It is for the server that you entered: %s") : _ ("It is not for the server that you entered: %s"),
                          server->host);
}

static void
mark_faulty (GtkWidget *card, TgFactMark mark)
{
  if (mark == TG_FACT_WRONG || mark == TG_FACT_CAUTION)
    g_object_set_data (G_OBJECT (card), "fault", card);
}

static gboolean
is_faulty (GtkWidget *card)
{
  return g_object_get_data (G_OBJECT (card), "fault") != NULL;
}

static GtkWidget *
make_names (const TgCertificate *own, const TgServer *server)
{
  GtkWidget *card = tg_fact_card_new (_ ("Names"));
  gboolean fits = tg_certificate_names (own, server->ascii_host);
  g_autofree char *asked = describe_asked (server, fits);

  tg_fact_card_add (GTK_BOX (card), fits ? TG_FACT_GOOD : TG_FACT_WRONG, asked);
  if (own->names[0] == NULL)
    tg_fact_card_add (GTK_BOX (card), TG_FACT_WRONG,
                      own->common_name != NULL ? _ ("It has its name only in the old field, which is no longer trusted:")
                                               : _ ("It names no server at all."));
  if (own->names[0] == NULL && own->common_name != NULL)
    tg_fact_card_add_value (GTK_BOX (card), TG_FACT_ASIDE, own->common_name, NULL);

  list_names (GTK_BOX (card), own, server, fits);
  mark_faulty (card, fits ? TG_FACT_GOOD : TG_FACT_WRONG);
  return card;
}

static GtkWidget *
make_validity (const TgCertificate *own, gint64 now)
{
  GtkWidget *card = tg_fact_card_new (_ ("Validity"));
  GtkWidget *timeline = tg_timeline_new ();
  g_autofree char *first = tg_text_day (own->not_before);
  g_autofree char *last = tg_text_day (own->not_after);
  g_autofree char *text = NULL;
  TgFactMark mark = TG_FACT_GOOD;
  gint64 days = (own->not_after - now) / (24 * 60 * 60);

  if (now < own->not_before) {
    mark = TG_FACT_WRONG;
    text = g_strdup_printf (_ ("It is not valid yet: it will be valid from %s until %s."), first, last);
  } else if (now > own->not_after) {
    mark = TG_FACT_WRONG;
    text = g_strdup_printf (_ ("It has expired: it was valid from %s until %s."), first, last);
  } else {
    if (has_problem (own, "cert-expires-soon"))
      mark = TG_FACT_CAUTION;
    text = g_strdup_printf (ngettext ("It is valid from %s until %s: %d more day.", "It is valid from %s until %s: %d more days.",
                                      (gulong)days),
                            first, last, (int)days);
  }

  tg_fact_card_add (GTK_BOX (card), mark, text);
  tg_timeline_set_times (TG_TIMELINE (timeline), own->not_before, own->not_after, now);
  gtk_box_append (GTK_BOX (card), timeline);
  mark_faulty (card, mark);
  return card;
}

/* Faults of the chain, in the order in which they are looked for, and what they mean here. */
static const struct {
  const char *id;
  const char *text;
} issuer_faults[] = {
  { "cert-self-signed", N_ ("It is self-signed: no one else has confirmed it.") },
  { "cert-unknown-issuer", N_ ("This computer does not know this issuer.") },
  { "cert-incomplete-chain", N_ ("The server does not send the intermediate certificate, so the chain to a known issuer is broken.") },
  { "cert-revoked", N_ ("The issuer has revoked it.") },
  { "cert-issuer-not-ca", N_ ("The issuer has no right to issue certificates.") },
  { "cert-bad-signature", N_ ("The signature does not match.") },
  { "cert-wrong-purpose", N_ ("It is not meant for servers.") },
};

static GtkWidget *
make_issuer (const TgEvidence *evidence, const TgCertificate *own)
{
  GtkWidget *card = tg_fact_card_new (_ ("Issuer"));
  g_autofree char *issuer = tg_distinguished_name_plain (own->issuer);
  g_autofree char *vouches = g_strdup_printf (_ ("Issued by %s"), issuer);
  gboolean fault = FALSE;

  tg_fact_card_add (GTK_BOX (card), TG_FACT_PLAIN, vouches);
  for (guint i = 0; i < G_N_ELEMENTS (issuer_faults); i++) {
    if (!connection_has_problem (evidence, issuer_faults[i].id))
      continue;

    tg_fact_card_add (GTK_BOX (card), TG_FACT_WRONG, _ (issuer_faults[i].text));
    fault = TRUE;
  }
  if (!fault && tg_certificate_issuer_is_known (evidence))
    tg_fact_card_add (GTK_BOX (card), TG_FACT_GOOD, _ ("This computer knows and trusts the issuer."));
  mark_faulty (card, fault ? TG_FACT_WRONG : TG_FACT_GOOD);
  return card;
}

static GtkWidget *
make_fingerprint (const TgCertificate *own)
{
  GtkWidget *card = tg_fact_card_new (_ ("Fingerprint (SHA-256)"));
  g_autofree char *grouped = tg_fingerprint_groups (own->sha256, 0);
  g_autofree char *kind = g_strdup_printf (_ ("Key: %s. Signature: %s."), own->key, own->signature);

  tg_fact_card_add_value (GTK_BOX (card), TG_FACT_PLAIN, grouped, NULL);
  tg_fact_card_add (GTK_BOX (card), has_problem (own, "cert-weak") ? TG_FACT_CAUTION : TG_FACT_PLAIN, kind);
  tg_fact_card_add_copy (GTK_BOX (card), _ ("_Copy the fingerprint"), grouped, _ ("Copied"));
  mark_faulty (card, has_problem (own, "cert-weak") ? TG_FACT_CAUTION : TG_FACT_PLAIN);
  return card;
}

static GtkWidget *
make_comparison (const TgPrevious *previous, gboolean trusted)
{
  static const TgFactMark marks[] = { TG_FACT_GOOD, TG_FACT_CAUTION, TG_FACT_WRONG };
  TgCompared compared;
  g_autofree char *words = tg_previous_words (previous, trusted, &compared);
  GtkWidget *card = tg_fact_card_new (_ ("Compared with last time"));

  tg_fact_card_add (GTK_BOX (card), marks[compared], words);
  mark_faulty (card, marks[compared]);
  return card;
}

void
tg_certificate_sections_fill (GtkBox *box, TgSession *session, TgSide side, gint64 now)
{
  const TgCheckResult *result = tg_session_get_result (session);
  const TgEvidence *evidence = side == TG_SIDE_SEND ? result->send : result->receive;
  const TgCertificate *own = g_ptr_array_index (evidence->certificates, 0);
  const TgPrevious *previous = tg_session_get_previous (session, side);
  enum { ISSUER = 2, CHAIN };
  GtkWidget *const cards[] = {
    make_names (own, evidence->server),
    make_validity (own, now),
    [ISSUER] = make_issuer (evidence, own),
    [CHAIN] = tg_certificate_chain_new (session, side),
    previous != NULL ? make_comparison (previous, evidence->tls != NULL && evidence->tls->trusted) : NULL,
    make_fingerprint (own),
  };

  /* What the issuer is blamed for is drawn there. */
  if (is_faulty (cards[ISSUER]))
    mark_faulty (cards[CHAIN], TG_FACT_WRONG);
  for (int faulty = TRUE; faulty >= FALSE; faulty--)
    for (guint i = 0; i < G_N_ELEMENTS (cards); i++)
      if (cards[i] != NULL && is_faulty (cards[i]) == faulty)
        gtk_box_append (box, cards[i]);
  gtk_box_append (box, tg_certificate_details_new (evidence));
}
