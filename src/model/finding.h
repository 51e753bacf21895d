/* finding.h: one finding, in words for the person.
 *
 * Ids are a public contract: they appear on screen, in JSON, in support requests and in saved
 * records.  A finding is never changed once it has been handed on: what becomes known later makes
 * another one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/account.h"

G_BEGIN_DECLS

typedef enum { TG_SEVERITY_PROBLEM, TG_SEVERITY_DANGER, TG_SEVERITY_CAUTION, TG_SEVERITY_NOTICE } TgSeverity;

/* Who has to act. */
typedef enum { TG_BLAME_YOU, TG_BLAME_COMPUTER, TG_BLAME_NETWORK, TG_BLAME_PROVIDER, TG_BLAME_UNKNOWN } TgBlame;

typedef enum { TG_TRIED_NOT, TG_TRIED_WORKS, TG_TRIED_FAILS } TgTried;

/**
 * TgRemedy:
 * @text: what to do, begins with a verb
 * @action: (nullable): the button's label, if the program can do it
 * @change: (nullable): the whole account with the remedy applied
 * @confirm_host: (nullable): a server name outside the address's own domain, which the person must
 *   confirm before any credential goes there (safety rule 4)
 * @tried: whether it was tried (without signing in), and the result, as far as this finding knows
 * @id: (nullable): a static string from data/findings.xml ("use-starttls", "retype-password"):
 *   determines what a button without a @change does
 *
 * Reference counted.
 */
typedef struct {
  char      *text;
  char      *action;
  TgAccount *change;
  char      *confirm_host;
  TgTried     tried;
  const char *id;
} TgRemedy;

/**
 * TgFinding:
 * @id: a static string, one of those in data/findings.xml (see diagnose/catalogue.h)
 * @remedies: of TgRemedy*, the best first
 * @evidence: of char*, how we know
 *
 * All texts are translated, made visible, and not escaped for markup.  Reference counted.
 */
typedef struct {
  const char *id;
  TgSide      side;
  TgBlame     fault;
  TgSeverity  severity;
  char       *title;
  char       *cause;
  GPtrArray  *remedies;
  GPtrArray  *evidence;
} TgFinding;

const char *tg_severity_id  (TgSeverity severity);
const char *tg_side_id      (TgSide side);
const char *tg_blame_id     (TgBlame blame);
gboolean    tg_severity_from_id (const char *id, TgSeverity *severity);
gboolean    tg_blame_from_id    (const char *id, TgBlame *blame);

/* For whoever writes it: without words, remedies and evidence. (transfer full) */
TgFinding  *tg_finding_new   (const char *id, TgSide side);
/* Whether it is about this side, alone or with the other. */
gboolean    tg_finding_is_on (const TgFinding *self, TgSide side);
/* Another one that says the same, to be written on and then handed on; the remedies are shared. (transfer full) */
TgFinding  *tg_finding_copy  (const TgFinding *self);
TgFinding  *tg_finding_ref   (const TgFinding *self);
void        tg_finding_unref (const TgFinding *self);

TgRemedy   *tg_remedy_new        (const char *text);
/* The same remedy, known to work or to fail. (transfer full) */
TgRemedy   *tg_remedy_with_tried (const TgRemedy *self, TgTried tried);
void        tg_remedy_unref      (const TgRemedy *self);

/* Lists of const TgFinding*.  (nullable) */
const TgFinding *tg_findings_find (GPtrArray *findings, const char *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgFinding, tg_finding_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgRemedy, tg_remedy_unref)

G_END_DECLS
