/* http.h: asks a web server for one page, limited in time and size (RFC 9110, through libsoup).
 *
 * No cookies, credentials, proxy or cache, and no redirect is followed: the reply says where it
 * leads, and the caller decides.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/evidence/evidence.h"
#include "model/secret.h"
#include "wire/network.h"

G_BEGIN_DECLS

#define TG_HTTP_BODY_MAX (256 * 1024)

/**
 * TgHttpReply:
 * @fault: TG_FAULT_NONE if a server answered, whatever it said
 * @status: 0 if none did
 * @location, @content_type: (nullable)
 * @date: the time by the Date and Age headers, Unix seconds; 0 without them
 * @age_ms: how long before the reply was handed over its headers had arrived
 * @body: at most TG_HTTP_BODY_MAX bytes; never NULL.  It may hold a token, and is kept and wiped like a TgSecret; libsoup's and
 *   GnuTLS's own buffers, through which it came, are not.
 */
typedef struct {
  TgFault fault;
  guint   status;
  char   *location;
  char   *content_type;
  gint64  date;
  double  age_ms;
  GBytes *body;
} TgHttpReply;

/* Whether @url is an http: or https: URL with a host. */
gboolean     tg_http_url_is_good (const char *url);

/**
 * TgHttpQuestion:
 * @body: (nullable): sent by POST, of @content_type; without it, GET
 * @proven: @url is https, and not a byte of the question leaves before the gate of safety rule 1 is open on that very connection:
 *   by the system's authorities and those of the network's trust store
 */
typedef struct {
  const char *url;
  const char *content_type;
  TgSecret   *body;
  gboolean    proven;
} TgHttpQuestion;

/* @timeout_ms: wall clock for everything, name resolution included. */
void         tg_http_ask_async  (TgNetwork *network, const TgHttpQuestion *question, guint timeout_ms, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
/* A page by GET.  https is verified against the system's authorities. */
void         tg_http_get_async  (TgNetwork *network, const char *url, guint timeout_ms, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
/* Of both.  NULL only if cancelled; a server's failure is data. (transfer full) (nullable) */
TgHttpReply *tg_http_get_finish (GAsyncResult *result, GError **error);
void         tg_http_reply_free (TgHttpReply *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgHttpReply, tg_http_reply_free)

G_END_DECLS
