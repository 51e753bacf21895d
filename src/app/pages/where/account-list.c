/* account-list.c: the accounts are read in a thread; the row for another account is there from the beginning.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/where/account-list.h"

#include <glib/gi18n.h>

#include "app/widgets/rows/lead.h"
#include "app/widgets/widget-defaults.h"

struct _TgAccountList {
  GtkBox parent_instance;

  GPtrArray *found; /* (nullable): of TgFoundAccount*, in the order of the rows */
  char *state;      /* (nullable): tells whether what is found is what is shown */
  char *chosen;     /* (nullable): the key of the account that was chosen last */
};

G_DEFINE_FINAL_TYPE (TgAccountList, tg_account_list, GTK_TYPE_BOX)

enum { CHOSEN, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
on_clicked (TgAccountList *self, GtkWidget *row)
{
  const TgFoundAccount *found = g_object_get_data (G_OBJECT (row), "account");

  g_free (self->chosen);
  self->chosen = found != NULL ? g_strdup (found->key) : NULL;
  g_signal_emit (self, signals[CHOSEN], 0, found);
}

static void
tg_account_list_add (TgAccountList *self, GtkWidget *row, const TgFoundAccount *found)
{
  g_object_set_data (G_OBJECT (row), "account", (gpointer)found);
  g_signal_connect_object (row, "clicked", G_CALLBACK (on_clicked), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), row);
  tg_widget_defaults_apply (row);
}

/* The program's own icon, where the desktop has it. */
static const char *
icon_of (TgAccountList *self, const TgFoundAccount *found)
{
  static const char *const thunderbird[] = { "thunderbird", "org.mozilla.Thunderbird", "org.mozilla.thunderbird", NULL };
  static const char *const evolution[] = { "org.gnome.Evolution", "evolution", NULL };
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (GTK_WIDGET (self)));
  g_autofree char *own = g_ascii_strdown (tg_found_account_program (found), -1);

  if (gtk_icon_theme_has_icon (theme, own))
    return g_intern_string (own);
  for (const char *const *name = found->program == TG_PROGRAM_EVOLUTION ? evolution : thunderbird; *name != NULL; name++)
    if (gtk_icon_theme_has_icon (theme, *name))
      return *name;
  return "mail-unread-symbolic";
}

/* One of a kind that we do not know is there to be seen, not to be chosen. */
static void
tg_account_list_add_found (TgAccountList *self, const TgFoundAccount *found)
{
  const char *program = tg_found_account_program (found);
  /* TRANSLATORS: a mail program, and a kind of account: "Thunderbird – Exchange (EWS), which Tegami cannot test" */
  g_autofree char *unknown = g_strdup_printf (_ ("%s – %s, which Tegami cannot test"), program, tg_found_account_kind (found));
  gboolean known = tg_found_account_is_known (found);
  GtkWidget *row = tg_lead_new (icon_of (self, found), tg_found_account_name (found), known ? program : unknown);

  gtk_widget_set_sensitive (row, known);
  tg_account_list_add (self, row, found);
}

static char *
describe (GPtrArray *found)
{
  GString *state = g_string_new (NULL);

  for (guint i = 0; found != NULL && i < found->len; i++) {
    const TgFoundAccount *one = found->pdata[i];
    g_autofree char *receive = tg_server_describe (one->account->receive);
    g_autofree char *send = tg_server_describe (one->account->send);

    g_string_append_printf (state, "%s %s %s %s %s %s\n", one->where, one->key, one->account->address, one->account->user, receive, send);
  }
  return g_string_free (state, FALSE);
}

/* @found: (transfer full) (nullable) */
static void
tg_account_list_show (TgAccountList *self, GPtrArray *found)
{
  gboolean any = found != NULL && found->len > 0;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean had_focus = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));

  tg_box_empty (GTK_BOX (self));
  g_clear_pointer (&self->found, g_ptr_array_unref);
  self->found = found;
  for (guint i = 0; any && i < found->len; i++)
    tg_account_list_add_found (self, found->pdata[i]);
  tg_account_list_add (self,
                       tg_lead_new ("list-add-symbolic", any ? _ ("Another account") : _ ("A mail account"),
                                    _ ("You enter the mail address next")),
                       NULL);
  if (had_focus)
    gtk_widget_grab_focus (tg_account_list_focus (self));
}

static void
find_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_pointer (task, tg_clients_find_accounts (), (GDestroyNotify)g_ptr_array_unref);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer data)
{
  TgAccountList *self = TG_ACCOUNT_LIST (source);
  g_autoptr (GPtrArray) found = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autofree char *state = describe (found);

  /* Starting over may have removed the page meanwhile; and rows that are as they were keep the focus where it is. */
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL || g_strcmp0 (state, self->state) == 0)
    return;

  g_free (self->state);
  self->state = g_steal_pointer (&state);
  tg_account_list_show (self, g_steal_pointer (&found));
}

void
tg_account_list_look (TgAccountList *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, on_found, NULL);

  g_task_run_in_thread (task, find_in_thread);
}

GtkWidget *
tg_account_list_focus (TgAccountList *self)
{
  GtkWidget *first = NULL;

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self)); row; row = gtk_widget_get_next_sibling (row)) {
    const TgFoundAccount *found = g_object_get_data (G_OBJECT (row), "account");

    if (!gtk_widget_get_sensitive (row))
      continue;
    if (first == NULL)
      first = row;
    if (found != NULL && g_strcmp0 (found->key, self->chosen) == 0)
      return row;
  }
  return first;
}

static void
tg_account_list_finalize (GObject *object)
{
  TgAccountList *self = TG_ACCOUNT_LIST (object);

  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_free (self->state);
  g_free (self->chosen);
  G_OBJECT_CLASS (tg_account_list_parent_class)->finalize (object);
}

static void
tg_account_list_class_init (TgAccountListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tg_account_list_finalize;
  signals[CHOSEN] =
      g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
tg_account_list_init (TgAccountList *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "lead-list");
  tg_account_list_show (self, NULL);
}
