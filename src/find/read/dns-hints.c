/* dns-hints.c: the names in an SPF record, and those of name servers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/read/dns-hints.h"

#include <string.h>

#include "find/read/settings.h"

#define VERSION "v=spf1"

/* What begins a term, and what kind of name follows. */
static const struct {
  const char *begin;
  gboolean is_server;
} terms[] = {
  { "a:", TRUE },
  { "mx:", TRUE },
  { "include:", FALSE },
  { "redirect=", FALSE },
};

static gboolean
is_spf (const char *record)
{
  gsize length = strlen (VERSION);

  return g_ascii_strncasecmp (record, VERSION, length) == 0 && (record[length] == '\0' || record[length] == ' ');
}

/* (transfer none) (nullable) */
static const char *
only_spf (const char *const *records)
{
  const char *found = NULL;

  for (; records != NULL && *records != NULL; records++) {
    if (!is_spf (*records))
      continue;
    if (found != NULL)
      return NULL;
    found = *records;
  }
  return found;
}

static void
add_name (GPtrArray *names, const char *text)
{
  g_autofree char *name = tg_settings_host (text);

  if (name != NULL && !g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
    g_ptr_array_add (names, g_steal_pointer (&name));
}

static void
read_term (const char *term, GPtrArray *servers, GPtrArray *includes)
{
  if (*term == '+')
    term++;
  for (guint i = 0; i < G_N_ELEMENTS (terms); i++)
    if (g_ascii_strncasecmp (term, terms[i].begin, strlen (terms[i].begin)) == 0) {
      const char *name = term + strlen (terms[i].begin);
      /* "/24" is how many neighbours of its address may send, too. */
      g_autofree char *without_length = g_strndup (name, strcspn (name, "/"));

      if (strchr (name, '%') == NULL)
        add_name (terms[i].is_server ? servers : includes, without_length);
    }
}

TgSpfHints *
tg_spf_hints_read (const char *const *records)
{
  TgSpfHints *self = g_new0 (TgSpfHints, 1);
  GPtrArray *servers = g_ptr_array_new (), *includes = g_ptr_array_new ();
  const char *record = only_spf (records);
  g_auto (GStrv) words = record != NULL ? g_strsplit (record, " ", TG_SPF_TERMS_MAX) : NULL;

  for (guint i = 1; words != NULL && words[0] != NULL && words[i] != NULL; i++)
    read_term (words[i], servers, includes);
  g_ptr_array_add (servers, NULL);
  g_ptr_array_add (includes, NULL);
  self->servers = (char **)g_ptr_array_free (servers, FALSE);
  self->includes = (char **)g_ptr_array_free (includes, FALSE);
  return self;
}

void
tg_spf_hints_free (TgSpfHints *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->servers);
  g_strfreev (self->includes);
  g_free (self);
}

char **
tg_name_servers_read (const char *const *names)
{
  GPtrArray *found = g_ptr_array_new ();

  for (; names != NULL && *names != NULL && found->len < TG_NAME_SERVERS_MAX; names++)
    add_name (found, *names);
  g_ptr_array_add (found, NULL);
  return (char **)g_ptr_array_free (found, FALSE);
}
