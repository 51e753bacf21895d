/* test-papers.c: what is printed, before it is: how many pages, where each line stands, and that nothing is cut off or torn apart.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <locale.h>
#include <string.h>

#include "papers/type/columns.h"
#include "papers/output.h"
#include "papers/quick-reference-document.h"
#include "papers/settings-document.h"
#include "papers/text.h"
#include "tegami-config.h"
#include <glib/gi18n-lib.h>

/* As long as a server's name can be here. */
#define LONG_HOST "imap-very-long-name-of-a-server.some-department.example-host.co.jp"

/* What fontconfig has read of the installed fonts stays until the end, and Cairo forgets a little of each font that it embeds. */
const char *__lsan_default_suppressions (void);
const char *__asan_default_options (void);

const char *
__lsan_default_suppressions (void)
{
  return "leak:libfontconfig\nleak:cairo_surface_finish\n";
}

/* Through Cairo, the way there is found no other way. */
const char *
__asan_default_options (void)
{
  return "fast_unwind_on_malloc=0";
}

static TgDocument *
make_table (guint n_rows, const char *cell)
{
  TgDocument *document = tg_document_new ("A table", NULL, "Foot");
  TgDocumentSection *section = tg_document_add_section (document, "Section");
  TgDocumentTable *table = tg_document_add_table (section, TRUE, (const char *const[]){ "First head", "Second head", NULL });

  for (guint i = 0; i < n_rows; i++) {
    TgDocumentRow *row = tg_document_add_row (table);
    g_autofree char *name = g_strdup_printf ("row %u", i);

    tg_document_add_cell (row, TG_CELL_WORDS, name, NULL);
    tg_document_add_cell (row, TG_CELL_WORDS, cell, NULL);
  }
  return document;
}

static GArray *
page_of (const TgPages *pages, guint page)
{
  return pages->pages->pdata[page];
}

/* Every line inside the margins, and none over another of the same column. */
static void
assert_nothing_cut_off (const TgPages *pages)
{
  const TgSheetFormat *format = &pages->format;

  for (guint page = 0; page < pages->pages->len; page++)
    for (guint i = 0; i < page_of (pages, page)->len; i++) {
      const TgSheetItem *item = &g_array_index (page_of (pages, page), TgSheetItem, i);

      g_assert_cmpfloat (item->x, >=, format->margin - 0.1);
      g_assert_cmpfloat (item->x + item->width, <=, format->width - format->margin + 0.1);
      g_assert_cmpfloat (item->y, >=, format->margin - 0.1);
      g_assert_cmpfloat (item->y + item->height, <=, format->height - format->margin + 0.1);
      for (guint other = 0; item->layout != NULL && other < i; other++) {
        const TgSheetItem *before = &g_array_index (page_of (pages, page), TgSheetItem, other);
        gboolean apart = before->y + before->height <= item->y + 0.1 || item->y + item->height <= before->y + 0.1 ||
                         before->x + before->width <= item->x + 0.1 || item->x + item->width <= before->x + 0.1;

        g_assert_true (before->layout == NULL || apart);
      }
    }
}

/* The page that each row is on, and that it is on one alone. */
static void
assert_rows_whole (const TgPages *pages)
{
  g_autoptr (GHashTable) places = g_hash_table_new (NULL, NULL);

  for (guint page = 0; page < pages->pages->len; page++)
    for (guint i = 0; i < page_of (pages, page)->len; i++) {
      const TgSheetItem *item = &g_array_index (page_of (pages, page), TgSheetItem, i);
      gpointer place = GUINT_TO_POINTER (page + 1);

      if (item->row == NULL)
        continue;
      g_assert_true (g_hash_table_lookup (places, item->row) == NULL || g_hash_table_lookup (places, item->row) == place);
      g_hash_table_insert (places, (gpointer)item->row, place);
    }
}

static gboolean
page_has (const TgPages *pages, guint page, const char *text)
{
  for (guint i = 0; i < page_of (pages, page)->len; i++) {
    const TgSheetItem *item = &g_array_index (page_of (pages, page), TgSheetItem, i);

    if (item->layout != NULL && strstr (pango_layout_get_text (item->layout), text) != NULL)
      return TRUE;
  }
  return FALSE;
}

static gboolean
pages_have (const TgPages *pages, const char *text)
{
  for (guint page = 0; page < pages->pages->len; page++)
    if (page_has (pages, page, text))
      return TRUE;
  return FALSE;
}

static void
test_rows (void)
{
  static const struct {
    guint n_rows;
    double scale;
    guint fewest, most; /* pages: it depends on the fonts */
  } rows[] = { { 1, 1, 1, 1 }, { 15, 1, 1, 1 }, { 100, 1, 3, 6 }, { 15, 2, 2, 3 } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    TgSheetFormat format = tg_sheet_a4;
    g_autoptr (TgDocument) document = make_table (rows[i].n_rows, "a cell");
    g_autoptr (TgPages) pages = NULL;

    format.scale = rows[i].scale;
    pages = tg_pages_new (document, &format);
    g_assert_cmpuint (pages->pages->len, >=, rows[i].fewest);
    g_assert_cmpuint (pages->pages->len, <=, rows[i].most);
    assert_nothing_cut_off (pages);
    assert_rows_whole (pages);
    /* No page ends before it is full: all between the first and the last hold as much. */
    for (guint page = 2; page + 1 < pages->pages->len; page++)
      g_assert_cmpuint (page_of (pages, page)->len, ==, page_of (pages, 1)->len);
    /* The heads stand on every page, and a page's number, too. */
    for (guint page = 0; page < pages->pages->len; page++) {
      g_autofree char *number = g_strdup_printf (_ ("Page %u of %u"), page + 1, pages->pages->len);

      g_assert_true (page_has (pages, page, "First head"));
      g_assert_true (page_has (pages, page, number));
    }
  }
}

static void
test_tall_rows (void)
{
  g_autofree char *cell = g_strnfill (1500, 'w');
  g_autoptr (TgDocument) document = make_table (7, cell);
  g_autoptr (TgPages) pages = tg_pages_new (document, &tg_sheet_letter);

  g_assert_cmpuint (pages->pages->len, >, 2);
  assert_nothing_cut_off (pages);
  assert_rows_whole (pages);
}

/* Only what is taller than a page goes on over the next one. */
static void
test_a_row_taller_than_a_page (void)
{
  g_autofree char *cell = g_strnfill (4000, 'W');
  g_autoptr (TgDocument) document = make_table (1, cell);
  TgSheetFormat format = tg_sheet_a4;
  g_autoptr (TgPages) pages = NULL;
  guint lines = 0;

  format.scale = 2;
  pages = tg_pages_new (document, &format);
  assert_nothing_cut_off (pages);
  g_assert_cmpuint (pages->pages->len, >, 1);
  for (guint page = 0; page < pages->pages->len; page++)
    for (guint i = 0; i < page_of (pages, page)->len; i++) {
      const TgSheetItem *item = &g_array_index (page_of (pages, page), TgSheetItem, i);

      if (item->layout != NULL && pango_layout_get_text (item->layout)[0] == 'W')
        g_assert_cmpuint (item->line, ==, lines++);
    }
  g_assert_cmpuint (lines, >, 20);
}

/* However the rows before it fall, a section's heading is never the last on its page. */
static void
test_headings (void)
{
  for (guint n = 20; n < 45; n++) {
    g_autoptr (TgDocument) document = make_table (n, "a cell");
    TgDocumentSection *section = tg_document_add_section (document, "Heading");
    g_autoptr (TgPages) pages = NULL;

    tg_document_add_text (section, TG_BLOCK_PARAGRAPH, "What follows");
    pages = tg_pages_new (document, &tg_sheet_a4);
    for (guint page = 0; page < pages->pages->len; page++)
      g_assert_cmpint (page_has (pages, page, "Heading"), ==, page_has (pages, page, "What follows"));
  }
}

static void
test_columns (void)
{
  static const struct {
    double minimum[3], natural[3];
    double available;
    gboolean fits;
    double widths[3];
  } rows[] = {
    { { 10, 10, 10 }, { 20, 20, 20 }, 100, TRUE, { 20, 20, 40 } },
    { { 10, 10, 10 }, { 20, 20, 80 }, 100, TRUE, { 20 - 5, 20 - 5, 80 - 30 - 5 + 5 } },
    { { 50, 50, 50 }, { 60, 60, 60 }, 100, FALSE, { 0 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    double widths[3] = { 0 };
    double sum = 0;

    g_assert_cmpint (tg_columns_share (rows[i].minimum, rows[i].natural, 3, rows[i].available, 10, widths), ==, rows[i].fits);
    if (!rows[i].fits)
      continue;
    for (guint at = 0; at < 3; at++) {
      g_assert_cmpfloat (widths[at], >=, rows[i].minimum[at]);
      sum += widths[at];
    }
    g_assert_cmpfloat_with_epsilon (sum, rows[i].available - 20, 0.01);
    if (i == 0)
      g_assert_cmpfloat_with_epsilon (widths[2], rows[i].widths[2], 0.01);
  }
}

static TgDocument *
make_settings (const char *host)
{
  g_autoptr (TgServer) receive = tg_server_new (TG_PROTOCOL_IMAP, TG_SECURITY_TLS, host, 993, NULL);
  g_autoptr (TgServer) send = tg_server_new (TG_PROTOCOL_SMTP, TG_SECURITY_STARTTLS, host, 587, NULL);
  g_autoptr (TgAccount) account = tg_account_new ("taro@example.jp", "Taro", "taro", NULL, receive, send);

  return tg_settings_document (account, (TgTestedSide){ 0 }, (TgTestedSide){ 0 }, 1796000000);
}

static void
test_settings (void)
{
  static const double scales[] = { 1, 2 };

  for (guint i = 0; i < G_N_ELEMENTS (scales); i++) {
    TgSheetFormat format = tg_sheet_a4;
    g_autoptr (TgDocument) document = make_settings (LONG_HOST);
    g_autoptr (TgPages) pages = NULL;

    format.scale = scales[i];
    pages = tg_pages_new (document, &format);
    assert_nothing_cut_off (pages);
    assert_rows_whole (pages);
    g_assert_cmpuint (pages->pages->len, <=, i == 0 ? 1 : 4);
    g_assert_true (pages_have (pages, LONG_HOST));
    g_assert_true (pages_have (pages, "993"));
  }
}

static void
test_settings_as_text (void)
{
  g_autoptr (TgDocument) document = make_settings ("imap.example.jp");
  g_autofree char *text = tg_document_to_text (document);
  g_autofree char *port = g_strdup_printf (_ ("%s: %s"), _ ("Port"), "587");

  g_assert_nonnull (strstr (text, port));
  g_assert_nonnull (strstr (text, "imap.example.jp"));
  g_assert_nonnull (strstr (text, "STARTTLS"));
  g_assert_nonnull (strstr (text, "____"));
}

static void
test_quick_reference (void)
{
  g_autoptr (TgQuickReference) reference = tg_quick_reference_new ();
  g_autoptr (TgDocument) document = tg_quick_reference_document (reference);

  for (double scale = 1; scale <= 2; scale += 0.5) {
    TgSheetFormat format = tg_sheet_a4;
    g_autoptr (TgPages) pages = NULL;

    format.scale = scale;
    pages = tg_pages_new (document, &format);
    assert_nothing_cut_off (pages);
    assert_rows_whole (pages);
    for (guint i = 0; i < reference->sections->len; i++) {
      const TgQuickSection *section = reference->sections->pdata[i];

      g_assert_true (pages_have (pages, section->title));
    }
  }
}

/* Text from outside cannot turn its direction, nor end the line. */
static void
test_hostile_text (void)
{
  g_autoptr (TgDocument) document = make_table (1, "moc.\xe2\x80\xae"
                                                   "elpmaxe\nsecond \xff line <b>bold</b> &amp;");
  g_autoptr (TgPages) pages = tg_pages_new (document, &tg_sheet_a4);

  g_assert_true (page_has (pages, 0, "moc.\\u{202E}elpmaxe\\x0Asecond"));
  g_assert_true (page_has (pages, 0, "<b>bold</b> &amp;"));
  g_assert_false (page_has (pages, 0, "\xe2\x80\xae"));
}

static gboolean
begins_with (GBytes *bytes, const char *magic)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return size > strlen (magic) && memcmp (data, magic, strlen (magic)) == 0;
}

static void
test_files (void)
{
  g_autoptr (TgDocument) document = make_table (100, "a cell");
  g_autoptr (TgPages) pages = tg_pages_new (document, &tg_sheet_a4);
  g_autoptr (GBytes) pdf = tg_pages_to_pdf (pages);
  g_autoptr (GBytes) png = tg_pages_to_png (pages, 1, 100);
  gsize size;
  const guchar *data;

  g_assert_true (begins_with (pdf, "%PDF-"));
  g_assert_true (begins_with (png, "\x89PNG\r\n"));
  /* A4 at 100 dots per inch: the IHDR has width and height at 16. */
  data = g_bytes_get_data (png, &size);
  g_assert_cmpuint (data[18] << 8 | data[19], ==, 827);
  g_assert_cmpuint (data[22] << 8 | data[23], ==, 1169);
}

/* What the pages look like, for a person to look at: TG_PICTURES=FOLDER test-papers -p /papers/pictures */
static void
write_pictures (const char *folder, const char *name, TgDocument *document, double scale)
{
  TgSheetFormat format = tg_sheet_a4;
  g_autoptr (TgPages) pages = NULL;
  g_autofree char *pdf_path = g_strdup_printf ("%s/%s.pdf", folder, name);
  g_autoptr (GBytes) pdf = NULL;

  format.scale = scale;
  pages = tg_pages_new (document, &format);
  pdf = tg_pages_to_pdf (pages);
  g_assert_true (g_file_set_contents (pdf_path, g_bytes_get_data (pdf, NULL), (gssize)g_bytes_get_size (pdf), NULL));
  for (guint page = 0; page < pages->pages->len; page++) {
    g_autofree char *path = g_strdup_printf ("%s/%s-%u.png", folder, name, page + 1);
    g_autoptr (GBytes) png = tg_pages_to_png (pages, page, 100);

    g_assert_true (g_file_set_contents (path, g_bytes_get_data (png, NULL), (gssize)g_bytes_get_size (png), NULL));
  }
}

static void
test_pictures (void)
{
  const char *folder = g_getenv ("TG_PICTURES");
  g_autoptr (TgQuickReference) reference = tg_quick_reference_new ();
  g_autoptr (TgDocument) quick = tg_quick_reference_document (reference);
  g_autoptr (TgDocument) settings = make_settings ("imap.example.jp");
  g_autoptr (TgDocument) longest = make_settings (LONG_HOST);

  if (folder == NULL) {
    g_test_skip ("TG_PICTURES is not set");
    return;
  }
  write_pictures (folder, "quick-reference", quick, 1);
  write_pictures (folder, "quick-reference-200", quick, 2);
  write_pictures (folder, "settings", settings, 1);
  write_pictures (folder, "settings-long", longest, 1);
  write_pictures (folder, "settings-200", longest, 2);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("TEGAMI_LOCALEDIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/papers/columns", test_columns);
  g_test_add_func ("/papers/rows", test_rows);
  g_test_add_func ("/papers/tall rows", test_tall_rows);
  g_test_add_func ("/papers/a row taller than a page", test_a_row_taller_than_a_page);
  g_test_add_func ("/papers/headings", test_headings);
  g_test_add_func ("/papers/settings", test_settings);
  g_test_add_func ("/papers/settings as text", test_settings_as_text);
  g_test_add_func ("/papers/quick reference", test_quick_reference);
  g_test_add_func ("/papers/hostile text", test_hostile_text);
  g_test_add_func ("/papers/files", test_files);
  g_test_add_func ("/papers/pictures", test_pictures);
  return g_test_run ();
}
