/* settings-document.c: see settings-document.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "papers/settings-document.h"

#include "model/authentication.h"
#include "model/text/text.h"

#include "tegami-config.h"
#include <glib/gi18n-lib.h>

static gboolean
signed_in (TgTestedSide tested)
{
  return tested.outcome == TG_OUTCOME_VERIFIED || tested.outcome == TG_OUTCOME_CAUTION;
}

const char *
tg_tested_words (TgSide side, TgTestedSide tested)
{
  gboolean trusted = tested.seen->tls != NULL && tested.seen->tls->trusted;

  if (side == TG_SIDE_RECEIVE && !signed_in (tested))
    return _ ("Receiving: the server was reached, without signing in.");
  if (side == TG_SIDE_RECEIVE)
    return trusted ? _ ("Receiving: signed in over a protected connection, and the mailbox opened.")
                   : _ ("Receiving: signed in without protection, and the mailbox opened.");
  if (!signed_in (tested))
    return _ ("Sending: the server was reached, without signing in.");
  return trusted ? _ ("Sending: signed in over a protected connection; the server accepts mail from you.")
                 : _ ("Sending: signed in without protection; the server accepts mail from you.");
}

static void
add (TgDocumentTable *table, const char *label, const char *value)
{
  TgDocumentRow *row = tg_document_add_row (table);

  tg_document_add_cell (row, TG_CELL_WORDS, label, NULL);
  tg_document_add_cell (row, TG_CELL_EXACT, value, NULL);
}

/* Words that one chooses in the other program, not letters to be typed. */
static void
add_choice (TgDocumentTable *table, const char *label, const char *value)
{
  TgDocumentRow *row = tg_document_add_row (table);

  tg_document_add_cell (row, TG_CELL_WORDS, label, NULL);
  tg_document_add_cell (row, TG_CELL_WORDS, value, NULL);
}

static TgDocumentTable *
add_values (TgDocumentSection *section)
{
  return tg_document_add_table (section, FALSE, (const char *const[]){ _ ("Setting"), _ ("Value"), NULL });
}

static void
add_password (TgDocumentTable *table, const char *mechanism)
{
  TgDocumentRow *row;

  if (mechanism != NULL && tg_authentication_is_oauth (mechanism))
    return;
  row = tg_document_add_row (table);
  tg_document_add_cell (row, TG_CELL_WORDS, _ ("Mail password"), NULL);
  tg_document_add_cell (row, TG_CELL_BLANK, NULL, NULL);
}

static void
add_server (TgDocument *document, const TgAccount *account, TgSide side, TgTestedSide tested)
{
  const TgServer *server = tg_account_server (account, side);
  const char *mechanism = tested.seen != NULL ? tested.seen->authentication : NULL;
  const char *authentication = tg_authentication_name (mechanism);
  TgDocumentSection *section;
  TgDocumentTable *table;
  g_autofree char *port = NULL;

  if (server == NULL)
    return;
  section = tg_document_add_section (document, side == TG_SIDE_SEND ? _ ("Sending server") : _ ("Receiving server"));
  table = add_values (section);
  port = g_strdup_printf ("%u", server->port);
  if (side == TG_SIDE_RECEIVE)
    add_choice (table, _ ("Protocol"), tg_protocol_name (server->protocol));
  add (table, _ ("Server name"), server->host);
  add (table, _ ("Port"), port);
  add_choice (table, _ ("Encryption"), tg_security_name (server->security));
  if (authentication != NULL)
    add_choice (table, _ ("Authentication"), authentication);
  add (table, _ ("User name"), tg_account_user (account, side));
  add_password (table, mechanism);
  if (tested.seen != NULL)
    tg_document_add_text (section, TG_BLOCK_NOTE, tg_tested_words (side, tested));
}

TgDocument *
tg_settings_document (const TgAccount *account, TgTestedSide receive, TgTestedSide send, gint64 now)
{
  gboolean tested = receive.seen != NULL || send.seen != NULL;
  g_autofree char *day = tg_text_day (now);
  g_autofree char *when = g_strdup_printf (tested ? _ ("Tested with Tegami on %s") : _ ("Written down with Tegami on %s, not tested"), day);
  TgDocument *document = tg_document_new (_ ("Mail settings"), when, account->address);
  TgDocumentSection *person = tg_document_add_section (document, NULL);
  TgDocumentTable *table = add_values (person);

  if (account->name != NULL && *account->name != '\0')
    add_choice (table, _ ("Sender name"), account->name);
  add (table, _ ("Mail address"), account->address);
  add_server (document, account, TG_SIDE_RECEIVE, receive);
  add_server (document, account, TG_SIDE_SEND, send);
  tg_document_add_text (tg_document_add_section (document, NULL), TG_BLOCK_PARAGRAPH,
                        _ ("Programs and devices use different names: the server name may be called host name, SSL/TLS just SSL, and "
                           "STARTTLS just TLS. The mail password stands in your provider’s papers."));
  return document;
}
