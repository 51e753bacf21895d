/* json.c: JSON through json-glib, with what json-glib leaves raw escaped.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cli/output/json.h"

#include "model/text/text.h"

void
tg_json_value (JsonBuilder *builder, const char *text)
{
  g_autofree char *valid = text != NULL ? tg_text_utf8 (text, -1) : NULL;

  if (valid != NULL)
    json_builder_add_string_value (builder, valid);
  else
    json_builder_add_null_value (builder);
}

void
tg_json_member (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  tg_json_value (builder, text);
}

void
tg_json_int (JsonBuilder *builder, const char *name, gint64 number)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, number);
}

void
tg_json_bool (JsonBuilder *builder, const char *name, gboolean yes)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, yes);
}

void
tg_json_null (JsonBuilder *builder, const char *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_null_value (builder);
}

void
tg_json_ms (JsonBuilder *builder, const char *name, double ms)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_double_value (builder, (double)(gint64)(ms * 10 + 0.5) / 10);
}

void
tg_json_time (JsonBuilder *builder, const char *name, gint64 unix_seconds, gboolean utc)
{
  g_autoptr (GDateTime) time = utc ? g_date_time_new_from_unix_utc (unix_seconds) : g_date_time_new_from_unix_local (unix_seconds);
  g_autofree char *text = time != NULL ? g_date_time_format_iso8601 (time) : NULL;

  tg_json_member (builder, name, text);
}

void
tg_json_int_if (JsonBuilder *builder, const char *name, gint64 number, gboolean known)
{
  if (known)
    tg_json_int (builder, name, number);
  else
    tg_json_null (builder, name);
}

void
tg_json_url (JsonBuilder *builder, const char *name, const TgServer *server)
{
  g_autofree char *url = server != NULL ? tg_server_to_url (server) : NULL;

  tg_json_member (builder, name, url);
}

void
tg_json_begin_array (JsonBuilder *builder, const char *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
}

gboolean
tg_json_begin_object (JsonBuilder *builder, const char *name, gboolean known)
{
  if (known) {
    json_builder_set_member_name (builder, name);
    json_builder_begin_object (builder);
  } else {
    tg_json_null (builder, name);
  }
  return known;
}

void
tg_json_words (JsonBuilder *builder, const char *name, char **words)
{
  tg_json_begin_array (builder, name);
  for (char **word = words; *word != NULL; word++)
    tg_json_value (builder, *word);
  json_builder_end_array (builder);
}

void
tg_json_texts (JsonBuilder *builder, const char *name, GPtrArray *texts)
{
  tg_json_begin_array (builder, name);
  for (guint i = 0; texts != NULL && i < texts->len; i++)
    tg_json_value (builder, texts->pdata[i]);
  json_builder_end_array (builder);
}

JsonBuilder *
tg_json_begin (void)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  tg_json_int (builder, "schema", 1);
  return builder;
}

void
tg_json_print (JsonBuilder *builder, gboolean one_line)
{
  json_builder_end_object (builder);

  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *raw = json_to_string (root, !one_line);
  g_autofree char *safe = tg_text_json_safe (raw);

  g_print ("%s\n", safe);
}
