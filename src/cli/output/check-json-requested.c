/* check-json-requested.c: what was explored, and the letter to oneself, as JSON.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cli/output/check-json-requested.h"

#include "cli/output/json.h"

static void
add_row (JsonBuilder *builder, const TgExplored *row)
{
  GPtrArray *chain = row->evidence->certificates;

  json_builder_begin_object (builder);
  tg_json_url (builder, "url", row->server);
  tg_json_member (builder, "side", row->server->protocol == TG_PROTOCOL_SMTP ? "send" : "receive");
  tg_json_member (builder, "outcome", tg_explore_outcome_id (row->outcome));
  tg_json_member (builder, "finding", row->finding);
  if (chain->len > 0)
    tg_json_words (builder, "certificate_names", ((const TgCertificate *)chain->pdata[0])->names);
  tg_json_ms (builder, "ms", row->ms);
  tg_json_int (builder, "rank", row->rank);
  json_builder_end_object (builder);
}

void
tg_check_json_explore (JsonBuilder *builder, TgSession *session)
{
  GPtrArray *rows = tg_session_get_explored (session);

  if (rows == NULL) {
    tg_json_null (builder, "explore");
    return;
  }
  tg_json_begin_array (builder, "explore");
  for (guint i = 0; i < rows->len; i++)
    add_row (builder, rows->pdata[i]);
  json_builder_end_array (builder);
}

/* The ids of the findings that came of the letter; the findings themselves stand with the others. */
static void
add_findings (JsonBuilder *builder, GPtrArray *findings)
{
  tg_json_begin_array (builder, "findings");
  for (guint i = 0; i < findings->len; i++) {
    const TgFinding *finding = findings->pdata[i];

    if (g_str_has_prefix (finding->id, "letter-"))
      tg_json_value (builder, finding->id);
  }
  json_builder_end_array (builder);
}

void
tg_check_json_self_letter (JsonBuilder *builder, TgSession *session)
{
  const TgSelfLetter *letter = tg_session_get_self_letter (session);
  const TgLetterChecks *checks = letter != NULL ? letter->checks : NULL;

  if (!tg_json_begin_object (builder, "self_letter", letter != NULL))
    return;
  tg_json_bool (builder, "sent", letter->sent);
  tg_json_member (builder, "message_id", letter->message_id);
  tg_json_bool (builder, "seen", letter->seen);
  if (letter->seconds >= 0)
    tg_json_ms (builder, "seconds", letter->seconds);
  else
    tg_json_null (builder, "seconds");
  tg_json_member (builder, "folder", letter->folder);
  tg_json_bool (builder, "deleted", letter->deleted);
  tg_json_member (builder, "spf", checks != NULL ? checks->spf : NULL);
  tg_json_member (builder, "dkim", checks != NULL ? checks->dkim : NULL);
  tg_json_member (builder, "dmarc", checks != NULL ? checks->dmarc : NULL);
  add_findings (builder, tg_session_get_findings (session));
  json_builder_end_object (builder);
}
