/* letter-known.c: the safer of two words, and that there are two.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/letter/letter-known.h"

#include <string.h>

#include "diagnose/catalogue.h"
#include "diagnose/found/found-words.h"
#include "find/origin-words.h"

static GPtrArray *
servers_of (const TgRanking *ranking, TgSide side)
{
  return side == TG_SIDE_SEND ? ranking->send : ranking->receive;
}

/* The same server by the same protocol, with more protection. (nullable) */
static const TgServer *
safer_one (const TgServer *server, GPtrArray *known)
{
  for (guint i = 0; i < known->len; i++) {
    const TgServer *other = known->pdata[i];

    if (other->protocol == server->protocol && tg_server_same_name (other, server) && other->security < server->security)
      return other;
  }
  return NULL;
}

/* A provider may have several servers for one thing: any of them is as good as the first. */
static const TgServer *
choose (const TgServer *letter, const TgServer *first, GPtrArray *known)
{
  const TgServer *safer;

  if (letter == NULL || first == NULL)
    return letter != NULL ? letter : first;
  if (!tg_servers_have_name (known, letter->ascii_host))
    return first;
  safer = safer_one (letter, known);
  return safer != NULL ? safer : letter;
}

TgAccount *
tg_letter_with_known (const TgAccount *letter, const TgRanking *known)
{
  const TgAccount *account = known->account;

  if (account == NULL)
    return tg_account_ref (letter);
  return tg_account_new (letter->address, letter->name, letter->user != NULL ? letter->user : account->user,
                         letter->user != NULL || letter->send_user != NULL ? letter->send_user : account->send_user,
                         choose (letter->receive, account->receive, known->receive), choose (letter->send, account->send, known->send));
}

static TgFinding *
differ (const char *address, TgSide side, const TgServer *used, const TgServer *other)
{
  g_autoptr (GHashTable) arguments = tg_found_arguments (address);
  g_autofree char *source = tg_origin_name (used->origin, address), *other_source = tg_origin_name (other->origin, address);
  const TgServer *said[] = { used, other };
  TgFinding *finding;

  tg_found_put (arguments, "host", used->host);
  tg_found_put (arguments, "other", other->host);
  tg_found_put (arguments, "source", source);
  tg_found_put (arguments, "other_source", other_source);
  finding = tg_catalogue_finding ("settings-differ", side, arguments);
  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    g_ptr_array_add (finding->evidence, tg_origin_says (said[i]->origin, address, said[i]->host));
  return finding;
}

GPtrArray *
tg_letter_differs_from (const TgAccount *letter, const TgAccount *used, const TgRanking *found)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_finding_unref);

  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++) {
    const TgServer *says = tg_account_server (letter, side), *now = tg_account_server (used, side);
    const TgServer *best = found->account != NULL ? tg_account_server (found->account, side) : NULL;

    /* What was merely guessed is nobody's word. */
    if (says == NULL || now == NULL || best == NULL || best->origin == TG_ORIGIN_GUESS ||
        tg_servers_have_name (servers_of (found, side), says->ascii_host))
      continue;
    if (tg_server_same_name (now, says))
      g_ptr_array_add (findings, differ (letter->address, side, says, best));
    else if (tg_server_same_name (now, best))
      g_ptr_array_add (findings, differ (letter->address, side, best, says));
  }
  return findings;
}
