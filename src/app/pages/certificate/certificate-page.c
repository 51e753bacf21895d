/* certificate-page.c: a side page on one certificate: the answer first, then the facts, the faulty ones first.  The way
 * back is the default, and recommended where something is wrong; what a person may do about a certificate that proves nothing is folded away at
 * the end of the page, behind *Advanced*.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/pages.h"

#include <glib/gi18n.h>

#include "app/pages/allow/advanced-box.h"
#include "app/pages/certificate/alarm.h"
#include "app/pages/certificate/certificate-sections.h"
#include "app/widgets/rows/fold.h"
#include "app/widgets/widget-defaults.h"

struct _TgCertificatePage {
  TgPage parent_instance;

  GtkImage *answer_icon;
  GtkLabel *answer;
  GtkLabel *cause;
  GtkWidget *use_name_button;
  GtkLabel *use_name_label;
  GtkBox *sections;
  TgFold *advanced;
  GtkBox *advanced_box;

  const TgFinding *finding; /* (nullable) */
  const TgRemedy *remedy;   /* (nullable): of the finding */
};

G_DEFINE_FINAL_TYPE (TgCertificatePage, tg_certificate_page, TG_TYPE_PAGE)

/* The first finding about this side's certificate. */
static const TgFinding *
find_finding (TgSession *session, TgSide side)
{
  GPtrArray *findings = tg_session_get_findings (session);

  for (guint i = 0; findings != NULL && i < findings->len; i++) {
    const TgFinding *finding = g_ptr_array_index (findings, i);

    if (g_str_has_prefix (finding->id, "cert-") && (finding->side == side || finding->side == TG_SIDE_BOTH))
      return finding;
  }

  return NULL;
}

static const TgRemedy *
find_remedy (const TgFinding *finding)
{
  for (guint i = 0; finding != NULL && i < finding->remedies->len; i++) {
    const TgRemedy *remedy = g_ptr_array_index (finding->remedies, i);

    if (remedy->change != NULL)
      return remedy;
  }

  return NULL;
}

/* What runs on the page below ends first: the session takes no change before. */
static void
tg_certificate_page_follow (TgCertificatePage *self)
{
  gboolean idle;

  /* The page is gone. */
  if (self->use_name_button == NULL)
    return;

  idle = !tg_session_is_busy (tg_page_get_session (TG_PAGE (self)));
  gtk_widget_set_sensitive (self->use_name_button, idle);
  gtk_widget_set_sensitive (GTK_WIDGET (self->advanced_box), idle);
}

static void
on_use_name_clicked (TgCertificatePage *self)
{
  tg_session_apply_change (tg_page_get_session (TG_PAGE (self)), self->remedy->change);
  gtk_widget_activate_action (GTK_WIDGET (self), "assistant.next", NULL);
}

static void
tg_certificate_page_answer (TgCertificatePage *self, const TgEvidence *evidence)
{
  static const char *const styles[] = { "success", "warning", "error" };
  gboolean trusted = evidence->tls != NULL && evidence->tls->trusted;
  gboolean caution = trusted && self->finding != NULL;
  const char *style = !trusted ? "error" : caution ? "warning" : "success";
  g_autofree char *proven = g_strdup_printf (_ ("This certificate proves that the server is %s."), evidence->server->host);

  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->answer_icon), styles[i]);
  gtk_widget_add_css_class (GTK_WIDGET (self->answer_icon), style);
  gtk_image_set_from_icon_name (self->answer_icon, !trusted  ? "channel-insecure-symbolic"
                                                   : caution ? "dialog-warning-symbolic"
                                                             : "channel-secure-symbolic");
  gtk_label_set_text (self->answer, self->finding != NULL ? self->finding->title
                                    : trusted             ? proven
                                                          : _ ("This certificate does not prove whose server this is."));
  gtk_label_set_text (self->cause,
                      self->finding != NULL ? self->finding->cause
                      : trusted             ? _ ("Your password goes only to this server, and no one in between can read it.")
                                : _ ("The connection is encrypted, but not proven to be your provider. Your password was not sent."));
}

static void
tg_certificate_page_entered (TgPage *page)
{
  TgCertificatePage *self = TG_CERTIFICATE_PAGE (page);
  TgWizard *wizard = tg_page_get_wizard (page);
  TgSession *session = tg_page_get_session (page);
  TgSide side = tg_wizard_choices (wizard)->certificate_side;
  const TgCheckResult *result = tg_session_get_result (session);
  const TgEvidence *evidence = result == NULL ? NULL : side == TG_SIDE_SEND ? result->send : result->receive;
  gboolean trusted = evidence != NULL && evidence->tls != NULL && evidence->tls->trusted;
  GtkWidget *alarm;

  g_signal_handlers_disconnect_by_func (session, tg_certificate_page_follow, self);
  g_signal_connect_object (session, "notify::busy", G_CALLBACK (tg_certificate_page_follow), self, G_CONNECT_SWAPPED);
  tg_certificate_page_follow (self);
  tg_box_empty (self->sections);
  g_clear_pointer (&self->finding, tg_finding_unref);
  self->remedy = NULL;
  gtk_widget_set_visible (self->use_name_button, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->advanced), FALSE);
  if (evidence == NULL || evidence->certificates == NULL || evidence->certificates->len == 0)
    return;

  self->finding = find_finding (session, side);
  if (self->finding != NULL)
    tg_finding_ref (self->finding);
  self->remedy = find_remedy (self->finding);
  gtk_widget_set_visible (self->use_name_button, self->remedy != NULL);
  if (self->remedy != NULL)
    gtk_label_set_text (self->use_name_label, self->remedy->action != NULL ? self->remedy->action : _ ("Use the name in the certificate"));

  tg_certificate_page_answer (self, evidence);
  tg_page_set_next (page, trusted ? _ ("_Back") : _ ("Go _back (recommended)"), !trusted);
  tg_fold_set_expanded (self->advanced, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->advanced), tg_advanced_fill (self->advanced_box, wizard, side));
  tg_certificate_sections_fill (self->sections, session, side, g_get_real_time () / G_USEC_PER_SEC);
  alarm = !trusted && self->finding != NULL ? tg_alarm_new (self->finding) : NULL;
  /* After what is wrong. */
  if (alarm != NULL)
    gtk_box_insert_child_after (self->sections, alarm, gtk_widget_get_first_child (GTK_WIDGET (self->sections)));
}

static void
tg_certificate_page_finalize (GObject *object)
{
  g_clear_pointer (&TG_CERTIFICATE_PAGE (object)->finding, tg_finding_unref);
  G_OBJECT_CLASS (tg_certificate_page_parent_class)->finalize (object);
}

static void
tg_certificate_page_class_init (TgCertificatePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = tg_certificate_page_finalize;
  TG_PAGE_CLASS (klass)->entered = tg_certificate_page_entered;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tegami/Tegami/pages/certificate/certificate-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TgCertificatePage, answer_icon);
  gtk_widget_class_bind_template_child (widget_class, TgCertificatePage, answer);
  gtk_widget_class_bind_template_child (widget_class, TgCertificatePage, cause);
  gtk_widget_class_bind_template_child (widget_class, TgCertificatePage, use_name_button);
  gtk_widget_class_bind_template_child (widget_class, TgCertificatePage, use_name_label);
  gtk_widget_class_bind_template_child (widget_class, TgCertificatePage, sections);
  gtk_widget_class_bind_template_child (widget_class, TgCertificatePage, advanced);
  gtk_widget_class_bind_template_child (widget_class, TgCertificatePage, advanced_box);
}

static void
tg_certificate_page_init (TgCertificatePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->use_name_button, "clicked", G_CALLBACK (on_use_name_clicked), self);
}
