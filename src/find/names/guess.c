/* guess.c: the usual names combined with the usual ports.  RFC 8314 section 3 (993, 995, 465), RFC
 * 6409 (587), RFC 2595 (143 and 110 with STARTTLS).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/names/guess.h"

#include <string.h>

#include "find/providers.h"

enum { IMAP = 1 << TG_PROTOCOL_IMAP, POP3 = 1 << TG_PROTOCOL_POP3, SMTP = 1 << TG_PROTOCOL_SMTP, MAIL = IMAP | POP3 | SMTP };

/* Safest first. */
static const struct {
  TgProtocol protocol;
  TgSecurity security;
  guint16 port;
} usual_ports[] = {
  { TG_PROTOCOL_IMAP, TG_SECURITY_TLS, 993 },      { TG_PROTOCOL_POP3, TG_SECURITY_TLS, 995 },
  { TG_PROTOCOL_SMTP, TG_SECURITY_TLS, 465 },      { TG_PROTOCOL_IMAP, TG_SECURITY_STARTTLS, 143 },
  { TG_PROTOCOL_POP3, TG_SECURITY_STARTTLS, 110 }, { TG_PROTOCOL_SMTP, TG_SECURITY_STARTTLS, 587 },
};

static const struct {
  const char *prefix;
  guint protocols;
} usual_names[] = {
  { "mail.", MAIL }, { "imap.", IMAP }, { "pop.", POP3 }, { "smtp.", SMTP }, { "", MAIL },
};

static gboolean
is_usual_port (guint16 port)
{
  for (guint i = 0; i < G_N_ELEMENTS (usual_ports); i++)
    if (usual_ports[i].port == port)
      return TRUE;
  return FALSE;
}

/* @named on another port.  Names that are the same in DNS are listed once. */
static void
add (GPtrArray *servers, const TgServer *named, TgProtocol protocol, TgSecurity security, guint16 port)
{
  g_autoptr (TgServer) server = tg_server_with_service (named, protocol, security, port);

  if (tg_server_has_name (server) && !tg_servers_have (servers, server))
    g_ptr_array_add (servers, g_steal_pointer (&server));
}

static void
add_usual_ports (GPtrArray *servers, const TgServer *named, guint protocols)
{
  for (guint i = 0; i < G_N_ELEMENTS (usual_ports); i++)
    if (protocols & (1u << usual_ports[i].protocol))
      add (servers, named, usual_ports[i].protocol, usual_ports[i].security, usual_ports[i].port);
}

/* A custom port, such as 2525, for which the encryption may be the wrong one. */
static void
add_own_port (GPtrArray *servers, const TgServer *given)
{
  if (given == NULL || is_usual_port (given->port) || given->port == 25)
    return;
  add (servers, given, given->protocol, TG_SECURITY_TLS, given->port);
  add (servers, given, given->protocol, TG_SECURITY_STARTTLS, given->port);
}

static void
add_known (GPtrArray *servers, GPtrArray *known)
{
  for (guint i = 0; i < known->len; i++) {
    const TgServer *server = known->pdata[i];

    if (server->security != TG_SECURITY_NONE && server->port != 25)
      add (servers, server, server->protocol, server->security, server->port);
  }
}

static TgServer *
guessed (TgProtocol protocol, const char *prefix, const char *address)
{
  g_autofree char *domain = tg_address_domain (address);
  g_autofree char *host = domain != NULL ? g_strconcat (prefix, domain, NULL) : NULL;
  g_autoptr (TgServer) server = host != NULL ? tg_server_new (protocol, TG_SECURITY_TLS, host, 0, NULL) : NULL;

  return server != NULL ? tg_server_with_origin (server, TG_ORIGIN_GUESS, TG_CONFIRMED_BY_NOBODY) : NULL;
}

static void
add_names_of (GPtrArray *servers, const char *address)
{
  g_autofree char *domain = tg_address_domain (address);

  /* Neither "localhost" nor an IP address has names under it. */
  if (domain == NULL || strchr (domain, '.') == NULL || g_hostname_is_ip_address (domain))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (usual_names); i++) {
    g_autoptr (TgServer) named = guessed (TG_PROTOCOL_IMAP, usual_names[i].prefix, address);

    if (named != NULL)
      add_usual_ports (servers, named, usual_names[i].protocols);
  }
}

TgServer *
tg_guess_server (TgProtocol protocol, const char *address)
{
  guint i = 0;

  while (usual_names[i].protocols != 1u << protocol)
    i++;
  return guessed (protocol, usual_names[i].prefix, address);
}

GPtrArray *
tg_guess_servers (const TgAccount *account)
{
  GPtrArray *servers = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_server_unref);
  const TgProvider *provider = tg_providers_find (account->address);

  if (account->receive != NULL)
    add_usual_ports (servers, account->receive, MAIL);
  if (account->send != NULL)
    add_usual_ports (servers, account->send, MAIL);
  add_own_port (servers, account->receive);
  add_own_port (servers, account->send);
  /* What one weak source says is for the person to confirm, and not to be guessed. */
  if (provider == NULL || provider->trust == 'D') {
    add_names_of (servers, account->address);
  } else if (provider->host_is_domain) {
    g_autoptr (TgServer) named = guessed (TG_PROTOCOL_IMAP, "", account->address);

    if (named != NULL)
      add_usual_ports (servers, named, MAIL);
  } else {
    add_known (servers, provider->receive);
    add_known (servers, provider->send);
  }
  return servers;
}
