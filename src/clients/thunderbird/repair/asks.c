/* asks.c: a sign-in is filed under the server and the user, and lasts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/thunderbird/repair/asks.h"

#include <glib/gi18n-lib.h>

#include "clients/thunderbird/moved/move.h"
#include "model/authentication.h"

gboolean
tg_repair_opens_page (const TgFoundAccount *before, const TgSaveRequest *request, TgSide side)
{
  const TgServer *server = tg_account_server (request->account, side);
  const char *mechanism = side == TG_SIDE_SEND ? request->send_authentication : request->receive_authentication;
  const char *used = before == NULL ? NULL : side == TG_SIDE_SEND ? before->send_authentication : before->authentication;
  gboolean stays = before != NULL && tg_server_same_name (tg_account_server (before->account, side), server) &&
                   g_strcmp0 (tg_account_user (before->account, side), tg_account_user (request->account, side)) == 0;

  return server != NULL && tg_authentication_is_oauth (mechanism) && !(stays && tg_authentication_is_oauth (used));
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
