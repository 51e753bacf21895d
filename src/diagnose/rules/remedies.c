/* remedies.c: works out the changed account of a remedy, by the remedy's id in data/findings.xml.
 * A remedy is never less encryption, never port 25, and never a check switched off.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/rules/case.h"

#include <string.h>

#include "diagnose/rules/name-remedies.h"
#include "diagnose/rules/typed-rules.h"

static void
proposal_free (gpointer data)
{
  TgProposal *self = data;

  tg_account_unref (self->change);
  g_free (self);
}

GPtrArray *
tg_proposals_new (void)
{
  return g_ptr_array_new_with_free_func (proposal_free);
}

void
tg_case_offer (const TgCase *self, GPtrArray *proposals, TgAccount *change, TgTried tried)
{
  TgProposal *proposal;

  if (change == NULL)
    return;
  if (tg_account_equal (change, self->input->account)) {
    tg_account_unref (change);
    return;
  }
  proposal = g_new0 (TgProposal, 1);
  proposal->change = change;
  proposal->tried = tried;
  g_ptr_array_add (proposals, proposal);
}

void
tg_case_offer_server (const TgCase *self, GPtrArray *proposals, const TgServer *server)
{
  if (server != NULL)
    tg_case_offer (self, proposals, tg_account_with_server (self->input->account, self->side, server), TG_TRIED_NOT);
}

static void
propose_made (const TgCase *self, GPtrArray *proposals, TgProtocol protocol, TgSecurity security, guint port)
{
  g_autoptr (TgServer) server = tg_server_new (protocol, security, self->seen->server->host, port, NULL);

  tg_case_offer_server (self, proposals, server);
}

/* On the same port, but not on port 25.  From "none" only where the server has said that it can;
 * from SSL/TLS its plain greeting is all that is known. */
static void
use_starttls (const TgCase *self, GPtrArray *proposals)
{
  const TgServer *server = self->seen->server;
  gboolean offered = tg_case_has_capability (self, "STARTTLS") || tg_case_has_capability (self, "STLS");

  if (server->port != 25 && (server->security == TG_SECURITY_TLS || (server->security == TG_SECURITY_NONE && offered)))
    propose_made (self, proposals, server->protocol, TG_SECURITY_STARTTLS, server->port);
}

static void
use_tls (const TgCase *self, GPtrArray *proposals)
{
  if (self->seen->server->port != 25)
    propose_made (self, proposals, self->seen->server->protocol, TG_SECURITY_TLS, self->seen->server->port);
}

/* RFC 8314 section 3: 993, 995 or 465 with TLS from the start. */
static void
use_tls_port (const TgCase *self, GPtrArray *proposals)
{
  TgProtocol protocol = self->seen->server->protocol;

  propose_made (self, proposals, protocol, TG_SECURITY_TLS, tg_server_default_port (protocol, TG_SECURITY_TLS));
}

static void
use_submission (const TgCase *self, GPtrArray *proposals)
{
  const TgServer *server = self->seen->server;

  if (server->protocol == TG_PROTOCOL_SMTP && server->port != 465 && server->port != 587)
    use_tls_port (self, proposals);
}

static void
use_starttls_port (const TgCase *self, GPtrArray *proposals)
{
  if (self->seen->server->protocol == TG_PROTOCOL_SMTP)
    propose_made (self, proposals, TG_PROTOCOL_SMTP, TG_SECURITY_STARTTLS, 587);
}

static void
use_protocol_here (const TgCase *self, GPtrArray *proposals)
{
  TgSpeaks speaks = tg_case_speaks (self);
  const TgServer *server = self->seen->server;

  if (self->side == TG_SIDE_RECEIVE && (speaks == TG_SPEAKS_IMAP || speaks == TG_SPEAKS_POP3))
    propose_made (self, proposals, speaks == TG_SPEAKS_IMAP ? TG_PROTOCOL_IMAP : TG_PROTOCOL_POP3, server->security, server->port);
}

/* What the table knows for this address; candidates of the table are not called published. */
static void
use_known_servers (const TgCase *self, GPtrArray *proposals)
{
  g_autoptr (TgServer) server = self->provider != NULL && self->provider->known ? tg_names_listed_server (self) : NULL;

  tg_case_offer_server (self, proposals, server);
}

/* Port 25 is no place to send from. */
static TgServer *
server_for_port (const TgServer *server, guint16 port)
{
  return tg_server_for_port (server->host, port == 25 ? 465 : port, NULL);
}

static void
swap_ports (const TgCase *self, GPtrArray *proposals)
{
  const TgAccount *account = self->input->account;
  g_autoptr (TgServer) receive = server_for_port (account->receive, account->send->port);
  g_autoptr (TgServer) send = server_for_port (account->send, account->receive->port);
  g_autoptr (TgAccount) half = tg_account_with_receive (account, receive);

  tg_case_offer (self, proposals, tg_account_with_send (half, send), TG_TRIED_NOT);
}

static void
swap_hosts (const TgCase *self, GPtrArray *proposals)
{
  const TgAccount *account = self->input->account;
  g_autoptr (TgServer) receive = tg_server_with_host (account->receive, account->send->host, NULL);
  g_autoptr (TgServer) send = tg_server_with_host (account->send, account->receive->host, NULL);
  g_autoptr (TgAccount) half = receive != NULL && send != NULL ? tg_account_with_receive (account, receive) : NULL;

  if (half != NULL)
    tg_case_offer (self, proposals, tg_account_with_send (half, send), TG_TRIED_NOT);
}

static void
use_other_user (const TgCase *self, GPtrArray *proposals)
{
  if (self->retried != NULL && self->retried->signed_in)
    tg_case_offer (self, proposals, tg_account_with_user (self->input->account, self->retried->user), TG_TRIED_WORKS);
}

static const struct {
  const char *id;
  void (*propose) (const TgCase *self, GPtrArray *proposals);
} remedies[] = {
  { "use-starttls", use_starttls },
  { "use-tls", use_tls },
  { "use-tls-port", use_tls_port },
  { "use-submission", use_submission },
  { "use-starttls-port", use_starttls_port },
  { "use-protocol-here", use_protocol_here },
  { "use-known-servers", use_known_servers },
  { "use-certificate-name", tg_names_use_certificate_name },
  { "use-found-name", tg_names_use_found_name },
  { "use-listed-server", tg_names_use_listed_server },
  { "use-other-user", use_other_user },
  { "swap-ports", swap_ports },
  { "swap-hosts", swap_hosts },
  { "use-meant-name", tg_typed_use_meant_name },
  { "use-near-name", tg_typed_use_near_name },
  { "use-new-name", tg_typed_use_new_name },
  { "use-known-user", tg_typed_use_known_user },
  { "use-port-encryption", tg_typed_use_port_encryption },
};

gboolean
tg_case_propose (const TgCase *self, const char *id, GPtrArray *proposals)
{
  for (guint i = 0; i < G_N_ELEMENTS (remedies); i++)
    if (strcmp (remedies[i].id, id) == 0) {
      remedies[i].propose (self, proposals);
      return TRUE;
    }
  return FALSE;
}
