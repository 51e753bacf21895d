/* source.c: an account as Evolution's three key files, and back again.  GKeyFile is the only
 * encoder, so that no value (a line break, a leading space, "=") can become a line of its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/evolution/sources/source.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "clients/evolution/sources/oauth-service.h"
#include "model/authentication.h"

#define DATA_SOURCE      "Data Source"
#define MAIL_ACCOUNT     "Mail Account"
#define MAIL_IDENTITY    "Mail Identity"
#define MAIL_SUBMISSION  "Mail Submission"
#define MAIL_COMPOSITION "Mail Composition"
#define MAIL_TRANSPORT   "Mail Transport"
#define AUTHENTICATION   "Authentication"
#define SECURITY         "Security"

void
tg_evolution_source_free (TgEvolutionSource *self)
{
  if (self == NULL)
    return;

  g_free (self->uid);
  g_free (self->path);
  g_key_file_unref (self->keys);
  g_free (self);
}

TgEvolutionSource *
tg_evolution_source_new (const char *uid, const char *path, const char *data, GError **error)
{
  g_autoptr (TgEvolutionSource) self = g_new0 (TgEvolutionSource, 1);

  self->uid = g_strdup (uid);
  self->path = g_strdup (path);
  self->keys = g_key_file_new ();
  if (!g_key_file_load_from_data (self->keys, data, (gsize)-1, G_KEY_FILE_KEEP_COMMENTS | G_KEY_FILE_KEEP_TRANSLATIONS, error))
    return NULL;

  return g_steal_pointer (&self);
}

char *
tg_evolution_source_data (TgEvolutionSource *self)
{
  return g_key_file_to_data (self->keys, NULL, NULL);
}

char *
tg_evolution_source_get (TgEvolutionSource *self, const char *group, const char *key)
{
  g_autofree char *value = self != NULL ? g_key_file_get_string (self->keys, group, key, NULL) : NULL;

  return value != NULL && *value != '\0' ? g_steal_pointer (&value) : NULL;
}

TgEvolutionSource *
tg_evolution_source_find (GPtrArray *sources, const char *uid)
{
  for (guint i = 0; uid != NULL && i < sources->len; i++) {
    TgEvolutionSource *source = g_ptr_array_index (sources, i);

    if (strcmp (source->uid, uid) == 0)
      return source;
  }

  return NULL;
}

char *
tg_evolution_uid_new (void)
{
  g_autofree char *uuid = g_uuid_string_random ();

  return g_compute_checksum_for_string (G_CHECKSUM_SHA1, uuid, -1);
}

/* How Evolution names what the check used.  For receiving, "none" is IMAP's LOGIN and POP3's USER
 * and PASS; for sending it is no sign-in at all.  Names are case-sensitive. */
static const struct {
  const char *mechanism;
  const char *receive; /* NULL: cannot be used there */
  const char *send;
} mechanisms[] = {
  { "PLAIN", "PLAIN", "PLAIN" }, { "LOGIN", "LOGIN", "LOGIN" },  { "CRAM-MD5", "CRAM-MD5", "CRAM-MD5" },
  { "APOP", "+APOP", NULL },     { "IMAP-LOGIN", "none", NULL }, { "USER-PASS", "none", NULL },
  { "none", NULL, "none" },
};

const char *
tg_evolution_method (const TgServer *server, const char *mechanism)
{
  gboolean sends = server->protocol == TG_PROTOCOL_SMTP;

  /* Nothing was tried: what nearly every server takes. */
  if (mechanism == NULL)
    return sends ? "PLAIN" : "none";
  if (tg_authentication_is_oauth (mechanism))
    return tg_evolution_oauth_service (server);

  for (gsize i = 0; i < G_N_ELEMENTS (mechanisms); i++)
    if (strcmp (mechanisms[i].mechanism, mechanism) == 0)
      return sends ? mechanisms[i].send : mechanisms[i].receive;

  return NULL;
}

/* The other way round; what we do not know (GSSAPI, NTLM) keeps its name. */
static const char *
mechanism_from_method (TgProtocol protocol, const char *method)
{
  if (method == NULL || strcmp (method, "none") == 0)
    return protocol == TG_PROTOCOL_IMAP ? "IMAP-LOGIN" : protocol == TG_PROTOCOL_POP3 ? "USER-PASS" : "none";

  if (tg_evolution_method_is_oauth (method))
    return "XOAUTH2";
  return strcmp (method, "+APOP") == 0 ? "APOP" : method;
}

static const char *const security_methods[] = {
  [TG_SECURITY_TLS] = "ssl-on-alternate-port",
  [TG_SECURITY_STARTTLS] = "starttls-on-standard-port",
  [TG_SECURITY_NONE] = "none",
};

static const char *const backends[] = {
  [TG_PROTOCOL_IMAP] = "imapx",
  [TG_PROTOCOL_POP3] = "pop",
  [TG_PROTOCOL_SMTP] = "smtp",
};

static void
setting_free (gpointer data)
{
  TgEvolutionSetting *setting = data;

  g_free (setting->value);
  g_free (setting);
}

static void
add (GPtrArray *settings, TgEvolutionRole role, const char *group, const char *key, const char *value, gboolean initial)
{
  TgEvolutionSetting *setting = g_new0 (TgEvolutionSetting, 1);

  *setting = (TgEvolutionSetting){ role, group, key, g_strdup (value), initial };
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

  add (settings, role, AUTHENTICATION, "Host", server->ascii_host, FALSE);
  add (settings, role, AUTHENTICATION, "Port", port, FALSE);
  add (settings, role, AUTHENTICATION, "User", user, FALSE);
  add (settings, role, AUTHENTICATION, "Method", method, FALSE);
  add (settings, role, AUTHENTICATION, "RememberPassword", "true", FALSE);
  add (settings, role, SECURITY, "Method", security_methods[server->security], FALSE);

  return TRUE;
}

static void
add_head (GPtrArray *settings, TgEvolutionRole role, const char *title, const char *parent)
{
  add (settings, role, DATA_SOURCE, "DisplayName", title, TRUE);
  add (settings, role, DATA_SOURCE, "Enabled", "true", FALSE);
  add (settings, role, DATA_SOURCE, "Parent", parent, TRUE);
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
  g_autoptr (GPtrArray) settings = g_ptr_array_new_with_free_func (setting_free);
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
  add (settings, TG_EVOLUTION_ACCOUNT, MAIL_ACCOUNT, "BackendName", receive != NULL ? backends[receive->protocol] : "none", TRUE);
  add (settings, TG_EVOLUTION_ACCOUNT, MAIL_ACCOUNT, "IdentityUid", uids[TG_EVOLUTION_IDENTITY], TRUE);
  if (receive != NULL) {
    if (!add_server (settings, TG_EVOLUTION_ACCOUNT, receive, tg_account_receive_user (account), request->receive_authentication, error))
      return NULL;
    add (settings, TG_EVOLUTION_ACCOUNT, "Refresh", "Enabled", "true", TRUE);
    add (settings, TG_EVOLUTION_ACCOUNT, "Refresh", "IntervalMinutes", "10", TRUE);
    if (receive->protocol == TG_PROTOCOL_POP3) /* the default would delete the person's mail there */
      add (settings, TG_EVOLUTION_ACCOUNT, "Pop Backend", "KeepOnServer", "true", TRUE);
  }

  add_head (settings, TG_EVOLUTION_IDENTITY, account->address, uids[TG_EVOLUTION_ACCOUNT]);
  if (name != NULL && *name != '\0')
    add (settings, TG_EVOLUTION_IDENTITY, MAIL_IDENTITY, "Name", name, FALSE);
  add (settings, TG_EVOLUTION_IDENTITY, MAIL_IDENTITY, "Address", address, FALSE);
  add (settings, TG_EVOLUTION_IDENTITY, MAIL_SUBMISSION, "TransportUid", uids[TG_EVOLUTION_TRANSPORT], TRUE);
  add (settings, TG_EVOLUTION_IDENTITY, MAIL_SUBMISSION, "SentFolder", "folder://local/Sent", TRUE);
  add (settings, TG_EVOLUTION_IDENTITY, MAIL_COMPOSITION, "DraftsFolder", "folder://local/Drafts", TRUE);
  add (settings, TG_EVOLUTION_IDENTITY, MAIL_COMPOSITION, "TemplatesFolder", "folder://local/Templates", TRUE);

  add_head (settings, TG_EVOLUTION_TRANSPORT, account->address, uids[TG_EVOLUTION_ACCOUNT]);
  add (settings, TG_EVOLUTION_TRANSPORT, MAIL_TRANSPORT, "BackendName", send != NULL ? backends[TG_PROTOCOL_SMTP] : "none", send == NULL);
  if (send != NULL &&
      !add_server (settings, TG_EVOLUTION_TRANSPORT, send, tg_account_send_user (account), request->send_authentication, error))
    return NULL;

  return g_steal_pointer (&settings);
}

GPtrArray *
tg_evolution_sources_new (GPtrArray *settings, char *const uids[TG_EVOLUTION_N_ROLES])
{
  GPtrArray *sources = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_evolution_source_free);

  for (guint role = 0; role < TG_EVOLUTION_N_ROLES; role++) {
    TgEvolutionSource *source = g_new0 (TgEvolutionSource, 1);

    source->uid = g_strdup (uids[role]);
    source->keys = g_key_file_new ();
    source->writable = source->removable = TRUE;
    g_ptr_array_add (sources, source);
  }

  for (guint i = 0; i < settings->len; i++) {
    const TgEvolutionSetting *setting = g_ptr_array_index (settings, i);
    TgEvolutionSource *source = g_ptr_array_index (sources, setting->role);

    g_key_file_set_string (source->keys, setting->group, setting->key, setting->value);
  }

  return sources;
}

static int
protocol_from_backend (const char *backend)
{
  for (gsize i = 0; backend != NULL && i < G_N_ELEMENTS (backends); i++)
    if (strcmp (backends[i], backend) == 0)
      return (int)i;

  return -1;
}

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
    g_autofree char *backend = tg_evolution_source_get (source, MAIL_ACCOUNT, "BackendName");
    g_autofree char *identity_uid = tg_evolution_source_get (source, MAIL_ACCOUNT, "IdentityUid");
    g_autofree char *transport_uid = NULL;
    TgEvolutionTriple *triple = NULL;

    if (backend == NULL || is_other_kind (backend))
      continue;

    triple = g_new0 (TgEvolutionTriple, 1);
    triple->source[TG_EVOLUTION_ACCOUNT] = source;
    triple->source[TG_EVOLUTION_IDENTITY] = tg_evolution_source_find (sources, identity_uid);
    transport_uid = tg_evolution_source_get (triple->source[TG_EVOLUTION_IDENTITY], MAIL_SUBMISSION, "TransportUid");
    triple->source[TG_EVOLUTION_TRANSPORT] = tg_evolution_source_find (sources, transport_uid);
    g_ptr_array_add (accounts, triple);
  }

  return accounts;
}

static TgSecurity
security_from_method (const char *method)
{
  for (gsize i = 0; method != NULL && i < G_N_ELEMENTS (security_methods); i++)
    if (strcmp (security_methods[i], method) == 0)
      return (TgSecurity)i;

  return TG_SECURITY_NONE; /* a missing or unknown method is clear text for Evolution too */
}

static TgServer *
read_server (TgEvolutionSource *source, const char *group)
{
  g_autofree char *backend = tg_evolution_source_get (source, group, "BackendName");
  g_autofree char *host = tg_evolution_source_get (source, AUTHENTICATION, "Host");
  g_autofree char *security = tg_evolution_source_get (source, SECURITY, "Method");
  int protocol = protocol_from_backend (backend);
  int port = source != NULL ? g_key_file_get_integer (source->keys, AUTHENTICATION, "Port", NULL) : 0;

  if (protocol < 0 || host == NULL || *host == '\0')
    return NULL;

  return tg_server_new_saved ((TgProtocol)protocol, security_from_method (security), host, port);
}

/* TgFoundAccount.kind */
static const char *
kind_of (const char *backend)
{
  static const char *const kinds[] = { [TG_PROTOCOL_IMAP] = "imap", [TG_PROTOCOL_POP3] = "pop3" };
  int protocol = protocol_from_backend (backend);

  return protocol >= 0 && (gsize)protocol < G_N_ELEMENTS (kinds) ? kinds[protocol] : backend;
}

TgFoundAccount *
tg_evolution_read_account (const TgEvolutionTriple *triple)
{
  TgEvolutionSource *account = triple->source[TG_EVOLUTION_ACCOUNT];
  TgEvolutionSource *identity = triple->source[TG_EVOLUTION_IDENTITY];
  TgEvolutionSource *transport = triple->source[TG_EVOLUTION_TRANSPORT];
  g_autofree char *backend = tg_evolution_source_get (account, MAIL_ACCOUNT, "BackendName");
  g_autofree char *address = tg_evolution_source_get (identity, MAIL_IDENTITY, "Address");
  g_autofree char *name = tg_evolution_source_get (identity, MAIL_IDENTITY, "Name");
  g_autofree char *user = tg_evolution_source_get (account, AUTHENTICATION, "User");
  g_autofree char *send_user = tg_evolution_source_get (transport, AUTHENTICATION, "User");
  g_autofree char *method = tg_evolution_source_get (account, AUTHENTICATION, "Method");
  g_autofree char *send_method = tg_evolution_source_get (transport, AUTHENTICATION, "Method");
  g_autoptr (TgServer) receive = read_server (account, MAIL_ACCOUNT);
  g_autoptr (TgServer) send = read_server (transport, MAIL_TRANSPORT);
  TgFoundAccount *found = NULL;

  if (receive == NULL && protocol_from_backend (backend) >= 0)
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
  found->authentication = g_strdup (receive != NULL ? mechanism_from_method (receive->protocol, method) : method);
  found->send_authentication = send != NULL ? g_strdup (mechanism_from_method (TG_PROTOCOL_SMTP, send_method)) : NULL;
  found->password_saved = -1;
  found->key = g_strdup (account->uid);

  return found;
}
