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
#include "exceptions/expire.h"
#include "record/exceptions.h"

typedef struct {
  GMainLoop *loop;
  GPtrArray *reviews;
  GError *error;
} Run;

static gboolean
stop (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_CONTINUE;
}

static void
reviewed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;

  run->reviews = tg_exceptions_review_finish (result, &run->error);
  g_main_loop_quit (run->loop);
}

/* (transfer full) */
static GPtrArray *
review (TgNetwork *network, GError **error)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Run run = { .loop = loop };
  guint interrupt = g_unix_signal_add (SIGINT, stop, cancellable);
  guint terminate = g_unix_signal_add (SIGTERM, stop, cancellable);

  tg_exceptions_review_async (network, cancellable, reviewed, &run);
  g_main_loop_run (loop);
  g_source_remove (interrupt);
  g_source_remove (terminate);
  if (run.error != NULL)
    g_propagate_error (error, run.error);
  return run.reviews;
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

  if (reviews == NULL) {
    if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      return TG_EXIT_CANCELLED;
    tg_terminal_error (error->message);
    return TG_EXIT_FAILED;
  }
  if (json)
    print_json (reviews);
  else
    print_text (reviews);
  return TG_EXIT_DONE;
}

static TgExceptionReview *
find (GPtrArray *reviews, const char *id)
{
  for (guint i = 0; i < reviews->len; i++)
    if (strcmp (((TgExceptionReview *)reviews->pdata[i])->id, id) == 0)
      return reviews->pdata[i];
  return NULL;
}

static int
remove_one (const char *id, gboolean json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) reviews = tg_exceptions_gather (&error);
  TgExceptionReview *one = reviews != NULL ? find (reviews, id) : NULL;
  g_autofree char *change = NULL;

  if (reviews != NULL && one == NULL) {
    tg_terminal_error (_ ("There is no such exception. “tegamictl exceptions” lists them."));
    return TG_EXIT_USAGE;
  }
  if (one == NULL || !tg_exception_review_drop (one, &change, &error)) {
    tg_terminal_error (error->message);
    return TG_EXIT_FAILED;
  }
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
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) exceptions = tg_exception_record_load (&error);
  gboolean on = g_str_equal (word, "on");

  if (!on && !g_str_equal (word, "off")) {
    tg_terminal_error (_ ("--autostart must be “on” or “off”."));
    return TG_EXIT_USAGE;
  }
  if (exceptions != NULL && exceptions->len == 0 && on) {
    tg_terminal_error (_ ("You have no exception that could expire."));
    return TG_EXIT_FAILED;
  }
  if (exceptions == NULL || !tg_autostart_set (on, NULL, &error)) {
    tg_terminal_error (error->message);
    return TG_EXIT_FAILED;
  }
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

static int
expire_all (gboolean json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) expired = tg_exceptions_expire (g_get_real_time () / G_USEC_PER_SEC, &error);
  g_autoptr (JsonBuilder) builder = tg_json_begin ();
  gboolean all = TRUE;

  if (expired == NULL) {
    tg_terminal_error (error->message);
    return TG_EXIT_FAILED;
  }
  json_builder_set_member_name (builder, "expired");
  json_builder_begin_array (builder);
  for (guint i = 0; i < expired->len; i++) {
    const TgExpiry *one = expired->pdata[i];
    const TgException *exception = one->exception;
    g_autofree char *line =
        one->removed ? g_strdup_printf (_ ("%s:%u: the exception has expired and was removed."), exception->host, exception->port)
        : one->waits ? g_strdup_printf (_ ("%s:%u: the exception has expired; it will be removed once the mail program is closed."),
                                        exception->host, exception->port)
                     : g_strdup_printf ("%s:%u: %s", exception->host, exception->port, one->trouble != NULL ? one->trouble : "?");

    json_builder_begin_object (builder);
    tg_json_member (builder, "host", exception->host);
    tg_json_int (builder, "port", exception->port);
    tg_json_bool (builder, "removed", one->removed);
    tg_json_bool (builder, "waits", one->waits);
    json_builder_end_object (builder);
    if (!json)
      tg_terminal_line (line);
    all = all && one->removed;
  }
  json_builder_end_array (builder);
  tg_autostart_tidy (NULL, NULL);
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
