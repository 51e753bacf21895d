/* both-sides.c: the receiving server of the one change, and the sending server of the other.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "session/trying/both-sides.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Changes the server of @side, and nothing else. */
static gboolean
changes_only (const TgAccount *change, const TgAccount *account, TgSide side)
{
  const TgServer *server = tg_account_server (change, side);
  g_autoptr (TgAccount) expected = server != NULL ? tg_account_with_server (account, side, server) : NULL;

  return expected != NULL && !tg_server_equal (server, tg_account_server (account, side)) && tg_account_equal (expected, change);
}

/* The same remedy for the other side, unless it is known to be worth less than @remedy. (nullable) */
static const TgRemedy *
counterpart (GPtrArray *findings, const TgFinding *finding, const TgRemedy *remedy, const TgAccount *account)
{
  TgSide other = finding->side == TG_SIDE_RECEIVE ? TG_SIDE_SEND : TG_SIDE_RECEIVE;

  for (guint i = 0; i < findings->len; i++) {
    const TgFinding *each = findings->pdata[i];

    if (each->side != other || strcmp (each->id, finding->id) != 0)
      continue;
    for (guint k = 0; k < each->remedies->len; k++) {
      const TgRemedy *candidate = each->remedies->pdata[k];

      if (g_strcmp0 (candidate->id, remedy->id) == 0 && candidate->change != NULL && candidate->tried == remedy->tried &&
          changes_only (candidate->change, account, other))
        return candidate;
    }
  }
  return NULL;
}

/* As short as what both have in common allows. */
static char *
button_of (const TgServer *receive, const TgServer *send, const TgAccount *account)
{
  gboolean moves = strcmp (receive->ascii_host, account->receive->ascii_host) != 0;

  if (moves && strcmp (receive->ascii_host, send->ascii_host) == 0)
    /* TRANSLATORS: a button: a server name, for receiving and for sending */
    return g_strdup_printf (_ ("Use %s for both and test again"), receive->host);
  if (!moves && receive->security == send->security)
    /* TRANSLATORS: a button: "SSL/TLS" or "STARTTLS", for receiving and for sending */
    return g_strdup_printf (_ ("Use %s for both and test again"), tg_security_name (receive->security));
  return g_strdup (_ ("Change both and test again"));
}

TgRemedy *
tg_both_sides_remedy (GPtrArray *findings, const TgFinding *finding, const TgRemedy *remedy, const TgAccount *account)
{
  const TgRemedy *other;
  const TgRemedy *receive, *send;
  TgRemedy *both;
  g_autoptr (TgAccount) half = NULL;

  if (finding->side > TG_SIDE_SEND || remedy->change == NULL || remedy->id == NULL || remedy->tried == TG_TRIED_FAILS ||
      account->receive == NULL || account->send == NULL || !changes_only (remedy->change, account, finding->side))
    return NULL;
  other = counterpart (findings, finding, remedy, account);
  if (other == NULL)
    return NULL;

  receive = finding->side == TG_SIDE_RECEIVE ? remedy : other;
  send = finding->side == TG_SIDE_RECEIVE ? other : remedy;
  half = tg_account_with_receive (account, receive->change->receive);
  both = tg_remedy_new (remedy->text);
  both->id = remedy->id;
  both->tried = remedy->tried;
  both->change = tg_account_with_send (half, send->change->send);
  both->action = button_of (receive->change->receive, send->change->send, account);
  return both;
}
