/* leads.c: other names that a server may have: those that receive the domain's mail (MX), and the
 * reverse name of the address that answered (PTR).  They are worth a try and prove nothing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "probe/surroundings/look-around.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wire/ask/dns-names.h"

#define ASK_TIMEOUT_MS 2000

/* One query. */
typedef struct {
  GTask *task;
  TgLeadKind kind;
  char *about;
} Asked;

static void
answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Asked *asked = user_data;
  g_autoptr (GTask) task = asked->task;
  g_autofree char *about = asked->about;
  TgLookAround *self = tg_look_around_of (task);
  g_auto (GStrv) names = tg_dns_names_finish (result, NULL);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    tg_surroundings_add_lead (self->seen, asked->kind, about, names[i]);
  g_free (asked);
  tg_look_around_end (task);
}

/* The name server that the person chose; otherwise the one that all names go to anyway. */
static GInetSocketAddress *
name_server (const TgLookAround *self)
{
  return self->sources->own_resolver ? self->sources->resolver : NULL;
}

static void
ask (GTask *task, TgLeadKind kind, const char *about)
{
  TgLookAround *self = tg_look_around_of (task);
  GInetSocketAddress *server = name_server (self);
  g_autofree char *whom =
      server != NULL ? g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (server)) : g_strdup (_ ("This network’s name server"));
  Asked *asked = g_new0 (Asked, 1);

  asked->task = g_object_ref (task);
  asked->kind = kind;
  asked->about = g_strdup (about);
  tg_look_around_begin (task);
  tg_surroundings_contacted (self->seen, kind == TG_LEAD_MAIL_SERVER
                                             /* TRANSLATORS: a name server, and the domain of a mail address */
                                             ? g_strdup_printf (_ ("%s: which servers receive the mail of %s"), whom, about)
                                             /* TRANSLATORS: a name server, and an IP address */
                                             : g_strdup_printf (_ ("%s: what the server at %s is called"), whom, about));
  tg_dns_names_async (server, kind == TG_LEAD_MAIL_SERVER ? TG_DNS_MAIL_SERVERS : TG_DNS_REVERSE_NAMES, about, ASK_TIMEOUT_MS, self->stop,
                      answered, asked);
}

static void
ask_for_mail_servers (GTask *task)
{
  const TgAccount *account = tg_look_around_of (task)->check->account;
  g_autofree char *domain = tg_address_domain (account->address);
  g_autofree char *ascii = domain != NULL ? g_hostname_to_ascii (domain) : NULL;
  g_autofree char *plain = ascii != NULL ? tg_dns_plain_name (ascii) : NULL;

  if (plain != NULL)
    ask (task, TG_LEAD_MAIL_SERVER, plain);
}

void
tg_look_leads (GTask *task)
{
  TgLookAround *self = tg_look_around_of (task);
  const TgEvidence *sides[2];
  guint n = tg_look_around_sides (self, sides);
  const char *first = NULL;

  if (!self->sources->leads || (self->sources->own_resolver && self->sources->resolver == NULL))
    return;
  ask_for_mail_servers (task);
  for (guint i = 0; i < n; i++) {
    const char *ip = tg_evidence_connected_ip (sides[i]);

    if ((tg_needs_of_side (sides[i]) & TG_NEED_LEADS) == 0 || ip == NULL || g_strcmp0 (ip, first) == 0)
      continue;
    first = ip;
    ask (task, TG_LEAD_REVERSE_NAME, ip);
  }
}
