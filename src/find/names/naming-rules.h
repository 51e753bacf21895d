/* naming-rules.h: how hosting companies name their servers, by the names in their certificates: what people with their own
 * domain are told if the certificate is not for their server name.  From the rows of data/providers/ with a Certificate.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "find/providers.h"

G_BEGIN_DECLS

/**
 * TgNamingRule:
 * @domain: the suffix of the names in the certificate
 * @provider: the row behind it, with its source
 * @company: as it calls itself
 * @receive, @send: (nullable): the name that all customers use; @pop3: (nullable): the one for POP3, where it has its own
 * @like: (nullable): an example, if each customer has a name of their own
 * @first: @like is the name from the contract, which comes before the customer's own domain
 * @panel: (nullable): where to find the name, in the company's own words
 */
typedef struct {
  const char *domain;
  const TgProvider *provider;
  const char *company;
  const char *receive;
  const char *pop3;
  const char *send;
  const char *like;
  gboolean first;
  const char *panel;
} TgNamingRule;

/* The first of a certificate's names, wildcards included, that is in the table.  Valid for the life
 * of the process. (transfer none) (nullable) */
const TgNamingRule *tg_naming_rule_find (char *const *certificate_names);

/* The name that all customers use. (transfer none) (nullable) */
const char *tg_naming_rule_name (const TgNamingRule *self, TgProtocol protocol);

const GPtrArray *tg_naming_rules_all (void); /* of TgNamingRule*, for tests */

G_END_DECLS
