/* secret.c: passwords and tokens in locked memory of their own, wiped when freed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/secret.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct _TgSecret {
  gatomicrefcount refs;
  gboolean is_token;
  gsize length;
  gsize mapped; /* size of the whole mapping in bytes */
  char bytes[];
};

/* Every secret has pages of its own: if it shared a page with heap data, or with another secret,
 * unlocking one would unlock its neighbour. */
static TgSecret *
secret_alloc (gsize length)
{
  gsize page = (gsize)sysconf (_SC_PAGESIZE);
  gsize mapped = (sizeof (TgSecret) + length + 1 + page - 1) / page * page;
  TgSecret *self = mmap (NULL, mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  if (self == MAP_FAILED)
    g_error ("out of memory: %" G_GSIZE_FORMAT " bytes for a secret", mapped);
  /* Limits or an old kernel may refuse either call; the secret still works. */
  if (mlock (self, mapped) != 0)
    g_debug ("a secret could not be locked in memory");
  if (madvise (self, mapped, MADV_DONTDUMP) != 0)
    g_debug ("a secret could not be kept out of core dumps");
  g_atomic_ref_count_init (&self->refs);
  self->length = length;
  self->mapped = mapped;
  return self;
}

TgSecret *
tg_secret_new (const char *bytes, gssize length)
{
  g_return_val_if_fail (bytes != NULL || length == 0, NULL);

  gsize n = length < 0 ? strlen (bytes) : (gsize)length;
  TgSecret *self = secret_alloc (n);

  if (n > 0)
    memcpy (self->bytes, bytes, n);
  return self;
}

TgSecret *
tg_secret_new_token (const char *bytes, gssize length)
{
  TgSecret *self = tg_secret_new (bytes, length);

  if (self != NULL)
    self->is_token = TRUE;
  return self;
}

gboolean
tg_secret_is_token (TgSecret *self)
{
  return self != NULL && self->is_token;
}

TgSecret *
tg_secret_room (gsize length, char **bytes)
{
  TgSecret *self = secret_alloc (length);

  *bytes = self->bytes;
  return self;
}

TgSecret *
tg_secret_join (TgSecret *const *parts, guint n_parts)
{
  gsize total = 0;

  for (guint i = 0; i < n_parts; i++)
    total += parts[i] != NULL ? parts[i]->length : 0;

  TgSecret *self = secret_alloc (total);
  char *end = self->bytes;

  for (guint i = 0; i < n_parts; i++)
    if (parts[i] != NULL && parts[i]->length > 0) {
      memcpy (end, parts[i]->bytes, parts[i]->length);
      end += parts[i]->length;
    }
  return self;
}

TgSecret *
tg_secret_base64 (TgSecret *self)
{
  static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  g_return_val_if_fail (self != NULL, NULL);

  /* Not g_base64_encode(), whose buffer is heap memory that is never wiped. */
  TgSecret *encoded = secret_alloc ((self->length + 2) / 3 * 4);
  const guchar *in = (const guchar *)self->bytes;
  char *out = encoded->bytes;

  for (gsize i = 0; i < self->length; i += 3) {
    gsize left = self->length - i;
    guint32 group = (guint32)in[i] << 16 | (left > 1 ? (guint32)in[i + 1] << 8 : 0) | (left > 2 ? in[i + 2] : 0);

    *out++ = digits[group >> 18];
    *out++ = digits[group >> 12 & 63];
    *out++ = left > 1 ? digits[group >> 6 & 63] : '=';
    *out++ = left > 2 ? digits[group & 63] : '=';
  }
  return encoded;
}

TgSecret *
tg_secret_ref (TgSecret *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
tg_secret_unref (TgSecret *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->refs))
    return;

  gsize mapped = self->mapped;

  tg_wipe (self->bytes, self->length);
  munmap (self, mapped);
}

const char *
tg_secret_peek (TgSecret *self, gsize *length)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (length != NULL)
    *length = self->length;
  return self->bytes;
}

gsize
tg_secret_length (TgSecret *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->length;
}

gboolean
tg_secret_equal (TgSecret *a, TgSecret *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (a->length != b->length)
    return FALSE;

  guchar difference = 0;

  for (gsize i = 0; i < a->length; i++)
    difference |= (guchar)(a->bytes[i] ^ b->bytes[i]);
  return difference == 0;
}

void
tg_wipe (gpointer memory, gsize length)
{
  if (memory != NULL && length > 0)
    explicit_bzero (memory, length);
}
