/* move.c: what Thunderbird calls an account's folders, before and after its server or user name changes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/thunderbird/moved/move.h"

#include <string.h>

#include "files/json.h"

/* What stands as it is in a user name, beside ASCII letters and digits: for IMAP, and in old releases (91) for POP3, as MsgEscapeString
 * leaves it; for POP3 since then as JavaScript's encodeURIComponent does (both seen in 153). */
#define PLAIN_IMAP "*-._"
#define PLAIN_POP3 "-_.!~*'()"

TgMove *
tg_move_new (const char *server, TgProtocol protocol, const char *old_host, const char *old_user, const char *new_host,
             const char *new_user)
{
  TgMove *self = g_new0 (TgMove, 1);

  self->server = g_strdup (server);
  self->protocol = protocol;
  self->old_host = g_strdup (old_host);
  self->old_user = g_strdup (old_user);
  self->new_host = g_strdup (new_host);
  self->new_user = g_strdup (new_user);
  return self;
}

void
tg_move_free (TgMove *self)
{
  if (self == NULL)
    return;
  g_free (self->server);
  g_free (self->old_host);
  g_free (self->old_user);
  g_free (self->new_host);
  g_free (self->new_user);
  g_free (self);
}

GPtrArray *
tg_moves_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)tg_move_free);
}

static const char *const protocols[] = { [TG_PROTOCOL_IMAP] = "imap", [TG_PROTOCOL_POP3] = "pop3" };

JsonArray *
tg_moves_to_json (GPtrArray *moves)
{
  JsonArray *json = json_array_new ();

  for (guint i = 0; i < moves->len; i++) {
    const TgMove *move = moves->pdata[i];
    JsonObject *object = json_object_new ();

    json_object_set_string_member (object, "server", move->server);
    json_object_set_string_member (object, "protocol", protocols[move->protocol]);
    json_object_set_string_member (object, "old_host", move->old_host);
    json_object_set_string_member (object, "old_user", move->old_user);
    json_object_set_string_member (object, "new_host", move->new_host);
    json_object_set_string_member (object, "new_user", move->new_user);
    json_array_add_object_element (json, object);
  }
  return json;
}

static TgMove *
move_from_json (JsonObject *object)
{
  static const char *const names[] = { "server", "old_host", "old_user", "new_host", "new_user" };
  const char *protocol = tg_json_get_string (object, "protocol", "");
  const char *values[G_N_ELEMENTS (names)];

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if ((values[i] = tg_json_get_string (object, names[i], NULL)) == NULL)
      return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (protocols); i++)
    if (g_str_equal (protocol, protocols[i]))
      return tg_move_new (values[0], (TgProtocol)i, values[1], values[2], values[3], values[4]);
  return NULL;
}

GPtrArray *
tg_moves_from_json (JsonArray *json)
{
  GPtrArray *moves = tg_moves_new ();

  for (guint i = 0; json != NULL && i < json_array_get_length (json); i++) {
    JsonObject *object = tg_json_element (json, i);
    TgMove *move = object != NULL ? move_from_json (object) : NULL;

    if (move != NULL)
      g_ptr_array_add (moves, move);
  }
  return moves;
}

static TgMove *
move_copy (const TgMove *move)
{
  return tg_move_new (move->server, move->protocol, move->old_host, move->old_user, move->new_host, move->new_user);
}

static TgMove *
move_back (const TgMove *move)
{
  return tg_move_new (move->server, move->protocol, move->new_host, move->new_user, move->old_host, move->old_user);
}

GPtrArray *
tg_moves_reverse (GPtrArray *moves)
{
  GPtrArray *reverse = tg_moves_new ();

  for (guint i = 0; i < moves->len; i++)
    g_ptr_array_add (reverse, move_back (moves->pdata[i]));
  return reverse;
}

GPtrArray *
tg_moves_with_return (GPtrArray *moves, gboolean (*names) (GPtrArray *moves, gpointer place), gpointer place)
{
  GPtrArray *found = tg_moves_new ();

  for (guint i = 0; i < moves->len; i++) {
    g_autoptr (GPtrArray) there = tg_moves_new ();
    g_autoptr (GPtrArray) back = NULL;

    g_ptr_array_add (there, move_copy (moves->pdata[i]));
    back = tg_moves_reverse (there);
    if (names (there, place) || !names (back, place))
      g_ptr_array_add (found, move_copy (moves->pdata[i]));
  }
  return found;
}

static void
renaming_free (gpointer data)
{
  TgRenaming *self = data;

  g_free (self->from);
  g_free (self->to);
  g_free (self);
}

static void
add_renaming (GPtrArray *renamings, char *from, char *to)
{
  TgRenaming *renaming = g_new0 (TgRenaming, 1);

  renaming->from = from;
  renaming->to = to;
  for (guint i = 0; i < renamings->len; i++)
    if (g_str_equal (((const TgRenaming *)renamings->pdata[i])->from, from)) {
      renaming_free (renaming);
      return;
    }
  g_ptr_array_add (renamings, renaming);
}

static void
append_escaped (GString *out, const char *text, const char *plain)
{
  for (; *text != '\0'; text++)
    if (g_ascii_isalnum (*text) || strchr (plain, *text) != NULL)
      g_string_append_c (out, *text);
    else
      g_string_append_printf (out, "%%%02X", (guint8)*text);
}

static char *
root_folder (TgProtocol protocol, const char *host, const char *user, const char *plain)
{
  GString *root = g_string_new (protocol == TG_PROTOCOL_POP3 ? "mailbox://" : "imap://");

  if (*user != '\0') {
    append_escaped (root, user, plain);
    g_string_append_c (root, '@');
  }
  append_escaped (root, host, PLAIN_IMAP);
  return g_string_free (root, FALSE);
}

GPtrArray *
tg_moves_of_folders (GPtrArray *moves)
{
  GPtrArray *renamings = g_ptr_array_new_with_free_func (renaming_free);

  for (guint i = 0; i < moves->len; i++) {
    const TgMove *move = moves->pdata[i];
    const char *const plain[] = { move->protocol == TG_PROTOCOL_POP3 ? PLAIN_POP3 : PLAIN_IMAP, PLAIN_IMAP }; /* today's first */

    for (gsize k = 0; k < G_N_ELEMENTS (plain); k++)
      add_renaming (renamings, root_folder (move->protocol, move->old_host, move->old_user, plain[k]),
                    root_folder (move->protocol, move->new_host, move->new_user, plain[k]));
  }
  return renamings;
}

GPtrArray *
tg_moves_of_states (GPtrArray *moves)
{
  GPtrArray *renamings = g_ptr_array_new_with_free_func (renaming_free);

  for (guint i = 0; i < moves->len; i++) {
    const TgMove *move = moves->pdata[i];

    /* Thunderbird writes both as they are. */
    if (move->protocol == TG_PROTOCOL_POP3 && strpbrk (move->new_user, "\r\n") == NULL)
      add_renaming (renamings, g_strconcat (move->old_host, " ", move->old_user, NULL),
                    g_strconcat (move->new_host, " ", move->new_user, NULL));
  }
  return renamings;
}
