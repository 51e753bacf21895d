/* findings.c: tegamictl findings: the texts of all findings on one page, for reading through.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "cli/command.h"
#include "cli/output/json.h"
#include "cli/options/options.h"
#include "cli/output/terminal.h"
#include "diagnose/catalogue.h"

static void
print_json (GPtrArray *entries)
{
  g_autoptr (JsonBuilder) builder = tg_json_begin ();

  tg_json_begin_array (builder, "findings");
  for (guint i = 0; i < entries->len; i++) {
    const TgCatalogueEntry *entry = entries->pdata[i];

    json_builder_begin_object (builder);
    tg_json_member (builder, "id", entry->id);
    tg_json_member (builder, "severity", tg_severity_id (entry->severity));
    tg_json_member (builder, "fault", tg_blame_id (entry->blame));
    tg_json_member (builder, "title", _ (entry->title));
    tg_json_member (builder, "cause", _ (entry->cause));
    tg_json_begin_array (builder, "causes");
    for (guint k = 0; k < entry->causes->len; k++)
      tg_json_value (builder, _ (((const TgCatalogueText *)entry->causes->pdata[k])->text));
    json_builder_end_array (builder);
    tg_json_begin_array (builder, "remedies");
    for (guint k = 0; k < entry->remedies->len; k++)
      tg_json_value (builder, _ (((const TgCatalogueRemedy *)entry->remedies->pdata[k])->text));
    json_builder_end_array (builder);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  tg_json_print (builder, FALSE);
}

static void
print_entry (const TgCatalogueEntry *entry)
{
  tg_terminal_print ("%s [%s]\n  %s", entry->id, tg_severity_id (entry->severity), _ (entry->title));
  for (guint k = 0; k < entry->causes->len; k++)
    tg_terminal_print ("  %s", _ (((const TgCatalogueText *)entry->causes->pdata[k])->text));
  for (guint k = 0; k < entry->remedies->len; k++) {
    const TgCatalogueRemedy *remedy = entry->remedies->pdata[k];

    if (remedy->action != NULL)
      tg_terminal_print ("  → %s [%s]", _ (remedy->text), _ (remedy->action));
    else
      tg_terminal_print ("  → %s", _ (remedy->text));
  }
  g_print ("\n");
}

int
tg_command_findings (int argc, char **argv)
{
  gboolean json = FALSE;

  if (!tg_cli_plain_parse (&json, NULL, argc, argv, NULL, _ ("Prints the texts of all findings."), NULL))
    return TG_EXIT_USAGE;

  g_autoptr (GPtrArray) entries = tg_catalogue_all ();

  if (json)
    print_json (entries);
  else
    for (guint i = 0; i < entries->len; i++)
      print_entry (entries->pdata[i]);
  return TG_EXIT_DONE;
}
