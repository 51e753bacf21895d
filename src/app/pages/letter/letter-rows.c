/* letter-rows.c: a list of values; below it, what else was recognised.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/letter/letter-rows.h"

#include <glib/gi18n.h>

#include "app/pages/letter/field-names.h"
#include "app/pages/letter/letter-row.h"
#include "app/widgets/no-enter.h"
#include "app/widgets/rows/fold.h"
#include "app/widgets/widget-defaults.h"
#include "app/widgets/words.h"

#define OTHERS_MAX 40
#define NOT_CHOSEN (-1)

struct _TgLetterRows {
  GtkBox parent_instance;

  GtkListBox *list;
  GtkWidget *agree; /* a switch, in a row of its own */
  GtkWidget *agree_list;
  GtkWidget *fold;
  GtkListBox *others;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (TgLetterRows, tg_letter_rows, GTK_TYPE_BOX)

enum { MOVE, CHOOSE, POINT, N_SIGNALS };

static guint signals[N_SIGNALS];

/* @when_missing: what is said where there is no value; NULL: the row is left out then
 * @side: whose servers its menu offers; NOT_CHOSEN: none's */
static const struct {
  TgDraftField field;
  int side;
  const char *when_missing;
} rows[] = {
  { TG_DRAFT_ADDRESS, NOT_CHOSEN, N_ ("Not recognised. You can enter it on the next page.") },
  { TG_DRAFT_PASSWORD, NOT_CHOSEN, NULL },
  { TG_DRAFT_USER, NOT_CHOSEN, N_ ("Not in the letter; usual: your mail address, or the part before the @") },
  { TG_DRAFT_PROTOCOL, TG_SIDE_RECEIVE, NULL },
  { TG_DRAFT_RECEIVE_HOST, TG_SIDE_RECEIVE, N_ ("Not recognised. If you see it in the letter, select it there.") },
  { TG_DRAFT_RECEIVE_PORT, TG_SIDE_RECEIVE, NULL },
  { TG_DRAFT_RECEIVE_SECURITY, TG_SIDE_RECEIVE, NULL },
  { TG_DRAFT_SEND_HOST, TG_SIDE_SEND, N_ ("Not recognised. If you see it in the letter, select it there.") },
  { TG_DRAFT_SEND_PORT, TG_SIDE_SEND, NULL },
  { TG_DRAFT_SEND_SECURITY, TG_SIDE_SEND, NULL },
  { TG_DRAFT_SEND_USER, NOT_CHOSEN, NULL },
  { TG_DRAFT_SEND_PASSWORD, NOT_CHOSEN, NULL },
  { TG_DRAFT_CONNECTION_ID, NOT_CHOSEN, NULL },
};

/* As many bullets as the letter has characters. (transfer full) */
static char *
bullets (const TgDraft *draft, guint mark)
{
  guint length = mark != TG_DRAFT_NO_MARK ? tg_draft_mark (draft, mark)->end - tg_draft_mark (draft, mark)->start : 8;
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < MIN (length, 40); i++)
    g_string_append (text, "•");
  return g_string_free (text, FALSE);
}

static const char *
note_of (const TgDraftValue *value, TgDraftField field, const char *when_missing)
{
  if (value->fault != NULL)
    return value->fault;
  if (field == TG_DRAFT_CONNECTION_ID)
    return _ ("This is for the internet line, and is not used for mail.");
  switch (value->how) {
  case TG_DRAFT_USUAL:
    return _ ("Not in the letter; usual");
  case TG_DRAFT_CHANGED:
    return _ ("Changed from what the letter says");
  case TG_DRAFT_MISSING:
    return when_missing;
  case TG_DRAFT_FROM_LETTER:
  default:
    return NULL;
  }
}

static void
on_move (TgLetterRow *row, guint fields, TgLetterRows *self)
{
  g_signal_emit (self, signals[MOVE], 0, tg_letter_row_get_mark (row), fields);
}

static void
on_choose (TgLetterRow *row, guint server, TgLetterRows *self)
{
  g_signal_emit (self, signals[CHOOSE], 0, GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "side")), server);
}

static void
tg_letter_rows_add (TgLetterRows *self, GtkListBox *list, GtkWidget *row, const TgDraft *draft, int side)
{
  g_object_set_data (G_OBJECT (row), "side", GINT_TO_POINTER (side));
  g_signal_connect (row, "move", G_CALLBACK (on_move), self);
  g_signal_connect (row, "choose", G_CALLBACK (on_choose), self);
  tg_letter_row_add_menu (TG_LETTER_ROW (row), side != NOT_CHOSEN ? tg_draft_servers (draft, (TgSide)side) : NULL,
                          side != NOT_CHOSEN ? tg_draft_server_index (draft, (TgSide)side) : 0);
  gtk_list_box_append (list, row);
}

static void
tg_letter_rows_add_value (TgLetterRows *self, const TgDraft *draft, guint i)
{
  TgDraftField field = rows[i].field;
  const TgDraftValue *value = tg_draft_value (draft, field);
  gboolean secret = value->secret != NULL;
  g_autofree char *hidden = secret ? bullets (draft, value->mark) : NULL;
  gboolean missing = value->text == NULL && !secret;
  const char *when_missing = rows[i].when_missing != NULL ? _ (rows[i].when_missing) : NULL;

  if (missing && value->fault == NULL && when_missing == NULL)
    return;
  tg_letter_rows_add (self, self->list,
                      tg_letter_row_new (tg_field_name (TG_DRAFT_BIT (field)), secret ? hidden : value->text,
                                         secret ? _ ("it stands in the letter") : NULL, note_of (value, field, when_missing),
                                         value->fault != NULL, value->mark),
                      draft, rows[i].side);
}

/* The characters of a place that no value is taken from. (transfer full) */
static char *
characters_of (const TgDraft *draft, guint mark)
{
  const TgDraftMark *place = tg_draft_mark (draft, mark);

  return place->was_password ? bullets (draft, mark) : g_utf8_substring (tg_draft_letter (draft)->text, place->start, place->end);
}

static guint
tg_letter_rows_add_others (TgLetterRows *self, const TgDraft *draft)
{
  guint n = 0;

  for (guint i = 0; i < tg_draft_n_marks (draft) && n < OTHERS_MAX; i++) {
    const TgDraftMark *mark = tg_draft_mark (draft, i);
    g_autofree char *characters = NULL;

    if (tg_draft_mark_is_used (draft, i))
      continue;
    characters = characters_of (draft, i);
    tg_letter_rows_add (self, self->others,
                        tg_letter_row_new (tg_field_name (mark->fields), characters, mark->was_password ? _ ("not shown") : NULL, NULL,
                                           FALSE, i),
                        draft, NOT_CHOSEN);
    n++;
  }
  return n;
}

/* As tg_box_empty(): GTK 4.8 must not look for the focus in what is gone. */
static void
empty (GtkListBox *list)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (list));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkListBoxRow *row;

  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (list)))
    gtk_root_set_focus (root, NULL);
  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

static int
focused_index (GtkListBox *list)
{
  GtkWidget *row = gtk_widget_get_focus_child (GTK_WIDGET (list));

  return GTK_IS_LIST_BOX_ROW (row) ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) : -1;
}

/* The row at the same place, or the last one: the keyboard must not fall into the void. */
static void
focus_index (GtkListBox *list, int index)
{
  for (; index >= 0; index--) {
    GtkListBoxRow *row = gtk_list_box_get_row_at_index (list, index);

    if (row != NULL && gtk_widget_grab_focus (GTK_WIDGET (row)))
      return;
  }
}

void
tg_letter_rows_show (TgLetterRows *self, const TgDraft *draft)
{
  int focused = focused_index (self->list), other = focused_index (self->others);
  g_autofree char *label = NULL;
  gboolean has_password = tg_draft_password (draft, TG_SIDE_RECEIVE) != NULL || tg_draft_password (draft, TG_SIDE_SEND) != NULL;
  guint n_others;

  self->filling = TRUE;
  empty (self->list);
  empty (self->others);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    tg_letter_rows_add_value (self, draft, i);
  n_others = tg_letter_rows_add_others (self, draft);
  label = g_strdup_printf (_ ("Also in the letter (%u)"), n_others);
  tg_fold_set_title (TG_FOLD (self->fold), label);
  gtk_widget_set_visible (self->fold, n_others > 0);
  gtk_widget_set_visible (self->agree_list, has_password);
  tg_widget_defaults_apply (GTK_WIDGET (self));
  focus_index (self->list, focused);
  focus_index (n_others > 0 ? self->others : self->list, other);
  self->filling = FALSE;
}

static gboolean
select_mark (GtkListBox *list, guint mark)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    if (tg_letter_row_get_mark (TG_LETTER_ROW (row)) == mark) {
      gtk_list_box_select_row (list, row);
      return TRUE;
    }
  return FALSE;
}

void
tg_letter_rows_point (TgLetterRows *self, guint mark)
{
  self->filling = TRUE;
  gtk_list_box_unselect_all (self->list);
  gtk_list_box_unselect_all (self->others);
  if (mark != TG_DRAFT_NO_MARK && !select_mark (self->list, mark))
    select_mark (self->others, mark);
  self->filling = FALSE;
}

static void
on_selected (TgLetterRows *self, GtkListBoxRow *row, GtkListBox *list)
{
  if (self->filling || row == NULL)
    return;
  gtk_list_box_unselect_all (list == self->list ? self->others : self->list);
  g_signal_emit (self, signals[POINT], 0, tg_letter_row_get_mark (TG_LETTER_ROW (row)));
}

gboolean
tg_letter_rows_uses_password (TgLetterRows *self)
{
  return gtk_widget_get_visible (self->agree_list) && gtk_switch_get_active (GTK_SWITCH (self->agree));
}

void
tg_letter_rows_forget (TgLetterRows *self)
{
  gtk_switch_set_active (GTK_SWITCH (self->agree), FALSE);
  empty (self->list);
  empty (self->others);
}

static void
tg_letter_rows_class_init (TgLetterRowsClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  signals[MOVE] = g_signal_new ("move", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
  signals[CHOOSE] = g_signal_new ("choose", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_UINT);
  signals[POINT] = g_signal_new ("point", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static GtkListBox *
make_list (TgLetterRows *self, const char *name)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_swapped (list, "row-selected", G_CALLBACK (on_selected), self);
  return GTK_LIST_BOX (list);
}

/* Off until the person agrees, and one Enter too many does not agree. */
static void
tg_letter_rows_add_switch (TgLetterRows *self)
{
  GtkWidget *row = adw_action_row_new ();

  self->agree = gtk_switch_new ();
  gtk_widget_set_valign (self->agree, GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Use the password that stands in the letter"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("Otherwise you type it on the next page."));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->agree), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Use the password that stands in the letter"), -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), self->agree);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), self->agree);
  tg_no_enter (row);
  self->agree_list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->agree_list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->agree_list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (self->agree_list), row);
  gtk_box_append (GTK_BOX (self), self->agree_list);
}

static void
tg_letter_rows_init (TgLetterRows *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 12);
  self->list = make_list (self, _ ("What became of the letter"));
  self->others = make_list (self, _ ("Also in the letter"));
  gtk_widget_remove_css_class (GTK_WIDGET (self->others), "boxed-list");
  gtk_widget_add_css_class (GTK_WIDGET (self->others), "content");
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->list));
  tg_letter_rows_add_switch (self);
  self->fold = tg_fold_new (NULL, GTK_WIDGET (self->others));
  gtk_widget_add_css_class (GTK_WIDGET (tg_fold_get_content (TG_FOLD (self->fold))), "flush");
  gtk_box_append (GTK_BOX (self), self->fold);
}
