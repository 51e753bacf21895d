/* json.h: JSON that came from a file, ours or a mail program's, which may hold anything.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

#define TG_JSON_DEPTH_MAX 64

/* The whole text's object, immutable; NULL if it is anything else, is not UTF-8, or nests deeper than TG_JSON_DEPTH_MAX: json-glib
 * 1.6 calls itself for each level, and a file of brackets alone would end the program.
 *
 * @length: in bytes
 * Returns: (transfer full) (nullable) */
JsonNode *tg_json_parse (const char *json, gsize length);
/* The list, or the object, @name of @object; and element @i of @list, if that is an object. (transfer none) (nullable) */
JsonArray *tg_json_get_array (JsonObject *object, const char *name);
JsonObject *tg_json_get_object (JsonObject *object, const char *name);
JsonObject *tg_json_element (JsonArray *list, guint i);
/* json-glib's own functions take a member of another kind for a mistake in the program, and say so; in a file it is only one more
 * thing that is not there.  Each: the member @name of @object, or @fallback where it is absent, null or of another kind. */
const char *tg_json_get_string (JsonObject *object, const char *name, const char *fallback); /* (transfer none), as long as @object */
gint64 tg_json_get_int (JsonObject *object, const char *name, gint64 fallback);
gboolean tg_json_get_boolean (JsonObject *object, const char *name, gboolean fallback);
