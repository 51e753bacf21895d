/* fuzz-echo.c: a secret, and what a server says: what is taken for the secret lies within the text, and a copy of it is found
 * wherever it stands.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <stdint.h>
#include <string.h>

#include "model/text/echo.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  gsize length = size > 0 ? 5 + data[0] % 12 : 0; /* two characters at least */
  const char *secret = (const char *)data + 1, *text = secret + length;
  gsize left;

  if (size < 1 + length + 1)
    return 0;
  left = size - 1 - length;
  for (gsize at = 0; at < left; at++) {
    g_assert_cmpuint (tg_echo_written (secret, length, text + at, left - at), <=, left - at);
    g_assert_cmpuint (tg_echo_hex (secret, length, text + at, left - at), <=, left - at);
    if (left - at >= length && memcmp (text + at, secret, length) == 0)
      g_assert_cmpuint (tg_echo_written (secret, length, text + at, left - at), >, 0);
  }
  return 0;
}
