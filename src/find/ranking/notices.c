/* notices.c: when each notice is due, and with which names.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/ranking/notices.h"

#include "find/credential-rule.h"
#include "find/ranking/agreement.h"
#include "find/ranking/grade.h"

static const TgSide sides[] = { TG_SIDE_RECEIVE, TG_SIDE_SEND };

static const char *const ids[TG_N_NOTICES] = {
  [TG_NOTICE_FOREIGN_HOST] = "settings-foreign-host",
  [TG_NOTICE_PLAIN_ONLY] = "settings-plain-only",
  [TG_NOTICE_REDIRECTED] = "settings-redirected",
  [TG_NOTICE_DIFFER] = "settings-differ",
};

const char *
tg_notice_id (TgNoticeKind kind)
{
  g_return_val_if_fail (kind < TG_N_NOTICES, NULL);

  return ids[kind];
}

static void
notice_free (gpointer data)
{
  TgNotice *self = data;

  g_strfreev (self->names);
  g_free (self);
}

/* @names: (transfer full) */
static void
add (GPtrArray *notices, TgNoticeKind kind, TgSide side, TgOrigin source, TgOrigin other, char **names)
{
  TgNotice *self = g_new0 (TgNotice, 1);

  *self = (TgNotice){ .kind = kind, .side = side, .source = source, .other = other, .names = names };
  g_ptr_array_add (notices, self);
}

/* (transfer full) */
static char **
two_names (const char *first, const char *second)
{
  const char *names[] = { first, second, NULL };

  return g_strdupv ((char **)names);
}

static TgOrigin
origin_of (const TgSourceAnswer *answer)
{
  return answer != NULL ? answer->source : TG_ORIGIN_UNKNOWN;
}

static void
add_foreign (GPtrArray *notices, const TgAccount *account, const TgSourceAnswer *const used[2])
{
  g_auto (GStrv) names = tg_credentials_to_confirm (account);
  gboolean receive = account->receive != NULL && !tg_credentials_may_go (account, account->receive);
  gboolean send = account->send != NULL && !tg_credentials_may_go (account, account->send);

  if (names[0] != NULL)
    add (notices, TG_NOTICE_FOREIGN_HOST,
         receive && send ? TG_SIDE_BOTH
         : receive       ? TG_SIDE_RECEIVE
                         : TG_SIDE_SEND,
         origin_of (receive ? used[0] : used[1]), TG_ORIGIN_UNKNOWN, g_steal_pointer (&names));
}

gboolean
tg_only_plain (const TgSourceAnswer *answers, gsize n_answers, TgSide side)
{
  gboolean plain = FALSE;

  for (gsize i = 0; i < n_answers; i++) {
    const TgCandidate *candidate = answers[i].candidate;

    /* What was guessed and proven is encrypted, but nobody has published it. */
    if (candidate == NULL || answers[i].source == TG_ORIGIN_GUESS || tg_candidate_half (candidate, side)->len == 0)
      continue;
    if (!tg_candidate_is_plain (candidate, side))
      return FALSE;
    plain = TRUE;
  }
  return plain;
}

static void
add_plain (GPtrArray *notices, const TgAccount *account, const TgSourceAnswer *const used[2], const TgSourceAnswer *answers,
           gsize n_answers)
{
  for (guint i = 0; i < G_N_ELEMENTS (sides); i++) {
    const TgServer *server = tg_account_server (account, sides[i]);

    if (server != NULL && tg_only_plain (answers, n_answers, sides[i]))
      add (notices, TG_NOTICE_PLAIN_ONLY, sides[i], origin_of (used[i]), TG_ORIGIN_UNKNOWN, two_names (server->ascii_host, NULL));
  }
}

static gboolean
came_by_another_way (const TgSourceAnswer *answer)
{
  return answer != NULL && (answer->source == TG_ORIGIN_HTTP || (answer->candidate->hops & (TG_HOP_HTTP | TG_HOP_OTHER_DOMAIN)) != 0);
}

static void
add_redirected (GPtrArray *notices, const TgAccount *account, const TgSourceAnswer *const used[2])
{
  gboolean receive = came_by_another_way (used[0]), send = came_by_another_way (used[1]);
  const char *first = receive ? account->receive->ascii_host : NULL, *second = send ? account->send->ascii_host : NULL;

  if (receive && send && tg_server_same_name (account->receive, account->send))
    second = NULL;
  if (receive || send)
    add (notices, TG_NOTICE_REDIRECTED,
         receive && send ? TG_SIDE_BOTH
         : receive       ? TG_SIDE_RECEIVE
                         : TG_SIDE_SEND,
         origin_of (receive ? used[0] : used[1]), TG_ORIGIN_UNKNOWN, receive ? two_names (first, second) : two_names (second, NULL));
}

/* The first that says otherwise: one is enough to look twice.  A guess says nothing. */
static void
add_differ (GPtrArray *notices, const TgAccount *account, const TgSourceAnswer *const used[2], const gboolean overruled[2],
            const TgSourceAnswer *answers, gsize n_answers)
{
  for (guint i = 0; i < G_N_ELEMENTS (sides); i++) {
    const TgServer *server = tg_account_server (account, sides[i]), *other;

    for (gsize k = 0; used[i] != NULL && used[i]->source != TG_ORIGIN_GUESS && k < n_answers; k++)
      if (answers[k].candidate != NULL && answers[k].source != TG_ORIGIN_GUESS &&
          tg_candidates_contradict (used[i]->candidate, answers[k].candidate, sides[i], &other)) {
        add (notices, TG_NOTICE_DIFFER, sides[i], used[i]->source, answers[k].source, two_names (server->ascii_host, other->ascii_host));
        ((TgNotice *)notices->pdata[notices->len - 1])->tried = overruled[i];
        break;
      }
  }
}

GPtrArray *
tg_notices_make (const TgAccount *account, const TgSourceAnswer *const used[2], const gboolean overruled[2], const TgSourceAnswer *answers,
                 gsize n_answers)
{
  GPtrArray *notices = g_ptr_array_new_with_free_func (notice_free);

  add_foreign (notices, account, used);
  add_plain (notices, account, used, answers, n_answers);
  add_redirected (notices, account, used);
  add_differ (notices, account, used, overruled, answers, n_answers);
  return notices;
}
