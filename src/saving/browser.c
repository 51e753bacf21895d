/* browser.c: an account whose sign-in only a browser can do (OAuth2): the mail program does that itself, where it can.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "diagnose/catalogue.h"
#include "model/authentication.h"
#include "model/host.h"
#include "model/text/text.h"
#include "saving/saving-private.h"

/* The servers of @request that want a token. */
static void
list_servers (const TgSaveRequest *request, const TgServer *servers[2])
{
  servers[0] = tg_authentication_is_oauth (request->receive_authentication) ? request->account->receive : NULL;
  servers[1] = tg_authentication_is_oauth (request->send_authentication) ? request->account->send : NULL;
}

static const TgServer *
first_unknown_to (TgProgram program, const TgServer *const servers[2])
{
  for (guint i = 0; i < 2; i++)
    if (servers[i] != NULL && !tg_clients_sign_in_by_oauth (program, servers[i]))
      return servers[i];
  return NULL;
}

TgFinding *
tg_saving_find_oauth_gap (TgProgram program, const TgSaveRequest *request)
{
  const TgServer *servers[2], *unknown;
  g_autoptr (GHashTable) arguments = NULL;

  list_servers (request, servers);
  unknown = first_unknown_to (program, servers);
  if (unknown == NULL)
    return NULL;
  arguments = g_hash_table_new (g_str_hash, g_str_equal);
  g_hash_table_insert (arguments, (gpointer) "program", (gpointer)tg_program_title (program));
  g_hash_table_insert (arguments, (gpointer) "host", unknown->host);
  for (TgProgram other = 0; other < TG_N_PROGRAMS; other++)
    if (first_unknown_to (other, servers) == NULL)
      g_hash_table_insert (arguments, (gpointer) "other", (gpointer)tg_program_title (other));
  return tg_catalogue_finding ("client-oauth-unsupported", TG_SIDE_LOCAL, arguments);
}

/* Seen in 3.46.4: its page for Microsoft is that for personal accounts (login.live.com). */
static gboolean
takes_personal_accounts_only (const TgPlace *place, const TgServer *const servers[2])
{
  if (place->program != TG_PROGRAM_EVOLUTION || place->version == NULL || !g_str_has_prefix (place->version, "3.46."))
    return FALSE;
  for (guint i = 0; i < 2; i++)
    if (servers[i] != NULL && tg_host_is_under (servers[i]->ascii_host, "office365.com"))
      return TRUE;
  return FALSE;
}

void
tg_saving_note_browser (TgSaving *self, const TgSaveRequest *request)
{
  const TgServer *servers[2];

  list_servers (request, servers);
  if (servers[0] == NULL && servers[1] == NULL)
    return;
  /* TRANSLATORS: a mail program */
  g_ptr_array_add (self->notes, tg_text_with_word (_ ("The sign-in itself is not tested: only %s can do it, on the provider’s page."),
                                                   tg_place_title (self->place)));
  if (takes_personal_accounts_only (self->place, servers))
    g_ptr_array_add (self->notes,
                     tg_text_with_word (_ ("The page that this version of %s opens is for personal Microsoft accounts. An account of a "
                                           "company or school may be rejected there; Thunderbird takes both."),
                                        tg_program_title (self->place->program)));
}
