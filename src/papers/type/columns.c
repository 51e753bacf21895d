/* columns.c: see columns.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "papers/type/columns.h"

gboolean
tg_columns_share (const double *minimum, const double *natural, guint n, double available, double gap, double *widths)
{
  double room = available - gap * (n - 1);
  double least = 0, most = 0;

  for (guint i = 0; i < n; i++) {
    least += minimum[i];
    most += MAX (minimum[i], natural[i]);
  }
  if (least > room)
    return FALSE;

  for (guint i = 0; i < n; i++) {
    double more = MAX (minimum[i], natural[i]) - minimum[i];

    /* What wraps gets its share of the room in proportion to what it would like to have. */
    widths[i] = minimum[i] + (most > room ? more * (room - least) / (most - least) : more);
  }
  if (most < room)
    widths[n - 1] += room - most;
  return TRUE;
}
