/* local-programs.c: reads data/local-programs from the program's resources, once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/local-programs.h"

#include "find/table.h"

#include "tegami-config.h"
#include <glib/gi18n-lib.h>

static gpointer
read_program (GKeyFile *file, const char *group)
{
  TgLocalProgram *self = g_new0 (TgLocalProgram, 1);

  self->name = g_strdup (group);
  self->ports = g_key_file_get_integer_list (file, group, "Ports", &self->n_ports, NULL);
  self->says = g_key_file_get_string_list (file, group, "Says", NULL, NULL);
  self->own_password = g_key_file_get_boolean (file, group, "OwnPassword", NULL);
  return self;
}

static const GPtrArray *
programs (void)
{
  static gsize ready = 0;
  static GPtrArray *table;

  if (g_once_init_enter (&ready)) {
    table = tg_table_read ("local-programs", read_program);
    g_once_init_leave (&ready, 1);
  }
  return table;
}

const TgLocalProgram *
tg_local_programs_find (const char *words)
{
  const GPtrArray *table = programs ();
  g_autofree char *folded = g_utf8_casefold (words, -1);

  for (guint i = 0; i < table->len; i++) {
    const TgLocalProgram *self = table->pdata[i];

    for (guint k = 0; self->says != NULL && self->says[k] != NULL; k++) {
      g_autofree char *word = g_utf8_casefold (self->says[k], -1);

      if (g_strstr_len (folded, -1, word) != NULL)
        return self;
    }
  }
  return NULL;
}

static gboolean
listens_at (const TgLocalProgram *self, guint16 port)
{
  for (gsize i = 0; i < self->n_ports; i++)
    if (self->ports[i] == port)
      return TRUE;
  return FALSE;
}

char *
tg_local_programs_at (guint16 port)
{
  const GPtrArray *table = programs ();
  char *names = NULL;

  for (guint i = 0; i < table->len; i++) {
    const TgLocalProgram *self = table->pdata[i];
    g_autofree char *before = names;

    if (!listens_at (self, port)) {
      names = g_steal_pointer (&before);
      continue;
    }
    /* TRANSLATORS: two programs, or a list of them and one more: "DavMail or hydroxide". */
    names = before == NULL ? g_strdup (self->name) : g_strdup_printf (_ ("%s or %s"), before, self->name);
  }
  return names;
}
