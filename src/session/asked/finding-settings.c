/* finding-settings.c: looks for an account's settings, and says what there is to say of what was found.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "session/session-private.h"

void
tg_session_find_async (TgSession *self, const char *address, TgDiscoverProgress progress, gpointer progress_data, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (TG_IS_SESSION (self) && address != NULL);

  g_autoptr (TgNetwork) network =
      self->sources->own_resolver ? tg_network_asking (self->network, self->sources->resolver) : tg_network_ref (self->network);

  tg_discover_async (address, &(TgDiscoverOptions){ .network = network, .ispdb_url = self->sources->ispdb_url, .known_is_enough = TRUE },
                     progress, progress_data, cancellable, callback, user_data);
}

TgDiscovery *
tg_session_find_finish (TgSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (TG_IS_SESSION (self), NULL);

  return tg_discover_finish (result, error);
}

void
tg_session_set_found (TgSession *self, TgDiscovery *found)
{
  g_return_if_fail (TG_IS_SESSION (self));

  TgDiscovery *old = self->found;

  self->found = found != NULL ? tg_discovery_ref (found) : NULL;
  tg_discovery_unref (old);
  g_clear_pointer (&self->found_findings, g_ptr_array_unref);
}

TgDiscovery *
tg_session_get_found (TgSession *self)
{
  g_return_val_if_fail (TG_IS_SESSION (self), NULL);

  return self->found;
}

GPtrArray *
tg_session_findings_of (const TgDiscovery *found)
{
  return g_ptr_array_new ();
}

GPtrArray *
tg_session_found_findings (TgSession *self)
{
  return g_ptr_array_new ();
}
