/* test-json.c: JSON of a file that may hold anything.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "files/json.h"

#include <string.h>

static JsonNode *
parse (const char *text)
{
  return tg_json_parse (text, strlen (text));
}

static void
test_what_is_read (void)
{
  static const char *const refused[] = { "", "x", "[]", "1", "null", "{", "{}}", "{\"a\":\"\xff\"}" };
  g_autoptr (JsonNode) empty = parse ("{}");
  g_autoptr (JsonNode) brackets = parse ("{\"a\":\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\\\"[[[[\"}");

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_autoptr (JsonNode) node = parse (refused[i]);

    g_test_message ("%s", refused[i]);
    g_assert_null (node);
  }
  g_assert_nonnull (empty);
  g_assert_nonnull (brackets); /* in a text they nest nothing */
}

/* One level more than is read; and as many as a file can hold, at which json-glib alone ends the program. */
static void
test_deep (void)
{
  for (guint depth = TG_JSON_DEPTH_MAX - 1; depth <= 4 * 1024 * 1024; depth = depth < TG_JSON_DEPTH_MAX ? depth + 1 : depth * 2048) {
    g_autofree char *open = g_strnfill (depth, '[');
    g_autofree char *close = g_strnfill (depth, ']');
    g_autofree char *text = g_strconcat ("{\"a\":", open, close, "}", NULL);
    g_autoptr (JsonNode) node = parse (text);

    g_assert_true ((node != NULL) == (depth < TG_JSON_DEPTH_MAX));
  }
}

/* A critical message of json-glib's would end this test. */
static void
test_kinds (void)
{
  g_autoptr (JsonNode) node = parse ("{\"text\":\"a\",\"number\":7,\"yes\":true,\"list\":[],\"object\":{},\"null\":null,\"real\":1.5}");
  JsonObject *object = json_node_get_object (node);
  static const char *const names[] = { "text", "number", "yes", "list", "object", "null", "real", "absent" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    const char *name = names[i];

    g_assert_cmpstr (tg_json_get_string (object, name, "-"), ==, g_str_equal (name, "text") ? "a" : "-");
    g_assert_cmpint (tg_json_get_int (object, name, -1), ==, g_str_equal (name, "number") ? 7 : -1);
    g_assert_cmpint (tg_json_get_boolean (object, name, FALSE), ==, g_str_equal (name, "yes"));
    g_assert_cmpint (tg_json_get_array (object, name) != NULL, ==, g_str_equal (name, "list"));
    g_assert_cmpint (tg_json_get_object (object, name) != NULL, ==, g_str_equal (name, "object"));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/what is read", test_what_is_read);
  g_test_add_func ("/json/deep", test_deep);
  g_test_add_func ("/json/members of every kind", test_kinds);
  return g_test_run ();
}
