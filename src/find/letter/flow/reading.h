/* reading.h: how far the reading of one cell has come.  For flow.c and binding.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "find/letter/flow/flow.h"

G_BEGIN_DECLS

/* @outer: the label around the cell; @base: with the label before the last separator; @label: the words since
 * @bound: a value has taken the label; @told: so have the words for encryption
 * @first: of the facts of this cell */
typedef struct {
  TgLetterFlow *flow;
  const TgLetterMeaning *outer;
  TgLetterMeaning base;
  TgLetterMeaning label;
  gboolean bound;
  gboolean told;
  gboolean behind; /* a separator, or the beginning of a cell that is a value */
  guint words;
  guint depth;
  gboolean bracket_values; /* there are values in the open bracket */
  guint bracket_from;      /* the first fact of the open bracket */
  gboolean bracket_says_first; /* as says_first, in the open bracket */
  guint says_at;           /* the token that last said something of the encryption of a value before it */
  gboolean negated;        /* what was named is not what the value is */
  gboolean says_first;     /* the encryption stands before its port here */
  gboolean names_first; /* names stand before what they are here */
  guint first;
  guint i;
} TgReading;

/* (nullable) */
const TgLetterToken *tg_reading_token_at   (const TgReading *self, guint i);
/* The words since the last separator, with what stands before it and around the cell. */
TgLetterMeaning      tg_reading_label      (const TgReading *self);
/* What else the label is of, if anything: what is within this cell decides before what stands around it. */
TgLetterNoise        tg_reading_noise      (const TgReading *self, const TgLetterMeaning *label);
/* What is spoken of from here on. */
void                 tg_reading_note_about (TgReading *self, const TgLetterMeaning *label);
/* Whether the last fact of this cell is one of @kind. */
gboolean             tg_reading_last_is    (const TgReading *self, TgFactKind kind);

/* (nullable): there are too many already */
TgLetterFact        *tg_reading_add        (TgReading *self, TgFactKind kind, const TgLetterMeaning *label, guint start, guint length);
/* Gives a fact that nothing is told of what was spoken of last.  @fact: (nullable) */
void                 tg_reading_take_about (const TgReading *self, TgLetterFact *fact);
/* @value: (transfer full) (nullable): it is told by @answer */
void                 tg_reading_add_user   (TgReading *self, const TgLetterMeaning *label, guint start, guint length, char *value,
                                            TgLetterAnswer answer);

/* The label takes the value at @token. */
void                 tg_reading_bind       (TgReading *self, const TgLetterToken *token);
/* The same for a user name or a password, which may be anything.  Returns how many characters it takes; 0: it is none. */
guint                tg_reading_bind_raw   (TgReading *self, const TgLetterToken *token);

/* What the words since the last value say without one. (telling.c) */
void                 tg_reading_tell               (TgReading *self);
/* "use mail.example.org as the incoming server": a name that nothing has named yet stands right before. */
gboolean             tg_reading_names_value_before (const TgReading *self);

G_END_DECLS
