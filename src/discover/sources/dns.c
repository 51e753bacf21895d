/* dns.c: what a name server says of the domain: its mail exchangers, then whose they are (MX, SPF, NS); and its services (SRV).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "discover/sources/answers.h"
#include "find/providers.h"
#include "find/ranking/grade.h"
#include "find/read/dns-hints.h"
#include "find/read/srv.h"

/* The domain's own records that are asked for where its mail exchanger is itself. */
typedef struct {
  TgSearch *search;
  TgDnsReply *txt;
  TgDnsReply *ns;
  guint waiting;
} Hints;

typedef struct {
  TgSearch *search;
  TgDnsReply *replies[TG_N_SRV_SERVICES];
  guint waiting;
} Services;

/* Which of several, and whose. */
typedef struct {
  Services *services;
  TgSrvService service;
} Question;

static void
settle_mx (TgSearch *self, const TgHosted *hosted)
{
  TgCandidate *candidate = tg_hosted_candidate (hosted, self->found->address);
  g_autofree char *detail =
      hosted->provider != NULL && hosted->name != NULL ? g_strdup_printf ("%s: %s", hosted->name, hosted->provider->company) : NULL;

  tg_search_settle (self, TG_ORIGIN_MX, candidate != NULL ? TG_SOURCE_FOUND : TG_SOURCE_NONE, candidate, detail);
}

/* Whose servers these are, as far as is known; the search shows the company even where it has no server's name. */
static void
recognise (TgSearch *self, const TgDnsReply *txt, const TgDnsReply *ns)
{
  const TgMailExchangers *exchangers = self->exchangers;
  static const char *const null_mx[] = { ".", NULL };
  const char *const itself[] = { self->domain, NULL };
  g_auto (GStrv) records = tg_dns_reply_texts (txt), servers = tg_dns_reply_texts (ns);
  g_autoptr (TgSpfHints) spf = tg_spf_hints_read ((const char *const *)records);
  g_auto (GStrv) name_servers = tg_name_servers_read ((const char *const *)servers);
  const TgDomainNames names = {
    .domain = self->domain,
    .mail_servers = exchangers->takes_no_mail      ? null_mx
                    : exchangers->hosts[0] != NULL ? (const char *const *)exchangers->hosts
                                                   : itself,
    .spf = spf,
    .name_servers = name_servers,
  };

  if (tg_search_is_over (self))
    return;
  self->found->hosted = tg_hosted_find (&names);
  settle_mx (self, self->found->hosted);
  tg_search_noted (self);
}

static void
hint_came (Hints *self)
{
  if (--self->waiting > 0)
    return;
  recognise (self->search, self->txt, self->ns);
  g_clear_pointer (&self->txt, tg_dns_reply_free);
  g_clear_pointer (&self->ns, tg_dns_reply_free);
  tg_search_unref (self->search);
  g_free (self);
}

static void
on_txt (GObject *source, GAsyncResult *result, gpointer data)
{
  Hints *self = data;

  self->txt = tg_search_take_records (self->search, result);
  hint_came (self);
}

static void
on_ns (GObject *source, GAsyncResult *result, gpointer data)
{
  Hints *self = data;

  self->ns = tg_search_take_records (self->search, result);
  hint_came (self);
}

static void
ask_for_hints (TgSearch *self)
{
  Hints *hints = g_new0 (Hints, 1);

  hints->search = tg_search_ref (self);
  hints->waiting = 2;
  tg_search_ask_records (self, TG_ORIGIN_MX, TG_DNS_TXT, self->domain, on_txt, hints);
  tg_search_ask_records (self, TG_ORIGIN_MX, TG_DNS_NS, self->domain, on_ns, hints);
}

static void
read_exchangers (TgSearch *self, const TgDnsReply *reply)
{
  g_autofree TgMxRecord *records = g_new0 (TgMxRecord, reply->records->len + 1);

  for (guint i = 0; i < reply->records->len; i++) {
    const TgDnsRecord *record = reply->records->pdata[i];

    records[i] = (TgMxRecord){ record->priority, record->text };
  }
  self->exchangers = tg_mail_exchangers_read (records, reply->records->len, self->domain);
  self->found->domain = self->exchangers->takes_no_mail ? TG_MAIL_DOMAIN_NO_MAIL : TG_MAIL_DOMAIN_EXISTS;
  /* Without MX records, mail goes to the domain's own address (RFC 5321 section 5.1). */
  if (!self->exchangers->takes_no_mail && (self->exchangers->are_own || self->exchangers->hosts[0] == NULL))
    ask_for_hints (self);
  else
    recognise (self, NULL, NULL);
}

/* Some networks say before a sign-in page that nothing exists, and the domains of the table do. */
static gboolean
table_has_domain (const TgSearch *self)
{
  const TgProvider *provider = tg_providers_find (self->found->address);

  return provider != NULL && g_strv_contains ((const char *const *)provider->domains, self->domain);
}

static void
on_mx (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TgSearch) self = data;
  g_autoptr (TgDnsReply) reply = tg_search_take_records (self, result);

  if (reply == NULL || tg_search_is_over (self))
    return;
  switch (reply->outcome) {
  case TG_DNS_FOUND:
  case TG_DNS_NO_RECORD:
    read_exchangers (self, reply);
    return;
  case TG_DNS_NO_NAME:
    if (!table_has_domain (self))
      self->found->domain = TG_MAIL_DOMAIN_NOT_FOUND;
    tg_search_settle (self, TG_ORIGIN_MX, TG_SOURCE_NONE, NULL, _ ("The name server says that there is no such domain."));
    return;
  case TG_DNS_SILENT:
    tg_search_settle (self, TG_ORIGIN_MX, TG_SOURCE_TIMEOUT, NULL, NULL);
    return;
  case TG_DNS_FAILED:
  default:
    tg_search_settle (self, TG_ORIGIN_MX, TG_SOURCE_FAILED, NULL, _ ("The name server could not answer."));
  }
}

void
tg_search_ask_mx (TgSearch *self, TgOrigin source)
{
  tg_search_ask_records (self, TG_ORIGIN_MX, TG_DNS_MX, self->domain, on_mx, tg_search_ref (self));
}

/* Of what came for one service. (transfer full) */
static TgSrvRecord *
records_of (const TgDnsReply *reply)
{
  TgSrvRecord *records = g_new0 (TgSrvRecord, (reply != NULL ? reply->records->len : 0) + 1);

  for (guint i = 0; reply != NULL && i < reply->records->len; i++) {
    const TgDnsRecord *record = reply->records->pdata[i];

    records[i] = (TgSrvRecord){ record->priority, record->weight, record->port, record->text };
  }
  return records;
}

/* Without an answer worth reading: the worst that happened. */
static TgSourceOutcome
worst_of (Services *self)
{
  TgSourceOutcome worst = TG_SOURCE_NONE;

  for (guint i = 0; i < TG_N_SRV_SERVICES; i++) {
    TgDnsOutcome outcome = self->replies[i] != NULL ? self->replies[i]->outcome : TG_DNS_SILENT;

    if (outcome == TG_DNS_SILENT)
      return TG_SOURCE_TIMEOUT;
    if (outcome == TG_DNS_FAILED)
      worst = TG_SOURCE_FAILED;
  }
  return worst;
}

static void
settle_srv (Services *self)
{
  TgSearch *search = self->search;
  TgSrvAnswer answers[TG_N_SRV_SERVICES];
  g_autoptr (TgSettings) settings = NULL;

  for (guint i = 0; i < TG_N_SRV_SERVICES; i++)
    answers[i] = (TgSrvAnswer){ records_of (self->replies[i]), self->replies[i] != NULL ? self->replies[i]->records->len : 0 };
  if (tg_srv_read (answers, NULL, NULL, &settings) == TG_READ_SETTINGS)
    tg_search_settle_read (search, TG_ORIGIN_SRV, TG_HOP_DNS, TG_READ_SETTINGS, settings);
  else
    tg_search_settle (search, TG_ORIGIN_SRV, worst_of (self), NULL, NULL);
  for (guint i = 0; i < TG_N_SRV_SERVICES; i++)
    g_free ((gpointer)answers[i].records);
}

static void
on_srv (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Question *question = data;
  Services *self = question->services;

  self->replies[question->service] = tg_search_take_records (self->search, result);
  if (--self->waiting > 0)
    return;
  settle_srv (self);
  for (guint i = 0; i < TG_N_SRV_SERVICES; i++)
    g_clear_pointer (&self->replies[i], tg_dns_reply_free);
  tg_search_unref (self->search);
  g_free (self);
}

void
tg_search_ask_srv (TgSearch *self, TgOrigin source)
{
  Services *services = g_new0 (Services, 1);

  services->search = tg_search_ref (self);
  services->waiting = TG_N_SRV_SERVICES;
  for (guint i = 0; i < TG_N_SRV_SERVICES; i++) {
    g_autofree char *name = g_strdup_printf ("%s.%s", tg_srv_label ((TgSrvService)i), self->domain);
    Question *question = g_new0 (Question, 1);

    *question = (Question){ services, (TgSrvService)i };
    tg_search_ask_records (self, TG_ORIGIN_SRV, TG_DNS_SRV, name, on_srv, question);
  }
}
