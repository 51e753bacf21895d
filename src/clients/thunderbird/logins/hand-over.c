/* hand-over.c: looks at both sides of an account, and says what comes of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/thunderbird/logins/hand-over.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "clients/thunderbird/accounts.h"
#include "clients/thunderbird/logins/logins-step.h"
#include "files/file.h"

/* authMethod: those for which Thunderbird needs a password. */
static gboolean
needs_password (const char *mechanism)
{
  int method = tg_thunderbird_auth_method (mechanism);

  return method == 3 || method == 4 || method == 6;
}

void
tg_hand_over_free (TgHandOver *self)
{
  if (self == NULL)
    return;
  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++) {
    g_free (self->sides[side].origin);
    g_free (self->sides[side].user);
    g_clear_pointer (&self->sides[side].password, tg_secret_unref);
  }
  tg_account_unref (self->account);
  g_free (self->obstacle);
  g_free (self);
}

static void
read_side (TgHandOverSide *self, const TgServer *server, const char *user, const char *mechanism, TgSecret *password)
{
  self->server = server;
  self->asks = server != NULL && needs_password (mechanism);
  if (!self->asks)
    return;
  self->origin = tg_login_origin (server->protocol, server->ascii_host);
  self->user = g_strdup (user);
  self->password = password != NULL ? tg_secret_ref (password) : NULL;
}

static TgHandOver *
hand_over_new (const TgSaveRequest *request)
{
  TgHandOver *self = g_new0 (TgHandOver, 1);
  TgAccount *account = request->account;
  TgSecret *send_password = request->send_password != NULL ? request->send_password : request->receive_password;

  self->account = tg_account_ref (account);
  self->is_wanted = request->hand_over;
  read_side (&self->sides[TG_SIDE_RECEIVE], account->receive, tg_account_receive_user (account), request->receive_authentication,
             request->receive_password);
  read_side (&self->sides[TG_SIDE_SEND], account->send, tg_account_send_user (account), request->send_authentication, send_password);
  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++)
    self->is_possible |= self->sides[side].password != NULL;
  return self;
}

static gboolean
is_there (const char *profile, const char *name)
{
  g_autofree char *path = g_build_filename (profile, name, NULL);
  GStatBuf facts;

  return g_lstat (path, &facts) == 0 && facts.st_size > 0;
}

gboolean
tg_hand_over_read (const char *profile, TgLogins **logins, GError **error)
{
  g_autofree char *path = g_build_filename (profile, "logins.json", NULL);
  g_autofree char *keys_path = g_build_filename (profile, "key4.db", NULL);
  g_autoptr (GBytes) bytes = NULL, keys = NULL;

  *logins = NULL;
  if (!tg_file_read (path, TG_FILE_MAX, &bytes, error) || !tg_file_read (keys_path, TG_FILE_MAX, &keys, error))
    return FALSE;
  /* What an interrupted write left beside the keys belongs to them as they are. */
  if (is_there (profile, "key4.db-journal") || is_there (profile, "key4.db-wal")) {
    g_set_error_literal (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNREADABLE,
                         _ ("Thunderbird was interrupted while it saved a password. Open it and close it again, then save once more."));
    return FALSE;
  }
  *logins = tg_logins_parse (bytes);
  if (*logins == NULL)
    g_set_error_literal (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNREADABLE,
                         _ ("Thunderbird’s saved passwords (logins.json) cannot be read, so Tegami leaves them as they are."));
  return *logins != NULL;
}

/* Why nothing can be added to such keys; NULL where it can. */
static const char *
obstacle_of (TgKeystoreState state)
{
  static const char *const sentences[TG_N_KEYSTORE_STATES] = {
    [TG_KEYSTORE_LOCKED] = N_ ("Thunderbird’s saved passwords are protected by a primary password, so Tegami cannot add one."),
    [TG_KEYSTORE_UNREADABLE] = N_ ("The key to Thunderbird’s saved passwords (key4.db) cannot be read, so Tegami leaves it as it is."),
    [TG_KEYSTORE_NO_NSS] = N_ ("To hand over the password, the package libnss3 is needed."),
  };

  return sentences[state] != NULL ? _ (sentences[state]) : NULL;
}

static gboolean
ask (TgHandOver *self, const TgPlace *place, const TgLogins *logins, GCancellable *cancellable, GError **error)
{
  g_autoptr (TgNss) nss = tg_nss_new ();
  TgLoginMatch *matches[2] = { NULL, NULL };

  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++)
    if (self->sides[side].asks)
      matches[side] = tg_login_match_new (nss, logins, self->sides[side].origin, self->sides[side].user, self->sides[side].password);

  gboolean asked = tg_nss_ask (nss, place->where, FALSE, cancellable, error);

  self->state = tg_nss_state (nss);
  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++) {
    if (matches[side] != NULL)
      self->sides[side].saved = tg_login_match_saved (matches[side], nss);
    g_clear_pointer (&matches[side], tg_login_match_free);
  }
  return asked;
}

/* Where nothing is saved yet and nothing is to be, nobody need be asked. */
static gboolean
is_worth_asking (const TgHandOver *self, const TgPlace *place, const TgLogins *logins)
{
  return (self->is_wanted && self->is_possible) || logins->logins->len > 0 || (!place->is_new && is_there (place->where, "key4.db"));
}

static void
decide (TgHandOver *self)
{
  const char *obstacle = obstacle_of (self->state);

  if (obstacle != NULL && self->obstacle == NULL)
    self->obstacle = g_strdup (obstacle);
  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++)
    self->sides[side].handed =
        self->is_wanted && self->obstacle == NULL && self->sides[side].password != NULL && self->sides[side].saved != TG_SAVED_SAME;
}

/* Before anything is known of what Thunderbird has: it keeps a copy of its own. */
static void
be_obstructed (TgHandOver *self, const char *reason)
{
  self->obstacle = g_strdup (reason);
  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++)
    self->sides[side].saved = TG_SAVED_UNKNOWN;
}

TgHandOver *
tg_hand_over_look (const TgPlace *place, const TgSaveRequest *request, GCancellable *cancellable, GError **error)
{
  g_autoptr (TgHandOver) self = hand_over_new (request);
  g_autoptr (TgLogins) logins = NULL;
  g_autoptr (GError) local = NULL;

  if (!self->sides[TG_SIDE_RECEIVE].asks && !self->sides[TG_SIDE_SEND].asks) {
    self->obstacle = g_strdup (_ ("There is no password to hand over: this account signs in without one."));
    return g_steal_pointer (&self);
  }
  if (place->is_new)
    logins = tg_logins_parse (NULL);
  else if (!tg_hand_over_read (place->where, &logins, &local))
    be_obstructed (self, local->message);
  if (logins != NULL && is_worth_asking (self, place, logins) && !ask (self, place, logins, cancellable, error))
    return NULL;
  decide (self);
  return g_steal_pointer (&self);
}

void
tg_hand_over_add_step (const TgHandOver *self, const TgPlace *place, TgChange *change)
{
  g_autofree char *logins = g_build_filename (place->where, "logins.json", NULL);
  g_autofree char *keys = g_build_filename (place->where, "key4.db", NULL);

  if (!self->sides[TG_SIDE_RECEIVE].handed && !self->sides[TG_SIDE_SEND].handed)
    return;
  tg_change_add_item (change, TG_ITEM_FILE, logins, _ ("Saved passwords (logins.json)"), NULL, NULL);
  if (self->state != TG_KEYSTORE_READY)
    tg_change_add_item (change, TG_ITEM_FILE, keys, _ ("The key to them (key4.db)"), NULL, NULL);
  tg_change_add_step (change, &tg_thunderbird_logins_step, tg_logins_step_new (place, self->sides));
}

static gboolean
has_password (const TgHandOverSide *self)
{
  return self->handed || self->saved == TG_SAVED_SAME;
}

static gboolean
will_ask (const TgHandOverSide *self)
{
  return self->asks && !self->handed && self->saved == TG_SAVED_NOT;
}

/* What Thunderbird has saved, and what that leads to. */
static void
tell_of_saved (const TgHandOverSide *self, TgChange *change)
{
  static const char *const sentences[] = {
    [TG_SAVED_OTHER] =
        N_ ("Thunderbird has another password saved for %s, and tries that one first. If it is refused, Thunderbird asks for "
            "a new one: enter the one that works, and tick the box."),
    [TG_SAVED_SOME] = N_ ("Thunderbird uses the password that it has saved for %s. If it is refused, Thunderbird asks for a new one."),
    [TG_SAVED_UNKNOWN] =
        N_ ("Thunderbird may have a password saved for %s already. If it has none, or it is refused, Thunderbird asks for one."),
  };

  if (!self->asks || self->handed)
    return;
  if (sentences[self->saved] != NULL)
    tg_change_add_next_with (change, _ (sentences[self->saved]), self->server->host);
}

static void
tell_questions (const TgHandOver *self, TgChange *change)
{
  const TgHandOverSide *receive = &self->sides[TG_SIDE_RECEIVE], *send = &self->sides[TG_SIDE_SEND];

  tell_of_saved (receive, change);
  if (will_ask (receive))
    tg_change_add_next_with (change, _ ("Thunderbird asks once for the mail password for %s. Tick the box to have it remembered."),
                             receive->server->host);
  tell_of_saved (send, change);
  if (will_ask (send))
    tg_change_add_next_with (change, _ ("When you send for the first time, Thunderbird asks for the mail password for %s."),
                             send->server->host);
  if ((has_password (receive) || !receive->asks) && (has_password (send) || !send->asks) && (receive->asks || send->asks))
    tg_change_add_next (change, _ ("Thunderbird has the mail password, and asks for none."));
}

void
tg_hand_over_tell (const TgHandOver *self, TgChange *change)
{
  gboolean stale = FALSE;

  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++)
    stale |= self->sides[side].saved == TG_SAVED_OTHER && !self->sides[side].handed;
  if (self->is_wanted && self->obstacle != NULL)
    tg_change_add_next (change, self->obstacle);
  tell_questions (self, change);
  tg_change_set_hand_over (change, self->is_possible, self->obstacle, stale);
}

void
tg_hand_over_compare (const char *where, const TgAccount *account, TgSecret *const passwords[2], int same[2], GCancellable *cancellable)
{
  const TgPlace place = { .program = TG_PROGRAM_THUNDERBIRD, .where = (char *)where };
  const TgSaveRequest request = { .account = (TgAccount *)account,
                                  .receive_password = passwords[TG_SIDE_RECEIVE],
                                  .send_password = passwords[TG_SIDE_SEND] };
  g_autoptr (TgHandOver) seen = tg_hand_over_look (&place, &request, cancellable, NULL);

  for (TgSide side = TG_SIDE_RECEIVE; seen != NULL && side <= TG_SIDE_SEND; side++)
    same[side] = seen->sides[side].saved == TG_SAVED_SAME ? 1 : seen->sides[side].saved == TG_SAVED_OTHER ? 0 : -1;
}
