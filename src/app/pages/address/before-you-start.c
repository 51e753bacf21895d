/* before-you-start.c: the notes of the provider's row, whether the address or the domain's mail exchanger led to it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/address/before-you-start.h"

#include <glib/gi18n.h>

#include "app/state/searched.h"
#include "app/widgets/widget-defaults.h"
#include "app/widgets/words.h"

static const TgProvider *
provider_of (const TgDiscovery *found)
{
  return found != NULL ? tg_discovery_provider (found) : NULL;
}

gboolean
tg_before_you_start_needs_browser (const TgDiscovery *found)
{
  const TgProvider *provider = provider_of (found);

  return found != NULL && tg_searched_suffices (found, FALSE) && ((provider != NULL && provider->oauth_only) || found->ranking->oauth_only);
}

gboolean
tg_before_you_start_wants_app_password (const TgDiscovery *found)
{
  const TgProvider *provider = provider_of (found);

  return provider != NULL && (provider->app_password || provider->sign_in == TG_SIGN_IN_APP_PASSWORD);
}

/* The one page on which the person does what the notes ask for. (nullable) */
static const char *
find_page (const TgDiscovery *found, const char **label)
{
  const TgProvider *provider = provider_of (found);
  const char *page;

  if (provider == NULL || tg_before_you_start_needs_browser (found))
    return NULL;
  if (tg_before_you_start_wants_app_password (found) && provider->app_password_url != NULL) {
    *label = _ ("Open the app password page");
    page = provider->app_password_url;
  } else if (provider->switch_url != NULL || provider->app_password || provider->webmail_url == NULL) {
    *label = _ ("Open the provider’s page");
    page = provider->switch_url != NULL ? provider->switch_url : provider->help_url;
  } else {
    *label = _ ("Open webmail");
    page = provider->webmail_url;
  }
  /* The table holds nothing else (find/compile/); a browser is given nothing else, whatever it holds (safety rule 7). */
  return page != NULL && g_str_has_prefix (page, "https://") ? page : NULL;
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkLabel) problem = data;
  g_autoptr (GError) error = NULL;

  if (!gtk_show_uri_full_finish (GTK_WINDOW (source), result, &error) && gtk_widget_get_root (GTK_WIDGET (problem)) != NULL)
    tg_words_tell (problem, error->message);
}

static void
on_page_clicked (GtkWidget *button, GtkLabel *problem)
{
  tg_words_tell (problem, NULL);
  gtk_show_uri_full (GTK_WINDOW (gtk_widget_get_root (button)), g_object_get_data (G_OBJECT (button), "page"), GDK_CURRENT_TIME, NULL,
                     on_opened, g_object_ref (problem));
}

static void
add_page (GtkBox *box, const char *page, const char *label)
{
  g_autoptr (GUri) uri = g_uri_parse (page, G_URI_FLAGS_NONE, NULL);
  GtkWidget *button = gtk_button_new_with_label (label), *problem;

  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_margin_top (button, 6);
  g_object_set_data_full (G_OBJECT (button), "page", g_strdup (page), g_free);
  gtk_box_append (box, button);
  gtk_widget_add_css_class (tg_words_append (box, uri != NULL ? g_uri_get_host (uri) : page, "field-hint"), "exact");
  problem = tg_words_append (box, "", NULL);
  gtk_label_set_selectable (GTK_LABEL (problem), TRUE);
  gtk_widget_set_visible (problem, FALSE);
  g_signal_connect (button, "clicked", G_CALLBACK (on_page_clicked), problem);
  tg_widget_defaults_apply (GTK_WIDGET (box));
}

static void
add_note (GtkBox *box, const char *text)
{
  if (gtk_widget_get_first_child (GTK_WIDGET (box)) == NULL)
    tg_words_append (box, _ ("Before you start"), "heading");
  tg_words_append (box, text, NULL);
}

void
tg_before_you_start_fill (GtkBox *box, const TgDiscovery *found)
{
  const TgProvider *provider = provider_of (found);
  const char *label = NULL, *page;
  gboolean any;

  /* It is filled anew with each answer; the focus is in it only while nothing changes. */
  if (provider != NULL && g_object_get_data (G_OBJECT (box), "of") == (gpointer)provider)
    return;
  g_object_set_data (G_OBJECT (box), "of", (gpointer)provider);
  tg_box_empty (box);
  for (guint i = 0; provider != NULL && provider->notes != NULL && i < provider->notes->len; i++) {
    const TgProviderNote *note = g_ptr_array_index (provider->notes, i);

    if (note->when == TG_NOTE_BEFORE)
      add_note (box, note->text);
  }
  any = gtk_widget_get_first_child (GTK_WIDGET (box)) != NULL;
  /* Somebody who is not in our table says so. */
  if (!any && found != NULL && found->account != NULL && found->ranking->oauth_only)
    add_note (box, _ ("Mail programs sign in there in the browser (OAuth2). A password is not accepted."));
  page = any ? find_page (found, &label) : NULL;
  if (page != NULL)
    add_page (box, page, label);
  gtk_widget_set_visible (GTK_WIDGET (box), gtk_widget_get_first_child (GTK_WIDGET (box)) != NULL);
}

const char *
tg_before_you_start_password (const TgDiscovery *found)
{
  const TgProvider *provider = provider_of (found);

  if (tg_before_you_start_needs_browser (found))
    return _ ("Not needed here: leave this empty.");
  if (tg_before_you_start_wants_app_password (found))
    return _ ("An app password is needed here, not your usual one.");
  if (provider != NULL && provider->sign_in == TG_SIGN_IN_GENERATED)
    return _ ("The password that your provider makes for mail programs, not your usual one.");
  return NULL;
}
