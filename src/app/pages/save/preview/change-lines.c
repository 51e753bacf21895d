/* change-lines.c: the entries that a change writes, told as the settings that a person knows.  Names
 * and codes as Thunderbird 153's prefs.js and Evolution 3.46's key files have them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/save/preview/change-lines.h"

#include <glib/gi18n.h>
#include <string.h>

/* @name: a pattern; @group: untranslated (nullable): the item's own title. */
typedef struct {
  const char *name;
  const char *group;
  const char *title;
  enum { PLAIN, PROTOCOL, SECURITY } kind;
} Row;

/* In the order in which they are shown. */
static const Row rows[] = {
  { "mail.server.*.type", N_ ("Receiving"), N_ ("Protocol"), PROTOCOL },
  { "mail.server.*.hostname", N_ ("Receiving"), N_ ("Server name"), PLAIN },
  { "mail.server.*.port", N_ ("Receiving"), N_ ("Port"), PLAIN },
  { "mail.server.*.socketType", N_ ("Receiving"), N_ ("Encryption"), SECURITY },
  { "mail.server.*.userName", N_ ("Receiving"), N_ ("User name"), PLAIN },
  { "mail.smtpserver.*.hostname", N_ ("Sending"), N_ ("Server name"), PLAIN },
  { "mail.smtpserver.*.port", N_ ("Sending"), N_ ("Port"), PLAIN },
  { "mail.smtpserver.*.try_ssl", N_ ("Sending"), N_ ("Encryption"), SECURITY },
  { "mail.smtpserver.*.username", N_ ("Sending"), N_ ("User name"), PLAIN },
  { "mail.identity.*.fullName", N_ ("Name and address"), N_ ("Sender name"), PLAIN },
  { "mail.identity.*.useremail", N_ ("Name and address"), N_ ("Mail address"), PLAIN },
  { "[Mail Account] BackendName", NULL, N_ ("Protocol"), PROTOCOL },
  { "[Authentication] Host", NULL, N_ ("Server name"), PLAIN },
  { "[Authentication] Port", NULL, N_ ("Port"), PLAIN },
  { "[Security] Method", NULL, N_ ("Encryption"), SECURITY },
  { "[Authentication] User", NULL, N_ ("User name"), PLAIN },
  { "[Mail Identity] Name", NULL, N_ ("Sender name"), PLAIN },
  { "[Mail Identity] Address", NULL, N_ ("Mail address"), PLAIN },
};

static const struct {
  const char *code;
  TgSecurity security;
} securities[] = {
  { "3", TG_SECURITY_TLS },      { "ssl-on-alternate-port", TG_SECURITY_TLS },
  { "2", TG_SECURITY_STARTTLS }, { "starttls-on-standard-port", TG_SECURITY_STARTTLS },
  { "0", TG_SECURITY_NONE },     { "none", TG_SECURITY_NONE },
};

static const struct {
  const char *code;
  TgProtocol protocol;
} protocols[] = {
  { "imap", TG_PROTOCOL_IMAP },
  { "imapx", TG_PROTOCOL_IMAP },
  { "pop3", TG_PROTOCOL_POP3 },
  { "pop", TG_PROTOCOL_POP3 },
};

static void
line_free (gpointer data)
{
  TgChangeLine *self = data;

  g_free (self->before);
  g_free (self->after);
  g_free (self);
}

/* "NAME = VALUE" or "[GROUP] NAME=VALUE": where the value begins; NULL for anything else. */
static const char *
find_value (const char *line, const char *name)
{
  const char *equals = strchr (line, '=');
  g_autofree char *own = equals != NULL ? g_strstrip (g_strndup (line, (gsize)(equals - line))) : NULL;

  return own != NULL && g_pattern_match_simple (name, own) ? equals + 1 : NULL;
}

/* A string in prefs.js stands in quotation marks, with backslashes. */
static char *
unquote (const char *value)
{
  g_autofree char *text = g_strstrip (g_strdup (value));
  gsize length = strlen (text);
  g_autofree char *inner = NULL;

  if (length < 2 || text[0] != '"' || text[length - 1] != '"')
    return g_steal_pointer (&text);

  inner = g_strndup (text + 1, length - 2);
  return g_strcompress (inner);
}

static char *
in_words (const char *value, const Row *row)
{
  g_autofree char *text = unquote (value);

  for (guint i = 0; row->kind == SECURITY && i < G_N_ELEMENTS (securities); i++)
    if (g_str_equal (text, securities[i].code))
      return g_strdup (tg_security_name (securities[i].security));
  for (guint i = 0; row->kind == PROTOCOL && i < G_N_ELEMENTS (protocols); i++)
    if (g_str_equal (text, protocols[i].code))
      return g_strdup (tg_protocol_name (protocols[i].protocol));

  return g_steal_pointer (&text);
}

/* The row's value among these lines. (transfer full) (nullable) */
static char *
look_up (char **lines, const Row *row)
{
  for (guint i = 0; lines != NULL && lines[i] != NULL; i++) {
    const char *value = find_value (lines[i], row->name);

    if (value != NULL)
      return in_words (value, row);
  }

  return NULL;
}

static void
read_item (GPtrArray *told, const TgChangeItem *item)
{
  g_auto (GStrv) before = item->before != NULL ? g_strsplit (item->before, "\n", -1) : NULL;
  g_auto (GStrv) after = item->after != NULL ? g_strsplit (item->after, "\n", -1) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *was = look_up (before, &rows[i]);
    g_autofree char *is = look_up (after, &rows[i]);
    TgChangeLine *line;

    if (was == NULL && is == NULL)
      continue;

    line = g_new0 (TgChangeLine, 1);
    line->group = rows[i].group != NULL ? _ (rows[i].group) : item->what;
    line->title = _ (rows[i].title);
    line->before = g_steal_pointer (&was);
    line->after = g_steal_pointer (&is);
    g_ptr_array_add (told, line);
  }
}

GPtrArray *
tg_change_lines_new (GPtrArray *items)
{
  GPtrArray *told = g_ptr_array_new_with_free_func (line_free);

  for (guint i = 0; items != NULL && i < items->len; i++)
    read_item (told, g_ptr_array_index (items, i));

  return told;
}
