/* reported.c: the test has seen nothing of this itself, and says so: it comes from the message.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/test/reported.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/state/complaint.h"
#include "app/widgets/widget-defaults.h"
#include "app/cards/finding-view.h"
#include "app/widgets/words.h"

/* Whether the next test of the account is to show it: not what is wrong with the recipient. */
static gboolean
is_own (const TgFinding *finding)
{
  return finding->side == TG_SIDE_SEND && !tg_complaint_is_of_recipient (finding);
}

void
tg_reported_fill (GtkBox *box, const TgMessage *message)
{
  guint n = 0;

  tg_box_empty (box);
  for (guint i = 0; message != NULL && i < message->findings->len; i++) {
    const TgFinding *finding = message->findings->pdata[i];

    if (!is_own (finding))
      continue;

    if (n++ == 0) {
      tg_words_append (box, message->returned ? _ ("From the returned mail") : _ ("From the message that you pasted"), "title-4");
      tg_words_append (box, _ ("This test could not see that itself, as it sent no mail."), NULL);
    }
    tg_finding_view_append_told (box, finding);
  }
  gtk_widget_set_visible (GTK_WIDGET (box), n > 0);
}
