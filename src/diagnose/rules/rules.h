/* rules.h: the rules as rows; diagnose.c applies them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "diagnose/rules/case.h"

G_BEGIN_DECLS

/* How rows of one kind work together. */
typedef enum {
  TG_RULE_ROOT,    /* explains both sides at once: the first that applies, nothing else of that side */
  TG_RULE_CAUSE,   /* what ended the talk: the first that applies */
  TG_RULE_FAULTY,  /* a fault of the certificate: all that apply */
  TG_RULE_CAUTION, /* it works, and yet: all that apply */
} TgRuleKind;

/**
 * TgRule:
 * @id: the finding; NULL: the one that the table of replies gives
 * @fault: needed; TG_FAULT_NONE: any, none included
 * @applies: (nullable): needed as well
 * @show: TgShow flags
 */
typedef struct {
  const char *id;
  TgRuleKind kind;
  TgFault fault;
  gboolean (*applies) (const TgCase *self);
  guint show;
} TgRule;

/* Most important first. */
extern const TgRule tg_rules[];
extern const gsize tg_n_rules;

/* Whether the row holds; certificate rows look for the problem of their own id. */
gboolean tg_rule_applies (const TgRule *self, const TgCase *subject);

G_END_DECLS
