/* portal.c: fetches a page whose contents are known in advance; a network that requires a sign-in
 * first answers with its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "probe/surroundings/look-around.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/text/text.h"
#include "wire/ask/http.h"

#define PAGE_TIMEOUT_MS 3000
#define SHOWN           80

typedef enum { PAGE_ONLINE, PAGE_OTHER, PAGE_UNDECIDED } Page;

/* Pages made for this purpose are empty or hold one of these words. */
static gboolean
says_online (GBytes *body)
{
  static const char *const words[] = { "NetworkManager is online", "success", "Microsoft Connect Test", "Microsoft NCSI" };
  gsize length;
  const char *bytes = g_bytes_get_data (body, &length);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (length >= strlen (words[i]) && memcmp (bytes, words[i], strlen (words[i])) == 0)
      return TRUE;
  return length == 0;
}

/* Redirecting to https on the same host is what websites do, not captive portals. */
static gboolean
leads_to_itself (const char *url, const char *location)
{
  g_autoptr (GUri) from = g_uri_parse (url, G_URI_FLAGS_PARSE_RELAXED, NULL);
  g_autoptr (GUri) to = g_uri_parse_relative (from, location, G_URI_FLAGS_PARSE_RELAXED, NULL);

  return to != NULL && g_strcmp0 (g_uri_get_host (from), g_uri_get_host (to)) == 0 && g_strcmp0 (g_uri_get_scheme (to), "https") == 0;
}

/* 511 is the status made for this (RFC 6585 section 6); most portals redirect, or answer 200. */
static Page
read_page (const char *url, const TgHttpReply *reply)
{
  guint family = reply->status / 100;

  if (reply->status == 511)
    return PAGE_OTHER;
  if (family == 3 && reply->location != NULL)
    return leads_to_itself (url, reply->location) ? PAGE_ONLINE : PAGE_OTHER;
  if (reply->status == 204 || (family == 2 && says_online (reply->body)))
    return PAGE_ONLINE;
  return family == 2 ? PAGE_OTHER : PAGE_UNDECIDED;
}

static void
judge (TgLookAround *self, const char *url, const TgHttpReply *reply)
{
  g_autofree char *location = reply->location != NULL ? tg_text_visible (reply->location, -1, SHOWN) : NULL;

  switch (read_page (url, reply)) {
  case PAGE_ONLINE:
    tg_surroundings_note (self->seen, TG_ASPECT_PORTAL, TG_LOOK_OK, g_strdup_printf (_ ("%s arrived as it should"), url));
    break;
  case PAGE_OTHER:
    g_free (self->seen->portal_page);
    self->seen->portal_page = g_strdup (url);
    tg_surroundings_note (self->seen, TG_ASPECT_PORTAL, TG_LOOK_FAULT,
                          location != NULL
                              /* TRANSLATORS: two web addresses: what was asked for, and where the answer led */
                              ? g_strdup_printf (_ ("Asked for %s, this network redirected to %s"), url, location)
                              : g_strdup_printf (_ ("Asked for %s, this network answered with another page"), url));
    break;
  case PAGE_UNDECIDED:
  default:
    tg_surroundings_note (self->seen, TG_ASPECT_PORTAL, TG_LOOK_OPEN,
                          g_strdup_printf (_ ("%s answered with HTTP status %u"), url, reply->status));
  }
}

static void
fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TgLookAround *self = tg_look_around_of (task);
  const char *url = self->sources->portal_url;
  g_autoptr (TgHttpReply) reply = tg_http_get_finish (result, NULL);

  tg_look_around_asked (self, url, reply == NULL ? TG_FAULT_CONNECT_TIMEOUT : reply->fault);
  if (reply != NULL && reply->status != 0) {
    judge (self, url, reply);
    /* A portal's clock proves nothing, and a time server that the person chose outranks the page. */
    if (reply->date != 0 && self->sources->time_host == NULL && self->seen->aspects[TG_ASPECT_PORTAL].look == TG_LOOK_OK)
      tg_look_clock_heard (self, g_get_real_time () / 1000 - (gint64)reply->age_ms - reply->date * 1000, url);
  } else {
    tg_surroundings_note (self->seen, TG_ASPECT_PORTAL, TG_LOOK_OPEN, NULL);
  }
  tg_look_around_end (task);
}

void
tg_look_portal (GTask *task)
{
  TgLookAround *self = tg_look_around_of (task);

  if (self->sources->portal_url == NULL)
    return;
  tg_look_around_begin (task);
  tg_surroundings_contacted (self->seen,
                             g_strdup_printf (_ ("%s: whether a Wi-Fi sign-in page answers instead"), self->sources->portal_url));
  tg_http_get_async (self->network, self->sources->portal_url, PAGE_TIMEOUT_MS, self->outside, fetched, g_object_ref (task));
}
