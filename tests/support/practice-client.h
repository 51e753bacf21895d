/* practice-client.h: a blocking mail client for tests, as raw as a terminal: it sends lines and
 * reads what comes.  It accepts any certificate, but reports what GnuTLS thinks of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>
#include <gnutls/gnutls.h>

G_BEGIN_DECLS

typedef struct {
  GSocketConnection *connection;
  gnutls_session_t tls;
  gnutls_certificate_credentials_t credentials;
  GString *in;
} PracticeClient;

/* Connects to the URL's host and port, with implicit TLS if its scheme says so.  Fails the test if
 * that does not work. */
PracticeClient *practice_client_new (const char *url);
/* Without TLS, to one address ("127.0.0.1", "::1") on the URL's port; NULL if nothing listens
 * there. (nullable) */
PracticeClient *practice_client_new_raw (const char *url, const char *address);
void practice_client_free (PracticeClient *self);

/* GnuTLS's result of the handshake. */
int practice_client_start_tls (PracticeClient *self, const char *priority);
/* GnuTLS's verification status against @ca_file for "localhost". */
guint practice_client_verify (PracticeClient *self, const char *ca_file);

void practice_client_say (PracticeClient *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
void practice_client_send (PracticeClient *self, const char *bytes, gsize length);

/* One read from the connection (one TLS record); returns the number of bytes added to self->in, 0
 * at the end. */
gsize practice_client_read (PracticeClient *self);

/* The next line without its line end; NULL at the end of the connection. (transfer full) */
char *practice_client_line (PracticeClient *self);

/* Reads lines up to the first that matches the pattern (* and ?), and returns it.  Fails the test
 * if the connection ends first. (transfer full) */
char *practice_client_await (PracticeClient *self, const char *pattern);

/* Sends a line (nullable) and awaits the pattern. */
void practice_client_expect (PracticeClient *self, const char *line, const char *pattern);

/* Whether the server closes without saying anything more. */
gboolean practice_client_at_end (PracticeClient *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PracticeClient, practice_client_free)

G_END_DECLS
