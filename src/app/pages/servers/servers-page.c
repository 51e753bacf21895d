/* servers-page.c: the two servers, where something is unknown or the person wants to see them.  What is not known is filled in as a
 * guess, and marked as one; where only the company is known, nothing but the name is asked for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/pages.h"

#include <glib/gi18n.h>

#include "app/cards/cautions.h"
#include "app/state/searched.h"
#include "app/pages/servers/server-group.h"
#include "find/credential-rule.h"
#include "find/names/guess.h"

struct _TgServersPage {
  TgPage parent_instance;

  GtkLabel *intro;
  GtkBox *cautions;
  TgServerGroup *receive;
  TgServerGroup *send;

  TgServer *filled[2]; /* (nullable): what was filled in, known or guessed: receive, send */
};

G_DEFINE_FINAL_TYPE (TgServersPage, tg_servers_page, TG_TYPE_PAGE)

static gboolean
tg_servers_page_sends_only (TgServersPage *self)
{
  return tg_wizard_choices (tg_page_get_wizard (TG_PAGE (self)))->sends_only;
}

static TgServerGroup *
tg_servers_page_group (TgServersPage *self, TgSide side)
{
  return side == TG_SIDE_SEND ? self->send : self->receive;
}

/* What was found for the account. (nullable) */
static const TgDiscovery *
tg_servers_page_found (TgServersPage *self)
{
  return tg_session_get_found (tg_page_get_session (TG_PAGE (self)));
}

static void
tg_servers_page_fill (TgServersPage *self, TgSide side, const TgServer *known, const char *user)
{
  const char *address = tg_page_get_account (TG_PAGE (self))->address;
  g_autoptr (TgServer) guess = known == NULL ? tg_guess_server (side == TG_SIDE_SEND ? TG_PROTOCOL_SMTP : TG_PROTOCOL_IMAP, address) : NULL;
  const TgServer *shown = known != NULL ? known : guess;
  g_autofree char *origin = shown != NULL ? tg_searched_origin (tg_servers_page_found (self), shown, address) : NULL;
  TgServer **filled = &self->filled[side == TG_SIDE_SEND];

  tg_server_group_set_server (tg_servers_page_group (self, side), shown, user, origin);
  tg_server_group_set_allow_plaintext (tg_servers_page_group (self, side),
                                       tg_wizard_choices (tg_page_get_wizard (TG_PAGE (self)))->allow_plaintext);
  g_clear_pointer (filled, tg_server_unref);
  *filled = shown != NULL ? tg_server_ref (shown) : NULL;
}

/* The hosting company is known, and each of its customers' servers has another name: a guess would be no help.  Sending mostly
 * goes by the same name. */
static void
tg_servers_page_ask_names (TgServersPage *self, const TgDiscovery *found)
{
  const TgProvider *company = tg_searched_company (found);
  const TgAccount *account = tg_page_get_account (TG_PAGE (self));
  gboolean sends_only = tg_servers_page_sends_only (self);

  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++) {
    TgServerGroup *group = tg_servers_page_group (self, side);

    if ((side == TG_SIDE_SEND ? account->send : account->receive) != NULL)
      continue;
    tg_server_group_set_server (group, NULL, NULL, NULL);
    g_clear_pointer (&self->filled[side == TG_SIDE_SEND], tg_server_unref);
    tg_server_group_ask_name (group, company->like,
                              side == TG_SIDE_SEND && !sends_only ? _ ("Mostly the same name as for receiving") : NULL);
    if (side == TG_SIDE_SEND && !sends_only)
      tg_server_group_follow (group, self->receive, _ ("Mostly the same name as for receiving"));
  }
}

/* Why there is no server, in the words of the finding; NULL where the person would not wait for that. (transfer full) (nullable) */
static char *
tg_servers_page_excuse (const TgDiscovery *found)
{
  gboolean told = found != NULL && !tg_searched_has_any (found) && (found->over || tg_searched_company (found) != NULL);
  g_autoptr (GPtrArray) findings = told ? tg_session_findings_of (found) : NULL;

  return findings != NULL && findings->len > 0 ? g_strdup (((const TgFinding *)findings->pdata[0])->cause) : NULL;
}

/* What is to be done with the values, and why. (transfer full) */
static char *
tg_servers_page_introduce (const TgAccount *account, const TgDiscovery *found, gboolean sends_only)
{
  gboolean any = account->receive != NULL || account->send != NULL;
  gboolean whole = account->send != NULL && (account->receive != NULL || sends_only);
  g_autofree char *excuse = any ? NULL : tg_servers_page_excuse (found);
  const char *what;

  if (sends_only && any)
    what = _ ("Compare these values with the papers from your provider. Nothing is needed for receiving: the device only sends.");
  else if (tg_searched_has_any (found) && any && !whole)
    what = _ ("One server was found, and the other one is filled in as a guess. Compare both with your provider’s papers.");
  else if (any)
    what = _ ("Compare these values with the papers from your provider.");
  else if (excuse != NULL && tg_searched_company (found) != NULL)
    what = _ ("Enter that name; all other values are filled in.");
  else
    what = _ ("Enter the values from your provider’s papers. If you have none, try the guesses: the test shows whether they are right.");
  return excuse != NULL ? g_strconcat (excuse, "\n", what, NULL) : g_strdup (what);
}

/* Without a name there is nothing to test. */
static void
tg_servers_page_sync (TgServersPage *self)
{
  gboolean receives = !tg_wizard_choices (tg_page_get_wizard (TG_PAGE (self)))->sends_only;

  tg_page_set_complete (TG_PAGE (self), (!receives || tg_server_group_has_name (self->receive)) && tg_server_group_has_name (self->send));
}

/* The one user name of an account that only sends. (nullable) */
static const char *
typed_user (const TgAccount *account)
{
  return account->send_user != NULL ? account->send_user : account->user;
}

static void
tg_servers_page_entered (TgPage *page)
{
  TgServersPage *self = TG_SERVERS_PAGE (page);
  TgWizard *wizard = tg_page_get_wizard (page);
  const TgAccount *account = tg_page_get_account (page);
  const TgDiscovery *found = tg_servers_page_found (self);
  gboolean sends_only = tg_servers_page_sends_only (self);
  g_autofree char *intro = tg_servers_page_introduce (account, found, sends_only);
  g_autofree char *local = tg_address_local_part (account->address);
  /* TRANSLATORS: what is tried where the user name is left empty: "taro@example.jp, then taro" */
  g_autofree char *open = g_strdup_printf (_ ("%s, then %s"), account->address, local);

  tg_wizard_choices (wizard)->wants_servers = FALSE;
  gtk_label_set_text (self->intro, intro);
  tg_cautions_fill (self->cautions, found, NULL);
  tg_server_group_follow (self->send, NULL, NULL);
  tg_server_group_set_user_placeholder (self->receive, open);
  tg_server_group_set_user_placeholder (self->send, sends_only ? account->address : _ ("as for receiving"));
  tg_servers_page_fill (self, TG_SIDE_RECEIVE, account->receive, account->user);
  tg_servers_page_fill (self, TG_SIDE_SEND, account->send, sends_only ? typed_user (account) : account->send_user);
  gtk_widget_set_visible (GTK_WIDGET (self->receive), !sends_only);
  if (found != NULL && tg_searched_company (found) != NULL)
    tg_servers_page_ask_names (self, found);
  /* Both are guesses: whoever types one of them knows the other as well. */
  else if (account->receive == NULL && account->send == NULL)
    tg_server_group_follow (self->send, self->receive, _ ("Follows the receiving server’s name until you type another"));
  tg_servers_page_sync (self);
}

static TgServer *
tg_servers_page_read (TgServersPage *self, TgSide side)
{
  g_autoptr (TgServer) server = tg_server_group_get_server (tg_servers_page_group (self, side));

  return tg_credentials_typed_over (self->filled[side == TG_SIDE_SEND], server);
}

/* A check has one answer for both servers: so each that the password reaches unprotected needs a tick of its own
 * (safety rule 1). */
static gboolean
tg_servers_page_allows_plaintext (TgServersPage *self)
{
  TgServerGroup *const groups[] = { self->receive, self->send };
  gboolean any = FALSE;

  for (guint i = tg_servers_page_sends_only (self) ? TG_SIDE_SEND : TG_SIDE_RECEIVE; i < G_N_ELEMENTS (groups); i++)
    if (tg_server_group_is_plaintext (groups[i])) {
      if (!tg_server_group_get_allow_plaintext (groups[i]))
        return FALSE;
      any = TRUE;
    }

  return any;
}

static void
tg_servers_page_apply_async (TgPage *page, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  TgServersPage *self = TG_SERVERS_PAGE (page);
  TgWizard *wizard = tg_page_get_wizard (page);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  const TgAccount *before = tg_page_get_account (page);
  g_autoptr (TgServer) receive = NULL;
  g_autoptr (TgServer) send = NULL;
  g_autofree char *user = NULL;
  g_autofree char *send_user = NULL;
  g_autoptr (TgAccount) account = NULL;
  gboolean sends_only = tg_servers_page_sends_only (self);
  gboolean good_receive = sends_only || tg_server_group_validate (self->receive);
  gboolean good_send = tg_server_group_validate (self->send);

  if (!good_receive || !good_send) {
    gtk_widget_grab_focus (tg_server_group_first_entry (good_receive ? self->send : self->receive));
    g_task_return_boolean (task, FALSE);
    return;
  }

  receive = sends_only ? NULL : tg_servers_page_read (self, TG_SIDE_RECEIVE);
  send = tg_servers_page_read (self, TG_SIDE_SEND);
  user = tg_server_group_get_user (sends_only ? self->send : self->receive);
  send_user = sends_only ? NULL : tg_server_group_get_user (self->send);
  account = tg_account_new (before->address, before->name, user, send_user, receive, send);
  tg_wizard_choices (wizard)->allow_plaintext = tg_servers_page_allows_plaintext (self);
  if (!tg_account_equal (account, before))
    tg_session_set_account (tg_page_get_session (page), account);
  if (!sends_only)
    tg_server_group_tell_cleanings (self->receive, tg_page_get_session (page));
  tg_server_group_tell_cleanings (self->send, tg_page_get_session (page));
  g_task_return_boolean (task, TRUE);
}

static GtkWidget *
tg_servers_page_initial_focus (TgPage *page)
{
  TgServersPage *self = TG_SERVERS_PAGE (page);

  return tg_server_group_first_entry (tg_servers_page_sends_only (self) ? self->send : self->receive);
}

static void
tg_servers_page_finalize (GObject *object)
{
  TgServersPage *self = TG_SERVERS_PAGE (object);

  g_clear_pointer (&self->filled[0], tg_server_unref);
  g_clear_pointer (&self->filled[1], tg_server_unref);
  G_OBJECT_CLASS (tg_servers_page_parent_class)->finalize (object);
}

static void
tg_servers_page_class_init (TgServersPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  TgPageClass *page_class = TG_PAGE_CLASS (klass);

  object_class->finalize = tg_servers_page_finalize;
  page_class->entered = tg_servers_page_entered;
  page_class->apply_async = tg_servers_page_apply_async;
  page_class->initial_focus = tg_servers_page_initial_focus;

  g_type_ensure (TG_TYPE_SERVER_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tegami/Tegami/pages/servers/servers-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TgServersPage, intro);
  gtk_widget_class_bind_template_child (widget_class, TgServersPage, cautions);
  gtk_widget_class_bind_template_child (widget_class, TgServersPage, receive);
  gtk_widget_class_bind_template_child (widget_class, TgServersPage, send);
}

static void
tg_servers_page_init (TgServersPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->receive, "changed", G_CALLBACK (tg_servers_page_sync), self);
  g_signal_connect_swapped (self->send, "changed", G_CALLBACK (tg_servers_page_sync), self);
}
