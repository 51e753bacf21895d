/* page-changes.c: how long the window answers nothing while one page gives way to another and a test runs, in frames of a screen, and
 * beside that the same without a test.  Needs a display: ui/pages/on_desk.py.  Arguments: rounds (9).
 *
 * Time is the main thread's own on the processor, so that nothing else that the computer does is counted; that it never waits for a file
 * or a server besides, files/blocking.h sees to.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <stdlib.h>
#include <time.h>

#include "ui/pages/pages-case.h"

#define SETTLED (G_USEC_PER_SEC / 2) /* by then, a page has slid in */
#define FRAME   (1000.0 / 60)        /* milliseconds, and the limit */

/* What can be visited while a test runs. */
static const char *const visits[] = { "reference", "message", "changes", "exception-list" };

/* Of a visit's rounds, in milliseconds: the first, which makes the page; and the longest of the others, there and back. */
typedef struct {
  double first, there, back;
} Row;

static gint64
busy (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* The longest that anything takes, from going to the page @name until it is there. */
static double
go (PagesCase *self, const char *name)
{
  gint64 end = g_get_monotonic_time () + SETTLED, start = busy (), most;

  tg_assistant_go (self->assistant, name);
  most = busy () - start;
  while (g_get_monotonic_time () < end) {
    start = busy ();
    if (g_main_context_iteration (NULL, FALSE))
      most = MAX (most, busy () - start);
    else
      g_usleep (200);
  }
  return (double)most / 1000;
}

static void
visit (PagesCase *self, guint rounds, Row rows[])
{
  for (guint round = 0; round <= rounds; round++)
    for (guint i = 0; i < G_N_ELEMENTS (visits); i++) {
      double there = go (self, visits[i]), back = go (self, "test");

      if (round == 0) {
        rows[i] = (Row){ .first = there };
      } else {
        rows[i].there = MAX (rows[i].there, there);
        rows[i].back = MAX (rows[i].back, back);
      }
    }
}

static gboolean
is_testing (PagesCase *self)
{
  return tg_session_is_busy (pages_case_session (self));
}

int
main (int argc, char **argv)
{
  guint rounds = argc > 1 ? (guint)atoi (argv[1]) : 9;
  Row testing[G_N_ELEMENTS (visits)], idle[G_N_ELEMENTS (visits)];
  PagesCase pages = { 0 };
  double most = 0;

  /* The test of a silent server is to go on. */
  g_setenv ("TEGAMI_PATIENCE", "100", TRUE);
  pages_case_init (&argc, &argv);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
  pages_case_open (&pages, NULL);
  pages_case_practise (&pages, "silent");
  pages_case_enter (&pages, "test");
  g_assert_true (is_testing (&pages));
  visit (&pages, rounds, testing);
  g_assert_true (is_testing (&pages));
  tg_page_stop (pages_case_page (&pages));
  pages_case_await_idle (&pages);
  visit (&pages, rounds, idle);

  g_print ("%-16s %12s %12s %12s %12s\n", "milliseconds", "first", "there", "back", "without test");
  for (guint i = 0; i < G_N_ELEMENTS (visits); i++) {
    g_print ("%-16s %12.1f %12.1f %12.1f %12.1f\n", visits[i], testing[i].first, testing[i].there, testing[i].back,
             MAX (idle[i].there, idle[i].back));
    most = MAX (most, MAX (testing[i].first, MAX (testing[i].there, testing[i].back)));
  }
  g_print ("at most %.2f frames of a screen; limit 1%s\n", most / FRAME, most > FRAME ? "   OVER" : "");
  pages_case_end (&pages, NULL);
  return most > FRAME ? 1 : 0;
}
