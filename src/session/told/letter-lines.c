/* letter-lines.c: before and after, without what stays.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "session/told/letter-lines.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/text/text.h"

#define NAME_MAX_SHOWN 80 /* characters */

/* @server as far as it differs from @other: the port stands for the service, its encryption with it where @with_security. (transfer full) */
static char *
differing (const TgServer *server, const TgServer *other, gboolean with_security)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (strcmp (server->ascii_host, other->ascii_host) != 0)
    g_ptr_array_add (parts, tg_text_visible (server->host, -1, NAME_MAX_SHOWN));
  if (server->port != other->port || server->security != other->security || server->protocol != other->protocol) {
    if (server->protocol != other->protocol)
      g_ptr_array_add (parts, g_strdup (tg_protocol_name (server->protocol)));
    g_ptr_array_add (parts, g_strdup_printf ("%u", server->port));
    if (with_security)
      g_ptr_array_add (parts, g_strdup (tg_security_name (server->security)));
  }
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" ", (char **)parts->pdata);
}

char *
tg_letter_change_line (const TgLetterTrial *trial, TgSide side)
{
  const TgServer *before = tg_account_server (trial->own, side), *after = tg_account_server (trial->account, side);
  g_autofree char *from = NULL, *to = NULL;

  if (after == NULL || tg_server_equal (before, after))
    return NULL;
  if (before == NULL)
    return tg_server_describe (after);
  from = differing (before, after, before->port == after->port);
  to = differing (after, before, TRUE);
  /* TRANSLATORS: before and after: "587 → 995 SSL/TLS" */
  return g_strdup_printf (_ ("%s → %s"), from, to);
}
