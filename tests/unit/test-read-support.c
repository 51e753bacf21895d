/* test-read-support.c: compares what a reader found with what a row expects.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "test-read-support.h"

/* (transfer full) */
static char *
urls (GPtrArray *offered)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < offered->len; i++) {
    g_autofree char *url = tg_server_to_url (((TgOffered *)offered->pdata[i])->server);

    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", url);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static const char *
first_user (GPtrArray *offered)
{
  const TgOffered *first = offered->len > 0 ? offered->pdata[0] : NULL;

  return first != NULL && first->user != NULL ? first->user : "";
}

static gboolean
same (const char *what, const char *of, const char *found, const char *expected)
{
  if (g_strcmp0 (found, expected != NULL ? expected : "") == 0)
    return TRUE;
  g_test_message ("%s: %s: “%s”, not “%s”", what, of, found, expected);
  return FALSE;
}

gboolean
settings_are (const char *what, TgReadOutcome outcome, const TgSettings *found, const Expected *expected)
{
  g_autofree char *receive = found != NULL ? urls (found->receive) : NULL, *send = found != NULL ? urls (found->send) : NULL;
  gboolean right = TRUE;

  if (outcome != expected->outcome) {
    g_test_message ("%s: outcome %d, not %d", what, outcome, expected->outcome);
    return FALSE;
  }
  g_assert_cmpint (found != NULL, ==, outcome == TG_READ_SETTINGS);
  if (found == NULL)
    return TRUE;
  right &= same (what, "receiving", receive, expected->receive);
  right &= same (what, "sending", send, expected->send);
  right &= same (what, "user", first_user (found->receive), expected->user);
  right &= same (what, "user for sending", first_user (found->send), expected->send_user);
  if (found->remarks != expected->remarks) {
    g_test_message ("%s: remarks %#x, not %#x", what, found->remarks, expected->remarks);
    return FALSE;
  }
  return right;
}
