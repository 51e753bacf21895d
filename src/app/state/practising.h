/* practising.h: the practice servers of one scenario, with the trust in their certificates.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cert/trust.h"
#include "practice/practice.h"

G_BEGIN_DECLS

typedef struct {
  TgPractice *practice;
  TgTrust    *trust;
} TgPractising;

void          tg_practising_free         (TgPractising *self);
/* In a thread. */
void          tg_practising_start_async  (const char *scenario, gpointer source, GAsyncReadyCallback callback, gpointer user_data);
TgPractising *tg_practising_start_finish (GAsyncResult *result, GError **error); /* (transfer full) */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgPractising, tg_practising_free)

G_END_DECLS
