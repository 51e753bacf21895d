/* stage-row.c: one plain line of a test.  The icon never stands alone: the state is also in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/cards/stage-row.h"

#include <glib/gi18n.h>

#include "app/widgets/icon.h"
#include "app/widgets/pair.h"
#include "app/widgets/words.h"

struct _TgStageRow {
  GtkBox parent_instance;

  char *title;
  TgStageState state;
  GtkWidget *spinner;
  GtkWidget *icon;
  GtkWidget *heading;
  GtkWidget *detail;
};

G_DEFINE_FINAL_TYPE (TgStageRow, tg_stage_row, GTK_TYPE_BOX)

enum { PROP_TITLE = 1, N_PROPS };

static GParamSpec *props[N_PROPS];

static const struct {
  const char *icon;
  const char *style;
  const char *words;
} states[] = {
  [TG_STAGE_STATE_WAITING] = { "content-loading-symbolic", "dim-label", N_ ("waiting") },
  [TG_STAGE_STATE_RUNNING] = { NULL, "dim-label", N_ ("being tested…") },
  [TG_STAGE_STATE_OK] = { "tegami-yes-symbolic", "success", N_ ("yes") },
  [TG_STAGE_STATE_CAUTION] = { "dialog-warning-symbolic", "warning", N_ ("with a caution") },
  [TG_STAGE_STATE_PARTLY] = { "dialog-warning-symbolic", "error", N_ ("only partly") },
  [TG_STAGE_STATE_FAILED] = { "tegami-no-symbolic", "error", N_ ("no") },
  [TG_STAGE_STATE_SKIPPED] = { "tegami-skipped-symbolic", "dim-label", N_ ("not tried") },
};

const char *
tg_stage_state_words (TgStageState state)
{
  return _ (states[state].words);
}

void
tg_stage_row_set_state (TgStageRow *self, TgStageState state, const char *detail)
{
  /* TRANSLATORS: one line of a test: its name and its state: "Reached: yes" */
  g_autofree char *heading = g_strdup_printf (_ ("%s: %s"), self->title, tg_stage_state_words (state));
  gboolean running = state == TG_STAGE_STATE_RUNNING;

  gtk_widget_remove_css_class (self->icon, states[self->state].style);
  self->state = state;
  gtk_widget_add_css_class (self->icon, states[state].style);
  if (states[state].icon != NULL)
    gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), states[state].icon);
  gtk_widget_set_visible (self->icon, !running);
  gtk_widget_set_visible (self->spinner, running);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), running);

  gtk_label_set_text (GTK_LABEL (self->heading), heading);
  gtk_label_set_text (GTK_LABEL (self->detail), detail != NULL ? detail : "");
  gtk_widget_set_visible (self->detail, detail != NULL && *detail);
}

static void
tg_stage_row_constructed (GObject *object)
{
  TgStageRow *self = TG_STAGE_ROW (object);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  G_OBJECT_CLASS (tg_stage_row_parent_class)->constructed (object);

  gtk_box_set_spacing (GTK_BOX (self), 9);
  self->spinner = gtk_spinner_new ();
  self->icon = tg_icon_new (NULL, NULL);
  gtk_widget_set_valign (self->spinner, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->spinner, "line-icon");
  tg_icon_be_silent (self->spinner);
  gtk_widget_set_hexpand (box, TRUE);
  gtk_box_append (GTK_BOX (self), self->spinner);
  gtk_box_append (GTK_BOX (self), self->icon);
  gtk_box_append (GTK_BOX (self), tg_pair_new_around (box));
  self->heading = tg_words_append (GTK_BOX (box), NULL, "stage-heading");
  self->detail = tg_words_append (GTK_BOX (box), NULL, "stage-detail");
  tg_stage_row_set_state (self, TG_STAGE_STATE_WAITING, NULL);
}

static void
tg_stage_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_TITLE)
    TG_STAGE_ROW (object)->title = g_value_dup_string (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
tg_stage_row_finalize (GObject *object)
{
  g_free (TG_STAGE_ROW (object)->title);
  G_OBJECT_CLASS (tg_stage_row_parent_class)->finalize (object);
}

static void
tg_stage_row_class_init (TgStageRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = tg_stage_row_constructed;
  object_class->set_property = tg_stage_row_set_property;
  object_class->finalize = tg_stage_row_finalize;
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
tg_stage_row_init (TgStageRow *self)
{
}
