/* naming-rules.c: reads data/naming-rules from the program's resources, once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/names/naming-rules.h"

#include "find/table.h"
#include "model/host.h"

static gpointer
read_rule (GKeyFile *file, const char *group)
{
  TgNamingRule *rule = g_new0 (TgNamingRule, 1);

  rule->domain = g_strdup (group);
  rule->company = g_key_file_get_string (file, group, "Name", NULL);
  rule->receive = g_key_file_get_string (file, group, "Receive", NULL);
  rule->pop3 = g_key_file_get_string (file, group, "Pop3", NULL);
  rule->send = g_key_file_get_string (file, group, "Send", NULL);
  rule->like = g_key_file_get_string (file, group, "Like", NULL);
  rule->first = g_key_file_get_boolean (file, group, "First", NULL);
  rule->panel = g_key_file_get_string (file, group, "Panel", NULL);
  rule->source = g_key_file_get_string (file, group, "Source", NULL);
  rule->confirmed = g_key_file_get_string (file, group, "Confirmed", NULL);
  return rule;
}

const GPtrArray *
tg_naming_rules_all (void)
{
  static gsize ready = 0;
  static GPtrArray *rules;

  if (g_once_init_enter (&ready)) {
    rules = tg_table_read ("naming-rules", read_rule);
    g_once_init_leave (&ready, 1);
  }
  return rules;
}

const TgNamingRule *
tg_naming_rule_find (char *const *certificate_names)
{
  const GPtrArray *rules = tg_naming_rules_all ();

  for (; *certificate_names != NULL; certificate_names++)
    for (guint i = 0; i < rules->len; i++) {
      const TgNamingRule *rule = rules->pdata[i];

      if (tg_host_is_under (*certificate_names, rule->domain))
        return rule;
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
