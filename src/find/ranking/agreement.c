/* agreement.c: compares what sources say by the names of the servers: who may be believed is a question of names, and the encryption
 * is always the strongest.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/ranking/agreement.h"

#include "find/ranking/grade.h"

static gboolean
all_named (GPtrArray *servers, GPtrArray *by)
{
  for (guint i = 0; i < servers->len; i++)
    if (!tg_servers_have_name (by, ((const TgServer *)servers->pdata[i])->ascii_host))
      return FALSE;
  return TRUE;
}

/* Every name of @self is one of @other's for the same side.  What says "no encryption" agrees with nobody: it says less. */
static gboolean
agrees (const TgCandidate *self, const TgCandidate *other)
{
  return (self->hops & TG_HOP_PLAIN) == 0 && all_named (self->receive, other->receive) && all_named (self->send, other->send);
}

/* The database and our dated copy of it: where both say the same, it is neither old nor forged. */
static gboolean
confirm_each_other (TgOrigin a, TgOrigin b)
{
  return (a == TG_ORIGIN_ISPDB && b == TG_ORIGIN_SNAPSHOT) || (a == TG_ORIGIN_SNAPSHOT && b == TG_ORIGIN_ISPDB);
}

static gboolean
is_silenced (const TgSourceAnswer *answer, const TgSourceAnswer *answers, gsize n_answers)
{
  for (gsize i = 0; i < n_answers; i++)
    if (answers[i].outcome == TG_SOURCE_TIMEOUT && tg_source_needs (answer->source, answers[i].source))
      return TRUE;
  return FALSE;
}

/* By itself: nothing is better than what is known, so nobody's silence makes that worse. */
static TgGrade
grade_alone (const TgSourceAnswer *answer, const TgSourceAnswer *answers, gsize n_answers)
{
  TgGrade grade = answer->candidate != NULL ? answer->candidate->grade : TG_GRADE_CANDIDATE;

  if (grade != TG_GRADE_KNOWN && answer->candidate != NULL && is_silenced (answer, answers, n_answers))
    grade = MAX (grade, tg_grade_of (answer->source, TG_HOP_SILENCE));
  return grade;
}

TgGrade *
tg_agreed_grades (const TgSourceAnswer *answers, gsize n_answers)
{
  g_autofree TgGrade *alone = g_new (TgGrade, n_answers);
  TgGrade *grades = g_new (TgGrade, n_answers);

  for (gsize i = 0; i < n_answers; i++)
    alone[i] = grades[i] = grade_alone (&answers[i], answers, n_answers);
  for (gsize i = 0; i < n_answers; i++)
    for (gsize k = 0; k < n_answers; k++) {
      if (i == k || answers[i].candidate == NULL || answers[k].candidate == NULL || !agrees (answers[i].candidate, answers[k].candidate))
        continue;
      grades[i] = MIN (grades[i], confirm_each_other (answers[i].source, answers[k].source) ? TG_GRADE_KNOWN : alone[k]);
    }
  return grades;
}

/* Many a provider has renamed itself, and both names are in its row of the table. */
static gboolean
are_of_one_provider (const TgServer *a, const TgServer *b)
{
  const TgProvider *provider = tg_providers_find_host (a->ascii_host);

  return provider != NULL && provider == tg_providers_find_host (b->ascii_host);
}

gboolean
tg_candidates_contradict (const TgCandidate *used, const TgCandidate *other, TgSide side, const TgServer **server)
{
  GPtrArray *ours = tg_candidate_half (used, side), *theirs = tg_candidate_half (other, side);
  const TgServer *first = ours->len > 0 ? ours->pdata[0] : NULL;

  *server = NULL;
  for (guint i = 0; first != NULL && i < theirs->len; i++) {
    const TgServer *their = theirs->pdata[i];

    if (their->protocol != first->protocol)
      continue;
    if (tg_servers_have_name (ours, their->ascii_host) || are_of_one_provider (first, their))
      return FALSE;
    if (*server == NULL)
      *server = their;
  }
  return *server != NULL;
}
