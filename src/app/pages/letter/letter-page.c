/* letter-page.c: a side page.  A letter is brought, read in a thread, and shown with what became of it; the person corrects that, and takes
 * it over.  The letter stays here for this run, and goes with the page.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/pages.h"

#include <glib/gi18n.h>

#include "app/pages/letter/bring-box.h"
#include "app/pages/letter/letter-cards.h"
#include "app/pages/letter/letter-reading.h"
#include "app/pages/letter/letter-rows.h"
#include "app/pages/letter/letter-use.h"
#include "app/pages/letter/letter-view.h"
#include "app/pages/letter/refusal.h"
#include "app/pages/letter/trial-box.h"
#include "app/widgets/field.h"
#include "app/widgets/in-view.h"
#include "app/widgets/widget-defaults.h"
#include "app/widgets/words.h"
#include "diagnose/letter/letter-findings.h"
#include "model/text/text.h"

struct _TgLetterPage {
  TgPage parent_instance;

  GtkWidget *bring_part;
  TgBringBox *bring;
  GtkLabel *problem;
  GtkBox *refusal;
  GtkWidget *read_part;
  GtkLabel *intro;
  TgLetterView *view;
  GtkWidget *which_list;
  TgField *which;
  GtkWidget *taken;
  GtkBox *taken_lines;
  GtkWidget *take_back_button;
  GtkBox *cards;
  TgLetterRows *rows;
  TgTrialBox *trial;
  GtkWidget *again_button;

  TgDraft *draft;        /* (nullable) */
  GtkWidget *offer;      /* (nullable): the first button of the cards */
  GCancellable *reading; /* (nullable) */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (TgLetterPage, tg_letter_page, TG_TYPE_PAGE)

/* Whether anything is there that could be taken over. */
static gboolean
is_of_use (const TgAccount *account)
{
  return *account->address != '\0' || account->user != NULL || account->receive != NULL || account->send != NULL;
}

static void
tg_letter_page_sync (TgLetterPage *self)
{
  g_autoptr (TgAccount) account = self->draft != NULL ? tg_draft_account (self->draft) : NULL;

  gtk_widget_set_visible (self->bring_part, self->draft == NULL);
  gtk_widget_set_visible (self->read_part, self->draft != NULL);
  if (self->draft != NULL) {
    /* Where something does not go together, putting that right comes first. */
    tg_page_set_next (TG_PAGE (self), _ ("_Use these settings"), self->offer == NULL);
    tg_page_set_complete (TG_PAGE (self), is_of_use (account));
  } else {
    tg_page_set_next (TG_PAGE (self), self->reading != NULL ? _ ("Reading…") : _ ("_Read the letter"), TRUE);
    tg_page_set_complete (TG_PAGE (self), self->reading == NULL && tg_bring_box_has_text (self->bring));
  }
}

/* What was read */

static void tg_letter_page_take (gpointer page, const TgAccount *change);

static void
tg_letter_page_fill_cards (TgLetterPage *self, GPtrArray *findings, const TgAccount *account, gboolean works)
{
  const TgAccount *before = tg_draft_before (self->draft);

  self->offer = tg_letter_cards_fill (self->cards, findings, account, works, tg_letter_page_take, self);
  tg_box_empty (self->taken_lines);
  if (before != NULL)
    tg_letter_lines_fill (self->taken_lines, before, account);
  gtk_widget_set_visible (self->taken, before != NULL);
}

static void
tg_letter_page_introduce (TgLetterPage *self)
{
  gtk_label_set_label (self->intro,
                       tg_draft_n_marks (self->draft) == 0
                           ? _ ("Nothing in this text was recognised. If it names a server, select the name here, and say what it is.")
                           : _ ("Check what was recognised. Nothing is contacted, and nothing is saved yet."));
}

static void
tg_letter_page_refresh (TgLetterPage *self)
{
  g_autoptr (TgAccount) account = tg_draft_account (self->draft);
  g_autoptr (TgLetter) edited = tg_draft_edited (self->draft);
  g_autoptr (GPtrArray) findings = tg_letter_findings (edited);

  tg_letter_page_introduce (self);
  tg_letter_rows_show (self->rows, self->draft);
  tg_letter_view_show (self->view, self->draft);
  tg_letter_page_fill_cards (self, findings, account, FALSE);
  tg_trial_box_show (self->trial, account);
  tg_letter_page_sync (self);
}

static void
tg_letter_page_take (gpointer page, const TgAccount *change)
{
  TgLetterPage *self = page;

  if (self->draft == NULL)
    return;
  tg_draft_take (self->draft, change);
  tg_letter_page_refresh (self);
  gtk_widget_grab_focus (self->take_back_button);
}

static void
on_take_back (TgLetterPage *self)
{
  tg_draft_take_back (self->draft);
  tg_letter_page_refresh (self);
  gtk_widget_grab_focus (self->offer != NULL ? self->offer : GTK_WIDGET (self->view));
}

static void
on_moved (TgLetterPage *self, guint mark, guint fields)
{
  tg_draft_move (self->draft, mark, fields);
  tg_letter_page_refresh (self);
}

static void
on_chosen (TgLetterPage *self, int side, guint server)
{
  tg_draft_choose_server (self->draft, (TgSide)side, server);
  tg_letter_page_refresh (self);
}

/* The exact place of a mark moves it; all else makes a new one. */
static void
on_assign (TgLetterPage *self, guint start, guint end, guint fields)
{
  guint mark = tg_draft_mark_at (self->draft, start);

  if (mark != TG_DRAFT_NO_MARK && tg_draft_mark (self->draft, mark)->start == start && tg_draft_mark (self->draft, mark)->end == end)
    tg_draft_move (self->draft, mark, fields);
  else
    tg_draft_add (self->draft, start, end, fields);
  tg_letter_page_refresh (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
on_which (TgLetterPage *self)
{
  guint account = tg_field_get_selected (self->which);

  if (self->filling || self->draft == NULL || account >= tg_draft_letter (self->draft)->accounts->len ||
      account == tg_draft_account_index (self->draft))
    return;
  tg_draft_choose_account (self->draft, account);
  tg_letter_page_refresh (self);
}

/* By the address, or whatever else tells them apart. */
static void
tg_letter_page_fill_which (TgLetterPage *self)
{
  GPtrArray *accounts = tg_draft_letter (self->draft)->accounts;
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  self->filling = TRUE;
  for (guint i = 0; i < accounts->len; i++) {
    const TgLetterAccount *account = accounts->pdata[i];
    const char *name = account->address != NULL ? account->address : account->user;
    g_autofree char *visible = name != NULL ? tg_text_visible (name, -1, 60) : g_strdup_printf (_ ("Account %u"), i + 1);

    gtk_string_list_append (names, visible);
  }
  g_object_set (self->which, "choices", names, NULL);
  gtk_widget_set_visible (self->which_list, accounts->len > 1);
  self->filling = FALSE;
}

/* Trying */

static void
on_try (TgLetterPage *self)
{
  g_autoptr (TgLetter) edited = tg_draft_edited (self->draft);

  if (edited->accounts->len > 0)
    tg_trial_box_begin (self->trial, tg_page_get_session (TG_PAGE (self)), edited);
}

static void
on_tried (TgLetterPage *self, const TgLetterTrial *trial)
{
  g_autoptr (TgAccount) account = tg_draft_account (self->draft);

  tg_letter_page_fill_cards (self, trial->findings, account,
                             !trial->changed && trial->works[TG_SIDE_RECEIVE] && trial->works[TG_SIDE_SEND]);
  if (trial->changed && self->offer == NULL)
    self->offer = tg_letter_cards_add_working (self->cards, account, trial->account, tg_letter_page_take, self);
  tg_letter_page_sync (self);
  /* Where nothing works, what was seen of it stays in view. */
  if (self->offer != NULL && trial->changed)
    gtk_widget_grab_focus (self->offer);
  tg_bring_into_view (self->offer != NULL && trial->changed ? self->offer : GTK_WIDGET (self->trial));
}

/* Bringing */

/* @draft: (transfer full) (nullable) */
static void
tg_letter_page_set_draft (TgLetterPage *self, TgDraft *draft)
{
  TgDraft *old = self->draft;

  tg_trial_box_stop (self->trial);
  tg_letter_view_show (self->view, NULL);
  tg_letter_rows_forget (self->rows);
  self->offer = NULL;
  self->draft = draft;
  g_clear_pointer (&old, tg_draft_free);
  tg_bring_box_clear (self->bring);
  tg_words_tell (self->problem, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), FALSE);
  if (draft != NULL) {
    tg_letter_page_fill_which (self);
    tg_letter_page_refresh (self);
  } else {
    tg_letter_page_sync (self);
  }
}

/* Whoever has gone back meanwhile finds it when coming again. */
static void
tg_letter_page_focus (TgLetterPage *self)
{
  GtkWidget *focus = tg_page_initial_focus (TG_PAGE (self));

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (tg_page_get_scroller (TG_PAGE (self))), 0);
  gtk_widget_grab_focus (focus);
}

static void
tg_letter_page_refuse (TgLetterPage *self, TgLetterKind kind)
{
  tg_letter_page_set_draft (self, NULL);
  tg_box_empty (self->refusal);
  gtk_box_append (self->refusal, tg_letter_refusal_new (kind));
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), TRUE);
  tg_bring_into_view (GTK_WIDGET (self->refusal));
}

static void
on_refused (TgLetterPage *self, int kind)
{
  tg_letter_page_refuse (self, (TgLetterKind)kind);
}

static void
on_failed (TgLetterPage *self, const char *why)
{
  g_autofree char *visible = tg_text_visible (why, -1, 200);

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), FALSE);
  tg_words_tell (self->problem, visible);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TgLetterPage) self = data;
  TgLetterKind kind;
  g_autoptr (TgDraft) draft = tg_letter_reading_finish (result, &kind);

  /* Overtaken by another letter, or by the end of the page. */
  if (self->reading == NULL || self->reading != g_task_get_cancellable (G_TASK (result)))
    return;
  g_clear_object (&self->reading);
  if (draft == NULL) {
    tg_letter_page_refuse (self, kind);
    return;
  }
  tg_letter_page_set_draft (self, g_steal_pointer (&draft));
  tg_letter_page_focus (self);
}

static void
tg_letter_page_stop_reading (TgLetterPage *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
}

/* @plain: (nullable) */
static void
on_brought (TgLetterPage *self, GBytes *bytes, GBytes *plain)
{
  tg_letter_page_stop_reading (self);
  self->reading = g_cancellable_new ();
  tg_letter_reading_async (bytes, plain, self->reading, on_read, g_object_ref (self));
  tg_letter_page_sync (self);
}

static void
on_again (TgLetterPage *self)
{
  tg_letter_page_set_draft (self, NULL);
  tg_letter_page_focus (self);
}

/* The page */

static void
tg_letter_page_apply_async (TgPage *page, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  TgLetterPage *self = TG_LETTER_PAGE (page);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  gboolean taken = self->draft != NULL && !tg_session_is_busy (tg_page_get_session (page));

  if (self->draft == NULL)
    tg_bring_box_bring_text (self->bring);
  else if (taken)
    tg_letter_use (tg_page_get_wizard (page), self->draft, tg_letter_rows_uses_password (self->rows));
  else
    gtk_widget_error_bell (GTK_WIDGET (self)); /* a test that was left is still ending */
  g_task_return_boolean (task, taken);
}

static void
tg_letter_page_left (TgPage *page)
{
  tg_trial_box_stop (TG_LETTER_PAGE (page)->trial);
}

static GtkWidget *
tg_letter_page_initial_focus (TgPage *page)
{
  TgLetterPage *self = TG_LETTER_PAGE (page);

  if (self->draft == NULL)
    return GTK_WIDGET (self->bring);
  return self->offer != NULL ? self->offer : GTK_WIDGET (self->view);
}

static void
tg_letter_page_dispose (GObject *object)
{
  TgLetterPage *self = TG_LETTER_PAGE (object);

  tg_letter_page_stop_reading (self);
  if (self->view != NULL)
    tg_letter_view_show (self->view, NULL);
  g_clear_pointer (&self->draft, tg_draft_free);
  G_OBJECT_CLASS (tg_letter_page_parent_class)->dispose (object);
}

static void
tg_letter_page_class_init (TgLetterPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  TgPageClass *page_class = TG_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tg_letter_page_dispose;
  page_class->apply_async = tg_letter_page_apply_async;
  page_class->left = tg_letter_page_left;
  page_class->initial_focus = tg_letter_page_initial_focus;

  g_type_ensure (TG_TYPE_BRING_BOX);
  g_type_ensure (TG_TYPE_LETTER_VIEW);
  g_type_ensure (TG_TYPE_LETTER_ROWS);
  g_type_ensure (TG_TYPE_TRIAL_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tegami/Tegami/pages/letter/letter-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TgLetterPage, bring_part);
  gtk_widget_class_bind_template_child (widget_class, TgLetterPage, bring);
  gtk_widget_class_bind_template_child (widget_class, TgLetterPage, problem);
  gtk_widget_class_bind_template_child (widget_class, TgLetterPage, refusal);
  gtk_widget_class_bind_template_child (widget_class, TgLetterPage, read_part);
  gtk_widget_class_bind_template_child (widget_class, TgLetterPage, intro);
  gtk_widget_class_bind_template_child (widget_class, TgLetterPage, view);
  gtk_widget_class_bind_template_child (widget_class, TgLetterPage, which_list);
  gtk_widget_class_bind_template_child (widget_class, TgLetterPage, which);
  gtk_widget_class_bind_template_child (widget_class, TgLetterPage, taken);
  gtk_widget_class_bind_template_child (widget_class, TgLetterPage, taken_lines);
  gtk_widget_class_bind_template_child (widget_class, TgLetterPage, take_back_button);
  gtk_widget_class_bind_template_child (widget_class, TgLetterPage, cards);
  gtk_widget_class_bind_template_child (widget_class, TgLetterPage, rows);
  gtk_widget_class_bind_template_child (widget_class, TgLetterPage, trial);
  gtk_widget_class_bind_template_child (widget_class, TgLetterPage, again_button);
}

static void
tg_letter_page_init (TgLetterPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tg_bring_box_accept_drops (self->bring, GTK_WIDGET (self));
  g_signal_connect_swapped (self->bring, "brought", G_CALLBACK (on_brought), self);
  g_signal_connect_swapped (self->bring, "refused", G_CALLBACK (on_refused), self);
  g_signal_connect_swapped (self->bring, "failed", G_CALLBACK (on_failed), self);
  g_signal_connect_swapped (self->bring, "typed", G_CALLBACK (tg_letter_page_sync), self);
  g_signal_connect_swapped (self->view, "point", G_CALLBACK (tg_letter_rows_point), self->rows);
  g_signal_connect_swapped (self->view, "assign", G_CALLBACK (on_assign), self);
  g_signal_connect_swapped (self->rows, "point", G_CALLBACK (tg_letter_view_point), self->view);
  g_signal_connect_swapped (self->rows, "move", G_CALLBACK (on_moved), self);
  g_signal_connect_swapped (self->rows, "choose", G_CALLBACK (on_chosen), self);
  g_signal_connect_swapped (self->which, "changed", G_CALLBACK (on_which), self);
  g_signal_connect_swapped (self->take_back_button, "clicked", G_CALLBACK (on_take_back), self);
  g_signal_connect_swapped (self->trial, "try", G_CALLBACK (on_try), self);
  g_signal_connect_swapped (self->trial, "tried", G_CALLBACK (on_tried), self);
  g_signal_connect_swapped (self->again_button, "clicked", G_CALLBACK (on_again), self);
  tg_letter_page_sync (self);
}
