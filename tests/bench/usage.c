/* usage.c: see usage.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "bench/usage.h"

#include <malloc.h>
#include <string.h>

static guint
entries_of (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint count = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    count++;
  return count;
}

Usage
usage_now (void)
{
  g_autofree char *status = NULL;
  Usage usage = { .descriptors = entries_of ("/proc/self/fd"), .threads = entries_of ("/proc/self/task") };
  const char *resident;

  if (g_file_get_contents ("/proc/self/status", &status, NULL, NULL) && (resident = strstr (status, "VmRSS:")) != NULL)
    usage.resident_kib = (guint)g_ascii_strtoull (resident + strlen ("VmRSS:"), NULL, 10);
  usage.heap_kib = (guint)(mallinfo2 ().uordblks / 1024);
  return usage;
}

void
rounds_begin (Rounds *self, guint count)
{
  g_return_if_fail (count >= 5);

  self->count = count;
  self->seen = g_array_new (FALSE, FALSE, sizeof (Usage));
  g_print ("%8s %12s %8s %14s %14s\n", "round", "descriptors", "threads", "resident KiB", "heap KiB");
}

void
rounds_note (Rounds *self)
{
  Usage usage = usage_now ();

  g_array_append_val (self->seen, usage);
  if (self->seen->len == 1 || self->seen->len % MAX (self->count / 10, 1) == 0)
    g_print ("%8u %12u %8u %14u %14u\n", self->seen->len, usage.descriptors, usage.threads, usage.resident_kib, usage.heap_kib);
}

static Usage
most (const Rounds *self, guint from, guint to)
{
  Usage most = { 0 };

  for (guint i = from; i < to; i++) {
    const Usage *usage = &g_array_index (self->seen, Usage, i);

    most.descriptors = MAX (most.descriptors, usage->descriptors);
    most.threads = MAX (most.threads, usage->threads);
    most.resident_kib = MAX (most.resident_kib, usage->resident_kib);
    most.heap_kib = MAX (most.heap_kib, usage->heap_kib);
  }
  return most;
}

gboolean
rounds_end (Rounds *self)
{
  guint part = self->count / 5;
  Usage first = most (self, 0, part), last = most (self, self->count - part, self->count);
  gboolean flat = last.descriptors <= first.descriptors && last.threads <= first.threads &&
                  last.resident_kib <= first.resident_kib / 20 * 21 && last.heap_kib <= first.heap_kib / 20 * 21;

  g_print ("the last %u against the first %u rounds: descriptors %+d, threads %+d, resident × %.3f, heap × %.3f: %s\n", part, part,
           (int)last.descriptors - (int)first.descriptors, (int)last.threads - (int)first.threads,
           (double)last.resident_kib / first.resident_kib, (double)last.heap_kib / first.heap_kib, flat ? "flat" : "IT GROWS");
  g_array_unref (self->seen);
  return flat;
}
