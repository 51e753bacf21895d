/* seen.c: a certificate seen, as a value, and the list of them as JSON.  Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "record/seen.h"

#include <string.h>

#include "cert/certificate.h"
#include "files/json.h"
#include "model/text/text.h"
#include "record/file.h"

#define HEX_MAX    64
#define ISSUER_MAX 512 /* characters */

/* Cut after making it visible, so that reading it back any number of times leaves it as it is. */
static char *
shorten (const char *issuer)
{
  g_autofree char *visible = tg_text_visible (issuer, -1, strlen (issuer));

  return tg_text_visible (visible, -1, ISSUER_MAX);
}

TgSeen *
tg_seen_new (const char *ascii_host, guint16 port, const TgCertificate *certificate, gint64 now)
{
  g_autofree char *key_id = tg_certificate_key_id (certificate);
  TgSeen *self;

  if (key_id == NULL)
    return NULL;
  self = g_new0 (TgSeen, 1);
  self->host = g_ascii_strdown (ascii_host, -1);
  self->port = port;
  self->sha256 = g_strdup (certificate->sha256);
  self->key_id = g_steal_pointer (&key_id);
  self->issuer = shorten (certificate->issuer);
  self->self_signed = certificate->self_issued;
  self->not_after = certificate->not_after;
  self->first_seen = self->last_seen = now;
  return self;
}

void
tg_seen_free (TgSeen *self)
{
  if (self == NULL)
    return;
  g_free (self->host);
  g_free (self->sha256);
  g_free (self->key_id);
  g_free (self->issuer);
  g_free (self);
}

/* A self-signed certificate has only its own word, so another key counts as another issuer. */
static TgCertificateChange
change_of (const TgSeen *self, const TgCertificate *certificate)
{
  g_autofree char *key_id = tg_certificate_key_id (certificate);
  g_autofree char *former = tg_distinguished_name_party (self->issuer);
  g_autofree char *issuer = shorten (certificate->issuer);
  g_autofree char *present = tg_distinguished_name_party (issuer);

  if (strcmp (self->sha256, certificate->sha256) == 0)
    return TG_CHANGE_SAME;
  if (certificate->self_issued && !self->self_signed)
    return TG_CHANGE_SELF_SIGNED;
  if (g_strcmp0 (self->key_id, key_id) == 0)
    return TG_CHANGE_SAME_KEY;
  return !certificate->self_issued && !self->self_signed && strcmp (former, present) == 0 ? TG_CHANGE_RENEWED : TG_CHANGE_OTHER_ISSUER;
}

TgPrevious *
tg_seen_compare (const TgSeen *self, const TgCertificate *certificate)
{
  TgPrevious *previous = g_new0 (TgPrevious, 1);

  previous->sha256 = g_strdup (self->sha256);
  previous->issuer = g_strdup (self->issuer);
  previous->not_after = self->not_after;
  previous->first_seen = self->first_seen;
  previous->last_seen = self->last_seen;
  previous->change = change_of (self, certificate);
  return previous;
}

static const char *
hex_of (JsonObject *object, const char *name)
{
  const char *text = tg_json_get_string (object, name, NULL);

  return text != NULL && strlen (text) == HEX_MAX && strspn (text, "0123456789abcdef") == HEX_MAX ? text : NULL;
}

/* @object: (nullable).  NULL if it makes no sense. */
static TgSeen *
read_one (JsonObject *object)
{
  const char *host = object != NULL ? tg_record_host (object, "host") : NULL;
  const char *sha256, *key_id, *issuer;
  gint64 port, first_seen, last_seen;
  TgSeen *self;

  if (host == NULL)
    return NULL;
  sha256 = hex_of (object, "sha256");
  key_id = hex_of (object, "key_id");
  issuer = tg_json_get_string (object, "issuer", NULL);
  port = tg_json_get_int (object, "port", -1);
  first_seen = tg_json_get_int (object, "first_seen", -1);
  last_seen = tg_json_get_int (object, "last_seen", -1);
  if (sha256 == NULL || key_id == NULL || issuer == NULL || port < 1 || port > 65535 || first_seen < 0 || last_seen < first_seen)
    return NULL;
  self = g_new0 (TgSeen, 1);
  self->host = g_strdup (host);
  self->port = (guint16)port;
  self->sha256 = g_strdup (sha256);
  self->key_id = g_strdup (key_id);
  self->issuer = shorten (issuer);
  self->self_signed = tg_json_get_boolean (object, "self_signed", FALSE);
  self->not_after = tg_json_get_int (object, "not_after", -1);
  self->first_seen = first_seen;
  self->last_seen = last_seen;
  return self;
}

GPtrArray *
tg_seens_parse (const char *json, gsize length)
{
  g_autoptr (JsonNode) root = length <= TG_SEEN_FILE_MAX ? tg_record_parse (json, length, "certificates") : NULL;
  JsonArray *list = root != NULL ? tg_json_get_array (json_node_get_object (root), "certificates") : NULL;
  GPtrArray *seens;

  if (list == NULL)
    return NULL;
  seens = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_seen_free);
  for (guint i = 0; i < json_array_get_length (list) && seens->len < TG_SEEN_MAX; i++) {
    TgSeen *one = read_one (tg_json_element (list, i));

    if (one != NULL)
      g_ptr_array_add (seens, one);
  }
  return seens;
}

char *
tg_seens_format (GPtrArray *seens)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  json_builder_add_int_value (json_builder_set_member_name (builder, "schema"), 1);
  json_builder_begin_array (json_builder_set_member_name (builder, "certificates"));
  for (guint i = 0; i < seens->len; i++) {
    const TgSeen *one = seens->pdata[i];

    json_builder_begin_object (builder);
    json_builder_add_string_value (json_builder_set_member_name (builder, "host"), one->host);
    json_builder_add_int_value (json_builder_set_member_name (builder, "port"), one->port);
    json_builder_add_string_value (json_builder_set_member_name (builder, "sha256"), one->sha256);
    json_builder_add_string_value (json_builder_set_member_name (builder, "key_id"), one->key_id);
    json_builder_add_string_value (json_builder_set_member_name (builder, "issuer"), one->issuer);
    json_builder_add_boolean_value (json_builder_set_member_name (builder, "self_signed"), one->self_signed);
    json_builder_add_int_value (json_builder_set_member_name (builder, "not_after"), one->not_after);
    json_builder_add_int_value (json_builder_set_member_name (builder, "first_seen"), one->first_seen);
    json_builder_add_int_value (json_builder_set_member_name (builder, "last_seen"), one->last_seen);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, TRUE);
}

TgSeen *
tg_seens_find (GPtrArray *seens, const char *ascii_host, guint16 port)
{
  for (guint i = 0; i < seens->len; i++) {
    TgSeen *one = seens->pdata[i];

    if (one->port == port && g_ascii_strcasecmp (one->host, ascii_host) == 0)
      return one;
  }
  return NULL;
}

static TgSeen *
longest_unseen (GPtrArray *seens)
{
  TgSeen *oldest = seens->pdata[0];

  for (guint i = 1; i < seens->len; i++) {
    TgSeen *one = seens->pdata[i];

    if (one->last_seen < oldest->last_seen)
      oldest = one;
  }
  return oldest;
}

void
tg_seens_put (GPtrArray *seens, TgSeen *seen)
{
  TgSeen *former = tg_seens_find (seens, seen->host, seen->port);

  if (former != NULL && strcmp (former->sha256, seen->sha256) == 0) {
    seen->first_seen = MIN (former->first_seen, seen->first_seen);
    seen->last_seen = MAX (former->last_seen, seen->last_seen);
  }
  if (former != NULL)
    g_ptr_array_remove (seens, former);
  else if (seens->len >= TG_SEEN_MAX)
    g_ptr_array_remove (seens, longest_unseen (seens));
  g_ptr_array_add (seens, seen);
}
