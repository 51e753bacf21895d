/* practice-client.c: blocking sockets and GnuTLS, with a time limit so that a test cannot hang.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "practice-client.h"

#include <gnutls/x509.h>
#include <string.h>

#define PATIENCE_SECONDS 180

static PracticeClient *
wrap (GSocketConnection *connection)
{
  PracticeClient *self = g_new0 (PracticeClient, 1);

  self->connection = connection;
  self->in = g_string_new (NULL);
  g_socket_set_timeout (g_socket_connection_get_socket (connection), PATIENCE_SECONDS);
  return self;
}

static guint16
port_of (const char *url)
{
  return (guint16)g_ascii_strtoull (strrchr (url, ':') + 1, NULL, 10);
}

PracticeClient *
practice_client_new_raw (const char *url, const char *address)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketAddress) target = g_inet_socket_address_new_from_string (address, port_of (url));
  g_autoptr (GSocketConnection) connection = NULL;

  g_socket_client_set_enable_proxy (client, FALSE);
  connection = g_socket_client_connect (client, G_SOCKET_CONNECTABLE (target), NULL, NULL);
  return connection != NULL ? wrap (g_steal_pointer (&connection)) : NULL;
}

PracticeClient *
practice_client_new (const char *url)
{
  PracticeClient *self = practice_client_new_raw (url, "127.0.0.1");

  g_assert_nonnull (self);
  if (strstr (url, "s://") != NULL && strstr (url, "+starttls") == NULL)
    g_assert_cmpint (practice_client_start_tls (self, NULL), ==, GNUTLS_E_SUCCESS);
  return self;
}

void
practice_client_free (PracticeClient *self)
{
  g_clear_pointer (&self->tls, gnutls_deinit);
  g_clear_pointer (&self->credentials, gnutls_certificate_free_credentials);
  g_object_unref (self->connection);
  g_string_free (self->in, TRUE);
  g_free (self);
}

static int
handle (PracticeClient *self)
{
  return g_socket_get_fd (g_socket_connection_get_socket (self->connection));
}

/* GLib keeps its sockets non-blocking and does the waiting; so GnuTLS has to wait, too. */
static void
wait_for (PracticeClient *self, GIOCondition condition)
{
  GSocket *socket = g_socket_connection_get_socket (self->connection);

  g_assert_true (g_socket_condition_timed_wait (socket, condition, PATIENCE_SECONDS * G_USEC_PER_SEC, NULL, NULL));
}

int
practice_client_start_tls (PracticeClient *self, const char *priority)
{
  int result;

  gnutls_certificate_allocate_credentials (&self->credentials);
  gnutls_init (&self->tls, GNUTLS_CLIENT | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL);
  gnutls_priority_set_direct (self->tls, priority != NULL ? priority : "NORMAL", NULL);
  gnutls_credentials_set (self->tls, GNUTLS_CRD_CERTIFICATE, self->credentials);
  gnutls_server_name_set (self->tls, GNUTLS_NAME_DNS, "localhost", 9);
  gnutls_transport_set_int (self->tls, handle (self));
  gnutls_handshake_set_timeout (self->tls, GNUTLS_INDEFINITE_TIMEOUT);
  while ((result = gnutls_handshake (self->tls)) == GNUTLS_E_AGAIN)
    wait_for (self, gnutls_record_get_direction (self->tls) ? G_IO_OUT : G_IO_IN);
  if (result != GNUTLS_E_SUCCESS)
    g_clear_pointer (&self->tls, gnutls_deinit);
  return result;
}

guint
practice_client_verify (PracticeClient *self, const char *ca_file)
{
  gnutls_typed_vdata_st wanted[] = {
    { .type = GNUTLS_DT_DNS_HOSTNAME, .data = (guchar *)"localhost", .size = 0 },
    { .type = GNUTLS_DT_KEY_PURPOSE_OID, .data = (guchar *)GNUTLS_KP_TLS_WWW_SERVER, .size = 0 },
  };
  guint status = 0;

  g_assert_cmpint (gnutls_certificate_set_x509_trust_file (self->credentials, ca_file, GNUTLS_X509_FMT_PEM), ==, 1);
  g_assert_cmpint (gnutls_certificate_verify_peers (self->tls, wanted, G_N_ELEMENTS (wanted), &status), ==, 0);
  return status;
}

void
practice_client_send (PracticeClient *self, const char *bytes, gsize length)
{
  while (length > 0) {
    gssize sent;

    if (self->tls != NULL) {
      sent = gnutls_record_send (self->tls, bytes, length);
      if (sent == GNUTLS_E_AGAIN) {
        wait_for (self, G_IO_OUT);
        continue;
      }
    } else {
      sent = g_socket_send (g_socket_connection_get_socket (self->connection), bytes, length, NULL, NULL);
    }
    if (sent <= 0)
      return; /* the server has gone: the next read will tell */
    bytes += sent;
    length -= (gsize)sent;
  }
}

void
practice_client_say (PracticeClient *self, const char *format, ...)
{
  g_autofree char *line = NULL;
  g_autofree char *ended = NULL;
  va_list arguments;

  va_start (arguments, format);
  line = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  ended = g_strconcat (line, "\r\n", NULL);
  practice_client_send (self, ended, strlen (ended));
}

gsize
practice_client_read (PracticeClient *self)
{
  char chunk[16384];
  gssize received;

  if (self->tls == NULL) {
    received = g_socket_receive (g_socket_connection_get_socket (self->connection), chunk, sizeof chunk, NULL, NULL);
  } else {
    while ((received = gnutls_record_recv (self->tls, chunk, sizeof chunk)) == GNUTLS_E_AGAIN)
      if (gnutls_record_check_pending (self->tls) == 0)
        wait_for (self, G_IO_IN);
  }
  if (received <= 0)
    return 0;
  g_string_append_len (self->in, chunk, received);
  return (gsize)received;
}

char *
practice_client_line (PracticeClient *self)
{
  char *newline;
  char *line;

  while ((newline = memchr (self->in->str, '\n', self->in->len)) == NULL)
    if (practice_client_read (self) == 0)
      return NULL;
  line = g_strndup (self->in->str, (gsize)(newline - self->in->str));
  g_string_erase (self->in, 0, newline - self->in->str + 1);
  if (g_str_has_suffix (line, "\r"))
    line[strlen (line) - 1] = '\0';
  return line;
}

char *
practice_client_await (PracticeClient *self, const char *pattern)
{
  g_autofree char *last = NULL;
  char *line;

  while ((line = practice_client_line (self)) != NULL) {
    g_test_message ("S: %s", line);
    if (g_pattern_match_simple (pattern, line))
      return line;
    g_free (last);
    last = line;
  }
  g_error ("The server closed before it said “%s”; its last line was “%s”.", pattern, last != NULL ? last : "");
}

void
practice_client_expect (PracticeClient *self, const char *line, const char *pattern)
{
  g_autofree char *heard = NULL;

  if (line != NULL)
    practice_client_say (self, "%s", line);
  heard = practice_client_await (self, pattern);
}

gboolean
practice_client_at_end (PracticeClient *self)
{
  return self->in->len == 0 && practice_client_read (self) == 0;
}
