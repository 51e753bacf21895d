/* test-evolution-repair.c: an account that Evolution has, changed where it must be: which one is meant, and which of its key files
 * are written or made.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <locale.h>

#include "clients/evolution/repair/alike.h"
#include "clients/evolution/repair/existing.h"
#include "evolution-files.h"

/* All of taro@example.jp. */
static const struct {
  const char *name;
  File files[8];
  const char *receive, *send; /* NULL: not tested */
  const char *meant;          /* the account's uid; "": none; "?": it cannot be told */
  const char *changed;        /* which files, in their order; NULL: refused */
  const char *made;           /* which parts: identity, transport */
  const char *sharer;
} repair_cases[] = {
  { "both servers", { WHOLE ("a", "old.example.jp", TARO) }, NEW_IMAP, NEW_SMTP, "a", "a at", "", "" },
  { "only the receiving one", { WHOLE ("a", "old.example.jp", TARO) }, NEW_IMAP, OLD_SMTP, "a", "a", "", "" },
  { "only the sending one", { WHOLE ("a", "old.example.jp", TARO) }, OLD_IMAP, NEW_SMTP, "a", "at", "", "" },
  { "receiving alone was tested", { WHOLE ("a", "old.example.jp", TARO) }, NEW_IMAP, NULL, "a", "a", "", "" },
  { "sending alone was tested", { WHOLE ("a", "old.example.jp", TARO) }, NULL, NEW_SMTP, "a", "at", "", "" },
  { "all is right", { WHOLE ("a", "old.example.jp", TARO) }, OLD_IMAP, OLD_SMTP, "a", "", "", "" },
  { "capitals", { WHOLE ("a", "OLD.example.jp", "Taro@Example.JP") }, OLD_IMAP, OLD_SMTP, "a", "", "", "" },
  { "another address", { WHOLE ("a", "old.example.jp", HANAKO) }, NEW_IMAP, NEW_SMTP, "", "", "", "" },
  { "of two, the one with the server",
    { WHOLE ("a", "old.example.jp", TARO), WHOLE ("b", "imap.example.net", TARO) },
    NEW_IMAP,
    NEW_SMTP,
    "b",
    "b bt",
    "",
    "" },
  { "two of one address", { WHOLE ("a", "old.example.jp", TARO), WHOLE ("b", "b.example.jp", TARO) }, NEW_IMAP, NEW_SMTP, "?", "", "", "" },
  { "two of one server",
    { WHOLE ("a", "imap.example.net", TARO), WHOLE ("b", "imap.example.net", TARO) },
    NEW_IMAP,
    NEW_SMTP,
    "?",
    "",
    "",
    "" },
  { "of two, the one that is switched on",
    { OFF ("a", "ai", "old.example.jp"), REST ("a", TARO), WHOLE ("b", "b.example.jp", TARO) },
    NEW_IMAP,
    NEW_SMTP,
    "b",
    "b bt",
    "",
    "" },
  { "switched off", { OFF ("a", "ai", "old.example.jp"), REST ("a", TARO) }, OLD_IMAP, OLD_SMTP, "a", "a", "", "" },
  { "no transport",
    { ACCOUNT ("a", "ai", "old.example.jp", "taro"), IDENTITY ("ai", "a", TARO, "gone") },
    NEW_IMAP,
    NEW_SMTP,
    "a",
    "a ai",
    "transport",
    "" },
  { "no transport, and none is wanted",
    { ACCOUNT ("a", "ai", "old.example.jp", "taro"), IDENTITY ("ai", "a", TARO, "") },
    NEW_IMAP,
    NULL,
    "a",
    "a",
    "",
    "" },
  { "no identity", { ACCOUNT ("a", "gone", "old.example.jp", TARO) }, NEW_IMAP, NEW_SMTP, "a", "a", "identity transport", "" },
  { "no server name", { ACCOUNT ("a", "ai", "", "taro"), REST ("a", TARO) }, NEW_IMAP, OLD_SMTP, "a", "a", "", "" },
  { "a shared sending server",
    { ACCOUNT ("a", "ai", "old.example.jp", "taro"), IDENTITY ("ai", "a", TARO, "bt"), WHOLE ("b", "old.example.jp", HANAKO) },
    OLD_IMAP,
    NEW_SMTP,
    "a",
    "ai",
    "transport",
    HANAKO },
  { "a shared sending server that is right",
    { ACCOUNT ("a", "ai", "old.example.jp", "taro"), IDENTITY ("ai", "a", TARO, "bt"), WHOLE ("b", "old.example.jp", HANAKO) },
    NEW_IMAP,
    OLD_SMTP,
    "a",
    "a",
    "",
    "" },
  { "a shared identity",
    { ACCOUNT ("a", "bi", "old.example.jp", "taro"), OFF ("b", "bi", "b.example.jp"), REST ("b", TARO) },
    OLD_IMAP,
    NEW_SMTP,
    "a",
    "a",
    "identity transport",
    "b" },
  { "an account of GNOME's Online Accounts",
    { ACCOUNT_OF ("a", "Parent=goa\n", "ai", "old.example.jp", "taro"),
      REST ("a", TARO),
      { "goa", "[Data Source]\nParent=\n[GNOME Online Accounts]\nAccountId=account_1\n" } },
    NEW_IMAP,
    NEW_SMTP,
    "a",
    NULL,
    "",
    "" },
  { "a collection of its own",
    { ACCOUNT_OF ("a", "Parent=c\n", "ai", "old.example.jp", "taro"),
      REST ("a", TARO),
      { "c", "[Data Source]\nParent=c\n[Collection]\nBackendName=none\n" } },
    NEW_IMAP,
    OLD_SMTP,
    "a",
    "a",
    "",
    "" },
};

static GPtrArray *
read_files (const File *files, gsize n)
{
  GPtrArray *sources = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_evolution_source_free);

  for (gsize i = 0; i < n && files[i].uid != NULL; i++)
    g_ptr_array_add (sources, source (files[i].uid, files[i].text));

  return sources;
}

static char *
uids_of (GPtrArray *edits)
{
  g_autoptr (GString) uids = g_string_new (NULL);

  for (guint i = 0; i < edits->len; i++)
    g_string_append_printf (uids, "%s%s", i > 0 ? " " : "", ((const TgEvolutionEdit *)edits->pdata[i])->uid);

  return g_string_free (g_steal_pointer (&uids), FALSE);
}

static char *
roles_of (GPtrArray *edits)
{
  static const char *const names[] = { "account", "identity", "transport" };
  g_autoptr (GString) roles = g_string_new (NULL);

  for (guint i = 0; i < edits->len; i++)
    g_string_append_printf (roles, "%s%s", i > 0 ? " " : "", names[((const TgEvolutionEdit *)edits->pdata[i])->role]);

  return g_string_free (g_steal_pointer (&roles), FALSE);
}

/* All files after the change. */
static GPtrArray *
carry_out (GPtrArray *sources, const TgEvolutionPlan *plan)
{
  GPtrArray *after = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_evolution_source_free);

  for (guint i = 0; i < sources->len; i++) {
    const TgEvolutionSource *now = sources->pdata[i];

    g_ptr_array_add (after, source (now->uid, now->text));
  }
  tg_evolution_plan_carry_out (plan, after);

  return after;
}

/* What the account is then: what was asked for, and nothing else. */
static void
check_account (GPtrArray *after, const char *uid, const TgAccount *wanted)
{
  g_autoptr (GPtrArray) triples = tg_evolution_accounts (after);

  for (guint i = 0; i < triples->len; i++) {
    const TgEvolutionTriple *triple = triples->pdata[i];
    g_autoptr (TgFoundAccount) found = tg_evolution_read_account (triple);
    TgEvolutionSource *identity = triple->source[TG_EVOLUTION_IDENTITY];
    g_autofree char *signature = tg_evolution_source_get (identity, "Mail Identity", "SignatureUid");

    if (strcmp (triple->source[TG_EVOLUTION_ACCOUNT]->uid, uid) != 0)
      continue;
    g_assert_true (tg_evolution_source_is (triple->source[TG_EVOLUTION_ACCOUNT], "Data Source", "Enabled", TRUE));
    g_assert_cmpint (g_ascii_strcasecmp (found->account->address, wanted->address), ==, 0);
    g_assert_true (wanted->receive == NULL || tg_server_equal (found->account->receive, wanted->receive));
    g_assert_true (wanted->send == NULL || tg_server_equal (found->account->send, wanted->send));
    g_assert_true (signature == NULL || strcmp (signature, "signed") == 0);
    return;
  }
  g_assert_not_reached ();
}

static void
check_rest (GPtrArray *before, GPtrArray *after, const char *changed)
{
  g_auto (GStrv) uids = g_strsplit (changed, " ", -1);

  for (guint i = 0; i < before->len; i++) {
    const TgEvolutionSource *was = before->pdata[i], *is = after->pdata[i];

    g_assert_true (g_strv_contains ((const char *const *)uids, was->uid) != (strcmp (was->text, is->text) == 0));
  }
}

static void
test_repair (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (repair_cases); i++) {
    g_autoptr (TgAccount) account = new_account (TARO, strstr (repair_cases[i].name, "no identity") != NULL ? TARO : "taro",
                                                 repair_cases[i].receive, repair_cases[i].send);
    const TgSaveRequest request = { .account = account, .update = TRUE };
    g_autoptr (GPtrArray) sources = read_files (repair_cases[i].files, G_N_ELEMENTS (repair_cases[i].files));
    g_autoptr (GPtrArray) triples = tg_evolution_accounts (sources);
    g_autoptr (GPtrArray) after = NULL;
    g_autoptr (TgEvolutionPlan) plan = NULL;
    g_autoptr (GError) error = NULL;
    g_autofree char *changed = NULL, *made = NULL;
    const TgEvolutionTriple *existing = NULL;
    gboolean told = tg_evolution_find_existing (triples, &request, &existing, &error);

    g_test_message ("%s", repair_cases[i].name);
    g_assert_cmpint (told, ==, strcmp (repair_cases[i].meant, "?") != 0);
    if (!told)
      g_assert_nonnull (strstr (error->message, TARO));
    g_assert_cmpstr (existing != NULL ? existing->source[TG_EVOLUTION_ACCOUNT]->uid : told ? "" : "?", ==, repair_cases[i].meant);
    if (existing == NULL)
      continue;

    plan = tg_evolution_plan_repair (sources, existing, &request, &error);
    g_assert_cmpint (plan == NULL, ==, repair_cases[i].changed == NULL);
    if (plan == NULL) {
      g_assert_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNSUPPORTED);
      continue;
    }
    changed = uids_of (plan->changed);
    made = roles_of (plan->made);
    g_assert_cmpstr (changed, ==, repair_cases[i].changed);
    g_assert_cmpstr (made, ==, repair_cases[i].made);
    g_assert_cmpstr (plan->sharers->len > 0 ? plan->sharers->pdata[0] : "", ==, repair_cases[i].sharer);
    after = carry_out (sources, plan);
    check_account (after, repair_cases[i].meant, account);
    check_rest (sources, after, repair_cases[i].changed);
  }
}

/* A household: servers as before a move, and one that is elsewhere. */
#define HOUSE                                                                                                                              \
  ACCOUNT ("a", "ai", "old.example.jp", "taro"), IDENTITY ("ai", "a", TARO, "bt"), ACCOUNT ("b", "bi", "old.example.jp", "hanako"),        \
      REST ("b", HANAKO)

static const struct {
  const char *name;
  File files[16];
  const char *receive, *send;
  const char *chosen; /* (nullable): TgFoundAccount.key */
  gboolean alike;
  const char *meant;   /* "?": gone */
  const char *changed; /* of all accounts, one after the other */
  const char *made;
  const char *left;
} alike_cases[] = {
  { "both servers of both, one left", { HOUSE }, NEW_IMAP, NEW_SMTP, NULL, FALSE, "a", "a ai", "transport", HANAKO },
  { "both servers of both", { HOUSE }, NEW_IMAP, NEW_SMTP, NULL, TRUE, "a", "a ai b bt", "transport", "" },
  { "only where they receive", { HOUSE }, NEW_IMAP, OLD_SMTP, NULL, TRUE, "a", "a b", "", "" },
  { "only where they send", { HOUSE }, OLD_IMAP, NEW_SMTP, NULL, TRUE, "a", "ai bt", "transport", "" },
  { "another is elsewhere",
    { WHOLE ("a", "old.example.jp", TARO), ACCOUNT ("c", "ci", "c.example.jp", "c"), IDENTITY ("ci", "c", HANAKO, "") },
    NEW_IMAP,
    OLD_SMTP,
    NULL,
    TRUE,
    "a",
    "a",
    "",
    "" },
  { "another is GNOME's",
    { WHOLE ("a", "old.example.jp", TARO),
      ACCOUNT_OF ("g", "Parent=goa\n", "gi", "old.example.jp", "g"),
      IDENTITY ("gi", "g", HANAKO, ""),
      { "goa", "[GNOME Online Accounts]\nAccountId=account_1\n" } },
    NEW_IMAP,
    OLD_SMTP,
    NULL,
    TRUE,
    "a",
    "a",
    "",
    "" },
  { "chosen of two with one address",
    { WHOLE ("a", "a.example.jp", TARO), WHOLE ("b", "b.example.jp", TARO) },
    NEW_IMAP,
    OLD_SMTP,
    "b",
    FALSE,
    "b",
    "b",
    "",
    "" },
  { "chosen, and gone", { WHOLE ("a", "a.example.jp", TARO) }, NEW_IMAP, OLD_SMTP, "b", FALSE, "?", "", "", "" },
  { "chosen, and of the other protocol",
    { WHOLE ("a", "a.example.jp", TARO) },
    "pop3s://pop.example.net",
    OLD_SMTP,
    "a",
    FALSE,
    "",
    "",
    "",
    "" },
};

static char *
list_of (GPtrArray *plans, char *(*list) (const TgEvolutionPlan *plan))
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < plans->len; i++) {
    g_autofree char *own = list (plans->pdata[i]);

    g_string_append_printf (all, "%s%s", all->len > 0 && *own != '\0' ? " " : "", own);
  }

  return g_string_free (g_steal_pointer (&all), FALSE);
}

static char *
changed_by (const TgEvolutionPlan *plan)
{
  return uids_of (plan->changed);
}

static char *
made_by (const TgEvolutionPlan *plan)
{
  return roles_of (plan->made);
}

/* What becomes of each account: who is at the old servers has the new ones, and everybody's own user name. */
static void
check_all (GPtrArray *sources, GPtrArray *plans, const TgAccount *wanted)
{
  g_autoptr (GPtrArray) after = carry_out (sources, plans->pdata[0]);
  g_autoptr (GPtrArray) triples = NULL;

  for (guint i = 1; i < plans->len; i++)
    tg_evolution_plan_carry_out (plans->pdata[i], after);
  triples = tg_evolution_accounts (after);
  for (guint i = 0; i < plans->len; i++) {
    const TgEvolutionPlan *plan = plans->pdata[i];

    for (guint k = 0; k < triples->len; k++) {
      const TgEvolutionTriple *triple = triples->pdata[k];
      g_autoptr (TgFoundAccount) found = tg_evolution_read_account (triple);
      g_autofree char *user = NULL;

      if (g_strcmp0 (found->key, plan->uids[TG_EVOLUTION_ACCOUNT]) != 0)
        continue;
      g_assert_true (tg_server_equal (found->account->receive, wanted->receive));
      g_assert_true (tg_server_equal (found->account->send, wanted->send));
      user = tg_evolution_source_get (tg_evolution_source_find (sources, found->key), "Authentication", "User");
      g_assert_cmpstr (found->account->user, ==, user);
      g_assert_cmpstr (triple->source[TG_EVOLUTION_TRANSPORT]->uid, ==, plan->uids[TG_EVOLUTION_TRANSPORT]);
    }
  }
}

static void
test_alike (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (alike_cases); i++) {
    g_autoptr (TgAccount) account = new_account (TARO, "taro", alike_cases[i].receive, alike_cases[i].send);
    const TgSaveRequest request = { .account = account, .update = TRUE, .existing = alike_cases[i].chosen, .alike = alike_cases[i].alike };
    g_autoptr (GPtrArray) sources = read_files (alike_cases[i].files, G_N_ELEMENTS (alike_cases[i].files));
    g_autoptr (GPtrArray) triples = tg_evolution_accounts (sources);
    g_autoptr (GPtrArray) left = g_ptr_array_new_with_free_func (g_free);
    g_autoptr (GPtrArray) plans = NULL;
    g_autoptr (GError) error = NULL;
    g_autofree char *changed = NULL, *made = NULL;
    const TgEvolutionTriple *existing = NULL;
    gboolean told = tg_evolution_find_existing (triples, &request, &existing, &error);

    g_test_message ("%s", alike_cases[i].name);
    if (!told)
      g_assert_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_MISSING);
    g_assert_cmpstr (existing != NULL ? existing->source[TG_EVOLUTION_ACCOUNT]->uid : told ? "" : "?", ==, alike_cases[i].meant);
    if (existing == NULL)
      continue;

    plans = tg_evolution_plan_alike (sources, existing, &request, left, &error);
    g_assert_no_error (error);
    changed = list_of (plans, changed_by);
    made = list_of (plans, made_by);
    g_assert_cmpstr (changed, ==, alike_cases[i].changed);
    g_assert_cmpstr (made, ==, alike_cases[i].made);
    g_assert_cmpstr (left->len > 0 ? left->pdata[0] : "", ==, alike_cases[i].left);
    check_all (sources, plans, account);
  }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/evolution-repair/which account, and which of its files", test_repair);
  g_test_add_func ("/evolution-repair/all accounts of a provider that moved", test_alike);

  return g_test_run ();
}
