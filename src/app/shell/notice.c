/* notice.c: what the start-up check has to say: one notification, the gravest thing on top.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/shell/notice.h"

#include <glib/gi18n.h>

#include "exceptions/end.h"

static const char *const titles[] = {
  [TG_END_FAILED] = N_ ("A security exception could not be removed"),
  [TG_END_WAITS] = N_ ("A security exception has expired: please close the mail program"),
  [TG_END_DONE] = N_ ("A security exception has expired"),
  [TG_END_SOON] = N_ ("A security exception expires soon"),
};

GNotification *
tg_notice_new (GPtrArray *ends)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;
  g_autofree char *body = NULL;
  TgEndState gravest = TG_END_SOON;
  GNotification *notice;

  for (guint i = 0; i < ends->len; i++) {
    const TgExceptionEnd *one = ends->pdata[i];
    g_autofree char *line = tg_exception_end_describe (one);

    gravest = MIN (gravest, one->state);
    g_strv_builder_add (lines, line);
  }

  all = g_strv_builder_end (lines);
  body = g_strjoinv ("\n", all);
  notice = g_notification_new (_ (titles[gravest]));
  g_notification_set_body (notice, body);
  g_notification_set_default_action (notice, "app.exceptions");
  g_notification_add_button (notice, _ ("Show security exceptions"), "app.exceptions");
  return notice;
}
