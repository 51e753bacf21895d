/* save-page.c: where the account goes, and what that changes there, before anything is written.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/pages.h"

#include <glib/gi18n.h>

#include "app/cards/trouble.h"
#include "app/pages/save/hand-over-row.h"
#include "app/pages/save/preview/alike-check.h"
#include "app/pages/save/preview/change-preview.h"
#include "app/pages/save/save-request.h"
#include "app/pages/save/save-words.h"
#include "app/pages/save/sender-name.h"
#include "app/pages/save/targets/target-list.h"
#include "app/pages/save/targets/target-row.h"
#include "app/pages/save/waiting-card.h"
#include "app/shell/late.h"
#include "app/shell/reminder.h"
#include "saving/apply.h"

#define TYPING_MS 500

struct _TgSavePage {
  TgPage parent_instance;

  TgField *name;
  TgTargetList *targets;
  GtkWidget *missing;
  TgHandOverRow *hand_over;
  TgWaitingCard *waiting;
  TgTrouble *problem;
  GtkCheckButton *alike;
  GtkBox *preview;

  TgSenderName named;
  guint renamed;           /* a source: the preview is to show the name that was typed */
  gboolean waits_no_more;  /* for the program to be closed, since the person said so */
  GCancellable *preparing; /* (nullable) */
  GCancellable *applying;  /* (nullable) */
  TgSaving *saving;        /* (nullable): prepared for what is chosen */
};

G_DEFINE_FINAL_TYPE (TgSavePage, tg_save_page, TG_TYPE_PAGE)

static void tg_save_page_prepare (TgSavePage *self, gboolean update, GTask *apply);

/* One preparation, and whether it is to be applied at once. */
typedef struct {
  TgSavePage *page;
  gboolean update;
  GTask *apply; /* (nullable) */
} Preparation;

static void
preparation_free (Preparation *self)
{
  g_object_unref (self->page);
  g_clear_object (&self->apply);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Preparation, preparation_free)

/* Whether the chosen program must be closed first. */
static gboolean
tg_save_page_must_close (TgSavePage *self)
{
  const TgTarget *target = tg_target_list_get (self->targets);

  return target != NULL && tg_saving_must_close (target->place, tg_session_get_result (tg_page_get_session (TG_PAGE (self))));
}

/* @pressed: the person pressed *Save*, and is to hear of it.  @text: (nullable): nothing is wrong */
static void
tg_save_page_set_problem (TgSavePage *self, const char *text, gboolean pressed)
{
  if (pressed)
    tg_trouble_tell (self->problem, _ ("The account was not saved"), text);
  else
    tg_trouble_show (self->problem, _ ("It cannot be saved there yet"), text);
}

static void
tg_save_page_set_saving (TgSavePage *self, TgSaving *saving)
{
  g_clear_pointer (&self->saving, tg_saving_unref);
  self->saving = saving != NULL ? tg_saving_ref (saving) : NULL;
  tg_alike_check_show (self->alike, saving);
  tg_change_preview_fill (self->preview, saving);
  tg_hand_over_row_show (self->hand_over, saving);
  gtk_widget_set_visible (GTK_WIDGET (self->preview), saving != NULL);
}

/* Buttons and the waiting card, from the choice. */
static void
tg_save_page_sync (TgSavePage *self)
{
  const TgTarget *target = tg_target_list_get (self->targets);
  gboolean nothing = tg_target_list_is_nothing (self->targets);
  gboolean waits = tg_save_page_must_close (self) && !self->waits_no_more;
  gboolean failed = target != NULL && gtk_widget_get_visible (GTK_WIDGET (self->problem));

  if (waits)
    tg_waiting_card_show_open (self->waiting, target->place);
  else if (!tg_target_list_is_ready (self->targets))
    tg_waiting_card_show_looking (self->waiting);
  else
    tg_waiting_card_hide (self->waiting);
  tg_page_set_next (TG_PAGE (self), nothing ? _ ("_Next") : _ ("_Save"), TRUE);
  /* After a failure, *Save* tries again. */
  tg_page_set_complete (TG_PAGE (self), nothing || ((self->saving != NULL || failed) && !waits && !target->place->read_only));
}

/* *Cancel* beside the spinner: *Save* waits again. */
static void
on_waits_no_more (TgSavePage *self)
{
  g_autofree char *text = tg_save_words_still_open (tg_target_list_get (self->targets)->place);

  self->waits_no_more = TRUE;
  tg_save_page_set_problem (self, text, TRUE);
  tg_save_page_sync (self);
}

static void
tg_save_page_set_writing (TgSavePage *self, gboolean writing)
{
  if (writing)
    tg_waiting_card_show_writing (self->waiting, tg_target_list_get (self->targets)->place);
  else if (self->waiting != NULL)
    tg_waiting_card_hide (self->waiting);
  tg_page_set_busy (TG_PAGE (self), writing);
}

/* In a window of its own where the wizard has started over. */
static void
tg_save_page_tell_failure (TgSavePage *self, const GError *error)
{
  gboolean stopped = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  const char *title = stopped ? _ ("Saving was stopped") : _ ("The account was not saved");
  g_autofree char *text = tg_save_words_failure (self->saving, error);

  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    tg_trouble_tell (self->problem, title, text);
  else
    tg_late_tell (title, text);
}

static void
on_applied (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  TgSavePage *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  gboolean applied = tg_saving_apply_finish (result, &error);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  /* Without a root, the wizard has started over: what was written can be undone from Welcome. */
  if (!applied)
    tg_save_page_tell_failure (self, error);
  else if (root == NULL)
    tg_wizard_tell_changed (tg_page_get_wizard (TG_PAGE (self)));
  else
    tg_wizard_set_saved (tg_page_get_wizard (TG_PAGE (self)), self->saving);
  if (applied && root != NULL && tg_saving_has_exceptions (self->saving))
    tg_reminder_offer (GTK_WINDOW (root));

  /* It was opened in between: the next look will show that it is waited for. */
  if (g_error_matches (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_RUNNING) && root != NULL)
    tg_target_list_look_again (self->targets);

  tg_late_end ();
  tg_save_page_set_writing (self, FALSE);
  g_task_return_boolean (task, applied);
}

/* Nothing was applied, and *Save* may be pressed again. */
static void
preparation_give_up (const Preparation *self)
{
  if (self->apply == NULL)
    return;

  tg_save_page_set_writing (self->page, FALSE);
  g_task_return_boolean (self->apply, FALSE);
}

static void
tg_save_page_prepare_failed (TgSavePage *self, const Preparation *preparation, const GError *error)
{
  tg_save_page_set_saving (self, NULL);
  /* The account is there already: the same again, as an update, which is shown before it is saved. */
  if (g_error_matches (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_EXISTS) && !preparation->update) {
    tg_save_page_prepare (self, TRUE, NULL);
  } else if (g_error_matches (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_RUNNING)) {
    /* The next look will show and say so, also where it is closed again by then. */
    tg_target_list_look_again (self->targets);
  } else {
    g_autofree char *text = tg_save_words_failure (NULL, error);

    tg_save_page_set_problem (self, text, preparation->apply != NULL);
  }
  preparation_give_up (preparation);
  tg_save_page_sync (self);
}

static void
on_prepared (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Preparation) preparation = data;
  TgSavePage *self = preparation->page;
  g_autoptr (GError) error = NULL;
  g_autoptr (TgSaving) saving = tg_saving_prepare_finish (result, &error);

  /* Another place was chosen meanwhile, it was stopped, or the wizard started over. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->targets == NULL) {
    if (preparation->apply != NULL && self->targets != NULL)
      tg_save_page_tell_failure (self, error);
    preparation_give_up (preparation);
    return;
  }

  g_clear_object (&self->preparing);
  if (saving == NULL) {
    tg_save_page_prepare_failed (self, preparation, error);
    return;
  }

  tg_save_page_set_saving (self, saving);
  tg_save_page_set_problem (self, NULL, FALSE);
  /* The preview says why, and what to do; *Save* looks again. */
  if (tg_saving_get_refusal (saving) != NULL) {
    if (preparation->apply != NULL)
      tg_save_page_set_problem (self, tg_saving_get_refusal (saving), TRUE);
    preparation_give_up (preparation);
  } else if (preparation->apply != NULL) {
    tg_late_begin ();
    tg_saving_apply_async (saving, self->applying, on_applied, g_object_ref (preparation->apply));
  }
  if (preparation->apply == NULL || tg_saving_get_refusal (saving) != NULL)
    tg_save_page_sync (self);
}

static void
tg_save_page_prepare (TgSavePage *self, gboolean update, GTask *apply)
{
  g_autofree char *name = g_strstrip (g_strdup (tg_field_get_text (self->name)));
  g_autoptr (TgAccount) account = tg_account_with_name (tg_page_get_account (TG_PAGE (self)), *name ? name : NULL);
  Preparation *preparation = g_new0 (Preparation, 1);
  const TgSavingRequest request = tg_save_request_new (TG_PAGE (self), tg_target_list_get (self->targets), account, update,
                                                       gtk_check_button_get_active (self->alike), tg_hand_over_row_is_on (self->hand_over));

  preparation->page = g_object_ref (self);
  preparation->update = request.update;
  preparation->apply = apply != NULL ? g_object_ref (apply) : NULL;
  g_cancellable_cancel (self->preparing);
  g_clear_object (&self->preparing);
  self->preparing = g_cancellable_new ();
  tg_saving_prepare_async (&request, self->preparing, on_prepared, preparation);
}

static void
on_chosen (TgSavePage *self, gboolean anew)
{
  const TgTarget *target = tg_target_list_get (self->targets);
  g_autofree char *objection = target != NULL ? tg_target_row_objection (target) : NULL;
  gboolean must_close = tg_save_page_must_close (self);

  gtk_widget_set_visible (self->missing, tg_target_list_is_empty (self->targets));
  self->waits_no_more = self->waits_no_more && must_close && !anew;
  if (anew)
    tg_sender_name_fill (&self->named, self->name, tg_page_get_account (TG_PAGE (self)), target != NULL ? target->repairs : NULL);
  if (!self->waits_no_more)
    tg_save_page_set_problem (self, objection, FALSE);
  tg_save_page_set_saving (self, NULL);
  g_cancellable_cancel (self->preparing);
  g_clear_handle_id (&self->renamed, g_source_remove);

  tg_save_page_sync (self);
  if (target != NULL && objection == NULL && !must_close)
    tg_save_page_prepare (self, FALSE, NULL);
}

/* Where something is prepared, it is to be as the person wants it now. */
static void
tg_save_page_prepare_again (TgSavePage *self)
{
  if (self->saving != NULL && !tg_page_is (TG_PAGE (self), TG_PAGE_BUSY))
    tg_save_page_prepare (self, tg_saving_is_update (self->saving), NULL);
}

static gboolean
on_renamed (gpointer data)
{
  TgSavePage *self = data;

  self->renamed = 0;
  tg_save_page_prepare_again (self);
  return G_SOURCE_REMOVE;
}

/* Once the typing has stopped. */
static void
on_name_changed (TgSavePage *self)
{
  tg_wizard_set_sender_name (tg_page_get_wizard (TG_PAGE (self)), tg_field_get_text (self->name));
  g_clear_handle_id (&self->renamed, g_source_remove);
  if (self->saving != NULL)
    self->renamed = g_timeout_add (TYPING_MS, on_renamed, self);
}

static void
tg_save_page_entered (TgPage *page)
{
  TgSavePage *self = TG_SAVE_PAGE (page);
  const TgTarget *target;

  tg_target_list_start (self->targets, page);
  target = tg_target_list_get (self->targets);
  tg_sender_name_fill (&self->named, self->name, tg_page_get_account (page), target != NULL ? target->repairs : NULL);
  tg_hand_over_row_reset (self->hand_over);
  /* What is shown may be of other servers. */
  tg_save_page_set_saving (self, NULL);
  tg_save_page_set_problem (self, NULL, FALSE);
  self->waits_no_more = FALSE;
  tg_save_page_sync (self);
}

static void
tg_save_page_left (TgPage *page)
{
  TgSavePage *self = TG_SAVE_PAGE (page);

  if (self->targets != NULL)
    tg_target_list_stop (self->targets);
  g_clear_handle_id (&self->renamed, g_source_remove);
  g_cancellable_cancel (self->preparing);
}

/* What was written by then is taken back. */
static void
tg_save_page_stop (TgPage *page)
{
  TgSavePage *self = TG_SAVE_PAGE (page);

  g_cancellable_cancel (self->preparing);
  g_cancellable_cancel (self->applying);
}

static void
tg_save_page_apply_async (TgPage *page, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  TgSavePage *self = TG_SAVE_PAGE (page);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  if (tg_target_list_get (self->targets) == NULL) {
    g_task_return_boolean (task, TRUE);
    return;
  }
  if (tg_save_page_must_close (self)) {
    self->waits_no_more = FALSE;
    tg_save_page_set_problem (self, NULL, FALSE);
    tg_save_page_sync (self);
    g_task_return_boolean (task, FALSE);
    return;
  }

  /* Stopped too late, it is saved all the same. */
  g_task_set_check_cancellable (task, FALSE);
  g_set_object (&self->applying, cancellable);
  /* The keyring may ask something first, in a window that nobody sees. */
  g_object_set (self, "stoppable", tg_target_list_get (self->targets)->place->program == TG_PROGRAM_EVOLUTION, NULL);
  /* Prepared afresh: the name, or the program's files, may have changed since the preview. */
  tg_save_page_set_problem (self, NULL, FALSE);
  tg_save_page_set_writing (self, TRUE);
  tg_save_page_prepare (self, self->saving != NULL && tg_saving_is_update (self->saving), task);
}

static GtkWidget *
tg_save_page_initial_focus (TgPage *page)
{
  return GTK_WIDGET (TG_SAVE_PAGE (page)->name);
}

static void
tg_save_page_dispose (GObject *object)
{
  TgSavePage *self = TG_SAVE_PAGE (object);

  tg_save_page_left (TG_PAGE (self));
  g_clear_object (&self->preparing);
  g_clear_object (&self->applying);
  g_clear_pointer (&self->saving, tg_saving_unref);
  tg_sender_name_clear (&self->named);
  G_OBJECT_CLASS (tg_save_page_parent_class)->dispose (object);
}

static void
tg_save_page_class_init (TgSavePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  TgPageClass *page_class = TG_PAGE_CLASS (klass);

  g_type_ensure (TG_TYPE_HAND_OVER_ROW);
  g_type_ensure (TG_TYPE_TARGET_LIST);
  g_type_ensure (TG_TYPE_TROUBLE);
  g_type_ensure (TG_TYPE_WAITING_CARD);
  object_class->dispose = tg_save_page_dispose;
  page_class->entered = tg_save_page_entered;
  page_class->left = tg_save_page_left;
  page_class->stop = tg_save_page_stop;
  page_class->apply_async = tg_save_page_apply_async;
  page_class->initial_focus = tg_save_page_initial_focus;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tegami/Tegami/pages/save/save-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TgSavePage, name);
  gtk_widget_class_bind_template_child (widget_class, TgSavePage, targets);
  gtk_widget_class_bind_template_child (widget_class, TgSavePage, missing);
  gtk_widget_class_bind_template_child (widget_class, TgSavePage, hand_over);
  gtk_widget_class_bind_template_child (widget_class, TgSavePage, waiting);
  gtk_widget_class_bind_template_child (widget_class, TgSavePage, problem);
  gtk_widget_class_bind_template_child (widget_class, TgSavePage, alike);
  gtk_widget_class_bind_template_child (widget_class, TgSavePage, preview);
}

static void
tg_save_page_init (TgSavePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->targets, "chosen", G_CALLBACK (on_chosen), self);
  g_signal_connect_swapped (self->waiting, "cancelled", G_CALLBACK (on_waits_no_more), self);
  g_signal_connect_swapped (self->name, "changed", G_CALLBACK (on_name_changed), self);
  g_signal_connect_swapped (self->hand_over, "changed", G_CALLBACK (tg_save_page_prepare_again), self);
  g_signal_connect_swapped (self->alike, "toggled", G_CALLBACK (tg_save_page_prepare_again), self);
}
