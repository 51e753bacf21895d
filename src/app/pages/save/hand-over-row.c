/* hand-over-row.c: consent with a switch, and what it means.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/save/hand-over-row.h"

#include <glib/gi18n.h>

struct _TgHandOverRow {
  AdwActionRow parent_instance;

  GtkSwitch *toggle;
  gulong toggled;
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TgHandOverRow, tg_hand_over_row, ADW_TYPE_ACTION_ROW)

static void
on_toggled (TgHandOverRow *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* @why_not: (nullable) */
static void
tg_hand_over_row_say (TgHandOverRow *self, const TgPlace *place, const char *why_not)
{
  g_autofree char *question = tg_place_word (place, g_strdup (_ ("Hand the _mail password over to Thunderbird")));
  g_autofree char *meaning =
      tg_place_word (place, g_strdup (_ ("Thunderbird then asks for nothing. As with any password that it remembers, whoever can read "
                                         "the files of your account on this computer can read it. Otherwise Thunderbird asks once.")));
  const char *words = why_not != NULL ? why_not : meaning;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), why_not != NULL ? _ ("The mail password cannot be handed over") : question);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), words);
  gtk_widget_set_visible (GTK_WIDGET (self->toggle), why_not == NULL);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), why_not == NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->toggle), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}

void
tg_hand_over_row_show (TgHandOverRow *self, TgSaving *saving)
{
  const char *why_not = saving != NULL ? tg_saving_why_not_hand_over (saving) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), saving != NULL && tg_saving_may_hand_over (saving));
  if (saving != NULL)
    tg_hand_over_row_say (self, tg_saving_get_place (saving), why_not);
  if (why_not != NULL)
    tg_hand_over_row_reset (self);
}

void
tg_hand_over_row_reset (TgHandOverRow *self)
{
  g_signal_handler_block (self->toggle, self->toggled);
  gtk_switch_set_active (self->toggle, FALSE);
  g_signal_handler_unblock (self->toggle, self->toggled);
}

gboolean
tg_hand_over_row_is_on (TgHandOverRow *self)
{
  return gtk_switch_get_active (self->toggle);
}

static void
tg_hand_over_row_class_init (TgHandOverRowClass *klass)
{
  signals[CHANGED] = g_signal_new ("changed", TG_TYPE_HAND_OVER_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tg_hand_over_row_init (TgHandOverRow *self)
{
  self->toggle = GTK_SWITCH (gtk_switch_new ());
  self->toggled = g_signal_connect_swapped (self->toggle, "notify::active", G_CALLBACK (on_toggled), self);
  gtk_widget_set_valign (GTK_WIDGET (self->toggle), GTK_ALIGN_CENTER);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (self), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->toggle));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_WIDGET (self->toggle));
  /* A screen reader is to hear how the switch stands, which the row does not say. */
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  tg_hand_over_row_show (self, NULL);
}
