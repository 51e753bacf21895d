/* saved.h: the options that name an account in a mail program.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/client.h"

G_BEGIN_DECLS

/**
 * TgCliSaved:
 * @which: (nullable): its address, or its id in "tegamictl accounts"; NULL: none is meant
 * @program, @profile: (nullable): where several are found
 * @asks_again: the program asks for the password again and again
 * @found: (nullable): the account, once it was looked up
 */
typedef struct {
  char           *which;
  char           *program;
  char           *profile;
  gboolean        asks_again;
  TgFoundAccount *found;
} TgCliSaved;

/* Reads the mail programs' accounts, and nothing where none is meant.  FALSE with a sentence for the
 * person where none fits, or more than one. */
gboolean tg_cli_saved_look_up (TgCliSaved *self, GError **error);
void     tg_cli_saved_clear   (TgCliSaved *self);

G_END_DECLS
