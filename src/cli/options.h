/* options.h: what check and save have in common: the account, the password, how to reach the world.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cli/saved.h"
#include "practice/practice.h"
#include "session/session.h"

G_BEGIN_DECLS

typedef struct {
  TgSession     *session; /* account, passwords and network set */
  TgPractice    *practice; /* (nullable): --practice */
  TgCheckOptions check;
  TgCliSaved     saved; /* set before parsing where --saved is among the options */
  gboolean       json;
  char          *mechanism;
} TgCliOptions;

/* Parses @argv with the common options and @extra (a zero-terminated array, nullable).  @summary is
 * shown by --help.  @positional: (nullable): the rest, NULL-terminated, (transfer full); where it
 * is NULL, a positional argument is an error.  FALSE: the sentence was printed; exit with usage. */
gboolean tg_cli_options_parse (TgCliOptions *self, int argc, char **argv, const GOptionEntry *extra, const char *summary,
                               char ***positional);
void     tg_cli_options_clear (TgCliOptions *self);

/* Parses options without an account: --json, --lang and @extra. */
gboolean tg_cli_plain_parse   (gboolean *json, int argc, char **argv, const GOptionEntry *extra, const char *summary,
                               char ***positional);

/* How to reach the world: --ca-file (nullable), --resolve (nullable), --timeout, --connect-timeout.
 * NULL with a sentence for the person. (transfer full) */
TgNetwork *tg_cli_network     (const char *ca_file, char **resolve, double timeout, double connect_timeout, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TgCliOptions, tg_cli_options_clear)

G_END_DECLS
