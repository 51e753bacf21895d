/* address.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oauth/issuer/address.h"

#include <string.h>

#include "find/credential-rule.h"
#include "model/host.h"

#define URL_MAX     2048
#define OAUTH_FORM  "/.well-known/oauth-authorization-server"
#define OPENID_FORM "/.well-known/openid-configuration"

#define SCHEME "https://"

/* What a host name is made of (RFC 952, and the _ of some real ones); so no IP address either, whose certificates nobody issues. */
static gboolean
is_plain_name (const char *host)
{
  return host != NULL && *host != '\0' &&
         strspn (host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.") == strlen (host) &&
         !g_hostname_is_ip_address (host);
}

/* NULL where it is not a good one.  Escapes stay as they are: an issuer is compared as it is written. */
static GUri *
parse (const char *url)
{
  g_autoptr (GUri) uri = NULL;

  if (strlen (url) > URL_MAX || !g_str_is_ascii (url))
    return NULL;
  for (const char *c = url; *c != '\0'; c++)
    if (!g_ascii_isgraph (*c) || strchr ("\"<>\\^`{|}", *c) != NULL)
      return NULL;
  /* An escape in a host's name has no purpose but to hide it. */
  if (!g_str_has_prefix (url, SCHEME) || memchr (url, '%', strlen (SCHEME) + strcspn (url + strlen (SCHEME), "/?#")) != NULL)
    return NULL;
  uri = g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL);
  if (uri == NULL || g_uri_get_userinfo (uri) != NULL || g_uri_get_fragment (uri) != NULL || !is_plain_name (g_uri_get_host (uri)) ||
      g_uri_get_port (uri) == 0)
    return NULL;
  return g_steal_pointer (&uri);
}

gboolean
tg_oauth_url_is_good (const char *url)
{
  g_autoptr (GUri) uri = parse (url);

  return uri != NULL;
}

gboolean
tg_oauth_issuer_is_good (const char *issuer)
{
  g_autoptr (GUri) uri = parse (issuer);
  g_auto (GStrv) segments = g_strsplit (issuer, "/", -1); /* GUri has resolved them already */

  if (uri == NULL || g_uri_get_query (uri) != NULL)
    return FALSE;
  return !g_strv_contains ((const char *const *)segments, ".") && !g_strv_contains ((const char *const *)segments, "..");
}

char *
tg_oauth_metadata_url (const char *issuer, TgMetadataForm form)
{
  const char *path = strchr (issuer + strlen (SCHEME), '/');
  g_autofree char *origin = path != NULL ? g_strndup (issuer, (gsize)(path - issuer)) : g_strdup (issuer);
  g_autofree char *below = g_strdup (path != NULL ? path : "");
  gsize length = strlen (below);

  /* A slash at the end belongs to the name of the issuer, not to the way there (RFC 8414 section 3.1). */
  if (length > 0 && below[length - 1] == '/')
    below[length - 1] = '\0';
  return form == TG_METADATA_OAUTH ? g_strconcat (origin, OAUTH_FORM, below, NULL) : g_strconcat (origin, below, OPENID_FORM, NULL);
}

char *
tg_oauth_url_host (const char *url)
{
  g_autoptr (GUri) uri = parse (url);

  g_return_val_if_fail (uri != NULL, NULL);

  return g_ascii_strdown (g_uri_get_host (uri), -1);
}

gboolean
tg_oauth_hosts_are_akin (const char *ascii_host, const char *other)
{
  g_autofree char *a = g_ascii_strdown (ascii_host, -1);
  g_autofree char *b = g_ascii_strdown (other, -1);

  return strcmp (a, b) == 0 || tg_hosts_share_owner (a, b);
}

/* Never a public suffix, or what is above one (safety rule 10). */
static void
add (GPtrArray *issuers, const char *host)
{
  g_autofree char *issuer = NULL;

  if (host == NULL || !is_plain_name (host) || tg_host_registrable (host) == NULL)
    return;
  issuer = g_strconcat (SCHEME, host, NULL);
  if (!g_ptr_array_find_with_equal_func (issuers, issuer, g_str_equal, NULL))
    g_ptr_array_add (issuers, g_steal_pointer (&issuer));
}

char **
tg_oauth_issuers_of (const TgAccount *account)
{
  g_autoptr (GPtrArray) issuers = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *domain = tg_address_domain (account->address);
  g_autofree char *ascii = domain != NULL ? g_hostname_to_ascii (domain) : NULL;
  g_autofree char *lower = ascii != NULL ? g_ascii_strdown (ascii, -1) : NULL;

  add (issuers, lower);
  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++) {
    const TgServer *server = tg_account_server (account, side);

    if (server == NULL || !tg_credentials_may_go (account, server))
      continue;
    add (issuers, tg_host_registrable (server->ascii_host));
    add (issuers, server->ascii_host);
  }
  g_ptr_array_set_free_func (issuers, NULL);
  g_ptr_array_add (issuers, NULL);
  return (char **)g_ptr_array_free (g_steal_pointer (&issuers), FALSE);
}
