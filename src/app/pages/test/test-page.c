/* test-page.c: receiving and sending, tried for real; then one cause with one remedy in front.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/pages.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/pages/test/confirm-hosts.h"
#include "app/pages/test/device-advice.h"
#include "app/pages/test/findings-box.h"
#include "app/pages/test/offers/certificate-only.h"
#include "app/pages/test/offers/explore-box.h"
#include "app/pages/test/offers/token-box.h"
#include "app/pages/test/reported.h"
#include "app/pages/test/spent.h"
#include "app/pages/test/steps/take.h"
#include "app/pages/test/symptom-facts.h"
#include "app/pages/test/tested.h"
#include "app/pages/test/tried-list.h"
#include "app/pages/test/verdict.h"
#include "app/widgets/widget-defaults.h"
#include "app/cards/side-card.h"

struct _TgTestPage {
  TgPage parent_instance;

  GtkWidget *verdict_head;
  GtkImage *verdict_icon;
  GtkLabel *verdict;
  GtkLabel *note;
  TgTriedList *tried;
  TgExploreBox *explore;
  TgFindingsBox *findings;
  GtkBox *confirm;
  GtkBox *device;
  GtkBox *facts;
  GtkBox *reported;
  GtkWidget *pair;
  TgSideCard *receive_card;
  TgSideCard *send_card;
  GtkWidget *tools;
  GtkWidget *explore_button;
  TgTokenBox *token;

  GCancellable *cancellable; /* (nullable): of the running test */
  TgTested tested;
  gboolean waited; /* nobody pressed for the running test: it was waited for */
};

G_DEFINE_FINAL_TYPE (TgTestPage, tg_test_page, TG_TYPE_PAGE)

static void tg_test_page_run (TgTestPage *self);
static void tg_test_page_show_results (TgTestPage *self);

static TgVerdictPlace
tg_test_page_verdict_place (TgTestPage *self)
{
  return (TgVerdictPlace){ self->verdict_head, self->verdict_icon, self->verdict, self->note };
}

static void
on_use (gpointer place, gpointer account, TgTestPage *self)
{
  tg_session_apply_change (tg_page_get_session (TG_PAGE (self)), account);
  tg_test_page_run (self);
}

static void
on_retype (TgFindingsBox *box, int side, gpointer secret, TgTestPage *self)
{
  tg_session_retype_password (tg_page_get_session (TG_PAGE (self)), (TgSide)side, secret);
  tg_test_page_run (self);
}

/* What came of it is read first, and Enter does what comes next. */
static void
tg_test_page_focus_result (TgTestPage *self)
{
  gtk_widget_grab_focus (self->verdict_head);
}

/* Another step is offered now, without a test. */
static void
on_findings_changed (TgTestPage *self)
{
  tg_test_page_show_results (self);
  tg_test_page_focus_result (self);
}

static void
on_waited (TgTestPage *self)
{
  self->waited = TRUE;
  tg_test_page_run (self);
}

static void
on_show_certificate (TgSideCard *card, TgTestPage *self)
{
  tg_wizard_choices (tg_page_get_wizard (TG_PAGE (self)))->certificate_side = card == self->send_card ? TG_SIDE_SEND : TG_SIDE_RECEIVE;
  gtk_widget_activate_action (GTK_WIDGET (self), "assistant.go", "s", "certificate");
}

/* Only where nothing but the answer stands between here and the sign-in. */
static gboolean
tg_test_page_ask (TgTestPage *self)
{
  TgSession *session = tg_page_get_session (TG_PAGE (self));
  g_auto (GStrv) hosts = tg_session_hosts_to_confirm (session);
  gboolean any;

  tg_box_empty (self->confirm);
  if (!tg_certificate_only_is (tg_page_get_wizard (TG_PAGE (self))) && tg_confirm_hosts_applies (session))
    tg_confirm_hosts_fill (self->confirm, session, hosts, G_CALLBACK (tg_test_page_run), self);
  else if (tg_spent_applies (session) && !tg_findings_box_has_change (TG_PAGE (self)))
    tg_spent_fill (self->confirm, session, G_CALLBACK (tg_test_page_run), self);
  any = gtk_widget_get_first_child (GTK_WIDGET (self->confirm)) != NULL;
  gtk_widget_set_visible (GTK_WIDGET (self->confirm), any);
  return any;
}

/* What Enter presses before Next: never the answer to whom the password may go. */
static GtkWidget *
tg_test_page_default (TgPage *page)
{
  TgTestPage *self = TG_TEST_PAGE (page);

  GtkWidget *const buttons[] = { tg_spent_button (self->confirm), tg_explore_box_button (self->explore),
                                 tg_findings_box_button (self->findings) };

  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    if (buttons[i] != NULL && gtk_widget_is_visible (buttons[i]) && gtk_widget_has_css_class (buttons[i], "suggested-action"))
      return buttons[i];
  return NULL;
}

/* What works takes the place of what does not, and of the question: one thing to do is in front. */
static void
tg_test_page_show_findings (TgTestPage *self, gboolean ask, gboolean may_save, gboolean stopped)
{
  TgSession *session = tg_page_get_session (TG_PAGE (self));
  const TgVerdictPlace place = tg_test_page_verdict_place (self);
  gboolean explored = tg_explore_box_update (self->explore, may_save ? NULL : session);
  gboolean leads = !may_save && !stopped && !ask && !explored;
  g_autofree char *spoken = NULL;

  tg_findings_box_fill (self->findings, TG_PAGE (self), leads, !may_save && !ask && tg_session_get_explored (session) == NULL);
  spoken = tg_findings_box_spoken (self->findings);
  tg_verdict_tell (&place, spoken);
  if (explored || (ask && !tg_spent_applies (session)))
    tg_findings_box_fold (self->findings, explored);
}

static void
tg_test_page_show_results (TgTestPage *self)
{
  TgSession *session = tg_page_get_session (TG_PAGE (self));
  gboolean stopped = tg_session_was_stopped (session);
  TgOutcome outcome = stopped ? TG_OUTCOME_UNTESTED : tg_session_get_verdict (session);
  gboolean may_save = tg_session_may_save (session);
  const TgVerdictPlace place = tg_test_page_verdict_place (self);
  TgWizard *wizard = tg_page_get_wizard (TG_PAGE (self));
  gboolean ask = !stopped && tg_test_page_ask (self);
  gboolean repeats;

  if (!tg_certificate_only_show (wizard, &place))
    tg_verdict_show (&place, tg_session_get_result (session), outcome, ask && !tg_spent_applies (session));
  tg_test_page_show_findings (self, ask, may_save, stopped);
  tg_side_card_update (self->receive_card);
  tg_side_card_update (self->send_card);
  tg_device_advice_fill (self->device, wizard, outcome);
  tg_symptom_facts_fill (self->facts, tg_wizard_get_symptom (wizard)->facts, session);
  tg_reported_fill (self->reported, tg_wizard_get_message (wizard));
  tg_tried_list_update (self->tried, session);
  if (tg_token_box_update (self->token, session, tg_wizard_get_practising (wizard)))
    tg_tested_take (&self->tested, wizard);
  gtk_widget_set_visible (self->tools, !may_save && (stopped || !tg_findings_box_offers (self->findings, TG_STEP_SERVERS)));
  gtk_widget_set_visible (self->explore_button, stopped);

  /* Without a result worth saving, Next is the repetition; where something else is the thing to do, it stands back, and where
   * that would do harm, or no good, it is not there. */
  repeats = stopped || (tg_findings_box_may_test (self->findings) && (!ask || tg_spent_applies (session)));
  tg_page_set_next (TG_PAGE (self),
                    may_save  ? _ ("_Next")
                    : repeats ? tg_certificate_only_next (wizard)
                              : "",
                    may_save || (!ask && tg_test_page_default (TG_PAGE (self)) == NULL));
  tg_page_set_complete (TG_PAGE (self), TRUE);
  tg_page_set_busy (TG_PAGE (self), FALSE);
}

/* Whoever waited half an hour is elsewhere by now. */
static void
tg_test_page_notify (TgTestPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GApplication *application = g_application_get_default ();
  g_autoptr (GNotification) told = NULL;

  if (!self->waited || application == NULL || (GTK_IS_WINDOW (root) && gtk_window_is_active (GTK_WINDOW (root))))
    return;
  told = g_notification_new (gtk_label_get_text (self->verdict));
  g_notification_set_body (told, _ ("Tegami has tested the account again."));
  g_application_send_notification (application, "tested-again", told);
}

/* Shows what a test, or a look for what works, has brought; another account may have taken the place of this one
 * meanwhile. */
static void
tg_test_page_back_from (TgTestPage *self, GObject *session, const GError *error)
{
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("test: %s", error->message);

  g_clear_object (&self->cancellable);
  if (TG_SESSION (session) != tg_page_get_session (TG_PAGE (self)) || gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;

  tg_test_page_show_results (self);
  tg_test_page_notify (self);
  self->waited = FALSE;
  if (gtk_widget_get_mapped (GTK_WIDGET (self))) {
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (tg_page_get_scroller (TG_PAGE (self))), 0);
    tg_test_page_focus_result (self);
  }
}

/* After a test, and after a look for what works: what was found is among the remedies now, too. */
static void
on_checked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TgTestPage) self = data;
  g_autoptr (GError) error = NULL;

  tg_session_finish (TG_SESSION (source), result, &error);
  tg_test_page_back_from (self, source, error);
}

static void
on_explore_wanted (TgTestPage *self)
{
  if (self->cancellable != NULL)
    return;

  self->cancellable = g_cancellable_new ();
  tg_page_set_busy (TG_PAGE (self), TRUE);
  tg_findings_box_fold (self->findings, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->explore), TRUE);
  tg_explore_box_run (self->explore, tg_page_get_session (TG_PAGE (self)), self->cancellable, on_checked, g_object_ref (self));
}

/* A token is fetched, for as long as the person takes in the browser. */
static void
on_token_begun (TgTestPage *self, GCancellable *cancellable)
{
  self->cancellable = g_object_ref (cancellable);
  tg_page_set_busy (TG_PAGE (self), TRUE);
}

static void
on_token_ended (TgTestPage *self, gboolean has_token)
{
  g_clear_object (&self->cancellable);
  tg_page_set_busy (TG_PAGE (self), FALSE);
  if (has_token)
    tg_test_page_run (self);
}

static gboolean
tg_test_page_is_current (TgTestPage *self)
{
  return tg_tested_is (&self->tested, tg_page_get_wizard (TG_PAGE (self)));
}

static void
tg_test_page_run (TgTestPage *self)
{
  TgWizard *wizard = tg_page_get_wizard (TG_PAGE (self));
  TgSession *session = tg_page_get_session (TG_PAGE (self));
  gpointer const results[] = { self->confirm, self->device, self->facts, self->reported, self->tried, self->tools, self->explore };
  const TgVerdictPlace place = tg_test_page_verdict_place (self);
  const TgCheckOptions options = tg_tested_options (wizard);

  if (self->cancellable != NULL)
    return;
  tg_token_box_prepare (self->token);
  tg_findings_box_clear (self->findings);
  tg_box_empty (self->confirm);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    gtk_widget_set_visible (results[i], FALSE);
  tg_verdict_show_running (&place, tg_session_get_account (session), tg_certificate_only_plan (wizard));

  tg_tested_take (&self->tested, wizard);
  self->cancellable = g_cancellable_new ();
  tg_page_set_next (TG_PAGE (self), _ ("_Next"), TRUE);
  tg_page_set_busy (TG_PAGE (self), TRUE);
  tg_session_check_async (session, &options, self->cancellable, on_checked, g_object_ref (self));
  /* Now that the last test's results are forgotten, nor do the cards offer its certificates. */
  tg_side_card_update (self->receive_card);
  tg_side_card_update (self->send_card);
}

/* The card of the side that the person misses comes first. */
static void
tg_test_page_order_cards (TgTestPage *self)
{
  gboolean send_first = tg_wizard_get_symptom (tg_page_get_wizard (TG_PAGE (self)))->first == TG_SIDE_SEND;
  GtkWidget *first = GTK_WIDGET (send_first ? self->send_card : self->receive_card);

  if (gtk_widget_get_first_child (self->pair) != first)
    gtk_widget_insert_after (first, self->pair, NULL);
}

static void
tg_test_page_entered (TgPage *page)
{
  TgTestPage *self = TG_TEST_PAGE (page);
  TgSession *session = tg_page_get_session (TG_PAGE (self));

  tg_steps_prepare ();
  tg_tested_come_back (&self->tested, tg_page_get_wizard (page));
  tg_test_page_order_cards (self);
  tg_side_card_set_session (self->receive_card, session);
  tg_side_card_set_session (self->send_card, session);
  /* Coming back from the certificate or from Save shows what was found. */
  if (!tg_test_page_is_current (self))
    tg_test_page_run (self);
}

static void
tg_test_page_stop (TgPage *page)
{
  TgTestPage *self = TG_TEST_PAGE (page);

  tg_findings_box_stop_waiting (self->findings);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

static void
tg_test_page_apply_async (TgPage *page, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  TgTestPage *self = TG_TEST_PAGE (page);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  gboolean go_on = tg_test_page_is_current (self) && tg_session_may_save (tg_page_get_session (TG_PAGE (self)));

  if (!go_on && !(tg_test_page_is_current (self) && tg_certificate_only_go_on (page)))
    tg_test_page_run (self);
  g_task_return_boolean (task, go_on);
}

static GtkWidget *
tg_test_page_initial_focus (TgPage *page)
{
  return tg_page_is (page, TG_PAGE_BUSY) ? NULL : TG_TEST_PAGE (page)->verdict_head;
}

static void
tg_test_page_finalize (GObject *object)
{
  TgTestPage *self = TG_TEST_PAGE (object);

  g_clear_object (&self->cancellable);
  tg_tested_clear (&self->tested);
  G_OBJECT_CLASS (tg_test_page_parent_class)->finalize (object);
}

static void
tg_test_page_class_init (TgTestPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  TgPageClass *page_class = TG_PAGE_CLASS (klass);

  object_class->finalize = tg_test_page_finalize;
  page_class->entered = tg_test_page_entered;
  page_class->left = tg_test_page_stop;
  page_class->stop = tg_test_page_stop;
  page_class->apply_async = tg_test_page_apply_async;
  page_class->initial_focus = tg_test_page_initial_focus;
  page_class->default_widget = tg_test_page_default;

  g_type_ensure (TG_TYPE_EXPLORE_BOX);
  g_type_ensure (TG_TYPE_FINDINGS_BOX);
  g_type_ensure (TG_TYPE_SIDE_CARD);
  g_type_ensure (TG_TYPE_TOKEN_BOX);
  g_type_ensure (TG_TYPE_TRIED_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tegami/Tegami/pages/test/test-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TgTestPage, verdict_head);
  gtk_widget_class_bind_template_child (widget_class, TgTestPage, verdict_icon);
  gtk_widget_class_bind_template_child (widget_class, TgTestPage, verdict);
  gtk_widget_class_bind_template_child (widget_class, TgTestPage, note);
  gtk_widget_class_bind_template_child (widget_class, TgTestPage, tried);
  gtk_widget_class_bind_template_child (widget_class, TgTestPage, explore);
  gtk_widget_class_bind_template_child (widget_class, TgTestPage, findings);
  gtk_widget_class_bind_template_child (widget_class, TgTestPage, confirm);
  gtk_widget_class_bind_template_child (widget_class, TgTestPage, device);
  gtk_widget_class_bind_template_child (widget_class, TgTestPage, facts);
  gtk_widget_class_bind_template_child (widget_class, TgTestPage, reported);
  gtk_widget_class_bind_template_child (widget_class, TgTestPage, pair);
  gtk_widget_class_bind_template_child (widget_class, TgTestPage, receive_card);
  gtk_widget_class_bind_template_child (widget_class, TgTestPage, send_card);
  gtk_widget_class_bind_template_child (widget_class, TgTestPage, tools);
  gtk_widget_class_bind_template_child (widget_class, TgTestPage, explore_button);
  gtk_widget_class_bind_template_child (widget_class, TgTestPage, token);
}

/* The session takes no change while it is busy, be it with a test or with looking for what works. */
static void
tg_test_page_offer_when_idle (TgTestPage *self)
{
  gpointer const offers[] = { self->findings, self->confirm, self->tried };

  for (guint i = 0; i < G_N_ELEMENTS (offers); i++)
    g_object_bind_property (self, "busy", offers[i], "sensitive", G_BINDING_INVERT_BOOLEAN);
}

static void
tg_test_page_init (TgTestPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tg_test_page_offer_when_idle (self);
  g_signal_connect (self->receive_card, "show-certificate", G_CALLBACK (on_show_certificate), self);
  g_signal_connect (self->send_card, "show-certificate", G_CALLBACK (on_show_certificate), self);
  g_signal_connect (self->findings, "use", G_CALLBACK (on_use), self);
  g_signal_connect (self->findings, "retype", G_CALLBACK (on_retype), self);
  g_signal_connect_swapped (self->findings, "test", G_CALLBACK (tg_test_page_run), self);
  g_signal_connect_swapped (self->findings, "waited", G_CALLBACK (on_waited), self);
  g_signal_connect_swapped (self->findings, "changed", G_CALLBACK (on_findings_changed), self);
  g_signal_connect_swapped (self->findings, "explore", G_CALLBACK (on_explore_wanted), self);
  g_signal_connect_swapped (self->explore_button, "clicked", G_CALLBACK (on_explore_wanted), self);
  g_signal_connect (self->explore, "use", G_CALLBACK (on_use), self);
  g_signal_connect_swapped (self->token, "begun", G_CALLBACK (on_token_begun), self);
  g_signal_connect_swapped (self->token, "ended", G_CALLBACK (on_token_ended), self);
  g_signal_connect_swapped (self->tried, "taken-back", G_CALLBACK (tg_test_page_run), self);
}
