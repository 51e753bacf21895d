/* verdict.c: the headline of a test, and how each outcome looks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/test/verdict.h"

#include <glib/gi18n.h>

#include "session/told/verdict-words.h"

static const struct {
  const char *icon;
  const char *style;
} looks[] = {
  [TG_OUTCOME_VERIFIED] = { "tegami-yes-symbolic", "success" },        [TG_OUTCOME_CAUTION] = { "tegami-yes-symbolic", "success" },
  [TG_OUTCOME_UNPROVEN] = { "dialog-information-symbolic", "accent" }, [TG_OUTCOME_FAILED] = { "tegami-no-symbolic", "error" },
  [TG_OUTCOME_UNTESTED] = { "tegami-skipped-symbolic", "dim-label" },
};

static void
show (const TgVerdictPlace *place, const char *icon, const char *style, const char *title, const char *note)
{
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (place->icon), looks[i].style);
  if (style != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (place->icon), style);
  gtk_image_set_from_icon_name (place->icon, icon);
  gtk_label_set_text (place->title, title);
  gtk_label_set_text (place->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (place->note), note != NULL && *note != '\0');
  gtk_accessible_update_property (GTK_ACCESSIBLE (place->head), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  tg_verdict_tell (place, NULL);
}

void
tg_verdict_tell (const TgVerdictPlace *place, const char *more)
{
  const char *note = gtk_label_get_text (place->note);
  g_autofree char *text = g_strjoin ("\n", note, more, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (place->head), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, g_strstrip (text), -1);
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

void
tg_verdict_show (const TgVerdictPlace *place, const TgCheckResult *check, TgOutcome outcome, gboolean asks)
{
  g_autofree char *note = tg_verdict_words_note (check, outcome, asks);

  show (place, looks[outcome].icon, looks[outcome].style, tg_verdict_words_title (check, outcome), note);
}

void
tg_verdict_show_good (const TgVerdictPlace *place, const char *title, const char *note)
{
  show (place, looks[TG_OUTCOME_VERIFIED].icon, looks[TG_OUTCOME_VERIFIED].style, title, note);
}
