/* allow-page.c: a side page that allows one certificate, on one host, until a date.
 *
 * The way back is the default and has the focus.  The button that allows is no default, can be pressed
 * only once the fingerprint was compared, and does not take Enter: nobody allows anything by pressing
 * the same key again and again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/pages.h"

#include <glib/gi18n.h>

#include "app/pages/allow/advanced-box.h"
#include "app/pages/allow/fingerprint-check.h"
#include "app/widgets/widget-defaults.h"
#include "app/widgets/field.h"
#include "app/widgets/no-enter.h"
#include "app/widgets/words.h"
#include "model/text/text.h"

struct _TgAllowPage {
  TgPage parent_instance;

  GtkLabel *risk;
  TgFingerprintCheck *check;
  TgField *days;
  GtkLabel *scope;
  GtkButton *allow_button;
  GtkLabel *problem;
};

G_DEFINE_FINAL_TYPE (TgAllowPage, tg_allow_page, TG_TYPE_PAGE)

/* In the order of the choices; the usual one must be among them. */
static const guint days[] = { 1, TG_EXCEPTION_DAYS, 30, TG_EXCEPTION_DAYS_MAX };

static guint
tg_allow_page_get_days (TgAllowPage *self)
{
  guint selected = tg_field_get_selected (self->days);

  return selected < G_N_ELEMENTS (days) ? days[selected] : TG_EXCEPTION_DAYS;
}

static void
tg_allow_page_sync (TgAllowPage *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) end = g_date_time_add_days (now, (int)tg_allow_page_get_days (self));
  g_autofree char *date = tg_text_day (g_date_time_to_unix (end));
  g_autofree char *label = g_strdup_printf (_ ("Allow until %s"), date);

  gtk_button_set_label (self->allow_button, label);
  tg_widget_defaults_apply (GTK_WIDGET (self->allow_button));
  gtk_widget_set_sensitive (GTK_WIDGET (self->allow_button), tg_fingerprint_check_matches (self->check));
}

static GPtrArray *
tg_allow_page_get_covered (TgAllowPage *self)
{
  TgWizard *wizard = tg_page_get_wizard (TG_PAGE (self));

  return tg_advanced_covered (wizard, tg_wizard_choices (wizard)->certificate_side);
}

/* What it covers, and that it covers nothing else. */
static char *
describe_scope (GPtrArray *covered, gboolean practising)
{
  const TgServer *first = ((const TgEvidence *)covered->pdata[0])->server;
  const TgServer *second = covered->len > 1 ? ((const TgEvidence *)covered->pdata[1])->server : NULL;
  g_autofree char *where =
      second != NULL
          ? g_strdup_printf (_ ("It applies to this one certificate, on %s, ports %u and %u. Any other is rejected."), first->host,
                             first->port, second->port)
          : g_strdup_printf (_ ("It applies to this one certificate, on %s, port %u. Any other is rejected."), first->host, first->port);

  return practising ? g_strdup_printf ("%s\n%s", where, _ ("In practice mode it ends when Tegami is closed.")) : g_steal_pointer (&where);
}

static void
tg_allow_page_entered (TgPage *page)
{
  TgAllowPage *self = TG_ALLOW_PAGE (page);
  g_autoptr (GPtrArray) covered = tg_allow_page_get_covered (self);
  g_autofree char *risk = NULL;
  g_autofree char *scope = NULL;
  const TgEvidence *seen;

  tg_words_tell (self->problem, NULL);
  if (covered->len == 0)
    return;

  seen = covered->pdata[0];
  risk = g_strdup_printf (_ ("The connection to %s is encrypted, but nobody has confirmed who is at the other end. If it is somebody else, "
                             "they get your mail password, and can read and change your mail."),
                          seen->server->host);
  scope = describe_scope (covered, tg_wizard_get_practising (tg_page_get_wizard (page)));
  gtk_label_set_text (self->risk, risk);
  gtk_label_set_text (self->scope, scope);
  tg_fingerprint_check_begin (self->check, ((const TgCertificate *)seen->certificates->pdata[0])->sha256);
  tg_field_set_selected (self->days, 1);
  tg_allow_page_sync (self);
}

static GPtrArray *
make_exceptions (GPtrArray *covered, guint n_days)
{
  GPtrArray *exceptions = tg_exception_list_new ();
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  for (guint i = 0; i < covered->len; i++) {
    const TgEvidence *seen = covered->pdata[i];
    const TgCertificate *own = seen->certificates->pdata[0];

    g_ptr_array_add (exceptions, tg_exception_for_days (seen->server->ascii_host, seen->server->port, own->der, now, n_days, TRUE));
  }

  return exceptions;
}

static void
on_allow_clicked (TgAllowPage *self)
{
  g_autoptr (GPtrArray) covered = tg_allow_page_get_covered (self);
  g_autoptr (GPtrArray) exceptions = make_exceptions (covered, tg_allow_page_get_days (self));

  if (tg_fingerprint_check_matches (self->check) && exceptions->len > 0)
    tg_advanced_allow (self->problem, exceptions, NULL);
}

static void
tg_allow_page_class_init (TgAllowPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  TG_PAGE_CLASS (klass)->entered = tg_allow_page_entered;

  g_type_ensure (TG_TYPE_FINGERPRINT_CHECK);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tegami/Tegami/pages/allow/allow-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TgAllowPage, risk);
  gtk_widget_class_bind_template_child (widget_class, TgAllowPage, check);
  gtk_widget_class_bind_template_child (widget_class, TgAllowPage, days);
  gtk_widget_class_bind_template_child (widget_class, TgAllowPage, scope);
  gtk_widget_class_bind_template_child (widget_class, TgAllowPage, allow_button);
  gtk_widget_class_bind_template_child (widget_class, TgAllowPage, problem);
}

static void
tg_allow_page_init (TgAllowPage *self)
{
  g_autoptr (GtkStringList) choices = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    gtk_string_list_take (choices, g_strdup_printf (ngettext ("%u day", "%u days", days[i]), days[i]));
  g_object_set (self->days, "choices", choices, NULL);
  tg_no_enter (GTK_WIDGET (self->allow_button));
  g_signal_connect_swapped (self->check, "changed", G_CALLBACK (tg_allow_page_sync), self);
  g_signal_connect_swapped (self->days, "changed", G_CALLBACK (tg_allow_page_sync), self);
  g_signal_connect_swapped (self->allow_button, "clicked", G_CALLBACK (on_allow_clicked), self);
}
