/* place.c: the plain values of clients/: places, found accounts, change items, journal entries.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "clients/client-class.h"

G_DEFINE_QUARK (tg - client - error - quark, tg_client_error)

TgPlace *
tg_place_new (TgProgram program, TgPackage package, const char *where)
{
  TgPlace *self = g_new0 (TgPlace, 1);

  self->program = program;
  self->package = package;
  self->where = g_strdup (where);
  return self;
}

TgPlace *
tg_place_copy (const TgPlace *self)
{
  TgPlace *copy = g_memdup2 (self, sizeof *self);

  copy->where = g_strdup (self->where);
  copy->title = g_strdup (self->title);
  copy->install = g_strdup (self->install);
  copy->distinction = g_strdup (self->distinction);
  copy->profile = g_strdup (self->profile);
  copy->version = g_strdup (self->version);
  return copy;
}

void
tg_place_free (TgPlace *self)
{
  if (self == NULL)
    return;
  g_free (self->where);
  g_free (self->title);
  g_free (self->install);
  g_free (self->distinction);
  g_free (self->profile);
  g_free (self->version);
  g_free (self);
}

const char *
tg_place_title (const TgPlace *self)
{
  return self->title != NULL ? self->title : tg_program_title (self->program);
}

char *
tg_place_word (const TgPlace *self, char *sentence)
{
  g_autofree char *general = sentence;
  g_auto (GStrv) parts = NULL;

  if (self->title == NULL)
    return g_steal_pointer (&general);
  parts = g_strsplit (general, tg_program_title (self->program), -1);
  return g_strjoinv (self->title, parts);
}

/* (transfer none) (nullable) */
static const TgPlace *
find_place (GPtrArray *places, TgProgram program, const char *where)
{
  for (guint i = 0; i < places->len; i++) {
    const TgPlace *place = places->pdata[i];

    if (place->program == program && g_strcmp0 (place->where, where) == 0)
      return place;
  }
  return NULL;
}

/* One that is gone is told by the end of its folder's name: eight random characters, a full stop, the name. */
static char *
profile_name (const TgPlace *place, const char *where)
{
  g_autofree char *folder = g_path_get_basename (where);
  const char *end = strchr (folder, '.');

  if (place != NULL)
    return g_strdup (place->profile);
  return end != NULL && end[1] != '\0' ? g_strdup (end + 1) : NULL;
}

/* @own: (nullable) */
static gboolean
has_other_profiles (GPtrArray *places, TgProgram program, const TgPlace *own)
{
  for (guint i = 0; i < places->len; i++) {
    const TgPlace *other = places->pdata[i];

    if (other != own && other->program == program && other->profile != NULL &&
        (own == NULL || g_strcmp0 (other->install, own->install) == 0))
      return TRUE;
  }
  return FALSE;
}

char *
tg_places_which (GPtrArray *places, TgProgram program, const char *where)
{
  const TgPlace *own = find_place (places, program, where);
  char *profile = has_other_profiles (places, program, own) ? profile_name (own, where) : NULL;
  char *which;

  if (own == NULL || own->distinction == NULL)
    return profile;
  which = profile != NULL ? g_strdup_printf ("%s, %s", own->distinction, profile) : g_strdup (own->distinction);
  g_free (profile);
  return which;
}

char *
tg_places_name (GPtrArray *places, TgProgram program, const char *where)
{
  const TgPlace *own = find_place (places, program, where);
  const char *title = own != NULL ? tg_place_title (own) : tg_program_title (program);
  g_autofree char *which = tg_places_which (places, program, where);

  return which != NULL ? g_strdup_printf ("%s (%s)", title, which) : g_strdup (title);
}

void
tg_found_account_free (TgFoundAccount *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->account, tg_account_unref);
  g_free (self->title);
  g_free (self->version);
  g_free (self->where);
  g_free (self->authentication);
  g_free (self->send_authentication);
  g_free (self->key);
  g_free (self->kind);
  g_free (self);
}

TgFoundAccount *
tg_found_account_copy (const TgFoundAccount *self)
{
  TgFoundAccount *copy = g_memdup2 (self, sizeof *self);

  copy->account = tg_account_ref (self->account);
  copy->title = g_strdup (self->title);
  copy->version = g_strdup (self->version);
  copy->where = g_strdup (self->where);
  copy->authentication = g_strdup (self->authentication);
  copy->send_authentication = g_strdup (self->send_authentication);
  copy->key = g_strdup (self->key);
  copy->kind = g_strdup (self->kind);
  return copy;
}

gboolean
tg_found_account_is_known (const TgFoundAccount *self)
{
  static const char *const known[] = { "imap", "pop3", NULL };

  return g_strv_contains (known, self->kind);
}

const char *
tg_found_account_name (const TgFoundAccount *self)
{
  const TgAccount *account = self->account;

  if (*account->address != '\0')
    return account->address;
  if (account->user != NULL && *account->user != '\0')
    return account->user;
  return account->receive != NULL ? account->receive->host : _ ("An account without an address");
}

const char *
tg_found_account_program (const TgFoundAccount *self)
{
  return self->title != NULL ? self->title : tg_program_title (self->program);
}

/* What Thunderbird 153, its add-ons, and Evolution call the kinds that people have. */
const char *
tg_found_account_kind (const TgFoundAccount *self)
{
  static const struct {
    const char *kind, *name;
  } rows[] = {
    { "imap", "IMAP" },
    { "pop3", "POP3" },
    { "ews", "Exchange (EWS)" },
    { "graph", "Microsoft 365 (Graph)" },
    { "microsoft365", "Microsoft 365" },
    { "mapi", "Exchange (MAPI)" },
    { "exchange", "Exchange" },
    { "owl", "Exchange (Owl)" },
    { "exquilla", "Exchange (ExQuilla)" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (rows[i].kind, self->kind))
      return rows[i].name;
  return self->kind;
}

void
tg_change_item_free (TgChangeItem *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->what);
  g_free (self->before);
  g_free (self->after);
  g_free (self);
}

void
tg_override_free (TgOverride *self)
{
  if (self == NULL)
    return;
  g_free (self->file);
  g_free (self->name);
  g_free (self->value);
  g_free (self);
}

TgJournalEntry *
tg_journal_entry_copy (const TgJournalEntry *self)
{
  TgJournalEntry *copy = g_memdup2 (self, sizeof *self);

  copy->id = g_strdup (self->id);
  copy->title = g_strdup (self->title);
  copy->where = g_strdup (self->where);
  copy->with = g_strdup (self->with);
  return copy;
}

void
tg_journal_entry_free (TgJournalEntry *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->title);
  g_free (self->where);
  g_free (self->with);
  g_free (self);
}
