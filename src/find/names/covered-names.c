/* covered-names.c: collects candidates, ranks each by the evidence for it, and keeps the best.
 *
 * Follows RFC 9525 section 6.3: a wildcard stands for exactly one left-most label.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/names/covered-names.h"

#include <string.h>

#include "cert/certificate.h"
#include "cert/names.h"
#include "find/names/naming-rules.h"
#include "find/names/old-names.h"
#include "find/providers.h"
#include "model/host.h"

#define FEW_WILDCARDS 3

/* The evidence for a name; the lower, the better. */
enum {
  RANK_OWN = 0,       /* under the address's own domain */
  RANK_REVERSE = 10,  /* the reverse name of the server's address */
  RANK_NEAR = 20,     /* the name asked for, without its first labels */
  RANK_MAIL = 30,     /* receives the domain's mail */
  RANK_KNOWN = 40,    /* in one of our tables */
  RANK_NAMED = 50,    /* in the certificate */
  RANK_GUESS = 70,    /* the same first label under the certificate's domain */
  RANK_OTHER_SIDE = 9 /* added to a name for sending when one for receiving is needed, and vice versa */
};

typedef struct {
  char *name;
  int rank;
} Candidate;

typedef struct {
  const char *address;
  const TgServer *server;
  const TgCertificate *certificate;
  GPtrArray *found; /* of Candidate* */
} Search;

static const char *const first_labels[] = { [TG_PROTOCOL_IMAP] = "imap", [TG_PROTOCOL_POP3] = "pop", [TG_PROTOCOL_SMTP] = "smtp" };

static void
candidate_free (gpointer data)
{
  Candidate *self = data;

  g_free (self->name);
  g_free (self);
}

static gboolean
is_wildcard (const char *name)
{
  return g_str_has_prefix (name, "*.") && strchr (name + 2, '.') != NULL && strchr (name + 2, '*') == NULL;
}

static gboolean
is_plain (const char *name)
{
  if (strchr (name, '.') == NULL || g_hostname_is_ip_address (name))
    return FALSE;
  for (const char *c = name; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && *c != '-' && *c != '.')
      return FALSE;
  return TRUE;
}

/* The list shown to the person is capped, so the certificate itself is read when that may matter. */
static gboolean
is_covered (const TgCertificate *certificate, const char *ascii_host, gboolean beyond_the_list)
{
  for (char **name = certificate->names; *name != NULL; name++)
    if (tg_dns_name_matches (*name, strlen (*name), ascii_host))
      return TRUE;
  return beyond_the_list && tg_certificate_names (certificate, ascii_host);
}

static guint
count_wildcards (const TgCertificate *certificate)
{
  guint n = 0;

  for (char **name = certificate->names; *name != NULL; name++)
    n += is_wildcard (*name);
  return n;
}

static gboolean
is_for_receiving (const char *name)
{
  return g_str_has_prefix (name, "imap") || g_str_has_prefix (name, "pop");
}

static gboolean
is_for_sending (const char *name)
{
  return g_str_has_prefix (name, "smtp");
}

/* Names that say their purpose come first, a web server's last. */
static int
rank_of_kind (const Search *self, const char *name)
{
  TgProtocol protocol = self->server->protocol;
  gboolean other = protocol == TG_PROTOCOL_SMTP ? is_for_receiving (name) : is_for_sending (name);

  if (g_str_has_prefix (name, first_labels[protocol]))
    return 0;
  if (other)
    return RANK_OTHER_SIDE;
  if (g_str_has_prefix (name, "mail"))
    return 1;
  return g_str_has_prefix (name, "www.") || g_str_has_prefix (name, "webmail") ? 3 : 2;
}

static void
consider (Search *self, const char *text, int rank)
{
  g_autofree char *name = g_ascii_strdown (text, -1);
  Candidate *candidate;

  if (!is_plain (name) || strcmp (name, self->server->ascii_host) == 0)
    return;
  if (self->certificate != NULL && !is_covered (self->certificate, name, rank == RANK_REVERSE || rank == RANK_MAIL))
    return;
  if (self->address != NULL && tg_providers_host_is_expected (self->address, name))
    rank = rank >= RANK_GUESS ? RANK_OWN + 4 : RANK_OWN;
  rank += rank_of_kind (self, name);
  for (guint i = 0; i < self->found->len; i++) {
    candidate = self->found->pdata[i];
    if (strcmp (candidate->name, name) == 0) {
      candidate->rank = MIN (candidate->rank, rank);
      return;
    }
  }
  candidate = g_new0 (Candidate, 1);
  candidate->name = g_steal_pointer (&name);
  candidate->rank = rank;
  g_ptr_array_add (self->found, candidate);
}

/* Keeps the order of the clues. */
static void
consider_clues (Search *self, const TgNameClues *clues)
{
  for (guint i = 0; clues->reverse != NULL && clues->reverse[i] != NULL; i++)
    consider (self, clues->reverse[i], RANK_REVERSE);
  for (guint i = 0; clues->mail_servers != NULL && clues->mail_servers[i] != NULL; i++)
    consider (self, clues->mail_servers[i], RANK_MAIL);
}

/* A shared server's certificate may list a hundred customers' names.  Of those, keep only names
 * related to the account or to the certificate's main name. */
static void
consider_plain_names (Search *self)
{
  gboolean few = g_strv_length (self->certificate->names) <= TG_FEW_NAMES;
  const char *nearest = tg_certificate_nearest_name (self->certificate, self->server->ascii_host);
  const char *common_name = self->certificate->common_name;

  for (char **name = self->certificate->names; *name != NULL; name++) {
    gboolean near = nearest != NULL && strcmp (*name, nearest) == 0 && tg_hosts_share_owner (*name, self->server->ascii_host);
    gboolean title = common_name != NULL && g_ascii_strcasecmp (*name, common_name) == 0;

    if (few || near || title || tg_providers_host_is_expected (self->address, *name))
      consider (self, *name, RANK_NAMED);
  }
}

/* mail.taro.example-host.jp is not covered by *.example-host.jp, but taro.example-host.jp is. */
static void
consider_shorter (Search *self)
{
  for (const char *dot = strchr (self->server->ascii_host, '.'); dot != NULL; dot = strchr (dot + 1, '.'))
    consider (self, dot + 1, RANK_NEAR);
}

static void
consider_under (Search *self, const char *domain, gboolean related)
{
  g_autofree char *probe = g_strconcat ("mail.", domain, NULL);
  gboolean own = tg_providers_host_is_expected (self->address, probe);
  const char *host = self->server->ascii_host;

  if (!g_hostname_is_ip_address (host) && (own || related)) {
    g_autofree char *name = g_strdup_printf ("%.*s.%s", (int)strcspn (host, "."), host, domain);

    consider (self, name, RANK_GUESS);
  }
  if (own) {
    g_autofree char *usual = g_strdup_printf ("%s.%s", first_labels[self->server->protocol], domain);

    consider (self, usual, RANK_GUESS);
    consider (self, probe, RANK_GUESS);
  }
}

static void
consider_wildcards (Search *self)
{
  gboolean few = count_wildcards (self->certificate) <= FEW_WILDCARDS && g_strv_length (self->certificate->names) <= TG_FEW_NAMES;

  for (char **name = self->certificate->names; *name != NULL; name++)
    if (is_wildcard (*name))
      consider_under (self, *name + 2, few);
}

static void
consider_tables (Search *self)
{
  g_autoptr (GPtrArray) all = tg_providers_all ();
  const char *today = tg_old_names_today (self->server);
  const TgNamingRule *rule = tg_naming_rule_find (self->certificate->names);

  if (today != NULL)
    consider (self, today, RANK_KNOWN);
  if (rule != NULL && tg_naming_rule_name (rule, self->server->protocol) != NULL)
    consider (self, tg_naming_rule_name (rule, self->server->protocol), RANK_KNOWN);
  for (guint i = 0; i < all->len; i++) {
    const TgProvider *provider = all->pdata[i];
    GPtrArray *servers = self->server->protocol == TG_PROTOCOL_SMTP ? provider->send : provider->receive;

    for (guint k = 0; !provider->host_is_domain && k < servers->len; k++) {
      const TgServer *known = servers->pdata[k];

      if (known->protocol == self->server->protocol)
        consider (self, known->ascii_host, RANK_KNOWN);
    }
  }
}

static int
best_first (gconstpointer a, gconstpointer b)
{
  return (*(Candidate *const *)a)->rank - (*(Candidate *const *)b)->rank;
}

static char **
best_of (Search *self)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  /* g_ptr_array_sort is stable. */
  g_ptr_array_sort (self->found, best_first);
  for (guint i = 0; i < MIN (self->found->len, TG_COVERED_MAX); i++)
    g_strv_builder_add (names, ((Candidate *)self->found->pdata[i])->name);
  return g_strv_builder_end (names);
}

char **
tg_covered_names (const char *address, const TgServer *server, const TgCertificate *certificate, const TgNameClues *clues)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (candidate_free);
  Search self = { address, server, certificate, found };

  consider_clues (&self, clues);
  consider_plain_names (&self);
  consider_shorter (&self);
  consider_tables (&self);
  consider_wildcards (&self);
  return best_of (&self);
}

char **
tg_clue_names (const TgServer *server, const TgNameClues *clues)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (candidate_free);
  Search self = { NULL, server, NULL, found };

  consider_clues (&self, clues);
  return best_of (&self);
}

const char *
tg_covered_partner (char **names, const char *name)
{
  const char *tail = strchr (name, '.');

  for (guint i = 0; tail != NULL && (is_for_receiving (name) || is_for_sending (name)) && names[i] != NULL; i++)
    if (g_strcmp0 (strchr (names[i], '.'), tail) == 0 && is_for_receiving (names[i]) == is_for_sending (name) &&
        is_for_sending (names[i]) == is_for_receiving (name))
      return names[i];
  return name;
}
