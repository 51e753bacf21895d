/* fuzz-authentication-results.c: any header, read for its checks: one word of the eight, or none.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/letter/authentication-results.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static gboolean
is_receiver (const char *server, gpointer user_data)
{
  g_assert_cmpuint (strlen (server), <=, 255);
  return *server != 'x';
}

static void
check_word (const char *word)
{
  static const char *const known[] = { "pass", "fail", "softfail", "neutral", "none", "temperror", "permerror", "policy", NULL };

  g_assert_true (word == NULL || g_strv_contains (known, word));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (TgLetterChecks) checks = tg_letter_checks_read ((const char *)data, size, is_receiver, NULL);

  check_word (checks->spf);
  check_word (checks->dkim);
  check_word (checks->dmarc);
  g_assert_true (checks->authserv_id != NULL || (checks->spf == NULL && checks->dkim == NULL && checks->dmarc == NULL));
  return 0;
}
