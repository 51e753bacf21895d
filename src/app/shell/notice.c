/* notice.c: what the start-up check has to say: one notification, the gravest thing on top.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/shell/notice.h"

#include <glib/gi18n.h>

/* The gravest first. */
typedef enum { TROUBLE, WAITS, ENDED, SOON, NOTHING } Topic;

static const char *const titles[] = {
  [TROUBLE] = N_ ("A security exception could not be removed"),
  [WAITS] = N_ ("A security exception has expired: please close the mail program"),
  [ENDED] = N_ ("A security exception has expired"),
  [SOON] = N_ ("A security exception expires soon"),
};

static Topic
topic_of (const TgExpiry *expiry)
{
  if (expiry->removed)
    return ENDED;

  return expiry->waits ? WAITS : TROUBLE;
}

static char *
describe_expiry (const TgExpiry *expiry)
{
  g_autofree char *server = g_strdup_printf ("%s:%u", expiry->exception->host, expiry->exception->port);

  switch (topic_of (expiry)) {
  case WAITS:
    return g_strdup_printf (_ ("%s: it will be removed from the mail program as soon as that is closed."), server);
  case ENDED:
    return g_strdup_printf (_ ("%s: its certificate is no longer accepted without proof."), server);
  default:
    return g_strdup_printf ("%s: %s", server, expiry->trouble != NULL ? expiry->trouble : "?");
  }
}

static char *
describe_soon (const TgException *exception)
{
  g_autoptr (GDateTime) until = g_date_time_new_from_unix_local (exception->until);
  g_autofree char *date = until != NULL ? g_date_time_format (until, _ ("%-d %B %Y")) : g_strdup ("?");
  g_autofree char *server = g_strdup_printf ("%s:%u", exception->host, exception->port);

  return g_strdup_printf (_ ("%s: it ends on %s."), server, date);
}

GNotification *
tg_notice_new (const TgStartNews *news)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *body = NULL;
  GNotification *notice;
  Topic topic = NOTHING;

  for (guint i = 0; i < news->expired->len; i++) {
    topic = MIN (topic, topic_of (news->expired->pdata[i]));
    g_ptr_array_add (lines, describe_expiry (news->expired->pdata[i]));
  }
  for (guint i = 0; i < news->soon->len; i++) {
    topic = MIN (topic, SOON);
    g_ptr_array_add (lines, describe_soon (news->soon->pdata[i]));
  }
  if (topic == NOTHING)
    return NULL;

  g_ptr_array_add (lines, NULL);
  body = g_strjoinv ("\n", (char **)lines->pdata);
  notice = g_notification_new (_ (titles[topic]));
  g_notification_set_body (notice, body);
  g_notification_set_default_action (notice, "app.exceptions");
  g_notification_add_button (notice, _ ("Show security exceptions"), "app.exceptions");
  return notice;
}
