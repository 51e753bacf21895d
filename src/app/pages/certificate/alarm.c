/* alarm.c: see alarm.h.  Quoted word for word: it is by them that the sentence is recognised.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/certificate/alarm.h"

#include <glib/gi18n.h>

#include "app/cards/fact-card.h"
#include "app/widgets/words.h"

/* @remedy: (nullable): only where the finding has it.  The first row that fits counts. */
static const struct {
  const char *finding;
  const char *remedy;
  const char *quote;
  const char *answer;
} alarms[] = {
  { "cert-name-mismatch", "other-network",
    /* TRANSLATORS: Thunderbird's own sentence (messenger/certError.ftl, cert-error-domain-mismatch), word for word as Thunderbird says it */
    N_ ("“Someone could be trying to impersonate the server and you should not continue.”"),
    N_ ("Here that may be so: the server name is right, and something else answers. Do not continue in this network.") },
  { "cert-name-mismatch", NULL, N_ ("“Someone could be trying to impersonate the server and you should not continue.”"),
    N_ ("Thunderbird says this of every name that differs: it cannot tell an old server name from a stranger. Not to continue is right, "
        "but there is no need to fear the worst. Use the right server name, and the warning no longer comes.") },
  { "cert-expired", NULL,
    /* TRANSLATORS: Thunderbird's own sentences (security/certificates/certManager.ftl, add-exception-expired-long), word for word */
    N_ ("“The certificate is not currently valid. It may have been stolen or lost, and could be used by someone to impersonate this "
        "site.”"),
    N_ ("Thunderbird says this of every certificate whose time is over. Usually the company forgot to renew it; nobody can prove that from "
        "here. Do not continue there until it is renewed.") },
};

static gboolean
has_remedy (const TgFinding *finding, const char *id)
{
  for (guint i = 0; i < finding->remedies->len; i++)
    if (g_strcmp0 (((const TgRemedy *)finding->remedies->pdata[i])->id, id) == 0)
      return TRUE;
  return FALSE;
}

GtkWidget *
tg_alarm_new (const TgFinding *finding)
{
  for (guint i = 0; i < G_N_ELEMENTS (alarms); i++)
    if (g_str_equal (alarms[i].finding, finding->id) && (alarms[i].remedy == NULL || has_remedy (finding, alarms[i].remedy))) {
      GtkWidget *card = tg_fact_card_new (_ ("If Thunderbird has warned you"));

      tg_words_append (GTK_BOX (card), _ (alarms[i].quote), "quotation");
      tg_words_append (GTK_BOX (card), _ (alarms[i].answer), NULL);
      return card;
    }
  return NULL;
}
