/* question-box.c: one question: a field, or choices of which one may need a field.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/paper/question-box.h"

#include <glib/gi18n.h>

#include "app/pages/paper/question-words.h"
#include "app/widgets/choice-row.h"
#include "app/widgets/field.h"
#include "app/widgets/in-view.h"
#include "app/widgets/input-cleaning.h"
#include "app/widgets/widget-defaults.h"
#include "app/widgets/words.h"
#include "find/providers.h"

/* What Next cleans: guesses, too, which are then asked about; but a link or an address in the place of a name is no slip. */
#define SLIPS_AT_THE_END ((guint) ~(TG_SLIP_LINK | TG_SLIP_ADDRESS | TG_SLIP_PORT))

struct _TgQuestionBox {
  GtkBox parent_instance;

  TgPaperQuestion question;
  GPtrArray *rows;  /* of GtkCheckButton* */
  TgField *field;   /* (nullable) */
  GtkWidget *group; /* (nullable): around the field */
  GtkBox *doubt;
  char *doubted;        /* (nullable) */
  TgCleaning *cleaning; /* (nullable) */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (TgQuestionBox, tg_question_box, GTK_TYPE_BOX)

enum { ENTER, N_SIGNALS };

static guint signals[N_SIGNALS];

static char *
mend_host (const char *text, guint *slips)
{
  return tg_typed_host (text, slips, NULL);
}

static char *
mend_port (const char *text, guint *slips)
{
  guint port = 0;

  return tg_typed_port (text, slips, &port) ? g_strdup_printf ("%u", port) : tg_typed_user (text, slips);
}

static TgMend
mend_of (TgPaperQuestion question)
{
  switch (question) {
  case TG_PAPER_ADDRESS:
    return tg_typed_address;
  case TG_PAPER_RECEIVE_HOST:
  case TG_PAPER_SEND_HOST:
    return mend_host;
  case TG_PAPER_RECEIVE_PORT:
  case TG_PAPER_SEND_PORT:
    return mend_port;
  default:
    return tg_typed_user;
  }
}

static void
tg_question_box_mend (TgQuestionBox *self, guint allowed)
{
  const TgPaperWords *words = tg_paper_words (self->question);
  g_autofree char *said = NULL;
  TgCleaning *cleaning;

  self->filling = TRUE;
  cleaning = tg_input_cleaning_apply (self->field, words->typed, mend_of (self->question), allowed);
  self->filling = FALSE;
  if (cleaning == NULL)
    return;
  /* The first of several steps has what was really typed. */
  if (self->cleaning != NULL) {
    g_free (cleaning->before);
    cleaning->before = g_steal_pointer (&self->cleaning->before);
    cleaning->slips |= self->cleaning->slips;
  }
  g_clear_pointer (&self->cleaning, tg_cleaning_free);
  self->cleaning = cleaning;
  said = tg_input_cleaning_describe (cleaning->slips);
  if (said != NULL)
    tg_field_set_hint (self->field, said);
}

static gboolean
mend_at_once (gpointer data)
{
  TgQuestionBox *self = data;

  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL && self->field != NULL)
    tg_question_box_mend (self, TG_SLIPS_AT_ONCE);
  return G_SOURCE_REMOVE;
}

static void
on_typed (TgQuestionBox *self)
{
  if (self->filling)
    return;
  if (*tg_field_get_text (self->field) == '\0')
    g_clear_pointer (&self->cleaning, tg_cleaning_free);
  tg_field_set_invalid (self->field, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->doubt), FALSE);
  /* The entry is not changed from within its own signal. */
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, mend_at_once, g_object_ref (self), g_object_unref);
}

guint
tg_question_box_get_choice (TgQuestionBox *self)
{
  guint choice = 0;

  while (choice < self->rows->len && !gtk_check_button_get_active (self->rows->pdata[choice]))
    choice++;
  return choice < self->rows->len ? choice : 0;
}

static gboolean
tg_question_box_is_typed (TgQuestionBox *self)
{
  return self->field != NULL && tg_paper_needs_text (self->question, tg_question_box_get_choice (self));
}

static void
on_toggled (TgQuestionBox *self)
{
  if (self->group != NULL)
    gtk_widget_set_visible (self->group, tg_question_box_is_typed (self));
  gtk_widget_set_visible (GTK_WIDGET (self->doubt), FALSE);
}

/* A radio button takes Enter for itself; here it is the answer, and goes on, or to what is to be typed. */
static gboolean
on_key (GtkEventControllerKey *keys, guint keyval, guint keycode, GdkModifierType state, TgQuestionBox *self)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (keys));

  if (keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter && keyval != GDK_KEY_ISO_Enter)
    return GDK_EVENT_PROPAGATE;
  gtk_check_button_set_active (GTK_CHECK_BUTTON (row), TRUE);
  if (tg_question_box_is_typed (self) && *tg_field_get_text (self->field) == '\0')
    gtk_widget_grab_focus (GTK_WIDGET (self->field));
  else
    g_signal_emit (self, signals[ENTER], 0);
  return GDK_EVENT_STOP;
}

/* What a choice comes to, where the address tells it. (transfer full) (nullable) */
static char *
value_of (TgPaper *paper, TgPaperQuestion question, guint choice)
{
  const char *address = tg_paper_text (paper, TG_PAPER_ADDRESS);

  if (question != TG_PAPER_USER || choice == TG_PAPER_USER_OTHER)
    return NULL;
  return choice == TG_PAPER_USER_ADDRESS ? g_strdup (address) : tg_address_local_part (address);
}

static void
add_choices (TgQuestionBox *self, const TgPaperWords *words, TgPaper *paper)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 6, "accessible-role",
                                 GTK_ACCESSIBLE_ROLE_GROUP, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (words->asks), -1);
  for (guint i = 0; i < tg_paper_n_choices (self->question); i++) {
    g_autofree char *value = value_of (paper, self->question, i);
    const char *hint = words->choices[i].hint != NULL ? _ (words->choices[i].hint) : value;
    GtkWidget *row = tg_choice_row_new (_ (words->choices[i].title), hint, i > 0 ? self->rows->pdata[0] : NULL);
    GtkEventController *keys = gtk_event_controller_key_new ();

    gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
    g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
    gtk_widget_add_controller (row, keys);
    g_ptr_array_add (self->rows, row);
    gtk_box_append (GTK_BOX (box), row);
  }
  gtk_check_button_set_active (self->rows->pdata[tg_paper_choice (paper, self->question)], TRUE);
  for (guint i = 0; i < self->rows->len; i++)
    g_signal_connect_swapped (self->rows->pdata[i], "toggled", G_CALLBACK (on_toggled), self);
  gtk_widget_set_visible (box, tg_paper_offers (paper, self->question));
  gtk_box_append (GTK_BOX (self), box);
}

static void
add_field (TgQuestionBox *self, const TgPaperWords *words, const char *text)
{
  gboolean number = self->question == TG_PAPER_RECEIVE_PORT || self->question == TG_PAPER_SEND_PORT;

  self->group = adw_preferences_group_new ();
  self->field = g_object_new (TG_TYPE_FIELD, "kind", number ? TG_FIELD_NUMBER : TG_FIELD_EXACT, "title", _ (words->field), NULL);
  tg_field_set_text (self->field, text);
  tg_field_set_hint (self->field, _ (words->hint));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), GTK_WIDGET (self->field));
  gtk_box_append (GTK_BOX (self), self->group);
  g_signal_connect_swapped (self->field, "changed", G_CALLBACK (on_typed), self);
}

/* The company's own word for the user name. */
static void
add_company (TgQuestionBox *self, TgPaper *paper)
{
  const TgProvider *provider = self->question == TG_PAPER_USER ? tg_providers_find (tg_paper_text (paper, TG_PAPER_ADDRESS)) : NULL;
  g_autofree char *words = NULL;

  if (provider == NULL || provider->user_called == NULL)
    return;
  /* TRANSLATORS: the name of a company, and its own word for the user name */
  words = g_strdup_printf (_ ("%s calls it “%s”."), provider->name, provider->user_called);
  tg_words_append (GTK_BOX (self), words, NULL);
}

static void
tg_question_box_fill (TgQuestionBox *self, TgPaper *paper)
{
  const TgPaperWords *words = tg_paper_words (self->question);

  tg_words_append (GTK_BOX (self), _ (words->asks), "title-3");
  tg_words_append (GTK_BOX (self), _ (words->where), NULL);
  if (words->called != NULL) {
    /* TRANSLATORS: names that stand on paper for what is asked for */
    g_autofree char *called = g_strdup_printf (_ ("On paper it is also called: %s"), _ (words->called));

    tg_words_append (GTK_BOX (self), called, "dim-label");
  }
  add_company (self, paper);
  if (tg_paper_kind (self->question) == TG_PAPER_CHOSEN)
    add_choices (self, words, paper);
  if (words->field != NULL)
    add_field (self, words, tg_paper_text (paper, self->question));
  self->doubt = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 9));
  gtk_widget_set_visible (GTK_WIDGET (self->doubt), FALSE);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->doubt));
  on_toggled (self);
}

GtkWidget *
tg_question_box_new (TgPaper *paper, TgPaperQuestion question)
{
  TgQuestionBox *self = g_object_new (TG_TYPE_QUESTION_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 12, NULL);

  self->question = question;
  tg_question_box_fill (self, paper);
  tg_widget_defaults_apply (GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

const char *
tg_question_box_clean_text (TgQuestionBox *self)
{
  if (!tg_question_box_is_typed (self))
    return "";
  tg_question_box_mend (self, SLIPS_AT_THE_END);
  return tg_field_get_text (self->field);
}

TgCleaning *
tg_question_box_get_cleaning (TgQuestionBox *self)
{
  const TgCleaning *done = self->cleaning;
  gboolean holds = done != NULL && tg_question_box_is_typed (self) && g_str_has_prefix (tg_field_get_text (self->field), done->after);

  return holds ? tg_cleaning_new (done->field, done->slips, done->before, done->after) : NULL;
}

/* Where one corrects it, with nothing selected that the next key would replace. */
static void
tg_question_box_focus_field (TgQuestionBox *self)
{
  GtkWidget *focus;

  gtk_widget_grab_focus (GTK_WIDGET (self->field));
  focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  if (GTK_IS_EDITABLE (focus))
    gtk_editable_set_position (GTK_EDITABLE (focus), -1);
}

void
tg_question_box_show_fault (TgQuestionBox *self, const char *fault)
{
  gtk_widget_set_visible (GTK_WIDGET (self->doubt), FALSE);
  tg_field_set_invalid (self->field, TRUE);
  tg_question_box_focus_field (self);
  tg_field_set_hint (self->field, fault);
}

void
tg_question_box_show_doubt (TgQuestionBox *self, const char *value, const char *doubt)
{
  GtkWidget *large = tg_words_new (value, "exact");

  g_free (self->doubted);
  self->doubted = g_strdup (value);
  tg_box_empty (self->doubt);
  gtk_widget_add_css_class (GTK_WIDGET (self->doubt), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self->doubt), "note-card");
  tg_words_append (self->doubt, _ ("Is this exactly what the letter says?"), "heading");
  gtk_widget_add_css_class (large, "title-1");
  gtk_widget_set_direction (large, GTK_TEXT_DIR_LTR);
  gtk_label_set_selectable (GTK_LABEL (large), TRUE);
  gtk_box_append (self->doubt, large);
  tg_words_append (self->doubt, _ ("If it is right, press Next once more. If not, correct it above."), NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->doubt), TRUE);
  /* It is read aloud with the field, where one corrects it. */
  tg_field_set_hint (self->field, doubt);
  tg_question_box_focus_field (self);
  tg_bring_into_view (GTK_WIDGET (self->doubt));
}

gboolean
tg_question_box_is_doubting (TgQuestionBox *self, const char *value)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->doubt)) && g_strcmp0 (self->doubted, value) == 0;
}

GtkWidget *
tg_question_box_initial_focus (TgQuestionBox *self)
{
  if (tg_question_box_is_typed (self))
    return GTK_WIDGET (self->field);
  return self->rows->len > 0 ? self->rows->pdata[tg_question_box_get_choice (self)] : NULL;
}

static void
tg_question_box_finalize (GObject *object)
{
  TgQuestionBox *self = TG_QUESTION_BOX (object);

  g_ptr_array_unref (self->rows);
  g_free (self->doubted);
  g_clear_pointer (&self->cleaning, tg_cleaning_free);
  G_OBJECT_CLASS (tg_question_box_parent_class)->finalize (object);
}

static void
tg_question_box_class_init (TgQuestionBoxClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tg_question_box_finalize;
  signals[ENTER] = g_signal_new ("enter", TG_TYPE_QUESTION_BOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tg_question_box_init (TgQuestionBox *self)
{
  self->rows = g_ptr_array_new ();
}
