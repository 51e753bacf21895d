/* pins.c: an exception as a value, and the list of them as JSON; pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "record/pins.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "model/server.h"

#define DAY         (24 * 60 * 60)
#define DER_MAX     (64 * 1024)
#define CHANGES_MAX 32
#define CHANGE_MAX  64 /* characters of a change's number */
#define DEPTH_MAX   8  /* the file has four levels; json-glib descends as deep as a file says */

TgException *
tg_exception_new (const char *ascii_host, guint16 port, GBytes *der, gint64 now, guint days, gboolean compared)
{
  TgException *self = g_new0 (TgException, 1);

  self->host = g_ascii_strdown (ascii_host, -1);
  self->port = port;
  self->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, der);
  self->der = g_bytes_ref (der);
  self->created = now;
  self->until = now + (gint64)(days == 0 ? TG_EXCEPTION_DAYS : MIN (days, TG_EXCEPTION_DAYS_MAX)) * DAY;
  self->compared = compared;
  self->changes = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
tg_exception_free (TgException *self)
{
  if (self == NULL)
    return;
  g_free (self->host);
  g_free (self->sha256);
  g_bytes_unref (self->der);
  g_ptr_array_unref (self->changes);
  g_free (self);
}

TgPin *
tg_exception_pin (const TgException *self)
{
  return tg_pin_new (self->host, self->port, self->sha256, self->until);
}

/* A clock that was set back does not make it longer. */
gboolean
tg_exception_is_over (const TgException *self, gint64 now)
{
  return now > self->until || now < self->created - DAY;
}

static const char *
text_of (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static gint64
number_of (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node) : -1;
}

/* The host as tg_server_new() would write it, so that nothing odd gets into a mail program's file. */
static gboolean
is_host (const char *text)
{
  g_autoptr (TgServer) server = tg_server_new (TG_PROTOCOL_IMAP, TG_SECURITY_TLS, text, 993, NULL);

  return server != NULL && strcmp (server->ascii_host, text) == 0;
}

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

static void
read_changes (JsonObject *object, GPtrArray *changes)
{
  JsonNode *node = json_object_get_member (object, "changes");
  JsonArray *list = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; list != NULL && i < json_array_get_length (list) && changes->len < CHANGES_MAX; i++) {
    JsonNode *element = json_array_get_element (list, i);
    const char *id = json_node_get_value_type (element) == G_TYPE_STRING ? json_node_get_string (element) : NULL;

    if (id != NULL && *id != '\0' && strlen (id) <= CHANGE_MAX)
      g_ptr_array_add (changes, g_strdup (id));
  }
}

/* NULL where it makes no sense. */
static TgException *
read_one (JsonNode *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *host = object != NULL ? text_of (object, "host") : NULL;
  gint64 port = host != NULL ? number_of (object, "port") : -1;
  g_autoptr (GBytes) der = host != NULL ? decode (text_of (object, "certificate")) : NULL;
  g_autoptr (TgException) self = NULL;
  gint64 until;

  if (der == NULL || g_bytes_get_size (der) == 0 || port < 1 || port > 65535 || !is_host (host))
    return NULL;
  self = tg_exception_new (host, (guint16)port, der, number_of (object, "created"), 0,
                           json_object_get_boolean_member_with_default (object, "compared", FALSE));
  until = number_of (object, "until");
  if (self->created < 0 || until < self->created || until - self->created > TG_EXCEPTION_DAYS_MAX * (gint64)DAY ||
      g_strcmp0 (text_of (object, "sha256"), self->sha256) != 0)
    return NULL;
  self->until = until;
  read_changes (object, self->changes);
  return g_steal_pointer (&self);
}

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
      if (++depth > DEPTH_MAX)
        return TRUE;
    } else if (!in_string && (json[i] == ']' || json[i] == '}') && depth > 0)
      depth--;
  }
  return FALSE;
}

GPtrArray *
tg_exceptions_parse (const char *json, gsize length)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  GPtrArray *exceptions;
  JsonNode *root, *list;

  if (length > TG_EXCEPTIONS_FILE_MAX || !g_utf8_validate (json, (gssize)length, NULL) || is_too_deep (json, length) ||
      !json_parser_load_from_data (parser, json, (gssize)length, NULL))
    return NULL;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root) || number_of (json_node_get_object (root), "schema") != 1)
    return NULL;
  list = json_object_get_member (json_node_get_object (root), "exceptions");
  if (list == NULL || !JSON_NODE_HOLDS_ARRAY (list))
    return NULL;
  exceptions = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_exception_free);
  for (guint i = 0; i < json_array_get_length (json_node_get_array (list)) && exceptions->len < TG_EXCEPTIONS_MAX; i++) {
    TgException *one = read_one (json_array_get_element (json_node_get_array (list), i));

    if (one != NULL)
      g_ptr_array_add (exceptions, one);
  }
  return exceptions;
}

char *
tg_exceptions_format (GPtrArray *exceptions)
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
    for (guint k = 0; k < one->changes->len; k++)
      json_builder_add_string_value (builder, one->changes->pdata[k]);
    json_builder_end_array (builder);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, TRUE);
}
