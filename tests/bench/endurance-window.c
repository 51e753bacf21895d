/* endurance-window.c: 250 times through the wizard's pages in one window, each with a practice scenario of its own: does
 * anything stay behind?  Needs a display: ui/pages/on_desk.py.  Arguments: how many (250).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <stdlib.h>

#include "bench/usage.h"
#include "ui/pages/pages-case.h"

static const char *const scenarios[] = { "good", "cert-wrong-name", "wrong-password", "starttls-missing", "cert-expired" };

/* There and back again, with a test between. */
static void
go_round (PagesCase *self, const char *scenario)
{
  pages_case_practise (self, scenario);
  pages_case_enter (self, "test");
  pages_case_await_idle (self);
  tg_assistant_go (self->assistant, "welcome");
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

int
main (int argc, char **argv)
{
  guint count = argc > 1 ? (guint)atoi (argv[1]) : 250;
  PagesCase pages = { 0 };
  Rounds rounds;

  pages_case_init (&argc, &argv);
  pages_case_open (&pages, NULL);
  rounds_begin (&rounds, count);
  for (guint i = 0; i < count; i++) {
    go_round (&pages, scenarios[i % G_N_ELEMENTS (scenarios)]);
    rounds_note (&rounds);
  }
  pages_case_end (&pages, NULL);
  return rounds_end (&rounds) ? 0 : 1;
}
