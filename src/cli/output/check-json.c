/* check-json.c: the result of a check as tegamictl's JSON, schema 1.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cli/output/check-json.h"

#include "cli/output/check-json-requested.h"
#include "cli/output/json.h"
#include "tegami-config.h"

static void
add_steps (JsonBuilder *builder, const TgEvidence *evidence)
{
  static const char *const outcomes[] = { "ok", "caution", "failed", "skipped", "skipped" };

  tg_json_begin_array (builder, "steps");
  for (guint i = 0; i < evidence->steps->len; i++) {
    const TgStepRecord *step = evidence->steps->pdata[i];

    json_builder_begin_object (builder);
    tg_json_member (builder, "id", tg_stage_id (step->stage));
    tg_json_member (builder, "outcome", outcomes[step->outcome]);
    tg_json_ms (builder, "ms", step->ms);
    tg_json_ms (builder, "at", step->at);
    tg_json_member (builder, "text", step->text != NULL ? step->text : "");
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
add_addresses (JsonBuilder *builder, const TgEvidence *evidence)
{
  static const char *const outcomes[] = { "ok", "refused", "timeout", "unreachable", "unused" };

  tg_json_begin_array (builder, "addresses");
  for (guint i = 0; i < evidence->addresses->len; i++) {
    const TgAddressRecord *address = evidence->addresses->pdata[i];

    json_builder_begin_object (builder);
    tg_json_member (builder, "ip", address->ip);
    tg_json_member (builder, "outcome", outcomes[address->outcome]);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

void
tg_check_json_tls (JsonBuilder *builder, const TgTlsFacts *tls)
{
  if (!tg_json_begin_object (builder, "tls", tls != NULL))
    return;
  tg_json_member (builder, "version", tls->version);
  tg_json_member (builder, "cipher", tls->cipher);
  tg_json_bool (builder, "trusted", tls->trusted);
  tg_json_bool (builder, "pinned", tls->pinned);
  tg_json_int_if (builder, "alert", tls->alert, tls->alert >= 0);
  tg_json_texts (builder, "problems", tls->problems);
  json_builder_end_object (builder);
}

/* The server's own of the last time, and what has changed since. */
static void
add_previous (JsonBuilder *builder, const TgPrevious *previous)
{
  if (!tg_json_begin_object (builder, "previous", previous != NULL))
    return;
  tg_json_member (builder, "change", tg_certificate_change_id (previous->change));
  tg_json_member (builder, "sha256", previous->sha256);
  tg_json_member (builder, "issuer", previous->issuer);
  tg_json_time (builder, "not_after", previous->not_after, TRUE);
  tg_json_time (builder, "first_seen", previous->first_seen, TRUE);
  tg_json_time (builder, "last_seen", previous->last_seen, TRUE);
  json_builder_end_object (builder);
}

/* Only where somebody wanted it. */
static void
add_issuer_fetch (JsonBuilder *builder, const TgIssuerProof *proof)
{
  if (proof == NULL)
    return;
  tg_json_begin_object (builder, "issuer_fetch", TRUE);
  tg_json_member (builder, "outcome", tg_issuer_outcome_id (proof->outcome));
  tg_json_texts (builder, "contacted", proof->contacted);
  tg_json_texts (builder, "fetched", proof->fetched);
  json_builder_end_object (builder);
}

void
tg_check_json_certificates (JsonBuilder *builder, TgSession *session, TgSide side)
{
  const TgCheckResult *result = tg_session_get_result (session);
  const TgEvidence *evidence = tg_check_result_seen (result, side);

  tg_json_begin_array (builder, "certificates");
  for (guint i = 0; i < evidence->certificates->len; i++) {
    const TgCertificate *certificate = evidence->certificates->pdata[i];

    json_builder_begin_object (builder);
    tg_json_member (builder, "subject", certificate->subject);
    tg_json_member (builder, "issuer", certificate->issuer);
    tg_json_words (builder, "names", certificate->names);
    tg_json_time (builder, "not_before", certificate->not_before, TRUE);
    tg_json_time (builder, "not_after", certificate->not_after, TRUE);
    tg_json_member (builder, "sha256", certificate->sha256);
    tg_json_member (builder, "key", certificate->key);
    tg_json_member (builder, "signature", certificate->signature);
    tg_json_texts (builder, "problems", certificate->problems);
    add_previous (builder, i == 0 ? tg_session_get_previous (session, side) : NULL);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  add_issuer_fetch (builder, tg_session_get_issuer_proof (session, side));
}

/* What the server gave as its reason for refusing a token. */
static void
add_token (JsonBuilder *builder, const TgTokenFacts *token)
{
  if (!tg_json_begin_object (builder, "token", token != NULL))
    return;
  tg_json_bool (builder, "denied", token->denied);
  tg_json_member (builder, "status", token->status);
  tg_json_member (builder, "scope", token->scope);
  tg_json_member (builder, "openid_configuration", token->configuration);
  json_builder_end_object (builder);
}

static void
add_side (JsonBuilder *builder, TgSession *session, TgSide side)
{
  const TgCheckResult *result = tg_session_get_result (session);
  const TgEvidence *evidence = tg_check_result_seen (result, side);

  if (!tg_json_begin_object (builder, tg_side_id (side), evidence != NULL))
    return;
  tg_json_url (builder, "url", evidence->server);
  tg_json_member (builder, "user", evidence->user);
  tg_json_member (builder, "outcome", tg_outcome_id (tg_session_get_outcome (session, side)));
  tg_json_member (builder, "reached", tg_stage_id (evidence->reached));
  tg_json_member (builder, "authentication", evidence->authentication);
  add_token (builder, evidence->token);
  tg_json_texts (builder, "capabilities", evidence->capabilities);
  add_steps (builder, evidence);
  add_addresses (builder, evidence);
  tg_check_json_tls (builder, evidence->tls);
  tg_check_json_certificates (builder, session, side);
  tg_json_member (builder, "server_text", evidence->decisive);
  tg_json_texts (builder, "conversation", evidence->conversation);
  json_builder_end_object (builder);
}

static void
add_changed_text (JsonBuilder *builder, const char *name, const char *before, const char *after)
{
  if (after != NULL && g_strcmp0 (before, after) != 0)
    tg_json_member (builder, name, after);
}

static void
add_changed_server (JsonBuilder *builder, const char *name, const TgServer *before, const TgServer *after)
{
  if (after != NULL && !tg_server_equal (before, after))
    tg_json_url (builder, name, after);
}

/* A mail program may lack what was tested: then there is nothing to be changed here. */
static gboolean
changes_nothing (const TgAccount *before, const TgAccount *after)
{
  return after == NULL || (before != NULL && g_strcmp0 (tg_account_receive_user (before), tg_account_receive_user (after)) == 0 &&
                           g_strcmp0 (tg_account_send_user (before), tg_account_send_user (after)) == 0 &&
                           tg_server_equal (before->receive, after->receive) && tg_server_equal (before->send, after->send) &&
                           g_strcmp0 (before->address, after->address) == 0);
}

/* Only what differs from the account that was tested. */
static void
add_change (JsonBuilder *builder, const TgAccount *before, const TgAccount *after)
{
  if (!tg_json_begin_object (builder, "change", !changes_nothing (before, after)))
    return;
  add_changed_text (builder, "address", before->address, after->address);
  add_changed_text (builder, "user", before->user, after->user);
  add_changed_text (builder, "send_user", before->send_user, after->send_user);
  add_changed_server (builder, "receive", before->receive, after->receive);
  add_changed_server (builder, "send", before->send, after->send);
  json_builder_end_object (builder);
}

static void
add_remedies (JsonBuilder *builder, const TgAccount *account, GPtrArray *remedies)
{
  tg_json_begin_array (builder, "remedies");
  for (guint i = 0; i < remedies->len; i++) {
    const TgRemedy *remedy = remedies->pdata[i];

    json_builder_begin_object (builder);
    tg_json_member (builder, "text", remedy->text);
    add_change (builder, account, remedy->change);
    tg_json_member (builder, "tried", remedy->tried == TG_TRIED_WORKS ? "works" : remedy->tried == TG_TRIED_FAILS ? "fails" : NULL);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

void
tg_check_json_findings (JsonBuilder *builder, const TgAccount *account, GPtrArray *findings)
{
  tg_json_begin_array (builder, "findings");
  for (guint i = 0; i < findings->len; i++) {
    const TgFinding *finding = findings->pdata[i];

    json_builder_begin_object (builder);
    tg_json_member (builder, "id", finding->id);
    tg_json_member (builder, "side", tg_side_id (finding->side));
    tg_json_member (builder, "fault", tg_blame_id (finding->fault));
    tg_json_member (builder, "severity", tg_severity_id (finding->severity));
    tg_json_member (builder, "title", finding->title);
    tg_json_member (builder, "cause", finding->cause);
    add_remedies (builder, account, finding->remedies);
    tg_json_texts (builder, "evidence", finding->evidence);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

/* One member for each finding that a look around can give, and who was asked. */
static void
add_surroundings (JsonBuilder *builder, const TgSurroundings *seen)
{
  if (!tg_json_begin_object (builder, "surroundings", seen != NULL))
    return;
  for (TgAspect aspect = 0; aspect < TG_N_ASPECTS; aspect++) {
    tg_json_begin_object (builder, tg_aspect_finding (aspect), TRUE);
    tg_json_member (builder, "outcome", tg_look_id (seen->aspects[aspect].look));
    tg_json_texts (builder, "evidence", seen->aspects[aspect].evidence);
    json_builder_end_object (builder);
  }
  tg_json_int_if (builder, "clock_ahead_seconds", seen->clock_ahead, seen->clock_known);
  tg_json_texts (builder, "contacted", seen->contacted);
  json_builder_end_object (builder);
}

void
tg_check_json_print (TgSession *session)
{
  g_autoptr (JsonBuilder) builder = tg_json_begin ();
  const TgCheckResult *result = tg_session_get_result (session);

  tg_json_member (builder, "program", "tegamictl " TG_VERSION);
  tg_json_time (builder, "checked_at", result->checked_at, FALSE);
  tg_json_member (builder, "verdict", tg_outcome_id (tg_session_get_verdict (session)));
  tg_json_begin_object (builder, "account", TRUE);
  tg_json_member (builder, "address", result->account->address);
  tg_json_member (builder, "name", result->account->name);
  json_builder_end_object (builder);
  add_side (builder, session, TG_SIDE_RECEIVE);
  add_side (builder, session, TG_SIDE_SEND);
  tg_check_json_findings (builder, result->account, tg_session_get_findings (session));
  tg_check_json_explore (builder, session);
  tg_check_json_self_letter (builder, session);
  add_surroundings (builder, tg_session_get_surroundings (session));
  tg_json_print (builder, FALSE);
}
