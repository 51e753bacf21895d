/* test-phrases.c: where lines of Japanese may end.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/widgets/phrases.h"

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

static void
test_phrases (void)
{
  static const struct {
    guint longest;
    const char *divided;
  } rows[] = {
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
    { 4, "使え|るように" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_auto (GStrv) phrases = g_strsplit (rows[i].divided, "|", -1);
    g_autofree char *text = g_strjoinv ("", phrases);
    g_autofree char *divided = divide (text, rows[i].longest);

    g_assert_cmpstr (divided, ==, rows[i].divided);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/phrases/a line of Japanese ends between phrases", test_phrases);
  return g_test_run ();
}
