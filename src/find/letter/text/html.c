/* html.c: HTML by its tags alone, as mail programs and web pages write it: no tree, no scripts, no styles.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/letter/text/html.h"

#include <string.h>

#include "model/secret.h"

#define TABLES_MAX     12  /* within each other */
#define COLUMNS_MAX    24  /* of a row; what stands beyond is read as lines */
#define SPAN_MAX       24  /* rows or columns that a cell stands in */
#define SPANNING_MAX   120 /* bytes of a cell that is repeated */
#define STRUCK_MAX     500 /* bytes of what is struck out, and no longer said */
#define CELL_LINES_MAX 5   /* of a cell that is read as one; a cell with more is there for the looks of the page */

typedef struct {
  GString *text;
  guint rows, columns;
} Cell;

typedef struct {
  GPtrArray *cells; /* of Cell*: the open row */
  char *below[COLUMNS_MAX];
  guint rows_below[COLUMNS_MAX];
} Table;

typedef struct {
  GString *out;
  GPtrArray *tables; /* of Table* */
  guint deeper;      /* tables beyond TABLES_MAX */
  gboolean space;    /* a space is owed */
} Page;

static void
cell_free (gpointer data)
{
  Cell *self = data;

  tg_wipe (self->text->str, self->text->len);
  g_string_free (self->text, TRUE);
  g_free (self);
}

static void
table_free (gpointer data)
{
  Table *self = data;

  g_ptr_array_unref (self->cells);
  for (guint i = 0; i < COLUMNS_MAX; i++)
    g_free (self->below[i]);
  g_free (self);
}

static Table *
innermost (Page *page)
{
  return page->tables->len > 0 ? page->tables->pdata[page->tables->len - 1] : NULL;
}

/* Where text goes: the open cell, or the page. */
static GString *
target (Page *page)
{
  for (guint i = page->tables->len; i > 0; i--) {
    Table *table = page->tables->pdata[i - 1];

    if (table->cells->len > 0)
      return ((Cell *)table->cells->pdata[table->cells->len - 1])->text;
  }
  return page->out;
}

static void
new_line (Page *page)
{
  GString *out = target (page);

  page->space = FALSE;
  if (out->len > 0 && out->str[out->len - 1] != '\n')
    g_string_append_c (out, '\n');
}

static void
put (Page *page, const char *bytes, gsize length)
{
  GString *out = target (page);

  if (page->space && out->len > 0 && out->str[out->len - 1] != '\n')
    g_string_append_c (out, ' ');
  page->space = FALSE;
  g_string_append_len (out, bytes, (gssize)length);
}

/* A cell's lines on one; FALSE: it is no cell but a part of the page. */
static gboolean
flatten (GString *cell)
{
  guint lines = 1;

  g_strchomp (cell->str);
  cell->len = strlen (cell->str);
  if (strchr (cell->str, '\t') != NULL)
    return FALSE;
  for (gsize i = 0; i < cell->len; i++)
    lines += cell->str[i] == '\n';
  if (lines > CELL_LINES_MAX)
    return FALSE;
  for (gsize i = 0; i < cell->len; i++)
    if (cell->str[i] == '\n') {
      g_string_insert (cell, (gssize)i, " /");
      cell->str[i + 2] = ' ';
      i += 2;
    }
  return TRUE;
}

static void
fill_from_above (Table *table, GPtrArray *row)
{
  while (row->len < COLUMNS_MAX && table->rows_below[row->len] > 0) {
    table->rows_below[row->len]--;
    g_ptr_array_add (row, table->below[row->len]);
  }
}

/* The cells of a row where they stand: those that reach down from above, and each as wide as it is.  @row: of const char* */
static void
lay_out (Table *table, GPtrArray *row)
{
  gboolean alone = table->cells->len == 1;

  for (guint i = 0; i < table->cells->len; i++) {
    Cell *cell = table->cells->pdata[i];

    fill_from_above (table, row);
    for (guint k = 0; k < (alone && row->len == 0 ? 1 : cell->columns); k++) {
      guint column = row->len;

      g_ptr_array_add (row, cell->text->str);
      if (column < COLUMNS_MAX && cell->rows > 1 && cell->text->len <= SPANNING_MAX) {
        g_free (table->below[column]);
        table->below[column] = g_strdup (cell->text->str);
        table->rows_below[column] = cell->rows - 1;
      }
    }
  }
  fill_from_above (table, row);
}

static void
end_row (Page *page)
{
  Table *table = innermost (page);
  g_autoptr (GPtrArray) cells = NULL;
  g_autoptr (GPtrArray) row = g_ptr_array_new ();
  gboolean whole = TRUE;

  if (table == NULL || table->cells->len == 0)
    return;
  for (guint i = 0; i < table->cells->len; i++)
    whole = flatten (((Cell *)table->cells->pdata[i])->text) && whole;
  if (whole && table->cells->len <= COLUMNS_MAX) {
    lay_out (table, row);
  } else {
    for (guint i = 0; i < table->cells->len; i++)
      g_ptr_array_add (row, ((Cell *)table->cells->pdata[i])->text->str);
  }
  /* From here on, text goes to where the table stands. */
  cells = g_steal_pointer (&table->cells);
  table->cells = g_ptr_array_new_with_free_func (cell_free);
  new_line (page);
  for (guint i = 0; i < row->len; i++) {
    GString *out = target (page);

    if (i > 0)
      g_string_append_c (out, whole ? '\t' : '\n');
    g_string_append (out, row->pdata[i]);
  }
  new_line (page);
}

static guint
span (const char *tag, gsize length, const char *name)
{
  const char *at = g_strstr_len (tag, (gssize)length, name);
  guint64 number = 1;

  if (at != NULL) {
    at += strlen (name);
    at += strspn (at, " =\"'");
    number = g_ascii_strtoull (at, NULL, 10);
  }
  return (guint)CLAMP (number, 1, SPAN_MAX);
}

static void
begin_cell (Page *page, const char *tag, gsize length)
{
  Table *table = innermost (page);
  Cell *cell;

  if (table == NULL || page->deeper > 0) {
    new_line (page);
    return;
  }
  cell = g_new0 (Cell, 1);
  cell->text = g_string_new (NULL);
  cell->rows = span (tag, length, "rowspan");
  cell->columns = span (tag, length, "colspan");
  page->space = FALSE;
  g_ptr_array_add (table->cells, cell);
}

static void
table_tag (Page *page, gboolean ends)
{
  if (!ends) {
    new_line (page);
    if (page->tables->len >= TABLES_MAX) {
      page->deeper++;
    } else {
      Table *table = g_new0 (Table, 1);

      table->cells = g_ptr_array_new_with_free_func (cell_free);
      g_ptr_array_add (page->tables, table);
    }
  } else if (page->deeper > 0) {
    page->deeper--;
  } else if (page->tables->len > 0) {
    end_row (page);
    g_ptr_array_remove_index (page->tables, page->tables->len - 1);
    new_line (page);
  }
}

static gboolean
is_one_of (const char *name, const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (strcmp (name, names[i]) == 0)
      return TRUE;
  return FALSE;
}

static void
apply_tag (Page *page, const char *name, gboolean ends, const char *tag, gsize length)
{
  static const char *const blocks[] = { "p",  "div", "h1",       "h2",      "h3",      "h4",         "h5",
                                        "h6", "ul",  "ol",       "section", "article", "header",     "footer",
                                        "dl", "dt",  "dd",       "pre",     "form",    "blockquote", "figure",
                                        "hr", "br",  "fieldset", "legend",  "caption", "main",       NULL };

  if (strcmp (name, "table") == 0)
    table_tag (page, ends);
  else if (strcmp (name, "tr") == 0)
    end_row (page);
  else if ((strcmp (name, "td") == 0 || strcmp (name, "th") == 0) && !ends)
    begin_cell (page, tag, length);
  else if (strcmp (name, "li") == 0) {
    new_line (page);
    if (!ends)
      put (page, "・", strlen ("・"));
  } else if (is_one_of (name, blocks)) {
    new_line (page);
    /* Space between paragraphs is seen, too. */
    if (ends && name[0] == 'p' && page->tables->len == 0)
      g_string_append_c (page->out, '\n');
  }
}

static const struct {
  const char *name;
  const char *text;
} entities[] = {
  { "nbsp", " " },   { "amp", "&" },   { "lt", "<" },     { "gt", ">" },     { "quot", "\"" },  { "apos", "'" },   { "auml", "ä" },
  { "ouml", "ö" },   { "uuml", "ü" },  { "Auml", "Ä" },   { "Ouml", "Ö" },   { "Uuml", "Ü" },   { "szlig", "ß" },  { "eacute", "é" },
  { "egrave", "è" }, { "ecirc", "ê" }, { "agrave", "à" }, { "ccedil", "ç" }, { "ocirc", "ô" },  { "Eacute", "É" }, { "middot", "·" },
  { "yen", "¥" },    { "copy", "©" },  { "raquo", "»" },  { "laquo", "«" },  { "hellip", "…" }, { "ndash", "–" },  { "mdash", "—" },
  { "rarr", "→" },   { "rsquo", "’" }, { "shy", "" },     { "ensp", " " },   { "emsp", " " },   { "zwnj", "" },    { "times", "×" },
};

/* How many bytes at @at are an entity; 0: it is a sign of its own. */
static gsize
put_entity (Page *page, const char *at)
{
  const char *end = memchr (at, ';', strnlen (at, 12));
  char utf8[7] = { 0 };

  if (end == NULL)
    return 0;
  if (at[1] == '#') {
    gboolean hex = g_ascii_tolower (at[2]) == 'x';
    guint64 number = g_ascii_strtoull (at + (hex ? 3 : 2), NULL, hex ? 16 : 10);

    if (number == 0 || number > 0x10ffff || !g_unichar_validate ((gunichar)number))
      return 0;
    put (page, utf8, (gsize)g_unichar_to_utf8 ((gunichar)number, utf8));
    return (gsize)(end - at) + 1;
  }
  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    if (strlen (entities[i].name) == (gsize)(end - at) - 1 && strncmp (entities[i].name, at + 1, (gsize)(end - at) - 1) == 0) {
      if (strcmp (entities[i].text, " ") == 0)
        page->space = TRUE;
      else
        put (page, entities[i].text, strlen (entities[i].text));
      return (gsize)(end - at) + 1;
    }
  return 0;
}

/* Behind the end of an element that nobody sees.  NULL: it does not end within @most bytes. */
static const char *
past_element (const char *at, const char *name, gsize most)
{
  gsize length = strlen (name);
  const char *end_of_search = at + strnlen (at, most);

  for (const char *p = at; (p = g_strstr_len (p, end_of_search - p, "</")) != NULL; p += 2)
    if (g_ascii_strncasecmp (p + 2, name, length) == 0 && !g_ascii_isalnum (p[2 + length])) {
      const char *end = strchr (p, '>');

      return end != NULL ? end + 1 : p + strlen (p);
    }
  return NULL;
}

/* Behind the tag at @at. */
static const char *
read_tag (Page *page, const char *at)
{
  static const char *const unseen[] = { "script", "style", "head", "title", "template", "noscript", NULL };
  static const char *const struck_out[] = { "del", "s", "strike", NULL };
  char name[12] = { 0 };
  gboolean ends = at[1] == '/';
  const char *end, *p = at + 1 + ends;

  if (g_str_has_prefix (at, "<!--")) {
    end = strstr (at, "-->");
    return end != NULL ? end + 3 : at + strlen (at);
  }
  for (gsize n = 0; n + 1 < sizeof name && g_ascii_isalnum (*p); n++)
    name[n] = g_ascii_tolower (*p++);
  end = strchr (p, '>');
  if (end == NULL)
    return at + strlen (at);
  if (!ends && is_one_of (name, unseen)) {
    const char *past = past_element (end + 1, name, G_MAXSSIZE);

    return past != NULL ? past : end + strlen (end);
  }
  if (!ends && is_one_of (name, struck_out)) {
    const char *past = past_element (end + 1, name, STRUCK_MAX);

    return past != NULL ? past : end + 1;
  }
  apply_tag (page, name, ends, p, (gsize)(end - p));
  return end + 1;
}

gboolean
tg_letter_is_html (const char *text)
{
  static const char *const signs[] = { "<html", "<!doctype html", "<table", "</td>", "<body", "</div>", "<br>", "<br />", "<br/>", "</p>" };
  g_autofree char *head = g_ascii_strdown (text, (gssize)strnlen (text, 32 * 1024));
  gboolean is = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (signs) && !is; i++)
    is = strstr (head, signs[i]) != NULL;
  tg_wipe (head, strlen (head));
  return is;
}

char *
tg_letter_html_text (const char *html)
{
  Page page = { g_string_sized_new (strlen (html) / 2 + 1), g_ptr_array_new_with_free_func (table_free), 0, FALSE };

  for (const char *p = html; *p != '\0';) {
    gsize entity = *p == '&' ? put_entity (&page, p) : 0;

    if (*p == '<' && (g_ascii_isalpha (p[1]) || p[1] == '/' || p[1] == '!' || p[1] == '?')) {
      p = read_tag (&page, p);
    } else if (entity > 0) {
      p += entity;
    } else if (g_ascii_isspace (*p)) {
      page.space = TRUE;
      p++;
    } else {
      gsize length = MAX (strcspn (p, "<& \t\r\n\f\v"), 1);

      put (&page, p, length);
      p += length;
    }
  }
  while (page.tables->len > 0) {
    page.deeper = 0;
    table_tag (&page, TRUE);
  }
  g_ptr_array_unref (page.tables);
  return g_string_free (page.out, FALSE);
}
