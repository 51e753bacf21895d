/* fuzz-letter.c: any bytes as a provider's letter: what is read is what a server, an account and a mark can be, and no password is in it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "diagnose/letter/letter-findings.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
check_value (const char *value)
{
  g_assert_true (value == NULL || (*value != '\0' && g_utf8_validate (value, -1, NULL) && strpbrk (value, "\r\n") == NULL));
}

static void
check_servers (GPtrArray *servers, gboolean sending)
{
  g_assert_cmpuint (servers->len, <=, 12);
  for (guint i = 0; i < servers->len; i++) {
    const TgLetterServer *each = servers->pdata[i];

    g_assert_true (tg_server_has_name (each->server));
    g_assert_cmpint (each->server->origin, ==, TG_ORIGIN_LETTER);
    g_assert_false (tg_server_is_approved (each->server));
    g_assert_true ((each->server->protocol == TG_PROTOCOL_SMTP) == sending);
    if (i > 0)
      g_assert_cmpint (((const TgLetterServer *)servers->pdata[i - 1])->server->security, <=, each->server->security);
  }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (TgLetter) letter = tg_letter_read ((const char *)data, size);
  g_autoptr (GPtrArray) findings = tg_letter_findings (letter);
  glong length = g_utf8_strlen (letter->text, -1);

  g_assert_true (g_utf8_validate (letter->text, -1, NULL));
  g_assert_cmpuint (letter->accounts->len, <=, 50);
  for (guint i = 0; i < letter->accounts->len; i++) {
    const TgLetterAccount *account = letter->accounts->pdata[i];

    check_value (account->address);
    check_value (account->user);
    check_value (account->send_user);
    check_value (account->connection_id);
    check_servers (account->receive, FALSE);
    check_servers (account->send, TRUE);
  }
  for (guint i = 0; i < letter->marks->len; i++) {
    const TgLetterMark *mark = &g_array_index (letter->marks, TgLetterMark, i);

    g_assert_cmpuint (mark->start, <, mark->end);
    g_assert_cmpint ((glong)mark->end, <=, length);
    g_assert_true (i == 0 || g_array_index (letter->marks, TgLetterMark, i - 1).end <= mark->start);
  }
  for (guint i = 0; i < findings->len; i++)
    check_value (((const TgFinding *)findings->pdata[i])->cause);
  return 0;
}
