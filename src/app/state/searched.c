/* searched.c: what a search has come to, and the lines about it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/state/searched.h"

#include <glib/gi18n.h>
#include <string.h>

#include "diagnose/letter/letter-known.h"
#include "find/origin-words.h"

gboolean
tg_searched_has_any (const TgDiscovery *self)
{
  const TgAccount *account = self != NULL ? self->account : NULL;

  return account != NULL && (account->receive != NULL || account->send != NULL);
}

gboolean
tg_searched_suffices (const TgDiscovery *self, gboolean sends_only)
{
  const TgAccount *account = self != NULL ? self->account : NULL;

  return account != NULL && account->send != NULL && (sends_only || account->receive != NULL);
}

gboolean
tg_searched_is_known (const TgDiscovery *self)
{
  return self != NULL && tg_discovery_stands (self, TG_GRADE_KNOWN);
}

gboolean
tg_searched_has (const TgDiscovery *self, const TgServer *server)
{
  return self != NULL && (tg_servers_have (self->ranking->receive, server) || tg_servers_have (self->ranking->send, server));
}

gboolean
tg_searched_nobody_spoke (const TgDiscovery *self)
{
  gboolean any = FALSE;

  if (!self->over || self->domain != TG_MAIL_DOMAIN_UNKNOWN)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (self->answers); i++) {
    const TgDiscoverAnswer *answer = &self->answers[i];

    if (answer->source == TG_ORIGIN_TABLE || answer->source == TG_ORIGIN_SNAPSHOT || answer->outcome == TG_SOURCE_SKIPPED)
      continue;
    if (answer->outcome == TG_SOURCE_FOUND)
      return FALSE;
    any = TRUE;
  }
  return any;
}

gboolean
tg_searched_holds (const TgDiscovery *self, const char *address)
{
  return self != NULL && g_str_equal (self->address, address) && !tg_searched_nobody_spoke (self);
}

const TgProvider *
tg_searched_company (const TgDiscovery *self)
{
  return self->hosted != NULL && self->hosted->how == TG_HOSTED_ASK ? self->hosted->provider : NULL;
}

gboolean
tg_searched_is_doubtful (const TgDiscovery *self)
{
  return (self->domain == TG_MAIL_DOMAIN_NOT_FOUND || self->domain == TG_MAIL_DOMAIN_NO_MAIL) && !tg_searched_has_any (self);
}

char *
tg_searched_title (const TgDiscovery *self)
{
  const TgProvider *provider = tg_discovery_provider (self);
  const TgAccount *account = self->account;
  g_autofree char *domain = tg_address_domain (self->address);
  const char *whose;

  if (!tg_searched_has_any (self))
    return NULL;
  if (account->receive != NULL && account->receive->origin == TG_ORIGIN_TABLE && provider != NULL)
    return g_strdup_printf (provider->known ? _ ("%s: settings found") : _ ("%s: settings to be tried"), provider->name);

  whose = provider != NULL ? provider->company : domain;
  if (account->send == NULL)
    return g_strdup_printf (_ ("%s: only the receiving server was found"), whose);
  if (account->receive == NULL)
    return g_strdup_printf (_ ("%s: only the sending server was found"), whose);
  if (account->receive->origin == TG_ORIGIN_GUESS)
    return g_strdup_printf (_ ("%s: servers found under their usual names"), domain);
  return g_strdup_printf (_ ("%s: settings found"), whose);
}

/* Who is behind each source, as far as that matters to the person: several stand for one. */
static const struct {
  TgOrigin source;
  const char *words;
} asked[] = {
  { TG_ORIGIN_SRV, N_ ("name servers") },
  { TG_ORIGIN_MX, N_ ("name servers") },
  { TG_ORIGIN_AUTOCONFIG, N_ ("the domain’s web server") },
  { TG_ORIGIN_WELL_KNOWN, N_ ("the domain’s web server") },
  { TG_ORIGIN_PACC, N_ ("the domain’s web server") },
  { TG_ORIGIN_HTTP, N_ ("the domain’s web server") },
  { TG_ORIGIN_MX_DOMAIN, N_ ("the company that takes its mail") },
  { TG_ORIGIN_ISPDB, N_ ("Thunderbird’s database") },
  { TG_ORIGIN_GUESS, N_ ("servers with the usual names") },
};

char *
tg_searched_asked (const TgDiscovery *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *list = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (asked); i++) {
    const TgDiscoverAnswer *answer = tg_discovery_answer (self, asked[i].source);

    if (!answer->settled && !g_ptr_array_find_with_equal_func (names, _ (asked[i].words), g_str_equal, NULL))
      g_ptr_array_add (names, (gpointer)_ (asked[i].words));
  }
  /* All have spoken: what they name is tried. */
  if (names->len == 0)
    return g_strdup (_ ("Trying these servers, without signing in…"));
  g_ptr_array_add (names, NULL);
  /* TRANSLATORS: between the members of a list, as in "a, b, c" */
  list = g_strjoinv (C_ ("list", ", "), (char **)names->pdata);
  return g_strdup_printf (_ ("Being asked: %s"), list);
}

char *
tg_searched_origin (const TgDiscovery *self, const TgServer *server, const char *address)
{
  /* What is merely filled in as a guess has the same origin, and nobody has looked for it yet. */
  if (server->origin == TG_ORIGIN_GUESS && tg_searched_has (self, server))
    return g_strdup (_ ("Guessed, and proven by its certificate"));

  return tg_origin_describe (server, address);
}

/* The first that is not from the search. (nullable) */
static const TgServer *
stranger (const TgDiscovery *self, const TgAccount *account)
{
  const TgServer *servers[] = { account->receive, account->send };

  for (guint i = 0; i < G_N_ELEMENTS (servers); i++)
    if (servers[i] != NULL &&
        (tg_origin_is_from_person (servers[i]->origin) || servers[i]->origin == TG_ORIGIN_LETTER || !tg_searched_has (self, servers[i])))
      return servers[i];
  return NULL;
}

char *
tg_searched_elsewhere (const TgDiscovery *self, const TgAccount *account, const char *address)
{
  const TgServer *server = account != NULL ? stranger (self, account) : NULL;

  /* One without an address waits for the one that is typed. */
  if (server == NULL || (*account->address != '\0' && strcmp (account->address, address) != 0))
    return NULL;
  return tg_searched_origin (self, server, address);
}

GPtrArray *
tg_searched_beside_letter (const TgDiscovery *self, const TgAccount *letter, const TgAccount *account)
{
  if (self == NULL || letter == NULL || account == NULL || strcmp (self->address, letter->address) != 0)
    return NULL;
  return tg_letter_differs_from (letter, account, self->ranking);
}
