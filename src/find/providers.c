/* providers.c: looks addresses and servers up in the compiled table, and answers questions about a row.
 * Registrable domains come from the public suffix list (libpsl).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/providers.h"

#include <libpsl.h>
#include <string.h>

#include "find/offline/provider-row.h"
#include "find/offline/rows.h"
#include "model/host.h"

/* The address's domain in the form for comparison: A-labels, lower case, no trailing dot; NULL if
 * it has none. */
static char *
plain_domain (const char *address)
{
  g_autofree char *domain = tg_address_domain (address);
  g_autofree char *ascii = domain != NULL ? g_hostname_to_ascii (domain) : NULL;
  gsize length;

  if (ascii == NULL || *ascii == '\0')
    return NULL;
  length = strlen (ascii);
  if (ascii[length - 1] == '.')
    ascii[length - 1] = '\0';
  return g_ascii_strdown (ascii, -1);
}

static const TgProvider *
row_or_null (int row)
{
  return row != TG_NO_ROW ? tg_provider_row ((guint)row) : NULL;
}

const TgProvider *
tg_providers_find (const char *address)
{
  g_autofree char *domain = plain_domain (address);

  return domain != NULL ? row_or_null (tg_rows_find_domain (domain)) : NULL;
}

const TgProvider *
tg_providers_find_carrier (const char *ascii_host)
{
  g_autofree char *host = g_ascii_strdown (ascii_host, -1);

  if (g_str_has_suffix (host, "."))
    host[strlen (host) - 1] = '\0';
  return row_or_null (tg_rows_find_name (host));
}

const TgProvider *
tg_providers_find_host (const char *ascii_host)
{
  const TgProvider *carrier = tg_providers_find_carrier (ascii_host);

  return carrier != NULL && carrier->kind == TG_PROVIDER_MAIL ? carrier : NULL;
}

const char *
tg_provider_refusal_means (const TgProvider *self)
{
  if (self->oauth_only)
    return "auth-oauth";
  if (self->app_password)
    return "auth-app-password";
  return self->silent_switch ? "auth-service-disabled" : NULL;
}

GPtrArray *
tg_providers_rows (void)
{
  GPtrArray *rows = g_ptr_array_new ();

  for (guint i = 0; i < tg_rows_count (); i++)
    g_ptr_array_add (rows, (gpointer)tg_provider_row (i));
  return rows;
}

GPtrArray *
tg_providers_all (void)
{
  GPtrArray *rows = tg_providers_rows ();

  for (guint i = rows->len; i > 0; i--)
    if (((const TgProvider *)rows->pdata[i - 1])->domains[0] == NULL)
      g_ptr_array_remove_index (rows, i - 1);
  return rows;
}

const char *
tg_provider_after_refusal (const TgProvider *self, TgProtocol protocol, gboolean last)
{
  for (guint i = 0; i < self->notes->len; i++) {
    const TgProviderNote *note = self->notes->pdata[i];

    if (note->when == TG_NOTE_AFTER_REFUSAL && note->last == last &&
        (note->protocol == NULL || strcmp (note->protocol, tg_protocol_name (protocol)) == 0))
      return note->text;
  }
  return NULL;
}

/* @own: the address's domain. (transfer full) (nullable) */
static TgServer *
named_after (const TgServer *server, const char *own)
{
  g_autoptr (TgServer) renamed = tg_server_with_host (server, own, NULL);

  return renamed != NULL ? tg_server_with_origin (renamed, server->origin, server->confirmed) : NULL;
}

GPtrArray *
tg_provider_servers (const TgProvider *self, GPtrArray *servers, const char *address)
{
  g_autofree char *domain = self->host_is_domain ? plain_domain (address) : NULL;
  GPtrArray *own;

  if (domain == NULL)
    return g_ptr_array_ref (servers);
  own = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_server_unref);
  for (guint i = 0; i < servers->len; i++) {
    TgServer *server = named_after (servers->pdata[i], domain);

    if (server != NULL)
      g_ptr_array_add (own, server);
  }
  return own;
}

TgAccount *
tg_provider_account (const TgProvider *self, const char *address)
{
  g_autoptr (GPtrArray) receive = tg_provider_servers (self, self->receive, address),
                        send = tg_provider_servers (self, self->send, address);
  g_autofree char *local_part = tg_address_local_part (address);
  const char *user = NULL;

  /* If the table only repeats third parties, leave the user name open, so that the second form is
   * tried. */
  if (self->user_local_part)
    user = local_part;
  else if (self->known && !self->user_elsewhere)
    user = address;
  return tg_account_new (address, NULL, user, self->send_user_address ? address : NULL, receive->len > 0 ? receive->pdata[0] : NULL,
                         send->len > 0 ? send->pdata[0] : NULL);
}

gboolean
tg_provider_has_host (const TgProvider *self, const char *address, const char *ascii_host)
{
  if (self->host_is_domain) {
    g_autofree char *domain = plain_domain (address);

    return domain != NULL && g_ascii_strcasecmp (domain, ascii_host) == 0;
  }
  return tg_servers_have_name (self->receive, ascii_host) || tg_servers_have_name (self->send, ascii_host);
}

gboolean
tg_providers_host_is_expected (const char *address, const char *ascii_host)
{
  const TgProvider *provider = tg_providers_find (address);
  g_autofree char *domain = plain_domain (address);
  g_autofree char *host = g_ascii_strdown (ascii_host, -1);
  const char *registrable;

  if (provider != NULL && provider->trust != 'D' && tg_provider_has_host (provider, address, host))
    return TRUE;
  /* If each customer has a name under the hosting company's domain, the neighbouring names are
   * other customers'. */
  if (domain == NULL || (provider != NULL && provider->host_is_domain))
    return FALSE;
  registrable = psl_registrable_domain (psl_builtin (), domain);
  return strcmp (domain, host) == 0 || (registrable != NULL && tg_host_is_under (host, registrable));
}
