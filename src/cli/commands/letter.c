/* letter.c: tegamictl letter: the settings in a provider's letter, and with --try which of them work.  A password is never printed, only
 * that there is one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/letter/letter-findings.h"
#include "diagnose/letter/letter-refusal.h"

#include <glib/gi18n-lib.h>

#include "cli/command.h"
#include "cli/input.h"
#include "cli/options/around.h"
#include "cli/options/options.h"
#include "cli/output/check-json.h"
#include "cli/output/json.h"
#include "cli/output/terminal.h"
#include "cli/wait.h"
#include "find/letter/text/text.h"
#include "model/text/text.h"
#include "session/told/change-lines.h"

/* A letter is for a few accounts; a text with very many of them gets no more servers than that contacted. */
#define TRIED_MAX 4

/* What --try brought: of TgLetterTrial*, of the first accounts. */
typedef struct {
  GPtrArray *trials; /* (nullable): without --try */
  gboolean cancelled;
} Tried;

static const TgLetterTrial *
trial_of (const Tried *tried, guint account)
{
  return tried->trials != NULL && account < tried->trials->len ? tried->trials->pdata[account] : NULL;
}

static const struct {
  TgLetterInferred bit;
  const char *key;
  const char *word;
} inferred_values[] = {
  { TG_INFERRED_PROTOCOL, "protocol", N_ ("protocol") },
  { TG_INFERRED_HOST, "host", N_ ("server name") },
  { TG_INFERRED_PORT, "port", N_ ("port") },
  { TG_INFERRED_SECURITY, "security", N_ ("encryption") },
};

/* NULL: it was not tried. */
static const char *
tried_id (const TgLetterTrial *trial, const TgServer *server)
{
  TgTried tried = trial != NULL ? tg_letter_trial_tried (trial, server) : TG_TRIED_NOT;

  return tried == TG_TRIED_WORKS ? "works" : tried == TG_TRIED_FAILS ? "fails" : NULL;
}

static void
add_servers (JsonBuilder *builder, const char *name, GPtrArray *servers, const TgLetterTrial *trial)
{
  static const char *const protocols[] = { "imap", "pop3", "smtp" }, *const securities[] = { "tls", "starttls", "none" };

  tg_json_begin_array (builder, name);
  for (guint i = 0; i < servers->len; i++) {
    const TgLetterServer *each = servers->pdata[i];

    json_builder_begin_object (builder);
    tg_json_url (builder, "url", each->server);
    tg_json_member (builder, "protocol", protocols[each->server->protocol]);
    tg_json_member (builder, "host", each->server->host);
    tg_json_int (builder, "port", each->server->port);
    tg_json_member (builder, "security", securities[each->server->security]);
    tg_json_begin_array (builder, "inferred");
    for (guint k = 0; k < G_N_ELEMENTS (inferred_values); k++)
      if ((each->inferred & inferred_values[k].bit) != 0)
        tg_json_value (builder, inferred_values[k].key);
    json_builder_end_array (builder);
    tg_json_member (builder, "tried", tried_id (trial, each->server));
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
add_use (JsonBuilder *builder, const TgLetterTrial *trial)
{
  if (!tg_json_begin_object (builder, "use", trial != NULL))
    return;
  tg_json_url (builder, "receive", trial->account->receive);
  tg_json_url (builder, "send", trial->account->send);
  tg_json_member (builder, "user", trial->account->user);
  json_builder_end_object (builder);
}

static void
add_account (JsonBuilder *builder, const TgLetterAccount *account, const TgLetterTrial *trial)
{
  json_builder_begin_object (builder);
  tg_json_member (builder, "address", account->address);
  tg_json_member (builder, "user", account->user);
  tg_json_member (builder, "send_user", account->send_user);
  tg_json_bool (builder, "has_password", account->password != NULL);
  add_servers (builder, "receive", account->receive, trial);
  add_servers (builder, "send", account->send, trial);
  if (account->smtp_auth == TG_LETTER_AUTH_UNKNOWN)
    tg_json_null (builder, "smtp_auth");
  else
    tg_json_bool (builder, "smtp_auth", account->smtp_auth == TG_LETTER_AUTH_YES);
  tg_json_member (builder, "connection_id", account->connection_id);
  add_use (builder, trial);
  json_builder_end_object (builder);
}

static void
print_json (const TgLetter *letter, GPtrArray *findings, const Tried *tried)
{
  g_autoptr (JsonBuilder) builder = tg_json_begin ();
  g_autoptr (TgAccount) account = letter->accounts->len > 0 ? tg_letter_account (letter->accounts->pdata[0]) : NULL;

  tg_json_begin_array (builder, "accounts");
  for (guint i = 0; i < letter->accounts->len; i++)
    add_account (builder, letter->accounts->pdata[i], trial_of (tried, i));
  json_builder_end_array (builder);
  tg_json_begin_array (builder, "marks");
  for (guint i = 0; i < letter->marks->len; i++) {
    const TgLetterMark *mark = &g_array_index (letter->marks, TgLetterMark, i);

    json_builder_begin_object (builder);
    tg_json_int (builder, "start", mark->start);
    tg_json_int (builder, "end", mark->end);
    tg_json_member (builder, "field", mark->field);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  tg_check_json_findings (builder, account, findings);
  tg_json_print (builder, FALSE);
}

static void
print_value (const char *label, const char *value)
{
  if (value != NULL)
    tg_terminal_print (_ ("%s: %s"), label, value);
}

static const char *
tried_words (TgTried tried)
{
  if (tried == TG_TRIED_NOT)
    return _ ("Not tried.");
  return tried == TG_TRIED_WORKS ? _ ("Tried: it works up to the sign-in.") : _ ("Tried: it does not work.");
}

static void
print_server (const char *label, const TgLetterServer *each, const TgLetterTrial *trial)
{
  g_autofree char *described = tg_server_describe (each->server);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autofree char *list = NULL;

  for (guint k = 0; k < G_N_ELEMENTS (inferred_values); k++)
    if ((each->inferred & inferred_values[k].bit) != 0)
      g_ptr_array_add (words, (gpointer)_ (inferred_values[k].word));
  print_value (label, described);
  list = tg_text_list (words);
  if (words->len > 0)
    /* TRANSLATORS: a list of "protocol", "server name", "port", "encryption" */
    tg_terminal_print (_ ("  Not in the letter, but usual: %s"), list);
  if (trial != NULL)
    tg_terminal_print ("  %s", tried_words (tg_letter_trial_tried (trial, each->server)));
}

static void
print_change (const char *label, const TgLetterTrial *trial, TgSide side)
{
  g_autofree char *change = tg_letter_change_line (trial, side);

  print_value (label, change);
}

/* What is to be used in the place of what the letter says. */
static void
print_use (const TgLetterTrial *trial)
{
  static const char *const sides[] = { N_ ("Receiving"), N_ ("Sending") };

  if (trial->changed)
    tg_terminal_line (_ ("With this change it works up to the sign-in, which was not tried:"));
  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++)
    print_change (_ (sides[side]), trial, side);
  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++)
    if (!trial->works[side] && tg_account_server (trial->own, side) != NULL)
      print_value (_ (sides[side]), _ ("nothing works of what this may mean"));
}

static void
print_account (const TgLetterAccount *account, const TgLetterTrial *trial)
{
  print_value (_ ("Mail address"), account->address);
  print_value (_ ("User name"), account->user);
  print_value (_ ("User name for sending"), account->send_user);
  if (account->password != NULL)
    print_value (_ ("Mail password"), _ ("stands in the letter, and is not shown here"));
  for (guint i = 0; i < account->receive->len; i++)
    print_server (_ ("Receiving server"), account->receive->pdata[i], trial);
  for (guint i = 0; i < account->send->len; i++)
    print_server (_ ("Sending server"), account->send->pdata[i], trial);
  if (account->smtp_auth != TG_LETTER_AUTH_UNKNOWN)
    print_value (_ ("SMTP authentication"), account->smtp_auth == TG_LETTER_AUTH_YES ? _ ("required") : _ ("not required"));
  print_value (_ ("Connection ID (not for mail)"), account->connection_id);
  if (trial != NULL)
    print_use (trial);
}

static gboolean
is_about_mail (const TgLetter *letter)
{
  for (guint i = 0; i < letter->accounts->len; i++) {
    const TgLetterAccount *account = letter->accounts->pdata[i];

    if (account->address != NULL || account->user != NULL || account->receive->len > 0 || account->send->len > 0)
      return TRUE;
  }
  return FALSE;
}

static void
try_accounts (const TgLetter *letter, TgNetwork *network, Tried *tried)
{
  g_auto (TgWait) wait = { 0 };

  tried->trials = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_letter_trial_free);
  tg_wait_heed_signals (&wait);
  for (guint i = 0; i < MIN (letter->accounts->len, TRIED_MAX) && !tried->cancelled; i++) {
    TgLetterTrial *trial;

    tg_letter_trial_run_async (network, letter->accounts->pdata[i], wait.cancellable, tg_wait_done, &wait);
    trial = tg_letter_trial_run_finish (tg_wait_for (&wait), NULL);
    tried->cancelled = trial == NULL;
    if (trial != NULL)
      g_ptr_array_add (tried->trials, trial);
  }
}

/* Those of the whole letter, of which the first account's remedies were tried. (transfer full) */
static GPtrArray *
findings_of (const TgLetter *letter, const Tried *tried)
{
  GPtrArray *findings = tg_letter_findings (letter);
  const TgLetterTrial *first = trial_of (tried, 0);

  for (guint i = 0; first != NULL && i < findings->len; i++) {
    const TgFinding *finding = findings->pdata[i], *other = tg_findings_find (first->findings, finding->id);

    if (other == NULL)
      continue;
    findings->pdata[i] = tg_finding_ref (other);
    tg_finding_unref (finding);
  }
  return findings;
}

static gboolean
all_works (const TgLetterTrial *trial)
{
  return (trial->account->receive == NULL || trial->works[TG_SIDE_RECEIVE]) && (trial->account->send == NULL || trial->works[TG_SIDE_SEND]);
}

static int
exit_status (const TgLetter *letter, const Tried *tried)
{
  if (tried->cancelled)
    return TG_EXIT_CANCELLED;
  for (guint i = 0; tried->trials != NULL && i < tried->trials->len; i++)
    if (!all_works (tried->trials->pdata[i]))
      return TG_EXIT_FAILED;
  return is_about_mail (letter) ? TG_EXIT_DONE : TG_EXIT_FAILED;
}

static void
print_letter (const TgLetter *letter, GPtrArray *findings, const Tried *tried)
{
  for (guint i = 0; i < letter->accounts->len; i++) {
    if (i > 0)
      tg_terminal_line ("");
    print_account (letter->accounts->pdata[i], trial_of (tried, i));
  }
  tg_terminal_findings (findings);
  if (!is_about_mail (letter) && findings->len == 0)
    tg_terminal_line (_ ("Nothing in this text was recognised."));
}

/* As typed. */
typedef struct {
  TgCliReach reach;
  TgCliAround around;
  gboolean tries;
  gboolean json;
} Raw;

static void
raw_clear (Raw *raw)
{
  tg_cli_reach_clear (&raw->reach);
  tg_cli_around_clear (&raw->around);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Raw, raw_clear)

/* (transfer full) (nullable) */
static TgNetwork *
read_network (const Raw *raw, GError **error)
{
  g_autoptr (TgSources) sources = tg_cli_around_sources (&raw->around, error);
  g_autoptr (TgNetwork) network = sources != NULL ? tg_cli_network (&raw->reach, error) : NULL;

  return network != NULL ? tg_sources_network (sources, network) : NULL;
}

/* A photo or a document: how to get the text out of it. */
static int
refuse (TgLetterKind kind)
{
  const char *const *steps = tg_letter_refusal_steps (kind);
  int status = tg_terminal_fail (TG_EXIT_USAGE, _ (tg_letter_refusal_title (kind)));

  for (guint i = 0; steps[i] != NULL; i++)
    g_printerr ("  %s\n", _ (steps[i]));
  return status;
}

int
tg_command_letter (int argc, char **argv)
{
  g_auto (Raw) raw = { .reach = TG_CLI_REACH };
  g_auto (GStrv) positional = NULL;
  const GOptionEntry extra[] = {
    { "try", 0, 0, G_OPTION_ARG_NONE, &raw.tries, N_ ("try the servers, without signing in; without this, nobody is contacted"), NULL },
    { "resolver", 0, 0, G_OPTION_ARG_STRING, &raw.around.resolver, N_ ("the name server to ask, instead of this computer's"), "IP:PORT" },
    { NULL },
  };

  raw.reach.timeout = TG_LETTER_TRIAL_MS / 1000.0;
  raw.reach.timeout_is = N_ ("time limit for trying an account (7.5)");
  if (!tg_cli_plain_parse (&raw.json, &raw.reach, argc, argv, extra,
                           _ ("Reads the settings in a provider’s letter, from a file or from standard input."), &positional))
    return TG_EXIT_USAGE;
  if (g_strv_length (positional) > 1)
    return tg_terminal_fail (TG_EXIT_USAGE, _ ("One file at a time."));

  g_autoptr (GError) error = NULL;
  g_autoptr (TgNetwork) network = read_network (&raw, &error);
  g_autoptr (GBytes) bytes = network != NULL ? tg_cli_read_input (positional[0], TG_LETTER_BYTES_MAX, &error) : NULL;

  if (bytes == NULL)
    return tg_terminal_fail (TG_EXIT_USAGE, error->message);

  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  TgLetterKind kind = tg_letter_kind (text, length);

  if (kind == TG_LETTER_IS_PHOTO || kind == TG_LETTER_IS_DOCUMENT)
    return refuse (kind);

  g_autoptr (TgLetter) letter = tg_letter_read (text != NULL ? text : "", length);
  Tried tried = { 0 };

  if (raw.tries)
    try_accounts (letter, network, &tried);

  g_autoptr (GPtrArray) findings = findings_of (letter, &tried);
  int status = exit_status (letter, &tried);

  if (raw.json)
    print_json (letter, findings, &tried);
  else
    print_letter (letter, findings, &tried);
  g_clear_pointer (&tried.trials, g_ptr_array_unref);
  return status;
}
