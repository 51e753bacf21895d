/* request.h: what a browser asks our listener for (RFC 9112), read with suspicion.  Pure.
 *
 * Any program of this computer, and through a browser any web page, can ask; so nothing is answered but one exact form.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define TG_REQUEST_HEAD_MAX (8 * 1024)

/* The length of the head at @bytes, with its empty line; 0: it has not ended yet. */
gsize tg_request_head_length (const char *bytes, gsize length);

/**
 * tg_request_read:
 * @head: from the request line to the empty line
 * @authority: what its one Host field must be: "127.0.0.1:PORT"; a page of another name that leads here (DNS rebinding) has another
 * @path: the only one that there is
 * @query: (out) (transfer none): into @head, not decoded; empty without one.  Set with 200 only.
 *
 * Returns: 200, or the HTTP status of the refusal: 400, 404, 405
 */
guint tg_request_read (const char *head, gsize length, const char *authority, const char *path, const char **query, gsize *query_length);

G_END_DECLS
