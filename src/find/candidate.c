/* candidate.c: candidates out of the provider table, the snapshot, and what the readers found.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/candidate.h"

#include "find/offline/snapshot.h"
#include "find/ranking/grade.h"
#include "find/ranking/users.h"

TgCandidate *
tg_candidate_from_table (const char *address)
{
  const TgProvider *provider = tg_providers_find (address);
  g_autoptr (GStrvBuilder) users = NULL;
  g_autofree char *other = NULL;
  TgCandidate *self;

  if (provider == NULL)
    return NULL;
  self = g_new0 (TgCandidate, 1);
  self->source = TG_ORIGIN_TABLE;
  self->grade = provider->known ? TG_GRADE_KNOWN : TG_GRADE_CANDIDATE;
  self->account = tg_provider_account (provider, address);
  self->receive = tg_provider_servers (provider, provider->receive, address);
  self->send = tg_provider_servers (provider, provider->send, address);
  self->provider = provider;
  self->oauth_issuer = g_strdup (provider->oauth_issuer);
  self->oauth_only = provider->oauth_only;
  self->documentation_url = g_strdup (provider->help_url);
  self->visit_url = g_strdup (provider->switch_url);
  self->confirm = tg_candidate_to_confirm (address, self->receive, self->send);

  users = g_strv_builder_new ();
  other = tg_account_other_user (self->account);
  g_strv_builder_add (users, tg_account_receive_user (self->account));
  if (other != NULL)
    g_strv_builder_add (users, other);
  self->users = g_strv_builder_end (users);
  return self;
}

/* The settings' remarks that are about the way, too. */
static guint
hops_of (const TgSettings *settings)
{
  guint hops = 0;

  if (settings->plain_receive || settings->plain_send)
    hops |= TG_HOP_PLAIN;
  if ((settings->remarks & TG_REMARK_UNPROVEN) != 0)
    hops |= TG_HOP_UNPROVEN;
  return hops;
}

/* Of TgServer*. (transfer full) */
static GPtrArray *
servers_of (GPtrArray *offered, TgOrigin source)
{
  GPtrArray *servers = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_server_unref);

  for (guint i = 0; i < offered->len; i++)
    g_ptr_array_add (servers, tg_server_with_origin (((TgOffered *)offered->pdata[i])->server, source, TG_CONFIRMED_BY_NOBODY));
  return servers;
}

/* (transfer full) (nullable) */
static TgServer *
published (const TgServer *said, TgOrigin source)
{
  return said != NULL ? tg_server_with_origin (said, source, TG_CONFIRMED_BY_NOBODY) : NULL;
}

static const char *
stated_user (GPtrArray *offered)
{
  return offered->len > 0 ? ((TgOffered *)offered->pdata[0])->user : NULL;
}

char **
tg_candidate_to_confirm (const char *address, GPtrArray *receive, GPtrArray *send)
{
  GPtrArray *const halves[] = { receive, send };
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (halves); i++)
    for (guint k = 0; k < halves[i]->len; k++) {
      const TgServer *server = halves[i]->pdata[k];
      const char *host = server->ascii_host;

      if (server->confirmed == TG_CONFIRMED_BY_NOBODY && !tg_providers_host_is_expected (address, host) &&
          !g_ptr_array_find_with_equal_func (names, host, g_str_equal, NULL))
        g_ptr_array_add (names, g_strdup (host));
    }
  g_ptr_array_add (names, NULL);
  return (char **)g_ptr_array_free (names, FALSE);
}

TgCandidate *
tg_candidate_from_settings (const char *address, TgOrigin source, guint hops, const TgSettings *settings)
{
  TgCandidate *self = g_new0 (TgCandidate, 1);
  const char *stated = stated_user (settings->receive), *send_stated = stated_user (settings->send);
  const char *user = stated != NULL || settings->receive->len > 0 ? stated : send_stated;
  gboolean sure, other_for_sending;

  self->source = source;
  self->hops = hops | hops_of (settings);
  self->grade = tg_grade_of (source, self->hops);
  self->remarks = settings->remarks;
  self->receive = servers_of (settings->receive, source);
  self->send = servers_of (settings->send, source);
  self->plain_receive = settings->plain_receive;
  self->plain_send = settings->plain_send;
  self->published_receive = published (settings->said_receive, source);
  self->published_send = published (settings->said_send, source);
  self->oauth_issuer = g_strdup (settings->oauth_issuer);
  self->oauth_only = settings->oauth_only;
  self->documentation_url = g_strdup (settings->documentation_url);
  self->visit_url = g_strdup (settings->visit_url);
  sure = self->grade <= TG_GRADE_PUBLISHED;
  self->users = tg_users_to_try (address, user, sure);
  other_for_sending = send_stated != NULL && g_strcmp0 (user != NULL ? user : address, send_stated) != 0;
  if (other_for_sending)
    self->send_users = tg_users_to_try (address, send_stated, TRUE);
  self->confirm = tg_candidate_to_confirm (address, self->receive, self->send);
  /* An open user name is tried as the address, then as the part before the @: what is stated as just that need not be fixed. */
  self->account = tg_account_new (address, NULL, user != NULL && (sure || g_strcmp0 (user, address) != 0) ? user : NULL,
                                  other_for_sending ? send_stated : NULL, self->receive->len > 0 ? self->receive->pdata[0] : NULL,
                                  self->send->len > 0 ? self->send->pdata[0] : NULL);
  return self;
}

TgCandidate *
tg_candidate_from_snapshot (const char *address)
{
  g_autoptr (TgSettings) settings = tg_snapshot_find (address, NULL);
  const TgProvider *provider = tg_providers_find (address);
  TgCandidate *self;

  if (settings == NULL)
    return NULL;
  self = tg_candidate_from_settings (address, TG_ORIGIN_SNAPSHOT, 0, settings);
  self->provider = provider;
  if (provider != NULL && provider->known && tg_snapshot_agrees (address) == TG_AGREEMENT_FULL)
    self->grade = TG_GRADE_KNOWN;
  return self;
}

GPtrArray *
tg_candidate_half (const TgCandidate *self, TgSide side)
{
  return side == TG_SIDE_SEND ? self->send : self->receive;
}

gboolean
tg_candidate_is_plain (const TgCandidate *self, TgSide side)
{
  return side == TG_SIDE_SEND ? self->plain_send : self->plain_receive;
}

void
tg_candidate_free (TgCandidate *self)
{
  if (self == NULL)
    return;
  tg_account_unref (self->account);
  g_ptr_array_unref (self->receive);
  g_ptr_array_unref (self->send);
  g_strfreev (self->users);
  g_strfreev (self->send_users);
  g_strfreev (self->confirm);
  g_clear_pointer (&self->published_receive, tg_server_unref);
  g_clear_pointer (&self->published_send, tg_server_unref);
  g_free (self->documentation_url);
  g_free (self->visit_url);
  g_free (self->oauth_issuer);
  g_free (self);
}
