/* alike-check.c: see alike-check.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/save/preview/alike-check.h"

#include <glib/gi18n.h>

#include "app/widgets/words.h"
#include "model/text/text.h"

void
tg_alike_check_show (GtkCheckButton *check, TgSaving *saving)
{
  GPtrArray *alike = saving != NULL ? tg_saving_get_alike (saving) : NULL;
  gboolean offers = alike != NULL && alike->len > 0;

  if (offers) {
    g_autofree char *names = tg_text_list (alike);
    /* TRANSLATORS: mail addresses */
    g_autofree char *text = g_strdup_printf (_ ("Change the other accounts with the same old servers, too: %s"), names);

    gtk_check_button_set_child (check, tg_words_new (text, NULL));
    gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  }
  if (saving == NULL)
    gtk_check_button_set_active (check, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (check), offers || (saving != NULL && gtk_check_button_get_active (check)));
}
