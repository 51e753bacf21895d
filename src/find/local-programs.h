/* local-programs.h: bridges and gateways that mail programs meet on their own computer, from data/local-programs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TgLocalProgram:
 * @name: as its maker writes it
 * @own_password: it makes a password for mail programs, which is not that of the account
 */
typedef struct {
  char *name;
  int *ports;
  gsize n_ports;
  char **says; /* (nullable) */
  gboolean own_password;
} TgLocalProgram;

/* The one that @words, its greeting or its certificate's names, give away. (transfer none) (nullable) */
const TgLocalProgram *tg_local_programs_find (const char *words);

/* The names of those that usually listen on @port, as a list in a sentence: "A or B".  NULL: none is known. (transfer full)
 * (nullable) */
char *tg_local_programs_at (guint16 port);

G_END_DECLS
