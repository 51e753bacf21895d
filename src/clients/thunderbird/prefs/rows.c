/* rows.c: the tables of an account's prefs, as Thunderbird 153's own setup writes them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/thunderbird/prefs/rows.h"

/* When a row is written. */
typedef enum {
  ROW_ALWAYS,
  ROW_FRESH,     /* only into a new branch */
  ROW_FRESH_POP, /* … of a POP3 account */
} RowWhen;

/* @literal returns NULL where there is nothing to write. */
typedef struct {
  const char *suffix;
  RowWhen when;
  char *(*literal) (const TgSaveRequest *request);
} Row;

const char *
tg_thunderbird_type (TgProtocol protocol)
{
  static const char *const types[] = { "imap", "pop3", "smtp" };

  return types[protocol];
}

static char *
yes (const TgSaveRequest *request)
{
  return tg_pref_bool (TRUE);
}

static char *
no (const TgSaveRequest *request)
{
  return tg_pref_bool (FALSE);
}

static char *
address (const TgSaveRequest *request)
{
  return tg_pref_quote (request->account->address);
}

static char *
receive_type (const TgSaveRequest *request)
{
  return tg_pref_quote (tg_thunderbird_type (request->account->receive->protocol));
}

/* A-labels: what Thunderbird looks up and compares with the certificate. */
static char *
receive_host (const TgSaveRequest *request)
{
  return tg_pref_quote (request->account->receive->ascii_host);
}

static char *
receive_port (const TgSaveRequest *request)
{
  return tg_pref_int (request->account->receive->port);
}

static char *
receive_user (const TgSaveRequest *request)
{
  return tg_pref_quote (tg_account_receive_user (request->account));
}

static char *
receive_socket (const TgSaveRequest *request)
{
  return tg_pref_int (tg_thunderbird_socket_type (request->account->receive->security));
}

static char *
receive_method (const TgSaveRequest *request)
{
  return tg_pref_int (tg_thunderbird_auth_method (request->receive_authentication));
}

static char *
send_type (const TgSaveRequest *request)
{
  return tg_pref_quote ("smtp");
}

static char *
send_host (const TgSaveRequest *request)
{
  return tg_pref_quote (request->account->send->ascii_host);
}

static char *
send_port (const TgSaveRequest *request)
{
  return tg_pref_int (request->account->send->port);
}

static char *
send_user (const TgSaveRequest *request)
{
  return g_strcmp0 (request->send_authentication, "none") == 0 ? NULL : tg_pref_quote (tg_account_send_user (request->account));
}

static char *
send_socket (const TgSaveRequest *request)
{
  return tg_pref_int (tg_thunderbird_socket_type (request->account->send->security));
}

static char *
send_method (const TgSaveRequest *request)
{
  return tg_pref_int (tg_thunderbird_auth_method (request->send_authentication));
}

/* leave_on_server: without it Thunderbird deletes the mail from the server at the first fetch. */
static const Row server_rows[] = {
  { "type", ROW_ALWAYS, receive_type },
  { "hostname", ROW_ALWAYS, receive_host },
  { "port", ROW_ALWAYS, receive_port },
  { "userName", ROW_ALWAYS, receive_user },
  { "socketType", ROW_ALWAYS, receive_socket },
  { "authMethod", ROW_ALWAYS, receive_method },
  { "name", ROW_FRESH, address },
  { "login_at_startup", ROW_FRESH, yes },
  { "check_new_mail", ROW_FRESH, yes },
  { "leave_on_server", ROW_FRESH_POP, yes },
  { "delete_by_age_from_server", ROW_FRESH_POP, no },
  { "download_on_biff", ROW_FRESH_POP, yes },
};

static const Row smtp_rows[] = {
  { "type", ROW_FRESH, send_type },        { "hostname", ROW_ALWAYS, send_host },     { "port", ROW_ALWAYS, send_port },
  { "try_ssl", ROW_ALWAYS, send_socket },  { "authMethod", ROW_ALWAYS, send_method }, { "username", ROW_ALWAYS, send_user },
  { "description", ROW_FRESH, send_host },
};

static char *
full_name (const TgSaveRequest *request)
{
  return request->account->name != NULL ? tg_pref_quote (request->account->name) : NULL;
}

static const Row identity_rows[] = {
  { "fullName", ROW_ALWAYS, full_name },
  { "useremail", ROW_FRESH, address },
  { "valid", ROW_FRESH, yes },
};

static void
write_rows (TgPrefs *prefs, const TgSaveRequest *request, const Row *rows, gsize n_rows, const char *branch, const char *key,
            gboolean fresh)
{
  g_autoptr (GString) name = g_string_new (NULL);
  gboolean pop = request->account->receive->protocol == TG_PROTOCOL_POP3;

  for (gsize i = 0; i < n_rows; i++) {
    g_autofree char *literal = rows[i].literal (request);

    if (literal != NULL && (rows[i].when == ROW_ALWAYS || (fresh && (rows[i].when == ROW_FRESH || pop))))
      tg_prefs_set (prefs, tg_pref_name (name, branch, key, rows[i].suffix), literal);
  }
}

void
tg_rows_write_server (TgPrefs *prefs, const TgSaveRequest *request, const char *key, gboolean fresh)
{
  write_rows (prefs, request, server_rows, G_N_ELEMENTS (server_rows), "server", key, fresh);
}

void
tg_rows_write_smtp (TgPrefs *prefs, const TgSaveRequest *request, const char *key, gboolean fresh)
{
  write_rows (prefs, request, smtp_rows, G_N_ELEMENTS (smtp_rows), "smtpserver", key, fresh);
}

void
tg_rows_write_identity (TgPrefs *prefs, const TgSaveRequest *request, const char *key, gboolean fresh)
{
  write_rows (prefs, request, identity_rows, G_N_ELEMENTS (identity_rows), "identity", key, fresh);
}

gboolean
tg_rows_smtp_matches (TgPrefs *prefs, const TgSaveRequest *request, const char *key)
{
  g_autoptr (GString) name = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (smtp_rows); i++) {
    g_autofree char *literal = smtp_rows[i].when == ROW_ALWAYS ? smtp_rows[i].literal (request) : NULL;

    if (literal != NULL && g_strcmp0 (tg_prefs_get (prefs, tg_pref_name (name, "smtpserver", key, smtp_rows[i].suffix)), literal) != 0)
      return FALSE;
  }
  return TRUE;
}
