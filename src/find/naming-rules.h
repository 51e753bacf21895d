/* naming-rules.h: how hosting companies name their servers, by the names in their certificates:
 * data/naming-rules.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/server.h"

G_BEGIN_DECLS

/**
 * TgNamingRule:
 * @domain: what the names in the certificate end in
 * @company: as it calls itself
 * @receive, @send: (nullable): the name that every customer uses
 * @like: (nullable): an example, where every customer has another name
 * @first: @like is the name that came with the contract, before the customer's own domain
 * @panel: (nullable): where the name is shown, in the company's own words
 * @source: in words; @confirmed: "2026-11"
 */
typedef struct {
  char    *domain;
  char    *company;
  char    *receive;
  char    *send;
  char    *like;
  gboolean first;
  char    *panel;
  char    *source;
  char    *confirmed;
} TgNamingRule;

/* By the names of a certificate, wildcards among them, the first that is in the table.  (transfer
 * none) (nullable), valid for the life of the process. */
const TgNamingRule *tg_naming_rule_find (char *const *certificate_names);

/* The name that every customer uses, or NULL. (transfer none) */
const char         *tg_naming_rule_name (const TgNamingRule *self, TgProtocol protocol);

const GPtrArray    *tg_naming_rules_all (void); /* of TgNamingRule*, for tests */

G_END_DECLS
