/* origin-words.c: where a server's settings came from, in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/state/origin-words.h"

#include <glib/gi18n.h>

#include "find/providers.h"

#define AFTER_TEST N_ ("Changed after a test")

static const char *const words[TG_N_ORIGINS] = {
  [TG_ORIGIN_TYPED] = N_ ("Typed by you"),
  [TG_ORIGIN_PROGRAM] = N_ ("From your mail program"),
  [TG_ORIGIN_PRACTICE] = N_ ("Practice server inside Tegami"),
  [TG_ORIGIN_REMEDY] = AFTER_TEST,
  [TG_ORIGIN_CERTIFICATE] = AFTER_TEST,
  [TG_ORIGIN_REVERSE_DNS] = AFTER_TEST,
  [TG_ORIGIN_MX] = AFTER_TEST,
  [TG_ORIGIN_GUESS] = N_ ("A guess from your address; the test will tell."),
};

/* The table is dated; the reader sees how old the knowledge is. */
static char *
describe_row (const TgProvider *provider)
{
  return provider->known ? g_strdup_printf (_ ("From Tegami’s list: %s (%s)"), provider->name, provider->confirmed)
                         : g_strdup_printf (_ ("From Tegami’s list: %s. Not confirmed yet; the test will show."), provider->name);
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
tg_origin_describe (const TgServer *server, const char *address)
{
  const TgProvider *provider = server->origin == TG_ORIGIN_TABLE ? tg_providers_find (address) : NULL;

  if (provider != NULL && tg_origin_is_in_table (server, address))
    return describe_row (provider);
  if (provider != NULL)
    return g_strdup (_ (words[TG_ORIGIN_TYPED])); /* its port or its encryption is */
  return words[server->origin] != NULL ? g_strdup (_ (words[server->origin])) : NULL;
}
