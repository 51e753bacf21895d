/* used-by.c: the exceptions behind a check, by host, port and fingerprint.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "exceptions/used-by.h"

#define DAY G_GINT64_CONSTANT (86400)

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

TgException *
tg_exception_used_by (const TgEvidence *seen)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  if (!is_pinned (seen))
    return NULL;
  return tg_exception_new (&(TgException){
      .host = seen->server->ascii_host,
      .port = seen->server->port,
      .der = ((const TgCertificate *)seen->certificates->pdata[0])->der,
      .created = now,
      .until = seen->tls->pin_until != 0 ? MIN (seen->tls->pin_until, now + TG_EXCEPTION_DAYS_MAX * DAY) : now + TG_EXCEPTION_DAYS * DAY,
      .compared = TRUE,
  });
}

const TgException *
tg_exception_find_recorded (GPtrArray *recorded, const TgException *used)
{
  const TgException *found = tg_exception_list_find (recorded, used->host, used->port, NULL);

  return found != NULL && g_strcmp0 (found->sha256, used->sha256) == 0 && !tg_exception_is_over (found, g_get_real_time () / G_USEC_PER_SEC)
             ? found
             : NULL;
}
