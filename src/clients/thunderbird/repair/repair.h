/* repair.h: an account that is there changed in place: with all that hangs on the names of its server and its user, and where it
 * is asked for together with the others that the same thing has happened to.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/thunderbird/prefs/edit.h"

G_BEGIN_DECLS

/* which.c: the account of @all (of TgThunderbirdKeys*) that the request means; NULL in @existing: it is not there yet.
 * @existing: (out) (transfer none); @notes: of char*: gets what to know of it.  Errors: UNSUPPORTED where several may be meant;
 * MISSING */
gboolean tg_repair_find (TgPrefs *prefs, GPtrArray *all, const TgSaveRequest *request, const TgThunderbirdKeys **existing, GPtrArray *notes,
                         GError **error);
/* Whether an account with another server pref than @keys goes by this name of a server and of a user, in the same protocol: its
 * folders then have the same names. */
gboolean tg_repair_has_double (TgPrefs *prefs, GPtrArray *all, const TgThunderbirdKeys *keys, const char *host, const char *user);
/* Whether the identity is that of the request. */
gboolean tg_repair_has_address (TgPrefs *prefs, const TgThunderbirdKeys *keys, const TgAccount *account);

/* Changes it, and fills @edit.  EXISTS where it would become the same as another one. */
gboolean tg_repair_apply (TgPrefs *prefs, GPtrArray *all, const TgSaveRequest *request, const TgThunderbirdKeys *existing,
                          TgThunderbirdEdit *edit, GError **error);

G_END_DECLS
