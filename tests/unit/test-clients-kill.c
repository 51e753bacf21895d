/* test-clients-kill.c: kills a writer before each of its system calls that change a file; whenever that happens, the profile is
 * the old or the new one, and the journal knows which.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "clients-home.h"
#include "kill-child.h"

#include "clients/thunderbird/logins/logins.h"

typedef struct {
  const char *profile; /* NULL: a new one */
  void (*prepare) (void);
  gboolean (*act) (const char *profile);
} Scene;

static gboolean
save (const char *profile)
{
  TgSaveRequest *request = tg_test_request ("pop3s://pop.example.jp", "smtps://smtp.example.jp");
  g_autoptr (TgChange) change = tg_test_prepare (profile, request, NULL);

  return change != NULL && tg_change_apply_sync (change, NULL, NULL);
}

/* The same, with the password for Thunderbird's own store. */
static gboolean
save_with_password (const char *profile)
{
  TgSaveRequest *request = tg_test_request ("pop3s://pop.example.jp", "smtps://smtp.example.jp");
  g_autoptr (TgSecret) password = tg_secret_new ("geheim", -1);
  g_autoptr (TgChange) change = NULL;

  request->receive_password = password;
  request->hand_over = TRUE;
  change = tg_test_prepare (profile, request, NULL);
  return change != NULL && tg_change_apply_sync (change, NULL, NULL);
}

static gboolean
undo_newest (const char *profile)
{
  g_autoptr (GPtrArray) journal = tg_journal_list (NULL);

  return journal->len == 1 && tg_journal_undo_sync (((TgJournalEntry *)journal->pdata[0])->id, NULL, NULL);
}

static gboolean
act_scene (gconstpointer data)
{
  const Scene *scene = data;

  return scene->act (scene->profile);
}

/* A thread of GLib's, once there is one, would be missing in every later child. */
static void
act_in_child (const Scene *scene)
{
  g_assert_cmpint (tg_test_kill_before (TEST_CALLS_RENAMING, 0, G_MAXUINT, act_scene, scene), ==, TEST_CAME_TO_END);
}

static void
set_scene (const Scene *scene)
{
  tg_test_home_clear ();
  scene->prepare ();
}

/* The passwords that Thunderbird will use, if it has their account; and whether their keys are there. */
static char *
passwords (const char *folder, const char *prefs)
{
  g_autofree char *path = g_build_filename (folder, "logins.json", NULL), *keys_path = g_build_filename (folder, "key4.db", NULL);
  g_autofree char *text = tg_test_read (path), *keys = tg_test_read (keys_path);
  g_autoptr (GBytes) bytes = text != NULL ? g_bytes_new (text, strlen (text)) : NULL;
  g_autoptr (TgLogins) logins = tg_logins_parse (bytes);
  GString *origins = g_string_new (NULL);

  g_assert_nonnull (logins); /* never half a file */
  for (guint i = 0; i < logins->logins->len; i++) {
    const char *origin = ((const TgLogin *)logins->logins->pdata[i])->origin;

    g_assert_nonnull (keys);
    if (strstr (prefs, strstr (origin, "://") + 3) != NULL && strstr (prefs, "taro@example.jp") != NULL)
      g_string_append_printf (origins, "%s ", origin);
  }
  return g_string_free (origins, FALSE);
}

/* What Thunderbird sees of its folder: nothing unlisted or half-written. */
static char *
visible (const char *profile)
{
  g_autofree char *held = NULL;
  g_autofree char *list = tg_test_read (".thunderbird/profiles.ini");
  g_autofree char *prefs = tg_test_read (TG_TEST_PROFILE "/prefs.js");
  g_autofree char *added = NULL;
  const char *path = list != NULL ? strstr (list, ".tegami\n") : NULL;

  if (path != NULL) {
    g_autofree char *folder = g_strdup_printf (".thunderbird/%.15s", path - 8);
    g_autofree char *relative = g_build_filename (folder, "prefs.js", NULL);

    added = tg_test_read (relative);
    g_assert_nonnull (added); /* listed, so it must be complete */
    held = passwords (folder, added);
  } else if (prefs != NULL) {
    held = passwords (TG_TEST_PROFILE, prefs);
  }
  /* The folder's random name does not matter; it may occur twice. */
  for (char *at = list; at != NULL && (at = strstr (at, ".tegami\n")) != NULL; at++)
    memset (at - 8, 'x', 8);
  return g_strdup_printf ("%s|%s|%s|%s", list, prefs, added, held);
}

/* One without its account is not seen, and does not stay either. */
static void
assert_no_password (void)
{
  g_autofree char *tree = tg_test_tree (".thunderbird");

  g_assert_null (strstr (tree, "logins.json"));
  g_assert_null (strstr (tree, "key4.db"));
}

static void
every_moment_leaves_the_old_or_the_new_state (gconstpointer data)
{
  const Scene *scene = data;
  g_autofree char *old = NULL;
  g_autofree char *new = NULL;
  guint n_old = 0, n_new = 0, n_renames = 0;
  TestEnd end;

  if (!tg_test_can_trace ()) {
    g_test_skip ("THIS TEST DID NOT RUN: ptrace is not permitted here");
    return;
  }
  set_scene (scene);
  old = visible (scene->profile);
  act_in_child (scene);
  new = visible (scene->profile);
  g_assert_cmpstr (old, !=, new);
  /* From each rename to the next, since NSS does not write equally often every time. */
  for (guint n = 1;; n++) {
    g_autofree char *killed = NULL;
    g_autofree char *recovered = NULL;
    g_autoptr (GPtrArray) journal = NULL;

    set_scene (scene);
    end = tg_test_kill_before (TEST_CALLS_CHANGING, n_renames, n, act_scene, scene);
    killed = visible (scene->profile);
    if (!g_str_equal (killed, old))
      g_assert_cmpstr (killed, ==, new);
    journal = tg_journal_list (NULL); /* completes or rolls back */
    recovered = visible (scene->profile);
    if (g_str_equal (recovered, old) && scene->act == save_with_password)
      assert_no_password ();
    /* A save that was killed stays as it is seen; an undo that was begun is gone on with. */
    if (scene->act != undo_newest || g_str_equal (killed, new) || journal->len == 1)
      g_assert_cmpstr (recovered, ==, killed);
    else
      g_assert_cmpstr (recovered, ==, new);
    n_old += g_str_equal (killed, old);
    n_new += g_str_equal (killed, new);
    if (scene->act != undo_newest) {
      /* The journal has it exactly if it is there, and can undo it. */
      g_assert_cmpuint (journal->len, ==, g_str_equal (killed, new));
      if (journal->len == 1) {
        g_autofree char *undone = NULL;

        g_assert_true (undo_newest (scene->profile));
        undone = visible (scene->profile);
        g_assert_cmpstr (undone, ==, old);
      }
    } else if (journal->len == 1) {
      /* One that was not begun can be. */
      g_autofree char *undone = NULL;

      g_assert_true (undo_newest (scene->profile));
      undone = visible (scene->profile);
      g_assert_cmpstr (undone, ==, new);
    }
    if (end == TEST_CAME_TO_END)
      break;
    if (end == TEST_KILLED_AT_RENAME) {
      n_renames++;
      n = 0;
    }
  }
  g_test_message ("killed %u times: %u old, %u new", n_old + n_new, n_old, n_new);
  g_assert_cmpuint (n_old, >, 10);
  g_assert_cmpuint (n_new, >, 1);
}

#define FILTERS(host)  "actionValue=\"mailbox://taro%40example.jp@" host "/Kept\"\n"
#define SEARCHES(host) "uri=mailbox://taro%40example.jp@" host "/found\n"
#define STATE(host)    "*" host " taro@example.jp\nk 1 2\n"

static const char *const moving[] = { "prefs.js", "Mail/p/msgFilterRules.dat", "Mail/p/popstate.dat", "virtualFolders.dat" };

static void
forget_newest (void)
{
  g_autoptr (GPtrArray) journal = tg_journal_list (NULL);

  tg_journal_forget (((TgJournalEntry *)journal->pdata[0])->id);
}

/* An account that Thunderbird has used, with a file of each kind that names it. */
static void
used_in_profile (void)
{
  g_autofree char *prefs = NULL, *longer = NULL;

  tg_test_make_profile ();
  g_assert_true (save (TG_TEST_PROFILE));
  forget_newest ();
  prefs = tg_test_read (TG_TEST_PROFILE "/prefs.js");
  longer = g_strconcat (prefs, "user_pref(\"mail.server.server3.directory-rel\", \"[ProfD]Mail/p\");\n", NULL);
  tg_test_write (TG_TEST_PROFILE "/prefs.js", longer);
  tg_test_write (TG_TEST_PROFILE "/Mail/p/msgFilterRules.dat", FILTERS ("pop.example.jp"));
  tg_test_write (TG_TEST_PROFILE "/Mail/p/popstate.dat", STATE ("pop.example.jp"));
  tg_test_write (TG_TEST_PROFILE "/virtualFolders.dat", SEARCHES ("pop.example.jp"));
}

static gboolean
move (const char *profile)
{
  TgSaveRequest *request = tg_test_request ("pop3s://new.example.jp", "smtps://smtp.example.jp");
  g_autoptr (TgChange) change = NULL;

  request->update = TRUE;
  change = tg_test_prepare (profile, request, NULL);
  return change != NULL && tg_change_apply_sync (change, NULL, NULL);
}

static void
moved_in_profile (void)
{
  used_in_profile ();
  g_assert_true (move (TG_TEST_PROFILE));
}

static char *
contents (void)
{
  GString *all = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (moving); i++) {
    g_autofree char *relative = g_build_filename (TG_TEST_PROFILE, moving[i], NULL);
    g_autofree char *text = tg_test_read (relative);

    g_string_append_printf (all, "%s|", text);
  }
  return g_string_free (all, FALSE);
}

/* Several files cannot change at once: the next look brings them together.  Killed by renames, between which nothing is seen of
 * it; file-faults tries every call. */
static void
the_next_look_completes_it_or_takes_it_back (gconstpointer data)
{
  const Scene *scene = data;
  g_autofree char *old = NULL, *new = NULL;
  guint n_between = 0, n = 0;
  gboolean finished;

  if (!tg_test_can_trace ()) {
    g_test_skip ("THIS TEST DID NOT RUN: ptrace is not permitted here");
    return;
  }
  set_scene (scene);
  old = contents ();
  g_assert_true (scene->act (scene->profile));
  new = contents ();
  do {
    g_autofree char *killed = NULL, *recovered = NULL, *undone = NULL;
    g_autoptr (GPtrArray) journal = NULL;

    set_scene (scene);
    finished = tg_test_kill_before (TEST_CALLS_RENAMING, 0, ++n, act_scene, scene) == TEST_CAME_TO_END;
    killed = contents ();
    n_between += !g_str_equal (killed, old) && !g_str_equal (killed, new);
    journal = tg_journal_list (NULL);
    recovered = contents ();
    g_assert_true (g_str_equal (recovered, old) || g_str_equal (recovered, new));
    g_assert_cmpuint (journal->len, ==, g_str_equal (recovered, scene->act == move ? new : old));
    if (journal->len == 1) {
      g_assert_true (undo_newest (scene->profile));
      undone = contents ();
      g_assert_cmpstr (undone, ==, scene->act == move ? old : new);
    }
  } while (!finished);
  g_assert_cmpuint (n_between, ==, G_N_ELEMENTS (moving) - 1);
}

static void
nothing (void)
{
}

static void
saved_in_profile (void)
{
  tg_test_make_profile ();
  g_assert_true (save (TG_TEST_PROFILE));
}

static void
saved_with_password (void)
{
  static const Scene saving = { TG_TEST_PROFILE, NULL, save_with_password };

  tg_test_make_profile ();
  act_in_child (&saving);
}

static void
saved_as_new (void)
{
  tg_test_make_profile ();
  g_assert_true (save (NULL));
}

int
main (int argc, char **argv)
{
  static const Scene existing = { TG_TEST_PROFILE, tg_test_make_profile, save };
  static const Scene second = { NULL, tg_test_make_profile, save };
  static const Scene first = { NULL, nothing, save };
  static const Scene undo_existing = { TG_TEST_PROFILE, saved_in_profile, undo_newest };
  static const Scene undo_new = { NULL, saved_as_new, undo_newest };
  static const Scene moving_one = { TG_TEST_PROFILE, used_in_profile, move };
  static const Scene undo_moved = { TG_TEST_PROFILE, moved_in_profile, undo_newest };
  static const Scene existing_password = { TG_TEST_PROFILE, tg_test_make_profile, save_with_password };
  static const Scene new_password = { NULL, tg_test_make_profile, save_with_password };
  static const Scene undo_password = { TG_TEST_PROFILE, saved_with_password, undo_newest };
  int status;

  tg_test_home_start ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/clients/kill/while writing into a profile", &existing, every_moment_leaves_the_old_or_the_new_state);
  g_test_add_data_func ("/clients/kill/while making one more profile", &second, every_moment_leaves_the_old_or_the_new_state);
  g_test_add_data_func ("/clients/kill/while making the first profile", &first, every_moment_leaves_the_old_or_the_new_state);
  g_test_add_data_func ("/clients/kill/while taking an account back", &undo_existing, every_moment_leaves_the_old_or_the_new_state);
  g_test_add_data_func ("/clients/kill/while taking a profile back", &undo_new, every_moment_leaves_the_old_or_the_new_state);
  g_test_add_data_func ("/clients/kill/while an account moves, with its files", &moving_one, the_next_look_completes_it_or_takes_it_back);
  g_test_add_data_func ("/clients/kill/while an account moves back", &undo_moved, the_next_look_completes_it_or_takes_it_back);
  g_test_add_data_func ("/clients/kill/while handing a password over", &existing_password, every_moment_leaves_the_old_or_the_new_state);
  g_test_add_data_func ("/clients/kill/while making a profile with a password", &new_password,
                        every_moment_leaves_the_old_or_the_new_state);
  g_test_add_data_func ("/clients/kill/while taking a password back", &undo_password, every_moment_leaves_the_old_or_the_new_state);
  status = g_test_run ();
  tg_test_home_stop ();
  return status;
}
