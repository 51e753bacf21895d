/* facts.h: what happened on one side of a check, in the words of which every sentence about it is made.
 *
 * A text that says "your password was not sent", "the connection is secure", "you are signed in" or "it works" asks this,
 * and nothing else, so that no two texts can say different things.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/evidence/evidence.h"

G_BEGIN_DECLS

/**
 * TgSideFacts:
 * @tested: the side has a server, and it was tried
 * @connected: an address took the connection
 * @answered: the server has said something, in whatever protocol
 * @encrypted: TLS was up
 * @proven: … with the server that was meant, by a certificate that others vouch for; not merely allowed by hand
 * @sent: something that tells the password may have left, in whichever talk with this server
 * @signed_in: the server said that the sign-in was right
 * @accepted: … or that it was, but the mailbox is in use (RFC 2449 section 8.1.1)
 * @refused: a credential was refused
 * @works: signed in, and everything after that went well
 * @withheld: why nobody signed in although all was well
 */
typedef struct {
  gboolean tested;
  gboolean connected;
  gboolean answered;
  gboolean encrypted;
  gboolean proven;
  gboolean sent;
  gboolean signed_in;
  gboolean accepted;
  gboolean refused;
  gboolean works;
  TgWithheld withheld;
} TgSideFacts;

/* @seen: (nullable): nothing was tried, nothing is true.  @retried: (nullable): a second talk with the same server. */
TgSideFacts tg_facts_of (const TgEvidence *seen, const TgEvidence *retried);

G_END_DECLS
