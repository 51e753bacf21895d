/* test-input-cleaning.c: what the wizard says of a value that was pasted or typed with a Japanese input method, and of
 * a password.  What is taken out is find/typed.h's business.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/widgets/input-cleaning.h"

#include <string.h>

static void
test_what_was_changed_is_said (void)
{
  static const struct {
    const char *typed;
    const char *clean;
    const char *said; /* (nullable): a word of it */
  } rows[] = {
    { "taro@example.jp", "taro@example.jp", NULL },
    { "太郎@例え.jp", "太郎@例え.jp", NULL },
    { " taro@example.jp\n", "taro@example.jp", "Spaces were removed." },
    { "taro @ example.jp\t", "taro@example.jp", "Spaces were removed." },
    { "\u200btaro\u00a0@example.jp\ufeff", "taro@example.jp", "Spaces were removed." },
    { "ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ", "taro@example.jp", "half-width" },
    { "ｔａｒｏ＿１　＠example.jp", "taro_1@example.jp", "Spaces were removed, and full-width" },
    { "<taro@example.jp>", "taro@example.jp", "Characters that do not belong there" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    guint slips = 0;
    g_autofree char *clean = tg_typed_address (rows[i].typed, &slips);
    g_autofree char *said = tg_input_cleaning_describe (slips);

    g_test_message ("%s", rows[i].clean);
    g_assert_cmpstr (clean, ==, rows[i].clean);
    g_assert_cmpint (said != NULL, ==, rows[i].said != NULL);
    if (rows[i].said)
      g_assert_nonnull (strstr (said, rows[i].said));
  }
}

/* Somebody types "taro@example." on the way to "taro@example.jp". */
static void
test_nothing_is_taken_from_a_value_that_is_not_complete (void)
{
  static const char *const pieces[] = { "taro@example.", "\"taro", "mail.example.jp:9", "http:", "mailto:", NULL };

  for (guint i = 0; pieces[i]; i++) {
    guint slips = 0;

    g_free (tg_typed_address (pieces[i], &slips));
    g_test_message ("%s", pieces[i]);
    g_assert_true (slips == 0 || (slips & ~TG_SLIPS_AT_ONCE));
    slips = 0;
    g_free (tg_typed_host (pieces[i], &slips, NULL));
    g_assert_true (slips == 0 || (slips & ~TG_SLIPS_AT_ONCE));
  }
}

static void
test_password_is_only_looked_at (void)
{
  static const struct {
    const char *typed;
    gboolean at_ends;
    const char *said; /* (nullable): a word of it */
  } rows[] = {
    { "", FALSE, NULL },
    { "pass word", FALSE, NULL },
    { "password ", TRUE, "space at the beginning or the end" },
    { "\u3000password", TRUE, "space at the beginning or the end" },
    { "ｐassword", FALSE, "full-width" },
    { "pass\u200bword", FALSE, "an invisible character" },
    { "PASSWORD1", FALSE, "Caps Lock" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    gboolean at_ends;
    g_autofree char *said = tg_input_cleaning_describe_password (rows[i].typed, &at_ends);

    g_assert_cmpint (at_ends, ==, rows[i].at_ends);
    g_assert_cmpint (said != NULL, ==, rows[i].said != NULL);
    if (rows[i].said)
      g_assert_nonnull (strstr (said, rows[i].said));
    if (said && *rows[i].typed)
      g_assert_null (strstr (said, rows[i].typed));
  }
}

static void
test_blanks_of_app_passwords (void)
{
  static const struct {
    const char *typed;
    TgBlanks any, app; /* wherever it is; where an app password is wanted */
  } rows[] = {
    { "", TG_BLANKS_NONE, TG_BLANKS_NONE },
    { "password", TG_BLANKS_NONE, TG_BLANKS_NONE },
    { "abcdefghijklmnop", TG_BLANKS_NONE, TG_BLANKS_NONE },
    { "abcd efgh ijkl mnop", TG_BLANKS_ALL, TG_BLANKS_ALL },
    { "abcd efgh ijkl mnop ", TG_BLANKS_ALL, TG_BLANKS_ALL },
    { " abcd\u00a0efgh\u3000ijkl mnop", TG_BLANKS_ALL, TG_BLANKS_ALL },
    /* blanks may belong to a password, unless it is made by a provider */
    { "pass word", TG_BLANKS_NONE, TG_BLANKS_ALL },
    { "abcd efgh ijkl", TG_BLANKS_NONE, TG_BLANKS_ALL },
    { "abcd efgh ijkl mnop qrst", TG_BLANKS_NONE, TG_BLANKS_ALL },
    { "abcd  efgh ijkl mnop", TG_BLANKS_NONE, TG_BLANKS_ALL },
    { "abcd efgh ijkl mno1", TG_BLANKS_NONE, TG_BLANKS_ALL },
    { "abc defg hijk lmnop", TG_BLANKS_NONE, TG_BLANKS_ALL },
    { "password ", TG_BLANKS_ENDS, TG_BLANKS_ENDS },
    { "\u3000password", TG_BLANKS_ENDS, TG_BLANKS_ENDS },
    { " pass word", TG_BLANKS_ENDS, TG_BLANKS_ALL },
    { "   ", TG_BLANKS_ENDS, TG_BLANKS_ENDS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_test_message ("“%s”", rows[i].typed);
    g_assert_cmpint (tg_input_cleaning_find_blanks (rows[i].typed, FALSE), ==, rows[i].any);
    g_assert_cmpint (tg_input_cleaning_find_blanks (rows[i].typed, TRUE), ==, rows[i].app);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/slips/what was changed is said", test_what_was_changed_is_said);
  g_test_add_func ("/slips/nothing is taken from a value that is not complete", test_nothing_is_taken_from_a_value_that_is_not_complete);
  g_test_add_func ("/slips/a password is only looked at", test_password_is_only_looked_at);
  g_test_add_func ("/slips/blanks of app passwords", test_blanks_of_app_passwords);
  return g_test_run ();
}
