/* todo-box.c: see todo-box.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/cards/todo-box.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/widgets/words.h"
#include "session/told/change-lines.h"

GtkWidget *
tg_todo_box_new (void)
{
  GtkWidget *self = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_widget_add_css_class (self, "todo");
  tg_words_append (GTK_BOX (self), _ ("What to do"), "todo-caption");
  return self;
}

/* How long the first sentence of @text is, in bytes: up to its full stop or semicolon.  A full stop in a name or a number has no blank behind it; what stands in quotation marks is no end. */
static gsize
tg_todo_first_sentence (const char *text)
{
  guint depth = 0;

  for (const char *p = text; *p; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    const char *next = g_utf8_next_char (p);

    if (c == 0x300c || c == 0x201c || c == '(' || c == 0xff08) /* 「 “ ( （ */
      depth++;
    else if (depth > 0 && (c == 0x300d || c == 0x201d || c == ')' || c == 0xff09))
      depth--;
    else if (depth == 0 && c == 0x3002) /* 。 */
      return (gsize)(next - text);
    else if (depth == 0 && (c == '.' || c == ';' || c == '?') && (*next == ' ' || *next == '\0'))
      return (gsize)(next - text);
  }
  return strlen (text);
}

/* A semicolon joins two sentences, which now stand apart. */
static char *
as_sentence (const char *rest)
{
  g_autofree char *first = NULL;
  const char *begin = rest;

  while (*begin == ' ')
    begin++;
  first = g_utf8_strup (begin, g_utf8_next_char (begin) - begin);
  return g_strconcat (first, g_utf8_next_char (begin), NULL);
}

void
tg_todo_split (const char *text, char **deed, char **rest)
{
  gsize length = tg_todo_first_sentence (text);
  gboolean joined = length > 0 && text[length - 1] == ';';

  *deed = joined ? g_strdup_printf ("%.*s.", (int)length - 1, text) : g_strndup (text, length);
  *rest = joined ? as_sentence (text + length) : g_strstrip (g_strdup (text + length));
}

void
tg_todo_box_add_remedy (GtkBox *self, const char *text, gboolean lead)
{
  g_autofree char *deed = NULL, *rest = NULL;

  if (lead)
    tg_todo_split (text, &deed, &rest);
  else {
    deed = g_strdup ("");
    rest = g_strdup (text);
  }

  if (*deed)
    tg_words_append (self, deed, "todo-deed");
  if (*rest)
    tg_words_append (self, rest, NULL);
}

void
tg_todo_box_add_change (GtkBox *self, const TgAccount *before, const TgAccount *after)
{
  g_autoptr (GPtrArray) lines = tg_account_change_lines (before, after);

  for (guint i = 0; i < lines->len; i++)
    tg_words_append (self, lines->pdata[i], "todo-change");
}

GtkWidget *
tg_todo_box_add_button (GtkBox *self, const char *text, gboolean suggested)
{
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *button = gtk_button_new ();

  tg_words_wrap (GTK_LABEL (label));
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  if (suggested)
    gtk_widget_add_css_class (button, "suggested-action");
  gtk_box_append (self, button);
  return button;
}
