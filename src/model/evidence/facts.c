/* facts.c: the one place where evidence becomes something that may be said.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/evidence/facts.h"

static gboolean
is_in_use (const TgEvidence *seen)
{
  return seen->server->protocol == TG_PROTOCOL_POP3 && g_strcmp0 (seen->decisive_status, "IN-USE") == 0;
}

TgSideFacts
tg_facts_of (const TgEvidence *seen, const TgEvidence *retried)
{
  TgSideFacts facts = { FALSE };

  if (seen == NULL || !seen->tested)
    return facts;
  facts.tested = TRUE;
  facts.encrypted = seen->encrypted;
  facts.proven = seen->encrypted && seen->tls != NULL && seen->tls->trusted && !seen->tls->pinned;
  facts.answered = seen->greeting != NULL || seen->encrypted;
  facts.connected = facts.answered || tg_evidence_connected_ip (seen) != NULL;
  facts.signed_in = seen->signed_in;
  facts.accepted = seen->signed_in || is_in_use (seen);
  facts.refused = seen->sign_in_refused;
  facts.sent = seen->password_sent || seen->sign_in_refused || seen->signed_in;
  facts.sent |= retried != NULL && (retried->password_sent || retried->sign_in_refused || retried->signed_in);
  facts.works = seen->signed_in && seen->fault == TG_FAULT_NONE && seen->reached == TG_STAGE_DONE;
  facts.withheld = seen->withheld;
  return facts;
}
