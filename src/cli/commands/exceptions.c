/* exceptions.c: tegamictl exceptions: ours and those of the mail programs, their servers looked at
 * now; removes one, or those whose time is over.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "cert/certificate.h"
#include "cli/command.h"
#include "cli/json.h"
#include "cli/options.h"
#include "cli/terminal.h"
#include "diagnose/catalogue.h"
#include "exceptions/autostart.h"
#include "exceptions/review.h"
#include "exceptions/start-check.h"
#include "exceptions/outlook.h"
#include "exceptions/remove.h"

static void
keep_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

static GAsyncResult *
await (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static gboolean
stop (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_CONTINUE;
}

/* @network: (nullable): no server is looked at (transfer full) */
static GPtrArray *
review (TgNetwork *network, GError **error)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  guint interrupt = g_unix_signal_add (SIGINT, stop, cancellable);
  guint terminate = g_unix_signal_add (SIGTERM, stop, cancellable);

  tg_exceptions_review_async (network, cancellable, keep_result, &result);
  await (&result);
  g_source_remove (interrupt);
  g_source_remove (terminate);
  return tg_exceptions_review_finish (result, error);
}

static int
fail (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return TG_EXIT_CANCELLED;
  tg_terminal_error (error->message);
  return TG_EXIT_FAILED;
}

static void
print_json (GPtrArray *reviews)
{
  g_autoptr (JsonBuilder) builder = tg_json_begin ();

  json_builder_set_member_name (builder, "exceptions");
  json_builder_begin_array (builder);
  for (guint i = 0; i < reviews->len; i++) {
    const TgExceptionReview *review = reviews->pdata[i];
    const TgException *one = review->exception;

    json_builder_begin_object (builder);
    tg_json_member (builder, "id", review->id);
    tg_json_member (builder, "program", tg_exception_program_id (one));
    tg_json_member (builder, "where", one->where);
    tg_json_member (builder, "host", one->host);
    if (one->port != 0)
      tg_json_int (builder, "port", one->port);
    else
      tg_json_null (builder, "port");
    tg_json_member (builder, "sha256", one->sha256);
    tg_json_member (builder, "fingerprint", one->where != NULL ? one->fingerprint : one->sha256);
    if (one->until != 0)
      tg_json_time (builder, "until", one->until, FALSE);
    else
      tg_json_null (builder, "until");
    tg_json_member (builder, "state", tg_review_state_id (review->state));
    tg_json_member (builder, "finding", review->finding);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  tg_json_print (builder, FALSE);
}

static const char *
program_title (const TgException *exception)
{
  return exception->where != NULL ? tg_program_title (exception->program) : _ ("Tegami");
}

static void
print_finding (const TgExceptionReview *review)
{
  g_autoptr (GHashTable) arguments = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (TgFinding) finding = NULL;
  g_autofree char *text = NULL;

  g_hash_table_insert (arguments, (gpointer) "host", (gpointer)review->exception->host);
  g_hash_table_insert (arguments, (gpointer) "program", (gpointer)program_title (review->exception));
  finding = tg_catalogue_finding (review->finding, TG_SIDE_LOCAL, arguments);
  text = g_strdup_printf ("    %s %s", finding->title, finding->cause);
  tg_terminal_line (text);
}

static void
print_text (GPtrArray *reviews)
{
  static const char *const states[] = {
    [TG_REVIEW_NEEDED] = N_ ("still needed"),
    [TG_REVIEW_STALE] = N_ ("no longer needed"),
    [TG_REVIEW_RISKY] = N_ ("risky"),
    [TG_REVIEW_UNREACHABLE] = N_ ("the server was not reached"),
  };

  if (reviews->len == 0)
    tg_terminal_line (_ ("There are no security exceptions."));
  for (guint i = 0; i < reviews->len; i++) {
    const TgExceptionReview *review = reviews->pdata[i];
    const TgException *one = review->exception;
    g_autofree char *port = one->port != 0 ? g_strdup_printf (":%u", one->port) : g_strdup ("");
    g_autofree char *line =
        g_strdup_printf ("%s  %s  %s%s: %s", review->id, program_title (one), one->host, port, _ (states[review->state]));
    g_autofree char *until = NULL;

    tg_terminal_line (line);
    if (one->until != 0) {
      g_autoptr (GDateTime) end = g_date_time_new_from_unix_local (one->until);
      g_autofree char *day = end != NULL ? g_date_time_format (end, "%Y-%m-%d") : g_strdup ("?");

      until = g_strdup_printf (_ ("    until %s"), day);
      tg_terminal_line (until);
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
    return fail (error);
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
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) reviews = review (NULL, &error);
  const TgException *one = reviews != NULL ? find (reviews, id) : NULL;
  g_autofree char *change = NULL;

  if (reviews == NULL)
    return fail (error);
  if (one == NULL) {
    tg_terminal_error (_ ("There is no such exception. “tegamictl exceptions” lists them."));
    return TG_EXIT_USAGE;
  }
  tg_exception_remove_async (one, NULL, NULL, NULL, keep_result, &result);
  if (!tg_exception_remove_finish (await (&result), &change, &error))
    return fail (error);
  if (json) {
    g_autoptr (JsonBuilder) builder = tg_json_begin ();

    tg_json_member (builder, "removed", id);
    tg_json_member (builder, "change", change);
    tg_json_print (builder, FALSE);
  } else {
    g_autofree char *line =
        change != NULL ? g_strdup_printf (_ ("Removed. To bring it back: tegamictl undo %s"), change) : g_strdup (_ ("Removed."));

    tg_terminal_line (line);
  }
  return TG_EXIT_DONE;
}

static int
set_autostart (const char *word, gboolean json)
{
  gboolean on = g_str_equal (word, "on");
  g_autoptr (GAsyncResult) looked = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (TgExceptionOutlook) outlook = NULL;
  g_autoptr (GError) error = NULL;

  if (!on && !g_str_equal (word, "off")) {
    tg_terminal_error (_ ("--autostart must be “on” or “off”."));
    return TG_EXIT_USAGE;
  }
  tg_exception_outlook_async (keep_result, &looked);
  outlook = tg_exception_outlook_finish (await (&looked));
  if (on && !outlook->ours) {
    tg_terminal_error (_ ("You have no exception that could expire."));
    return TG_EXIT_FAILED;
  }
  tg_autostart_set_async (on, keep_result, &result);
  if (!tg_autostart_set_finish (await (&result), &error))
    return fail (error);
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
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonBuilder) builder = tg_json_begin ();
  g_autoptr (GPtrArray) ends = NULL;
  gboolean all = TRUE;

  tg_start_check_async (NULL, NULL, NULL, keep_result, &result);
  ends = tg_start_check_finish (await (&result), &error);
  if (ends == NULL)
    return fail (error);
  json_builder_set_member_name (builder, "expired");
  json_builder_begin_array (builder);
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
  double timeout = 20, connect_timeout = 5;
  g_autofree char *ca_file = NULL, *remove = NULL, *autostart = NULL;
  g_auto (GStrv) resolve = NULL;
  const GOptionEntry extra[] = {
    { "remove", 0, 0, G_OPTION_ARG_STRING, &remove, N_ ("remove this exception; undo brings a mail program’s back"), "ID" },
    { "expire", 0, 0, G_OPTION_ARG_NONE, &expire, N_ ("remove Tegami’s expired exceptions"), NULL },
    { "autostart", 0, 0, G_OPTION_ARG_STRING, &autostart, N_ ("do that each time you log in, until none is left: on or off"), "WORD" },
    { "ca-file", 0, 0, G_OPTION_ARG_FILENAME, &ca_file, N_ ("also trust these certificate authorities, for this run"), "PEM" },
    { "resolve", 0, 0, G_OPTION_ARG_STRING_ARRAY, &resolve, N_ ("use this IP address for a host"), "HOST=IP" },
    { "timeout", 0, 0, G_OPTION_ARG_DOUBLE, &timeout, N_ ("time limit for each server (20)"), "SECONDS" },
    { "connect-timeout", 0, 0, G_OPTION_ARG_DOUBLE, &connect_timeout, N_ ("time until an address counts as silent (5)"), "SECONDS" },
    { NULL },
  };

  if (!tg_cli_plain_parse (&json, argc, argv, extra, _ ("Lists the security exceptions of Tegami and of the mail programs, tested now."),
                           NULL))
    return TG_EXIT_USAGE;
  if (remove != NULL)
    return remove_one (remove, json);
  if (expire)
    return expire_all (json);
  if (autostart != NULL)
    return set_autostart (autostart, json);

  g_autoptr (GError) error = NULL;
  g_autoptr (TgNetwork) network = tg_cli_network (ca_file, resolve, timeout, connect_timeout, &error);

  if (network != NULL)
    return list_all (network, json);
  tg_terminal_error (error->message);
  return TG_EXIT_USAGE;
}
