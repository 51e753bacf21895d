/* existing.c: see existing.h.  What is incomplete can be meant, too: an account without a server name is there to be repaired.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/evolution/repair/existing.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "clients/evolution/sources/groups.h"
#include "clients/evolution/sources/names.h"
#include "model/text/text.h"

#define SHOWN_MAX  100
#define PARENT_MAX 10

typedef gboolean (*Match) (const TgEvolutionTriple *triple, const TgAccount *account);

static int
protocol_of (const TgEvolutionTriple *triple)
{
  g_autofree char *backend = tg_evolution_source_get (triple->source[TG_EVOLUTION_ACCOUNT], TG_MAIL_ACCOUNT, "BackendName");

  return tg_evolution_protocol (backend);
}

static gboolean
is_same_account (const TgEvolutionTriple *triple, const TgAccount *account)
{
  TgEvolutionSource *source = triple->source[TG_EVOLUTION_ACCOUNT];
  g_autofree char *host = tg_evolution_source_get (source, TG_AUTHENTICATION, "Host");
  g_autofree char *user = tg_evolution_source_get (source, TG_AUTHENTICATION, "User");
  g_autoptr (TgServer) server = NULL;

  if (host == NULL || account->receive == NULL || protocol_of (triple) != (int)account->receive->protocol)
    return FALSE;
  server = tg_server_new_saved (account->receive->protocol, TG_SECURITY_NONE, host, 0);

  return strcmp (server->ascii_host, account->receive->ascii_host) == 0 && g_strcmp0 (user, tg_account_receive_user (account)) == 0;
}

/* Where there is no identity, the user name is often the address. */
static gboolean
has_its_address (const TgEvolutionTriple *triple, const TgAccount *account)
{
  g_autofree char *address = tg_evolution_source_get (triple->source[TG_EVOLUTION_IDENTITY], TG_MAIL_IDENTITY, "Address");
  g_autofree char *user = tg_evolution_source_get (triple->source[TG_EVOLUTION_ACCOUNT], TG_AUTHENTICATION, "User");
  g_autofree char *there = NULL, *wanted = tg_address_to_smtp (account->address, NULL);

  if (address != NULL || user != NULL)
    there = tg_address_to_smtp (address != NULL ? address : user, NULL);

  return wanted != NULL && there != NULL && g_ascii_strcasecmp (wanted, there) == 0;
}

static gboolean
has_address (const TgEvolutionTriple *triple, const TgAccount *account)
{
  int protocol = protocol_of (triple);

  return protocol >= 0 && (account->receive == NULL || protocol == (int)account->receive->protocol) && has_its_address (triple, account);
}

static gboolean
is_switched_off (const TgEvolutionTriple *triple)
{
  return !tg_evolution_source_is (triple->source[TG_EVOLUTION_ACCOUNT], TG_DATA_SOURCE, "Enabled", TRUE);
}

/* Those that are switched off only where there are no others. (transfer container) */
static GPtrArray *
collect (GPtrArray *triples, const TgAccount *account, Match match)
{
  GPtrArray *found = g_ptr_array_new ();
  guint n_on = 0;

  for (guint i = 0; i < triples->len; i++)
    if (match (triples->pdata[i], account)) {
      g_ptr_array_add (found, triples->pdata[i]);
      n_on += !is_switched_off (triples->pdata[i]);
    }
  for (guint i = found->len; n_on > 0 && i-- > 0;)
    if (is_switched_off (found->pdata[i]))
      g_ptr_array_remove_index (found, i);

  return found;
}

/* “Work” (imap.example.jp) */
static char *
describe (const TgEvolutionTriple *triple)
{
  g_autofree char *title = tg_evolution_source_get (triple->source[TG_EVOLUTION_ACCOUNT], TG_DATA_SOURCE, "DisplayName");
  g_autofree char *host = tg_evolution_source_get (triple->source[TG_EVOLUTION_ACCOUNT], TG_AUTHENTICATION, "Host");
  g_autofree char *shown_title = tg_text_visible (title != NULL ? title : "?", -1, SHOWN_MAX);
  g_autofree char *shown_host = tg_text_visible (host != NULL ? host : "?", -1, SHOWN_MAX);

  /* TRANSLATORS: an account as Evolution shows it, and its server */
  return g_strdup_printf (_ ("“%s” (%s)"), shown_title, shown_host);
}

static gboolean
is_ambiguous (GPtrArray *found, const char *address, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);

  if (found->len < 2)
    return FALSE;
  for (guint i = 0; i < found->len; i++) {
    g_autofree char *name = describe (found->pdata[i]);

    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", name);
  }
  g_set_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNSUPPORTED,
               /* TRANSLATORS: a mail address, and accounts with their servers */
               _ ("Evolution has several accounts with the address %s: %s. Tegami cannot tell which of them to change."), address,
               names->str);

  return TRUE;
}

/* By TgFoundAccount.key.  Where its protocol is another one, it is not this account. */
static gboolean
find_chosen (GPtrArray *triples, const TgSaveRequest *request, const TgEvolutionTriple **existing, GError **error)
{
  for (guint i = 0; i < triples->len; i++) {
    const TgEvolutionTriple *triple = g_ptr_array_index (triples, i);
    int protocol = protocol_of (triple);

    if (strcmp (triple->source[TG_EVOLUTION_ACCOUNT]->uid, request->existing) != 0)
      continue;
    if (protocol >= 0 && (request->account->receive == NULL || protocol == (int)request->account->receive->protocol))
      *existing = triple;
    return TRUE;
  }
  g_set_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_MISSING, _ ("Evolution no longer has the account %s."), request->account->address);

  return FALSE;
}

static gboolean
find_existing (GPtrArray *triples, const TgSaveRequest *request, const TgEvolutionTriple **existing, GError **error)
{
  g_autoptr (GPtrArray) found = collect (triples, request->account, is_same_account);
  g_autoptr (GPtrArray) of_address = collect (found->len > 0 ? found : triples, request->account, has_address);

  /* One mailbox may have two addresses. */
  if (found->len == 0 ? request->update : of_address->len > 0) {
    g_ptr_array_unref (found);
    found = g_steal_pointer (&of_address);
  }
  if (request->update && is_ambiguous (found, request->account->address, error))
    return FALSE;
  *existing = found->len > 0 ? found->pdata[0] : NULL;

  return TRUE;
}

gboolean
tg_evolution_find_existing (GPtrArray *triples, const TgSaveRequest *request, const TgEvolutionTriple **existing, GError **error)
{
  *existing = NULL;
  if (request->update && request->existing != NULL && !find_chosen (triples, request, existing, error))
    return FALSE;

  return *existing != NULL || find_existing (triples, request, existing, error);
}

int
tg_evolution_find_other_protocol (GPtrArray *triples, const TgAccount *account)
{
  for (guint i = 0; account->receive != NULL && i < triples->len; i++) {
    const TgEvolutionTriple *triple = g_ptr_array_index (triples, i);
    int protocol = protocol_of (triple);

    if (protocol >= 0 && protocol != (int)account->receive->protocol && has_its_address (triple, account))
      return protocol;
  }

  return -1;
}

char *
tg_evolution_name_of (TgEvolutionSource *identity)
{
  g_autofree char *address = tg_evolution_source_get (identity, TG_MAIL_IDENTITY, "Address");
  g_autofree char *title = address == NULL ? tg_evolution_source_get (identity, TG_DATA_SOURCE, "DisplayName") : NULL;

  return tg_text_visible (address != NULL ? address : title != NULL ? title : "?", -1, SHOWN_MAX);
}

gboolean
tg_evolution_is_from_online_accounts (GPtrArray *sources, TgEvolutionSource *source)
{
  for (guint depth = 0; source != NULL && depth < PARENT_MAX; depth++) {
    g_autofree char *parent = tg_evolution_source_get (source, TG_DATA_SOURCE, "Parent");

    if (g_key_file_has_group (source->keys, TG_ONLINE_ACCOUNTS))
      return TRUE;
    source = tg_evolution_source_find (sources, parent);
  }

  return FALSE;
}
