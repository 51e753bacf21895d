/* settings.h: what one file, or one set of DNS records, says of an address's servers, before anybody has judged whose word
 * that is.  The readers of this folder fill it; ranking/ compares what they found.  Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/server.h"

G_BEGIN_DECLS

/* What a source says of the encryption.  A word that nobody can read is not "none": taking it for that is how programs were led to
 * send passwords in the clear. */
typedef enum { TG_SAID_TLS, TG_SAID_STARTTLS, TG_SAID_PLAIN, TG_SAID_UNREADABLE } TgSaidSecurity;

/* The ways of signing in that a source names; none of them: it names none. */
typedef enum {
  TG_OFFERS_PASSWORD = 1 << 0,  /* PLAIN, LOGIN */
  TG_OFFERS_ENCRYPTED = 1 << 1, /* CRAM-MD5 and its like */
  TG_OFFERS_NTLM = 1 << 2,
  TG_OFFERS_GSSAPI = 1 << 3,
  TG_OFFERS_CERTIFICATE = 1 << 4,
  TG_OFFERS_OAUTH2 = 1 << 5,
  TG_OFFERS_NONE = 1 << 6, /* no sign-in, or by the client's IP address */
} TgOffers;

/**
 * TgOffered:
 * @server: one way to read what is said; of TG_ORIGIN_UNKNOWN
 * @said: what was said
 * @guessed: nobody said this encryption: it is tried since what was said is none, or cannot be read
 * @user: (nullable): the user name, as it would be sent
 * @offers: of TgOffers
 */
typedef struct {
  TgServer      *server;
  TgSaidSecurity said;
  gboolean       guessed;
  char          *user;
  guint          offers;
} TgOffered;

/* What else there is to say of a source's answer. */
typedef enum {
  TG_REMARK_OTHER_DOMAIN = 1 << 0,   /* it is written for other domains than the one asked about */
  TG_REMARK_NO_RECEIVE = 1 << 1,     /* the half for receiving is missing */
  TG_REMARK_NO_SEND = 1 << 2,        /* the half for sending is missing */
  TG_REMARK_DROPPED = 1 << 3,        /* some of its servers cannot be used: they were left out */
  TG_REMARK_CONTRADICTION = 1 << 4,  /* a port that is not for the encryption which it names */
  TG_REMARK_UNREADABLE = 1 << 5,     /* an encryption that nobody can read */
  TG_REMARK_OTHER_PROTOCOLS = 1 << 6, /* Exchange, JMAP and others, too */
  TG_REMARK_PROVEN_TWICE = 1 << 7,   /* a record in DNS names the digest of this very file */
  TG_REMARK_UNPROVEN = 1 << 8,       /* such a record is missing, or names another file */
} TgRemarks;

/**
 * TgSettings:
 * @receive, @send: of TgOffered*, best first: encrypted before not; the protocol that is named first; TLS before STARTTLS; no two
 *   are the same connection
 * @plain_receive, @plain_send: that half is there, and only without encryption; the servers with encryption are guessed, and those
 *   without stand last.  Otherwise none is without encryption.
 * @said_receive, @said_send: (nullable): the server of that half that is named first, as it is said; of TG_ORIGIN_UNKNOWN
 * @oauth_only: no server for receiving takes anything but an OAuth token
 * @provider_name: (nullable): visible text
 * @oauth_issuer: (nullable): a host name or a URL, in visible ASCII
 * @documentation_url, @visit_url: (nullable): http: or https:, in visible ASCII: how its mail is set up; where it must be switched on
 *   first.  Whoever shows them decides whether they are links (safety rule 7).
 * @remarks: of TgRemarks
 */
typedef struct {
  GPtrArray *receive;
  GPtrArray *send;
  gboolean   plain_receive;
  gboolean   plain_send;
  TgServer  *said_receive;
  TgServer  *said_send;
  gboolean   oauth_only;
  char      *provider_name;
  char      *oauth_issuer;
  char      *documentation_url;
  char      *visit_url;
  guint      remarks;
} TgSettings;

/* What came of reading an answer. */
typedef enum {
  TG_READ_SETTINGS, /* at least one server */
  TG_READ_NOTHING,  /* it is something else, like the page of a web server that answers everything; or it names no server */
  TG_READ_BROKEN,   /* it is meant to be settings, and cannot be read */
} TgReadOutcome;

#define TG_SETTINGS_BYTES_MAX (256 * 1024) /* of a file: safety rule 10 */
#define TG_SETTINGS_SERVERS_MAX 32         /* for each half */

/* @host, which somebody outside named, as A-labels in lower case without a trailing dot; NULL where it cannot be the public name of a
 * mail server: no name, an IP address, a name at home or of this computer, a public suffix. (transfer full) (nullable) */
char       *tg_settings_host   (const char *host);

/* @text, where it is visible ASCII and of a sensible length: a URL, or the name of an issuer. (transfer full) (nullable) */
char       *tg_settings_value  (const char *text);
/* The name that a provider gives itself, as visible text; NULL for none. (transfer full) (nullable) */
char       *tg_settings_name   (const char *text);

TgSettings *tg_settings_new    (void);
void        tg_settings_free   (TgSettings *self);

/* Adds every way to read one server.  @host: UTF-8 or A-labels; @port: 0: it is not said.  FALSE, with TG_REMARK_DROPPED, where
 * tg_settings_host() has none. */
gboolean    tg_settings_add    (TgSettings *self, TgProtocol protocol, TgSaidSecurity said, const char *host, guint port, const char *user,
                                guint offers);
/* Puts all in order once nothing more is added.  TG_READ_NOTHING where no server was. */
TgReadOutcome tg_settings_finish (TgSettings *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgSettings, tg_settings_free)

G_END_DECLS
