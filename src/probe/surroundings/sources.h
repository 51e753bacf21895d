/* sources.h: who is asked about this computer's surroundings, and the list of them for the screen.
 *
 * Nothing here is contacted unless something has failed, or settings are looked for (safety rule 8).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "model/account.h"
#include "wire/network.h"

G_BEGIN_DECLS

/* NetworkManager's check page, hosted by GNOME: a few bytes of text, no cookies, no log-in. */
#define TG_DEFAULT_PORTAL_URL  "http://nmcheck.gnome.org/check_network_status.txt"
/* Quad9, a foundation that does not log who asks. */
#define TG_DEFAULT_RESOLVER    "9.9.9.9:53"
/* Thunderbird's public database of mail providers; the domain stands behind it. */
#define TG_DEFAULT_ISPDB_URL   "https://live.thunderbird.net/autoconfig/v1.1/"

/**
 * TgSources:
 * @look: FALSE: --no-surroundings
 * @leads: whether a name server may be asked for other names of a server: @resolver if the person
 *   chose it, otherwise this network's
 * @portal_url: (nullable): NULL: not asked
 * @resolver: (nullable)
 * @time_host, @time_port: (nullable): a time server that the person chose; otherwise the date of the page at @portal_url
 *   is what time it is
 * @ispdb_url: (nullable): the public database of mail providers; NULL: it is not asked for settings
 * @own_portal, @own_resolver: the person chose it, so it is asked even if only a server on this computer failed
 */
typedef struct {
  gboolean            look;
  gboolean            leads;
  char               *portal_url;
  GInetSocketAddress *resolver;
  char               *time_host;
  guint16             time_port;
  char               *ispdb_url;
  gboolean            own_portal;
  gboolean            own_resolver;
} TgSources;

TgSources *tg_sources_new  (void); /* the defaults */
TgSources *tg_sources_copy (const TgSources *self);
void       tg_sources_free (TgSources *self);

/* @network, asking the name server that the person chose for everything; @network itself, if they chose none. (transfer full) */
TgNetwork *tg_sources_network (const TgSources *self, TgNetwork *network);

/* Each also accepts "none".  FALSE and a sentence for the person if @text is malformed. */
gboolean   tg_sources_set_portal      (TgSources *self, const char *url, GError **error);
gboolean   tg_sources_set_resolver    (TgSources *self, const char *ip_port, GError **error);
gboolean   tg_sources_set_ispdb       (TgSources *self, const char *url, GError **error);
gboolean   tg_sources_set_time_server (TgSources *self, const char *host_port, GError **error);

/* What would leave this computer if a test of @account (nullable) failed: one line per destination,
 * in words; empty if nothing would.  Elements are char*. (transfer full) */
GPtrArray *tg_sources_describe (const TgSources *self, const TgAccount *account);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgSources, tg_sources_free)

G_END_DECLS
