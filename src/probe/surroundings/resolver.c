/* resolver.c: compares this network's resolver with another one, and tries the addresses that
 * differ without signing in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "probe/surroundings/look-around.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/host.h"
#include "wire/ask/dns.h"
#include "wire/resolve.h"

#define ASK_TIMEOUT_MS     1500
#define CONNECT_TIMEOUT_MS 1200
#define TRIAL_TIMEOUT_MS   2200
#define CONTROL_HOST       "nmcheck.gnome.org" /* used if the page to fetch has no name */

/* One host and what was answered for it. */
typedef struct {
  GTask *task;
  char *host;
} Asked;

static char *
joined (GPtrArray *ips)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < ips->len; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", (char *)ips->pdata[i]);
  return g_string_free (g_steal_pointer (&list), FALSE);
}

/* What this network answered: the addresses that were tried. */
static GPtrArray *
ips_here (const TgLookAround *self, const char *host)
{
  const TgEvidence *sides[2];
  guint n = tg_look_around_sides (self, sides);
  GPtrArray *ips = g_ptr_array_new ();

  for (guint i = 0; i < n && ips->len == 0; i++)
    for (guint k = 0; strcmp (sides[i]->server->ascii_host, host) == 0 && k < sides[i]->addresses->len; k++)
      g_ptr_array_add (ips, ((TgAddressRecord *)sides[i]->addresses->pdata[k])->ip);
  return ips;
}

static gboolean
concerns (const TgEvidence *side, const char *host)
{
  return (tg_needs_of_side (side) & TG_NEED_NAMES) != 0 && strcmp (side->server->ascii_host, host) == 0;
}

static void
tried (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Asked *asked = user_data;
  g_autoptr (GTask) task = asked->task;
  TgLookAround *self = tg_look_around_of (task);
  g_autoptr (TgCheckResult) check = tg_check_run_finish (result, NULL);
  gboolean works = tg_check_result_is_through (check);
  const char *there = tg_evidence_connected_ip (check->receive != NULL ? check->receive : check->send);
  g_autoptr (GPtrArray) here = ips_here (self, asked->host);
  g_autofree char *said = here->len > 0 ? joined (here) : NULL;

  if (works && there != NULL) {
    tg_surroundings_add_name (self->seen, asked->host, said, there, TRUE);
    tg_surroundings_note (self->seen, TG_ASPECT_NAMES, TG_LOOK_FAULT,
                          said != NULL
                              /* TRANSLATORS: a server name, and its IP addresses */
                              ? g_strdup_printf (_ ("This network says that %s is at %s"), asked->host, said)
                              : g_strdup_printf (_ ("This network knows no address for %s"), asked->host));
    tg_surroundings_note (self->seen, TG_ASPECT_NAMES, TG_LOOK_FAULT,
                          g_strdup_printf (_ ("Another name server says %s, and the mail server there proved to be the right one"), there));
  } else if (!g_cancellable_is_cancelled (self->outside)) {
    tg_surroundings_note (self->seen, TG_ASPECT_NAMES, TG_LOOK_OPEN,
                          g_strdup_printf (_ ("Another name server gives another address for %s, which does not work either"),
                                           asked->host));
  }
  g_free (asked->host);
  g_free (asked);
  tg_look_around_end (task);
}

/* The same servers at the other addresses; no password is at hand that could leak. */
static void
try_there (GTask *task, const char *host, GPtrArray *ips)
{
  static const TgCheckOptions options = { .sign_in = FALSE };
  TgLookAround *self = tg_look_around_of (task);
  const TgCheckResult *check = self->check;
  g_autoptr (TgNetwork) network = tg_network_new ();
  g_autoptr (TgBudget) budget = tg_budget_new ();
  g_autoptr (TgAccount) account =
      tg_account_new (check->account->address, NULL, NULL, NULL, concerns (check->receive, host) ? check->receive->server : NULL,
                      concerns (check->send, host) ? check->send->server : NULL);
  Asked *asked = g_new0 (Asked, 1);

  network->connect_timeout_ms = CONNECT_TIMEOUT_MS;
  network->timeout_ms = TRIAL_TIMEOUT_MS;
  if (self->network->trust != NULL)
    network->trust = tg_trust_ref (self->network->trust);
  for (guint i = 0; i < ips->len; i++) {
    g_autofree char *override = g_strdup_printf ("%s=%s", host, (char *)ips->pdata[i]);

    tg_network_override (network, override, NULL);
  }
  asked->task = g_object_ref (task);
  asked->host = g_strdup (host);
  tg_look_around_begin (task);
  tg_check_run_async (network, account, NULL, NULL, &options, budget, NULL, NULL, self->outside, tried, asked);
}

static void
answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Asked *asked = user_data;
  g_autoptr (GTask) task = asked->task;
  g_autofree char *host = asked->host;
  TgLookAround *self = tg_look_around_of (task);
  g_autoptr (TgDnsAnswer) answer = tg_dns_ask_finish (result, NULL);
  g_autofree char *resolver = g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (self->sources->resolver));
  g_autoptr (GPtrArray) here = ips_here (self, host);
  gboolean same = TRUE;

  g_free (asked);
  tg_look_around_asked (self, resolver, answer != NULL && answer->replied ? TG_FAULT_NONE : TG_FAULT_CONNECT_TIMEOUT);
  self->resolver_replied |= answer != NULL && answer->replied;
  for (guint i = 0; answer != NULL && i < answer->ips->len; i++)
    same &= g_ptr_array_find_with_equal_func (here, answer->ips->pdata[i], g_str_equal, NULL);
  if (answer == NULL || !answer->replied)
    tg_surroundings_note (self->seen, TG_ASPECT_NAMES, TG_LOOK_OPEN, NULL);
  else if (same)
    tg_surroundings_note (self->seen, TG_ASPECT_NAMES, TG_LOOK_OK,
                          answer->ips->len > 0
                              /* TRANSLATORS: a name server, and a server name */
                              ? g_strdup_printf (_ ("%s gives the same address for %s"), resolver, host)
                              : g_strdup_printf (_ ("%s knows no address for %s either"), resolver, host));
  else
    try_there (task, host, answer->ips);
  tg_look_around_end (task);
}

/* Third parties are not told local names or IP addresses. */
static gboolean
may_be_asked (const TgLookAround *self, const char *host)
{
  if (g_hostname_is_ip_address (host) || strcmp (host, "localhost") == 0)
    return FALSE;
  if (self->sources->own_resolver)
    return TRUE;
  return strchr (host, '.') != NULL && !tg_host_is_at_home (host) && !tg_host_is_under (host, "localhost") &&
         !g_hash_table_contains (self->network->overrides, host);
}

static void
ask (GTask *task, const char *host)
{
  TgLookAround *self = tg_look_around_of (task);
  g_autofree char *resolver = g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (self->sources->resolver));
  Asked *asked = g_new0 (Asked, 1);

  asked->task = g_object_ref (task);
  asked->host = g_strdup (host);
  tg_look_around_begin (task);
  /* TRANSLATORS: a name server, and the server name that it was asked for */
  tg_surroundings_contacted (self->seen, g_strdup_printf (_ ("%s: which address %s has"), resolver, host));
  tg_dns_ask_async (self->sources->resolver, host, ASK_TIMEOUT_MS, self->outside, answered, asked);
}

void
tg_look_names (GTask *task)
{
  TgLookAround *self = tg_look_around_of (task);
  const TgEvidence *sides[2];
  guint n = tg_look_around_sides (self, sides);
  const char *first = NULL;

  if (self->sources->resolver == NULL)
    return;
  for (guint i = 0; i < n; i++) {
    const char *host = sides[i]->server->ascii_host;

    if ((tg_needs_of_side (sides[i]) & TG_NEED_NAMES) == 0 || g_strcmp0 (first, host) == 0 || !may_be_asked (self, host))
      continue;
    first = host;
    ask (task, host);
  }
}

static void
control_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TgLookAround *self = tg_look_around_of (task);
  TgFault fault = TG_FAULT_NONE;
  g_autoptr (GPtrArray) addresses = tg_resolve_finish (result, &fault, NULL);

  self->control = addresses == NULL ? TG_FAULT_RESOLVER : addresses->len > 0 ? TG_FAULT_NONE : fault;
  self->alive |= self->control != TG_FAULT_RESOLVER;
  tg_look_around_end (task);
}

/* Asks this network's own resolver for a name that is certain to exist. */
void
tg_look_control (GTask *task)
{
  TgLookAround *self = tg_look_around_of (task);
  g_autoptr (GUri) page =
      self->sources->portal_url != NULL ? g_uri_parse (self->sources->portal_url, G_URI_FLAGS_PARSE_RELAXED, NULL) : NULL;
  const char *host = page != NULL ? g_uri_get_host (page) : NULL;
  g_autoptr (TgNetwork) network = tg_network_new ();

  if (host == NULL || g_hostname_is_ip_address (host) || strcmp (host, "localhost") == 0 ||
      g_hash_table_contains (self->network->overrides, host))
    host = CONTROL_HOST;
  tg_look_around_begin (task);
  tg_surroundings_contacted (self->seen, g_strdup_printf (_ ("This network’s name server: which address %s has"), host));
  tg_resolve_async (network, host, 80, self->stop, control_found, g_object_ref (task));
}
