/* ini.c: profiles.ini as a list of lines; what is not edited comes out byte for byte.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/thunderbird/profiles/ini.h"

#include <string.h>

struct _TgIni {
  GPtrArray *lines; /* of char*, each with its line end */
};

TgIni *
tg_ini_parse (GBytes *bytes)
{
  TgIni *self = g_new0 (TgIni, 1);
  gsize length = 0;
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;
  const char *at = data, *end = data + length;

  self->lines = g_ptr_array_new_with_free_func (g_free);
  while (at < end) {
    const char *newline = memchr (at, '\n', (gsize)(end - at));
    const char *next = newline != NULL ? newline + 1 : end;

    g_ptr_array_add (self->lines, g_strndup (at, (gsize)(next - at)));
    at = next;
  }
  return self;
}

void
tg_ini_free (TgIni *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->lines);
  g_free (self);
}

GBytes *
tg_ini_to_bytes (TgIni *self)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < self->lines->len; i++)
    g_string_append (out, self->lines->pdata[i]);
  return g_string_free_to_bytes (out);
}

/* The name between the brackets, or NULL. (transfer full) */
static char *
section_of (const char *line)
{
  gsize bom = g_str_has_prefix (line, "\xef\xbb\xbf") ? 3 : 0;
  g_autofree char *trimmed = g_strstrip (g_strdup (line + bom));
  gsize length = strlen (trimmed);

  return length > 2 && trimmed[0] == '[' && trimmed[length - 1] == ']' ? g_strndup (trimmed + 1, length - 2) : NULL;
}

/* The index of the section's own line, or the number of lines. */
static guint
find_section (TgIni *self, const char *section)
{
  for (guint i = 0; i < self->lines->len; i++) {
    g_autofree char *name = section_of (self->lines->pdata[i]);

    if (g_strcmp0 (name, section) == 0)
      return i;
  }
  return self->lines->len;
}

static guint
section_end (TgIni *self, guint start)
{
  for (guint i = start + 1; i < self->lines->len; i++) {
    g_autofree char *name = section_of (self->lines->pdata[i]);

    if (name != NULL)
      return i;
  }
  return self->lines->len;
}

gboolean
tg_ini_has_section (TgIni *self, const char *section)
{
  return find_section (self, section) < self->lines->len;
}

GPtrArray *
tg_ini_sections (TgIni *self, const char *prefix)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->lines->len; i++) {
    g_autofree char *name = section_of (self->lines->pdata[i]);

    if (name != NULL && g_str_has_prefix (name, prefix))
      g_ptr_array_add (names, g_steal_pointer (&name));
  }
  return names;
}

/* The index of the key's line, or the number of lines. */
static guint
find_key (TgIni *self, const char *section, const char *key)
{
  guint start = find_section (self, section);
  guint end = start < self->lines->len ? section_end (self, start) : start;

  for (guint i = start + 1; i < end; i++) {
    const char *line = self->lines->pdata[i];
    const char *equals = strchr (line, '=');

    if (equals != NULL && (gsize)(equals - line) == strlen (key) && strncmp (line, key, strlen (key)) == 0)
      return i;
  }
  return self->lines->len;
}

char *
tg_ini_get (TgIni *self, const char *section, const char *key)
{
  guint at = find_key (self, section, key);

  return at < self->lines->len ? g_strdelimit (g_strdup (strchr (self->lines->pdata[at], '=') + 1), "\r\n", '\0') : NULL;
}

/* Line ends become spaces, so that no value can begin a line of its own. */
static char *
key_line (const char *key, const char *value)
{
  g_autofree char *flat = g_strdelimit (g_strdup (value), "\r\n", ' ');

  return g_strdup_printf ("%s=%s\n", key, flat);
}

void
tg_ini_set (TgIni *self, const char *section, const char *key, const char *value)
{
  guint at = find_key (self, section, key);

  if (at < self->lines->len) {
    g_free (self->lines->pdata[at]);
    self->lines->pdata[at] = key_line (key, value);
  } else if (tg_ini_has_section (self, section))
    g_ptr_array_insert (self->lines, (int)find_section (self, section) + 1, key_line (key, value));
}

void
tg_ini_add_section (TgIni *self, const char *section, ...)
{
  const char *key;
  va_list keys;

  if (self->lines->len > 0) {
    const char *last = self->lines->pdata[self->lines->len - 1];

    if (!g_str_has_suffix (last, "\n"))
      g_ptr_array_add (self->lines, g_strdup ("\n\n"));
    else if (strspn (last, " \r\n") != strlen (last))
      g_ptr_array_add (self->lines, g_strdup ("\n"));
  }
  g_ptr_array_add (self->lines, g_strdup_printf ("[%s]\n", section));
  va_start (keys, section);
  while ((key = va_arg (keys, const char *)) != NULL)
    g_ptr_array_add (self->lines, key_line (key, va_arg (keys, const char *)));
  va_end (keys);
}

void
tg_ini_remove_section (TgIni *self, const char *section)
{
  guint start = find_section (self, section);
  guint end;

  if (start == self->lines->len)
    return;
  end = section_end (self, start);
  /* The last section takes the empty lines in front of it along. */
  while (end == self->lines->len && start > 0 && strspn (self->lines->pdata[start - 1], " \r\n") == strlen (self->lines->pdata[start - 1]))
    start--;
  g_ptr_array_remove_range (self->lines, start, end - start);
}

void
tg_ini_rename_section (TgIni *self, const char *section, const char *name)
{
  guint at = find_section (self, section);

  if (at == self->lines->len)
    return;
  g_free (self->lines->pdata[at]);
  self->lines->pdata[at] = g_strdup_printf ("[%s]\n", name);
}
