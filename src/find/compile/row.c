/* row.c: reads a provider file: the table of its keys, and what a row as a whole needs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/compile/row.h"

#include <string.h>

#include "find/compile/values.h"

#define GROUP "[Provider]"

/* data/providers/README says what each is for. */
static const struct {
  const char *key;
  TgValueKind kind;
  gboolean needed;
  const char *words; /* for TG_VALUE_WORD */
} keys[] = {
  { "Name", TG_VALUE_TEXT, TRUE },
  { "Company", TG_VALUE_TEXT },
  { "Kind", TG_VALUE_WORD, FALSE, "gateway no-mail" },
  { "Country", TG_VALUE_COUNTRY, TRUE },
  { "Domains", TG_VALUE_DOMAINS },
  { "Mx", TG_VALUE_PATTERNS },
  { "MxHost", TG_VALUE_PATTERNS },
  { "Spf", TG_VALUE_PATTERNS },
  { "Ns", TG_VALUE_PATTERNS },
  { "Hosts", TG_VALUE_NAMES },
  { "Certificate", TG_VALUE_NAMES },
  { "Receive", TG_VALUE_SERVERS },
  { "Send", TG_VALUE_SERVERS },
  { "User", TG_VALUE_WORD, FALSE, "address local-part other" },
  { "UserCalled", TG_VALUE_TEXT },
  { "UserLike", TG_VALUE_TEXT },
  { "SendUser", TG_VALUE_WORD, FALSE, "address" },
  { "HostIsDomain", TG_VALUE_FLAG },
  { "Common", TG_VALUE_FLAG },
  { "Like", TG_VALUE_TEXT },
  { "First", TG_VALUE_FLAG },
  { "Panel", TG_VALUE_TEXT },
  { "Letter", TG_VALUE_TEXT },
  { "SslIsStarttls", TG_VALUE_FLAG },
  { "Bridge", TG_VALUE_TEXT },
  { "SignIn", TG_VALUE_WORD, FALSE, "password app-password oauth generated" },
  { "OAuthIssuer", TG_VALUE_NAMES },
  { "SilentSwitch", TG_VALUE_FLAG },
  { "Before", TG_VALUE_IDS },
  { "AfterRefusal", TG_VALUE_IDS },
  { "WebmailUrl", TG_VALUE_PAGE },
  { "AppPasswordUrl", TG_VALUE_PAGE },
  { "SwitchUrl", TG_VALUE_PAGE },
  { "HelpUrl", TG_VALUE_PAGE },
  { "StatusUrl", TG_VALUE_PAGE },
  { "SupportUrl", TG_VALUE_PAGE },
  { "Trust", TG_VALUE_WORD, TRUE, "A B C D" },
  { "Source", TG_VALUE_TEXT, TRUE },
  { "Confirmed", TG_VALUE_MONTH, TRUE },
};

static int
find_key (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (strcmp (key, keys[i].key) == 0)
      return (int)i;
  return -1;
}

static void
read_entry (TgRow *self, GVariantDict *entries, const char *line, const TgPlace *place, const char *notes)
{
  const char *equals = strchr (line, '=');
  g_autofree char *key = equals != NULL ? g_strndup (line, (gsize)(equals - line)) : NULL;
  int i = key != NULL ? find_key (key) : -1;
  GVariant *value;

  if (i < 0) {
    tg_complain (place, "“%s” is no key of a provider", key != NULL ? key : line);
    return;
  }
  if (g_hash_table_contains (self->lines, keys[i].key)) {
    tg_complain (place, "%s stands here for the second time", key);
    return;
  }
  g_hash_table_insert (self->lines, (gpointer)keys[i].key, GUINT_TO_POINTER (place->line));
  value = tg_value_read (keys[i].kind, keys[i].kind == TG_VALUE_IDS ? notes : keys[i].words, equals + 1, place);
  if (value != NULL)
    g_variant_dict_insert_value (entries, key, value);
}

static gboolean
has (const TgRow *self, const char *key)
{
  return g_hash_table_contains (self->lines, key);
}

/* The servers of @key whose protocol is the wrong one for it, and those that need MxHost. */
static void
check_servers (const TgRow *self, const char *key, gboolean sends)
{
  TgPlace place = tg_row_place (self, key);
  g_autoptr (GVariant) servers = tg_row_value (self, key);

  for (gsize i = 0; servers != NULL && i < g_variant_n_children (servers); i++) {
    guint8 protocol, security;
    guint16 port;
    const char *host;

    g_variant_get_child (servers, i, "(yy&sq)", &protocol, &security, &host, &port);
    if ((protocol == 2) != sends)
      tg_complain (&place, "%s names a server for the other direction: %s", key, host);
    if (*host == '{' && !has (self, "MxHost"))
      tg_complain (&place, "%s stands for the mail exchanger, but there is no MxHost", host);
  }
}

static void
check_whole (const TgRow *self)
{
  TgPlace top = { self->file, 1 };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].needed && !has (self, keys[i].key))
      tg_complain (&top, "%s is missing", keys[i].key);
  if (!has (self, "Domains") && !has (self, "Mx") && !has (self, "MxHost") && !has (self, "Hosts") && !has (self, "Certificate"))
    tg_complain (&top, "nothing leads to this provider: no Domains, Mx, MxHost, Hosts or Certificate");
  if (has (self, "Domains") && !has (self, "Receive") && !has (self, "Send"))
    tg_complain (&top, "an address needs a server: Receive or Send");
  if (has (self, "Kind") && (has (self, "Receive") || has (self, "Send") || has (self, "Domains")))
    tg_complain (&top, "a gateway has no addresses and servers of its own");
  if (has (self, "Bridge") && (has (self, "Receive") || has (self, "Send")))
    tg_complain (&top, "a Bridge stands in the place of servers");
  if (has (self, "MxHost") && !has (self, "Receive") && !has (self, "Send"))
    tg_complain (&top, "MxHost needs a server with the host {mx}");
  check_servers (self, "Receive", FALSE);
  check_servers (self, "Send", TRUE);
}

TgRow *
tg_row_read (const char *path, const char *id, const char *notes)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_auto (GVariantDict) entries = G_VARIANT_DICT_INIT (NULL);
  TgPlace place = { path, 1 };
  TgRow *self;

  if (!g_file_get_contents (path, &text, NULL, &error)) {
    tg_complain (&place, "%s", error->message);
    return NULL;
  }
  self = g_new0 (TgRow, 1);
  self->file = g_strdup (path);
  self->lines = g_hash_table_new (g_str_hash, g_str_equal);
  lines = g_strsplit (text, "\n", -1);
  if (strcmp (lines[0], GROUP) != 0)
    tg_complain (&place, "the first line is not %s", GROUP);
  g_variant_dict_insert (&entries, "Id", "s", id);
  for (place.line = 2; lines[0] != NULL && lines[place.line - 1] != NULL; place.line++)
    if (*lines[place.line - 1] != '\0' && *lines[place.line - 1] != '#')
      read_entry (self, &entries, lines[place.line - 1], &place, notes);
  self->entries = g_variant_ref_sink (g_variant_dict_end (&entries));
  check_whole (self);
  return self;
}

void
tg_row_free (TgRow *self)
{
  g_free (self->file);
  g_variant_unref (self->entries);
  g_hash_table_unref (self->lines);
  g_free (self);
}

GVariant *
tg_row_value (const TgRow *self, const char *key)
{
  return g_variant_lookup_value (self->entries, key, NULL);
}

TgPlace
tg_row_place (const TgRow *self, const char *key)
{
  guint line = GPOINTER_TO_UINT (g_hash_table_lookup (self->lines, key));

  return (TgPlace){ self->file, MAX (line, 1) };
}
