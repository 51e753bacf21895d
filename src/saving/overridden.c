/* overridden.c: what of a change the mail program itself will undo, as a finding.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "diagnose/catalogue.h"
#include "model/text/text.h"
#include "saving/saving-private.h"

#define LINES_SHOWN 3
#define SHOWN_MAX   200

/* The first few, as the person finds them in the file. */
static char *
list_names (GPtrArray *overrides)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < MIN (overrides->len, LINES_SHOWN); i++) {
    g_autofree char *name = tg_text_visible (((const TgOverride *)overrides->pdata[i])->name, -1, SHOWN_MAX);

    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", name);
  }
  if (overrides->len > LINES_SHOWN)
    g_string_append (names, ", …");
  return g_string_free (g_steal_pointer (&names), FALSE);
}

static void
add_evidence (TgFinding *finding, GPtrArray *overrides)
{
  for (guint i = 0; i < overrides->len; i++) {
    const TgOverride *override = overrides->pdata[i];
    g_autofree char *line =
        g_strdup_printf ("%s: %s = %s", override->file, override->name, override->value != NULL ? override->value : "?");

    g_ptr_array_add (finding->evidence, tg_text_visible (line, -1, SHOWN_MAX));
  }
}

void
tg_saving_find_overrides (TgSaving *self)
{
  static const char *const from[] = { [TG_OVERRIDE_OWN] = "own", [TG_OVERRIDE_MADE] = "made", [TG_OVERRIDE_ADMINISTERED] = "administered" };
  GPtrArray *overrides = tg_change_overrides (self->account);
  g_autoptr (GHashTable) arguments = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *lines = list_names (overrides);
  const TgOverride *first = overrides->len > 0 ? overrides->pdata[0] : NULL;
  TgFinding *finding;

  if (first == NULL)
    return;
  g_hash_table_insert (arguments, (gpointer) "program", (gpointer)tg_place_title (self->place));
  g_hash_table_insert (arguments, (gpointer) "file", first->file);
  g_hash_table_insert (arguments, (gpointer) "lines", lines);
  g_hash_table_insert (arguments, (gpointer)from[first->from], (gpointer) "yes");
  if (tg_change_is_futile (self->account))
    g_hash_table_insert (arguments, (gpointer)(tg_change_is_update (self->account) ? "set_there" : "hidden"), (gpointer) "yes");
  finding = tg_catalogue_finding ("client-overridden", TG_SIDE_LOCAL, arguments);
  add_evidence (finding, overrides);
  g_ptr_array_add (self->findings, finding);
}
