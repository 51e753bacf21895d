/* agreement.h: what sources say of each other: the grade that an answer comes to beside the others, and whom it contradicts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "find/ranking/ranking.h"

G_BEGIN_DECLS

/* Of @n answers; TG_GRADE_CANDIDATE where none was found. (transfer full) */
TgGrade   *tg_agreed_grades         (const TgSourceAnswer *answers, gsize n_answers);

/* Whether @other names servers of the protocol that @used would be tried with on this side, and only such as @used does not have, of
 * another provider.  @server: (out): the first of them (transfer none) */
gboolean   tg_candidates_contradict (const TgCandidate *used, const TgCandidate *other, TgSide side, const TgServer **server);

G_END_DECLS
