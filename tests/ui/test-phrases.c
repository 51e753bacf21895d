/* test-phrases.c: where lines of Japanese may end.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "papers/type/phrases.h"

/* Whether a break before text[offset], in bytes, was forbidden. */
static gboolean
is_kept (PangoAttrList *attributes, gsize offset)
{
  GSList *all = pango_attr_list_get_attributes (attributes);
  gboolean kept = FALSE;

  for (GSList *link = all; link; link = link->next) {
    const PangoAttribute *one = link->data;

    kept = kept || (one->start_index < offset && offset < one->end_index);
  }
  g_slist_free_full (all, (GDestroyNotify)pango_attribute_destroy);
  return kept;
}

/* @text with | wherever a line may end now; Pango's own rules come on top. */
static char *
divide (const char *text, guint longest)
{
  PangoAttrList *attributes = pango_attr_list_new ();
  GString *divided = g_string_new (NULL);

  tg_phrases_keep (attributes, text, longest);
  for (const char *c = text; *c; c = g_utf8_next_char (c)) {
    if (c > text && !is_kept (attributes, (gsize)(c - text)))
      g_string_append_c (divided, '|');
    g_string_append_len (divided, c, g_utf8_next_char (c) - c);
  }
  pango_attr_list_unref (attributes);
  return g_string_free (divided, FALSE);
}

typedef struct {
  guint longest;
  const char *divided;
} Row;

static void
check_rows (const Row *rows, gsize n)
{
  for (gsize i = 0; i < n; i++) {
    g_auto (GStrv) phrases = g_strsplit (rows[i].divided, "|", -1);
    g_autofree char *text = g_strjoinv ("", phrases);
    g_autofree char *divided = divide (text, rows[i].longest);

    g_assert_cmpstr (divided, ==, rows[i].divided);
  }
}

static void
test_phrases (void)
{
  static const Row rows[] = {
    { 20, "メールを|使えるように|しましょう" },
    { 20, "サーバーの|証明書が|期限切れです" },
    { 20, "何も|変わりません。" },
    { 20, "警告文、|エラー|番号、|または|戻ってきた|エラーメール" },
    { 20, "言葉で|お知らせします。" },
    { 20, "「保存」を|押すまで" },
    { 20, "宛先が|受け付けられませんでした" },
    { 20, "受信も|送信もできない" },
    { 20, "A に|保存しました" },
    { 20, "もう一度|テストしてください" },
    { 20, "その後、|自動的に" },
    { 20, "ごみ箱も|空に|します" },
    /* Too long: the scripts stay together, and no end is left alone. */
    { 8, "メールアカウント|を|設定する" },
    { 6, "合っ|て|いません" },
    { 9, "送信も|受信|も|で|き|て|います。" },
    { 4, "使え|るように" },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

/* What one compares with one's papers. */
static void
test_values (void)
{
  static const Row rows[] = {
    { 20, "有効期限は|2026年11月3日でした。" },
    { 20, "2026年11月に|使えなくなります" },
    { 20, "証明書は| |sv123.example.jp のものです" },
    { 20, "18時2分に、| |smtp.example.jp から| |一時的な|障害という|応答が|ありました。" },
    { 20, "SSL/TLS に|変更" },
    { 20, "t|o| |SSL/TLS| |o|n| |taro@ocn.ne.jp" },
    { 20, "「imap.example.jp」に|変更" },
    { 20, "ポート 465（SSL/TLS）に|変更" },
    { 20, "465 (SSL/TLS) に|変更" },
    { 20, "ポート 587 では" },
    { 20, "TLS 1.2 に|対応" },
    { 20, "taro@example.jp では|ログインできません" },
    { 20, "1,000 MB を|すべて" },
    { 20, "3 November 2026" },
    { 20, "port 465| |o|f| |smtp.example.jp|.| |I|t" },
    { 20, "w|e|l|l|-|k|n|o|w|n" },
    /* Too long with what follows, or by itself. */
    { 12, "サーバー| |sv123.example.jp| |には|接続できません" },
    { 8, "2026年11月3日|でした" },
    { 6, "2|0|2|6年|1|1月|3日でした" },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/phrases/a line of Japanese ends between phrases", test_phrases);
  g_test_add_func ("/phrases/names, dates and numbers stay on one line", test_values);
  return g_test_run ();
}
