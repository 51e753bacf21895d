/* keep.c: see keep.h.  A repair is seen in the before/after view, and undone line by line: the fewer lines, the better for both.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/evolution/repair/keep.h"

#include <string.h>

#include "clients/evolution/sources/groups.h"
#include "clients/evolution/sources/names.h"

#define IMAPX "Imapx Backend"

/* @there: (nullable): not there */
typedef gboolean (*Stays) (const char *there, const TgEvolutionSetting *setting, const TgSaveRequest *request);

static gboolean
is_same_host (const char *there, const TgEvolutionSetting *setting, const TgSaveRequest *request)
{
  g_autoptr (TgServer) server = there != NULL ? tg_server_new_saved (TG_PROTOCOL_IMAP, TG_SECURITY_NONE, there, 0) : NULL;

  return server != NULL && strcmp (server->ascii_host, setting->value) == 0;
}

static gboolean
is_same_address (const char *there, const TgEvolutionSetting *setting, const TgSaveRequest *request)
{
  g_autofree char *one = there != NULL ? tg_address_to_smtp (there, NULL) : NULL;
  g_autofree char *two = tg_address_to_smtp (setting->value, NULL);

  return one != NULL && two != NULL && g_ascii_strcasecmp (one, two) == 0;
}

/* Nothing was tried, and what stands there may well work. */
static gboolean
is_untried (const char *there, const TgEvolutionSetting *setting, const TgSaveRequest *request)
{
  gboolean sends = setting->role == TG_EVOLUTION_TRANSPORT;
  const TgServer *server = sends ? request->account->send : request->account->receive;
  const char *mechanism = sends ? request->send_authentication : request->receive_authentication;

  return mechanism == NULL && tg_evolution_knows_method (server->protocol, there);
}

/* No password comes along, so whether one is kept is not our business. */
static gboolean
has_no_password (const char *there, const TgEvolutionSetting *setting, const TgSaveRequest *request)
{
  return request->receive_password == NULL && request->send_password == NULL;
}

static const struct {
  const char *group;
  const char *key;
  const char *unset; /* (nullable): what a missing key means */
  Stays stays;       /* (nullable) */
} rows[] = {
  { TG_AUTHENTICATION, "Host", NULL, is_same_host },
  { TG_AUTHENTICATION, "Method", NULL, is_untried },
  { TG_AUTHENTICATION, "RememberPassword", "true", has_no_password },
  { TG_SECURITY_GROUP, "Method", "none", NULL },
  { TG_DATA_SOURCE, "Enabled", "true", NULL },
  { TG_MAIL_IDENTITY, "Address", NULL, is_same_address },
};

static gboolean
is_link (const TgEvolutionSetting *setting)
{
  static const char *const links[] = { "IdentityUid", "TransportUid", NULL };

  return g_strv_contains (links, setting->key);
}

/* The value to be set: that which stands there, where it may stay; NULL: none. (transfer full) */
static char *
settle (const TgEvolutionSetting *setting, TgEvolutionSource *now, const TgSaveRequest *request)
{
  g_autofree char *there = g_key_file_get_string (now->keys, setting->group, setting->key, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    if (strcmp (rows[i].group, setting->group) != 0 || strcmp (rows[i].key, setting->key) != 0)
      continue;
    if (there == NULL && g_strcmp0 (rows[i].unset, setting->value) == 0)
      return NULL;
    if (rows[i].stays != NULL && rows[i].stays (there, setting, request))
      return g_steal_pointer (&there);
  }
  if (there == NULL && setting->value != NULL && *setting->value == '\0')
    return NULL;

  return g_strdup (setting->value);
}

/* A command that Evolution starts instead of connecting is no longer what was tried. */
static void
add_no_command (GPtrArray *kept, TgEvolutionRole role, TgEvolutionSource *now, const TgSaveRequest *request)
{
  if (role == TG_EVOLUTION_ACCOUNT && request->account->receive != NULL && tg_evolution_source_is (now, IMAPX, "UseShellCommand", FALSE))
    g_ptr_array_add (kept, tg_evolution_setting_new (role, IMAPX, "UseShellCommand", "false"));
}

GPtrArray *
tg_evolution_keep (GPtrArray *settings, TgEvolutionRole role, TgEvolutionSource *now, const TgSaveRequest *request)
{
  GPtrArray *kept = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_evolution_setting_free);

  for (guint i = 0; i < settings->len; i++) {
    const TgEvolutionSetting *setting = g_ptr_array_index (settings, i);
    g_autofree char *value = NULL;

    if (setting->role != role || (setting->initial && !is_link (setting)))
      continue;
    value = settle (setting, now, request);
    if (value != NULL)
      g_ptr_array_add (kept, tg_evolution_setting_new (role, setting->group, setting->key, value));
  }
  add_no_command (kept, role, now, request);

  return kept;
}

static gboolean
would_change (const TgEvolutionSetting *setting, TgEvolutionSource *now)
{
  g_autofree char *there = g_key_file_get_string (now->keys, setting->group, setting->key, NULL);

  return g_strcmp0 (there != NULL ? there : "", setting->value) != 0;
}

gboolean
tg_evolution_would_change (GPtrArray *settings, TgEvolutionSource *now)
{
  for (guint i = 0; i < settings->len; i++)
    if (would_change (g_ptr_array_index (settings, i), now))
      return TRUE;

  return FALSE;
}

gboolean
tg_evolution_would_change_key (GPtrArray *settings, TgEvolutionSource *now, const char *group, const char *key)
{
  for (guint i = 0; i < settings->len; i++) {
    const TgEvolutionSetting *setting = g_ptr_array_index (settings, i);

    if (strcmp (setting->group, group) == 0 && strcmp (setting->key, key) == 0)
      return would_change (setting, now);
  }

  return FALSE;
}
