/* found.c: the domain itself, and an address for which nothing was found.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/found/found-words.h"

#include <string.h>

#include "diagnose/catalogue.h"
#include "find/names/near-names.h"
#include "model/text/text.h"

#include "tegami-config.h"
#include <glib/gi18n-lib.h>

#define DOMAIN_MAX 64 /* characters shown */

void
tg_found_put (GHashTable *arguments, const char *name, const char *value)
{
  if (value != NULL)
    g_hash_table_insert (arguments, (gpointer)name, g_strdup (value));
}

GHashTable *
tg_found_arguments (const char *address)
{
  GHashTable *arguments = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_autofree char *domain = tg_address_domain (address);
  g_autofree char *shown = domain != NULL ? tg_text_visible (domain, -1, DOMAIN_MAX) : NULL;

  tg_found_put (arguments, "domain", shown);
  return arguments;
}

/* The address at the well-known domain that its own looks like. (transfer full) (nullable) */
static char *
near_address (const char *address)
{
  const char *near = tg_near_domain (address);
  g_autofree char *local_part = near != NULL ? tg_address_local_part (address) : NULL;

  return local_part != NULL ? g_strdup_printf ("%s@%s", local_part, near) : NULL;
}

static void
set_change (TgFinding *finding, const char *remedy_id, const TgAccount *change)
{
  for (guint i = 0; i < finding->remedies->len; i++) {
    TgRemedy *remedy = finding->remedies->pdata[i];

    if (strcmp (remedy->id, remedy_id) == 0)
      remedy->change = tg_account_ref ((TgAccount *)change);
  }
}

/* @meant: (nullable): the address that may be meant */
static TgFinding *
about_address (const char *id, GHashTable *arguments, const char *meant)
{
  TgFinding *finding;
  g_autoptr (TgAccount) change = meant != NULL ? tg_account_new (meant, NULL, NULL, NULL, NULL, NULL) : NULL;

  tg_found_put (arguments, "meant", meant);
  finding = tg_catalogue_finding (id, TG_SIDE_BOTH, arguments);
  if (change != NULL)
    set_change (finding, "use-near-address", change);
  return finding;
}

/* Of what the domain has in DNS: which record names the company. (transfer full) (nullable) */
static char *
record_line (const char *domain, const TgHosted *hosted)
{
  switch (hosted->by) {
  case TG_HOSTED_BY_SPF:
    /* TRANSLATORS: a domain, and a name; SPF is what the record is called */
    return g_strdup_printf (_ ("The SPF record of %s names %s"), domain, hosted->name);
  case TG_HOSTED_BY_NS:
    /* TRANSLATORS: a domain, and a name server's name */
    return g_strdup_printf (_ ("%s is kept by the name server %s"), domain, hosted->name);
  case TG_HOSTED_BY_CERTIFICATE:
    /* TRANSLATORS: a domain, and a name in a certificate, such as *.example.jp */
    return g_strdup_printf (_ ("The mail server of %s shows the certificate of %s"), domain, hosted->name);
  case TG_HOSTED_BY_MX:
  default:
    /* TRANSLATORS: a domain, and a server's name; MX is what the record is called */
    return g_strdup_printf (_ ("The mail of %s goes to %s (MX)"), domain, hosted->name);
  }
}

static gboolean
is_filter (const TgHosted *hosted)
{
  return hosted != NULL && hosted->how == TG_HOSTED_GATEWAY && hosted->provider != NULL;
}

static gboolean
is_company (const TgHosted *hosted)
{
  return hosted != NULL && hosted->provider != NULL && hosted->how != TG_HOSTED_GATEWAY && hosted->how != TG_HOSTED_NO_MAIL;
}

static void
put_company (GHashTable *arguments, const TgProvider *provider)
{
  tg_found_put (arguments, "company", provider->company);
  tg_found_put (arguments, provider->like_first ? "first_name" : "name_like", provider->like);
  tg_found_put (arguments, "panel", provider->panel);
  tg_found_put (arguments, "letter", provider->letter);
  tg_found_put (arguments, "bridge", provider->bridge);
}

static TgFinding *
nothing_found (const TgFoundInput *input, GHashTable *arguments)
{
  const TgHosted *hosted = input->hosted;
  gboolean known = is_company (hosted);
  /* Whoever has mailboxes at a company has not mistyped the domain. */
  g_autofree char *meant = known ? NULL : near_address (input->address);
  TgFinding *finding;

  if (known)
    put_company (arguments, hosted->provider);
  else if (is_filter (hosted))
    tg_found_put (arguments, "filter", hosted->provider->company);
  if (input->guessed)
    tg_found_put (arguments, "guessed", "yes");
  if (input->n_silent > 0)
    tg_found_put (arguments, "silent", "yes");
  finding = about_address ("settings-not-found", arguments, meant);
  if ((known || is_filter (hosted)) && hosted->name != NULL)
    g_ptr_array_add (finding->evidence, record_line (g_hash_table_lookup (arguments, "domain"), hosted));
  return finding;
}

/* (nullable): there is such a domain, and it takes mail, or nobody knows */
static TgFinding *
about_domain (const TgFoundInput *input, GHashTable *arguments)
{
  g_autofree char *meant = near_address (input->address);
  const char *domain = g_hash_table_lookup (arguments, "domain");
  TgFinding *finding;

  switch (input->domain) {
  case TG_MAIL_DOMAIN_NOT_FOUND:
    finding = about_address ("domain-not-found", arguments, meant);
    g_ptr_array_add (finding->evidence, g_strdup_printf (_ ("The name servers say that there is no %s"), domain));
    return finding;
  case TG_MAIL_DOMAIN_NO_MAIL:
    finding = about_address ("domain-no-mail", arguments, meant);
    /* TRANSLATORS: a domain; MX is what the record is called */
    g_ptr_array_add (finding->evidence, g_strdup_printf (_ ("The MX record of %s says that no mail is taken (RFC 7505)"), domain));
    return finding;
  case TG_MAIL_DOMAIN_UNKNOWN:
  case TG_MAIL_DOMAIN_EXISTS:
  default:
    return NULL;
  }
}

static int
by_severity (gconstpointer a, gconstpointer b)
{
  const TgFinding *first = *(const TgFinding *const *)a, *second = *(const TgFinding *const *)b;

  return (int)first->severity - (int)second->severity;
}

GPtrArray *
tg_found_findings (const TgFoundInput *input)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_finding_unref);
  g_autoptr (GHashTable) arguments = tg_found_arguments (input->address);
  TgFinding *domain = about_domain (input, arguments);

  if (domain != NULL)
    g_ptr_array_add (findings, domain);
  if (input->ranking != NULL && input->ranking->account != NULL)
    tg_found_add_notices (input->address, input->ranking, findings);
  else if (domain == NULL)
    g_ptr_array_add (findings, nothing_found (input, arguments));
  g_ptr_array_sort (findings, by_severity); /* stable */
  return findings;
}
