/* lexicon-format.h: a lexicon as the build writes it (compile/) and as scan.c walks through it: arrays of numbers, which are used
 * where they lie, so that a program that asks one question reads no more than the question needs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "diagnose/words/phrases/lexicon.h"

G_BEGIN_DECLS

/* Beside real characters, a literal holds these; all are above U+10FFFF. */
enum {
  TG_LITERAL_JOINT = 0x110000, /* up to TG_JOINT_MAX characters that are no letters and no digits */
  TG_LITERAL_NUMBER,           /* digits */
  TG_LITERAL_REST,             /* the rest of the word, or nothing */
  TG_LITERAL_SOME,             /* the beginning of the word, or nothing */
};

#define TG_JOINT_MAX 3

typedef enum { TG_PART_LITERAL, TG_PART_CLASS } TgPartKind;

/* Of another array: the elements @from to before @to. */
typedef struct {
  guint32 from;
  guint32 to;
} TgSpan;

/* Literals share their beginnings: a node is a character of them, or one of the TG_LITERAL_ signs.  Index 0 is none.
 * @literal: that ends here, + 1; 0: none does */
typedef struct {
  guint32 sign;
  guint32 child;
  guint32 next;
  guint32 literal;
} TgNode;

/* A literal's first character. */
typedef struct {
  guint32 sign;
  guint32 node;
} TgRoot;

/* @kind: TgPartKind
 * @number: of the literal or the class
 * @gap: how many characters may stand before it; -1: a joint, as inside a literal */
typedef struct {
  guint32 kind;
  guint32 number;
  gint32 gap;
} TgStep;

enum { TG_EDGE_START = 1 << 0, TG_EDGE_END = 1 << 1 };

/* @edges: where in the text it has to stand */
typedef struct {
  TgSpan steps;
  guint32 edges;
} TgWay;

/* The number of literals; nodes; roots, by sign, of literals that begin a word and of those that may stand within one; steps; ways;
 * classes, of ways, one of which has to fit; conjuncts, of ways as well; phrases, of conjuncts, each of which has to fit (index 0 is
 * unused). */
#define TG_LEXICON_TYPE "(ua(uuuu)a(uu)a(uu)a(uui)a((uu)u)a(uu)a(uu)a(uu))"

enum {
  TG_LEXICON_N_LITERALS,
  TG_LEXICON_NODES,
  TG_LEXICON_ROOTS,
  TG_LEXICON_STEPS = TG_LEXICON_ROOTS + 2,
  TG_LEXICON_WAYS,
  TG_LEXICON_CLASSES,
  TG_LEXICON_CONJUNCTS,
  TG_LEXICON_PHRASES,
};

/* An array of the tuple @value, whose elements have the size of @type. */
#define tg_format_array(value, index, type, n) ((const type *)tg_format_elements ((value), (index), sizeof (type), (n)))

/* @n: (out) (optional).  Lives as long as @value. (transfer none) */
gconstpointer tg_format_elements (GVariant *value, gsize index, gsize size, guint *n);

G_END_DECLS
