/* symptoms-page.c: three questions: what happens, where, and with which account.  The accounts in
 * the mail programs are read in a thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/pages.h"

#include <glib/gi18n.h>

#include "app/widgets/widget-defaults.h"
#include "app/widgets/choice-row.h"
#include "app/widgets/field.h"

struct _TgSymptomsPage {
  TgPage parent_instance;

  GtkBox *symptoms;
  GtkWidget *symptoms_title;
  GtkBox *devices;
  GtkWidget *devices_title;
  GtkWidget *device_group;
  GtkWidget *exceptions_button;
  TgField *device;
  TgField *version;
  GtkBox *accounts;
  GtkWidget *accounts_title;

  GPtrArray *symptom_rows; /* of GtkCheckButton*, in the table's order */
  GPtrArray *device_rows;  /* of GtkCheckButton*, by TgWhere */
  GPtrArray *kinds;        /* of const TgDevice*: those that the person may mean */
  GPtrArray *account_rows; /* of GtkCheckButton*: those in found, then "another account" */
  GPtrArray *found;        /* (nullable): of TgFoundAccount* */
};

G_DEFINE_FINAL_TYPE (TgSymptomsPage, tg_symptoms_page, TG_TYPE_PAGE)

static guint
chosen (GPtrArray *rows)
{
  guint index = 0;

  while (index < rows->len && !gtk_check_button_get_active (rows->pdata[index]))
    index++;

  return index;
}

static GtkWidget *
add_row (GtkBox *box, GPtrArray *rows, const char *title, const char *hint)
{
  GtkWidget *row = tg_choice_row_new (title, hint, rows->len > 0 ? rows->pdata[0] : NULL);

  g_ptr_array_add (rows, row);
  gtk_box_append (box, row);
  tg_widget_defaults_apply (row);
  return row;
}

static gboolean
tg_symptoms_page_is_here (TgSymptomsPage *self)
{
  return chosen (self->device_rows) == TG_WHERE_HERE;
}

/* NULL where it happens here. */
static const TgDevice *
tg_symptoms_page_chosen_device (TgSymptomsPage *self)
{
  guint index = tg_field_get_selected (self->device);

  return tg_symptoms_page_is_here (self) || index >= self->kinds->len ? NULL : self->kinds->pdata[index];
}

/* The warning may come from what was allowed long ago.  In practice no real server is asked. */
static gboolean
tg_symptoms_page_is_about_certificates (TgSymptomsPage *self)
{
  guint index = chosen (self->symptom_rows);

  return index < self->symptom_rows->len && tg_symptom_table ()[index].symptom == TG_SYMPTOM_CERTIFICATE &&
         !tg_wizard_get_practising (tg_page_get_wizard (TG_PAGE (self)));
}

static void
tg_symptoms_page_sync (TgSymptomsPage *self)
{
  gboolean answered = chosen (self->symptom_rows) < self->symptom_rows->len;
  const TgDevice *device = tg_symptoms_page_chosen_device (self);
  const char *version = device != NULL ? tg_device_version_title (device) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->accounts), self->found != NULL && self->found->len > 0);
  gtk_widget_set_visible (self->device_group, device != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->version), version != NULL);
  gtk_widget_set_visible (self->exceptions_button, answered && device == NULL && tg_symptoms_page_is_about_certificates (self));
  if (version != NULL)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->version), version);
  tg_page_set_complete (TG_PAGE (self), answered);
}

/* The devices and programs of the kind that was chosen. */
static void
on_where_toggled (TgSymptomsPage *self)
{
  guint where = chosen (self->device_rows);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint n;
  const TgDevice *devices = tg_devices (&n);

  /* Of two signals, one comes while none is chosen. */
  if (where >= TG_N_WHERE)
    return;

  g_ptr_array_set_size (self->kinds, 0);
  for (guint i = 0; i < n; i++)
    if (tg_where_fits ((TgWhere)where, &devices[i])) {
      g_ptr_array_add (self->kinds, (gpointer)&devices[i]);
      gtk_string_list_append (names, tg_device_name (&devices[i]));
    }
  g_object_set (self->device, "choices", names, NULL);
  tg_field_set_text (self->version, "");
  tg_symptoms_page_sync (self);
}

static const TgFoundAccount *
tg_symptoms_page_chosen_account (TgSymptomsPage *self)
{
  guint index = chosen (self->account_rows);

  return self->found != NULL && index < self->found->len ? self->found->pdata[index] : NULL;
}

static void
find_accounts_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_pointer (task, tg_clients_find_accounts (), (GDestroyNotify)g_ptr_array_unref);
}

static void
tg_symptoms_page_forget_accounts (TgSymptomsPage *self)
{
  for (guint i = 0; i < self->account_rows->len; i++)
    gtk_box_remove (self->accounts, self->account_rows->pdata[i]);
  g_ptr_array_set_size (self->account_rows, 0);
  g_clear_pointer (&self->found, g_ptr_array_unref);
}

/* One of a kind that we do not know is there to be seen, not to be chosen. */
static void
tg_symptoms_page_add_account (TgSymptomsPage *self, const TgFoundAccount *found)
{
  const char *program = tg_found_account_program (found);
  /* TRANSLATORS: a mail program, and a kind of account: "Thunderbird – Exchange (EWS), which Tegami cannot test" */
  g_autofree char *unknown = g_strdup_printf (_ ("%s – %s, which Tegami cannot test"), program, tg_found_account_kind (found));
  gboolean known = tg_found_account_is_known (found);
  GtkWidget *row = add_row (self->accounts, self->account_rows, tg_found_account_name (found), known ? program : unknown);

  gtk_widget_set_sensitive (row, known);
}

/* What was chosen before, else the first that can be. */
static void
tg_symptoms_page_choose_account (TgSymptomsPage *self, guint before)
{
  guint index = before < self->account_rows->len ? before : 0;

  while (!gtk_widget_get_sensitive (self->account_rows->pdata[index]))
    index++; /* the last one can always be chosen */
  gtk_check_button_set_active (self->account_rows->pdata[index], TRUE);
}

static void
on_accounts_found (GObject *source, GAsyncResult *result, gpointer data)
{
  TgSymptomsPage *self = TG_SYMPTOMS_PAGE (source);
  guint before;

  /* Starting over may have removed the page meanwhile. */
  if (self->accounts == NULL)
    return;

  before = chosen (self->account_rows);
  tg_symptoms_page_forget_accounts (self);
  self->found = g_task_propagate_pointer (G_TASK (result), NULL);
  for (guint i = 0; self->found != NULL && i < self->found->len; i++)
    tg_symptoms_page_add_account (self, self->found->pdata[i]);
  add_row (self->accounts, self->account_rows, _ ("Another account"), _ ("You enter the mail address next"));
  tg_symptoms_page_choose_account (self, before);
  tg_symptoms_page_sync (self);
}

static void
tg_symptoms_page_entered (TgPage *page)
{
  g_autoptr (GTask) task = g_task_new (page, NULL, on_accounts_found, NULL);

  g_task_run_in_thread (task, find_accounts_in_thread);
}

/* As it is saved.  Where the user name is the full address, its other form may be tried next. */
static TgAccount *
account_to_test (const TgFoundAccount *found)
{
  gboolean usual = g_strcmp0 (found->account->user, found->account->address) == 0;
  gboolean same = g_strcmp0 (found->account->user, found->account->send_user) == 0;
  g_autoptr (TgAccount) open = usual ? tg_account_with_user (found->account, NULL) : tg_account_ref (found->account);

  return usual && same ? tg_account_with_send_user (open, NULL) : g_steal_pointer (&open);
}

/* Coming back and going on again keeps what was typed since. */
static void
tg_symptoms_page_take_account (TgSymptomsPage *self)
{
  TgWizard *wizard = tg_page_get_wizard (TG_PAGE (self));
  const TgFoundAccount *found = tg_symptoms_page_chosen_account (self);
  const TgAccount *account = tg_page_get_account (TG_PAGE (self));
  g_autoptr (TgAccount) wanted = found != NULL ? account_to_test (found) : NULL;
  gboolean from_program = tg_account_is_from (account, TG_ORIGIN_PROGRAM);

  if (found != NULL && !(from_program && account != NULL && tg_account_equal (account, wanted))) {
    tg_wizard_reset (wizard);
    tg_wizard_set_account (wizard, wanted);
  } else if (found == NULL && (from_program || tg_wizard_get_practising (wizard))) {
    tg_wizard_reset (wizard);
  }
}

static void
tg_symptoms_page_apply_async (TgPage *page, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  TgSymptomsPage *self = TG_SYMPTOMS_PAGE (page);
  TgWizard *wizard = tg_page_get_wizard (page);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  const TgSymptomRow *row = tg_symptom_table () + chosen (self->symptom_rows);
  TgMessage *message;

  message = tg_wizard_take_message (wizard);
  tg_symptoms_page_take_account (self);
  tg_wizard_put_message (wizard, message);
  /* What another device asks for says nothing about the mail program here. */
  tg_session_set_saved (tg_page_get_session (page), tg_symptoms_page_is_here (self) ? tg_symptoms_page_chosen_account (self) : NULL,
                        row->symptom == TG_SYMPTOM_PASSWORD);
  tg_wizard_set_symptom (wizard, row->symptom, tg_symptoms_page_chosen_device (self), tg_field_get_text (self->version));
  tg_wizard_choices (wizard)->wants_servers = row->asks_servers;
  if (row->page != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "assistant.go", "s", row->page);
  g_task_return_boolean (task, row->page == NULL);
}

static GtkWidget *
tg_symptoms_page_initial_focus (TgPage *page)
{
  TgSymptomsPage *self = TG_SYMPTOMS_PAGE (page);
  guint index = chosen (self->symptom_rows);

  return self->symptom_rows->pdata[index < self->symptom_rows->len ? index : 0];
}

static void
tg_symptoms_page_finalize (GObject *object)
{
  TgSymptomsPage *self = TG_SYMPTOMS_PAGE (object);

  g_ptr_array_unref (self->symptom_rows);
  g_ptr_array_unref (self->device_rows);
  g_ptr_array_unref (self->kinds);
  g_ptr_array_unref (self->account_rows);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  G_OBJECT_CLASS (tg_symptoms_page_parent_class)->finalize (object);
}

static void
tg_symptoms_page_class_init (TgSymptomsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  TgPageClass *page_class = TG_PAGE_CLASS (klass);

  object_class->finalize = tg_symptoms_page_finalize;
  page_class->entered = tg_symptoms_page_entered;
  page_class->apply_async = tg_symptoms_page_apply_async;
  page_class->initial_focus = tg_symptoms_page_initial_focus;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tegami/Tegami/pages/symptoms/symptoms-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TgSymptomsPage, symptoms);
  gtk_widget_class_bind_template_child (widget_class, TgSymptomsPage, symptoms_title);
  gtk_widget_class_bind_template_child (widget_class, TgSymptomsPage, devices);
  gtk_widget_class_bind_template_child (widget_class, TgSymptomsPage, devices_title);
  gtk_widget_class_bind_template_child (widget_class, TgSymptomsPage, device_group);
  gtk_widget_class_bind_template_child (widget_class, TgSymptomsPage, exceptions_button);
  gtk_widget_class_bind_template_child (widget_class, TgSymptomsPage, device);
  gtk_widget_class_bind_template_child (widget_class, TgSymptomsPage, version);
  gtk_widget_class_bind_template_child (widget_class, TgSymptomsPage, accounts);
  gtk_widget_class_bind_template_child (widget_class, TgSymptomsPage, accounts_title);
}

static void
name_group (GtkBox *box, GtkWidget *title)
{
  gtk_accessible_update_relation (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_RELATION_LABELLED_BY, title, NULL, -1);
}

static void
tg_symptoms_page_init (TgSymptomsPage *self)
{
  self->symptom_rows = g_ptr_array_new ();
  self->device_rows = g_ptr_array_new ();
  self->kinds = g_ptr_array_new ();
  self->account_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  name_group (self->symptoms, self->symptoms_title);
  name_group (self->devices, self->devices_title);
  name_group (self->accounts, self->accounts_title);

  for (const TgSymptomRow *row = tg_symptom_table (); row->title; row++)
    g_signal_connect_swapped (add_row (self->symptoms, self->symptom_rows, _ (row->title), row->hint != NULL ? _ (row->hint) : NULL),
                              "toggled", G_CALLBACK (tg_symptoms_page_sync), self);
  for (TgWhere where = TG_WHERE_HERE; where < TG_N_WHERE; where++)
    g_signal_connect_swapped (add_row (self->devices, self->device_rows, tg_where_title (where), tg_where_hint (where)), "toggled",
                              G_CALLBACK (on_where_toggled), self);
  g_signal_connect_swapped (self->device, "changed", G_CALLBACK (tg_symptoms_page_sync), self);
  gtk_check_button_set_active (self->device_rows->pdata[TG_WHERE_HERE], TRUE);
}
