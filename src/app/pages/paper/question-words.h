/* question-words.h: the questions about a paper letter, in the words that stand on paper.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "find/paper/paper.h"
#include "find/typed.h"

G_BEGIN_DECLS

#define TG_PAPER_CHOICES_MAX 6

/* Untranslated.
 * @asks: the question; @where: (nullable): where the answer usually stands; @called: (nullable): what else it is called on paper
 * @field: (nullable): the name of what is typed; @hint: (nullable): below it
 * @choices: each with a line that explains it (nullable)
 * @typed: how what is typed is cleaned, and whose notice that is */
typedef struct {
  const char *asks;
  const char *where;
  const char *called;
  const char *field;
  const char *hint;
  struct {
    const char *title;
    const char *hint;
  } choices[TG_PAPER_CHOICES_MAX];
  TgTypedField typed;
} TgPaperWords;

const TgPaperWords *tg_paper_words (TgPaperQuestion question);

G_END_DECLS
