/* rows.c: the tables of an account's prefs, as Thunderbird 153's own setup writes them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/thunderbird/prefs/rows.h"

#include "clients/thunderbird/prefs/sender-name.h"

/* When a row is written. */
typedef enum {
  ROW_ALWAYS,
  ROW_OWN,       /* not for another account with the same server */
  ROW_SHOWN,     /* always, and nothing that a connection needs */
  ROW_FRESH,     /* only into a new branch */
  ROW_FRESH_POP, /* … of a POP3 account */
} RowWhen;

/* What the rows are about.  @before: (nullable): the pref as it is, where that is a string */
typedef struct {
  TgPrefs *prefs;
  const TgSaveRequest *request;
  const TgServer *server;
  const char *branch;
  const char *key;
  TgRowsFor what;
  const char *before;
} Subject;

/* @literal returns NULL where there is nothing to write. */
typedef struct {
  const char *suffix;
  RowWhen when;
  char *(*literal) (const Subject *subject);
} Row;

static char *
yes (const Subject *subject)
{
  return tg_pref_bool (TRUE);
}

static char *
no (const Subject *subject)
{
  return tg_pref_bool (FALSE);
}

static char *
address (const Subject *subject)
{
  return tg_pref_quote (subject->request->account->address);
}

static char *
full_name (const Subject *subject)
{
  const char *typed = subject->request->account->name;
  g_autofree char *name = typed != NULL ? tg_sender_name_write (typed) : NULL;

  return name != NULL ? tg_pref_quote (name) : NULL;
}

static char *
type (const Subject *subject)
{
  static const char *const types[] = { [TG_PROTOCOL_IMAP] = "imap", [TG_PROTOCOL_POP3] = "pop3", [TG_PROTOCOL_SMTP] = "smtp" };

  return tg_pref_quote (types[subject->server->protocol]);
}

/* A-labels: what Thunderbird looks up and compares with the certificate.  A name that differs in letters' case only stays: folders
 * are called by it, and there the case counts. */
static char *
host (const Subject *subject)
{
  gboolean same = subject->before != NULL && g_ascii_strcasecmp (subject->before, subject->server->ascii_host) == 0;

  return tg_pref_quote (same ? subject->before : subject->server->ascii_host);
}

static char *
port (const Subject *subject)
{
  return tg_pref_int (subject->server->port);
}

static char *
socket_type (const Subject *subject)
{
  return tg_pref_int (tg_thunderbird_socket_type (subject->server->security));
}

static const char *
mechanism (const Subject *subject)
{
  return subject->server->protocol == TG_PROTOCOL_SMTP ? subject->request->send_authentication : subject->request->receive_authentication;
}

/* What was not tested stays. */
static char *
method (const Subject *subject)
{
  gboolean stays = subject->what != TG_ROWS_FRESH && mechanism (subject) == NULL;

  return stays ? NULL : tg_pref_int (tg_thunderbird_auth_method (mechanism (subject)));
}

static char *
user (const Subject *subject)
{
  if (subject->server->protocol != TG_PROTOCOL_SMTP)
    return tg_pref_quote (tg_account_receive_user (subject->request->account));
  return g_strcmp0 (mechanism (subject), "none") == 0 ? NULL : tg_pref_quote (tg_account_send_user (subject->request->account));
}

/* A name for people, once it is only the old server's. */
static char *
description (const Subject *subject)
{
  const char *old = tg_pref_string_of (subject->prefs, subject->branch, subject->key, "hostname");

  if (subject->what == TG_ROWS_FRESH || (subject->before != NULL && g_strcmp0 (subject->before, old) == 0))
    return tg_pref_quote (subject->server->ascii_host);
  return NULL;
}

/* The same for the account; a new one is called by its address. */
static char *
account_name (const Subject *subject)
{
  return subject->what == TG_ROWS_FRESH ? address (subject) : description (subject);
}

/* leave_on_server: without it Thunderbird deletes the mail from the server at the first fetch. */
static const Row server_rows[] = {
  { "name", ROW_SHOWN, account_name },
  { "type", ROW_ALWAYS, type },
  { "hostname", ROW_ALWAYS, host },
  { "port", ROW_ALWAYS, port },
  { "userName", ROW_OWN, user },
  { "socketType", ROW_ALWAYS, socket_type },
  { "authMethod", ROW_ALWAYS, method },
  { "login_at_startup", ROW_FRESH, yes },
  { "check_new_mail", ROW_FRESH, yes },
  { "leave_on_server", ROW_FRESH_POP, yes },
  { "delete_by_age_from_server", ROW_FRESH_POP, no },
  { "download_on_biff", ROW_FRESH_POP, yes },
};

static const Row smtp_rows[] = {
  { "description", ROW_SHOWN, description },
  { "type", ROW_FRESH, type },
  { "hostname", ROW_ALWAYS, host },
  { "port", ROW_ALWAYS, port },
  { "try_ssl", ROW_ALWAYS, socket_type },
  { "authMethod", ROW_ALWAYS, method },
  { "username", ROW_OWN, user },
};

static const Row identity_rows[] = {
  { "fullName", ROW_OWN, full_name },
  { "useremail", ROW_FRESH, address },
  { "valid", ROW_FRESH, yes },
};

static gboolean
is_due (const Row *row, const Subject *subject)
{
  switch (row->when) {
  case ROW_ALWAYS:
  case ROW_SHOWN:
    return TRUE;
  case ROW_OWN:
    return subject->what != TG_ROWS_ALIKE;
  case ROW_FRESH:
    return subject->what == TG_ROWS_FRESH;
  case ROW_FRESH_POP:
    return subject->what == TG_ROWS_FRESH && subject->server->protocol == TG_PROTOCOL_POP3;
  }
  g_return_val_if_reached (FALSE);
}

static void
write_rows (Subject subject, const Row *rows, gsize n_rows)
{
  g_autoptr (GString) name = g_string_new (NULL);

  for (gsize i = 0; i < n_rows; i++) {
    g_autofree char *literal = NULL;

    subject.before = tg_prefs_get_string (subject.prefs, tg_pref_name (name, subject.branch, subject.key, rows[i].suffix));
    literal = is_due (&rows[i], &subject) ? rows[i].literal (&subject) : NULL;
    if (literal != NULL)
      tg_prefs_set (subject.prefs, name->str, literal);
  }
}

/* Where it goes to another server, Thunderbird takes away what the old one knew it by. */
static void
forget_client (Subject subject, const char *old_host)
{
  const char *new_host = tg_pref_string_of (subject.prefs, subject.branch, subject.key, "hostname");
  g_autoptr (GString) name = g_string_new (NULL);

  if (subject.what != TG_ROWS_FRESH && g_strcmp0 (old_host, new_host) != 0)
    tg_prefs_remove (subject.prefs, tg_pref_name (name, subject.branch, subject.key, "clientid"));
}

void
tg_rows_write_server (TgPrefs *prefs, const TgSaveRequest *request, const char *key, TgRowsFor what)
{
  const Subject subject = { prefs, request, request->account->receive, "server", key, what, NULL };
  g_autofree char *old_host = g_strdup (tg_pref_string_of (prefs, "server", key, "hostname"));

  write_rows (subject, server_rows, G_N_ELEMENTS (server_rows));
  forget_client (subject, old_host);
}

void
tg_rows_write_smtp (TgPrefs *prefs, const TgSaveRequest *request, const char *key, TgRowsFor what)
{
  const Subject subject = { prefs, request, request->account->send, "smtpserver", key, what, NULL };
  g_autofree char *old_host = g_strdup (tg_pref_string_of (prefs, "smtpserver", key, "hostname"));

  write_rows (subject, smtp_rows, G_N_ELEMENTS (smtp_rows));
  forget_client (subject, old_host);
}

void
tg_rows_write_identity (TgPrefs *prefs, const TgSaveRequest *request, const char *key, TgRowsFor what)
{
  const Subject subject = { prefs, request, request->account->receive, "identity", key, what, NULL };

  write_rows (subject, identity_rows, G_N_ELEMENTS (identity_rows));
}

gboolean
tg_rows_smtp_matches (TgPrefs *prefs, const TgSaveRequest *request, const char *key, TgRowsFor what)
{
  Subject subject = { prefs, request, request->account->send, "smtpserver", key, what, NULL };
  g_autoptr (GString) name = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (smtp_rows); i++) {
    g_autofree char *literal = NULL;

    subject.before = tg_prefs_get_string (prefs, tg_pref_name (name, "smtpserver", key, smtp_rows[i].suffix));
    literal = smtp_rows[i].when == ROW_ALWAYS || smtp_rows[i].when == ROW_OWN ? smtp_rows[i].literal (&subject) : NULL;
    if (literal != NULL && g_strcmp0 (tg_prefs_get (prefs, name->str), literal) != 0)
      return FALSE;
  }
  return TRUE;
}
