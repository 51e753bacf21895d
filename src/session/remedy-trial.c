/* remedy-trial.c: a remedy is a changed account; it is tried as far as the sign-in, with no credentials.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "session/remedy-trial.h"

#define TRIALS_MAX 8

/* Of names that had to be looked for, so many are offered. */
#define NAMES_OFFERED 3

/* A remedy is worth offering where it works at once; nobody waits long for one that does not. */
#define TRIAL_CONNECT_MS 1500
#define TRIAL_MS         6000

typedef struct {
  GPtrArray *findings; /* keeps the remedies alive */
  TgCheckResult *check;
  guint running;
} Trial;

typedef struct {
  GTask *task;
  GPtrArray *remedies; /* of TgRemedy*, all with the same change; owned by their findings */
} TrialRow;

static void
trial_free (gpointer data)
{
  Trial *self = data;

  g_ptr_array_unref (self->findings);
  tg_check_result_unref (self->check);
  g_free (self);
}

static void
one_less (GTask *task)
{
  Trial *self = g_task_get_task_data (task);

  if (--self->running == 0)
    g_task_return_boolean (task, TRUE);
}

/* All is well up to the sign-in, on a connection that a password may go over. */
static gboolean
side_works (const TgEvidence *evidence)
{
  return evidence == NULL ||
         (evidence->fault == TG_FAULT_NONE && evidence->sign_in_withheld && evidence->tls != NULL && evidence->tls->trusted);
}

static const char *
connected_ip (const TgEvidence *evidence)
{
  for (guint i = 0; i < evidence->addresses->len; i++) {
    const TgAddressRecord *record = evidence->addresses->pdata[i];

    if (record->outcome == TG_ADDRESS_OK)
      return record->ip;
  }
  return NULL;
}

static gboolean
has_address (const TgEvidence *evidence, const char *ip)
{
  for (guint i = 0; i < evidence->addresses->len; i++)
    if (g_strcmp0 (((TgAddressRecord *)evidence->addresses->pdata[i])->ip, ip) == 0)
      return TRUE;
  return FALSE;
}

/* The name that was tried led to an address that the first name has, too. */
static gboolean
is_same_server (const TgEvidence *before, const TgEvidence *after)
{
  const char *ip = after != NULL ? connected_ip (after) : NULL;

  return after == NULL || (before != NULL && ip != NULL && has_address (before, ip));
}

static void
row_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TrialRow *row = user_data;
  g_autoptr (GTask) task = row->task;
  g_autoptr (GError) error = NULL;
  g_autoptr (TgCheckResult) seen = tg_check_run_finish (result, &error);
  Trial *self = g_task_get_task_data (task);

  if (error == NULL)
    for (guint i = 0; i < row->remedies->len; i++) {
      TgRemedy *remedy = row->remedies->pdata[i];

      remedy->tried = side_works (seen->receive) && side_works (seen->send) ? TG_TRIED_WORKS : TG_TRIED_FAILS;
      remedy->same_server = is_same_server (self->check->receive, seen->receive) && is_same_server (self->check->send, seen->send);
    }
  g_ptr_array_unref (row->remedies);
  g_free (row);
  one_less (task);
}

/* Only what the change touches: the other side was just tested. */
static TgAccount *
changed_sides (const TgAccount *before, const TgAccount *after)
{
  gboolean receive = !tg_server_equal (before->receive, after->receive);
  gboolean send = !tg_server_equal (before->send, after->send);

  if ((!receive || after->receive == NULL) && (!send || after->send == NULL))
    return NULL;
  return tg_account_new (after->address, NULL, after->user, after->send_user, receive ? after->receive : NULL, send ? after->send : NULL);
}

static GPtrArray *
same_change (GPtrArray *rows, const TgAccount *change)
{
  for (guint i = 0; i < rows->len; i++) {
    GPtrArray *remedies = rows->pdata[i];
    TgRemedy *first = remedies->pdata[0];

    if (tg_account_equal (first->change, change))
      return remedies;
  }
  return NULL;
}

/* Groups the remedies that propose one and the same change, so that it is tried once. */
static GPtrArray *
collect (GPtrArray *findings, const TgAccount *account)
{
  GPtrArray *rows = g_ptr_array_new ();

  for (guint i = 0; i < findings->len; i++) {
    TgFinding *finding = findings->pdata[i];

    for (guint k = 0; k < finding->remedies->len; k++) {
      TgRemedy *remedy = finding->remedies->pdata[k];

      if (remedy->change == NULL || remedy->tried != TG_TRIED_NOT)
        continue;

      GPtrArray *known = same_change (rows, remedy->change);
      g_autoptr (TgAccount) sides = changed_sides (account, remedy->change);

      if (known != NULL) {
        g_ptr_array_add (known, remedy);
      } else if (sides != NULL && rows->len < TRIALS_MAX) {
        GPtrArray *row = g_ptr_array_new ();

        g_ptr_array_add (row, remedy);
        g_ptr_array_add (rows, row);
      }
    }
  }
  return rows;
}

static TgNetwork *
impatient (const TgNetwork *network)
{
  TgNetwork *self = tg_network_new ();

  self->timeout_ms = MIN (network->timeout_ms, TRIAL_MS);
  self->connect_timeout_ms = MIN (network->connect_timeout_ms, TRIAL_CONNECT_MS);
  g_hash_table_unref (self->overrides);
  self->overrides = g_hash_table_ref (network->overrides);
  self->trust = network->trust != NULL ? tg_trust_ref (network->trust) : NULL;
  return self;
}

void
tg_remedy_trial_run_async (TgNetwork *network, TgCheckResult *check, GPtrArray *findings, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  static const TgCheckOptions options = { .sign_in = FALSE };
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  TgAccount *account = check->account;
  g_autoptr (GPtrArray) rows = collect (findings, account);
  g_autoptr (TgBudget) budget = tg_budget_new ();
  g_autoptr (TgNetwork) trial_network = impatient (network);
  Trial *self = g_new0 (Trial, 1);

  g_task_set_source_tag (task, tg_remedy_trial_run_async);
  g_task_set_check_cancellable (task, FALSE);
  self->findings = g_ptr_array_ref (findings);
  self->check = tg_check_result_ref (check);
  self->running = 1;
  g_task_set_task_data (task, self, trial_free);
  for (guint i = 0; i < rows->len; i++) {
    TrialRow *row = g_new0 (TrialRow, 1);
    TgRemedy *first = ((GPtrArray *)rows->pdata[i])->pdata[0];
    g_autoptr (TgAccount) sides = changed_sides (account, first->change);

    row->task = g_object_ref (task);
    row->remedies = rows->pdata[i];
    self->running++;
    tg_check_run_async (trial_network, sides, NULL, NULL, &options, budget, NULL, NULL, cancellable, row_done, row);
  }
  one_less (task);
}

/* What was tried in vain goes to the end: the first remedy is the one that is offered. */
static int
failed_last (gconstpointer a, gconstpointer b)
{
  const TgRemedy *left = *(TgRemedy *const *)a, *right = *(TgRemedy *const *)b;

  return (left->tried == TG_TRIED_FAILS) - (right->tried == TG_TRIED_FAILS);
}

static gboolean
is_better_name (const TgRemedy *self, const TgRemedy *other)
{
  return self->id == other->id && self->tried == TG_TRIED_WORKS && other->tried == TG_TRIED_WORKS && self->same_server &&
         !other->same_server;
}

/* Of names that work, those of the server that was tested come before another server's; what else is
 * proposed keeps its place. */
static void
same_server_first (GPtrArray *remedies)
{
  gpointer *all = remedies->pdata;

  for (guint i = 1; i < remedies->len; i++)
    for (guint k = i; k > 0 && is_better_name (all[k], all[k - 1]); k--) {
      gpointer better = all[k];

      all[k] = all[k - 1];
      all[k - 1] = better;
    }
}

void
tg_remedy_trial_run_finish (GAsyncResult *result)
{
  Trial *self = g_task_get_task_data (G_TASK (result));

  for (guint i = 0; i < self->findings->len; i++) {
    GPtrArray *remedies = ((TgFinding *)self->findings->pdata[i])->remedies;

    g_ptr_array_sort (remedies, failed_last); /* stable */
    same_server_first (remedies);
  }
  g_task_propagate_boolean (G_TASK (result), NULL);
}

static gboolean
must_be_proven (const TgRemedy *remedy)
{
  static const char *const ids[] = { "use-certificate-name", "use-found-name", "use-listed-server", NULL };

  return remedy->change != NULL && remedy->id != NULL && g_strv_contains (ids, remedy->id);
}

void
tg_remedy_trial_keep_proven (GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++) {
    GPtrArray *remedies = ((TgFinding *)findings->pdata[i])->remedies;
    guint offered = 0;

    for (guint k = 0; k < remedies->len;) {
      const TgRemedy *remedy = remedies->pdata[k];

      if (must_be_proven (remedy) && (remedy->tried != TG_TRIED_WORKS || offered++ >= NAMES_OFFERED))
        g_ptr_array_remove_index (remedies, k);
      else
        k++;
    }
  }
}
