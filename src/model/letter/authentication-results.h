/* authentication-results.h: what the receiver found out about a letter's sender (RFC 8601): SPF,
 * DKIM and DMARC.
 *
 * Anybody on the way can write such a field.  Those of the receiver are told apart by the name of
 * the server that wrote them, the authserv-id (RFC 8601 section 5): see tg_letter_checks_read().
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @method, @result: lower case: "spf" and "pass" */
typedef struct {
  char *method;
  char *result;
} TgAuthResult;

/* One field.  @results of TgAuthResult*, in its order; empty where it says "none". */
typedef struct {
  char      *authserv_id;
  GPtrArray *results;
} TgAuthResults;

/* Reads the body of one field, folded or not; comments and reasons are left out.  What cannot be
 * understood ends it: what came before counts.  NULL where it names no server. (transfer full) */
TgAuthResults *tg_auth_results_parse (const char *body);
void           tg_auth_results_free  (TgAuthResults *self);

/**
 * TgLetterChecks:
 * @authserv_id: (nullable): who says so, the topmost one; NULL where the receiver says nothing
 * @spf, @dkim, @dmarc: (nullable): "pass", "fail", "softfail", "neutral", "none", "temperror",
 *   "permerror", "policy"; NULL where it was not checked.  Of several signatures the best counts:
 *   one that holds is enough.
 */
typedef struct {
  char *authserv_id;
  char *spf;
  char *dkim;
  char *dmarc;
} TgLetterChecks;

/* Whether a server of this name belongs to the receiver. */
typedef gboolean (*TgIsReceiver) (const char *authserv_id, gpointer user_data);

/* Reads a letter's header.  Each server puts its fields on top of what it got, so the topmost fields
 * are by the last server that checked: the receiver, if anybody.  They count as long as @is_receiver
 * knows the names in them (some receivers have one for each check), down to the first of any other
 * server: below that one, a sender may have written what it liked. (transfer full) */
TgLetterChecks *tg_letter_checks_read (const char *header, gsize length, TgIsReceiver is_receiver, gpointer user_data);
void            tg_letter_checks_free (TgLetterChecks *self);

/* Whether a check went wrong for good: "none", "neutral" and temporary errors did not. */
gboolean        tg_letter_check_failed (const char *result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgAuthResults, tg_auth_results_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgLetterChecks, tg_letter_checks_free)

G_END_DECLS
