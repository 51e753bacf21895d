/* test-clean.c: what is taken out of an address that was pasted or typed with a Japanese input
 * method, and what is said about it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/clean.h"

static void
assert_clean (const char *typed, const char *expected, TgClean expected_what)
{
  TgClean what;
  g_autofree char *clean = tg_clean_address (typed, &what);

  g_assert_cmpstr (clean, ==, expected);
  g_assert_cmpint (what, ==, expected_what);
}

static void
test_clean_address_is_left_alone (void)
{
  assert_clean ("taro@example.jp", "taro@example.jp", 0);
  assert_clean ("太郎@例え.jp", "太郎@例え.jp", 0);
  assert_clean ("", "", 0);
}

static void
test_spaces_of_every_kind_go (void)
{
  assert_clean (" taro@example.jp\n", "taro@example.jp", TG_CLEAN_SPACES);
  assert_clean ("taro @ example.jp\t", "taro@example.jp", TG_CLEAN_SPACES);
  assert_clean ("taro@example.jp\u3000", "taro@example.jp", TG_CLEAN_SPACES);
  assert_clean ("\u200btaro\u00a0@example.jp\ufeff", "taro@example.jp", TG_CLEAN_SPACES);
}

static void
test_fullwidth_becomes_halfwidth (void)
{
  assert_clean ("ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ", "taro@example.jp", TG_CLEAN_FULLWIDTH);
  assert_clean ("ｔａｒｏ＿１　＠example.jp", "taro_1@example.jp", TG_CLEAN_FULLWIDTH | TG_CLEAN_SPACES);
}

static void
test_what_was_changed_is_said (void)
{
  g_autofree char *nothing = tg_clean_describe (0);
  g_autofree char *both = tg_clean_describe (TG_CLEAN_SPACES | TG_CLEAN_FULLWIDTH);

  g_assert_null (nothing);
  g_assert_nonnull (both);
}

static void
test_password_is_only_looked_at (void)
{
  g_assert_cmpint (tg_clean_inspect_password (""), ==, 0);
  g_assert_cmpint (tg_clean_inspect_password ("pass word"), ==, 0);
  g_assert_cmpint (tg_clean_inspect_password ("password "), ==, TG_CLEAN_SPACES);
  g_assert_cmpint (tg_clean_inspect_password ("\u3000password"), ==, TG_CLEAN_SPACES);
  g_assert_cmpint (tg_clean_inspect_password ("ｐassword"), ==, TG_CLEAN_FULLWIDTH);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clean/a clean address is left alone", test_clean_address_is_left_alone);
  g_test_add_func ("/clean/spaces of every kind go", test_spaces_of_every_kind_go);
  g_test_add_func ("/clean/full-width characters become half-width", test_fullwidth_becomes_halfwidth);
  g_test_add_func ("/clean/what was changed is said", test_what_was_changed_is_said);
  g_test_add_func ("/clean/a password is only looked at", test_password_is_only_looked_at);
  return g_test_run ();
}
