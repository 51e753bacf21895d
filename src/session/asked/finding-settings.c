/* finding-settings.c: looks for an account's settings, and says what there is to say of what was found.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "session/session-private.h"

#include "diagnose/found/found.h"
#include "find/credential-rule.h"

void
tg_session_find_async (TgSession *self, const char *address, TgDiscoverProgress progress, gpointer progress_data, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (TG_IS_SESSION (self) && address != NULL);

  g_autoptr (TgNetwork) network = tg_sources_network (self->sources, self->network);

  tg_discover_async (address,
                     &(TgDiscoverOptions){
                         .network = network, .ispdb_url = self->sources->ispdb_url, .known_is_enough = TRUE, .proves = TRUE },
                     progress, progress_data, cancellable, callback, user_data);
}

TgDiscovery *
tg_session_find_finish (TgSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (TG_IS_SESSION (self), NULL);

  return tg_discover_finish (result, error);
}

void
tg_session_set_found (TgSession *self, TgDiscovery *found)
{
  g_return_if_fail (TG_IS_SESSION (self));

  TgDiscovery *old = self->found;

  self->found = found != NULL ? tg_discovery_ref (found) : NULL;
  tg_discovery_unref (old);
  if (self->task == NULL)
    tg_session_join_findings (self);
}

TgDiscovery *
tg_session_get_found (TgSession *self)
{
  g_return_val_if_fail (TG_IS_SESSION (self), NULL);

  return self->found;
}

GPtrArray *
tg_session_findings_of (const TgDiscovery *found)
{
  guint n_silent = 0;

  /* Who refuses a connection, or has another server there, publishes nothing; a name server that fails leaves all open. */
  for (guint i = 0; i < TG_N_DISCOVER_SOURCES; i++)
    n_silent += found->answers[i].outcome == TG_SOURCE_TIMEOUT ||
                (found->answers[i].outcome == TG_SOURCE_FAILED && found->answers[i].source == TG_ORIGIN_MX);
  return tg_found_findings (&(TgFoundInput){ .address = found->address,
                                             .ranking = found->ranking,
                                             .domain = found->domain,
                                             .hosted = found->hosted,
                                             .guessed = tg_discovery_answer (found, TG_ORIGIN_GUESS)->outcome == TG_SOURCE_NONE,
                                             .n_silent = n_silent });
}

/* Whether @finding still is about the servers that the account has: the person may have typed others. */
static gboolean
is_of_account (TgSession *self, const TgFinding *finding)
{
  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++) {
    const TgServer *found = self->found->account != NULL ? tg_account_server (self->found->account, side) : NULL;

    if (tg_finding_is_on (finding, side) && found != NULL && !tg_server_same_name (found, tg_account_server (self->account, side)))
      return FALSE;
  }
  return TRUE;
}

static gboolean
is_verified_encrypted (TgSession *self, TgSide side)
{
  const TgServer *server = tg_account_server (self->account, side);
  gboolean works = self->outcomes[side] == TG_OUTCOME_VERIFIED || self->outcomes[side] == TG_OUTCOME_CAUTION;

  return works && server != NULL && server->security != TG_SECURITY_NONE;
}

/* Nothing is left to be told where the person has confirmed the name, or where what was published without encryption works with it. */
static gboolean
is_settled (TgSession *self, const TgFinding *finding)
{
  if (g_str_equal (finding->id, tg_notice_id (TG_NOTICE_FOREIGN_HOST))) {
    g_auto (GStrv) names = tg_credentials_to_confirm (self->account);

    return names[0] == NULL;
  }
  if (g_str_equal (finding->id, tg_notice_id (TG_NOTICE_PLAIN_ONLY)))
    return is_verified_encrypted (self, finding->side == TG_SIDE_SEND ? TG_SIDE_SEND : TG_SIDE_RECEIVE) &&
           (finding->side != TG_SIDE_BOTH || is_verified_encrypted (self, TG_SIDE_SEND));
  return FALSE;
}

/* Where there are servers after all, it is they that tell what is wrong. */
static gboolean
is_told_better (TgSession *self, const TgFinding *finding)
{
  return finding->severity == TG_SEVERITY_PROBLEM && (self->account->receive != NULL || self->account->send != NULL);
}

/* What the source that names the account's server says of it first. (nullable) */
static const TgServer *
published (const TgSession *self, TgSide side, const TgServer *server)
{
  const TgCandidate *candidate = tg_discovery_answer (self->found, server->origin)->candidate;

  if (candidate == NULL)
    return NULL;
  return side == TG_SIDE_SEND ? candidate->published_send : candidate->published_receive;
}

static void
add_safer (TgSession *self, GPtrArray *findings)
{
  TgSaferSide sides[2] = { 0 };
  g_autoptr (GPtrArray) safer = NULL;

  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++) {
    const TgServer *server = tg_account_server (self->account, side);

    if (is_verified_encrypted (self, side))
      sides[side] = (TgSaferSide){ server->origin, published (self, side, server), server };
  }
  safer = tg_found_safer (self->account->address, sides);
  for (guint i = 0; i < safer->len; i++)
    g_ptr_array_add (findings, tg_finding_ref (safer->pdata[i]));
}

GPtrArray *
tg_session_found_findings (TgSession *self)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_finding_unref);
  g_autoptr (GPtrArray) all = NULL;

  if (self->found == NULL || self->account == NULL || !g_str_equal (self->found->address, self->account->address))
    return findings;
  all = tg_session_findings_of (self->found);
  for (guint i = 0; i < all->len; i++)
    if (is_of_account (self, all->pdata[i]) && !is_settled (self, all->pdata[i]) && !is_told_better (self, all->pdata[i]))
      g_ptr_array_add (findings, tg_finding_ref (all->pdata[i]));
  add_safer (self, findings);
  return findings;
}
