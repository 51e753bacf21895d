/* before-you-start.c: the notes of the provider's row, whether the address or the domain's mail exchanger led to it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/address/before-you-start.h"

#include <glib/gi18n.h>

#include "app/widgets/widget-defaults.h"
#include "app/widgets/words.h"

static const TgProvider *
provider_of (const TgDiscovery *found)
{
  return found != NULL ? tg_discovery_provider (found) : NULL;
}

void
tg_before_you_start_fill (GtkBox *box, const TgDiscovery *found)
{
  const TgProvider *provider = provider_of (found);
  gboolean any = FALSE;

  tg_box_empty (box);
  for (guint i = 0; provider != NULL && provider->notes != NULL && i < provider->notes->len; i++) {
    const TgProviderNote *note = g_ptr_array_index (provider->notes, i);

    if (note->when != TG_NOTE_BEFORE)
      continue;

    if (!any)
      tg_words_append (box, _ ("Before you start"), "heading");
    tg_words_append (box, note->text, NULL);
    any = TRUE;
  }
  /* Somebody who is not in our table says so. */
  if (!any && found != NULL && found->account != NULL && found->ranking->oauth_only) {
    tg_words_append (box, _ ("Before you start"), "heading");
    tg_words_append (box, _ ("Mail programs sign in there in the browser (OAuth2). A password is not accepted."), NULL);
    any = TRUE;
  }
  gtk_widget_set_visible (GTK_WIDGET (box), any);
}

gboolean
tg_before_you_start_wants_app_password (const TgDiscovery *found)
{
  const TgProvider *provider = provider_of (found);

  return provider != NULL && (provider->app_password || provider->sign_in == TG_SIGN_IN_APP_PASSWORD);
}

const char *
tg_before_you_start_password (const TgDiscovery *found)
{
  const TgProvider *provider = provider_of (found);

  if (tg_before_you_start_wants_app_password (found))
    return _ ("An app password is needed here, not your usual one.");
  if (provider != NULL && provider->sign_in == TG_SIGN_IN_GENERATED)
    return _ ("The password that your provider makes for mail programs, not your usual one.");
  return NULL;
}
