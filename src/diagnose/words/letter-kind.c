/* letter-kind.c: tells the letter about the internet connection from the one about mail: both come
 * from the same provider, in the same envelope, and both hold an ID and a password.
 *
 * The words are those of NTT's, KDDI's and Japanese providers' contract letters, and of English ones.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/words/letter-kind.h"

#include "diagnose/words/pattern.h"

/* One word alone may stand in any letter; an "@" shows nothing, since a connection's ID has one, too. */
#define SIGNS_MIN 2

static const char *const other_subjects[] = {
  "PPPoE|IPoE|接続(用|先|の)?\\s*(ID|ＩＤ|ユーザー?ID|アカウント|パスワード)|connection (ID|user ?name|password)",
  "認証\\s*(用)?\\s*(ID|ＩＤ|パスワード)|authentication ID",
  "フレッツ|光回線|光コラボ|ひかり電話|ADSL|FTTH|fib(re|er)[- ]optic|broadband|internet (connection|access|line)",
  "ルーター?|モデム|ONU|ホームゲートウェイ|\\brouter\\b|\\bmodem\\b",
  "SSID|暗号化キー|Wi-?Fi.{0,12}(パスワード|password|key)|network key",
  "開通|工事日|回線(ID|番号|名義)|お客様ID|CAF番号|COP番号|契約(番号|ID)|お客(さ|様)ま?番号|customer (number|ID)|activation "
  "date|installation date",
  "会員(専用)?(ページ|サイト|メニュー|登録)|マイページ|マイメニュー|member('s|s)? (page|area|site)|account page|my page",
};
static const char mail_words[] =
    "メール(の|用)?\\s*(アドレス|サーバ|パスワード|アカウント|ID|設定|ボックス)|(受信|送信)(用)?(メール)?\\s*サーバ|POP\\s*3?\\b|IMAP|SMTP|"
    "mail ?(box|address|server|password|account|settings)|(incoming|outgoing) (mail )?server";

gboolean
tg_letter_is_not_mail (const char *text, char **words)
{
  g_autoptr (GString) signs = g_string_new (NULL);
  g_autofree char *mail = tg_pattern_whole (mail_words, text);
  guint n = 0;

  for (guint i = 0; mail == NULL && i < G_N_ELEMENTS (other_subjects); i++) {
    g_autofree char *sign = tg_pattern_whole (other_subjects[i], text);

    if (sign != NULL)
      g_string_append_printf (signs, "%s%s", n++ > 0 ? ", " : "", sign);
  }
  if (n < SIGNS_MIN)
    return FALSE;
  *words = g_string_free (g_steal_pointer (&signs), FALSE);
  return TRUE;
}
