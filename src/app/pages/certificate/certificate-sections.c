/* certificate-sections.c: the facts of a certificate chain for humans, each as a card, with what
 * is wrong marked where it is.  Names of distinguished-name parts: RFC 4514.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/certificate/certificate-sections.h"

#include <glib/gi18n.h>

#include "app/widgets/fact-card.h"
#include "app/widgets/timeline.h"
#include "cert/certificate.h"

#define NAMES_SHOWN 12

/* One value of a distinguished name, unescaped ("O=Example\, Inc." → "Example, Inc."). */
static char *
find_part (const char *distinguished_name, const char *type)
{
  GString *part = g_string_new (NULL);
  g_autofree char *found = NULL;

  for (const char *p = distinguished_name;; p++) {
    if (*p == '\\' && p[1] != '\0') {
      g_string_append_c (part, *++p);
    } else if (*p == ',' || *p == '\0') {
      g_strchug (part->str);
      if (!found && g_str_has_prefix (part->str, type) && part->str[strlen (type)] == '=')
        found = g_strdup (part->str + strlen (type) + 1);
      g_string_truncate (part, 0);
      if (*p == '\0')
        break;
    } else {
      g_string_append_c (part, *p);
    }
  }

  g_string_free (part, TRUE);
  return g_steal_pointer (&found);
}

char *
tg_certificate_plain_name (const char *distinguished_name)
{
  g_autofree char *common_name = find_part (distinguished_name, "CN");
  g_autofree char *organisation = find_part (distinguished_name, "O");

  if (common_name && organisation && strcmp (common_name, organisation) != 0)
    return g_strdup_printf ("%s (%s)", common_name, organisation);
  if (common_name)
    return g_steal_pointer (&common_name);
  if (organisation)
    return g_steal_pointer (&organisation);

  return g_strdup (distinguished_name);
}

static gboolean
has_problem (const TgCertificate *certificate, const char *id)
{
  return certificate->problems && tg_problems_has (certificate->problems, id);
}

static gboolean
connection_has_problem (const TgEvidence *evidence, const char *id)
{
  const TgCertificate *own = g_ptr_array_index (evidence->certificates, 0);

  return has_problem (own, id) || (evidence->tls && evidence->tls->problems && tg_problems_has (evidence->tls->problems, id));
}

/* How much of two names agrees, counted in labels from the right: what is nearest. */
static guint
common_labels (const char *a, const char *b)
{
  g_auto (GStrv) parts_a = g_strsplit (a, ".", -1);
  g_auto (GStrv) parts_b = g_strsplit (b, ".", -1);
  guint n_a = g_strv_length (parts_a);
  guint n_b = g_strv_length (parts_b);
  guint n = 0;

  while (n < n_a && n < n_b && g_ascii_strcasecmp (parts_a[n_a - 1 - n], parts_b[n_b - 1 - n]) == 0)
    n++;

  return n;
}

/* The name that a certificate's reader should look at: the one that fits, else the nearest. */
static const char *
nearest_name (const TgCertificate *certificate, const char *host)
{
  const char *nearest = NULL;
  guint best = 1; /* the top-level domain alone says nothing */

  for (char **name = certificate->names; *name; name++) {
    guint n = common_labels (*name, host);

    if (n > best) {
      best = n;
      nearest = *name;
    }
  }

  return nearest;
}

static gboolean
name_fits (const char *name, const char *host)
{
  const char *dot = strchr (host, '.');

  if (g_ascii_strcasecmp (name, host) == 0)
    return TRUE;

  return g_str_has_prefix (name, "*.") && dot && g_ascii_strcasecmp (name + 1, dot) == 0;
}

/* The names one below the other, the one to look at first. */
static void
list_names (TgFactCard *card, const TgCertificate *own, const char *host)
{
  const char *fitting = NULL;
  const char *first;
  guint n_names = g_strv_length (own->names);
  guint shown = 0;

  for (guint i = 0; i < n_names && !fitting; i++)
    fitting = name_fits (own->names[i], host) ? own->names[i] : NULL;
  first = fitting ? fitting : tg_certificate_names (own, host) ? NULL : nearest_name (own, host);

  if (first) {
    tg_fact_card_add_value (card, fitting ? TG_FACT_GOOD : TG_FACT_ASIDE, first, fitting ? _ ("This name fits.") : _ ("The nearest name"));
    shown++;
  }
  for (guint i = 0; i < n_names && shown < NAMES_SHOWN; i++)
    if (own->names[i] != first) {
      tg_fact_card_add_value (card, TG_FACT_ASIDE, own->names[i], NULL);
      shown++;
    }

  if (n_names > shown) {
    g_autofree char *more = g_strdup_printf (ngettext ("and %u more", "and %u more", n_names - shown), n_names - shown);

    tg_fact_card_add (card, TG_FACT_ASIDE, more);
  }
}

static GtkWidget *
make_names (const TgCertificate *own, const TgServer *server)
{
  GtkWidget *card = tg_fact_card_new (_ ("Names"));
  gboolean fits = tg_certificate_names (own, server->ascii_host);
  g_autofree char *asked = g_strdup_printf (fits ? _ ("It is made for the server that you entered: %s")
                                                 : _ ("It is not made for the server that you entered: %s"),
                                            server->host);

  tg_fact_card_add (TG_FACT_CARD (card), fits ? TG_FACT_GOOD : TG_FACT_WRONG, asked);
  if (!own->names[0])
    tg_fact_card_add (TG_FACT_CARD (card), TG_FACT_WRONG,
                      own->common_name ? _ ("It carries its name in the old place only, which is not trusted any more:")
                                       : _ ("It names no server at all."));
  if (!own->names[0] && own->common_name)
    tg_fact_card_add_value (TG_FACT_CARD (card), TG_FACT_ASIDE, own->common_name, NULL);

  list_names (TG_FACT_CARD (card), own, server->ascii_host);

  return card;
}

static char *
format_date (gint64 when)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_local (when);

  /* Translators: a date as your readers write it, see g_date_time_format() */
  return date ? g_date_time_format (date, _ ("%-e %B %Y")) : g_strdup ("?");
}

static GtkWidget *
make_validity (const TgCertificate *own, gint64 now)
{
  GtkWidget *card = tg_fact_card_new (_ ("Validity"));
  GtkWidget *timeline = tg_timeline_new ();
  g_autofree char *first = format_date (own->not_before);
  g_autofree char *last = format_date (own->not_after);
  g_autofree char *text = NULL;
  TgFactMark mark = TG_FACT_GOOD;
  gint64 days = (own->not_after - now) / (24 * 60 * 60);

  if (now < own->not_before) {
    mark = TG_FACT_WRONG;
    text = g_strdup_printf (_ ("It is not valid yet: it begins on %s and ends on %s."), first, last);
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

  tg_fact_card_add (TG_FACT_CARD (card), mark, text);
  tg_timeline_set_times (TG_TIMELINE (timeline), own->not_before, own->not_after, now);
  tg_fact_card_add_child (TG_FACT_CARD (card), timeline);
  return card;
}

/* Faults of the chain, in the order in which they are looked for, and what they mean here. */
static const struct {
  const char *id;
  const char *text;
} issuer_faults[] = {
  { "cert-self-signed", N_ ("It vouches for itself: no one else has confirmed it.") },
  { "cert-unknown-issuer", N_ ("This computer does not know this issuer.") },
  { "cert-incomplete-chain", N_ ("The server does not send the certificate in between, so the way to a known issuer is broken.") },
  { "cert-revoked", N_ ("The issuer has withdrawn it.") },
  { "cert-issuer-not-ca", N_ ("The issuer has no right to issue certificates.") },
  { "cert-bad-signature", N_ ("The signature does not fit.") },
  { "cert-wrong-purpose", N_ ("It is not meant for servers.") },
};

static GtkWidget *
make_issuer (const TgEvidence *evidence, const TgCertificate *own)
{
  GtkWidget *card = tg_fact_card_new (_ ("Issuer"));
  g_autofree char *issuer = tg_certificate_plain_name (own->issuer);
  g_autofree char *vouches = g_strdup_printf (_ ("Issued by %s"), issuer);
  gboolean fault = FALSE;

  tg_fact_card_add (TG_FACT_CARD (card), TG_FACT_PLAIN, vouches);
  for (guint i = 0; i < G_N_ELEMENTS (issuer_faults); i++) {
    if (!connection_has_problem (evidence, issuer_faults[i].id))
      continue;

    tg_fact_card_add (TG_FACT_CARD (card), TG_FACT_WRONG, _ (issuer_faults[i].text));
    fault = TRUE;
  }
  if (!fault && evidence->tls && evidence->tls->trusted && !evidence->tls->pinned)
    tg_fact_card_add (TG_FACT_CARD (card), TG_FACT_GOOD, _ ("This computer knows and trusts the issuer."));

  return card;
}

/* The chain from the top authority down to the server, as a staircase. */
static GtkWidget *
make_chain (const TgEvidence *evidence)
{
  GtkWidget *card = tg_fact_card_new (_ ("Chain of certificates"));
  guint n = evidence->certificates->len;

  for (guint i = n; i > 0; i--) {
    const TgCertificate *certificate = g_ptr_array_index (evidence->certificates, i - 1);
    g_autofree char *name = tg_certificate_plain_name (certificate->subject);
    g_autofree char *issuer = tg_certificate_plain_name (certificate->issuer);
    g_autofree char *top = g_strdup_printf (_ ("%s (not sent by the server, as usual for the top one)"), issuer);
    GtkWidget *step = tg_fact_card_new (name);
    g_autofree char *role =
        g_strdup_printf (i == 1 ? _ ("The server’s own certificate, vouched for by %s") : _ ("Vouched for by %s"), issuer);

    if (i == n && !certificate->self_issued)
      tg_fact_card_add (TG_FACT_CARD (card), TG_FACT_PLAIN, top);
    gtk_widget_remove_css_class (step, "card");
    gtk_widget_add_css_class (step, "chain-step");
    gtk_widget_set_margin_start (step, (int)(MIN (n - i, 4) * 12));
    tg_fact_card_add (TG_FACT_CARD (step), certificate->problems && certificate->problems->len > 0 ? TG_FACT_WRONG : TG_FACT_PLAIN,
                      certificate->self_issued ? _ ("Vouches for itself") : role);
    tg_fact_card_add_child (TG_FACT_CARD (card), step);
  }

  return card;
}

/* Sixty-four digits in groups of four, as they can be compared by eye and read aloud. */
static char *
group_digits (const char *hex)
{
  GString *grouped = g_string_new (NULL);

  for (guint i = 0; hex[i]; i++) {
    if (i > 0 && i % 4 == 0)
      g_string_append_c (grouped, ' ');
    g_string_append_c (grouped, g_ascii_toupper (hex[i]));
  }

  return g_string_free (grouped, FALSE);
}

static GtkWidget *
make_fingerprint (const TgCertificate *own)
{
  GtkWidget *card = tg_fact_card_new (_ ("Fingerprint (SHA-256)"));
  g_autofree char *grouped = group_digits (own->sha256);
  g_autofree char *kind = g_strdup_printf (_ ("Key: %s. Signature: %s."), own->key, own->signature);

  tg_fact_card_add_value (TG_FACT_CARD (card), TG_FACT_PLAIN, grouped, NULL);
  tg_fact_card_add (TG_FACT_CARD (card), has_problem (own, "cert-weak") ? TG_FACT_CAUTION : TG_FACT_PLAIN, kind);
  tg_fact_card_add_copy (TG_FACT_CARD (card), _ ("_Copy the fingerprint"), grouped, _ ("Copied"));
  return card;
}

void
tg_certificate_sections_fill (GtkBox *box, const TgEvidence *evidence, gint64 now)
{
  const TgCertificate *own = g_ptr_array_index (evidence->certificates, 0);

  gtk_box_append (box, make_names (own, evidence->server));
  gtk_box_append (box, make_validity (own, now));
  gtk_box_append (box, make_issuer (evidence, own));
  gtk_box_append (box, make_chain (evidence));
  gtk_box_append (box, make_fingerprint (own));
}
