/* change-row.c: see change-row.h.  Undo asks first, and says what will be as it was.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/changes/change-row.h"

#include <glib/gi18n.h>

#include "app/cards/trouble.h"
#include "app/pages/changes/undo-question.h"
#include "app/shell/late.h"
#include "app/widgets/widget-defaults.h"
#include "app/widgets/words.h"
#include "model/text/text.h"
#include "saving/undo.h"

struct _TgChangeRow {
  GtkBox parent_instance;

  char *id;
  char *title;
  char *when; /* and in which of several profiles: "29 November 2026, 14:05 · work" */
  gboolean busy;
  GtkWidget *objection; /* (nullable) */
  TgTrouble *trouble;
  GtkWidget *button; /* (nullable): nothing can be undone */
};

G_DEFINE_FINAL_TYPE (TgChangeRow, tg_change_row, GTK_TYPE_BOX)

static guint undone_signal;

static void
tg_change_row_set_busy (TgChangeRow *self, gboolean busy)
{
  self->busy = busy;
  gtk_widget_set_sensitive (self->button, !busy);
}

static void
tg_change_row_tell_refusal (TgChangeRow *self, const char *why)
{
  tg_trouble_tell (self->trouble, _ ("The change could not be undone"), why);
  /* Mostly the same. */
  if (self->objection != NULL)
    gtk_widget_set_visible (self->objection, FALSE);
}

static void
on_undone (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TgChangeRow) self = data;
  g_autoptr (GError) error = NULL;
  gboolean undone = tg_saving_undo_finish (result, &error);

  tg_change_row_set_busy (self, FALSE);
  if (!undone && gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    tg_late_tell (_ ("The change could not be undone"), error->message);
  else if (!undone)
    tg_change_row_tell_refusal (self, error->message);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "assistant.toast", "s", _ ("Undone"));
  /* Where it failed, a part of it may be undone nevertheless: what was tested is looked at again. */
  g_signal_emit (self, undone_signal, 0, undone);
  tg_late_end ();
}

static void
on_agreed (GObject *subject)
{
  TgChangeRow *self = TG_CHANGE_ROW (subject);

  if (self->busy)
    return;
  tg_change_row_set_busy (self, TRUE);
  tg_trouble_show (self->trouble, "", NULL);
  tg_late_begin ();
  tg_saving_undo_async (self->id, NULL, on_undone, g_object_ref (self));
}

static void
on_clicked (TgChangeRow *self)
{
  tg_undo_question_ask (GTK_WIDGET (self), self->title, self->when, on_agreed);
}

const char *
tg_change_row_get_id (TgChangeRow *self)
{
  return self->id;
}

gboolean
tg_change_row_is_busy (TgChangeRow *self)
{
  return self->busy;
}

static void
tg_change_row_finalize (GObject *object)
{
  TgChangeRow *self = TG_CHANGE_ROW (object);

  g_free (self->id);
  g_free (self->title);
  g_free (self->when);
  G_OBJECT_CLASS (tg_change_row_parent_class)->finalize (object);
}

static void
tg_change_row_class_init (TgChangeRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tg_change_row_finalize;
  undone_signal =
      g_signal_new ("undone", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
tg_change_row_init (TgChangeRow *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_add_css_class (GTK_WIDGET (self), "change-row");
}

static void
tg_change_row_add_button (TgChangeRow *self)
{
  /* TRANSLATORS: what a button does, and to which change: "Undo: taro@example.jp in Thunderbird, 29 November 2026, 14:05" */
  g_autofree char *name = g_strdup_printf (_ ("Undo: %s, %s"), self->title, self->when);

  self->button = gtk_button_new_with_mnemonic (_ ("_Undo"));
  gtk_widget_set_halign (self->button, GTK_ALIGN_START);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (on_clicked), self);
  gtk_box_append (GTK_BOX (self), self->button);
  tg_widget_defaults_apply (self->button);
  /* The same button stands in every row: its name says which one it is. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* An open mail program can be closed: the button stays, and tries again. */
static gboolean
may_come_to_be_undone (const TgSavedChange *change)
{
  return change->entry->undone == 0 &&
         (change->objection == NULL || g_error_matches (change->objection, TG_CLIENT_ERROR, TG_CLIENT_ERROR_RUNNING));
}

static void
tg_change_row_add_words (TgChangeRow *self, const TgSavedChange *change)
{
  const TgJournalEntry *entry = change->entry;
  g_autofree char *undone = entry->undone != 0 ? tg_text_minute (entry->undone) : NULL;

  tg_words_append (GTK_BOX (self), self->title, "heading");
  tg_words_append (GTK_BOX (self), self->when, "field-hint");
  if (undone != NULL) {
    /* TRANSLATORS: a day and a time: "Undone on 29 November 2026, 14:05" */
    g_autofree char *text = g_strdup_printf (_ ("Undone on %s"), undone);

    tg_words_append (GTK_BOX (self), text, NULL);
  } else if (change->objection != NULL) {
    self->objection = tg_words_append (GTK_BOX (self), change->objection->message, NULL);
  }
}

GtkWidget *
tg_change_row_new (const TgSavedChange *change)
{
  TgChangeRow *self = g_object_new (TG_TYPE_CHANGE_ROW, NULL);
  const TgJournalEntry *entry = change->entry;
  g_autofree char *when = tg_text_minute (entry->when);

  self->id = g_strdup (entry->id);
  self->title = g_strdup (entry->title);
  self->when = change->which != NULL ? g_strdup_printf ("%s · %s", when, change->which) : g_strdup (when);
  tg_change_row_add_words (self, change);
  self->trouble = TG_TROUBLE (tg_trouble_new ());
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->trouble));
  if (may_come_to_be_undone (change))
    tg_change_row_add_button (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->title, -1);
  return GTK_WIDGET (self);
}
