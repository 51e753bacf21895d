/* diagnose.c: applies the rules to both sides, and puts the findings in order: root causes first,
 * then what does not work, then what works and yet; receiving before sending.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/diagnose.h"

#include <string.h>

#include "diagnose/rules/case.h"
#include "diagnose/catalogue.h"
#include "diagnose/rules/environment-rules.h"
#include "diagnose/rules/name-remedies.h"
#include "diagnose/rules/rules.h"
#include "diagnose/rules/typed-rules.h"
#include "find/credential-rule.h"

/* A finding with what decides its place. */
typedef struct {
  TgFinding *finding;
  const char *host;
  gboolean root;
  gboolean sent; /* the password, so that its words do not say that it was not */
  guint number;  /* in the order in which the rules stand, receiving first */
} Ranked;

static void
ranked_free (gpointer data)
{
  Ranked *self = data;

  tg_finding_unref (self->finding);
  g_free (self);
}

/* What a changed account has that the old one had not, for the words of the remedy. */
static void
add_change (const TgCase *subject, const TgAccount *change, GHashTable *arguments)
{
  const TgServer *server = tg_account_server (change, subject->side);

  g_hash_table_insert (arguments, (gpointer) "new_user", g_strdup (tg_account_user (change, subject->side)));
  g_hash_table_remove (arguments, "renames");
  if (server == NULL)
    return;
  if (strcmp (server->ascii_host, subject->seen->server->ascii_host) != 0)
    g_hash_table_insert (arguments, (gpointer) "renames", g_strdup ("yes"));
  g_hash_table_insert (arguments, (gpointer) "new_host",
                       tg_names_are_shared (subject) ? tg_account_hosts (change) : g_strdup (server->host));
  g_hash_table_insert (arguments, (gpointer) "new_port", g_strdup_printf ("%u", server->port));
  g_hash_table_insert (arguments, (gpointer) "new_security", g_strdup (tg_security_name (server->security)));
}

static gboolean
is_proposed_already (const TgFinding *finding, const TgAccount *change)
{
  for (guint i = 0; i < finding->remedies->len; i++) {
    const TgRemedy *remedy = finding->remedies->pdata[i];

    if (remedy->change != NULL && tg_account_equal (remedy->change, change))
      return TRUE;
  }
  return FALSE;
}

static void
add_proposals (const TgCase *subject, TgFinding *finding, const TgCatalogueRemedy *row, GPtrArray *proposals, GHashTable *arguments)
{
  for (guint i = 0; i < proposals->len; i++) {
    TgProposal *proposal = proposals->pdata[i];
    TgRemedy *remedy;

    if (is_proposed_already (finding, proposal->change))
      continue;
    add_change (subject, proposal->change, arguments);
    remedy = tg_catalogue_remedy (row, arguments);
    if (remedy == NULL)
      continue;
    remedy->change = tg_account_ref (proposal->change);
    remedy->confirm_host = tg_credentials_new_host (subject->input->account, proposal->change);
    remedy->tried = proposal->tried;
    g_ptr_array_add (finding->remedies, remedy);
  }
}

static void
add_remedies (const TgCase *subject, TgFinding *finding, GHashTable *arguments)
{
  const TgCatalogueEntry *entry = tg_catalogue_find (finding->id);

  g_ptr_array_set_size (finding->remedies, 0);
  for (guint i = 0; entry != NULL && i < entry->remedies->len; i++) {
    const TgCatalogueRemedy *row = entry->remedies->pdata[i];
    g_autoptr (GPtrArray) proposals = tg_proposals_new ();

    if (tg_case_propose (subject, row->id, proposals)) {
      add_proposals (subject, finding, row, proposals, arguments);
    } else {
      TgRemedy *remedy = tg_catalogue_remedy (row, arguments);

      if (remedy != NULL)
        g_ptr_array_add (finding->remedies, remedy);
    }
  }
}

/* Root causes in this computer and its network are seen on a side, and are of none. */
static TgSide
side_of (const TgRule *rule, const TgCase *subject, const TgFinding *finding)
{
  if (rule == NULL || rule->kind != TG_RULE_ROOT)
    return subject->side;
  return finding->fault == TG_BLAME_NETWORK || finding->fault == TG_BLAME_COMPUTER ? TG_SIDE_LOCAL : TG_SIDE_BOTH;
}

static void
add_finding (GPtrArray *found, const TgCase *subject, const char *id, const TgRule *rule)
{
  g_autoptr (GHashTable) arguments = tg_case_arguments (subject, id);
  Ranked *ranked = g_new0 (Ranked, 1);
  TgFinding *finding;

  if (rule != NULL && rule->kind == TG_RULE_ROOT)
    tg_case_speak_for_both (subject, arguments);
  finding = tg_catalogue_finding (id, subject->side, arguments);

  finding->side = side_of (rule, subject, finding);
  /* What shuts the gate is a problem, however mild it is elsewhere. */
  if (subject->seen->fault != TG_FAULT_NONE && (rule == NULL || rule->kind != TG_RULE_CAUTION) && finding->severity != TG_SEVERITY_DANGER)
    finding->severity = TG_SEVERITY_PROBLEM;
  add_remedies (subject, finding, arguments);
  if (rule != NULL)
    tg_case_add_evidence (subject, rule->show, finding->evidence);
  tg_typed_add_evidence (subject, id, finding->evidence);
  ranked->finding = finding;
  /* One certificate on both sides is one trouble, whatever the names are. */
  ranked->host = (tg_names_are_shared (subject) ? subject->input->receive : subject->seen)->server->ascii_host;
  ranked->sent = g_hash_table_lookup (arguments, TG_NOT_SENT) == NULL;
  ranked->root = rule != NULL && rule->kind == TG_RULE_ROOT;
  ranked->number = found->len;
  g_ptr_array_add (found, ranked);
}

static void
diagnose_side (const TgDiagnosisInput *input, TgSide side, GPtrArray *found)
{
  TgCase subject;
  guint before = found->len;
  gboolean explained = FALSE;

  tg_case_init (&subject, input, side);
  if (!subject.seen->tested)
    return;
  for (gsize i = 0; i < tg_n_rules; i++) {
    const TgRule *rule = &tg_rules[i];
    gboolean ends_it = rule->kind == TG_RULE_ROOT || rule->kind == TG_RULE_CAUSE;

    if ((ends_it && explained) || !tg_rule_applies (rule, &subject))
      continue;
    add_finding (found, &subject, rule->id != NULL ? rule->id : subject.reply.id, rule);
    explained |= ends_it;
    if (rule->kind == TG_RULE_ROOT)
      return;
  }
  for (guint i = before; i < found->len; i++)
    explained |= ((Ranked *)found->pdata[i])->finding->severity <= TG_SEVERITY_DANGER;
  /* Whatever we have forgotten: nothing fails without a word. */
  if (subject.seen->fault != TG_FAULT_NONE && !explained)
    add_finding (found, &subject, "program-fault", NULL);
}

static gboolean
same_remedies (const TgFinding *a, const TgFinding *b)
{
  if (a->remedies->len != b->remedies->len)
    return FALSE;
  for (guint i = 0; i < a->remedies->len; i++) {
    const TgRemedy *left = a->remedies->pdata[i];
    const TgRemedy *right = b->remedies->pdata[i];

    if (g_strcmp0 (left->id, right->id) != 0 || (left->change == NULL) != (right->change == NULL) ||
        (left->change != NULL && !tg_account_equal (left->change, right->change)))
      return FALSE;
  }
  return TRUE;
}

static gboolean
same_finding (const Ranked *a, const Ranked *b)
{
  if (strcmp (a->finding->id, b->finding->id) != 0)
    return FALSE;
  return (a->root && b->root) || (strcmp (a->host, b->host) == 0 && a->sent == b->sent && same_remedies (a->finding, b->finding));
}

static void
merge_evidence (TgFinding *into, const TgFinding *from)
{
  for (guint i = 0; i < from->evidence->len; i++)
    if (!g_ptr_array_find_with_equal_func (into->evidence, from->evidence->pdata[i], g_str_equal, NULL))
      g_ptr_array_add (into->evidence, g_strdup (from->evidence->pdata[i]));
}

static void
merge (GPtrArray *found)
{
  for (guint i = 0; i < found->len; i++)
    for (guint k = i + 1; k < found->len;) {
      Ranked *first = found->pdata[i];
      Ranked *second = found->pdata[k];

      if (!same_finding (first, second)) {
        k++;
        continue;
      }
      if (first->finding->side != second->finding->side)
        first->finding->side = TG_SIDE_BOTH;
      merge_evidence (first->finding, second->finding);
      g_ptr_array_remove_index (found, k);
    }
}

static int
weight (const Ranked *ranked)
{
  static const int severities[] = {
    [TG_SEVERITY_PROBLEM] = 0, [TG_SEVERITY_DANGER] = 0, [TG_SEVERITY_CAUTION] = 1, [TG_SEVERITY_NOTICE] = 2
  };

  return ranked->root ? -1 : severities[ranked->finding->severity];
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const Ranked *first = *(Ranked *const *)a;
  const Ranked *second = *(Ranked *const *)b;

  if (weight (first) != weight (second))
    return weight (first) - weight (second);
  return (int)first->number - (int)second->number;
}

GPtrArray *
tg_diagnose_input (const TgDiagnosisInput *input)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_finding_unref);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (ranked_free);

  if (input->receive != NULL)
    diagnose_side (input, TG_SIDE_RECEIVE, found);
  if (input->send != NULL)
    diagnose_side (input, TG_SIDE_SEND, found);
  merge (found);
  g_ptr_array_sort (found, compare);
  for (guint i = 0; i < found->len; i++)
    g_ptr_array_add (findings, tg_finding_ref (((Ranked *)found->pdata[i])->finding));
  tg_environment_rules_apply (input, findings);
  tg_typed_apply (input, findings);
  return findings;
}

GPtrArray *
tg_diagnose (const TgAccount *account, const TgEvidence *receive, const TgEvidence *receive_other, const TgEvidence *send, gint64 now)
{
  TgDiagnosisInput input = {
    .account = account, .receive = receive, .receive_other = receive_other, .send = send, .now = now, .attempts_left = -1
  };

  return tg_diagnose_input (&input);
}
