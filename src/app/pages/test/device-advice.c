/* device-advice.c: "it works from here" as a finding, and what to look at on the other device, the
 * cheapest first.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/test/device-advice.h"

#include <glib/gi18n.h>

#include "app/widgets/widget-defaults.h"
#include "app/cards/fact-card.h"
#include "app/cards/finding-view.h"
#include "diagnose/device.h"

#define PROGRAMS (1 << TG_DEVICE_PROGRAM | 1 << TG_DEVICE_OTHER)
#define DEVICES  (PROGRAMS | 1 << TG_DEVICE_PHONE | 1 << TG_DEVICE_PRINTER | 1 << TG_DEVICE_APPLIANCE)
#define ALL      (DEVICES | 1 << TG_DEVICE_WEB)

/* @kinds: those that have such a thing; a web service runs on its maker's computers */
static const struct {
  const char *text;
  guint kinds;
} common_advice[] = {
  { N_ ("Date and time: with a wrong date, even good certificates look expired. Switch on the automatic clock."), DEVICES },
  { N_ ("Saved values: compare each one with the settings on the next page, letter by letter, and type the password again."), ALL },
  { N_ ("Security software: switch off its mail part only, test, switch it on again, and add your mail program (or the mail server) to "
        "its exceptions."),
    PROGRAMS },
  { N_ ("Network: if the device is on another network, try it on this one, or through a phone’s tethering."), DEVICES },
};

static TgFinding *
without_remedy (const TgFinding *finding, const char *id)
{
  TgFinding *other = tg_finding_copy (finding);

  for (guint i = other->remedies->len; i > 0; i--)
    if (g_strcmp0 (((const TgRemedy *)other->remedies->pdata[i - 1])->id, id) == 0)
      g_ptr_array_remove_index (other->remedies, i - 1);
  return other;
}

void
tg_device_advice_fill (GtkBox *box, TgWizard *wizard, TgOutcome outcome)
{
  const TgDevice *device = tg_wizard_get_device (wizard);
  const TgDeviceCheck check = tg_session_device_check (tg_wizard_get_session (wizard), outcome);
  g_autoptr (GPtrArray) findings = device != NULL ? tg_device_findings (device, tg_wizard_get_device_version (wizard), &check) : NULL;
  gboolean works = outcome == TG_OUTCOME_VERIFIED || outcome == TG_OUTCOME_CAUTION;
  GtkWidget *card;

  tg_box_empty (box);
  gtk_widget_set_visible (GTK_WIDGET (box), findings != NULL && findings->len > 0);
  if (findings == NULL || findings->len == 0)
    return;

  for (guint i = 0; i < findings->len; i++) {
    /* The card below says the same at length. */
    g_autoptr (TgFinding) finding = works ? without_remedy (findings->pdata[i], "other-device") : tg_finding_ref (findings->pdata[i]);

    tg_finding_view_append_told (box, finding);
  }
  if (!works || tg_device_tls (device, tg_wizard_get_device_version (wizard)) == TG_DEVICE_TOO_OLD)
    return;

  card = tg_fact_card_new (_ ("What to check on the other device"));
  for (guint i = 0; i < G_N_ELEMENTS (common_advice); i++)
    if ((common_advice[i].kinds & 1u << device->kind) != 0)
      tg_fact_card_add (GTK_BOX (card), TG_FACT_PLAIN, _ (common_advice[i].text));
  gtk_box_append (box, card);
}
