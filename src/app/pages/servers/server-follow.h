/* server-follow.h: the sending server's name follows the receiving one's while it is typed, since most providers have one name for both, or
 * two that differ in front.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/widgets/field.h"
#include "model/server.h"

G_BEGIN_DECLS

/**
 * TgServerFollow:
 * @host: what follows; @leader: (nullable): whom; both borrowed
 * @where: (nullable): what is said below as long as it does
 * @led: (nullable): the name that stands there unless somebody typed another
 */
typedef struct {
  TgField *host;
  TgField *leader;
  char *where;
  char *led;
} TgServerFollow;

/* @leader: NULL: no longer. */
void tg_server_follow_start (TgServerFollow *self, TgField *host, TgField *leader, const char *where);
/* From an instance_init on, until the widget goes that has @self. */
void tg_server_follow_clear (TgServerFollow *self);

/* "imap.example.jp" becomes "pop.example.jp" for POP3, and the other way round; any other name stays. */
void tg_server_follow_protocol (TgField *host, TgProtocol protocol);
/* The name for sending beside @receiving: "smtp.example.jp" beside "imap.example.jp", else the same. (transfer full) */
char *tg_server_follow_name (const char *receiving);

G_END_DECLS
