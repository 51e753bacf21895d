/* install-hash.c: CityHash64 by Geoff Pike and Jyrki Alakuijala, as of its version 1.0.2: later versions differ for what is
 * longer than 32 bytes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/thunderbird/profiles/install-hash.h"

#include <string.h>

/* Large primes. */
#define K0  G_GUINT64_CONSTANT (0xc3a5c85c97cb3127)
#define K1  G_GUINT64_CONSTANT (0xb492b66fbe98f273)
#define K2  G_GUINT64_CONSTANT (0x9ae16a3b2f90404f)
#define K3  G_GUINT64_CONSTANT (0xc949d7c7509e6557)
#define MUL G_GUINT64_CONSTANT (0x9ddfea08eb382d69)

#define CHUNK 64

typedef struct {
  guint64 one, two;
} Pair;

static guint64
word (const guint8 *at)
{
  guint64 bytes;

  memcpy (&bytes, at, sizeof bytes);
  return GUINT64_FROM_LE (bytes);
}

static guint64
half_word (const guint8 *at)
{
  guint32 bytes;

  memcpy (&bytes, at, sizeof bytes);
  return GUINT32_FROM_LE (bytes);
}

/* @by: 1 to 63 */
static guint64
rotate (guint64 value, guint by)
{
  return value >> by | value << (64 - by);
}

static guint64
mix (guint64 value)
{
  return value ^ value >> 47;
}

static guint64
join (guint64 one, guint64 two)
{
  return mix ((two ^ mix ((one ^ two) * MUL)) * MUL) * MUL;
}

static guint64
hash_up_to_16 (const guint8 *bytes, gsize length)
{
  if (length > 8) {
    guint64 last = word (bytes + length - 8);

    return join (word (bytes), rotate (last + length, (guint)length)) ^ last;
  }
  if (length >= 4)
    return join (length + (half_word (bytes) << 3), half_word (bytes + length - 4));
  if (length > 0) {
    guint64 y = bytes[0] + ((guint64)bytes[length / 2] << 8);
    guint64 z = length + ((guint64)bytes[length - 1] << 2);

    return mix (y * K2 ^ z * K3) * K2;
  }
  return K2;
}

static guint64
hash_17_to_32 (const guint8 *bytes, gsize length)
{
  guint64 a = word (bytes) * K1;
  guint64 b = word (bytes + 8);
  guint64 c = word (bytes + length - 8) * K2;
  guint64 d = word (bytes + length - 16) * K0;

  return join (rotate (a - b, 43) + rotate (c, 30) + d, a + rotate (b ^ K3, 20) - c + length);
}

static Pair
weigh (guint64 a, guint64 second, guint64 third, guint64 last)
{
  guint64 b = rotate (a + last, 52);
  guint64 c = rotate (a, 37);

  a += second;
  c += rotate (a, 7);
  a += third;
  return (Pair){ a + last, b + rotate (a, 31) + c };
}

static guint64
hash_33_to_64 (const guint8 *bytes, gsize length)
{
  const guint8 *end = bytes + length;
  Pair v = weigh (word (bytes) + (length + word (end - 16)) * K0, word (bytes + 8), word (bytes + 16), word (bytes + 24));
  Pair w = weigh (word (bytes + 16) + word (end - 32), word (end - 24), word (end - 16), word (end - 8));

  return mix (mix ((v.one + w.two) * K2 + (w.one + v.two) * K0) * K0 + v.two) * K2;
}

/* Of 32 bytes, from two seeds. */
static Pair
stir (const guint8 *bytes, guint64 a, guint64 b)
{
  guint64 before, last = word (bytes + 24);

  a += word (bytes);
  before = a;
  b = rotate (b + a + last, 21);
  a += word (bytes + 8) + word (bytes + 16);
  b += rotate (a, 44);
  return (Pair){ a + last, b + before };
}

/* The end first, then every whole chunk of the rest. */
static guint64
hash_more (const guint8 *bytes, gsize length)
{
  const guint8 *end = bytes + length;
  guint64 y = word (end - 16) ^ K1;
  Pair v = stir (end - 64, length, y);
  Pair w = stir (end - 32, length * K1, K0);
  guint64 z = (word (end - 56) ^ K0) + mix (v.two) * K1;
  guint64 x = rotate (z + word (bytes), 39) * K1;

  y = rotate (y, 33) * K1;
  for (gsize chunks = (length - 1) / CHUNK; chunks > 0; chunks--, bytes += CHUNK) {
    guint64 next_z = rotate (x + y + v.one + word (bytes + 16), 37) * K1 ^ w.two;

    y = rotate (y + v.two + word (bytes + 48), 42) * K1 ^ v.one;
    x = rotate (z ^ w.one, 33);
    v = stir (bytes, v.two * K1, next_z + w.one);
    w = stir (bytes + 32, x + w.two, y);
    z = next_z;
  }
  return join (join (v.one, w.one) + mix (y) * K1 + z, join (v.two, w.two) + x);
}

static guint64
city_hash (const guint8 *bytes, gsize length)
{
  return length <= 16      ? hash_up_to_16 (bytes, length)
         : length <= 32    ? hash_17_to_32 (bytes, length)
         : length <= CHUNK ? hash_33_to_64 (bytes, length)
                           : hash_more (bytes, length);
}

char *
tg_install_hash (const char *folder)
{
  glong length;
  g_autofree gunichar2 *text = g_utf8_to_utf16 (folder, -1, NULL, &length, NULL);

  for (glong i = 0; text != NULL && i < length; i++)
    text[i] = GUINT16_TO_LE (text[i]);
  return text != NULL ? g_strdup_printf ("%" G_GINT64_MODIFIER "X", city_hash ((const guint8 *)text, (gsize)length * sizeof *text)) : NULL;
}
