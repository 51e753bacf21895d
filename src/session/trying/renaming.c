/* renaming.c: reads the names in the certificates, asks for more where those are wildcards, and tries them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "session/trying/renaming.h"

#include "find/names/covered-names.h"
#include "find/providers.h"
#include "probe/surroundings/surroundings.h"

/* Of each certificate's names, and of different certificates: one company has few. */
#define NAMES_MAX        3
#define CERTIFICATES_MAX 2

typedef struct {
  TgNetwork *network;
  TgAccount *account;
  GPtrArray *misnamed; /* of const TgEvidence* */
  guint at_once;
  TgSurroundings *surroundings; /* (nullable) */
  GPtrArray *results;           /* of TgExplored* */
} Renaming;

static void
renaming_free (gpointer data)
{
  Renaming *self = data;

  tg_network_unref (self->network);
  tg_account_unref (self->account);
  g_ptr_array_unref (self->misnamed);
  g_clear_pointer (&self->surroundings, tg_surroundings_unref);
  g_ptr_array_unref (self->results);
  g_free (self);
}

static const TgCertificate *
certificate_of (const TgEvidence *seen)
{
  return seen->certificates->pdata[0];
}

static gboolean
is_for_sending (const TgEvidence *seen)
{
  return seen->server->protocol == TG_PROTOCOL_SMTP;
}

static gboolean
works (const TgEvidence *seen)
{
  return seen->tls != NULL && seen->tls->trusted && seen->reached >= TG_STAGE_SIGN_IN;
}

static gboolean
works_already (GPtrArray *seen, const TgAccount *account)
{
  gboolean missing[2] = { account->receive != NULL, account->send != NULL };

  for (guint i = 0; i < seen->len; i++)
    if (works (seen->pdata[i]))
      missing[is_for_sending (seen->pdata[i])] = FALSE;
  return !missing[0] && !missing[1];
}

/* (nullable) */
static const TgEvidence *
first_of (const Renaming *self, gboolean sending)
{
  for (guint i = 0; i < self->misnamed->len; i++)
    if (is_for_sending (self->misnamed->pdata[i]) == sending)
      return self->misnamed->pdata[i];
  return NULL;
}

static char **
clues (const Renaming *self, TgLeadKind kind, const char *about)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; self->surroundings != NULL && i < self->surroundings->leads->len; i++) {
    const TgNameLead *lead = self->surroundings->leads->pdata[i];

    if (lead->kind == kind && (about == NULL || g_strcmp0 (lead->about, about) == 0))
      g_strv_builder_add (names, lead->name);
  }
  return g_strv_builder_end (names);
}

static char **
names_for (const Renaming *self, const TgEvidence *seen)
{
  const char *ip = tg_evidence_connected_ip (seen);
  g_auto (GStrv) reverse = clues (self, TG_LEAD_REVERSE_NAME, ip != NULL ? ip : "");
  g_auto (GStrv) mail_servers = clues (self, TG_LEAD_MAIL_SERVER, NULL);

  return tg_covered_names (self->account->address, seen->server, certificate_of (seen),
                           &(TgNameClues){ (const char *const *)reverse, (const char *const *)mail_servers });
}

/* The same ports, under the other names. */
static GPtrArray *
servers_to_try (const Renaming *self)
{
  GPtrArray *servers = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_server_unref);
  g_autoptr (GHashTable) certificates = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->misnamed->len; i++) {
    const TgEvidence *seen = self->misnamed->pdata[i];
    g_auto (GStrv) names = NULL;

    g_hash_table_add (certificates, certificate_of (seen)->sha256);
    if (g_hash_table_size (certificates) > CERTIFICATES_MAX)
      break;
    names = names_for (self, seen);
    for (guint k = 0; names[k] != NULL && k < NAMES_MAX; k++) {
      g_autoptr (TgServer) renamed = tg_server_with_host (seen->server, names[k], NULL);
      g_autoptr (TgServer) server = renamed != NULL ? tg_server_with_origin (renamed, TG_ORIGIN_CERTIFICATE, TG_CONFIRMED_BY_NOBODY) : NULL;

      if (server != NULL && !tg_servers_have (servers, server))
        g_ptr_array_add (servers, g_steal_pointer (&server));
    }
  }
  return servers;
}

static gboolean
is_proven (const Renaming *self, const TgExplored *row)
{
  for (guint i = 0; row->outcome == TG_EXPLORED_WORKS && i < self->misnamed->len; i++)
    if (tg_evidence_is_same_server (self->misnamed->pdata[i], row->evidence))
      return TRUE;
  return FALSE;
}

static void
tried (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Renaming *self = g_task_get_task_data (task);
  g_autoptr (GPtrArray) rows = tg_explore_run_finish (result, NULL);

  for (guint i = 0; i < rows->len; i++)
    if (is_proven (self, rows->pdata[i]))
      g_ptr_array_add (self->results, tg_explored_ref (rows->pdata[i]));
  g_task_return_pointer (task, g_ptr_array_ref (self->results), (GDestroyNotify)g_ptr_array_unref);
}

static void
asked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Renaming *self = g_task_get_task_data (task);
  g_autoptr (GPtrArray) servers = NULL;

  self->surroundings = tg_surroundings_run_finish (result, NULL);
  servers = servers_to_try (self);
  tg_explore_run_async (self->network, servers, self->at_once, NULL, NULL, g_task_get_cancellable (task), tried, g_object_ref (task));
}

void
tg_renaming_run_async (TgNetwork *network, const TgSources *sources, TgAccount *account, GPtrArray *seen, guint at_once,
                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  gboolean pointless = tg_providers_find (account->address) != NULL || works_already (seen, account);
  Renaming *self = g_new0 (Renaming, 1);
  g_autoptr (TgCheckResult) check = NULL;

  g_task_set_source_tag (task, tg_renaming_run_async);
  g_task_set_check_cancellable (task, FALSE);
  self->network = tg_network_ref (network);
  self->account = tg_account_ref (account);
  self->at_once = at_once;
  self->misnamed = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_evidence_unref);
  self->results = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_explored_unref);
  g_task_set_task_data (task, self, renaming_free);
  for (guint i = 0; !pointless && i < seen->len; i++)
    if (tg_evidence_only_name_is_wrong (seen->pdata[i]))
      g_ptr_array_add (self->misnamed, tg_evidence_ref (seen->pdata[i]));
  if (self->misnamed->len == 0 || g_cancellable_is_cancelled (cancellable)) {
    g_task_return_pointer (task, g_ptr_array_ref (self->results), (GDestroyNotify)g_ptr_array_unref);
    return;
  }
  check = tg_check_result_of (account, first_of (self, FALSE), first_of (self, TRUE));
  tg_surroundings_names_async (network, sources, check, cancellable, asked, g_object_ref (task));
}

GPtrArray *
tg_renaming_run_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
