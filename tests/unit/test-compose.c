/* test-compose.c: the message to oneself is one that every server accepts and every program
 * displays.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/letter/compose.h"

#include <string.h>

static char **
compose (const char *address, const char *subject, const char *text)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_iso8601 ("2026-11-01T08:03:09+09:30", NULL);

  return tg_compose_letter (address, "<1@example.jp>", subject, text, date);
}

static void
test_plain (void)
{
  g_auto (GStrv) lines = compose ("taro@example.jp", "Hello", "One.\n\n.Two");
  g_autofree char *letter = g_strjoinv ("\n", lines);

  g_assert_cmpstr (letter, ==,
                   "Date: Sun, 1 Nov 2026 08:03:09 +0930\nFrom: <taro@example.jp>\nTo: <taro@example.jp>\nMessage-ID: <1@example.jp>\n"
                   "Subject: Hello\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 7bit\n"
                   "Auto-Submitted: auto-generated\n\nOne.\n\n.Two");
}

/* Decodes all encoded words of the subject, which must stand alone on their lines. */
static char *
subject_of (char **lines)
{
  g_autoptr (GString) subject = g_string_new (NULL);
  guint at = 0;

  while (!g_str_has_prefix (lines[at], "Subject:"))
    at++;
  do {
    const char *word = strstr (lines[at], " =?UTF-8?B?");
    g_autofree char *base64 = g_strndup (word + 11, strlen (word) - 13);
    gsize length;
    g_autofree guchar *bytes = g_base64_decode (base64, &length);

    g_assert_cmpuint (strlen (lines[at]), <=, 76);
    g_assert_true (g_str_has_suffix (word, "?="));
    g_assert_true (g_utf8_validate ((const char *)bytes, (gssize)length, NULL));
    g_string_append_len (subject, (const char *)bytes, (gssize)length);
  } while (lines[++at][0] == ' ');
  return g_string_free (g_steal_pointer (&subject), FALSE);
}

static void
test_japanese (void)
{
  static const char subject[] = "設定のテスト 𠮷野家 — とても長い件名なので、符号化された語がいくつも必要になります。";
  g_auto (GStrv) lines = compose ("taro@example.jp", subject, "一行目\n二行目。とても長い行なので、符号化すると複数行になるはずです。\n");
  g_autofree char *decoded = subject_of (lines), *text = NULL;
  g_autoptr (GString) base64 = g_string_new (NULL);
  guint at = 0;
  gsize length;

  g_assert_cmpstr (decoded, ==, subject);
  g_assert_true (g_strv_contains ((const char *const *)lines, "Content-Transfer-Encoding: base64"));
  while (*lines[at] != '\0')
    at++;
  for (at++; lines[at] != NULL; at++) {
    g_assert_cmpuint (strlen (lines[at]), <=, 76);
    g_string_append (base64, lines[at]);
  }
  text = (char *)g_base64_decode (base64->str, &length);
  g_assert_cmpmem (text, length, "一行目\r\n二行目。とても長い行なので、符号化すると複数行になるはずです。\r\n",
                   strlen ("一行目\r\n二行目。とても長い行なので、符号化すると複数行になるはずです。\r\n"));
}

static void
test_seven_bits (void)
{
  static const char *const texts[] = { "plain", "ümlaut", "日本語", "tab\there", "\x7f" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (guint k = 0; k < G_N_ELEMENTS (texts); k++) {
      g_auto (GStrv) lines = compose ("a..b@example.jp", texts[i], texts[k]);

      g_assert_true (g_strv_contains ((const char *const *)lines, "From: <\"a..b\"@example.jp>"));
      for (char **line = lines; *line != NULL; line++)
        for (const char *c = *line; *c != '\0'; c++)
          g_assert_true (*c >= ' ' && *c <= '~');
    }
}

static void
test_hostile (void)
{
  static const char *const addresses[] = { "太郎@example.jp", "a\r\nBcc: x@y@example.jp", "nobody", "" };
  g_auto (GStrv) folded = compose ("taro@example.jp", "a\r\nBcc: x@example.jp\r\n\r\nbody", "a\n.\r\nMAIL FROM:<x>\n");

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    g_assert_null (compose (addresses[i], "x", "y"));
  for (char **line = folded; *line != NULL; line++) {
    g_assert_null (strpbrk (*line, "\r\n"));
    g_assert_false (g_str_has_prefix (*line, "Bcc"));
  }
}

static void
test_message_id (void)
{
  g_autofree char *one = tg_compose_message_id ("taro@Example.JP"), *other = tg_compose_message_id ("taro@example.jp");
  g_autofree char *international = tg_compose_message_id ("taro@日本.example"), *none = tg_compose_message_id ("taro");

  g_assert_cmpuint (strlen (one), ==, strlen ("<tegami.") + 32 + strlen ("@example.jp>"));
  g_assert_cmpstr (one, !=, other);
  g_assert_true (g_str_has_prefix (one, "<tegami.") && g_ascii_strcasecmp (strchr (one, '@'), "@example.jp>") == 0);
  g_assert_true (g_str_has_suffix (international, ".example>") && g_str_is_ascii (international));
  g_assert_null (none);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/compose/a plain letter has its fields and lines", test_plain);
  g_test_add_func ("/compose/a Japanese letter is encoded in short lines of whole characters", test_japanese);
  g_test_add_func ("/compose/every letter is of seven bits", test_seven_bits);
  g_test_add_func ("/compose/no value makes a field or a line of its own", test_hostile);
  g_test_add_func ("/compose/a message id is random, and of the address's domain", test_message_id);
  return g_test_run ();
}
