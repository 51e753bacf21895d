/* fixed-address.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/ask/fixed-address.h"

/* Nothing is looked up: each address in turn, then none. */
struct _TgFixedEnumerator {
  GSocketAddressEnumerator parent;
  GPtrArray *ips;
  guint16 port;
  guint next;
};

#define TG_TYPE_FIXED_ENUMERATOR (tg_fixed_enumerator_get_type ())
G_DECLARE_FINAL_TYPE (TgFixedEnumerator, tg_fixed_enumerator, TG, FIXED_ENUMERATOR, GSocketAddressEnumerator)
G_DEFINE_FINAL_TYPE (TgFixedEnumerator, tg_fixed_enumerator, G_TYPE_SOCKET_ADDRESS_ENUMERATOR)

static GSocketAddress *
enumerator_next (GSocketAddressEnumerator *enumerator, GCancellable *cancellable, GError **error)
{
  TgFixedEnumerator *self = TG_FIXED_ENUMERATOR (enumerator);

  if (g_cancellable_set_error_if_cancelled (cancellable, error) || self->next == self->ips->len)
    return NULL;
  return g_inet_socket_address_new_from_string (self->ips->pdata[self->next++], self->port);
}

static void
enumerator_finalize (GObject *object)
{
  g_ptr_array_unref (TG_FIXED_ENUMERATOR (object)->ips);
  G_OBJECT_CLASS (tg_fixed_enumerator_parent_class)->finalize (object);
}

static void
tg_fixed_enumerator_class_init (TgFixedEnumeratorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = enumerator_finalize;
  G_SOCKET_ADDRESS_ENUMERATOR_CLASS (klass)->next = enumerator_next;
}

static void
tg_fixed_enumerator_init (TgFixedEnumerator *self)
{
}

/* A network address, since GIO verifies a certificate for the name of one. */
struct _TgFixedAddress {
  GNetworkAddress parent;
  GPtrArray *ips;
};

#define TG_TYPE_FIXED_ADDRESS (tg_fixed_address_get_type ())
G_DECLARE_FINAL_TYPE (TgFixedAddress, tg_fixed_address, TG, FIXED_ADDRESS, GNetworkAddress)

static GSocketAddressEnumerator *
enumerate (GSocketConnectable *connectable)
{
  TgFixedEnumerator *enumerator = g_object_new (TG_TYPE_FIXED_ENUMERATOR, NULL);

  enumerator->ips = g_ptr_array_ref (TG_FIXED_ADDRESS (connectable)->ips);
  enumerator->port = g_network_address_get_port (G_NETWORK_ADDRESS (connectable));
  return G_SOCKET_ADDRESS_ENUMERATOR (enumerator);
}

static void
connectable_init (GSocketConnectableIface *iface)
{
  iface->enumerate = enumerate;
  iface->proxy_enumerate = enumerate;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TgFixedAddress, tg_fixed_address, G_TYPE_NETWORK_ADDRESS,
                               G_IMPLEMENT_INTERFACE (G_TYPE_SOCKET_CONNECTABLE, connectable_init))

static void
address_finalize (GObject *object)
{
  g_ptr_array_unref (TG_FIXED_ADDRESS (object)->ips);
  G_OBJECT_CLASS (tg_fixed_address_parent_class)->finalize (object);
}

static void
tg_fixed_address_class_init (TgFixedAddressClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = address_finalize;
}

static void
tg_fixed_address_init (TgFixedAddress *self)
{
}

GSocketConnectable *
tg_fixed_address_new (const char *host, guint16 port, GPtrArray *ips)
{
  TgFixedAddress *self = g_object_new (TG_TYPE_FIXED_ADDRESS, "hostname", host, "port", port, NULL);

  self->ips = g_ptr_array_ref (ips);
  return G_SOCKET_CONNECTABLE (self);
}
