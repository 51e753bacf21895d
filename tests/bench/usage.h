/* usage.h: what this process holds, and whether it goes on taking more.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  guint descriptors;
  guint threads;
  guint resident_kib; /* VmRSS of proc(5) */
  guint heap_kib;     /* in use, by mallinfo2(3) */
} Usage;

Usage usage_now (void);

typedef struct {
  guint count;  /* how many there are to be, at least 5 */
  GArray *seen; /* of Usage, one of each round */
} Rounds;

void rounds_begin (Rounds *self, guint count);
/* After a round. */
void rounds_note (Rounds *self);
/* Prints a table.  Whether no more was held in the last fifth than in the first: as many descriptors and threads, and at most a
 * twentieth more memory. */
gboolean rounds_end (Rounds *self);

G_END_DECLS
