/* pages-case.c: see pages-case.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/pages/pages-case.h"

void
pages_case_init (int *argc, char ***argv)
{
  g_test_init (argc, argv, NULL);
  /* Libraries on a bare X server warn about what is not there. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  adw_init ();
  tg_network_init ();
}

void
pages_case_open (PagesCase *self, GtkApplication *application)
{
  self->window = tg_window_new (application);
  self->assistant = tg_window_get_assistant (TG_WINDOW (self->window));
  self->wizard = tg_assistant_get_wizard (self->assistant);
  gtk_window_present (self->window);
}

void
pages_case_begin (PagesCase *self, gconstpointer unused)
{
  pages_case_open (self, NULL);
}

void
pages_case_end (PagesCase *self, gconstpointer unused)
{
  g_clear_pointer (&self->window, gtk_window_destroy);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

void
pages_case_enter (PagesCase *self, const char *name)
{
  tg_assistant_go (self->assistant, "welcome");
  tg_assistant_go (self->assistant, name);
}

TgPage *
pages_case_page (PagesCase *self)
{
  return tg_assistant_get_page (self->assistant);
}

TgSession *
pages_case_session (PagesCase *self)
{
  return tg_wizard_get_session (self->wizard);
}

void
pages_case_set_account (PagesCase *self, const char *address, const char *name, const char *receive, const char *send)
{
  g_autoptr (TgServer) receive_server = receive != NULL ? tg_server_parse (receive, NULL) : NULL;
  g_autoptr (TgServer) send_server = send != NULL ? tg_server_parse (send, NULL) : NULL;
  g_autoptr (TgAccount) account = tg_account_new (address, name, NULL, NULL, receive_server, send_server);

  tg_wizard_set_account (self->wizard, account);
}

void
pages_case_practise (PagesCase *self, const char *scenario)
{
  tg_window_practise (TG_WINDOW (self->window), scenario);
  while (!tg_wizard_get_practising (self->wizard))
    g_main_context_iteration (NULL, TRUE);
}

void
pages_case_await_idle (PagesCase *self)
{
  while (tg_session_is_busy (pages_case_session (self)))
    g_main_context_iteration (NULL, TRUE);
  /* What its end brings about. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* Itself, or a label in it. */
static gboolean
says (GtkWidget *widget, const char *words)
{
  if (words == NULL || (GTK_IS_LABEL (widget) && g_strcmp0 (gtk_label_get_text (GTK_LABEL (widget)), words) == 0))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (says (child, words))
      return TRUE;

  return FALSE;
}

GtkWidget *
pages_case_find (GtkWidget *widget, GType type, const char *words)
{
  GtkWidget *found = NULL;

  if (g_type_is_a (G_OBJECT_TYPE (widget), type) && says (widget, words))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = pages_case_find (child, type, words);
  return found;
}

TgField *
pages_case_field (PagesCase *self, const char *title)
{
  GtkWidget *field = pages_case_find (GTK_WIDGET (pages_case_page (self)), TG_TYPE_FIELD, title);

  g_assert_nonnull (field);
  return TG_FIELD (field);
}

GtkWidget *
pages_case_button (PagesCase *self, const char *words)
{
  return pages_case_find (GTK_WIDGET (pages_case_page (self)), GTK_TYPE_BUTTON, words);
}
