/* write-evolution.c: saves an account in Evolution, or undoes a change, with the same calls as
 * the program; test-evolution.py looks at what comes of it.  Prints one JSON object; exit status 1
 * and { "error", "message" } where something was refused.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <locale.h>
#include <string.h>
#include <unistd.h>

#include "clients/client-class.h"

static char *address, *name, *receive_url, *send_url, *user, *receive_mechanism, *send_mechanism, *folder, *obstacle;
static gboolean update, dry_run;

static const GOptionEntry entries[] = {
  { "address", 0, 0, G_OPTION_ARG_STRING, &address, NULL, NULL },
  { "name", 0, 0, G_OPTION_ARG_STRING, &name, NULL, NULL },
  { "receive", 0, 0, G_OPTION_ARG_STRING, &receive_url, NULL, NULL },
  { "send", 0, 0, G_OPTION_ARG_STRING, &send_url, NULL, NULL },
  { "user", 0, 0, G_OPTION_ARG_STRING, &user, NULL, NULL },
  { "receive-mechanism", 0, 0, G_OPTION_ARG_STRING, &receive_mechanism, NULL, NULL },
  { "send-mechanism", 0, 0, G_OPTION_ARG_STRING, &send_mechanism, NULL, NULL },
  { "sources-dir", 0, 0, G_OPTION_ARG_FILENAME, &folder, NULL, NULL },
  { "update", 0, 0, G_OPTION_ARG_NONE, &update, NULL, NULL },
  { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, NULL, NULL },
  { "obstacle", 0, 0, G_OPTION_ARG_FILENAME, &obstacle, "A folder in which the last source's file name is made unusable", NULL },
  G_OPTION_ENTRY_NULL,
};

static void
print_json (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;

  json_node_set_object (node, object);
  text = json_to_string (node, FALSE);
  g_print ("%s\n", text);
}

static int
print_error (const GError *error)
{
  static const char *const codes[] = { "running", "exists", "unreadable", "unsafe", "changed", "verify", "unsupported", "missing" };
  g_autoptr (JsonObject) object = json_object_new ();
  gboolean ours = error->domain == TG_CLIENT_ERROR && error->code < (int)G_N_ELEMENTS (codes);

  json_object_set_string_member (object, "error", ours ? codes[error->code] : g_quark_to_string (error->domain));
  json_object_set_string_member (object, "message", error->message);
  print_json (object);

  return 1;
}

static JsonObject *
describe (TgChange *change)
{
  static const char *const kinds[] = { "file", "source", "keyring" };
  JsonObject *object = json_object_new ();
  JsonArray *items = json_array_new ();
  JsonArray *next = json_array_new ();

  for (guint i = 0; i < tg_change_items (change)->len; i++) {
    const TgChangeItem *item = g_ptr_array_index (tg_change_items (change), i);
    JsonObject *line = json_object_new ();

    json_object_set_string_member (line, "kind", kinds[item->kind]);
    json_object_set_string_member (line, "name", item->name);
    json_object_set_string_member (line, "what", item->what);
    if (item->before != NULL)
      json_object_set_string_member (line, "before", item->before);
    if (item->after != NULL)
      json_object_set_string_member (line, "after", item->after);
    json_array_add_object_element (items, line);
  }
  for (guint i = 0; i < tg_change_next (change)->len; i++)
    json_array_add_string_element (next, g_ptr_array_index (tg_change_next (change), i));

  json_object_set_array_member (object, "items", items);
  json_object_set_array_member (object, "next", next);
  json_object_set_string_member (object, "title", tg_change_title (change));
  json_object_set_boolean_member (object, "update", tg_change_is_update (change));

  return object;
}

/* A directory of that name: Evolution's service cannot write the file. */
static void
put_obstacle (TgChange *change)
{
  const TgChangeItem *last = g_ptr_array_index (tg_change_items (change), tg_change_items (change)->len - 1);
  g_autofree char *file = g_strconcat (last->name, ".source", NULL);
  g_autofree char *path = g_build_filename (obstacle, file, "inside", NULL);

  g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
}

static TgSecret *
read_password (void)
{
  char bytes[256];
  gssize length = isatty (STDIN_FILENO) ? 0 : read (STDIN_FILENO, bytes, sizeof bytes);

  return length > 0 ? tg_secret_new (bytes, length) : NULL;
}

static TgPlace *
choose_place (void)
{
  g_autoptr (GPtrArray) places = tg_clients_find_places ();

  if (folder != NULL) {
    TgPlace *place = tg_place_new (TG_PROGRAM_EVOLUTION, TG_PACKAGE_NATIVE, folder);

    place->files_only = TRUE;
    return place;
  }

  for (guint i = 0; i < places->len; i++) {
    const TgPlace *place = g_ptr_array_index (places, i);

    if (place->program == TG_PROGRAM_EVOLUTION && place->package == TG_PACKAGE_NATIVE)
      return tg_place_copy (place);
  }

  return tg_place_new (TG_PROGRAM_EVOLUTION, TG_PACKAGE_NATIVE, "/nonexistent");
}

static int
save (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TgServer) receive = receive_url != NULL ? tg_server_parse (receive_url, &error) : NULL;
  g_autoptr (TgServer) send = send_url != NULL ? tg_server_parse (send_url, &error) : NULL;
  g_autoptr (TgAccount) account = tg_account_new (address, name, user, NULL, receive, send);
  g_autoptr (TgSecret) password = read_password ();
  g_autoptr (TgPlace) place = choose_place ();
  g_autoptr (TgChange) change = NULL;
  g_autoptr (JsonObject) object = NULL;
  TgSaveRequest request = { .account = account,
                            .receive_password = password,
                            .receive_authentication = receive_mechanism,
                            .send_authentication = send_mechanism,
                            .update = update };

  g_assert_no_error (error);
  change = tg_clients_prepare (place, &request, NULL, &error);
  if (change == NULL)
    return print_error (error);

  if (obstacle != NULL)
    put_obstacle (change);
  object = describe (change);
  if (!dry_run) {
    if (!tg_change_apply_sync (change, NULL, &error))
      return print_error (error);
    json_object_set_string_member (object, "change", tg_change_id (change));
  }
  print_json (object);

  return 0;
}

static int
undo (const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) object = json_object_new ();

  if (!tg_journal_undo_sync (id, NULL, &error))
    return print_error (error);
  print_json (object);

  return 0;
}

static int
forget (const char *id)
{
  g_autoptr (JsonObject) object = json_object_new ();

  tg_journal_forget (id);
  print_json (object);

  return 0;
}

static int
list_accounts (void)
{
  g_autoptr (GPtrArray) accounts = tg_clients_find_accounts ();
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < accounts->len; i++) {
    const TgFoundAccount *found = g_ptr_array_index (accounts, i);
    g_autofree char *receive = tg_server_to_url (found->account->receive);
    g_autofree char *send = found->account->send != NULL ? tg_server_to_url (found->account->send) : NULL;
    JsonObject *line = json_object_new ();

    json_object_set_string_member (line, "program", tg_program_id (found->program));
    json_object_set_string_member (line, "address", found->account->address);
    json_object_set_string_member (line, "name", found->account->name);
    json_object_set_string_member (line, "user", found->account->user);
    json_object_set_string_member (line, "receive", receive);
    json_object_set_string_member (line, "send", send);
    json_object_set_string_member (line, "authentication", found->authentication);
    json_object_set_string_member (line, "send_authentication", found->send_authentication);
    json_object_set_int_member (line, "password_saved", found->password_saved);
    json_object_set_string_member (line, "key", found->key);
    json_array_add_object_element (list, line);
  }
  json_object_set_array_member (object, "accounts", list);
  print_json (object);

  return 0;
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("save|undo CHANGE|forget CHANGE|accounts");
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  g_log_writer_default_set_use_stderr (TRUE);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc < 2)
    g_error ("%s", error != NULL ? error->message : "what to do?");

  if (strcmp (argv[1], "save") == 0)
    return save ();
  if (strcmp (argv[1], "undo") == 0 && argc == 3)
    return undo (argv[2]);
  if (strcmp (argv[1], "forget") == 0 && argc == 3)
    return forget (argv[2]);

  return list_accounts ();
}
