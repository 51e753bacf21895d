/* fingerprint-check.c: asks for the last groups of a fingerprint, to be typed from another place.
 *
 * Comparing is only worth something if the other half comes from elsewhere.  So the groups that are
 * asked for are not on this page: with all of them in sight, the quick way would be to copy from one
 * line into the next, and nothing would have been compared.  The groups before them are shown, to be
 * looked at beside the other ones.  Nor does the entry take more than one group at once, however it
 * comes (clipboard, middle button, drag and drop): what was copied from the page before proves
 * nothing.  Enter does nothing here.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/allow/fingerprint-check.h"

#include <glib/gi18n.h>

#include "app/widgets/field.h"
#include "app/widgets/no-enter.h"
#include "app/widgets/words.h"
#include "cert/fingerprint.h"

#define GROUPS_IN_LINE 8

struct _TgFingerprintCheck {
  GtkBox parent_instance;

  GtkWidget *groups;
  TgField *field;

  char *hex;   /* (nullable): of the certificate */
  char *typed; /* as it was before the last key */
  TgFingerprintMatch match;
};

G_DEFINE_FINAL_TYPE (TgFingerprintCheck, tg_fingerprint_check, GTK_TYPE_BOX)

static guint changed_signal;

static const char *const hints[] = {
  [TG_FINGERPRINT_EMPTY] = N_ ("16 characters, 0 to 9 and A to F. Spaces, colons and capitals do not matter."),
  [TG_FINGERPRINT_NO_DIGIT] = N_ ("A fingerprint holds only 0 to 9 and A to F."),
  [TG_FINGERPRINT_DIFFERS] =
      N_ ("They do not match. If you typed them exactly as shown there, someone else is answering: go back, and do not allow it."),
  [TG_FINGERPRINT_MATCHES] = N_ ("They match."),
};

static void
tg_fingerprint_check_tell (TgFingerprintCheck *self)
{
  guint missing = TG_FINGERPRINT_GROUP * TG_FINGERPRINT_TYPED - MIN (16, tg_fingerprint_digits (self->typed));
  g_autofree char *more = g_strdup_printf (ngettext ("%u more character", "%u more characters", missing), missing);

  tg_field_set_hint (self->field, self->match == TG_FINGERPRINT_SHORT ? more : _ (hints[self->match]));
  tg_field_set_invalid (self->field, self->match == TG_FINGERPRINT_NO_DIGIT || self->match == TG_FINGERPRINT_DIFFERS);
}

static void
on_changed (TgFingerprintCheck *self)
{
  const char *text = tg_field_get_text (self->field);

  if (self->hex == NULL || g_strcmp0 (text, self->typed) == 0)
    return;

  if (tg_fingerprint_digits (text) > tg_fingerprint_digits (self->typed) + TG_FINGERPRINT_GROUP) {
    tg_field_set_text (self->field, self->typed);
    tg_field_set_hint (self->field, _ ("Type them from the other source. Copying them on this computer proves nothing."));
    gtk_widget_error_bell (GTK_WIDGET (self));
    return;
  }

  g_free (self->typed);
  self->typed = g_strdup (text);
  self->match = tg_fingerprint_match (self->hex, text);
  tg_fingerprint_check_tell (self);
  g_signal_emit (self, changed_signal, 0);
}

static void
tg_fingerprint_check_finalize (GObject *object)
{
  TgFingerprintCheck *self = TG_FINGERPRINT_CHECK (object);

  g_free (self->hex);
  g_free (self->typed);
  G_OBJECT_CLASS (tg_fingerprint_check_parent_class)->finalize (object);
}

static void
tg_fingerprint_check_class_init (TgFingerprintCheckClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tg_fingerprint_check_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tg_fingerprint_check_init (TgFingerprintCheck *self)
{
  GtkWidget *list = gtk_list_box_new ();

  self->typed = g_strdup ("");
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 9);
  tg_words_append (GTK_BOX (self), _ ("It must begin like this; the dots are for you to fill in:"), NULL);
  self->groups = tg_words_append (GTK_BOX (self), NULL, "exact");
  gtk_widget_set_direction (self->groups, GTK_TEXT_DIR_LTR);
  /* Two lines, as devices often show it. */
  gtk_label_set_max_width_chars (GTK_LABEL (self->groups), GROUPS_IN_LINE * (TG_FINGERPRINT_GROUP + 1) - 1);
  gtk_widget_set_halign (self->groups, GTK_ALIGN_START);

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  self->field = g_object_new (TG_TYPE_FIELD, "kind", TG_FIELD_EXACT, "title", _ ("The _last four groups"), NULL);
  tg_field_set_placeholder (self->field, "•••• •••• •••• ••••");
  tg_no_enter (GTK_WIDGET (self->field));
  g_signal_connect_swapped (self->field, "changed", G_CALLBACK (on_changed), self);
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (self->field));
  gtk_box_append (GTK_BOX (self), list);
}

void
tg_fingerprint_check_begin (TgFingerprintCheck *self, const char *hex)
{
  g_autofree char *groups = tg_fingerprint_groups (hex, TG_FINGERPRINT_TYPED);

  g_free (self->hex);
  self->hex = g_strdup (hex);
  gtk_label_set_text (GTK_LABEL (self->groups), groups);
  g_free (self->typed);
  self->typed = g_strdup ("");
  self->match = TG_FINGERPRINT_EMPTY;
  tg_field_set_text (self->field, "");
  tg_fingerprint_check_tell (self);
}

gboolean
tg_fingerprint_check_matches (TgFingerprintCheck *self)
{
  return self->match == TG_FINGERPRINT_MATCHES;
}
