/* test-words.c: the language of phrases (data/words/README), and what the build says of data that is wrong.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/words/compile/knowledge-builder.h"

#include <glib/gstdio.h>
#include <string.h>

static const char classes[] = "[refused]\nden(y|ied)\nnot {allowed}\n[allowed]\nallowed\npermitted\n";

static gboolean
fits (const char *phrase, const char *text)
{
  g_autoptr (TgLexiconBuilder) builder = tg_lexicon_builder_new ();
  g_autoptr (TgNormalText) normal = tg_normal_text_new (text);
  g_autoptr (TgLexicon) lexicon = NULL;
  g_autoptr (GVariant) value = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (TgScan) scan = NULL;
  guint number;

  g_assert_true (tg_lexicon_builder_add_classes (builder, classes, "classes", &error));
  number = tg_lexicon_builder_add_phrase (builder, phrase, "here", &error);
  g_assert_no_error (error);
  value = tg_lexicon_builder_end (builder, &error);
  g_assert_no_error (error);
  bytes = g_variant_get_data_as_bytes (g_variant_ref_sink (value));
  lexicon = tg_lexicon_new (g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (TG_LEXICON_TYPE), bytes, TRUE)));
  scan = tg_scan_new (lexicon, normal);
  return tg_scan_finds (scan, number, NULL, NULL);
}

static void
test_phrases (void)
{
  static const struct {
    const char *phrase, *text;
    gboolean fits;
  } rows[] = {
    /* Words, and what may stand between them. */
    { "user name", "Bad user name", TRUE },
    { "user name", "username", TRUE },
    { "user name", "USER-NAME", TRUE },
    { "user name", "user_name", TRUE },
    { "user name", "user the name", FALSE },
    { "user name", "User. Name", FALSE },
    { "user", "users", FALSE },
    { "user", "superuser", FALSE },
    { "user*", "users", TRUE },
    { "*user", "superuser", TRUE },
    { "imap", "imap4", FALSE },
    { "imap*", "imap4", TRUE },
    { "cant", "can’t", TRUE },
    { "can't", "cant", TRUE },
    /* Alternatives, options, classes. */
    { "(log|sign) in", "login", TRUE },
    { "(log|sign) in", "Sign-In", TRUE },
    { "den(y|ied)", "denied", TRUE },
    { "den(y|ied)", "den", FALSE },
    { "access [was] denied", "access denied", TRUE },
    { "access [was] denied", "access was denied", TRUE },
    { "access {refused}", "Access not permitted", TRUE },
    { "access {refused}", "access permitted", FALSE },
    { "(a|b|c|d|e|f) end", "e end", TRUE },
    /* Gaps end with the sentence. */
    { "password .. wrong", "the password you gave is wrong", TRUE },
    { "password ..5 wrong", "the password you gave is wrong", FALSE },
    { "password .. wrong", "Enter the password. Something is wrong", FALSE },
    { "password .. wrong", "the password\n> you gave\n> is wrong", TRUE },
    { "try & later", "later, then try", TRUE },
    { "try & later", "later", FALSE },
    { "in # min*", "in 30 minutes", TRUE },
    { "in # min*", "in some minutes", FALSE },
    { "^ no", "No such user", TRUE },
    { "^ no", "there is no", FALSE },
    { "full $", "mailbox is full.", TRUE },
    { "full $", "full of mail", FALSE },
    { "\"[auth]\"", "-ERR [AUTH] no", TRUE },
    { "\"[auth]\"", "-ERR AUTH no", FALSE },
    /* Japanese. */
    { "サーバー エラー", "サーバエラー", TRUE },
    { "サーバエラ", "サーバー エラー", TRUE },
    { "サーバー", "ｻｰﾊﾞｰ", TRUE },
    { "メールボックス", "メール\nボックス", TRUE },
    { "ＳＭＴＰ 認証", "smtp認証", TRUE },
    { "ガ", "カ\u3099", TRUE },
    /* What is no word of the server's. */
    { "full", "full@example.jp is unknown", FALSE },
    { "full", "see https://example.jp/full", FALSE },
    { "example", "see https://example.jp/full", TRUE },
    { "relaying denied", "550-5.7.1 relaying\n550 5.7.1 denied", TRUE },
    { "465 is old", "465 is old", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_test_message ("“%s” in “%s”", rows[i].phrase, rows[i].text);
    g_assert_true (fits (rows[i].phrase, rows[i].text) == rows[i].fits);
  }
}

static void
test_broken_phrases (void)
{
  static const char *const phrases[] = { "(a|b", "a)", "a|b", "# first", "*", "", "{", "..", "[a" };

  for (guint i = 0; i < G_N_ELEMENTS (phrases); i++) {
    g_autoptr (TgLexiconBuilder) builder = tg_lexicon_builder_new ();
    g_autoptr (GError) error = NULL;

    g_test_message ("“%s”", phrases[i]);
    g_assert_cmpuint (tg_lexicon_builder_add_phrase (builder, phrases[i], "here", &error), ==, 0);
    g_assert_nonnull (error);
  }
}

/* The classes that the program itself asks for. */
static char *
asked_classes (void)
{
  GString *text = g_string_new ("\n");

  for (guint i = 0; i < TG_N_WORDS_CLASSES; i++)
    g_string_append_printf (text, "[%s]\nsomething\n\n", tg_words_class_names[i]);
  return g_string_free (text, FALSE);
}

/* A folder with one class file and one row file, as the program's check reads it. */
static char *
told (const char *class_text, const char *row_text)
{
  g_autofree char *folder = g_dir_make_tmp ("tegami-words-XXXXXX", NULL);
  g_autofree char *class_folder = g_build_filename (folder, "classes", NULL);
  g_autofree char *row_folder = g_build_filename (folder, "rows", NULL);
  g_autofree char *class_file = g_build_filename (class_folder, "en.words", NULL);
  g_autofree char *row_file = g_build_filename (row_folder, "10-some.rows", NULL);
  const char *argv[] = { TG_CHECK_WORDS, folder, NULL };
  char *output = NULL;

  g_assert_cmpint (g_mkdir (class_folder, 0700) + g_mkdir (row_folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (class_file, class_text, -1, NULL) && g_file_set_contents (row_file, row_text, -1, NULL));
  g_assert_true (g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, NULL, NULL));
  g_unlink (class_file);
  g_unlink (row_file);
  g_rmdir (class_folder);
  g_rmdir (row_folder);
  g_rmdir (folder);
  return output;
}

#define ROW "Meaning: mailbox-full\nIn: reply\nStage: mailbox\nSays: full\nSource: a server\n"

static void
test_check (void)
{
  static const struct {
    const char *classes, *rows, *told; /* NULL: nothing is wrong */
  } rows[] = {
    { "", ROW "Example: a3 NO full\n", NULL },
    { "", ROW, "no “Example”" },
    { "", ROW "Example: a3 NO empty\n", "does not decide about its example" },
    { "", ROW "Example: a3 NO full\n\n" ROW "Example: a3 NO full\n", "10-some.rows:1 does" },
    { "[idle]\nword\n", ROW "Example: a3 NO full\n", "no row uses the class {idle}" },
    { "", "Meaning: mailbox-full\nIn: reply\nSays: {nowhere}\nSource: x\nExample: y\n", "there is no class {nowhere}" },
    { "[a]\n{b}\n[b]\n{a}\n", "Meaning: mailbox-full\nIn: reply\nSays: {a}\nSource: x\nExample: y\n", "made of itself" },
    { "", "Meaning: no-such-finding\nIn: reply\nSays: x\nSource: x\nExample: x\n", "is no finding" },
    { "", "Meaning: mailbox-full\nIn: nowhere\nSays: x\nSource: x\nExample: x\n", "none of the words that may stand here" },
    { "", "Meaning: mailbox-full\nSays: x\nSource: x\nExample: x\n", "no “In”" },
    { "", "Meaning: mailbox-full\nIn: reply\nSays: x\nExample: x\n", "no “Source”" },
    { "", "Colour: blue\n", "has no place here" },
    { "", "no colon\n", "a colon is missing" },
    { "", "Meaning: mailbox-full\nIn: reply\nSays: (a|b\nSource: x\nExample: a\n", "a bracket or a bar too many" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *asked = asked_classes ();
    g_autofree char *all = g_strconcat (rows[i].classes, asked, NULL);
    g_autofree char *output = told (all, rows[i].rows);

    g_test_message ("%s: %s", rows[i].rows, output);
    if (rows[i].told == NULL)
      g_assert_cmpstr (output, ==, "");
    else
      g_assert_nonnull (strstr (output, rows[i].told));
  }

  g_autofree char *unasked = told ("", ROW "Example: a3 NO full\n");

  g_assert_nonnull (strstr (unasked, tg_words_class_names[0]));
}

int
main (int argc, char **argv)
{
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words/a phrase fits what it says", test_phrases);
  g_test_add_func ("/words/a broken phrase is told", test_broken_phrases);
  g_test_add_func ("/words/the build refuses data that is wrong", test_check);
  return g_test_run ();
}
