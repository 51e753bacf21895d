/* exception-row.c: one security exception.  Where the mail program is open, its removal waits for that to
 * be closed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/exception-list/exception-row.h"

#include <glib/gi18n.h>

#include "app/shell/late.h"
#include "app/widgets/widget-defaults.h"
#include "app/widgets/words.h"
#include "exceptions/end.h"
#include "exceptions/remove.h"
#include "saving/undo.h"

/* What the button does: remove, call the waiting off, bring back.  In the other states, nothing. */
typedef enum { THERE, REMOVING, WAITING, KEEPING, GONE, RETURNING } State;

struct _TgExceptionRow {
  GtkBox parent_instance;

  GPtrArray *reviews;
  TgExceptionReview *review; /* one of them */
  State state;
  GCancellable *removing; /* (nullable) */
  char *change;           /* (nullable): what undo needs */
  GtkLabel *note;
  GtkWidget *button;
};

G_DEFINE_FINAL_TYPE (TgExceptionRow, tg_exception_row, GTK_TYPE_BOX)

static guint removed_signal;

static gboolean
is_over (const TgExceptionReview *review, gint64 now)
{
  return review->exception->where == NULL && tg_exception_is_over (review->exception, now);
}

guint
tg_exception_row_group (const TgExceptionReview *review, gint64 now)
{
  return is_over (review, now) ? 0 : 1 + review->state;
}

static char *
describe_server (const TgExceptionReview *review)
{
  return review->exception->port != 0 ? g_strdup_printf ("%s:%u", review->exception->host, review->exception->port)
                                      : g_strdup (review->exception->host);
}

/* "Tegami · Thunderbird (work) · until 23 November 2026" */
static char *
describe_place (GPtrArray *reviews, const TgExceptionReview *review)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *date = tg_exception_last_day (review->exception);

  g_ptr_array_add (parts, g_strdup (review->program));
  for (guint i = 0; i < reviews->len; i++) {
    const TgExceptionReview *other = reviews->pdata[i];

    if (other->carrier == review)
      g_ptr_array_add (parts, g_strdup (other->program));
  }
  g_ptr_array_add (parts, review->exception->until != 0 ? g_strdup_printf (_ ("until %s"), date) : g_strdup (_ ("without an end date")));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **)parts->pdata);
}

static gboolean
is_carried (GPtrArray *reviews, const TgExceptionReview *review)
{
  for (guint i = 0; i < reviews->len; i++)
    if (((const TgExceptionReview *)reviews->pdata[i])->carrier == review)
      return TRUE;

  return FALSE;
}

/* Some were told to allow it, where the name was wrong. */
static char *
describe_other_name (const TgExceptionReview *review)
{
  if (review->other_host == NULL)
    return g_strdup (_ ("The certificate is fine, but it is for another server name. Look for the server’s own name in your papers: with "
                        "that, no exception is needed."));
  /* TRANSLATORS: a server name */
  return g_strdup_printf (
      _ ("The certificate is fine, but it is for %s. Under that name, the same server needs no exception. If it is your "
         "provider’s, use that name in the mail program, see that mail arrives, then remove the exception."),
      review->other_host);
}

/* One plain sentence, or two. */
static const char *
describe_state (GPtrArray *reviews, const TgExceptionReview *review, gint64 now)
{
  if (is_over (review, now))
    return is_carried (reviews, review) ? _ ("Tegami no longer uses it, but the mail program still has it.")
                                        : _ ("Tegami no longer uses it.");

  switch (review->state) {
  case TG_REVIEW_RISKY:
    return g_strcmp0 (review->finding, "cert-changed") == 0
               ? _ ("The server now shows another certificate than the one that was allowed. Find out why before you allow the new one.")
               : _ ("The certificate now has another fault, and the exception hides the warning.");
  case TG_REVIEW_STALE:
    return _ ("The certificate is fine now. Mail will keep working without the exception.");
  case TG_REVIEW_NEEDED:
    if (review->exception->where == NULL && !is_carried (reviews, review))
      return _ ("Nobody else confirms this certificate yet. Without the exception, Tegami does not sign in there.");
    return _ ("Nobody else confirms this certificate yet. Without the exception, the mail program warns again.");
  default:
    return _ ("It is not clear today whether it is still needed. Remove it if you no longer use this server.");
  }
}

static void
tg_exception_row_set_state (TgExceptionRow *self, State state)
{
  static const char *const labels[] = {
    [THERE] = N_ ("_Remove"),   [REMOVING] = N_ ("_Remove"), [WAITING] = N_ ("_Keep it"),
    [KEEPING] = N_ ("_Remove"), [GONE] = N_ ("_Undo"),       [RETURNING] = N_ ("_Undo"),
  };
  g_autofree char *server = describe_server (self->review);
  g_auto (GStrv) plain = g_strsplit (_ (labels[state]), "_", -1);
  g_autofree char *verb = g_strjoinv ("", plain);
  /* TRANSLATORS: what a button does, to which server's exception, in which program: "Remove: mail.example.jp:993, Thunderbird" */
  g_autofree char *name = g_strdup_printf (_ ("%s: %s, %s"), verb, server, self->review->program);

  self->state = state;
  gtk_button_set_label (GTK_BUTTON (self->button), _ (labels[state]));
  gtk_widget_set_visible (self->button, state != GONE || self->change != NULL);
  gtk_widget_set_sensitive (self->button, state != REMOVING && state != RETURNING);
  tg_widget_defaults_apply (self->button);
  /* The same button stands in every row: its name says which one it is. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
on_attempted (gpointer outcome, gboolean waits, gpointer data)
{
  TgExceptionRow *self = data;

  /* Waiting already, or not any more: nothing new is to be said, and the focus is left where it is. */
  if (!waits || self->state != REMOVING)
    return;

  tg_exception_row_set_state (self, WAITING);
  tg_words_tell (self->note, _ ("The mail program is open. Close it, and the exception will be removed."));
}

/* @text: (nullable) */
static void
tg_exception_row_tell (TgExceptionRow *self, const char *late_title, const char *text)
{
  if (text != NULL && gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    tg_late_tell (late_title, text);
  else
    tg_words_tell (self->note, text);
}

static void
on_removed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TgExceptionRow) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *change = NULL;
  gboolean removed = tg_exception_remove_finish (result, &change, &error);

  g_clear_object (&self->removing);
  g_free (self->change);
  self->change = g_steal_pointer (&change);
  tg_exception_row_set_state (self, removed ? GONE : THERE);
  if (removed)
    tg_words_tell (self->note, _ ("Removed."));
  else
    tg_exception_row_tell (self, _ ("A security exception could not be removed"),
                           g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? NULL : error->message);
  /* Also where the row is gone: what was removed opens nothing more. */
  if (removed)
    g_signal_emit (self, removed_signal, 0);
  tg_late_end ();
}

static void
on_undone (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TgExceptionRow) self = data;
  g_autoptr (GError) error = NULL;
  gboolean undone = tg_saving_undo_finish (result, &error);

  tg_exception_row_set_state (self, undone ? THERE : GONE);
  if (undone)
    tg_words_tell (self->note, _ ("Undone: the exception is there again."));
  else
    tg_exception_row_tell (self, _ ("The last change could not be undone"), error->message);
  if (undone)
    g_signal_emit (self, removed_signal, 0);
  tg_late_end ();
}

static void
on_clicked (TgExceptionRow *self)
{
  switch (self->state) {
  case THERE:
    tg_exception_row_set_state (self, REMOVING);
    self->removing = g_cancellable_new ();
    tg_late_begin ();
    tg_exception_remove_async (self->review->exception, on_attempted, self, self->removing, on_removed, g_object_ref (self));
    break;
  case WAITING:
    tg_exception_row_set_state (self, KEEPING);
    g_cancellable_cancel (self->removing);
    break;
  case GONE:
    tg_exception_row_set_state (self, RETURNING);
    tg_late_begin ();
    tg_saving_undo_async (self->change, NULL, on_undone, g_object_ref (self));
    break;
  default:
    break;
  }
}

gboolean
tg_exception_row_is_busy (TgExceptionRow *self)
{
  return self->state != THERE && self->state != GONE;
}

/* What has begun holds the row.  Nobody could call the waiting off any more, and another row for the same exception may
 * take the place of this one. */
static void
tg_exception_row_unroot (GtkWidget *widget)
{
  g_cancellable_cancel (TG_EXCEPTION_ROW (widget)->removing);
  GTK_WIDGET_CLASS (tg_exception_row_parent_class)->unroot (widget);
}

static void
tg_exception_row_finalize (GObject *object)
{
  TgExceptionRow *self = TG_EXCEPTION_ROW (object);

  g_clear_pointer (&self->reviews, g_ptr_array_unref);
  g_free (self->change);
  G_OBJECT_CLASS (tg_exception_row_parent_class)->finalize (object);
}

static void
tg_exception_row_class_init (TgExceptionRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  GTK_WIDGET_CLASS (klass)->unroot = tg_exception_row_unroot;
  object_class->finalize = tg_exception_row_finalize;
  removed_signal = g_signal_new ("removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
tg_exception_row_init (TgExceptionRow *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "note-card");
}

GtkWidget *
tg_exception_row_new (GPtrArray *reviews, TgExceptionReview *review, gint64 now)
{
  TgExceptionRow *self = g_object_new (TG_TYPE_EXCEPTION_ROW, NULL);
  g_autofree char *server = describe_server (review);
  g_autofree char *place = describe_place (reviews, review);
  g_autofree char *other_name = review->state == TG_REVIEW_AVOIDABLE && !is_over (review, now) ? describe_other_name (review) : NULL;

  self->reviews = g_ptr_array_ref (reviews);
  self->review = review;
  tg_words_append (GTK_BOX (self), server, "heading");
  tg_words_append (GTK_BOX (self), place, "field-hint");
  tg_words_append (GTK_BOX (self), other_name != NULL ? other_name : describe_state (reviews, review, now), NULL);
  self->note = GTK_LABEL (tg_words_append (GTK_BOX (self), "", "caption-heading"));
  gtk_label_set_selectable (self->note, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->note), FALSE);
  self->button = gtk_button_new ();
  gtk_button_set_use_underline (GTK_BUTTON (self->button), TRUE);
  gtk_widget_set_halign (self->button, GTK_ALIGN_START);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (on_clicked), self);
  gtk_box_append (GTK_BOX (self), self->button);
  tg_exception_row_set_state (self, THERE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, server, -1);
  return GTK_WIDGET (self);
}
