/* settings.c: the ways to read a server's port and encryption, and their order.
 *
 * Encryption and port often contradict each other: of all SRV records for submission, half name the port for TLS (a scan of a million
 * domains, NDSS 2025), and the public database has port 587 with SSL.  So both readings are kept, TLS first.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/read/settings.h"

#include <libpsl.h>
#include <string.h>

#include "model/host.h"
#include "model/text/text.h"

#define TITLE_MAX 60 /* both drafts */
#define VALUE_MAX 255

/* What a port is for. */
enum { FOR_TLS = 1, FOR_STARTTLS = 2, FOR_NEITHER = 4, FOR_ANY = 7 };

/* One row for each way to read what is said.  @port_is_for: the row holds for such ports alone.  @own_port: at the port that is said,
 * else at the one for this encryption. */
static const struct {
  TgSaidSecurity said;
  guint port_is_for;
  TgSecurity security;
  gboolean own_port;
  gboolean guessed;
} readings[] = {
  { TG_SAID_TLS, FOR_ANY, TG_SECURITY_TLS, TRUE, FALSE },
  { TG_SAID_TLS, FOR_STARTTLS, TG_SECURITY_STARTTLS, TRUE, FALSE },
  { TG_SAID_STARTTLS, FOR_TLS, TG_SECURITY_TLS, TRUE, FALSE },
  { TG_SAID_STARTTLS, FOR_ANY, TG_SECURITY_STARTTLS, TRUE, FALSE },
  { TG_SAID_PLAIN, FOR_ANY, TG_SECURITY_TLS, FALSE, TRUE },
  { TG_SAID_PLAIN, FOR_STARTTLS | FOR_NEITHER, TG_SECURITY_STARTTLS, TRUE, TRUE },
  { TG_SAID_PLAIN, FOR_ANY, TG_SECURITY_STARTTLS, FALSE, TRUE },
  { TG_SAID_PLAIN, FOR_ANY, TG_SECURITY_NONE, TRUE, FALSE },
  { TG_SAID_UNREADABLE, FOR_TLS | FOR_NEITHER, TG_SECURITY_TLS, TRUE, TRUE },
  { TG_SAID_UNREADABLE, FOR_ANY, TG_SECURITY_TLS, FALSE, TRUE },
  { TG_SAID_UNREADABLE, FOR_STARTTLS | FOR_NEITHER, TG_SECURITY_STARTTLS, TRUE, TRUE },
};

/* By TgSaidSecurity: the encryption whose port is meant where none is said. */
static const TgSecurity usual[] = {
  [TG_SAID_TLS] = TG_SECURITY_TLS,
  [TG_SAID_STARTTLS] = TG_SECURITY_STARTTLS,
  [TG_SAID_PLAIN] = TG_SECURITY_NONE,
  [TG_SAID_UNREADABLE] = TG_SECURITY_TLS,
};

static void
offered_free (gpointer data)
{
  TgOffered *self = data;

  tg_server_unref (self->server);
  g_free (self->user);
  g_free (self);
}

TgSettings *
tg_settings_new (void)
{
  TgSettings *self = g_new0 (TgSettings, 1);

  self->receive = g_ptr_array_new_with_free_func (offered_free);
  self->send = g_ptr_array_new_with_free_func (offered_free);
  return self;
}

void
tg_settings_free (TgSettings *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->receive);
  g_ptr_array_unref (self->send);
  g_clear_pointer (&self->said_receive, tg_server_unref);
  g_clear_pointer (&self->said_send, tg_server_unref);
  g_free (self->provider_name);
  g_free (self->oauth_issuer);
  g_free (self->documentation_url);
  g_free (self->visit_url);
  g_free (self);
}

static guint
purpose_of (guint port)
{
  TgSecurity security;

  if (!tg_server_usual_security (port, &security))
    return FOR_NEITHER;
  return security == TG_SECURITY_TLS ? FOR_TLS : FOR_STARTTLS;
}

/* Whoever answers in a domain's name may name servers of the public internet, and nothing in the person's own network. */
static gboolean
is_public_name (const char *ascii_host)
{
  return strchr (ascii_host, '.') != NULL && !g_hostname_is_ip_address (ascii_host) && !tg_host_is_at_home (ascii_host) &&
         !tg_host_is_this_computer (ascii_host) && !psl_is_public_suffix2 (psl_builtin (), ascii_host, PSL_TYPE_ICANN);
}

char *
tg_settings_host (const char *host)
{
  g_autoptr (TgServer) named = tg_server_new (TG_PROTOCOL_IMAP, TG_SECURITY_TLS, host, 0, NULL);

  return named != NULL && is_public_name (named->ascii_host) ? g_strdup (named->ascii_host) : NULL;
}

char *
tg_settings_value (const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_isgraph (*c))
      return NULL;
  return *text != '\0' && strlen (text) <= VALUE_MAX ? g_strdup (text) : NULL;
}

char *
tg_settings_name (const char *text)
{
  g_autofree char *name = tg_text_collapsed (text);

  return *name != '\0' ? tg_text_visible (name, -1, TITLE_MAX) : NULL;
}

static TgOffered *
find_same (GPtrArray *offered, const TgServer *server)
{
  for (guint i = 0; i < offered->len; i++)
    if (tg_server_equal (((TgOffered *)offered->pdata[i])->server, server))
      return offered->pdata[i];
  return NULL;
}

/* What is said counts more than what was guessed of the same server before. */
static void
add_reading (GPtrArray *offered, const TgServer *server, TgSaidSecurity said, gboolean guessed, const char *user, guint offers)
{
  TgOffered *same = find_same (offered, server);

  if (same == NULL && offered->len < TG_SETTINGS_SERVERS_MAX) {
    TgOffered *new = g_new0 (TgOffered, 1);

    *new = (TgOffered){ tg_server_ref (server), said, guessed, g_strdup (user), offers };
    g_ptr_array_add (offered, new);
  } else if (same != NULL && same->guessed && !guessed) {
    g_free (same->user);
    same->user = g_strdup (user);
    same->said = said;
    same->guessed = FALSE;
    same->offers = offers;
  }
}

/* What nobody can read is not said. */
static void
keep_first (TgServer **first, const TgServer *named, TgProtocol protocol, TgSaidSecurity said)
{
  if (*first == NULL && said != TG_SAID_UNREADABLE)
    *first = tg_server_with_service (named, protocol, usual[said], named->port);
}

gboolean
tg_settings_add (TgSettings *self, TgProtocol protocol, TgSaidSecurity said, const char *host, guint port, const char *user, guint offers)
{
  GPtrArray *half = protocol == TG_PROTOCOL_SMTP ? self->send : self->receive;
  guint own_port = port != 0 ? port : tg_server_default_port (protocol, usual[said]);
  guint purpose = purpose_of (own_port);
  g_autoptr (TgServer) named = tg_server_new (protocol, TG_SECURITY_TLS, host, own_port, NULL);

  if (named == NULL || !is_public_name (named->ascii_host)) {
    self->remarks |= TG_REMARK_DROPPED;
    return FALSE;
  }
  if ((said == TG_SAID_TLS && purpose == FOR_STARTTLS) || (said == TG_SAID_STARTTLS && purpose == FOR_TLS))
    self->remarks |= TG_REMARK_CONTRADICTION;
  if (said == TG_SAID_UNREADABLE)
    self->remarks |= TG_REMARK_UNREADABLE;
  keep_first (protocol == TG_PROTOCOL_SMTP ? &self->said_send : &self->said_receive, named, protocol, said);
  for (guint i = 0; i < G_N_ELEMENTS (readings); i++)
    if (readings[i].said == said && (readings[i].port_is_for & purpose) != 0) {
      g_autoptr (TgServer) server =
          tg_server_with_service (named, protocol, readings[i].security, readings[i].own_port ? (guint16)own_port : 0);

      add_reading (half, server, said, readings[i].guessed, user, offers);
    }
  return TRUE;
}

static gboolean
is_plain (const TgOffered *offered)
{
  return offered->server->security == TG_SECURITY_NONE;
}

/* Whether a half is there, and all that is said of it is without encryption. */
static gboolean
is_plain_only (GPtrArray *offered)
{
  for (guint i = 0; i < offered->len; i++)
    if (((TgOffered *)offered->pdata[i])->said != TG_SAID_PLAIN)
      return FALSE;
  return offered->len > 0;
}

static void
drop_plain (GPtrArray *offered)
{
  for (guint i = offered->len; i > 0; i--)
    if (is_plain (offered->pdata[i - 1]))
      g_ptr_array_remove_index (offered, i - 1);
}

/* @first: the protocol that the source names first */
static int
better_first (gconstpointer a, gconstpointer b, gpointer first)
{
  const TgOffered *left = *(const TgOffered *const *)a, *right = *(const TgOffered *const *)b;
  TgProtocol named_first = *(const TgProtocol *)first;

  if (is_plain (left) != is_plain (right))
    return is_plain (left) ? 1 : -1;
  if (left->server->protocol != right->server->protocol)
    return left->server->protocol == named_first ? -1 : 1;
  if (left->guessed != right->guessed)
    return left->guessed ? 1 : -1;
  return (int)left->server->security - (int)right->server->security;
}

static gboolean
finish_half (GPtrArray *offered)
{
  gboolean plain_only = is_plain_only (offered);
  TgProtocol first = offered->len > 0 ? ((TgOffered *)offered->pdata[0])->server->protocol : TG_PROTOCOL_IMAP;

  if (!plain_only)
    drop_plain (offered);
  g_ptr_array_sort_with_data (offered, better_first, &first); /* stable */
  return plain_only;
}

static gboolean
takes_tokens_alone (GPtrArray *offered)
{
  for (guint i = 0; i < offered->len; i++)
    if (((TgOffered *)offered->pdata[i])->offers != TG_OFFERS_OAUTH2)
      return FALSE;
  return offered->len > 0;
}

TgReadOutcome
tg_settings_finish (TgSettings *self)
{
  self->plain_receive = finish_half (self->receive);
  self->plain_send = finish_half (self->send);
  self->oauth_only = takes_tokens_alone (self->receive);
  if (self->receive->len == 0)
    self->remarks |= TG_REMARK_NO_RECEIVE;
  if (self->send->len == 0)
    self->remarks |= TG_REMARK_NO_SEND;
  return self->receive->len > 0 || self->send->len > 0 ? TG_READ_SETTINGS : TG_READ_NOTHING;
}
