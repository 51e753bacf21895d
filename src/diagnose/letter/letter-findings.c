/* letter-findings.c: contradictions in a letter, one row each.  Nobody has been asked yet: what is told here stands in the letter or in our
 * tables.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/letter/letter-findings.h"

#include <string.h>

#include "diagnose/catalogue.h"
#include "find/letter/words/values.h"
#include "find/names/old-names.h"
#include "find/origin-words.h"
#include "find/providers.h"
#include "model/host.h"
#include "model/text/text.h"

#define SHOWN_MAX 80 /* characters of a value */

/* One look at one account.
 * @changes: (nullable): what else may be meant, each the change of the remedy of its name
 * @tls_port: the other port that a change has, with TLS */
typedef struct {
  const TgLetterAccount *letter;
  const TgAccount *account;
  GHashTable *arguments;
  GPtrArray *evidence;
  TgSide side;
  TgAccount *changes[2];
  const char *remedies[2];
  guint tls_port;
} Look;

static void
put (Look *look, const char *name, const char *value)
{
  g_hash_table_insert (look->arguments, (gpointer)name, tg_text_visible (value, -1, SHOWN_MAX));
}

static void
put_port (Look *look, const char *name, guint port)
{
  g_hash_table_insert (look->arguments, (gpointer)name, g_strdup_printf ("%u", port));
}

static void
show (Look *look, const TgServer *server)
{
  g_autofree char *described = tg_server_describe (server);
  g_autofree char *visible = tg_text_visible (described, -1, 2 * SHOWN_MAX);

  g_ptr_array_add (look->evidence, tg_origin_says (TG_ORIGIN_LETTER, look->account->address, visible));
}

/* Takes @change. */
static void
offer (Look *look, guint i, const char *remedy, TgAccount *change)
{
  look->remedies[i] = remedy;
  look->changes[i] = change;
}

static TgServer *
at_port (const TgServer *server, guint port, TgSecurity security)
{
  return tg_server_with_service (server, server->protocol, security, (guint16)port);
}

static gboolean
ports_are_swapped (Look *look)
{
  const TgServer *receive = look->account->receive, *send = look->account->send;
  g_autoptr (TgServer) new_receive = NULL;
  g_autoptr (TgServer) new_send = NULL;
  g_autoptr (TgAccount) half = NULL;
  TgSecurity security = TG_SECURITY_TLS;

  if (receive == NULL || send == NULL || tg_letter_port_about (receive->port) != TG_ABOUT_SMTP ||
      (tg_letter_port_about (send->port) & TG_ABOUT_RECEIVE) == 0)
    return FALSE;
  tg_server_usual_security (send->port, &security);
  new_receive = tg_server_with_service (receive, tg_letter_port_about (send->port) == TG_ABOUT_POP3 ? TG_PROTOCOL_POP3 : TG_PROTOCOL_IMAP,
                                        security, send->port);
  security = TG_SECURITY_TLS;
  tg_server_usual_security (receive->port, &security);
  new_send = at_port (send, receive->port, security);
  half = tg_account_with_receive (look->account, new_receive);
  put_port (look, "port", receive->port);
  show (look, receive);
  show (look, send);
  look->side = TG_SIDE_BOTH;
  offer (look, 0, "swap-ports", tg_account_with_send (half, new_send));
  return TRUE;
}

static gboolean
is_of_table (const TgServer *server, gboolean sending)
{
  const TgProvider *provider = tg_providers_find_host (server->ascii_host);

  return provider != NULL && tg_servers_have_name (sending ? provider->send : provider->receive, server->ascii_host) &&
         !tg_servers_have_name (sending ? provider->receive : provider->send, server->ascii_host);
}

static gboolean
hosts_are_swapped (Look *look)
{
  const TgServer *receive = look->account->receive, *send = look->account->send;
  g_autoptr (TgServer) new_receive = NULL;
  g_autoptr (TgServer) new_send = NULL;
  g_autoptr (TgAccount) half = NULL;
  gboolean by_names;

  if (receive == NULL || send == NULL)
    return FALSE;
  by_names =
      tg_letter_host_about (receive->ascii_host) == TG_ABOUT_SMTP && (tg_letter_host_about (send->ascii_host) & TG_ABOUT_RECEIVE) != 0;
  if (!by_names && !(is_of_table (receive, TRUE) && is_of_table (send, FALSE)))
    return FALSE;
  new_receive = tg_server_with_host (receive, send->host, NULL);
  new_send = tg_server_with_host (send, receive->host, NULL);
  half = new_receive != NULL && new_send != NULL ? tg_account_with_receive (look->account, new_receive) : NULL;
  put (look, "host", receive->host);
  show (look, receive);
  show (look, send);
  look->side = TG_SIDE_BOTH;
  if (half != NULL)
    offer (look, 0, "swap-hosts", tg_account_with_send (half, new_send));
  return TRUE;
}

static const TgLetterServer *
best_of (const TgLetterAccount *account, TgSide side)
{
  GPtrArray *servers = side == TG_SIDE_SEND ? account->send : account->receive;

  return servers->len > 0 ? servers->pdata[0] : NULL;
}

static gboolean
port_contradicts (Look *look)
{
  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++) {
    const TgLetterServer *best = best_of (look->letter, side);
    g_autoptr (TgServer) kept = NULL;
    g_autoptr (TgServer) moved = NULL;
    TgSecurity usual = TG_SECURITY_TLS;

    if (best == NULL || !best->contradicts)
      continue;
    tg_server_usual_security (best->server->port, &usual);
    kept = at_port (best->server, best->server->port, usual);
    put_port (look, "port", best->server->port);
    put (look, "security", tg_security_name (best->server->security));
    put (look, "new_security", tg_security_name (usual));
    show (look, best->server);
    look->side = side;
    if (usual != best->server->security)
      offer (look, 0, "use-port-encryption", tg_account_with_server (look->account, side, kept));
    if (best->server->security == TG_SECURITY_TLS) {
      moved = at_port (best->server, 0, TG_SECURITY_TLS);
      if (moved->port != best->server->port) {
        look->tls_port = moved->port;
        offer (look, 1, "use-tls-port", tg_account_with_server (look->account, side, moved));
      }
    }
    return TRUE;
  }
  return FALSE;
}

static gboolean
name_is_old (Look *look)
{
  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++) {
    const TgServer *server = tg_account_server (look->account, side);
    const char *today = server != NULL ? tg_old_names_today (server) : NULL;
    g_autoptr (TgServer) renamed = today != NULL ? tg_server_with_host (server, today, NULL) : NULL;

    if (renamed == NULL)
      continue;
    put (look, "host", server->host);
    put (look, "new_host", today);
    show (look, server);
    look->side = side;
    offer (look, 0, "use-new-name", tg_account_with_server (look->account, side, renamed));
    return TRUE;
  }
  return FALSE;
}

static gboolean
is_other_company (const TgProvider *own, const TgServer *server, const char *address)
{
  const TgProvider *other = tg_providers_find_host (server->ascii_host);

  return other != NULL && other != own && strcmp (other->company, own->company) != 0 &&
         !tg_provider_has_host (own, address, server->ascii_host);
}

/* "hanako@example.jp" for "taro@example.jp" */
static gboolean
is_anothers_user (const char *user, const char *address)
{
  g_autofree char *user_domain = user != NULL ? tg_address_domain (user) : NULL;
  g_autofree char *domain = tg_address_domain (address);

  return user_domain != NULL && domain != NULL && g_ascii_strcasecmp (user_domain, domain) == 0 && g_ascii_strcasecmp (user, address) != 0;
}

static gboolean
is_for_another (Look *look)
{
  const char *address = look->letter->address;
  const TgProvider *own = address != NULL ? tg_providers_find (address) : NULL;

  for (TgSide side = TG_SIDE_RECEIVE; own != NULL && side <= TG_SIDE_SEND; side++) {
    const TgServer *server = tg_account_server (look->account, side);

    if (server == NULL || !is_other_company (own, server, address))
      continue;
    put (look, "address", address);
    show (look, server);
    look->side = TG_SIDE_BOTH;
    return TRUE;
  }
  if (address == NULL || !is_anothers_user (look->letter->user, address))
    return FALSE;
  put (look, "address", address);
  look->side = TG_SIDE_BOTH;
  return TRUE;
}

static gboolean
name_is_url (Look *look)
{
  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++) {
    const TgLetterServer *best = best_of (look->letter, side);

    if (best == NULL || !best->is_url)
      continue;
    put (look, "host", best->server->host);
    show (look, best->server);
    look->side = side;
    return TRUE;
  }
  return FALSE;
}

static gboolean
is_connection_id (Look *look)
{
  look->side = TG_SIDE_BOTH;
  return look->letter->id_in_users_place;
}

/* The first that applies of those that explain each other; each row once for a letter. */
static const struct {
  const char *id;
  gboolean (*applies) (Look *look);
} rows[] = {
  { "ports-swapped", ports_are_swapped }, { "hosts-swapped", hosts_are_swapped }, { "settings-for-other-address", is_for_another },
  { "connection-id", is_connection_id },  { "host-old-name", name_is_old },       { "port-encryption-contradiction", port_contradicts },
  { "input-is-url", name_is_url },
};

/* The remedy with another port has another encryption in its text than the one that keeps the port. */
static void
add_tls_port (TgFinding *finding, const Look *look)
{
  g_autoptr (TgFinding) other = NULL;

  g_hash_table_insert (look->arguments, (gpointer) "new_port", g_strdup_printf ("%u", look->tls_port));
  g_hash_table_insert (look->arguments, (gpointer) "new_security", g_strdup (tg_security_name (TG_SECURITY_TLS)));
  other = tg_catalogue_finding (finding->id, look->side, look->arguments);
  for (guint i = 0; i < other->remedies->len; i++)
    if (strcmp (((TgRemedy *)other->remedies->pdata[i])->id, "use-tls-port") == 0)
      g_ptr_array_insert (finding->remedies, 1, g_ptr_array_steal_index (other->remedies, i));
}

static TgFinding *
finding_of (const char *id, const Look *look, gboolean with_changes)
{
  TgFinding *finding = tg_catalogue_finding (id, look->side, look->arguments);

  if (look->tls_port != 0)
    add_tls_port (finding, look);

  for (guint i = 0; i < finding->remedies->len && with_changes; i++) {
    TgRemedy *remedy = finding->remedies->pdata[i];

    for (guint k = 0; k < G_N_ELEMENTS (look->changes); k++)
      if (look->changes[k] != NULL && strcmp (remedy->id, look->remedies[k]) == 0)
        remedy->change = tg_account_ref (look->changes[k]);
  }
  for (guint i = 0; i < look->evidence->len; i++)
    g_ptr_array_add (finding->evidence, g_strdup (look->evidence->pdata[i]));
  return finding;
}

static void
look_at (const TgLetterAccount *letter, gboolean first, GPtrArray *findings)
{
  g_autoptr (TgAccount) account = tg_letter_account (letter);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GHashTable) arguments = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
    g_autoptr (GPtrArray) evidence = g_ptr_array_new_with_free_func (g_free);
    Look look = { letter, account, arguments, evidence, TG_SIDE_BOTH, { NULL }, { NULL }, 0 };

    /* Ports that are exchanged do not fit their encryption either. */
    if (rows[i].applies == port_contradicts && tg_findings_find (findings, "ports-swapped") != NULL)
      continue;
    if (tg_findings_find (findings, rows[i].id) == NULL && rows[i].applies (&look))
      g_ptr_array_add (findings, finding_of (rows[i].id, &look, first));
    for (guint k = 0; k < G_N_ELEMENTS (look.changes); k++)
      g_clear_pointer (&look.changes[k], tg_account_unref);
  }
}

/* Nothing of mail, but what a letter about the line, or about a page to sign in to, has. */
static gboolean
is_not_mail (const TgLetter *letter)
{
  gboolean id_only = letter->accounts->len > 0;

  for (guint i = 0; i < letter->accounts->len; i++) {
    const TgLetterAccount *account = letter->accounts->pdata[i];

    id_only =
        id_only && account->connection_id != NULL && account->receive->len == 0 && account->send->len == 0 && account->address == NULL;
  }
  return id_only || (letter->accounts->len == 0 && letter->subject != TG_LETTER_OF_MAIL);
}

TgAccount *
tg_letter_account (const TgLetterAccount *account)
{
  const TgLetterServer *receive = best_of (account, TG_SIDE_RECEIVE), *send = best_of (account, TG_SIDE_SEND);

  return tg_account_new (account->address != NULL ? account->address : "", NULL, account->id_in_users_place ? NULL : account->user,
                         account->send_user, receive != NULL ? receive->server : NULL, send != NULL ? send->server : NULL);
}

GPtrArray *
tg_letter_account_findings (const TgLetterAccount *account)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_finding_unref);

  look_at (account, TRUE, findings);
  return findings;
}

GPtrArray *
tg_letter_findings (const TgLetter *letter)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_finding_unref);

  if (is_not_mail (letter)) {
    g_autoptr (GHashTable) arguments = g_hash_table_new (g_str_hash, g_str_equal);

    if (letter->accounts->len == 0 && letter->subject == TG_LETTER_OF_SOMETHING_ELSE)
      g_hash_table_insert (arguments, (gpointer) "unknown", (gpointer) "");
    g_ptr_array_add (findings, tg_catalogue_finding ("letter-not-mail", TG_SIDE_LOCAL, arguments));
    return findings;
  }
  for (guint i = 0; i < letter->accounts->len; i++)
    look_at (letter->accounts->pdata[i], i == 0, findings);
  return findings;
}
