/* fuzz-pacc.c: any JSON as user-agent-configuration.json, and as the record that proves it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/read/pacc.h"

#include "fuzz-settings.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autofree char *text = g_strndup ((const char *)data, size);
  const char *const records[] = { text, NULL };
  g_autoptr (TgSettings) settings = NULL;
  TgReadOutcome outcome = tg_pacc_read (bytes, FUZZED_ADDRESS, records, &settings);

  fuzz_settings (outcome, settings, TG_ORIGIN_PACC);
  return 0;
}
