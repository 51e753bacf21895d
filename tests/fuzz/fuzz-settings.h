/* fuzz-settings.h: what holds of settings from anywhere.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "find/read/settings.h"

#define FUZZED_ADDRESS "taro@example.jp"

/* Ends the program where @settings break a promise of settings.h, or what is made of them one of candidate.h or ranking.h.
 * @settings: (nullable) */
void fuzz_settings (TgReadOutcome outcome, const TgSettings *settings, TgOrigin source);
