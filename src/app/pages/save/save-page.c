/* save-page.c: which mail program gets the account.  Programs are looked for in a thread, again
 * and again while the page is shown: one that must be closed first is waited for, one that is
 * installed meanwhile appears.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/pages.h"

#include <glib/gi18n.h>

#include "app/pages/save/alike-check.h"
#include "app/pages/save/change-preview.h"
#include "app/pages/save/hand-over-row.h"
#include "app/pages/save/place-list.h"
#include "app/pages/save/place-row.h"
#include "app/pages/save/save-request.h"
#include "app/pages/save/sender-name.h"
#include "app/shell/late.h"
#include "app/shell/reminder.h"
#include "app/widgets/field.h"
#include "app/widgets/widget-defaults.h"
#include "app/widgets/words.h"
#include "saving/apply.h"

#define LOOK_AGAIN_MS 2000
#define TYPING_MS     500

struct _TgSavePage {
  TgPage parent_instance;

  TgField *name;
  GtkBox *places;
  GtkWidget *missing;
  TgHandOverRow *hand_over;
  GtkWidget *waiting;
  GtkLabel *waiting_label;
  GtkLabel *problem;
  GtkCheckButton *alike;
  GtkBox *preview;

  char *named; /* (nullable): whose sender name was filled in */
  guint timer;
  guint renamed; /* a source: the preview is to show the name that was typed */
  gboolean looking;
  char *state;             /* (nullable): of the places as shown, to see whether anything changed */
  GtkCheckButton *chosen;  /* (nullable) */
  GCancellable *preparing; /* (nullable) */
  GCancellable *applying;  /* (nullable) */
  TgSaving *saving;        /* (nullable): prepared for the chosen place */
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

static const TgPlace *
tg_save_page_get_place (TgSavePage *self)
{
  return self->chosen != NULL ? tg_place_row_get (self->chosen) : NULL;
}

static gboolean
tg_save_page_must_close (TgSavePage *self, const TgPlace *place)
{
  TgSession *session = tg_page_get_session (TG_PAGE (self));

  return place != NULL && tg_saving_must_close (place, tg_session_get_result (session));
}

static void
tg_save_page_set_problem (TgSavePage *self, const char *text)
{
  gtk_label_set_text (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
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

/* Buttons and the waiting line, from the choice. */
static void
tg_save_page_sync (TgSavePage *self)
{
  const TgPlace *place = tg_save_page_get_place (self);
  gboolean nothing = self->chosen != NULL && place == NULL;
  gboolean waiting = tg_save_page_must_close (self, place);
  gboolean failed = place != NULL && gtk_widget_get_visible (GTK_WIDGET (self->problem));

  if (waiting) {
    g_autofree char *text =
        g_strdup_printf (_ ("%s is open. Please close it; Tegami waits and then continues by itself."), tg_place_title (place));

    gtk_label_set_text (self->waiting_label, text);
  }
  gtk_widget_set_visible (self->waiting, waiting);
  tg_page_set_next (TG_PAGE (self), nothing ? _ ("_Next") : _ ("_Save"), TRUE);
  /* After a failure, *Save* tries again. */
  tg_page_set_complete (TG_PAGE (self), nothing || ((self->saving != NULL || failed) && !waiting && !place->read_only));
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
  if (root == NULL && applied)
    tg_wizard_tell_changed (tg_page_get_wizard (TG_PAGE (self)));
  else if (root == NULL)
    tg_late_tell (_ ("The account was not saved"), error->message);
  else if (applied)
    tg_wizard_set_saved (tg_page_get_wizard (TG_PAGE (self)), self->saving);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    tg_words_tell (self->problem, _ ("Saving was stopped."));
  else
    tg_words_tell (self->problem, error->message);
  if (applied && root != NULL && tg_saving_has_exceptions (self->saving))
    tg_reminder_offer (GTK_WINDOW (root));

  tg_late_end ();
  tg_page_set_busy (TG_PAGE (self), FALSE);
  g_task_return_boolean (task, applied);
}

/* Nothing was applied, and *Save* may be pressed again.  @why: (nullable): where it is to be said */
static void
preparation_give_up (const Preparation *self, const char *why)
{
  if (self->apply == NULL)
    return;
  if (why != NULL)
    tg_words_tell (self->page->problem, why);

  tg_page_set_busy (TG_PAGE (self->page), FALSE);
  g_task_return_boolean (self->apply, FALSE);
}

static void
tg_save_page_prepare_failed (TgSavePage *self, const Preparation *preparation, const GError *error)
{
  const char *why = NULL;

  tg_save_page_set_saving (self, NULL);
  /* The account is there already: the same again, as an update, which is shown before it is saved. */
  if (g_error_matches (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_EXISTS) && !preparation->update)
    tg_save_page_prepare (self, TRUE, NULL);
  /* That it is open, the next look will show and say, also where it is closed again by then. */
  else if (g_error_matches (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_RUNNING))
    g_clear_pointer (&self->state, g_free);
  else
    tg_save_page_set_problem (self, why = error->message);
  tg_save_page_sync (self);
  preparation_give_up (preparation, why);
}

static void
on_prepared (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Preparation) preparation = data;
  TgSavePage *self = preparation->page;
  g_autoptr (GError) error = NULL;
  g_autoptr (TgSaving) saving = tg_saving_prepare_finish (result, &error);

  /* Another place was chosen meanwhile, it was stopped, or the wizard started over. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->places == NULL) {
    preparation_give_up (preparation, self->places != NULL ? _ ("Saving was stopped.") : NULL);
    return;
  }

  g_clear_object (&self->preparing);
  if (saving == NULL) {
    tg_save_page_prepare_failed (self, preparation, error);
    return;
  }

  tg_save_page_set_saving (self, saving);
  tg_save_page_set_problem (self, NULL);
  tg_save_page_sync (self);
  /* The preview says why, and what to do; *Save* looks again. */
  if (tg_saving_get_refusal (saving) != NULL) {
    preparation_give_up (preparation, tg_saving_get_refusal (saving));
  } else if (preparation->apply != NULL) {
    tg_late_begin ();
    tg_saving_apply_async (saving, self->applying, on_applied, g_object_ref (preparation->apply));
  }
}

static void
tg_save_page_prepare (TgSavePage *self, gboolean update, GTask *apply)
{
  g_autofree char *name = g_strstrip (g_strdup (tg_field_get_text (self->name)));
  g_autoptr (TgAccount) account = tg_account_with_name (tg_page_get_account (TG_PAGE (self)), *name ? name : NULL);
  Preparation *preparation = g_new0 (Preparation, 1);
  const TgSavingRequest request = tg_save_request_new (TG_PAGE (self), tg_save_page_get_place (self), account, update,
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
on_chosen (GtkCheckButton *row, TgSavePage *self)
{
  const TgPlace *place;
  g_autofree char *objection = NULL;

  if (!gtk_check_button_get_active (row))
    return;

  self->chosen = row;
  place = tg_save_page_get_place (self);
  objection = tg_place_row_objection (place);
  tg_save_page_set_problem (self, objection);
  tg_save_page_set_saving (self, NULL);
  g_cancellable_cancel (self->preparing);

  tg_save_page_sync (self);
  if (place != NULL && objection == NULL && !tg_save_page_must_close (self, place))
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
tg_save_page_show_places (TgSavePage *self, GPtrArray *places)
{
  const TgPlace *chosen = tg_save_page_get_place (self);
  g_autoptr (TgPlace) before = chosen != NULL ? tg_place_copy (chosen) : NULL;
  gboolean had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self->places)) != NULL;
  GtkCheckButton *choose;

  self->chosen = NULL;
  choose = tg_place_list_fill (self->places, places, before, TG_PAGE (self), G_CALLBACK (on_chosen));
  gtk_widget_set_visible (self->missing, places->len == 0);

  if (choose != NULL)
    gtk_check_button_set_active (choose, TRUE);
  else
    tg_save_page_sync (self);
  if (choose != NULL && had_focus)
    gtk_widget_grab_focus (GTK_WIDGET (choose));
}

static void
on_places_found (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TgSavePage) self = data;
  g_autoptr (GPtrArray) places = tg_saving_places_finish (result);
  g_autofree char *state = tg_place_row_state (places);

  self->looking = FALSE;
  /* The page is gone, was left, or is writing. */
  if (!self->timer || tg_page_is (TG_PAGE (self), TG_PAGE_BUSY) || g_strcmp0 (state, self->state) == 0)
    return;

  g_free (self->state);
  self->state = g_steal_pointer (&state);
  tg_save_page_show_places (self, places);
}

static gboolean
tg_save_page_look (gpointer data)
{
  TgSavePage *self = data;

  if (!self->looking) {
    self->looking = TRUE;
    tg_saving_places_async (on_places_found, g_object_ref (self));
  }
  return G_SOURCE_CONTINUE;
}

static void
tg_save_page_entered (TgPage *page)
{
  TgSavePage *self = TG_SAVE_PAGE (page);

  tg_sender_name_fill (self->name, &self->named, tg_page_get_account (page));
  tg_hand_over_row_reset (self->hand_over);
  /* What is shown may be of other servers; the places are chosen from anew. */
  g_clear_pointer (&self->state, g_free);
  tg_save_page_set_saving (self, NULL);
  tg_save_page_set_problem (self, NULL);
  tg_save_page_sync (self);
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (LOOK_AGAIN_MS, tg_save_page_look, self);
  tg_save_page_look (self);
}

static void
tg_save_page_left (TgPage *page)
{
  TgSavePage *self = TG_SAVE_PAGE (page);

  g_clear_handle_id (&self->timer, g_source_remove);
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

  if (tg_save_page_get_place (self) == NULL) {
    g_task_return_boolean (task, TRUE);
    return;
  }

  /* Stopped too late, it is saved all the same. */
  g_task_set_check_cancellable (task, FALSE);
  g_set_object (&self->applying, cancellable);
  /* The keyring may ask something first, in a window that nobody sees. */
  g_object_set (self, "stoppable", tg_save_page_get_place (self)->program == TG_PROGRAM_EVOLUTION, NULL);
  /* Prepared afresh: the name, or the program's files, may have changed since the preview. */
  tg_page_set_busy (page, TRUE);
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
  self->chosen = NULL;
  g_clear_object (&self->preparing);
  g_clear_object (&self->applying);
  g_clear_pointer (&self->saving, tg_saving_unref);
  g_clear_pointer (&self->state, g_free);
  g_clear_pointer (&self->named, g_free);
  G_OBJECT_CLASS (tg_save_page_parent_class)->dispose (object);
}

static void
tg_save_page_class_init (TgSavePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  TgPageClass *page_class = TG_PAGE_CLASS (klass);

  g_type_ensure (TG_TYPE_HAND_OVER_ROW);
  object_class->dispose = tg_save_page_dispose;
  page_class->entered = tg_save_page_entered;
  page_class->left = tg_save_page_left;
  page_class->stop = tg_save_page_stop;
  page_class->apply_async = tg_save_page_apply_async;
  page_class->initial_focus = tg_save_page_initial_focus;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tegami/Tegami/pages/save/save-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TgSavePage, name);
  gtk_widget_class_bind_template_child (widget_class, TgSavePage, places);
  gtk_widget_class_bind_template_child (widget_class, TgSavePage, missing);
  gtk_widget_class_bind_template_child (widget_class, TgSavePage, hand_over);
  gtk_widget_class_bind_template_child (widget_class, TgSavePage, waiting);
  gtk_widget_class_bind_template_child (widget_class, TgSavePage, waiting_label);
  gtk_widget_class_bind_template_child (widget_class, TgSavePage, problem);
  gtk_widget_class_bind_template_child (widget_class, TgSavePage, alike);
  gtk_widget_class_bind_template_child (widget_class, TgSavePage, preview);
}

static void
tg_save_page_init (TgSavePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->name, "changed", G_CALLBACK (on_name_changed), self);
  g_signal_connect_swapped (self->hand_over, "changed", G_CALLBACK (tg_save_page_prepare_again), self);
  g_signal_connect_swapped (self->alike, "toggled", G_CALLBACK (tg_save_page_prepare_again), self);
}
