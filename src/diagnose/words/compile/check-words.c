/* check-words.c: what the build asks of data/words/: that everything is understood, and that each row is reached by its examples.
 *
 *   check-words FOLDER                          checks; says what is wrong
 *   check-words FOLDER CONTEXT PROTOCOL STAGE   says which row decides about each line of standard input
 *
 * Not installed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "diagnose/catalogue.h"
#include "diagnose/words/compile/knowledge-builder.h"
#include "diagnose/words/replies.h"

static const char *const context_names[] = { "reply", "report", "screen", NULL };
static const char *const protocol_names[] = { "imap", "pop3", "smtp", NULL };
static const char *const stage_names[] = { "greeting", "sign-in", "mailbox", "sender", "recipient", NULL };

/* A code that the row wants and the example does not show. */
static const char *
wanted_code (const TgWordDraft *draft)
{
  const char *const *codes = draft->codes->len > 0 ? draft->codes->pdata[0] : NULL;

  return codes != NULL && strchr (codes[0], '*') == NULL ? codes[0] : NULL;
}

/* The row that decides about @text; -1: none. */
static int
decider (const TgKnowledge *knowledge, const char *text, TgContext context, guint protocol, guint moment, const char *code)
{
  g_auto (TgReplyParts) parts = { 0 };
  g_autoptr (TgWordsReading) reading = NULL;
  TgWordsMeaning meaning;

  tg_reply_parts (protocol, text, &parts);
  reading = tg_words_reading_new (knowledge, context == TG_CONTEXT_REPLY ? parts.words : text);
  if (code != NULL && g_ascii_isdigit (code[0]) && strchr (code, '.') == NULL && parts.code == 0)
    parts.code = (guint)g_ascii_strtoull (code, NULL, 10);
  else if (code != NULL && parts.status == NULL && parts.word == NULL)
    parts.status = g_strdup (code);

  TgWordsFacts facts = { .context = context,
                         .protocols = context == TG_CONTEXT_REPLY ? 1u << protocol : 7,
                         .moments = context == TG_CONTEXT_REPLY ? 1u << moment : 31,
                         .code = parts.code,
                         .status = parts.status,
                         .word = parts.word };

  return tg_words_mean (reading, &facts, 0, &meaning) ? (int)meaning.row : -1;
}

/* What is checked: as it is written, and as the program will have it. */
typedef struct {
  const TgKnowledgeBuilder *written;
  TgKnowledge *knowledge;
} Words;

/* Whether the row decides about @example in @context, at one of its own protocols and stages. */
static gboolean
is_reached (const Words *words, int number, const char *example, TgContext context, int *other)
{
  const TgWordDraft *draft = words->written->drafts->pdata[number];

  for (guint protocol = 0; protocol < 3; protocol++)
    for (guint moment = 0; moment < 5; moment++) {
      if ((draft->row.protocols & 1u << protocol) == 0 || (draft->row.moments & 1u << moment) == 0)
        continue;
      *other = decider (words->knowledge, example, context, protocol, moment, wanted_code (draft));
      if (*other == number)
        return TRUE;
    }
  return FALSE;
}

static guint
check_examples (const Words *words, int number)
{
  const TgWordDraft *draft = words->written->drafts->pdata[number];
  guint wrong = 0;

  for (guint i = 0; i < draft->examples->len; i++)
    for (guint context = 0; context < 3; context++) {
      const char *example = draft->examples->pdata[i];
      int other = -1;

      if ((draft->row.contexts & 1u << context) == 0 || is_reached (words, number, example, context, &other))
        continue;
      printf ("%s: %s (%s) does not decide about its example “%s”: %s does\n", draft->where, draft->id, context_names[context], example,
              other >= 0 ? ((const TgWordDraft *)words->written->drafts->pdata[other])->where : "nothing");
      wrong++;
    }
  return wrong;
}

static guint
check_row (const Words *words, int number)
{
  const TgWordDraft *draft = words->written->drafts->pdata[number];
  const char *missing = NULL;

  if (draft->id == NULL || (strcmp (draft->id, "-") != 0 && tg_catalogue_find (draft->id) == NULL)) {
    printf ("%s: “%s” is no finding\n", draft->where, draft->id != NULL ? draft->id : "");
    return 1;
  }
  if (draft->row.contexts == 0)
    missing = "In";
  else if (draft->source == NULL || *draft->source == '\0')
    missing = "Source";
  else if (draft->examples->len == 0)
    missing = "Example";
  if (missing != NULL)
    printf ("%s: %s has no “%s”\n", draft->where, draft->id, missing);
  return (missing != NULL) + check_examples (words, number);
}

static int
check (const Words *words)
{
  g_autoptr (GPtrArray) idle = tg_lexicon_builder_idle (words->written->lexicon);
  guint wrong = 0;

  for (guint i = 0; i < idle->len; i++) {
    printf ("no row uses the class {%s}\n", (const char *)idle->pdata[i]);
    wrong++;
  }
  for (guint i = 0; i < words->written->drafts->len; i++)
    wrong += check_row (words, (int)i);
  return wrong > 0;
}

static int
number_of (const char *const *names, const char *name)
{
  for (int i = 0; names[i] != NULL; i++)
    if (strcmp (names[i], name) == 0)
      return i;
  return 0;
}

static int
answer (const TgKnowledge *knowledge, char **names)
{
  char line[4096];

  while (fgets (line, sizeof line, stdin) != NULL) {
    g_autofree char *text = g_strcompress (g_strchomp (line));
    int row = decider (knowledge, text, number_of (context_names, names[0]), number_of (protocol_names, names[1]),
                       number_of (stage_names, names[2]), NULL);
    const TgWordRow *found = row >= 0 ? &knowledge->rows[row] : NULL;

    printf ("%s\t%s\t%s\n", found != NULL ? tg_knowledge_string (knowledge, found->where) : "-",
            found != NULL ? tg_knowledge_string (knowledge, found->id) : "-", line);
  }
  return 0;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TgKnowledgeBuilder) written = NULL;
  g_autoptr (TgKnowledge) knowledge = NULL;

  setlocale (LC_ALL, "C.UTF-8");
  if (argc != 2 && argc != 5) {
    fputs ("usage: check-words FOLDER [CONTEXT PROTOCOL STAGE]\n", stderr);
    return 2;
  }
  written = tg_knowledge_builder_read (argv[1], &error);
  if (written == NULL) {
    printf ("%s\n", error->message);
    return 1;
  }
  knowledge = tg_knowledge_new (g_variant_ref (written->compiled));
  return argc == 5 ? answer (knowledge, argv + 2) : check (&(Words){ written, knowledge });
}
