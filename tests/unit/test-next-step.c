/* test-next-step.c: which button of each finding is blue, and why: next-steps.tsv.
 *
 *   test-next-step --print   prints the table as it is now
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/next-step.h"

#include <string.h>

#include "diagnose/catalogue.h"

/* Where a finding is met: what there is to take a step with, whether the server is the person's own device, and whether a changed
 * account is known that works.  What a remedy wants to be so besides is not. */
static const struct {
  const char *name;
  gboolean means;
  gboolean own;
  gboolean change;
} places[] = {
  { "all at hand", TRUE, FALSE, FALSE },
  { "nothing at hand", FALSE, FALSE, FALSE },
  { "own device", FALSE, TRUE, FALSE },
  { "change known", FALSE, FALSE, TRUE },
};

static gboolean
is_change (const char *remedy)
{
  return g_str_has_prefix (remedy, "use-") || g_str_has_prefix (remedy, "swap-");
}

static gboolean
is_about_own (const char *needs)
{
  static const char *const own[] = { "own_device", "at_home", "here", NULL };

  return needs != NULL && g_strv_contains (own, needs);
}

static gboolean
is_there (const TgCatalogueRemedy *row, gboolean own, gboolean change)
{
  if (is_change (row->id) && row->steps == NULL)
    return change;
  if (is_about_own (row->unless) && own)
    return FALSE;
  return row->needs == NULL || (own && is_about_own (row->needs));
}

/* Whether the row's conditions hold where @situation does, words separated by blanks. */
static gboolean
holds_if (const TgCatalogueRemedy *row, const char *situation)
{
  g_auto (GStrv) given = g_strsplit (situation, " ", -1);
  g_auto (GStrv) needs = g_strsplit (row->needs != NULL ? row->needs : "", " ", -1);
  g_auto (GStrv) unless = g_strsplit (row->unless != NULL ? row->unless : "", " ", -1);

  for (guint i = 0; needs[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *)given, needs[i]))
      return FALSE;
  for (guint i = 0; unless[i] != NULL; i++)
    if (g_strv_contains ((const char *const *)given, unless[i]))
      return FALSE;
  return !is_change (row->id) || row->steps != NULL;
}

/* @situation: (nullable): in the place of the others */
static TgFinding *
make (const TgCatalogueEntry *entry, gboolean own, gboolean change, const char *situation)
{
  TgFinding *finding = tg_finding_new (entry->id, TG_SIDE_RECEIVE);
  g_autoptr (TgAccount) account = tg_account_new ("taro@example.jp", NULL, NULL, NULL, NULL, NULL);

  finding->fault = entry->blame;
  finding->severity = entry->severity;
  for (guint i = 0; i < entry->remedies->len; i++) {
    const TgCatalogueRemedy *row = entry->remedies->pdata[i];
    TgRemedy *remedy;

    /* The provider's note is for those that have one. */
    if (!(situation != NULL ? holds_if (row, situation) : is_there (row, own, change)) || g_str_has_prefix (row->id, "provider-"))
      continue;
    remedy = tg_remedy_new (row->text);
    remedy->id = row->id;
    if (is_change (row->id) && row->steps == NULL) {
      remedy->change = tg_account_ref (account);
      remedy->tried = TG_TRIED_WORKS;
    }
    g_ptr_array_add (finding->remedies, remedy);
  }
  return finding;
}

/* Whether @entry has anything to say there that it does not say elsewhere. */
static gboolean
has_place (const TgCatalogueEntry *entry, gboolean own, gboolean change)
{
  for (guint i = 0; i < entry->remedies->len; i++) {
    const TgCatalogueRemedy *row = entry->remedies->pdata[i];

    if ((change && is_change (row->id) && row->steps == NULL) || (own && is_about_own (row->needs)))
      return TRUE;
  }
  return !own && !change;
}

static TgNextStep
step_at (const TgFinding *finding, gboolean all)
{
  TgStepMeans means = { { NULL } };

  for (TgStepKind kind = TG_STEP_NONE + 1; all && kind < TG_N_STEP_KINDS; kind++) {
    means.pages[kind] = "https://example.jp/";
    means.may[kind] = TRUE;
  }
  return tg_next_step_choose (finding, &means);
}

/* "memo", "wait 30"; what is done where the finding itself names nothing is in brackets. */
static char *
describe (const TgFinding *finding, gboolean all)
{
  TgNextStep step = step_at (finding, all);

  if (step.kind == TG_STEP_NONE)
    return g_strdup_printf ("(%s)", tg_step_kind_id (tg_next_step_fallback (finding).kind));
  return step.kind == TG_STEP_WAIT ? g_strdup_printf ("wait %u", step.minutes) : g_strdup (tg_step_kind_id (step.kind));
}

/* Finding, place → what is blue there. (transfer full): of char*, keys are "finding\tplace" */
static GHashTable *
seen (void)
{
  GHashTable *steps = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) entries = tg_catalogue_all ();

  for (guint i = 0; i < entries->len; i++)
    for (guint k = 0; k < G_N_ELEMENTS (places); k++) {
      const TgCatalogueEntry *entry = entries->pdata[i];
      g_autoptr (TgFinding) finding = make (entry, places[k].own, places[k].change, NULL);

      if (has_place (entry, places[k].own, places[k].change))
        g_hash_table_insert (steps, g_strdup_printf ("%s\t%s", entry->id, places[k].name), describe (finding, places[k].means));
    }
  return steps;
}

/* What is blue in a row of its own: "if SITUATION". (transfer full) */
static char *
seen_if (const char *id, const char *situation)
{
  const TgCatalogueEntry *entry = tg_catalogue_find (id);
  g_autoptr (TgFinding) finding = entry != NULL ? make (entry, FALSE, FALSE, situation) : NULL;

  return finding != NULL ? describe (finding, TRUE) : NULL;
}

static void
test_table (void)
{
  g_autoptr (GHashTable) steps = seen ();
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  gboolean good = TRUE;

  g_assert_true (g_file_get_contents (TG_NEXT_STEPS, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++) {
    g_auto (GStrv) cells = g_strsplit (*line, "\t", -1);
    g_autofree char *key = NULL;
    g_autofree char *alone = NULL;
    const char *step;

    if (**line == '#' || **line == '\0')
      continue;
    g_assert_cmpuint (g_strv_length (cells), ==, 4);
    g_assert_cmpstr (cells[3], !=, "");
    key = g_strdup_printf ("%s\t%s", cells[0], cells[1]);
    alone = g_str_has_prefix (cells[1], "if ") ? seen_if (cells[0], cells[1] + 3) : NULL;
    step = alone != NULL ? alone : g_hash_table_lookup (steps, key);
    if (g_strcmp0 (step, cells[2]) != 0) {
      g_test_message ("%s, %s: %s instead of %s", cells[0], cells[1], step != NULL ? step : "no such row", cells[2]);
      good = FALSE;
    }
    g_hash_table_remove (steps, key);
  }
  /* Each finding stands in the table. */
  {
    GHashTableIter iter;
    gpointer key, value;

    g_hash_table_iter_init (&iter, steps);
    while (g_hash_table_iter_next (&iter, &key, &value)) {
      g_test_message ("not in the table: %s\t%s", (char *)key, (char *)value);
      good = FALSE;
    }
  }
  g_assert_true (good);
}

/* Under "stop trying" and "do not go on", no button tests again as things are. */
static void
test_what_stops (void)
{
  g_autoptr (GPtrArray) entries = tg_catalogue_all ();
  guint n = 0;

  for (guint i = 0; i < entries->len; i++)
    for (guint k = 0; k < 2; k++) {
      g_autoptr (TgFinding) finding = make (entries->pdata[i], FALSE, FALSE, NULL);
      TgNextStep step = step_at (finding, k == 0);

      if (!tg_next_step_stops (finding))
        continue;
      if (step.kind == TG_STEP_NONE)
        step = tg_next_step_fallback (finding);
      g_test_message ("%s", finding->id);
      g_assert_cmpint (step.kind, !=, TG_STEP_TEST);
      n++;
    }
  g_assert_cmpuint (n, >=, 24);
}

/* Every name in the catalogue is one, and every button says something; one that waits says how long. */
static void
test_names (void)
{
  g_autoptr (GPtrArray) entries = tg_catalogue_all ();

  for (guint i = 0; i < entries->len; i++) {
    const TgCatalogueEntry *entry = entries->pdata[i];

    for (guint k = 0; k < entry->remedies->len; k++) {
      const TgCatalogueRemedy *row = entry->remedies->pdata[k];
      g_auto (GStrv) ids = g_strsplit (row->steps != NULL ? row->steps : "", " ", -1);

      for (guint n = 0; ids[n] != NULL && *ids[n] != '\0'; n++) {
        TgNextStep step = { .minutes = row->minutes };
        g_autofree char *label = NULL;

        g_test_message ("%s/%s: %s", entry->id, row->id, ids[n]);
        g_assert_true (tg_step_kind_from_id (ids[n], &step.kind));
        g_assert_true ((step.kind == TG_STEP_WAIT) == (row->minutes > 0));
        label = tg_next_step_label (&step);
        g_assert_cmpstr (label, !=, "");
        /* What the catalogue prints as the button is what the first step says, if that is to be pressed here. */
        if (row->action != NULL && n == 0 && step.kind != TG_STEP_RETYPE && step.kind != TG_STEP_NETWORK && step.kind != TG_STEP_SERVERS &&
            step.kind != TG_STEP_SWITCH && step.kind != TG_STEP_EXCEPTIONS && step.kind != TG_STEP_WEBMAIL && step.kind != TG_STEP_WAIT)
          g_assert_cmpstr (label, ==, row->action);
      }
    }
  }
}

static const struct {
  TgNextStep step;
  const char *label;
} labels[] = {
  { { TG_STEP_WAIT, NULL, 30 }, "Test again in 30 minutes" },
  { { TG_STEP_WAIT, NULL, 60 }, "Test again in 1 hour" },
  { { TG_STEP_WAIT, NULL, 180 }, "Test again in 3 hours" },
  { { TG_STEP_WAIT, NULL, 90 }, "Test again in 90 minutes" },
};

static void
test_labels (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++) {
    g_autofree char *label = tg_next_step_label (&labels[i].step);

    g_assert_cmpstr (label, ==, labels[i].label);
  }
}

/* What was tried in vain is no step, and the next one is; where nothing else is left, the company is told. */
static void
test_hopeless (void)
{
  g_autoptr (TgFinding) finding = tg_finding_new (g_intern_static_string ("starttls-refused"), TG_SIDE_SEND);
  TgRemedy *change = tg_remedy_new ("Use 465."), *wait = tg_remedy_new ("Wait.");
  g_autoptr (TgAccount) account = tg_account_new ("taro@example.jp", NULL, NULL, NULL, NULL, NULL);

  change->id = "use-tls-port";
  change->change = tg_account_ref (account);
  wait->id = "wait";
  g_ptr_array_add (finding->remedies, change);
  g_ptr_array_add (finding->remedies, wait);
  g_assert_cmpint (step_at (finding, FALSE).kind, ==, TG_STEP_CHANGE);
  change->tried = TG_TRIED_FAILS;
  g_assert_cmpint (step_at (finding, FALSE).kind, ==, TG_STEP_WAIT);
  g_ptr_array_remove_index (finding->remedies, 1);
  g_assert_cmpint (step_at (finding, FALSE).kind, ==, TG_STEP_NONE);
  g_assert_cmpint (tg_next_step_fallback (finding).kind, ==, TG_STEP_MEMO);
}

static void
print_table (void)
{
  g_autoptr (GHashTable) steps = seen ();
  g_autoptr (GPtrArray) entries = tg_catalogue_all ();

  for (guint i = 0; i < entries->len; i++)
    for (guint k = 0; k < G_N_ELEMENTS (places); k++) {
      const char *id = ((const TgCatalogueEntry *)entries->pdata[i])->id;
      g_autofree char *key = g_strdup_printf ("%s\t%s", id, places[k].name);
      const char *step = g_hash_table_lookup (steps, key);

      if (step != NULL)
        g_print ("%s\t%s\n", key, step);
    }
}

int
main (int argc, char **argv)
{
  if (argc > 1 && strcmp (argv[1], "--print") == 0) {
    print_table ();
    return 0;
  }
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/next-step/each finding has one", test_table);
  g_test_add_func ("/next-step/none does harm", test_what_stops);
  g_test_add_func ("/next-step/names and buttons", test_names);
  g_test_add_func ("/next-step/how long", test_labels);
  g_test_add_func ("/next-step/tried in vain", test_hopeless);
  return g_test_run ();
}
