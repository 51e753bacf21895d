/* test-letters.c: the letters of tests/letters/, each with what a careful person reads in it.
 *
 *   test-letters [-v] [FOLDER…]   prints what is right of each field, and with -v what is wrong; without a folder, of all letters
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <json-glib/json-glib.h>
#include <locale.h>
#include <string.h>

#include "diagnose/letter/letter-findings.h"

/* What is demanded of each field, in percent. */
#define DEMANDED 98.0

typedef enum {
  ADDRESS,
  USER,
  SEND_USER,
  PASSWORD,
  RECEIVE_PROTOCOL,
  RECEIVE_HOST,
  RECEIVE_PORT,
  RECEIVE_SECURITY,
  SEND_HOST,
  SEND_PORT,
  SEND_SECURITY,
  AUTH,
  CONNECTION,
  FINDINGS,
  RECEIVE_ALL,
  SEND_ALL,
  INFERRED,
  N_FIELDS
} Field;

static const char *const names[] = { "address",          "user",          "send user",           "password",   "receive: protocol",
                                     "receive: host",    "receive: port", "receive: encryption", "send: host", "send: port",
                                     "send: encryption", "SMTP auth",     "connection ID",       "findings",   "receive: all URLs",
                                     "send: all URLs",   "inferred" };

typedef struct {
  guint right, missing, surplus;
} Tally;

static Tally tallies[N_FIELDS];
static gboolean verbose;

/* @expected, @read: (nullable): as text */
static void
compare (const char *letter, Field field, const char *expected, const char *read)
{
  if (g_strcmp0 (expected, read) == 0) {
    tallies[field].right += expected != NULL;
    return;
  }
  tallies[field].missing += expected != NULL;
  tallies[field].surplus += read != NULL;
  if (verbose)
    g_print ("%s: %s: %s, not %s\n", letter, names[field], read != NULL ? read : "nothing", expected != NULL ? expected : "nothing");
}

static const char *
member (JsonObject *object, const char *name)
{
  return json_object_has_member (object, name) && !json_object_get_null_member (object, name) ? json_object_get_string_member (object, name)
                                                                                              : NULL;
}

static JsonArray *
array (JsonObject *object, const char *name)
{
  return json_object_has_member (object, name) && !json_object_get_null_member (object, name) ? json_object_get_array_member (object, name)
                                                                                              : NULL;
}

static char *
inferred_words (guint inferred)
{
  g_autoptr (GString) words = g_string_new (NULL);
  static const char *const keys[] = { "host", "port", "protocol", "security" };
  static const guint bits[] = { TG_INFERRED_HOST, TG_INFERRED_PORT, TG_INFERRED_PROTOCOL, TG_INFERRED_SECURITY };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if ((inferred & bits[i]) != 0)
      g_string_append_printf (words, "%s ", keys[i]);
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static char *
expected_inferred (JsonObject *server)
{
  JsonArray *keys = array (server, "inferred");
  guint inferred = 0;

  for (guint i = 0; keys != NULL && i < json_array_get_length (keys); i++) {
    const char *key = json_array_get_string_element (keys, i);

    inferred |= strcmp (key, "host") == 0       ? TG_INFERRED_HOST
                : strcmp (key, "port") == 0     ? TG_INFERRED_PORT
                : strcmp (key, "protocol") == 0 ? TG_INFERRED_PROTOCOL
                : strcmp (key, "security") == 0 ? TG_INFERRED_SECURITY
                                                : 0;
  }
  return inferred_words (inferred);
}

static void
compare_all (const char *letter, Field field, JsonArray *expected, GPtrArray *read)
{
  g_autoptr (GHashTable) left = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < read->len; i++)
    g_hash_table_add (left, tg_server_to_url (((TgLetterServer *)read->pdata[i])->server));
  for (guint i = 0; expected != NULL && i < json_array_get_length (expected); i++) {
    const char *url = member (json_array_get_object_element (expected, i), "url");

    if (url != NULL)
      compare (letter, field, url, g_hash_table_remove (left, url) ? url : NULL);
  }
  GHashTableIter iter;
  gpointer url;

  g_hash_table_iter_init (&iter, left);
  while (g_hash_table_iter_next (&iter, &url, NULL))
    compare (letter, field, NULL, url);
}

static void
compare_servers (const char *letter, gboolean sending, JsonArray *expected, GPtrArray *read)
{
  JsonObject *first = expected != NULL && json_array_get_length (expected) > 0 ? json_array_get_object_element (expected, 0) : NULL;
  const char *url = first != NULL ? member (first, "url") : NULL;
  g_autoptr (TgServer) meant = url != NULL ? tg_server_parse (url, NULL) : NULL;
  const TgLetterServer *best = read->len > 0 ? read->pdata[0] : NULL;
  const TgServer *got = best != NULL ? best->server : NULL;
  g_autofree char *meant_port = meant != NULL ? g_strdup_printf ("%u", meant->port) : NULL;
  g_autofree char *got_port = got != NULL ? g_strdup_printf ("%u", got->port) : NULL;

  g_assert_true (url == NULL || meant != NULL);
  compare (letter, sending ? SEND_HOST : RECEIVE_HOST, meant != NULL ? meant->host : NULL, got != NULL ? got->host : NULL);
  compare (letter, sending ? SEND_PORT : RECEIVE_PORT, meant_port, got_port);
  compare (letter, sending ? SEND_SECURITY : RECEIVE_SECURITY, meant != NULL ? tg_security_name (meant->security) : NULL,
           got != NULL ? tg_security_name (got->security) : NULL);
  if (!sending)
    compare (letter, RECEIVE_PROTOCOL, meant != NULL ? tg_protocol_name (meant->protocol) : NULL,
             got != NULL ? tg_protocol_name (got->protocol) : NULL);
  compare_all (letter, sending ? SEND_ALL : RECEIVE_ALL, expected, read);
  if (meant != NULL && got != NULL && tg_server_equal (meant, got)) {
    g_autofree char *expected_keys = expected_inferred (first), *keys = inferred_words (best->inferred);

    compare (letter, INFERRED, expected_keys, keys);
  }
}

static const char *
auth_word (JsonObject *expected)
{
  if (!json_object_has_member (expected, "smtp_auth") || json_object_get_null_member (expected, "smtp_auth"))
    return NULL;
  return json_object_get_boolean_member (expected, "smtp_auth") ? "yes" : "no";
}

/* @read: (nullable): there is no such account */
static void
compare_account (const char *letter, JsonObject *expected, const TgLetterAccount *read)
{
  static const char *const auths[] = { NULL, "yes", "no" };
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (JsonObject) nobody = json_object_new ();
  static const TgLetterAccount nothing;
  const char *user, *send_user;

  expected = expected != NULL ? expected : nobody;
  user = member (expected, "user");
  send_user = member (expected, "send_user");
  if (g_strcmp0 (user, send_user) == 0)
    send_user = NULL;
  if (read == NULL)
    read = &nothing;
  compare (letter, ADDRESS, member (expected, "address"), read->address);
  compare (letter, USER, user, read->user);
  compare (letter, SEND_USER, send_user, read->send_user);
  compare (letter, PASSWORD,
           json_object_has_member (expected, "has_password") && json_object_get_boolean_member (expected, "has_password") ? "there" : NULL,
           read->password != NULL ? "there" : NULL);
  compare_servers (letter, FALSE, array (expected, "receive"), read->receive != NULL ? read->receive : none);
  compare_servers (letter, TRUE, array (expected, "send"), read->send != NULL ? read->send : none);
  compare (letter, AUTH, auth_word (expected), auths[read->smtp_auth]);
  compare (letter, CONNECTION, member (expected, "connection_id"), read->connection_id);
}

/* Accounts may come in any order: by their addresses, then by their places. */
static void
compare_accounts (const char *letter, JsonArray *expected, GPtrArray *read)
{
  g_autoptr (GPtrArray) left = g_ptr_array_new ();
  g_autoptr (GPtrArray) waiting = g_ptr_array_new ();

  for (guint i = 0; i < read->len; i++)
    g_ptr_array_add (left, read->pdata[i]);
  for (guint i = 0; expected != NULL && i < json_array_get_length (expected); i++) {
    JsonObject *account = json_array_get_object_element (expected, i);
    gboolean found = FALSE;

    for (guint k = 0; k < left->len && !found; k++)
      if (g_strcmp0 (member (account, "address"), ((TgLetterAccount *)left->pdata[k])->address) == 0) {
        compare_account (letter, account, left->pdata[k]);
        g_ptr_array_remove_index (left, k);
        found = TRUE;
      }
    if (!found)
      g_ptr_array_add (waiting, account);
  }
  for (guint i = 0; i < MAX (waiting->len, left->len); i++)
    compare_account (letter, i < waiting->len ? waiting->pdata[i] : NULL, i < left->len ? left->pdata[i] : NULL);
}

static void
compare_findings (const char *letter, JsonArray *expected, const TgLetter *read)
{
  g_autoptr (GPtrArray) findings = tg_letter_findings (read);
  g_autoptr (GPtrArray) left = g_ptr_array_new ();

  for (guint i = 0; i < findings->len; i++)
    g_ptr_array_add (left, (gpointer)((const TgFinding *)findings->pdata[i])->id);
  for (guint i = 0; expected != NULL && i < json_array_get_length (expected); i++) {
    const char *id = json_array_get_string_element (expected, i);
    guint at;

    if (g_ptr_array_find_with_equal_func (left, id, g_str_equal, &at)) {
      g_ptr_array_remove_index (left, at);
      compare (letter, FINDINGS, id, id);
    } else {
      compare (letter, FINDINGS, id, NULL);
    }
  }
  for (guint i = 0; i < left->len; i++)
    compare (letter, FINDINGS, NULL, left->pdata[i]);
}

/* A mark holds what its field says, and no two overlap. */
static void
check_marks (const TgLetter *read)
{
  glong length = g_utf8_strlen (read->text, -1);

  for (guint i = 0; i < read->marks->len; i++) {
    const TgLetterMark *mark = &g_array_index (read->marks, TgLetterMark, i);

    g_assert_cmpuint (mark->start, <, mark->end);
    g_assert_cmpint ((glong)mark->end, <=, length);
    if (i > 0)
      g_assert_cmpuint (g_array_index (read->marks, TgLetterMark, i - 1).end, <=, mark->start);
  }
}

/* No password stands in anything that is read from a letter, or told of it (safety rule 5). */
static void
check_secret (TgSecret *secret, const TgLetter *read, GPtrArray *findings)
{
  const char *password = secret != NULL ? tg_secret_peek (secret, NULL) : NULL;

  for (guint i = 0; password != NULL && i < read->accounts->len; i++) {
    const TgLetterAccount *account = read->accounts->pdata[i];
    const char *const values[] = { account->address, account->user, account->send_user, account->connection_id };

    for (guint k = 0; k < G_N_ELEMENTS (values); k++)
      g_assert_true (values[k] == NULL || strstr (values[k], password) == NULL);
  }
  for (guint i = 0; password != NULL && i < findings->len; i++) {
    const TgFinding *finding = findings->pdata[i];

    g_assert_null (strstr (finding->cause, password));
    for (guint k = 0; k < finding->evidence->len; k++)
      g_assert_null (strstr (finding->evidence->pdata[k], password));
  }
}

static void
check_secrets (const TgLetter *read)
{
  g_autoptr (GPtrArray) findings = tg_letter_findings (read);

  for (guint i = 0; i < read->accounts->len; i++) {
    const TgLetterAccount *account = read->accounts->pdata[i];

    check_secret (account->password, read, findings);
    check_secret (account->send_password, read, findings);
  }
}

static void
read_letter (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *stem = g_strndup (path, strlen (path) - (size_t)(strrchr (path, '.') != NULL ? strlen (strrchr (path, '.')) : 0));
  g_autofree char *answers = g_strconcat (stem, ".json", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  g_autoptr (TgLetter) read = NULL;
  JsonObject *expected;
  gsize length;

  json_parser_load_from_file (parser, answers, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &bytes, &length, &error);
  g_assert_no_error (error);
  expected = json_object_get_object_member (json_node_get_object (json_parser_get_root (parser)), "expect");
  read = tg_letter_read (bytes, length);
  check_marks (read);
  check_secrets (read);
  compare_accounts (name, array (expected, "accounts"), read->accounts);
  compare_findings (name, array (expected, "findings"), read);
}

/* Of @part in @whole; of nothing, all is right. */
static double
percent (guint part, guint whole)
{
  return whole > 0 ? 100.0 * part / whole : 100.0;
}

static int
by_name (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* Returns how many letters there are in @folder. */
static guint
read_folder (const char *folder)
{
  g_autoptr (GPtrArray) letters = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);

  g_assert_no_error (error);
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    if (!g_str_has_suffix (name, ".json"))
      g_ptr_array_add (letters, g_strdup (name));
  g_ptr_array_sort (letters, by_name);
  for (guint i = 0; i < letters->len; i++)
    read_letter (folder, letters->pdata[i]);
  return letters->len;
}

int
main (int argc, char **argv)
{
  static const char *const all[] = { "open", "blind", "unseen" };
  guint letters = 0, folders = 0;
  gboolean enough = TRUE;

  setlocale (LC_ALL, "C");
  for (int i = 1; i < argc; i++)
    verbose = verbose || strcmp (argv[i], "-v") == 0;
  for (int i = 1; i < argc; i++)
    if (strcmp (argv[i], "-v") != 0) {
      letters += read_folder (argv[i]);
      folders++;
    }
  for (guint i = 0; i < G_N_ELEMENTS (all) && folders == 0; i++) {
    g_autofree char *folder = g_build_filename (TG_LETTERS, all[i], NULL);

    letters += read_folder (folder);
  }
  g_print ("%u letters\n%-20s %9s %9s %6s\n", letters, "field", "precision", "recall", "values");
  for (guint i = 0; i < N_FIELDS; i++) {
    double precision = percent (tallies[i].right, tallies[i].right + tallies[i].surplus);
    double recall = percent (tallies[i].right, tallies[i].right + tallies[i].missing);

    g_print ("%-20s %7.1f %% %7.1f %% %6u\n", names[i], precision, recall, tallies[i].right + tallies[i].missing);
    enough = enough && precision >= DEMANDED && recall >= DEMANDED;
  }
  return letters > 0 && enough ? 0 : 1;
}
