/* flood-server.h: a server that sends faster than anybody reads, and nothing that means anything.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "lab/talk-lab.h"

G_BEGIN_DECLS

/**
 * Flood:
 * @priority, @send: GnuTLS's, and what sends one record without content (RFC 8446, sections 4.6, 5.1 and 6; RFC 5246, section 7)
 * @greeting: (nullable): sent first; records wait for a line after it
 * @again: if there is no @send: plain text without end, after a line was read and @greeting sent
 */
typedef struct {
  const char *title;
  const char *priority;
  int       (*send) (struct gnutls_session_int *session);
  const char *greeting;
  const char *again;
} Flood;

/* Every kind of such records, without a greeting. */
extern const Flood flood_records[];
extern const guint flood_records_count;

typedef struct _FloodServer FloodServer;

/* @certs must outlive it. */
FloodServer *flood_server_new  (const Flood *flood, const LabCerts *certs);
guint16      flood_server_port (FloodServer *self);
/* Records, or pieces of text, that were sent so far, at least. */
guint        flood_server_sent (FloodServer *self);
/* Waits, in the main loop, until its client has gone. */
void         flood_server_free (FloodServer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloodServer, flood_server_free)

G_END_DECLS
