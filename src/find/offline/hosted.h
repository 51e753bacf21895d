/* hosted.h: whose servers a person's own domain uses, by what DNS says of the domain: MX (RFC 5321 section 5.1), SPF (RFC 7208) and
 * NS.  Pure, and offline: the names were asked for elsewhere.
 *
 * Whoever answers for a name server can say anything here.  So a server's name is known only where it is the same for all
 * customers, and stands in our table; made out of a name from DNS, it is a hint (safety rule 4).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "find/candidate.h"
#include "find/read/dns-hints.h"

G_BEGIN_DECLS

typedef enum {
  TG_HOSTED_UNKNOWN,     /* nobody in our table */
  TG_HOSTED_FIXED_NAMES, /* a company whose customers all use the same servers */
  TG_HOSTED_ITS_NAME,    /* a company whose server is the very name that DNS told */
  TG_HOSTED_ASK,         /* only the company: the person has to look the server's name up */
  TG_HOSTED_GATEWAY,     /* a filter in front, and nothing about the mailbox behind it */
  TG_HOSTED_NO_MAIL,     /* the domain takes no mail (RFC 7505), or only proves who owns it */
} TgHostedHow;

typedef enum { TG_HOSTED_BY_MX, TG_HOSTED_BY_SPF, TG_HOSTED_BY_NS, TG_HOSTED_BY_CERTIFICATE } TgHostedBy;

/**
 * TgHosted:
 * @how: what is known
 * @by: by which records, or by the certificate of a server under the domain; SPF and NS are hints only: they survive a move
 * @name: (nullable): the name of theirs that led to it, lower case
 * @provider: (nullable): the company; for TG_HOSTED_ASK, its like, panel and letter say what to look for, and where
 * @receive, @send: of TgServer*, best first, of TG_ORIGIN_MX; confirmed by our table where @grade is TG_GRADE_KNOWN, else by nobody;
 *   empty unless FIXED_NAMES or ITS_NAME
 * @grade: of these servers: TG_GRADE_KNOWN, TG_GRADE_CANDIDATE, or TG_GRADE_UNTRUSTED where DNS had a say
 */
typedef struct {
  TgHostedHow how;
  TgHostedBy by;
  char *name;
  const TgProvider *provider;
  GPtrArray *receive;
  GPtrArray *send;
  TgGrade grade;
} TgHosted;

/**
 * TgDomainNames:
 * @domain: in A-labels
 * @mail_servers: (nullable): the mail exchangers, those of best preference first; "." is the null MX
 * @spf: (nullable): what its SPF record names
 * @name_servers: (nullable): as tg_name_servers_read() gives them
 *
 * What DNS says of a domain.  Lists are NULL-terminated.
 */
typedef struct {
  const char *domain;
  const char *const *mail_servers;
  const TgSpfHints *spf;
  char *const *name_servers;
} TgDomainNames;

/* The first mail exchanger that takes mail decides.  SPF, and then NS, are asked only where it is the domain itself or a name
 * below it, which says nothing. (transfer full) */
TgHosted *tg_hosted_find (const TgDomainNames *names);

/* By one mail exchanger alone. (transfer full) */
TgHosted *tg_hosted_by_mx (const char *mail_server);

/* By the names in the certificate that a server under the domain shows, which is its company's and not the domain's.
 * @names: NULL-terminated (transfer full) */
TgHosted *tg_hosted_by_certificate (char *const *names);

/* Its servers as an answer of TG_ORIGIN_MX; NULL where it names none. (transfer full) (nullable) */
TgCandidate *tg_hosted_candidate (const TgHosted *self, const char *address);

void tg_hosted_free (TgHosted *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgHosted, tg_hosted_free)

G_END_DECLS
