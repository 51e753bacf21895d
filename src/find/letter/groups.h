/* groups.h: which of a letter's facts are one account's.  For letter.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "find/letter/facts.h"

G_BEGIN_DECLS

/* @facts: of TgLetterFact*; @address, @user (for receiving, for sending): (nullable): what decides where the next account begins */
typedef struct {
  GPtrArray *facts;
  const char *address;
  const char *user[2];
} TgLetterGroup;

/* Of TgLetterGroup*, at least one.  @facts: must outlive it (transfer full) */
GPtrArray *tg_letter_groups            (GPtrArray *facts);
gboolean   tg_letter_group_has_servers (const TgLetterGroup *self);

G_END_DECLS
