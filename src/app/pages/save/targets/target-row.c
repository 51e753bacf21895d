/* target-row.c: see target-row.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/save/targets/target-row.h"

#include <glib/gi18n.h>

#include "app/widgets/pair.h"
#include "app/widgets/words.h"

#define FALLBACK_ICON "tegami-mail-symbolic"
#define NOTHING_ICON  "tegami-skipped-symbolic"

static const char *const package_names[] = {
  [TG_PACKAGE_NATIVE] = NULL,
  [TG_PACKAGE_FLATPAK] = "Flatpak",
  [TG_PACKAGE_SNAP] = "Snap",
};

/* By its address; of several, with its server. */
static char *
describe_account (const TgTarget *target)
{
  const char *name = tg_found_account_name (target->repairs);

  return target->server != NULL ? g_strdup_printf ("%s (%s)", name, target->server) : g_strdup (name);
}

/* What happens there; @whole: with the program, as one name for screen readers. */
static char *
describe_target (const TgTarget *target, gboolean whole)
{
  const char *program = tg_place_title (target->place);
  g_autofree char *account = target->repairs != NULL ? describe_account (target) : NULL;

  if (account == NULL)
    /* TRANSLATORS: a mail program */
    return whole ? g_strdup_printf (_ ("%s — new account"), program) : g_strdup (_ ("New account"));
  if (whole)
    /* TRANSLATORS: a mail program, and a mail address that it has already */
    return g_strdup_printf (_ ("%s — repairs %s"), program, account);

  /* TRANSLATORS: below the name of a mail program: a mail address that it has already */
  return g_strdup_printf (_ ("Repairs %s"), account);
}

/* Which of the places with this program's name, and the state that matters before saving. */
static char *
describe_place (const TgPlace *place)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  const char *package = package_names[place->package];

  if (place->version != NULL)
    /* TRANSLATORS: a number, of a mail program */
    g_ptr_array_add (parts, g_strdup_printf (_ ("Version %s"), place->version));
  if (package != NULL)
    g_ptr_array_add (parts, g_strdup (package));
  if (place->distinction != NULL)
    g_ptr_array_add (parts, g_strdup (place->distinction));
  if (place->is_new)
    g_ptr_array_add (parts, g_strdup (_ ("Not opened yet; a profile will be created for it")));
  else if (place->profile != NULL)
    g_ptr_array_add (parts, g_strdup_printf (_ ("Profile: %s"), place->profile));
  if (place->is_default && !place->is_new)
    g_ptr_array_add (parts, g_strdup (place->profile != NULL ? _ ("Opens by default") : _ ("The default mail program")));
  if (place->running)
    g_ptr_array_add (parts, g_strdup (_ ("Open now")));
  if (place->read_only)
    g_ptr_array_add (parts, g_strdup (_ ("Tegami cannot write there")));
  if (!place->installed)
    g_ptr_array_add (parts, g_strdup (_ ("The program itself was not found")));

  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **)parts->pdata);
}

/* Inside a sandbox, the theme has no icons of the programs outside. */
static GtkWidget *
make_icon (const TgTarget *target)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());
  gboolean known = target != NULL && target->icon != NULL && gtk_icon_theme_has_gicon (theme, target->icon);
  GtkWidget *image = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  if (known) {
    gtk_image_set_from_gicon (GTK_IMAGE (image), target->icon);
  } else {
    gtk_image_set_from_icon_name (GTK_IMAGE (image), target != NULL ? FALLBACK_ICON : NOTHING_ICON);
    gtk_widget_add_css_class (image, "plain");
  }
  gtk_widget_add_css_class (image, "target-icon");
  return image;
}

/* @what, @state: (nullable) */
static GtkWidget *
make_row (const TgTarget *target, const char *title, const char *what, const char *state)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  tg_words_append (GTK_BOX (words), title, "heading");
  if (what != NULL)
    tg_words_append (GTK_BOX (words), what, NULL);
  if (state != NULL)
    tg_words_append (GTK_BOX (words), state, "field-hint");
  gtk_widget_set_margin_start (line, 12);
  gtk_box_append (GTK_BOX (line), make_icon (target));
  gtk_box_append (GTK_BOX (line), tg_pair_new_around (words));
  return tg_pair_new_around (line);
}

GtkWidget *
tg_target_row_new (const TgTarget *target, GtkCheckButton *group)
{
  const char *title = target != NULL ? tg_place_title (target->place) : _ ("Write nothing");
  g_autofree char *whole = target != NULL ? describe_target (target, TRUE) : g_strdup (title);
  g_autofree char *what = target != NULL ? describe_target (target, FALSE) : NULL;
  g_autofree char *place = target != NULL ? describe_place (target->place)
                                          : g_strdup (_ ("Best for practice: the sample account works only while Tegami is open."));
  const char *state = *place != '\0' ? place : NULL;
  /* TRANSLATORS: an answer and what explains it, as one name for screen readers: "I cannot send mail to anyone. Receiving works" */
  g_autofree char *name = state != NULL ? g_strdup_printf (_ ("%s. %s"), whole, state) : g_strdup (whole);
  GtkWidget *row = g_object_new (GTK_TYPE_CHECK_BUTTON, "accessible-role", GTK_ACCESSIBLE_ROLE_RADIO, NULL);

  gtk_check_button_set_child (GTK_CHECK_BUTTON (row), make_row (target, title, what, state));
  gtk_check_button_set_group (GTK_CHECK_BUTTON (row), group);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (target != NULL)
    g_object_set_data_full (G_OBJECT (row), "target", tg_target_copy (target), (GDestroyNotify)tg_target_free);
  return row;
}

const TgTarget *
tg_target_row_get (GtkCheckButton *row)
{
  return g_object_get_data (G_OBJECT (row), "target");
}

char *
tg_target_row_objection (const TgTarget *target)
{
  const TgPlace *place = target->place;

  if (!place->read_only)
    return NULL;
  /* TRANSLATORS: a folder, and a mail program */
  return g_strdup_printf (_ ("Tegami cannot write into “%s”. Make a file instead, and let %s import it."), place->where,
                          tg_place_title (place));
}

gboolean
tg_target_row_is_same (const TgTarget *one, const TgTarget *two)
{
  const TgPlace *a = one->place, *b = two->place;

  return a->program == b->program && a->package == b->package && g_strcmp0 (a->install, b->install) == 0 && a->is_new == b->is_new &&
         (a->is_new || strcmp (a->where, b->where) == 0) && (one->repairs == NULL) == (two->repairs == NULL) &&
         (one->repairs == NULL || g_strcmp0 (one->repairs->key, two->repairs->key) == 0);
}

char *
tg_target_row_state (GPtrArray *places)
{
  GString *state = g_string_new (NULL);

  for (guint i = 0; i < places->len; i++) {
    const TgPlace *place = g_ptr_array_index (places, i);

    g_string_append_printf (state, "%d %d %s %s %d %d %d\n", place->program, place->package, place->install != NULL ? place->install : "",
                            place->is_new ? "" : place->where, place->running, place->installed, place->read_only);
  }

  return g_string_free (state, FALSE);
}
