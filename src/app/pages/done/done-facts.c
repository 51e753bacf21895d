/* done-facts.c: see done-facts.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/done/done-facts.h"

#include <glib/gi18n.h>

#include "app/cards/fact-card.h"
#include "app/papers/document-view.h"
#include "app/widgets/widget-defaults.h"
#include "papers/settings-document.h"
#include "papers/text.h"

static TgFactMark
mark_of_outcome (TgOutcome outcome)
{
  switch (outcome) {
  case TG_OUTCOME_VERIFIED:
    return TG_FACT_GOOD;
  case TG_OUTCOME_CAUTION:
    return TG_FACT_CAUTION;
  case TG_OUTCOME_FAILED:
    return TG_FACT_WRONG;
  default:
    return TG_FACT_PLAIN;
  }
}

static TgTestedSide
tested_side (TgSession *session, TgSide side)
{
  const TgCheckResult *result = tg_session_get_result (session);
  TgTestedSide tested = { NULL, TG_OUTCOME_UNTESTED };

  if (result == NULL)
    return tested;
  tested.seen = side == TG_SIDE_SEND ? result->send : result->receive;
  tested.outcome = tg_session_get_outcome (session, side);
  return tested;
}

gboolean
tg_done_fill_verified (GtkBox *box, TgSession *session)
{
  gboolean any = FALSE;

  tg_box_empty (box);
  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++) {
    TgTestedSide tested = tested_side (session, side);

    if (tested.seen == NULL)
      continue;
    tg_fact_card_add (box, mark_of_outcome (tested.outcome), tg_tested_words (side, tested));
    any = TRUE;
  }
  return any;
}

gboolean
tg_done_is_verified (TgSession *session)
{
  gboolean any = FALSE;

  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++) {
    TgTestedSide tested = tested_side (session, side);

    if (tested.seen != NULL && tested.outcome != TG_OUTCOME_VERIFIED && tested.outcome != TG_OUTCOME_CAUTION)
      return FALSE;
    any |= tested.seen != NULL;
  }
  return any;
}

TgDocument *
tg_done_settings (TgSession *session)
{
  return tg_settings_document (tg_session_get_account (session), tested_side (session, TG_SIDE_RECEIVE),
                               tested_side (session, TG_SIDE_SEND), g_get_real_time () / G_USEC_PER_SEC);
}

void
tg_done_fill_settings (GtkBox *box, TgDocument *settings)
{
  g_autofree char *text = tg_document_to_text (settings);

  tg_box_empty (box);
  gtk_box_append (box, tg_document_view_new (settings));
  tg_fact_card_add_copy (box, _ ("_Copy the settings"), text, _ ("Copied, without the password"));
}

GtkWidget *
tg_done_import_new (const TgImportFile *file)
{
  GtkWidget *card = tg_fact_card_new (_ ("How Thunderbird takes the account over"));

  tg_fact_card_add_value (GTK_BOX (card), TG_FACT_PLAIN, file->path, NULL);
  for (guint i = 0; i < file->steps->len; i++) {
    g_autofree char *step = g_strdup_printf ("%u. %s", i + 1, (const char *)file->steps->pdata[i]);

    tg_fact_card_add (GTK_BOX (card), TG_FACT_PLAIN, step);
  }
  for (guint i = 0; i < file->notes->len; i++)
    tg_fact_card_add (GTK_BOX (card), TG_FACT_CAUTION, file->notes->pdata[i]);
  return card;
}
