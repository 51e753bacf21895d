/* letter-row.c: a row like those of the other pages, with a menu in the place of an entry.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/letter/letter-row.h"

#include <glib/gi18n.h>

#include "app/pages/letter/field-names.h"
#include "app/widgets/pair.h"
#include "app/widgets/widget-defaults.h"
#include "app/widgets/words.h"
#include "model/text/text.h"

#define SHOWN_MAX 120 /* characters of a value */

struct _TgLetterRow {
  AdwPreferencesRow parent_instance;

  GtkBox *box;
  char *name;
  guint mark;
};

G_DEFINE_FINAL_TYPE (TgLetterRow, tg_letter_row, ADW_TYPE_PREFERENCES_ROW)

enum { MOVE, CHOOSE, N_SIGNALS };

static guint signals[N_SIGNALS];

/* What the menu said. */
typedef struct {
  TgLetterRow *row;
  guint signal;
  guint value;
} Said;

static gboolean
say (gpointer data)
{
  Said *said = data;

  if (gtk_widget_get_root (GTK_WIDGET (said->row)) != NULL)
    g_signal_emit (said->row, said->signal, 0, said->value);
  return G_SOURCE_REMOVE;
}

static void
said_free (gpointer data)
{
  Said *said = data;

  g_object_unref (said->row);
  g_free (said);
}

/* Whoever hears it may do away with the row, and so with the menu that is about to close. */
static void
say_later (TgLetterRow *row, guint signal, GVariant *target)
{
  Said *said = g_new (Said, 1);

  *said = (Said){ g_object_ref (row), signals[signal], g_variant_get_uint32 (target) };
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, say, said, said_free);
}

static void
on_move (GSimpleAction *action, GVariant *target, gpointer row)
{
  say_later (row, MOVE, target);
}

static void
on_choose (GSimpleAction *action, GVariant *target, gpointer row)
{
  say_later (row, CHOOSE, target);
}

static void
tg_letter_row_finalize (GObject *object)
{
  g_free (TG_LETTER_ROW (object)->name);
  G_OBJECT_CLASS (tg_letter_row_parent_class)->finalize (object);
}

static void
tg_letter_row_class_init (TgLetterRowClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = tg_letter_row_finalize;
  signals[MOVE] = g_signal_new ("move", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[CHOOSE] = g_signal_new ("choose", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
tg_letter_row_init (TgLetterRow *self)
{
  static const GActionEntry entries[] = { { "move", on_move, "u", NULL, NULL, { 0 } }, { "choose", on_choose, "u", NULL, NULL, { 0 } } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "row", G_ACTION_GROUP (actions));
  gtk_widget_add_css_class (GTK_WIDGET (self), "field");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
}

static void
tg_letter_row_fill (TgLetterRow *self, const char *value, const char *note)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3), *pair;
  g_autofree char *visible = value != NULL ? tg_text_visible (value, -1, SHOWN_MAX) : NULL;

  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  tg_words_append (GTK_BOX (words), self->name, "field-caption");
  if (visible != NULL) {
    GtkWidget *label = tg_words_append (GTK_BOX (words), visible, "exact");

    gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);
  }
  if (note != NULL)
    tg_words_append (GTK_BOX (words), note, "field-hint");
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  pair = tg_pair_new_around (words);
  gtk_widget_set_hexpand (pair, TRUE);
  gtk_box_append (self->box, pair);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), GTK_WIDGET (self->box));
}

GtkWidget *
tg_letter_row_new (const char *name, const char *value, const char *spoken, const char *note, gboolean wrong, guint mark)
{
  TgLetterRow *self = g_object_new (TG_TYPE_LETTER_ROW, NULL);
  g_autofree char *visible = tg_text_visible (spoken != NULL ? spoken : value != NULL ? value : "", -1, SHOWN_MAX);
  g_autofree char *told = *visible != '\0' ? g_strdup_printf (_ ("%s: %s"), name, visible) : g_strdup (name);
  g_autofree char *whole = note != NULL ? g_strdup_printf (_ ("%s. %s"), told, note) : g_strdup (told);

  self->name = g_strdup (name);
  self->mark = mark;
  tg_letter_row_fill (self, value, note);
  if (wrong) {
    gtk_widget_add_css_class (GTK_WIDGET (self), "invalid");
    gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
  }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, whole, -1);
  return GTK_WIDGET (self);
}

/* What else the letter offers for this side. */
static GMenuModel *
make_choices (GPtrArray *servers, guint chosen)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < MIN (servers->len, 8); i++) {
    g_autofree char *described = tg_server_describe (((const TgLetterServer *)servers->pdata[i])->server);
    g_autofree char *visible = tg_text_visible (described, -1, SHOWN_MAX);
    /* TRANSLATORS: a server: "imap.example.jp · 993 · IMAP · SSL/TLS" */
    g_autofree char *label = g_strdup_printf (_ ("Use %s"), visible);
    g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

    if (i == chosen)
      continue;
    g_menu_item_set_action_and_target (item, "row.choose", "u", i);
    g_menu_append_item (menu, item);
  }
  return G_MENU_MODEL (menu);
}

void
tg_letter_row_add_menu (TgLetterRow *self, GPtrArray *servers, guint chosen)
{
  gboolean several = servers != NULL && servers->len > 1;
  g_autofree char *tip = g_strdup_printf (_ ("Change “%s”"), self->name);
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *button;

  if (!several && self->mark == TG_DRAFT_NO_MARK)
    return;
  if (several) {
    g_autoptr (GMenuModel) choices = make_choices (servers, chosen);

    g_menu_append_section (menu, _ ("Also in the letter"), choices);
  }
  if (self->mark != TG_DRAFT_NO_MARK) {
    g_autoptr (GMenuModel) fields = tg_field_menu ("row.move");

    g_menu_append_section (menu, several ? _ ("This place is") : NULL, fields);
  }
  button = g_object_new (GTK_TYPE_MENU_BUTTON, "icon-name", "view-more-symbolic", "menu-model", menu, "tooltip-text", tip, "valign",
                         GTK_ALIGN_CENTER, NULL);
  gtk_widget_add_css_class (button, "flat");
  gtk_box_append (self->box, button);
  tg_widget_defaults_apply (GTK_WIDGET (self));
}

guint
tg_letter_row_get_mark (TgLetterRow *self)
{
  return self->mark;
}
