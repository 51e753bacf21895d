/* prefs-private.h: what a TgPrefs is made of, for prefs.c and prefs-read.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/thunderbird/prefs/prefs.h"

G_BEGIN_DECLS

/* lead + head + value + tail are the file's bytes: comments and line ends before the statement;
 * user_pref("name", ; the value as it stands there; ); */
typedef struct {
  char *lead;
  char *head;
  char *value;
  char *tail;
  char *name;    /* NULL: something else, or damaged: kept as it is in @tail, and not looked at, as by Thunderbird */
  char *literal; /* the value in its one spelling */
  char *text;    /* the value, where it is a string */
} TgPrefsStatement;

struct _TgPrefs {
  GPtrArray *statements;
  GHashTable *by_name; /* name → the last TgPrefsStatement of that name */
  char *rest;          /* what follows the last statement */
  const char *line_end;
  char *source;    /* (nullable) */
  TgPrefs *above;  /* (nullable) */
  TgPrefs *below;  /* (nullable) */
  GHashTable *set; /* a set of char*: every name given to tg_prefs_set() */
};

TgPrefs *tg_prefs_empty (void);
void tg_prefs_statement_set (TgPrefsStatement *statement, const char *literal);

G_END_DECLS
