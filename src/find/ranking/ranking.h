/* ranking.h: all sources' answers for one address, put into one order, and what a person must be told of them.  Pure.
 *
 * The stronger wins, never the faster: encrypted before not; the better grade; TLS before STARTTLS at one server.  A grade is raised
 * by agreement with a better source alone, and an answer stays a hint while a better source is silent.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "find/candidate.h"

G_BEGIN_DECLS

typedef enum { TG_SOURCE_FOUND, TG_SOURCE_NONE, TG_SOURCE_FAILED, TG_SOURCE_TIMEOUT, TG_SOURCE_SKIPPED } TgSourceOutcome;

/* @candidate: (nullable): NULL unless TG_SOURCE_FOUND; borrowed */
typedef struct {
  TgOrigin           source;
  TgSourceOutcome    outcome;
  const TgCandidate *candidate;
} TgSourceAnswer;

/* What DNS says of the address's domain itself. */
typedef enum {
  TG_MAIL_DOMAIN_UNKNOWN,   /* nobody was asked, or nobody answered */
  TG_MAIL_DOMAIN_EXISTS,
  TG_MAIL_DOMAIN_NOT_FOUND, /* a name server says that there is none; never its silence */
  TG_MAIL_DOMAIN_NO_MAIL,   /* it says that it takes no mail (RFC 7505) */
} TgMailDomain;

typedef enum {
  TG_NOTICE_FOREIGN_HOST, /* a server's name is nobody's that we know for this address: to be confirmed */
  TG_NOTICE_PLAIN_ONLY,   /* only settings without encryption are published */
  TG_NOTICE_REDIRECTED,   /* what is used came over http, or through another domain */
  TG_NOTICE_DIFFER,       /* sources name different servers */
  TG_N_NOTICES
} TgNoticeKind;

/**
 * TgNotice:
 * @side: TG_SIDE_RECEIVE, TG_SIDE_SEND or TG_SIDE_BOTH
 * @source: whose answer it is about: the one that is used
 * @other: TG_NOTICE_DIFFER: the source that says otherwise
 * @tried: TG_NOTICE_DIFFER: both were tried, and what counts for more does not work
 * @names: the names to be confirmed; the servers without encryption; the servers of an answer that came by another way; or the server
 *   that is used, and then the other one.  In A-labels, NULL-terminated.
 */
typedef struct {
  TgNoticeKind kind;
  TgSide       side;
  TgOrigin     source;
  TgOrigin     other;
  gboolean     tried;
  char       **names;
} TgNotice;

/**
 * TgRanking:
 * @account: (nullable): the best of all; NULL where nothing was found
 * @receive, @send: of TgServer*, as they are to be tried.  A server without encryption stands last, and only where nothing else is
 *   published by anybody.
 * @users: user names for receiving, likeliest first; @send_users: those for sending, where they are others, else empty
 * @oauth_issuer: (nullable); @oauth_only: nothing but a token is taken for receiving
 * @grades: what the answers come to, beside the answers; of use where one was found
 * @notices: of TgNotice*, in the order of TgNoticeKind
 */
typedef struct {
  TgAccount *account;
  GPtrArray *receive;
  GPtrArray *send;
  char     **users;
  char     **send_users;
  char      *oauth_issuer;
  gboolean   oauth_only;
  TgGrade   *grades;
  GPtrArray *notices;
} TgRanking;

/* @answers: in any order, one from each source (transfer full) */
TgRanking  *tg_rank         (const char *address, const TgSourceAnswer *answers, gsize n_answers);
/* The same, where servers were tried: @chosen, of receiving and sending (each nullable), works and comes first.  It is one that was found,
 * or a safer connection with the host of one. (transfer full) */
TgRanking  *tg_rank_choosing (const char *address, const TgSourceAnswer *answers, gsize n_answers, const TgServer *const chosen[2]);
void        tg_ranking_free (TgRanking *self);

/* The finding of a notice: "settings-foreign-host" */
const char *tg_notice_id    (TgNoticeKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgRanking, tg_ranking_free)

G_END_DECLS
