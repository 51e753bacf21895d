/* change-lines.c: before and after, without what stays.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "session/told/change-lines.h"

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
tg_server_change_line (const TgServer *before, const TgServer *after)
{
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

char *
tg_letter_change_line (const TgLetterTrial *trial, TgSide side)
{
  return tg_server_change_line (tg_account_server (trial->own, side), tg_account_server (trial->account, side));
}

/* @name: what changes, as a label.  Takes @change (nullable). */
static void
add (GPtrArray *lines, const char *name, char *change)
{
  if (change == NULL)
    return;
  /* TRANSLATORS: what changes, and how: "Receiving: 995 → 993 SSL/TLS" */
  g_ptr_array_add (lines, g_strdup_printf (_ ("%s: %s"), name, change));
  g_free (change);
}

static char *
value_change (const char *before, const char *after)
{
  g_autofree char *from = before != NULL ? tg_text_visible (before, -1, NAME_MAX_SHOWN) : NULL;
  g_autofree char *to = after != NULL ? tg_text_visible (after, -1, NAME_MAX_SHOWN) : NULL;

  if (g_strcmp0 (before, after) == 0 || to == NULL)
    return NULL;
  return from != NULL ? g_strdup_printf (_ ("%s → %s"), from, to) : g_steal_pointer (&to);
}

GPtrArray *
tg_account_change_lines (const TgAccount *before, const TgAccount *after)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  add (lines, _ ("Receiving"), tg_server_change_line (before->receive, after->receive));
  add (lines, _ ("Sending"), tg_server_change_line (before->send, after->send));
  add (lines, _ ("User name"), value_change (tg_account_receive_user (before), tg_account_receive_user (after)));
  if (g_strcmp0 (before->send_user, after->send_user) != 0)
    add (lines, _ ("User name for sending"), value_change (tg_account_send_user (before), tg_account_send_user (after)));
  add (lines, _ ("Mail address"), value_change (before->address, after->address));
  return lines;
}
