/* kind.c: signatures of the files that people take for a letter.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/letter/draft/kind.h"

#include <string.h>

#define LOOKED_AT 4096 /* bytes */

/* @place: where the bytes stand; PDF may have something before them (its own specification: within the first 1024) */
static const struct {
  const char *bytes;
  gsize length;
  gsize place;
  gsize until;
  TgLetterKind kind;
} signatures[] = {
  { "\xff\xd8\xff", 3, 0, 0, TG_LETTER_IS_PHOTO }, /* JPEG */
  { "\x89PNG\r\n", 6, 0, 0, TG_LETTER_IS_PHOTO },  /* PNG */
  { "GIF8", 4, 0, 0, TG_LETTER_IS_PHOTO },         /* GIF */
  { "II*\0", 4, 0, 0, TG_LETTER_IS_PHOTO },        /* TIFF, and what cameras make of it */
  { "MM\0*", 4, 0, 0, TG_LETTER_IS_PHOTO },
  { "WEBP", 4, 8, 8, TG_LETTER_IS_PHOTO },
  { "ftyphei", 7, 4, 4, TG_LETTER_IS_PHOTO }, /* HEIC: an iPhone's */
  { "ftyphev", 7, 4, 4, TG_LETTER_IS_PHOTO },
  { "ftypmif1", 8, 4, 4, TG_LETTER_IS_PHOTO },
  { "ftypavif", 8, 4, 4, TG_LETTER_IS_PHOTO },
  { "%PDF-", 5, 0, 1024, TG_LETTER_IS_DOCUMENT },
  { "{\\rtf", 5, 0, 0, TG_LETTER_IS_DOCUMENT },
  { "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8, 0, 0, TG_LETTER_IS_DOCUMENT }, /* Word up to 2003 */
};

static gboolean
has (const char *bytes, gsize length, const char *part, gsize part_length, gsize from, gsize until)
{
  for (gsize at = from; at <= until && at + part_length <= length; at++)
    if (memcmp (bytes + at, part, part_length) == 0)
      return TRUE;
  return FALSE;
}

/* Word's newer files, and LibreOffice's, are archives in which these names come first. */
static gboolean
is_office_archive (const char *bytes, gsize length)
{
  static const char *const names[] = { "[Content_Types].xml", "_rels/.rels", "word/", "mimetypeapplication/vnd.oasis.opendocument" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (has (bytes, length, names[i], strlen (names[i]), 0, length))
      return TRUE;
  return FALSE;
}

/* A bitmap says how long it is, and keeps four bytes empty: "BM" alone begins many a sentence. */
static gboolean
is_bitmap (const char *bytes, gsize length)
{
  return length >= 18 && memcmp (bytes, "BM", 2) == 0 && has (bytes, length, "\0\0\0\0", 4, 6, 6);
}

/* UTF-16 has a zero in every Latin character, and says so at the beginning. */
static gboolean
is_wide_text (const char *bytes, gsize length)
{
  return length >= 2 && (memcmp (bytes, "\xff\xfe", 2) == 0 || memcmp (bytes, "\xfe\xff", 2) == 0);
}

TgLetterKind
tg_letter_kind (const void *data, gsize length)
{
  const char *bytes = data;

  length = MIN (length, LOOKED_AT);
  for (guint i = 0; i < G_N_ELEMENTS (signatures); i++)
    if (has (bytes, length, signatures[i].bytes, signatures[i].length, signatures[i].place, signatures[i].until))
      return signatures[i].kind;
  if (is_bitmap (bytes, length))
    return TG_LETTER_IS_PHOTO;
  if (length >= 4 && memcmp (bytes, "PK\3\4", 4) == 0)
    return is_office_archive (bytes, length) ? TG_LETTER_IS_DOCUMENT : TG_LETTER_IS_OTHER;
  return memchr (bytes, '\0', length) != NULL && !is_wide_text (bytes, length) ? TG_LETTER_IS_OTHER : TG_LETTER_IS_TEXT;
}
