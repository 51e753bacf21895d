/* place-list.c: see place-list.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/save/place-list.h"

#include "app/pages/save/place-row.h"
#include "app/widgets/widget-defaults.h"

/* While it is filled. */
typedef struct {
  GtkBox *box;
  TgPage *page;
  GCallback toggled;
  GtkCheckButton *group;  /* (nullable): the first row */
  GtkCheckButton *choose; /* (nullable) */
} Filling;

static void
add_row (Filling *self, const TgPlace *place, gboolean wanted)
{
  GtkWidget *row = tg_place_row_new (place, self->group);

  gtk_box_append (self->box, row);
  if (self->group == NULL)
    self->group = self->choose = GTK_CHECK_BUTTON (row);
  else if (wanted)
    self->choose = GTK_CHECK_BUTTON (row);
  g_signal_connect (row, "toggled", self->toggled, self->page);
}

GtkCheckButton *
tg_place_list_fill (GtkBox *box, GPtrArray *places, const TgPlace *before, TgPage *page, GCallback toggled)
{
  Filling self = { box, page, toggled, NULL, NULL };
  TgSession *session = tg_page_get_session (page);

  tg_box_empty (box);
  if (tg_wizard_get_practising (tg_page_get_wizard (page)))
    add_row (&self, NULL, FALSE);
  for (guint i = 0; i < places->len; i++) {
    const TgPlace *place = g_ptr_array_index (places, i);

    add_row (&self, place, before != NULL ? tg_place_row_is_same (place, before) : tg_session_get_saved_key (session, place) != NULL);
  }

  return self.choose;
}
