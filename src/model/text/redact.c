/* redact.c: finds a secret in whatever form a server echoes it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/text/redact.h"

#include <string.h>

/* Shorter base64 needles say too little about the secret: they would blank innocent words. */
#define BASE64_NEEDLE_MIN 4

typedef enum { NEEDLE_TEXT, NEEDLE_BASE64 } NeedleKind;

typedef struct {
  NeedleKind kind;
  TgSecret *bytes;
} Needle;

struct _TgRedactor {
  GPtrArray *needles; /* of Needle*, longest first */
};

static void
needle_free (gpointer data)
{
  Needle *self = data;

  tg_secret_unref (self->bytes);
  g_free (self);
}

TgRedactor *
tg_redactor_new (void)
{
  TgRedactor *self = g_new0 (TgRedactor, 1);

  self->needles = g_ptr_array_new_with_free_func (needle_free);
  return self;
}

void
tg_redactor_free (TgRedactor *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->needles);
  g_free (self);
}

static int
longest_first (gconstpointer a, gconstpointer b)
{
  const Needle *left = *(Needle *const *)a, *right = *(Needle *const *)b;
  gsize l = tg_secret_length (left->bytes), r = tg_secret_length (right->bytes);

  return l < r ? 1 : l > r ? -1 : 0;
}

/* Takes ownership of @bytes. */
static void
add_needle (TgRedactor *self, NeedleKind kind, TgSecret *bytes)
{
  Needle *needle = g_new0 (Needle, 1);

  needle->kind = kind;
  needle->bytes = bytes;
  g_ptr_array_add (self->needles, needle);
}

/* Adds @text's bytes as a needle, then wipes and frees @text. */
static void
add_wiped (TgRedactor *self, GString *text, gsize unlike)
{
  if (text->len != unlike)
    add_needle (self, NEEDLE_TEXT, tg_secret_new (text->str, (gssize)text->len));
  tg_wipe (text->str, text->allocated_len);
  g_string_free (text, TRUE);
}

/* Reserves room for the longest encoding up front: a string that grows leaves unwiped copies
 * behind. */
static GString *
roomy (gsize length)
{
  return g_string_sized_new (length * 6 + 1);
}

static void
add_quoted (TgRedactor *self, const char *bytes, gsize length)
{
  GString *quoted = roomy (length);

  for (gsize i = 0; i < length; i++) {
    if (bytes[i] == '"' || bytes[i] == '\\')
      g_string_append_c (quoted, '\\');
    g_string_append_c (quoted, bytes[i]);
  }
  add_wiped (self, quoted, length);
}

static void
add_percent (TgRedactor *self, const char *bytes, gsize length, const char *safe)
{
  static const char digits[] = "0123456789ABCDEF";
  GString *encoded = roomy (length);

  for (gsize i = 0; i < length; i++) {
    guchar byte = (guchar)bytes[i];

    if (byte < 0x80 && byte != 0 && (g_ascii_isalnum (byte) || strchr (safe, byte) != NULL)) {
      g_string_append_c (encoded, bytes[i]);
    } else {
      g_string_append_c (encoded, '%');
      g_string_append_c (encoded, digits[byte >> 4]);
      g_string_append_c (encoded, digits[byte & 15]);
    }
  }
  add_wiped (self, encoded, length);
}

static void
add_markup (TgRedactor *self, const char *bytes, gsize length)
{
  static const struct {
    char raw;
    const char *entity;
  } entities[] = { { '&', "&amp;" }, { '<', "&lt;" }, { '>', "&gt;" }, { '"', "&quot;" }, { '\'', "&#39;" } };
  GString *escaped = roomy (length);

  for (gsize i = 0; i < length; i++) {
    gsize e = 0;

    while (e < G_N_ELEMENTS (entities) && entities[e].raw != bytes[i])
      e++;
    if (e < G_N_ELEMENTS (entities))
      g_string_append (escaped, entities[e].entity);
    else
      g_string_append_c (escaped, bytes[i]);
  }
  add_wiped (self, escaped, length);
}

/* In a SASL response, the secret follows other bytes (RFC 4616: authzid NUL authcid NUL passwd), so
 * its base64 can begin at any of three phases.  Digits that share bits with a neighbour are left
 * out; the rest depend on the secret alone. */
static void
add_base64 (TgRedactor *self, TgSecret *secret)
{
  for (guint phase = 0; phase < 3; phase++) {
    g_autoptr (TgSecret) pad = tg_secret_new ("\0\0", phase);
    TgSecret *parts[] = { pad, secret };
    g_autoptr (TgSecret) shifted = tg_secret_join (parts, 2);
    g_autoptr (TgSecret) encoded = tg_secret_base64 (shifted);
    gsize first = (phase * 8 + 5) / 6;                        /* digits with bits of the padding before it */
    gsize last = (phase + tg_secret_length (secret)) * 8 / 6; /* digits without bits of what follows */

    if (last > first && last - first >= BASE64_NEEDLE_MIN)
      add_needle (self, NEEDLE_BASE64, tg_secret_new (tg_secret_peek (encoded, NULL) + first, (gssize)(last - first)));
  }
}

void
tg_redactor_add (TgRedactor *self, TgSecret *secret)
{
  gsize length;
  const char *bytes;

  g_return_if_fail (self != NULL && secret != NULL);

  bytes = tg_secret_peek (secret, &length);
  if (length == 0)
    return;
  if (length > 1) {
    add_needle (self, NEEDLE_TEXT, tg_secret_ref (secret));
    add_quoted (self, bytes, length);
    add_percent (self, bytes, length, "-._~");
    add_percent (self, bytes, length, "-._~!$&'()*+,;=:@/");
    add_markup (self, bytes, length);
  }
  add_base64 (self, secret);
  g_ptr_array_sort (self->needles, longest_first);
}

/* Servers change the case of what they echo, but base64 is case-sensitive. */
static gboolean
matches (const Needle *needle, const char *at, gsize left)
{
  gsize length;
  const char *bytes = tg_secret_peek (needle->bytes, &length);

  if (length > left)
    return FALSE;
  return needle->kind == NEEDLE_BASE64 ? memcmp (at, bytes, length) == 0 : g_ascii_strncasecmp (at, bytes, length) == 0;
}

static gboolean
is_base64 (char c)
{
  return g_ascii_isalnum (c) || c == '+' || c == '/' || c == '=';
}

char *
tg_redactor_scrub (TgRedactor *self, const char *bytes, gssize length, gsize *new_length)
{
  g_return_val_if_fail (self != NULL && bytes != NULL, NULL);

  gsize n = length < 0 ? strlen (bytes) : (gsize)length;
  GString *out = g_string_sized_new (n);
  gsize kept = 0; /* out->len after the last replacement; never cut back beyond it */

  for (gsize i = 0; i < n;) {
    const Needle *hit = NULL;

    for (guint k = 0; k < self->needles->len && hit == NULL; k++)
      if (matches (self->needles->pdata[k], bytes + i, n - i))
        hit = self->needles->pdata[k];
    if (hit == NULL) {
      g_string_append_c (out, bytes[i++]);
      continue;
    }
    i += tg_secret_length (hit->bytes);
    if (hit->kind == NEEDLE_BASE64) {
      /* The neighbouring digits hold the secret's first and last bits, so the whole run of base64
       * is replaced. */
      gsize end = out->len;

      while (end > kept && is_base64 (out->str[end - 1]))
        end--;
      g_string_truncate (out, end);
      while (i < n && is_base64 (bytes[i]))
        i++;
    }
    g_string_append (out, TG_REDACTED);
    kept = out->len;
  }
  if (new_length != NULL)
    *new_length = out->len;
  return g_string_free (out, FALSE);
}
