/* merge.h: logins put into logins.json and taken out again; every byte that is not theirs stays.  Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

#include "clients/thunderbird/logins/logins.h"

G_BEGIN_DECLS

/* What is put: @user, @password: encrypted, ASCII.  @replaces: (nullable): the login of the same origin and user that is there */
typedef struct {
  const char    *origin;
  const char    *user;
  const char    *password;
  const TgLogin *replaces;
} TgLoginEntry;

/* The file with these logins.  A replaced one keeps its place, id, guid, and what else is in it.
 * @now: milliseconds since 1970
 * @put: gets what undo needs: [ { "guid", "changed": when, "replaced": true|false } ] */
GBytes  *tg_logins_put       (const TgLogins *self, const TgLoginEntry *entries, gsize n_entries, gint64 now, JsonArray *put);

/* Whether all of @put is there, as it was put: Thunderbird keeps the guid and notes when the password changes, however it
 * writes the login anew. */
gboolean tg_logins_hold      (const TgLogins *self, JsonArray *put);

/* The file without those of @put that still are as they were put; a replaced one is as it was in @former (nullable).  A
 * password that was changed since is the person's.  NULL where @former does not have what was replaced. (transfer full) (nullable) */
GBytes  *tg_logins_take_back (const TgLogins *self, const TgLogins *former, JsonArray *put);

/* Whether it is a list as tg_logins_put() makes it. */
gboolean tg_logins_is_put    (JsonArray *put);

G_END_DECLS
