/* phrase.h: a written phrase, taken apart.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "diagnose/words/phrases/lexicon-format.h"

G_BEGIN_DECLS

#define TG_LEXICON_ERROR (g_quark_from_static_string ("tg-lexicon-error"))

#define TG_GAP_USUAL 40

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
