/* fuzz-logins.c: a logins.json with anything in it: it is left alone, or a login is put into it and taken out again, and all others
 * stay as they are, byte for byte.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <stdint.h>
#include <string.h>

#include "clients/thunderbird/logins/merge.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

#define ORIGIN "imap://a"
#define NOW    G_GINT64_CONSTANT (1795955371419)

/* One of its own that can be replaced: the only one with its guid. */
static const TgLogin *
find_replaceable (const TgLogins *logins)
{
  for (guint i = 0; i < logins->logins->len; i++) {
    const TgLogin *login = logins->logins->pdata[i];

    if (tg_login_is_for (login, ORIGIN) && login->guid != NULL && login->changed != NOW && tg_logins_find (logins, login->guid) == login)
      return login;
  }
  return NULL;
}

static void
assert_same (const TgLogins *one, const TgLogins *other, guint i)
{
  const TgSpan a = ((const TgLogin *)one->logins->pdata[i])->span, b = ((const TgLogin *)other->logins->pdata[i])->span;

  g_assert_cmpmem (one->text + a.begin, a.end - a.begin, other->text + b.begin, b.end - b.begin);
}

static void
put_and_take_back (const TgLogins *before, const TgLogin *replaced)
{
  const TgLoginEntry entry = { ORIGIN, "VXNlcg==", "UGFzcw==", replaced };
  g_autoptr (JsonArray) put = json_array_new ();
  g_autoptr (GBytes) with = tg_logins_put (before, &entry, 1, NOW, put), without = NULL;
  g_autoptr (TgLogins) now = tg_logins_parse (with), after = NULL;

  g_assert_nonnull (now);
  g_assert_true (tg_logins_is_put (put));
  g_assert_true (tg_logins_hold (now, put));
  g_assert_cmpuint (now->logins->len, ==, before->logins->len + (replaced == NULL));
  for (guint i = 0; i < before->logins->len; i++)
    if (before->logins->pdata[i] != replaced)
      assert_same (before, now, i);
  without = tg_logins_take_back (now, before, put);
  after = tg_logins_parse (without);
  g_assert_nonnull (after);
  g_assert_cmpuint (after->logins->len, ==, before->logins->len);
  for (guint i = 0; i < before->logins->len; i++)
    assert_same (before, after, i);
  if (replaced != NULL)
    g_assert_true (g_bytes_equal (without, before->bytes));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (TgLogins) logins = tg_logins_parse (bytes);
  const TgLogin *replaceable = logins != NULL ? find_replaceable (logins) : NULL;

  if (logins == NULL)
    return 0;
  put_and_take_back (logins, NULL);
  if (replaceable != NULL)
    put_and_take_back (logins, replaceable);
  return 0;
}
