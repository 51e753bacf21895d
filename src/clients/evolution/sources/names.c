/* names.c: see names.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/evolution/sources/names.h"

#include <string.h>

#include "clients/evolution/sources/oauth-service.h"
#include "model/authentication.h"

/* How Evolution names what the check used.  For receiving, "none" is IMAP's LOGIN and POP3's USER
 * and PASS; for sending it is no sign-in at all.  Names are case-sensitive. */
static const struct {
  const char *mechanism;
  const char *receive; /* NULL: cannot be used there */
  const char *send;
} mechanisms[] = {
  { "PLAIN", "PLAIN", "PLAIN" }, { "LOGIN", "LOGIN", "LOGIN" },  { "CRAM-MD5", "CRAM-MD5", "CRAM-MD5" },
  { "APOP", "+APOP", NULL },     { "IMAP-LOGIN", "none", NULL }, { "USER-PASS", "none", NULL },
  { "none", NULL, "none" },
};

const char *
tg_evolution_method (const TgServer *server, const char *mechanism)
{
  gboolean sends = server->protocol == TG_PROTOCOL_SMTP;

  /* Nothing was tried: what nearly every server takes. */
  if (mechanism == NULL)
    return sends ? "PLAIN" : "none";
  if (tg_authentication_is_oauth (mechanism))
    return tg_evolution_oauth_service (server);

  for (gsize i = 0; i < G_N_ELEMENTS (mechanisms); i++)
    if (strcmp (mechanisms[i].mechanism, mechanism) == 0)
      return sends ? mechanisms[i].send : mechanisms[i].receive;

  return NULL;
}

const char *
tg_evolution_mechanism (TgProtocol protocol, const char *method)
{
  if (method == NULL || strcmp (method, "none") == 0)
    return protocol == TG_PROTOCOL_IMAP ? "IMAP-LOGIN" : protocol == TG_PROTOCOL_POP3 ? "USER-PASS" : "none";

  if (tg_evolution_method_is_oauth (method))
    return "XOAUTH2";
  return strcmp (method, "+APOP") == 0 ? "APOP" : method;
}

gboolean
tg_evolution_knows_method (TgProtocol protocol, const char *method)
{
  for (gsize i = 0; method != NULL && i < G_N_ELEMENTS (mechanisms); i++)
    if (g_strcmp0 (protocol == TG_PROTOCOL_SMTP ? mechanisms[i].send : mechanisms[i].receive, method) == 0)
      return TRUE;

  return tg_evolution_method_is_oauth (method);
}

static const char *const security_methods[] = {
  [TG_SECURITY_TLS] = "ssl-on-alternate-port",
  [TG_SECURITY_STARTTLS] = "starttls-on-standard-port",
  [TG_SECURITY_NONE] = "none",
};

static const char *const backends[] = {
  [TG_PROTOCOL_IMAP] = "imapx",
  [TG_PROTOCOL_POP3] = "pop",
  [TG_PROTOCOL_SMTP] = "smtp",
};

const char *
tg_evolution_backend (TgProtocol protocol)
{
  return backends[protocol];
}

int
tg_evolution_protocol (const char *backend)
{
  for (gsize i = 0; backend != NULL && i < G_N_ELEMENTS (backends); i++)
    if (strcmp (backends[i], backend) == 0)
      return (int)i;

  return -1;
}

const char *
tg_evolution_security_method (TgSecurity security)
{
  return security_methods[security];
}

TgSecurity
tg_evolution_security (const char *method)
{
  for (gsize i = 0; method != NULL && i < G_N_ELEMENTS (security_methods); i++)
    if (strcmp (security_methods[i], method) == 0)
      return (TgSecurity)i;

  return TG_SECURITY_NONE;
}
