/* test-save-kill.c: kills a save before each of its renames in turn, by which all that it writes becomes visible; whenever
 * that happens, the mail program loses the exception on its date.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>

#include "clients-home.h"
#include "kill-child.h"
#include "saving-case.h"

#include "exceptions/end.h"
#include "record/exceptions.h"

#define DAY       G_GINT64_CONSTANT (86400)
#define HOST      "nas.local"
#define OVERRIDES TG_TEST_PROFILE "/cert_override.txt"

static gboolean
save (gconstpointer shown)
{
  g_autoptr (TgSaving) saving = saving_case_prepare_one (HOST, shown, TG_SAVING_GIVEN, NULL);

  return saving != NULL && saving_case_apply (saving, NULL);
}

static gboolean
is_carried (void)
{
  g_autofree char *overrides = tg_test_read (OVERRIDES);

  return overrides != NULL && strstr (overrides, HOST) != NULL;
}

static void
end_all (void)
{
  g_autoptr (GPtrArray) ends = tg_exceptions_expire (g_get_real_time () / G_USEC_PER_SEC + 8 * DAY, NULL);

  g_assert_nonnull (ends);
}

/* What the program has stays recorded while it is open, whoever was killed. */
static void
end_all_while_it_is_open (void)
{
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  g_autofree char *path = tg_test_path (TG_TEST_PROFILE "/.parentlock");
  int thunderbird = g_open (path, O_WRONLY | O_CREAT, 0600);
  g_autoptr (GPtrArray) left = NULL;

  g_assert_cmpint (fcntl (thunderbird, F_OFD_SETLK, &lock), ==, 0);
  end_all ();
  left = tg_exception_record_load (NULL);
  g_assert_cmpuint (left->len, >=, is_carried ());
  g_assert_true (g_close (thunderbird, NULL));
}

static void
test_killed_at_any_moment (void)
{
  g_autoptr (TestCert) own = saving_case_certificate (HOST);
  guint carried = 0, n = 0;
  gboolean finished;

  if (!tg_test_can_trace ()) {
    g_test_skip ("THIS TEST DID NOT RUN: ptrace is not permitted here");
    return;
  }
  do {
    g_autoptr (GPtrArray) left = NULL;

    tg_test_home_clear ();
    tg_test_make_profile ();
    finished = tg_test_kill_before (TEST_CALLS_RENAMING, 0, ++n, save, own) == TEST_CAME_TO_END;
    carried += is_carried ();
    end_all_while_it_is_open ();
    end_all ();
    left = tg_exception_record_load (NULL);
    g_test_message ("before rename %u", n);
    g_assert_false (is_carried ());
    g_assert_cmpuint (left->len, ==, 0);
  } while (!finished);
  g_assert_cmpuint (n, >, 5);
  g_assert_cmpuint (carried, >, 1); /* not the last time alone */
}

int
main (int argc, char **argv)
{
  int status;

  tg_test_home_start ();
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/saving/kill/whenever that is, the exception ends on its date", test_killed_at_any_moment);
  status = g_test_run ();
  tg_test_home_stop ();
  return status;
}
