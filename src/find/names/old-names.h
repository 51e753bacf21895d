/* old-names.h: server names that providers have retired, and their replacements: data/old-names.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/server.h"

G_BEGIN_DECLS

/* Today's name of the server, or NULL if @server's name is not known to be retired.  Valid for the
 * life of the process. (transfer none) (nullable) */
const char *tg_old_names_today (const TgServer *server);

/* A row of the table, public for tests. */
typedef struct {
  char *pattern; /* a host name; * stands for one or more labels */
  char *receive; /* (nullable): today's name for receiving */
  char *send;    /* (nullable) */
  char *source;
  char *confirmed; /* "2026-11" */
} TgOldName;

const GPtrArray *tg_old_names_all (void); /* of TgOldName* */

G_END_DECLS
