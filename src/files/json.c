/* json.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "files/json.h"

static gboolean
is_too_deep (const char *json, gsize length)
{
  guint depth = 0;
  gboolean in_string = FALSE;

  for (gsize i = 0; i < length; i++) {
    if (in_string && json[i] == '\\')
      i++;
    else if (json[i] == '"')
      in_string = !in_string;
    else if (!in_string && (json[i] == '[' || json[i] == '{')) {
      if (++depth > TG_JSON_DEPTH_MAX)
        return TRUE;
    } else if (!in_string && (json[i] == ']' || json[i] == '}') && depth > 0)
      depth--;
  }
  return FALSE;
}

JsonNode *
tg_json_parse (const char *json, gsize length)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonNode *root;

  if (!g_utf8_validate (json, (gssize)length, NULL) || is_too_deep (json, length) ||
      !json_parser_load_from_data (parser, json, (gssize)length, NULL))
    return NULL;
  root = json_parser_get_root (parser);
  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_ref (root) : NULL;
}

JsonArray *
tg_json_get_array (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static JsonObject *
object_in (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonObject *
tg_json_get_object (JsonObject *object, const char *name)
{
  return object_in (json_object_get_member (object, name));
}

JsonObject *
tg_json_element (JsonArray *list, guint i)
{
  return object_in (json_array_get_element (list, i));
}

static JsonNode *
value_of (JsonObject *object, const char *name, GType type)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type ? node : NULL;
}

const char *
tg_json_get_string (JsonObject *object, const char *name, const char *fallback)
{
  JsonNode *node = value_of (object, name, G_TYPE_STRING);

  return node != NULL ? json_node_get_string (node) : fallback;
}

gint64
tg_json_get_int (JsonObject *object, const char *name, gint64 fallback)
{
  JsonNode *node = value_of (object, name, G_TYPE_INT64);

  return node != NULL ? json_node_get_int (node) : fallback;
}

gboolean
tg_json_get_boolean (JsonObject *object, const char *name, gboolean fallback)
{
  JsonNode *node = value_of (object, name, G_TYPE_BOOLEAN);

  return node != NULL ? json_node_get_boolean (node) : fallback;
}
