/* spans.c: one walk over the text, by the grammar.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/thunderbird/logins/spans.h"

#include <string.h>

#include "files/json.h"

/* JavaScript's numbers are exact up to here (2^53 - 1). */
#define EXACT_MAX G_GINT64_CONSTANT (9007199254740991)

/* @at moves on; never behind @end. */
typedef struct {
  const char *text;
  gsize at, end;
} Walk;

static gboolean skip_value (Walk *self, guint depth);

static int
peek (const Walk *self)
{
  return self->at < self->end ? (guchar)self->text[self->at] : -1;
}

static gboolean
take (Walk *self, char c)
{
  if (peek (self) != c)
    return FALSE;
  self->at++;
  return TRUE;
}

static void
skip_space (Walk *self)
{
  while (self->at < self->end && strchr (" \t\r\n", self->text[self->at]) != NULL && self->text[self->at] != '\0')
    self->at++;
}

static gboolean
skip_escape (Walk *self)
{
  int c = peek (self);

  self->at++;
  if (c != 'u')
    return c > 0 && strchr ("\"\\/bfnrt", c) != NULL;
  for (guint i = 0; i < 4; i++, self->at++)
    if (peek (self) < 0 || !g_ascii_isxdigit ((char)peek (self)))
      return FALSE;
  return TRUE;
}

static gboolean
skip_string (Walk *self)
{
  if (!take (self, '"'))
    return FALSE;
  for (;;) {
    int c = peek (self);

    if (c < ' ') /* the end, too */
      return FALSE;
    self->at++;
    if (c == '"')
      return TRUE;
    if (c == '\\' && !skip_escape (self))
      return FALSE;
  }
}

static gboolean
skip_digits (Walk *self)
{
  gsize begin = self->at;

  while (peek (self) >= '0' && peek (self) <= '9')
    self->at++;
  return self->at > begin;
}

static gboolean
skip_number (Walk *self)
{
  take (self, '-');
  if (!take (self, '0') && !skip_digits (self))
    return FALSE;
  if (take (self, '.') && !skip_digits (self))
    return FALSE;
  if (!take (self, 'e') && !take (self, 'E'))
    return TRUE;
  if (!take (self, '+'))
    take (self, '-');
  return skip_digits (self);
}

static gboolean
skip_word (Walk *self)
{
  static const char *const words[] = { "true", "false", "null" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (self->end - self->at >= strlen (words[i]) && strncmp (self->text + self->at, words[i], strlen (words[i])) == 0) {
      self->at += strlen (words[i]);
      return TRUE;
    }
  return FALSE;
}

/* What stands between brackets: @each is called at the begin of every part. */
static gboolean
walk_parts (Walk *self, char opening, char closing, gboolean (*each) (Walk *self, guint depth, gpointer data), guint depth, gpointer data)
{
  if (!take (self, opening))
    return FALSE;
  skip_space (self);
  if (take (self, closing))
    return TRUE;
  do {
    skip_space (self);
    if (!each (self, depth, data))
      return FALSE;
    skip_space (self);
  } while (take (self, ','));
  return take (self, closing);
}

/* @data: (nullable): GArray of TgSpanMember */
static gboolean
walk_member (Walk *self, guint depth, gpointer data)
{
  TgSpanMember member;

  member.name.begin = self->at + 1;
  if (!skip_string (self))
    return FALSE;
  member.name.end = self->at - 1;
  skip_space (self);
  if (!take (self, ':'))
    return FALSE;
  skip_space (self);
  member.value.begin = self->at;
  if (!skip_value (self, depth))
    return FALSE;
  member.value.end = self->at;
  if (data != NULL)
    g_array_append_val ((GArray *)data, member);
  return TRUE;
}

/* @data: (nullable): GArray of TgSpan */
static gboolean
walk_element (Walk *self, guint depth, gpointer data)
{
  TgSpan element = { self->at, self->at };

  if (!skip_value (self, depth))
    return FALSE;
  element.end = self->at;
  if (data != NULL)
    g_array_append_val ((GArray *)data, element);
  return TRUE;
}

/* @depth: how many levels may still begin */
static gboolean
skip_value (Walk *self, guint depth)
{
  switch (peek (self)) {
  case '"':
    return skip_string (self);
  case '{':
    return depth > 0 && walk_parts (self, '{', '}', walk_member, depth - 1, NULL);
  case '[':
    return depth > 0 && walk_parts (self, '[', ']', walk_element, depth - 1, NULL);
  case 't':
  case 'f':
  case 'n':
    return skip_word (self);
  default:
    return skip_number (self);
  }
}

gboolean
tg_span_of_text (const char *text, gsize length, TgSpan *whole)
{
  Walk walk = { text, 0, length };

  if (!g_utf8_validate (text, (gssize)length, NULL))
    return FALSE;
  skip_space (&walk);
  whole->begin = walk.at;
  if (!skip_value (&walk, TG_JSON_DEPTH_MAX))
    return FALSE;
  whole->end = walk.at;
  skip_space (&walk);
  return walk.at == length;
}

static gboolean
is_named (const char *text, const TgSpanMember *member, const char *name, gsize length)
{
  return member->name.end - member->name.begin == length && memcmp (text + member->name.begin, name, length) == 0;
}

static gboolean
is_plain (const char *text, GArray *members)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean plain = TRUE;

  for (guint i = 0; plain && i < members->len; i++) {
    const TgSpanMember *member = &g_array_index (members, TgSpanMember, i);
    char *name = g_strndup (text + member->name.begin, member->name.end - member->name.begin);

    plain = strchr (name, '\\') == NULL;
    plain = g_hash_table_add (names, name) && plain;
  }
  return plain;
}

GArray *
tg_span_members (const char *text, TgSpan span)
{
  g_autoptr (GArray) members = g_array_new (FALSE, FALSE, sizeof (TgSpanMember));
  Walk walk = { text, span.begin, span.end };

  return walk_parts (&walk, '{', '}', walk_member, TG_JSON_DEPTH_MAX, members) && is_plain (text, members) ? g_steal_pointer (&members)
                                                                                                           : NULL;
}

GArray *
tg_span_elements (const char *text, TgSpan span)
{
  g_autoptr (GArray) elements = g_array_new (FALSE, FALSE, sizeof (TgSpan));
  Walk walk = { text, span.begin, span.end };

  return walk_parts (&walk, '[', ']', walk_element, TG_JSON_DEPTH_MAX, elements) ? g_steal_pointer (&elements) : NULL;
}

gboolean
tg_span_find (const char *text, GArray *members, const char *name, TgSpan *value)
{
  for (guint i = 0; i < members->len; i++) {
    const TgSpanMember *member = &g_array_index (members, TgSpanMember, i);

    if (is_named (text, member, name, strlen (name))) {
      *value = member->value;
      return TRUE;
    }
  }
  return FALSE;
}

gint64
tg_span_number (const char *text, TgSpan span, gint64 fallback)
{
  g_autofree char *digits = g_strndup (text + span.begin, span.end - span.begin);
  gint64 number = g_ascii_strtoll (digits, NULL, 10);

  return strspn (digits, "0123456789") == strlen (digits) && number <= EXACT_MAX ? number : fallback;
}
