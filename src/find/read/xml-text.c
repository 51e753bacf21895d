/* xml-text.c: finds an XML file's encoding, by its first bytes or its declaration.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/read/xml-text.h"

#include <string.h>

/* An XML declaration ends well before this. */
#define DECLARATION_MAX 200

/* Byte-order marks. */
static const struct {
  const char *bytes;
  gsize length;
  const char *encoding;
} marks[] = {
  { "\xef\xbb\xbf", 3, "UTF-8" },
  { "\xff\xfe", 2, "UTF-16LE" },
  { "\xfe\xff", 2, "UTF-16BE" },
};

/* What may be declared, and as what the C library reads it.  Its converters are many and old, and a stranger does not choose among
 * them: this table does.  Files from Windows call their own extensions by the standard's name. */
static const struct {
  const char *declared;
  const char *encoding;
} encodings[] = {
  { "utf-8", "UTF-8" },
  { "utf8", "UTF-8" },
  { "us-ascii", "UTF-8" },
  { "ascii", "UTF-8" },
  { "iso-8859-1", "CP1252" },
  { "latin1", "CP1252" },
  { "windows-1252", "CP1252" },
  { "iso-8859-2", "ISO-8859-2" },
  { "iso-8859-15", "ISO-8859-15" },
  { "windows-1250", "CP1250" },
  { "windows-1251", "CP1251" },
  { "koi8-r", "KOI8-R" },
  { "shift_jis", "CP932" },
  { "shift-jis", "CP932" },
  { "x-sjis", "CP932" },
  { "windows-31j", "CP932" },
  { "euc-jp", "EUC-JP" },
  { "iso-2022-jp", "ISO-2022-JP" },
  { "gb2312", "GBK" },
  { "gbk", "GBK" },
  { "big5", "BIG5" },
  { "euc-kr", "EUC-KR" },
};

/* What stands in the quotation marks after "encoding" in <?xml … ?>. (transfer full) (nullable) */
static char *
declared_encoding (const char *bytes, gsize length)
{
  g_autofree char *head = g_strndup (bytes, MIN (length, DECLARATION_MAX));
  char *start = head + strspn (head, " \t\r\n"), *end, *value, *quote;

  if (!g_str_has_prefix (start, "<?xml") || (end = strstr (start, "?>")) == NULL)
    return NULL;
  *end = '\0';
  value = strstr (start, "encoding");
  if (value == NULL)
    return NULL;
  value += strlen ("encoding");
  value += strspn (value, " \t\r\n=");
  if ((*value != '"' && *value != '\'') || (quote = strchr (value + 1, *value)) == NULL)
    return NULL;
  return g_strndup (value + 1, (gsize)(quote - value - 1));
}

/* (nullable): none that is read */
static const char *
encoding_by_declaration (const char *bytes, gsize length)
{
  g_autofree char *declared = declared_encoding (bytes, length);

  if (declared == NULL)
    return "UTF-8";
  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    if (g_ascii_strcasecmp (encodings[i].declared, g_strstrip (declared)) == 0)
      return encodings[i].encoding;
  return NULL;
}

char *
tg_xml_text (GBytes *bytes, gsize max)
{
  gsize length, written;
  const char *at = g_bytes_get_data (bytes, &length);
  const char *encoding = NULL;
  g_autofree char *text = NULL;

  if (length == 0 || length > max)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (marks) && encoding == NULL; i++)
    if (length >= marks[i].length && memcmp (at, marks[i].bytes, marks[i].length) == 0) {
      encoding = marks[i].encoding;
      at += marks[i].length;
      length -= marks[i].length;
    }
  if (encoding == NULL)
    encoding = encoding_by_declaration (at, length);
  if (encoding == NULL)
    return NULL;
  if (strcmp (encoding, "UTF-8") == 0)
    return g_utf8_validate_len (at, length, NULL) && memchr (at, '\0', length) == NULL ? g_strndup (at, length) : NULL;
  text = g_convert (at, (gssize)length, "UTF-8", encoding, NULL, &written, NULL);
  return text != NULL && strlen (text) == written && g_utf8_validate (text, -1, NULL) ? g_steal_pointer (&text) : NULL;
}
