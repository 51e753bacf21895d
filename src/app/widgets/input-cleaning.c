/* input-cleaning.c: the slips of find/typed.h in words.  Guesses are left out: the test offers
 * those.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/widgets/input-cleaning.h"

#include <glib/gi18n.h>
#include <string.h>

TgCleaning *
tg_input_cleaning_apply (TgField *field, TgTypedField which, TgMend mend, guint allowed)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (field));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  g_autofree char *typed = g_strdup (tg_field_get_text (field));
  guint slips = 0;
  g_autofree char *meant = mend (typed, &slips);

  if (slips == 0 || (slips & ~allowed))
    return NULL;

  tg_field_set_text (field, meant);
  if (focus != NULL && GTK_IS_EDITABLE (focus) && gtk_widget_is_ancestor (focus, GTK_WIDGET (field)))
    gtk_editable_set_position (GTK_EDITABLE (focus), -1);
  return tg_cleaning_new (which, slips, typed, meant);
}

char *
tg_input_cleaning_describe (guint slips)
{
  gboolean spaces = (slips & (TG_SLIP_SPACES | TG_SLIP_HIDDEN)) != 0;

  if (spaces && (slips & TG_SLIP_FULLWIDTH))
    return g_strdup (_ ("Spaces were removed, and full-width characters were made half-width."));
  if (spaces)
    return g_strdup (_ ("Spaces were removed."));
  if (slips & TG_SLIP_FULLWIDTH)
    return g_strdup (_ ("Full-width characters were made half-width."));
  if (slips & TG_SLIP_PORT)
    return g_strdup (_ ("The port was moved to its own field."));
  if (slips & TG_SLIPS_CERTAIN)
    return g_strdup (_ ("Characters that do not belong there were removed."));

  return NULL;
}

char *
tg_input_cleaning_describe_password (const char *password, gboolean *at_ends)
{
  gsize length = strlen (password);
  g_autoptr (GArray) found = tg_typed_password_slips (password, length);
  gboolean ends = length > 0 && (g_unichar_isspace (g_utf8_get_char (password)) ||
                                 g_unichar_isspace (g_utf8_get_char (g_utf8_find_prev_char (password, password + length))));
  guint slips = 0;

  for (guint i = 0; i < found->len; i++)
    slips |= g_array_index (found, TgPasswordSlip, i).slip;
  if (at_ends != NULL)
    *at_ends = ends;
  if (ends)
    return g_strdup (_ ("There is a space at the beginning or the end. Was it copied by mistake?"));
  if (slips & TG_SLIP_FULLWIDTH)
    return g_strdup (_ ("There are full-width characters in the password. Passwords rarely have them."));
  if (slips & TG_SLIP_HIDDEN)
    return g_strdup (_ ("There is an invisible character in the password. Was it copied by mistake?"));
  if (slips & TG_SLIP_CAPITALS)
    return g_strdup (_ ("All letters are capitals. Is Caps Lock on?"));

  return NULL;
}

/* Four groups of four letters, with one blank between them; what is at the ends does not count. */
static gboolean
is_in_groups (const char *password)
{
  guint letters = 0, groups = 0;

  for (const char *c = password; *c; c = g_utf8_next_char (c)) {
    gunichar letter = g_utf8_get_char (c);

    if (g_unichar_isalpha (letter)) {
      letters++;
    } else if (g_unichar_isspace (letter) && letters > 0) {
      if (letters != 4)
        return FALSE;
      groups++;
      letters = 0;
    } else if (!g_unichar_isspace (letter) || (groups > 0 && groups < 4)) {
      return FALSE;
    }
  }
  return letters == 0 ? groups == 4 : letters == 4 && groups == 3;
}

static gboolean
has_blank_inside (const char *password)
{
  gboolean begun = FALSE, blank = FALSE;

  for (const char *c = password; *c; c = g_utf8_next_char (c)) {
    gboolean is_blank = g_unichar_isspace (g_utf8_get_char (c));

    if (blank && !is_blank)
      return TRUE;
    begun = begun || !is_blank;
    blank = begun && is_blank;
  }
  return FALSE;
}

TgBlanks
tg_input_cleaning_find_blanks (const char *password, gboolean app_password)
{
  gboolean at_ends;
  g_autofree char *warning = NULL;

  if (is_in_groups (password) || (app_password && has_blank_inside (password)))
    return TG_BLANKS_ALL;
  warning = tg_input_cleaning_describe_password (password, &at_ends);
  return at_ends ? TG_BLANKS_ENDS : TG_BLANKS_NONE;
}

void
tg_input_cleaning_remove_blanks (TgField *password, TgBlanks which)
{
  const char *text = tg_field_get_text (password);
  const char *end = text + strlen (text);
  gsize size = strlen (text) + 1, length = 0;
  char *kept = g_malloc (size);

  if (which == TG_BLANKS_ENDS) {
    while (g_unichar_isspace (g_utf8_get_char (text)))
      text = g_utf8_next_char (text);
    while (end > text && g_unichar_isspace (g_utf8_get_char (g_utf8_find_prev_char (text, end))))
      end = g_utf8_find_prev_char (text, end);
  }
  for (const char *c = text; c < end; c = g_utf8_next_char (c))
    if (which != TG_BLANKS_ALL || !g_unichar_isspace (g_utf8_get_char (c))) {
      gsize bytes = (gsize)(g_utf8_next_char (c) - c);

      memcpy (kept + length, c, bytes);
      length += bytes;
    }
  kept[length] = '\0';
  tg_field_set_text (password, kept);
  tg_wipe (kept, size);
  g_free (kept);
}
