/* token.c: key=value pairs, each ended by ^A, and one more ^A.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "proto/sasl/token.h"

#define END "\001"

static gboolean
is_sendable (const char *user, TgSecret *token)
{
  gsize length;
  const char *bytes = tg_secret_peek (token, &length);

  for (const char *c = user; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c))
      return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph (bytes[i]))
      return FALSE;
  return length > 0;
}

static TgSecret *
message (const char *head, TgSecret *token)
{
  g_autoptr (TgSecret) before = tg_secret_new (head, -1);
  g_autoptr (TgSecret) after = tg_secret_new (END END, -1);

  return tg_secret_join ((TgSecret *[]){ before, token, after }, 3);
}

TgSecret *
tg_token_xoauth2 (const char *user, TgSecret *token)
{
  g_autofree char *head = g_strdup_printf ("user=%s" END "auth=Bearer ", user);

  return is_sendable (user, token) ? message (head, token) : NULL;
}

/* A saslname: the two characters that have a meaning in the header (RFC 5801 section 4). */
static char *
saslname (const char *user)
{
  g_autoptr (GString) name = g_string_new (user);

  g_string_replace (name, "=", "=3D", 0);
  g_string_replace (name, ",", "=2C", 0);
  return g_string_free (g_steal_pointer (&name), FALSE);
}

TgSecret *
tg_token_oauthbearer (const char *user, TgSecret *token, const char *host, guint port)
{
  g_autofree char *name = saslname (user);
  g_autofree char *head = g_strdup_printf ("n,a=%s," END "host=%s" END "port=%u" END "auth=Bearer ", name, host, port);

  return is_sendable (user, token) ? message (head, token) : NULL;
}
