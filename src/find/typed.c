/* typed.c: cleans addresses, user names, server names and ports.  Full-width forms are mapped by
 * Unicode's compatibility mapping (NFKC, UAX 15), one character at a time, so that other scripts
 * stay as they are.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/typed.h"

#include <string.h>

#include "find/names/look-alikes.h"

#define TEXT_MAX 1024 /* characters; no name is longer */

/* Full stops from Japanese input methods, which NFKC leaves alone or turns into ideographic ones. */
static gboolean
is_wide_dot (gunichar c)
{
  return c == 0x3002 || c == 0xff0e || c == 0xff61;
}

static gboolean
is_hidden (gunichar c)
{
  return g_unichar_iszerowidth (c) || g_unichar_type (c) == G_UNICODE_FORMAT || g_unichar_iscntrl (c);
}

/* The plain form of a full-width or otherwise decorated ASCII character; NULL for any other. */
static char *
half_width (gunichar c)
{
  char utf8[7] = { 0 };
  char *half;

  if (c < 0x80)
    return NULL;
  if (is_wide_dot (c))
    return g_strdup (".");
  g_unichar_to_utf8 (c, utf8);
  half = g_utf8_normalize (utf8, -1, G_NORMALIZE_NFKC);
  if (half != NULL && *half != '\0' && g_str_is_ascii (half) && *half != ' ')
    return half;
  g_free (half);
  return NULL;
}

/* Valid UTF-8 of sane length, half-width, with nothing hidden; line ends and all kinds of spaces
 * become " ". */
static char *
fold (const char *text, guint *slips)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (GString) folded = g_string_new (NULL);
  guint n = 0;

  for (const char *p = valid; *p != '\0' && n < TEXT_MAX; p = g_utf8_next_char (p), n++) {
    gunichar c = g_utf8_get_char (p);
    g_autofree char *half = half_width (c);

    if (g_unichar_isspace (c)) {
      g_string_append_c (folded, ' ');
      *slips |= c == 0x3000 ? TG_SLIP_FULLWIDTH | TG_SLIP_SPACES : 0;
    } else if (is_hidden (c)) {
      *slips |= TG_SLIP_HIDDEN;
    } else if (half != NULL) {
      g_string_append (folded, half);
      *slips |= TG_SLIP_FULLWIDTH;
    } else {
      g_string_append_unichar (folded, c);
    }
  }
  return g_string_free (g_steal_pointer (&folded), FALSE);
}

static void
strip_ends (char *text, guint *slips)
{
  gsize before = strlen (text);

  g_strstrip (text);
  *slips |= strlen (text) != before ? TG_SLIP_SPACES : 0;
}

static void
drop_all (char *text, char unwanted, TgSlip slip, guint *slips)
{
  char *to = text;

  for (const char *from = text; *from != '\0'; from++)
    if (*from == unwanted)
      *slips |= slip;
    else
      *to++ = *from;
  *to = '\0';
}

static void
drop_front (char *text, gsize length)
{
  memmove (text, text + length, strlen (text + length) + 1);
}

/* Signs that come along when a name is copied from a sentence or a mail header. */
static void
unwrap (char *text, guint *slips)
{
  static const struct {
    const char *open, *close;
  } pairs[] = { { "<", ">" }, { "\"", "\"" }, { "'", "'" }, { "(", ")" }, { "「", "」" }, { "『", "』" }, { "“", "”" }, { "【", "】" } };
  gboolean again = TRUE;

  while (again) {
    again = FALSE;
    if (g_ascii_strncasecmp (text, "mailto:", 7) == 0) {
      drop_front (text, 7);
      *slips |= TG_SLIP_WRAPPED;
      again = TRUE;
    }
    for (guint i = 0; i < G_N_ELEMENTS (pairs); i++) {
      gsize open = strlen (pairs[i].open), close = strlen (pairs[i].close), length = strlen (text);

      if (length > open + close && g_str_has_prefix (text, pairs[i].open) && g_str_has_suffix (text, pairs[i].close)) {
        text[length - close] = '\0';
        drop_front (text, open);
        g_strstrip (text);
        *slips |= TG_SLIP_WRAPPED;
        again = TRUE;
      }
    }
  }
}

/* "Taro <taro@example.jp>", as mail headers write it: keeps what is in the brackets. */
static void
keep_bracketed (char *text, guint *slips)
{
  char *open = strrchr (text, '<');
  char *close = open != NULL ? strchr (open, '>') : NULL;

  if (close == NULL || close[1] != '\0' || memchr (open, '@', (gsize)(close - open)) == NULL)
    return;
  *close = '\0';
  drop_front (text, (gsize)(open - text) + 1);
  *slips |= TG_SLIP_WRAPPED;
}

/* A comma or a second dot where one dot belongs; dots at the end. */
static void
mend_dots (char *text, guint *slips)
{
  char *to = text;
  gsize length;

  for (const char *from = text; *from != '\0'; from++) {
    char c = *from == ',' ? '.' : *from;

    *slips |= *from == ',' ? TG_SLIP_DOT : 0;
    if (c == '.' && to > text && to[-1] == '.' && from[1] != '\0')
      *slips |= TG_SLIP_DOT;
    else
      *to++ = c;
  }
  *to = '\0';
  for (length = strlen (text); length > 1 && text[length - 1] == '.'; length--) {
    text[length - 1] = '\0';
    *slips |= TG_SLIP_END_DOT;
  }
}

static char *
mend_dashes (const char *text, guint *slips)
{
  char *mended = tg_look_alike_hyphens (text);

  *slips |= strcmp (mended, text) != 0 ? TG_SLIP_DASH : 0;
  return mended;
}

static void
tell (guint seen, guint *slips)
{
  if (slips != NULL)
    *slips = seen;
}

char *
tg_typed_address (const char *text, guint *slips)
{
  guint seen = 0;
  g_autofree char *folded = fold (text, &seen);
  g_autofree char *mended = NULL;
  char *at;

  strip_ends (folded, &seen);
  keep_bracketed (folded, &seen);
  unwrap (folded, &seen);
  drop_all (folded, ' ', TG_SLIP_SPACES, &seen);
  /* A host name follows the @; before it, any number of dots is allowed. */
  at = strrchr (folded, '@');
  if (at != NULL)
    mend_dots (at + 1, &seen);
  mended = mend_dashes (folded, &seen);
  tell (seen, slips);
  return g_steal_pointer (&mended);
}

char *
tg_typed_user (const char *text, guint *slips)
{
  guint seen = 0;
  g_autofree char *folded = fold (text, &seen);

  strip_ends (folded, &seen);
  if (strchr (folded, '@') != NULL) {
    keep_bracketed (folded, &seen);
    unwrap (folded, &seen);
  }
  tell (seen, slips);
  return g_steal_pointer (&folded);
}

/* Two names on one line are not one name with a space in it. */
static gboolean
holds_two_names (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  guint names = 0;

  for (guint i = 0; words[i] != NULL; i++) {
    const char *dot = strchr (words[i], '.');

    names += dot != NULL && dot != words[i] && dot[1] != '\0';
  }
  return names > 1;
}

/* Drops what surrounds the name in a link. */
static void
keep_host_of_link (char *text, guint *slips)
{
  char *scheme = strstr (text, "://");
  char *end;

  if (scheme != NULL) {
    drop_front (text, (gsize)(scheme - text) + 3);
    *slips |= TG_SLIP_LINK;
  } else if (g_str_has_prefix (text, "//")) {
    drop_front (text, 2);
    *slips |= TG_SLIP_LINK;
  }
  end = strpbrk (text, "/?#");
  if (end != NULL) {
    *end = '\0';
    *slips |= TG_SLIP_LINK;
  }
}

static void
take_port (char *text, guint *slips, guint *port)
{
  char *colon = strrchr (text, ':');
  guint64 number;

  if (colon == NULL || strchr (text, ':') != colon || !g_ascii_string_to_unsigned (colon + 1, 10, 1, G_MAXUINT16, &number, NULL))
    return;
  *colon = '\0';
  *slips |= TG_SLIP_PORT;
  if (port != NULL)
    *port = (guint)number;
}

char *
tg_typed_host (const char *text, guint *slips, guint *port)
{
  guint seen = 0;
  g_autofree char *folded = fold (text, &seen);
  g_autofree char *mended = NULL;
  char *at;

  strip_ends (folded, &seen);
  unwrap (folded, &seen);
  if (holds_two_names (folded)) {
    tell (0, slips);
    return g_strdup (text);
  }
  drop_all (folded, ' ', TG_SLIP_SPACES, &seen);
  keep_host_of_link (folded, &seen);
  at = strrchr (folded, '@');
  if (at != NULL) {
    drop_front (folded, (gsize)(at - folded) + 1);
    seen |= TG_SLIP_ADDRESS;
  }
  take_port (folded, &seen, port);
  mend_dots (folded, &seen);
  mended = mend_dashes (folded, &seen);
  tell (seen, slips);
  return g_steal_pointer (&mended);
}

gboolean
tg_typed_port (const char *text, guint *slips, guint *port)
{
  guint seen = 0;
  g_autofree char *folded = fold (text, &seen);
  guint64 number;

  strip_ends (folded, &seen);
  tell (seen, slips);
  if (!g_ascii_string_to_unsigned (folded, 10, 1, G_MAXUINT16, &number, NULL))
    return FALSE;
  *port = (guint)number;
  return TRUE;
}

TgCleaning *
tg_cleaning_new (TgTypedField field, guint slips, const char *before, const char *after)
{
  TgCleaning *self;

  if (slips == 0)
    return NULL;
  self = g_new0 (TgCleaning, 1);
  self->field = field;
  self->slips = slips;
  self->before = g_strdup (before);
  self->after = g_strdup (after);
  return self;
}

void
tg_cleaning_free (TgCleaning *self)
{
  if (self == NULL)
    return;
  g_free (self->before);
  g_free (self->after);
  g_free (self);
}

static void
typed_clear (gpointer data)
{
  TgTyped *self = data;

  g_ptr_array_unref (self->cleanings);
  g_array_unref (self->password);
  g_array_unref (self->send_password);
}

/* Nobody types a token. */
static GArray *
slips_of_secret (TgSecret *secret)
{
  gsize length = 0;
  const char *bytes = secret != NULL && !tg_secret_is_token (secret) ? tg_secret_peek (secret, &length) : "";

  return tg_typed_password_slips (bytes, length);
}

TgTyped *
tg_typed_new (GPtrArray *cleanings, TgSecret *password, TgSecret *send_password)
{
  TgTyped *self = g_atomic_rc_box_new0 (TgTyped);

  self->cleanings = cleanings != NULL ? g_ptr_array_ref (cleanings) : g_ptr_array_new ();
  self->password = slips_of_secret (password);
  self->send_password = slips_of_secret (send_password);
  self->own_send_password =
      password != NULL && send_password != NULL && !tg_secret_is_token (send_password) && !tg_secret_equal (password, send_password);
  return self;
}

TgTyped *
tg_typed_ref (TgTyped *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
tg_typed_unref (TgTyped *self)
{
  g_atomic_rc_box_release_full (self, typed_clear);
}

static void
add_slip (GArray *slips, TgSlip slip, guint position)
{
  const TgPasswordSlip found = { slip, position };

  g_array_append_val (slips, found);
}

GArray *
tg_typed_password_slips (const char *password, gsize length)
{
  GArray *slips = g_array_new (FALSE, FALSE, sizeof (TgPasswordSlip));
  guint capitals = 0, small = 0, position = 0;
  const char *end = password + length;

  /* Makes no copy of the password, not even a valid one; if it is not UTF-8, it is left alone. */
  if (!g_utf8_validate_len (password, length, NULL))
    return slips;
  for (const char *p = password; p < end; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    gboolean at_an_end = p == password || g_utf8_next_char (p) >= end;

    position++;
    capitals += c >= 'A' && c <= 'Z';
    small += c >= 'a' && c <= 'z';
    if (c == 0x3000 || is_wide_dot (c) || (c >= 0xff01 && c <= 0xff5e))
      add_slip (slips, TG_SLIP_FULLWIDTH, position);
    else if (g_unichar_isspace (c) && at_an_end)
      add_slip (slips, TG_SLIP_SPACES, position);
    else if (!g_unichar_isspace (c) && is_hidden (c))
      add_slip (slips, TG_SLIP_HIDDEN, position);
  }
  if (capitals >= 3 && small == 0)
    add_slip (slips, TG_SLIP_CAPITALS, 0);
  return slips;
}
