/* server-probe.h: one talk with one server, and a second look if the talk alone leaves the reason
 * open (TLS on a port that does not speak it, silence where TLS is expected).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/finding.h"
#include "model/secret.h"
#include "wire/talk/talk.h"

G_BEGIN_DECLS

typedef struct _TgServerProbe TgServerProbe;

/* As in TgTalkWatch; each member may be NULL. */
typedef struct {
  void     (*step)   (TgServerProbe *probe, const TgStepRecord *record, gpointer user_data);
  void     (*line)   (TgServerProbe *probe, const char *line, gpointer user_data);
  TgPermit (*permit) (TgServerProbe *probe, gpointer user_data);
} TgServerProbeWatch;

/* @password: (nullable): without one, there is no sign-in.  @mechanism: (nullable). */
TgServerProbe *tg_server_probe_new        (TgNetwork *network, TgSide side, const TgServer *server, const char *user, const char *address,
                                           TgSecret *password, const char *mechanism, gboolean allow_plaintext,
                                           const TgServerProbeWatch *watch, gpointer user_data);
TgServerProbe *tg_server_probe_ref        (TgServerProbe *self);
void           tg_server_probe_unref      (TgServerProbe *self);
TgSide         tg_server_probe_side       (TgServerProbe *self);
const char    *tg_server_probe_user       (TgServerProbe *self);

/* Answers a permit that was postponed. */
void           tg_server_probe_permit     (TgServerProbe *self, gboolean yes);

void           tg_server_probe_run_async  (TgServerProbe *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                           gpointer user_data);
/* Never NULL; if cancelled, with @error set as well. (transfer full) */
TgEvidence    *tg_server_probe_run_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgServerProbe, tg_server_probe_unref)

G_END_DECLS
