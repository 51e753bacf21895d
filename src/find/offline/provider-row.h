/* provider-row.h: makes a TgProvider of a row of the compiled table.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "find/providers.h"

G_BEGIN_DECLS

/* Made when it is first asked for.  Valid for the life of the process, from any thread. (transfer none) */
const TgProvider *tg_provider_row (guint row);

G_END_DECLS
