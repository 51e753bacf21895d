/* lexicon-private.h: what lexicon.c opens and scan.c walks through.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "diagnose/words/phrases/lexicon-format.h"

G_BEGIN_DECLS

/* The arrays lie in @value. */
struct _TgLexicon {
  GVariant *value;
  guint n_literals;
  const TgNode *nodes;
  const TgRoot *roots[2];
  guint n_roots[2];
  const TgStep *steps;
  const TgWay *ways;
  const TgSpan *classes;
  guint n_classes;
  const TgSpan *conjuncts;
  const TgSpan *phrases;
};

G_END_DECLS
