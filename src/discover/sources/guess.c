/* guess.c: the usual names under the domain, tried up to the sign-in: one counts only where a certificate of its own proves it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "discover/search.h"
#include "find/names/guess.h"
#include "probe/explore.h"

static TgSaidSecurity
said (TgSecurity security)
{
  return security == TG_SECURITY_TLS ? TG_SAID_TLS : TG_SAID_STARTTLS;
}

static void
add_working (TgSettings *settings, GPtrArray *explored)
{
  for (guint i = 0; explored != NULL && i < explored->len; i++) {
    const TgExplored *row = explored->pdata[i];

    if (row->outcome == TG_EXPLORED_WORKS)
      tg_settings_add (settings, row->server->protocol, said (row->server->security), row->server->host, row->server->port, NULL, 0);
  }
}

static gboolean
any_silent (GPtrArray *explored)
{
  for (guint i = 0; explored != NULL && i < explored->len; i++) {
    const TgExplored *row = explored->pdata[i];

    if (row->outcome == TG_EXPLORED_SILENT || row->evidence->fault == TG_FAULT_RESOLVER)
      return TRUE;
  }
  return FALSE;
}

static void
on_explored (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TgSearch) self = data;
  g_autoptr (GPtrArray) explored = tg_explore_run_finish (result, NULL);
  g_autoptr (TgSettings) settings = tg_settings_new ();

  if (tg_search_is_over (self))
    return;
  add_working (settings, explored);
  if (tg_settings_finish (settings) == TG_READ_SETTINGS)
    tg_search_settle (self, TG_ORIGIN_GUESS, TG_SOURCE_FOUND,
                      tg_candidate_from_settings (self->found->address, TG_ORIGIN_GUESS, 0, settings), NULL);
  else
    tg_search_settle (self, TG_ORIGIN_GUESS, any_silent (explored) ? TG_SOURCE_TIMEOUT : TG_SOURCE_NONE, NULL, NULL);
}

void
tg_search_ask_guess (TgSearch *self)
{
  g_autoptr (TgAccount) account = tg_account_new (self->found->address, NULL, NULL, NULL, NULL, NULL);
  g_autoptr (GPtrArray) servers = tg_guess_servers (account);

  for (guint i = 0; i < servers->len; i++) {
    const TgServer *server = servers->pdata[i];
    g_autofree char *line = g_strdup_printf ("TCP %s:%u", server->ascii_host, server->port);

    tg_search_asks (self, TG_ORIGIN_GUESS, line);
  }
  tg_explore_run_async (self->network, servers, TG_EXPLORE_AT_ONCE, NULL, NULL, self->stop, on_explored, tg_search_ref (self));
}
