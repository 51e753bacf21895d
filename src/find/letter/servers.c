/* servers.c: names, ports and words for encryption that belong together.  What is customarily left out is put in by a rule with a name, and
 * marked as inferred.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/letter/servers.h"

#include <string.h>

#include "find/letter/encryption.h"
#include "find/letter/pairing.h"
#include "find/letter/words/values.h"
#include "find/providers.h"
#include "model/account.h"

#define OPTIONS_MAX 12 /* servers of one side */

/* One protocol of a side. */
typedef struct {
  GPtrArray *facts;
  const char *address;
  guint about;
  TgProtocol protocol;
  GPtrArray *hosts; /* of const TgLetterFact* */
  GPtrArray *ports; /* of const TgLetterFact* */
  guint inferred;
} Half;

static gboolean
is_single (guint about)
{
  return about == TG_ABOUT_POP3 || about == TG_ABOUT_IMAP || about == TG_ABOUT_SMTP;
}

/* Whether the number speaks against the side that only stands around it. */
static gboolean
is_stray (const TgLetterFact *fact)
{
  guint usual = tg_letter_port_about (fact->number);

  return fact->kind == TG_FACT_PORT && !fact->own && usual != 0 && fact->about != 0 && (fact->about & usual) == 0 &&
         ((usual == TG_ABOUT_SMTP) != (fact->about == TG_ABOUT_SMTP));
}

/* Rule "port by its number": a port that nothing names, or that stands under the heading of both, is of the protocol that it is for. */
static void
settle_port (TgLetterFact *fact, gboolean swapped)
{
  guint usual = tg_letter_port_about (fact->number);

  if (usual == 0)
    return;
  if (fact->about == 0 || (fact->about & usual) != 0) {
    if (fact->about != usual && !(fact->own && is_single (fact->about)))
      fact->about = usual;
  } else if (!fact->own && !swapped && (is_stray (fact) || (usual & TG_ABOUT_RECEIVE) != 0)) {
    fact->about = usual;
  }
}

void
tg_letter_settle_ports (GPtrArray *facts)
{
  gboolean stray_send = FALSE, stray_receive = FALSE, right = FALSE;

  for (guint i = 0; i < facts->len; i++) {
    const TgLetterFact *fact = facts->pdata[i];

    if (fact->kind != TG_FACT_PORT)
      continue;
    if (!is_stray (fact))
      right = right || tg_letter_port_about (fact->number) != 0;
    else if (fact->about == TG_ABOUT_SMTP)
      stray_send = TRUE;
    else
      stray_receive = TRUE;
  }
  /* Both sides have the other's port, and only that: the letter has them exchanged. */
  for (guint i = 0; i < facts->len; i++)
    if (((TgLetterFact *)facts->pdata[i])->kind == TG_FACT_PORT)
      settle_port (facts->pdata[i], stray_send && stray_receive && !right);
}

/* What the name of a server narrows "for receiving" and "for both" down to. */
static guint
about_of_host (const TgLetterFact *fact)
{
  guint name = fact->value != NULL ? tg_letter_host_about (fact->value) : 0;

  return !is_single (fact->about) && (fact->about & name) != 0 ? fact->about & name : fact->about;
}

static guint
about_of (const TgLetterFact *fact)
{
  return fact->kind == TG_FACT_HOST ? about_of_host (fact) : fact->about;
}

gboolean
tg_letter_fact_is_of_servers (const TgLetterFact *fact)
{
  return fact->kind != TG_FACT_USER && fact->kind != TG_FACT_PASSWORD && fact->kind != TG_FACT_ADDRESS &&
         fact->kind != TG_FACT_CONNECTION_ID && fact->kind != TG_FACT_DOMAIN;
}

static gboolean
tells_by_name (const TgLetterFact *fact, guint about)
{
  return fact->kind == TG_FACT_HOST && fact->value != NULL && tg_letter_host_about (fact->value) == about &&
         (fact->about == 0 || (fact->about & about) != 0);
}

/* Whether the letter speaks of this very protocol.  @by_name: in so many words */
static gboolean
is_present (GPtrArray *facts, guint about, gboolean *by_name)
{
  gboolean present = FALSE;

  *by_name = FALSE;
  for (guint i = 0; i < facts->len; i++) {
    const TgLetterFact *fact = facts->pdata[i];
    gboolean listed = fact->kind == TG_FACT_PROTOCOL && (fact->about & about) != 0;

    if (listed || (tg_letter_fact_is_of_servers (fact) && about_of (fact) == about) ||
        (fact->kind == TG_FACT_HOST && (fact->named & about) != 0))
      present = TRUE;
    /* imap.example.jp tells it, too. */
    if (listed || (fact->named & about) != 0 || tells_by_name (fact, about))
      *by_name = TRUE;
  }
  return present;
}

static gboolean
has_kind (GPtrArray *facts, TgFactKind kind, guint about)
{
  for (guint i = 0; i < facts->len; i++) {
    const TgLetterFact *fact = facts->pdata[i];

    if (fact->kind == kind && about_of (fact) == about && fact->answer == TG_ANSWER_NOT)
      return TRUE;
  }
  return FALSE;
}

/* How particular @fact is: about this protocol alone, its side, both sides; named by nobody.  -1: it is about something else. */
static int
level_of (const TgLetterFact *fact, guint about)
{
  guint of = about_of (fact), side = (about & TG_ABOUT_RECEIVE) != 0 ? TG_ABOUT_RECEIVE : TG_ABOUT_SEND;

  if (of != 0 && (of & about) == 0)
    return -1;
  return fact->weak ? 3 : of == about ? 0 : of == side ? 1 : 2;
}

/* The facts of @kind for @about, the most particular ones alone. (transfer full) */
static GPtrArray *
particular (GPtrArray *facts, TgFactKind kind, guint about)
{
  GPtrArray *best = g_ptr_array_new ();
  int level = 4;

  for (guint i = 0; i < facts->len; i++) {
    TgLetterFact *fact = facts->pdata[i];
    int each = level_of (fact, about);

    if (fact->kind != kind || each < 0 || fact->paired || each > level || (kind == TG_FACT_HOST && fact->value == NULL))
      continue;
    if (each < level)
      g_ptr_array_set_size (best, 0);
    level = each;
    g_ptr_array_add (best, fact);
  }
  return best;
}

/* Of an old and a new server, the new one is offered. (transfer full) */
static GPtrArray *
without_old (GPtrArray *facts, guint side)
{
  GPtrArray *left = g_ptr_array_new ();
  gboolean others = FALSE;

  for (guint i = 0; i < facts->len; i++) {
    const TgLetterFact *fact = facts->pdata[i];

    others = others || (fact->kind == TG_FACT_HOST && fact->value != NULL && fact->age != TG_AGE_OLD && (fact->about & side) != 0);
  }
  for (guint i = 0; i < facts->len; i++)
    if (!others || ((const TgLetterFact *)facts->pdata[i])->age != TG_AGE_OLD)
      g_ptr_array_add (left, facts->pdata[i]);
  return left;
}

/* Rule "one name for both": a side that is spoken of and has no name of its own goes by the other side's. */
static void
borrow_host (Half *half)
{
  guint other = half->about == TG_ABOUT_SMTP ? TG_ABOUT_RECEIVE : TG_ABOUT_SMTP;
  gboolean said = FALSE;

  for (guint i = 0; i < half->facts->len; i++) {
    TgLetterFact *fact = half->facts->pdata[i];

    if (fact->kind != TG_FACT_HOST)
      continue;
    said = said || (fact->answer == TG_ANSWER_SAME && (fact->about == 0 || (fact->about & half->about) != 0));
    if (fact->value != NULL && !fact->weak && (fact->about & other) != 0 && half->hosts->len == 0)
      g_ptr_array_add (half->hosts, fact);
  }
  if (!said)
    half->inferred |= TG_INFERRED_HOST;
}

/* Rule "the provider's name": a letter that only tells new ports is about the servers that everybody has there.  In @named, which has to
 * outlive @half's list. */
static void
take_providers_host (Half *half, TgLetterFact *named)
{
  const TgProvider *provider = half->address != NULL ? tg_providers_find (half->address) : NULL;
  g_autoptr (GPtrArray) servers =
      provider != NULL ? tg_provider_servers (provider, half->about == TG_ABOUT_SMTP ? provider->send : provider->receive, half->address)
                       : NULL;

  for (guint i = 0; servers != NULL && i < servers->len && half->hosts->len == 0; i++) {
    const TgServer *server = servers->pdata[i];

    if (server->protocol != half->protocol)
      continue;
    named->value = g_strdup (server->host);
    half->inferred |= TG_INFERRED_HOST;
    g_ptr_array_add (half->hosts, named);
  }
}

/* @fact's name, whole.  Rule "own domain": the place holder for the person's own domain is the address's.  Rule "smtp": a slip
 * of the fingers that is seen in letters. (transfer full) (nullable) */
static char *
host_of (const Half *half, const TgLetterFact *fact, guint *inferred)
{
  g_autofree char *domain = NULL;

  if (g_str_has_prefix (fact->value, "smpt.")) {
    *inferred |= TG_INFERRED_HOST;
    return g_strconcat ("smtp.", fact->value + strlen ("smpt."), NULL);
  }
  if (!fact->open)
    return g_strdup (fact->value);
  domain = half->address != NULL ? tg_address_domain (half->address) : NULL;
  *inferred |= TG_INFERRED_HOST;
  return domain != NULL ? g_strconcat (fact->value, domain, NULL) : NULL;
}

/* Rule "the provider's word": at a few providers what is called SSL at port 587 is STARTTLS, and nothing contradicts itself. */
static void
read_as_provider (TgLetterReading *reading, const char *host, guint port)
{
  const TgProvider *provider = reading->contradicts && reading->security == TG_SECURITY_TLS ? tg_providers_find_host (host) : NULL;
  TgSecurity usual;

  if (provider == NULL || !provider->ssl_is_starttls || !tg_server_usual_security (port, &usual) || usual != TG_SECURITY_STARTTLS)
    return;
  reading->security = usual;
  reading->contradicts = FALSE;
}

static void
add_server (GPtrArray *servers, const Half *half, const TgLetterFact *host, guint port, TgLetterReading reading)
{
  guint inferred = half->inferred | (reading.inferred ? TG_INFERRED_SECURITY : 0) | (port == 0 ? TG_INFERRED_PORT : 0);
  g_autofree char *name = host_of (half, host, &inferred);
  g_autoptr (TgServer) plain = NULL;
  TgLetterServer *server;

  if (name != NULL) {
    read_as_provider (&reading, name, port);
    plain = tg_server_new (half->protocol, reading.security, name, port, NULL);
  }

  if (plain == NULL || servers->len >= OPTIONS_MAX)
    return;
  for (guint i = 0; i < servers->len; i++)
    if (tg_server_equal (((TgLetterServer *)servers->pdata[i])->server, plain))
      return;
  server = g_new0 (TgLetterServer, 1);
  server->server = tg_server_with_origin (plain, TG_ORIGIN_LETTER, TG_CONFIRMED_BY_NOBODY);
  server->inferred = inferred;
  server->contradicts = reading.contradicts;
  server->is_url = host->is_url;
  g_ptr_array_add (servers, server);
}

static void
add_options (Half *half, GPtrArray *servers)
{
  g_autoptr (GPtrArray) words = particular (half->facts, TG_FACT_SECURITY, half->about);
  TgLetterEncryption encryption;

  tg_letter_encryption_init (&encryption, words, half->ports, half->hosts);
  for (guint i = 0; i < half->ports->len; i++) {
    const TgLetterFact *port = half->ports->pdata[i];
    const TgLetterFact *host = tg_letter_host_of_port (half->hosts, port);
    TgLetterReading reading =
        tg_letter_encryption_read (&encryption, port->says != TG_SAYS_NOTHING || half->ports->len > 1 ? port->says : host->says,
                                   port->number);

    add_server (servers, half, host, port->number, reading);
  }
  for (guint i = 0; i < half->hosts->len; i++) {
    const TgLetterFact *host = half->hosts->pdata[i];
    TgLetterReading reading;

    if (half->ports->len > 0 && (host->says == TG_SAYS_NOTHING || i > 0 || half->hosts->len == 1))
      continue;
    if (half->ports->len > 0 && tg_letter_encryption_has_port (&encryption, host->says))
      continue;
    /* Several names, and nothing to tell them apart: the first. */
    if (i > 0 && host->says == ((const TgLetterFact *)half->hosts->pdata[0])->says)
      continue;
    reading = tg_letter_encryption_read (&encryption, host->says, 0);
    add_server (servers, half, host, 0, reading);
  }
}

static void
read_half (GPtrArray *facts, const char *address, guint about, TgProtocol protocol, guint inferred, GPtrArray *servers)
{
  TgLetterFact named = { .kind = TG_FACT_HOST };
  Half half = {
    facts, address, about, protocol, particular (facts, TG_FACT_HOST, about), particular (facts, TG_FACT_PORT, about), inferred
  };

  if (half.hosts->len == 0)
    borrow_host (&half);
  if (half.hosts->len == 0 && half.ports->len > 0)
    take_providers_host (&half, &named);
  if (half.hosts->len > 0)
    add_options (&half, servers);
  g_ptr_array_unref (half.hosts);
  g_ptr_array_unref (half.ports);
  g_free (named.value);
}

static int
safest_first (gconstpointer a, gconstpointer b)
{
  const TgLetterServer *first = *(const TgLetterServer *const *)a, *second = *(const TgLetterServer *const *)b;

  if (first->server->security != second->server->security)
    return (int)first->server->security - (int)second->server->security;
  if ((first->server->port == 25) != (second->server->port == 25))
    return first->server->port == 25 ? 1 : -1;
  return (int)first->server->protocol - (int)second->server->protocol;
}

static gboolean
is_spoken_of (GPtrArray *facts, guint about)
{
  for (guint i = 0; i < facts->len; i++) {
    const TgLetterFact *fact = facts->pdata[i];

    if (tg_letter_fact_is_of_servers (fact) && fact->about != 0 && (about_of (fact) & about) != 0 &&
        !(fact->kind == TG_FACT_SECURITY && !fact->own))
      return TRUE;
  }
  return FALSE;
}

static void
read_receiving (GPtrArray *facts, const char *address, GPtrArray *servers)
{
  gboolean imap_named, pop_named;
  gboolean imap = is_present (facts, TG_ABOUT_IMAP, &imap_named), pop = is_present (facts, TG_ABOUT_POP3, &pop_named);

  /* A protocol that is only mentioned, beside one that has its port or its name, is not offered. */
  if (imap && pop) {
    gboolean imap_has = has_kind (facts, TG_FACT_PORT, TG_ABOUT_IMAP), pop_has = has_kind (facts, TG_FACT_PORT, TG_ABOUT_POP3);

    imap = imap_has || !pop_has || has_kind (facts, TG_FACT_HOST, TG_ABOUT_IMAP);
    pop = pop_has || !imap_has || has_kind (facts, TG_FACT_HOST, TG_ABOUT_POP3);
  }
  if (imap)
    read_half (facts, address, TG_ABOUT_IMAP, TG_PROTOCOL_IMAP, imap_named ? 0 : TG_INFERRED_PROTOCOL, servers);
  if (pop)
    read_half (facts, address, TG_ABOUT_POP3, TG_PROTOCOL_POP3, pop_named ? 0 : TG_INFERRED_PROTOCOL, servers);
  /* Rule "IMAP": where nothing tells the protocol. */
  if (!imap && !pop && is_spoken_of (facts, TG_ABOUT_RECEIVE))
    read_half (facts, address, TG_ABOUT_IMAP, TG_PROTOCOL_IMAP, TG_INFERRED_PROTOCOL, servers);
}

GPtrArray *
tg_letter_servers (GPtrArray *all, gboolean sending, const char *address)
{
  GPtrArray *servers = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_letter_server_free);
  g_autoptr (GPtrArray) facts = without_old (all, sending ? TG_ABOUT_SEND : TG_ABOUT_RECEIVE);

  if (!sending)
    read_receiving (facts, address, servers);
  else if (is_spoken_of (facts, TG_ABOUT_SMTP))
    read_half (facts, address, TG_ABOUT_SMTP, TG_PROTOCOL_SMTP, 0, servers);
  g_ptr_array_sort (servers, safest_first); /* stable */
  return servers;
}

void
tg_letter_server_free (TgLetterServer *self)
{
  tg_server_unref (self->server);
  g_free (self);
}
