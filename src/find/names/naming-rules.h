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
 * @domain: the suffix of the names in the certificate
 * @company: as it calls itself
 * @receive, @send: (nullable): the name that all customers use; @pop3: (nullable): the one for POP3, where it has its own
 * @like: (nullable): an example, if each customer has a name of their own
 * @first: @like is the name from the contract, which comes before the customer's own domain
 * @panel: (nullable): where to find the name, in the company's own words
 * @source: in words; @confirmed: "2026-11"
 */
typedef struct {
  char *domain;
  char *company;
  char *receive;
  char *pop3;
  char *send;
  char *like;
  gboolean first;
  char *panel;
  char *source;
  char *confirmed;
} TgNamingRule;

/* The first of a certificate's names, wildcards included, that is in the table.  Valid for the life
 * of the process. (transfer none) (nullable) */
const TgNamingRule *tg_naming_rule_find (char *const *certificate_names);

/* The name that all customers use. (transfer none) (nullable) */
const char *tg_naming_rule_name (const TgNamingRule *self, TgProtocol protocol);

const GPtrArray *tg_naming_rules_all (void); /* of TgNamingRule*, for tests */

G_END_DECLS
