/* exceptions.c: tegamictl exceptions: ours and those of the mail programs, their servers looked at
 * now; removes one, or those whose time is over.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "cert/certificate.h"
#include "cli/command.h"
#include "cli/output/json.h"
#include "cli/options/options.h"
#include "cli/output/terminal.h"
#include "cli/wait.h"
#include "diagnose/catalogue.h"
#include "exceptions/autostart.h"
#include "exceptions/review/review.h"
#include "exceptions/start-check.h"
#include "exceptions/outlook.h"
#include "exceptions/remove.h"

/* @network: (nullable): no server is looked at (transfer full) */
static GPtrArray *
review (TgNetwork *network, GError **error)
{
  g_auto (TgWait) wait = { 0 };

  tg_wait_heed_signals (&wait);
  tg_exceptions_review_async (network, wait.cancellable, tg_wait_done, &wait);
  return tg_exceptions_review_finish (tg_wait_for (&wait), error);
}

static void
print_json (GPtrArray *reviews)
{
  g_autoptr (JsonBuilder) builder = tg_json_begin ();

  tg_json_begin_array (builder, "exceptions");
  for (guint i = 0; i < reviews->len; i++) {
    const TgExceptionReview *review = reviews->pdata[i];
    const TgException *one = review->exception;

    json_builder_begin_object (builder);
    tg_json_member (builder, "id", review->id);
    tg_json_member (builder, "program", tg_exception_program_id (one));
    tg_json_member (builder, "where", one->where);
    tg_json_member (builder, "host", one->host);
    tg_json_int_if (builder, "port", one->port, one->port != 0);
    tg_json_member (builder, "sha256", one->sha256);
    tg_json_member (builder, "fingerprint", one->where != NULL ? one->fingerprint : one->sha256);
    if (one->until != 0)
      tg_json_time (builder, "until", one->until, FALSE);
    else
      tg_json_null (builder, "until");
    tg_json_member (builder, "state", tg_review_state_id (review->state));
    tg_json_member (builder, "finding", review->finding);
    tg_json_member (builder, "other_host", review->other_host);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  tg_json_print (builder, FALSE);
}

static void
print_finding (const TgExceptionReview *review)
{
  g_autoptr (GHashTable) arguments = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (TgFinding) finding = NULL;

  g_hash_table_insert (arguments, (gpointer) "host", (gpointer)review->exception->host);
  g_hash_table_insert (arguments, (gpointer) "program", review->program);
  if (review->other_host != NULL)
    g_hash_table_insert (arguments, (gpointer) "new_host", review->other_host);
  finding = tg_catalogue_finding (review->finding, TG_SIDE_LOCAL, arguments);
  tg_terminal_print ("    %s %s", finding->title, finding->cause);
  for (guint i = 0; review->state == TG_REVIEW_AVOIDABLE && i < finding->remedies->len; i++)
    tg_terminal_print ("    %s", ((const TgRemedy *)finding->remedies->pdata[i])->text);
}

static void
print_text (GPtrArray *reviews)
{
  static const char *const states[] = {
    [TG_REVIEW_NEEDED] = N_ ("still needed"),
    [TG_REVIEW_STALE] = N_ ("no longer needed"),
    [TG_REVIEW_AVOIDABLE] = N_ ("not needed under the server’s own name"),
    [TG_REVIEW_RISKY] = N_ ("risky"),
    [TG_REVIEW_UNREACHABLE] = N_ ("the server was not reached"),
  };

  if (reviews->len == 0)
    tg_terminal_line (_ ("There are no security exceptions."));
  for (guint i = 0; i < reviews->len; i++) {
    const TgExceptionReview *review = reviews->pdata[i];
    const TgException *one = review->exception;
    g_autofree char *port = one->port != 0 ? g_strdup_printf (":%u", one->port) : g_strdup ("");

    tg_terminal_print ("%s  %s  %s%s: %s", review->id, review->program, one->host, port, _ (states[review->state]));
    if (one->until != 0) {
      g_autoptr (GDateTime) end = g_date_time_new_from_unix_local (one->until);
      g_autofree char *day = end != NULL ? g_date_time_format (end, "%Y-%m-%d") : g_strdup ("?");

      tg_terminal_print (_ ("    until %s"), day);
    }
    if (review->finding != NULL)
      print_finding (review);
  }
}

static int
list_all (TgNetwork *network, gboolean json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) reviews = review (network, &error);

  if (reviews == NULL)
    return tg_terminal_fail_with (error);
  if (json)
    print_json (reviews);
  else
    print_text (reviews);
  return TG_EXIT_DONE;
}

static const TgException *
find (GPtrArray *reviews, const char *id)
{
  for (guint i = 0; i < reviews->len; i++)
    if (strcmp (((const TgExceptionReview *)reviews->pdata[i])->id, id) == 0)
      return ((const TgExceptionReview *)reviews->pdata[i])->exception;
  return NULL;
}

static int
remove_one (const char *id, gboolean json)
{
  g_auto (TgWait) wait = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) reviews = review (NULL, &error);
  const TgException *one = reviews != NULL ? find (reviews, id) : NULL;
  g_autofree char *change = NULL;

  if (reviews == NULL)
    return tg_terminal_fail_with (error);
  if (one == NULL)
    return tg_terminal_fail (TG_EXIT_USAGE, _ ("There is no such exception. “tegamictl exceptions” lists them."));
  tg_wait_heed_signals (&wait);
  tg_exception_remove_async (one, NULL, NULL, NULL, tg_wait_done, &wait);
  if (!tg_exception_remove_finish (tg_wait_for (&wait), &change, &error))
    return tg_terminal_fail_with (error);
  if (json) {
    g_autoptr (JsonBuilder) builder = tg_json_begin ();

    tg_json_member (builder, "removed", id);
    tg_json_member (builder, "change", change);
    tg_json_print (builder, FALSE);
  } else if (change != NULL) {
    tg_terminal_print (_ ("Removed. To bring it back: tegamictl undo %s"), change);
  } else {
    tg_terminal_line (_ ("Removed."));
  }
  return TG_EXIT_DONE;
}

static int
set_autostart (const char *word, gboolean json)
{
  gboolean on = g_str_equal (word, "on");
  g_auto (TgWait) wait = { 0 };
  g_autoptr (TgExceptionOutlook) outlook = NULL;
  g_autoptr (GError) error = NULL;

  if (!on && !g_str_equal (word, "off"))
    return tg_terminal_fail (TG_EXIT_USAGE, _ ("--autostart must be “on” or “off”."));
  tg_exception_outlook_async (tg_wait_done, &wait);
  outlook = tg_exception_outlook_finish (tg_wait_for (&wait));
  if (on && !outlook->ours)
    return tg_terminal_fail (TG_EXIT_FAILED, _ ("You have no exception that could expire."));
  tg_autostart_set_async (on, tg_wait_done, &wait);
  if (!tg_autostart_set_finish (tg_wait_for (&wait), &error))
    return tg_terminal_fail_with (error);
  if (json) {
    g_autoptr (JsonBuilder) builder = tg_json_begin ();

    tg_json_bool (builder, "autostart", on);
    tg_json_print (builder, FALSE);
  } else {
    tg_terminal_line (on ? _ ("Tegami removes your expired exceptions each time you log in.")
                         : _ ("Tegami does not start when you log in."));
  }
  return TG_EXIT_DONE;
}

static void
print_end (const TgExceptionEnd *end, JsonBuilder *builder, gboolean json)
{
  g_autofree char *line = tg_exception_end_describe (end);

  json_builder_begin_object (builder);
  tg_json_member (builder, "host", end->exception->host);
  tg_json_int (builder, "port", end->exception->port);
  tg_json_bool (builder, "removed", end->state == TG_END_DONE);
  tg_json_bool (builder, "waits", end->state == TG_END_WAITS);
  json_builder_end_object (builder);
  if (!json)
    tg_terminal_line (line);
}

static int
expire_all (gboolean json)
{
  g_auto (TgWait) wait = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonBuilder) builder = tg_json_begin ();
  g_autoptr (GPtrArray) ends = NULL;
  gboolean all = TRUE;

  tg_wait_heed_signals (&wait);
  tg_start_check_async (NULL, NULL, NULL, tg_wait_done, &wait);
  ends = tg_start_check_finish (tg_wait_for (&wait), &error);
  if (ends == NULL)
    return tg_terminal_fail_with (error);
  tg_json_begin_array (builder, "expired");
  for (guint i = 0; i < ends->len; i++) {
    const TgExceptionEnd *end = ends->pdata[i];

    if (end->state != TG_END_SOON)
      print_end (end, builder, json);
    all = all && end->state >= TG_END_DONE;
  }
  json_builder_end_array (builder);
  if (json)
    tg_json_print (builder, FALSE);
  return all ? TG_EXIT_DONE : TG_EXIT_FAILED;
}

int
tg_command_exceptions (int argc, char **argv)
{
  gboolean json = FALSE, expire = FALSE;
  g_auto (TgCliReach) reach = TG_CLI_REACH;
  g_autofree char *remove = NULL, *autostart = NULL;
  const GOptionEntry extra[] = {
    { "remove", 0, 0, G_OPTION_ARG_STRING, &remove, N_ ("remove this exception; undo brings a mail program’s back"), "ID" },
    { "expire", 0, 0, G_OPTION_ARG_NONE, &expire, N_ ("remove Tegami’s expired exceptions"), NULL },
    { "autostart", 0, 0, G_OPTION_ARG_STRING, &autostart, N_ ("do that each time you log in, until none is left: on or off"), "WORD" },
    { NULL },
  };

  if (!tg_cli_plain_parse (&json, &reach, argc, argv, extra,
                           _ ("Lists the security exceptions of Tegami and of the mail programs, tested now."), NULL))
    return TG_EXIT_USAGE;
  if (remove != NULL)
    return remove_one (remove, json);
  if (expire)
    return expire_all (json);
  if (autostart != NULL)
    return set_autostart (autostart, json);

  g_autoptr (GError) error = NULL;
  g_autoptr (TgNetwork) network = tg_cli_network (&reach, &error);

  if (network != NULL)
    return list_all (network, json);
  return tg_terminal_fail (TG_EXIT_USAGE, error->message);
}
