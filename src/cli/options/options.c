/* options.c: command-line options into a session.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cli/options/options.h"

#include <glib/gi18n-lib.h>

#include "cli/options/account-options.h"
#include "cli/command.h"
#include "cli/options/password.h"
#include "cli/output/terminal.h"
#include "find/typed.h"
#include "model/authentication.h"

typedef struct {
  TgAccountOptions account;
  gboolean password_stdin;
  TgCliReach reach;
  char **pins;
  char *auth;
  char *practice;
  gboolean json;
  char *lang;
} Raw;

static void
raw_clear (Raw *raw)
{
  g_free (raw->account.address);
  g_free (raw->account.name);
  g_free (raw->account.receive);
  g_free (raw->account.send);
  g_free (raw->account.user);
  g_free (raw->account.send_user);
  tg_cli_reach_clear (&raw->reach);
  g_strfreev (raw->pins);
  g_free (raw->auth);
  g_free (raw->practice);
  g_free (raw->lang);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Raw, raw_clear)

static void
add_reach (GOptionContext *context, TgCliReach *reach)
{
  const GOptionEntry entries[] = {
    { "ca-file", 0, 0, G_OPTION_ARG_FILENAME, &reach->ca_file, N_ ("also trust these certificate authorities, for this run"), "PEM" },
    { "resolve", 0, 0, G_OPTION_ARG_STRING_ARRAY, &reach->resolve, N_ ("use this IP address for a host"), "HOST=IP" },
    { "timeout", 0, 0, G_OPTION_ARG_DOUBLE, &reach->timeout,
      reach->timeout_is != NULL ? reach->timeout_is : N_ ("time limit for each server (20)"), "SECONDS" },
    { "connect-timeout", 0, 0, G_OPTION_ARG_DOUBLE, &reach->connect_timeout, N_ ("time until an address counts as silent (5)"), "SECONDS" },
    { NULL },
  };

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
}

static gboolean
parse_with (GOptionContext *context, int argc, char **argv, const char *summary, char ***positional, GError **error)
{
  g_auto (GStrv) arguments = g_new0 (char *, (gsize)argc + 1);

  for (int i = 0; i < argc; i++)
    arguments[i] = g_strdup (argv[i]);
  g_option_context_set_summary (context, summary);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  if (!g_option_context_parse_strv (context, &arguments, error))
    return FALSE;
  if (positional != NULL)
    *positional = g_strdupv (arguments + 1);
  else if (arguments[1] != NULL) {
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("Unexpected argument: “%s”."), arguments[1]);
    return FALSE;
  }
  return TRUE;
}

static gboolean
seconds_to_ms (double seconds, const char *option, guint *ms, GError **error)
{
  if (!(seconds > 0 && seconds <= 3600)) {
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("%s must be a number of seconds: more than 0, at most 3600."), option);
    return FALSE;
  }
  *ms = MAX (1u, (guint)(seconds * 1000));
  return TRUE;
}

TgNetwork *
tg_cli_network (const TgCliReach *reach, GError **error)
{
  g_autoptr (TgNetwork) network = tg_network_new ();

  if (!seconds_to_ms (reach->timeout, "--timeout", &network->timeout_ms, error) ||
      !seconds_to_ms (reach->connect_timeout, "--connect-timeout", &network->connect_timeout_ms, error))
    return NULL;
  for (char **entry = reach->resolve; entry != NULL && *entry != NULL; entry++)
    if (!tg_network_override (network, *entry, error))
      return NULL;
  if (reach->ca_file != NULL)
    network->trust = tg_trust_new (reach->ca_file, error);
  return reach->ca_file == NULL || network->trust != NULL ? g_steal_pointer (&network) : NULL;
}

void
tg_cli_reach_clear (TgCliReach *self)
{
  g_clear_pointer (&self->ca_file, g_free);
  g_clear_pointer (&self->resolve, g_strfreev);
}

static gboolean
use_pins (TgNetwork *network, char **pins, GError **error)
{
  g_autoptr (TgTrust) trust = network->trust != NULL ? g_steal_pointer (&network->trust) : tg_trust_new (NULL, NULL);
  g_autoptr (GPtrArray) exceptions = tg_exception_list_new ();

  for (; *pins != NULL; pins++) {
    TgException *pin = tg_exception_parse (*pins, error);

    if (pin == NULL)
      return FALSE;
    g_ptr_array_add (exceptions, pin);
  }
  /* Those that are over open nothing either, but tell that another certificate is shown. */
  network->trust = tg_trust_with_exceptions (trust, exceptions, 0);
  return TRUE;
}

static TgNetwork *
network_from (const Raw *raw, TgPractice *practice, GError **error)
{
  const TgCliReach reach = { .ca_file = practice != NULL ? NULL : raw->reach.ca_file,
                             .resolve = raw->reach.resolve,
                             .timeout = raw->reach.timeout,
                             .connect_timeout = raw->reach.connect_timeout };
  g_autoptr (TgNetwork) network = tg_cli_network (&reach, error);

  if (network == NULL)
    return NULL;
  if (practice != NULL) {
    network->trust = tg_trust_new_alone (tg_practice_ca_file (practice), error);
    tg_practice_drop_ca_file (practice);
    if (network->trust == NULL)
      return NULL;
  }
  for (const char *const *name = tg_practice_names (); practice != NULL && *name != NULL; name++)
    tg_network_override (network, *name, NULL);
  return raw->pins == NULL || use_pins (network, raw->pins, error) ? g_steal_pointer (&network) : NULL;
}

static gboolean
set_account (TgSession *session, const Raw *raw, TgCliSaved *saved, GError **error)
{
  g_autoptr (GPtrArray) cleanings = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_cleaning_free);
  g_autoptr (TgAccount) account = NULL;

  if (!tg_cli_saved_look_up (saved, error))
    return FALSE;
  account = tg_cli_read_account (&raw->account, saved->found, cleanings, error);
  if (account == NULL)
    return FALSE;
  tg_session_set_account (session, account);
  tg_session_set_cleanings (session, cleanings);
  if (saved->found != NULL)
    tg_session_set_saved (session, saved->found, saved->asks_again);
  return TRUE;
}

static gboolean
set_practice_account (TgCliOptions *self, const char *scenario, GError **error)
{
  GPtrArray *running = tg_practice_scenarios (self->practice);

  for (guint i = 0; i < running->len; i++) {
    const TgPracticeScenario *row = running->pdata[i];

    if (g_strcmp0 (row->name, scenario) != 0)
      continue;

    g_autoptr (TgAccount) account = tg_practice_account (self->practice, row, NULL);

    if (self->mechanism == NULL)
      self->check.mechanism = self->mechanism = g_strdup (row->auth);
    tg_session_set_account (self->session, account);
    tg_session_set_passwords (self->session, tg_practice_credential (self->practice, self->mechanism), NULL);
    return TRUE;
  }
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("There is no practice scenario “%s”."), scenario);
  return FALSE;
}

static gboolean
build (TgCliOptions *self, Raw *raw, GError **error)
{
  g_autoptr (TgNetwork) network = NULL;
  g_autoptr (TgSources) sources = tg_sources_new ();

  if (raw->practice != NULL) {
    self->practice = tg_practice_new (raw->practice, error);
    if (self->practice == NULL)
      return FALSE;
  }
  network = network_from (raw, self->practice, error);
  if (network == NULL)
    return FALSE;
  self->session = tg_session_new (network);
  /* Only check has options that say who else may be asked; the others ask the mail servers alone. */
  sources->look = FALSE;
  tg_session_set_sources (self->session, sources);
  self->json = raw->json;
  self->check.mechanism = self->mechanism = raw->auth != NULL ? g_ascii_strup (raw->auth, -1) : NULL;
  if (!tg_cli_token_understand (&self->token, self->mechanism, raw->password_stdin || raw->practice != NULL, error))
    return FALSE;
  if (self->practice != NULL)
    return set_practice_account (self, raw->practice, error);
  if (!set_account (self->session, raw, &self->saved, error))
    return FALSE;
  if (raw->password_stdin) {
    g_autoptr (TgSecret) receive = NULL, send = NULL;

    if (!tg_password_read (tg_authentication_is_oauth (self->mechanism), &receive, &send, error))
      return FALSE;
    tg_session_set_passwords (self->session, receive, send);
  }
  return TRUE;
}

gboolean
tg_cli_options_parse (TgCliOptions *self, int argc, char **argv, const GOptionEntry *extra, const char *summary, char ***positional)
{
  g_auto (Raw) raw = { .reach = TG_CLI_REACH };
  const GOptionEntry entries[] = {
    { "address", 0, 0, G_OPTION_ARG_STRING, &raw.account.address, N_ ("the mail address"), "ADDRESS" },
    { "name", 0, 0, G_OPTION_ARG_STRING, &raw.account.name, N_ ("the sender name"), "NAME" },
    { "receive", 0, 0, G_OPTION_ARG_STRING, &raw.account.receive, N_ ("the receiving server, such as imaps://imap.example.jp"), "URL" },
    { "send", 0, 0, G_OPTION_ARG_STRING, &raw.account.send, N_ ("the sending server, such as smtp+starttls://smtp.example.jp:587"), "URL" },
    { "user", 0, 0, G_OPTION_ARG_STRING, &raw.account.user, N_ ("the user name; without it the address, then the part before the @"),
      "USER" },
    { "send-user", 0, 0, G_OPTION_ARG_STRING, &raw.account.send_user, N_ ("the user name for sending, if it differs"), "USER" },
    { "password-stdin", 0, 0, G_OPTION_ARG_NONE, &raw.password_stdin,
      N_ ("read the password from standard input; a second line is the one for sending"), NULL },
    { "token-from", 0, 0, G_OPTION_ARG_STRING, &self->token.from,
      N_ ("sign in with a token (OAuth2) of a program of this computer, or by signing in in the browser now"),
      "online-accounts|evolution|browser" },
    { "issuer", 0, 0, G_OPTION_ARG_STRING, &self->token.issuer, N_ ("whose page --token-from=browser signs in at"), "URL" },
    { NULL },
  };
  const GOptionEntry others[] = {
    { "pin", 0, 0, G_OPTION_ARG_STRING_ARRAY, &raw.pins, N_ ("allow one certificate on one host and port"),
      "HOST:PORT=SHA256HEX[,until=DATE]" },
    { "auth", 0, 0, G_OPTION_ARG_STRING, &raw.auth,
      N_ ("use this mechanism and no other; with XOAUTH2 and OAUTHBEARER an access token is read, and no password"), "MECHANISM" },
    { "practice", 0, 0, G_OPTION_ARG_STRING, &raw.practice, N_ ("use the built-in practice provider"), "SCENARIO" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &raw.json, N_ ("print JSON"), NULL },
    { "lang", 0, 0, G_OPTION_ARG_STRING, &raw.lang, N_ ("the language of the texts"), "LANGUAGE" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  self->check.sign_in = TRUE;
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  add_reach (context, &raw.reach);
  g_option_context_add_main_entries (context, others, GETTEXT_PACKAGE);
  if (extra != NULL)
    g_option_context_add_main_entries (context, extra, GETTEXT_PACKAGE);
  if (parse_with (context, argc, argv, summary, positional, &error) && build (self, &raw, &error))
    return TRUE;
  tg_terminal_fail (TG_EXIT_USAGE, error->message);
  return FALSE;
}

gboolean
tg_cli_plain_parse (gboolean *json, TgCliReach *reach, int argc, char **argv, const GOptionEntry *extra, const char *summary,
                    char ***positional)
{
  g_autofree char *lang = NULL;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, json, N_ ("print JSON"), NULL },
    { "lang", 0, 0, G_OPTION_ARG_STRING, &lang, N_ ("the language of the texts"), "LANGUAGE" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (extra != NULL)
    g_option_context_add_main_entries (context, extra, GETTEXT_PACKAGE);
  if (reach != NULL)
    add_reach (context, reach);
  if (parse_with (context, argc, argv, summary, positional, &error))
    return TRUE;
  tg_terminal_fail (TG_EXIT_USAGE, error->message);
  return FALSE;
}

void
tg_cli_options_clear (TgCliOptions *self)
{
  /* Whichever way the command ended. */
  tg_cli_token_give_back (&self->token, self->session);
  tg_cli_token_clear (&self->token);
  g_clear_object (&self->session);
  g_clear_pointer (&self->practice, tg_practice_free);
  g_clear_pointer (&self->mechanism, g_free);
  tg_cli_saved_clear (&self->saved);
}
