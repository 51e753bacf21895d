/* authority-page.c: a side page that trusts an authority of the person's own, read from a file, for
 * this account.
 *
 * The same rules as on the exception's page: the way back is the default, the fingerprint is compared
 * by typing, and Enter trusts nothing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/pages.h"

#include <glib/gi18n.h>

#include "app/pages/allow/advanced-box.h"
#include "app/pages/allow/fingerprint-check.h"
#include "app/widgets/file-bytes.h"
#include "app/widgets/no-enter.h"
#include "app/widgets/words.h"
#include "cert/authority.h"
#include "cert/certificate.h"
#include "model/text/text.h"

struct _TgAuthorityPage {
  TgPage parent_instance;

  GtkWidget *choose_button;
  GtkLabel *problem;
  GtkWidget *found;
  GtkLabel *name;
  GtkLabel *validity;
  TgFingerprintCheck *check;
  GtkLabel *scope;
  GtkWidget *trust_button;

  GtkFileChooserNative *chooser; /* (nullable): while it is open */
  TgCertificate *authority;      /* (nullable) */
};

G_DEFINE_FINAL_TYPE (TgAuthorityPage, tg_authority_page, TG_TYPE_PAGE)

static const TgEvidence *
tg_authority_page_get_evidence (TgAuthorityPage *self)
{
  TgWizard *wizard = tg_page_get_wizard (TG_PAGE (self));

  return tg_advanced_evidence (wizard, tg_wizard_choices (wizard)->certificate_side);
}

static void
tg_authority_page_sync (TgAuthorityPage *self)
{
  gtk_widget_set_visible (self->found, self->authority != NULL);
  gtk_widget_set_sensitive (self->trust_button, self->authority != NULL && tg_fingerprint_check_matches (self->check));
}

/* (transfer full) (nullable) */
static void
tg_authority_page_set_authority (TgAuthorityPage *self, TgCertificate *authority)
{
  g_clear_pointer (&self->authority, tg_certificate_free);
  self->authority = authority;
  if (authority != NULL) {
    g_autofree char *name = tg_distinguished_name_plain (authority->subject);
    g_autofree char *date = tg_text_day (authority->not_after);
    g_autofree char *validity = g_strdup_printf (_ ("Valid until %s"), date);
    const TgEvidence *seen = tg_authority_page_get_evidence (self);
    g_autofree char *scope = g_strdup_printf (_ ("Tegami trusts it only for testing this account, starting with %s. When you save, the "
                                                 "mail program will trust it as well; you will see that first."),
                                              seen->server->host);

    gtk_label_set_text (self->name, name);
    gtk_label_set_text (self->validity, validity);
    gtk_label_set_text (self->scope, scope);
    tg_fingerprint_check_begin (self->check, authority->sha256);
  }
  tg_authority_page_sync (self);
}

static void
tg_authority_page_refuse (TgAuthorityPage *self, const char *why)
{
  tg_authority_page_set_authority (self, NULL);
  tg_words_tell (self->problem, why);
}

static void
tg_authority_page_read (TgAuthorityPage *self, GBytes *bytes)
{
  const TgEvidence *seen = tg_authority_page_get_evidence (self);
  TgCertificate *authority = NULL;
  TgAuthorityVerdict verdict = tg_authority_read (bytes, g_get_real_time () / G_USEC_PER_SEC, &authority);

  if (authority != NULL && (seen == NULL || !tg_authority_vouches (authority, seen->certificates))) {
    g_clear_pointer (&authority, tg_certificate_free);
    verdict = TG_AUTHORITY_OTHER;
  }
  if (authority == NULL) {
    tg_authority_page_refuse (self, tg_authority_reason (verdict));
    return;
  }

  tg_words_tell (self->problem, NULL);
  tg_authority_page_set_authority (self, authority);
  gtk_widget_child_focus (GTK_WIDGET (self->check), GTK_DIR_TAB_FORWARD);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TgAuthorityPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = tg_file_bytes_finish (result, &error);

  if (self->found == NULL)
    return;

  if (bytes != NULL)
    tg_authority_page_read (self, bytes);
  else
    tg_authority_page_refuse (self, error->message);
}

static void
on_file_chosen (TgAuthorityPage *self, int response)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));

  /* No more than an authority can have, whatever the file is: one byte over tells that it is too large. */
  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    tg_file_bytes_async (file, TG_AUTHORITY_FILE_MAX + 1, NULL, on_loaded, g_object_ref (self));
  g_clear_object (&self->chooser);
}

static void
add_filter (GtkFileChooser *chooser, const char *name, const char *const *suffixes)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  if (suffixes == NULL)
    gtk_file_filter_add_pattern (filter, "*");
  for (guint i = 0; suffixes != NULL && suffixes[i] != NULL; i++)
    gtk_file_filter_add_suffix (filter, suffixes[i]);
  gtk_file_chooser_add_filter (chooser, filter);
}

static void
on_choose_clicked (TgAuthorityPage *self)
{
  static const char *const suffixes[] = { "crt", "cer", "pem", "der", NULL };
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));

  if (self->chooser != NULL)
    return;

  self->chooser = gtk_file_chooser_native_new (_ ("The authority’s certificate"), window, GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  add_filter (GTK_FILE_CHOOSER (self->chooser), _ ("Certificates"), suffixes);
  add_filter (GTK_FILE_CHOOSER (self->chooser), _ ("All files"), NULL);
  g_signal_connect_swapped (self->chooser, "response", G_CALLBACK (on_file_chosen), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
on_trust_clicked (TgAuthorityPage *self)
{
  if (self->authority != NULL && tg_fingerprint_check_matches (self->check))
    tg_advanced_allow (self->problem, NULL, self->authority);
}

static void
tg_authority_page_entered (TgPage *page)
{
  TgAuthorityPage *self = TG_AUTHORITY_PAGE (page);

  tg_words_tell (self->problem, NULL);
  tg_authority_page_set_authority (self, NULL);
}

static void
tg_authority_page_dispose (GObject *object)
{
  TgAuthorityPage *self = TG_AUTHORITY_PAGE (object);

  if (self->chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);
  g_clear_pointer (&self->authority, tg_certificate_free);
  G_OBJECT_CLASS (tg_authority_page_parent_class)->dispose (object);
}

static void
tg_authority_page_class_init (TgAuthorityPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tg_authority_page_dispose;
  TG_PAGE_CLASS (klass)->entered = tg_authority_page_entered;

  g_type_ensure (TG_TYPE_FINGERPRINT_CHECK);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tegami/Tegami/pages/allow/authority-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TgAuthorityPage, choose_button);
  gtk_widget_class_bind_template_child (widget_class, TgAuthorityPage, problem);
  gtk_widget_class_bind_template_child (widget_class, TgAuthorityPage, found);
  gtk_widget_class_bind_template_child (widget_class, TgAuthorityPage, name);
  gtk_widget_class_bind_template_child (widget_class, TgAuthorityPage, validity);
  gtk_widget_class_bind_template_child (widget_class, TgAuthorityPage, check);
  gtk_widget_class_bind_template_child (widget_class, TgAuthorityPage, scope);
  gtk_widget_class_bind_template_child (widget_class, TgAuthorityPage, trust_button);
}

static void
tg_authority_page_init (TgAuthorityPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tg_no_enter (self->trust_button);
  g_signal_connect_swapped (self->choose_button, "clicked", G_CALLBACK (on_choose_clicked), self);
  g_signal_connect_swapped (self->check, "changed", G_CALLBACK (tg_authority_page_sync), self);
  g_signal_connect_swapped (self->trust_button, "clicked", G_CALLBACK (on_trust_clicked), self);
}
