/* network.h: how one run reaches the world: names, time limits, trust.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "cert/trust.h"

G_BEGIN_DECLS

/* Settings of one run; reference counted, and not changed once a talk has begun.  No system proxy
 * is used: mail programs connect directly, and so does the test. */
typedef struct {
  guint timeout_ms;         /* wall clock per talk, default 20000 */
  guint connect_timeout_ms; /* until an address counts as silent, default 5000 */
  GHashTable *overrides;    /* ascii host → GPtrArray of char* IP addresses: --resolve */
  TgTrust *trust;           /* (nullable) until the first talk, which sets the system's */
  GInetSocketAddress *resolver; /* (nullable): the name server that is asked instead of this system's resolver: --resolver */
} TgNetwork;

TgNetwork *tg_network_new (void);
TgNetwork *tg_network_ref (TgNetwork *self);
void tg_network_unref (TgNetwork *self);

/* The same, asking @resolver (nullable) for all names and records. (transfer full) */
TgNetwork *tg_network_asking (TgNetwork *self, GInetSocketAddress *resolver);

/* "HOST=IP"; several for one host add up.  HOST as a person writes it (possibly an international
 * name in UTF-8), IP of either family, IPv6 with or without brackets. */
gboolean tg_network_override (TgNetwork *self, const char *host_is_ip, GError **error);

/* Loads the system's trust store in a thread, unless @trust is already set.  Every talk does so
 * while connecting; doing it earlier hides the 20 ms behind the person's typing. */
void tg_network_prepare_async (TgNetwork *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean tg_network_prepare_finish (TgNetwork *self, GAsyncResult *result, GError **error);

/* The same, blocking (about 20 ms), for adding to the trust store before the first talk. */
gboolean tg_network_load_trust (TgNetwork *self, GError **error);

/* GIO's database, if authorities of our own were added to the trust store; NULL: use GIO's default.
 * Never blocks. (transfer none) (nullable) */
GTlsDatabase *tg_network_database (TgNetwork *self);

/* Switches session resumption off, because a resumed session is not verified again.  Every main()
 * calls it before starting threads and before anything uses TLS, as G_TLS_GNUTLS_PRIORITY is read
 * once per process.  A priority that the person set in the environment is kept; the talks are safe
 * even then, as they hide from GIO's session cache (tls.c). */
void tg_network_init (void);

/* @ms, times TEGAMI_PATIENCE of the environment (1 to 100) where that is set.  Every time limit after which
 * somebody counts as silent passes here, so that slowness is not taken for silence on a computer that is very slow, or as busy as
 * when all tests run at once. */
guint tg_network_patient_ms (guint ms);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgNetwork, tg_network_unref)

G_END_DECLS
