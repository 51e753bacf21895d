/* cert-db.c: Camel's list of certificates, camel-cert.db, as evolution-data-server 3.46 keeps it:
 * a version, a count, and for each certificate issuer, subject, host, fingerprint and trust; the
 * certificates themselves are files named by their fingerprints.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "clients/evolution/bus-name.h"
#include "clients/exception-step.h"

#define VERSION     0x100
#define STRING_MAX  65536
#define ENTRIES_MAX 10000

enum { TRUST_UNKNOWN, TRUST_NEVER, TRUST_MARGINAL, TRUST_FULLY, TRUST_ULTIMATE, TRUST_TEMPORARY };

typedef struct {
  const guint8 *bytes;
  gsize length;
  gsize at;
} Reader;

/* One certificate's record; the texts point into the file. */
typedef struct {
  gsize begin, end;
  const char *host, *fingerprint;
  gsize n_host, n_fingerprint;
  guint32 trust;
} Entry;

/* Groups of seven bits, the highest first; the last one has its top bit set. */
static gboolean
read_number (Reader *self, guint32 *number)
{
  guint64 value = 0;

  while (self->at < self->length) {
    guint8 byte = self->bytes[self->at++];

    value = value << 7 | (byte & 0x7f);
    if (value > G_MAXUINT32)
      return FALSE;
    if ((byte & 0x80) != 0) {
      *number = (guint32)value;
      return TRUE;
    }
  }
  return FALSE;
}

static gboolean
read_string (Reader *self, const char **text, gsize *length)
{
  guint32 number;

  if (!read_number (self, &number) || number == 0 || number - 1 > STRING_MAX || number - 1 > self->length - self->at)
    return FALSE;
  *length = number - 1;
  *text = (const char *)self->bytes + self->at;
  self->at += *length;
  return TRUE;
}

static gboolean
read_entry (Reader *self, Entry *entry)
{
  const char *unused;
  gsize n_unused;

  entry->begin = self->at;
  if (!read_string (self, &unused, &n_unused) || !read_string (self, &unused, &n_unused) ||
      !read_string (self, &entry->host, &entry->n_host) || !read_string (self, &entry->fingerprint, &entry->n_fingerprint) ||
      !read_number (self, &entry->trust))
    return FALSE;
  entry->end = self->at;
  return TRUE;
}

/* All or nothing: what we do not understand we do not write over. (transfer full): of Entry */
static GArray *
read_all (GBytes *bytes, GError **error)
{
  Reader reader = { 0 };
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  guint32 version, count;
  gboolean good;

  reader.bytes = g_bytes_get_data (bytes, &reader.length);
  good = read_number (&reader, &version) && version == VERSION && read_number (&reader, &count) && count <= ENTRIES_MAX;
  for (guint32 i = 0; good && i < count; i++) {
    Entry entry;

    good = read_entry (&reader, &entry);
    if (good)
      g_array_append_val (entries, entry);
  }
  if (good && reader.at == reader.length)
    return g_steal_pointer (&entries);
  g_set_error_literal (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNREADABLE, _ ("Evolution’s list of certificates cannot be read."));
  return NULL;
}

static void
add_number (GByteArray *array, guint32 number)
{
  guint8 byte;

  for (int shift = 28; shift > 0; shift -= 7)
    if (number >> shift != 0) {
      byte = number >> shift & 0x7f;
      g_byte_array_append (array, &byte, 1);
    }
  byte = (guint8)(number & 0x7f) | 0x80;
  g_byte_array_append (array, &byte, 1);
}

static void
add_string (GByteArray *array, const char *text)
{
  add_number (array, (guint32)strlen (text) + 1);
  g_byte_array_append (array, (const guint8 *)text, (guint)strlen (text));
}

static gboolean
is_about (const Entry *entry, const TgException *exception)
{
  return entry->n_host == strlen (exception->host) && g_ascii_strncasecmp (entry->host, exception->host, entry->n_host) == 0 &&
         entry->n_fingerprint == strlen (exception->fingerprint) &&
         g_ascii_strncasecmp (entry->fingerprint, exception->fingerprint, entry->n_fingerprint) == 0;
}

static gboolean
is_accepted (const Entry *entry)
{
  return entry->trust >= TRUST_MARGINAL && entry->trust <= TRUST_TEMPORARY;
}

static GPtrArray *
list_db (GBytes *bytes, const TgException *place, GError **error)
{
  g_autoptr (GArray) entries = read_all (bytes, error);
  GPtrArray *list;

  if (entries == NULL)
    return NULL;
  list = tg_exception_list_new ();
  for (guint i = 0; i < entries->len; i++) {
    const Entry *entry = &g_array_index (entries, Entry, i);
    g_autofree char *host = g_strndup (entry->host, entry->n_host);
    g_autofree char *fingerprint = g_strndup (entry->fingerprint, entry->n_fingerprint);
    TgException found = *place;

    if (!is_accepted (entry) || !g_utf8_validate (entry->host, (gssize)entry->n_host, NULL) ||
        !g_utf8_validate (entry->fingerprint, (gssize)entry->n_fingerprint, NULL))
      continue;
    found.host = host;
    found.fingerprint = fingerprint;
    g_ptr_array_add (list, tg_exception_new (&found));
  }
  return list;
}

static gboolean
accepts (GBytes *bytes, const TgException *exception)
{
  g_autoptr (GArray) entries = read_all (bytes, NULL);

  for (guint i = 0; entries != NULL && i < entries->len; i++) {
    const Entry *entry = &g_array_index (entries, Entry, i);

    if (is_about (entry, exception) && is_accepted (entry))
      return TRUE;
  }
  return FALSE;
}

static GBytes *
make_entry (const TgException *exception)
{
  GByteArray *array = g_byte_array_new ();

  add_string (array, "");
  add_string (array, "");
  add_string (array, exception->host);
  add_string (array, exception->fingerprint);
  add_number (array, TRUST_FULLY);
  return g_byte_array_free_to_bytes (array);
}

static guint32
append (GByteArray *array, GBytes *bytes)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  g_byte_array_append (array, data, (guint)length);
  return 1;
}

/* Camel writes one record for a certificate and host; where there are more, the first place counts. */
static GBytes *
put (GBytes *old, const TgException *exception, GBytes *new_entry, GBytes **former, GError **error)
{
  g_autoptr (GArray) entries = old != NULL ? read_all (old, error) : g_array_new (FALSE, FALSE, sizeof (Entry));
  const guint8 *bytes = old != NULL ? g_bytes_get_data (old, NULL) : NULL;
  g_autoptr (GByteArray) records = g_byte_array_new ();
  GByteArray *new;
  guint32 count = 0;
  gboolean placed = new_entry == NULL;

  if (former != NULL)
    *former = NULL;
  if (entries == NULL)
    return NULL;
  for (guint i = 0; i < entries->len; i++) {
    const Entry *entry = &g_array_index (entries, Entry, i);

    if (!is_about (entry, exception)) {
      g_byte_array_append (records, bytes + entry->begin, (guint)(entry->end - entry->begin));
      count++;
      continue;
    }
    if (former != NULL && *former == NULL)
      *former = g_bytes_new (bytes + entry->begin, entry->end - entry->begin);
    if (!placed)
      count += append (records, new_entry);
    placed = TRUE;
  }
  if (!placed)
    count += append (records, new_entry);
  new = g_byte_array_new ();
  add_number (new, VERSION);
  add_number (new, count);
  g_byte_array_append (new, records->data, records->len);
  return g_byte_array_free_to_bytes (new);
}

/* Evolution reads the list when it starts, and writes its own over it. */
static gboolean
in_use (const char *path)
{
  return tg_bus_name ("org.gnome.Evolution") == TG_BUS_NAME_OWNED;
}

const TgExceptionFormat tg_evolution_cert_db = {
  .id = "camel-cert.db",
  .list = list_db,
  .put = put,
  .entry = make_entry,
  .accepts = accepts,
  .in_use = in_use,
};
