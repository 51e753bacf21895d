/* ranking.c: one order for the servers of all sources.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/ranking/ranking.h"

#include "find/ranking/agreement.h"
#include "find/ranking/grade.h"
#include "find/ranking/notices.h"
#include "find/ranking/users.h"

/* A server of one answer, on its way into the order. */
typedef struct {
  const TgServer *server;
  const TgSourceAnswer *answer;
  TgGrade grade;
  gboolean from_plain; /* the answer has this half only without encryption: what is encrypted is a guess */
  guint turn;          /* the order in which answers, and servers within them, come */
  guint group;         /* the best turn of this host for this protocol */
} Entry;

typedef struct {
  TgSide side;
  const TgSourceAnswer *answers;
  gsize n_answers;
  const TgGrade *grades;
  GArray *entries;        /* of Entry */
  const TgServer *chosen; /* (nullable) */
  gboolean overruled;     /* it is another host than the one that counts for more */
} Half;

static gboolean
is_plain (const TgServer *server)
{
  return server->security == TG_SECURITY_NONE;
}

static void
collect (Half *self)
{
  for (gsize i = 0; i < self->n_answers; i++) {
    const TgCandidate *candidate = self->answers[i].candidate;
    GPtrArray *servers = candidate != NULL ? tg_candidate_half (candidate, self->side) : NULL;

    for (guint k = 0; servers != NULL && k < servers->len; k++) {
      const Entry entry = { .server = servers->pdata[k],
                            .answer = &self->answers[i],
                            .grade = self->grades[i],
                            .from_plain = tg_candidate_is_plain (candidate, self->side),
                            .turn = k };

      g_array_append_val (self->entries, entry);
    }
  }
}

/* Whose word counts more; among equals the source's place, then its own order. */
static int
by_source (gconstpointer a, gconstpointer b)
{
  const Entry *left = a, *right = b;
  guint here = tg_source_place (left->answer->source), there = tg_source_place (right->answer->source);

  if (left->grade != right->grade)
    return (int)left->grade - (int)right->grade;
  if (left->from_plain != right->from_plain)
    return left->from_plain - right->from_plain;
  if (here != there)
    return (int)here - (int)there;
  return (int)left->turn - (int)right->turn;
}

/* What is not encrypted last of all; hosts in the order of their best word; at one host the safer first, and what was said before
 * what was guessed. */
static int
by_strength (gconstpointer a, gconstpointer b)
{
  const Entry *left = a, *right = b;

  if (is_plain (left->server) != is_plain (right->server))
    return is_plain (left->server) ? 1 : -1;
  if (left->group != right->group)
    return (int)left->group - (int)right->group;
  if (left->from_plain != right->from_plain)
    return left->from_plain - right->from_plain;
  if (left->server->security != right->server->security)
    return (int)left->server->security - (int)right->server->security;
  return (int)left->turn - (int)right->turn;
}

static void
set_groups (GArray *entries)
{
  for (guint i = 0; i < entries->len; i++) {
    Entry *entry = &g_array_index (entries, Entry, i);

    entry->turn = entry->group = i;
    for (guint k = 0; k < i; k++) {
      const Entry *before = &g_array_index (entries, Entry, k);

      if (before->server->protocol == entry->server->protocol && tg_server_same_name (before->server, entry->server)) {
        entry->group = before->group;
        break;
      }
    }
  }
}

/* The answer that names @server, or another connection with its host: the one whose word counts for most. (nullable) */
static const TgSourceAnswer *
answer_of (const Half *self, const TgServer *server)
{
  const TgSourceAnswer *by_name = NULL;

  for (guint i = 0; i < self->entries->len; i++) {
    const Entry *entry = &g_array_index (self->entries, Entry, i);

    if (tg_server_equal (entry->server, server))
      return entry->answer;
    if (by_name == NULL && tg_server_same_name (entry->server, server))
      by_name = entry->answer;
  }
  return by_name;
}

/* What works comes first. */
static void
put_first (Half *self, GPtrArray *servers, const TgSourceAnswer **used)
{
  const TgServer *before = servers->len > 0 ? servers->pdata[0] : NULL;

  self->overruled = !tg_server_same_name (before, self->chosen);
  *used = answer_of (self, self->chosen);
  for (guint i = 0; i < servers->len; i++)
    if (tg_server_equal (servers->pdata[i], self->chosen)) {
      g_ptr_array_remove_index (servers, i);
      break;
    }
  g_ptr_array_insert (servers, 0, tg_server_ref (self->chosen));
}

/* Of TgServer*.  @used: (out) (nullable): the answer that the first of them is from. (transfer full) */
static GPtrArray *
rank_half (Half *self, const TgSourceAnswer **used)
{
  GPtrArray *servers = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_server_unref);
  gboolean plain_too = tg_only_plain (self->answers, self->n_answers, self->side);

  collect (self);
  g_array_sort (self->entries, by_source);
  set_groups (self->entries);
  g_array_sort (self->entries, by_strength);
  *used = NULL;
  for (guint i = 0; i < self->entries->len; i++) {
    const Entry *entry = &g_array_index (self->entries, Entry, i);

    if ((is_plain (entry->server) && !plain_too) || tg_servers_have (servers, entry->server))
      continue;
    if (servers->len == 0)
      *used = entry->answer;
    g_ptr_array_add (servers, tg_server_ref (entry->server));
  }
  if (self->chosen != NULL && answer_of (self, self->chosen) != NULL)
    put_first (self, servers, used);
  return servers;
}

/* (nullable) */
static const TgServer *
first (GPtrArray *servers)
{
  return servers->len > 0 ? servers->pdata[0] : NULL;
}

static char **
copy_names (char **names)
{
  static char *const none[] = { NULL };

  return g_strdupv (names != NULL ? names : (char **)none);
}

/* Who names the servers names the users, too. */
static void
take_users (TgRanking *self, const char *address, const TgSourceAnswer *receive, const TgSourceAnswer *send)
{
  const TgCandidate *candidate = receive != NULL ? receive->candidate : send->candidate;
  const char *send_user = send != NULL ? send->candidate->account->send_user : NULL;

  self->users = copy_names (candidate->users);
  self->send_users = send != NULL ? copy_names (send->candidate->send_users) : copy_names (NULL);
  self->oauth_issuer = g_strdup (candidate->oauth_issuer);
  self->oauth_only = candidate->oauth_only;
  /* Sending by another source's word: its user name, where it is not the one that receiving takes anyway. */
  if (receive != NULL && send != NULL && send != receive && send_user == NULL)
    send_user = send->candidate->account->user;
  if (g_strcmp0 (send_user, candidate->account->user) == 0)
    send_user = NULL;
  if (send_user != NULL && self->send_users[0] == NULL) {
    g_strfreev (self->send_users);
    self->send_users = tg_users_to_try (address, send_user, TRUE);
  }
  self->account = tg_account_new (address, NULL, candidate->account->user, send_user, first (self->receive), first (self->send));
}

TgRanking *
tg_rank (const char *address, const TgSourceAnswer *answers, gsize n_answers)
{
  static const TgServer *const none[2] = { NULL, NULL };

  return tg_rank_choosing (address, answers, n_answers, none);
}

TgRanking *
tg_rank_choosing (const char *address, const TgSourceAnswer *answers, gsize n_answers, const TgServer *const chosen[2])
{
  TgRanking *self = g_new0 (TgRanking, 1);
  const TgSourceAnswer *used[2];
  g_autoptr (GArray) received = g_array_new (FALSE, FALSE, sizeof (Entry)), sent = g_array_new (FALSE, FALSE, sizeof (Entry));
  Half receive, send;

  self->grades = tg_agreed_grades (answers, n_answers);
  receive = (Half){ TG_SIDE_RECEIVE, answers, n_answers, self->grades, received, chosen[TG_SIDE_RECEIVE], FALSE };
  send = (Half){ TG_SIDE_SEND, answers, n_answers, self->grades, sent, chosen[TG_SIDE_SEND], FALSE };
  self->receive = rank_half (&receive, &used[0]);
  self->send = rank_half (&send, &used[1]);
  if (used[0] != NULL || used[1] != NULL) {
    const gboolean overruled[] = { receive.overruled, send.overruled };

    take_users (self, address, used[0], used[1]);
    self->notices = tg_notices_make (self->account, used, overruled, answers, n_answers);
  } else {
    self->users = copy_names (NULL);
    self->send_users = copy_names (NULL);
    self->notices = g_ptr_array_new ();
  }
  return self;
}

void
tg_ranking_free (TgRanking *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->account, tg_account_unref);
  g_ptr_array_unref (self->receive);
  g_ptr_array_unref (self->send);
  g_strfreev (self->users);
  g_strfreev (self->send_users);
  g_free (self->oauth_issuer);
  g_free (self->grades);
  g_ptr_array_unref (self->notices);
  g_free (self);
}
