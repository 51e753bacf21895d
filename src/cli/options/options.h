/* options.h: what check and save have in common: the account, the password, how to reach the world.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cli/options/saved.h"
#include "cli/options/token.h"
#include "practice/practice.h"
#include "session/session.h"

G_BEGIN_DECLS

typedef struct {
  TgSession     *session; /* account, passwords and network set */
  TgPractice    *practice; /* (nullable): --practice */
  TgCheckOptions check;
  TgCliSaved     saved; /* set before parsing where --saved is among the options */
  TgCliToken     token; /* --token-from */
  gboolean       json;
  char          *mechanism;
} TgCliOptions;

/* Parses @argv with the common options and @extra (a zero-terminated array, nullable).  @summary is
 * shown by --help.  @positional: (nullable): the rest, NULL-terminated, (transfer full); where it
 * is NULL, a positional argument is an error.  FALSE: the sentence was printed; exit with usage. */
gboolean tg_cli_options_parse (TgCliOptions *self, int argc, char **argv, const GOptionEntry *extra, const char *summary,
                               char ***positional);
void     tg_cli_options_clear (TgCliOptions *self);

/* How to reach the world, as typed; to begin with: TG_CLI_REACH. */
typedef struct {
  char  *ca_file;  /* (nullable) */
  char **resolve;  /* (nullable) */
  double timeout, connect_timeout; /* in seconds */
  const char *timeout_is; /* (nullable): untranslated: what --timeout limits, where that is not each server */
} TgCliReach;

#define TG_CLI_REACH { .timeout = 20, .connect_timeout = 5 }

/* Parses options without an account: --json, --lang, @extra, and those of @reach (nullable). */
gboolean tg_cli_plain_parse   (gboolean *json, TgCliReach *reach, int argc, char **argv, const GOptionEntry *extra, const char *summary,
                               char ***positional);

/* NULL with a sentence for the person. (transfer full) */
TgNetwork *tg_cli_network     (const TgCliReach *reach, GError **error);
void       tg_cli_reach_clear (TgCliReach *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TgCliOptions, tg_cli_options_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TgCliReach, tg_cli_reach_clear)

G_END_DECLS
