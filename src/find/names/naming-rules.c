/* naming-rules.c: makes a rule of each row of the provider table that names the domain of its servers' certificates.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/names/naming-rules.h"

#include "find/offline/provider-row.h"
#include "find/offline/rows.h"

/* The first of @servers for @protocol, if all customers use that one. (transfer none) (nullable) */
static const char *
name_for (const TgProvider *provider, GPtrArray *servers, TgProtocol protocol)
{
  for (guint i = 0; !provider->host_is_domain && i < servers->len; i++) {
    const TgServer *server = servers->pdata[i];

    if (server->protocol == protocol)
      return server->ascii_host;
  }
  return NULL;
}

static TgNamingRule *
make_rule (guint row, const char *domain)
{
  const TgProvider *provider = tg_provider_row (row);
  TgNamingRule *rule = g_new0 (TgNamingRule, 1);

  rule->domain = g_intern_string (domain);
  rule->provider = provider;
  rule->company = provider->company;
  rule->receive = name_for (provider, provider->receive, TG_PROTOCOL_IMAP);
  rule->pop3 = name_for (provider, provider->receive, TG_PROTOCOL_POP3);
  rule->send = name_for (provider, provider->send, TG_PROTOCOL_SMTP);
  rule->like = provider->like;
  rule->first = provider->like_first;
  rule->panel = provider->panel;
  return rule;
}

const GPtrArray *
tg_naming_rules_all (void)
{
  static gsize ready = 0;
  static GPtrArray *rules;

  if (g_once_init_enter (&ready)) {
    rules = g_ptr_array_new ();
    for (guint i = 0; i < tg_rows_count (); i++) {
      g_autoptr (GVariant) entries = tg_rows_get (i);
      g_autofree const char **domains = NULL;

      g_variant_lookup (entries, "Certificate", "^a&s", &domains);
      for (guint k = 0; domains != NULL && domains[k] != NULL; k++)
        g_ptr_array_add (rules, make_rule (i, domains[k]));
    }
    g_once_init_leave (&ready, 1);
  }
  return rules;
}

const TgNamingRule *
tg_naming_rule_find (char *const *certificate_names)
{
  for (; *certificate_names != NULL; certificate_names++) {
    g_autofree char *name = g_ascii_strdown (*certificate_names, -1);
    int row = tg_rows_find_certificate (name);
    const GPtrArray *rules = row != TG_NO_ROW ? tg_naming_rules_all () : NULL;

    for (guint i = 0; rules != NULL && i < rules->len; i++) {
      const TgNamingRule *rule = rules->pdata[i];

      if (rule->provider == tg_provider_row ((guint)row))
        return rule;
    }
  }
  return NULL;
}

const char *
tg_naming_rule_name (const TgNamingRule *self, TgProtocol protocol)
{
  if (protocol == TG_PROTOCOL_SMTP)
    return self->send;
  return protocol == TG_PROTOCOL_POP3 && self->pop3 != NULL ? self->pop3 : self->receive;
}
