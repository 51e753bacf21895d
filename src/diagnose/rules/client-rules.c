/* client-rules.c: settings that work are never complained of, however they differ; only what fails, or
 * what was not tested and differs from what works.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/rules/client-rules.h"

#include <string.h>

#include "diagnose/catalogue.h"
#include "model/host.h"

#include "tegami-config.h"
#include <glib/gi18n-lib.h>

static gboolean
works (TgOutcome outcome)
{
  return outcome == TG_OUTCOME_VERIFIED || outcome == TG_OUTCOME_CAUTION;
}

/* Programs that decrypt for others (a bridge) listen on this very computer: nothing is on the way. */
static gboolean
is_plain (const TgServer *server)
{
  return server != NULL && server->security == TG_SECURITY_NONE && !tg_host_is_this_computer (server->ascii_host);
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
  if (g_strcmp0 (saved, working) != 0)
    /* TRANSLATORS: a setting, the value that works, and the one in the mail program: "Port: 587 instead of 25" */
    g_ptr_array_add (lines, g_strdup_printf (_ ("%s: %s instead of %s"), what, working, saved));
}

/* What the settings of a side are called. */
static const struct {
  const char *name, *port, *encryption, *user, *authentication;
} titles[] = {
  [TG_SIDE_RECEIVE] = { N_ ("Receiving server, name"), N_ ("Receiving server, port"), N_ ("Receiving server, encryption"), N_ ("User name"),
                        N_ ("Authentication") },
  [TG_SIDE_SEND] = { N_ ("Sending server, name"), N_ ("Sending server, port"), N_ ("Sending server, encryption"),
                     N_ ("User name for sending"), N_ ("Authentication for sending") },
};

static void
compare_servers (const TgServer *saved, const TgServer *working, TgSide side, GPtrArray *lines)
{
  g_autofree char *old_port = g_strdup_printf ("%u", saved->port);
  g_autofree char *new_port = g_strdup_printf ("%u", working->port);

  if (saved->protocol != working->protocol)
    add_line (lines, _ ("Kind of account"), tg_protocol_name (saved->protocol), tg_protocol_name (working->protocol));
  add_line (lines, _ (titles[side].name), saved->host, working->host);
  add_line (lines, _ (titles[side].port), old_port, new_port);
  add_line (lines, _ (titles[side].encryption), tg_security_name (saved->security), tg_security_name (working->security));
}

/* Whether @mechanism is one that the server offers to other programs as well.  The old ways to sign in
 * (IMAP's LOGIN, POP3's USER) are in no list. */
static gboolean
is_offered (const TgEvidence *seen, const char *mechanism)
{
  static const char *const unlisted[] = { "IMAP-LOGIN", "USER-PASS", "APOP", "PLAIN", "LOGIN", NULL };

  if (g_strv_contains (unlisted, mechanism))
    return TRUE;
  for (guint i = 0; i < seen->mechanisms->len; i++)
    if (g_ascii_strcasecmp (seen->mechanisms->pdata[i], mechanism) == 0)
      return TRUE;
  return FALSE;
}

/* The check signs in in its own way: what the program is set to was not tried by it. */
static void
compare_authentication (const char *saved, const TgEvidence *seen, TgOutcome outcome, const char *what, GPtrArray *lines)
{
  if (saved == NULL || seen == NULL || !seen->signed_in || !works (outcome))
    return;
  if (strcmp (saved, "none") == 0)
    add_line (lines, what, _ ("none"), _ ("normal password"));
  else if (!is_offered (seen, saved))
    add_line (lines, what, saved, _ ("normal password"));
}

static TgFinding *
make_finding (const char *id, const TgSavedSettings *saved, const TgServer *server, gboolean repairable, GPtrArray *changes)
{
  g_autoptr (GHashTable) arguments = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GString) list = g_string_new (NULL);

  g_hash_table_insert (arguments, (gpointer) "program", (gpointer)saved->program);
  if (server != NULL)
    g_hash_table_insert (arguments, (gpointer) "host", server->host);
  if (repairable)
    g_hash_table_insert (arguments, (gpointer) "works", (gpointer) "yes");
  for (guint i = 0; changes != NULL && i < changes->len; i++)
    /* TRANSLATORS: between the settings to be changed: "Port: 587 instead of 25; User name: …" */
    g_string_append_printf (list, "%s%s", i > 0 ? _ ("; ") : "", (char *)changes->pdata[i]);
  if (changes != NULL)
    g_hash_table_insert (arguments, (gpointer) "changes", list->str);
  return tg_catalogue_finding (id, TG_SIDE_LOCAL, arguments);
}

/* The saved account with each side that works in its place; NULL: nothing changes. */
static TgAccount *
repaired (const TgSavedSettings *saved, const TgWorkingAccount *working)
{
  const TgAccount *old = saved->account;
  gboolean receive = working != NULL && works (working->outcomes[TG_SIDE_RECEIVE]) && working->account->receive != NULL;
  gboolean send = working != NULL && works (working->outcomes[TG_SIDE_SEND]) && working->account->send != NULL;
  g_autoptr (TgAccount) change = NULL;

  if (!receive && !send)
    return NULL;
  change = tg_account_new (old->address, old->name, receive ? tg_account_receive_user (working->account) : old->user,
                           send ? tg_account_send_user (working->account) : old->send_user,
                           receive ? working->account->receive : old->receive, send ? working->account->send : old->send);
  return tg_account_equal (change, old) ? NULL : g_steal_pointer (&change);
}

static void
offer (TgFinding *finding, const TgAccount *change)
{
  for (guint i = 0; change != NULL && i < finding->remedies->len; i++) {
    TgRemedy *remedy = finding->remedies->pdata[i];

    if (g_strcmp0 (remedy->id, "update-account") == 0) {
      remedy->change = tg_account_ref (change);
      remedy->tried = TG_TRIED_WORKS;
    }
  }
}

static void
find_plaintext (const TgSavedSettings *saved, const TgWorkingAccount *working, GPtrArray *findings)
{
  gboolean receive = is_plain (saved->account->receive), send = is_plain (saved->account->send);
  g_autoptr (TgAccount) change = repaired (saved, working);
  TgFinding *finding;

  if (!receive && !send)
    return;
  finding = make_finding ("client-plaintext", saved, receive ? saved->account->receive : saved->account->send, change != NULL, NULL);
  offer (finding, change);
  g_ptr_array_add (findings, finding);
}

static void
find_differences (const TgSavedSettings *saved, const TgWorkingAccount *working, GPtrArray *findings)
{
  const TgAccount *there = saved->account, *here = working->account;
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (TgAccount) change = repaired (saved, working);
  TgFinding *finding;

  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++) {
    const TgServer *old = tg_account_server (there, side), *new = tg_account_server (here, side);
    const char *old_user = side == TG_SIDE_SEND ? there->send_user : there->user, *new_user = tg_account_user (here, side);
    TgOutcome then = saved->outcomes[side], now = working->outcomes[side];

    if (server_differs (old, new, then, now))
      compare_servers (old, new, side, lines);
    if (new != NULL && user_differs (old_user, new_user, then, now))
      add_line (lines, _ (titles[side].user), old_user, new_user);
    compare_authentication (saved->authentication[side], working->seen[side], now, _ (titles[side].authentication), lines);
  }
  if (lines->len == 0)
    return;
  finding = make_finding ("client-differs", saved, NULL, change != NULL, lines);
  g_ptr_array_extend_and_steal (finding->evidence, g_steal_pointer (&lines));
  offer (finding, change);
  g_ptr_array_add (findings, finding);
}

/* Of a refusal, other settings would be an explanation as well; and an unread keyring proves nothing. */
static gboolean
is_stale (const TgSavedSettings *saved, const TgWorkingAccount *working, GPtrArray *findings)
{
  if (!works (working->outcomes[TG_SIDE_RECEIVE]))
    return FALSE;
  return saved->password_differs || (saved->password_refused && tg_findings_find (findings, "client-differs") == NULL);
}

GPtrArray *
tg_client_findings (const TgSavedSettings *saved, const TgWorkingAccount *working)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_finding_unref);

  find_plaintext (saved, working, findings);
  if (working == NULL)
    return findings;
  find_differences (saved, working, findings);
  if (is_stale (saved, working, findings))
    g_ptr_array_add (findings, tg_client_password_stale (saved->program, saved->password_refused));
  return findings;
}

TgFinding *
tg_client_password_stale (const char *program, gboolean refused)
{
  g_autoptr (GHashTable) arguments = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (arguments, (gpointer) "program", (gpointer)program);
  g_hash_table_insert (arguments, (gpointer)(refused ? "refused" : "differs"), (gpointer) "yes");
  return tg_catalogue_finding ("client-password-stale", TG_SIDE_LOCAL, arguments);
}

TgFinding *
tg_client_account_unknown (const char *program, const char *address, const char *kind)
{
  g_autoptr (GHashTable) arguments = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (arguments, (gpointer) "program", (gpointer)program);
  g_hash_table_insert (arguments, (gpointer) "address", (gpointer)address);
  g_hash_table_insert (arguments, (gpointer) "kind", (gpointer)kind);
  return tg_catalogue_finding ("client-account-unknown", TG_SIDE_LOCAL, arguments);
}
