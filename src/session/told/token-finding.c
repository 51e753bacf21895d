/* token-finding.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "session/told/token-finding.h"

#include <glib/gi18n-lib.h>

#include "diagnose/catalogue.h"
#include "model/text/text.h"
#include "session/browser-programs.h"

#define SHOWN 120 /* characters */

static TgSide
side_of (const TgAccount *account)
{
  if (account->receive != NULL && account->send != NULL)
    return TG_SIDE_BOTH;
  return account->receive != NULL ? TG_SIDE_RECEIVE : TG_SIDE_SEND;
}

/* What else there is, for a server that wants a sign-in in the browser. */
static void
add_programs (const char *programs, GHashTable *arguments)
{
  gboolean any = *programs != '\0';

  g_hash_table_insert (arguments, (gpointer)(any ? "browser_programs" : "no_browser_program"), (gpointer)(any ? programs : "yes"));
}

TgFinding *
tg_token_finding (const TgToken *token, const TgAccount *account)
{
  g_autoptr (GHashTable) arguments = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *address = tg_text_visible (account->address, -1, SHOWN);
  g_autofree char *from = token->from != NULL ? tg_text_visible (token->from, -1, SHOWN) : g_strdup ("–");
  g_autofree char *programs = tg_browser_programs (account->receive != NULL ? account->receive : account->send);
  gboolean by_browser = token->source == TG_TOKEN_FROM_BROWSER;
  TgFinding *finding;

  g_hash_table_insert (arguments, (gpointer)tg_token_source_id (token->source), (gpointer) "yes");
  g_hash_table_insert (arguments, (gpointer) "address", address);
  g_hash_table_insert (arguments, (gpointer)(by_browser ? "host" : "program"), from);
  add_programs (programs, arguments);
  if (token->fault == TG_TOKEN_OTHER_SERVER && token->detail != NULL)
    g_hash_table_insert (arguments, (gpointer) "mail_server", token->detail);
  finding = tg_catalogue_finding (tg_token_finding_id (token->fault), side_of (account), arguments);
  /* TRANSLATORS: %s is a program of this computer, or a host with a sign-in page */
  g_ptr_array_add (finding->evidence, g_strdup_printf (_ ("Asked for a sign-in: %s"), from));
  if (token->detail != NULL && token->fault != TG_TOKEN_OTHER_SERVER)
    g_ptr_array_add (finding->evidence, g_strdup (token->detail));
  return finding;
}
