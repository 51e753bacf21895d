/* client-rules.c: settings that work are never complained of, however they differ; only what fails, or
 * what was not tested and differs from what works.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/client-rules.h"

#include <string.h>

#include "diagnose/catalogue.h"

#include "tegami-config.h"
#include <glib/gi18n-lib.h>

static gboolean
works (TgOutcome outcome)
{
  return outcome == TG_OUTCOME_VERIFIED || outcome == TG_OUTCOME_CAUTION;
}

/* Programs that decrypt for others (a bridge) listen on this very computer: nothing is on the way. */
static gboolean
is_here (const TgServer *server)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (server->ascii_host);

  return strcmp (server->ascii_host, "localhost") == 0 || (address != NULL && g_inet_address_get_is_loopback (address));
}

static gboolean
is_plain (const TgServer *server)
{
  return server != NULL && server->security == TG_SECURITY_NONE && !is_here (server);
}

static TgSide
side_of (gboolean receive, gboolean send)
{
  return receive && send ? TG_SIDE_BOTH : send ? TG_SIDE_SEND : TG_SIDE_RECEIVE;
}

/* IMAP and POP are a choice, not a difference, unless the saved one fails. */
static gboolean
server_differs (const TgServer *saved, const TgServer *working, TgOutcome saved_outcome, TgOutcome working_outcome)
{
  if (saved == NULL || working == NULL || !works (working_outcome) || works (saved_outcome))
    return FALSE;
  if (saved->protocol != working->protocol && saved_outcome == TG_OUTCOME_UNTESTED)
    return FALSE;
  return !tg_server_equal (saved, working);
}

static gboolean
user_differs (const char *saved, const char *working, TgOutcome saved_outcome, TgOutcome working_outcome)
{
  return works (working_outcome) && !works (saved_outcome) && saved != NULL && *saved != '\0' && strcmp (saved, working) != 0;
}

static void
add_line (GPtrArray *lines, const char *what, const char *saved, const char *working)
{
  /* TRANSLATORS: a setting, its value in the mail program, and the one that works */
  g_ptr_array_add (lines, g_strdup_printf (_ ("%s: %s there, %s here"), what, saved, working));
}

static void
compare_servers (const char *what, const TgServer *saved, const TgServer *working, GPtrArray *lines)
{
  g_autofree char *there = tg_server_to_url (saved);
  g_autofree char *here = tg_server_to_url (working);

  add_line (lines, what, there, here);
}

static TgFinding *
make_finding (const char *id, TgSide side, const TgSavedAccount *saved, const TgServer *server)
{
  g_autoptr (GHashTable) arguments = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (arguments, (gpointer) "program", (gpointer)saved->program);
  if (server != NULL)
    g_hash_table_insert (arguments, (gpointer) "host", server->host);
  return tg_catalogue_finding (id, side, arguments);
}

/* The saved account with each side that works in its place; NULL: nothing changes. */
static TgAccount *
repaired (const TgSavedAccount *saved, const TgWorkingAccount *working)
{
  const TgAccount *old = saved->account;
  gboolean receive = working != NULL && works (working->receive_outcome) && working->account->receive != NULL;
  gboolean send = working != NULL && works (working->send_outcome) && working->account->send != NULL;
  g_autoptr (TgAccount) change = NULL;

  if (!receive && !send)
    return NULL;
  change = tg_account_new (old->address, old->name, receive ? tg_account_receive_user (working->account) : old->user,
                           send ? tg_account_send_user (working->account) : old->send_user,
                           receive ? working->account->receive : old->receive, send ? working->account->send : old->send);
  return tg_account_equal (change, old) ? NULL : g_steal_pointer (&change);
}

static void
offer (TgFinding *finding, const TgSavedAccount *saved, const TgWorkingAccount *working)
{
  g_autoptr (TgAccount) change = repaired (saved, working);

  for (guint i = 0; change != NULL && i < finding->remedies->len; i++) {
    TgRemedy *remedy = finding->remedies->pdata[i];

    if (g_strcmp0 (remedy->id, "update-account") == 0) {
      remedy->change = tg_account_ref (change);
      remedy->tried = TG_TRIED_WORKS;
    }
  }
}

static void
find_plaintext (const TgSavedAccount *saved, const TgWorkingAccount *working, GPtrArray *findings)
{
  gboolean receive = is_plain (saved->account->receive), send = is_plain (saved->account->send);
  TgFinding *finding;

  if (!receive && !send)
    return;
  finding = make_finding ("client-plaintext", side_of (receive, send), saved, receive ? saved->account->receive : saved->account->send);
  offer (finding, saved, working);
  g_ptr_array_add (findings, finding);
}

static void
find_differences (const TgSavedAccount *saved, const TgWorkingAccount *working, GPtrArray *findings)
{
  const TgAccount *there = saved->account, *here = working->account;
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  gboolean receive = server_differs (there->receive, here->receive, saved->receive_outcome, working->receive_outcome);
  gboolean send = server_differs (there->send, here->send, saved->send_outcome, working->send_outcome);
  gboolean receive_user =
      here->receive != NULL && user_differs (there->user, tg_account_receive_user (here), saved->receive_outcome, working->receive_outcome);
  gboolean send_user =
      here->send != NULL && user_differs (there->send_user, tg_account_send_user (here), saved->send_outcome, working->send_outcome);
  TgFinding *finding;

  if (receive)
    compare_servers (_ ("Receiving server"), there->receive, here->receive, lines);
  if (receive_user)
    add_line (lines, _ ("User name"), there->user, tg_account_receive_user (here));
  if (send)
    compare_servers (_ ("Sending server"), there->send, here->send, lines);
  if (send_user)
    add_line (lines, _ ("User name for sending"), there->send_user, tg_account_send_user (here));
  if (lines->len == 0)
    return;
  finding = make_finding ("client-differs", side_of (receive || receive_user, send || send_user), saved, NULL);
  g_ptr_array_extend_and_steal (finding->evidence, g_steal_pointer (&lines));
  offer (finding, saved, working);
  g_ptr_array_add (findings, finding);
}

GPtrArray *
tg_client_findings (const TgSavedAccount *saved, const TgWorkingAccount *working)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_finding_unref);

  find_plaintext (saved, working, findings);
  if (working == NULL)
    return findings;
  find_differences (saved, working, findings);
  /* Only where the saved one was really tried: an unread keyring proves nothing. */
  if (saved->password_refused && works (working->receive_outcome))
    g_ptr_array_add (findings, make_finding ("client-password-stale", TG_SIDE_BOTH, saved, NULL));
  return findings;
}
