/* program.h: the mail programs that are known by name.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

typedef enum { TG_PROGRAM_THUNDERBIRD, TG_PROGRAM_EVOLUTION, TG_N_PROGRAMS } TgProgram;
