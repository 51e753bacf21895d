/* alike.c: see alike.h.  One account after the other, each as the ones before it have left the files: what they shared then belongs to
 * the last of them alone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/evolution/repair/alike.h"

static GPtrArray *
copy_sources (GPtrArray *sources)
{
  GPtrArray *copies = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_evolution_source_free);

  for (guint i = 0; i < sources->len; i++) {
    const TgEvolutionSource *source = g_ptr_array_index (sources, i);
    TgEvolutionSource *copy = tg_evolution_source_new (source->uid, source->path, source->text, NULL);

    copy->writable = source->writable;
    copy->removable = source->removable;
    g_ptr_array_add (copies, copy);
  }

  return copies;
}

static GPtrArray *
read_accounts (GPtrArray *triples)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_found_account_free);

  for (guint i = 0; i < triples->len; i++) {
    TgFoundAccount *account = tg_evolution_read_account (g_ptr_array_index (triples, i));

    if (account != NULL)
      g_ptr_array_add (found, account);
  }

  return found;
}

static const TgFoundAccount *
find_account (GPtrArray *found, const char *uid)
{
  for (guint i = 0; i < found->len; i++)
    if (g_str_equal (((const TgFoundAccount *)found->pdata[i])->key, uid))
      return found->pdata[i];

  return NULL;
}

static const TgEvolutionTriple *
find_triple (GPtrArray *triples, const char *uid)
{
  for (guint i = 0; i < triples->len; i++) {
    const TgEvolutionTriple *triple = g_ptr_array_index (triples, i);

    if (g_str_equal (triple->source[TG_EVOLUTION_ACCOUNT]->uid, uid))
      return triple;
  }

  return NULL;
}

/* Its own name and user names, with the new servers where it has the old ones.  Who signs in nowhere to send goes on so. */
static TgEvolutionPlan *
plan_other (GPtrArray *sources, const TgFoundAccount *other, const TgFoundAccount *before, const TgSaveRequest *request)
{
  const TgAccount *own = other->account, *new = request->account;
  gboolean receives = tg_found_account_has_old (other, TG_SIDE_RECEIVE, before->account, new);
  gboolean sends = tg_found_account_has_old (other, TG_SIDE_SEND, before->account, new);
  g_autoptr (TgAccount) account = tg_account_new (own->address, own->name, own->user, own->send_user,
                                                  receives ? new->receive : own->receive, sends ? new->send : own->send);
  const TgSaveRequest its = {
    .account = account,
    .receive_authentication = receives ? request->receive_authentication : NULL,
    .send_authentication = sends && g_strcmp0 (other->send_authentication, "none") != 0 ? request->send_authentication : NULL,
    .update = TRUE,
  };
  g_autoptr (GPtrArray) triples = tg_evolution_accounts (sources);
  TgEvolutionPlan *plan = tg_evolution_plan_repair (sources, find_triple (triples, other->key), &its, NULL);

  if (plan != NULL)
    plan->other = g_strdup (tg_found_account_name (other));

  return plan;
}

GPtrArray *
tg_evolution_plan_alike (GPtrArray *sources, const TgEvolutionTriple *existing, const TgSaveRequest *request, GPtrArray *left,
                         GError **error)
{
  g_autoptr (GPtrArray) plans = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_evolution_plan_free);
  g_autoptr (GPtrArray) triples = tg_evolution_accounts (sources);
  g_autoptr (GPtrArray) found = read_accounts (triples);
  const TgFoundAccount *before = find_account (found, existing->source[TG_EVOLUTION_ACCOUNT]->uid);
  g_autoptr (GPtrArray) alike = before != NULL ? tg_found_accounts_alike (found, before, request->account) : g_ptr_array_new ();
  g_autoptr (GPtrArray) then = copy_sources (sources);
  TgEvolutionPlan *plan = tg_evolution_plan_repair (sources, existing, request, error);

  if (plan == NULL)
    return NULL;
  g_ptr_array_add (plans, plan);
  tg_evolution_plan_carry_out (plan, then);

  for (guint i = 0; i < alike->len; i++) {
    g_autoptr (TgEvolutionPlan) its = plan_other (then, g_ptr_array_index (alike, i), before, request);

    if (its == NULL)
      continue; /* Evolution does not let us, and would not let the person either */
    if (!request->alike) {
      g_ptr_array_add (left, g_strdup (its->other));
      continue;
    }
    tg_evolution_plan_carry_out (its, then);
    g_ptr_array_add (plans, g_steal_pointer (&its));
  }

  return g_steal_pointer (&plans);
}
