/* peer-tls.c: TLS as good or as bad as the scenario says (RFC 8446, RFC 5246).
 *
 * Session tickets are on, as on real servers, so that a client that resumes without verifying is
 * found out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "practice/servers/peer-tls.h"

/* Refuses any name that the client asks for (alert 112, RFC 6066 section 3). */
static int
refuse_name (gnutls_session_t tls)
{
  return GNUTLS_E_UNRECOGNIZED_NAME;
}

gnutls_session_t
tg_peer_tls_new (const TgPort *port, int fd)
{
  gnutls_session_t tls = NULL;
  const char *priority = port->side->tls != NULL ? port->side->tls : "NORMAL";

  if (gnutls_init (&tls, GNUTLS_SERVER | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL) < 0)
    return NULL;
  if (gnutls_priority_set_direct (tls, priority, NULL) < 0 || gnutls_credentials_set (tls, GNUTLS_CRD_CERTIFICATE, port->credentials) < 0 ||
      gnutls_session_ticket_enable_server (tls, port->ticket_key) < 0) {
    gnutls_deinit (tls);
    return NULL;
  }
  if (port->side->traits & TG_TRAIT_CLIENT_CERTIFICATE)
    gnutls_certificate_server_set_request (tls, GNUTLS_CERT_REQUIRE);
  if (port->side->traits & TG_TRAIT_REFUSES_NAME)
    gnutls_handshake_set_post_client_hello_function (tls, refuse_name);
  gnutls_handshake_set_timeout (tls, GNUTLS_INDEFINITE_TIMEOUT);
  gnutls_transport_set_int (tls, fd);
  return tls;
}

static gssize
moved (gssize result)
{
  if (result == GNUTLS_E_AGAIN || result == GNUTLS_E_INTERRUPTED)
    return 0;
  if (result < 0 && gnutls_error_is_fatal ((int)result) == 0)
    return 0;
  return result < 0 ? -1 : result;
}

gssize
tg_peer_tls_send (gnutls_session_t tls, const void *bytes, gsize length)
{
  return moved (gnutls_record_send (tls, bytes, length));
}

gssize
tg_peer_tls_receive (gnutls_session_t tls, void *bytes, gsize size)
{
  gssize received = gnutls_record_recv (tls, bytes, size);

  return received == 0 ? -1 : moved (received);
}
