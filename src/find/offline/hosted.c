/* hosted.c: from a domain's names in DNS to the company that has its mailboxes, and to its servers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/offline/hosted.h"

#include <string.h>

#include "find/offline/provider-row.h"
#include "find/offline/rows.h"
#include "find/ranking/grade.h"
#include "find/ranking/users.h"
#include "model/host.h"

enum {
  MX = 1 << TG_PATTERN_MX | 1 << TG_PATTERN_MX_HOST,
  SPF = 1 << TG_PATTERN_SPF | 1 << TG_PATTERN_MX_HOST,
  NS = 1 << TG_PATTERN_NS,
};

static TgHosted *
hosted_new (TgHostedHow how, TgHostedBy by)
{
  TgHosted *self = g_new0 (TgHosted, 1);

  self->how = how;
  self->by = by;
  self->receive = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_server_unref);
  self->send = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_server_unref);
  self->grade = TG_GRADE_UNTRUSTED;
  return self;
}

void
tg_hosted_free (TgHosted *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_ptr_array_unref (self->receive);
  g_ptr_array_unref (self->send);
  g_free (self);
}

/* (nullable) */
static const TgServer *
first_of (GPtrArray *servers)
{
  return servers->len > 0 ? servers->pdata[0] : NULL;
}

TgCandidate *
tg_hosted_candidate (const TgHosted *self, const char *address)
{
  g_autoptr (TgAccount) rule = NULL;
  TgCandidate *candidate;

  if (self->receive->len + self->send->len == 0)
    return NULL;
  rule = tg_provider_account (self->provider, address);
  candidate = g_new0 (TgCandidate, 1);
  candidate->source = TG_ORIGIN_MX;
  candidate->grade = self->grade;
  candidate->hops = self->grade == TG_GRADE_UNTRUSTED ? TG_HOP_DNS : 0;
  candidate->receive = g_ptr_array_ref (self->receive);
  candidate->send = g_ptr_array_ref (self->send);
  candidate->provider = self->provider;
  candidate->oauth_only = self->provider->oauth_only;
  candidate->oauth_issuer = g_strdup (self->provider->oauth_issuer);
  candidate->documentation_url = g_strdup (self->provider->help_url);
  candidate->visit_url = g_strdup (self->provider->switch_url);
  candidate->users = tg_users_to_try (address, rule->user, self->grade <= TG_GRADE_PUBLISHED);
  if (rule->send_user != NULL && g_strcmp0 (rule->send_user, candidate->users[0]) != 0)
    candidate->send_users = tg_users_to_try (address, rule->send_user, TRUE);
  candidate->confirm = tg_candidate_to_confirm (address, self->receive, self->send);
  candidate->account = tg_account_new (address, NULL, rule->user, rule->send_user, first_of (self->receive), first_of (self->send));
  return candidate;
}

/* Lower case, without the dot at the end that names in DNS may have. */
static char *
plain_name (const char *name)
{
  char *plain = g_ascii_strdown (name, -1);

  if (g_str_has_suffix (plain, "."))
    plain[strlen (plain) - 1] = '\0';
  return plain;
}

/* The servers of the row: those named after the mail exchanger if @its_name, else those with a name of their own. */
static void
read_servers (GPtrArray **servers, GVariant *entries, const char *key, const char *its_name)
{
  g_autoptr (GVariant) list = g_variant_lookup_value (entries, key, G_VARIANT_TYPE (TG_TABLE_SERVERS_TYPE));

  g_ptr_array_unref (*servers);
  *servers = tg_provider_row_servers (list, its_name, TG_ORIGIN_MX);
}

/* Whoever answered for the name server chose the company, and no name of it. */
static void
vouch_for (GPtrArray *servers)
{
  for (guint i = 0; i < servers->len; i++) {
    g_autoptr (TgServer) server = servers->pdata[i];

    servers->pdata[i] = tg_server_with_origin (server, server->origin, TG_CONFIRMED_BY_TABLE);
  }
}

static TgHosted *
from_row (guint row, TgPatternKind kind, TgHostedBy by, const char *name)
{
  const TgProvider *provider = tg_provider_row (row);
  const char *its_name = kind == TG_PATTERN_MX_HOST ? name : NULL;
  TgHosted *self = hosted_new (TG_HOSTED_ASK, by);
  g_autoptr (GVariant) entries = NULL;

  self->provider = provider;
  self->name = g_strdup (name);
  if (provider->kind != TG_PROVIDER_MAIL) {
    self->how = provider->kind == TG_PROVIDER_GATEWAY ? TG_HOSTED_GATEWAY : TG_HOSTED_NO_MAIL;
    return self;
  }
  /* Under the company's domain, each customer has a name of their own. */
  if (kind != TG_PATTERN_MX_HOST && provider->host_is_domain)
    return self;
  entries = tg_rows_get (row);
  read_servers (&self->receive, entries, "Receive", its_name);
  read_servers (&self->send, entries, "Send", its_name);
  if (self->receive->len + self->send->len == 0)
    return self;
  self->how = its_name != NULL ? TG_HOSTED_ITS_NAME : TG_HOSTED_FIXED_NAMES;
  if (kind == TG_PATTERN_MX)
    self->grade = provider->known ? TG_GRADE_KNOWN : TG_GRADE_CANDIDATE;
  if (self->grade == TG_GRADE_KNOWN) {
    vouch_for (self->receive);
    vouch_for (self->send);
  }
  return self;
}

/* NULL: @name leads nowhere. */
static TgHosted *
look_up (const char *name, guint kinds, TgHostedBy by)
{
  TgPatternKind kind = TG_PATTERN_MX;
  int row = tg_rows_match (name, kinds, &kind);

  return row != TG_NO_ROW ? from_row ((guint)row, kind, by, name) : NULL;
}

TgHosted *
tg_hosted_by_mx (const char *mail_server)
{
  g_autofree char *name = plain_name (mail_server);
  TgHosted *self = *name != '\0' ? look_up (name, MX, TG_HOSTED_BY_MX) : hosted_new (TG_HOSTED_NO_MAIL, TG_HOSTED_BY_MX);

  return self != NULL ? self : hosted_new (TG_HOSTED_UNKNOWN, TG_HOSTED_BY_MX);
}

TgHosted *
tg_hosted_by_certificate (char *const *names)
{
  for (; *names != NULL; names++) {
    g_autofree char *name = plain_name (*names);
    int row = tg_rows_find_certificate (name);

    if (row != TG_NO_ROW)
      return from_row ((guint)row, TG_PATTERN_NS, TG_HOSTED_BY_CERTIFICATE, name);
  }
  return hosted_new (TG_HOSTED_UNKNOWN, TG_HOSTED_BY_CERTIFICATE);
}

/* A server by its own name says more than a company. */
static TgHosted *
better_of (TgHosted *kept, TgHosted *found)
{
  if (kept == NULL || (found != NULL && found->how == TG_HOSTED_ITS_NAME && kept->how != TG_HOSTED_ITS_NAME)) {
    tg_hosted_free (kept);
    return found;
  }
  tg_hosted_free (found);
  return kept;
}

/* @names: (nullable), NULL-terminated */
static TgHosted *
best_of (TgHosted *best, char *const *names, guint kinds, TgHostedBy by)
{
  for (; names != NULL && *names != NULL; names++)
    best = better_of (best, look_up (*names, kinds, by));
  return best;
}

static TgHosted *
by_spf (const TgSpfHints *spf)
{
  if (spf == NULL)
    return NULL;
  return best_of (best_of (NULL, spf->servers, SPF, TG_HOSTED_BY_SPF), spf->includes, SPF, TG_HOSTED_BY_SPF);
}

TgHosted *
tg_hosted_find (const TgDomainNames *names)
{
  g_autoptr (TgHosted) proof = NULL;
  g_autofree char *domain = plain_name (names->domain);
  TgHosted *hint;

  for (const char *const *server = names->mail_servers; server != NULL && *server != NULL; server++) {
    g_autofree char *name = plain_name (*server);
    g_autoptr (TgHosted) found = tg_hosted_by_mx (name);

    if (found->how == TG_HOSTED_NO_MAIL) {
      proof = better_of (g_steal_pointer (&proof), g_steal_pointer (&found));
      continue;
    }
    if (found->how != TG_HOSTED_UNKNOWN || !tg_host_is_of_owner (name, domain))
      return g_steal_pointer (&found);
    hint = by_spf (names->spf);
    if (hint == NULL)
      hint = best_of (NULL, names->name_servers, NS, TG_HOSTED_BY_NS);
    return hint != NULL ? hint : g_steal_pointer (&found);
  }
  return proof != NULL ? g_steal_pointer (&proof) : hosted_new (TG_HOSTED_UNKNOWN, TG_HOSTED_BY_MX);
}
