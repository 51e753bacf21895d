/* command.h: the subcommands of tegamictl.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Exit statuses, part of the contract. */
enum { TG_EXIT_DONE = 0, TG_EXIT_FAILED = 1, TG_EXIT_USAGE = 2, TG_EXIT_CANCELLED = 3, TG_EXIT_INTERNAL = 4 };

/* Each gets its own arguments (argv[0] is the subcommand's name) and returns an exit status. */
int tg_command_check    (int argc, char **argv);
int tg_command_save     (int argc, char **argv);
int tg_command_undo     (int argc, char **argv);
int tg_command_accounts (int argc, char **argv);
int tg_command_device   (int argc, char **argv);
int tg_command_devices  (int argc, char **argv);
int tg_command_find     (int argc, char **argv);
int tg_command_letter (int argc, char **argv);
int tg_command_message (int argc, char **argv);
int tg_command_quick_reference (int argc, char **argv);
int tg_command_findings (int argc, char **argv);
int tg_command_practice (int argc, char **argv);
int tg_command_certificate (int argc, char **argv);
int tg_command_exceptions (int argc, char **argv);

G_END_DECLS
