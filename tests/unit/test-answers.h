/* test-answers.h: answers of sources, from URLs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "find/candidate.h"

G_BEGIN_DECLS

/* What @source would say that names @servers: URLs of receiving and sending servers, separated by spaces.
 * @user: (nullable). (transfer full) */
TgCandidate *test_candidate (const char *address, TgOrigin source, guint hops, const char *servers, const char *user);

G_END_DECLS
