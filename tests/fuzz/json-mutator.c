/* json-mutator.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "json-mutator.h"

#include <json-glib/json-glib.h>
#include <string.h>

typedef struct {
  GRand *rand;
  JsonNode *chosen; /* the value that is changed */
  JsonNode *other;  /* of the same text */
} Change;

/* Every value below @node, and itself. */
static void
list_values (JsonNode *node, GPtrArray *values)
{
  g_ptr_array_add (values, node);
  if (JSON_NODE_HOLDS_OBJECT (node)) {
    g_autoptr (GList) members = json_object_get_values (json_node_get_object (node));

    for (GList *m = members; m != NULL; m = m->next)
      list_values (m->data, values);
  } else if (JSON_NODE_HOLDS_ARRAY (node)) {
    for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
      list_values (json_array_get_element (json_node_get_array (node), i), values);
  }
}

static JsonNode *
new_text (const char *text)
{
  return json_node_init_string (json_node_alloc (), text);
}

static JsonNode *
changed_text (const char *text)
{
  size_t size = strlen (text), room = size + 64;
  g_autofree char *bytes = g_malloc0 (room + 1);
  g_autofree char *valid = NULL;

  memcpy (bytes, text, size);
  bytes[LLVMFuzzerMutate ((uint8_t *)bytes, size, room)] = '\0';
  valid = g_utf8_make_valid (bytes, -1);
  return new_text (valid);
}

/* Something else in its place, or NULL: nothing. */
static JsonNode *
changed (JsonNode *node, const Change *change)
{
  gboolean is_text = JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;

  switch (g_rand_int_range (change->rand, is_text ? -5 : 0, 8)) {
  case 0:
    return json_node_new (JSON_NODE_NULL);
  case 1:
    return json_node_init_int (json_node_alloc (), g_rand_int_range (change->rand, -2, 3));
  case 2:
    return new_text ("");
  case 3:
    return json_from_string ("{}", NULL);
  case 4:
    return json_from_string ("[]", NULL);
  case 5:
  case 6:
    return json_node_copy (change->other);
  case 7:
    return NULL;
  default:
    return changed_text (json_node_get_string (node));
  }
}

/* A whole new node: one that json-glib has filled is not filled once more. */
static JsonNode *
rewritten (JsonNode *node, const Change *change)
{
  if (node == change->chosen)
    return changed (node, change);
  if (JSON_NODE_HOLDS_OBJECT (node)) {
    g_autoptr (JsonObject) object = json_object_new ();
    JsonObjectIter iter;
    const char *name;
    JsonNode *value;

    json_object_iter_init_ordered (&iter, json_node_get_object (node));
    while (json_object_iter_next_ordered (&iter, &name, &value))
      if ((value = rewritten (value, change)) != NULL)
        json_object_set_member (object, name, value);
    return json_node_init_object (json_node_alloc (), object);
  }
  if (JSON_NODE_HOLDS_ARRAY (node)) {
    g_autoptr (JsonArray) array = json_array_new ();

    for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++) {
      JsonNode *element = rewritten (json_array_get_element (json_node_get_array (node), i), change);

      if (element != NULL)
        json_array_add_element (array, element);
    }
    return json_node_init_array (json_node_alloc (), array);
  }
  return json_node_copy (node);
}

size_t
LLVMFuzzerCustomMutator (uint8_t *data, size_t size, size_t max_size, unsigned int seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) values = g_ptr_array_new ();

  if (g_rand_int_range (rand, 0, 50) != 0 && json_parser_load_from_data (parser, (const char *)data, (gssize)size, NULL) &&
      json_parser_get_root (parser) != NULL) {
    Change change = { .rand = rand };

    list_values (json_parser_get_root (parser), values);
    change.chosen = values->pdata[g_rand_int_range (rand, 0, (int)values->len)];
    change.other = values->pdata[g_rand_int_range (rand, 0, (int)values->len)];
    root = rewritten (json_parser_get_root (parser), &change);
  }
  text = root != NULL ? json_to_string (root, FALSE) : NULL;
  if (text == NULL || text[0] == '\0' || strlen (text) > max_size)
    return LLVMFuzzerMutate (data, size, max_size);
  memcpy (data, text, strlen (text));
  return strlen (text);
}
