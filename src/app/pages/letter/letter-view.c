/* letter-view.c: marks are told by a background and an underline; the line below the text says what the place at the cursor is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/letter/letter-view.h"

#include <glib/gi18n.h>

#include "app/pages/letter/field-names.h"
#include "app/widgets/pair.h"
#include "app/widgets/widget-defaults.h"
#include "app/widgets/words.h"
#include "model/text/text.h"

#define LINES_MIN  8
#define LINES_MAX  14
#define HEIGHT_MAX 340 /* however large the text is: the rest of the page must be seen, too */
#define SHOWN_MAX  80  /* characters of a value */

struct _TgLetterView {
  GtkBox parent_instance;

  GtkTextView *text;
  GtkLabel *here;
  GtkWidget *button;
  GtkTextTag *used;    /* a value is taken from there */
  GtkTextTag *other;   /* recognised, and not used */
  GtkTextTag *current; /* at the cursor, or of the selected row */

  const TgDraft *draft; /* (nullable) */
  char *shown;          /* (nullable): the text that stands there */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (TgLetterView, tg_letter_view, GTK_TYPE_BOX)

enum { POINT, ASSIGN, N_SIGNALS };

static guint signals[N_SIGNALS];

/* Each foreground has a contrast of 7:1 or more on its background, and the underlines 3:1 and more. */
static const struct {
  const char *background, *foreground, *underline;
} colours[][2] = {
  { { "#cfe3fb", "#1a1a1a", "#1a5fb4" }, { "#1c3f66", "#ffffff", "#99c1f1" } }, /* used */
  { { "#ececec", "#1a1a1a", "#5e5c64" }, { "#3d3846", "#ffffff", "#c0bfbc" } }, /* other */
  { { "#f9e27a", "#1a1a1a", "#63452c" }, { "#6b4f00", "#ffffff", "#f8e45c" } }, /* current */
};

static GtkTextBuffer *
tg_letter_view_buffer (TgLetterView *self)
{
  return gtk_text_view_get_buffer (self->text);
}

static void
colour_tag (GtkTextTag *tag, guint i, gboolean dark)
{
  GdkRGBA underline;

  gdk_rgba_parse (&underline, colours[i][dark].underline);
  g_object_set (tag, "background", colours[i][dark].background, "foreground", colours[i][dark].foreground, "underline",
                i == 2 ? PANGO_UNDERLINE_DOUBLE : PANGO_UNDERLINE_SINGLE, "underline-rgba", &underline, NULL);
}

static void
on_dark (TgLetterView *self)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());

  colour_tag (self->used, 0, dark);
  colour_tag (self->other, 1, dark);
  colour_tag (self->current, 2, dark);
}

static void
tg_letter_view_get_place (TgLetterView *self, guint mark, GtkTextIter *start, GtkTextIter *end)
{
  const TgDraftMark *place = tg_draft_mark (self->draft, mark);

  gtk_text_buffer_get_iter_at_offset (tg_letter_view_buffer (self), start, (int)place->start);
  gtk_text_buffer_get_iter_at_offset (tg_letter_view_buffer (self), end, (int)place->end);
}

static void
tg_letter_view_apply_tags (TgLetterView *self)
{
  GtkTextBuffer *buffer = tg_letter_view_buffer (self);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_remove_all_tags (buffer, &start, &end);
  for (guint i = 0; i < tg_draft_n_marks (self->draft); i++) {
    if (tg_draft_mark (self->draft, i)->fields == 0)
      continue;
    tg_letter_view_get_place (self, i, &start, &end);
    gtk_text_buffer_apply_tag (buffer, tg_draft_mark_is_used (self->draft, i) ? self->used : self->other, &start, &end);
  }
}

/* @mark: may be TG_DRAFT_NO_MARK */
static void
tg_letter_view_set_current (TgLetterView *self, guint mark)
{
  GtkTextBuffer *buffer = tg_letter_view_buffer (self);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_remove_tag (buffer, self->current, &start, &end);
  if (mark == TG_DRAFT_NO_MARK)
    return;
  tg_letter_view_get_place (self, mark, &start, &end);
  gtk_text_buffer_apply_tag (buffer, self->current, &start, &end);
}

/* What the mark is: "Receiving server: imap.example.jp". (transfer full) */
static char *
tg_letter_view_describe (TgLetterView *self, guint mark)
{
  const TgDraftMark *place = tg_draft_mark (self->draft, mark);
  g_autofree char *characters = g_utf8_substring (tg_draft_letter (self->draft)->text, place->start, place->end);
  g_autofree char *visible = place->was_password ? g_strdup (_ ("not shown")) : tg_text_visible (characters, -1, SHOWN_MAX);

  return g_strdup_printf (_ ("%s: %s"), tg_field_name (place->fields), visible);
}

/* What the cursor is at, and what can be done about it. */
static void
tg_letter_view_follow (TgLetterView *self)
{
  GtkTextBuffer *buffer = tg_letter_view_buffer (self);
  gboolean selected = gtk_text_buffer_get_has_selection (buffer);
  guint mark = TG_DRAFT_NO_MARK;
  g_autofree char *told = NULL;
  int offset = 0;

  g_object_get (buffer, "cursor-position", &offset, NULL);
  if (self->draft != NULL && !selected)
    mark = tg_draft_mark_at (self->draft, (guint)offset);
  told = mark != TG_DRAFT_NO_MARK ? tg_letter_view_describe (self, mark)
         : selected               ? g_strdup (_ ("Say what the selected text is."))
                                  : g_strdup (_ ("If something is marked wrongly, or not at all, select it here."));
  gtk_label_set_text (self->here, told);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, told, -1);
  gtk_label_set_text (GTK_LABEL (gtk_menu_button_get_child (GTK_MENU_BUTTON (self->button))),
                      mark != TG_DRAFT_NO_MARK ? _ ("This is…") : _ ("Use the selection as…"));
  tg_widget_defaults_apply (self->button);
  gtk_widget_set_sensitive (self->button, selected || mark != TG_DRAFT_NO_MARK);
  tg_letter_view_set_current (self, mark);
  g_signal_emit (self, signals[POINT], 0, mark);
}

static void
on_cursor (TgLetterView *self)
{
  if (!self->filling && self->draft != NULL)
    tg_letter_view_follow (self);
}

static void
tg_letter_view_assign (TgLetterView *self, guint fields)
{
  GtkTextBuffer *buffer = tg_letter_view_buffer (self);
  GtkTextIter start, end;
  int offset = 0;
  guint mark;

  if (self->draft == NULL)
    return;
  if (gtk_text_buffer_get_selection_bounds (buffer, &start, &end)) {
    g_signal_emit (self, signals[ASSIGN], 0, (guint)gtk_text_iter_get_offset (&start), (guint)gtk_text_iter_get_offset (&end), fields);
    return;
  }
  g_object_get (buffer, "cursor-position", &offset, NULL);
  mark = tg_draft_mark_at (self->draft, (guint)offset);
  if (mark != TG_DRAFT_NO_MARK)
    g_signal_emit (self, signals[ASSIGN], 0, tg_draft_mark (self->draft, mark)->start, tg_draft_mark (self->draft, mark)->end, fields);
}

static void
on_assign (GSimpleAction *action, GVariant *target, gpointer data)
{
  tg_letter_view_assign (data, g_variant_get_uint32 (target));
}

/* @shown: (transfer full).  The cursor stays where it is in a text that is the same, but for bullets. */
static void
tg_letter_view_set_text (TgLetterView *self, char *shown, gboolean same)
{
  GtkTextBuffer *buffer = tg_letter_view_buffer (self);
  GtkTextIter cursor;
  int offset = 0;

  if (g_strcmp0 (self->shown, shown) == 0) {
    g_free (shown);
    return;
  }
  g_free (self->shown);
  self->shown = shown;
  if (same)
    g_object_get (buffer, "cursor-position", &offset, NULL);
  gtk_text_buffer_set_text (buffer, shown, -1);
  gtk_text_buffer_get_iter_at_offset (buffer, &cursor, offset);
  gtk_text_buffer_place_cursor (buffer, &cursor);
}

void
tg_letter_view_show (TgLetterView *self, const TgDraft *draft)
{
  gboolean same = self->draft == draft && draft != NULL;

  self->filling = TRUE;
  self->draft = draft;
  tg_letter_view_set_text (self, draft != NULL ? tg_draft_shown (draft) : g_strdup (""), same);
  if (draft != NULL)
    tg_letter_view_apply_tags (self);
  self->filling = FALSE;
  if (draft != NULL)
    tg_letter_view_follow (self);
}

void
tg_letter_view_point (TgLetterView *self, guint mark)
{
  GtkTextIter start, end;

  if (self->draft == NULL)
    return;
  tg_letter_view_set_current (self, mark);
  if (mark == TG_DRAFT_NO_MARK)
    return;
  tg_letter_view_get_place (self, mark, &start, &end);
  gtk_text_view_scroll_to_iter (self->text, &start, 0.1, FALSE, 0, 0);
}

static gboolean
tg_letter_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (TG_LETTER_VIEW (widget)->text));
}

static void
tg_letter_view_finalize (GObject *object)
{
  g_free (TG_LETTER_VIEW (object)->shown);
  G_OBJECT_CLASS (tg_letter_view_parent_class)->finalize (object);
}

static void
tg_letter_view_class_init (TgLetterViewClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = tg_letter_view_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = tg_letter_view_grab_focus;
  signals[POINT] = g_signal_new ("point", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[ASSIGN] =
      g_signal_new ("assign", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3, G_TYPE_UINT, G_TYPE_UINT, G_TYPE_UINT);
}

/* As many lines, whatever their size. */
static void
on_realize (GtkWidget *text, GtkScrolledWindow *scroller)
{
  PangoContext *context = gtk_widget_get_pango_context (text);
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int line = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics));

  pango_font_metrics_unref (metrics);
  gtk_scrolled_window_set_max_content_height (scroller, MIN (LINES_MAX * line, HEIGHT_MAX));
  gtk_scrolled_window_set_min_content_height (scroller, MIN (LINES_MIN * line + 18, HEIGHT_MAX));
}

static GtkWidget *
make_text (TgLetterView *self)
{
  GtkWidget *scroller = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "propagate-natural-height", TRUE, "has-frame", TRUE, NULL);
  GtkTextBuffer *buffer;

  self->text = g_object_new (GTK_TYPE_TEXT_VIEW, "editable", FALSE, "accepts-tab", FALSE, "wrap-mode", GTK_WRAP_WORD_CHAR, "top-margin", 9,
                             "bottom-margin", 9, "left-margin", 9, "right-margin", 9, "monospace", FALSE, NULL);
  buffer = gtk_text_view_get_buffer (self->text);
  gtk_text_buffer_set_enable_undo (buffer, FALSE);
  self->other = gtk_text_buffer_create_tag (buffer, NULL, NULL);
  self->used = gtk_text_buffer_create_tag (buffer, NULL, NULL);
  self->current = gtk_text_buffer_create_tag (buffer, NULL, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("The letter, with what was recognised"),
                                  -1);
  g_signal_connect_object (buffer, "notify::cursor-position", G_CALLBACK (on_cursor), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (buffer, "notify::has-selection", G_CALLBACK (on_cursor), self, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->text));
  g_signal_connect (self->text, "realize", G_CALLBACK (on_realize), scroller);
  return scroller;
}

static GtkWidget *
make_line (TgLetterView *self)
{
  GtkWidget *here = tg_words_new ("", "field-hint");
  g_autoptr (GMenuModel) menu = tg_field_menu ("place.assign");

  self->here = GTK_LABEL (here);
  gtk_widget_set_valign (here, GTK_ALIGN_CENTER);
  self->button = g_object_new (GTK_TYPE_MENU_BUTTON, "menu-model", menu, "child", gtk_label_new (""), "valign", GTK_ALIGN_CENTER, "halign",
                               GTK_ALIGN_END, "always-show-arrow", TRUE, NULL);
  return tg_pair_new_of (here, self->button);
}

static void
tg_letter_view_init (TgLetterView *self)
{
  static const GActionEntry entries[] = { { "assign", on_assign, "u", NULL, NULL, { 0 } } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "place", G_ACTION_GROUP (actions));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_box_append (GTK_BOX (self), make_text (self));
  gtk_box_append (GTK_BOX (self), make_line (self));
  on_dark (self);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (on_dark), self, G_CONNECT_SWAPPED);
}
