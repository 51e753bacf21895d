/* needs.c: which looks a failed side's evidence calls for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "probe/surroundings/look-around.h"

#include <string.h>

#include "cert/certificate.h"

enum {
  REACH = TG_NEED_WEB | TG_NEED_NAMES,
  TALK = TG_NEED_WEB,
};

/* Faults missing here were reported by the right server or caused by ourselves: the network plays
 * no part in them. */
static const struct {
  TgFault fault;
  guint want;
} wants[] = {
  { TG_FAULT_NAME_NOT_FOUND, REACH },
  { TG_FAULT_RESOLVER, REACH | TG_NEED_CONTROL },
  { TG_FAULT_UNREACHABLE, REACH },
  { TG_FAULT_REFUSED, REACH | TG_NEED_PORTS },
  { TG_FAULT_CONNECT_TIMEOUT, REACH | TG_NEED_PORTS },
  { TG_FAULT_SILENT, TALK },
  { TG_FAULT_DEADLINE, TALK },
  { TG_FAULT_CLOSED, TALK },
  { TG_FAULT_GARBAGE, TALK },
  { TG_FAULT_OTHER_PROTOCOL, TALK },
  { TG_FAULT_TLS, TALK },
  { TG_FAULT_CERTIFICATE, TALK | TG_NEED_ISSUER },
};

static gboolean
is_ipv6 (const TgAddressRecord *record)
{
  return strchr (record->ip, ':') != NULL;
}

/* IPv6 was preferred, but an IPv4 address won: IPv6 failed, or it is unknown whether it answers at
 * all. */
static gboolean
lost_to_ipv4 (const TgEvidence *side)
{
  const TgAddressRecord *first = side->addresses->len > 0 ? side->addresses->pdata[0] : NULL;

  if (first == NULL || !is_ipv6 (first) || first->outcome == TG_ADDRESS_OK || strcmp (side->server->ascii_host, "localhost") == 0)
    return FALSE;
  for (guint i = 1; i < side->addresses->len; i++) {
    const TgAddressRecord *record = side->addresses->pdata[i];

    if (record->outcome == TG_ADDRESS_OK)
      return !is_ipv6 (record);
  }
  return FALSE;
}

/* It speaks a mail protocol, or TLS where that was not expected: a mail server reported the fault. */
static gboolean
spoke_as_a_mail_server (const TgEvidence *side)
{
  TgSpeaks speaks = side->scan.done && side->scan.speaks > TG_SPEAKS_NOTHING ? side->scan.speaks : side->greeting_speaks;

  if (side->fault == TG_FAULT_CERTIFICATE)
    return FALSE;
  if (side->reached > TG_STAGE_CERTIFICATE || (side->tls != NULL && side->tls->trusted))
    return TRUE;
  return speaks == TG_SPEAKS_IMAP || speaks == TG_SPEAKS_POP3 || speaks == TG_SPEAKS_SMTP ||
         (speaks == TG_SPEAKS_CODE && side->server->protocol == TG_PROTOCOL_SMTP) ||
         (speaks == TG_SPEAKS_TLS && side->server->security != TG_SECURITY_TLS);
}

/* Dates depend on this computer's clock, and a foreign name may come from an outdated address. */
static guint
want_of_problems (const TgEvidence *side)
{
  static const struct {
    const char *problem;
    guint want;
  } problems[] = {
    { "cert-expired", TG_NEED_TIME },
    { "cert-chain-expired", TG_NEED_TIME },
    { "cert-not-yet-valid", TG_NEED_TIME },
    { "cert-name-mismatch", TG_NEED_NAMES },
  };
  guint want = 0;

  for (guint i = 0; side->tls != NULL && i < G_N_ELEMENTS (problems); i++)
    if (tg_problems_has (side->tls->problems, problems[i].problem))
      want |= problems[i].want;
  return want;
}

/* Another name may lead to a good certificate of the same server: when the certificate shown does
 * not say which server it is for, or is an extra one that mail servers have besides their real one. */
static gboolean
another_name_may_help (const TgEvidence *side)
{
  static const char *const makeshift[] = { "cert-self-signed", "cert-expired", "cert-no-san" };

  if (side->fault != TG_FAULT_CERTIFICATE || side->tls == NULL || side->certificates->len == 0)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (makeshift); i++)
    if (tg_problems_has (side->tls->problems, makeshift[i]))
      return !side->stays_here && !tg_evidence_is_at_home (side);
  return tg_problems_has (side->tls->problems, "cert-name-mismatch") && tg_certificate_is_vague (side->certificates->pdata[0]);
}

/* The server is what it says it is, and does not know this person: perhaps no longer. */
static gboolean
mail_may_have_moved (const TgEvidence *side)
{
  return side->fault == TG_FAULT_AUTH_REFUSED && side->sign_in_refused && !tg_evidence_is_at_home (side);
}

guint
tg_needs_of_side (const TgEvidence *side)
{
  guint want = 0;

  if (side == NULL || !side->tested)
    return 0;
  if (mail_may_have_moved (side))
    want |= TG_NEED_ROUTE;
  if (lost_to_ipv4 (side))
    want |= TG_NEED_IPV6;
  if (another_name_may_help (side))
    want |= TG_NEED_LEADS;
  for (guint i = 0; i < G_N_ELEMENTS (wants); i++)
    if (wants[i].fault == side->fault && !spoke_as_a_mail_server (side))
      return want | wants[i].want | want_of_problems (side);
  return want;
}

gboolean
tg_is_loopback (const char *ip)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (ip);

  return address != NULL && g_inet_address_get_is_loopback (address);
}

static gboolean
is_local (const TgEvidence *side)
{
  if (side == NULL || !side->tested)
    return TRUE;
  if (side->addresses->len == 0)
    return strcmp (side->server->ascii_host, "localhost") == 0;
  for (guint i = 0; i < side->addresses->len; i++)
    if (!tg_is_loopback (((TgAddressRecord *)side->addresses->pdata[i])->ip))
      return FALSE;
  return TRUE;
}

gboolean
tg_is_all_local (const TgCheckResult *check)
{
  return is_local (check->receive) && is_local (check->send);
}
