/* autostart.c: the entry of the start-up check: written atomically, through GKeyFile, and never
 * through a link.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "exceptions/autostart.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "exceptions/work.h"
#include "files/file.h"
#include "record/exceptions.h"
#include "tegami-config.h"

#define FILE_NAME TG_APP_ID ".Exceptions.desktop"

char *
tg_autostart_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "autostart", FILE_NAME, NULL);
}

/* As the Desktop Entry Specification quotes an argument of Exec: in double quotes, with a backslash
 * before those four.  GKeyFile then escapes the backslashes once more, as for every string. */
static void
append_argument (GString *exec, const char *argument)
{
  gboolean quoted = strpbrk (argument, " \t\"'\\><~|&;$*?#()`") != NULL;

  if (quoted)
    g_string_append_c (exec, '"');
  for (const char *c = argument; *c != '\0'; c++) {
    if (strchr ("\"`$\\", *c) != NULL)
      g_string_append_c (exec, '\\');
    g_string_append_c (exec, *c);
  }
  if (quoted)
    g_string_append_c (exec, '"');
}

char *
tg_autostart_entry (const char *program)
{
  g_autoptr (GKeyFile) entry = g_key_file_new ();
  g_autoptr (GString) exec = g_string_new (NULL);

  append_argument (exec, program);
  g_string_append (exec, " --" TG_AUTOSTART_OPTION);
  g_key_file_set_string (entry, G_KEY_FILE_DESKTOP_GROUP, "Type", "Application");
  g_key_file_set_string (entry, G_KEY_FILE_DESKTOP_GROUP, "Name", _ ("Mail Setup (Tegami)"));
  g_key_file_set_string (entry, G_KEY_FILE_DESKTOP_GROUP, "Comment", _ ("Ends security exceptions on their date"));
  g_key_file_set_string (entry, G_KEY_FILE_DESKTOP_GROUP, "Icon", TG_APP_ID);
  /* Where the program was removed, the desktop passes over the entry. */
  g_key_file_set_string (entry, G_KEY_FILE_DESKTOP_GROUP, "TryExec", program);
  g_key_file_set_string (entry, G_KEY_FILE_DESKTOP_GROUP, "Exec", exec->str);
  g_key_file_set_boolean (entry, G_KEY_FILE_DESKTOP_GROUP, "Terminal", FALSE);
  g_key_file_set_boolean (entry, G_KEY_FILE_DESKTOP_GROUP, "StartupNotify", FALSE);
  return g_key_file_to_data (entry, NULL, NULL);
}

/* The specification has no sign for a program's own percent sign that every desktop would read. */
static gboolean
fits_into_an_entry (const char *path)
{
  if (!g_utf8_validate (path, -1, NULL))
    return FALSE;
  for (const char *c = path; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c) || *c == '%')
      return FALSE;
  return TRUE;
}

/* The wizard itself, or the one beside tegamictl; else whatever `tegami` the desktop finds. */
static char *
find_program (void)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = self != NULL ? g_path_get_dirname (self) : NULL;
  g_autofree char *program = folder != NULL ? g_build_filename (folder, "tegami", NULL) : NULL;

  if (program != NULL && g_file_test (program, G_FILE_TEST_IS_EXECUTABLE) && fits_into_an_entry (program))
    return g_steal_pointer (&program);
  return g_strdup ("tegami");
}

gboolean
tg_autostart_is_on (void)
{
  g_autofree char *path = tg_autostart_path ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GKeyFile) entry = g_key_file_new ();
  g_autoptr (GError) enabled_missing = NULL;
  gboolean enabled;

  if (!tg_file_read (path, TG_FILE_MAX, &bytes, NULL) || bytes == NULL ||
      !g_key_file_load_from_bytes (entry, bytes, G_KEY_FILE_NONE, NULL) ||
      g_key_file_get_boolean (entry, G_KEY_FILE_DESKTOP_GROUP, "Hidden", NULL))
    return FALSE;
  enabled = g_key_file_get_boolean (entry, G_KEY_FILE_DESKTOP_GROUP, "X-GNOME-Autostart-enabled", &enabled_missing);
  return enabled || enabled_missing != NULL;
}

static gboolean
write_entry (GError **error)
{
  g_autofree char *path = tg_autostart_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *program = find_program ();
  g_autofree char *text = tg_autostart_entry (program);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return tg_file_make_folder (folder, TRUE, error) && tg_file_replace (path, bytes, error);
}

static gboolean
remove_entry (GError **error)
{
  g_autofree char *path = tg_autostart_path ();

  return tg_file_remove (path, error);
}

static gboolean
is_sandboxed (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}

gboolean
tg_autostart_set (gboolean on, GCancellable *cancellable, GError **error)
{
  if (is_sandboxed ()) {
    g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, cancellable, error);

    if (bus == NULL || !tg_autostart_ask_portal (bus, on, cancellable, error))
      return FALSE;
  }
  return on ? write_entry (error) : remove_entry (error);
}

static gpointer
set (gpointer subject, gboolean *waits, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (tg_autostart_set (GPOINTER_TO_INT (subject), NULL, error));
}

void
tg_autostart_set_async (gboolean on, GAsyncReadyCallback callback, gpointer user_data)
{
  static const TgWork work = { set };

  tg_work_async (&work, GINT_TO_POINTER (on), NULL, callback, user_data);
}

gboolean
tg_autostart_set_finish (GAsyncResult *result, GError **error)
{
  return tg_work_finish (result, error) != NULL;
}

gboolean
tg_autostart_tidy (GCancellable *cancellable, GError **error)
{
  g_autofree char *path = tg_autostart_path ();
  g_autoptr (GPtrArray) exceptions = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  exceptions = tg_exception_record_load (error);
  return exceptions != NULL && (exceptions->len > 0 || tg_autostart_set (FALSE, cancellable, error));
}
