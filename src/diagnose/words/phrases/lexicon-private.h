/* lexicon-private.h: what lexicon.c builds and scan.c walks through.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "diagnose/words/phrases/lexicon.h"
#include "diagnose/words/phrases/phrase.h"

G_BEGIN_DECLS

/* @at_start: no letter may stand before it; @at_end: nor behind it.  @some, @rest: open on that side. */
typedef struct {
  gunichar *chars; /* 0-terminated, without a beginning TG_LITERAL_SOME */
  gboolean open_start;
} TgLiteral;

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

/* @first: literals by their first two characters, those in ASCII in a table of their own */
struct _TgLexicon {
  GArray *literals; /* of TgLiteral */
  GHashTable *literal_numbers;
  GPtrArray *classes; /* of TgWords* */
  GHashTable *class_numbers;
  GPtrArray *phrases;      /* of GPtrArray* of TgWords*: each of which has to fit; index 0 is unused */
  GArray *ascii[128][128]; /* of guint; (nullable) */
  GHashTable *others;
};

GArray *tg_lexicon_beginning_with (const TgLexicon *self, gunichar first, gunichar second);

G_END_DECLS
