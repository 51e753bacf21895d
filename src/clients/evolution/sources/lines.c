/* lines.c: lines of key files as JSON, so that undo touches exactly what was set and nothing that
 * Evolution or the person changed beside it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/evolution/sources/lines.h"

#include "files/json.h"

static const char *
text (JsonObject *line, const char *name)
{
  return tg_json_get_string (line, name, NULL);
}

/* Line number @i of the entry; NULL past the end or where it is unusable. */
static JsonObject *
nth (JsonObject *owner, const char *name, guint i)
{
  JsonArray *list = tg_json_get_array (owner, name);

  return list != NULL && i < json_array_get_length (list) ? tg_json_element (list, i) : NULL;
}

static JsonObject *
nth_line (JsonObject *entry, guint i)
{
  JsonObject *line = nth (entry, "lines", i);

  return line != NULL && text (line, "group") != NULL && text (line, "key") != NULL && text (line, "after") != NULL ? line : NULL;
}

JsonObject *
tg_lines_entry (JsonObject *record, guint i)
{
  JsonObject *entry = nth (record, "sources", i);

  return entry != NULL && text (entry, "uid") != NULL ? entry : NULL;
}

JsonObject *
tg_lines_new (GPtrArray *settings, const char *uid, TgEvolutionSource *now)
{
  JsonObject *entry = json_object_new ();
  JsonArray *lines = json_array_new ();

  for (guint i = 0; i < settings->len; i++) {
    const TgEvolutionSetting *setting = g_ptr_array_index (settings, i);
    g_autofree char *before = NULL;
    JsonObject *line = NULL;

    if (now != NULL)
      before = g_key_file_get_string (now->keys, setting->group, setting->key, NULL);

    line = json_object_new ();
    json_object_set_string_member (line, "group", setting->group);
    json_object_set_string_member (line, "key", setting->key);
    if (before != NULL)
      json_object_set_string_member (line, "before", before);
    json_object_set_string_member (line, "after", setting->value);
    json_array_add_object_element (lines, line);
  }

  json_object_set_string_member (entry, "uid", uid);
  json_object_set_array_member (entry, "lines", lines);

  return entry;
}

void
tg_lines_set (JsonObject *entry, TgEvolutionSource *source)
{
  JsonObject *line = NULL;

  for (guint i = 0; (line = nth_line (entry, i)) != NULL; i++)
    tg_evolution_source_set (source, text (line, "group"), text (line, "key"), text (line, "after"));
}

void
tg_lines_restore (JsonObject *entry, TgEvolutionSource *source)
{
  JsonObject *line = NULL;

  for (guint i = 0; (line = nth_line (entry, i)) != NULL; i++)
    tg_evolution_source_set (source, text (line, "group"), text (line, "key"), text (line, "before"));
}

static gboolean
stand (JsonObject *entry, TgEvolutionSource *source, const char *name)
{
  JsonObject *line = NULL;

  if (source == NULL)
    return FALSE;

  for (guint i = 0; (line = nth_line (entry, i)) != NULL; i++) {
    g_autofree char *there = g_key_file_get_string (source->keys, text (line, "group"), text (line, "key"), NULL);
    const char *wanted = text (line, name);

    /* A missing key and an empty one mean the same to Evolution. */
    if (g_strcmp0 (there != NULL ? there : "", wanted != NULL ? wanted : "") != 0)
      return FALSE;
  }

  return TRUE;
}

gboolean
tg_lines_hold (JsonObject *entry, TgEvolutionSource *source)
{
  return stand (entry, source, "after");
}

gboolean
tg_lines_former (JsonObject *entry, TgEvolutionSource *source)
{
  return stand (entry, source, "before");
}

static gboolean
is_uid (JsonObject *record, const char *value)
{
  JsonObject *entry = NULL;

  for (guint i = 0; (entry = tg_lines_entry (record, i)) != NULL; i++)
    if (g_strcmp0 (tg_lines_uid (entry), value) == 0)
      return TRUE;

  return value != NULL && g_strcmp0 (text (record, "account"), value) == 0;
}

gboolean
tg_lines_linked (JsonObject *record, JsonObject *entry, TgEvolutionSource *source)
{
  JsonObject *line = NULL;

  for (guint i = 0; (line = nth_line (entry, i)) != NULL; i++) {
    g_autofree char *there = NULL;

    if (!is_uid (record, text (line, "after")))
      continue;
    there = g_key_file_get_string (source->keys, text (line, "group"), text (line, "key"), NULL);
    if (g_strcmp0 (there, text (line, "after")) == 0)
      return TRUE;
  }

  return FALSE;
}

const char *
tg_lines_uid (JsonObject *entry)
{
  return text (entry, "uid");
}

static gboolean
differs (JsonObject *line)
{
  return g_strcmp0 (text (line, "before"), text (line, "after")) != 0;
}

gboolean
tg_lines_differ (JsonObject *entry)
{
  JsonObject *line = NULL;

  for (guint i = 0; (line = nth_line (entry, i)) != NULL; i++)
    if (differs (line))
      return TRUE;

  return FALSE;
}

char *
tg_lines_show (JsonObject *entry, gboolean after)
{
  GString *shown = g_string_new (NULL);
  JsonObject *line = NULL;

  for (guint i = 0; (line = nth_line (entry, i)) != NULL; i++) {
    const char *value = text (line, after ? "after" : "before");

    if (value != NULL && differs (line))
      g_string_append_printf (shown, "%s[%s] %s=%s", shown->len > 0 ? "\n" : "", text (line, "group"), text (line, "key"), value);
  }

  return g_string_free (shown, FALSE);
}
