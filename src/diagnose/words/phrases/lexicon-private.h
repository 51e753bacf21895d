/* lexicon-private.h: what lexicon.c builds and scan.c walks through.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "diagnose/words/phrases/lexicon.h"
#include "diagnose/words/phrases/phrase.h"

G_BEGIN_DECLS

/* Literals share their beginnings: a node is a character of them, or one of the TG_LITERAL_ signs.  Index 0 is none.
 * @literal: that ends here, + 1; 0: none does */
typedef struct {
  gunichar sign;
  guint child;
  guint next;
  guint literal;
} TgNode;

/* @number: of the literal or the class */
typedef struct {
  TgPartKind kind;
  guint number;
  gint gap;
} TgStep;

typedef struct {
  TgStep *steps;
  guint n;
  gboolean at_start, at_end;
} TgWay;

/* @ways: of TgWay; one of them has to fit */
typedef struct {
  char *name;  /* (nullable) */
  char *where; /* first use */
  GArray *ways;
  gboolean used;
} TgWords;

/* @roots: nodes by a literal's first character, of literals that begin a word, and of those that may stand within one */
struct _TgLexicon {
  GArray *nodes; /* of TgNode */
  GHashTable *roots[2];
  guint n_literals;
  GPtrArray *classes; /* of TgWords* */
  GHashTable *class_numbers;
  GPtrArray *phrases; /* of GPtrArray* of TgWords*: each of which has to fit; index 0 is unused */
};

static inline const TgNode *
tg_lexicon_node (const TgLexicon *self, guint number)
{
  return &g_array_index (self->nodes, TgNode, number);
}

G_END_DECLS
