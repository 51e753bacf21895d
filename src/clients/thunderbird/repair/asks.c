/* asks.c: a password that is saved for another server, or another user, is not found.  Whose the saved ones are, Thunderbird keeps
 * to itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/thunderbird/repair/asks.h"

#include <glib/gi18n-lib.h>

#include "clients/thunderbird/logins/logins.h"
#include "clients/thunderbird/moved/move.h"
#include "model/authentication.h"

static gboolean
is_saved (const char *folder, const TgServer *server)
{
  static const char *const schemes[] = { [TG_PROTOCOL_IMAP] = "imap", [TG_PROTOCOL_POP3] = "mailbox", [TG_PROTOCOL_SMTP] = "smtp" };
  g_autofree char *origin = g_strdup_printf ("%s://%s", schemes[server->protocol], server->ascii_host);
  g_autoptr (GHashTable) logins = tg_logins_read (folder);

  return tg_logins_has (logins, origin) == 1;
}

TgAsks
tg_repair_asks (const TgFoundAccount *before, const TgSaveRequest *request, const char *folder, TgSide side)
{
  const TgServer *server = tg_account_server (request->account, side);
  const TgServer *old = before != NULL ? tg_account_server (before->account, side) : NULL;
  const char *mechanism = side == TG_SIDE_SEND ? request->send_authentication : request->receive_authentication;
  const char *used = before == NULL ? NULL : side == TG_SIDE_SEND ? before->send_authentication : before->authentication;
  gboolean stays = before != NULL && tg_server_same_name (old, server) &&
                   g_strcmp0 (tg_account_user (before->account, side), tg_account_user (request->account, side)) == 0;

  if (server == NULL || g_strcmp0 (mechanism, "none") == 0)
    return TG_ASKS_NOT;
  if (before == NULL)
    return TG_ASKS_ONCE;
  /* A sign-in by the browser lasts, where that was the way before. */
  if (tg_authentication_is_oauth (mechanism))
    return stays && tg_authentication_is_oauth (used) ? TG_ASKS_NOT : TG_ASKS_ONCE;
  if (!is_saved (folder, server))
    return TG_ASKS_ONCE;
  return stays ? TG_ASKS_NOT : TG_ASKS_MAYBE;
}

static gboolean
is_elsewhere (const TgMove *move)
{
  return g_ascii_strcasecmp (move->old_host, move->new_host) != 0;
}

void
tg_repair_add_next (TgChange *change, const TgThunderbirdEdit *edit)
{
  gboolean fetches = FALSE, asks = FALSE;

  for (guint i = 0; i < edit->moves->len; i++) {
    const TgMove *move = edit->moves->pdata[i];

    fetches = fetches || (move->protocol == TG_PROTOCOL_POP3 && is_elsewhere (move));
    asks = asks || g_strcmp0 (move->server, edit->keys->server) != 0;
  }
  if (asks)
    tg_change_add_next (change, _ ("Thunderbird asks for the password of each of the other accounts, too."));
  /* Which a server knows its messages by; another server may have numbered them anew. */
  if (fetches)
    tg_change_add_next (change,
                        _ ("The mail that Thunderbird has downloaded stays. If your provider numbered the mail anew when it moved it, "
                           "Thunderbird downloads once more what is still on the server."));
}
