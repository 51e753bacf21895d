/* fault-proxy.h: stands between a client and a server on loopback, and does one wrong thing at one byte.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  PROXY_FAITHFUL,
  PROXY_TRUNCATE,  /* ends the connection there */
  PROXY_RESET,     /* with RST */
  PROXY_STALL,     /* lets nothing more through in this direction */
  PROXY_DUPLICATE, /* the byte comes twice */
  PROXY_FLIP,      /* one bit of it is wrong */
  PROXY_DROP,      /* it is left out */
  PROXY_N_FAULTS,
} ProxyFault;

typedef enum { PROXY_TO_SERVER, PROXY_TO_CLIENT } ProxyDirection;

typedef struct _FaultProxy FaultProxy;

/* To @port of this computer.  The first connection has the fault; whoever looks again is served faithfully. */
FaultProxy *fault_proxy_new  (guint16 port, ProxyFault fault, ProxyDirection direction, gsize offset);
guint16     fault_proxy_port (FaultProxy *self);

/* No connection more; calls @stopped from the main loop when the clients have left, and the server has read all that came
 * and hung up. */
void        fault_proxy_stop (FaultProxy *self, GSourceFunc stopped, gpointer user_data);
/* The bytes that went through by then. */
gsize       fault_proxy_passed (FaultProxy *self, ProxyDirection direction);
void        fault_proxy_free (FaultProxy *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FaultProxy, fault_proxy_free)

G_END_DECLS
