/* phrase.h: a written phrase, taken apart.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "diagnose/words/phrases/normal-text.h"

G_BEGIN_DECLS

/* Beside real characters, a literal holds these; all are above U+10FFFF. */
enum {
  TG_LITERAL_JOINT = 0x110000, /* up to TG_JOINT_MAX characters that are no letters and no digits */
  TG_LITERAL_NUMBER,           /* digits */
  TG_LITERAL_REST,             /* the rest of the word, or nothing */
  TG_LITERAL_SOME,             /* the beginning of the word, or nothing */
};

#define TG_JOINT_MAX 3
#define TG_GAP_USUAL 40

typedef enum { TG_PART_LITERAL, TG_PART_CLASS } TgPartKind;

/**
 * TgPart:
 * @gap: how many characters may stand before it; -1: a joint, as inside a literal
 * @literal: 0-terminated, of @n; owned
 * @name: of the class, or "(a|b|c)" for one without a name; owned
 */
typedef struct {
  TgPartKind kind;
  gint gap;
  gunichar *literal;
  guint n;
  char *name;
} TgPart;

/* One way through a phrase, without alternatives. */
typedef struct {
  GArray *parts; /* of TgPart */
  gboolean at_start, at_end;
} TgFlat;

/* Each part of @phrase that is joined by "&" gives one array of TgFlat*. (transfer full); NULL with @error */
GPtrArray *tg_phrase_read (const char *phrase, GError **error);

/* Of "(a|b|c)": an array of TgFlat*. (transfer full); NULL with @error */
GPtrArray *tg_phrase_alternatives (const char *bracket, GError **error);

G_END_DECLS
