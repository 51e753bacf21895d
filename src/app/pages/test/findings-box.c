/* findings-box.c: see findings-box.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/test/findings-box.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/cards/finding-view.h"
#include "app/pages/test/confirm-hosts.h"
#include "app/pages/test/offers/certificate-only.h"
#include "app/pages/test/offers/portal.h"
#include "app/pages/test/steps/wait-box.h"
#include "app/pages/test/spent.h"
#include "app/pages/test/steps/take.h"
#include "app/widgets/in-view.h"
#include "app/widgets/rows/fold.h"
#include "app/widgets/widget-defaults.h"

struct _TgFindingsBox {
  GtkBox parent_instance;

  GtkWidget *main_card;
  GtkWidget *others;
  GtkWidget *others_list;

  TgPage *page;        /* (nullable): not owned: the page that this is on */
  TgFindingView *view; /* (nullable): of the main finding */
  GPtrArray *findings; /* (nullable): of const TgFinding*, not owned: in the order shown */
  guint n_folded;
  GtkWidget *waiting;      /* (nullable): a weak pointer: while another test is waited for */
  TgFindingView *waits_on; /* … and the finding that it is in */
};

G_DEFINE_FINAL_TYPE (TgFindingsBox, tg_findings_box, GTK_TYPE_BOX)

enum { USE, RETYPE, TEST, WAITED, CHANGED, EXPLORE, N_SIGNALS };

static guint signals[N_SIGNALS];

static TgSession *
tg_findings_box_session (TgFindingsBox *self)
{
  return tg_page_get_session (self->page);
}

static void
on_remedy (TgFindingView *view, gpointer remedy, TgFindingsBox *self)
{
  g_signal_emit (self, signals[USE], 0, ((const TgRemedy *)remedy)->change);
}

static void
on_retype (TgFindingView *view, gpointer secret, TgFindingsBox *self)
{
  g_signal_emit (self, signals[RETYPE], 0, tg_finding_view_side (view), secret);
}

/* The person has looked the password up, and asks for another run. */
static void
on_new_run (TgFindingsBox *self)
{
  tg_session_new_run (tg_findings_box_session (self));
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_explore (TgFindingsBox *self)
{
  g_signal_emit (self, signals[EXPLORE], 0);
}

static void
on_waited (TgFindingsBox *self)
{
  g_signal_emit (self, signals[WAITED], 0);
}

static void
on_given_up (TgFindingsBox *self)
{
  tg_findings_box_stop_waiting (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_show_certificate (TgFindingView *view, TgFindingsBox *self)
{
  TgSide side = tg_finding_view_side (view) == TG_SIDE_SEND ? TG_SIDE_SEND : TG_SIDE_RECEIVE;

  tg_wizard_choices (tg_page_get_wizard (self->page))->certificate_side = side;
  gtk_widget_activate_action (GTK_WIDGET (self), "assistant.go", "s", "certificate");
}

/* Signed in to the Wi-Fi or not, the test tells. */
static void
on_portal_returned (TgFindingsBox *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    g_signal_emit (self, signals[TEST], 0);
}

/* In the place of the button. */
static void
tg_findings_box_wait (TgFindingsBox *self, TgFindingView *view, guint minutes)
{
  gboolean may_hurry = self->findings->len == 0 || !tg_next_step_stops (self->findings->pdata[0]);
  GtkWidget *box = tg_wait_box_new (minutes, may_hurry);

  g_signal_connect_object (box, "over", G_CALLBACK (on_waited), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (box, "given-up", G_CALLBACK (on_given_up), self, G_CONNECT_SWAPPED);
  tg_findings_box_stop_waiting (self);
  self->waiting = box;
  g_object_add_weak_pointer (G_OBJECT (box), (gpointer *)&self->waiting);
  self->waits_on = view;
  tg_finding_view_add_help (view, box, NULL);
  gtk_widget_grab_focus (tg_wait_box_button (TG_WAIT_BOX (box)));
}

void
tg_findings_box_stop_waiting (TgFindingsBox *self)
{
  if (self->waiting != NULL)
    tg_finding_view_remove_help (self->waits_on, self->waiting);
}

static void
on_step (TgFindingView *view, gpointer data, TgFindingsBox *self)
{
  const TgNextStep *step = data;

  if (tg_steps_take (self->page, tg_finding_view_side (view), step))
    return;
  if (step->kind == TG_STEP_WAIT)
    tg_findings_box_wait (self, view, step->minutes);
  else
    g_signal_emit (self, signals[TEST], 0);
}

/* Other ports and encryptions are no help where the server was reached as it should be, or nothing can be, or may be here. */
static gboolean
may_explore (const TgFinding *finding)
{
  static const char *const helps[] = { "auth-needs-encryption", "auth-not-offered", NULL };
  static const char *const not_with[] = { "auth-", "token-", "mailbox-",       "send-",      "letter-", "client-",
                                          "dns-",  "clock-", "captive-portal", "no-network", "input-",  NULL };

  if (tg_next_step_stops (finding))
    return FALSE;
  if (g_strv_contains (helps, finding->id))
    return TRUE;
  for (guint i = 0; not_with[i] != NULL; i++)
    if (g_str_has_prefix (finding->id, not_with[i]))
      return FALSE;
  return TRUE;
}

static GtkWidget *
tg_findings_box_make (TgFindingsBox *self, const TgFinding *finding, gboolean main, gboolean leads, gboolean explores)
{
  TgSession *session = tg_findings_box_session (self);
  gboolean portal = strcmp (finding->id, "captive-portal") == 0;
  TgStepMeans means;
  const TgFindingShown shown = {
    .suggested = main && leads,
    .attempts_left = tg_spent_attempts (session),
    .sending = finding->side == TG_SIDE_SEND && tg_session_receives (session),
    .explores = main && explores && may_explore (finding),
    .means = &means,
    .findings = self->findings,
    .account = tg_session_get_account (session),
  };
  GtkWidget *view;

  tg_steps_means (self->page, finding->side, &means);
  means.may[TG_STEP_PORTAL] = portal && tg_portal_may_offer (session);
  view = tg_finding_view_new (finding, &shown);
  g_signal_connect_object (view, "remedy", G_CALLBACK (on_remedy), self, 0);
  g_signal_connect_object (view, "retype", G_CALLBACK (on_retype), self, 0);
  g_signal_connect_object (view, "step", G_CALLBACK (on_step), self, 0);
  g_signal_connect_object (view, "new-run", G_CALLBACK (on_new_run), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "explore", G_CALLBACK (on_explore), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "show-certificate", G_CALLBACK (on_show_certificate), self, 0);
  if (portal)
    tg_portal_offer (TG_FINDING_VIEW (view), session, G_CALLBACK (on_portal_returned), self);
  return view;
}

static void
tg_findings_box_count (TgFindingsBox *self)
{
  g_autofree char *label = g_strdup_printf (ngettext ("%u more finding", "%u more findings", self->n_folded), self->n_folded);

  tg_fold_set_title (TG_FOLD (self->others), label);
  gtk_widget_set_visible (self->others, self->n_folded > 0);
}

void
tg_findings_box_clear (TgFindingsBox *self)
{
  self->view = NULL;
  self->n_folded = 0;
  tg_box_empty (GTK_BOX (self->main_card));
  tg_box_empty (GTK_BOX (self->others_list));
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
tg_findings_box_fill (TgFindingsBox *self, TgPage *page, gboolean leads, gboolean explores)
{
  TgWizard *wizard = tg_page_get_wizard (page);

  tg_findings_box_clear (self);
  self->page = page;
  self->findings = tg_symptom_order (tg_wizard_get_symptom (wizard), tg_session_get_findings (tg_page_get_session (page)));
  if (!tg_certificate_only_is (tg_page_get_wizard (page)))
    tg_confirm_hosts_tell (tg_page_get_session (page), self->findings);

  for (guint i = 0; i < self->findings->len; i++) {
    GtkWidget *view = tg_findings_box_make (self, self->findings->pdata[i], i == 0, leads, explores);

    gtk_box_append (GTK_BOX (i == 0 ? self->main_card : self->others_list), view);
    if (i == 0)
      self->view = TG_FINDING_VIEW (view);
    else
      self->n_folded++;
  }
  gtk_widget_set_visible (self->main_card, self->view != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), self->view != NULL);
  tg_fade_in (self->main_card);
  tg_findings_box_count (self);
}

void
tg_findings_box_fold (TgFindingsBox *self, gboolean all)
{
  g_autoptr (GtkWidget) view = self->view != NULL ? g_object_ref (GTK_WIDGET (self->view)) : NULL;

  if (view == NULL || (!all && ((const TgFinding *)self->findings->pdata[0])->severity <= TG_SEVERITY_DANGER))
    return;
  tg_box_empty (GTK_BOX (self->main_card));
  gtk_box_prepend (GTK_BOX (self->others_list), view);
  gtk_widget_set_visible (self->main_card, FALSE);
  self->view = NULL;
  self->n_folded++;
  tg_findings_box_count (self);
}

gboolean
tg_findings_box_has_change (TgPage *page)
{
  g_autoptr (GPtrArray) findings =
      tg_symptom_order (tg_wizard_get_symptom (tg_page_get_wizard (page)), tg_session_get_findings (tg_page_get_session (page)));
  const TgFinding *first = findings->len > 0 ? findings->pdata[0] : NULL;

  for (guint i = 0; first != NULL && i < first->remedies->len; i++) {
    const TgRemedy *remedy = first->remedies->pdata[i];

    if (remedy->change != NULL && !tg_remedy_is_hopeless (remedy))
      return TRUE;
  }
  return FALSE;
}

GtkWidget *
tg_findings_box_button (TgFindingsBox *self)
{
  return self->view != NULL ? tg_finding_view_button (self->view) : NULL;
}

gboolean
tg_findings_box_offers (TgFindingsBox *self, TgStepKind kind)
{
  return self->view != NULL && tg_finding_view_offers (self->view, kind);
}

char *
tg_findings_box_spoken (TgFindingsBox *self)
{
  return self->view != NULL ? tg_finding_view_spoken (self->view) : NULL;
}

gboolean
tg_findings_box_may_test (TgFindingsBox *self)
{
  TgStepKind kind = self->view != NULL ? tg_finding_view_step (self->view)->kind : TG_STEP_NONE;

  return kind != TG_STEP_TEST && kind != TG_STEP_NETWORK && kind != TG_STEP_WAIT &&
         (self->view == NULL || !tg_next_step_stops (self->findings->pdata[0]));
}

static void
tg_findings_box_dispose (GObject *object)
{
  TgFindingsBox *self = TG_FINDINGS_BOX (object);

  if (self->waiting != NULL)
    g_object_remove_weak_pointer (G_OBJECT (self->waiting), (gpointer *)&self->waiting);
  self->waiting = NULL;
  if (self->main_card != NULL && gtk_widget_get_parent (self->main_card) == GTK_WIDGET (self))
    tg_findings_box_clear (self);
  self->main_card = NULL;
  G_OBJECT_CLASS (tg_findings_box_parent_class)->dispose (object);
}

static void
tg_findings_box_class_init (TgFindingsBoxClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tg_findings_box_dispose;
  signals[USE] = g_signal_new ("use", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[RETYPE] = g_signal_new ("retype", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_POINTER);
  signals[TEST] = g_signal_new ("test", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[WAITED] = g_signal_new ("waited", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[EXPLORE] = g_signal_new ("explore", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tg_findings_box_init (TgFindingsBox *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 12);
  self->main_card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->main_card, "card");
  gtk_widget_add_css_class (self->main_card, "finding-card");
  self->others_list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  self->others = tg_fold_new (NULL, self->others_list);
  gtk_box_append (GTK_BOX (self), self->main_card);
  gtk_box_append (GTK_BOX (self), self->others);
}
