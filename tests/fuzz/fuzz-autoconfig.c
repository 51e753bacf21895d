/* fuzz-autoconfig.c: any bytes as config-v1.1.xml: whatever is read of them can be a candidate, and is within all limits.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/read/autoconfig.h"

#include "fuzz-settings.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (TgSettings) settings = NULL;
  TgReadOutcome outcome = tg_autoconfig_read (bytes, FUZZED_ADDRESS, "hoster.example", &settings);

  fuzz_settings (outcome, settings, TG_ORIGIN_AUTOCONFIG);
  return 0;
}
