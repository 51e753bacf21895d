/* find-output.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cli/output/find-output.h"

#include <glib/gi18n-lib.h>

#include "cli/output/check-json.h"
#include "cli/output/json.h"
#include "cli/output/terminal.h"
#include "find/origin-words.h"
#include "find/ranking/grade.h"
#include "model/text/text.h"
#include "session/session.h"

static const char *const outcome_ids[] = {
  [TG_SOURCE_FOUND] = "found",     [TG_SOURCE_NONE] = "none",       [TG_SOURCE_FAILED] = "failed",
  [TG_SOURCE_TIMEOUT] = "timeout", [TG_SOURCE_SKIPPED] = "skipped",
};

static void
add_urls (JsonBuilder *builder, const char *name, GPtrArray *servers)
{
  tg_json_begin_array (builder, name);
  for (guint i = 0; servers != NULL && i < servers->len; i++) {
    g_autofree char *url = tg_server_to_url (servers->pdata[i]);

    tg_json_value (builder, url);
  }
  json_builder_end_array (builder);
}

static void
add_notes (JsonBuilder *builder, const TgProvider *provider)
{
  tg_json_begin_array (builder, "notes");
  for (guint i = 0; provider != NULL && i < provider->notes->len; i++) {
    const TgProviderNote *note = provider->notes->pdata[i];

    json_builder_begin_object (builder);
    tg_json_member (builder, "when", note->when == TG_NOTE_BEFORE ? "before" : "after-refusal");
    tg_json_member (builder, "text", note->text);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
add_source (JsonBuilder *builder, const TgDiscoverAnswer *answer, TgGrade grade)
{
  static char *no_names[] = { NULL };
  const TgCandidate *candidate = answer->candidate;
  g_autofree char *detail = answer->detail != NULL ? tg_text_collapsed (answer->detail) : NULL;

  json_builder_begin_object (builder);
  tg_json_member (builder, "source", tg_origin_id (answer->source));
  tg_json_member (builder, "outcome", outcome_ids[answer->outcome]);
  tg_json_ms (builder, "ms", answer->ms);
  tg_json_ms (builder, "at", answer->at);
  tg_json_member (builder, "trust", candidate != NULL ? tg_grade_id (grade) : NULL);
  tg_json_words (builder, "confirm", candidate != NULL && candidate->confirm != NULL ? candidate->confirm : no_names);
  add_urls (builder, "receive", candidate != NULL ? candidate->receive : NULL);
  add_urls (builder, "send", candidate != NULL ? candidate->send : NULL);
  tg_json_member (builder, "user", candidate != NULL ? candidate->users[0] : NULL);
  if (candidate != NULL && candidate->send_users != NULL && candidate->send_users[0] != NULL)
    tg_json_member (builder, "send_user", candidate->send_users[0]);
  tg_json_texts (builder, "asked", answer->asked);
  tg_json_member (builder, "detail", detail);
  json_builder_end_object (builder);
}

void
tg_find_json_print (const TgDiscovery *found)
{
  const TgRanking *ranking = found->ranking;
  const TgProvider *provider = tg_discovery_provider (found);
  g_autoptr (JsonBuilder) builder = tg_json_begin ();
  g_autoptr (TgAccount) account =
      ranking->account != NULL ? tg_account_ref (ranking->account) : tg_account_new (found->address, NULL, NULL, NULL, NULL, NULL);
  g_autoptr (GPtrArray) findings = tg_session_findings_of (found);

  tg_json_member (builder, "address", found->address);
  tg_json_member (builder, "provider", provider != NULL ? provider->id : NULL);
  tg_json_member (builder, "user", ranking->users[0]);
  tg_json_words (builder, "users", ranking->users);
  if (ranking->send_users[0] != NULL)
    tg_json_member (builder, "send_user", ranking->send_users[0]);
  add_urls (builder, "receive", ranking->receive);
  add_urls (builder, "send", ranking->send);
  add_notes (builder, provider);
  tg_check_json_findings (builder, account, findings);
  if (tg_json_begin_object (builder, "oauth", ranking->oauth_issuer != NULL || ranking->oauth_only)) {
    tg_json_member (builder, "issuer", ranking->oauth_issuer);
    tg_json_bool (builder, "only", ranking->oauth_only);
    json_builder_end_object (builder);
  }
  tg_json_begin_array (builder, "sources");
  for (guint i = 0; i < TG_N_DISCOVER_SOURCES; i++)
    add_source (builder, &found->answers[i], ranking->grades[i]);
  json_builder_end_array (builder);
  tg_json_print (builder, FALSE);
}

/* Above those that share it, whose word they are. */
static void
print_servers (const char *label, GPtrArray *servers, const char *address)
{
  g_autofree char *above = NULL;

  for (guint i = 0; i < servers->len; i++) {
    g_autofree char *url = tg_server_to_url (servers->pdata[i]);
    g_autofree char *origin = tg_origin_describe (servers->pdata[i], address);

    if (i == 0)
      tg_terminal_print ("  %s", label);
    if (g_strcmp0 (origin, above) != 0 && origin != NULL)
      tg_terminal_print ("    %s", origin);
    tg_terminal_print ("      %s", url);
    g_free (above);
    above = g_steal_pointer (&origin);
  }
}

void
tg_find_print (const TgDiscovery *found)
{
  const TgRanking *ranking = found->ranking;
  const TgProvider *provider = tg_discovery_provider (found);
  g_autoptr (GPtrArray) findings = tg_session_findings_of (found);

  if (provider != NULL)
    tg_terminal_print ("%s — %s", found->address, provider->name);
  else
    tg_terminal_print ("%s", found->address);
  print_servers (_ ("Receiving:"), ranking->receive, found->address);
  print_servers (_ ("Sending:"), ranking->send, found->address);
  if (ranking->users[0] != NULL)
    tg_terminal_print (_ ("  User name: %s"), ranking->users[0]);
  if (provider != NULL)
    tg_terminal_print (_ ("  Origin: %s (%s)"), provider->source, provider->confirmed);
  for (guint i = 0; provider != NULL && i < provider->notes->len; i++) {
    const TgProviderNote *note = provider->notes->pdata[i];

    tg_terminal_print ("  · %s", note->text);
  }
  if (findings->len > 0)
    tg_terminal_findings (findings);
}
