/* fuzz-exceptions.c: lists of exceptions from anywhere: ours, Thunderbird's, Evolution's; and of
 * certificates that were seen.  What was read can be written again, and what was put in is found, and gone
 * after it is taken out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <stdint.h>
#include <string.h>

#include "clients/exception-step.h"
#include "record/exceptions.h"
#include "record/seen.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
fuzz_record (const char *bytes, gsize size)
{
  g_autoptr (GPtrArray) read = tg_exception_record_parse (bytes, size);
  g_autofree char *json = read != NULL ? tg_exception_record_format (read) : NULL;
  g_autoptr (GPtrArray) again = json != NULL ? tg_exception_record_parse (json, strlen (json)) : NULL;

  g_assert_true (read == NULL || (again != NULL && again->len == read->len));
}

static void
fuzz_seen (const char *bytes, gsize size)
{
  g_autoptr (GPtrArray) read = tg_seens_parse (bytes, size);
  g_autofree char *json = read != NULL ? tg_seens_format (read) : NULL;
  g_autoptr (GPtrArray) again = json != NULL ? tg_seens_parse (json, strlen (json)) : NULL;
  g_autofree char *json_again = again != NULL ? tg_seens_format (again) : NULL;

  g_assert_cmpstr (json, ==, json_again);
}

static void
fuzz_format (const TgExceptionFormat *format, GBytes *bytes, const char *fingerprint)
{
  const TgException exception = { .host = "nas.local", .port = 993, .fingerprint = fingerprint };
  g_autoptr (GPtrArray) list = format->list (bytes, &(TgException){ .where = "", .path = "" }, NULL);
  g_autoptr (GBytes) entry = format->entry (&exception), former = NULL;
  g_autoptr (GBytes) with = format->put (bytes, &exception, entry, &former, NULL);
  g_autoptr (GBytes) without = with != NULL ? format->put (with, &exception, NULL, NULL, NULL) : NULL;

  g_assert_true ((list == NULL) == (with == NULL));
  if (with == NULL)
    return;
  g_assert_nonnull (without);
  g_assert_true (format->accepts (with, &exception) || list->len >= 10000);
  g_assert_false (format->accepts (without, &exception));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = size > 0 ? g_bytes_new (data + 1, size - 1) : NULL;
  const char *text = bytes != NULL ? g_bytes_get_data (bytes, NULL) : NULL;

  if (bytes == NULL || text == NULL)
    return 0;
  if (data[0] % 3 == 0) {
    fuzz_record (text, size - 1);
    fuzz_seen (text, size - 1);
  } else if (data[0] % 3 == 1)
    fuzz_format (&tg_thunderbird_overrides, bytes, "AA:BB");
  else
    fuzz_format (&tg_evolution_cert_db, bytes, "aa:bb:");
  return 0;
}
