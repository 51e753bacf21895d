/* clients-home.c: a temporary home folder, with a Thunderbird profile in it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients-home.h"

#include <glib/gstdio.h>
#include <string.h>

#include "clients/thunderbird/logins/nss.h"
#include "clients/thunderbird/thunderbird.h"

static char *home;

const char tg_test_prefs[] = "// Mozilla User Preferences\n\n"
                             "user_pref(\"app.update.lastUpdateTime\", 1700000000);\n"
                             "user_pref(\"mail.account.account1.server\", \"server1\");\n"
                             "user_pref(\"mail.account.account2.identities\", \"id1\");\n"
                             "user_pref(\"mail.account.account2.server\", \"server2\");\n"
                             "user_pref(\"mail.account.lastKey\", 2);\n"
                             "user_pref(\"mail.accountmanager.accounts\", \"account1,account2\");\n"
                             "user_pref(\"mail.accountmanager.defaultaccount\", \"account2\");\n"
                             "user_pref(\"mail.accountmanager.localfoldersserver\", \"server1\");\n"
                             "user_pref(\"mail.identity.id1.fullName\", \"花子 \\\"H\\\"\");\n"
                             "user_pref(\"mail.identity.id1.smtpServer\", \"smtp1\");\n"
                             "user_pref(\"mail.identity.id1.useremail\", \"hanako@example.jp\");\n"
                             "user_pref(\"mail.server.server1.hostname\", \"Local Folders\");\n"
                             "user_pref(\"mail.server.server1.type\", \"none\");\n"
                             "user_pref(\"mail.server.server2.hostname\", \"imap.example.jp\");\n"
                             "user_pref(\"mail.server.server2.port\", 993);\n"
                             "user_pref(\"mail.server.server2.socketType\", 3);\n"
                             "user_pref(\"mail.server.server2.type\", \"imap\");\n"
                             "user_pref(\"mail.server.server2.userName\", \"hanako\");\n"
                             "user_pref(\"mail.smtp.defaultserver\", \"smtp1\");\n"
                             "user_pref(\"mail.smtpserver.smtp1.hostname\", \"smtp.example.jp\");\n"
                             "user_pref(\"mail.smtpserver.smtp1.port\", 465);\n"
                             "user_pref(\"mail.smtpserver.smtp1.try_ssl\", 3);\n"
                             "user_pref(\"mail.smtpserver.smtp1.username\", \"hanako\");\n"
                             "user_pref(\"mail.smtpservers\", \"smtp1\");\n";

static void
remove_below (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
      remove_below (child);
    g_remove (child);
  }
}

void
tg_test_home_start (void)
{
  static const char *const below[][2] = { { "XDG_DATA_HOME", ".local/share" },
                                          { "XDG_CONFIG_HOME", ".config" },
                                          { "XDG_CACHE_HOME", ".cache" },
                                          { "XDG_STATE_HOME", ".local/state" } };

  home = g_dir_make_tmp ("tegami-home-XXXXXX", NULL);
  g_setenv ("HOME", home, TRUE);
  g_setenv ("XDG_RUNTIME_DIR", home, TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (below); i++) {
    g_autofree char *path = g_build_filename (home, below[i][1], NULL);

    g_setenv (below[i][0], path, TRUE);
  }
}

void
tg_test_home_clear (void)
{
  remove_below (home);
}

void
tg_test_home_stop (void)
{
  remove_below (home);
  g_rmdir (home);
}

static void
run_in_empty_home (gconstpointer body)
{
  tg_test_home_clear ();
  ((void (*) (void))body) ();
}

void
tg_test_home_add (const char *path, void (*body) (void))
{
  g_test_add_data_func (path, body, run_in_empty_home);
}

char *
tg_test_path (const char *relative)
{
  char *path = g_build_filename (home, relative, NULL);
  g_autofree char *parent = g_path_get_dirname (path);

  g_mkdir_with_parents (parent, 0700);
  return path;
}

void
tg_test_write (const char *relative, const char *text)
{
  g_autofree char *path = tg_test_path (relative);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

char *
tg_test_read (const char *relative)
{
  g_autofree char *path = g_build_filename (home, relative, NULL);
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);
  return text;
}

static void
list_below (const char *path, GPtrArray *lines)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);
    g_autofree char *text = NULL;

    if (g_file_test (child, G_FILE_TEST_IS_DIR)) {
      g_ptr_array_add (lines, g_strdup_printf ("%s/\n", child));
      list_below (child, lines);
    } else if (!g_str_equal (name, ".parentlock")) {
      if (g_file_test (child, G_FILE_TEST_IS_REGULAR)) /* not a pipe, which would wait for a writer */
        g_file_get_contents (child, &text, NULL, NULL);
      g_ptr_array_add (lines, g_strdup_printf ("%s:\n%s\n", child, text));
    }
  }
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

void
tg_test_assert_holds (const char *relative, const char *expected)
{
  g_autofree char *text = tg_test_read (relative);

  g_assert_cmpstr (text, ==, expected);
}

void
tg_test_keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

GAsyncResult *
tg_test_await (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

char *
tg_test_tree (const char *relative)
{
  g_autofree char *path = g_build_filename (home, relative, NULL);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  list_below (path, lines);
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("", (char **)lines->pdata);
}

void
tg_test_make_profile (void)
{
  tg_test_write (".thunderbird/profiles.ini",
                 "[InstallFDC34C9F024745EB]\nDefault=abc.default\nLocked=1\n\n[Profile0]\nName=default\nIsRelative=1\n"
                 "Path=abc.default\nDefault=1\n\n[General]\nStartWithLastProfile=1\nVersion=2\n");
  tg_test_write (TG_TEST_PROFILE "/prefs.js", tg_test_prefs);
}

void
tg_test_remember (const char *const *origins, const char *user, const char *password)
{
  g_autofree char *folder = tg_test_path (TG_TEST_PROFILE);
  g_autoptr (TgSecret) name = tg_secret_new (user, -1), secret = tg_secret_new (password, -1);
  g_autoptr (TgNss) nss = tg_nss_new ();
  g_autoptr (GString) logins = g_string_new ("{\"logins\":[");
  guint user_number = tg_nss_encrypt (nss, name), password_number = tg_nss_encrypt (nss, secret);

  g_assert_true (tg_nss_ask (nss, folder, TRUE, NULL, NULL));
  for (guint i = 0; origins[i] != NULL; i++)
    g_string_append_printf (logins,
                            "%s{\"hostname\":\"%s\",\"httpRealm\":\"%s\",\"encryptedUsername\":\"%s\",\"encryptedPassword\":\"%s\"}",
                            i > 0 ? "," : "", origins[i], origins[i], tg_nss_value (nss, user_number), tg_nss_value (nss, password_number));
  g_string_append (logins, "]}");
  tg_test_write (TG_TEST_PROFILE "/logins.json", logins->str);
}

TgSaveRequest *
tg_test_request (const char *receive_url, const char *send_url)
{
  g_autoptr (TgServer) receive = receive_url != NULL ? tg_server_parse (receive_url, NULL) : NULL;
  g_autoptr (TgServer) send = send_url != NULL ? tg_server_parse (send_url, NULL) : NULL;
  static TgSaveRequest request;

  g_clear_pointer (&request.account, tg_account_unref);
  memset (&request, 0, sizeof request);
  request.account = tg_account_new ("taro@example.jp", "日本 太郎", NULL, NULL, receive, send);
  request.receive_authentication = "PLAIN";
  request.send_authentication = "PLAIN";
  return &request;
}

TgChange *
tg_test_prepare (const char *relative, const TgSaveRequest *request, GError **error)
{
  g_autofree char *dir = relative != NULL ? g_build_filename (home, relative, NULL) : g_strdup ("new");
  g_autoptr (TgPlace) place = tg_thunderbird_place_for_profile (dir, error);

  return place != NULL ? tg_thunderbird_prepare (place, request, NULL, error) : NULL;
}

char *
tg_test_save (const char *relative, const TgSaveRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TgChange) change = tg_test_prepare (relative, request, &error);

  g_assert_no_error (error);
  g_assert_null (tg_change_id (change));
  g_assert_true (tg_change_apply_sync (change, NULL, &error));
  g_assert_no_error (error);
  return g_strdup (tg_change_id (change));
}

void
tg_test_undo (const char *id)
{
  g_autoptr (GError) error = NULL;

  tg_journal_undo_sync (id, NULL, &error);
  g_assert_no_error (error);
}
