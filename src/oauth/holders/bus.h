/* bus.h: one call on the session bus, which ends in time, whatever the other program does.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  TG_BUS_OK,
  TG_BUS_MISSING, /* no session bus, or nobody of this name whom it could start */
  TG_BUS_FAILED,  /* an error, an answer of another form, or none in time */
} TgBusOutcome;

/**
 * TgBusCall:
 * @reply_type: what the answer must be
 * @timeout_ms: for all of it, the start of the program included
 *
 * All static, but for @path.
 */
typedef struct {
  const char *name;
  const char *path;
  const char *interface;
  const char *method;
  const char *reply_type;
  guint timeout_ms;
} TgBusCall;

/* Without arguments: none of ours has any. */
void         tg_bus_call_async  (const TgBusCall *call, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* @reply: (out) (transfer full) (nullable): with TG_BUS_OK.  @failure: (out) (optional) (transfer full) (nullable): with TG_BUS_FAILED.
 * @error is set only if cancelled. */
TgBusOutcome tg_bus_call_finish (GAsyncResult *result, GVariant **reply, GError **failure, GError **error);

G_END_DECLS
