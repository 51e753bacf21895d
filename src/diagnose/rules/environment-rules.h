/* environment-rules.h: what this computer and its network have to do with it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "diagnose/diagnose.h"

G_BEGIN_DECLS

/* Puts the findings of the surroundings, where there are any, among @findings (of TgFinding*, in
 * order): root causes before all else, and without what they explain. */
void tg_environment_rules_apply (const TgDiagnosisInput *input, GPtrArray *findings);

G_END_DECLS
