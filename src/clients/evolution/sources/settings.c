/* settings.c: an account as the lines of three key files.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/evolution/sources/settings.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "clients/evolution/sources/groups.h"
#include "clients/evolution/sources/names.h"

TgEvolutionSetting *
tg_evolution_setting_new (TgEvolutionRole role, const char *group, const char *key, const char *value)
{
  TgEvolutionSetting *self = g_new0 (TgEvolutionSetting, 1);

  *self = (TgEvolutionSetting){ role, group, key, g_strdup (value), FALSE };

  return self;
}

void
tg_evolution_setting_free (TgEvolutionSetting *self)
{
  g_free (self->value);
  g_free (self);
}

static void
add (GPtrArray *settings, TgEvolutionRole role, const char *group, const char *key, const char *value, gboolean initial)
{
  TgEvolutionSetting *setting = tg_evolution_setting_new (role, group, key, value);

  setting->initial = initial;
  g_ptr_array_add (settings, setting);
}

/* Evolution strips what it reads. */
static gboolean
has_outer_space (const char *value)
{
  return *value != '\0' && (g_ascii_isspace (*value) || g_ascii_isspace (value[strlen (value) - 1]));
}

static gboolean
add_server (GPtrArray *settings, TgEvolutionRole role, const TgServer *server, const char *user, const char *mechanism, GError **error)
{
  const char *method = tg_evolution_method (server, mechanism);
  g_autofree char *port = g_strdup_printf ("%u", server->port);

  if (has_outer_space (user)) {
    g_set_error_literal (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNSUPPORTED,
                         _ ("Evolution cannot use a user name that begins or ends with a space."));
    return FALSE;
  }
  if (method == NULL) {
    g_set_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNSUPPORTED, _ ("Evolution cannot sign in to %s with %s."), server->host,
                 mechanism);
    return FALSE;
  }

  add (settings, role, TG_AUTHENTICATION, "Host", server->ascii_host, FALSE);
  add (settings, role, TG_AUTHENTICATION, "Port", port, FALSE);
  add (settings, role, TG_AUTHENTICATION, "User", user, FALSE);
  add (settings, role, TG_AUTHENTICATION, "Method", method, FALSE);
  add (settings, role, TG_AUTHENTICATION, "RememberPassword", "true", FALSE);
  add (settings, role, TG_SECURITY_GROUP, "Method", tg_evolution_security_method (server->security), FALSE);

  return TRUE;
}

static void
add_head (GPtrArray *settings, TgEvolutionRole role, const char *title, const char *parent)
{
  add (settings, role, TG_DATA_SOURCE, "DisplayName", title, TRUE);
  add (settings, role, TG_DATA_SOURCE, "Enabled", "true", FALSE);
  add (settings, role, TG_DATA_SOURCE, "Parent", parent, TRUE);
}

/* Both D-Bus and key files carry UTF-8 only. */
static gboolean
is_text (const char *value)
{
  return value == NULL || g_utf8_validate (value, -1, NULL);
}

/* The local part as it is: Camel itself quotes "a..b" where a header needs it, and would quote our
 * quotation marks too.  The domain in A-labels: Camel passes it on as it finds it. */
static char *
ascii_domain_address (const char *address)
{
  g_autofree char *as_sent = tg_address_to_smtp (address, NULL);
  g_autofree char *local_part = tg_address_local_part (address);
  g_autofree char *domain = as_sent != NULL ? tg_address_domain (as_sent) : NULL;

  return local_part != NULL && domain != NULL ? g_strconcat (local_part, "@", domain, NULL) : NULL;
}

GPtrArray *
tg_evolution_settings (const TgSaveRequest *request, char *const uids[TG_EVOLUTION_N_ROLES], GError **error)
{
  g_autoptr (GPtrArray) settings = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_evolution_setting_free);
  const TgAccount *account = request->account;
  const TgServer *receive = account->receive;
  const TgServer *send = account->send;
  g_autofree char *address = ascii_domain_address (account->address);
  g_autofree char *name = account->name != NULL ? g_strstrip (g_strdup (account->name)) : NULL;

  if (address == NULL || !is_text (account->address) || !is_text (account->name) || !is_text (account->user) ||
      !is_text (account->send_user)) {
    g_set_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNSUPPORTED, _ ("Evolution cannot use an address or name with such characters."));
    return NULL;
  }

  add_head (settings, TG_EVOLUTION_ACCOUNT, account->address, "");
  /* "none" is Evolution's own word for an account that only sends, or only receives. */
  add (settings, TG_EVOLUTION_ACCOUNT, TG_MAIL_ACCOUNT, "BackendName", receive != NULL ? tg_evolution_backend (receive->protocol) : "none",
       TRUE);
  add (settings, TG_EVOLUTION_ACCOUNT, TG_MAIL_ACCOUNT, "IdentityUid", uids[TG_EVOLUTION_IDENTITY], TRUE);
  if (receive != NULL) {
    if (!add_server (settings, TG_EVOLUTION_ACCOUNT, receive, tg_account_receive_user (account), request->receive_authentication, error))
      return NULL;
    add (settings, TG_EVOLUTION_ACCOUNT, "Refresh", "Enabled", "true", TRUE);
    add (settings, TG_EVOLUTION_ACCOUNT, "Refresh", "IntervalMinutes", "10", TRUE);
    if (receive->protocol == TG_PROTOCOL_POP3) /* the default would delete the person's mail there */
      add (settings, TG_EVOLUTION_ACCOUNT, TG_POP_BACKEND, "KeepOnServer", "true", TRUE);
  }

  add_head (settings, TG_EVOLUTION_IDENTITY, account->address, uids[TG_EVOLUTION_ACCOUNT]);
  if (name != NULL && *name != '\0')
    add (settings, TG_EVOLUTION_IDENTITY, TG_MAIL_IDENTITY, "Name", name, FALSE);
  add (settings, TG_EVOLUTION_IDENTITY, TG_MAIL_IDENTITY, "Address", address, FALSE);
  add (settings, TG_EVOLUTION_IDENTITY, TG_MAIL_SUBMISSION, "TransportUid", uids[TG_EVOLUTION_TRANSPORT], TRUE);
  add (settings, TG_EVOLUTION_IDENTITY, TG_MAIL_SUBMISSION, "SentFolder", "folder://local/Sent", TRUE);
  add (settings, TG_EVOLUTION_IDENTITY, TG_MAIL_COMPOSITION, "DraftsFolder", "folder://local/Drafts", TRUE);
  add (settings, TG_EVOLUTION_IDENTITY, TG_MAIL_COMPOSITION, "TemplatesFolder", "folder://local/Templates", TRUE);

  add_head (settings, TG_EVOLUTION_TRANSPORT, account->address, uids[TG_EVOLUTION_ACCOUNT]);
  add (settings, TG_EVOLUTION_TRANSPORT, TG_MAIL_TRANSPORT, "BackendName", send != NULL ? tg_evolution_backend (TG_PROTOCOL_SMTP) : "none",
       send == NULL);
  if (send != NULL &&
      !add_server (settings, TG_EVOLUTION_TRANSPORT, send, tg_account_send_user (account), request->send_authentication, error))
    return NULL;

  return g_steal_pointer (&settings);
}
