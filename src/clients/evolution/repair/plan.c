/* plan.c: see plan.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/evolution/repair/plan.h"

#include <glib/gi18n-lib.h>

#include "clients/evolution/repair/existing.h"
#include "clients/evolution/repair/keep.h"
#include "clients/evolution/sources/groups.h"

static void
edit_free (gpointer data)
{
  TgEvolutionEdit *edit = data;

  g_free (edit->uid);
  g_free (edit->base);
  g_ptr_array_unref (edit->settings);
  g_free (edit);
}

static TgEvolutionPlan *
plan_new (void)
{
  TgEvolutionPlan *self = g_new0 (TgEvolutionPlan, 1);

  self->made = g_ptr_array_new_with_free_func (edit_free);
  self->changed = g_ptr_array_new_with_free_func (edit_free);
  self->sharers = g_ptr_array_new_with_free_func (g_free);

  return self;
}

void
tg_evolution_plan_free (TgEvolutionPlan *self)
{
  if (self == NULL)
    return;

  g_free (self->other);
  for (guint role = 0; role < TG_EVOLUTION_N_ROLES; role++)
    g_free (self->uids[role]);
  g_ptr_array_unref (self->made);
  g_ptr_array_unref (self->changed);
  g_ptr_array_unref (self->sharers);
  g_free (self);
}

static void
add_edit (TgEvolutionPlan *self, TgEvolutionRole role, const char *base, GPtrArray *settings)
{
  TgEvolutionEdit *edit = g_new0 (TgEvolutionEdit, 1);

  edit->role = role;
  edit->uid = g_strdup (self->uids[role]);
  edit->base = g_strdup (base);
  edit->settings = g_ptr_array_ref (settings);
  g_ptr_array_add (base != NULL ? self->made : self->changed, edit);
}

/* All lines of a role, for a source that begins empty. */
static GPtrArray *
all_of (GPtrArray *settings, TgEvolutionRole role)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_evolution_setting_free);

  for (guint i = 0; i < settings->len; i++) {
    const TgEvolutionSetting *setting = g_ptr_array_index (settings, i);

    if (setting->role == role && setting->value != NULL)
      g_ptr_array_add (all, tg_evolution_setting_new (role, setting->group, setting->key, setting->value));
  }

  return all;
}

TgEvolutionPlan *
tg_evolution_plan_new (const TgSaveRequest *request, GError **error)
{
  g_autoptr (TgEvolutionPlan) self = plan_new ();
  g_autoptr (GPtrArray) settings = NULL;

  for (guint role = 0; role < TG_EVOLUTION_N_ROLES; role++)
    self->uids[role] = tg_evolution_uid_new ();
  settings = tg_evolution_settings (request, self->uids, error);
  if (settings == NULL)
    return NULL;

  for (guint role = 0; role < TG_EVOLUTION_N_ROLES; role++) {
    g_autoptr (GPtrArray) lines = all_of (settings, (TgEvolutionRole)role);

    add_edit (self, (TgEvolutionRole)role, "", lines);
  }

  return g_steal_pointer (&self);
}

/* Where a source names its identity or its transport. */
static const struct {
  const char *group;
  const char *key;
} links[TG_EVOLUTION_N_ROLES] = {
  [TG_EVOLUTION_IDENTITY] = { TG_MAIL_ACCOUNT, "IdentityUid" },
  [TG_EVOLUTION_TRANSPORT] = { TG_MAIL_SUBMISSION, "TransportUid" },
};

/* Who but @owner uses @source.  @names: (nullable): gets by what the person knows them */
static gboolean
is_shared (GPtrArray *sources, TgEvolutionSource *owner, TgEvolutionRole role, TgEvolutionSource *source, GPtrArray *names)
{
  gboolean shared = FALSE;

  for (guint i = 0; links[role].key != NULL && i < sources->len; i++) {
    TgEvolutionSource *other = g_ptr_array_index (sources, i);
    g_autofree char *uid = tg_evolution_source_get (other, links[role].group, links[role].key);

    if (other == owner || g_strcmp0 (uid, source->uid) != 0)
      continue;
    shared = TRUE;
    if (names != NULL)
      g_ptr_array_add (names, tg_evolution_name_of (other));
  }

  return shared;
}

static gboolean
is_own (const TgEvolutionPlan *self, const TgEvolutionTriple *existing, TgEvolutionRole role)
{
  return existing->source[role] != NULL && g_strcmp0 (self->uids[role], existing->source[role]->uid) == 0;
}

/* Whether others use the part of this role, by themselves or with the account's identity. */
static gboolean
is_common (TgEvolutionPlan *self, GPtrArray *sources, const TgEvolutionTriple *existing, TgEvolutionRole role)
{
  gboolean sends = role == TG_EVOLUTION_TRANSPORT;
  GPtrArray *names = sends ? self->sharers : NULL;
  /* An identity that is left to others uses it, too. */
  gboolean has_owner = is_own (self, existing, role - 1);
  gboolean common = is_shared (sources, has_owner ? existing->source[role - 1] : NULL, role, existing->source[role], names);

  if (sends && has_owner)
    common = is_shared (sources, existing->source[TG_EVOLUTION_ACCOUNT], TG_EVOLUTION_IDENTITY, existing->source[TG_EVOLUTION_IDENTITY],
                        names) ||
             common;

  return common;
}

/* Whether the part of this role would change under the feet of others; then it gets a uid of its own. */
static gboolean
part_ways (TgEvolutionPlan *self, GPtrArray *sources, const TgEvolutionTriple *existing, TgEvolutionRole role, const TgSaveRequest *request,
           GPtrArray *settings)
{
  TgEvolutionSource *now = existing->source[role];
  g_autoptr (GPtrArray) lines = NULL;

  if (!is_own (self, existing, role))
    return FALSE;
  lines = tg_evolution_keep (settings, role, now, request);
  if (!tg_evolution_would_change (lines, now) || !is_common (self, sources, existing, role))
    return FALSE;
  g_free (self->uids[role]);
  self->uids[role] = tg_evolution_uid_new ();

  return TRUE;
}

/* The lines to be set, once it is known into which sources: one that is made changes what names it. */
static GPtrArray *
choose_sources (TgEvolutionPlan *self, GPtrArray *sources, const TgEvolutionTriple *existing, const TgSaveRequest *request, GError **error)
{
  GPtrArray *settings = tg_evolution_settings (request, self->uids, error);

  while (settings != NULL && (part_ways (self, sources, existing, TG_EVOLUTION_IDENTITY, request, settings) ||
                              part_ways (self, sources, existing, TG_EVOLUTION_TRANSPORT, request, settings))) {
    g_ptr_array_unref (settings);
    settings = tg_evolution_settings (request, self->uids, error);
  }

  return settings;
}

static void
add_part (TgEvolutionPlan *self, const TgEvolutionTriple *existing, TgEvolutionRole role, GPtrArray *settings, const TgSaveRequest *request)
{
  TgEvolutionSource *now = existing->source[role];
  g_autoptr (GPtrArray) lines = NULL;

  if (now == NULL) {
    lines = all_of (settings, role);
    if (self->uids[role] != NULL)
      add_edit (self, role, "", lines);
    return;
  }

  lines = tg_evolution_keep (settings, role, now, request);
  if (!is_own (self, existing, role)) {
    g_ptr_array_add (lines, tg_evolution_setting_new (role, TG_DATA_SOURCE, "Parent", self->uids[TG_EVOLUTION_ACCOUNT]));
    add_edit (self, role, now->text, lines);
  } else if (tg_evolution_would_change (lines, now)) {
    add_edit (self, role, NULL, lines);
  }
}

static gboolean
may_change (const TgEvolutionPlan *self, GPtrArray *sources, const TgEvolutionTriple *existing, GError **error)
{
  if (tg_evolution_is_from_online_accounts (sources, existing->source[TG_EVOLUTION_ACCOUNT])) {
    g_set_error_literal (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNSUPPORTED,
                         _ ("This account belongs to GNOME's Online Accounts. Change it in the system settings, under Online Accounts."));
    return FALSE;
  }

  for (guint i = 0; i < self->changed->len; i++) {
    const TgEvolutionEdit *edit = g_ptr_array_index (self->changed, i);

    if (existing->source[edit->role]->writable)
      continue;
    g_set_error_literal (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNSUPPORTED,
                         _ ("Evolution does not let other programs change this account. Change it in Evolution itself."));
    return FALSE;
  }

  return TRUE;
}

TgEvolutionPlan *
tg_evolution_plan_repair (GPtrArray *sources, const TgEvolutionTriple *existing, const TgSaveRequest *request, GError **error)
{
  g_autoptr (TgEvolutionPlan) self = plan_new ();
  g_autoptr (GPtrArray) settings = NULL;

  for (guint role = 0; role < TG_EVOLUTION_N_ROLES; role++) {
    if (existing->source[role] != NULL)
      self->uids[role] = g_strdup (existing->source[role]->uid);
    else if (role != TG_EVOLUTION_TRANSPORT || request->account->send != NULL)
      self->uids[role] = tg_evolution_uid_new ();
  }

  settings = choose_sources (self, sources, existing, request, error);
  if (settings == NULL)
    return NULL;

  for (guint role = 0; role < TG_EVOLUTION_N_ROLES; role++)
    add_part (self, existing, (TgEvolutionRole)role, settings, request);

  return may_change (self, sources, existing, error) ? g_steal_pointer (&self) : NULL;
}

static void
set_lines (const TgEvolutionEdit *edit, TgEvolutionSource *source)
{
  for (guint i = 0; i < edit->settings->len; i++) {
    const TgEvolutionSetting *setting = g_ptr_array_index (edit->settings, i);

    tg_evolution_source_set (source, setting->group, setting->key, setting->value);
  }
}

TgEvolutionSource *
tg_evolution_edit_make (const TgEvolutionEdit *edit)
{
  TgEvolutionSource *source = tg_evolution_source_new (edit->uid, NULL, edit->base, NULL);

  source->writable = source->removable = TRUE;
  set_lines (edit, source);

  return source;
}

void
tg_evolution_plan_carry_out (const TgEvolutionPlan *self, GPtrArray *sources)
{
  for (guint i = 0; i < self->changed->len; i++) {
    const TgEvolutionEdit *edit = g_ptr_array_index (self->changed, i);

    set_lines (edit, tg_evolution_source_find (sources, edit->uid));
  }
  for (guint i = 0; i < self->made->len; i++)
    g_ptr_array_add (sources, tg_evolution_edit_make (g_ptr_array_index (self->made, i)));
}
