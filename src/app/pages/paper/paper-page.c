/* paper-page.c: one question after the other; then what the answers come to goes into the session, as from a letter that was pasted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/pages.h"

#include <glib/gi18n.h>

#include "app/pages/paper/question-box.h"
#include "app/pages/paper/summary-box.h"
#include "app/state/searched.h"
#include "app/widgets/widget-defaults.h"

struct _TgPaperPage {
  TgPage parent_instance;

  GtkLabel *progress;
  GtkBox *body;

  TgPaper *paper;
  TgPaperQuestion question;
  gboolean changing;  /* from the summary, to which one comes back */
  GtkWidget *shown;   /* a TgQuestionBox, or the TgSummaryBox; owned by the body */
  TgDiscovery *found; /* (nullable): what the tables have for the address */
  TgCleaning *cleanings[TG_PAPER_SUMMARY];
  gboolean leaving;
  gboolean left; /* and what was being tried has ended */
};

G_DEFINE_FINAL_TYPE (TgPaperPage, tg_paper_page, TG_TYPE_PAGE)

static void tg_paper_page_show (TgPaperPage *self, TgPaperQuestion question);

static void
tg_paper_page_focus (TgPaperPage *self)
{
  GtkWidget *focus = tg_page_initial_focus (TG_PAGE (self));

  /* Of the summary, the part that tries the servers: its first button. */
  if (focus != NULL && gtk_widget_get_root (GTK_WIDGET (self)) != NULL && !gtk_widget_grab_focus (focus))
    gtk_widget_child_focus (focus, GTK_DIR_TAB_FORWARD);
}

static void
on_enter (TgPaperPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "assistant.next", NULL);
}

static void
on_change (TgSummaryBox *summary, guint question, TgPaperPage *self)
{
  self->changing = TRUE;
  tg_paper_page_show (self, (TgPaperQuestion)question);
  tg_paper_page_focus (self);
}

static void
on_ask_all (TgSummaryBox *summary, TgPaperPage *self)
{
  tg_paper_ask_all (self->paper);
  tg_paper_page_show (self, tg_paper_first_open (self->paper));
  tg_paper_page_focus (self);
}

static void
on_tried (TgPaperPage *self)
{
  if (tg_summary_box_has_changed (TG_SUMMARY_BOX (self->shown)))
    tg_page_set_next (TG_PAGE (self), _ ("_Use the changed settings"), TRUE);
}

static gboolean
tg_paper_page_sends_only (TgPaperPage *self)
{
  return tg_wizard_choices (tg_page_get_wizard (TG_PAGE (self)))->sends_only;
}

static void
tg_paper_page_show_summary (TgPaperPage *self)
{
  g_autofree char *known = self->found != NULL ? tg_searched_title (self->found) : NULL;

  self->shown = tg_summary_box_new (self->paper, !tg_paper_page_sends_only (self), tg_page_get_session (TG_PAGE (self)), known);
  g_signal_connect (self->shown, "change", G_CALLBACK (on_change), self);
  g_signal_connect (self->shown, "ask-all", G_CALLBACK (on_ask_all), self);
  g_signal_connect_swapped (self->shown, "tried", G_CALLBACK (on_tried), self);
  gtk_label_set_label (self->progress, _ ("All questions are answered"));
  tg_page_set_next (TG_PAGE (self), _ ("_Use these settings"), TRUE);
}

static void
tg_paper_page_show_question (TgPaperPage *self)
{
  guint place = tg_paper_place (self->paper, self->question), total = tg_paper_total (self->paper);
  /* TRANSLATORS: "Question 3 of 7" */
  g_autofree char *progress = g_strdup_printf (_ ("Question %u of %u"), place, total);

  self->shown = tg_question_box_new (self->paper, self->question);
  g_signal_connect_swapped (self->shown, "enter", G_CALLBACK (on_enter), self);
  gtk_label_set_label (self->progress, progress);
  tg_page_set_next (TG_PAGE (self), _ ("_Next"), TRUE);
}

static void
tg_paper_page_stop (TgPage *page)
{
  TgPaperPage *self = TG_PAPER_PAGE (page);

  if (TG_IS_SUMMARY_BOX (self->shown))
    tg_summary_box_stop (TG_SUMMARY_BOX (self->shown));
}

static void
tg_paper_page_show (TgPaperPage *self, TgPaperQuestion question)
{
  tg_paper_page_stop (TG_PAGE (self));
  self->shown = NULL;
  tg_box_empty (self->body);
  self->question = question;
  if (question == TG_PAPER_SUMMARY)
    tg_paper_page_show_summary (self);
  else
    tg_paper_page_show_question (self);
  gtk_box_append (self->body, self->shown);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (tg_page_get_scroller (TG_PAGE (self))), 0);
}

static void
tg_paper_page_left (TgPage *page)
{
  TG_PAPER_PAGE (page)->left = TRUE;
  tg_paper_page_stop (page);
}

/* The tables alone: nobody is asked. */
static void
tg_paper_page_look_up (TgPaperPage *self)
{
  tg_discovery_unref (self->found);
  self->found = tg_discover_offline (tg_paper_text (self->paper, TG_PAPER_ADDRESS));
  tg_paper_set_known (self->paper, self->found->account);
}

static void
tg_paper_page_go_on (TgPaperPage *self)
{
  TgPaperQuestion next = tg_paper_next (self->paper, self->question);

  /* Whatever an answer that was changed brings up is asked, too. */
  if (self->changing && !tg_paper_is_same_subject (self->question, next))
    next = tg_paper_first_open (self->paper);
  if (next == TG_PAPER_SUMMARY)
    self->changing = FALSE;
  tg_paper_page_show (self, next);
  tg_paper_page_focus (self);
}

static void
tg_paper_page_answer (TgPaperPage *self)
{
  TgQuestionBox *box = TG_QUESTION_BOX (self->shown);
  g_autofree char *text = g_strdup (tg_question_box_clean_text (box));
  guint choice = tg_question_box_get_choice (box);
  g_autofree char *fault = tg_paper_answer (self->paper, self->question, choice, text);
  g_autofree char *doubt = NULL;

  if (fault != NULL) {
    tg_question_box_show_fault (box, fault);
    return;
  }
  if (tg_question_box_is_doubting (box, tg_paper_text (self->paper, self->question)))
    tg_paper_confirm (self->paper, self->question);
  g_clear_pointer (&self->cleanings[self->question], tg_cleaning_free);
  self->cleanings[self->question] = tg_question_box_get_cleaning (box);
  doubt = tg_paper_doubt (self->paper, self->question);
  if (doubt != NULL) {
    tg_question_box_show_doubt (box, tg_paper_text (self->paper, self->question), doubt);
    return;
  }
  if (self->question == TG_PAPER_ADDRESS)
    tg_paper_page_look_up (self);
  tg_paper_page_go_on (self);
}

static gboolean
leave (gpointer data)
{
  TgPaperPage *self = data;

  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "assistant.back", NULL);
  self->leaving = FALSE;
  return G_SOURCE_REMOVE;
}

/* As if a letter had said so; the password is asked for where the person came from. */
static void
tg_paper_page_use (TgPaperPage *self)
{
  TgWizard *wizard = tg_page_get_wizard (TG_PAGE (self));
  TgAccount *account = tg_summary_box_get_account (TG_SUMMARY_BOX (self->shown));
  gboolean known =
      (tg_paper_page_sends_only (self) || tg_paper_knows (self->paper, TG_SIDE_RECEIVE)) && tg_paper_knows (self->paper, TG_SIDE_SEND);

  tg_wizard_set_account (wizard, account);
  tg_session_set_found (tg_page_get_session (TG_PAGE (self)), known ? self->found : NULL);
  for (TgPaperQuestion i = 0; i < TG_PAPER_SUMMARY; i++) {
    const TgCleaning *done = self->cleanings[i];

    if (done != NULL && tg_paper_is_asked (self->paper, i))
      tg_session_set_cleaning (tg_page_get_session (TG_PAGE (self)), done->field,
                               tg_cleaning_new (done->field, done->slips, done->before, done->after));
  }
  self->leaving = TRUE;
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, leave, g_object_ref (self), g_object_unref);
}

/* Next never leads to the page behind this one: it is a way to fill in the page before. */
static void
tg_paper_page_apply_async (TgPage *page, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  TgPaperPage *self = TG_PAPER_PAGE (page);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  if (self->question == TG_PAPER_SUMMARY)
    tg_paper_page_use (self);
  else
    tg_paper_page_answer (self);
  g_task_return_boolean (task, FALSE);
}

static gboolean
tg_paper_page_back (TgPage *page)
{
  TgPaperPage *self = TG_PAPER_PAGE (page);
  TgPaperQuestion before = tg_paper_previous (self->paper, self->question);

  if (self->leaving || before == self->question)
    return FALSE;
  self->changing = FALSE;
  tg_paper_page_show (self, before);
  tg_paper_page_focus (self);
  return TRUE;
}

/* Escape ends what is being tried. */
static gboolean
on_escape (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  TgPaperPage *self = TG_PAPER_PAGE (widget);

  return TG_IS_SUMMARY_BOX (self->shown) && tg_summary_box_stop (TG_SUMMARY_BOX (self->shown));
}

static void
tg_paper_page_entered (TgPage *page)
{
  TgPaperPage *self = TG_PAPER_PAGE (page);
  const TgAccount *account = tg_page_get_account (page);

  tg_paper_set_sends_only (self->paper, tg_paper_page_sends_only (self));
  /* What was typed on the page before need not be typed again. */
  if (account != NULL && *account->address != '\0' && *tg_paper_text (self->paper, TG_PAPER_ADDRESS) == '\0')
    tg_paper_suggest (self->paper, TG_PAPER_ADDRESS, account->address);
  /* Whoever only looked something up goes on with what is half typed. */
  if (self->shown == NULL || (self->left && self->question == TG_PAPER_SUMMARY))
    tg_paper_page_show (self, self->question);
  self->left = FALSE;
}

static GtkWidget *
tg_paper_page_initial_focus (TgPage *page)
{
  TgPaperPage *self = TG_PAPER_PAGE (page);

  if (TG_IS_QUESTION_BOX (self->shown))
    return tg_question_box_initial_focus (TG_QUESTION_BOX (self->shown));
  return self->shown != NULL ? tg_summary_box_initial_focus (TG_SUMMARY_BOX (self->shown)) : NULL;
}

static void
tg_paper_page_dispose (GObject *object)
{
  TgPaperPage *self = TG_PAPER_PAGE (object);

  if (self->shown != NULL) {
    g_signal_handlers_disconnect_by_data (self->shown, self);
    tg_paper_page_stop (TG_PAGE (self));
    self->shown = NULL;
  }
  G_OBJECT_CLASS (tg_paper_page_parent_class)->dispose (object);
}

static void
tg_paper_page_finalize (GObject *object)
{
  TgPaperPage *self = TG_PAPER_PAGE (object);

  for (TgPaperQuestion i = 0; i < TG_PAPER_SUMMARY; i++)
    tg_cleaning_free (self->cleanings[i]);
  tg_discovery_unref (self->found);
  tg_paper_free (self->paper);
  G_OBJECT_CLASS (tg_paper_page_parent_class)->finalize (object);
}

static void
tg_paper_page_class_init (TgPaperPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  TgPageClass *page_class = TG_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tg_paper_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = tg_paper_page_finalize;
  page_class->entered = tg_paper_page_entered;
  page_class->left = tg_paper_page_left;
  page_class->back = tg_paper_page_back;
  page_class->apply_async = tg_paper_page_apply_async;
  page_class->initial_focus = tg_paper_page_initial_focus;

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_escape, NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tegami/Tegami/pages/paper/paper-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TgPaperPage, progress);
  gtk_widget_class_bind_template_child (widget_class, TgPaperPage, body);
}

static void
tg_paper_page_init (TgPaperPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->paper = tg_paper_new ();
}
