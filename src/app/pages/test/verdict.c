/* verdict.c: the words for each outcome.  They claim what was seen, and no more: a side that was not tested
 * is not said to work.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/test/verdict.h"

#include <glib/gi18n.h>

static const struct {
  const char *icon;
  const char *style;
  const char *title;
  const char *note;
} verdicts[] = {
  [TG_OUTCOME_VERIFIED] = { "tegami-yes-symbolic", "success", N_ ("It works"),
                            N_ ("You were signed in over a protected connection: the mailbox opened, and the sending server accepts "
                                "mail from you.") },
  [TG_OUTCOME_CAUTION] = { "dialog-warning-symbolic", "warning", N_ ("It works, with a caution"),
                           N_ ("Read the caution below before you go on.") },
  [TG_OUTCOME_UNPROVEN] = { "dialog-information-symbolic", "accent", N_ ("Everything works up to the sign-in"),
                            N_ ("The servers were reached and are safe; Tegami did not sign in.") },
  [TG_OUTCOME_FAILED] = { "tegami-no-symbolic", "error", N_ ("It does not work yet"),
                          N_ ("This is what stands in the way, and what to do about it.") },
  [TG_OUTCOME_UNTESTED] = { "tegami-skipped-symbolic", "dim-label", N_ ("Not tested"), N_ ("The test was stopped.") },
};

static void
show (const TgVerdictPlace *place, const char *icon, const char *style, const char *title, const char *note)
{
  for (guint i = 0; i < G_N_ELEMENTS (verdicts); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (place->icon), verdicts[i].style);
  if (style != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (place->icon), style);
  gtk_image_set_from_icon_name (place->icon, icon);
  gtk_label_set_text (place->title, title);
  gtk_label_set_text (place->note, note);
  gtk_widget_set_visible (GTK_WIDGET (place->note), *note != '\0');
}

void
tg_verdict_show_running (const TgVerdictPlace *place, const TgAccount *account, const char *plan)
{
  g_autofree char *title = g_strdup_printf (_ ("Testing %s…"), account->address);
  const char *harmless = _ ("Nothing is changed and no mail is sent. Escape stops the test.");
  /* TRANSLATORS: two sentences, one after the other */
  g_autofree char *note = plan != NULL ? g_strdup_printf (_ ("%s %s"), plan, harmless) : g_strdup (harmless);

  show (place, "content-loading-symbolic", NULL, title, note);
}

static gboolean
is_plain (const TgServer *server)
{
  return server != NULL && server->security == TG_SECURITY_NONE;
}

/* What exactly was seen, in one sentence per side that was tested. */
static const char *
note_for (const TgAccount *account, TgOutcome outcome, gboolean asks)
{
  if (asks && outcome == TG_OUTCOME_UNPROVEN)
    return _ ("Before your password goes to a server, Tegami needs your confirmation.");
  /* Without encryption, only what stays inside this computer is verified. */
  if (outcome == TG_OUTCOME_VERIFIED && (is_plain (account->receive) || is_plain (account->send)))
    return _ ("You were signed in, and what is not encrypted does not leave this computer.");
  if (outcome == TG_OUTCOME_VERIFIED && account->send == NULL)
    return _ ("You were signed in over a protected connection, and the mailbox opened.");
  if (outcome == TG_OUTCOME_VERIFIED && account->receive == NULL)
    return _ ("You were signed in over a protected connection, and the sending server accepts mail from you.");

  return _ (verdicts[outcome].note);
}

void
tg_verdict_show (const TgVerdictPlace *place, const TgAccount *account, TgOutcome outcome, gboolean asks)
{
  show (place, verdicts[outcome].icon, verdicts[outcome].style, _ (verdicts[outcome].title), note_for (account, outcome, asks));
}
