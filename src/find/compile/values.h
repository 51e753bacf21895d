/* values.h: reads the values of provider files, each kind in its one way.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "find/compile/complaints.h"

G_BEGIN_DECLS

typedef enum {
  TG_VALUE_TEXT,
  TG_VALUE_FLAG,     /* true */
  TG_VALUE_WORD,     /* one of the key's words */
  TG_VALUE_COUNTRY,  /* two letters (ISO 3166-1), or "eu" */
  TG_VALUE_MONTH,    /* "2026-11" */
  TG_VALUE_PAGE,     /* an https address */
  TG_VALUE_NAMES,    /* host names */
  TG_VALUE_DOMAINS,  /* host names; a leading "*." stands for every name below */
  TG_VALUE_PATTERNS, /* the same, and # stands for digits */
  TG_VALUE_SERVERS,  /* URLs; {mx} may be the host */
  TG_VALUE_IDS,      /* of notes */
} TgValueKind;

/* @value as it goes into the table: "s", "b", "as" or the type of servers.  NULL after a complaint.
 * @words: (nullable): separated by spaces, for TG_VALUE_WORD and TG_VALUE_IDS: those that there are
 * (transfer floating) (nullable) */
GVariant *tg_value_read (TgValueKind kind, const char *words, const char *value, const TgPlace *place);

/* Whether @name is a host name in A-labels and lower case, with a dot in it. */
gboolean tg_value_is_name (const char *name);

G_END_DECLS
