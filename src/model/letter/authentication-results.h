/* authentication-results.h: what the receiving server found out about a message's sender (RFC
 * 8601): SPF, DKIM and DMARC.
 *
 * Anyone on the way can write such a field.  The receiver's own are recognised by the authserv-id,
 * the name of the server that wrote them (RFC 8601 section 5): see tg_letter_checks_read().
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @method, @result: in lower case: "spf" and "pass" */
typedef struct {
  char *method;
  char *result;
} TgAuthResult;

/* One field.  @results: of TgAuthResult*, in the field's order; empty if it says "none". */
typedef struct {
  char      *authserv_id;
  GPtrArray *results;
} TgAuthResults;

/* Parses the body of one field, folded or not; comments and reasons are skipped.  Parsing ends at
 * the first part that cannot be understood, and keeps the parts before it.  NULL if it names no
 * server. (transfer full) (nullable) */
TgAuthResults *tg_auth_results_parse (const char *body);
void           tg_auth_results_free  (TgAuthResults *self);

/**
 * TgLetterChecks:
 * @authserv_id: (nullable): the topmost server that reported; NULL if the receiver reported nothing
 * @spf, @dkim, @dmarc: (nullable): "pass", "fail", "softfail", "neutral", "none", "temperror",
 *   "permerror", "policy"; NULL if not checked.  Of several signatures the best counts: one valid
 *   signature is enough.
 */
typedef struct {
  char *authserv_id;
  char *spf;
  char *dkim;
  char *dmarc;
} TgLetterChecks;

/* Whether a server of this name is one of the receiver's. */
typedef gboolean (*TgIsReceiver) (const char *authserv_id, gpointer user_data);

/* Reads a message's header.  Each server adds its fields above those it received, so the topmost
 * are by the last server that checked, which is the receiver's.  Fields count while @is_receiver
 * accepts their names (some receivers use one name per check), up to the first of any other server:
 * from there on, the sender may have written them. (transfer full) */
TgLetterChecks *tg_letter_checks_read (const char *header, gsize length, TgIsReceiver is_receiver, gpointer user_data);
void            tg_letter_checks_free (TgLetterChecks *self);

/* Whether a check failed for good; "none", "neutral" and temporary errors are not failures. */
gboolean        tg_letter_check_failed (const char *result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgAuthResults, tg_auth_results_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgLetterChecks, tg_letter_checks_free)

G_END_DECLS
