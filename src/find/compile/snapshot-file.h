/* snapshot-file.h: reads the dated copy of the public ISP database, data/snapshot/.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "find/compile/complaints.h"

G_BEGIN_DECLS

/* Of the type TG_SNAPSHOT_TYPE; complains about what cannot be read. (transfer floating) (nullable) */
GVariant *tg_snapshot_file_read (const char *path);

G_END_DECLS
