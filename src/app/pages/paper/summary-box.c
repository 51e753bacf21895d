/* summary-box.c: the answers once more, each to be changed; what does not go together; and the trial of a letter that was pasted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/paper/summary-box.h"

#include <glib/gi18n.h>

#include "app/cards/fact-card.h"
#include "app/cards/finding-view.h"
#include "app/pages/letter/trial-box.h"
#include "app/widgets/in-view.h"
#include "app/widgets/pair.h"
#include "app/widgets/widget-defaults.h"
#include "app/widgets/words.h"
#include "diagnose/letter/letter-findings.h"
#include "session/told/change-lines.h"

struct _TgSummaryBox {
  GtkBox parent_instance;

  const TgPaper *paper; /* the page's, which lives longer */
  TgSession *session;
  TgLetter *letter;
  TgAccount *account; /* what is to be used */
  gboolean receives;  /* a receiving server is wanted, too */
  gboolean changed;   /* it is not the letter's */
  TgTrialBox *trial;  /* (nullable) */
  GtkBox *result;
};

G_DEFINE_FINAL_TYPE (TgSummaryBox, tg_summary_box, GTK_TYPE_BOX)

enum { CHANGE, ASK_ALL, TRIED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
on_change (GtkWidget *button, TgSummaryBox *self)
{
  g_signal_emit (self, signals[CHANGE], 0, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "question")));
}

static void
on_ask_all (TgSummaryBox *self)
{
  g_signal_emit (self, signals[ASK_ALL], 0);
}

static void
add_value (TgSummaryBox *self, GtkListBox *list, const char *title, const char *value, TgPaperQuestion question)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *label = tg_words_new (value, "exact"), *pair;

  gtk_widget_set_hexpand (words, TRUE);
  tg_words_append (GTK_BOX (words), title, "field-caption");
  gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);
  gtk_box_append (GTK_BOX (words), label);
  pair = tg_pair_new_around (words);
  gtk_widget_set_hexpand (pair, TRUE);
  gtk_box_append (GTK_BOX (line), pair);
  if (tg_paper_is_asked (self->paper, question)) {
    GtkWidget *button = gtk_button_new_with_label (_ ("Change"));
    /* TRANSLATORS: for screen readers: "Change: Receiving server" */
    g_autofree char *name = g_strdup_printf (_ ("Change: %s"), title);

    gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
    tg_widget_defaults_apply (button);
    /* The same button stands in every row: its name says which one it is. */
    gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    g_object_set_data (G_OBJECT (button), "question", GUINT_TO_POINTER (question));
    g_signal_connect (button, "clicked", G_CALLBACK (on_change), self);
    gtk_box_append (GTK_BOX (line), button);
  }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), line);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_widget_add_css_class (row, "field");
  gtk_list_box_append (list, row);
}

static void
add_values (TgSummaryBox *self, const TgAccount *account)
{
  GtkWidget *list = gtk_list_box_new ();
  g_autofree char *receive = tg_server_describe (account->receive), *send = tg_server_describe (account->send);

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  add_value (self, GTK_LIST_BOX (list), _ ("Mail address"), account->address, TG_PAPER_ADDRESS);
  if (self->receives)
    add_value (self, GTK_LIST_BOX (list), _ ("Receiving server"), receive, TG_PAPER_RECEIVE_HOST);
  add_value (self, GTK_LIST_BOX (list), _ ("Sending server"), send, TG_PAPER_SEND_HOST);
  add_value (self, GTK_LIST_BOX (list), _ ("User name"), tg_account_receive_user (account), TG_PAPER_USER);
  if (account->send_user != NULL)
    add_value (self, GTK_LIST_BOX (list), _ ("User name for sending"), account->send_user, TG_PAPER_SEND_USER);
  gtk_box_append (GTK_BOX (self), list);
}

/* What does not go together, and how each of its remedies went. */
static void
add_findings (TgSummaryBox *self, GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    tg_finding_view_append_told (self->result, findings->pdata[i]);
  tg_widget_defaults_apply (GTK_WIDGET (self->result));
}

/* What is different from the letter, if anything: before and after. */
static void
add_changes (TgSummaryBox *self, const TgLetterTrial *trial)
{
  static const char *const sides[] = { N_ ("Receiving"), N_ ("Sending") };
  GtkWidget *card;

  if (!trial->changed)
    return;
  card = tg_fact_card_new (_ ("This is used in the place of what the letter says"));
  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++) {
    g_autofree char *change = tg_letter_change_line (trial, side);
    g_autofree char *line = change != NULL ? g_strdup_printf (_ ("%s: %s"), _ (sides[side]), change) : NULL;

    if (line != NULL)
      tg_fact_card_add (GTK_BOX (card), TG_FACT_GOOD, line);
  }
  gtk_box_append (self->result, card);
}

static void
on_tried (TgTrialBox *box, const TgLetterTrial *trial, TgSummaryBox *self)
{
  tg_account_unref (self->account);
  self->account = tg_account_ref (trial->account);
  self->changed = trial->changed;
  tg_box_empty (self->result);
  add_changes (self, trial);
  if ((self->receives && !trial->works[TG_SIDE_RECEIVE]) || !trial->works[TG_SIDE_SEND])
    tg_words_append (self->result, _ ("Compare the values above with the letter. If they are right, go on: the test finds out more."),
                     NULL);
  add_findings (self, trial->findings);
  g_signal_emit (self, signals[TRIED], 0);
  tg_bring_into_view (trial->changed ? GTK_WIDGET (self->result) : GTK_WIDGET (box));
}

static void
on_try (TgSummaryBox *self)
{
  tg_trial_box_begin (self->trial, self->session, self->letter);
}

static void
tg_summary_box_show_trial (TgSummaryBox *self)
{
  g_autoptr (GPtrArray) findings = tg_letter_findings (self->letter);

  self->trial = g_object_new (TG_TYPE_TRIAL_BOX, NULL);
  tg_trial_box_show (self->trial, self->account);
  g_signal_connect_swapped (self->trial, "try", G_CALLBACK (on_try), self);
  g_signal_connect (self->trial, "tried", G_CALLBACK (on_tried), self);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->trial));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->result));
  add_findings (self, findings);
}

/* The tables know both servers, and nothing in the letter is needed. */
static void
tg_summary_box_show_known (TgSummaryBox *self, const char *known)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("My letter says something _else…"));

  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->result));
  tg_words_append (self->result, known, NULL);
  tg_words_append (self->result, _ ("These servers are known for your address, so the rest of the letter is not needed."), NULL);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_ask_all), self);
  gtk_box_append (self->result, button);
  tg_widget_defaults_apply (button);
}

GtkWidget *
tg_summary_box_new (const TgPaper *paper, gboolean receives, TgSession *session, const char *known)
{
  TgSummaryBox *self = g_object_new (TG_TYPE_SUMMARY_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 12, NULL);

  self->paper = paper;
  self->receives = receives;
  self->session = g_object_ref (session);
  self->letter = tg_paper_letter (paper);
  self->account = tg_letter_account (self->letter->accounts->pdata[0]);
  tg_words_append (GTK_BOX (self), _ ("Is this what the letter says?"), "title-3");
  add_values (self, self->account);
  self->result = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  if ((!receives || tg_paper_knows (paper, TG_SIDE_RECEIVE)) && tg_paper_knows (paper, TG_SIDE_SEND))
    tg_summary_box_show_known (self, known);
  else
    tg_summary_box_show_trial (self);
  return GTK_WIDGET (self);
}

GtkWidget *
tg_summary_box_initial_focus (TgSummaryBox *self)
{
  return GTK_WIDGET (self->trial);
}

gboolean
tg_summary_box_stop (TgSummaryBox *self)
{
  return self->trial != NULL && tg_trial_box_stop (self->trial);
}

gboolean
tg_summary_box_has_changed (TgSummaryBox *self)
{
  return self->changed;
}

TgAccount *
tg_summary_box_get_account (TgSummaryBox *self)
{
  return self->account;
}

static void
tg_summary_box_finalize (GObject *object)
{
  TgSummaryBox *self = TG_SUMMARY_BOX (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->account, tg_account_unref);
  g_clear_pointer (&self->letter, tg_letter_free);
  G_OBJECT_CLASS (tg_summary_box_parent_class)->finalize (object);
}

static void
tg_summary_box_class_init (TgSummaryBoxClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tg_summary_box_finalize;
  signals[CHANGE] = g_signal_new ("change", TG_TYPE_SUMMARY_BOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[ASK_ALL] = g_signal_new ("ask-all", TG_TYPE_SUMMARY_BOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[TRIED] = g_signal_new ("tried", TG_TYPE_SUMMARY_BOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tg_summary_box_init (TgSummaryBox *self)
{
}
