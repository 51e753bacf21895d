/* found-box.c: what is known of an address, and goes on being said while better answers come: what was found in one line, which unfolds;
 * and a card with what else there is to say.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/address/found/found-box.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/cards/cautions.h"
#include "app/state/searched.h"
#include "app/widgets/in-view.h"
#include "app/widgets/pair.h"
#include "app/widgets/rows/fold.h"
#include "app/widgets/widget-defaults.h"
#include "app/widgets/words.h"

struct _TgFoundBox {
  GtkBox parent_instance;

  TgFold *settings;
  GtkBox *servers;
  GtkLabel *origin;
  GtkWidget *change_button;

  GtkWidget *card;
  GtkWidget *head;
  GtkSpinner *spinner;
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *text;
  GtkBox *cautions;
  GtkLabel *asked;
  GtkWidget *take_button;
  GtkWidget *buttons;
  GtkWidget *servers_button;
  GtkWidget *cancel_button;

  gboolean sends_only;
  GPtrArray *findings; /* (nullable): more to be told */
  char *meant;         /* (nullable): the address that was probably meant */
  char *doubted;       /* (nullable): the address that was said to be wrong when somebody wanted to go on */
  gboolean shown;      /* unless held */
  gboolean held;
};

G_DEFINE_FINAL_TYPE (TgFoundBox, tg_found_box, GTK_TYPE_BOX)

enum { CHANGE_SERVERS, CANCEL, TAKE, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
tell (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

/* A button that hides with the focus in it would leave the keyboard nowhere. */
static void
show_button (GtkWidget *button, gboolean visible)
{
  GtkRoot *root = gtk_widget_get_root (button);

  if (!visible && gtk_widget_has_focus (button) && root != NULL)
    gtk_widget_child_focus (GTK_WIDGET (root), GTK_DIR_TAB_BACKWARD);
  gtk_widget_set_visible (button, visible);
}

/* There is always a way to type the servers, whatever was found or is still looked for. */
static void
tg_found_box_offer (TgFoundBox *self, gboolean any, gboolean running)
{
  show_button (self->servers_button, !any && running);
  show_button (self->cancel_button, running);
  gtk_widget_set_visible (self->buttons, running);
}

/* @icon: (nullable): a spinner takes its place.  @title NULL: there is nothing to say in the card but what it holds anyway. */
static void
tg_found_box_head (TgFoundBox *self, const char *icon, const char *title, const char *text)
{
  gtk_widget_set_visible (self->head, title != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), icon != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), icon == NULL);
  gtk_spinner_set_spinning (self->spinner, icon == NULL && title != NULL);
  if (icon != NULL)
    gtk_image_set_from_icon_name (self->icon, icon);
  tell (self->title, title);
  tell (self->text, text);
}

static void
tg_found_box_show (TgFoundBox *self, gboolean shown)
{
  self->shown = shown;
  tg_found_box_set_held (self, self->held);
}

/* Nothing is left standing around nothing. */
static void
tg_found_box_close (TgFoundBox *self)
{
  gtk_widget_set_visible (self->card, gtk_widget_get_visible (self->head) || gtk_widget_get_visible (GTK_WIDGET (self->cautions)) ||
                                          gtk_widget_get_visible (self->buttons));
  tg_found_box_show (self, TRUE);
}

static void
add_server (GtkBox *box, const char *title, const TgServer *server)
{
  g_autofree char *text = server != NULL ? tg_server_describe (server) : NULL;
  gboolean first = gtk_widget_get_first_child (GTK_WIDGET (box)) == NULL;
  GtkWidget *value;

  if (text == NULL)
    return;
  gtk_widget_set_margin_top (tg_words_append (box, title, "field-caption"), first ? 0 : 6);
  value = tg_words_append (box, text, "exact");
  gtk_widget_set_direction (value, GTK_TEXT_DIR_LTR);
  gtk_label_set_xalign (GTK_LABEL (value), gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL ? 1 : 0);
}

/* Why the older way of receiving comes first, where it does. (transfer full) (nullable) */
static char *
explain_protocol (const TgDiscovery *found, const TgAccount *account)
{
  const TgProvider *provider = tg_discovery_provider (found);

  if (provider == NULL || account->receive == NULL || account->receive->protocol != TG_PROTOCOL_POP3)
    return NULL;
  /* TRANSLATORS: a provider */
  return g_strdup_printf (_ ("Receiving by POP3, as is usual at %s: mail is fetched to this computer, and a copy stays on the server."),
                          provider->name);
}

/* @below: (nullable): a line below the title */
static void
tg_found_box_show_settings (TgFoundBox *self, const char *title, const char *below, const TgAccount *account)
{
  /* Where there are cautions, a tick would contradict them. */
  if (gtk_widget_get_visible (GTK_WIDGET (self->cautions)))
    tg_fold_set_icon (self->settings, "dialog-information-symbolic", NULL);
  else
    tg_fold_set_icon (self->settings, "tegami-yes-symbolic", "success");
  tg_fold_set_title (self->settings, title);
  tg_fold_set_subtitle (self->settings, below);
  tg_box_empty (self->servers);
  if (!self->sends_only)
    add_server (self->servers, _ ("Receiving server"), account->receive);
  add_server (self->servers, _ ("Sending server"), account->send);
  gtk_widget_set_visible (GTK_WIDGET (self->settings), TRUE);
}

/* Receiving's and sending's, once where they are the same. */
static void
tg_found_box_show_origin (TgFoundBox *self, const TgDiscovery *found)
{
  const TgAccount *account = found != NULL ? found->account : NULL;
  g_autofree char *receive = account != NULL && account->receive != NULL && !self->sends_only
                                 ? tg_searched_origin (found, account->receive, found->address)
                                 : NULL;
  g_autofree char *send = account != NULL && account->send != NULL ? tg_searched_origin (found, account->send, found->address) : NULL;
  g_autofree char *both = receive != NULL && send != NULL && strcmp (receive, send) != 0 ? g_strdup_printf ("%s\n%s", receive, send) : NULL;

  tell (self->origin, both != NULL ? both : receive != NULL ? receive : send);
}

/* The finding's own button, where another address was probably meant. */
static void
tg_found_box_offer_meant (TgFoundBox *self, const TgFinding *finding)
{
  const TgRemedy *remedy = NULL;

  for (guint i = 0; finding != NULL && remedy == NULL && i < finding->remedies->len; i++) {
    const TgRemedy *one = finding->remedies->pdata[i];

    if (one->action != NULL && one->change != NULL)
      remedy = one;
  }
  g_clear_pointer (&self->meant, g_free);
  self->meant = remedy != NULL ? g_strdup (remedy->change->address) : NULL;
  if (remedy != NULL) {
    gtk_button_set_label (GTK_BUTTON (self->take_button), remedy->action);
    tg_widget_defaults_apply (self->take_button);
  }
  show_button (self->take_button, remedy != NULL);
}

/* What is to be done next, where there are no settings. */
static const char *
describe_next (const TgDiscovery *found)
{
  if (tg_searched_is_doubtful (found))
    return _ ("If the address is right, press Next again: then you enter the servers yourself.");
  if (tg_searched_company (found) != NULL)
    return _ ("Next you enter the name of your server.");
  return _ ("Next you enter the server names from your papers. Usual names are filled in as a guess.");
}

static void
tg_found_box_show_missing (TgFoundBox *self, const TgDiscovery *found)
{
  g_autoptr (GPtrArray) findings = tg_session_findings_of (found);
  const TgFinding *finding = findings->len > 0 ? findings->pdata[0] : NULL;
  const TgProvider *company = tg_searched_company (found);
  g_autofree char *domain = tg_address_domain (found->address);
  g_autofree char *text = NULL, *title = NULL;

  tg_found_box_offer_meant (self, finding);
  if (finding == NULL || tg_searched_nobody_spoke (found)) {
    title = g_strdup_printf (_ ("Nobody could be asked about %s"), domain);
    tg_found_box_head (self, "dialog-warning-symbolic", title,
                       _ ("Is this computer online? Otherwise, press Next to enter the servers yourself."));
    return;
  }
  if (company != NULL)
    title = g_strdup_printf (_ ("%s: only the name of your server is missing"), company->company);
  text = g_strconcat (finding->cause, "\n", describe_next (found), NULL);
  tg_found_box_head (self, tg_searched_is_doubtful (found) ? "dialog-warning-symbolic" : "dialog-information-symbolic",
                     title != NULL ? title : finding->title, text);
}

static void
tg_found_box_show_unasked (TgFoundBox *self, const TgDiscovery *found)
{
  g_autofree char *domain = tg_address_domain (found->address);
  g_autofree char *title = g_strdup_printf (_ ("%s is not in Tegami’s list"), domain);

  tg_found_box_head (self, "dialog-information-symbolic", title, _ ("Its settings are looked for as soon as you go on to the password."));
}

void
tg_found_box_set_sends_only (TgFoundBox *self, gboolean sends_only)
{
  self->sends_only = sends_only;
}

void
tg_found_box_set_findings (TgFoundBox *self, GPtrArray *findings)
{
  GPtrArray *old = self->findings;

  self->findings = findings != NULL ? g_ptr_array_ref (findings) : NULL;
  g_clear_pointer (&old, g_ptr_array_unref);
}

void
tg_found_box_show_search (TgFoundBox *self, TgAddressSearch *search)
{
  const TgDiscovery *found = tg_address_search_get_found (search);
  TgAddressSearchState state = tg_address_search_get_state (search);
  gboolean running = state == TG_ADDRESS_SEARCH_RUNNING, any = tg_searched_has_any (found);
  g_autofree char *asked = running ? tg_searched_asked (found) : NULL;

  /* A domain without a dot is only half typed. */
  if (found == NULL || (state == TG_ADDRESS_SEARCH_OFFLINE && !any && strchr (strchr (found->address, '@'), '.') == NULL)) {
    tg_found_box_show (self, FALSE);
    return;
  }
  tg_cautions_fill (self->cautions, found, self->findings);
  tg_found_box_show_origin (self, found);
  tg_found_box_offer_meant (self, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->settings), any);
  if (any) {
    g_autofree char *title = tg_searched_title (found);
    g_autofree char *why = self->sends_only ? NULL : explain_protocol (found, found->account);

    tg_found_box_show_settings (self, title, why, found->account);
    tg_found_box_head (self, NULL, running ? _ ("Still looking for better ones…") : NULL, NULL);
  } else if (state == TG_ADDRESS_SEARCH_OVER || tg_searched_is_doubtful (found) || tg_searched_company (found) != NULL) {
    tg_found_box_show_missing (self, found);
  } else if (running) {
    g_autofree char *domain = tg_address_domain (found->address);
    g_autofree char *title = g_strdup_printf (_ ("Looking for the settings of %s…"), domain);

    tg_found_box_head (self, NULL, title, NULL);
  } else {
    tg_found_box_show_unasked (self, found);
  }
  tell (self->asked, asked);
  tg_found_box_offer (self, any, running);
  tg_found_box_close (self);
}

void
tg_found_box_show_account (TgFoundBox *self, const char *origin, const TgAccount *account)
{
  const char *title = account->send == NULL      ? _ ("The receiving server is set")
                      : account->receive == NULL ? _ ("The sending server is set")
                                                 : _ ("The servers are set");

  tg_cautions_fill (self->cautions, NULL, self->findings);
  tell (self->origin, NULL);
  tell (self->asked, NULL);
  tg_found_box_offer_meant (self, NULL);
  tg_found_box_offer (self, TRUE, FALSE);
  tg_found_box_show_settings (self, title, origin, account);
  tg_found_box_head (self, NULL, NULL, NULL);
  tg_found_box_close (self);
}

gboolean
tg_found_box_asks (TgFoundBox *self)
{
  return self->shown && !self->held && gtk_widget_get_visible (self->take_button);
}

void
tg_found_box_set_held (TgFoundBox *self, gboolean held)
{
  self->held = held;
  gtk_widget_set_visible (GTK_WIDGET (self), self->shown && !held);
}

gboolean
tg_found_box_insist (TgFoundBox *self, const TgDiscovery *found)
{
  if (!tg_searched_is_doubtful (found) || g_strcmp0 (self->doubted, found->address) == 0)
    return TRUE;

  g_free (self->doubted);
  self->doubted = g_strdup (found->address);
  if (gtk_widget_get_visible (self->take_button))
    gtk_widget_grab_focus (self->take_button);
  tg_bring_into_view (GTK_WIDGET (self));
  return FALSE;
}

static void
on_servers_clicked (TgFoundBox *self)
{
  g_signal_emit (self, signals[CHANGE_SERVERS], 0);
}

static void
on_cancel_clicked (TgFoundBox *self)
{
  g_signal_emit (self, signals[CANCEL], 0);
}

static void
on_take_clicked (TgFoundBox *self)
{
  g_autofree char *address = g_strdup (self->meant);

  g_signal_emit (self, signals[TAKE], 0, address);
}

static void
tg_found_box_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TG_TYPE_FOUND_BOX);
  G_OBJECT_CLASS (tg_found_box_parent_class)->dispose (object);
}

static void
tg_found_box_finalize (GObject *object)
{
  g_free (TG_FOUND_BOX (object)->meant);
  g_free (TG_FOUND_BOX (object)->doubted);
  g_clear_pointer (&TG_FOUND_BOX (object)->findings, g_ptr_array_unref);
  G_OBJECT_CLASS (tg_found_box_parent_class)->finalize (object);
}

static void
tg_found_box_class_init (TgFoundBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tg_found_box_dispose;
  G_OBJECT_CLASS (klass)->finalize = tg_found_box_finalize;
  signals[CHANGE_SERVERS] = g_signal_new ("change-servers", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CANCEL] = g_signal_new ("cancel", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[TAKE] = g_signal_new ("take", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (TG_TYPE_FOLD);
  g_type_ensure (TG_TYPE_PAIR);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tegami/Tegami/pages/address/found/found-box.ui");
  gtk_widget_class_bind_template_child (widget_class, TgFoundBox, settings);
  gtk_widget_class_bind_template_child (widget_class, TgFoundBox, servers);
  gtk_widget_class_bind_template_child (widget_class, TgFoundBox, change_button);
  gtk_widget_class_bind_template_child (widget_class, TgFoundBox, card);
  gtk_widget_class_bind_template_child (widget_class, TgFoundBox, head);
  gtk_widget_class_bind_template_child (widget_class, TgFoundBox, spinner);
  gtk_widget_class_bind_template_child (widget_class, TgFoundBox, icon);
  gtk_widget_class_bind_template_child (widget_class, TgFoundBox, title);
  gtk_widget_class_bind_template_child (widget_class, TgFoundBox, text);
  gtk_widget_class_bind_template_child (widget_class, TgFoundBox, origin);
  gtk_widget_class_bind_template_child (widget_class, TgFoundBox, cautions);
  gtk_widget_class_bind_template_child (widget_class, TgFoundBox, asked);
  gtk_widget_class_bind_template_child (widget_class, TgFoundBox, take_button);
  gtk_widget_class_bind_template_child (widget_class, TgFoundBox, buttons);
  gtk_widget_class_bind_template_child (widget_class, TgFoundBox, servers_button);
  gtk_widget_class_bind_template_child (widget_class, TgFoundBox, cancel_button);
}

static void
tg_found_box_init (TgFoundBox *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->change_button, "clicked", G_CALLBACK (on_servers_clicked), self);
  g_signal_connect_swapped (self->servers_button, "clicked", G_CALLBACK (on_servers_clicked), self);
  g_signal_connect_swapped (self->cancel_button, "clicked", G_CALLBACK (on_cancel_clicked), self);
  g_signal_connect_swapped (self->take_button, "clicked", G_CALLBACK (on_take_clicked), self);
}
