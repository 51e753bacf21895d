/* naming-rules.c: reads data/naming-rules from the program's resources, once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/names/naming-rules.h"

#include "model/host.h"

#define RESOURCE "/io/github/tegami/Tegami/engine/naming-rules"

static GPtrArray *
read_rules (void)
{
  GPtrArray *rules = g_ptr_array_new ();
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_resources_lookup_data (RESOURCE, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  g_auto (GStrv) groups = NULL;

  if (bytes == NULL || !g_key_file_load_from_bytes (file, bytes, G_KEY_FILE_NONE, &error)) {
    g_critical ("The hosts' naming rules cannot be read (is the engine's GResource linked in?): %s", error->message);
    return rules;
  }
  groups = g_key_file_get_groups (file, NULL);
  for (guint i = 0; groups[i] != NULL; i++) {
    TgNamingRule *rule = g_new0 (TgNamingRule, 1);

    rule->domain = g_strdup (groups[i]);
    rule->company = g_key_file_get_string (file, groups[i], "Name", NULL);
    rule->receive = g_key_file_get_string (file, groups[i], "Receive", NULL);
    rule->pop3 = g_key_file_get_string (file, groups[i], "Pop3", NULL);
    rule->send = g_key_file_get_string (file, groups[i], "Send", NULL);
    rule->like = g_key_file_get_string (file, groups[i], "Like", NULL);
    rule->first = g_key_file_get_boolean (file, groups[i], "First", NULL);
    rule->panel = g_key_file_get_string (file, groups[i], "Panel", NULL);
    rule->source = g_key_file_get_string (file, groups[i], "Source", NULL);
    rule->confirmed = g_key_file_get_string (file, groups[i], "Confirmed", NULL);
    g_ptr_array_add (rules, rule);
  }
  return rules;
}

const GPtrArray *
tg_naming_rules_all (void)
{
  static gsize ready = 0;
  static GPtrArray *rules;

  if (g_once_init_enter (&ready)) {
    rules = read_rules ();
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
