/* redact.c: finds a secret in whatever form a server echoes it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/text/redact.h"

#include <string.h>

#include "model/text/echo.h"

/* Shorter base64 needles say too little about the secret: they would blank innocent words. */
#define BASE64_NEEDLE_MIN 4

struct _TgRedactor {
  GPtrArray *secrets; /* of TgSecret* */
  GPtrArray *base64;  /* of TgSecret*: runs of digits that a secret leaves */
};

TgRedactor *
tg_redactor_new (void)
{
  TgRedactor *self = g_new0 (TgRedactor, 1);

  self->secrets = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_secret_unref);
  self->base64 = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_secret_unref);
  return self;
}

void
tg_redactor_free (TgRedactor *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->secrets);
  g_ptr_array_unref (self->base64);
  g_free (self);
}

/* In a SASL response, the secret follows other bytes (RFC 4616: authzid NUL authcid NUL passwd), so
 * its base64 can begin at any of three phases.  Digits that share bits with a neighbour are left
 * out; the rest depend on the secret alone.  @again: what is encoded once more leaves such runs, too */
static void
add_base64 (TgRedactor *self, TgSecret *secret, gboolean again)
{
  for (guint phase = 0; phase < 3; phase++) {
    g_autoptr (TgSecret) pad = tg_secret_new ("\0\0", phase);
    TgSecret *parts[] = { pad, secret };
    g_autoptr (TgSecret) shifted = tg_secret_join (parts, 2);
    g_autoptr (TgSecret) encoded = tg_secret_base64 (shifted);
    gsize first = (phase * 8 + 5) / 6;                        /* digits with bits of the padding before it */
    gsize last = (phase + tg_secret_length (secret)) * 8 / 6; /* digits without bits of what follows */
    g_autoptr (TgSecret) run = NULL;

    if (last <= first || last - first < BASE64_NEEDLE_MIN)
      continue;
    run = tg_secret_new (tg_secret_peek (encoded, NULL) + first, (gssize)(last - first));
    g_ptr_array_add (self->base64, tg_secret_ref (run));
    if (again)
      add_base64 (self, run, FALSE);
  }
}

/* As JSON has it, which a server may send in base64; some escape the slash, too (RFC 8259 section 7). */
static TgSecret *
in_json (TgSecret *secret, const char *escaped)
{
  gsize length, n = 0;
  const char *bytes = tg_secret_peek (secret, &length);
  g_autoptr (TgSecret) room = NULL;
  char *filled;

  room = tg_secret_room (length * 2, &filled);
  for (gsize i = 0; i < length; i++) {
    if (bytes[i] != '\0' && strchr (escaped, bytes[i]) != NULL)
      filled[n++] = '\\';
    filled[n++] = bytes[i];
  }
  return n > length ? tg_secret_new (filled, (gssize)n) : NULL;
}

void
tg_redactor_add (TgRedactor *self, TgSecret *secret)
{
  static const char *const escaped[] = { "\"\\", "\"\\/" };

  g_return_if_fail (self != NULL && secret != NULL);

  if (tg_secret_length (secret) == 0)
    return;
  g_ptr_array_add (self->secrets, tg_secret_ref (secret));
  add_base64 (self, secret, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (escaped); i++) {
    g_autoptr (TgSecret) form = in_json (secret, escaped[i]);

    if (form != NULL)
      add_base64 (self, form, FALSE);
  }
}

/* The digits of RFC 4648 section 4, or of section 5, for URLs. */
static gboolean
is_base64 (char c)
{
  return g_ascii_isalnum (c) || c == '+' || c == '/' || c == '=' || c == '-' || c == '_';
}

static char
of_section_4 (char c)
{
  return c == '-' ? '+' : c == '_' ? '/' : c;
}

static gsize
run_at (TgSecret *run, const char *at, gsize left)
{
  gsize length;
  const char *digits = tg_secret_peek (run, &length);

  if (length > left)
    return 0;
  for (gsize i = 0; i < length; i++)
    if (of_section_4 (at[i]) != digits[i])
      return 0;
  return length;
}

/* How many bytes at @at are a secret, the most that any of them gives. */
static gsize
secret_at (TgRedactor *self, const char *at, gsize left, gboolean *in_base64)
{
  gsize longest = 0;

  *in_base64 = FALSE;
  for (guint i = 0; i < self->secrets->len; i++) {
    gsize length;
    const char *secret = tg_secret_peek (self->secrets->pdata[i], &length);

    longest = MAX (longest, tg_echo_written (secret, length, at, left));
    longest = MAX (longest, tg_echo_hex (secret, length, at, left));
  }
  for (guint i = 0; i < self->base64->len && is_base64 (*at); i++) {
    gsize run = run_at (self->base64->pdata[i], at, left);

    if (run > longest) {
      longest = run;
      *in_base64 = TRUE;
    }
  }
  return longest;
}

char *
tg_redactor_scrub (TgRedactor *self, const char *bytes, gssize length, gsize *new_length)
{
  g_return_val_if_fail (self != NULL && bytes != NULL, NULL);

  gsize n = length < 0 ? strlen (bytes) : (gsize)length;
  GString *out = g_string_sized_new (n);
  gsize kept = 0; /* out->len after the last replacement; never cut back beyond it */

  for (gsize i = 0; i < n;) {
    gboolean in_base64;
    gsize hit = secret_at (self, bytes + i, n - i, &in_base64);

    if (hit == 0) {
      g_string_append_c (out, bytes[i++]);
      continue;
    }
    i += hit;
    if (in_base64) {
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
