/* exception-row.c: one security exception.  Removing happens in a thread; where the mail program is
 * open, the row waits for it to be closed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/exception-list/exception-row.h"

#include <glib/gi18n.h>

#include "app/widgets/widget-defaults.h"
#include "app/widgets/words.h"
#include "clients/closing.h"
#include "saving/undo.h"

/* What the button does: remove, take the waiting back, bring back. */
typedef enum { THERE, REMOVING, WAITING, GONE, RETURNING } State;

struct _TgExceptionRow {
  GtkBox parent_instance;

  GPtrArray *reviews;
  TgExceptionReview *review; /* one of them */
  State state;
  gboolean trying;    /* the thread is at it */
  char *change;       /* (nullable): what undo needs */
  TgClosing *closing; /* (nullable) while it waits */
  GtkLabel *note;     /* NULL once the row was taken away */
  GtkWidget *button;
};

G_DEFINE_FINAL_TYPE (TgExceptionRow, tg_exception_row, GTK_TYPE_BOX)

static guint removed_signal;

/* What removing has come to, in the thread. */
typedef struct {
  char *change;      /* (nullable) */
  GPtrArray *places; /* (nullable): of TgPlace*, where one is open */
} Removal;

static void on_removed (GObject *source, GAsyncResult *result, gpointer data);

TgExceptionGroup
tg_exception_row_group (const TgExceptionReview *review, gint64 now)
{
  static const TgExceptionGroup groups[] = {
    [TG_REVIEW_NEEDED] = TG_EXCEPTION_IS_NEEDED,
    [TG_REVIEW_STALE] = TG_EXCEPTION_IS_STALE,
    [TG_REVIEW_RISKY] = TG_EXCEPTION_IS_RISKY,
    [TG_REVIEW_UNREACHABLE] = TG_EXCEPTION_IS_SILENT,
  };

  return review->exception->where == NULL && tg_exception_is_over (review->exception, now) ? TG_EXCEPTION_IS_OVER : groups[review->state];
}

static char *
format_date (gint64 time)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_local (time);

  return date != NULL ? g_date_time_format (date, _ ("%-d %B %Y")) : g_strdup ("?");
}

static char *
describe_server (const TgExceptionReview *review)
{
  return review->exception->port != 0 ? g_strdup_printf ("%s:%u", review->exception->host, review->exception->port)
                                      : g_strdup (review->exception->host);
}

/* "Thunderbird (work)": which of its settings is told by the end of their folder's name. */
static char *
describe_program (const TgExceptionReview *review)
{
  const TgException *exception = review->exception;
  g_autofree char *folder = exception->where != NULL ? g_path_get_basename (exception->where) : NULL;
  const char *name = folder != NULL ? strchr (folder, '.') : NULL;

  if (exception->where == NULL)
    return g_strdup ("Tegami");
  if (exception->program == TG_PROGRAM_THUNDERBIRD && name != NULL && name[1] != '\0')
    return g_strdup_printf ("%s (%s)", tg_program_title (exception->program), name + 1);

  return g_strdup (tg_program_title (exception->program));
}

/* "Tegami · Thunderbird (work) · until 23 November 2026" */
static char *
describe_place (GPtrArray *reviews, const TgExceptionReview *review)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *date = format_date (review->exception->until);

  g_ptr_array_add (parts, describe_program (review));
  for (guint i = 0; i < reviews->len; i++) {
    const TgExceptionReview *other = reviews->pdata[i];

    if (other->carrier == review)
      g_ptr_array_add (parts, describe_program (other));
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

/* One plain sentence, or two. */
static const char *
describe_state (GPtrArray *reviews, const TgExceptionReview *review, gint64 now)
{
  switch (tg_exception_row_group (review, now)) {
  case TG_EXCEPTION_IS_OVER:
    return is_carried (reviews, review) ? _ ("Tegami no longer uses it, but the mail program still has it.")
                                        : _ ("Tegami no longer uses it.");
  case TG_EXCEPTION_IS_RISKY:
    return g_strcmp0 (review->finding, "cert-changed") == 0
               ? _ ("The server now shows another certificate than the one that was allowed. Find out why before you allow the new one.")
               : _ ("The certificate now has another fault, and the exception hides the warning.");
  case TG_EXCEPTION_IS_STALE:
    return _ ("The certificate is fine now. Mail will keep working without the exception.");
  case TG_EXCEPTION_IS_NEEDED:
    if (review->exception->where == NULL && !is_carried (reviews, review))
      return _ ("Nobody else confirms this certificate yet. Without the exception, Tegami does not sign in there.");
    return _ ("Nobody else confirms this certificate yet. Without the exception, the mail program warns again.");
  default:
    return _ ("It is not clear today whether it is still needed. Remove it if you no longer use this server.");
  }
}

static void
removal_free (gpointer data)
{
  Removal *self = data;

  g_free (self->change);
  g_clear_pointer (&self->places, g_ptr_array_unref);
  g_free (self);
}

static void
tg_exception_row_set_state (TgExceptionRow *self, State state)
{
  static const char *const labels[] = {
    [THERE] = N_ ("_Remove"), [REMOVING] = N_ ("_Remove"), [WAITING] = N_ ("_Keep it"), [GONE] = N_ ("_Undo"), [RETURNING] = N_ ("_Undo")
  };
  g_autofree char *server = describe_server (self->review);
  g_autofree char *program = describe_program (self->review);
  g_auto (GStrv) plain = g_strsplit (_ (labels[state]), "_", -1);
  g_autofree char *verb = g_strjoinv ("", plain);
  g_autofree char *name = g_strdup_printf ("%s: %s, %s", verb, server, program);

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
remove_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Removal *removal = g_new0 (Removal, 1);
  GError *error = NULL;

  if (!tg_exception_review_drop (TG_EXCEPTION_ROW (source)->review, &removal->change, &error) &&
      g_error_matches (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_RUNNING)) {
    g_clear_error (&error);
    removal->places = tg_clients_find_places ();
  }
  if (error == NULL) {
    g_task_return_pointer (task, removal, removal_free);
    return;
  }
  removal_free (removal);
  g_task_return_error (task, error);
}

static void
tg_exception_row_try (TgExceptionRow *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, on_removed, NULL);

  self->trying = TRUE;
  g_task_run_in_thread (task, remove_in_thread);
}

/* A sign that comes during a try is followed by the clock's. */
static void
on_closed (gpointer data)
{
  TgExceptionRow *self = data;

  if (!self->trying)
    tg_exception_row_try (self);
}

static void
tg_exception_row_wait (TgExceptionRow *self, GPtrArray *places)
{
  /* Waiting already: nothing new is to be said, and the focus is left where it is. */
  if (self->closing != NULL)
    return;

  self->closing = tg_closing_watch (places, on_closed, self);
  tg_exception_row_set_state (self, WAITING);
  tg_words_tell (self->note, _ ("The mail program is open. Close it, and the exception will be removed."));
}

/* @removal: (nullable): @error tells why it is not removed then */
static void
tg_exception_row_tell (TgExceptionRow *self, Removal *removal, const GError *error)
{
  if (removal != NULL && removal->places != NULL) {
    /* Unless the waiting was called off meanwhile. */
    if (self->state != THERE)
      tg_exception_row_wait (self, removal->places);
    return;
  }

  g_clear_pointer (&self->closing, tg_closing_free);
  g_free (self->change);
  self->change = removal != NULL ? g_steal_pointer (&removal->change) : NULL;
  tg_exception_row_set_state (self, removal != NULL ? GONE : THERE);
  tg_words_tell (self->note, removal != NULL ? _ ("Removed.") : error->message);
  if (removal != NULL)
    g_signal_emit (self, removed_signal, 0);
}

static void
on_removed (GObject *source, GAsyncResult *result, gpointer data)
{
  TgExceptionRow *self = TG_EXCEPTION_ROW (source);
  g_autoptr (GError) error = NULL;
  Removal *removal = g_task_propagate_pointer (G_TASK (result), &error);

  self->trying = FALSE;
  /* Unless the row was taken away. */
  if (self->note != NULL)
    tg_exception_row_tell (self, removal, error);
  g_clear_pointer (&removal, removal_free);
}

static void
on_undone (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TgExceptionRow) self = data;
  g_autoptr (GError) error = NULL;
  gboolean undone = tg_saving_undo_finish (result, &error);

  if (self->note == NULL)
    return;
  tg_exception_row_set_state (self, undone ? THERE : GONE);
  tg_words_tell (self->note, undone ? _ ("Undone: the exception is there again.") : error->message);
  if (undone)
    g_signal_emit (self, removed_signal, 0);
}

static void
on_clicked (TgExceptionRow *self)
{
  switch (self->state) {
  case THERE:
    tg_exception_row_set_state (self, REMOVING);
    if (!self->trying)
      tg_exception_row_try (self);
    break;
  case WAITING:
    g_clear_pointer (&self->closing, tg_closing_free);
    tg_words_tell (self->note, NULL);
    tg_exception_row_set_state (self, THERE);
    break;
  case GONE:
    tg_exception_row_set_state (self, RETURNING);
    tg_saving_undo_async (self->change, NULL, on_undone, g_object_ref (self));
    break;
  default:
    break;
  }
}

static void
tg_exception_row_dispose (GObject *object)
{
  TgExceptionRow *self = TG_EXCEPTION_ROW (object);

  self->note = NULL;
  g_clear_pointer (&self->closing, tg_closing_free);
  G_OBJECT_CLASS (tg_exception_row_parent_class)->dispose (object);
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

  object_class->dispose = tg_exception_row_dispose;
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

  self->reviews = g_ptr_array_ref (reviews);
  self->review = review;
  tg_words_append (GTK_BOX (self), server, "heading");
  tg_words_append (GTK_BOX (self), place, "field-hint");
  tg_words_append (GTK_BOX (self), describe_state (reviews, review, now), NULL);
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
