/* address-page.c: the mail address and the mail password.  What the tables know appears while typing; when the person goes on
 * from the address, the network is asked; what was cleaned is said.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/pages.h"

#include <glib/gi18n.h>

#include "app/pages/address/address-account.h"
#include "app/pages/address/before-you-start.h"
#include "app/pages/address/found/found-box.h"
#include "app/pages/address/found/meant-box.h"
#include "app/pages/address/foresight.h"
#include "app/pages/address/leaving.h"
#include "app/pages/address/sources-box.h"
#include "app/pages/address/typed-address.h"
#include "app/pages/address/typed-password.h"
#include "app/pages/address/ways-box.h"
#include "app/state/asking.h"
#include "app/state/searched.h"
#include "app/widgets/input-cleaning.h"
#include "app/widgets/field.h"

struct _TgAddressPage {
  TgPage parent_instance;

  AdwPreferencesGroup *group;
  TgField *address;
  TgField *password;
  GtkWidget *trim_button;
  TgMeantBox *meant;
  TgFoundBox *found;
  GtkBox *notes;
  GtkWidget *aside;
  TgSourcesBox *sources;

  TgTypedAddress typed;
  TgTypedPassword secret;
  TgAccount *filled; /* (nullable): the session's when the page was last entered */

  TgAddressSearch *search;
  GTask *going_on; /* (nullable): Next was pressed, and waits for the search */
};

G_DEFINE_FINAL_TYPE (TgAddressPage, tg_address_page, TG_TYPE_PAGE)

static gboolean
tg_address_page_has_password (TgAddressPage *self)
{
  return tg_address_account_has_password (tg_page_get_wizard (TG_PAGE (self)), tg_field_get_text (self->address));
}

/* While there is a question, nothing else is said, and its button is the one to press. */
static void
tg_address_page_show_found (TgAddressPage *self)
{
  gboolean asks = gtk_widget_get_visible (GTK_WIDGET (self->meant));

  tg_found_box_set_held (self->found, asks);
  tg_page_set_next (TG_PAGE (self), tg_page_get_next_label (TG_PAGE (self)), !asks && !tg_found_box_asks (self->found));
}

/* What is recognised, from the address as it stands. */
static void
tg_address_page_recognise (TgAddressPage *self)
{
  const TgDiscovery *found = tg_address_search_get_found (self->search);
  const TgAccount *account = tg_page_get_account (TG_PAGE (self));
  TgWizard *wizard = tg_page_get_wizard (TG_PAGE (self));
  g_autofree char *origin = tg_address_account_origin (wizard, found, tg_field_get_text (self->address));
  g_autoptr (GPtrArray) differs = tg_searched_beside_letter (found, tg_wizard_get_letter (wizard), account);
  TgForesight next = tg_foresight_of (wizard, self->search, origin);

  tg_before_you_start_fill (self->notes, tg_asking_for_password (wizard) ? found : NULL);
  tg_foresight_tell (next, wizard, self->group);
  self->secret.wanted = next != TG_FORESIGHT_BROWSER && tg_asking_for_password (wizard);
  tg_found_box_set_findings (self->found, differs);
  if (origin != NULL)
    tg_found_box_show_account (self->found, origin, account);
  else
    tg_found_box_show_search (self->found, self->search);
  tg_address_page_show_found (self);
}

/* The tables alone. */
static void
tg_address_page_look (TgAddressPage *self)
{
  const char *address = tg_field_get_text (self->address);

  tg_address_search_look (self->search, tg_address_is_plausible (address) ? address : NULL);
}

/* A slip is asked about first: whoever waits there for mistyped mail would be asked, too. */
static void
tg_address_page_search (TgAddressPage *self)
{
  const char *address = tg_field_get_text (self->address);

  if (!tg_address_account_may_search (tg_page_get_wizard (TG_PAGE (self)), address))
    return;
  if (tg_meant_box_ask (self->meant, address))
    tg_address_page_show_found (self);
  else
    tg_address_search_begin (self->search, tg_page_get_session (TG_PAGE (self)));
}

static void
tg_address_page_sync (TgAddressPage *self)
{
  const char *address = tg_field_get_text (self->address);
  gboolean has_password = !self->secret.wanted || *tg_field_get_text (self->password) != '\0' || tg_address_page_has_password (self);

  tg_page_set_complete (TG_PAGE (self), *address != '\0' && has_password);
}

static void
tg_address_page_mend (TgAddressPage *self, guint allowed)
{
  if (!tg_typed_address_mend (&self->typed, allowed))
    return;

  tg_address_page_look (self);
  tg_address_page_sync (self);
}

/* The entry is not changed from within its own signal. */
static gboolean
mend_address (gpointer data)
{
  TgAddressPage *self = data;

  /* The page may be gone by now. */
  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    tg_address_page_mend (self, TG_SLIPS_AT_ONCE);
  return G_SOURCE_REMOVE;
}

/* Whatever Next is waiting for is no longer wanted. */
static void
tg_address_page_stay (TgAddressPage *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->going_on);

  if (task == NULL)
    return;
  tg_page_set_busy (TG_PAGE (self), FALSE);
  g_task_return_boolean (task, FALSE);
}

static void
on_address_changed (TgAddressPage *self)
{
  if (self->typed.filling)
    return;

  tg_typed_address_notice (&self->typed);
  tg_address_page_stay (self);
  tg_meant_box_look (self->meant, tg_field_get_text (self->address));
  tg_address_page_look (self);
  tg_address_page_sync (self);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, mend_address, g_object_ref (self), g_object_unref);
}

static void
on_password_changed (TgAddressPage *self)
{
  tg_typed_password_update (&self->secret, tg_address_search_get_found (self->search), tg_address_page_has_password (self));
  tg_address_page_sync (self);
}

static void
on_trim_clicked (TgAddressPage *self)
{
  tg_typed_password_trim (&self->secret, tg_address_search_get_found (self->search));
}

static void
on_change_servers (TgAddressPage *self)
{
  tg_address_search_stop (self->search);
  tg_wizard_choices (tg_page_get_wizard (TG_PAGE (self)))->wants_servers = TRUE;
  if (tg_page_is (TG_PAGE (self), TG_PAGE_COMPLETE))
    gtk_widget_activate_action (GTK_WIDGET (self), "assistant.next", NULL);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->password));
}

/* A password that was typed for one account, and not yet used, must not go to the servers of another. */
static void
tg_address_page_fill (TgAddressPage *self)
{
  TgAccount *account = tg_page_get_account (TG_PAGE (self));
  gboolean same = account == self->filled || (account != NULL && self->filled != NULL && tg_account_equal (account, self->filled));
  gboolean lent = tg_wizard_get_letter (tg_page_get_wizard (TG_PAGE (self))) != NULL && account != NULL && *account->address == '\0';
  const char *address = lent              ? tg_field_get_text (self->address)
                        : account != NULL ? account->address
                        : same            ? tg_field_get_text (self->address)
                                          : "";

  if ((!same && !lent) || strcmp (address, tg_field_get_text (self->address)) != 0) {
    tg_field_set_text (self->address, address);
    tg_typed_password_clear (&self->secret);
  }
  g_clear_pointer (&self->filled, tg_account_unref);
  self->filled = account != NULL ? tg_account_ref (account) : NULL;
}

/* What was found for the account, or is being found still, when one comes back. */
static void
tg_address_page_look_again (TgAddressPage *self)
{
  TgDiscovery *found = tg_session_get_found (tg_page_get_session (TG_PAGE (self)));

  if (tg_address_search_get_state (self->search) >= TG_ADDRESS_SEARCH_RUNNING &&
      tg_searched_holds (tg_address_search_get_found (self->search), tg_field_get_text (self->address)))
    return;
  if (tg_searched_holds (found, tg_field_get_text (self->address))) {
    tg_address_search_adopt (self->search, found);
  } else {
    tg_address_search_look (self->search, NULL);
    tg_address_page_look (self);
  }
}

static void
tg_address_page_entered (TgPage *page)
{
  TgAddressPage *self = TG_ADDRESS_PAGE (page);
  TgWizard *wizard = tg_page_get_wizard (page);

  tg_wizard_load_trust (wizard);
  tg_address_page_fill (self);
  /* The practice servers know one account only. */
  tg_field_set_editable (self->address, !tg_wizard_get_practising (wizard));
  tg_found_box_set_sends_only (self->found, tg_wizard_choices (wizard)->sends_only);
  tg_sources_box_set_wizard (self->sources, wizard);
  /* The practice servers are on this computer, and nobody outside is asked about them. */
  gtk_widget_set_visible (self->aside, !tg_wizard_get_practising (wizard));
  tg_address_page_look_again (self);
  if (tg_wizard_get_letter (wizard) != NULL)
    tg_address_page_search (self);
  tg_address_page_recognise (self);
  tg_typed_address_hint (&self->typed);
  on_password_changed (self);
}

/* Called once the account stands. */
static void
tg_address_page_finish (TgAddressPage *self, GTask *task)
{
  tg_typed_address_tell (&self->typed, tg_page_get_session (TG_PAGE (self)));
  tg_typed_password_hand_over (&self->secret, tg_page_get_session (TG_PAGE (self)));
  g_task_return_boolean (task, TRUE);
}

/* Next was pressed: the first answer that is known is enough, else the search is waited for. */
static void
tg_address_page_go_on (TgAddressPage *self)
{
  TgDiscovery *found = tg_address_search_get_found (self->search);
  g_autoptr (GTask) task = NULL;

  if (self->going_on == NULL)
    return;
  if (tg_address_search_get_state (self->search) == TG_ADDRESS_SEARCH_RUNNING && !tg_searched_is_known (found)) {
    tg_page_set_busy (TG_PAGE (self), TRUE);
    return;
  }

  task = g_steal_pointer (&self->going_on);
  tg_page_set_busy (TG_PAGE (self), FALSE);
  if (!tg_wizard_choices (tg_page_get_wizard (TG_PAGE (self)))->wants_servers && !tg_found_box_insist (self->found, found)) {
    if (gtk_widget_get_focus_child (GTK_WIDGET (self->found)) == NULL)
      gtk_widget_grab_focus (GTK_WIDGET (self->address));
    g_task_return_boolean (task, FALSE);
    return;
  }
  tg_address_account_take (tg_page_get_wizard (TG_PAGE (self)), found);
  tg_address_page_finish (self, task);
}

static void
on_search_changed (TgAddressPage *self)
{
  tg_address_page_recognise (self);
  on_password_changed (self);
  tg_address_page_go_on (self);
}

static void
tg_address_page_go_to_password (TgAddressPage *self)
{
  gboolean wanted = gtk_widget_get_visible (GTK_WIDGET (self->password)) && *tg_field_get_text (self->password) == '\0';

  gtk_widget_grab_focus (GTK_WIDGET (wanted ? self->password : self->address));
}

static void
on_take (TgAddressPage *self, const char *address)
{
  tg_field_set_text (self->address, address);
  tg_address_page_search (self);
  tg_address_page_go_to_password (self);
}

static void
on_keep (TgAddressPage *self)
{
  tg_address_page_show_found (self);
  tg_address_page_search (self);
  tg_address_page_go_to_password (self);
}

/* The same address: servers stay as they are. */
static void
tg_address_page_apply_async (TgPage *page, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  TgAddressPage *self = TG_ADDRESS_PAGE (page);
  TgWizard *wizard = tg_page_get_wizard (page);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  const char *address;

  tg_address_page_mend (self, G_MAXUINT);
  address = tg_field_get_text (self->address);
  if (!tg_address_is_plausible (address)) {
    tg_field_set_invalid (self->address, TRUE);
    tg_field_set_hint (self->address, _ ("A mail address has an @ with a name before it and a domain after it, as in taro@example.jp."));
    gtk_widget_grab_focus (GTK_WIDGET (self->address));
    g_task_return_boolean (task, FALSE);
  } else if (tg_address_account_join (wizard, address) ||
             tg_address_account_is_settled (wizard, address, tg_address_search_get_state (self->search) == TG_ADDRESS_SEARCH_OVER)) {
    tg_address_page_finish (self, task);
  } else if (tg_address_account_may_search (wizard, address) && !tg_meant_box_insist (self->meant, address)) {
    tg_address_page_show_found (self);
    g_task_return_boolean (task, FALSE);
  } else {
    tg_address_page_show_found (self);
    self->going_on = g_steal_pointer (&task);
    /* Whoever enters the servers by hand waits for nobody. */
    if (!tg_wizard_choices (wizard)->wants_servers)
      tg_address_page_search (self);
    tg_address_page_go_on (self);
  }
}

static void
tg_address_page_stop (TgPage *page)
{
  tg_address_page_stay (TG_ADDRESS_PAGE (page));
  tg_address_search_stop (TG_ADDRESS_PAGE (page)->search);
}

/* Escape, while Next waits for nothing. */
static gboolean
on_escape (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  return !tg_page_is (TG_PAGE (widget), TG_PAGE_BUSY) && tg_address_search_stop (TG_ADDRESS_PAGE (widget)->search);
}

static GtkWidget *
tg_address_page_initial_focus (TgPage *page)
{
  TgAddressPage *self = TG_ADDRESS_PAGE (page);

  return GTK_WIDGET (*tg_field_get_text (self->address) && !tg_address_page_has_password (self) ? self->password : self->address);
}

/* Starting over may take the page away while Next waits. */
static void
tg_address_page_dispose (GObject *object)
{
  TgAddressPage *self = TG_ADDRESS_PAGE (object);

  if (self->search != NULL) {
    g_signal_handlers_disconnect_by_func (self->search, on_search_changed, self);
    tg_address_page_stay (self);
    g_object_run_dispose (G_OBJECT (self->search));
    g_clear_object (&self->search);
  }
  G_OBJECT_CLASS (tg_address_page_parent_class)->dispose (object);
}

static void
tg_address_page_finalize (GObject *object)
{
  TgAddressPage *self = TG_ADDRESS_PAGE (object);

  tg_typed_address_clear (&self->typed);
  g_clear_pointer (&self->filled, tg_account_unref);
  G_OBJECT_CLASS (tg_address_page_parent_class)->finalize (object);
}

static void
tg_address_page_class_init (TgAddressPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  TgPageClass *page_class = TG_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tg_address_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = tg_address_page_finalize;
  page_class->entered = tg_address_page_entered;
  page_class->left = tg_address_page_stop;
  page_class->stop = tg_address_page_stop;
  page_class->apply_async = tg_address_page_apply_async;
  page_class->initial_focus = tg_address_page_initial_focus;

  g_type_ensure (TG_TYPE_FOUND_BOX);
  g_type_ensure (TG_TYPE_MEANT_BOX);
  g_type_ensure (TG_TYPE_SOURCES_BOX);
  g_type_ensure (TG_TYPE_WAYS_BOX);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_escape, NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tegami/Tegami/pages/address/address-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TgAddressPage, group);
  gtk_widget_class_bind_template_child (widget_class, TgAddressPage, address);
  gtk_widget_class_bind_template_child (widget_class, TgAddressPage, password);
  gtk_widget_class_bind_template_child (widget_class, TgAddressPage, trim_button);
  gtk_widget_class_bind_template_child (widget_class, TgAddressPage, meant);
  gtk_widget_class_bind_template_child (widget_class, TgAddressPage, found);
  gtk_widget_class_bind_template_child (widget_class, TgAddressPage, notes);
  gtk_widget_class_bind_template_child (widget_class, TgAddressPage, aside);
  gtk_widget_class_bind_template_child (widget_class, TgAddressPage, sources);
}

static void
tg_address_page_init (TgAddressPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->typed.field = self->address;
  self->secret = (TgTypedPassword){ self->password, GTK_BUTTON (self->trim_button), TRUE };
  self->search = tg_address_search_new ();
  g_signal_connect_swapped (self->search, "changed", G_CALLBACK (on_search_changed), self);
  /* Whoever goes on from the address has typed all of it; looking at who is asked, or for a letter, is no going on. */
  tg_leaving_watch (GTK_WIDGET (self), GTK_WIDGET (self->address), self->aside, (void (*) (gpointer))tg_address_page_search);
  g_signal_connect_swapped (self->found, "cancel", G_CALLBACK (tg_address_search_stop), self->search);
  g_signal_connect_swapped (self->found, "take", G_CALLBACK (on_take), self);
  g_signal_connect_swapped (self->meant, "take", G_CALLBACK (on_take), self);
  g_signal_connect_swapped (self->meant, "keep", G_CALLBACK (on_keep), self);
  g_signal_connect_swapped (self->address, "changed", G_CALLBACK (on_address_changed), self);
  g_signal_connect_swapped (self->password, "changed", G_CALLBACK (on_password_changed), self);
  g_signal_connect_swapped (self->trim_button, "clicked", G_CALLBACK (on_trim_clicked), self);
  g_signal_connect_swapped (self->found, "change-servers", G_CALLBACK (on_change_servers), self);
}
