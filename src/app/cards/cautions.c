/* cautions.c: the findings about a search, without their remedies: what is to be done follows from the pages.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/cards/cautions.h"

#include <string.h>

#include "app/state/searched.h"
#include "app/widgets/icon.h"
#include "app/widgets/pair.h"
#include "app/widgets/widget-defaults.h"
#include "app/widgets/words.h"
#include "session/session.h"

/* A heading with its icon; the box for what is to be said below it. */
static GtkBox *
add_heading (GtkBox *box, const TgFinding *finding)
{
  gboolean mild = finding->severity == TG_SEVERITY_NOTICE;
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *icon = tg_icon_new (mild ? "dialog-information-symbolic" : "dialog-warning-symbolic", NULL);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_widget_set_hexpand (words, TRUE);
  tg_words_append (GTK_BOX (words), finding->title, "stage-heading");
  gtk_box_append (GTK_BOX (line), icon);
  gtk_box_append (GTK_BOX (line), tg_pair_new_around (words));
  gtk_box_append (box, line);
  return GTK_BOX (words);
}

/* (transfer full) */
static GPtrArray *
all_of (const TgDiscovery *found, GPtrArray *more)
{
  GPtrArray *all =
      tg_searched_has_any (found) ? tg_session_findings_of (found) : g_ptr_array_new_with_free_func ((GDestroyNotify)tg_finding_unref);

  for (guint i = 0; more != NULL && i < more->len; i++)
    g_ptr_array_add (all, tg_finding_ref (more->pdata[i]));
  return all;
}

void
tg_cautions_fill (GtkBox *box, const TgDiscovery *found, GPtrArray *more)
{
  g_autoptr (GPtrArray) findings = all_of (found, more);
  const TgFinding *last = NULL;
  GtkBox *words = NULL;

  tg_box_empty (box);
  for (guint i = 0; i < findings->len; i++) {
    const TgFinding *finding = findings->pdata[i];

    gboolean again = last != NULL && strcmp (finding->id, last->id) == 0;

    /* Receiving and sending may both have one; of what only makes curious, one says enough. */
    if (!again)
      words = add_heading (box, finding);
    if (!again || finding->severity != TG_SEVERITY_NOTICE)
      tg_words_append (words, finding->cause, "stage-detail");
    last = finding;
  }
  gtk_widget_set_visible (GTK_WIDGET (box), last != NULL);
}
