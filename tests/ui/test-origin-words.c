/* test-origin-words.c: what stands below a server's name about where it came from.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/state/origin-words.h"

static void
test_words (void)
{
  static const struct {
    const char *address, *url;
    TgOrigin origin;
    gboolean in_table;
    const char *words; /* the beginning; NULL: nothing */
  } rows[] = {
    { "taro@gmail.com", "imaps://imap.gmail.com", TG_ORIGIN_TABLE, TRUE, "From Tegami’s list: Gmail" },
    { "taro@taro.sakura.ne.jp", "imaps://taro.sakura.ne.jp", TG_ORIGIN_TABLE, TRUE, "From Tegami’s list: " },
    /* another port or encryption, typed over the table's: the list does not say so, the person does */
    { "taro@gmail.com", "imaps://imap.gmail.com:1993", TG_ORIGIN_TABLE, FALSE, "Typed by you" },
    { "taro@gmail.com", "imap+starttls://imap.gmail.com:993", TG_ORIGIN_TABLE, FALSE, "Typed by you" },
    { "taro@taro.sakura.ne.jp", "imaps://taro.sakura.ne.jp:1993", TG_ORIGIN_TABLE, FALSE, "Typed by you" },
    { "taro@gmail.com", "imaps://imap.gmail.com", TG_ORIGIN_TYPED, FALSE, "Typed by you" },
    { "taro@example.jp", "imaps://imap.gmail.com", TG_ORIGIN_TABLE, FALSE, NULL },
    { "taro@example.jp", "imaps://imap.example.jp:1993", TG_ORIGIN_GUESS, FALSE, "A guess from your address" },
    { "taro@example.jp", "imaps://imap.example.jp", TG_ORIGIN_UNKNOWN, FALSE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (TgServer) parsed = tg_server_parse (rows[i].url, NULL);
    g_autoptr (TgServer) server = tg_server_with_origin (parsed, rows[i].origin, TG_CONFIRMED_BY_NOBODY);
    g_autofree char *words = tg_origin_describe (server, rows[i].address);

    g_test_message ("%s for %s", rows[i].url, rows[i].address);
    g_assert_cmpint (tg_origin_is_in_table (server, rows[i].address), ==, rows[i].in_table);
    g_assert_true (rows[i].words != NULL ? words != NULL && g_str_has_prefix (words, rows[i].words) : words == NULL);
  }
}

int
main (int argc, char **argv)
{
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/origin-words/the table is named for what stands in it", test_words);
  return g_test_run ();
}
