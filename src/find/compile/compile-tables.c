/* compile-tables.c: compile-tables DATA PROVIDERS SNAPSHOT: makes the two tables for finding settings offline out of
 * DATA/providers/ and DATA/snapshot/.  Fails, with file and line, on every mistake in them.  A table that would be the same is
 * left alone, so that nothing is built anew.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <stdlib.h>
#include <string.h>

#include "find/compile/build-files.h"
#include "find/compile/indexes.h"
#include "find/compile/snapshot-file.h"

#define EXTENSION ".provider"

static void
start_element (GMarkupParseContext *context, const char *element, const char **names, const char **values, gpointer data, GError **error)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (strcmp (element, "note") == 0 && strcmp (names[i], "id") == 0)
      g_string_append_printf (data, "%s ", values[i]);
}

/* The ids of the notes, separated by spaces. */
static char *
read_notes (const char *folder)
{
  static const GMarkupParser parser = { .start_element = start_element };
  g_autofree char *path = g_build_filename (folder, "notes.xml", NULL);
  g_autofree char *text = NULL;
  GString *ids = g_string_new (NULL);
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, ids, NULL);
  g_autoptr (GError) error = NULL;
  TgPlace place = { path, 1 };
  gsize length;

  if (!g_file_get_contents (path, &text, &length, &error) || !g_markup_parse_context_parse (context, text, (gssize)length, &error))
    tg_complain (&place, "%s", error->message);
  return g_string_free (ids, FALSE);
}

static GVariant *
read_providers (const char *folder)
{
  g_autofree char *notes = read_notes (folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) names = tg_build_files_list (folder, EXTENSION, &error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_row_free);
  TgPlace place = { folder, 1 };

  if (names == NULL)
    tg_complain (&place, "%s", error->message);
  for (guint i = 0; names != NULL && i < names->len; i++) {
    const char *name = names->pdata[i];
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_autofree char *id = g_strndup (name, strlen (name) - strlen (EXTENSION));
    TgRow *row = tg_row_read (path, id, notes);

    if (row != NULL)
      g_ptr_array_add (rows, row);
  }
  return tg_indexes_table (rows);
}

static void
write_table (const char *path, GVariant *table)
{
  g_autoptr (GError) error = NULL;
  TgPlace place = { path, 1 };

  if (!tg_build_files_write (path, table, &error))
    tg_complain (&place, "%s", error->message);
}

int
main (int argc, char **argv)
{
  g_autofree char *providers = argc == 4 ? g_build_filename (argv[1], "providers", NULL) : NULL;
  g_autofree char *snapshot = argc == 4 ? g_build_filename (argv[1], "snapshot", "isp-database.tsv", NULL) : NULL;
  g_autoptr (GVariant) table = NULL, copy = NULL;

  if (argc != 4) {
    g_printerr ("Usage: compile-tables DATA PROVIDERS SNAPSHOT\n");
    return EXIT_FAILURE;
  }
  table = g_variant_ref_sink (read_providers (providers));
  copy = tg_snapshot_file_read (snapshot);
  if (tg_complaints () > 0)
    return EXIT_FAILURE;
  g_variant_ref_sink (copy);
  write_table (argv[2], table);
  write_table (argv[3], copy);
  return EXIT_SUCCESS;
}
