/* symptom-facts.c: certificates, or times, of what was just tested: one line a side.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/test/symptom-facts.h"

#include <glib/gi18n.h>

#include "app/widgets/widget-defaults.h"
#include "app/cards/fact-card.h"
#include "model/text/text.h"

/* Above this, in milliseconds, a person waits and notices. */
#define SLOW 3000

static void
add_certificate (GtkBox *card, const char *side, const TgEvidence *evidence, const TgEvidence *other)
{
  const TgCertificate *certificate = evidence->certificates->len > 0 ? evidence->certificates->pdata[0] : NULL;
  gboolean trusted = evidence->tls != NULL && evidence->tls->trusted;
  gboolean pinned = trusted && evidence->tls->pinned;
  gboolean over = certificate != NULL && certificate->not_after < g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *date = certificate != NULL
                              ? tg_text_day (pinned && evidence->tls->pin_until != 0 ? evidence->tls->pin_until : certificate->not_after)
                              : NULL;
  g_autofree char *text = NULL;

  if (certificate == NULL)
    /* TRANSLATORS: "Receiving: no certificate was shown." */
    text = g_strdup_printf (_ ("%s: no certificate was shown."), side);
  else if (pinned && evidence->tls->pin_until == 0)
    text = g_strdup_printf (_ ("%s: the certificate is accepted only because of an exception, which has no end date."), side);
  else if (pinned)
    text = g_strdup_printf (_ ("%s: the certificate is accepted only because of an exception, until %s."), side, date);
  else if (trusted)
    text = g_strdup_printf (_ ("%s: the certificate proves that the server is %s, and is valid until %s."), side, evidence->server->host,
                            date);
  else if (!over)
    text = g_strdup_printf (_ ("%s: the certificate does not prove that the server is %s, although it is valid until %s."), side,
                            evidence->server->host, date);
  else
    text = g_strdup_printf (_ ("%s: the certificate no longer proves that the server is %s. It was valid until %s."), side,
                            evidence->server->host, date);
  tg_fact_card_add (card, certificate == NULL ? TG_FACT_PLAIN : pinned ? TG_FACT_CAUTION : trusted ? TG_FACT_GOOD : TG_FACT_WRONG, text);
}

/* When the talk was over, in milliseconds since it began. */
static double
end_of (const TgEvidence *evidence)
{
  double end = 0;

  for (guint i = 0; evidence != NULL && i < evidence->steps->len; i++)
    end = MAX (end, ((TgStepRecord *)evidence->steps->pdata[i])->at);
  return end;
}

/* Sending does not sign in before receiving has (safety rule 3): what it waited is not its own time. */
static double
waited (const TgStepRecord *step, double other_end)
{
  double begin = step->at - step->ms;

  return step->stage == TG_STAGE_SIGN_IN ? CLAMP (other_end - begin, 0, step->ms) : 0;
}

/* The step that took the longest says where to look. */
static void
add_time (GtkBox *card, const char *side, const TgEvidence *evidence, const TgEvidence *other)
{
  const TgStepRecord *slowest = NULL;
  double total = end_of (evidence), longest = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < evidence->steps->len; i++) {
    const TgStepRecord *step = evidence->steps->pdata[i];
    double idle = waited (step, end_of (other));

    total -= idle;
    if (slowest == NULL || step->ms - idle > longest) {
      slowest = step;
      longest = step->ms - idle;
    }
  }
  if (slowest == NULL)
    return;

  /* TRANSLATORS: side, seconds altogether, the slowest step in words, its seconds */
  text = g_strdup_printf (_ ("%s: %.1f seconds altogether. The longest step took %.1f seconds: %s"), side, total / 1000, longest / 1000,
                          slowest->text);
  tg_fact_card_add (card, total > SLOW ? TG_FACT_CAUTION : TG_FACT_GOOD, text);
}

/* @other: (nullable): the side that @evidence waits for */
static const struct {
  const char *title;
  void (*add) (GtkBox *card, const char *side, const TgEvidence *evidence, const TgEvidence *other);
} kinds[] = {
  [TG_FACTS_CERTIFICATE] = { N_ ("What the certificates prove"), add_certificate },
  [TG_FACTS_TIMES] = { N_ ("How long it took"), add_time },
};

void
tg_symptom_facts_fill (GtkBox *box, TgFacts facts, TgSession *session)
{
  const TgCheckResult *result = tg_session_get_result (session);
  GtkWidget *card;

  tg_box_empty (box);
  gtk_widget_set_visible (GTK_WIDGET (box), facts != TG_FACTS_NONE && result != NULL);
  if (facts == TG_FACTS_NONE || result == NULL)
    return;

  card = tg_fact_card_new (_ (kinds[facts].title));
  if (result->receive != NULL)
    kinds[facts].add (GTK_BOX (card), _ ("Receiving"), result->receive, NULL);
  if (result->send != NULL)
    kinds[facts].add (GTK_BOX (card), _ ("Sending"), result->send, result->receive);
  gtk_box_append (box, card);
}
