/* denial.c: the members of one flat object of JSON (RFC 8259).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "proto/sasl/denial.h"

#include <string.h>

typedef struct {
  const char *at;
  const char *end;
} Json;

/* What is there, or NUL where nothing is any more. */
static char
peek (Json *self)
{
  while (self->at < self->end && strchr (" \t\r\n", *self->at) != NULL && *self->at != '\0')
    self->at++;
  return self->at < self->end ? *self->at : '\0';
}

static gboolean
take (Json *self, char wanted)
{
  if (peek (self) != wanted || self->at == self->end)
    return FALSE;
  self->at++;
  return TRUE;
}

static gboolean
take_hex (Json *self, gunichar *value)
{
  *value = 0;
  if (self->end - self->at < 4)
    return FALSE;
  for (guint i = 0; i < 4; i++, self->at++) {
    int digit = g_ascii_xdigit_value (*self->at);

    if (digit < 0)
      return FALSE;
    *value = *value * 16 + (gunichar)digit;
  }
  return TRUE;
}

/* Behind "\u".  A lone surrogate, or NUL, is no character that a text may have. */
static gboolean
take_code (Json *self, GString *text)
{
  gunichar value, low;

  if (!take_hex (self, &value))
    return FALSE;
  if (value >= 0xd800 && value < 0xdc00 && self->end - self->at >= 6 && self->at[0] == '\\' && self->at[1] == 'u') {
    self->at += 2;
    if (!take_hex (self, &low))
      return FALSE;
    value = low >= 0xdc00 && low < 0xe000 ? 0x10000 + ((value - 0xd800) << 10) + (low - 0xdc00) : 0xfffd;
  }
  g_string_append_unichar (text, value == 0 || (value >= 0xd800 && value < 0xe000) ? 0xfffd : value);
  return TRUE;
}

static gboolean
take_escape (Json *self, GString *text)
{
  static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
  const char *letter = self->at < self->end && *self->at != '\0' ? strchr (letters, *self->at) : NULL;

  if (letter == NULL && (self->at == self->end || *self->at != 'u'))
    return FALSE;
  self->at++;
  if (letter == NULL)
    return take_code (self, text);
  g_string_append_c (text, meanings[letter - letters]);
  return TRUE;
}

/* NULL if it is no text, or does not end. (transfer full) (nullable) */
static char *
take_text (Json *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (!take (self, '"'))
    return NULL;
  while (self->at < self->end) {
    char c = *self->at++;

    if (c == '"')
      return g_string_free (g_steal_pointer (&text), FALSE);
    if (c == '\0' || (c == '\\' && !take_escape (self, text)))
      return NULL;
    if (c != '\\')
      g_string_append_c (text, c);
  }
  return NULL;
}

/* An object or a list, with everything in it. */
static gboolean
skip_nested (Json *self)
{
  guint depth = 0;

  do {
    char c = peek (self);

    if (c == '"') {
      g_autofree char *text = take_text (self);

      if (text == NULL)
        return FALSE;
      continue;
    }
    if (c == '\0')
      return FALSE;
    depth += c == '{' || c == '[';
    depth -= c == '}' || c == ']';
    self->at++;
  } while (depth > 0);
  return TRUE;
}

/* @value: (out) (nullable): NULL for what is neither a text nor a number */
static gboolean
take_value (Json *self, char **value)
{
  const char *from;

  *value = NULL;
  switch (peek (self)) {
  case '"':
    *value = take_text (self);
    return *value != NULL;
  case '{':
  case '[':
    return skip_nested (self);
  default:
    for (from = self->at; self->at < self->end && (g_ascii_isalnum (*self->at) || (*self->at != '\0' && strchr ("+-.", *self->at)));)
      self->at++;
    if (self->at > from && (*from == '-' || g_ascii_isdigit (*from)))
      *value = g_strndup (from, (gsize)(self->at - from));
    return self->at > from;
  }
}

/* Of a member that comes twice, the first counts. */
static void
keep (TgTokenDenial *self, const char *name, char **value)
{
  const struct {
    const char *name;
    char **field;
  } members[] = {
    { "status", &self->status },
    { "scope", &self->scope },
    { "openid-configuration", &self->configuration },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    if (strcmp (members[i].name, name) == 0 && *members[i].field == NULL)
      *members[i].field = g_steal_pointer (value);
}

static gboolean
take_member (Json *self, TgTokenDenial *denial)
{
  g_autofree char *name = take_text (self);
  g_autofree char *value = NULL;

  if (name == NULL || !take (self, ':') || !take_value (self, &value))
    return FALSE;
  keep (denial, name, &value);
  return TRUE;
}

TgTokenDenial *
tg_token_denial_read (const char *json, gsize length)
{
  TgTokenDenial *self = g_new0 (TgTokenDenial, 1);
  Json rest = { json, json + length };

  if (take (&rest, '{'))
    while (take_member (&rest, self) && take (&rest, ','))
      ;
  return self;
}

void
tg_token_denial_free (TgTokenDenial *self)
{
  if (self == NULL)
    return;
  g_free (self->status);
  g_free (self->scope);
  g_free (self->configuration);
  g_free (self);
}
