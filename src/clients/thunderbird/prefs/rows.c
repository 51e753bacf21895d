/* rows.c: the tables of an account's prefs, as Thunderbird 153's own setup writes them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/thunderbird/prefs/rows.h"

#include "clients/thunderbird/prefs/sender-name.h"

/* When a row is written. */
typedef enum {
  ROW_ALWAYS,
  ROW_FRESH,     /* only into a new branch */
  ROW_FRESH_POP, /* … of a POP3 account */
} RowWhen;

/* @literal returns NULL where there is nothing to write.  @server: the one that the rows are about */
typedef struct {
  const char *suffix;
  RowWhen when;
  char *(*literal) (const TgSaveRequest *request, const TgServer *server);
} Row;

static char *
yes (const TgSaveRequest *request, const TgServer *server)
{
  return tg_pref_bool (TRUE);
}

static char *
no (const TgSaveRequest *request, const TgServer *server)
{
  return tg_pref_bool (FALSE);
}

static char *
address (const TgSaveRequest *request, const TgServer *server)
{
  return tg_pref_quote (request->account->address);
}

static char *
full_name (const TgSaveRequest *request, const TgServer *server)
{
  g_autofree char *name = request->account->name != NULL ? tg_sender_name_write (request->account->name) : NULL;

  return name != NULL ? tg_pref_quote (name) : NULL;
}

static char *
type (const TgSaveRequest *request, const TgServer *server)
{
  static const char *const types[] = { [TG_PROTOCOL_IMAP] = "imap", [TG_PROTOCOL_POP3] = "pop3", [TG_PROTOCOL_SMTP] = "smtp" };

  return tg_pref_quote (types[server->protocol]);
}

/* A-labels: what Thunderbird looks up and compares with the certificate. */
static char *
host (const TgSaveRequest *request, const TgServer *server)
{
  return tg_pref_quote (server->ascii_host);
}

static char *
port (const TgSaveRequest *request, const TgServer *server)
{
  return tg_pref_int (server->port);
}

static char *
socket_type (const TgSaveRequest *request, const TgServer *server)
{
  return tg_pref_int (tg_thunderbird_socket_type (server->security));
}

static const char *
mechanism (const TgSaveRequest *request, const TgServer *server)
{
  return server->protocol == TG_PROTOCOL_SMTP ? request->send_authentication : request->receive_authentication;
}

static char *
method (const TgSaveRequest *request, const TgServer *server)
{
  return tg_pref_int (tg_thunderbird_auth_method (mechanism (request, server)));
}

static char *
user (const TgSaveRequest *request, const TgServer *server)
{
  if (server->protocol != TG_PROTOCOL_SMTP)
    return tg_pref_quote (tg_account_receive_user (request->account));
  return g_strcmp0 (mechanism (request, server), "none") == 0 ? NULL : tg_pref_quote (tg_account_send_user (request->account));
}

/* leave_on_server: without it Thunderbird deletes the mail from the server at the first fetch. */
static const Row server_rows[] = {
  { "type", ROW_ALWAYS, type },
  { "hostname", ROW_ALWAYS, host },
  { "port", ROW_ALWAYS, port },
  { "userName", ROW_ALWAYS, user },
  { "socketType", ROW_ALWAYS, socket_type },
  { "authMethod", ROW_ALWAYS, method },
  { "name", ROW_FRESH, address },
  { "login_at_startup", ROW_FRESH, yes },
  { "check_new_mail", ROW_FRESH, yes },
  { "leave_on_server", ROW_FRESH_POP, yes },
  { "delete_by_age_from_server", ROW_FRESH_POP, no },
  { "download_on_biff", ROW_FRESH_POP, yes },
};

static const Row smtp_rows[] = {
  { "type", ROW_FRESH, type },          { "hostname", ROW_ALWAYS, host },
  { "port", ROW_ALWAYS, port },         { "try_ssl", ROW_ALWAYS, socket_type },
  { "authMethod", ROW_ALWAYS, method }, { "username", ROW_ALWAYS, user },
  { "description", ROW_FRESH, host },
};

static const Row identity_rows[] = {
  { "fullName", ROW_ALWAYS, full_name },
  { "useremail", ROW_FRESH, address },
  { "valid", ROW_FRESH, yes },
};

static void
write_rows (TgPrefs *prefs, const TgSaveRequest *request, const TgServer *server, const Row *rows, gsize n_rows, const char *branch,
            const char *key, gboolean fresh)
{
  g_autoptr (GString) name = g_string_new (NULL);
  gboolean pop = request->account->receive->protocol == TG_PROTOCOL_POP3;

  for (gsize i = 0; i < n_rows; i++) {
    g_autofree char *literal = rows[i].literal (request, server);

    if (literal != NULL && (rows[i].when == ROW_ALWAYS || (fresh && (rows[i].when == ROW_FRESH || pop))))
      tg_prefs_set (prefs, tg_pref_name (name, branch, key, rows[i].suffix), literal);
  }
}

void
tg_rows_write_server (TgPrefs *prefs, const TgSaveRequest *request, const char *key, gboolean fresh)
{
  write_rows (prefs, request, request->account->receive, server_rows, G_N_ELEMENTS (server_rows), "server", key, fresh);
}

void
tg_rows_write_smtp (TgPrefs *prefs, const TgSaveRequest *request, const char *key, gboolean fresh)
{
  write_rows (prefs, request, request->account->send, smtp_rows, G_N_ELEMENTS (smtp_rows), "smtpserver", key, fresh);
}

void
tg_rows_write_identity (TgPrefs *prefs, const TgSaveRequest *request, const char *key, gboolean fresh)
{
  write_rows (prefs, request, request->account->receive, identity_rows, G_N_ELEMENTS (identity_rows), "identity", key, fresh);
}

gboolean
tg_rows_smtp_matches (TgPrefs *prefs, const TgSaveRequest *request, const char *key)
{
  g_autoptr (GString) name = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (smtp_rows); i++) {
    g_autofree char *literal = smtp_rows[i].when == ROW_ALWAYS ? smtp_rows[i].literal (request, request->account->send) : NULL;

    if (literal != NULL && g_strcmp0 (tg_prefs_get (prefs, tg_pref_name (name, "smtpserver", key, smtp_rows[i].suffix)), literal) != 0)
      return FALSE;
  }
  return TRUE;
}
