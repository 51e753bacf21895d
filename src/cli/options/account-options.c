/* account-options.c: the account of a command line, cleaned visibly.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cli/options/account-options.h"

#include <glib/gi18n-lib.h>

#include "find/typed.h"

static gboolean
usage (GError **error, const char *sentence)
{
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, sentence);
  return FALSE;
}

static void
note (GPtrArray *cleanings, TgCleaning *cleaning)
{
  if (cleaning != NULL)
    g_ptr_array_add (cleanings, cleaning);
}

/* NULL stays NULL. */
static char *
read_text (const char *typed, TgTypedField field, char *(*clean) (const char *text, guint *slips), GPtrArray *cleanings)
{
  guint slips;
  char *text;

  if (typed == NULL)
    return NULL;
  text = clean (typed, &slips);
  note (cleanings, tg_cleaning_new (field, slips, typed, text));
  return text;
}

static gboolean
read_server (const char *typed, gboolean sending, TgServer **server, GPtrArray *cleanings, GError **error)
{
  TgCleaning *cleaning = NULL;

  if (typed == NULL)
    return TRUE;
  *server = tg_typed_server (typed, sending ? TG_TYPED_SEND : TG_TYPED_RECEIVE, &cleaning, error);
  if (*server == NULL)
    return FALSE;
  note (cleanings, cleaning);
  if (sending != ((*server)->protocol == TG_PROTOCOL_SMTP))
    return usage (error, sending ? _ ("--send must be an smtps://, smtp+starttls:// or smtp:// URL.")
                                 : _ ("--receive must be an imaps://, pop3s:// or similar URL."));
  return TRUE;
}

/* As it is saved, but for what was typed. */
static TgAccount *
saved_account (const TgAccount *saved, const TgAccountOptions *typed, const char *user, const char *send_user, const TgServer *receive,
               const TgServer *send, GError **error)
{
  if (typed->address != NULL) {
    usage (error, _ ("--saved already names the account; omit --address."));
    return NULL;
  }
  return tg_account_new (saved->address, typed->name != NULL ? typed->name : saved->name, user != NULL ? user : saved->user,
                         send_user != NULL ? send_user : saved->send_user, receive != NULL ? receive : saved->receive,
                         send != NULL ? send : saved->send);
}

TgAccount *
tg_cli_read_account (const TgAccountOptions *typed, const TgFoundAccount *saved, GPtrArray *cleanings, GError **error)
{
  g_autoptr (TgServer) receive = NULL, send = NULL;
  g_autofree char *user = read_text (typed->user, TG_TYPED_USER, tg_typed_user, cleanings);
  g_autofree char *send_user = read_text (typed->send_user, TG_TYPED_SEND_USER, tg_typed_user, cleanings);
  g_autofree char *address = read_text (typed->address, TG_TYPED_ADDRESS, tg_typed_address, cleanings);

  if (!read_server (typed->receive, FALSE, &receive, cleanings, error) || !read_server (typed->send, TRUE, &send, cleanings, error))
    return NULL;
  if (user != NULL && *user == '\0') {
    usage (error, _ ("--user is empty."));
    return NULL;
  }
  if (saved != NULL)
    return saved_account (saved->account, typed, user, send_user, receive, send, error);
  if (address == NULL)
    address = g_strdup (user);
  /* Without an address there is nothing to put on an envelope; a mailbox can still be opened. */
  if (address == NULL) {
    usage (error, _ ("--address is missing."));
    return NULL;
  }
  if ((typed->address != NULL || send != NULL || receive == NULL) && !tg_address_is_plausible (address)) {
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("“%s” is not a mail address."), address);
    return NULL;
  }
  return tg_account_new (address, typed->name, user, send_user, receive, send);
}
