/* mail-route.h: where a domain's mail goes, and whether that is where somebody fetches it.  Pure.
 *
 * The servers that receive a domain's mail (MX, RFC 5321 section 5.1) come from whoever answers for a name server.  They
 * say where to ask, and nothing goes there because of them (safety rule 4).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/server.h"

G_BEGIN_DECLS

/**
 * TgMailRoute:
 * @mail_server: the server that the domain's mail goes to
 * @company: (nullable): whose that is
 * @receive: (nullable): from where that company's customers fetch mail
 *
 * All of it is valid as long as the MX records that it was made from.
 */
typedef struct {
  const char *mail_server;
  const char *company;
  const char *receive;
} TgMailRoute;

/* Whether the mail of @address goes to another company than the one that runs @server, as far as names tell.  FALSE where
 * they leave that open: the domain's own names, a filter in front of the mailbox, a server at home.
 * @own_names: NULL-terminated: what @server calls itself: the names in its certificate and in its greeting
 * @mail_servers: NULL-terminated: the domain's, preferred ones first: the first counts */
gboolean tg_mail_route_leads_elsewhere (const char *address, const TgServer *server, const char *const *own_names,
                                        const char *const *mail_servers, TgMailRoute *route);

G_END_DECLS
