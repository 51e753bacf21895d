/* find.c: tegamictl find: settings known for an address, with their origin.
 *
 * The provider table is the one source so far; the others are listed as skipped.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "cli/account-options.h"
#include "cli/command.h"
#include "cli/output/json.h"
#include "cli/options.h"
#include "cli/output/terminal.h"
#include "find/ranking/grade.h"

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
add_source (JsonBuilder *builder, TgOrigin source, const char *outcome, const TgCandidate *found)
{
  json_builder_begin_object (builder);
  tg_json_member (builder, "source", tg_origin_id (source));
  tg_json_member (builder, "outcome", outcome);
  tg_json_ms (builder, "ms", 0);
  tg_json_member (builder, "trust", found != NULL ? tg_grade_id (found->grade) : NULL);
  tg_json_bool (builder, "confirm", FALSE);
  add_urls (builder, "receive", found != NULL ? found->receive : NULL);
  add_urls (builder, "send", found != NULL ? found->send : NULL);
  tg_json_member (builder, "user", found != NULL ? found->users[0] : NULL);
  tg_json_member (builder, "detail", found != NULL && found->provider != NULL ? found->provider->source : NULL);
  json_builder_end_object (builder);
}

static void
print_json (const char *address, const TgCandidate *best)
{
  static const TgOrigin others[] = { TG_ORIGIN_AUTOCONFIG, TG_ORIGIN_WELL_KNOWN, TG_ORIGIN_ISPDB,
                                     TG_ORIGIN_SRV,        TG_ORIGIN_MX,         TG_ORIGIN_GUESS };
  const TgProvider *provider = best != NULL ? best->provider : NULL;
  g_autoptr (JsonBuilder) builder = tg_json_begin ();

  tg_json_member (builder, "address", address);
  tg_json_member (builder, "provider", provider != NULL ? provider->id : NULL);
  tg_json_member (builder, "user", best != NULL ? best->users[0] : NULL);
  add_urls (builder, "receive", best != NULL ? best->receive : NULL);
  add_urls (builder, "send", best != NULL ? best->send : NULL);
  tg_json_begin_array (builder, "notes");
  for (guint i = 0; provider != NULL && i < provider->notes->len; i++) {
    const TgProviderNote *note = provider->notes->pdata[i];

    json_builder_begin_object (builder);
    tg_json_member (builder, "when", note->when == TG_NOTE_BEFORE ? "before" : "after-refusal");
    tg_json_member (builder, "text", note->text);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  tg_json_begin_array (builder, "sources");
  add_source (builder, TG_ORIGIN_TABLE, best != NULL ? "found" : "none", best);
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    add_source (builder, others[i], "skipped", NULL);
  json_builder_end_array (builder);
  tg_json_print (builder, FALSE);
}

static void
print_text (const char *address, const TgCandidate *best)
{
  const TgProvider *provider = best != NULL ? best->provider : NULL;

  if (provider == NULL) {
    tg_terminal_print (_ ("No settings are known for “%s”."), address);
    return;
  }

  GPtrArray *const lists[] = { best->receive, best->send };

  tg_terminal_print ("%s — %s", address, provider->name);
  for (gsize l = 0; l < G_N_ELEMENTS (lists); l++)
    for (guint i = 0; i < lists[l]->len; i++) {
      g_autofree char *url = tg_server_to_url (lists[l]->pdata[i]);

      tg_terminal_print ("  %s", url);
    }
  tg_terminal_print (_ ("  User name: %s"), best->users[0]);
  tg_terminal_print (_ ("  Origin: %s (%s)"), provider->source, provider->confirmed);
  for (guint i = 0; i < provider->notes->len; i++) {
    const TgProviderNote *note = provider->notes->pdata[i];

    tg_terminal_print ("  · %s", note->text);
  }
}

int
tg_command_find (int argc, char **argv)
{
  gboolean json = FALSE;
  g_auto (GStrv) positional = NULL;

  if (!tg_cli_plain_parse (&json, NULL, argc, argv, NULL, _ ("Shows the settings known for a mail address. Nothing leaves this computer."),
                           &positional))
    return TG_EXIT_USAGE;
  if (g_strv_length (positional) != 1 || !tg_address_is_plausible (g_strstrip (positional[0])))
    return tg_terminal_fail (TG_EXIT_USAGE, _ ("Expected one mail address, such as taro@example.jp."));

  g_autoptr (GPtrArray) candidates = tg_cli_discover (positional[0]);
  const TgCandidate *best = candidates->len > 0 ? candidates->pdata[0] : NULL;

  if (json)
    print_json (positional[0], best);
  else
    print_text (positional[0], best);
  return best != NULL ? TG_EXIT_DONE : TG_EXIT_FAILED;
}
