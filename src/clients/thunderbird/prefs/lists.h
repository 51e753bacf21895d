/* lists.h: what a new account or server needs of the prefs: a number of its own, and a place in the lists.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/thunderbird/prefs/prefs.h"

G_BEGIN_DECLS

/* A number that somebody else wrote may be anything; beyond this one we look for a gap. */
#define TG_PREFS_LARGEST_NUMBER 1000000

/* "server4", where no pref has heard of it; never below @least. (transfer full) */
char *tg_prefs_next_key (TgPrefs *prefs, const char *word, guint least);

void tg_prefs_set_string (TgPrefs *prefs, const char *name, const char *value);
void tg_prefs_append_to_list (TgPrefs *prefs, const char *name, const char *key);
void tg_prefs_set_if_missing (TgPrefs *prefs, const char *name, const char *key);

G_END_DECLS
