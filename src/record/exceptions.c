/* exceptions.c: the record of exceptions as JSON; pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "record/exceptions.h"

#include <string.h>

#include "files/json.h"
#include "record/file.h"

#define DAY         G_GINT64_CONSTANT (86400)
#define DER_MAX     (64 * 1024)
#define CHANGES_MAX 1000 /* an exception over this limit is not read again, and would stay in its mail program for ever */
#define CHANGE_MAX  64   /* characters in a change's id */

static GBytes *
decode (const char *base64)
{
  gsize length = 0;
  guchar *bytes;

  if (base64 == NULL || strlen (base64) > DER_MAX * 4 / 3 + 4)
    return NULL;
  bytes = g_base64_decode (base64, &length);
  return g_bytes_new_take (bytes, length);
}

/* (transfer full) */
static GStrv
read_changes (JsonObject *object)
{
  g_autoptr (GStrvBuilder) changes = g_strv_builder_new ();
  JsonArray *list = tg_json_get_array (object, "changes");

  for (guint i = 0, n = 0; list != NULL && i < json_array_get_length (list) && n < CHANGES_MAX; i++) {
    JsonNode *element = json_array_get_element (list, i);
    const char *id = json_node_get_value_type (element) == G_TYPE_STRING ? json_node_get_string (element) : NULL;

    if (id != NULL && *id != '\0' && strlen (id) <= CHANGE_MAX) {
      g_strv_builder_add (changes, id);
      n++;
    }
  }
  return g_strv_builder_end (changes);
}

/* @object: (nullable).  NULL if it makes no sense. */
static TgException *
read_one (JsonObject *object)
{
  const char *host = object != NULL ? tg_record_host (object, "host") : NULL;
  gint64 port = host != NULL ? tg_json_get_int (object, "port", -1) : -1;
  g_autoptr (GBytes) der = host != NULL ? decode (tg_json_get_string (object, "certificate", NULL)) : NULL;
  g_auto (GStrv) changes = NULL;
  g_autoptr (TgException) self = NULL;

  if (der == NULL || g_bytes_get_size (der) == 0 || port < 1 || port > 65535)
    return NULL;
  changes = read_changes (object);
  self = tg_exception_new (&(TgException){
      .host = host,
      .port = (guint16)port,
      .der = der,
      .created = tg_json_get_int (object, "created", -1),
      .until = tg_json_get_int (object, "until", -1),
      .compared = tg_json_get_boolean (object, "compared", FALSE),
      .changes = (const char *const *)changes,
  });
  if (self->created < 0 || self->until < self->created || self->until - self->created > TG_EXCEPTION_DAYS_MAX * DAY ||
      g_strcmp0 (tg_json_get_string (object, "sha256", NULL), self->sha256) != 0)
    return NULL;
  return g_steal_pointer (&self);
}

GPtrArray *
tg_exception_record_parse (const char *json, gsize length)
{
  g_autoptr (JsonNode) root = length <= TG_EXCEPTION_RECORD_BYTES_MAX ? tg_record_parse (json, length, "exceptions") : NULL;
  JsonArray *list = root != NULL ? tg_json_get_array (json_node_get_object (root), "exceptions") : NULL;
  GPtrArray *exceptions;

  if (list == NULL)
    return NULL;
  exceptions = tg_exception_list_new ();
  for (guint i = 0; i < json_array_get_length (list) && exceptions->len < TG_EXCEPTION_RECORD_MAX; i++) {
    TgException *one = read_one (tg_json_element (list, i));

    if (one != NULL)
      g_ptr_array_add (exceptions, one);
  }
  return exceptions;
}

char *
tg_exception_record_format (GPtrArray *exceptions)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  json_builder_add_int_value (json_builder_set_member_name (builder, "schema"), 1);
  json_builder_begin_array (json_builder_set_member_name (builder, "exceptions"));
  for (guint i = 0; i < exceptions->len; i++) {
    const TgException *one = exceptions->pdata[i];
    gsize length;
    const guchar *bytes = g_bytes_get_data (one->der, &length);
    g_autofree char *base64 = g_base64_encode (bytes, length);

    json_builder_begin_object (builder);
    json_builder_add_string_value (json_builder_set_member_name (builder, "host"), one->host);
    json_builder_add_int_value (json_builder_set_member_name (builder, "port"), one->port);
    json_builder_add_string_value (json_builder_set_member_name (builder, "sha256"), one->sha256);
    json_builder_add_string_value (json_builder_set_member_name (builder, "certificate"), base64);
    json_builder_add_int_value (json_builder_set_member_name (builder, "created"), one->created);
    json_builder_add_int_value (json_builder_set_member_name (builder, "until"), one->until);
    json_builder_add_boolean_value (json_builder_set_member_name (builder, "compared"), one->compared);
    json_builder_begin_array (json_builder_set_member_name (builder, "changes"));
    for (guint k = 0; one->changes[k] != NULL; k++)
      json_builder_add_string_value (builder, one->changes[k]);
    json_builder_end_array (builder);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, TRUE);
}
