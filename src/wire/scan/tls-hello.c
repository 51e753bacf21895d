/* tls-hello.c: one TLS handshake (RFC 8446, RFC 5246) with plain GnuTLS over our own socket, so
 * that the first bytes, the alert and the way it ends can be seen.
 *
 * Certificates are not examined: nothing that happens here opens a gate.  Sends nothing but
 * handshake messages (after asking for STARTTLS, and before asking for a web page, if requested),
 * and no close_notify.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/scan/tls-hello.h"

#include <errno.h>
#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "wire/network.h"
#include "wire/scan/starttls.h"

#define RECEIVE_MAX  (1024 * 1024)                    /* no honest handshake is larger */
#define TURNS_MAX    1000                             /* GnuTLS calls that made progress, as a peer may send warnings for ever */
#define TEXT_WAIT    (500 * G_TIME_SPAN_MILLISECOND)  /* for the rest of a greeting's line */
#define REFUSAL_WAIT (1000 * G_TIME_SPAN_MILLISECOND) /* for TLS 1.3's late "certificate required" */
#define PAGE_WAIT    (1000 * G_TIME_SPAN_MILLISECOND)
#define DH_BITS_GOOD 2048
#define DH_BITS_MIN  512 /* as weak as possible, in order to see it */

typedef struct {
  TgHello *hello;
  int fd;
  GPollFD cancelled;
  gboolean can_be_cancelled;
  gint64 deadline;
  gsize n_received;
  gboolean asked_certificate;
  gnutls_session_t session;
} Attempt;

/* FALSE if time is up or it was cancelled. */
static gboolean
wait_for (Attempt *self, short events, gint64 until)
{
  for (;;) {
    struct pollfd fds[] = { { .fd = self->fd, .events = events },
                            { .fd = self->can_be_cancelled ? self->cancelled.fd : -1, .events = POLLIN } };
    gint64 left = MIN (until, self->deadline) - g_get_monotonic_time ();
    int ready;

    if (left <= 0)
      return FALSE;
    ready = poll (fds, G_N_ELEMENTS (fds), (int)(left / G_TIME_SPAN_MILLISECOND) + 1);
    if (fds[1].revents != 0 && ready > 0)
      return FALSE;
    if (ready > 0)
      return TRUE;
    if (ready < 0 && errno != EINTR)
      return FALSE;
  }
}

static gboolean
open_connection (Attempt *self, GSocketAddress *address)
{
  struct sockaddr_storage storage = { 0 };
  gssize size = g_socket_address_get_native_size (address);
  int error = 0;
  socklen_t error_size = sizeof error;

  if (size <= 0 || !g_socket_address_to_native (address, &storage, sizeof storage, NULL))
    return FALSE;
  self->fd = socket (storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (self->fd < 0)
    return FALSE;
  setsockopt (self->fd, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, sizeof (int));
  if (connect (self->fd, (struct sockaddr *)&storage, (socklen_t)size) == 0)
    return TRUE;
  if (errno != EINPROGRESS)
    return FALSE;
  if (!wait_for (self, POLLOUT, G_MAXINT64)) {
    self->hello->cut_short = TRUE;
    return FALSE;
  }
  return getsockopt (self->fd, SOL_SOCKET, SO_ERROR, &error, &error_size) == 0 && error == 0;
}

/* A TLS record begins with its type, 20 to 23, which no text does (RFC 8446 section 5.1). */
static gboolean
is_tls (const TgHello *hello)
{
  return hello->n_first > 0 && hello->first[0] >= 20 && hello->first[0] <= 23;
}

/* Keeps the first bytes.  Leaves recv()'s errno untouched. */
static ssize_t
receive (Attempt *self, void *data, size_t size)
{
  TgHello *hello = self->hello;
  ssize_t n = recv (self->fd, data, size, 0);

  if (n == 0)
    hello->eof = TRUE;
  else if (n < 0 && errno == ECONNRESET)
    hello->reset = TRUE;
  if (n > 0) {
    gsize kept = MIN ((gsize)n, sizeof hello->first - hello->n_first);

    memcpy (hello->first + hello->n_first, data, kept);
    hello->n_first += kept;
    self->n_received += (gsize)n;
  }
  return n;
}

static ssize_t
pull (gnutls_transport_ptr_t transport, void *data, size_t size)
{
  Attempt *self = transport;
  ssize_t n = receive (self, data, size);

  if (n > 0 && (!is_tls (self->hello) || self->n_received > RECEIVE_MAX)) {
    gnutls_transport_set_errno (self->session, EPROTO);
    return -1;
  }
  if (n < 0)
    gnutls_transport_set_errno (self->session, errno);
  return n;
}

static ssize_t
push (gnutls_transport_ptr_t transport, const void *data, size_t size)
{
  Attempt *self = transport;
  ssize_t n = send (self->fd, data, size, MSG_NOSIGNAL);

  if (n < 0) {
    self->hello->reset |= errno == ECONNRESET || errno == EPIPE;
    gnutls_transport_set_errno (self->session, errno);
  }
  return n;
}

/* Called only if the server asks for a certificate; we have none. */
static int
note_certificate_request (gnutls_session_t session, const gnutls_datum_t *authorities, int n_authorities,
                          const gnutls_pk_algorithm_t *algorithms, int n_algorithms, gnutls_pcert_st **certificates,
                          unsigned int *n_certificates, gnutls_privkey_t *key)
{
  Attempt *self = gnutls_session_get_ptr (session);

  self->asked_certificate = TRUE;
  *certificates = NULL;
  *n_certificates = 0;
  *key = NULL;
  return 0;
}

typedef ssize_t (*Turn) (Attempt *self);

static ssize_t
turn_handshake (Attempt *self)
{
  return gnutls_handshake (self->session);
}

static ssize_t
turn_read (Attempt *self)
{
  char byte;

  return gnutls_record_recv (self->session, &byte, 1);
}

/* Repeats @turn until it succeeds (0 or more), fails (GnuTLS's code) or time is up
 * (GNUTLS_E_TIMEDOUT). */
static ssize_t
take_turns (Attempt *self, Turn turn, gint64 until)
{
  for (guint turns = 0; turns < TURNS_MAX; turns++) {
    ssize_t result = turn (self);

    if (result >= 0 || gnutls_error_is_fatal ((int)result)) {
      if (result == GNUTLS_E_FATAL_ALERT_RECEIVED)
        self->hello->alert = (int)gnutls_alert_get (self->session);
      return result;
    }
    if (result == GNUTLS_E_AGAIN && !wait_for (self, gnutls_record_get_direction (self->session) ? POLLOUT : POLLIN, until))
      return GNUTLS_E_TIMEDOUT;
  }
  return GNUTLS_E_TIMEDOUT;
}

static void
read_parameters (Attempt *self)
{
  TgHello *hello = self->hello;
  gnutls_protocol_t version = gnutls_protocol_get_version (self->session);
  gnutls_kx_algorithm_t exchange = gnutls_kx_get (self->session);
  gboolean finite_field = exchange == GNUTLS_KX_DHE_RSA || exchange == GNUTLS_KX_DHE_DSS;

  hello->handshake_ok = TRUE;
  hello->old_version = version < GNUTLS_TLS1_2;
  hello->weak = exchange == GNUTLS_KX_RSA || (finite_field && gnutls_dh_get_prime_bits (self->session) < DH_BITS_GOOD);
}

static void
shake_hands (Attempt *self)
{
  TgHello *hello = self->hello;
  ssize_t result = take_turns (self, turn_handshake, G_MAXINT64);

  if (result >= 0)
    read_parameters (self);
  else if (result == GNUTLS_E_TIMEDOUT)
    hello->cut_short = TRUE;
  else if (result == GNUTLS_E_DH_PRIME_UNACCEPTABLE)
    hello->weak = TRUE;

  /* In TLS 1.3 the client finishes before the server has seen that there is no certificate; a
   * server that does not mind greets or waits. */
  if (hello->handshake_ok && self->asked_certificate && gnutls_protocol_get_version (self->session) >= GNUTLS_TLS1_3) {
    result = take_turns (self, turn_read, g_get_monotonic_time () + tg_network_patient_ms (REFUSAL_WAIT));
    hello->wants_certificate = result < 0 && result != GNUTLS_E_TIMEDOUT;
  } else {
    hello->wants_certificate = self->asked_certificate && !hello->handshake_ok && !hello->cut_short;
  }
}

/* A greeting may arrive in pieces; its first line is what counts. */
static void
read_text_line (Attempt *self)
{
  TgHello *hello = self->hello;
  gint64 until = g_get_monotonic_time () + tg_network_patient_ms (TEXT_WAIT);

  while (hello->n_first < sizeof hello->first && memchr (hello->first, '\n', hello->n_first) == NULL) {
    char buffer[sizeof hello->first];
    ssize_t n = receive (self, buffer, sizeof buffer);

    if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
      return;
    if (n < 0 && !wait_for (self, POLLIN, until))
      return;
  }
}

static ssize_t
turn_ask (Attempt *self)
{
  static const char question[] = "GET / HTTP/1.0\r\n\r\n";

  return gnutls_record_send (self->session, question, sizeof question - 1);
}

static ssize_t
turn_listen (Attempt *self)
{
  return gnutls_record_recv (self->session, self->hello->inside, sizeof self->hello->inside);
}

/* A web server says nothing until asked; to a mail server, this is an unknown command. */
static void
ask_for_a_page (Attempt *self)
{
  gint64 until = g_get_monotonic_time () + tg_network_patient_ms (PAGE_WAIT);

  if (take_turns (self, turn_ask, until) < 0)
    return;

  ssize_t n = take_turns (self, turn_listen, until);

  self->hello->n_inside = n > 0 ? (gsize)n : 0;
}

static void
run_tls (Attempt *self, const TgHelloWay *way)
{
  gnutls_certificate_credentials_t credentials = NULL;

  if (gnutls_certificate_allocate_credentials (&credentials) < 0)
    g_error ("out of memory");
  gnutls_certificate_set_retrieve_function2 (credentials, note_certificate_request);
  if (gnutls_init (&self->session, GNUTLS_CLIENT | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL) < 0)
    g_error ("out of memory");
  gnutls_session_set_ptr (self->session, self);
  gnutls_credentials_set (self->session, GNUTLS_CRD_CERTIFICATE, credentials);
  if (gnutls_priority_set_direct (self->session, way->priority, NULL) < 0)
    g_error ("GnuTLS does not know the priority %s", way->priority);
  gnutls_dh_set_prime_bits (self->session, DH_BITS_MIN);
  if (way->server_name != NULL)
    gnutls_server_name_set (self->session, GNUTLS_NAME_DNS, way->server_name, strlen (way->server_name));
  gnutls_transport_set_ptr (self->session, self);
  gnutls_transport_set_pull_function (self->session, pull);
  gnutls_transport_set_push_function (self->session, push);

  shake_hands (self);
  if (self->hello->n_first > 0 && !is_tls (self->hello))
    read_text_line (self);
  if (self->hello->handshake_ok && way->ask_page)
    ask_for_a_page (self);

  gnutls_deinit (self->session);
  gnutls_certificate_free_credentials (credentials);
}

static gboolean
wait_for_text (gpointer user_data)
{
  return wait_for (user_data, POLLIN, G_MAXINT64);
}

void
tg_hello_run (TgHello *self, const TgHelloWay *way, GCancellable *cancellable)
{
  Attempt attempt = { .hello = self, .fd = -1, .deadline = way->deadline };

  *self = (TgHello){ .alert = -1 };
  if (g_cancellable_is_cancelled (cancellable) || g_get_monotonic_time () >= way->deadline) {
    self->cut_short = TRUE;
    return;
  }
  attempt.can_be_cancelled = g_cancellable_make_pollfd (cancellable, &attempt.cancelled);
  self->connected =
      open_connection (&attempt, way->address) && (!way->starttls || tg_starttls_ask (attempt.fd, way->protocol, wait_for_text, &attempt));
  if (self->connected)
    run_tls (&attempt, way);
  if (attempt.fd >= 0)
    close (attempt.fd);
  if (attempt.can_be_cancelled)
    g_cancellable_release_fd (cancellable);
}
