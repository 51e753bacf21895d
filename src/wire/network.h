/* network.h: how one run reaches the world: names, time limits, trust.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "cert/trust.h"

G_BEGIN_DECLS

/* Settings of one run, reference counted, not changed once a talk has begun.  A system proxy is
 * not used: mail programs connect directly, and so does the test. */
typedef struct {
  guint       timeout_ms;         /* wall clock per talk, default 20000 */
  guint       connect_timeout_ms; /* until an address counts as silent, default 5000 */
  GHashTable *overrides;          /* ascii host → GPtrArray of char* IP addresses: --resolve */
  TgTrust    *trust;              /* (nullable) until the first talk: then the system's */
} TgNetwork;

TgNetwork *tg_network_new      (void);
TgNetwork *tg_network_ref      (TgNetwork *self);
void       tg_network_unref    (TgNetwork *self);

/* "HOST=IP"; several for one host add up. */
gboolean   tg_network_override (TgNetwork *self, const char *host_is_ip, GError **error);

/* To be called before anything in the process uses TLS: switches session resumption off
 * (G_TLS_GNUTLS_PRIORITY is read once per process), because a resumed session is not verified
 * again.  Called by main() of every program of ours, before threads start. */
void       tg_network_init     (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgNetwork, tg_network_unref)

G_END_DECLS
