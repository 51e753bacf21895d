/* quick-reference.c: tegamictl quick-reference: ports, encryption and the usual causes on one page.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/quick-reference.h"

#include <glib/gi18n-lib.h>

#include "cli/command.h"
#include "cli/output/json.h"
#include "cli/options/options.h"
#include "cli/output/terminal.h"

static void
print_json (const TgQuickReference *page)
{
  g_autoptr (JsonBuilder) builder = tg_json_begin ();

  tg_json_member (builder, "title", page->title);
  tg_json_begin_array (builder, "sections");
  for (guint i = 0; i < page->sections->len; i++) {
    const TgQuickSection *section = page->sections->pdata[i];

    json_builder_begin_object (builder);
    tg_json_member (builder, "id", section->id);
    tg_json_member (builder, "title", section->title);
    tg_json_texts (builder, "heads", section->heads);
    tg_json_begin_array (builder, "rows");
    for (guint k = 0; k < section->rows->len; k++) {
      const TgQuickRow *row = section->rows->pdata[k];

      json_builder_begin_object (builder);
      tg_json_texts (builder, "cells", row->cells);
      tg_json_member (builder, "finding", row->finding);
      json_builder_end_object (builder);
    }
    json_builder_end_array (builder);
    tg_json_member (builder, "note", section->note);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  tg_json_print (builder, FALSE);
}

/* A row's cells one below the other: sentences do not fit into columns of a terminal. */
static void
print_row (const TgQuickSection *section, const TgQuickRow *row)
{
  g_autoptr (GString) line = g_string_new ("  · ");

  g_string_append (line, row->cells->pdata[0]);
  for (guint i = 1; i < row->cells->len; i++) {
    g_string_append (line, "\n      ");
    g_string_append_printf (line, _ ("%s: %s"), (char *)section->heads->pdata[i], (char *)row->cells->pdata[i]);
  }
  tg_terminal_line (line->str);
}

int
tg_command_quick_reference (int argc, char **argv)
{
  gboolean json = FALSE;

  if (!tg_cli_plain_parse (&json, NULL, argc, argv, NULL, _ ("Prints ports, encryption and the usual causes on one page."), NULL))
    return TG_EXIT_USAGE;

  g_autoptr (TgQuickReference) page = tg_quick_reference_new ();

  if (json) {
    print_json (page);
    return TG_EXIT_DONE;
  }
  tg_terminal_line (page->title);
  for (guint i = 0; i < page->sections->len; i++) {
    const TgQuickSection *section = page->sections->pdata[i];

    tg_terminal_print ("\n%s", section->title);
    for (guint k = 0; k < section->rows->len; k++)
      print_row (section, section->rows->pdata[k]);
    if (section->note != NULL)
      tg_terminal_print ("  %s", section->note);
  }
  return TG_EXIT_DONE;
}
