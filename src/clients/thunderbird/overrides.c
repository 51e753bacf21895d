/* overrides.c: Thunderbird's cert_override.txt, seen in 153: a line for each certificate,
 * "host:port:" TAB OID of SHA-256 TAB fingerprint TAB.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "clients/exception-step.h"
#include "clients/thunderbird/overrides.h"
#include "clients/thunderbird/profiles/profiles.h"

#define FILE_NAME      "cert_override.txt"
#define OID_SHA256     "OID.2.16.840.1.101.3.4.2.1"
#define SHA256_HEX     64
#define LINE_BYTES_MAX 4096
#define ENTRIES_MAX    10000

typedef struct {
  const char *bytes;
  gsize length; /* with its line end */
} Line;

/* FALSE at the end. */
static gboolean
next_line (GBytes *file, gsize *at, Line *line)
{
  gsize size;
  const char *bytes = g_bytes_get_data (file, &size);
  const char *end;

  if (*at >= size)
    return FALSE;
  end = memchr (bytes + *at, '\n', size - *at);
  line->bytes = bytes + *at;
  line->length = end != NULL ? (gsize)(end - line->bytes) + 1 : size - *at;
  *at += line->length;
  return TRUE;
}

static char *
plain_hex (const char *fingerprint)
{
  g_autoptr (GString) hex = g_string_new (NULL);

  for (; *fingerprint != '\0'; fingerprint++)
    if (g_ascii_isxdigit (*fingerprint))
      g_string_append_c (hex, g_ascii_tolower (*fingerprint));
    else if (*fingerprint != ':')
      return NULL;
  return hex->len == SHA256_HEX ? g_string_free (g_steal_pointer (&hex), FALSE) : NULL;
}

/* "host:port", or "host:port:" and what tells origins apart, which mail has none of. */
static gboolean
read_place (char *place, char **host, guint16 *port)
{
  char *colon = strrchr (place, ':');
  guint64 number;

  if (colon != NULL && (colon[1] == '\0' || colon[1] == '^')) {
    *colon = '\0';
    colon = strrchr (place, ':');
  }
  if (colon == NULL || colon == place || !g_ascii_string_to_unsigned (colon + 1, 10, 1, 65535, &number, NULL))
    return FALSE;
  *colon = '\0';
  if (place[0] == '[' && colon[-1] == ']') {
    colon[-1] = '\0';
    place++;
  }
  if (!g_utf8_validate (place, -1, NULL))
    return FALSE;
  *host = g_strdup (place);
  *port = (guint16)number;
  return TRUE;
}

/* NULL where the line is a comment, or nothing that Thunderbird would understand. */
static TgFoundException *
read_line (const Line *line)
{
  g_autofree char *text = line->length <= LINE_BYTES_MAX ? g_strndup (line->bytes, line->length) : g_strdup ("#");
  g_auto (GStrv) fields = g_strsplit (g_strchomp (text), "\t", 5);
  TgFoundException *found;
  char *host;
  guint16 port;

  if (text[0] == '#' || g_strv_length (fields) < 3 || fields[2][0] == '\0' || !g_utf8_validate (fields[2], -1, NULL) ||
      !read_place (fields[0], &host, &port))
    return NULL;
  found = g_new0 (TgFoundException, 1);
  found->program = TG_PROGRAM_THUNDERBIRD;
  found->host = host;
  found->port = port;
  found->fingerprint = g_strdup (fields[2]);
  if (strcmp (fields[1], OID_SHA256) == 0)
    found->sha256 = plain_hex (fields[2]);
  return found;
}

/* The same line twice is one exception, and one server to test. */
static GPtrArray *
list_overrides (GBytes *bytes, GError **error)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_found_exception_free);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gsize at = 0;
  Line line;

  while (list->len < ENTRIES_MAX && next_line (bytes, &at, &line)) {
    TgFoundException *found = read_line (&line);

    if (found == NULL)
      continue;
    if (g_hash_table_add (known, g_strdup_printf ("%s\t%u\t%s", found->host, found->port, found->fingerprint)))
      g_ptr_array_add (list, found);
    else
      tg_found_exception_free (found);
  }
  return list;
}

static gboolean
is_at (const TgFoundException *found, const TgExceptionKey *key)
{
  return found != NULL && found->port == key->port && g_ascii_strcasecmp (found->host, key->host) == 0;
}

static gboolean
accepts_override (GBytes *bytes, const TgExceptionKey *key)
{
  g_autoptr (GPtrArray) list = list_overrides (bytes, NULL);
  gboolean accepts = FALSE;

  /* The last line for a place is the one that counts. */
  for (guint i = 0; i < list->len; i++)
    if (is_at (list->pdata[i], key))
      accepts = g_ascii_strcasecmp (((TgFoundException *)list->pdata[i])->fingerprint, key->fingerprint) == 0;
  return accepts;
}

static GBytes *
make_override (const TgExceptionKey *key)
{
  char *line = g_strdup_printf ("%s:%u:\t" OID_SHA256 "\t%s\t\n", key->host, key->port, key->fingerprint);

  return g_bytes_new_take (line, strlen (line));
}

static void
append (GByteArray *array, GBytes *bytes)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  g_byte_array_append (array, data, (guint)length);
}

static GBytes *
put_override (GBytes *old, const TgExceptionKey *key, GBytes *entry, GBytes **former, GError **error)
{
  static const char heading[] = "# Security exceptions, one a line.\n# Thunderbird keeps this list.\n";
  g_autoptr (GByteArray) new = g_byte_array_new ();
  g_autoptr (GByteArray) replaced = g_byte_array_new ();
  gboolean placed = entry == NULL;
  gsize at = 0;
  Line line;

  if (old == NULL)
    g_byte_array_append (new, (const guint8 *)heading, sizeof heading - 1);
  while (old != NULL && next_line (old, &at, &line)) {
    g_autoptr (TgFoundException) found = read_line (&line);

    if (!is_at (found, key)) {
      g_byte_array_append (new, (const guint8 *)line.bytes, (guint)line.length);
      continue;
    }
    g_byte_array_append (replaced, (const guint8 *)line.bytes, (guint)line.length);
    if (!placed)
      append (new, entry);
    placed = TRUE;
  }
  if (!placed) {
    if (new->len > 0 && new->data[new->len - 1] != '\n')
      g_byte_array_append (new, (const guint8 *)"\n", 1);
    append (new, entry);
  }
  if (former != NULL)
    *former = replaced->len > 0 ? g_byte_array_free_to_bytes (g_steal_pointer (&replaced)) : NULL;
  return g_byte_array_free_to_bytes (g_steal_pointer (&new));
}

const TgExceptionFormat tg_thunderbird_overrides = {
  .id = "cert_override.txt",
  .list = list_overrides,
  .put = put_override,
  .entry = make_override,
  .accepts = accepts_override,
};

static void
find_in (const char *profile, GPtrArray *found)
{
  g_autofree char *path = g_build_filename (profile, FILE_NAME, NULL);
  g_autoptr (GPtrArray) list = tg_exception_list_read (&tg_thunderbird_overrides, path, NULL);

  for (guint i = 0; list != NULL && i < list->len; i++) {
    TgFoundException *one = list->pdata[i];

    one->where = g_strdup (profile);
    one->path = g_strdup (path);
    list->pdata[i] = NULL;
    g_ptr_array_add (found, one);
  }
}

void
tg_thunderbird_find_exceptions (GPtrArray *found)
{
  g_autoptr (GPtrArray) homes = tg_thunderbird_homes ();

  for (guint i = 0; i < homes->len; i++) {
    g_autoptr (GPtrArray) profiles = tg_thunderbird_profiles (homes->pdata[i]);

    for (guint k = 0; k < profiles->len; k++)
      find_in (((TgThunderbirdProfile *)profiles->pdata[k])->folder, found);
  }
}

static TgChange *
make_change (const char *profile, const TgExceptionKey *key, gboolean accept)
{
  g_autofree char *path = g_build_filename (profile, FILE_NAME, NULL);
  /* TRANSLATORS: a server and a port number, as in "nas.local:993" */
  g_autofree char *title = accept ? g_strdup_printf (_ ("Exception for %s:%u in Thunderbird"), key->host, key->port)
                                  : g_strdup_printf (_ ("Exception for %s:%u removed from Thunderbird"), key->host, key->port);
  g_autofree char *entry = g_strdup_printf ("%s:%u %s", key->host, key->port, key->fingerprint);
  TgChange *change = tg_change_new (TG_PROGRAM_THUNDERBIRD, profile, title, FALSE);

  tg_change_add_item (change, TG_ITEM_FILE, path, _ ("Security exceptions (cert_override.txt)"), accept ? NULL : entry,
                      accept ? entry : NULL);
  tg_change_add_step (change, &tg_exception_step, tg_exception_step_new (&tg_thunderbird_overrides, path, key, accept, NULL, NULL));
  return change;
}

TgChange *
tg_thunderbird_prepare_exception (const TgPlace *place, const char *ascii_host, guint16 port, GBytes *der, GError **error)
{
  g_autofree char *hex = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, der);
  g_autoptr (GString) fingerprint = g_string_new (NULL);
  TgExceptionKey key = { (char *)ascii_host, port, NULL };

  for (gsize i = 0; hex[i] != '\0'; i += 2)
    g_string_append_printf (fingerprint, "%s%c%c", i > 0 ? ":" : "", g_ascii_toupper (hex[i]), g_ascii_toupper (hex[i + 1]));
  key.fingerprint = fingerprint->str;
  return make_change (place->where, &key, TRUE);
}

TgChange *
tg_thunderbird_prepare_removal (const TgFoundException *found, GError **error)
{
  const TgExceptionKey key = { found->host, found->port, found->fingerprint };

  return make_change (found->where, &key, FALSE);
}
