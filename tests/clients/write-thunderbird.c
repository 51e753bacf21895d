/* write-thunderbird.c: saves an account as the program does, for test-thunderbird.py.
 *
 *   write-thunderbird save PROFILE|new ADDRESS NAME RECEIVE SEND     prints the change's id and folder
 *   write-thunderbird update PROFILE ADDRESS NAME RECEIVE SEND
 *   write-thunderbird zip FILE ADDRESS NAME RECEIVE SEND
 *   write-thunderbird undo ID
 *   write-thunderbird accounts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <locale.h>
#include <string.h>

#include "clients/client-class.h"
#include "clients/thunderbird/accounts.h"
#include "clients/thunderbird/thunderbird.h"

static gboolean
save (const char *profile, const TgSaveRequest *request, GError **error)
{
  g_autoptr (TgPlace) place = tg_thunderbird_place_for_profile (profile, error);
  g_autoptr (TgChange) change = place != NULL ? tg_thunderbird_prepare (place, request, NULL, error) : NULL;

  if (change == NULL || !tg_change_apply_sync (change, NULL, error))
    return FALSE;
  g_print ("%s\n%s\n", tg_change_id (change), place->where);
  return TRUE;
}

static gboolean
write_account (char **words, GError **error)
{
  g_autoptr (TgServer) receive = tg_server_parse (words[5], error);
  g_autoptr (TgServer) send = receive != NULL ? tg_server_parse (words[6], error) : NULL;
  g_autoptr (TgAccount) account = send != NULL ? tg_account_new (words[3], words[4], NULL, NULL, receive, send) : NULL;
  TgSaveRequest request = { .account = account, .receive_authentication = "PLAIN", .send_authentication = "PLAIN" };

  if (account == NULL)
    return FALSE;
  request.update = g_str_equal (words[1], "update");
  return g_str_equal (words[1], "zip") ? tg_thunderbird_write_zip (&request, words[2], error) : save (words[2], &request, error);
}

static gboolean
print_accounts (void)
{
  g_autoptr (GPtrArray) accounts = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_found_account_free);

  tg_thunderbird_find_accounts (accounts);
  for (guint i = 0; i < accounts->len; i++) {
    TgFoundAccount *found = accounts->pdata[i];
    g_autofree char *receive = found->account->receive != NULL ? tg_server_to_url (found->account->receive) : NULL;
    g_autofree char *send = found->account->send != NULL ? tg_server_to_url (found->account->send) : NULL;

    g_print ("%s\t%s\t%s\t%s\t%s\t%d\n", found->account->address, found->account->name, receive, send, found->authentication,
             found->password_saved);
  }
  return TRUE;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  gboolean done = FALSE;

  setlocale (LC_ALL, "");
  if (argc == 7)
    done = write_account (argv, &error);
  else if (argc == 3 && g_str_equal (argv[1], "undo"))
    done = tg_journal_undo_sync (argv[2], NULL, &error);
  else if (argc == 2 && g_str_equal (argv[1], "accounts"))
    done = print_accounts ();
  if (error != NULL)
    g_printerr ("%s\n", error->message);
  return done ? 0 : 1;
}
