/* save.c: tegamictl save: writes a tested account into Thunderbird or Evolution.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "cli/output/check-json.h"
#include "cli/command.h"
#include "cli/find-settings.h"
#include "cli/output/json.h"
#include "cli/run-check.h"
#include "cli/output/terminal.h"
#include "cli/wait.h"
#include "clients/thunderbird/thunderbird.h"
#include "exceptions/autostart.h"
#include "model/text/text.h"
#include "model/authentication.h"
#include "saving/apply.h"
#include "saving/import.h"

typedef struct {
  char *profile;
  char *zip;
  char *sources_dir;
  char *account;
  gboolean update;
  gboolean alike;
  gboolean unverified;
  gboolean dry_run;
  gboolean with_password;
} SaveOptions;

static void
save_options_clear (SaveOptions *self)
{
  g_free (self->profile);
  g_free (self->zip);
  g_free (self->sources_dir);
  g_free (self->account);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SaveOptions, save_options_clear)

/* The best place of this program on this computer. */
static TgPlace *
find_place (TgProgram program, GError **error)
{
  g_autoptr (GPtrArray) places = tg_clients_find_places ();

  for (guint i = 0; i < places->len; i++) {
    const TgPlace *place = places->pdata[i];

    if (place->program == program)
      return tg_place_copy (place);
  }
  g_set_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_MISSING, _ ("%s was not found on this computer."), tg_program_title (program));
  return NULL;
}

static TgPlace *
choose_place (TgProgram program, const SaveOptions *options, GError **error)
{
  if (options->profile != NULL)
    return tg_thunderbird_place_for_profile (options->profile, error);
  if (options->sources_dir != NULL) {
    const TgPlace folder = { .program = TG_PROGRAM_EVOLUTION, .where = options->sources_dir, .files_only = TRUE };

    return tg_place_copy (&folder);
  }
  return find_place (program, error);
}

/* What the check found out goes into the file: the user name that was accepted, and how. */
static TgAccount *
account_to_save (TgSession *session)
{
  TgAccount *account = tg_session_get_account (session);

  return account->user != NULL ? tg_account_ref (account) : tg_account_with_user (account, tg_account_receive_user (account));
}

/* What the person should know, and what the program will ask. */
static void
append (GPtrArray *all, GPtrArray *sentences)
{
  for (guint i = 0; i < sentences->len; i++)
    g_ptr_array_add (all, sentences->pdata[i]);
}

static void
print_json (GPtrArray *items, GPtrArray *accounts, GPtrArray *alike, GPtrArray *next, GPtrArray *findings, const char *id)
{
  static const char *const kinds[] = { "path", "source", "keyring" };
  g_autoptr (JsonBuilder) builder = tg_json_begin ();

  tg_json_member (builder, "change", id);
  tg_json_begin_array (builder, "wrote");
  for (guint i = 0; i < items->len; i++) {
    const TgChangeItem *item = items->pdata[i];

    json_builder_begin_object (builder);
    tg_json_member (builder, kinds[item->kind], item->name);
    tg_json_member (builder, "what", item->what);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  tg_json_texts (builder, "accounts", accounts);
  tg_json_texts (builder, "alike", alike);
  tg_json_texts (builder, "next", next);
  tg_check_json_findings (builder, NULL, findings);
  tg_json_print (builder, FALSE);
}

static void
print_lines (GPtrArray *sentences)
{
  for (guint i = 0; i < sentences->len; i++)
    tg_terminal_line (sentences->pdata[i]);
}

static void
print_text (GPtrArray *items, GPtrArray *next, const char *id)
{
  for (guint i = 0; i < items->len; i++) {
    const TgChangeItem *item = items->pdata[i];

    tg_terminal_print ("  %s: %s", item->what, item->name);
    if (id == NULL && item->after != NULL)
      tg_terminal_line (item->after);
  }
  print_lines (next);
  if (id != NULL)
    tg_terminal_print (_ ("Saved. To undo it: tegamictl undo %s"), id);
}

static int
write_zip (const TgSavingRequest *request, const SaveOptions *options, gboolean json)
{
  g_autoptr (GError) error = NULL;
  TgChangeItem item = { .kind = TG_ITEM_FILE, .name = options->zip, .what = (char *)_ ("Import file for Thunderbird") };
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  g_autoptr (GPtrArray) next = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) steps = NULL;
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_finding_unref);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  if (!tg_saving_write_import (request, options->dry_run ? NULL : options->zip, next, findings, &error)) {
    if (findings->len > 0 && json)
      print_json (items, items, items, items, findings, NULL);
    else
      tg_terminal_findings (findings);
    return tg_terminal_fail (TG_EXIT_FAILED, error->message);
  }
  g_ptr_array_add (items, &item);
  steps = tg_saving_import_steps (request);
  g_ptr_array_extend_and_steal (next, g_steal_pointer (&steps));
  if (json)
    print_json (items, none, none, next, findings, NULL);
  else
    print_text (items, next, NULL);
  return TG_EXIT_DONE;
}

/* Tegami's own part, which nothing does by itself yet. */
static gboolean
must_be_ended (TgSaving *saving)
{
  return tg_saving_get_id (saving) != NULL && tg_saving_has_exceptions (saving) && !tg_autostart_is_on ();
}

/* Whom it touches, and whom it could. */
static void
print_accounts (TgSaving *saving)
{
  g_autofree char *accounts = tg_text_list (tg_saving_get_accounts (saving));
  g_autofree char *alike = tg_text_list (tg_saving_get_alike (saving));

  if (tg_saving_get_accounts (saving)->len > 1)
    /* TRANSLATORS: mail addresses */
    tg_terminal_print (_ ("These accounts are changed: %s"), accounts);
  if (*alike != '\0')
    /* TRANSLATORS: mail addresses */
    tg_terminal_print (_ ("These accounts have the same old servers and stay as they are: %s. With --alike, they are changed, too."),
                       alike);
}

static void
print_saving (TgSaving *saving, gboolean json)
{
  g_autoptr (GPtrArray) next = g_ptr_array_new ();

  if (!json) {
    print_lines (tg_saving_get_allowed (saving));
    print_accounts (saving);
  }
  append (next, tg_saving_get_notes (saving));
  append (next, tg_saving_get_next (saving));
  if (must_be_ended (saving))
    g_ptr_array_add (next, (char *)_ ("To have the exception removed on its date: tegamictl exceptions --autostart on"));
  if (json)
    print_json (tg_saving_get_items (saving), tg_saving_get_accounts (saving), tg_saving_get_alike (saving), next,
                tg_saving_get_findings (saving), tg_saving_get_id (saving));
  else
    print_text (tg_saving_get_items (saving), next, tg_saving_get_id (saving));
}

/* What the mail program would undo, or cannot do, before anything is written.  Whether that is all of it. */
static gboolean
tell_what_is_vain (TgSaving *saving, gboolean json)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  gboolean refused = tg_saving_get_refusal (saving) != NULL;

  if (!json)
    tg_terminal_findings (tg_saving_get_findings (saving));
  else if (refused)
    print_json (none, none, none, none, tg_saving_get_findings (saving), NULL);
  return refused;
}

static int
write_account (TgProgram program, const SaveOptions *options, TgSavingRequest *request, gboolean json)
{
  g_auto (TgWait) wait = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (TgPlace) place = choose_place (program, options, &error);
  g_autoptr (TgSaving) saving = NULL;

  if (place == NULL)
    return tg_terminal_fail (TG_EXIT_FAILED, error->message);
  request->place = place;
  tg_wait_heed_signals (&wait);
  tg_saving_prepare_async (request, wait.cancellable, tg_wait_done, &wait);
  saving = tg_saving_prepare_finish (tg_wait_for (&wait), &error);
  if (saving != NULL && !options->dry_run) {
    if (tell_what_is_vain (saving, json))
      return tg_terminal_fail (TG_EXIT_FAILED, tg_saving_get_refusal (saving));
    tg_saving_apply_async (saving, wait.cancellable, tg_wait_done, &wait);
    tg_saving_apply_finish (tg_wait_for (&wait), &error);
  }
  if (error != NULL)
    return tg_terminal_fail_with (error);
  if (options->dry_run && !json)
    tg_terminal_findings (tg_saving_get_findings (saving));
  print_saving (saving, json);
  return TG_EXIT_DONE;
}

static int
save (TgProgram program, const SaveOptions *save_options, TgCliOptions *options)
{
  TgSession *session = options->session;
  g_autoptr (TgAccount) account = account_to_save (session);
  gboolean by_oauth = tg_authentication_is_oauth (options->mechanism);
  TgSavingRequest request = {
    .account = account,
    .receive_password = tg_session_get_password (session, TG_SIDE_RECEIVE),
    .send_password = tg_session_get_password (session, TG_SIDE_SEND),
    .result = tg_session_get_result (session),
    .untested = save_options->unverified,
    .update = save_options->update,
    .oauth = { by_oauth || tg_session_needs_browser (session, TG_SIDE_RECEIVE),
               by_oauth || tg_session_needs_browser (session, TG_SIDE_SEND) },
    .existing = save_options->account,
    .alike = save_options->alike,
    .hand_over = save_options->with_password,
    .exceptions = options->practice != NULL ? TG_SAVING_PRACTICE : TG_SAVING_GIVEN,
    .given = tg_session_get_network (session)->trust,
  };

  return save_options->zip != NULL ? write_zip (&request, save_options, options->json)
                                   : write_account (program, save_options, &request, options->json);
}

/* 0 where saving may go on, else an exit status. */
static int
check_first (TgCliOptions *options)
{
  gboolean json = options->json;

  /* The one object on standard output is the saved change. */
  options->json = TRUE;

  gboolean done = tg_cli_run_check (options);

  options->json = json;
  if (!done)
    return TG_EXIT_CANCELLED;
  if (tg_session_may_save (options->session))
    return 0;
  if (json)
    tg_check_json_print (options->session);
  else
    tg_terminal_findings (tg_session_get_findings (options->session));
  return tg_terminal_fail (TG_EXIT_FAILED, _ ("Nothing was saved: these settings do not work yet. --unverified saves them anyway."));
}

/* FALSE, said, where nobody named a server and none was found. */
static gboolean
has_servers (TgSession *session)
{
  const TgAccount *account = tg_session_get_account (session);

  if (account->receive != NULL || account->send != NULL)
    return TRUE;
  tg_terminal_findings (tg_session_get_findings (session));
  tg_terminal_fail (TG_EXIT_FAILED, _ ("Nothing was saved: no server is known. Give --receive and --send, as in the provider's letter."));
  return FALSE;
}

/* FALSE where a server stands as it was typed, with a guess to be made first. */
static gboolean
has_names (const TgAccount *account)
{
  return (account->receive == NULL || tg_server_has_name (account->receive)) &&
         (account->send == NULL || tg_server_has_name (account->send));
}

/* An option that would be passed over might be all that kept the account out of the person's own mail program. */
static gboolean
suits (TgProgram program, const SaveOptions *self)
{
  const struct {
    const char *option;
    gboolean given;
    TgProgram program;
  } rows[] = { { "--profile", self->profile != NULL, TG_PROGRAM_THUNDERBIRD },
               { "--zip", self->zip != NULL, TG_PROGRAM_THUNDERBIRD },
               { "--with-password", self->with_password, TG_PROGRAM_THUNDERBIRD },
               { "--sources-dir", self->sources_dir != NULL, TG_PROGRAM_EVOLUTION } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].given && rows[i].program != program) {
      /* TRANSLATORS: an option, and a mail program */
      g_autofree char *sentence = g_strdup_printf (_ ("%s is for %s only."), rows[i].option, tg_program_title (rows[i].program));

      tg_terminal_fail (TG_EXIT_USAGE, sentence);
      return FALSE;
    }
  return TRUE;
}

static gboolean
has_update (const SaveOptions *self)
{
  const char *option = self->account != NULL ? "--account" : self->alike ? "--alike" : NULL;
  g_autofree char *sentence = NULL;

  if (option == NULL || self->update)
    return TRUE;
  /* TRANSLATORS: an option of the command line */
  sentence = g_strdup_printf (_ ("%s requires --update."), option);
  tg_terminal_fail (TG_EXIT_USAGE, sentence);
  return FALSE;
}

int
tg_command_save (int argc, char **argv)
{
  g_auto (TgCliOptions) options = { 0 };
  g_auto (SaveOptions) save_options = { 0 };
  g_auto (GStrv) positional = NULL;
  TgProgram program;
  const GOptionEntry extra[] = {
    { "profile", 0, 0, G_OPTION_ARG_FILENAME, &save_options.profile, N_ ("Thunderbird: this profile, or a new one"), "DIR|new" },
    { "zip", 0, 0, G_OPTION_ARG_FILENAME, &save_options.zip, N_ ("Thunderbird: write a file for its own import"), "FILE" },
    { "with-password", 0, 0, G_OPTION_ARG_NONE, &save_options.with_password, N_ ("Thunderbird: hand over the password as well"), NULL },
    { "sources-dir", 0, 0, G_OPTION_ARG_FILENAME, &save_options.sources_dir, N_ ("Evolution: write files into this folder"), "DIR" },
    { "update", 0, 0, G_OPTION_ARG_NONE, &save_options.update, N_ ("change the existing account"), NULL },
    { "account", 0, 0, G_OPTION_ARG_STRING, &save_options.account, N_ ("with --update: this account, by its id in “tegamictl accounts”"),
      "ID" },
    { "alike", 0, 0, G_OPTION_ARG_NONE, &save_options.alike, N_ ("with --update: also the other accounts with the same old servers"),
      NULL },
    { "unverified", 0, 0, G_OPTION_ARG_NONE, &save_options.unverified, N_ ("save without a test"), NULL },
    { "allow-plaintext", 0, 0, G_OPTION_ARG_NONE, &options.check.allow_plaintext,
      N_ ("send the password without encryption if the URL says so"), NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &save_options.dry_run, N_ ("only show what would be written"), NULL },
    { NULL },
  };

  if (!tg_cli_options_parse (&options, argc, argv, extra, _ ("Tests an account and writes it into a mail program."), &positional))
    return TG_EXIT_USAGE;
  if (!tg_program_by_id (positional[0], &program) || positional[1] != NULL)
    return tg_terminal_fail (TG_EXIT_USAGE, _ ("Say where to save: thunderbird or evolution."));
  if (!suits (program, &save_options) || !has_update (&save_options))
    return TG_EXIT_USAGE;
  if (save_options.with_password && !tg_authentication_is_oauth (options.mechanism) &&
      tg_session_get_password (options.session, TG_SIDE_RECEIVE) == NULL)
    return tg_terminal_fail (TG_EXIT_USAGE, _ ("--with-password requires --password-stdin."));
  if (!tg_cli_find_settings (&options))
    return TG_EXIT_CANCELLED;
  if (!has_servers (options.session))
    return TG_EXIT_FAILED;
  if (save_options.unverified && !has_names (tg_session_get_account (options.session)))
    return tg_terminal_fail (TG_EXIT_USAGE, _ ("The name given cannot be a server name."));

  int status = save_options.unverified ? 0 : check_first (&options);

  return status != 0 ? status : save (program, &save_options, &options);
}
