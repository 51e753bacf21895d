/* reader.c: asks the rows one after the other; what is cheap to compare first.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/words/reader.h"

#include <string.h>

#include "diagnose/words/knowledge.h"

struct _TgWordsReading {
  const TgKnowledge *knowledge;
  TgNormalText *text;
  TgScan *scan;
};

TgWordsReading *
tg_words_reading_new (const TgKnowledge *knowledge, const char *text)
{
  TgWordsReading *self = g_new0 (TgWordsReading, 1);

  self->knowledge = knowledge != NULL ? knowledge : tg_knowledge ();
  self->text = tg_normal_text_new (text);
  self->scan = tg_scan_new (self->knowledge->lexicon, self->text);
  return self;
}

void
tg_words_reading_free (TgWordsReading *self)
{
  tg_scan_free (self->scan);
  tg_normal_text_free (self->text);
  g_free (self);
}

/* Whether it says "not now" rather than "no". */
static TgLasting
lasting_of (const TgWordsFacts *facts)
{
  static const char *const passing[] = { "UNAVAILABLE", "SERVERBUG", "LIMIT",       "INUSE", "THROTTLED",
                                         "SYS/TEMP",    "IN-USE",    "LOGIN-DELAY", NULL };

  if (facts->code / 100 == 4 || (facts->status != NULL && (facts->status[0] == '4' || g_strv_contains (passing, facts->status))))
    return TG_TEMPORARY;
  return TG_PERMANENT;
}

static gboolean
code_fits (const char *pattern, const TgWordsFacts *facts)
{
  char number[12];

  g_snprintf (number, sizeof number, "%u", facts->code);
  return strcmp (pattern, number) == 0 || (facts->word != NULL && strcmp (pattern, facts->word) == 0) ||
         (facts->status != NULL && g_pattern_match_simple (pattern, facts->status));
}

static gboolean
codes_fit (const TgKnowledge *knowledge, const TgWordRow *row, const TgWordsFacts *facts)
{
  for (guint i = row->codes.from; i < row->codes.to; i++) {
    TgSpan patterns = knowledge->code_groups[i];
    gboolean fits = FALSE;

    for (guint k = patterns.from; !fits && k < patterns.to; k++)
      fits = code_fits (tg_knowledge_string (knowledge, knowledge->codes[k]), facts);
    if (!fits)
      return FALSE;
  }
  return TRUE;
}

static gboolean
any_is_said (TgWordsReading *self, TgSpan phrases, guint *from, guint *to)
{
  for (guint i = phrases.from; i < phrases.to; i++)
    if (tg_scan_finds (self->scan, self->knowledge->phrases[i], from, to))
      return TRUE;
  return FALSE;
}

gboolean
tg_words_mean (TgWordsReading *self, const TgWordsFacts *facts, guint after, TgWordsMeaning *meaning)
{
  const TgKnowledge *knowledge = self->knowledge;
  TgLasting lasting = lasting_of (facts);

  for (guint i = after; i < knowledge->n_rows; i++) {
    const TgWordRow *row = &knowledge->rows[i];
    guint from = 0, to = 0;

    if ((row->contexts & 1u << facts->context) == 0 || (row->protocols & facts->protocols) == 0 || (row->moments & facts->moments) == 0 ||
        (row->lasting != TG_EITHER && row->lasting != lasting) || !codes_fit (knowledge, row, facts) ||
        (row->says.from < row->says.to && !any_is_said (self, row->says, &from, &to)) || any_is_said (self, row->unless, NULL, NULL))
      continue;
    *meaning = (TgWordsMeaning){ .id = tg_knowledge_string (knowledge, row->id),
                                 .side = row->side,
                                 .has_side = (row->traits & TG_ROW_HAS_SIDE) != 0,
                                 .vague = (row->traits & TG_ROW_VAGUE) != 0,
                                 .frame = (row->traits & TG_ROW_FRAME) != 0,
                                 .sure = (row->traits & TG_ROW_SURE) != 0,
                                 .question = row->question,
                                 .from = self->text->origin[from],
                                 .to = to > 0 ? self->text->origin[to] : self->text->origin[from],
                                 .row = i };
    return TRUE;
  }
  return FALSE;
}

gboolean
tg_words_has (TgWordsReading *self, TgWordsClass words)
{
  return tg_scan_finds (self->scan, self->knowledge->asked[words], NULL, NULL);
}

guint64
tg_words_steps (const TgWordsReading *self)
{
  return tg_scan_steps (self->scan);
}
