/* import-zip.c: a file for Thunderbird's own import: a zip archive (APPNOTE.TXT 6.3) with one
 * stored entry, prefs.js, that holds nothing but the account.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "clients/thunderbird/prefs/edit.h"
#include "clients/thunderbird/thunderbird.h"

#define ENTRY "prefs.js"

#define LOCAL_HEADER   0x04034b50u
#define CENTRAL_HEADER 0x02014b50u
#define CENTRAL_END    0x06054b50u
#define VERSION_NEEDED 10     /* 1.0: stored files */
#define MADE_BY_UNIX   0x0314 /* so that the permissions below are read */
#define DOS_DATE       0x0021 /* 1 January 1980: the archive is the same every time */

static void
put16 (GByteArray *out, guint value)
{
  const guint8 bytes[] = { (guint8)value, (guint8)(value >> 8) };

  g_byte_array_append (out, bytes, sizeof bytes);
}

static void
put32 (GByteArray *out, guint32 value)
{
  put16 (out, value & 0xffff);
  put16 (out, value >> 16);
}

static void
put_text (GByteArray *out, const char *text)
{
  g_byte_array_append (out, (const guint8 *)text, (guint)strlen (text));
}

/* CRC-32 as zip, PNG and Ethernet have it, bit by bit: the data is a few hundred bytes. */
static guint32
crc32_of (const guint8 *bytes, gsize length)
{
  guint32 crc = G_MAXUINT32;

  for (gsize i = 0; i < length; i++) {
    crc ^= bytes[i];
    for (int bit = 0; bit < 8; bit++)
      crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xedb88320u : 0);
  }
  return ~crc;
}

/* The fields that the local and the central header have in common. */
static void
put_facts (GByteArray *out, guint32 crc, guint32 size)
{
  put16 (out, VERSION_NEEDED);
  put16 (out, 0); /* flags */
  put16 (out, 0); /* stored */
  put16 (out, 0); /* time */
  put16 (out, DOS_DATE);
  put32 (out, crc);
  put32 (out, size);
  put32 (out, size);
  put16 (out, (guint)strlen (ENTRY));
  put16 (out, 0); /* extra field */
}

static GBytes *
pack (GBytes *prefs)
{
  GByteArray *out = g_byte_array_new ();
  gsize size;
  const guint8 *bytes = g_bytes_get_data (prefs, &size);
  guint32 crc = crc32_of (bytes, size);
  guint32 central, length;

  put32 (out, LOCAL_HEADER);
  put_facts (out, crc, (guint32)size);
  put_text (out, ENTRY);
  g_byte_array_append (out, bytes, (guint)size);
  central = out->len;
  put32 (out, CENTRAL_HEADER);
  put16 (out, MADE_BY_UNIX);
  put_facts (out, crc, (guint32)size);
  put16 (out, 0);                      /* comment */
  put16 (out, 0);                      /* disk */
  put16 (out, 0);                      /* internal attributes */
  put32 (out, (guint32)0100600 << 16); /* an ordinary file, 0600 */
  put32 (out, 0);                      /* the local header is at the start */
  put_text (out, ENTRY);
  length = out->len - central;
  put32 (out, CENTRAL_END);
  put16 (out, 0);
  put16 (out, 0);
  put16 (out, 1);
  put16 (out, 1);
  put32 (out, length);
  put32 (out, central);
  put16 (out, 0);
  return g_byte_array_free_to_bytes (out);
}

gboolean
tg_thunderbird_write_zip (const TgSaveRequest *request, const char *path, GError **error)
{
  g_autoptr (TgPrefs) prefs = tg_prefs_new ();
  /* Without Local Folders: Thunderbird has its own. */
  g_autoptr (TgThunderbirdEdit) edit = tg_thunderbird_put (prefs, request, FALSE, error);
  g_autoptr (GBytes) text = edit != NULL ? tg_prefs_to_bytes (prefs) : NULL;
  g_autoptr (GBytes) archive = text != NULL ? pack (text) : NULL;

  if (archive == NULL || path == NULL)
    return archive != NULL;
  /* Where the person said, which may be a folder for everybody. */
  return g_file_set_contents_full (path, g_bytes_get_data (archive, NULL), (gssize)g_bytes_get_size (archive),
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
}
