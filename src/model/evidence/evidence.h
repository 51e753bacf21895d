/* evidence.h: what was seen in one talk with one server.  The diagnosis needs nothing else.
 *
 * Filled in by wire/ and probe/ while a talk runs, then never changed: what is found out about its certificates
 * afterwards are values of their own (previous.h, issuer-proof.h).  Every text in it is already scrubbed of secrets and
 * made visible (text.h), but not escaped for any format.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/server.h"

G_BEGIN_DECLS

/* The stages of a talk, in the words of tegamictl's JSON. */
typedef enum {
  TG_STAGE_RESOLVE,
  TG_STAGE_CONNECT,
  TG_STAGE_GREETING,
  TG_STAGE_STARTTLS,
  TG_STAGE_TLS,
  TG_STAGE_CERTIFICATE,
  TG_STAGE_SIGN_IN,
  TG_STAGE_MAILBOX,
  TG_STAGE_ENVELOPE,
  TG_STAGE_DONE,
} TgStage;

const char *tg_stage_id (TgStage stage); /* "resolve" … "done" */

/* What went wrong, as observed: neutral facts that diagnose/ turns into findings. */
typedef enum {
  TG_FAULT_NONE,
  TG_FAULT_NAME_NOT_FOUND,    /* the resolver says there is no such name, or no address */
  TG_FAULT_RESOLVER,          /* the resolver does not answer */
  TG_FAULT_REFUSED,           /* every address refused */
  TG_FAULT_CONNECT_TIMEOUT,   /* no address answered (some may have refused) */
  TG_FAULT_UNREACHABLE,       /* no route */
  TG_FAULT_SILENT,            /* connected, but the server never said anything */
  TG_FAULT_DEADLINE,          /* time ran out after the server had begun to talk */
  TG_FAULT_CLOSED,            /* the server hung up in the middle */
  TG_FAULT_GARBAGE,           /* not this protocol, or over a limit */
  TG_FAULT_OTHER_PROTOCOL,    /* another protocol's greeting: see greeting_speaks */
  TG_FAULT_UNAVAILABLE,       /* turned away with a reply: 421, BYE, [UNAVAILABLE], 554 greeting */
  TG_FAULT_HELLO,             /* EHLO and HELO were refused for good */
  TG_FAULT_PREAUTH,           /* claims to be signed in before TLS */
  TG_FAULT_STARTTLS_MISSING,
  TG_FAULT_STARTTLS_REFUSED,
  TG_FAULT_STARTTLS_INJECTED,
  TG_FAULT_TLS,               /* the handshake failed: see tls, scan */
  TG_FAULT_TLS_VERSION,       /* connected, with something older than TLS 1.2 */
  TG_FAULT_CERTIFICATE,       /* the gate is shut: see tls->problems */
  TG_FAULT_AUTH_NOT_OFFERED,  /* this port offers no way to sign in */
  TG_FAULT_AUTH_NEEDS_TLS,    /* LOGINDISABLED, or refused for lack of encryption */
  TG_FAULT_AUTH_NO_COMMON,    /* no mechanism offered that we (or --auth) have */
  TG_FAULT_AUTH_TOKEN_IN_CLEAR, /* there is no encryption, without which no OAuth token goes out (RFC 7628 section 4) */
  TG_FAULT_AUTH_REFUSED,      /* the sign-in was refused: see decisive */
  TG_FAULT_AUTH_SERVER_PROOF, /* SCRAM: the server could not prove that it knows the password */
  TG_FAULT_MAILBOX,           /* signed in, but the mailbox did not open */
  TG_FAULT_SENDER,            /* MAIL FROM refused */
  TG_FAULT_RECIPIENT,         /* RCPT TO refused */
  TG_FAULT_UNSENDABLE,        /* a value cannot be expressed in this protocol */
  TG_FAULT_INTERNAL,
} TgFault;

typedef enum { TG_STEP_OK, TG_STEP_CAUTION, TG_STEP_FAILED, TG_STEP_SKIPPED, TG_STEP_RUNNING } TgStepOutcome;

/* One step: @ms is its duration and @at its end since the talk began, in milliseconds; @text is one
 * translated line. */
typedef struct {
  TgStage       stage;
  TgStepOutcome outcome;
  double        ms;
  double        at;
  char         *text;
} TgStepRecord;

typedef enum { TG_ADDRESS_OK, TG_ADDRESS_REFUSED, TG_ADDRESS_TIMEOUT, TG_ADDRESS_UNREACHABLE, TG_ADDRESS_UNUSED } TgAddressOutcome;

typedef struct {
  char            *ip;
  TgAddressOutcome outcome;
} TgAddressRecord;

/* What speaks on the port, judged by its first bytes. */
typedef enum {
  TG_SPEAKS_UNKNOWN, /* not examined */
  TG_SPEAKS_NOTHING,
  TG_SPEAKS_TLS,
  TG_SPEAKS_IMAP,
  TG_SPEAKS_POP3,
  TG_SPEAKS_SMTP,
  TG_SPEAKS_HTTP,
  TG_SPEAKS_SSH,
  TG_SPEAKS_FTP,
  TG_SPEAKS_CODE, /* a three-digit code, which SMTP and FTP have alike, and nothing that tells which */
  TG_SPEAKS_GARBAGE,
} TgSpeaks;

const char *tg_speaks_name (TgSpeaks speaks); /* "IMAP", "HTTP" …; NULL where it is not known which */

/* A certificate, parsed.  Times are Unix seconds; @problems are the finding ids on this certificate;
 * @step is its place on the way that the verdict took, 1 for the server's own, 0 if it was not needed. */
typedef struct {
  char   *subject; /* RFC 4514 */
  char   *issuer;
  char  **names;   /* subject alternative names: DNS names and IP addresses; never NULL */
  char   *common_name; /* (nullable) */
  gint64  not_before;
  gint64  not_after;
  char   *sha256;    /* lower-case hex, no separators */
  char   *key;       /* "RSA 2048", "ECDSA 256", … */
  char   *signature; /* "RSA-SHA256", … */
  char   *issuer_url; /* (nullable): where to fetch the issuer's certificate (AIA, http) */
  gboolean self_issued;
  gboolean is_ca;
  guint   step;
  GBytes *der;
  GPtrArray *problems; /* of const char* finding ids */
} TgCertificate;

/* The TLS layer of the talk's own connection. */
typedef struct {
  char     *version; /* "TLS1.3"; NULL where the handshake failed */
  char     *cipher;
  gboolean  trusted; /* the gate is open */
  gboolean  pinned;  /* … because of a pin */
  gint64    pin_until; /* Unix seconds; 0: no end */
  TgCertificate *authority; /* (nullable): this computer's own, that the chain leads to; with its own problems */
  int       alert;   /* the fatal alert's number; -1: none */
  GPtrArray *problems; /* of const char* finding ids, on the connection and its chain */
} TgTlsFacts;

/* A second look with plain GnuTLS (wire/scan/tls-scan.h).  It explains; nothing is trusted because
 * of it. */
typedef struct {
  gboolean  done;
  TgSpeaks  speaks;       /* first bytes after our ClientHello */
  char     *first_line;   /* (nullable): the first line of text, visible */
  gboolean  handshake_ok; /* the handshake completed, whatever the certificate */
  int       alert;        /* as above */
  gboolean  eof;          /* closed without an alert */
  gboolean  reset;
  gboolean  old_tls;      /* only TLS 1.1 or older in common */
  gboolean  no_common_cipher;
  gboolean  wants_client_certificate;
  gboolean  works_without_sni; /* the "unrecognized name" alert went away without SNI */
  gboolean  weak;         /* short DH or no forward secrecy */
} TgScanFacts;

/* What a server said to somebody who speaks nothing newer (RFC 8996 forbids both). */
typedef enum { TG_OLD_TLS_UNKNOWN, TG_OLD_TLS_REFUSED, TG_OLD_TLS_ACCEPTED } TgOldTls;

typedef struct {
  TgOldTls tls10;
  TgOldTls tls11;
} TgOldTlsFacts;

typedef enum { TG_OUTCOME_VERIFIED, TG_OUTCOME_CAUTION, TG_OUTCOME_UNPROVEN, TG_OUTCOME_FAILED, TG_OUTCOME_UNTESTED } TgOutcome;

/* Why a sign-in was left out although nothing stood in its way on the server's side. */
typedef enum {
  TG_WITHHELD_NOT,
  TG_WITHHELD_NO_PASSWORD, /* none was given, or none may go to this server yet */
  TG_WITHHELD_UNENCRYPTED, /* the person has not agreed to send the password in the clear */
  TG_WITHHELD_REFUSED,     /* these credentials, or two others, were refused before (safety rule 3) */
} TgWithheld;

const char *tg_outcome_id    (TgOutcome outcome);
/* The worse of the two, from bad to good: failed, unproven, caution, verified.  Untested yields to
 * anything. */
TgOutcome   tg_outcome_worse (TgOutcome a, TgOutcome b);

/**
 * TgTokenFacts: a sign-in with an OAuth access token, or one that was to be had.  Each (nullable).
 * @wanted: the mechanism that was asked for and no other: "XOAUTH2", "OAUTHBEARER"
 * @denied: the server has said in its own words for this (RFC 7628 section 3.2.2) that it does not accept the token
 * @status, @scope, @configuration: what it said then: proto/sasl/denial.h
 */
typedef struct {
  char    *wanted;
  gboolean denied;
  char    *status;
  char    *scope;
  char    *configuration;
} TgTokenFacts;

/**
 * TgEvidence:
 * @user: the user name that was tried
 * @reached: the stage at which the talk ended; TG_STAGE_DONE if it completed
 * @fault: what ended it
 * @signed_in: a sign-in was accepted
 * @sign_in_refused: a credential was refused (counts in the budget), or the server hung up on it
 * @sign_in_undone: it was answered with yes, and what followed shows that it was none
 * @stays_here: all addresses are this very computer's: nothing leaves it.  FALSE for practice servers and where --resolve
 *   leads there, which stand for servers elsewhere
 * @sign_in_withheld: all went well up to the sign-in, which was not requested or not permitted
 * @withheld: why it was
 * @password_sent: something that tells the password, or the token, or was computed from it, has left for the server, whatever came of it
 * @token: (nullable): NULL where a password was to sign in, or nobody has said what
 * @broken_record: what ended the talk (TG_FAULT_CLOSED) is that an encrypted line arrived damaged
 * @authentication: (nullable): the mechanism used or tried, as in tegamictl's JSON
 * @decisive: (nullable): the server's reply that decided the outcome, with its code
 * @decisive_code: SMTP's three digits, 0 elsewhere
 * @decisive_status: (nullable): the enhanced status ("5.7.8"), IMAP or POP response code
 *   ("AUTHENTICATIONFAILED", "SYS/TEMP")
 * @decisive_before_tls: @decisive came before TLS, so anyone in between may have written it
 */
typedef struct {
  TgServer   *server;
  char       *user;
  TgStage     reached;
  TgFault     fault;
  gboolean    encrypted; /* TLS was up when the talk ended */
  gboolean    signed_in;
  gboolean    sign_in_refused;
  gboolean    sign_in_undone;
  gboolean    stays_here;
  gboolean    sign_in_withheld;
  TgWithheld  withheld;
  gboolean    password_sent;
  gboolean    broken_record;
  gboolean    tested; /* FALSE: never started */
  TgTokenFacts *token;
  char       *authentication;
  GPtrArray  *capabilities; /* of char*, as last announced */
  GPtrArray  *mechanisms;   /* of char*, the SASL mechanisms offered, upper case */
  GPtrArray  *steps;        /* of TgStepRecord* */
  GPtrArray  *addresses;    /* of TgAddressRecord* */
  TgTlsFacts *tls;          /* (nullable) */
  GPtrArray  *certificates; /* of TgCertificate*, the server's own first */
  TgSpeaks    greeting_speaks;
  char       *greeting;     /* (nullable) */
  char       *decisive;
  guint       decisive_code;
  char       *decisive_status;
  gboolean    decisive_before_tls;
  GPtrArray  *conversation; /* of char*: "S: …" and "C: …" */
  gint64      messages;     /* in the mailbox; -1: unknown */
  TgScanFacts scan;
} TgEvidence;

TgEvidence      *tg_evidence_new       (const TgServer *server, const char *user);
TgEvidence      *tg_evidence_ref       (const TgEvidence *self);
void             tg_evidence_unref     (const TgEvidence *self);

void             tg_token_facts_free   (TgTokenFacts *self);
TgTlsFacts      *tg_tls_facts_new      (void);
void             tg_tls_facts_free     (TgTlsFacts *self);
TgCertificate   *tg_certificate_alloc  (void);
void             tg_certificate_free   (TgCertificate *self);
TgStepRecord    *tg_step_record_new    (TgStage stage, TgStepOutcome outcome, double ms, double at, const char *text);
void             tg_step_record_free   (TgStepRecord *self);
TgAddressRecord *tg_address_record_new (const char *ip, TgAddressOutcome outcome);
void             tg_address_record_free (TgAddressRecord *self);

/* The address of the connection used by the talk; NULL if there was none. */
const char      *tg_evidence_connected_ip (const TgEvidence *self);
/* Who issued the topmost certificate that counts: the authority behind the chain.  NULL if none was sent. */
const char      *tg_evidence_chain_issuer (const TgEvidence *self);
/* Whether the server is in a home or office network, by its name or by that address (host.h). */
gboolean         tg_evidence_is_at_home (const TgEvidence *self);

/* Whether nothing is wrong with the certificate that it was refused for but the name: whoever shows it is vouched for. */
gboolean tg_evidence_only_name_is_wrong (const TgEvidence *self);
/* Whether @after, which was reached under another name, is the server of @before: at the same address, or with the same
 * certificate, which names it.  A wildcard is for its neighbours, too. */
gboolean tg_evidence_is_same_server (const TgEvidence *before, const TgEvidence *after);

/* Adds @id (a static string) unless it is already there. */
void             tg_problems_add       (GPtrArray *problems, const char *id);
gboolean         tg_problems_has       (GPtrArray *problems, const char *id);
/* On the connection, or on any certificate. */
gboolean         tg_evidence_has_problem (const TgEvidence *self, const char *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgEvidence, tg_evidence_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgTlsFacts, tg_tls_facts_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgCertificate, tg_certificate_free)

G_END_DECLS
