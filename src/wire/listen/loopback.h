/* loopback.h: listens on 127.0.0.1 until the browser brings the answer to a sign-in back (RFC 8252 section 7.3).
 *
 * Only what the caller's judge recognises ends the waiting, once.  Whatever else comes (other paths, replays, another Host field,
 * too much, too slow) is refused, and the waiting goes on.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* How many visitors are heard at a time; one more displaces the oldest, so that nobody keeps the browser out. */
#define TG_LOOPBACK_VISITS_MAX 8
/* How long one visitor may take, milliseconds. */
#define TG_LOOPBACK_VISIT_MS 10000

typedef struct _TgLoopback TgLoopback;

/* From now on the port (the system chooses one) is open; who comes is heard once tg_loopback_wait_async() is called. */
TgLoopback *tg_loopback_new (GError **error);
/* Closes the port, and hangs up on all visitors.  Not while somebody waits. */
void tg_loopback_free (TgLoopback *self);
guint16 tg_loopback_port (TgLoopback *self);

/* Whether this is what is waited for.  @query: as it stands in the request, wiped after the call. */
typedef gboolean (*TgLoopbackJudge) (const char *query, gsize length, gpointer user_data);

/* @path: of the page; @html: what is shown to the visitor with the right query.  Both are copied.  Once. */
void tg_loopback_wait_async (TgLoopback *self, const char *path, const char *html, TgLoopbackJudge judge, gpointer judge_data,
                             GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* FALSE only if cancelled. */
gboolean tg_loopback_wait_finish (TgLoopback *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgLoopback, tg_loopback_free)

G_END_DECLS
