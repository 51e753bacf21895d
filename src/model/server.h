/* server.h: where a mail server is and how to talk to it: protocol, encryption, host and port.
 *
 * The URL form is tegamictl's: imaps://host[:port], imap+starttls://…, imap://… (no encryption),
 * and likewise for pop3 and smtp.  Default ports: RFC 8314 section 3 and the IANA registry.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "model/origin.h"

G_BEGIN_DECLS

typedef enum { TG_PROTOCOL_IMAP, TG_PROTOCOL_POP3, TG_PROTOCOL_SMTP } TgProtocol;

/* One choice of three values, never two switches. */
typedef enum { TG_SECURITY_TLS, TG_SECURITY_STARTTLS, TG_SECURITY_NONE } TgSecurity;

/**
 * TgServer:
 * @host: the name as a person reads it (UTF-8, may hold an international name), or an IP address
 *   without brackets; never empty, no spaces or control characters
 * @ascii_host: the same for DNS, SNI and certificates (A-labels, lower case, no trailing dot)
 * @port: 1 to 65535
 * @origin: where these settings came from; TG_ORIGIN_UNKNOWN until somebody says so
 * @confirmed: whether the person was asked about this name, and agreed
 *
 * An immutable value, reference counted.
 */
typedef struct {
  TgProtocol protocol;
  TgSecurity security;
  char      *host;
  char      *ascii_host;
  guint16    port;
  TgOrigin   origin;
  TgConfirmation confirmed;
} TgServer;

#define TG_SERVER_ERROR (tg_server_error_quark ())
GQuark      tg_server_error_quark (void);
typedef enum {
  TG_SERVER_ERROR_SCHEME, /* not one of the nine schemes */
  TG_SERVER_ERROR_HOST,   /* empty, with spaces or control characters, or not a host name */
  TG_SERVER_ERROR_PORT,   /* not a number from 1 to 65535 */
} TgServerError;

/* @port 0: the default port.  NULL and a TG_SERVER_ERROR with a sentence for the person if @host
 *   cannot be a host name. */
TgServer   *tg_server_new          (TgProtocol protocol, TgSecurity security, const char *host, guint port, GError **error);
TgServer   *tg_server_parse        (const char *url, GError **error);

/* A server whose typed name cannot be a server name (TG_ORIGIN_TYPED): @host is @text for display; ascii_host is
 * empty, and it is never looked up or contacted.  Its URL percent-encodes the text (RFC 3986).
 * @text must be visible text (text.h). */
TgServer   *tg_server_new_as_typed (TgProtocol protocol, TgSecurity security, const char *text, guint16 port);
/* A server as found, unchecked, in a mail program's file (TG_ORIGIN_PROGRAM): a name that cannot be a server's is
 * kept as it is (any bytes), and an impossible port becomes the default one.  Never NULL. */
TgServer   *tg_server_new_saved    (TgProtocol protocol, TgSecurity security, const char *host, int port);
/* FALSE if the name cannot be a server's. */
gboolean    tg_server_has_name     (const TgServer *self);

/* The encryption that a port is for (IANA; RFC 8314 section 7); FALSE where it is for none in particular. */
gboolean    tg_server_usual_security (guint port, TgSecurity *security);

/* What usually answers on this port, encrypted; for unknown ports, IMAP with implicit TLS. */
TgServer   *tg_server_for_port     (const char *host, guint port, GError **error);

/* The URL, always with its port; IPv6 addresses in brackets. (transfer full) */
char       *tg_server_to_url       (const TgServer *self);

/* "imap.example.jp · 993 · IMAP · SSL/TLS", for a person; "–" for NULL. (transfer full) */
char       *tg_server_describe     (const TgServer *self);

TgServer   *tg_server_ref          (const TgServer *self);
void        tg_server_unref        (TgServer *self);
/* Whether the same connection would be made: origin and confirmation do not count.  Either may be NULL. */
gboolean    tg_server_equal        (const TgServer *a, const TgServer *b);
/* Whether both go by one DNS name; FALSE for what has none, and for NULL. */
gboolean    tg_server_same_name    (const TgServer *a, const TgServer *b);
/* Whether one of @servers, of TgServer*, is the same connection. */
gboolean    tg_servers_have        (GPtrArray *servers, const TgServer *server);
/* Whether one of @servers, of TgServer*, goes by this DNS name. */
gboolean    tg_servers_have_name   (GPtrArray *servers, const char *ascii_host);
/* Whether the person named or confirmed this server. */
gboolean    tg_server_is_approved  (const TgServer *self);

/* Copies with one thing changed. (transfer full)
 * with_service: the same host on another port, 0 being the default one; origin and confirmation stay.
 * with_host: another host, of TG_ORIGIN_REMEDY and not confirmed. */
TgServer   *tg_server_with_service  (const TgServer *self, TgProtocol protocol, TgSecurity security, guint16 port);
TgServer   *tg_server_with_host     (const TgServer *self, const char *host, GError **error);
TgServer   *tg_server_with_origin   (const TgServer *self, TgOrigin origin, TgConfirmation confirmed);

guint16     tg_server_default_port (TgProtocol protocol, TgSecurity security);
gboolean    tg_server_is_ip        (const TgServer *self);

const char *tg_protocol_name       (TgProtocol protocol); /* "IMAP", "POP3", "SMTP" */
const char *tg_security_name       (TgSecurity security); /* translated: "SSL/TLS", "STARTTLS", "None" */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgServer, tg_server_unref)

G_END_DECLS
