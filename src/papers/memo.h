/* memo.h: what to tell the provider's support, in words that can be pasted into a form or a mail: what is wrong, with the exact
 * words, servers, time, and what was tried.  Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/account.h"
#include "model/evidence/evidence.h"
#include "model/finding.h"

G_BEGIN_DECLS

/**
 * TgMemoInput:
 * @account: as it was tested
 * @sides: by TgSide; each (nullable): not tested
 * @findings: of const TgFinding*, what it is about first
 * @tried: of char*: what was changed, and how that went, the oldest first
 * @when: of the test: Unix seconds; @zone: (nullable): the local one
 * @program: what tested: "Tegami 0.1.0"; @system: (nullable): what it runs on
 *
 * Nothing of it is secret: evidence is redacted where it is made.
 */
typedef struct {
  const TgAccount  *account;
  const TgEvidence *sides[2];
  GPtrArray        *findings;
  GPtrArray        *tried;
  gint64            when;
  GTimeZone        *zone;
  const char       *program;
  const char       *system;
} TgMemoInput;

/* Plain text with line feeds, in the language of the program. (transfer full) */
char *tg_memo_write (const TgMemoInput *input);

G_END_DECLS
