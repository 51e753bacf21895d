/* typed-server.c: a server URL from what somebody typed: corrected where only one reading is
 * possible; where it would be a guess, kept as typed and never contacted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/typed.h"

#include <string.h>

#include "model/text/text.h"

#define SHOWN_MAX 200 /* how much of an impossible name is shown, in characters */

/* What the scheme stands for; NULL if it is none of ours. */
static TgServer *
example_of_scheme (const char *url, const char *separator)
{
  g_autofree char *example = NULL;

  if (separator == NULL)
    return NULL;
  example = g_strdup_printf ("%.*s://example.com", (int)(separator - url), url);
  return tg_server_parse (example, NULL);
}

static TgServer *
as_typed (const TgServer *meant, const char *text)
{
  g_autofree char *shown = tg_text_visible (text, -1, SHOWN_MAX);
  char *colon = strrchr (shown, ':');

  /* The port is shown separately. */
  if (colon != NULL && colon[1] != '\0' && strspn (colon + 1, "0123456789") == strlen (colon + 1))
    *colon = '\0';
  return tg_server_new_as_typed (meant->protocol, meant->security, shown, meant->port);
}

/* A single slash after the name belongs to the URL. */
static char *
without_slash (const char *rest)
{
  char *slash = strchr (rest, '/');

  return g_strndup (rest, slash != NULL && slash[1] == '\0' ? (gsize)(slash - rest) : strlen (rest));
}

static TgServer *
read_server (const char *url, TgTypedField field, TgCleaning **cleaning, GError **error)
{
  guint slips = 0, in_name = 0, port = 0;
  g_autofree char *plain = tg_typed_user (url, &slips);
  const char *separator = strstr (plain, "://");
  g_autoptr (TgServer) scheme = example_of_scheme (plain, separator);
  g_autofree char *rest = scheme != NULL ? without_slash (separator + 3) : NULL;
  g_autofree char *host = NULL;
  g_autofree char *after = NULL;
  g_autoptr (TgServer) meant = NULL;
  TgServer *server;

  if (cleaning != NULL)
    *cleaning = NULL;
  /* Without one of our schemes, the protocol is unknown. */
  if (scheme == NULL)
    return tg_server_parse (url, error);
  if (*rest == '[')
    return tg_server_parse (plain, error);

  host = tg_typed_host (rest, &in_name, &port);
  meant = tg_server_new (scheme->protocol, scheme->security, host, port, NULL);
  if (meant == NULL)
    return tg_server_parse (url, error);

  /* In a URL, the port is not a slip. */
  slips |= in_name & ~(guint)TG_SLIP_PORT;
  if ((slips & ~(guint)TG_SLIPS_CERTAIN) != 0)
    return as_typed (meant, rest);

  server = tg_server_ref (meant);
  after = tg_server_to_url (server);
  if (cleaning != NULL)
    *cleaning = tg_cleaning_new (field, slips, url, after);
  return server;
}

TgServer *
tg_typed_server (const char *url, TgTypedField field, TgCleaning **cleaning, GError **error)
{
  g_autoptr (TgServer) server = read_server (url, field, cleaning, error);

  return server != NULL ? tg_server_with_origin (server, TG_ORIGIN_TYPED, TG_CONFIRMED_BY_NOBODY) : NULL;
}
