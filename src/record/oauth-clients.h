/* oauth-clients.h: under which id each issuer of OAuth tokens knows Tegami, so that it is registered there once (RFC 7591).  An id is
 * no secret, and opens nothing.
 *
 * The file is $XDG_DATA_HOME/tegami/oauth-clients.json, 0600, replaced atomically; if there are too many, the oldest goes:
 *   { "schema": 1, "clients": [ { "issuer", "client_id", "registered": Unix seconds } ] }
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TG_OAUTH_CLIENTS_MAX      100
#define TG_OAUTH_CLIENTS_FILE_MAX (512 * 1024)

typedef struct {
  char  *issuer; /* as it is written */
  char  *client_id;
  gint64 registered;
} TgOauthClient;

void           tg_oauth_client_free    (TgOauthClient *self);

/* Pure.  Entries that make no sense are left out; NULL if the text is not this file. (transfer full) (nullable) */
GPtrArray     *tg_oauth_clients_parse  (const char *json, gsize length);
char          *tg_oauth_clients_format (GPtrArray *clients);
/* Pure.  @client_id NULL: takes the issuer's entry out. */
void           tg_oauth_clients_put    (GPtrArray *clients, const char *issuer, const char *client_id, gint64 now);
/* (transfer none) (nullable) */
TgOauthClient *tg_oauth_clients_find   (GPtrArray *clients, const char *issuer);

/* These two block.  The id for @issuer; NULL if there is none. (transfer full) (nullable) */
char          *tg_oauth_client_recall  (const char *issuer);
/* @client_id NULL: it is forgotten. */
gboolean       tg_oauth_client_keep    (const char *issuer, const char *client_id, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgOauthClient, tg_oauth_client_free)

G_END_DECLS
