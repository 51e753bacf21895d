/* test-import-file.c: what is said of a file for Thunderbird's own import, before and after it is written.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "clients-home.h"
#include "saving/import.h"
#include "unit/saving-case.h"

static TgImportFile *
make (const TgSavingRequest *request, const char *path, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  tg_saving_import_async (request, path, NULL, tg_test_keep_result, &result);
  return tg_saving_import_finish (tg_test_await (&result), error);
}

static TgSavingRequest
plain_request (void)
{
  return (TgSavingRequest){ .account = tg_test_request ("imaps://imap.example.jp", "smtps://smtp.example.jp")->account };
}

static char *
join (GPtrArray *sentences)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < sentences->len; i++)
    g_string_append_printf (text, "%s\n", (const char *)sentences->pdata[i]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
it_is_looked_at_before_it_is_written (void)
{
  g_autofree char *path = tg_test_path ("account.zip");
  const TgSavingRequest request = plain_request ();
  g_autoptr (GError) error = NULL;
  g_autoptr (TgImportFile) looked = make (&request, NULL, &error);
  g_autoptr (TgImportFile) written = NULL;

  g_assert_no_error (error);
  g_assert_null (looked->path);
  g_assert_null (looked->refusal);
  g_assert_cmpuint (looked->notes->len, ==, 0);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  written = make (&request, path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (written->path, ==, path);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
where_it_cannot_be_written_there_is_none (void)
{
  g_autofree char *path = tg_test_path ("missing");
  g_autofree char *below = g_build_filename (path, "account.zip", NULL);
  const TgSavingRequest request = plain_request ();
  g_autoptr (GError) error = NULL;

  g_assert_null (make (&request, below, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

static void
what_the_test_rested_on_and_the_file_cannot_hold_is_said (void)
{
  g_autoptr (TestCert) shown = saving_case_certificate ("nas.local");
  g_autoptr (TgEvidence) seen = saving_case_pinned (TG_PROTOCOL_IMAP, "nas.local", 993, shown);
  TgAccount *account = tg_test_request ("imaps://nas.local", "smtps://smtp.example.jp")->account;
  g_autoptr (TgCheckResult) checked = tg_check_result_of (account, seen, NULL);
  g_autoptr (GPtrArray) authorities = g_ptr_array_new ();
  const TgSavingRequest request = { .account = account, .result = checked, .authorities = authorities };
  g_autoptr (TgImportFile) file = NULL;
  g_autofree char *notes = NULL;

  g_ptr_array_add (authorities, seen->certificates->pdata[0]);
  file = make (&request, NULL, NULL);
  notes = join (file->notes);
  g_assert_cmpstr (notes, ==,
                   "The exception for nas.local:993 is not written: an import file cannot contain exceptions.\n"
                   "The authority that you trust is not in the file either. Until you add it there, Thunderbird does not connect.\n");
}

static void
what_thunderbird_asks_then_depends_on_how_it_signs_in (void)
{
  TgSavingRequest request = plain_request ();
  g_autoptr (TgImportFile) by_password = make (&request, NULL, NULL);
  g_autoptr (TgImportFile) by_browser = NULL, refused = NULL;
  g_autofree char *asks = join (by_password->steps);
  g_autofree char *opens = NULL;

  g_assert_nonnull (strstr (asks, "asks for the mail password"));
  request.account = tg_test_request ("imaps://imap.gmail.com", "smtps://smtp.gmail.com")->account;
  request.oauth[TG_SIDE_RECEIVE] = request.oauth[TG_SIDE_SEND] = TRUE;
  by_browser = make (&request, NULL, NULL);
  opens = join (by_browser->steps);
  g_assert_null (by_browser->refusal);
  g_assert_null (strstr (opens, "password"));
  g_assert_nonnull (strstr (opens, "sign-in page"));
  request.account = tg_test_request ("imaps://imap.example.jp", "smtps://smtp.example.jp")->account;
  refused = make (&request, NULL, NULL);
  g_assert_nonnull (refused->refusal);
  g_assert_cmpuint (refused->findings->len, ==, 1);
}

int
main (int argc, char **argv)
{
  int status;

  tg_test_home_start ();
  g_test_init (&argc, &argv, NULL);
  tg_test_home_add ("/import file/it is looked at before it is written", it_is_looked_at_before_it_is_written);
  tg_test_home_add ("/import file/where it cannot be written, there is none", where_it_cannot_be_written_there_is_none);
  tg_test_home_add ("/import file/what the test rested on, and the file cannot hold, is said",
                    what_the_test_rested_on_and_the_file_cannot_hold_is_said);
  tg_test_home_add ("/import file/what Thunderbird asks then depends on how it signs in",
                    what_thunderbird_asks_then_depends_on_how_it_signs_in);
  status = g_test_run ();
  tg_test_home_stop ();
  return status;
}
