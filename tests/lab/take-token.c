/* take-token.c: takes a token as a check would, and prints what came of it, the token too, which no program for people does.
 *
 *   take-token SOURCE ADDRESS RECEIVE SEND CA-FILE|- ISSUER|- WAIT-MS [HOST=IP…]
 *
 * Prints "open URL" for each page to be opened, and in the end one line of JSON.  SIGINT cancels.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib-unix.h>
#include <json-glib/json-glib.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "oauth/browser.h"
#include "oauth/holders/holder.h"

typedef struct {
  GAsyncResult *result;
} Wait;

static void
done (GObject *source, GAsyncResult *result, gpointer wait)
{
  ((Wait *)wait)->result = g_object_ref (result);
}

static GAsyncResult *
wait_for (Wait *wait)
{
  while (wait->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return wait->result;
}

static void
open_page (const char *url, gpointer unused)
{
  g_print ("open %s\n", url);
}

static gboolean
cancel (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_CONTINUE;
}

static TgToken *
read_from_program (TgTokenSource source, const TgAccount *account, GCancellable *cancellable)
{
  Wait look = { 0 }, reading = { 0 };
  TgToken *failure;
  g_autoptr (TgTokenOffer) offer = NULL;
  g_autoptr (GAsyncResult) looked = NULL, read = NULL;

  tg_holder_look_async (source, account, cancellable, done, &look);
  looked = wait_for (&look);
  offer = tg_holder_look_finish (looked, &failure, NULL);
  if (offer == NULL)
    return failure;
  tg_holder_read_async (offer, cancellable, done, &reading);
  read = wait_for (&reading);
  return tg_holder_read_finish (read, NULL);
}

static TgToken *
sign_in (TgNetwork *network, const TgAccount *account, const char *issuer, guint wait_ms, GCancellable *cancellable)
{
  const TgBrowserRequest request = { .issuer = issuer, .wait_ms = wait_ms, .open = open_page };
  Wait wait = { 0 };
  g_autoptr (GAsyncResult) result = NULL;

  tg_browser_sign_in_async (network, account, &request, cancellable, done, &wait);
  result = wait_for (&wait);
  return tg_browser_sign_in_finish (result, NULL);
}

static void
give_back (TgNetwork *network, const TgToken *token)
{
  Wait wait = { 0 };
  g_autoptr (GAsyncResult) result = NULL;

  tg_token_revoke_async (network, token, NULL, done, &wait);
  result = wait_for (&wait);
  g_assert_true (tg_token_revoke_finish (result, NULL));
}

static void
add (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

static void
print (const TgToken *token)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *json = NULL;

  json_builder_begin_object (builder);
  add (builder, "fault", token != NULL ? tg_token_finding_id (token->fault) : "cancelled");
  add (builder, "token", token != NULL && token->token != NULL ? tg_secret_peek (token->token, NULL) : NULL);
  add (builder, "from", token != NULL ? token->from : NULL);
  add (builder, "detail", token != NULL ? token->detail : NULL);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  json = json_to_string (root, FALSE);
  g_print ("%s\n", json);
}

int
main (int argc, char **argv)
{
  g_autoptr (TgNetwork) network = NULL;
  g_autoptr (TgServer) receive = NULL, send = NULL;
  g_autoptr (TgAccount) account = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (TgToken) token = NULL;
  TgTokenSource source;

  tg_network_init ();
  signal (SIGPIPE, SIG_IGN);
  g_log_writer_default_set_use_stderr (TRUE);
  setvbuf (stdout, NULL, _IOLBF, 0);
  g_assert_cmpint (argc, >=, 8);
  g_assert_true (tg_token_source_from_id (argv[1], &source));
  receive = tg_server_parse (argv[3], NULL);
  send = tg_server_parse (argv[4], NULL);
  account = tg_account_new (argv[2], NULL, NULL, NULL, receive, send);
  network = tg_network_new ();
  for (int i = 8; i < argc; i++)
    g_assert_true (tg_network_override (network, argv[i], NULL));
  if (strcmp (argv[5], "-") != 0)
    g_assert_nonnull (network->trust = tg_trust_new (argv[5], NULL));
  g_unix_signal_add (SIGINT, cancel, cancellable);
  token = source == TG_TOKEN_FROM_BROWSER
              ? sign_in (network, account, strcmp (argv[6], "-") != 0 ? argv[6] : NULL, (guint)atoi (argv[7]), cancellable)
              : read_from_program (source, account, cancellable);
  print (token);
  if (token != NULL)
    give_back (network, token);
  return 0;
}
