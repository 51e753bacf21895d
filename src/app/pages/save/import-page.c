/* import-page.c: a side page that writes a file for Thunderbird's own import, and says first what will be in it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/pages.h"

#include <glib/gi18n.h>

#include "app/cards/fact-card.h"
#include "app/cards/finding-view.h"
#include "app/cards/trouble.h"
#include "app/pages/save/sender-name.h"
#include "app/shell/late.h"
#include "app/widgets/widget-defaults.h"
#include "saving/import.h"

#define SUFFIX ".zip"

struct _TgImportPage {
  TgPage parent_instance;

  GtkBox *contents;
  TgTrouble *problem;
  GtkWidget *save_button;

  GtkFileChooserNative *chooser; /* (nullable): while it is open */
  GCancellable *looking;         /* (nullable) */
};

G_DEFINE_FINAL_TYPE (TgImportPage, tg_import_page, TG_TYPE_PAGE)

/* @path: (nullable): nothing is written */
static void
tg_import_page_make (TgImportPage *self, const char *path, GCancellable *cancellable, GAsyncReadyCallback callback)
{
  TgWizard *wizard = tg_page_get_wizard (TG_PAGE (self));
  TgSession *session = tg_page_get_session (TG_PAGE (self));
  const char *name = tg_sender_name_of (wizard);
  g_autoptr (TgAccount) account = tg_account_with_name (tg_session_get_account (session), *name != '\0' ? name : NULL);
  const TgSavingRequest request = {
    .account = account,
    .result = tg_session_get_result (session),
    .oauth = { tg_session_needs_browser (session, TG_SIDE_RECEIVE), tg_session_needs_browser (session, TG_SIDE_SEND) },
    .authorities = tg_wizard_get_allowed (wizard)->authorities,
  };

  tg_saving_import_async (&request, path, cancellable, callback, g_object_ref (self));
}

/* @why: (nullable): nothing is wrong */
static void
tg_import_page_tell (TgImportPage *self, const char *why)
{
  tg_trouble_tell (self->problem, _ ("The file was not saved"), why);
}

static char *
describe_account (const char *address, const char *name)
{
  if (*name == '\0')
    return g_strdup_printf (_ ("The account %s with its servers"), address);
  /* TRANSLATORS: a mail address, and the name that others see */
  return g_strdup_printf (_ ("The account %s with its servers, and the sender name %s"), address, name);
}

static void
tg_import_page_show (TgImportPage *self, const TgImportFile *file)
{
  TgWizard *wizard = tg_page_get_wizard (TG_PAGE (self));
  const TgAccount *account = tg_session_get_account (tg_page_get_session (TG_PAGE (self)));
  g_autofree char *holds = describe_account (account->address, tg_sender_name_of (wizard));
  GtkWidget *card = tg_fact_card_new (_ ("What the file holds"));

  tg_fact_card_add (GTK_BOX (card), TG_FACT_PLAIN, holds);
  tg_fact_card_add (GTK_BOX (card), TG_FACT_PLAIN, _ ("No password, and no security exception"));
  for (guint i = 0; i < file->notes->len; i++)
    tg_fact_card_add (GTK_BOX (card), TG_FACT_PLAIN, file->notes->pdata[i]);
  tg_fact_card_add (GTK_BOX (card), TG_FACT_PLAIN, _ ("Importing adds the account. One that Thunderbird already has stays as it is."));
  gtk_box_append (self->contents, card);
  for (guint i = 0; i < file->findings->len; i++)
    tg_finding_view_append_told (self->contents, file->findings->pdata[i]);
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TgImportPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TgImportFile) file = tg_saving_import_finish (result, &error);

  /* It was entered anew, or is gone. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->contents == NULL)
    return;

  tg_box_empty (self->contents);
  if (file != NULL)
    tg_import_page_show (self, file);
  gtk_widget_set_sensitive (self->save_button, file != NULL && file->refusal == NULL);
  tg_trouble_show (self->problem, _ ("The file cannot be made"), file != NULL ? file->refusal : error->message);
  if (gtk_widget_get_sensitive (self->save_button))
    gtk_widget_grab_focus (self->save_button);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TgImportPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TgImportFile) file = tg_saving_import_finish (result, &error);
  const char *why = file != NULL ? file->refusal : error->message;

  tg_late_end ();
  if (self->contents == NULL || gtk_widget_get_root (GTK_WIDGET (self)) == NULL) {
    if (why != NULL)
      tg_late_tell (_ ("The file was not saved"), why);
    return;
  }

  tg_page_set_busy (TG_PAGE (self), FALSE);
  gtk_widget_set_sensitive (self->save_button, TRUE);
  tg_import_page_tell (self, why);
  if (why != NULL)
    return;

  tg_wizard_set_import (tg_page_get_wizard (TG_PAGE (self)), g_steal_pointer (&file));
  gtk_widget_activate_action (GTK_WIDGET (self), "assistant.go", "s", "done");
}

/* Thunderbird shows no other files when it asks for this one. */
static gboolean
has_suffix (const char *path)
{
  gsize length = strlen (path);

  return length > strlen (SUFFIX) && g_ascii_strcasecmp (path + length - strlen (SUFFIX), SUFFIX) == 0;
}

static void
tg_import_page_write (TgImportPage *self, GFile *chosen)
{
  g_autofree char *path = g_file_get_path (chosen);

  if (path == NULL) {
    tg_import_page_tell (self, _ ("Tegami cannot write there. Choose a folder of this computer."));
    return;
  }
  if (!has_suffix (path)) {
    tg_import_page_tell (self, _ ("The file’s name must end with “.zip”, or Thunderbird does not show it."));
    return;
  }

  tg_import_page_tell (self, NULL);
  tg_page_set_busy (TG_PAGE (self), TRUE);
  gtk_widget_set_sensitive (self->save_button, FALSE);
  tg_late_begin ();
  tg_import_page_make (self, path, NULL, on_written);
}

static void
on_file_chosen (TgImportPage *self, int response)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));

  g_clear_object (&self->chooser);
  if (response == GTK_RESPONSE_ACCEPT && file != NULL && !tg_page_is (TG_PAGE (self), TG_PAGE_BUSY))
    tg_import_page_write (self, file);
}

static void
on_save_clicked (TgImportPage *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  const TgAccount *account = tg_session_get_account (tg_page_get_session (TG_PAGE (self)));
  g_autofree char *name = g_strdelimit (g_strdup_printf ("Thunderbird %s" SUFFIX, account->address), G_DIR_SEPARATOR_S, '-');

  if (self->chooser != NULL)
    return;

  self->chooser = gtk_file_chooser_native_new (_ ("A file for Thunderbird"), window, GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_swapped (self->chooser, "response", G_CALLBACK (on_file_chosen), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
tg_import_page_entered (TgPage *page)
{
  TgImportPage *self = TG_IMPORT_PAGE (page);

  tg_box_empty (self->contents);
  tg_import_page_tell (self, NULL);
  gtk_widget_set_sensitive (self->save_button, FALSE);
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  self->looking = g_cancellable_new ();
  tg_import_page_make (self, NULL, self->looking, on_looked);
}

static void
tg_import_page_left (TgPage *page)
{
  TgImportPage *self = TG_IMPORT_PAGE (page);

  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  g_clear_object (&self->chooser);
}

static void
tg_import_page_dispose (GObject *object)
{
  tg_import_page_left (TG_PAGE (object));
  G_OBJECT_CLASS (tg_import_page_parent_class)->dispose (object);
}

static void
tg_import_page_class_init (TgImportPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  TgPageClass *page_class = TG_PAGE_CLASS (klass);

  g_type_ensure (TG_TYPE_TROUBLE);
  G_OBJECT_CLASS (klass)->dispose = tg_import_page_dispose;
  page_class->entered = tg_import_page_entered;
  page_class->left = tg_import_page_left;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tegami/Tegami/pages/save/import-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TgImportPage, contents);
  gtk_widget_class_bind_template_child (widget_class, TgImportPage, problem);
  gtk_widget_class_bind_template_child (widget_class, TgImportPage, save_button);
}

static void
tg_import_page_init (TgImportPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->save_button, "clicked", G_CALLBACK (on_save_clicked), self);
}
