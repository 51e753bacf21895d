/* evidence-lines.c: how we know: plain facts with their numbers, for those who want to see them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/rules/name-remedies.h"
#include "diagnose/rules/port-rules.h"

#include "model/text/text.h"

#include "tegami-config.h"
#include <glib/gi18n-lib.h>

static void
take_line (GPtrArray *lines, char *line)
{
  if (line != NULL)
    g_ptr_array_add (lines, line);
}

static void
add_addresses (const TgEvidence *seen, GPtrArray *lines)
{
  for (guint i = 0; i < seen->addresses->len; i++) {
    const TgAddressRecord *record = seen->addresses->pdata[i];

    switch (record->outcome) {
    case TG_ADDRESS_OK:
      take_line (lines, g_strdup_printf (_ ("%s, port %u: connected"), record->ip, seen->server->port));
      break;
    case TG_ADDRESS_REFUSED:
      take_line (lines, g_strdup_printf (_ ("%s, port %u: connection refused"), record->ip, seen->server->port));
      break;
    case TG_ADDRESS_TIMEOUT:
      take_line (lines, g_strdup_printf (_ ("%s, port %u: no answer"), record->ip, seen->server->port));
      break;
    case TG_ADDRESS_UNREACHABLE:
      take_line (lines, g_strdup_printf (_ ("%s, port %u: unreachable"), record->ip, seen->server->port));
      break;
    case TG_ADDRESS_UNUSED:
    default:
      break;
    }
  }
  if (seen->addresses->len == 0 && (seen->fault == TG_FAULT_NAME_NOT_FOUND || seen->fault == TG_FAULT_RESOLVER))
    take_line (lines, g_strdup_printf (_ ("No address was found for %s"), seen->server->host));
}

char *
tg_greeting_line (const TgEvidence *seen)
{
  return g_strdup_printf (seen->server->security == TG_SECURITY_STARTTLS ? _ ("Before any encryption, port %u began with: %s")
                                                                         : _ ("Port %u began with: %s"),
                          seen->server->port, seen->greeting);
}

static void
add_greeting (const TgEvidence *seen, GPtrArray *lines)
{
  const TgScanFacts *scan = &seen->scan;

  if (scan->done && scan->first_line != NULL)
    take_line (lines, g_strdup_printf (_ ("Port %u answered in plain text: %s"), seen->server->port, scan->first_line));
  else if (seen->greeting != NULL)
    take_line (lines, tg_greeting_line (seen));
  if (scan->done && scan->speaks == TG_SPEAKS_TLS && seen->server->security != TG_SECURITY_TLS)
    take_line (lines, g_strdup_printf (_ ("Port %u answered with TLS"), seen->server->port));
}

static void
add_reply (const TgEvidence *seen, GPtrArray *lines)
{
  if (seen->decisive == NULL || *seen->decisive == '\0')
    return;
  if (seen->decisive_before_tls)
    take_line (lines, g_strdup_printf (_ ("Before any encryption, so anyone in between may have written it: %s"), seen->decisive));
  else
    take_line (lines, g_strdup_printf (_ ("%s said: %s"), seen->server->host, seen->decisive));
}

static void
add_scan (const TgCase *self, GPtrArray *lines)
{
  const TgScanFacts *scan = &self->seen->scan;
  g_autoptr (GHashTable) arguments = tg_case_arguments (self, "tls-failed");
  const char *alert = g_hash_table_lookup (arguments, "alert");

  if (alert != NULL)
    take_line (lines, g_strdup_printf (_ ("The server ended the encryption with: %s"), alert));
  if (scan->old_tls)
    take_line (lines, g_strdup (_ ("A second try with TLS 1.1 and older was accepted")));
  if (scan->no_common_cipher)
    take_line (lines, g_strdup (_ ("A second try with outdated ciphers was accepted")));
  if (scan->works_without_sni)
    take_line (lines, g_strdup (_ ("Without the server name, the encryption was accepted")));
  if (scan->wants_client_certificate)
    take_line (lines, g_strdup (_ ("The server asked for a client certificate")));
  if (scan->reset)
    take_line (lines, g_strdup (_ ("The connection was reset")));
  else if (scan->eof)
    take_line (lines, g_strdup (_ ("The connection was closed without a reason")));
}

static void
add_certificate (const TgEvidence *seen, GPtrArray *lines)
{
  const TgCertificate *own = seen->certificates->len > 0 ? seen->certificates->pdata[0] : NULL;

  if (own == NULL)
    return;
  g_autofree char *from = tg_text_day (own->not_before);
  g_autofree char *until = tg_text_day (own->not_after);

  if (own->names[0] != NULL) {
    g_autofree char *names = g_strjoinv (", ", own->names);

    take_line (lines, g_strdup_printf (_ ("The certificate is for: %s"), names));
  } else if (own->common_name != NULL)
    take_line (lines, g_strdup_printf (_ ("The certificate is for: %s"), own->common_name));
  take_line (lines, g_strdup_printf (_ ("Issued by: %s"), own->issuer));
  take_line (lines, g_strdup_printf (_ ("Valid from %s to %s"), from, until));
  take_line (lines, g_strdup_printf (_ ("Fingerprint (SHA-256): %s"), own->sha256));
  take_line (lines, g_strdup_printf (_ ("Certificates in its chain: %u"), seen->certificates->len));
}

static void
add_tls (const TgEvidence *seen, GPtrArray *lines)
{
  if (seen->tls != NULL && seen->tls->version != NULL)
    take_line (lines,
               g_strdup_printf (_ ("Encrypted with %s, %s"), seen->tls->version, seen->tls->cipher != NULL ? seen->tls->cipher : "?"));
}

/* What a server says of a token that it does not accept. */
static void
add_denial (const TgTokenFacts *token, GPtrArray *lines)
{
  if (token->status != NULL)
    take_line (lines, g_strdup_printf (_ ("The reason that the server gives: %s"), token->status));
  if (token->scope != NULL)
    take_line (lines, g_strdup_printf (_ ("What the sign-in should be good for (scope): %s"), token->scope));
  if (token->configuration != NULL)
    take_line (lines, g_strdup_printf (_ ("Where such sign-ins are made: %s"), token->configuration));
}

static void
add_sign_in (const TgCase *self, GPtrArray *lines)
{
  const TgEvidence *seen = self->seen;

  if (seen->authentication != NULL && seen->sign_in_refused)
    take_line (lines, g_strdup_printf (_ ("Tried to sign in as %s with %s"), seen->user, seen->authentication));
  else if (seen->authentication != NULL && seen->signed_in)
    take_line (lines, g_strdup_printf (_ ("Signed in as %s with %s"), seen->user, seen->authentication));
  if (seen->token != NULL)
    add_denial (seen->token, lines);
  if (self->retried != NULL && self->retried->signed_in)
    take_line (lines, g_strdup_printf (_ ("Signing in as %s worked"), self->retried->user));
  else if (self->retried != NULL && self->retried->sign_in_refused)
    take_line (lines, g_strdup_printf (_ ("Signing in as %s was refused, too"), self->retried->user));
  if (seen->mechanisms->len > 0 && (seen->fault == TG_FAULT_AUTH_NO_COMMON || seen->fault == TG_FAULT_AUTH_NEEDS_TLS)) {
    g_autoptr (GHashTable) arguments = tg_case_arguments (self, "auth-no-common-mechanism");

    take_line (lines, g_strdup_printf (_ ("Sign-in methods offered: %s"), (const char *)g_hash_table_lookup (arguments, "mechanisms")));
  }
}

void
tg_case_add_evidence (const TgCase *self, guint show, GPtrArray *lines)
{
  if (show & TG_SHOW_ADDRESSES)
    add_addresses (self->seen, lines);
  if (show & TG_SHOW_PORTS)
    tg_host_add_evidence (self, lines);
  if (show & TG_SHOW_GREETING)
    add_greeting (self->seen, lines);
  if (show & TG_SHOW_SIGN_IN) {
    add_sign_in (self, lines);
    tg_names_add_route_evidence (self, lines);
  }
  if (show & TG_SHOW_REPLY)
    add_reply (self->seen, lines);
  if (show & TG_SHOW_SCAN)
    add_scan (self, lines);
  if (show & TG_SHOW_TLS)
    add_tls (self->seen, lines);
  if (show & TG_SHOW_CERTIFICATE)
    add_certificate (self->seen, lines);
}
