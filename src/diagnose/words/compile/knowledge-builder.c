/* knowledge-builder.c: rows of "Key: value" with an empty line between them, as Debian's control files have them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/words/compile/knowledge-builder.h"

#include "diagnose/words/compile/phrase.h"
#include "find/compile/build-files.h"
#include "find/table.h"

#include <string.h>

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
static const Name vague[] = { { "yes", TG_ROW_VAGUE }, { NULL, 0 } };
static const Name frame[] = { { "yes", TG_ROW_FRAME }, { NULL, 0 } };
static const Name sure[] = { { "yes", TG_ROW_SURE }, { NULL, 0 } };

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
draft_free (gpointer data)
{
  TgWordDraft *draft = data;

  g_free (draft->id);
  g_ptr_array_unref (draft->codes);
  g_array_unref (draft->says);
  g_array_unref (draft->unless);
  g_free (draft->where);
  g_free (draft->source);
  g_ptr_array_unref (draft->examples);
  g_free (draft);
}

void
tg_knowledge_builder_free (TgKnowledgeBuilder *self)
{
  tg_lexicon_builder_free (self->lexicon);
  g_ptr_array_unref (self->drafts);
  g_clear_pointer (&self->compiled, g_variant_unref);
  g_free (self);
}

static TgWordDraft *
draft_new (const char *where, guint line)
{
  TgWordDraft *draft = g_new0 (TgWordDraft, 1);

  draft->row.protocols = draft->row.moments = ~0u;
  draft->codes = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  draft->says = g_array_new (FALSE, FALSE, sizeof (guint32));
  draft->unless = g_array_new (FALSE, FALSE, sizeof (guint32));
  draft->where = g_strdup_printf ("%s:%u", where, line);
  draft->examples = g_ptr_array_new_with_free_func (g_free);
  return draft;
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
read_phrase (TgKnowledgeBuilder *self, GArray *numbers, const char *value, const char *where, GError **error)
{
  guint32 number = tg_lexicon_builder_add_phrase (self->lexicon, value, where, error);

  if (number != 0)
    g_array_append_val (numbers, number);
  return number != 0;
}

/* One of the keys that say something about the row as a whole.  FALSE without @error: it is none of them. */
static gboolean
read_property (TgWordRow *row, const char *key, const char *value, GError **error)
{
  static const struct {
    const char *key;
    const Name *names;
    gsize offset;
    guint32 trait;
  } properties[] = {
    { "In", contexts, G_STRUCT_OFFSET (TgWordRow, contexts), 0 },
    { "Protocol", protocols, G_STRUCT_OFFSET (TgWordRow, protocols), 0 },
    { "Stage", moments, G_STRUCT_OFFSET (TgWordRow, moments), 0 },
    { "When", lastings, G_STRUCT_OFFSET (TgWordRow, lasting), 0 },
    { "Side", sides, G_STRUCT_OFFSET (TgWordRow, side), TG_ROW_HAS_SIDE },
    { "Ask", questions, G_STRUCT_OFFSET (TgWordRow, question), 0 },
    { "Vague", vague, G_STRUCT_OFFSET (TgWordRow, traits), 0 },
    { "Frame", frame, G_STRUCT_OFFSET (TgWordRow, traits), 0 },
    { "Sure", sure, G_STRUCT_OFFSET (TgWordRow, traits), 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (properties); i++) {
    guint32 bits, *field = &G_STRUCT_MEMBER (guint32, row, properties[i].offset);

    if (strcmp (key, properties[i].key) != 0)
      continue;
    if (!read_names (properties[i].names, value, &bits, error))
      return FALSE;
    *field = properties[i].offset == G_STRUCT_OFFSET (TgWordRow, traits) ? *field | bits : bits;
    row->traits |= properties[i].trait;
    return TRUE;
  }
  return FALSE;
}

static gboolean
read_key (TgKnowledgeBuilder *self, TgWordDraft *draft, const char *key, const char *value, GError **error)
{
  g_autoptr (GError) wrong = NULL;

  if (strcmp (key, "Meaning") == 0 && draft->id == NULL) {
    draft->id = g_strdup (value);
  } else if (strcmp (key, "Code") == 0) {
    g_ptr_array_add (draft->codes, read_codes (value));
  } else if (strcmp (key, "Says") == 0) {
    return read_phrase (self, draft->says, value, draft->where, error);
  } else if (strcmp (key, "Unless") == 0) {
    return read_phrase (self, draft->unless, value, draft->where, error);
  } else if (strcmp (key, "Source") == 0) {
    g_free (draft->source);
    draft->source = g_strdup (value);
  } else if (strcmp (key, "Example") == 0) {
    g_ptr_array_add (draft->examples, g_strcompress (value));
  } else if (!read_property (&draft->row, key, value, &wrong)) {
    if (wrong == NULL)
      g_set_error (&wrong, TG_LEXICON_ERROR, 0, "“%s” has no place here", key);
    g_propagate_error (error, g_steal_pointer (&wrong));
    return FALSE;
  }
  return TRUE;
}

static gboolean
read_rows (TgKnowledgeBuilder *self, char *text, const char *name, GError **error)
{
  TgWordDraft *draft = NULL;
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
      draft = NULL;
      continue;
    }
    if (draft == NULL) {
      draft = draft_new (name, number);
      g_ptr_array_add (self->drafts, draft);
    }
    colon = strchr (line, ':');
    if (colon == NULL)
      g_set_error (error, TG_LEXICON_ERROR, 0, "a colon is missing in “%s”", line);
    else
      *colon++ = '\0';
    if (colon == NULL || !read_key (self, draft, line, g_strstrip (colon), error)) {
      g_prefix_error (error, "%s:%u: ", name, number);
      return FALSE;
    }
  }
  return TRUE;
}

/* Its files in the order of their names. */
static gboolean
read_folder (TgKnowledgeBuilder *self, const char *path, const char *name, gboolean classes, GError **error)
{
  g_autofree char *folder = g_build_filename (path, name, NULL);
  g_autoptr (GPtrArray) names = tg_build_files_list (folder, classes ? ".words" : ".rows", error);

  if (names == NULL)
    return FALSE;
  for (guint i = 0; i < names->len; i++) {
    g_autofree char *file = g_build_filename (folder, names->pdata[i], NULL);
    g_autofree char *text = NULL;

    if (!g_file_get_contents (file, &text, NULL, error) ||
        !(classes ? tg_lexicon_builder_add_classes (self->lexicon, text, names->pdata[i], error)
                  : read_rows (self, text, names->pdata[i], error)))
      return FALSE;
  }
  return TRUE;
}

/* What the program asks for has to be there as well as what the rows ask for. */
static gboolean
add_asked (TgKnowledgeBuilder *self, GArray *asked, GError **error)
{
  for (guint i = 0; i < TG_N_WORDS_CLASSES; i++) {
    g_autofree char *phrase = g_strdup_printf ("{%s}", tg_words_class_names[i]);

    if (!read_phrase (self, asked, phrase, "knowledge-builder.c", error))
      return FALSE;
  }
  return TRUE;
}

/* Each string once. */
typedef struct {
  GByteArray *bytes;
  GHashTable *offsets;
} Strings;

static guint32
add_string (Strings *strings, const char *string)
{
  gpointer known;

  if (g_hash_table_lookup_extended (strings->offsets, string, NULL, &known))
    return GPOINTER_TO_UINT (known);
  known = GUINT_TO_POINTER (strings->bytes->len);
  g_hash_table_insert (strings->offsets, (gpointer)string, known);
  g_byte_array_append (strings->bytes, (const guint8 *)string, (guint)strlen (string) + 1);
  return GPOINTER_TO_UINT (known);
}

static TgSpan
add_numbers (GArray *all, const GArray *more)
{
  TgSpan span = { all->len, all->len + more->len };

  g_array_append_vals (all, more->data, more->len);
  return span;
}

static TgSpan
add_codes (const GPtrArray *codes, GArray *groups, GArray *patterns, Strings *strings)
{
  TgSpan span = { groups->len, groups->len + codes->len };

  for (guint i = 0; i < codes->len; i++) {
    TgSpan group = { patterns->len, patterns->len };

    for (char **each = codes->pdata[i]; *each != NULL; each++, group.to++) {
      guint32 code = add_string (strings, *each);

      g_array_append_val (patterns, code);
    }
    g_array_append_val (groups, group);
  }
  return span;
}

static GVariant *
compile (TgKnowledgeBuilder *self, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (TgWordRow)), groups = g_array_new (FALSE, FALSE, sizeof (TgSpan));
  g_autoptr (GArray) codes = g_array_new (FALSE, FALSE, sizeof (guint32)), phrases = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) asked = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GHashTable) offsets = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GVariant) value = NULL;
  Strings strings = { bytes, offsets };
  GVariant *lexicon = add_asked (self, asked, error) ? tg_lexicon_builder_end (self->lexicon, error) : NULL;

  if (lexicon == NULL)
    return NULL;
  for (guint i = 0; i < self->drafts->len; i++) {
    TgWordDraft *draft = self->drafts->pdata[i];

    draft->row.id = add_string (&strings, draft->id != NULL ? draft->id : "");
    draft->row.where = add_string (&strings, draft->where);
    draft->row.codes = add_codes (draft->codes, groups, codes, &strings);
    draft->row.says = add_numbers (phrases, draft->says);
    draft->row.unless = add_numbers (phrases, draft->unless);
    g_array_append_val (rows, draft->row);
  }
  value = g_variant_ref_sink (g_variant_new ("(u@" TG_LEXICON_TYPE "@a" TG_WORD_ROW_TYPE "@a(uu)@au@au@au@ay)", TG_TABLE_MARK, lexicon,
                                             tg_format_array_new (TG_WORD_ROW_TYPE, rows), tg_format_array_new ("(uu)", groups),
                                             tg_format_array_new ("u", codes), tg_format_array_new ("u", phrases),
                                             tg_format_array_new ("u", asked),
                                             g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, bytes->data, bytes->len, 1)));
  g_variant_get_data (value); /* so that it is one piece */
  return g_steal_pointer (&value);
}

TgKnowledgeBuilder *
tg_knowledge_builder_read (const char *path, GError **error)
{
  g_autoptr (TgKnowledgeBuilder) self = g_new0 (TgKnowledgeBuilder, 1);

  self->lexicon = tg_lexicon_builder_new ();
  self->drafts = g_ptr_array_new_with_free_func (draft_free);
  if (!read_folder (self, path, "classes", TRUE, error) || !read_folder (self, path, "rows", FALSE, error))
    return NULL;
  self->compiled = compile (self, error);
  return self->compiled != NULL ? g_steal_pointer (&self) : NULL;
}
