/* used-by.c: finds the exceptions behind a check, by host, port and fingerprint.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "exceptions/used-by.h"

#include <glib/gi18n-lib.h>

#include "clients/client.h"

static gboolean
is_pinned (const TgEvidence *seen)
{
  return seen != NULL && seen->tls != NULL && seen->tls->pinned && seen->certificates->len > 0;
}

gboolean
tg_exceptions_are_used_by (const TgCheckResult *result)
{
  return result != NULL && (is_pinned (result->receive) || is_pinned (result->send));
}

static const TgException *
find (GPtrArray *exceptions, const TgEvidence *seen)
{
  const TgCertificate *own = seen->certificates->pdata[0];
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  for (guint i = 0; i < exceptions->len; i++) {
    const TgException *exception = exceptions->pdata[i];

    if (tg_exception_is_at (exception, seen->server->ascii_host, seen->server->port) &&
        g_ascii_strcasecmp (exception->sha256, own->sha256) == 0 && !tg_exception_is_over (exception, now))
      return exception;
  }
  return NULL;
}

static gboolean
add_used (GPtrArray *used, GPtrArray *exceptions, const TgEvidence *seen)
{
  const TgException *exception;

  if (!is_pinned (seen))
    return TRUE;
  exception = find (exceptions, seen);
  if (exception != NULL)
    g_ptr_array_add (used, tg_exception_ref (exception));
  return exception != NULL;
}

GPtrArray *
tg_exceptions_used_by (const TgCheckResult *result, GPtrArray *exceptions, GError **error)
{
  g_autoptr (GPtrArray) used = tg_exception_list_new ();

  if (result != NULL && add_used (used, exceptions, result->receive) && add_used (used, exceptions, result->send))
    return g_steal_pointer (&used);
  g_set_error_literal (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_MISSING,
                       _ ("The exception for this server was taken back. Go back, and test again."));
  return NULL;
}
