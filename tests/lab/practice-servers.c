/* practice-servers.c: the practice servers for tests in Python: prints the table with what each
 * side should give, whether the wizard offers it, and whether it never comes to an end, as one line of JSON, then answers each line NAME on its input with what the
 * servers of that scenario heard so far.  Ends with its input.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>

#include "practice/practice.h"
#include "practice/scenarios/scenario.h"
#include "support/practice-record.h"

static void
member (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  if (text != NULL)
    json_builder_add_string_value (builder, text);
  else
    json_builder_add_null_value (builder);
}

static void
ids (JsonBuilder *builder, const char *name, const char *const *values)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; values[i] != NULL; i++)
    json_builder_add_string_value (builder, values[i]);
  json_builder_end_array (builder);
}

static void
print_line (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *line = json_to_string (root, FALSE);

  puts (line);
  fflush (stdout);
}

static void
print_table (TgPractice *practice)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  GPtrArray *scenarios = tg_practice_scenarios (practice);

  json_builder_begin_object (builder);
  member (builder, "ca", tg_practice_ca_file (practice));
  member (builder, "address", tg_practice_address (practice));
  member (builder, "password", tg_secret_peek (tg_practice_password (practice), NULL));
  member (builder, "token", tg_secret_peek (tg_practice_token (practice), NULL));
  json_builder_set_member_name (builder, "scenarios");
  json_builder_begin_array (builder);
  for (guint i = 0; i < scenarios->len; i++) {
    const TgPracticeScenario *row = scenarios->pdata[i];

    json_builder_begin_object (builder);
    member (builder, "name", row->name);
    member (builder, "receive", row->receive);
    member (builder, "send", row->send);
    member (builder, "auth", row->auth);
    ids (builder, "expect_receive", row->expect_receive);
    ids (builder, "expect_send", row->expect_send);
    json_builder_set_member_name (builder, "silent");
    json_builder_add_boolean_value (builder, hostile_scenario_is_silent (row->name));
    json_builder_set_member_name (builder, "offered");
    json_builder_add_boolean_value (builder, i < tg_scenario_count ());
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  print_line (builder);
}

static void
print_heard (PracticeRecord *record, const char *scenario)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GPtrArray) clear = practice_record_heard_in_clear (record, scenario);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "tried");
  json_builder_add_int_value (builder, practice_record_sign_ins (record, scenario, FALSE));
  json_builder_set_member_name (builder, "refused");
  json_builder_add_int_value (builder, practice_record_sign_ins (record, scenario, TRUE));
  json_builder_set_member_name (builder, "in_clear");
  json_builder_begin_array (builder);
  for (guint i = 0; i < clear->len; i++) {
    g_autofree char *valid = g_utf8_make_valid (clear->pdata[i], -1);

    json_builder_add_string_value (builder, valid);
  }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  print_line (builder);
}

int
main (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PracticeRecord) record = practice_record_new ();
  g_autoptr (TgPractice) practice = tg_practice_new_with_seam (NULL, practice_record_seam (record), &error);
  char line[200];

  if (practice == NULL) {
    g_printerr ("%s\n", error->message);
    return 1;
  }
  print_table (practice);
  while (fgets (line, sizeof line, stdin) != NULL) {
    line[strcspn (line, "\n")] = '\0';
    print_heard (record, line);
  }
  return 0;
}
