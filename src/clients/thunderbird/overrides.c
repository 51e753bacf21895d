/* overrides.c: Thunderbird's cert_override.txt, seen in 153: a line for each certificate,
 * "host:port:" TAB OID of SHA-256 TAB fingerprint TAB.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "clients/exception-step.h"
#include "clients/thunderbird/steps.h"
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

/* "host:port", or "host:port:" and what tells origins apart, which mail has none of.  @host: a part of
 * @place */
static gboolean
read_place (char *place, const char **host, guint16 *port)
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
  *host = place;
  *port = (guint16)number;
  return g_utf8_validate (place, -1, NULL);
}

/* NULL where the line is a comment, or nothing that Thunderbird would understand. */
static TgException *
read_line (const Line *line, const TgException *place)
{
  g_autofree char *text = line->length <= LINE_BYTES_MAX ? g_strndup (line->bytes, line->length) : g_strdup ("#");
  g_auto (GStrv) fields = g_strsplit (g_strchomp (text), "\t", 5);
  g_autofree char *sha256 = NULL;
  TgException found = *place;

  if (text[0] == '#' || g_strv_length (fields) < 3 || fields[2][0] == '\0' || !g_utf8_validate (fields[2], -1, NULL) ||
      !read_place (fields[0], &found.host, &found.port))
    return NULL;
  if (strcmp (fields[1], OID_SHA256) == 0)
    sha256 = plain_hex (fields[2]);
  found.sha256 = sha256;
  found.fingerprint = fields[2];
  return tg_exception_new (&found);
}

/* The same line twice is one exception, and one server to test. */
static GPtrArray *
list_overrides (GBytes *bytes, const TgException *place, GError **error)
{
  GPtrArray *list = tg_exception_list_new ();
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gsize at = 0;
  Line line;

  while (list->len < ENTRIES_MAX && next_line (bytes, &at, &line)) {
    g_autoptr (TgException) found = read_line (&line, place);

    if (found != NULL && g_hash_table_add (known, g_strdup_printf ("%s\t%u\t%s", found->host, found->port, found->fingerprint)))
      g_ptr_array_add (list, g_steal_pointer (&found));
  }
  return list;
}

static gboolean
is_at (const TgException *found, const TgException *exception)
{
  return found != NULL && tg_exception_is_at (found, exception->host, exception->port);
}

static gboolean
accepts_override (GBytes *bytes, const TgException *exception)
{
  g_autoptr (GPtrArray) list = list_overrides (bytes, &(TgException){ .port = 0 }, NULL);
  gboolean accepts = FALSE;

  /* The last line for a place is the one that counts. */
  for (guint i = 0; i < list->len; i++)
    if (is_at (list->pdata[i], exception))
      accepts = g_ascii_strcasecmp (((const TgException *)list->pdata[i])->fingerprint, exception->fingerprint) == 0;
  return accepts;
}

static GBytes *
make_override (const TgException *exception)
{
  char *line = g_strdup_printf ("%s:%u:\t" OID_SHA256 "\t%s\t\n", exception->host, exception->port, exception->fingerprint);

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
put_override (GBytes *old, const TgException *exception, GBytes *entry, GBytes **former, GError **error)
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
    g_autoptr (TgException) found = read_line (&line, &(TgException){ .port = 0 });

    if (!is_at (found, exception)) {
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

void
tg_thunderbird_find_exceptions (GPtrArray *found)
{
  g_autoptr (GPtrArray) homes = tg_thunderbird_homes ();
  g_autoptr (GPtrArray) profiles = tg_thunderbird_profiles (homes);

  for (guint i = 0; i < profiles->len; i++) {
    const char *folder = ((TgThunderbirdProfile *)profiles->pdata[i])->folder;
    g_autofree char *path = g_build_filename (folder, FILE_NAME, NULL);

    tg_exception_list_read (&tg_thunderbird_overrides, TG_PROGRAM_THUNDERBIRD, folder, path, found);
  }
}

static TgChange *
make_change (const TgException *held, const char *program, gboolean accept)
{
  /* TRANSLATORS: a server, a port number and a mail program: "Exception for nas.local:993 in Thunderbird" */
  g_autofree char *title = accept ? g_strdup_printf (_ ("Exception for %s:%u in %s"), held->host, held->port, program)
                                  : g_strdup_printf (_ ("Exception for %s:%u removed from %s"), held->host, held->port, program);
  g_autofree char *entry = g_strdup_printf ("%s:%u %s", held->host, held->port, held->fingerprint);
  TgChange *change = tg_change_new (TG_PROGRAM_THUNDERBIRD, held->where, title, FALSE);

  tg_change_add_item (change, TG_ITEM_FILE, held->path, _ ("Security exceptions (cert_override.txt)"), accept ? NULL : entry,
                      accept ? entry : NULL);
  tg_change_add_step (change, &tg_exception_step, tg_exception_step_new (&tg_thunderbird_overrides, held, accept, NULL));
  return change;
}

TgChange *
tg_thunderbird_prepare_exception (const TgPlace *place, const TgException *exception, GError **error)
{
  g_autofree char *path = g_build_filename (place->where, FILE_NAME, NULL);
  g_autoptr (GString) fingerprint = g_string_new (NULL);
  g_autoptr (TgException) held = NULL;

  for (const char *hex = exception->sha256; *hex != '\0'; hex += 2)
    g_string_append_printf (fingerprint, "%s%c%c", fingerprint->len > 0 ? ":" : "", g_ascii_toupper (hex[0]), g_ascii_toupper (hex[1]));
  held = tg_exception_held_in (exception, place, path, fingerprint->str);
  return make_change (held, tg_place_title (place), TRUE);
}

TgChange *
tg_thunderbird_prepare_removal (const TgException *found)
{
  g_autoptr (TgThunderbirdHome) home = tg_thunderbird_home_of (found->where);

  return make_change (found, home->title, FALSE);
}
