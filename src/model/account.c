/* account.c: account values and mail addresses.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/account.h"

#include <string.h>

#include "model/text/text.h"

TgAccount *
tg_account_new (const char *address, const char *name, const char *user, const char *send_user, const TgServer *receive,
                const TgServer *send)
{
  g_return_val_if_fail (address != NULL, NULL);

  TgAccount *self = g_atomic_rc_box_new0 (TgAccount);

  self->address = g_strdup (address);
  self->name = g_strdup (name);
  self->user = g_strdup (user);
  self->send_user = g_strdup (send_user);
  self->receive = receive != NULL ? tg_server_ref (receive) : NULL;
  self->send = send != NULL ? tg_server_ref (send) : NULL;
  return self;
}

TgAccount *
tg_account_ref (const TgAccount *self)
{
  return g_atomic_rc_box_acquire ((gpointer)self);
}

static void
account_clear (gpointer data)
{
  TgAccount *self = data;

  g_free (self->address);
  g_free (self->name);
  g_free (self->user);
  g_free (self->send_user);
  g_clear_pointer (&self->receive, tg_server_unref);
  g_clear_pointer (&self->send, tg_server_unref);
}

void
tg_account_unref (TgAccount *self)
{
  g_atomic_rc_box_release_full (self, account_clear);
}

gboolean
tg_account_equal (const TgAccount *a, const TgAccount *b)
{
  return g_strcmp0 (a->address, b->address) == 0 && g_strcmp0 (a->name, b->name) == 0 && g_strcmp0 (a->user, b->user) == 0 &&
         g_strcmp0 (a->send_user, b->send_user) == 0 && tg_server_equal (a->receive, b->receive) && tg_server_equal (a->send, b->send);
}

TgAccount *
tg_account_with_name (const TgAccount *self, const char *name)
{
  return tg_account_new (self->address, name, self->user, self->send_user, self->receive, self->send);
}

TgAccount *
tg_account_with_user (const TgAccount *self, const char *user)
{
  return tg_account_new (self->address, self->name, user, self->send_user, self->receive, self->send);
}

TgAccount *
tg_account_with_send_user (const TgAccount *self, const char *send_user)
{
  return tg_account_new (self->address, self->name, self->user, send_user, self->receive, self->send);
}

TgAccount *
tg_account_with_receive (const TgAccount *self, const TgServer *receive)
{
  return tg_account_new (self->address, self->name, self->user, self->send_user, receive, self->send);
}

TgAccount *
tg_account_with_send (const TgAccount *self, const TgServer *send)
{
  return tg_account_new (self->address, self->name, self->user, self->send_user, self->receive, send);
}

TgAccount *
tg_account_with_server (const TgAccount *self, TgSide side, const TgServer *server)
{
  return side == TG_SIDE_SEND ? tg_account_with_send (self, server) : tg_account_with_receive (self, server);
}

static gboolean
names (const TgAccount *self, const TgServer *server)
{
  return tg_server_same_name (self->receive, server) || tg_server_same_name (self->send, server);
}

/* Whose word the name of @server was in the account before. */
static TgConfirmation
confirmed_before (const TgAccount *self, const TgServer *server)
{
  const TgServer *const before[] = { self->receive, self->send };
  TgConfirmation confirmed = TG_CONFIRMED_BY_NOBODY;

  for (guint i = 0; i < G_N_ELEMENTS (before); i++) {
    if (!tg_server_same_name (before[i], server))
      continue;
    if (tg_server_is_approved (before[i]))
      return TG_CONFIRMED_BY_PERSON;
    if (before[i]->confirmed != TG_CONFIRMED_BY_NOBODY)
      confirmed = before[i]->confirmed;
  }
  return confirmed;
}

static TgServer *
remedied (const TgAccount *self, const TgServer *old, const TgServer *new)
{
  gboolean says_origin;

  if (new == NULL)
    return NULL;
  if (tg_server_equal (old, new))
    return tg_server_ref (old);
  says_origin = !names (self, new) && new->origin != TG_ORIGIN_UNKNOWN && !tg_origin_is_from_person (new->origin);
  return tg_server_with_origin (new, says_origin ? new->origin : TG_ORIGIN_REMEDY, confirmed_before (self, new));
}

TgAccount *
tg_account_with_remedy (const TgAccount *self, const TgAccount *change)
{
  g_autoptr (TgServer) receive = remedied (self, self->receive, change->receive);
  g_autoptr (TgServer) send = remedied (self, self->send, change->send);

  return tg_account_new (change->address, change->name, change->user, change->send_user, receive, send);
}

static TgServer *
answered (const TgServer *server, const char *ascii_host, TgConfirmation confirmed)
{
  if (server == NULL)
    return NULL;
  /* The person was not asked about this one. */
  if (server->confirmed == TG_CONFIRMED_BY_TABLE)
    return tg_server_ref (server);
  return ascii_host == NULL || strcmp (server->ascii_host, ascii_host) == 0 ? tg_server_with_origin (server, server->origin, confirmed)
                                                                            : tg_server_ref (server);
}

TgAccount *
tg_account_with_confirmation (const TgAccount *self, const char *ascii_host, TgConfirmation confirmed)
{
  g_autoptr (TgServer) receive = answered (self->receive, ascii_host, confirmed);
  g_autoptr (TgServer) send = answered (self->send, ascii_host, confirmed);

  return tg_account_new (self->address, self->name, self->user, self->send_user, receive, send);
}

gboolean
tg_account_is_from (const TgAccount *self, TgOrigin origin)
{
  return self != NULL &&
         ((self->receive != NULL && self->receive->origin == origin) || (self->send != NULL && self->send->origin == origin));
}

const char *
tg_account_receive_user (const TgAccount *self)
{
  return self->user != NULL ? self->user : self->address;
}

const char *
tg_account_send_user (const TgAccount *self)
{
  return self->send_user != NULL ? self->send_user : tg_account_receive_user (self);
}

const TgServer *
tg_account_server (const TgAccount *self, TgSide side)
{
  return side == TG_SIDE_SEND ? self->send : self->receive;
}

const char *
tg_account_user (const TgAccount *self, TgSide side)
{
  return side == TG_SIDE_SEND ? tg_account_send_user (self) : tg_account_receive_user (self);
}

char *
tg_account_hosts (const TgAccount *self)
{
  const TgServer *receive = self->receive, *send = self->send;

  if (receive != NULL && send != NULL && strcmp (receive->ascii_host, send->ascii_host) != 0)
    return g_strdup_printf ("%s, %s", receive->host, send->host);
  return g_strdup (receive != NULL ? receive->host : send != NULL ? send->host : NULL);
}

char *
tg_account_other_user (const TgAccount *self)
{
  return self->user == NULL ? tg_address_local_part (self->address) : NULL;
}

char *
tg_address_local_part (const char *address)
{
  const char *at = strrchr (address, '@');

  return at != NULL ? g_strndup (address, (gsize)(at - address)) : NULL;
}

char *
tg_address_domain (const char *address)
{
  const char *at = strrchr (address, '@');

  return at != NULL ? g_strdup (at + 1) : NULL;
}

gboolean
tg_address_is_plausible (const char *address)
{
  g_autofree char *smtp = address != NULL ? tg_address_to_smtp (address, NULL) : NULL;

  return smtp != NULL;
}

/* RFC 5321 section 4.1.2 Dot-string, and RFC 6531 section 3.3 for non-ASCII. */
static gboolean
is_dot_string (const char *local)
{
  static const char specials[] = "!#$%&'*+-/=?^_`{|}~";

  if (*local == '.' || *local == '\0' || g_str_has_suffix (local, ".") || strstr (local, "..") != NULL)
    return FALSE;
  for (const char *c = local; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && *c != '.' && strchr (specials, *c) == NULL && ((guchar)*c & 0x80) == 0)
      return FALSE;
  return TRUE;
}

static char *
quote_local_part (const char *local)
{
  GString *quoted = g_string_new ("\"");

  for (const char *c = local; *c != '\0'; c++) {
    if (*c == '"' || *c == '\\')
      g_string_append_c (quoted, '\\');
    g_string_append_c (quoted, *c);
  }
  g_string_append_c (quoted, '"');
  return g_string_free (quoted, FALSE);
}

char *
tg_address_to_smtp (const char *address, gboolean *needs_utf8)
{
  g_return_val_if_fail (address != NULL, NULL);

  g_autofree char *local = tg_address_local_part (address);
  g_autofree char *domain = tg_address_domain (address);

  if (needs_utf8 != NULL)
    *needs_utf8 = FALSE;
  if (local == NULL || *local == '\0' || *domain == '\0' || !g_utf8_validate (address, -1, NULL) || strlen (local) > 256)
    return NULL;
  for (const char *c = local; *c != '\0'; c = g_utf8_next_char (c))
    if (g_unichar_iscntrl (g_utf8_get_char (c)))
      return NULL;

  /* TgServer knows the rules for host names. */
  g_autoptr (TgServer) host = tg_server_new (TG_PROTOCOL_SMTP, TG_SECURITY_TLS, domain, 0, NULL);

  if (host == NULL || tg_server_is_ip (host) || *host->ascii_host == '.' || strstr (host->ascii_host, "..") != NULL)
    return NULL;
  if (needs_utf8 != NULL)
    *needs_utf8 = !g_str_is_ascii (local);

  g_autofree char *written = is_dot_string (local) ? g_strdup (local) : quote_local_part (local);

  return g_strconcat (written, "@", host->ascii_host, NULL);
}
