/* sources.c: the outside sources, their defaults, and their descriptions for the screen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "probe/surroundings/sources.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wire/ask/dns.h"
#include "wire/ask/http.h"
#include "wire/ask/sntp.h"

TgSources *
tg_sources_new (void)
{
  TgSources *self = g_new0 (TgSources, 1);

  self->look = self->leads = TRUE;
  tg_sources_set_portal (self, TG_DEFAULT_PORTAL_URL, NULL);
  tg_sources_set_resolver (self, TG_DEFAULT_RESOLVER, NULL);
  tg_sources_set_ispdb (self, TG_DEFAULT_ISPDB_URL, NULL);
  self->own_portal = self->own_resolver = FALSE;
  return self;
}

TgSources *
tg_sources_copy (const TgSources *self)
{
  TgSources *copy = g_memdup2 (self, sizeof *self);

  copy->portal_url = g_strdup (self->portal_url);
  copy->time_host = g_strdup (self->time_host);
  copy->ispdb_url = g_strdup (self->ispdb_url);
  copy->resolver = self->resolver != NULL ? g_object_ref (self->resolver) : NULL;
  return copy;
}

void
tg_sources_free (TgSources *self)
{
  g_free (self->portal_url);
  g_clear_object (&self->resolver);
  g_free (self->time_host);
  g_free (self->ispdb_url);
  g_free (self);
}

static gboolean
is_none (const char *text)
{
  return strcmp (text, "none") == 0;
}

static gboolean
set_page (char **page, const char *url, GError **error)
{
  if (!is_none (url) && !tg_http_url_is_good (url)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("“%s” is not the address of a web page."), url);
    return FALSE;
  }
  g_free (*page);
  *page = is_none (url) ? NULL : g_strdup (url);
  return TRUE;
}

gboolean
tg_sources_set_portal (TgSources *self, const char *url, GError **error)
{
  if (!set_page (&self->portal_url, url, error))
    return FALSE;
  self->own_portal = TRUE;
  return TRUE;
}

gboolean
tg_sources_set_ispdb (TgSources *self, const char *url, GError **error)
{
  return set_page (&self->ispdb_url, url, error);
}

gboolean
tg_sources_set_resolver (TgSources *self, const char *ip_port, GError **error)
{
  g_autoptr (GInetSocketAddress) resolver = is_none (ip_port) ? NULL : tg_dns_parse_server (ip_port);

  if (resolver == NULL && !is_none (ip_port)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("“%s” is not of the form IP:PORT."), ip_port);
    return FALSE;
  }
  g_set_object (&self->resolver, resolver);
  self->own_resolver = TRUE;
  return TRUE;
}

gboolean
tg_sources_set_time_server (TgSources *self, const char *host_port, GError **error)
{
  g_autoptr (GSocketConnectable) place = is_none (host_port) ? NULL : g_network_address_parse (host_port, TG_SNTP_PORT, NULL);
  GNetworkAddress *address = place != NULL ? G_NETWORK_ADDRESS (place) : NULL;
  /* Normalises the name as everywhere else. */
  g_autoptr (TgServer) server =
      address != NULL ? tg_server_new (TG_PROTOCOL_IMAP, TG_SECURITY_TLS, g_network_address_get_hostname (address), 0, NULL) : NULL;

  if (!is_none (host_port) && (server == NULL || g_network_address_get_port (address) == 0)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("“%s” is not of the form HOST:PORT."), host_port);
    return FALSE;
  }
  g_free (self->time_host);
  self->time_host = server != NULL ? g_strdup (server->ascii_host) : NULL;
  self->time_port = address != NULL ? g_network_address_get_port (address) : 0;
  return TRUE;
}

TgNetwork *
tg_sources_network (const TgSources *self, TgNetwork *network)
{
  return self->own_resolver ? tg_network_asking (network, self->resolver) : tg_network_ref (network);
}

GPtrArray *
tg_sources_describe (const TgSources *self, const TgAccount *account)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *hosts = account != NULL ? tg_account_hosts (account) : NULL;

  if (!self->look)
    return lines;
  if (hosts != NULL)
    /* TRANSLATORS: %s is one server name, or two with a comma */
    g_ptr_array_add (lines, g_strdup_printf (_ ("%s: other ports of the same server"), hosts));
  if (self->portal_url != NULL)
    g_ptr_array_add (lines, g_strdup_printf (_ ("%s: whether a Wi-Fi sign-in page answers instead"), self->portal_url));
  if (self->resolver != NULL) {
    g_autofree char *resolver = g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (self->resolver));

    g_ptr_array_add (lines, g_strdup_printf (_ ("%s: whether it knows another address for the mail server (it sees the server’s name, "
                                                "never your address)"),
                                             resolver));
  }
  if (self->time_host != NULL)
    g_ptr_array_add (lines, g_strdup_printf (_ ("%s: what time it is"), self->time_host));
  if (self->leads && (self->resolver != NULL || !self->own_resolver)) {
    g_autofree char *own = self->own_resolver ? g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (self->resolver)) : NULL;

    g_ptr_array_add (lines,
                     g_strdup_printf (_ ("%s: what other names the mail server has, if its certificate does not say, and where your "
                                         "domain’s mail goes, if the sign-in is refused (it sees the domain of your address, and the "
                                         "server’s IP address)"),
                                      own != NULL ? own : _ ("This network’s name server")));
  }
  return lines;
}
