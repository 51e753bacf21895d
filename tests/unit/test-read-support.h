/* test-read-support.h: what a reader of settings found, as text, for tables of tests.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "find/read/settings.h"

/**
 * Expected:
 * @receive, @send: URLs, best first, separated by spaces
 * @user, @send_user: those of the best servers; "" for none
 * @remarks: of TgRemarks
 */
typedef struct {
  TgReadOutcome outcome;
  const char *receive;
  const char *send;
  const char *user;
  const char *send_user;
  guint remarks;
} Expected;

/* Whether @found is what a row expects; says what is not, with @what.  @found: (nullable) */
gboolean settings_are (const char *what, TgReadOutcome outcome, const TgSettings *found, const Expected *expected);
