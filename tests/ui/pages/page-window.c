/* page-window.c: the wizard's window, led from outside: a line of standard input "practise SCENARIO" tests its account, and "go PAGE"
 * goes to a page, whatever leads there otherwise, and "stay" does neither.  Answers each with the page's type and the least width, in
 * pixels, that the window has there; begins with a line that has the names of all.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/shell/page-table.h"
#include "ui/pages/pages-case.h"

static void
obey (PagesCase *self, const char *line)
{
  int least;

  if (g_str_has_prefix (line, "practise ")) {
    pages_case_practise (self, line + strlen ("practise "));
    pages_case_enter (self, "test");
    pages_case_await_idle (self);
  } else if (g_str_has_prefix (line, "go ")) {
    pages_case_enter (self, line + strlen ("go "));
  }
  while (g_main_context_iteration (NULL, FALSE))
    ;
  gtk_widget_measure (GTK_WIDGET (self->window), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_print ("%s %d\n", G_OBJECT_TYPE_NAME (pages_case_page (self)), least);
}

static gboolean
on_line (GIOChannel *input, GIOCondition condition, gpointer self)
{
  g_autofree char *line = NULL;

  if (g_io_channel_read_line (input, &line, NULL, NULL, NULL) != G_IO_STATUS_NORMAL) {
    pages_case_end (self, NULL);
    return G_SOURCE_REMOVE;
  }
  obey (self, g_strchomp (line));
  return G_SOURCE_CONTINUE;
}

static void
on_activate (GtkApplication *application, PagesCase *self)
{
  g_autoptr (GIOChannel) input = g_io_channel_unix_new (0);

  pages_case_open (self, application);
  for (const TgPageRow *row = tg_page_table (); row->name != NULL; row++)
    g_print ("%s ", row->name);
  g_print ("\n");
  g_io_add_watch (input, G_IO_IN | G_IO_HUP, on_line, self);
}

int
main (int argc, char *argv[])
{
  g_autoptr (AdwApplication) application =
      g_object_new (ADW_TYPE_APPLICATION, "flags", G_APPLICATION_NON_UNIQUE, "resource-base-path", "/io/github/tegami/Tegami", NULL);
  PagesCase self = { 0 };

  tg_network_init ();
  g_signal_connect (application, "activate", G_CALLBACK (on_activate), &self);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
