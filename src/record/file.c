/* file.c: reads and replaces our own files, and says which of their JSON to believe.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "record/file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "model/server.h"

#define DEPTH_MAX 8 /* our files have four levels */

void
tg_record_close (int *fd)
{
  if (*fd >= 0)
    close (*fd);
}

char *
tg_record_path (const char *name)
{
  return g_build_filename (g_get_user_data_dir (), "tegami", name, NULL);
}

static gboolean
fail (GError **error, const char *path, int code)
{
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), "%s: %s", path, g_strerror (code));
  return FALSE;
}

char *
tg_record_read (const char *name, gsize max, gsize *length, GError **error)
{
  g_autofree char *path = tg_record_path (name);
  TG_RECORD_FD fd = open (path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  g_autofree char *bytes = NULL;
  struct stat facts;
  gsize have = 0;

  if (fd < 0) {
    if (errno != ENOENT)
      fail (error, path, errno);
    return NULL;
  }
  if (fstat (fd, &facts) != 0 || !S_ISREG (facts.st_mode) || facts.st_uid != geteuid () || (gsize)facts.st_size > max) {
    fail (error, path, EINVAL);
    return NULL;
  }
  bytes = g_malloc ((gsize)facts.st_size + 1);
  while (have < (gsize)facts.st_size) {
    gssize got = read (fd, bytes + have, (gsize)facts.st_size - have);

    if (got < 0 && errno != EINTR) {
      fail (error, path, errno);
      return NULL;
    }
    if (got == 0)
      break;
    have += (gsize)MAX (got, 0);
  }
  bytes[have] = '\0';
  *length = have;
  return g_steal_pointer (&bytes);
}

gboolean
tg_record_write (const char *name, const char *json, GError **error)
{
  g_autofree char *path = tg_record_path (name);

  return g_file_set_contents_full (path, json, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
}

int
tg_record_lock (const char *name, GError **error)
{
  g_autofree char *folder = tg_record_path (NULL);
  g_autofree char *stem = g_strndup (name, strcspn (name, "."));
  g_autofree char *file = g_strconcat (stem, ".lock", NULL);
  g_autofree char *path = tg_record_path (file);
  int fd;

  if (g_mkdir_with_parents (folder, 0700) != 0) {
    fail (error, folder, errno);
    return -1;
  }
  fd = open (path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd >= 0 && flock (fd, LOCK_EX) == 0)
    return fd;
  fail (error, path, errno);
  tg_record_close (&fd);
  return -1;
}

const char *
tg_record_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

gint64
tg_record_number (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node) : -1;
}

const char *
tg_record_host (JsonObject *object, const char *name)
{
  const char *text = tg_record_text (object, name);
  g_autoptr (TgServer) server = text != NULL ? tg_server_new (TG_PROTOCOL_IMAP, TG_SECURITY_TLS, text, 993, NULL) : NULL;

  return server != NULL && strcmp (server->ascii_host, text) == 0 ? text : NULL;
}

/* json-glib recurses as deep as a file nests. */
static gboolean
is_too_deep (const char *json, gsize length)
{
  guint depth = 0;
  gboolean in_string = FALSE;

  for (gsize i = 0; i < length; i++) {
    if (in_string && json[i] == '\\')
      i++;
    else if (json[i] == '"')
      in_string = !in_string;
    else if (!in_string && (json[i] == '[' || json[i] == '{')) {
      if (++depth > DEPTH_MAX)
        return TRUE;
    } else if (!in_string && (json[i] == ']' || json[i] == '}') && depth > 0)
      depth--;
  }
  return FALSE;
}

JsonNode *
tg_record_parse (const char *json, gsize length, const char *member)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonNode *root, *list;

  if (!g_utf8_validate (json, (gssize)length, NULL) || is_too_deep (json, length) ||
      !json_parser_load_from_data (parser, json, (gssize)length, NULL))
    return NULL;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root) || tg_record_number (json_node_get_object (root), "schema") != 1)
    return NULL;
  list = json_object_get_member (json_node_get_object (root), member);
  return list != NULL && JSON_NODE_HOLDS_ARRAY (list) ? json_node_ref (root) : NULL;
}
