/* account.c: the accounts that are there, and what they say in our words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/evolution/sources/account.h"

#include <string.h>

#include "clients/evolution/sources/groups.h"
#include "clients/evolution/sources/names.h"

/* What stands in every Evolution, or is no mailbox of a provider: folders on this computer, feeds, news, only sending. */
static gboolean
is_other_kind (const char *backend)
{
  static const char *const others[] = { "none", "maildir", "mbox", "mh", "spool", "spooldir", "vfolder", "rss", "nntp", NULL };

  return g_strv_contains (others, backend);
}

GPtrArray *
tg_evolution_accounts (GPtrArray *sources)
{
  GPtrArray *accounts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < sources->len; i++) {
    TgEvolutionSource *source = g_ptr_array_index (sources, i);
    g_autofree char *backend = tg_evolution_source_get (source, TG_MAIL_ACCOUNT, "BackendName");
    g_autofree char *identity_uid = tg_evolution_source_get (source, TG_MAIL_ACCOUNT, "IdentityUid");
    g_autofree char *transport_uid = NULL;
    TgEvolutionTriple *triple = NULL;

    if (backend == NULL || is_other_kind (backend))
      continue;

    triple = g_new0 (TgEvolutionTriple, 1);
    triple->source[TG_EVOLUTION_ACCOUNT] = source;
    triple->source[TG_EVOLUTION_IDENTITY] = tg_evolution_source_find (sources, identity_uid);
    transport_uid = tg_evolution_source_get (triple->source[TG_EVOLUTION_IDENTITY], TG_MAIL_SUBMISSION, "TransportUid");
    triple->source[TG_EVOLUTION_TRANSPORT] = tg_evolution_source_find (sources, transport_uid);
    g_ptr_array_add (accounts, triple);
  }

  return accounts;
}

static TgServer *
read_server (TgEvolutionSource *source, const char *group)
{
  g_autofree char *backend = tg_evolution_source_get (source, group, "BackendName");
  g_autofree char *host = tg_evolution_source_get (source, TG_AUTHENTICATION, "Host");
  g_autofree char *security = tg_evolution_source_get (source, TG_SECURITY_GROUP, "Method");
  int protocol = tg_evolution_protocol (backend);
  int port = source != NULL ? g_key_file_get_integer (source->keys, TG_AUTHENTICATION, "Port", NULL) : 0;

  if (protocol < 0 || host == NULL || *host == '\0')
    return NULL;

  return tg_server_new_saved ((TgProtocol)protocol, tg_evolution_security (security), host, port);
}

/* TgFoundAccount.kind */
static const char *
kind_of (const char *backend)
{
  static const char *const kinds[] = { [TG_PROTOCOL_IMAP] = "imap", [TG_PROTOCOL_POP3] = "pop3" };
  int protocol = tg_evolution_protocol (backend);

  return protocol >= 0 && (gsize)protocol < G_N_ELEMENTS (kinds) ? kinds[protocol] : backend;
}

TgFoundAccount *
tg_evolution_read_account (const TgEvolutionTriple *triple)
{
  TgEvolutionSource *account = triple->source[TG_EVOLUTION_ACCOUNT];
  TgEvolutionSource *identity = triple->source[TG_EVOLUTION_IDENTITY];
  TgEvolutionSource *transport = triple->source[TG_EVOLUTION_TRANSPORT];
  g_autofree char *backend = tg_evolution_source_get (account, TG_MAIL_ACCOUNT, "BackendName");
  g_autofree char *address = tg_evolution_source_get (identity, TG_MAIL_IDENTITY, "Address");
  g_autofree char *name = tg_evolution_source_get (identity, TG_MAIL_IDENTITY, "Name");
  g_autofree char *user = tg_evolution_source_get (account, TG_AUTHENTICATION, "User");
  g_autofree char *send_user = tg_evolution_source_get (transport, TG_AUTHENTICATION, "User");
  g_autofree char *method = tg_evolution_source_get (account, TG_AUTHENTICATION, "Method");
  g_autofree char *send_method = tg_evolution_source_get (transport, TG_AUTHENTICATION, "Method");
  g_autoptr (TgServer) receive = read_server (account, TG_MAIL_ACCOUNT);
  g_autoptr (TgServer) send = read_server (transport, TG_MAIL_TRANSPORT);
  TgFoundAccount *found = NULL;

  if (receive == NULL && tg_evolution_protocol (backend) >= 0)
    return NULL;
  if (user == NULL)
    user = g_strdup (address != NULL ? address : "");
  /* Nobody signs in to send. */
  if (send_user == NULL && (send == NULL || send_method == NULL || strcmp (send_method, "none") == 0 || *send_method == '\0'))
    send_user = g_strdup ("");

  found = g_new0 (TgFoundAccount, 1);
  found->program = TG_PROGRAM_EVOLUTION;
  found->account = tg_account_new (address != NULL ? address : user, name, user, send_user != NULL ? send_user : user, receive, send);
  found->kind = g_strdup (kind_of (backend));
  found->authentication = g_strdup (receive != NULL ? tg_evolution_mechanism (receive->protocol, method) : method);
  found->send_authentication = send != NULL ? g_strdup (tg_evolution_mechanism (TG_PROTOCOL_SMTP, send_method)) : NULL;
  found->password_saved = -1;
  found->key = g_strdup (account->uid);

  return found;
}
