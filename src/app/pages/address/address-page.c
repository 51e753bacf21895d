/* address-page.c: the mail address and the mail password.  What the table of providers knows
 * appears while typing; what was cleaned is said.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/pages.h"

#include <glib/gi18n.h>

#include "app/pages/address/sources-box.h"
#include "app/widgets/input-cleaning.h"
#include "app/widgets/field.h"
#include "app/widgets/widget-defaults.h"
#include "app/widgets/words.h"
#include "discover/discover.h"
#include "find/origin-words.h"

struct _TgAddressPage {
  TgPage parent_instance;

  AdwPreferencesGroup *group;
  TgField *address;
  TgField *password;
  GtkWidget *trim_button;
  GtkWidget *known;
  GtkImage *known_icon;
  GtkLabel *known_title;
  GtkLabel *known_text;
  GtkWidget *servers_button;
  GtkBox *notes;
  TgSourcesBox *sources;

  guint slips;          /* what was put right since the person began to type */
  TgCleaning *cleaning; /* (nullable): the last time */
  TgAccount *filled;    /* (nullable): the session's when the page was last entered */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (TgAddressPage, tg_address_page, TG_TYPE_PAGE)

/* Kept in the session from an earlier visit, and not retyped. */
static gboolean
tg_address_page_has_password (TgAddressPage *self)
{
  TgSession *session = tg_page_get_session (TG_PAGE (self));
  const TgAccount *account = tg_session_get_account (session);

  return tg_session_get_password (session, TG_SIDE_RECEIVE) != NULL && account != NULL &&
         strcmp (account->address, tg_field_get_text (self->address)) == 0;
}

static void
tg_address_page_show_notes (TgAddressPage *self, const TgProvider *provider)
{
  gboolean any = FALSE;

  tg_box_empty (self->notes);

  for (guint i = 0; provider != NULL && provider->notes != NULL && i < provider->notes->len; i++) {
    const TgProviderNote *note = g_ptr_array_index (provider->notes, i);

    if (note->when != TG_NOTE_BEFORE)
      continue;

    if (!any)
      tg_words_append (self->notes, _ ("Before you start"), "heading");
    tg_words_append (self->notes, note->text, NULL);
    any = TRUE;
  }

  gtk_widget_set_visible (GTK_WIDGET (self->notes), any);
}

static void
tg_address_page_set_known (TgAddressPage *self, const char *icon, const char *title, const char *text, gboolean can_change)
{
  gtk_image_set_from_icon_name (self->known_icon, icon);
  gtk_label_set_text (self->known_title, title);
  gtk_label_set_text (self->known_text, text);
  gtk_widget_set_visible (self->servers_button, can_change);
  gtk_widget_set_visible (self->known, TRUE);
}

static void
tg_address_page_show_account (TgAddressPage *self, const char *title, const TgAccount *account)
{
  g_autofree char *receive = tg_server_describe (account->receive);
  g_autofree char *send = tg_server_describe (account->send);
  g_autofree char *text = g_strdup_printf (_ ("Receiving: %s\nSending: %s"), receive, send);

  tg_address_page_set_known (self, "tegami-yes-symbolic", title, text, TRUE);
}

/* Next is the test, or the servers that it needs first. */
static void
tg_address_page_announce (TgAddressPage *self, gboolean servers_follow)
{
  gboolean asked = tg_wizard_choices (tg_page_get_wizard (TG_PAGE (self)))->wants_servers;

  adw_preferences_group_set_description (
      self->group, servers_follow || asked
                       ? _ ("You find both in your provider’s papers. Nothing is saved yet.")
                       : _ ("You find both in your provider’s papers. The test starts when you press Next; nothing is saved yet."));
}

/* What is recognised, from the address as it stands. */
static void
tg_address_page_recognise (TgAddressPage *self)
{
  const char *address = tg_field_get_text (self->address);
  TgAccount *account = tg_page_get_account (TG_PAGE (self));
  const TgServer *server = account == NULL ? NULL : account->receive != NULL ? account->receive : account->send;
  gboolean taken = server != NULL && strcmp (account->address, address) == 0 && !tg_origin_is_in_table (server, address);
  g_autofree char *origin = taken ? tg_origin_describe (server, address) : NULL;
  gboolean plausible = tg_address_is_plausible (address);
  const TgProvider *provider = plausible ? tg_providers_find (address) : NULL;

  tg_address_page_show_notes (self, provider);
  tg_address_page_announce (self, plausible && origin == NULL && provider == NULL);
  gtk_widget_set_visible (self->known, FALSE);
  if (!plausible)
    return;

  if (origin != NULL) {
    tg_address_page_show_account (self, origin, account);
  } else if (provider != NULL) {
    g_autofree char *title = g_strdup_printf (provider->known ? _ ("%s: settings known") : _ ("%s: settings to be tried"), provider->name);
    g_autoptr (TgAccount) known = tg_provider_account (provider, address);

    tg_address_page_show_account (self, title, known);
  } else {
    g_autofree char *domain = tg_address_domain (address);
    g_autofree char *title = g_strdup_printf (_ ("%s is not in Tegami’s list"), domain);

    tg_address_page_set_known (self, "dialog-information-symbolic", title,
                               _ ("Next you enter the server names from your papers. Usual names are filled in as a guess."), FALSE);
  }
}

static void
tg_address_page_sync (TgAddressPage *self)
{
  const char *address = tg_field_get_text (self->address);
  gboolean has_password = *tg_field_get_text (self->password) != '\0' || tg_address_page_has_password (self);

  tg_page_set_complete (TG_PAGE (self), *address != '\0' && has_password);
}

static void
tg_address_page_hint (TgAddressPage *self)
{
  g_autofree char *cleaned = tg_input_cleaning_describe (self->slips);

  tg_field_set_hint (self->address, cleaned != NULL ? cleaned : _ ("For example: taro@example.jp"));
}

/* Visibly, in the box itself. */
static void
tg_address_page_mend (TgAddressPage *self, guint allowed)
{
  TgCleaning *cleaning;

  self->filling = TRUE;
  cleaning = tg_input_cleaning_apply (self->address, TG_TYPED_ADDRESS, tg_typed_address, allowed);
  self->filling = FALSE;
  if (cleaning != NULL) {
    self->slips |= cleaning->slips;
    g_clear_pointer (&self->cleaning, tg_cleaning_free);
    self->cleaning = cleaning;
    tg_address_page_recognise (self);
    tg_address_page_sync (self);
  }
  tg_address_page_hint (self);
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

/* The session tells it beside the test's findings, where it still describes what stands there. */
static void
tg_address_page_tell_cleaning (TgAddressPage *self)
{
  const TgCleaning *done = self->cleaning;
  gboolean holds = done != NULL && g_str_has_prefix (tg_field_get_text (self->address), done->after);

  tg_session_set_cleaning (tg_page_get_session (TG_PAGE (self)), TG_TYPED_ADDRESS,
                           holds ? tg_cleaning_new (done->field, done->slips, done->before, done->after) : NULL);
}

static void
on_address_changed (TgAddressPage *self)
{
  if (self->filling)
    return;

  if (*tg_field_get_text (self->address) == '\0') {
    self->slips = 0;
    g_clear_pointer (&self->cleaning, tg_cleaning_free);
  }
  tg_field_set_invalid (self->address, FALSE);
  tg_address_page_recognise (self);
  tg_address_page_sync (self);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, mend_address, g_object_ref (self), g_object_unref);
}

static void
on_password_changed (TgAddressPage *self)
{
  gboolean spaces;
  g_autofree char *warning = tg_input_cleaning_describe_password (tg_field_get_text (self->password), &spaces);

  tg_field_set_hint (self->password, warning != NULL ? warning
                                     : tg_address_page_has_password (self)
                                         ? _ ("Already entered; leave this empty to keep it.")
                                         : _ ("Not the password for the internet connection or the member page; that is a different one."));
  gtk_widget_set_visible (self->trim_button, spaces);
  tg_address_page_sync (self);
}

static void
on_trim_clicked (TgAddressPage *self)
{
  g_autofree char *text = g_strdup (tg_field_get_text (self->password));
  gsize length = strlen (text);
  g_autofree char *before = NULL;

  /* g_strstrip knows ASCII spaces only; an ideographic one is taken off by hand. */
  g_strstrip (text);
  while (g_str_has_prefix (text, "\u3000"))
    memmove (text, text + strlen ("\u3000"), strlen (text + strlen ("\u3000")) + 1);
  while (g_str_has_suffix (text, "\u3000"))
    text[strlen (text) - strlen ("\u3000")] = '\0';
  tg_field_set_text (self->password, text);
  gtk_widget_grab_focus (GTK_WIDGET (self->password));
  tg_wipe (text, length);
}

static void
on_servers_clicked (TgAddressPage *self)
{
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
  const char *address = account != NULL ? account->address : same ? tg_field_get_text (self->address) : "";

  if (!same || strcmp (address, tg_field_get_text (self->address)) != 0) {
    tg_field_set_text (self->address, address);
    tg_field_set_text (self->password, "");
    tg_field_set_revealed (self->password, FALSE);
  }
  g_clear_pointer (&self->filled, tg_account_unref);
  self->filled = account != NULL ? tg_account_ref (account) : NULL;
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
  tg_sources_box_set_session (self->sources, tg_page_get_session (page));
  /* The practice servers are on this computer, and nobody outside is asked about them. */
  gtk_widget_set_visible (GTK_WIDGET (self->sources), !tg_wizard_get_practising (wizard));
  tg_address_page_recognise (self);
  tg_address_page_hint (self);
  on_password_changed (self);
}

/* Called once the account stands. */
static void
tg_address_page_finish (TgAddressPage *self, GTask *task)
{
  const char *password = tg_field_get_text (self->password);

  tg_address_page_tell_cleaning (self);
  if (*password != '\0') {
    g_autoptr (TgSecret) secret = tg_secret_new (password, -1);

    tg_session_set_passwords (tg_page_get_session (TG_PAGE (self)), secret, NULL);
    /* GtkPasswordEntry keeps its text in memory that it wipes; ours is in the secret now. */
    tg_field_set_text (self->password, "");
    tg_field_set_revealed (self->password, FALSE);
  }
  g_task_return_boolean (task, TRUE);
}

static void
on_discovered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TgAddressPage *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (TgDiscovery) found = tg_session_find_finish (tg_page_get_session (TG_PAGE (self)), result, &error);
  g_autoptr (TgAccount) account = NULL;

  if (error != NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  /* Starting over may have taken the page away meanwhile. */
  if (self->address == NULL) {
    g_task_return_boolean (task, FALSE);
    return;
  }
  account =
      found->account != NULL ? tg_account_ref (found->account) : tg_account_new (g_task_get_task_data (task), NULL, NULL, NULL, NULL, NULL);
  tg_wizard_set_account (tg_page_get_wizard (TG_PAGE (self)), account);
  tg_address_page_finish (self, task);
}

/* The same address: servers stay as they are. */
static void
tg_address_page_apply_async (TgPage *page, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  TgAddressPage *self = TG_ADDRESS_PAGE (page);
  TgWizard *wizard = tg_page_get_wizard (page);
  const TgAccount *account = tg_page_get_account (page);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  const char *address;

  tg_address_page_mend (self, G_MAXUINT);
  address = tg_field_get_text (self->address);
  if (!tg_address_is_plausible (address)) {
    tg_field_set_invalid (self->address, TRUE);
    tg_field_set_hint (self->address, _ ("A mail address has an @ with a name before it and a domain after it, as in taro@example.jp."));
    gtk_widget_grab_focus (GTK_WIDGET (self->address));
    g_task_return_boolean (task, FALSE);
  } else if (account != NULL && *account->address == '\0' && tg_wizard_knows_servers (wizard)) {
    /* An account in a mail program may lack its address: what is typed joins the rest of it. */
    g_autoptr (TgAccount) whole =
        tg_account_new (address, account->name, account->user, account->send_user, account->receive, account->send);

    tg_wizard_set_account (wizard, whole);
    tg_address_page_finish (self, task);
  } else if (account != NULL && strcmp (account->address, address) == 0) {
    tg_address_page_finish (self, task);
  } else {
    g_task_set_task_data (task, g_strdup (address), g_free);
    tg_session_find_async (tg_page_get_session (page), address, NULL, NULL, cancellable, on_discovered, g_steal_pointer (&task));
  }
}

static GtkWidget *
tg_address_page_initial_focus (TgPage *page)
{
  TgAddressPage *self = TG_ADDRESS_PAGE (page);

  return GTK_WIDGET (*tg_field_get_text (self->address) && !tg_address_page_has_password (self) ? self->password : self->address);
}

static void
tg_address_page_finalize (GObject *object)
{
  TgAddressPage *self = TG_ADDRESS_PAGE (object);

  g_clear_pointer (&self->cleaning, tg_cleaning_free);
  g_clear_pointer (&self->filled, tg_account_unref);
  G_OBJECT_CLASS (tg_address_page_parent_class)->finalize (object);
}

static void
tg_address_page_class_init (TgAddressPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  TgPageClass *page_class = TG_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = tg_address_page_finalize;
  page_class->entered = tg_address_page_entered;
  page_class->apply_async = tg_address_page_apply_async;
  page_class->initial_focus = tg_address_page_initial_focus;

  g_type_ensure (TG_TYPE_SOURCES_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tegami/Tegami/pages/address/address-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TgAddressPage, group);
  gtk_widget_class_bind_template_child (widget_class, TgAddressPage, address);
  gtk_widget_class_bind_template_child (widget_class, TgAddressPage, password);
  gtk_widget_class_bind_template_child (widget_class, TgAddressPage, trim_button);
  gtk_widget_class_bind_template_child (widget_class, TgAddressPage, known);
  gtk_widget_class_bind_template_child (widget_class, TgAddressPage, known_icon);
  gtk_widget_class_bind_template_child (widget_class, TgAddressPage, known_title);
  gtk_widget_class_bind_template_child (widget_class, TgAddressPage, known_text);
  gtk_widget_class_bind_template_child (widget_class, TgAddressPage, servers_button);
  gtk_widget_class_bind_template_child (widget_class, TgAddressPage, notes);
  gtk_widget_class_bind_template_child (widget_class, TgAddressPage, sources);
}

static void
tg_address_page_init (TgAddressPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->address, "changed", G_CALLBACK (on_address_changed), self);
  g_signal_connect_swapped (self->password, "changed", G_CALLBACK (on_password_changed), self);
  g_signal_connect_swapped (self->trim_button, "clicked", G_CALLBACK (on_trim_clicked), self);
  g_signal_connect_swapped (self->servers_button, "clicked", G_CALLBACK (on_servers_clicked), self);
}
