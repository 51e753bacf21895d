/* accounts.c: tegamictl accounts: what Thunderbird and Evolution hold.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "cli/command.h"
#include "cli/json.h"
#include "cli/options.h"
#include "cli/terminal.h"
#include "clients/client.h"

static void
add_url (JsonBuilder *builder, const char *name, const TgServer *server)
{
  g_autofree char *url = server != NULL ? tg_server_to_url (server) : NULL;

  tg_json_member (builder, name, url);
}

static void
print_json (GPtrArray *accounts)
{
  g_autoptr (JsonBuilder) builder = tg_json_begin ();

  json_builder_set_member_name (builder, "accounts");
  json_builder_begin_array (builder);
  for (guint i = 0; i < accounts->len; i++) {
    const TgFoundAccount *found = accounts->pdata[i];

    json_builder_begin_object (builder);
    tg_json_member (builder, "program", tg_program_id (found->program));
    tg_json_member (builder, "version", found->version);
    tg_json_member (builder, "where", found->where);
    tg_json_member (builder, "id", found->key);
    tg_json_member (builder, "address", found->account->address);
    tg_json_member (builder, "name", found->account->name);
    add_url (builder, "receive", found->account->receive);
    add_url (builder, "send", found->account->send);
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
  tg_json_print (builder, FALSE);
}

static void
print_server (const char *title, const TgServer *server, const char *user)
{
  if (server == NULL)
    return;

  g_autofree char *url = tg_server_to_url (server);
  g_autofree char *line = g_strdup_printf ("  %s: %s (%s)", title, url, user != NULL ? user : "");

  tg_terminal_line (line);
}

int
tg_command_accounts (int argc, char **argv)
{
  gboolean json = FALSE;

  if (!tg_cli_plain_parse (&json, argc, argv, NULL, _ ("Lists the accounts found in Thunderbird and Evolution. Nothing is changed."), NULL))
    return TG_EXIT_USAGE;

  g_autoptr (GPtrArray) accounts = tg_clients_find_accounts ();

  if (json) {
    print_json (accounts);
    return TG_EXIT_DONE;
  }
  if (accounts->len == 0)
    tg_terminal_line (_ ("No mail account was found in Thunderbird or Evolution."));
  for (guint i = 0; i < accounts->len; i++) {
    const TgFoundAccount *found = accounts->pdata[i];
    g_autofree char *head = g_strdup_printf ("%s — %s (%s)", found->account->address, tg_program_title (found->program), found->where);

    tg_terminal_line (head);
    print_server (_ ("Receive"), found->account->receive, found->account->user);
    print_server (_ ("Send"), found->account->send, found->account->send_user);
  }
  return TG_EXIT_DONE;
}
