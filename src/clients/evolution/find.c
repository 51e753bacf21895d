/* find.c: whether Evolution is on this computer, and which mail accounts it has.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/evolution/evolution.h"

#include <glib/gstdio.h>
#include <string.h>

#include "clients/evolution/bus-name.h"
#include "clients/evolution/keyring.h"
#include "clients/evolution/sources/account.h"
#include "clients/tool.h"
#include "model/authentication.h"
#include "model/text/xml.h"

#define PROGRAM_BUS_NAME "org.gnome.Evolution"
#define DESKTOP_ID       "org.gnome.Evolution.desktop"
#define FLATPAK_ID       "org.gnome.Evolution"
#define VERSION_LIMIT_MS (5 * 1000)

/* "evolution 3.46.4-2+deb12u1" says 3.46.4. */
static char *
read_version (const char *program)
{
  const char *const argv[] = { program, "--version", NULL };
  g_autoptr (GBytes) output = NULL;
  g_autofree char *text = NULL;
  const char *digits = NULL, *printed;
  gsize length;
  int status;

  if (!tg_tool_run (argv, NULL, VERSION_LIMIT_MS, &output, &status, NULL, NULL))
    return NULL;

  printed = g_bytes_get_data (output, &length);
  text = g_strndup (length > 0 ? printed : "", length);
  digits = strpbrk (text, "0123456789");
  return digits != NULL ? g_strndup (digits, strspn (digits, "0123456789.")) : NULL;
}

/* The newest release comes first (AppStream 0.16, “releases”), and the file is of the same package as the program. */
static void
on_element (GMarkupParseContext *context, const char *element, const char **names, const char **values, gpointer data, GError **error)
{
  char **version = data;
  const char *number = strcmp (element, "release") == 0 ? tg_xml_value (names, values, "version") : NULL;

  if (*version == NULL && number != NULL && strspn (number, "0123456789.") == strlen (number))
    *version = g_strdup (number);
}

static char *
look_version_up (const char *program)
{
  static const char *const names[] = { "org.gnome.Evolution.metainfo.xml", "org.gnome.Evolution.appdata.xml" };
  static const GMarkupParser parser = { .start_element = on_element };
  g_autofree char *bin = g_path_get_dirname (program);
  g_autofree char *prefix = g_path_get_dirname (bin);
  char *version = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names) && version == NULL; i++) {
    g_autofree char *path = g_build_filename (prefix, "share", "metainfo", names[i], NULL);
    g_autofree char *text = NULL;
    gsize length;

    if (g_file_get_contents (path, &text, &length, NULL)) {
      g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, &version, NULL);

      g_markup_parse_context_parse (context, text, (gssize)length, NULL);
    }
  }
  return version;
}

/* Starting a program only to hear its version takes a while: where that is nowhere to be read, it is asked again only when its file
 * has changed, whether it answered or not. */
static char *
ask_version (const char *program)
{
  static GMutex lock;
  static char *known; /* (nullable) */
  static gint64 known_since = -1;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);
  GStatBuf file;

  if (g_stat (program, &file) != 0)
    return NULL;
  if (known_since != file.st_mtim.tv_sec) {
    g_free (known);
    known = look_version_up (program);
    if (known == NULL)
      known = read_version (program);
    known_since = file.st_mtim.tv_sec;
  }
  return g_strdup (known);
}

static gboolean
has_flatpak (void)
{
  g_autofree char *in_system = g_build_filename ("/var/lib/flatpak/app", FLATPAK_ID, NULL);
  g_autofree char *in_home = g_build_filename (g_get_user_data_dir (), "flatpak", "app", FLATPAK_ID, NULL);

  return g_file_test (in_system, G_FILE_TEST_IS_DIR) || g_file_test (in_home, G_FILE_TEST_IS_DIR);
}

static gboolean
is_default_program (void)
{
  g_autoptr (GAppInfo) mail = g_app_info_get_default_for_uri_scheme ("mailto");

  return mail != NULL && g_strcmp0 (g_app_info_get_id (mail), DESKTOP_ID) == 0;
}

static TgPlace *
native_place (void)
{
  g_autofree char *program = g_find_program_in_path ("evolution");
  g_autofree char *folder = tg_evolution_native_folder ();
  TgPlace *place = NULL;

  /* The service alone can take an account too: it is part of most GNOME desktops. */
  if (program == NULL && tg_bus_name (TG_EVOLUTION_BUS_NAME) == TG_BUS_NAME_MISSING)
    return NULL;

  place = tg_place_new (TG_PROGRAM_EVOLUTION, TG_PACKAGE_NATIVE, folder);
  place->installed = program != NULL;
  place->version = program != NULL ? ask_version (program) : NULL;

  return place;
}

static TgPlace *
flatpak_place (void)
{
  g_autofree char *folder = tg_evolution_flatpak_folder ();
  TgPlace *place = NULL;

  if (!has_flatpak ())
    return NULL;

  place = tg_place_new (TG_PROGRAM_EVOLUTION, TG_PACKAGE_FLATPAK, folder);
  place->installed = TRUE;

  return place;
}

void
tg_evolution_find_places (GPtrArray *places)
{
  gboolean program_runs = tg_bus_name (PROGRAM_BUS_NAME) == TG_BUS_NAME_OWNED;
  gboolean is_default = is_default_program ();
  TgPlace *native = native_place ();
  TgPlace *flatpak = flatpak_place ();
  /* Both packages take the same name for the program; only the Flatpak brings its own service. */
  gboolean flatpak_runs = flatpak != NULL && program_runs && tg_bus_name (TG_EVOLUTION_FLATPAK_BUS_NAME) == TG_BUS_NAME_OWNED;

  if (native != NULL) {
    native->running = native->installed && program_runs && !flatpak_runs;
    native->is_default = native->installed && is_default;
    g_ptr_array_add (places, native);
  }
  if (flatpak != NULL) {
    flatpak->running = flatpak_runs;
    flatpak->is_default = is_default && (native == NULL || !native->installed);
    g_ptr_array_add (places, flatpak);
  }
}

TgEvolutionStore *
tg_evolution_store_for_place (const TgPlace *place, GCancellable *cancellable, GError **error)
{
  const char *name = place->package == TG_PACKAGE_FLATPAK ? TG_EVOLUTION_FLATPAK_BUS_NAME : TG_EVOLUTION_BUS_NAME;

  /* The Flatpak's service lives only as long as its Evolution; until then, its files are it. */
  if (place->files_only || (place->package == TG_PACKAGE_FLATPAK && tg_bus_name (name) != TG_BUS_NAME_OWNED))
    return tg_evolution_store_for_folder (place->where);

  return tg_evolution_store_for_bus (name, cancellable, error);
}

static void
append_accounts (GPtrArray *accounts, const TgPlace *place, gboolean ask_keyring)
{
  g_autoptr (TgEvolutionStore) store = NULL;
  g_autoptr (GPtrArray) sources = NULL;
  g_autoptr (GPtrArray) triples = NULL;

  if (place->package == TG_PACKAGE_NATIVE && tg_bus_name (TG_EVOLUTION_BUS_NAME) == TG_BUS_NAME_MISSING)
    store = tg_evolution_store_for_folder (place->where);
  else
    store = tg_evolution_store_for_place (place, NULL, NULL);
  sources = store != NULL ? tg_evolution_store_list (store, NULL, NULL) : NULL;
  if (sources == NULL)
    return;

  triples = tg_evolution_accounts (sources);
  /* One that does not answer would be waited for with every account. */
  ask_keyring = ask_keyring && triples->len > 0 && tg_keyring_is_usable (tg_keyring_look (NULL));
  for (guint i = 0; i < triples->len; i++) {
    TgFoundAccount *found = tg_evolution_read_account (g_ptr_array_index (triples, i));

    if (found == NULL)
      continue;
    found->where = g_strdup (place->where);
    found->version = g_strdup (place->version);
    /* A token is filed under the service, for all of its accounts. */
    found->password_saved = ask_keyring && !tg_authentication_is_oauth (found->authentication) ? tg_keyring_has (found->key) : -1;
    g_ptr_array_add (accounts, found);
  }
}

void
tg_evolution_find_accounts (GPtrArray *accounts)
{
  g_autoptr (TgPlace) native = native_place ();
  g_autoptr (TgPlace) flatpak = flatpak_place ();

  /* Files of an Evolution that was removed still say how the account was set up. */
  if (native == NULL) {
    g_autofree char *folder = tg_evolution_native_folder ();

    native = tg_place_new (TG_PROGRAM_EVOLUTION, TG_PACKAGE_NATIVE, folder);
  }
  if (flatpak == NULL) {
    g_autofree char *folder = tg_evolution_flatpak_folder ();

    flatpak = tg_place_new (TG_PROGRAM_EVOLUTION, TG_PACKAGE_FLATPAK, folder);
  }
  append_accounts (accounts, native, TRUE);
  /* Evolution in its sandbox keeps passwords in a file of its own. */
  append_accounts (accounts, flatpak, FALSE);
}
