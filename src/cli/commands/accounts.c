/* accounts.c: tegamictl accounts: what Thunderbird and Evolution hold.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "cli/command.h"
#include "cli/output/check-json.h"
#include "cli/output/json.h"
#include "cli/options/options.h"
#include "cli/output/terminal.h"
#include "clients/client.h"
#include "session/saved-account.h"

/* What there is to say of those that we do not know. (transfer full) */
static GPtrArray *
find_unknown (GPtrArray *accounts)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_finding_unref);

  for (guint i = 0; i < accounts->len; i++)
    if (!tg_found_account_is_known (accounts->pdata[i]))
      g_ptr_array_add (findings, tg_saved_account_unknown (accounts->pdata[i]));
  return findings;
}

static void
print_json (GPtrArray *accounts, GPtrArray *findings)
{
  g_autoptr (JsonBuilder) builder = tg_json_begin ();

  tg_json_begin_array (builder, "accounts");
  for (guint i = 0; i < accounts->len; i++) {
    const TgFoundAccount *found = accounts->pdata[i];

    json_builder_begin_object (builder);
    tg_json_member (builder, "program", tg_program_id (found->program));
    tg_json_member (builder, "title", tg_found_account_program (found));
    tg_json_member (builder, "version", found->version);
    tg_json_member (builder, "where", found->where);
    tg_json_member (builder, "id", found->key);
    tg_json_member (builder, "kind", found->kind);
    tg_json_member (builder, "address", found->account->address);
    tg_json_member (builder, "name", found->account->name);
    tg_json_url (builder, "receive", found->account->receive);
    tg_json_url (builder, "send", found->account->send);
    tg_json_member (builder, "user", found->account->user);
    tg_json_member (builder, "send_user", found->account->send_user);
    tg_json_member (builder, "authentication", found->authentication);
    tg_json_member (builder, "send_authentication", found->send_authentication);
    if (found->password_saved < 0)
      tg_json_null (builder, "password_saved");
    else
      tg_json_bool (builder, "password_saved", found->password_saved);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  tg_check_json_findings (builder, NULL, findings);
  tg_json_print (builder, FALSE);
}

static void
print_server (const char *title, const TgServer *server, const char *user)
{
  if (server == NULL)
    return;

  g_autofree char *url = tg_server_to_url (server);

  tg_terminal_print ("  %s: %s (%s)", title, url, user != NULL ? user : "");
}

int
tg_command_accounts (int argc, char **argv)
{
  gboolean json = FALSE;

  if (!tg_cli_plain_parse (&json, NULL, argc, argv, NULL, _ ("Lists the accounts found in Thunderbird and Evolution. Nothing is changed."),
                           NULL))
    return TG_EXIT_USAGE;

  g_autoptr (GPtrArray) accounts = tg_clients_find_accounts ();
  g_autoptr (GPtrArray) findings = find_unknown (accounts);

  if (json) {
    print_json (accounts, findings);
    return TG_EXIT_DONE;
  }
  if (accounts->len == 0)
    tg_terminal_line (_ ("No mail account was found in Thunderbird or Evolution."));
  for (guint i = 0; i < accounts->len; i++) {
    const TgFoundAccount *found = accounts->pdata[i];

    tg_terminal_print ("%s — %s (%s)", tg_found_account_name (found), tg_found_account_program (found), found->where);
    if (!tg_found_account_is_known (found))
      tg_terminal_print ("  %s: %s", _ ("Kind of account"), tg_found_account_kind (found));
    print_server (_ ("Receive"), found->account->receive, found->account->user);
    print_server (_ ("Send"), found->account->send, found->account->send_user);
  }
  tg_terminal_findings (findings);
  return TG_EXIT_DONE;
}
