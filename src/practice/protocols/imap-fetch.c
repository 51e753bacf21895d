/* imap-fetch.c: FETCH, STORE and SEARCH, as far as a mail program needs them to show a message (RFC
 * 3501 sections 6.4.4 to 6.4.8 and 7.4.2).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "practice/protocols/imap.h"

#include <string.h>

#include "model/letter/header.h"

static guint
last_number (GPtrArray *letters, gboolean by_uid)
{
  if (letters->len == 0)
    return 0;
  return by_uid ? ((TgLetter *)letters->pdata[letters->len - 1])->uid : letters->len;
}

static void
append_flags (GString *reply, const TgLetter *letter)
{
  g_string_append_printf (reply, "FLAGS (%s%s%s)", letter->seen ? "\\Seen" : "", letter->seen && letter->deleted ? " " : "",
                          letter->deleted ? "\\Deleted" : "");
}

static void
append_literal (GString *reply, const char *name, const char *bytes, gsize length)
{
  g_string_append_printf (reply, "%s {%" G_GSIZE_FORMAT "}\r\n", name, length);
  g_string_append_len (reply, bytes, (gssize)length);
}

/* The header fields named in "HEADER.FIELDS (From To)", or with @except all the others. */
static GString *
pick_fields (const char *header, gsize length, const char *section)
{
  gboolean except = g_ascii_strncasecmp (section, "HEADER.FIELDS.NOT", 17) == 0;
  const char *open = strchr (section, '(');
  const char *close = strrchr (section, ')');
  g_autofree char *inside = g_strndup (open != NULL ? open + 1 : "", open != NULL && close > open ? (gsize)(close - open - 1) : 0);
  g_auto (GStrv) wanted = g_strsplit_set (inside, " \"", -1);
  GString *picked = g_string_new (NULL);
  gboolean taking = FALSE;

  for (const char *line = header; line < header + length;) {
    const char *end = memchr (line, '\n', (gsize)(header + length - line));
    gsize size = end != NULL ? (gsize)(end - line) + 1 : (gsize)(header + length - line);

    if (*line != ' ' && *line != '\t') { /* not the next line of a folded field */
      const char *colon = memchr (line, ':', size);
      gboolean named = FALSE;
      for (guint i = 0; colon != NULL && wanted[i] != NULL && !named; i++)
        named = strlen (wanted[i]) == (gsize)(colon - line) && g_ascii_strncasecmp (line, wanted[i], strlen (wanted[i])) == 0;
      taking = colon != NULL && named != except;
    }
    if (taking)
      g_string_append_len (picked, line, (gssize)size);
    line += size;
  }
  return g_string_append (picked, "\r\n");
}

/* "BODY[…]" and "BODY.PEEK[…]", with a part "<0.512>". */
static gboolean
append_section (GString *reply, TgLetter *letter, const char *item)
{
  const char *open = strchr (item, '[');
  const char *close = strrchr (item, ']');
  gsize length;
  const char *bytes = g_bytes_get_data (letter->bytes, &length);
  gsize header = tg_letter_header_length (letter);
  g_autofree char *section = NULL;
  g_autofree char *name = NULL;
  g_autoptr (GString) fields = NULL;

  if (open == NULL || close == NULL || close < open)
    return FALSE;
  section = g_strndup (open + 1, (gsize)(close - open - 1));
  if (g_ascii_strncasecmp (section, "HEADER.FIELDS", 13) == 0) {
    fields = pick_fields (bytes, header, section);
    bytes = fields->str;
    length = fields->len;
  } else if (g_ascii_strcasecmp (section, "HEADER") == 0 || g_ascii_strcasecmp (section, "MIME") == 0) {
    length = header;
  } else if (g_ascii_strcasecmp (section, "TEXT") == 0 || strcmp (section, "1") == 0) {
    bytes += header;
    length -= header;
  } else if (*section != '\0') {
    length = 0;
  }
  if (close[1] == '<') {
    guint64 from = g_ascii_strtoull (close + 2, NULL, 10);
    char *dot = strchr (close, '.');
    guint64 count = dot != NULL ? g_ascii_strtoull (dot + 1, NULL, 10) : G_MAXUINT32;

    from = MIN (from, length);
    bytes += from;
    length = MIN (length - from, count);
    name = g_strdup_printf ("BODY[%s]<%" G_GUINT64_FORMAT ">", section, from);
  } else {
    name = g_strdup_printf ("BODY[%s]", section);
  }
  append_literal (reply, name, bytes, length);
  return TRUE;
}

static void
append_structure (GString *reply, const TgLetter *letter)
{
  gsize length;
  const char *bytes = g_bytes_get_data (letter->bytes, &length);
  gsize header = tg_letter_header_length (letter);
  guint lines = 0;

  for (gsize i = header; i < length; i++)
    lines += bytes[i] == '\n';
  g_string_append_printf (reply,
                          "BODYSTRUCTURE (\"TEXT\" \"PLAIN\" (\"CHARSET\" \"utf-8\") NIL NIL \"8BIT\" %" G_GSIZE_FORMAT
                          " %u NIL NIL NIL NIL)",
                          length - header, lines);
}

static gboolean
append_item (GString *reply, TgLetter *letter, const char *item, gboolean read_only)
{
  gsize length;
  const char *bytes = g_bytes_get_data (letter->bytes, &length);
  g_autofree char *name = g_ascii_strup (item, -1);

  if (strcmp (name, "UID") == 0) {
    g_string_append_printf (reply, "UID %u", letter->uid);
  } else if (strcmp (name, "FLAGS") == 0) {
    append_flags (reply, letter);
  } else if (strcmp (name, "RFC822.SIZE") == 0) {
    g_string_append_printf (reply, "RFC822.SIZE %" G_GSIZE_FORMAT, length);
  } else if (strcmp (name, "INTERNALDATE") == 0) {
    g_autofree char *date = tg_mailbox_date (letter->received);
    /* "Sat, 21 Nov 2026 18:00:00 +0000" becomes "21-Nov-2026 18:00:00 +0000" */
    date[7] = date[11] = '-';
    g_string_append_printf (reply, "INTERNALDATE \"%s\"", date + 5);
  } else if (strcmp (name, "RFC822") == 0) {
    letter->seen |= !read_only;
    append_literal (reply, "RFC822", bytes, length);
  } else if (strcmp (name, "RFC822.HEADER") == 0) {
    append_literal (reply, "RFC822.HEADER", bytes, tg_letter_header_length (letter));
  } else if (strcmp (name, "BODYSTRUCTURE") == 0 || strcmp (name, "BODY") == 0) {
    append_structure (reply, letter);
  } else if (g_str_has_prefix (name, "BODY[") || g_str_has_prefix (name, "BODY.PEEK[")) {
    letter->seen |= !read_only && name[4] == '[';
    return append_section (reply, letter, item);
  } else {
    return FALSE;
  }
  return TRUE;
}

/* The items without their parentheses, with macros expanded (RFC 3501 section 6.4.5). */
static char *
spell_out (const char *items)
{
  if (g_ascii_strcasecmp (items, "ALL") == 0 || g_ascii_strcasecmp (items, "FAST") == 0 || g_ascii_strcasecmp (items, "FULL") == 0)
    return g_strdup ("FLAGS INTERNALDATE RFC822.SIZE");
  if (items[0] == '(' && g_str_has_suffix (items, ")"))
    return g_strndup (items + 1, strlen (items) - 2);
  return g_strdup (items);
}

gboolean
tg_imapd_fetch (TgPeer *peer, GPtrArray *letters, const char *set, const char *items, gboolean by_uid, gboolean read_only)
{
  g_autofree char *wanted = spell_out (items);
  gboolean with_uid = by_uid && strstr (wanted, "UID") == NULL;

  for (guint i = 0; i < letters->len; i++) {
    TgLetter *letter = letters->pdata[i];
    TgImapdWords words = tg_imapd_words (wanted, strlen (wanted));
    g_autoptr (GString) reply = g_string_new (NULL);
    char *item;

    if (!tg_imapd_set_has (set, by_uid ? letter->uid : i + 1, last_number (letters, by_uid)))
      continue;
    g_string_printf (reply, "* %u FETCH (", i + 1);
    if (with_uid)
      g_string_append_printf (reply, "UID %u", letter->uid);
    for (gboolean first = !with_uid; tg_imapd_next_word (&words, &item); first = FALSE) {
      g_autofree char *owned = item;
      if (!first)
        g_string_append_c (reply, ' ');
      if (!append_item (reply, letter, owned, read_only))
        return FALSE;
    }
    g_string_append (reply, ")\r\n");
    tg_peer_say_bytes (peer, reply->str, reply->len);
  }
  return TRUE;
}

void
tg_imapd_store (TgPeer *peer, GPtrArray *letters, const char *set, const char *how, const char *flags, gboolean by_uid)
{
  gboolean adds = how[0] != '-';
  gboolean silent = strchr (how, '.') != NULL;

  for (guint i = 0; i < letters->len; i++) {
    TgLetter *letter = letters->pdata[i];
    g_autoptr (GString) reply = g_string_new (NULL);

    if (!tg_imapd_set_has (set, by_uid ? letter->uid : i + 1, last_number (letters, by_uid)))
      continue;
    if (strstr (flags, "\\Seen") != NULL)
      letter->seen = adds;
    if (strstr (flags, "\\Deleted") != NULL)
      letter->deleted = adds;
    if (silent)
      continue;
    append_flags (reply, letter);
    if (by_uid)
      g_string_append_printf (reply, " UID %u", letter->uid);
    tg_peer_say (peer, "* %u FETCH (%s)", i + 1, reply->str);
  }
}

/* "HEADER Message-ID <1@example>": whether the field contains the text, ignoring case. */
static gboolean
has_field (const TgLetter *letter, const char *name, const char *text)
{
  gsize length;
  const char *bytes = g_bytes_get_data (letter->bytes, &length);
  g_autofree char *value = tg_header_find (bytes, length, name);

  return value != NULL && strcasestr (value, text) != NULL;
}

void
tg_imapd_search (TgPeer *peer, GPtrArray *letters, const char *question, gboolean by_uid)
{
  g_autoptr (GString) reply = g_string_new ("* SEARCH");
  gboolean unseen = strstr (question, "UNSEEN") != NULL;
  const char *set = g_str_has_prefix (question, "UID ") ? question + 4 : question;
  gboolean by_set = g_ascii_isdigit (*set) || *set == '*';
  gboolean by_field = g_ascii_strncasecmp (question, "HEADER ", 7) == 0;
  TgImapdWords words = tg_imapd_words (question, strlen (question));
  g_autofree char *key = NULL, *name = NULL, *text = NULL;

  if (by_field && (!tg_imapd_next_word (&words, &key) || !tg_imapd_next_word (&words, &name) || !tg_imapd_next_word (&words, &text))) {
    tg_peer_say (peer, "* SEARCH");
    return;
  }
  for (guint i = 0; i < letters->len; i++) {
    TgLetter *letter = letters->pdata[i];
    guint number = set != question ? letter->uid : i + 1;

    if (by_field && !has_field (letter, name, text))
      continue;
    if ((unseen && letter->seen) || (by_set && !tg_imapd_set_has (set, number, last_number (letters, set != question))))
      continue;
    g_string_append_printf (reply, " %u", by_uid ? letter->uid : i + 1);
  }
  tg_peer_say (peer, "%s", reply->str);
}
