/* test-tables.c: tables in windows of any width: in columns where these fit, else in stacks; nothing is cut off, nothing lies over
 * anything else, and a page of them asks for no more width than the narrowest window has.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "tests/ui/pages/pages-case.h"

#include "app/papers/document-view.h"
#include "app/papers/table-view.h"
#include "papers/quick-reference-document.h"
#include "papers/settings-document.h"

#define NARROWEST 306 /* of a card's inside, in a window of 360 pixels */
/* As long as a server's name can be here. */
#define LONG_HOST "imap-very-long-name-of-a-server.some-department.example-host.co.jp"

typedef struct {
  GtkWidget *window;
  GtkWidget *view;
} TablesCase;

static void
show (TablesCase *self, TgDocument *document)
{
  self->view = tg_document_view_new (document);
  self->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (self->window), self->view);
  gtk_window_present (GTK_WINDOW (self->window));
  while (!gtk_widget_get_mapped (self->view))
    g_main_context_iteration (NULL, TRUE);
}

static void
end (TablesCase *self)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
}

/* As a parent of that width would. */
static void
lay_out (GtkWidget *view, int width)
{
  int minimum, height;

  gtk_widget_measure (view, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, width);
  gtk_widget_measure (view, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  gtk_widget_size_allocate (view, &(GtkAllocation){ 0, 0, width, height }, -1);
}

static void
assert_inside_and_apart (GtkWidget *table)
{
  for (GtkWidget *one = gtk_widget_get_first_child (table); one != NULL; one = gtk_widget_get_next_sibling (one)) {
    graphene_rect_t bounds;

    if (!gtk_widget_get_child_visible (one))
      continue;
    g_assert_true (gtk_widget_compute_bounds (one, table, &bounds));
    g_assert_cmpfloat (bounds.origin.x, >=, 0);
    g_assert_cmpfloat (bounds.origin.x + bounds.size.width, <=, gtk_widget_get_width (table));
    g_assert_cmpfloat (bounds.origin.y + bounds.size.height, <=, gtk_widget_get_height (table));
    for (GtkWidget *other = gtk_widget_get_next_sibling (one); other != NULL; other = gtk_widget_get_next_sibling (other)) {
      graphene_rect_t others, both;

      if (gtk_widget_get_child_visible (other) && gtk_widget_compute_bounds (other, table, &others) &&
          graphene_rect_intersection (&bounds, &others, &both))
        g_assert_cmpfloat (MIN (both.size.width, both.size.height), <=, 0);
    }
  }
}

static guint
count (GtkWidget *view, gboolean stacked)
{
  guint n = 0;

  for (GtkWidget *section = gtk_widget_get_first_child (view); section != NULL; section = gtk_widget_get_next_sibling (section))
    for (GtkWidget *block = gtk_widget_get_first_child (section); block != NULL; block = gtk_widget_get_next_sibling (block))
      if (TG_IS_TABLE_VIEW (block)) {
        assert_inside_and_apart (block);
        n += tg_table_view_is_stacked (TG_TABLE_VIEW (block)) == stacked;
      }
  return n;
}

static void
test_quick_reference (void)
{
  g_autoptr (TgQuickReference) reference = tg_quick_reference_new ();
  g_autoptr (TgDocument) document = tg_quick_reference_document (reference);
  TablesCase self;

  show (&self, document);
  for (int width = 900; width >= NARROWEST; width -= 33)
    lay_out (self.view, width), count (self.view, TRUE);
  lay_out (self.view, 600);
  g_assert_cmpuint (count (self.view, TRUE), ==, 0);
  lay_out (self.view, NARROWEST);
  /* The two with more than two columns, at least. */
  g_assert_cmpuint (count (self.view, TRUE), >=, 2);
  end (&self);
}

static void
test_settings (void)
{
  g_autoptr (TgServer) receive = tg_server_new (TG_PROTOCOL_IMAP, TG_SECURITY_TLS, LONG_HOST, 993, NULL);
  g_autoptr (TgAccount) account = tg_account_new ("taro@example.jp", NULL, NULL, NULL, receive, NULL);
  g_autoptr (TgDocument) document = tg_settings_document (account, (TgTestedSide){ 0 }, (TgTestedSide){ 0 }, 1796000000);
  TablesCase self;

  show (&self, document);
  for (int width = 900; width >= NARROWEST; width -= 33)
    lay_out (self.view, width), count (self.view, TRUE);
  lay_out (self.view, 600);
  g_assert_cmpuint (count (self.view, FALSE), ==, 2);
  end (&self);
}

int
main (int argc, char **argv)
{
  pages_case_init (&argc, &argv);
  g_test_add_func ("/tables/quick reference", test_quick_reference);
  g_test_add_func ("/tables/settings with a very long name", test_settings);
  return g_test_run ();
}
