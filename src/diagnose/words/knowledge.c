/* knowledge.c: rows of "Key: value" with an empty line between them, as Debian's control files have them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/words/knowledge.h"

#include <gio/gio.h>
#include <string.h>

#define RESOURCES "/io/github/tegami/Tegami/engine/words/"

typedef struct {
  const char *name;
  guint bits;
} Name;

static const Name contexts[] = {
  { "reply", 1 << TG_CONTEXT_REPLY }, { "report", 1 << TG_CONTEXT_REPORT }, { "screen", 1 << TG_CONTEXT_SCREEN }, { NULL, 0 }
};
static const Name protocols[] = {
  { "imap", 1 << TG_PROTOCOL_IMAP }, { "pop3", 1 << TG_PROTOCOL_POP3 }, { "smtp", 1 << TG_PROTOCOL_SMTP }, { NULL, 0 }
};
static const Name moments[] = {
  { "greeting", 1 << TG_MOMENT_GREETING },
  { "sign-in", 1 << TG_MOMENT_SIGN_IN },
  { "mailbox", 1 << TG_MOMENT_MAILBOX },
  { "sender", 1 << TG_MOMENT_SENDER },
  { "recipient", 1 << TG_MOMENT_RECIPIENT },
  { "envelope", 1 << TG_MOMENT_SENDER | 1 << TG_MOMENT_RECIPIENT },
  { NULL, 0 },
};
static const Name lastings[] = { { "temporary", TG_TEMPORARY }, { "permanent", TG_PERMANENT }, { NULL, 0 } };
static const Name sides[] = {
  { "receive", TG_SIDE_RECEIVE }, { "send", TG_SIDE_SEND }, { "both", TG_SIDE_BOTH }, { "local", TG_SIDE_LOCAL }, { NULL, 0 }
};
static const Name questions[] = {
  { "side", TG_ASK_SIDE }, { "number", TG_ASK_NUMBER }, { "whole", TG_ASK_WHOLE }, { "program", TG_ASK_PROGRAM }, { NULL, 0 }
};
static const Name yes[] = { { "yes", TRUE }, { NULL, 0 } };

const char *const tg_words_class_names[TG_N_WORDS_CLASSES] = {
  [TG_WORDS_SIGN_IN_FAILED] = "sign-in failed",
  [TG_WORDS_AUTHENTICATION] = "authentication",
  [TG_WORDS_ABOUT_SIGNING_IN] = "about signing in",
  [TG_WORDS_NOT_ABOUT_SIGNING_IN] = "not about signing in",
  [TG_WORDS_ABOUT_ONE_MAIL] = "about one mail",
  [TG_WORDS_MAIL_FROM] = "mail from",
  [TG_WORDS_ABOUT_A_RECIPIENT] = "about a recipient",
  [TG_WORDS_ABOUT_A_MAILBOX] = "about a mailbox",
  [TG_WORDS_OPENS_A_MAILBOX] = "opens a mailbox",
  [TG_WORDS_ABOUT_THE_COMMAND] = "about the command",
  [TG_WORDS_NAMES_A_SIGN_IN] = "names a sign-in",
  [TG_WORDS_RETURNED_MAIL] = "returned mail",
  [TG_WORDS_AUTH_COMMAND] = "auth command",
  [TG_WORDS_ANOTHER_SUBJECT] = "another subject",
  [TG_WORDS_NAMES_A_SIDE] = "names a side",
  [TG_WORDS_NAMES_THE_GREETING] = "names the greeting",
  [TG_WORDS_LOOKS_AT_THE_MAIL] = "looks at the mail",
  [TG_WORDS_NAMES_CONNECTIONS] = "names connections",
  [TG_WORDS_NOT_NOW] = "not now",
  [TG_WORDS_TURNED_AWAY] = "turned away",
  [TG_WORDS_TURNED_AWAY_FOR_GOOD] = "turned away for good",
  [TG_WORDS_IN_WITHOUT_A_MAILBOX] = "in without a mailbox",
};

static void
row_free (gpointer data)
{
  TgWordRow *row = data;

  g_free (row->id);
  g_ptr_array_unref (row->codes);
  g_array_unref (row->says);
  g_array_unref (row->unless);
  g_free (row->where);
  g_free (row->source);
  g_clear_pointer (&row->examples, g_ptr_array_unref);
  g_free (row);
}

void
tg_knowledge_free (TgKnowledge *self)
{
  tg_lexicon_free (self->lexicon);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

static TgKnowledge *
knowledge_new (void)
{
  TgKnowledge *self = g_new0 (TgKnowledge, 1);

  self->lexicon = tg_lexicon_new ();
  self->rows = g_ptr_array_new_with_free_func (row_free);
  return self;
}

static TgWordRow *
row_new (const char *where, guint line, gboolean keep)
{
  TgWordRow *row = g_new0 (TgWordRow, 1);

  row->protocols = row->moments = ~0u;
  row->codes = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  row->says = g_array_new (FALSE, FALSE, sizeof (guint));
  row->unless = g_array_new (FALSE, FALSE, sizeof (guint));
  row->where = g_strdup_printf ("%s:%u", where, line);
  row->examples = keep ? g_ptr_array_new_with_free_func (g_free) : NULL;
  return row;
}

/* "reply, screen" to bits. */
static gboolean
read_names (const Name *names, const char *value, guint *bits, GError **error)
{
  g_auto (GStrv) each = g_strsplit (value, ",", -1);

  *bits = 0;
  for (guint i = 0; each[i] != NULL; i++) {
    const Name *name = names;

    g_strstrip (each[i]);
    while (name->name != NULL && strcmp (name->name, each[i]) != 0)
      name++;
    if (name->name == NULL) {
      g_set_error (error, TG_LEXICON_ERROR, 0, "“%s” is none of the words that may stand here", each[i]);
      return FALSE;
    }
    *bits |= name->bits;
  }
  return TRUE;
}

static GStrv
read_codes (const char *value)
{
  GStrv codes = g_strsplit (value, ",", -1);

  for (guint i = 0; codes[i] != NULL; i++)
    g_strstrip (codes[i]);
  return codes;
}

static gboolean
read_phrase (TgKnowledge *self, GArray *numbers, const char *value, const char *where, GError **error)
{
  guint number = tg_lexicon_add_phrase (self->lexicon, value, where, error);

  if (number != 0)
    g_array_append_val (numbers, number);
  return number != 0;
}

static gboolean
read_key (TgKnowledge *self, TgWordRow *row, const char *key, const char *value, GError **error)
{
  guint bits = 0;
  gboolean right = TRUE;

  if (strcmp (key, "Meaning") == 0 && row->id == NULL)
    row->id = g_strdup (value);
  else if (strcmp (key, "In") == 0)
    right = read_names (contexts, value, &row->contexts, error);
  else if (strcmp (key, "Protocol") == 0)
    right = read_names (protocols, value, &row->protocols, error);
  else if (strcmp (key, "Stage") == 0)
    right = read_names (moments, value, &row->moments, error);
  else if (strcmp (key, "When") == 0 && (right = read_names (lastings, value, &bits, error)))
    row->lasting = bits;
  else if (strcmp (key, "Side") == 0 && (right = read_names (sides, value, &bits, error))) {
    row->side = bits;
    row->has_side = TRUE;
  } else if (strcmp (key, "Ask") == 0 && (right = read_names (questions, value, &bits, error)))
    row->question = bits;
  else if (strcmp (key, "Vague") == 0 && (right = read_names (yes, value, &bits, error)))
    row->vague = TRUE;
  else if (strcmp (key, "Frame") == 0 && (right = read_names (yes, value, &bits, error)))
    row->frame = TRUE;
  else if (strcmp (key, "Sure") == 0 && (right = read_names (yes, value, &bits, error)))
    row->sure = TRUE;
  else if (strcmp (key, "Code") == 0)
    g_ptr_array_add (row->codes, read_codes (value));
  else if (strcmp (key, "Says") == 0)
    right = read_phrase (self, row->says, value, row->where, error);
  else if (strcmp (key, "Unless") == 0)
    right = read_phrase (self, row->unless, value, row->where, error);
  else if (strcmp (key, "Source") == 0) {
    g_free (row->source);
    row->source = row->examples != NULL ? g_strdup (value) : NULL;
  } else if (strcmp (key, "Example") == 0) {
    if (row->examples != NULL)
      g_ptr_array_add (row->examples, g_strcompress (value));
  } else if (right) {
    g_set_error (error, TG_LEXICON_ERROR, 0, "“%s” has no place here", key);
    right = FALSE;
  }
  return right;
}

static gboolean
read_rows (TgKnowledge *self, char *text, const char *name, gboolean keep, GError **error)
{
  TgWordRow *row = NULL;
  guint number = 0;

  for (char *line = text, *next; line != NULL; line = next) {
    char *colon;

    next = strchr (line, '\n');
    if (next != NULL)
      *next++ = '\0';
    number++;
    if (line[0] == '#')
      continue;
    if (*g_strstrip (line) == '\0') {
      row = NULL;
      continue;
    }
    if (row == NULL) {
      row = row_new (name, number, keep);
      g_ptr_array_add (self->rows, row);
    }
    colon = strchr (line, ':');
    if (colon == NULL)
      g_set_error (error, TG_LEXICON_ERROR, 0, "a colon is missing in “%s”", line);
    else
      *colon++ = '\0';
    if (colon == NULL || !read_key (self, row, line, g_strstrip (colon), error)) {
      g_prefix_error (error, "%s:%u: ", name, number);
      return FALSE;
    }
  }
  return TRUE;
}

/* @names: sorted.  @text_of: (transfer full) */
typedef char *(*TextOf) (const char *path, const char *name, GError **error);

static int
compare (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static gboolean
read_all (TgKnowledge *self, const char *path, GPtrArray *names, TextOf text_of, gboolean classes, gboolean keep, GError **error)
{
  g_ptr_array_sort (names, compare);
  for (guint i = 0; i < names->len; i++) {
    const char *name = names->pdata[i];
    g_autofree char *text = text_of (path, name, error);

    if (text == NULL || !(classes ? tg_lexicon_add_classes (self->lexicon, text, name, error) : read_rows (self, text, name, keep, error)))
      return FALSE;
  }
  return TRUE;
}

static char *
text_of_file (const char *path, const char *name, GError **error)
{
  g_autofree char *file = g_build_filename (path, name, NULL);
  char *text = NULL;

  return g_file_get_contents (file, &text, NULL, error) ? text : NULL;
}

static char *
text_of_resource (const char *path, const char *name, GError **error)
{
  g_autofree char *file = g_strconcat (path, name, NULL);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (file, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  gsize length;
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  return data != NULL ? g_strndup (data, length) : NULL;
}

static gboolean
read_folder (TgKnowledge *self, const char *path, const char *name, gboolean classes, GError **error)
{
  g_autofree char *folder = g_build_filename (path, name, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, error);

  if (dir == NULL)
    return FALSE;
  for (const char *file = g_dir_read_name (dir); file != NULL; file = g_dir_read_name (dir))
    if (g_str_has_suffix (file, classes ? ".words" : ".rows"))
      g_ptr_array_add (names, g_strdup (file));
  return read_all (self, folder, names, text_of_file, classes, TRUE, error);
}

/* What the program asks for has to be there as well as what the rows ask for. */
static gboolean
finish (TgKnowledge *self, GError **error)
{
  for (guint i = 0; i < TG_N_WORDS_CLASSES; i++) {
    g_autofree char *phrase = g_strdup_printf ("{%s}", tg_words_class_names[i]);

    self->asked[i] = tg_lexicon_add_phrase (self->lexicon, phrase, "knowledge.c", error);
    if (self->asked[i] == 0)
      return FALSE;
  }
  return tg_lexicon_finish (self->lexicon, error);
}

TgKnowledge *
tg_knowledge_read (const char *path, GError **error)
{
  g_autoptr (TgKnowledge) self = knowledge_new ();

  if (read_folder (self, path, "classes", TRUE, error) && read_folder (self, path, "rows", FALSE, error) && finish (self, error))
    return g_steal_pointer (&self);
  return NULL;
}

static gboolean
read_resources (TgKnowledge *self, const char *path, gboolean classes, GError **error)
{
  g_auto (GStrv) children = g_resources_enumerate_children (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  if (children == NULL)
    return FALSE;
  for (guint i = 0; children[i] != NULL; i++)
    g_ptr_array_add (names, children[i]);
  return read_all (self, path, names, text_of_resource, classes, FALSE, error);
}

const TgKnowledge *
tg_knowledge (void)
{
  static gsize once;
  static TgKnowledge *knowledge;

  if (g_once_init_enter (&once)) {
    g_autoptr (GError) error = NULL;

    knowledge = knowledge_new ();
    if (!read_resources (knowledge, RESOURCES "classes/", TRUE, &error) || !read_resources (knowledge, RESOURCES "rows/", FALSE, &error) ||
        !finish (knowledge, &error))
      g_error ("The words that came with the program cannot be read: %s", error->message); /* the build has checked them */
    g_once_init_leave (&once, 1);
  }
  return knowledge;
}
