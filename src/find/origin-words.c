/* origin-words.c: where a server's settings came from, in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/origin-words.h"

#include "find/offline/snapshot.h"
#include "find/providers.h"
#include "model/text/text.h"

#include "tegami-config.h"
#include <glib/gi18n-lib.h>

#define DOMAIN_MAX 64 /* characters shown */
#define AFTER_TEST N_ ("Changed after a test")

/* Those that are no source of settings by themselves; a guess is nobody's word. */
static const char *const words[TG_N_ORIGINS] = {
  [TG_ORIGIN_TYPED] = N_ ("Typed by you"),
  [TG_ORIGIN_PROGRAM] = N_ ("From your mail program"),
  [TG_ORIGIN_PRACTICE] = N_ ("Practice server inside Tegami"),
  [TG_ORIGIN_REMEDY] = AFTER_TEST,
  [TG_ORIGIN_CERTIFICATE] = AFTER_TEST,
  [TG_ORIGIN_REVERSE_DNS] = AFTER_TEST,
  [TG_ORIGIN_GUESS] = N_ ("A guess from your address; the test will tell."),
};

/* @name: what it is called in a sentence; %s: @about.  A name without words of a language needs no translation. */
static const struct {
  const char *name;
  enum { ABOUT_NOTHING, ABOUT_DOMAIN, ABOUT_MONTH } about;
} sources[TG_N_ORIGINS] = {
  [TG_ORIGIN_TABLE] = { N_ ("Tegami’s list"), ABOUT_NOTHING },
  [TG_ORIGIN_LETTER] = { N_ ("your provider’s letter"), ABOUT_NOTHING },
  /* TRANSLATORS: %s is a month: "2026-03" */
  [TG_ORIGIN_SNAPSHOT] = { N_ ("Thunderbird’s database (copy of %s)"), ABOUT_MONTH },
  /* TRANSLATORS: %s is a domain; MX is what the record is called */
  [TG_ORIGIN_MX] = { N_ ("the mail records (MX) of %s"), ABOUT_DOMAIN },
  [TG_ORIGIN_AUTOCONFIG] = { "autoconfig.%s", ABOUT_DOMAIN },
  /* TRANSLATORS: %s is a domain */
  [TG_ORIGIN_WELL_KNOWN] = { N_ ("the web server of %s"), ABOUT_DOMAIN },
  [TG_ORIGIN_PACC] = { "ua-auto-config.%s", ABOUT_DOMAIN },
  [TG_ORIGIN_ISPDB] = { N_ ("Thunderbird’s database"), ABOUT_NOTHING },
  /* TRANSLATORS: %s is a domain; SRV is what the record is called */
  [TG_ORIGIN_SRV] = { N_ ("the service records (SRV) of %s"), ABOUT_DOMAIN },
  /* TRANSLATORS: %s is a domain */
  [TG_ORIGIN_MX_DOMAIN] = { N_ ("the company that takes in the mail of %s"), ABOUT_DOMAIN },
  /* TRANSLATORS: %s is a domain */
  [TG_ORIGIN_HTTP] = { N_ ("autoconfig.%s, without encryption"), ABOUT_DOMAIN },
};

/* (transfer full) */
static char *
shown_domain (const char *address)
{
  g_autofree char *domain = tg_address_domain (address);

  return tg_text_visible (domain != NULL ? domain : address, -1, DOMAIN_MAX);
}

/* The table is dated; the reader sees how old the knowledge is. */
static char *
describe_row (const TgProvider *provider)
{
  return provider->known ? g_strdup_printf (_ ("From Tegami’s list: %s (%s)"), provider->name, provider->confirmed)
                         : g_strdup_printf (_ ("From Tegami’s list: %s. Not confirmed yet; the test will show."), provider->name);
}

/* The company is the table's word, and that it is this one DNS's. */
static char *
describe_company (const TgProvider *provider, const char *address)
{
  g_autofree char *domain = shown_domain (address);

  /* TRANSLATORS: a company, a month, and a domain */
  return g_strdup_printf (_ ("From Tegami’s list: %s (%s), since the mail of %s goes there"), provider->company, provider->confirmed,
                          domain);
}

static gboolean
has_service (GPtrArray *rows, const TgServer *server)
{
  for (guint i = 0; i < rows->len; i++) {
    const TgServer *row = rows->pdata[i];

    if (row->protocol == server->protocol && row->security == server->security && row->port == server->port)
      return TRUE;
  }
  return FALSE;
}

gboolean
tg_origin_is_in_table (const TgServer *server, const char *address)
{
  const TgProvider *provider = server->origin == TG_ORIGIN_TABLE ? tg_providers_find (address) : NULL;

  return provider != NULL && tg_provider_has_host (provider, address, server->ascii_host) &&
         (has_service (provider->receive, server) || has_service (provider->send, server));
}

char *
tg_origin_name (TgOrigin self, const char *address)
{
  g_autofree char *shown = shown_domain (address);

  g_return_val_if_fail (self < TG_N_ORIGINS, NULL);
  if (sources[self].name == NULL)
    return NULL;
  return tg_text_with_word (_ (sources[self].name), sources[self].about == ABOUT_MONTH ? tg_snapshot_month () : shown);
}

char *
tg_origin_describe (const TgServer *server, const char *address)
{
  const TgProvider *provider = server->origin == TG_ORIGIN_TABLE ? tg_providers_find (address) : NULL;
  const TgProvider *company = server->origin == TG_ORIGIN_MX ? tg_providers_find_host (server->ascii_host) : NULL;
  g_autofree char *name = NULL;

  if (provider != NULL && tg_origin_is_in_table (server, address))
    return describe_row (provider);
  if (provider != NULL)
    return g_strdup (_ (words[TG_ORIGIN_TYPED])); /* its port or its encryption is */
  if (company != NULL)
    return describe_company (company, address);
  if (words[server->origin] != NULL)
    return g_strdup (_ (words[server->origin]));
  name = server->origin != TG_ORIGIN_TABLE ? tg_origin_name (server->origin, address) : NULL;
  /* TRANSLATORS: whose word it is: "From autoconfig.example.jp" */
  return name != NULL ? g_strdup_printf (_ ("From %s"), name) : NULL;
}

char *
tg_origin_says (TgOrigin self, const char *address, const char *said)
{
  g_autofree char *name = tg_origin_name (self, address);

  /* TRANSLATORS: whose word it is, and the server: "According to autoconfig.example.jp: imap.example.jp" */
  return name != NULL ? g_strdup_printf (_ ("According to %s: %s"), name, said) : g_strdup (said);
}
