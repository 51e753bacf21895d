/* catalogue.h: the texts of all findings, from data/findings.xml.
 *
 * A text may hold {name} place holders, filled from arguments by tg_catalogue_fill().  Where a
 * finding has several titles or causes, the first one counts whose conditions hold ("if" arguments that are
 * there, "unless" arguments that are not) and whose place holders all have an argument.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/finding.h"

G_BEGIN_DECLS

/**
 * TgCatalogueEntry:
 * @title, @cause: untranslated (msgid); the last ones, which ask for least
 * @titles, @causes: of TgCatalogueText*, the most particular first
 * @remedies: of TgCatalogueRemedy*
 */
typedef struct {
  const char *id;
  TgSeverity severity;
  TgBlame blame;
  const char *title;
  const char *cause;
  GPtrArray *titles;
  GPtrArray *causes;
  GPtrArray *remedies;
} TgCatalogueEntry;

/* The argument by which it is known that a password has not left; and how a cause asks for the sentence that says so. */
#define TG_NOT_SENT "not-sent"

/* @needs, @unless: (nullable): names of arguments, separated by spaces: all of them, and none.
 * @assures: "Your password was not sent." follows where that is so. */
typedef struct {
  const char *text;
  const char *needs;
  const char *unless;
  gboolean assures;
} TgCatalogueText;

/* @id: unique in its finding: "use-certificate-name", "ask-provider".  @action: (nullable): the button.  @steps: (nullable): ids
 * separated by blanks, of which the first counts that can be taken (next-step.h); @minutes: to wait.  @stop: as things are, nothing
 * is to be tried again. */
typedef struct {
  const char *id;
  const char *text;
  const char *action;
  const char *needs;
  const char *unless;
  const char *steps;
  guint minutes;
  gboolean stop;
} TgCatalogueRemedy;

/* NULL where there is no such finding: a bug. */
const TgCatalogueEntry *tg_catalogue_find (const char *id);
/* All, in the file's order. (transfer container) */
GPtrArray *tg_catalogue_all (void);

/* The translation of @msgid with place holders filled from @arguments (name → value, both
 * visible text; NULL: none). (transfer full) */
char *tg_catalogue_fill (const char *msgid, GHashTable *arguments);

/* Whether every place holder of @msgid has an argument. */
gboolean tg_catalogue_can_fill (const char *msgid, GHashTable *arguments);

/* A remedy with its texts filled in, or NULL where its conditions do not hold or an argument is
 * missing. (transfer full) */
TgRemedy *tg_catalogue_remedy (const TgCatalogueRemedy *self, GHashTable *arguments);

/* A finding with title, cause and every remedy that applies filled in; the caller adds evidence
 * and changes.  An unknown @id is a bug of ours: it is logged as critical, and the finding carries
 * the bare id. (transfer full) */
TgFinding *tg_catalogue_finding (const char *id, TgSide side, GHashTable *arguments);

G_END_DECLS
