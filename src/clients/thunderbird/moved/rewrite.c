/* rewrite.c: names of folders, and of accounts, replaced in Thunderbird's files, which are lists of lines (as 153 writes them,
 * and reads them).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/thunderbird/moved/rewrite.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * Kind: where in a file names stand.
 * @keys: the beginnings of the lines that hold them
 * @separator: between two names on a line; 0: there is one at most
 * @ends: what may follow upon the name of an account's root folder; the end of the line always may
 * @names: what is renamed
 */
typedef struct {
  const char *file_name;
  const char *what;
  const char *keys[3];
  char separator;
  const char *ends;
  GPtrArray *(*names) (GPtrArray *moves);
} Kind;

static const Kind kinds[TG_N_MOVED] = {
  [TG_MOVED_FILTERS] = { "msgFilterRules.dat",
                         N_ ("Message filters (msgFilterRules.dat)"),
                         { "actionValue=\"" },
                         0,
                         "/\"",
                         tg_moves_of_folders },
  [TG_MOVED_FETCHED] = { "popstate.dat", N_ ("List of fetched messages (popstate.dat)"), { "*" }, 0, "", tg_moves_of_states },
  [TG_MOVED_SEARCHES] = { "virtualFolders.dat",
                          N_ ("Saved searches (virtualFolders.dat)"),
                          { "uri=", "scope=" },
                          '|',
                          "/|",
                          tg_moves_of_folders },
};

const char *
tg_moved_file_name (TgMovedKind kind)
{
  return kinds[kind].file_name;
}

const char *
tg_moved_file_what (TgMovedKind kind)
{
  return _ (kinds[kind].what);
}

gboolean
tg_moved_kind_of (const char *file_name, TgMovedKind *kind)
{
  for (guint i = 0; i < TG_N_MOVED; i++)
    if (g_strcmp0 (file_name, kinds[i].file_name) == 0) {
      *kind = (TgMovedKind)i;
      return TRUE;
    }
  return FALSE;
}

/* A piece of a file; nothing reads at or beyond @end. */
typedef struct {
  const char *at;
  const char *end;
} Piece;

static gboolean
begins_with (Piece piece, const char *text)
{
  gsize length = strlen (text);

  return (gsize)(piece.end - piece.at) >= length && memcmp (piece.at, text, length) == 0;
}

static gboolean
ends_with_one_of (Piece rest, const char *ends)
{
  return rest.at == rest.end || *rest.at == '\r' || (*rest.at != '\0' && strchr (ends, *rest.at) != NULL);
}

/* Which of @names it begins with, as a whole; NULL: none. */
static const TgRenaming *
find_renaming (Piece piece, GPtrArray *names, const char *ends)
{
  for (guint i = 0; i < names->len; i++) {
    const TgRenaming *renaming = names->pdata[i];

    if (begins_with (piece, renaming->from) && ends_with_one_of ((Piece){ piece.at + strlen (renaming->from), piece.end }, ends))
      return renaming;
  }
  return NULL;
}

/* Whether any of the names on the line changed. */
static gboolean
rewrite_names (GString *out, Piece line, const Kind *kind, GPtrArray *names)
{
  gboolean changed = FALSE;

  for (;;) {
    const TgRenaming *renaming = find_renaming (line, names, kind->ends);
    const char *next;

    if (renaming != NULL) {
      g_string_append (out, renaming->to);
      line.at += strlen (renaming->from);
      changed = TRUE;
    }
    next = kind->separator != 0 ? memchr (line.at, kind->separator, (gsize)(line.end - line.at)) : NULL;
    g_string_append_len (out, line.at, (next != NULL ? next + 1 : line.end) - line.at);
    if (next == NULL)
      return changed;
    line.at = next + 1;
  }
}

static gboolean
rewrite_line (GString *out, Piece line, const Kind *kind, GPtrArray *names)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kind->keys) && kind->keys[i] != NULL; i++)
    if (begins_with (line, kind->keys[i])) {
      g_string_append (out, kind->keys[i]);
      line.at += strlen (kind->keys[i]);
      return rewrite_names (out, line, kind, names);
    }
  g_string_append_len (out, line.at, line.end - line.at);
  return FALSE;
}

/* Up to and without the next line end; @rest then begins with it, or is empty. */
static Piece
take_line (Piece *rest)
{
  const char *end = memchr (rest->at, '\n', (gsize)(rest->end - rest->at));
  Piece line = { rest->at, end != NULL ? end : rest->end };

  rest->at = line.end;
  return line;
}

static Piece
whole (GBytes *bytes)
{
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);

  return (Piece){ text, text + size };
}

GBytes *
tg_moved_rewrite (TgMovedKind kind, GBytes *file, GPtrArray *moves)
{
  g_autoptr (GPtrArray) names = kinds[kind].names (moves);
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean changed = FALSE;
  Piece rest = whole (file);

  while (rest.at < rest.end) {
    changed |= rewrite_line (out, take_line (&rest), &kinds[kind], names);
    if (rest.at < rest.end)
      g_string_append_c (out, *rest.at++);
  }
  return changed ? g_string_free_to_bytes (g_steal_pointer (&out)) : NULL;
}

char *
tg_moved_value (const char *value, GPtrArray *folders)
{
  const TgRenaming *renaming = find_renaming ((Piece){ value, value + strlen (value) }, folders, "/");

  return renaming != NULL ? g_strconcat (renaming->to, value + strlen (renaming->from), NULL) : NULL;
}

static void
append_line (GString *lines, Piece line)
{
  g_autofree char *text = g_utf8_make_valid (line.at, line.end - line.at);

  g_string_append_printf (lines, "%s%s", lines->len > 0 ? "\n" : "", text);
}

void
tg_moved_lines (GBytes *before, GBytes *after, char *lines[2])
{
  Piece old = whole (before), new = whole (after);
  g_autoptr (GString) was = g_string_new (NULL);
  g_autoptr (GString) is = g_string_new (NULL);

  /* As many lines in both: no name holds a line end. */
  while (old.at < old.end && new.at < new.end) {
    Piece was_line = take_line (&old), is_line = take_line (&new);

    if (was_line.end - was_line.at != is_line.end - is_line.at ||
        memcmp (was_line.at, is_line.at, (gsize)(was_line.end - was_line.at)) != 0) {
      append_line (was, was_line);
      append_line (is, is_line);
    }
    old.at += old.at < old.end;
    new.at += new.at < new.end;
  }
  lines[0] = g_string_free (g_steal_pointer (&was), FALSE);
  lines[1] = g_string_free (g_steal_pointer (&is), FALSE);
}
