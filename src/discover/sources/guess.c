/* guess.c: the usual names under the domain, tried up to the sign-in: one counts only where a certificate of its own proves it.  Where
 * they show the certificate of a hosting company instead, the names that it has for all its customers are tried, too.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "discover/search.h"
#include "find/names/guess.h"
#include "probe/explore.h"

static void try_servers (TgSearch *self, GPtrArray *servers, GAsyncReadyCallback callback);

static TgSaidSecurity
said (TgSecurity security)
{
  return security == TG_SECURITY_TLS ? TG_SAID_TLS : TG_SAID_STARTTLS;
}

/* Those that work. (transfer full) (nullable) */
static TgCandidate *
candidate_of (TgSearch *self, GPtrArray *explored)
{
  g_autoptr (TgSettings) settings = tg_settings_new ();

  for (guint i = 0; explored != NULL && i < explored->len; i++) {
    const TgExplored *row = explored->pdata[i];

    if (row->outcome == TG_EXPLORED_WORKS)
      tg_settings_add (settings, row->server->protocol, said (row->server->security), row->server->host, row->server->port, NULL, 0);
  }
  if (tg_settings_finish (settings) != TG_READ_SETTINGS)
    return NULL;
  return tg_candidate_from_settings (self->found->address, TG_ORIGIN_GUESS, 0, settings);
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
settle (TgSearch *self, GPtrArray *explored)
{
  TgCandidate *candidate = candidate_of (self, explored);

  tg_search_settle (self, TG_ORIGIN_GUESS,
                    candidate != NULL       ? TG_SOURCE_FOUND
                    : any_silent (explored) ? TG_SOURCE_TIMEOUT
                                            : TG_SOURCE_NONE,
                    candidate, NULL);
}

static void
on_company_explored (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TgSearch) self = data;
  g_autoptr (GPtrArray) explored = tg_explore_run_finish (result, NULL);

  settle (self, explored);
}

/* Whose certificate the domain's own names show, where our table has that company. (transfer full) (nullable) */
static TgHosted *
company_of (GPtrArray *explored)
{
  for (guint i = 0; explored != NULL && i < explored->len; i++) {
    const TgExplored *row = explored->pdata[i];
    const TgCertificate *shown = row->evidence->certificates->len > 0 ? row->evidence->certificates->pdata[0] : NULL;
    g_autoptr (TgHosted) hosted = NULL;

    if (row->outcome != TG_EXPLORED_CERTIFICATE || shown == NULL || shown->names == NULL)
      continue;
    hosted = tg_hosted_by_certificate (shown->names);
    if (hosted->provider != NULL)
      return g_steal_pointer (&hosted);
  }
  return NULL;
}

/* Unless the domain's records have told the company already.  TRUE: more is being tried. */
static gboolean
follow_certificate (TgSearch *self, GPtrArray *explored)
{
  g_autoptr (TgHosted) company = company_of (explored);
  g_autoptr (GPtrArray) servers = g_ptr_array_new ();

  if (company == NULL || (self->found->hosted != NULL && self->found->hosted->provider != NULL))
    return FALSE;
  for (guint i = 0; i < company->receive->len; i++)
    g_ptr_array_add (servers, company->receive->pdata[i]);
  for (guint i = 0; i < company->send->len; i++)
    g_ptr_array_add (servers, company->send->pdata[i]);
  tg_hosted_free (self->found->hosted);
  self->found->hosted = g_steal_pointer (&company);
  tg_search_noted (self);
  if (servers->len > 0)
    try_servers (self, servers, on_company_explored);
  return servers->len > 0;
}

static void
on_explored (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TgSearch) self = data;
  g_autoptr (GPtrArray) explored = tg_explore_run_finish (result, NULL);
  g_autoptr (TgCandidate) candidate = NULL;

  if (tg_search_is_over (self))
    return;
  candidate = candidate_of (self, explored);
  if (candidate != NULL || !follow_certificate (self, explored))
    settle (self, explored);
}

static void
try_servers (TgSearch *self, GPtrArray *servers, GAsyncReadyCallback callback)
{
  for (guint i = 0; i < servers->len; i++) {
    const TgServer *server = servers->pdata[i];
    g_autofree char *line = g_strdup_printf ("TCP %s:%u", server->ascii_host, server->port);

    tg_search_asks (self, TG_ORIGIN_GUESS, line);
  }
  tg_explore_run_async (self->network, servers, TG_EXPLORE_AT_ONCE, NULL, NULL, self->stop, callback, tg_search_ref (self));
}

void
tg_search_ask_guess (TgSearch *self)
{
  g_autoptr (TgAccount) account = tg_account_new (self->found->address, NULL, NULL, NULL, NULL, NULL);
  g_autoptr (GPtrArray) servers = tg_guess_servers (account);

  try_servers (self, servers, on_explored);
}
