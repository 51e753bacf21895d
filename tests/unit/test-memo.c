/* test-memo.c: a support request holds what a support desk asks for, each once, and nothing that is empty.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "papers/memo.h"

#include <string.h>

#include "test-diagnose-support.h"

static char *
write_memo (Run *run, GPtrArray *tried)
{
  g_autoptr (GTimeZone) tokyo = g_time_zone_new_offset (9 * 3600);
  const TgMemoInput input = {
    .account = run->account,
    .sides = { run->receive, run->send },
    .findings = run->findings,
    .tried = tried,
    .when = 1795968120, /* 2026-11-30 01:02 in Tokyo */
    .zone = tokyo,
    .program = "Tegami 1.2",
    .system = "Debian",
  };

  return tg_memo_write (&input);
}

static void
test_refused_sender (void)
{
  const Side receive = { IMAPS, .flags = "s" };
  const Side send = { SMTPS, TG_FAULT_SENDER, TG_STAGE_ENVELOPE, "553 5.7.1 <taro@example.jp>: Sender address rejected", "5.7.1",
                      553,   .flags = "s" };
  g_auto (Run) run = run_sides ("taro@example.jp", &receive, &send);
  g_autoptr (GPtrArray) tried = g_ptr_array_new ();
  g_autofree char *memo = NULL;
  static const char *const said[] = {
    "Sending: The server does not accept this sender address.",
    "Mail address: taro@example.jp",
    "imap.example.jp",
    "smtp.example.jp",
    "Sending: 553 5.7.1 <taro@example.jp>: Sender address rejected",
    "- Sending: 587 → 465 SSL/TLS: it does not work yet",
    "2026-11-30 01:02 (+09:00)",
    "Tegami 1.2 on Debian",
    "send-sender-rejected",
    "The password is not in this text.",
  };

  g_ptr_array_add (tried, (gpointer) "Sending: 587 → 465 SSL/TLS: it does not work yet");
  memo = write_memo (&run, tried);
  g_test_message ("%s", memo);
  for (guint i = 0; i < G_N_ELEMENTS (said); i++) {
    g_test_message ("%s", said[i]);
    g_assert_nonnull (strstr (memo, said[i]));
  }
  g_assert_null (strstr (memo, "certificate"));
  g_assert_null (strstr (memo, ": \n"));
  g_assert_null (strstr (memo, "(null)"));
}

/* Of what nobody knows, there is no heading, either. */
static void
test_nothing_known (void)
{
  const Side receive = { IMAPS, TG_FAULT_NAME_NOT_FOUND, TG_STAGE_RESOLVE };
  g_auto (Run) run = run_sides ("taro@example.jp", &receive, &(Side){ NULL });
  g_autofree char *memo = write_memo (&run, NULL);

  g_test_message ("%s", memo);
  g_assert_null (strstr (memo, "exact words"));
  g_assert_null (strstr (memo, "What was tried"));
  g_assert_null (strstr (memo, "Sending server"));
  g_assert_nonnull (strstr (memo, "host-not-found"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/memo/a refused sender", test_refused_sender);
  g_test_add_func ("/memo/nothing known", test_nothing_known);
  return g_test_run ();
}
