/* draft-private.h: what the files of a draft share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "find/letter/draft/draft.h"

G_BEGIN_DECLS

/* Where a field has its value from, in the place of a mark's number. */
enum { TG_TAKEN_AS_READ = -1, TG_TAKEN_NOWHERE = -2, TG_TAKEN_CHANGE = -3 };

typedef struct {
  int taken[TG_DRAFT_N_FIELDS]; /* a mark, or one of the above */
} TgDraftChoice;

struct _TgDraft {
  TgLetter *letter;
  guint account;
  guint servers[2]; /* of the account's variants: receiving, sending */
  GArray *marks;    /* of TgDraftMark, by their place */
  TgDraftChoice choice;
  TgAccount *change;           /* (nullable): what was taken */
  TgAccount *before;           /* (nullable): without it */
  TgDraftChoice before_change;
  TgDraftValue values[TG_DRAFT_N_FIELDS];
  TgAccount *result;
};

/* What the letter's own words come to for this account, before anything was moved. (nullable) */
const TgLetterAccount *tg_draft_read        (const TgDraft *self);
const TgLetterServer  *tg_draft_read_server (const TgDraft *self, TgSide side); /* (nullable) */
/* The characters of a place. (transfer full): to be wiped */
char                  *tg_draft_cut         (const TgDraft *self, guint start, guint end);

/* values.c: all values anew, and the account of them */
void tg_draft_refresh      (TgDraft *self);
void tg_draft_value_clear  (TgDraftValue *value);

/* parse.c: what the characters of a place are worth as @field: fills in text or secret, or a fault. */
void tg_draft_parse        (TgDraftField field, const char *characters, TgDraftValue *value);

G_END_DECLS
