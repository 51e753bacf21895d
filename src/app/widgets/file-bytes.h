/* file-bytes.h: what a file begins with, read in a thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* At most @most bytes; none of what is no regular file: opening a pipe would wait for somebody at its other end.  They are wiped when
 * they are freed: a letter may hold a password. */
void    tg_file_bytes_async  (GFile *file, gsize most, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GBytes *tg_file_bytes_finish (GAsyncResult *result, GError **error);

/* The same of a stream, such as a clipboard's. */
void    tg_stream_bytes_async (GInputStream *stream, gsize most, GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data);

/* Bytes that are wiped when they are freed.  @memory: (transfer full) */
GBytes *tg_bytes_wiping (gpointer memory, gsize length);

G_END_DECLS
