/* holder.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oauth/holders/holder.h"

#include <string.h>

#include "oauth/holders/bus.h"

/* The program may have to be started first, on an old disk; and to ask the provider for a fresh token. */
#define LOOK_MS 25000
#define READ_MS 30000

#define TOKEN_TYPE "(si)"

/* @names: on the bus; Evolution's is another as a Flatpak.  @ensure: (nullable): to be called before a token is asked for */
static const struct {
  const char *names[3];
  const char *path;
  GPtrArray *(*read) (GVariant *objects, const char *name);
  const char *ensure_interface;
  const char *token_interface;
} holders[TG_N_HOLDERS] = {
  [TG_TOKEN_FROM_ONLINE_ACCOUNTS] = { { "org.gnome.OnlineAccounts" },
                                      "/org/gnome/OnlineAccounts",
                                      tg_online_accounts_offers,
                                      "org.gnome.OnlineAccounts.Account",
                                      "org.gnome.OnlineAccounts.OAuth2Based" },
  [TG_TOKEN_FROM_EVOLUTION] = { { "org.gnome.evolution.dataserver.Sources5",
                                  "org.gnome.Evolution.org.gnome.evolution.dataserver.Sources5" },
                                "/org/gnome/evolution/dataserver/SourceManager",
                                tg_evolution_offers,
                                NULL,
                                "org.gnome.evolution.dataserver.Source.OAuth2Support" },
};

typedef struct {
  TgTokenSource holder;
  TgAccount *account;
  guint name; /* of the holder's, the one that is asked */
  TgToken *failure;
} Look;

static void
look_free (gpointer data)
{
  Look *self = data;

  tg_account_unref (self->account);
  g_clear_pointer (&self->failure, tg_token_free);
  g_free (self);
}

static TgTokenOffer *
copy (const TgTokenOffer *offer)
{
  TgTokenOffer *one = g_memdup2 (offer, sizeof *offer);

  one->path = g_strdup (offer->path);
  one->names = g_strdupv (offer->names);
  return one;
}

static void
finish_look (GTask *task, const TgTokenOffer *offer)
{
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, offer != NULL ? copy (offer) : NULL, (GDestroyNotify)tg_token_offer_free);
}

static void ask_for_accounts (GTask *task);

static void
listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Look *self = g_task_get_task_data (task);
  const char *title = tg_holder_title (self->holder);
  const char *name = holders[self->holder].names[self->name];
  g_autoptr (GVariant) objects = NULL;
  TgBusOutcome outcome = tg_bus_call_finish (result, &objects, NULL, NULL);
  g_autoptr (GPtrArray) offers = NULL;
  const TgTokenOffer *offer = NULL;
  TgTokenFault fault = outcome == TG_BUS_FAILED ? TG_TOKEN_NOT_HANDED_OVER : TG_TOKEN_NO_ACCOUNT;
  char *detail = NULL;

  if (outcome == TG_BUS_MISSING && holders[self->holder].names[self->name + 1] != NULL) {
    self->name++;
    ask_for_accounts (task);
    return;
  }
  if (objects != NULL) {
    offers = holders[self->holder].read (objects, name);
    offer = tg_token_offers_choose (offers, self->account, &fault, &detail);
  }
  if (offer == NULL)
    self->failure = tg_token_failed (self->holder, fault, title, detail);
  finish_look (task, offer);
}

static void
ask_for_accounts (GTask *task)
{
  Look *self = g_task_get_task_data (task);
  const TgBusCall call = { .name = holders[self->holder].names[self->name],
                           .path = holders[self->holder].path,
                           .interface = "org.freedesktop.DBus.ObjectManager",
                           .method = "GetManagedObjects",
                           .reply_type = "(a{oa{sa{sv}}})",
                           .timeout_ms = LOOK_MS };

  tg_bus_call_async (&call, g_task_get_cancellable (task), listed, g_object_ref (task));
}

void
tg_holder_look_async (TgTokenSource holder, const TgAccount *account, GCancellable *cancellable, GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Look *self = g_new0 (Look, 1);

  g_task_set_source_tag (task, tg_holder_look_async);
  g_task_set_task_data (task, self, look_free);
  self->holder = holder;
  self->account = tg_account_ref (account);
  ask_for_accounts (task);
}

TgTokenOffer *
tg_holder_look_finish (GAsyncResult *result, TgToken **failure, GError **error)
{
  Look *self = g_task_get_task_data (G_TASK (result));

  *failure = g_task_had_error (G_TASK (result)) ? NULL : g_steal_pointer (&self->failure);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* @token: (transfer full) (nullable): NULL: cancelled */
static void
finish_read (GTask *task, TgToken *token)
{
  if (g_task_return_error_if_cancelled (task))
    g_clear_pointer (&token, tg_token_free);
  else
    g_task_return_pointer (task, token, (GDestroyNotify)tg_token_free);
}

/* Errors that mean "somebody has to sign in": GNOME Online Accounts' own; and what evolution-data-server says of a token that it has not
 * got, or that the provider no longer renews.  Their texts, which may hold anything, are not passed on. */
static TgTokenFault
fault_of (const GError *failure)
{
  g_autofree char *remote = failure != NULL ? g_dbus_error_get_remote_error (failure) : NULL;

  if (g_strcmp0 (remote, "org.gnome.OnlineAccounts.Error.NotAuthorized") == 0 ||
      g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) || g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    return TG_TOKEN_SIGN_IN;
  return TG_TOKEN_NOT_HANDED_OVER;
}

static void
handed_over (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const TgTokenOffer *offer = g_task_get_task_data (task);
  const char *title = tg_holder_title (offer->holder);
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GError) failure = NULL;
  const char *text;
  gint32 seconds_left;
  TgToken *token;

  if (tg_bus_call_finish (result, &reply, &failure, NULL) != TG_BUS_OK) {
    finish_read (task, tg_token_failed (offer->holder, fault_of (failure), title, NULL));
    return;
  }
  g_variant_get (reply, "(&si)", &text, &seconds_left);
  /* GNOME Online Accounts hands out a token that is over, if it has nothing to renew it with; 0 is not known. */
  if (seconds_left < 0)
    token = tg_token_failed (offer->holder, TG_TOKEN_SIGN_IN, title, NULL);
  else
    token = tg_token_is_good (text) ? tg_token_new (offer->holder, tg_secret_new_token (text, -1), title)
                                    : tg_token_failed (offer->holder, TG_TOKEN_NOT_HANDED_OVER, title, NULL);
  tg_token_wipe (text);
  finish_read (task, token);
}

static void
ask_for_token (GTask *task)
{
  const TgTokenOffer *offer = g_task_get_task_data (task);
  const TgBusCall call = { offer->name, offer->path, holders[offer->holder].token_interface, "GetAccessToken", TOKEN_TYPE, READ_MS };

  tg_bus_call_async (&call, g_task_get_cancellable (task), handed_over, g_object_ref (task));
}

static void
looked_after (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const TgTokenOffer *offer = g_task_get_task_data (task);
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GError) failure = NULL;
  gboolean ensured = tg_bus_call_finish (result, &reply, &failure, NULL) == TG_BUS_OK;

  /* Where it could not find out, because the provider does not answer it, the token that it has may still be good. */
  if (ensured || (failure != NULL && g_dbus_error_is_remote_error (failure) && fault_of (failure) != TG_TOKEN_SIGN_IN))
    ask_for_token (task);
  else
    finish_read (task, tg_token_failed (offer->holder, fault_of (failure), tg_holder_title (offer->holder), NULL));
}

void
tg_holder_read_async (const TgTokenOffer *offer, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  const char *ensure = holders[offer->holder].ensure_interface;
  const TgBusCall call = { offer->name, offer->path, ensure, "EnsureCredentials", "(i)", READ_MS };

  g_task_set_source_tag (task, tg_holder_read_async);
  g_task_set_task_data (task, copy (offer), (GDestroyNotify)tg_token_offer_free);
  if (ensure != NULL)
    tg_bus_call_async (&call, cancellable, looked_after, g_object_ref (task));
  else
    ask_for_token (task);
}

TgToken *
tg_holder_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
