/* guess.c: the usual names under the domain, tried up to the sign-in: one counts only where a certificate of its own proves it.  Where
 * they show the certificate of a hosting company instead, the names that it has for all its customers are tried, too.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "discover/search.h"
#include "find/names/guess.h"
#include "probe/explore.h"

/* What is kept of the search's time for saying what was proven by then. */
#define SPARE_MS 300

/* One round of trying.  @has: by side: TLS is proven there, and nothing better can come */
typedef struct {
  TgSearch *search;
  GCancellable *enough;
  gulong ended;
  gboolean has[2];
  gboolean of_company;
} Guess;

static void try_servers (TgSearch *search, GPtrArray *servers, gboolean of_company);

static void
guess_free (Guess *self)
{
  g_cancellable_disconnect (self->search->stop, self->ended);
  g_object_unref (self->enough);
  tg_search_unref (self->search);
  g_free (self);
}

static TgSaidSecurity
said (TgSecurity security)
{
  return security == TG_SECURITY_TLS ? TG_SAID_TLS : TG_SAID_STARTTLS;
}

/* Those that work. (transfer full) (nullable) */
static TgCandidate *
candidate_of (TgSearch *search, GPtrArray *explored)
{
  g_autoptr (TgSettings) settings = tg_settings_new ();

  for (guint i = 0; explored != NULL && i < explored->len; i++) {
    const TgExplored *row = explored->pdata[i];

    if (row->outcome == TG_EXPLORED_WORKS)
      tg_settings_add (settings, row->server->protocol, said (row->server->security), row->server->host, row->server->port, NULL, 0);
  }
  if (tg_settings_finish (settings) != TG_READ_SETTINGS)
    return NULL;
  return tg_candidate_from_settings (search->found->address, TG_ORIGIN_GUESS, 0, settings);
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
follow_certificate (TgSearch *search, GPtrArray *explored)
{
  g_autoptr (TgHosted) company = company_of (explored);
  g_autoptr (GPtrArray) servers = g_ptr_array_new ();

  if (company == NULL || (search->found->hosted != NULL && search->found->hosted->provider != NULL))
    return FALSE;
  for (guint i = 0; i < company->receive->len; i++)
    g_ptr_array_add (servers, company->receive->pdata[i]);
  for (guint i = 0; i < company->send->len; i++)
    g_ptr_array_add (servers, company->send->pdata[i]);
  tg_hosted_free (search->found->hosted);
  search->found->hosted = g_steal_pointer (&company);
  tg_search_noted (search);
  if (servers->len > 0)
    try_servers (search, servers, TRUE);
  return servers->len > 0;
}

static void
on_explored (GObject *source, GAsyncResult *result, gpointer data)
{
  Guess *self = data;
  TgSearch *search = self->search;
  g_autoptr (GPtrArray) explored = tg_explore_run_finish (result, NULL);
  TgCandidate *candidate = tg_search_is_over (search) ? NULL : candidate_of (search, explored);

  if (candidate != NULL)
    tg_search_settle (search, TG_ORIGIN_GUESS, TG_SOURCE_FOUND, candidate, NULL);
  else if (!tg_search_is_over (search) && (self->of_company || !follow_certificate (search, explored)))
    tg_search_settle (search, TG_ORIGIN_GUESS, any_silent (explored) ? TG_SOURCE_TIMEOUT : TG_SOURCE_NONE, NULL, NULL);
  guess_free (self);
}

/* POP3 beside IMAP, or STARTTLS beside TLS, is not worth waiting for a name that is silent. */
static void
on_progress (const TgExplored *row, guint done, guint total, gpointer data)
{
  Guess *self = data;

  if (row->outcome != TG_EXPLORED_WORKS || row->server->security != TG_SECURITY_TLS || row->server->protocol == TG_PROTOCOL_POP3)
    return;
  self->has[row->server->protocol == TG_PROTOCOL_SMTP ? TG_SIDE_SEND : TG_SIDE_RECEIVE] = TRUE;
  if (self->has[TG_SIDE_RECEIVE] && self->has[TG_SIDE_SEND])
    g_cancellable_cancel (self->enough);
}

static void
on_search_ended (GCancellable *stop, gpointer enough)
{
  g_cancellable_cancel (enough);
}

static void
try_servers (TgSearch *search, GPtrArray *servers, gboolean of_company)
{
  g_autoptr (TgNetwork) network = tg_network_asking (search->network, search->network->resolver);
  double left = tg_network_patient_ms (search->timeout_ms) - tg_search_now (search) - SPARE_MS;
  Guess *self = g_new0 (Guess, 1);

  for (guint i = 0; i < servers->len; i++) {
    const TgServer *server = servers->pdata[i];
    g_autofree char *line = g_strdup_printf ("TCP %s:%u", server->ascii_host, server->port);

    tg_search_asks (search, TG_ORIGIN_GUESS, line);
  }
  self->search = tg_search_ref (search);
  self->of_company = of_company;
  self->enough = g_cancellable_new ();
  self->ended = g_cancellable_connect (search->stop, G_CALLBACK (on_search_ended), g_object_ref (self->enough), g_object_unref);
  /* Both limits grow with patience. */
  network->connect_timeout_ms = (guint)CLAMP (left / tg_network_patient_ms (1), 1, network->connect_timeout_ms);
  tg_explore_run_async (network, servers, TG_EXPLORE_AT_ONCE, on_progress, self, self->enough, on_explored, self);
}

void
tg_search_ask_guess (TgSearch *search, TgOrigin source)
{
  g_autoptr (TgAccount) account = tg_account_new (search->found->address, NULL, NULL, NULL, NULL, NULL);
  g_autoptr (GPtrArray) servers = tg_guess_servers (account);

  try_servers (search, servers, FALSE);
}
