/* terminal.h: the one encoder for the terminal: escape sequences from outside become visible.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/evidence/evidence.h"
#include "model/finding.h"
#include "session/session.h"

G_BEGIN_DECLS

/* Prints a line of text from anywhere. */
void tg_terminal_line (const char *text);
void tg_terminal_print (const char *format, ...) G_GNUC_PRINTF (1, 2);
/* Prints an error sentence to standard error, with the program's name; returns @status, to leave with. */
int tg_terminal_fail (int status, const char *text);
/* The same for what a call failed with; cancelled by a signal it is not failed, and says nothing. */
int tg_terminal_fail_with (const GError *error);
void tg_terminal_step (TgSide side, const TgStepRecord *record);
void tg_terminal_findings (GPtrArray *findings);
/* Who was asked besides the mail servers, if anybody was. */
void tg_terminal_contacted (TgSession *session);
void tg_terminal_verdict (TgSession *session);
/* What works, and what does not, where it was looked for. */
void tg_terminal_explored (TgSession *session);
/* What came of a letter to oneself; a watch of it while it is under way. */
void tg_terminal_letter (TgSession *session);
void tg_terminal_letter_progress (TgLetterPhase phase, guint waited_ms, guint wait_ms, gpointer unused);

G_END_DECLS
