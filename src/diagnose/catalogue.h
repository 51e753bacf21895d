/* catalogue.h: the texts of all findings, from data/findings.xml.
 *
 * A text may hold {name} place holders, filled from arguments by tg_catalogue_fill(); a place
 * holder without an argument is a bug that a unit test finds.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/finding.h"

G_BEGIN_DECLS

typedef struct {
  const char *id;
  TgSeverity  severity;
  TgBlame     blame;
  const char *title; /* untranslated: msgid */
  const char *cause;
  GPtrArray  *remedies; /* of TgCatalogueRemedy* */
} TgCatalogueEntry;

typedef struct {
  const char *id;     /* unique in its finding: "use-name", "ask-provider" */
  const char *text;
  const char *action; /* (nullable) the button */
} TgCatalogueRemedy;

/* NULL where there is no such finding: a bug. */
const TgCatalogueEntry *tg_catalogue_find (const char *id);
/* All, in the file's order. (transfer container) */
GPtrArray              *tg_catalogue_all  (void);

/* The translation of @msgid with place holders filled from @arguments (name → value, both
 * visible text). (transfer full) */
char                   *tg_catalogue_fill (const char *msgid, GHashTable *arguments);

/* A finding with title, cause and every remedy's text filled in; the caller adds evidence and
 * changes, and drops remedies that do not apply. (transfer full) */
TgFinding              *tg_catalogue_finding (const char *id, TgSide side, GHashTable *arguments);

G_END_DECLS
