/* confirm-hosts.c: asks whether a server outside the address's own domain may have the password
 * (safety rule 4).  Enter never answers with yes: the boxes take the space bar and the mouse, and
 * the button is no default and ignores Enter.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/test/confirm-hosts.h"

#include <glib/gi18n.h>

#include "app/widgets/widget-defaults.h"
#include "app/widgets/no-enter.h"
#include "app/widgets/words.h"

typedef struct {
  TgSession *session;
  char **hosts;
  GPtrArray *checks; /* of GtkCheckButton*, borrowed */
  GtkWidget *button;
  void (*confirmed) (gpointer);
  gpointer user_data;
} Question;

static void
question_free (gpointer data)
{
  Question *self = data;

  g_object_unref (self->session);
  g_strfreev (self->hosts);
  g_ptr_array_unref (self->checks);
  g_free (self);
}

static void
on_toggled (GtkCheckButton *check, Question *self)
{
  gboolean all = TRUE;

  for (guint i = 0; i < self->checks->len; i++)
    all = all && gtk_check_button_get_active (g_ptr_array_index (self->checks, i));
  gtk_widget_set_sensitive (self->button, all);
}

static void
on_clicked (GtkButton *button, Question *self)
{
  void (*confirmed) (gpointer) = self->confirmed;
  gpointer user_data = self->user_data;

  for (char **host = self->hosts; *host; host++)
    tg_session_confirm_host (self->session, *host);
  /* This takes the question, and us, away. */
  confirmed (user_data);
}

void
tg_confirm_hosts_fill (GtkBox *box, TgSession *session, char **hosts, GCallback confirmed, gpointer user_data)
{
  Question *self = g_new0 (Question, 1);

  self->session = g_object_ref (session);
  self->hosts = g_strdupv (hosts);
  self->checks = g_ptr_array_new ();
  self->confirmed = (void (*) (gpointer))confirmed;
  self->user_data = user_data;

  tg_words_append (box, _ ("Is this your provider’s server?"), "title-4");
  tg_words_append (box,
                   _ ("It is not under your mail address’s own domain. Compare the name with your provider’s papers, letter by letter. "
                      "Your password has not been sent there."),
                   NULL);
  self->button = gtk_button_new_with_mnemonic (_ ("_Sign in there"));

  for (char **host = self->hosts; *host; host++) {
    g_autofree char *text = g_strdup_printf (_ ("Yes, %s belongs to my provider"), *host);
    GtkWidget *check = gtk_check_button_new ();

    gtk_check_button_set_child (GTK_CHECK_BUTTON (check), tg_words_new (text, NULL));
    gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
    tg_no_enter (check);
    g_signal_connect (check, "toggled", G_CALLBACK (on_toggled), self);
    g_ptr_array_add (self->checks, check);
    gtk_box_append (box, check);
  }

  gtk_widget_set_halign (self->button, GTK_ALIGN_START);
  gtk_widget_set_sensitive (self->button, FALSE);
  tg_no_enter (self->button);
  g_signal_connect_data (self->button, "clicked", G_CALLBACK (on_clicked), self, (GClosureNotify)(void (*) (void))question_free, 0);
  gtk_box_append (box, self->button);
  tg_widget_defaults_apply (self->button);
}
