/* review.h: every exception of ours and of the mail programs, with what its server shows
 * today.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/exception.h"
#include "model/server.h"
#include "wire/network.h"

G_BEGIN_DECLS

/* The gravest first. */
typedef enum {
  TG_REVIEW_RISKY,       /* it covers another fault than one that may be forgiven, or another certificate is shown */
  TG_REVIEW_STALE,       /* the server is trusted today */
  TG_REVIEW_AVOIDABLE,   /* nothing is wrong with the certificate but that it is for another name */
  TG_REVIEW_NEEDED,      /* the server shows this certificate, and it is not trusted without */
  TG_REVIEW_UNREACHABLE, /* no certificate was seen */
} TgReviewState;

const char *tg_review_state_id (TgReviewState state); /* "needed" … */

/**
 * TgExceptionReview:
 * @id: stays the same from look to look, for removing it
 * @program: where it is, for the person: "Tegami", "Thunderbird (work)"
 * @server: what is looked at (nullable); @address: (nullable): of the account in a mail program that uses it
 * @carrier: (nullable): the one of ours that was carried into this mail program; it ends with that
 * @finding: (nullable): a finding's id
 * @other_host: (nullable): the name under which this server is trusted: it was tried
 */
typedef struct _TgExceptionReview TgExceptionReview;

struct _TgExceptionReview {
  char                    *id;
  TgException             *exception;
  char                    *program;
  TgServer                *server;
  const TgExceptionReview *carrier;
  TgReviewState            state;
  const char              *finding;
  char *address;
  char *other_host;
};

/* "tegami", "thunderbird", "evolution" */
const char *tg_exception_program_id (const TgException *exception);

void       tg_exception_review_free   (TgExceptionReview *self);

/* Reads all lists in a thread, then looks at every server, side by side, without credentials and without
 * exceptions.  @network: (nullable): NULL: no server is looked at, and every state is
 * TG_REVIEW_UNREACHABLE */
void       tg_exceptions_review_async  (TgNetwork *network, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* (transfer full): of TgExceptionReview*; NULL and an error where our record cannot be read. */
GPtrArray *tg_exceptions_review_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgExceptionReview, tg_exception_review_free)

G_END_DECLS
