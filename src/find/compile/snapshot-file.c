/* snapshot-file.c: reads the snapshot: one file of the database a line, cells separated by tabs.  It is kept as published, plain
 * servers and odd ports too: what to make of them is decided when it is asked (find/offline/snapshot.c).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/compile/snapshot-file.h"

#include <string.h>

#include "find/compile/indexes.h"
#include "find/compile/values.h"
#include "find/offline/format.h"
#include "model/server.h"

#define MONTH "# Month: "

enum { FILE_NAME, NAME, DOMAINS, SERVERS, ISSUER, SWITCH_PAGE, N_CELLS };
enum { TYPE, HOST, PORT, SOCKET, USER, SIGN_IN, N_PARTS };

static const char *const types[] = { [TG_PROTOCOL_IMAP] = "imap", [TG_PROTOCOL_POP3] = "pop3", [TG_PROTOCOL_SMTP] = "smtp" };
static const char *const sockets[] = { [TG_SECURITY_TLS] = "SSL", [TG_SECURITY_STARTTLS] = "STARTTLS", [TG_SECURITY_NONE] = "plain" };

static int
position (const char *const *words, guint n, const char *word)
{
  for (guint i = 0; i < n; i++)
    if (strcmp (words[i], word) == 0)
      return (int)i;
  return -1;
}

static void
add_servers (GVariantBuilder *rows, const char *cell, const TgPlace *place)
{
  g_auto (GStrv) servers = g_strsplit (cell, " ; ", -1);

  g_variant_builder_open (rows, G_VARIANT_TYPE ("a(yysqss)"));
  for (char **server = servers; *server != NULL; server++) {
    g_auto (GStrv) parts = g_strsplit (*server, "|", -1);
    gboolean whole = g_strv_length (parts) == N_PARTS;
    int protocol = whole ? position (types, G_N_ELEMENTS (types), parts[TYPE]) : -1;
    int security = whole ? position (sockets, G_N_ELEMENTS (sockets), parts[SOCKET]) : -1;
    guint64 port;

    if (protocol < 0 || security < 0 || !g_ascii_string_to_unsigned (parts[PORT], 10, 1, 65535, &port, NULL))
      tg_complain (place, "the server “%s” cannot be read", *server);
    else
      g_variant_builder_add (rows, "(yysqss)", (guint8)protocol, (guint8)security, parts[HOST], (guint16)port, parts[USER], parts[SIGN_IN]);
  }
  g_variant_builder_close (rows);
}

static void
add_domains (GHashTable *domains, const char *cell, guint row, const TgPlace *place)
{
  g_auto (GStrv) names = g_strsplit (cell, " ", -1);

  for (char **name = names; *name != NULL; name++)
    if (!tg_value_is_name (*name))
      tg_complain (place, "“%s” is no domain", *name);
    else if (!g_hash_table_contains (domains, *name))
      g_hash_table_insert (domains, g_strdup (*name), GUINT_TO_POINTER (row));
}

GVariant *
tg_snapshot_file_read (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GHashTable) domains = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GVariantBuilder) rows = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(ssa(yysqss)ss)"));
  const char *month = NULL;
  TgPlace place = { path, 0 };
  guint n = 0;

  if (!g_file_get_contents (path, &text, NULL, &error)) {
    tg_complain (&place, "%s", error->message);
    return NULL;
  }
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++) {
    g_auto (GStrv) cells = g_strsplit (*line, "\t", -1);

    place.line++;
    if (g_str_has_prefix (*line, MONTH))
      month = *line + strlen (MONTH);
    if (**line == '#' || **line == '\0')
      continue;
    if (g_strv_length (cells) != N_CELLS) {
      tg_complain (&place, "not %d cells", N_CELLS);
      continue;
    }
    g_variant_builder_open (&rows, G_VARIANT_TYPE ("(ssa(yysqss)ss)"));
    g_variant_builder_add (&rows, "s", cells[FILE_NAME]);
    g_variant_builder_add (&rows, "s", cells[NAME]);
    add_servers (&rows, cells[SERVERS], &place);
    g_variant_builder_add (&rows, "s", cells[ISSUER]);
    g_variant_builder_add (&rows, "s", cells[SWITCH_PAGE]);
    g_variant_builder_close (&rows);
    add_domains (domains, cells[DOMAINS], n++, &place);
  }
  if (month == NULL)
    tg_complain (&place, "no line “%s…”", MONTH);
  return g_variant_new ("(us@a(ssa(yysqss)ss)@a(su))", TG_TABLE_MARK, month != NULL ? month : "", g_variant_builder_end (&rows),
                        tg_indexes_sorted (domains));
}
