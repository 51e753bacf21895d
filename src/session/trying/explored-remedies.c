/* explored-remedies.c: of what works, the best for each side, as a remedy.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "session/trying/explored-remedies.h"

#include <string.h>

#include "tegami-config.h"
#include <glib/gi18n-lib.h>

#include "find/credential-rule.h"

static TgSide
side_of (const TgServer *server)
{
  return server->protocol == TG_PROTOCOL_SMTP ? TG_SIDE_SEND : TG_SIDE_RECEIVE;
}

TgAccount *
tg_explored_account (const TgAccount *account, const TgServer *server)
{
  return tg_account_with_server (account, side_of (server), server);
}

const TgExplored *
tg_explored_find (GPtrArray *rows, const TgServer *server)
{
  for (guint i = 0; i < rows->len; i++) {
    const TgExplored *row = rows->pdata[i];

    if (tg_server_equal (row->server, server))
      return row;
  }
  return NULL;
}

TgTried
tg_explored_judge (GPtrArray *rows, const TgAccount *account, const TgAccount *change)
{
  TgTried tried = TG_TRIED_NOT;

  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++) {
    const TgServer *server = tg_account_server (change, side);
    const TgExplored *row = server != NULL ? tg_explored_find (rows, server) : NULL;

    if (server == NULL || tg_server_equal (server, tg_account_server (account, side)))
      continue;
    if (row == NULL)
      return TG_TRIED_NOT;
    if (row->outcome != TG_EXPLORED_WORKS)
      tried = TG_TRIED_FAILS;
    else if (tried == TG_TRIED_NOT)
      tried = TG_TRIED_WORKS;
  }
  return tried;
}

/* Only what ended before the sign-in can be due to port and encryption. */
static gboolean
may_be_the_port (const TgEvidence *seen)
{
  if (seen == NULL || !seen->tested || seen->fault == TG_FAULT_NONE)
    return FALSE;
  return seen->reached < TG_STAGE_SIGN_IN || seen->fault == TG_FAULT_AUTH_NOT_OFFERED || seen->fault == TG_FAULT_AUTH_NEEDS_TLS;
}

/* On the server that was named before other names, of those first on one that the person need not confirm, and with the
 * protocol that was chosen before the other one. */
static const TgServer *
best_for (GPtrArray *rows, const TgAccount *account, TgSide side)
{
  const TgServer *given = tg_account_server (account, side), *best = NULL;
  int best_points = -1;

  for (guint i = 0; i < rows->len; i++) {
    const TgExplored *row = rows->pdata[i];
    gboolean same_host = strcmp (row->server->ascii_host, given->ascii_host) == 0;
    int points = 4 * same_host + 2 * tg_credentials_may_go (account, row->server) + (row->server->protocol == given->protocol);

    if (side_of (row->server) == side && row->outcome == TG_EXPLORED_WORKS && points > best_points) {
      best = row->server;
      best_points = points;
    }
  }
  return best;
}

TgRemedy *
tg_explored_remedy (GPtrArray *rows, const TgCheckResult *check, TgSide side)
{
  const TgServer *given = tg_account_server (check->account, side);
  const TgServer *server = may_be_the_port (tg_check_result_seen (check, side)) ? best_for (rows, check->account, side) : NULL;
  g_autofree char *text = NULL;
  TgRemedy *self;

  if (server == NULL)
    return NULL;
  if (side == TG_SIDE_SEND)
    /* TRANSLATORS: "Send through port 465 of smtp.example.jp with SSL/TLS. …" */
    text = g_strdup_printf (_ ("Send through port %u of %s with %s. This was tried, and it works up to the sign-in."), server->port,
                            server->host, tg_security_name (server->security));
  else if (given->protocol == server->protocol)
    /* TRANSLATORS: "Receive on port 993 of imap.example.jp with SSL/TLS. …" */
    text = g_strdup_printf (_ ("Receive on port %u of %s with %s. This was tried, and it works up to the sign-in."), server->port,
                            server->host, tg_security_name (server->security));
  else
    /* TRANSLATORS: "Receive with POP3, on port 995 of pop.example.jp with SSL/TLS. …" */
    text = g_strdup_printf (_ ("Receive with %s, on port %u of %s with %s. This was tried, and it works up to the sign-in."),
                            tg_protocol_name (server->protocol), server->port, server->host, tg_security_name (server->security));
  self = tg_remedy_new (text);
  self->id = "use-explored";
  /* TRANSLATORS: a button: "Use 465 with SSL/TLS and test again" */
  self->action = g_strdup_printf (_ ("Use %u with %s and test again"), server->port, tg_security_name (server->security));
  self->change = tg_explored_account (check->account, server);
  self->confirm_host = tg_credentials_new_host (check->account, self->change);
  self->tried = TG_TRIED_WORKS;
  return self;
}
