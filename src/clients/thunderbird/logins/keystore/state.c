/* state.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/thunderbird/logins/keystore/state.h"

static const char *const words[TG_N_KEYSTORE_STATES] = {
  [TG_KEYSTORE_NONE] = "none",
  [TG_KEYSTORE_OPEN] = "open",
  [TG_KEYSTORE_READY] = "ready",
  [TG_KEYSTORE_LOCKED] = "locked",
  [TG_KEYSTORE_UNREADABLE] = "unreadable",
  [TG_KEYSTORE_NO_NSS] = "no-nss",
};

const char *
tg_keystore_state_word (TgKeystoreState state)
{
  return words[state];
}

gboolean
tg_keystore_state_parse (const char *word, TgKeystoreState *state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (word, words[i]) == 0) {
      *state = (TgKeystoreState)i;
      return TRUE;
    }
  return FALSE;
}
