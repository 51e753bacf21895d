/* memo-text.c: see memo-text.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/test/steps/memo-text.h"

#include <glib/gi18n.h>

#include "papers/memo.h"
#include "session/told/verdict-words.h"
#include "tegami-config.h"

/* "Receiving: 995 → 993 SSL/TLS: It works". */
static GPtrArray *
what_was_tried (TgSession *session)
{
  GPtrArray *changes = tg_session_get_tried (session);
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < changes->len; i++) {
    const TgTriedChange *tried = changes->pdata[i];
    g_autofree char *what = tg_tried_change_describe (tried);

    /* TRANSLATORS: what was tried: what came of it */
    g_ptr_array_add (lines, g_strdup_printf (_ ("%s: %s"), what,
                                             !tried->tested            ? _ ("Not tested yet.")
                                             : tried->obstacle != NULL ? tried->obstacle
                                                                       : tg_verdict_words_title (NULL, tried->outcome)));
  }
  return lines;
}

char *
tg_memo_text (TgSession *session)
{
  const TgCheckResult *result = tg_session_get_result (session);
  g_autoptr (GPtrArray) tried = what_was_tried (session);
  g_autofree char *program = g_strdup_printf ("Tegami %s", TG_VERSION);
  g_autofree char *system = g_get_os_info (G_OS_INFO_KEY_PRETTY_NAME);
  const TgMemoInput input = {
    .account = tg_session_get_account (session),
    .sides = { result != NULL ? result->receive : NULL, result != NULL ? result->send : NULL },
    .findings = tg_session_get_findings (session),
    .tried = tried,
    .when = result != NULL ? result->checked_at : g_get_real_time () / G_USEC_PER_SEC,
    .program = program,
    .system = system,
  };

  return tg_memo_write (&input);
}
