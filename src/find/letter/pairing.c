/* pairing.c: what stands in one line, or in one column of a table, belongs together: each variant has its own name, port and encryption.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/letter/pairing.h"

#define ROWS_MAX 12 /* how far above its encryption a port may stand */

static const TgLetterFact *
at (GPtrArray *facts, guint i)
{
  return facts->pdata[i];
}

/* Whether another fact of this kind stands in the same row, in another column. */
static gboolean
has_neighbour (GPtrArray *facts, guint i)
{
  const TgLetterFact *fact = at (facts, i), *before = i > 0 ? at (facts, i - 1) : NULL,
                     *after = i + 1 < facts->len ? at (facts, i + 1) : NULL;

  return (before != NULL && before->kind == fact->kind && before->row == fact->row && before->column != fact->column) ||
         (after != NULL && after->kind == fact->kind && after->row == fact->row && after->column != fact->column);
}

static TgLetterSays
said_by (const TgLetterFact *word)
{
  return word->answer == TG_ANSWER_NO ? TG_SAYS_NONE : word->says;
}

static gboolean
fits (const TgLetterFact *word, const TgLetterFact *port)
{
  return port->kind == TG_FACT_PORT && port->says == TG_SAYS_NOTHING &&
         (!word->own || port->about == 0 || (word->about & port->about) != 0);
}

/* The row of encryptions, each for the ports above it in its column, back to the row of encryptions before. */
static void
pair_column (GPtrArray *facts, guint word_at)
{
  TgLetterFact *word = facts->pdata[word_at];

  for (guint i = word_at; i > 0; i--) {
    TgLetterFact *fact = facts->pdata[i - 1];

    if (fact->row + ROWS_MAX < word->row || (fact->kind == TG_FACT_SECURITY && fact->row < word->row && fact->column > 0))
      return;
    if (fact->row == word->row || fact->column != word->column || !fits (word, fact) || !has_neighbour (facts, i - 1))
      continue;
    fact->says = said_by (word);
    word->paired = TRUE;
  }
}

/* Whether other lines have ports and encryptions of their own for the same protocol. */
static gboolean
is_one_of_several (GPtrArray *facts, const TgLetterFact *word, const TgLetterFact *port)
{
  gboolean ports = FALSE, words = FALSE;

  for (guint i = 0; i < facts->len; i++) {
    const TgLetterFact *fact = at (facts, i);

    if (fact->row == 0 || fact->row == word->row)
      continue;
    ports = ports || (fact->kind == TG_FACT_PORT && fact->about == port->about);
    words = words || (fact->kind == TG_FACT_SECURITY && (fact->about & port->about) != 0);
  }
  return ports && words;
}

/* "(1) smtp.example.jp 465 SSL", and below it "(2) smtp2.example.jp 25, without encryption" */
static void
pair_line (GPtrArray *facts, guint word_at)
{
  TgLetterFact *word = facts->pdata[word_at];

  for (guint i = word_at; i > 0 && at (facts, i - 1)->row == word->row; i--) {
    TgLetterFact *fact = facts->pdata[i - 1];

    if (!fits (word, fact) || !is_one_of_several (facts, word, fact))
      continue;
    fact->says = said_by (word);
    word->paired = TRUE;
    return;
  }
}

void
tg_letter_pair (GPtrArray *facts)
{
  for (guint i = 0; i < facts->len; i++) {
    const TgLetterFact *word = at (facts, i);

    if (word->kind != TG_FACT_SECURITY || word->row == 0)
      continue;
    if (word->column > 0 && has_neighbour (facts, i))
      pair_column (facts, i);
    else if (!word->switched)
      pair_line (facts, i);
  }
}

/* How close @host stands to @port. */
static guint
closeness (const TgLetterFact *host, const TgLetterFact *port, TgLetterSays says)
{
  if (says != TG_SAYS_NOTHING && host->says == says)
    return 4;
  if (host->row != 0 && host->row == port->row)
    return 3;
  if (host->column > 0 && host->column == port->column && host->row < port->row && host->row + ROWS_MAX >= port->row)
    return 2;
  return host->says == TG_SAYS_NOTHING;
}

const TgLetterFact *
tg_letter_host_of_port (GPtrArray *hosts, const TgLetterFact *port)
{
  const TgLetterFact *best = hosts->pdata[0];

  for (guint i = 1; i < hosts->len; i++)
    if (closeness (hosts->pdata[i], port, port->says) > closeness (best, port, port->says))
      best = hosts->pdata[i];
  return best;
}
