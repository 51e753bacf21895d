/* place-row.c: a mail program, or one of its profiles, as a radio button with words below it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/save/place-row.h"

#include <glib/gi18n.h>

#include "app/widgets/choice-row.h"

static const char *const package_names[] = {
  [TG_PACKAGE_NATIVE] = NULL,
  [TG_PACKAGE_FLATPAK] = "Flatpak",
  [TG_PACKAGE_SNAP] = "Snap",
};

/* "Thunderbird 153.8.0 (Flatpak, org.mozilla.thunderbird)" */
static char *
describe_program (const TgPlace *place)
{
  const char *package = package_names[place->package];
  g_autofree char *which = package != NULL && place->distinction != NULL ? g_strdup_printf ("%s, %s", package, place->distinction)
                                                                         : g_strdup (package != NULL ? package : place->distinction);
  GString *text = g_string_new (tg_place_title (place));

  if (place->version != NULL)
    g_string_append_printf (text, " %s", place->version);
  if (which != NULL)
    g_string_append_printf (text, " (%s)", which);

  return g_string_free (text, FALSE);
}

/* Which of its profiles, and the state that matters before saving. */
static char *
describe_state (const TgPlace *place)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

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

GtkWidget *
tg_place_row_new (const TgPlace *place, GtkCheckButton *group)
{
  g_autofree char *title = place != NULL ? describe_program (place) : g_strdup (_ ("Write nothing"));
  g_autofree char *state =
      place != NULL ? describe_state (place) : g_strdup (_ ("Best for practice: the sample account works only while Tegami is open."));
  GtkWidget *row = tg_choice_row_new (title, state, group);

  if (place != NULL)
    g_object_set_data_full (G_OBJECT (row), "place", tg_place_copy (place), (GDestroyNotify)tg_place_free);

  return row;
}

const TgPlace *
tg_place_row_get (GtkCheckButton *row)
{
  return g_object_get_data (G_OBJECT (row), "place");
}

char *
tg_place_row_objection (const TgPlace *place)
{
  if (place == NULL || !place->read_only)
    return NULL;
  /* TRANSLATORS: a folder, and a mail program */
  return g_strdup_printf (_ ("Tegami cannot write into “%s”. Make a file instead, and let %s import it."), place->where,
                          tg_place_title (place));
}

gboolean
tg_place_row_is_same (const TgPlace *one, const TgPlace *two)
{
  return one->program == two->program && one->package == two->package && g_strcmp0 (one->install, two->install) == 0 &&
         one->is_new == two->is_new && (one->is_new || strcmp (one->where, two->where) == 0);
}

char *
tg_place_row_state (GPtrArray *places)
{
  GString *state = g_string_new (NULL);

  for (guint i = 0; i < places->len; i++) {
    const TgPlace *place = g_ptr_array_index (places, i);

    g_string_append_printf (state, "%d %d %s %s %d %d %d\n", place->program, place->package, place->install != NULL ? place->install : "",
                            place->is_new ? "" : place->where, place->running, place->installed, place->read_only);
  }

  return g_string_free (state, FALSE);
}
