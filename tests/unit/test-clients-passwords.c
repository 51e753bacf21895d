/* test-clients-passwords.c: the mail password handed over to Thunderbird, by NSS: what is written, what is said where that
 * cannot be, and undone.  What Thunderbird makes of it: clients/test-thunderbird-passwords.py.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "clients-home.h"

#include "clients/thunderbird/logins/match.h"

#define LOGINS TG_TEST_PROFILE "/logins.json"
#define KEYS   TG_TEST_PROFILE "/key4.db"

#define OTHERS                                                                                                                             \
  "{\"nextId\":2,\"logins\":[{\"id\":1,\"hostname\":\"imap://imap.example.jp\",\"httpRealm\":\"imap://imap.example.jp\"}],\"version\":3}"

/* For the account of tg_test_request(); the passwords live until the next call. */
static TgSaveRequest *
request_with (const char *password)
{
  static TgSecret *kept;
  TgSaveRequest *request = tg_test_request ("imaps://imap.example.jp", "smtps://smtp.example.jp");

  g_clear_pointer (&kept, tg_secret_unref);
  kept = tg_secret_new (password, -1);
  request->receive_password = kept;
  request->hand_over = TRUE;
  return request;
}

/* @send: (nullable) */
static void
set_account (TgSaveRequest *request, const char *address, const char *receive, const char *send)
{
  g_autoptr (TgServer) in = tg_server_parse (receive, NULL);
  g_autoptr (TgServer) out = send != NULL ? tg_server_parse (send, NULL) : NULL;

  tg_account_unref (request->account);
  request->account = tg_account_new (address, NULL, NULL, NULL, in, out);
}

static char *
save (const char *password)
{
  return tg_test_save (TG_TEST_PROFILE, request_with (password));
}

static char *
profile (void)
{
  return tg_test_path (TG_TEST_PROFILE);
}

/* What Thunderbird has by now, for one side. */
static TgSavedPassword
saved (const char *origin, const char *user, const char *password)
{
  g_autofree char *folder = profile ();
  g_autofree char *text = tg_test_read (LOGINS);
  g_autoptr (GBytes) bytes = text != NULL ? g_bytes_new (text, strlen (text)) : NULL;
  g_autoptr (TgLogins) logins = tg_logins_parse (bytes);
  g_autoptr (TgSecret) secret = tg_secret_new (password, -1);
  g_autoptr (TgNss) nss = tg_nss_new ();
  g_autoptr (TgLoginMatch) match = tg_login_match_new (nss, logins, origin, user, secret);

  g_assert_true (tg_nss_ask (nss, folder, FALSE, NULL, NULL));
  return tg_login_match_saved (match, nss);
}

static gboolean
has_both (const char *password)
{
  return saved ("imap://imap.example.jp", "taro@example.jp", password) == TG_SAVED_SAME &&
         saved ("smtp://smtp.example.jp", "taro@example.jp", password) == TG_SAVED_SAME;
}

static gboolean
is_private (const char *relative)
{
  g_autofree char *path = tg_test_path (relative);
  GStatBuf facts;

  return g_stat (path, &facts) == 0 && (facts.st_mode & 0777) == 0600;
}

/* Whatever a password may hold. */
static void
test_round_trips (void)
{
  static const char *const passwords[] = {
    "geheim", "", "p\xc3\xa4ss \"w\xe3\x81\x82rd\" \\ %s", "1234567", "12345678", "exactly sixteen!", " spaces ", "\xff\xfe no text"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (passwords); i++) {
    g_autofree char *before = NULL, *after = NULL, *id = NULL;

    tg_test_home_clear ();
    tg_test_make_profile ();
    before = tg_test_tree (".thunderbird");
    id = save (passwords[i]);
    g_assert_true (has_both (passwords[i]));
    g_assert_cmpint (saved ("imap://imap.example.jp", "taro@example.jp", "another"), ==, TG_SAVED_OTHER);
    g_assert_cmpint (saved ("imap://imap.example.jp", "jiro@example.jp", passwords[i]), ==, TG_SAVED_NOT);
    g_assert_true (is_private (LOGINS) && is_private (KEYS));
    tg_test_undo (id);
    after = tg_test_tree (".thunderbird");
    g_assert_cmpstr (after, ==, before);
  }
}

static void
test_new_profile (void)
{
  g_autofree char *id = tg_test_save (NULL, request_with ("geheim"));
  g_autofree char *tree = tg_test_tree (".thunderbird"), *after = NULL;

  g_assert_nonnull (strstr (tree, "/logins.json:"));
  g_assert_nonnull (strstr (tree, "/key4.db:"));
  g_assert_null (strstr (tree, "/pkcs11.txt:"));
  g_assert_null (strstr (tree, "/cert9.db:"));
  tg_test_undo (id);
  after = tg_test_tree (".thunderbird");
  g_assert_cmpstr (after, ==, "");
}

/* The key that the first one made stays for the second. */
static void
test_two_accounts (void)
{
  g_autofree char *before = NULL, *first = NULL, *second = NULL, *keys = NULL, *after = NULL;
  TgSaveRequest *request;

  tg_test_make_profile ();
  before = tg_test_tree (".thunderbird");
  first = save ("first");
  keys = tg_test_read (KEYS);
  request = request_with ("second");
  set_account (request, "jiro@example.jp", "imaps://imap.example.jp", NULL);
  second = tg_test_save (TG_TEST_PROFILE, request);
  g_assert_cmpint (saved ("imap://imap.example.jp", "jiro@example.jp", "second"), ==, TG_SAVED_SAME);
  tg_test_undo (first);
  g_assert_cmpint (saved ("imap://imap.example.jp", "jiro@example.jp", "second"), ==, TG_SAVED_SAME);
  g_assert_cmpint (saved ("imap://imap.example.jp", "taro@example.jp", "first"), ==, TG_SAVED_NOT);
  tg_test_undo (second);
  after = tg_test_read (LOGINS);
  g_assert_nonnull (strstr (after, "\"logins\":[]"));
}

static void
test_updated (void)
{
  g_autofree char *id = NULL, *old = NULL, *now = NULL;
  TgSaveRequest *request;

  tg_test_make_profile ();
  id = save ("old");
  old = tg_test_read (LOGINS);
  request = request_with ("new");
  request->update = TRUE;
  g_clear_pointer (&id, g_free);
  id = tg_test_save (TG_TEST_PROFILE, request);
  g_assert_true (has_both ("new"));
  tg_test_undo (id);
  now = tg_test_read (LOGINS);
  g_assert_cmpstr (now, ==, old);
  g_assert_true (has_both ("old"));
}

/* The same password again changes nothing. */
static void
test_same_again (void)
{
  g_autofree char *first = NULL, *before = NULL, *after = NULL;
  g_autoptr (TgChange) change = NULL;
  TgSaveRequest *request;

  tg_test_make_profile ();
  first = save ("geheim");
  before = tg_test_tree (".thunderbird");
  request = request_with ("geheim");
  request->update = TRUE;
  change = tg_test_prepare (TG_TEST_PROFILE, request, NULL);
  g_assert_cmpuint (tg_change_items (change)->len, ==, 1);
  g_assert_cmpuint (tg_change_next (change)->len, ==, 1);
  g_assert_true (tg_change_apply_sync (change, NULL, NULL));
  after = tg_test_tree (".thunderbird");
  g_assert_cmpstr (after, ==, before);
}

static void
write_bytes (const char *relative, gsize length)
{
  g_autofree char *path = tg_test_path (relative);
  g_autofree char *noise = g_malloc (length);

  memset (noise, 'x', length);
  g_assert_true (g_file_set_contents (path, noise, (gssize)length, NULL));
}

static void
damaged_logins (void)
{
  tg_test_write (LOGINS, "{\"logins\":");
}

static void
damaged_keys (void)
{
  write_bytes (KEYS, 40000);
}

static void
interrupted (void)
{
  g_autofree char *id = save ("other");

  tg_test_undo (id);
  write_bytes (KEYS "-journal", 512);
}

static void
link_from (const char *relative)
{
  g_autofree char *path = tg_test_path (relative), *target = tg_test_path ("elsewhere");

  tg_test_write ("elsewhere", OTHERS);
  g_assert_cmpint (symlink (target, path), ==, 0);
}

static void
linked_logins (void)
{
  link_from (LOGINS);
}

static void
linked_keys (void)
{
  link_from (KEYS);
}

/* A tegami-nss that does this. */
static void
install (const char *script)
{
  g_autofree char *path = tg_test_path ("libexec/tegami-nss");
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *text = g_strdup_printf ("#!/bin/sh\n%s\n", script);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_cmpint (chmod (path, 0700), ==, 0);
  g_setenv ("TEGAMI_LIBEXECDIR", folder, TRUE);
}

static void
without_nss (void)
{
  install ("exit 127"); /* as the loader says it */
}

static void
without_program (void)
{
  g_setenv ("TEGAMI_LIBEXECDIR", "/nonexistent", TRUE);
}

static void
crashing (void)
{
  install ("kill -SEGV $$");
}

static void
babbling (void)
{
  install ("yes | head -c 100000");
}

static void
locked (void)
{
  install ("echo locked");
}

/* What is in the way, and a word of the sentence that says so: the account is saved all the same, and nothing else changes. */
static const struct {
  const char *name;
  void (*prepare) (void);
  const char *word;
} obstacles[] = {
  { "a damaged logins.json", damaged_logins, "logins.json" },
  { "a damaged key4.db", damaged_keys, "key4.db" },
  { "an interrupted write", interrupted, "interrupted" },
  { "logins.json is a link", linked_logins, "link" },
  { "key4.db is a link", linked_keys, "link" },
  { "no NSS", without_nss, "libnss3" },
  { "no tegami-nss", without_program, "libnss3" },
  { "NSS crashes", crashing, "key4.db" },
  { "NSS babbles", babbling, "key4.db" },
  { "a primary password", locked, "primary password" },
};

static void
test_obstacles (void)
{
  g_autofree char *real = g_strdup (g_getenv ("TEGAMI_LIBEXECDIR"));

  for (gsize i = 0; i < G_N_ELEMENTS (obstacles); i++) {
    g_autoptr (TgChange) change = NULL;
    g_autoptr (GError) error = NULL;
    g_autofree char *logins = NULL, *keys = NULL, *prefs = NULL;

    g_test_message ("%s", obstacles[i].name);
    tg_test_home_clear ();
    tg_test_make_profile ();
    obstacles[i].prepare ();
    logins = tg_test_read (LOGINS);
    keys = tg_test_read (KEYS);
    change = tg_test_prepare (TG_TEST_PROFILE, request_with ("geheim"), &error);
    g_assert_no_error (error);
    g_assert_true (tg_change_may_hand_over (change));
    g_assert_nonnull (strstr (tg_change_why_not_hand_over (change), obstacles[i].word));
    g_assert_cmpstr (tg_change_next (change)->pdata[0], ==, tg_change_why_not_hand_over (change));
    g_assert_cmpuint (tg_change_next (change)->len, >, 1);
    g_assert_cmpuint (tg_change_items (change)->len, ==, 1);
    g_assert_true (tg_change_apply_sync (change, NULL, &error));
    tg_test_assert_holds (LOGINS, logins);
    tg_test_assert_holds (KEYS, keys);
    prefs = tg_test_read (TG_TEST_PROFILE "/prefs.js");
    g_assert_nonnull (strstr (prefs, "taro@example.jp"));
    g_setenv ("TEGAMI_LIBEXECDIR", real, TRUE);
  }
}

/* NSS that fails only once it writes, or that has encrypted something else, leaves everything as it was. */
static void
test_failures (void)
{
  static const char *const scripts[] = {
    "[ $1 = look ] && echo none || exit 1", "[ $1 = look ] && echo none || { echo ready; echo QQ==; }",
    "[ $1 = look ] && echo none || { echo x >\"$2/key4.db\"; printf 'ready\\nQQ==\\nQQ==\\nQQ==\\n'; }",
    "[ $1 = look ] && echo none || { echo x >\"$2/key4.db\"; printf 'ready\\nQQ==\\nQQ==\\nQQ==\\nQQ==\\n'; }"
  };
  g_autofree char *real = g_strdup (g_getenv ("TEGAMI_LIBEXECDIR"));

  for (gsize i = 0; i < G_N_ELEMENTS (scripts); i++) {
    g_autofree char *before = NULL, *after = NULL, *journal = NULL;
    g_autoptr (TgChange) change = NULL;

    g_test_message ("%s", scripts[i]);
    tg_test_home_clear ();
    tg_test_make_profile ();
    before = tg_test_tree (".thunderbird");
    install (scripts[i]);
    change = tg_test_prepare (TG_TEST_PROFILE, request_with ("geheim"), NULL);
    g_assert_null (tg_change_why_not_hand_over (change));
    g_assert_false (tg_change_apply_sync (change, NULL, NULL));
    after = tg_test_tree (".thunderbird");
    g_assert_cmpstr (after, ==, before);
    journal = tg_test_tree (".local/share/tegami/changes");
    g_assert_null (strstr (journal, "key4.db"));
  }
  g_setenv ("TEGAMI_LIBEXECDIR", real, TRUE);
}

static gpointer
cancel (gpointer cancellable)
{
  g_autofree char *began = tg_test_path ("began");

  while (!g_file_test (began, G_FILE_TEST_EXISTS))
    g_usleep (1000);
  g_cancellable_cancel (cancellable);
  return NULL;
}

/* Whatever holds NSS up, the person can call it off. */
static void
test_cancelled (void)
{
  g_autofree char *real = g_strdup (g_getenv ("TEGAMI_LIBEXECDIR"));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;
  g_autoptr (TgPlace) place = NULL;
  GThread *thread;

  tg_test_make_profile ();
  install (": >\"$HOME/began\"; sleep 1000");
  folder = profile ();
  place = tg_place_new (TG_PROGRAM_THUNDERBIRD, TG_PACKAGE_NATIVE, folder);
  thread = g_thread_new ("cancel", cancel, cancellable);
  g_assert_null (tg_clients_prepare (place, request_with ("geheim"), cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
  g_setenv ("TEGAMI_LIBEXECDIR", real, TRUE);
}

/* A journal holds neither the password nor a copy of the keys. */
static void
test_journal (void)
{
  g_autofree char *id = NULL, *journal = NULL;
  g_autofree char *encoded = g_base64_encode ((const guchar *)"very secret", 11);

  tg_test_make_profile ();
  tg_test_write (LOGINS, OTHERS);
  id = save ("very secret");
  journal = tg_test_tree (".local/share/tegami");
  g_assert_nonnull (strstr (journal, OTHERS));
  g_assert_null (strstr (journal, "very secret"));
  g_assert_null (strstr (journal, encoded));
  g_assert_null (strstr (journal, "key4.db:"));
}

static const struct {
  const char *receive, *send;
  gboolean has_password, handed;
  const char *sentences[3];
} asked[] = {
  { "PLAIN", "PLAIN", TRUE, TRUE, { "has the mail password" } },
  { "CRAM-MD5", "none", TRUE, TRUE, { "has the mail password" } },
  { "PLAIN", "PLAIN", FALSE, FALSE, { "asks once for the mail password for imap", "Thunderbird asks for the mail password for smtp" } },
  { "XOAUTH2", "XOAUTH2", TRUE, FALSE, { "signs in without one", "opens the provider" } },
};

static void
test_what_is_asked (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (asked); i++) {
    TgSaveRequest *request = request_with ("geheim");
    g_autoptr (TgChange) change = NULL;

    tg_test_home_clear ();
    tg_test_make_profile ();
    set_account (request, "taro@example.jp", "imaps://imap.gmail.com", "smtps://smtp.gmail.com");
    request->receive_authentication = asked[i].receive;
    request->send_authentication = asked[i].send;
    if (!asked[i].has_password)
      request->receive_password = NULL;
    change = tg_test_prepare (TG_TEST_PROFILE, request, NULL);
    g_assert_cmpint (tg_change_items (change)->len > 1, ==, asked[i].handed);
    for (guint k = 0; k < tg_change_next (change)->len; k++) {
      g_test_message ("%s", (char *)tg_change_next (change)->pdata[k]);
      g_assert_nonnull (asked[i].sentences[k]);
      g_assert_nonnull (strstr (tg_change_next (change)->pdata[k], asked[i].sentences[k]));
    }
  }
}

int
main (int argc, char **argv)
{
  int status;

  tg_test_home_start ();
  g_test_init (&argc, &argv, NULL);
  tg_test_home_add ("/clients/passwords/whatever one holds, it is there as it is, and gone after undo", test_round_trips);
  tg_test_home_add ("/clients/passwords/a new profile has it from the start", test_new_profile);
  tg_test_home_add ("/clients/passwords/two accounts have their own", test_two_accounts);
  tg_test_home_add ("/clients/passwords/another one takes the place of the old one, which comes back", test_updated);
  tg_test_home_add ("/clients/passwords/the same one again changes nothing", test_same_again);
  tg_test_home_add ("/clients/passwords/what is in the way is said, and the account saved without it", test_obstacles);
  tg_test_home_add ("/clients/passwords/a failure in the middle leaves everything as it was", test_failures);
  tg_test_home_add ("/clients/passwords/NSS that does not end is called off", test_cancelled);
  tg_test_home_add ("/clients/passwords/the journal holds neither the password nor the keys", test_journal);
  tg_test_home_add ("/clients/passwords/what Thunderbird will ask is what is said", test_what_is_asked);
  status = g_test_run ();
  tg_test_home_stop ();
  return status;
}
