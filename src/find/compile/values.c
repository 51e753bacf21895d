/* values.c: checks values and turns them into GVariants.  Servers are URLs as in model/server.h, encrypted ones alone, and
 * never with port 25, which providers close to their customers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/compile/values.h"

#include <string.h>

#include "find/offline/format.h"
#include "model/server.h"

static gboolean
has_only (const char *text, const char *characters)
{
  return text[strspn (text, characters)] == '\0';
}

static gboolean
is_name_with (const char *name, const char *characters)
{
  return strchr (name, '.') != NULL && strlen (name) <= 253 && *name != '.' && *name != '-' && !g_str_has_suffix (name, ".") &&
         strstr (name, "..") == NULL && has_only (name, characters);
}

gboolean
tg_value_is_name (const char *name)
{
  return is_name_with (name, "abcdefghijklmnopqrstuvwxyz0123456789-.");
}

static const char *
below_star (const char *name)
{
  return g_str_has_prefix (name, "*.") ? name + 2 : name;
}

static gboolean
is_one_of (const char *word, const char *words)
{
  g_auto (GStrv) all = g_strsplit (words, " ", -1);

  return g_strv_contains ((const char *const *)all, word);
}

static gboolean
fits (TgValueKind kind, const char *words, const char *text)
{
  switch (kind) {
  case TG_VALUE_TEXT:
    return *text != '\0' && g_utf8_validate (text, -1, NULL);
  case TG_VALUE_FLAG:
    return strcmp (text, "true") == 0;
  case TG_VALUE_WORD:
  case TG_VALUE_IDS:
    return is_one_of (text, words);
  case TG_VALUE_COUNTRY:
    return strlen (text) == 2 && has_only (text, "abcdefghijklmnopqrstuvwxyz");
  case TG_VALUE_MONTH:
    return g_regex_match_simple ("^20[0-9]{2}-(0[1-9]|1[0-2])$", text, 0, 0);
  case TG_VALUE_PAGE:
    return g_str_has_prefix (text, "https://") && g_uri_is_valid (text, G_URI_FLAGS_NONE, NULL);
  case TG_VALUE_NAMES:
    return tg_value_is_name (text);
  case TG_VALUE_DOMAINS:
    return tg_value_is_name (below_star (text));
  case TG_VALUE_PATTERNS:
    return is_name_with (below_star (text), "abcdefghijklmnopqrstuvwxyz0123456789-._#");
  case TG_VALUE_SERVERS:
    break;
  }
  return FALSE;
}

/* "imaps://imap.example.jp:993", as tg_server_to_url() writes it; TG_TABLE_MX_HOST stands for a name. */
static gboolean
add_server (GVariantBuilder *servers, const char *text)
{
  const char *after = strstr (text, "://" TG_TABLE_MX_HOST ":");
  g_autofree char *scheme = after != NULL ? g_strndup (text, (gsize)(after - text)) : NULL;
  g_autofree char *url =
      after != NULL ? g_strconcat (scheme, "://mx.example", after + strlen ("://" TG_TABLE_MX_HOST), NULL) : g_strdup (text);
  g_autoptr (TgServer) server = tg_server_parse (url, NULL);
  g_autofree char *whole = server != NULL ? tg_server_to_url (server) : NULL;

  if (g_strcmp0 (whole, url) != 0 || server->security == TG_SECURITY_NONE || server->port == 25 || !tg_value_is_name (server->ascii_host))
    return FALSE;
  g_variant_builder_add (servers, "(yysq)", (guint8)server->protocol, (guint8)server->security,
                         after != NULL ? TG_TABLE_MX_HOST : server->ascii_host, server->port);
  return TRUE;
}

/* Items end with a semicolon each, as in all key files. */
static GVariant *
read_list (TgValueKind kind, const char *words, const char *value, const TgPlace *place)
{
  g_auto (GStrv) items = g_strsplit (value, ";", -1);
  g_auto (GVariantBuilder) list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE (kind == TG_VALUE_SERVERS ? TG_TABLE_SERVERS_TYPE : "as"));

  if (!g_str_has_suffix (value, ";")) {
    tg_complain (place, "the list “%s” does not end with a semicolon", value);
    return NULL;
  }
  for (guint i = 0; items[i + 1] != NULL; i++) {
    gboolean right = kind == TG_VALUE_SERVERS ? add_server (&list, items[i]) : fits (kind, words, items[i]);

    if (!right) {
      tg_complain (place, "“%s” cannot be read here", items[i]);
      return NULL;
    }
    if (kind != TG_VALUE_SERVERS)
      g_variant_builder_add (&list, "s", items[i]);
  }
  return g_variant_builder_end (&list);
}

GVariant *
tg_value_read (TgValueKind kind, const char *words, const char *value, const TgPlace *place)
{
  if (kind >= TG_VALUE_NAMES)
    return read_list (kind, words, value, place);
  if (!fits (kind, words, value)) {
    tg_complain (place, "“%s” cannot be read here", value);
    return NULL;
  }
  return kind == TG_VALUE_FLAG ? g_variant_new_boolean (TRUE) : g_variant_new_string (value);
}
