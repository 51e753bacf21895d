/* test-origin-words.c: what stands below a server's name about where it came from.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/origin-words.h"

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
    { "taro@example.jp", "imaps://imap.example.jp", TG_ORIGIN_SNAPSHOT, FALSE, "From Thunderbird’s database (copy of 20" },
    { "taro@example.jp", "imaps://imap.example.jp", TG_ORIGIN_MX, FALSE, "From the mail records (MX) of example.jp" },
    { "taro@example.jp", "imaps://sv123.xserver.jp", TG_ORIGIN_MX, FALSE, "From Tegami’s list: エックスサーバー (20" },
    { "taro@example.jp", "imaps://imap.example.jp", TG_ORIGIN_AUTOCONFIG, FALSE, "From autoconfig.example.jp" },
    { "taro@example.jp", "imaps://imap.example.jp", TG_ORIGIN_WELL_KNOWN, FALSE, "From the web server of example.jp" },
    { "taro@example.jp", "imaps://imap.example.jp", TG_ORIGIN_PACC, FALSE, "From ua-auto-config.example.jp" },
    { "taro@example.jp", "imaps://imap.example.jp", TG_ORIGIN_ISPDB, FALSE, "From Thunderbird’s database" },
    { "taro@example.jp", "imaps://imap.example.jp", TG_ORIGIN_SRV, FALSE, "From the service records (SRV) of example.jp" },
    { "taro@example.jp", "imaps://imap.example.jp", TG_ORIGIN_MX_DOMAIN, FALSE, "From the company that takes in the mail of example.jp" },
    { "taro@example.jp", "imaps://imap.example.jp", TG_ORIGIN_HTTP, FALSE, "From autoconfig.example.jp, without encryption" },
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

/* What a domain is called is shown as it is written, and never longer than a line. */
static void
test_says (void)
{
  g_autofree char *says = tg_origin_says (TG_ORIGIN_AUTOCONFIG, "taro@example.jp", "imap.example.jp");
  g_autofree char *percent = tg_origin_name (TG_ORIGIN_SRV, "taro@%s.example.jp");
  g_autofree char *nobody = tg_origin_says (TG_ORIGIN_GUESS, "taro@example.jp", "imap.example.jp");
  g_autofree char *hidden = tg_origin_name (TG_ORIGIN_AUTOCONFIG, "taro@\342\200\256example.jp");

  g_assert_cmpstr (says, ==, "According to autoconfig.example.jp: imap.example.jp");
  g_assert_cmpstr (percent, ==, "the service records (SRV) of %s.example.jp");
  g_assert_cmpstr (nobody, ==, "imap.example.jp");
  g_assert_cmpstr (hidden, ==, "autoconfig.\\u{202E}example.jp");
}

int
main (int argc, char **argv)
{
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/origin-words/the table is named for what stands in it", test_words);
  g_test_add_func ("/origin-words/a source is named in a sentence", test_says);
  return g_test_run ();
}
