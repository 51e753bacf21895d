/* power-cut.h: what a power cut may undo: whatever was not made durable with fsync(), on the file and on its folder (POSIX
 * promises no more).  For file-faults.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <sys/types.h>

/* Called after, or where the name says it before, the calls of the same name have succeeded. */
void power_created (int folder, const char *path);
void power_written (int fd);
void power_synced (int fd);
void power_before_rename (int from_folder, const char *from, int to_folder, const char *to);
void power_before_removal (int folder, const char *path);

/* It happens. */
void power_cut (void);
