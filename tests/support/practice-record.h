/* practice-record.h: the practice servers for tests: hostile scenarios too, and a record of what clients did.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "practice/scenarios/scenario.h"

G_BEGIN_DECLS

/* Ended by a row without a name. */
extern const TgScenario hostile_scenarios[];

/* Whether a server of this one falls silent in the middle of a talk that it does not end. */
gboolean hostile_scenario_is_silent (const char *name);

typedef struct _PracticeRecord PracticeRecord;

PracticeRecord *practice_record_new (void);
void practice_record_free (PracticeRecord *self); /* after the practice servers */

/* For tg_practice_new_with_seam(); owned by @self. */
const TgPracticeSeam *practice_record_seam (PracticeRecord *self);

/* Every line that the clients of @scenario sent, in order, as "imap C: …".  At most some thousand are kept. */
GPtrArray *practice_record_heard (PracticeRecord *self, const char *scenario); /* of char*, (transfer full) */
/* Only those that came without encryption. */
GPtrArray *practice_record_heard_in_clear (PracticeRecord *self, const char *scenario);
guint practice_record_sign_ins (PracticeRecord *self, const char *scenario, gboolean refused_only);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PracticeRecord, practice_record_free)

G_END_DECLS
