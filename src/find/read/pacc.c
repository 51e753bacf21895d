/* pacc.c: what the members of user-agent-configuration.json mean.
 *
 * The draft has TLS from the start at the usual ports, and nothing else, so that a file needs no more than host names.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/read/pacc.h"

#include <string.h>

#include "files/json.h"

#define RECORDS_MAX 16

/* In the order of preference where a file has several.  Sending was called "smtp" in earlier versions of the draft. */
static const struct {
  const char *member;
  TgProtocol protocol;
} protocols[] = {
  { "imap", TG_PROTOCOL_IMAP },
  { "pop3", TG_PROTOCOL_POP3 },
  { "submit", TG_PROTOCOL_SMTP },
  { "smtp", TG_PROTOCOL_SMTP },
};

/* The value of @tag in "tag=value; tag=value". (transfer full) (nullable) */
static char *
tag_value (const char *record, const char *tag)
{
  g_auto (GStrv) tags = g_strsplit (record, ";", -1);

  for (guint i = 0; tags[i] != NULL; i++) {
    char *equals = strchr (tags[i], '=');

    if (equals == NULL)
      continue;
    *equals = '\0';
    if (g_ascii_strcasecmp (g_strstrip (tags[i]), tag) == 0)
      return g_strstrip (g_strdup (equals + 1));
  }
  return NULL;
}

/* Compared as bytes, since base64 may come with or without its padding. */
static gboolean
names_digest (const char *record, const guint8 *digest, gsize length)
{
  g_autofree char *version = tag_value (record, "v"), *algorithm = tag_value (record, "a"), *value = tag_value (record, "d");
  g_autofree char *padded = NULL;
  g_autofree guint8 *decoded = NULL;
  gsize decoded_length = 0;

  if (g_strcmp0 (version, "UAAC1") != 0 || algorithm == NULL || g_ascii_strcasecmp (algorithm, "sha256") != 0 || value == NULL)
    return FALSE;
  padded = g_strconcat (value, &"==="[(strlen (value) + 3) % 4], NULL);
  decoded = g_base64_decode (padded, &decoded_length);
  return decoded_length == length && memcmp (decoded, digest, length) == 0;
}

gboolean
tg_pacc_proven (GBytes *bytes, const char *const *records)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest, size;
  const guchar *data = g_bytes_get_data (bytes, &size);

  g_checksum_update (checksum, data, (gssize)size);
  g_checksum_get_digest (checksum, digest, &length);
  for (guint i = 0; records != NULL && records[i] != NULL && i < RECORDS_MAX; i++)
    if (names_digest (records[i], digest, length))
      return TRUE;
  return FALSE;
}

static guint
read_offers (JsonObject *authentication)
{
  guint offers = 0;

  if (authentication == NULL)
    return 0;
  if (tg_json_get_boolean (authentication, "password", FALSE))
    offers |= TG_OFFERS_PASSWORD;
  if (tg_json_get_object (authentication, "oauth-public") != NULL)
    offers |= TG_OFFERS_OAUTH2;
  return offers;
}

/* (transfer full) (nullable) */
static char *
read_issuer (JsonObject *authentication)
{
  JsonObject *oauth = authentication != NULL ? tg_json_get_object (authentication, "oauth-public") : NULL;
  const char *issuer = oauth != NULL ? tg_json_get_string (oauth, "issuer", NULL) : NULL;

  return issuer != NULL ? tg_settings_value (issuer) : NULL;
}

/* (transfer full) (nullable) */
static char *
read_name (JsonObject *root)
{
  JsonObject *info = tg_json_get_object (root, "info");
  JsonObject *provider = info != NULL ? tg_json_get_object (info, "provider") : NULL;
  const char *name = provider != NULL ? tg_json_get_string (provider, "name", NULL) : NULL;

  return name != NULL ? tg_settings_name (name) : NULL;
}

static void
read_protocols (TgSettings *settings, JsonObject *list, const char *address, guint offers)
{
  for (guint i = 0; i < G_N_ELEMENTS (protocols); i++) {
    JsonObject *protocol = tg_json_get_object (list, protocols[i].member);
    const char *host = protocol != NULL ? tg_json_get_string (protocol, "host", NULL) : NULL;
    g_autofree char *trimmed = host != NULL ? g_strstrip (g_strdup (host)) : NULL;

    if (trimmed != NULL)
      tg_settings_add (settings, protocols[i].protocol, TG_SAID_TLS, trimmed, 0, address, offers);
    else if (json_object_has_member (list, protocols[i].member))
      settings->remarks |= TG_REMARK_DROPPED;
  }
  if (tg_json_get_object (list, "jmap") != NULL)
    settings->remarks |= TG_REMARK_OTHER_PROTOCOLS;
}

/* Text that is no JSON object at all comes from a web server that answers everything. */
static gboolean
begins_as_object (const char *text, gsize length)
{
  gsize i = 0;

  while (i < length && g_ascii_isspace (text[i]))
    i++;
  return i < length && text[i] == '{';
}

TgReadOutcome
tg_pacc_read (GBytes *bytes, const char *address, const char *const *records, TgSettings **settings)
{
  static const char mark[] = "\xef\xbb\xbf";
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  g_autoptr (TgSettings) found = tg_settings_new ();
  g_autoptr (JsonNode) node = NULL;
  JsonObject *root, *list, *authentication;
  TgReadOutcome outcome;

  *settings = NULL;
  if (length > TG_SETTINGS_BYTES_MAX)
    return TG_READ_BROKEN;
  if (length >= strlen (mark) && memcmp (text, mark, strlen (mark)) == 0) {
    text += strlen (mark);
    length -= strlen (mark);
  }
  node = length > 0 ? tg_json_parse (text, length) : NULL;
  if (node == NULL)
    return length > 0 && begins_as_object (text, length) ? TG_READ_BROKEN : TG_READ_NOTHING;
  root = json_node_get_object (node);
  list = tg_json_get_object (root, "protocols");
  authentication = tg_json_get_object (root, "authentication");
  if (list == NULL)
    return TG_READ_NOTHING;
  read_protocols (found, list, address, read_offers (authentication));
  found->oauth_issuer = read_issuer (authentication);
  found->provider_name = read_name (root);
  found->remarks |= tg_pacc_proven (bytes, records) ? TG_REMARK_PROVEN_TWICE : TG_REMARK_UNPROVEN;
  outcome = tg_settings_finish (found);
  if (outcome == TG_READ_SETTINGS)
    *settings = g_steal_pointer (&found);
  return outcome;
}
