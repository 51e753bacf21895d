/* state.h: what can be done with the keys to a profile's saved passwords: said by tegami-nss, in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  TG_KEYSTORE_NONE,       /* there are none yet, or an empty file */
  TG_KEYSTORE_OPEN,       /* can be used; without a key of ours */
  TG_KEYSTORE_READY,      /* … with one */
  TG_KEYSTORE_LOCKED,     /* behind a primary password, or locked in a way that this NSS does not know */
  TG_KEYSTORE_UNREADABLE, /* damaged */
  TG_KEYSTORE_NO_NSS,     /* NSS is not on this computer: nothing is known; never said by tegami-nss */
  TG_N_KEYSTORE_STATES,
} TgKeystoreState;

/* (transfer none) */
const char *tg_keystore_state_word (TgKeystoreState state);
/* FALSE where it is none. @word: (nullable) */
gboolean    tg_keystore_state_parse (const char *word, TgKeystoreState *state);

G_END_DECLS
