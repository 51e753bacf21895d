/* name-remedies.c: accounts with another name of the server: one that the certificate is for, one
 * that was found elsewhere, one that stands in the provider table.
 *
 * Each is tried before it is offered (session/trying/remedy-trial.c), and a name outside the address's own domain is
 * confirmed by the person before a credential goes there (safety rule 4).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/rules/name-remedies.h"

#include <string.h>

#include "cert/names.h"
#include "find/names/covered-names.h"
#include "find/names/mail-route.h"
#include "find/names/naming-rules.h"

#include "tegami-config.h"
#include <glib/gi18n-lib.h>

/* The certificate that a side was refused for. (nullable) */
static const TgCertificate *
refused_certificate (const TgEvidence *seen)
{
  return seen != NULL && seen->tested && seen->fault == TG_FAULT_CERTIFICATE && seen->tls != NULL && seen->certificates->len > 0
             ? seen->certificates->pdata[0]
             : NULL;
}

static gboolean
same_certificate_is_refused (const TgCase *self)
{
  const TgCertificate *here = refused_certificate (self->seen), *there = refused_certificate (self->across);

  return here != NULL && there != NULL && strcmp (here->sha256, there->sha256) == 0;
}

gboolean
tg_names_are_shared (const TgCase *self)
{
  return self->provider == NULL && same_certificate_is_refused (self) &&
         tg_problems_has (self->seen->tls->problems, "cert-name-mismatch") &&
         tg_problems_has (self->across->tls->problems, "cert-name-mismatch");
}

/* The other side goes along where it has the same trouble, or the same name and was not tested: where
 * it works, it is left alone. */
static gboolean
both_are_meant (const TgCase *self)
{
  const TgAccount *account = self->input->account;

  if (same_certificate_is_refused (self))
    return TRUE;
  return (self->across == NULL || !self->across->tested) && account->receive != NULL && account->send != NULL &&
         strcmp (account->receive->ascii_host, account->send->ascii_host) == 0;
}

static char **
leads (const TgCase *self, TgLeadKind kind, const char *about)
{
  const TgSurroundings *surroundings = self->input->surroundings;
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; surroundings != NULL && i < surroundings->leads->len; i++) {
    const TgNameLead *lead = surroundings->leads->pdata[i];

    if (lead->kind == kind && (about == NULL || strcmp (lead->about, about) == 0))
      g_strv_builder_add (names, lead->name);
  }
  return g_strv_builder_end (names);
}

static TgOrigin
origin_of (const TgCase *self, const char *name, gboolean covered)
{
  g_auto (GStrv) mail_servers = leads (self, TG_LEAD_MAIL_SERVER, NULL);

  if (covered)
    return TG_ORIGIN_CERTIFICATE;
  return g_strv_contains ((const char *const *)mail_servers, name) ? TG_ORIGIN_MX : TG_ORIGIN_REVERSE_DNS;
}

/* An international name is shown as people write it where it is the person's own domain, and as what
 * it is where it could be made to look like another. */
static TgServer *
with_host (const TgCase *self, const TgServer *server, const char *name, gboolean covered)
{
  g_autofree char *readable = tg_providers_host_is_expected (self->input->account->address, name) ? g_hostname_to_unicode (name) : NULL;
  g_autoptr (TgServer) renamed = tg_server_with_host (server, readable != NULL ? readable : name, NULL);

  return renamed != NULL ? tg_server_with_origin (renamed, origin_of (self, name, covered), TG_CONFIRMED_BY_NOBODY) : NULL;
}

static void
offer_names (const TgCase *self, GPtrArray *proposals, const char *receive, const char *send, gboolean covered)
{
  const TgAccount *account = self->input->account;
  g_autoptr (TgServer) new_receive = receive != NULL ? with_host (self, account->receive, receive, covered) : NULL;
  g_autoptr (TgServer) new_send = send != NULL ? with_host (self, account->send, send, covered) : NULL;
  g_autoptr (TgAccount) half = NULL;

  if ((receive != NULL && new_receive == NULL) || (send != NULL && new_send == NULL))
    return;
  half = new_receive != NULL ? tg_account_with_receive (account, new_receive) : tg_account_ref (account);
  tg_case_offer (self, proposals, new_send != NULL ? tg_account_with_send (half, new_send) : g_steal_pointer (&half), TG_TRIED_NOT);
}

/* @of: the server to be named; @covered: FALSE: the certificate does not count. (transfer full) */
static char **
candidates (const TgCase *self, const TgEvidence *seen, const TgServer *of, gboolean covered)
{
  const char *ip = tg_evidence_connected_ip (seen);
  g_auto (GStrv) reverse = leads (self, TG_LEAD_REVERSE_NAME, ip != NULL ? ip : "");
  g_auto (GStrv) mail_servers = leads (self, TG_LEAD_MAIL_SERVER, NULL);
  const TgNameClues clues = { (const char *const *)reverse, (const char *const *)mail_servers };

  return covered ? tg_covered_names (self->input->account->address, of, seen->certificates->pdata[0], &clues) : tg_clue_names (of, &clues);
}

static void
use_names (const TgCase *self, GPtrArray *proposals, gboolean covered)
{
  const TgAccount *account = self->input->account;

  if (both_are_meant (self)) {
    /* Seen from the receiving side, whichever it is, so that both sides propose the same. */
    g_auto (GStrv) receiving = candidates (self, self->seen, account->receive, covered);
    g_auto (GStrv) sending = candidates (self, self->seen, account->send, covered);

    for (guint i = 0; receiving[i] != NULL; i++)
      offer_names (self, proposals, receiving[i], tg_covered_partner (sending, receiving[i]), covered);
  } else {
    g_auto (GStrv) names = candidates (self, self->seen, self->seen->server, covered);

    for (guint i = 0; names[i] != NULL; i++)
      offer_names (self, proposals, self->side == TG_SIDE_RECEIVE ? names[i] : NULL, self->side == TG_SIDE_SEND ? names[i] : NULL, covered);
  }
}

/* A name that cannot be trusted proves nothing: only the name may be wrong with the certificate.
 * Safety rule 4: where the table knows the provider, another name is interception, not a repair. */
void
tg_names_use_certificate_name (const TgCase *self, GPtrArray *proposals)
{
  if (self->provider == NULL && tg_evidence_only_name_is_wrong (self->seen))
    use_names (self, proposals, TRUE);
}

/* A mail server often shows a makeshift certificate under one name, and its real one under another. */
void
tg_names_use_found_name (const TgCase *self, GPtrArray *proposals)
{
  if (self->provider == NULL && self->seen->certificates->len > 0)
    use_names (self, proposals, FALSE);
}

TgServer *
tg_names_listed_server (const TgCase *self)
{
  g_autoptr (TgAccount) listed = tg_provider_account (self->provider, self->input->account->address);
  GPtrArray *rows = self->side == TG_SIDE_RECEIVE ? self->provider->receive : self->provider->send;
  const TgServer *best = tg_account_server (listed, self->side);

  for (guint i = 0; i < rows->len && best != NULL && best->protocol != self->seen->server->protocol; i++) {
    const TgServer *row = rows->pdata[i];

    /* A server that is called like the address's domain is so for every protocol. */
    if (row->protocol == self->seen->server->protocol)
      return self->provider->host_is_domain ? tg_server_with_host (row, best->host, NULL) : tg_server_ref (row);
  }
  return best != NULL ? tg_server_ref (best) : NULL;
}

/* A server that the table has for this very address, on the same side, under another name. */
void
tg_names_use_listed_server (const TgCase *self, GPtrArray *proposals)
{
  g_autoptr (TgServer) server = self->provider != NULL && !tg_case_name_is_right (self) ? tg_names_listed_server (self) : NULL;

  if (server != NULL && strcmp (server->ascii_host, self->seen->server->ascii_host) != 0)
    tg_case_offer_server (self, proposals, server);
}

static void
put (GHashTable *arguments, const char *name, const char *value)
{
  if (value != NULL)
    g_hash_table_insert (arguments, (gpointer)name, g_strdup (value));
}

/* "ma*.example.jp", or an IP address where names belong (RFC 9525, sections 6.3 and 6.5): near enough to puzzle a reader. */
static gboolean
looks_as_if_it_fitted (const char *presented, const char *host)
{
  g_autofree char *pattern = g_ascii_strdown (presented, -1);

  return g_hostname_is_ip_address (presented)
             ? g_str_equal (pattern, host)
             : strchr (presented, '*') != NULL && !g_str_has_prefix (presented, "*.") && g_pattern_match_simple (pattern, host);
}

void
tg_names_add_arguments (const TgCase *self, GHashTable *arguments)
{
  const TgCertificate *own = self->seen->certificates->len > 0 ? self->seen->certificates->pdata[0] : NULL;
  const TgNamingRule *rule;
  const char *name;

  if (tg_case_name_is_right (self))
    put (arguments, "find_elsewhere", "yes");
  for (char **each = own != NULL ? own->names : NULL; each != NULL && *each != NULL; each++)
    if (tg_dns_name_is_too_wide (*each, strlen (*each)))
      put (arguments, "too_wide", *each);
    else if (looks_as_if_it_fitted (*each, self->seen->server->ascii_host))
      put (arguments, "no_name", *each);
  if (own == NULL || self->provider != NULL)
    return;
  if (tg_names_are_shared (self))
    g_hash_table_insert (arguments, (gpointer) "host", tg_account_hosts (self->input->account));
  rule = tg_evidence_only_name_is_wrong (self->seen) ? tg_naming_rule_find (own->names) : NULL;
  if (rule == NULL)
    return;
  name = tg_naming_rule_name (rule, self->seen->server->protocol);
  if (tg_names_are_shared (self)) {
    const TgAccount *account = self->input->account;
    const char *receive = tg_naming_rule_name (rule, account->receive->protocol);

    if (receive != NULL && rule->send != NULL && strcmp (receive, rule->send) != 0) {
      put (arguments, "receive_name", receive);
      put (arguments, "send_name", rule->send);
    }
  }
  put (arguments, "company", rule->company);
  put (arguments, "panel", rule->panel);
  put (arguments, "find_elsewhere", "yes");
  if (name != NULL)
    put (arguments, "one_name", name);
  else if (rule->like != NULL)
    put (arguments, rule->first ? "first_name" : "name_like", rule->like);
  else
    put (arguments, "no_rule", "yes");
}

/* What a server calls itself: in its certificate, and in the words with which it greets. */
static char **
own_names (const TgEvidence *seen)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) words = g_strsplit_set (seen->greeting != NULL ? seen->greeting : "", " \t<>[](),;:@", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (strchr (words[i], '.') != NULL)
      g_strv_builder_add (names, words[i]);
  if (seen->certificates->len > 0)
    g_strv_builder_addv (names, (const char **)((const TgCertificate *)seen->certificates->pdata[0])->names);
  return g_strv_builder_end (names);
}

/* The domain whose mail goes elsewhere; NULL: it is not known to. @mail_servers: what @route points into. */
static char *
moved_domain (const TgCase *self, char **mail_servers, TgMailRoute *route)
{
  const char *address = self->input->account->address;
  g_auto (GStrv) names = NULL;

  if (self->provider != NULL || !self->seen->sign_in_refused || (self->across != NULL && self->across->signed_in) ||
      (self->retried != NULL && self->retried->signed_in) || tg_evidence_is_at_home (self->seen))
    return NULL;
  names = own_names (self->seen);
  return tg_mail_route_leads_elsewhere (address, self->seen->server, (const char *const *)names, (const char *const *)mail_servers, route)
             ? tg_address_domain (address)
             : NULL;
}

/* Whether it is for what is fetched with: a company's name for IMAP is not the one for POP. */
static gboolean
suits_receiving (const TgCase *self, const char *name)
{
  const TgServer *receive = self->input->account->receive;
  gboolean pop3 = receive != NULL && receive->protocol == TG_PROTOCOL_POP3;

  return name != NULL && !g_str_has_prefix (name, pop3 ? "imap" : "pop");
}

void
tg_names_add_route (const TgCase *self, GHashTable *arguments)
{
  g_auto (GStrv) mail_servers = leads (self, TG_LEAD_MAIL_SERVER, NULL);
  TgMailRoute route;
  g_autofree char *domain = moved_domain (self, mail_servers, &route);

  if (domain == NULL)
    return;
  put (arguments, "domain", domain);
  put (arguments, "mail_server", route.mail_server);
  put (arguments, "company", route.company);
  put (arguments, "likely_server", suits_receiving (self, route.receive) ? route.receive : NULL);
}

void
tg_names_add_route_evidence (const TgCase *self, GPtrArray *lines)
{
  g_auto (GStrv) mail_servers = leads (self, TG_LEAD_MAIL_SERVER, NULL);
  TgMailRoute route;
  g_autofree char *domain = moved_domain (self, mail_servers, &route);

  if (domain != NULL)
    /* TRANSLATORS: a domain, and the server that its mail goes to */
    g_ptr_array_add (lines, g_strdup_printf (_ ("By the name server, mail for %s goes to %s"), domain, route.mail_server));
}
