/* server-follow.c: what is led, and until when.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/servers/server-follow.h"

#include <string.h>

char *
tg_server_follow_name (const char *receiving)
{
  static const char *const fronts[] = { "imap.", "imap4.", "imaps.", "pop.", "pop3.", "pops.", "pop3s." };

  for (guint i = 0; i < G_N_ELEMENTS (fronts); i++)
    if (g_ascii_strncasecmp (receiving, fronts[i], strlen (fronts[i])) == 0 && receiving[strlen (fronts[i])] != '\0')
      return g_strconcat ("smtp.", receiving + strlen (fronts[i]), NULL);
  return g_strdup (receiving);
}

void
tg_server_follow_protocol (TgField *host, TgProtocol protocol)
{
  const char *from = protocol == TG_PROTOCOL_POP3 ? "imap." : "pop.", *to = protocol == TG_PROTOCOL_POP3 ? "pop." : "imap.";
  const char *name = tg_field_get_text (host);
  g_autofree char *other = g_str_has_prefix (name, from) ? g_strconcat (to, name + strlen (from), NULL) : NULL;

  if (other != NULL)
    tg_field_set_text (host, other);
}

static void
on_leader_changed (TgField *leader, TgServerFollow *self)
{
  g_autofree char *name = NULL;

  if (g_strcmp0 (tg_field_get_text (self->host), self->led) != 0)
    return;
  name = tg_server_follow_name (tg_field_get_text (leader));
  g_free (self->led);
  self->led = g_strdup (name);
  tg_field_set_text (self->host, name);
  tg_field_set_hint (self->host, self->where);
}

void
tg_server_follow_start (TgServerFollow *self, TgField *host, TgField *leader, const char *where)
{
  tg_server_follow_clear (self);
  self->host = host;
  if (leader == NULL)
    return;

  self->leader = leader;
  self->where = g_strdup (where);
  self->led = g_strdup (tg_field_get_text (host));
  g_object_add_weak_pointer (G_OBJECT (leader), (gpointer *)&self->leader);
  g_signal_connect (leader, "changed", G_CALLBACK (on_leader_changed), self);
}

void
tg_server_follow_clear (TgServerFollow *self)
{
  if (self->leader != NULL) {
    g_signal_handlers_disconnect_by_func (self->leader, on_leader_changed, self);
    g_object_remove_weak_pointer (G_OBJECT (self->leader), (gpointer *)&self->leader);
  }
  self->leader = NULL;
  g_clear_pointer (&self->where, g_free);
  g_clear_pointer (&self->led, g_free);
}
