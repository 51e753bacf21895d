/* summary-box.c: the answers once more, each to be changed; then the trial without a sign-in, and what has to be different.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/paper/summary-box.h"

#include <glib/gi18n.h>

#include "app/cards/fact-card.h"
#include "app/cards/finding-view.h"
#include "app/widgets/pair.h"
#include "app/widgets/widget-defaults.h"
#include "app/widgets/words.h"
#include "diagnose/letter/letter-findings.h"
#include "session/told/letter-lines.h"

struct _TgSummaryBox {
  GtkBox parent_instance;

  const TgPaper *paper; /* the page's, which lives longer */
  TgSession *session;
  TgLetter *letter;
  GtkBox *result;
  TgLetterTrial *trial; /* (nullable) */
  GCancellable *trying; /* (nullable) */
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
  add_value (self, GTK_LIST_BOX (list), _ ("Receiving server"), receive, TG_PAPER_RECEIVE_HOST);
  add_value (self, GTK_LIST_BOX (list), _ ("Sending server"), send, TG_PAPER_SEND_HOST);
  add_value (self, GTK_LIST_BOX (list), _ ("User name"), tg_account_receive_user (account), TG_PAPER_USER);
  if (account->send_user != NULL)
    add_value (self, GTK_LIST_BOX (list), _ ("User name for sending"), account->send_user, TG_PAPER_SEND_USER);
  gtk_box_append (GTK_BOX (self), list);
}

static gboolean
all_works (const TgLetterTrial *trial)
{
  return trial->works[TG_SIDE_RECEIVE] && trial->works[TG_SIDE_SEND];
}

static void
add_side (GtkBox *card, const TgLetterTrial *trial, TgSide side)
{
  const char *title = side == TG_SIDE_SEND ? _ ("Sending") : _ ("Receiving");
  g_autofree char *change = tg_letter_change_line (trial, side);
  g_autofree char *line = NULL;

  line = g_strdup_printf (_ ("%s: %s"), title,
                          !trial->works[side] ? _ ("nothing works of what this may mean")
                          : change != NULL    ? change
                                              : _ ("works up to the sign-in"));
  tg_fact_card_add (card, trial->works[side] ? TG_FACT_GOOD : TG_FACT_WRONG, line);
}

static void
tg_summary_box_show_trial (TgSummaryBox *self)
{
  const TgLetterTrial *trial = self->trial;
  GtkWidget *card;

  tg_box_empty (self->result);
  card = tg_fact_card_new (all_works (trial)
                               ? trial->changed ? _ ("It works with what is different here") : _ ("The servers answer as they should")
                               : _ ("Not everything works from here"));
  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++)
    add_side (GTK_BOX (card), trial, side);
  tg_fact_card_add (GTK_BOX (card), TG_FACT_PLAIN, _ ("This was tried without signing in. Your address was not sent."));
  if (!all_works (trial))
    tg_fact_card_add (GTK_BOX (card), TG_FACT_PLAIN,
                      _ ("Compare the values above with the letter. If they are right, go on: the test finds out more."));
  gtk_box_append (self->result, card);
  for (guint i = 0; i < trial->findings->len; i++)
    tg_finding_view_append_told (self->result, trial->findings->pdata[i], FALSE);
  tg_widget_defaults_apply (GTK_WIDGET (self->result));
}

static void
tg_summary_box_show_words (TgSummaryBox *self, const char *words)
{
  tg_box_empty (self->result);
  tg_words_append (self->result, words, NULL);
}

static void
on_tried (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TgSummaryBox) self = data;
  TgLetterTrial *trial = tg_session_try_letter_finish (TG_SESSION (source), result, NULL);

  g_clear_object (&self->trying);
  /* The page may be gone, or have asked for another answer. */
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL) {
    g_clear_pointer (&trial, tg_letter_trial_free);
    return;
  }
  self->trial = trial;
  if (trial != NULL)
    tg_summary_box_show_trial (self);
  else
    tg_summary_box_show_words (self, _ ("The servers were not tried. The test does so."));
  g_signal_emit (self, signals[TRIED], 0);
}

static void
tg_summary_box_try (TgSummaryBox *self)
{
  tg_summary_box_show_words (self, _ ("Trying these servers, without signing in…"));
  self->trying = g_cancellable_new ();
  tg_session_try_letter_async (self->session, self->letter, 0, self->trying, on_tried, g_object_ref (self));
}

/* The tables know both servers, and nothing in the letter is needed. */
static void
tg_summary_box_show_known (TgSummaryBox *self, const char *known)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("My letter says something _else…"));

  tg_summary_box_show_words (self, known);
  tg_words_append (self->result, _ ("These servers are known for your address, so the rest of the letter is not needed."), NULL);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_ask_all), self);
  gtk_box_append (self->result, button);
  tg_widget_defaults_apply (button);
}

GtkWidget *
tg_summary_box_new (const TgPaper *paper, TgSession *session, const char *known)
{
  TgSummaryBox *self = g_object_new (TG_TYPE_SUMMARY_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 12, NULL);
  g_autoptr (TgAccount) account = NULL;

  self->paper = paper;
  self->session = g_object_ref (session);
  self->letter = tg_paper_letter (paper);
  account = tg_letter_account (self->letter->accounts->pdata[0]);
  tg_words_append (GTK_BOX (self), _ ("Is this what the letter says?"), "title-3");
  add_values (self, account);
  self->result = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->result));
  if (tg_paper_knows (paper, TG_SIDE_RECEIVE) && tg_paper_knows (paper, TG_SIDE_SEND))
    tg_summary_box_show_known (self, known);
  else
    tg_summary_box_try (self);
  return GTK_WIDGET (self);
}

gboolean
tg_summary_box_is_trying (TgSummaryBox *self)
{
  return self->trying != NULL;
}

void
tg_summary_box_stop (TgSummaryBox *self)
{
  g_cancellable_cancel (self->trying);
}

gboolean
tg_summary_box_has_changed (TgSummaryBox *self)
{
  return self->trial != NULL && self->trial->changed;
}

TgAccount *
tg_summary_box_get_account (TgSummaryBox *self)
{
  return self->trial != NULL ? tg_account_ref (self->trial->account) : tg_letter_account (self->letter->accounts->pdata[0]);
}

static void
tg_summary_box_dispose (GObject *object)
{
  tg_summary_box_stop (TG_SUMMARY_BOX (object));
  G_OBJECT_CLASS (tg_summary_box_parent_class)->dispose (object);
}

static void
tg_summary_box_finalize (GObject *object)
{
  TgSummaryBox *self = TG_SUMMARY_BOX (object);

  g_clear_object (&self->session);
  g_clear_object (&self->trying);
  g_clear_pointer (&self->trial, tg_letter_trial_free);
  g_clear_pointer (&self->letter, tg_letter_free);
  G_OBJECT_CLASS (tg_summary_box_parent_class)->finalize (object);
}

static void
tg_summary_box_class_init (TgSummaryBoxClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tg_summary_box_dispose;
  G_OBJECT_CLASS (klass)->finalize = tg_summary_box_finalize;
  signals[CHANGE] = g_signal_new ("change", TG_TYPE_SUMMARY_BOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[ASK_ALL] = g_signal_new ("ask-all", TG_TYPE_SUMMARY_BOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[TRIED] = g_signal_new ("tried", TG_TYPE_SUMMARY_BOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tg_summary_box_init (TgSummaryBox *self)
{
}
