/* typed-rules.c: whether what was typed explains what was seen.  The numbers and names alone never do:
 * settings that work are right, however odd they look.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/rules/typed-rules.h"

#include <string.h>

#include "find/connection-id.h"
#include "find/names/old-names.h"
#include "find/typed.h"
#include "model/host.h"

#include "tegami-config.h"
#include <glib/gi18n-lib.h>

static guint
slips_of (const TgServer *server)
{
  guint slips = 0;

  if (!tg_server_has_name (server))
    g_free (tg_typed_host (server->host, &slips, NULL));
  return slips;
}

gboolean
tg_typed_is_link (const TgCase *self)
{
  return (slips_of (self->seen->server) & TG_SLIP_LINK) != 0;
}

gboolean
tg_typed_is_address (const TgCase *self)
{
  return (slips_of (self->seen->server) & TG_SLIP_ADDRESS) != 0;
}

gboolean
tg_typed_is_misspelt (const TgCase *self)
{
  return !tg_server_has_name (self->seen->server);
}

gboolean
tg_typed_is_old_name (const TgCase *self)
{
  const TgEvidence *seen = self->seen;
  gboolean before_sign_in = tg_case_never_talked (seen) || seen->fault == TG_FAULT_NAME_NOT_FOUND || seen->fault == TG_FAULT_RESOLVER ||
                            seen->fault == TG_FAULT_CERTIFICATE || seen->fault == TG_FAULT_TLS_VERSION;

  return before_sign_in && tg_old_names_today (seen->server) != NULL;
}

static gboolean
has_for (const TgProvider *provider, const char *ascii_host, gboolean sending)
{
  return tg_servers_have_name (sending ? provider->send : provider->receive, ascii_host) &&
         !tg_servers_have_name (sending ? provider->receive : provider->send, ascii_host);
}

gboolean
tg_typed_hosts_are_exchanged (const TgCase *self)
{
  const TgAccount *account = self->input->account;
  g_autoptr (GPtrArray) all = NULL;

  if (account->receive == NULL || account->send == NULL)
    return FALSE;
  all = tg_providers_all ();
  for (guint i = 0; i < all->len; i++)
    if (has_for (all->pdata[i], account->receive->ascii_host, TRUE) && has_for (all->pdata[i], account->send->ascii_host, FALSE))
      return TRUE;
  return FALSE;
}

gboolean
tg_typed_port_contradicts (const TgCase *self)
{
  const TgEvidence *seen = self->seen;
  const TgServer *server = seen->server;
  TgSpeaks speaks = tg_case_speaks (self);
  gboolean undecided = speaks == TG_SPEAKS_UNKNOWN || speaks == TG_SPEAKS_NOTHING;
  gboolean broke_off =
      seen->fault == TG_FAULT_SILENT || seen->fault == TG_FAULT_TLS || seen->fault == TG_FAULT_CLOSED || seen->fault == TG_FAULT_DEADLINE;
  TgSecurity usual;

  if (!broke_off || !undecided || !tg_case_never_talked (seen) || seen->encrypted || !tg_server_usual_security (server->port, &usual))
    return FALSE;
  /* An alert is an answer in TLS. */
  if ((seen->tls != NULL && seen->tls->alert >= 0) || (seen->scan.done && (seen->scan.alert >= 0 || seen->scan.handshake_ok)))
    return FALSE;
  return (usual == TG_SECURITY_TLS) != (server->security == TG_SECURITY_TLS);
}

static gboolean
is_refused_plainly (const TgCase *self)
{
  return self->seen->sign_in_refused && self->seen->token == NULL && (self->retried == NULL || !self->retried->signed_in) &&
         (self->reply.plain || g_strcmp0 (self->reply.id, "auth-refused") == 0);
}

gboolean
tg_typed_user_is_connection_id (const TgCase *self)
{
  return is_refused_plainly (self) && self->seen->user != NULL &&
         tg_connection_id_looks_like (self->seen->user, self->input->account->address);
}

/* The provider whose server this is; NULL: nobody's in the table, or the address's own. */
static const TgProvider *
other_provider (const TgCase *self)
{
  const char *host = self->seen->server->ascii_host;
  g_autoptr (GPtrArray) all = NULL;

  if (self->provider == NULL || tg_providers_host_is_expected (self->input->account->address, host))
    return NULL;
  all = tg_providers_all ();
  for (guint i = 0; i < all->len; i++) {
    const TgProvider *other = all->pdata[i];

    if (other != self->provider && !other->host_is_domain &&
        (tg_servers_have_name (other->receive, host) || tg_servers_have_name (other->send, host)))
      return other;
  }
  return NULL;
}

/* Hosters that give every customer a name under their own: a neighbour's. */
static gboolean
is_a_neighbours (const TgCase *self)
{
  const char *host = self->seen->server->ascii_host;

  if (self->provider == NULL || !self->provider->host_is_domain)
    return FALSE;
  for (char **domain = self->provider->domains; domain != NULL && *domain != NULL; domain++)
    if (tg_host_is_under (host, *domain) && g_ascii_strcasecmp (host, *domain) != 0)
      return !tg_provider_has_host (self->provider, self->input->account->address, host);
  return FALSE;
}

static gboolean
is_user_of (const TgProvider *provider, const char *user)
{
  return user != NULL && strchr (user, '@') != NULL && tg_providers_find (user) == provider;
}

gboolean
tg_typed_is_for_another (const TgCase *self)
{
  const char *user = self->seen->user;
  const TgProvider *other = other_provider (self);
  const TgProvider *users = user != NULL && strchr (user, '@') != NULL ? tg_providers_find (user) : NULL;

  if (!self->seen->sign_in_refused || (self->retried != NULL && self->retried->signed_in))
    return FALSE;
  /* Sending through another provider, with an account there, is a choice. */
  if (other != NULL)
    return !is_user_of (other, user);
  if (is_a_neighbours (self))
    return is_refused_plainly (self);
  return is_refused_plainly (self) && self->provider != NULL && users != NULL && users != self->provider && tg_case_name_is_right (self);
}

static void
put (GHashTable *arguments, const char *name, const char *value)
{
  if (value != NULL)
    g_hash_table_insert (arguments, (gpointer)name, g_strdup (value));
}

void
tg_typed_add_arguments (const TgCase *self, const char *id, GHashTable *arguments)
{
  const TgServer *server = self->seen->server;
  TgSecurity usual;

  if (!tg_server_has_name (server)) {
    g_autofree char *meant = tg_typed_host (server->host, NULL, NULL);

    put (arguments, "typed", server->host);
    put (arguments, "meant", meant);
  }
  if (strcmp (id, "host-old-name") == 0)
    put (arguments, "new_host", tg_old_names_today (server));
  if (strcmp (id, "settings-for-other-address") == 0) {
    const TgProvider *other = other_provider (self);

    if (other != NULL)
      put (arguments, "provider", other->name);
    else if (!is_a_neighbours (self))
      put (arguments, "other_user", self->seen->user);
  }
  if (strcmp (id, "port-encryption-contradiction") == 0 && tg_server_usual_security (server->port, &usual))
    put (arguments, "usual", tg_security_name (usual));
}

void
tg_typed_add_evidence (const TgCase *self, const char *id, GPtrArray *lines)
{
  const TgServer *server = self->seen->server;

  if (!tg_server_has_name (server) && g_str_has_prefix (id, "input-")) {
    g_autofree char *meant = tg_typed_host (server->host, NULL, NULL);

    g_ptr_array_add (lines, g_strdup_printf (_ ("“%s” cannot be a server name; “%s” can"), server->host, meant));
  }
  if (strcmp (id, "host-old-name") == 0)
    g_ptr_array_add (lines, g_strdup_printf (_ ("In the list of retired names: %s is now %s"), server->host, tg_old_names_today (server)));
}
