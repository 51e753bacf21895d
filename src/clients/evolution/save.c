/* save.c: prepares a change in Evolution: looks for the account that may be there already, and
 * lists what will be written, passwords first.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "clients/evolution/evolution.h"
#include "clients/evolution/passwords.h"
#include "clients/evolution/repair/alike.h"
#include "clients/evolution/repair/existing.h"
#include "clients/evolution/repair/keep.h"
#include "clients/evolution/sources/groups.h"
#include "clients/evolution/sources/lines.h"
#include "clients/evolution/sources/names.h"
#include "clients/evolution/steps.h"
#include "model/text/text.h"

static const char *
role_text (TgEvolutionRole role)
{
  static const char *const texts[TG_EVOLUTION_N_ROLES] = {
    [TG_EVOLUTION_ACCOUNT] = N_ ("Receiving"),
    [TG_EVOLUTION_IDENTITY] = N_ ("Name and address"),
    [TG_EVOLUTION_TRANSPORT] = N_ ("Sending"),
  };

  return _ (texts[role]);
}

/* "Receiving"; of another account than the one that was asked for, "hanako@example.jp: Receiving". */
static char *
item_text (const TgEvolutionPlan *plan, TgEvolutionRole role)
{
  /* TRANSLATORS: a mail address, and one of "Receiving", "Sending" and "Name and address" */
  return plan->other != NULL ? g_strdup_printf (_ ("%s: %s"), plan->other, role_text (role)) : g_strdup (role_text (role));
}

/* What the before/after view shows of one source: what was, and what will be. */
static void
add_source_item (TgChange *change, TgEvolutionStore *store, const TgEvolutionPlan *plan, const TgEvolutionEdit *edit,
                 TgEvolutionSource *now)
{
  const char *folder = tg_evolution_store_folder (store);
  g_autoptr (JsonObject) entry = tg_lines_new (edit->settings, edit->uid, now);
  g_autofree char *path = folder != NULL ? tg_evolution_source_file (folder, edit->uid) : NULL;
  g_autofree char *before = now != NULL ? tg_lines_show (entry, FALSE) : NULL;
  g_autofree char *after = tg_lines_show (entry, TRUE);
  g_autofree char *what = item_text (plan, edit->role);

  tg_change_add_item (change, folder != NULL ? TG_ITEM_FILE : TG_ITEM_SOURCE, folder != NULL ? path : edit->uid, what, before, after);
}

/* Of all @plans, without those who go along. */
static char *
list_sharers (GPtrArray *plans)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < plans->len; i++) {
    const TgEvolutionPlan *plan = g_ptr_array_index (plans, i);

    if (plan->other != NULL)
      g_hash_table_add (known, plan->other);
  }
  for (guint i = 0; i < plans->len; i++) {
    const TgEvolutionPlan *plan = g_ptr_array_index (plans, i);

    for (guint k = 0; k < plan->sharers->len; k++)
      if (g_hash_table_add (known, plan->sharers->pdata[k]))
        g_ptr_array_add (names, plan->sharers->pdata[k]);
  }

  return tg_text_list (names);
}

/* Those whose sending server is a new one for Evolution, so that it knows no password. */
static char *
list_asked (GPtrArray *plans)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < plans->len; i++) {
    const TgEvolutionPlan *plan = g_ptr_array_index (plans, i);

    if (plan->other != NULL && plan->made->len > 0)
      g_ptr_array_add (names, plan->other);
  }

  return tg_text_list (names);
}

/* Whether its mail is fetched from another server from now on. */
static gboolean
is_moved_pop (const TgEvolutionPlan *plan, TgEvolutionSource *account)
{
  g_autofree char *backend = tg_evolution_source_get (account, TG_MAIL_ACCOUNT, "BackendName");

  for (guint i = 0; i < plan->changed->len && tg_evolution_protocol (backend) == TG_PROTOCOL_POP3; i++) {
    const TgEvolutionEdit *edit = g_ptr_array_index (plan->changed, i);

    if (edit->role == TG_EVOLUTION_ACCOUNT)
      return tg_evolution_would_change_key (edit->settings, account, TG_AUTHENTICATION, "Host");
  }

  return FALSE;
}

/* What the person should know of a repair, and would not see in the lines. */
static void
add_notes (TgChange *change, const TgPlace *place, GPtrArray *plans, gboolean moved)
{
  g_autofree char *sharers = list_sharers (plans);
  g_autofree char *asked = list_asked (plans);

  if (*asked != '\0')
    /* TRANSLATORS: one or more mail addresses */
    tg_change_add_next_with (change, _ ("Evolution will also ask once for the mail password of %s."), asked);
  if (*sharers != '\0')
    tg_change_add_next_with (change,
                             /* TRANSLATORS: one or more mail addresses */
                             _ ("The former sending settings are used by %s, too. They stay as they are, and this account gets its own."),
                             sharers);
  if (moved)
    tg_change_add_next (change,
                        _ ("The mail that Evolution has downloaded stays. If your provider numbered the mail anew when it moved it, "
                           "Evolution downloads once more what is still on the server."));
  if (place->running)
    tg_change_add_next (change, _ ("Evolution is open. Close it and open it again, so that it uses the new settings."));
}

static void
add_sources (TgChange *change, TgEvolutionStore *store, const TgEvolutionPlan *plan, GPtrArray *there)
{
  GPtrArray *const parts[] = { plan->made, plan->changed };
  static const TgStepClass *const steps[] = { &tg_evolution_create_step, &tg_evolution_write_step };

  for (gsize k = 0; k < G_N_ELEMENTS (parts); k++) {
    for (guint i = 0; i < parts[k]->len; i++) {
      const TgEvolutionEdit *edit = g_ptr_array_index (parts[k], i);

      add_source_item (change, store, plan, edit, tg_evolution_source_find (there, edit->uid));
    }
    if (parts[k]->len > 0)
      tg_change_add_step (change, steps[k], tg_sources_step_new (store, plan->uids[TG_EVOLUTION_ACCOUNT], parts[k]));
  }
}

/* What a repair needs before the new servers are there. */
static void
add_repairs (TgChange *change, const TgPlace *place, GPtrArray *plans, GPtrArray *there)
{
  gboolean moved = FALSE, changed = FALSE;

  for (guint i = 0; i < plans->len; i++) {
    const TgEvolutionPlan *plan = g_ptr_array_index (plans, i);
    TgEvolutionSource *account = tg_evolution_source_find (there, plan->uids[TG_EVOLUTION_ACCOUNT]);

    changed |= plan->changed->len > 0;
    if (!is_moved_pop (plan, account))
      continue;
    moved = TRUE;
    if (!tg_evolution_source_is (account, TG_POP_BACKEND, "KeepOnServer", FALSE))
      tg_evolution_forget_fetched (change, place, account->uid);
  }
  if (changed)
    add_notes (change, place, plans, moved);
}

static void
add_names (TgChange *change, const TgEvolutionTriple *existing, GPtrArray *plans, GPtrArray *left)
{
  g_autoptr (TgFoundAccount) found = tg_evolution_read_account (existing);
  g_autofree char *name = found == NULL ? tg_evolution_name_of (existing->source[TG_EVOLUTION_ACCOUNT]) : NULL;

  for (guint i = 0; i < plans->len; i++) {
    const TgEvolutionPlan *plan = g_ptr_array_index (plans, i);

    tg_change_add_account (change, plan->other != NULL ? plan->other : found != NULL ? tg_found_account_name (found) : name);
  }
  for (guint i = 0; i < left->len; i++)
    tg_change_add_alike (change, left->pdata[i]);
}

/* @left: of char*: see tg_evolution_plan_alike() */
static GPtrArray *
make_plans (GPtrArray *there, const TgEvolutionTriple *existing, const TgSaveRequest *request, GPtrArray *left, GError **error)
{
  g_autoptr (GPtrArray) plans = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_evolution_plan_free);
  TgEvolutionPlan *plan = NULL;

  if (existing != NULL)
    return tg_evolution_plan_alike (there, existing, request, left, error);
  plan = tg_evolution_plan_new (request, error);
  if (plan == NULL)
    return NULL;
  g_ptr_array_add (plans, plan);

  return g_steal_pointer (&plans);
}

/* One of the other protocol is another account: its mail, and where it lies, are of another kind. */
static void
note_other_protocol (TgChange *change, GPtrArray *triples, const TgAccount *account)
{
  int other = tg_evolution_find_other_protocol (triples, account);
  g_autofree char *sentence = NULL;

  if (other < 0)
    return;
  /* TRANSLATORS: a mail address, and two protocols: IMAP, POP3 */
  sentence = g_strdup_printf (_ ("Evolution already has %s as a %s account. It stays as it is, and the %s account is added beside it."),
                              account->address, tg_protocol_name ((TgProtocol)other), tg_protocol_name (account->receive->protocol));
  tg_change_add_next (change, sentence);
}

static TgChange *
new_change (const TgPlace *place, TgEvolutionStore *store, const TgSaveRequest *request, gboolean is_update)
{
  const char *folder = tg_evolution_store_folder (store);
  /* TRANSLATORS: %s is a mail address */
  g_autofree char *title = g_strdup_printf (_ ("%s in Evolution"), request->account->address);

  return tg_change_new (TG_PROGRAM_EVOLUTION, folder != NULL ? folder : place->where, title, is_update);
}

TgChange *
tg_evolution_prepare (const TgPlace *place, const TgSaveRequest *request, GCancellable *cancellable, GError **error)
{
  g_autoptr (TgEvolutionStore) store = tg_evolution_store_for_place (place, cancellable, error);
  g_autoptr (GPtrArray) there = store != NULL ? tg_evolution_store_list (store, cancellable, error) : NULL;
  g_autoptr (GPtrArray) left = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) triples = there != NULL ? tg_evolution_accounts (there) : NULL;
  g_autoptr (GPtrArray) plans = NULL;
  g_autoptr (TgChange) change = NULL;
  const TgEvolutionTriple *existing = NULL;
  const char *asks = NULL;
  TgPasswordsUse use;

  if (triples == NULL || !tg_evolution_find_existing (triples, request, &existing, error))
    return NULL;
  if (existing != NULL && !request->update) {
    g_set_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_EXISTS, _ ("Evolution already has the account %s."), request->account->address);
    return NULL;
  }

  plans = make_plans (there, existing, request, left, error);
  if (plans == NULL || !tg_passwords_look (place, store, request, &use, &asks, cancellable, error))
    return NULL;

  change = new_change (place, store, request, existing != NULL);
  if (asks != NULL)
    tg_change_add_next (change, asks);
  tg_passwords_add (change, use, request, ((const TgEvolutionPlan *)plans->pdata[0])->uids);
  if (existing != NULL) {
    add_names (change, existing, plans, left);
    add_repairs (change, place, plans, there);
  } else if (request->update) {
    note_other_protocol (change, triples, request->account);
  }
  for (guint i = 0; i < plans->len; i++)
    add_sources (change, store, plans->pdata[i], there);

  return g_steal_pointer (&change);
}
