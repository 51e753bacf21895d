/* merge.c: edits of a text: spans of it, each with what takes its place.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/thunderbird/logins/merge.h"

#include <string.h>

#include "files/json.h"

/* An empty span: something is put in there. */
typedef struct {
  TgSpan span;
  char *text;
} Edit;

static void
edit_clear (Edit *edit)
{
  g_free (edit->text);
}

static GArray *
edits_new (void)
{
  GArray *edits = g_array_new (FALSE, FALSE, sizeof (Edit));

  g_array_set_clear_func (edits, (GDestroyNotify)edit_clear);
  return edits;
}

/* @text: (transfer full) */
static void
add_edit (GArray *edits, gsize begin, gsize end, char *text)
{
  const Edit edit = { { begin, end }, text };

  g_array_append_val (edits, edit);
}

static int
compare_edits (gconstpointer a, gconstpointer b)
{
  const Edit *left = a, *right = b;

  return left->span.begin < right->span.begin ? -1 : left->span.begin > right->span.begin;
}

/* They must not overlap; those that put in at the same place keep their order. */
static GBytes *
apply (const char *text, gsize length, GArray *edits)
{
  g_autoptr (GString) edited = g_string_sized_new (length);
  gsize at = 0;

  g_array_sort (edits, compare_edits);
  for (guint i = 0; i < edits->len; i++) {
    const Edit *edit = &g_array_index (edits, Edit, i);

    g_string_append_len (edited, text + at, (gssize)(edit->span.begin - at));
    g_string_append (edited, edit->text);
    at = edit->span.end;
  }
  g_string_append_len (edited, text + at, (gssize)(length - at));
  return g_string_free_to_bytes (g_steal_pointer (&edited));
}

/* A string of JSON, with its quotation marks. */
static char *
quote (const char *text)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), text);

  return json_to_string (node, FALSE);
}

static char *
write_login (const TgLoginEntry *entry, gint64 id, const char *guid, gint64 now)
{
  g_autofree char *origin = quote (entry->origin);

  return g_strdup_printf ("{\"id\":%" G_GINT64_FORMAT ",\"hostname\":%s,\"httpRealm\":%s,\"formSubmitURL\":null,\"usernameField\":\"\","
                          "\"passwordField\":\"\",\"encryptedUsername\":\"%s\",\"encryptedPassword\":\"%s\",\"guid\":\"%s\",\"encType\":1,"
                          "\"timeCreated\":%" G_GINT64_FORMAT ",\"timeLastUsed\":%" G_GINT64_FORMAT
                          ",\"timePasswordChanged\":%" G_GINT64_FORMAT ",\"timesUsed\":1}",
                          id, origin, origin, entry->user, entry->password, guid, now, now, now);
}

/* The value of one member, or the member where the object, which has others, lacks it; @value: a literal (transfer full) */
static void
set_member (GArray *edits, const char *text, TgSpan object, GArray *members, const char *name, char *value)
{
  g_autofree char *literal = value;
  TgSpan span;

  if (tg_span_find (text, members, name, &span))
    add_edit (edits, span.begin, span.end, g_steal_pointer (&literal));
  else
    add_edit (edits, object.end - 1, object.end - 1, g_strdup_printf (",\"%s\":%s", name, literal));
}

static void
replace_login (GArray *edits, const char *text, const TgLoginEntry *entry, gint64 now)
{
  g_autoptr (GArray) members = tg_span_members (text, entry->replaces->span);
  const TgSpan span = entry->replaces->span;

  set_member (edits, text, span, members, "encryptedUsername", quote (entry->user));
  set_member (edits, text, span, members, "encryptedPassword", quote (entry->password));
  set_member (edits, text, span, members, "encType", g_strdup ("1"));
  set_member (edits, text, span, members, "timePasswordChanged", g_strdup_printf ("%" G_GINT64_FORMAT, now));
}

static void
note (JsonArray *put, const char *guid, gint64 changed, gboolean replaced)
{
  JsonObject *one = json_object_new ();

  json_object_set_string_member (one, "guid", guid);
  json_object_set_int_member (one, "changed", changed);
  json_object_set_boolean_member (one, "replaced", replaced);
  json_array_add_object_element (put, one);
}

/* Thunderbird writes them in braces. */
static char *
new_guid (void)
{
  g_autofree char *uuid = g_uuid_string_random ();

  return g_strdup_printf ("{%s}", uuid);
}

/* A file of its own. */
static GBytes *
write_file (const char *added, gint64 next_id)
{
  char *text = g_strdup_printf ("{\"nextId\":%" G_GINT64_FORMAT ",\"logins\":[%s],\"potentiallyVulnerablePasswords\":[],\"version\":%d}",
                                next_id, added, TG_LOGINS_VERSION);

  return g_bytes_new_take (text, strlen (text));
}

GBytes *
tg_logins_put (const TgLogins *self, const TgLoginEntry *entries, gsize n_entries, gint64 now, JsonArray *put)
{
  g_autoptr (GArray) edits = edits_new ();
  g_autoptr (GArray) members = self->is_new ? NULL : tg_span_members (self->text, self->whole);
  g_autoptr (GString) added = g_string_new (NULL);
  gint64 next_id = self->next_id;

  for (gsize i = 0; i < n_entries; i++) {
    g_autofree char *guid = NULL;
    g_autofree char *login = NULL;

    if (entries[i].replaces != NULL) {
      replace_login (edits, self->text, &entries[i], now);
      note (put, entries[i].replaces->guid, now, TRUE);
      continue;
    }
    guid = new_guid ();
    login = write_login (&entries[i], next_id++, guid, now);
    g_string_append_printf (added, "%s%s", added->len > 0 || self->logins->len > 0 ? "," : "", login);
    note (put, guid, now, FALSE);
  }
  if (self->is_new)
    return write_file (added->str, next_id);
  if (added->len > 0) {
    /* Behind the last one, before whatever white space stands there. */
    gsize at = self->logins->len > 0 ? ((const TgLogin *)self->logins->pdata[self->logins->len - 1])->span.end : self->list.begin + 1;

    add_edit (edits, at, at, g_strdup (added->str));
    set_member (edits, self->text, self->whole, members, "nextId", g_strdup_printf ("%" G_GINT64_FORMAT, next_id));
  }
  return apply (self->text, g_bytes_get_size (self->bytes), edits);
}

static gboolean
is_as_put (const TgLogin *login, JsonObject *one)
{
  return login != NULL && login->changed == tg_json_get_int (one, "changed", -1);
}

gboolean
tg_logins_hold (const TgLogins *self, JsonArray *put)
{
  for (guint i = 0; i < json_array_get_length (put); i++) {
    JsonObject *one = tg_json_element (put, i);

    if (!is_as_put (tg_logins_find (self, tg_json_get_string (one, "guid", NULL)), one))
      return FALSE;
  }
  return TRUE;
}

/* With a comma: the one behind it, or, of the last that stays, the one before it. */
static void
remove_login (const TgLogins *self, GPtrArray *removed, GArray *edits)
{
  GPtrArray *all = self->logins;
  gboolean kept = FALSE; /* one before it stays */

  for (guint i = 0; i < all->len; i++) {
    const TgLogin *login = all->pdata[i], *before = i > 0 ? all->pdata[i - 1] : NULL, *after = i + 1 < all->len ? all->pdata[i + 1] : NULL;
    gboolean is_removed = g_ptr_array_find (removed, login, NULL);

    if (is_removed && kept)
      add_edit (edits, before->span.end, login->span.end, g_strdup (""));
    else if (is_removed)
      add_edit (edits, login->span.begin, after != NULL ? after->span.begin : login->span.end, g_strdup (""));
    kept |= !is_removed;
  }
}

GBytes *
tg_logins_take_back (const TgLogins *self, const TgLogins *former, JsonArray *put)
{
  g_autoptr (GArray) edits = edits_new ();
  g_autoptr (GPtrArray) removed = g_ptr_array_new ();

  for (guint i = 0; i < json_array_get_length (put); i++) {
    JsonObject *one = tg_json_element (put, i);
    const char *guid = tg_json_get_string (one, "guid", NULL);
    const TgLogin *login = tg_logins_find (self, guid), *old;

    if (!is_as_put (login, one))
      continue;
    if (!tg_json_get_boolean (one, "replaced", FALSE)) {
      g_ptr_array_add (removed, (gpointer)login);
      continue;
    }
    old = former != NULL ? tg_logins_find (former, guid) : NULL;
    if (old == NULL)
      return NULL;
    add_edit (edits, login->span.begin, login->span.end, g_strndup (former->text + old->span.begin, old->span.end - old->span.begin));
  }
  remove_login (self, removed, edits);
  return apply (self->text, self->bytes != NULL ? g_bytes_get_size (self->bytes) : 0, edits);
}

gboolean
tg_logins_is_put (JsonArray *put)
{
  for (guint i = 0; put != NULL && i < json_array_get_length (put); i++) {
    JsonObject *one = tg_json_element (put, i);

    if (one == NULL || tg_json_get_string (one, "guid", NULL) == NULL || tg_json_get_int (one, "changed", -1) < 0)
      return FALSE;
  }
  return put != NULL;
}
