/* letter.c: tegamictl letter: the settings in a provider's letter.  A password is never printed, only that there is one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/letter/letter-findings.h"

#include <glib/gi18n-lib.h>

#include "cli/command.h"
#include "cli/input.h"
#include "cli/options/options.h"
#include "cli/output/check-json.h"
#include "cli/output/json.h"
#include "cli/output/terminal.h"
#include "find/letter/text/text.h"
#include "model/text/text.h"

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

static void
add_servers (JsonBuilder *builder, const char *name, GPtrArray *servers)
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
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
add_account (JsonBuilder *builder, const TgLetterAccount *account)
{
  json_builder_begin_object (builder);
  tg_json_member (builder, "address", account->address);
  tg_json_member (builder, "user", account->user);
  tg_json_member (builder, "send_user", account->send_user);
  tg_json_bool (builder, "has_password", account->password != NULL);
  add_servers (builder, "receive", account->receive);
  add_servers (builder, "send", account->send);
  if (account->smtp_auth == TG_LETTER_AUTH_UNKNOWN)
    tg_json_null (builder, "smtp_auth");
  else
    tg_json_bool (builder, "smtp_auth", account->smtp_auth == TG_LETTER_AUTH_YES);
  tg_json_member (builder, "connection_id", account->connection_id);
  json_builder_end_object (builder);
}

static void
print_json (const TgLetter *letter, GPtrArray *findings)
{
  g_autoptr (JsonBuilder) builder = tg_json_begin ();
  g_autoptr (TgAccount) account = letter->accounts->len > 0 ? tg_letter_account (letter->accounts->pdata[0]) : NULL;

  tg_json_begin_array (builder, "accounts");
  for (guint i = 0; i < letter->accounts->len; i++)
    add_account (builder, letter->accounts->pdata[i]);
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

static void
print_server (const char *label, const TgLetterServer *each)
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
}

static void
print_account (const TgLetterAccount *account)
{
  print_value (_ ("Mail address"), account->address);
  print_value (_ ("User name"), account->user);
  print_value (_ ("User name for sending"), account->send_user);
  if (account->password != NULL)
    print_value (_ ("Mail password"), _ ("stands in the letter, and is not shown here"));
  for (guint i = 0; i < account->receive->len; i++)
    print_server (_ ("Receiving server"), account->receive->pdata[i]);
  for (guint i = 0; i < account->send->len; i++)
    print_server (_ ("Sending server"), account->send->pdata[i]);
  if (account->smtp_auth != TG_LETTER_AUTH_UNKNOWN)
    print_value (_ ("SMTP authentication"), account->smtp_auth == TG_LETTER_AUTH_YES ? _ ("required") : _ ("not required"));
  print_value (_ ("Connection ID (not for mail)"), account->connection_id);
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

int
tg_command_letter (int argc, char **argv)
{
  gboolean json = FALSE;
  g_auto (GStrv) positional = NULL;

  if (!tg_cli_plain_parse (&json, NULL, argc, argv, NULL,
                           _ ("Reads the settings in a provider’s letter, from a file or from standard input."), &positional))
    return TG_EXIT_USAGE;
  if (g_strv_length (positional) > 1)
    return tg_terminal_fail (TG_EXIT_USAGE, _ ("One file at a time."));

  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = tg_cli_read_input (positional[0], TG_LETTER_BYTES_MAX, &error);

  if (bytes == NULL)
    return tg_terminal_fail (TG_EXIT_USAGE, error->message);

  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  g_autoptr (TgLetter) letter = tg_letter_read (text != NULL ? text : "", length);
  g_autoptr (GPtrArray) findings = tg_letter_findings (letter);

  if (json) {
    print_json (letter, findings);
    return is_about_mail (letter) ? TG_EXIT_DONE : TG_EXIT_FAILED;
  }
  for (guint i = 0; i < letter->accounts->len; i++) {
    if (i > 0)
      tg_terminal_line ("");
    print_account (letter->accounts->pdata[i]);
  }
  tg_terminal_findings (findings);
  if (!is_about_mail (letter) && findings->len == 0)
    tg_terminal_line (_ ("Nothing in this text was recognised."));
  return is_about_mail (letter) ? TG_EXIT_DONE : TG_EXIT_FAILED;
}
