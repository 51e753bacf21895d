/* around.c: outside sources, as typed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cli/options/around.h"

void
tg_cli_around_clear (TgCliAround *self)
{
  g_free (self->resolver);
  g_free (self->portal_url);
  g_free (self->time_server);
  g_free (self->ispdb_url);
}

TgSources *
tg_cli_around_sources (const TgCliAround *self, GError **error)
{
  g_autoptr (TgSources) sources = tg_sources_new ();

  sources->look = !self->off;
  if ((self->ispdb_url != NULL && !tg_sources_set_ispdb (sources, self->ispdb_url, error)) ||
      (self->resolver != NULL && !tg_sources_set_resolver (sources, self->resolver, error)) ||
      (self->portal_url != NULL && !tg_sources_set_portal (sources, self->portal_url, error)) ||
      (self->time_server != NULL && !tg_sources_set_time_server (sources, self->time_server, error)))
    return NULL;
  return g_steal_pointer (&sources);
}
