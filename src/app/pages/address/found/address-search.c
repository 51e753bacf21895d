/* address-search.c: one search at a time.  While typing, the tables alone are asked; what the network says is shown as it comes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/address/found/address-search.h"

#include "app/state/searched.h"

struct _TgAddressSearch {
  GObject parent_instance;

  TgAddressSearchState state;
  TgDiscovery *found;        /* (nullable) */
  GCancellable *cancellable; /* (nullable): of the one that runs */
};

/* A search that was given up may still call back: it is told from the one that runs by its cancellable. */
typedef struct {
  TgAddressSearch *search;
  TgSession *session;
  GCancellable *cancellable;
} Run;

G_DEFINE_FINAL_TYPE (TgAddressSearch, tg_address_search, G_TYPE_OBJECT)

static guint changed_signal;

static void
run_free (Run *self)
{
  g_object_unref (self->search);
  g_object_unref (self->session);
  g_object_unref (self->cancellable);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Run, run_free)

static gboolean
run_is_given_up (const Run *self)
{
  return self->cancellable != self->search->cancellable;
}

/* @found: (transfer full) (nullable) */
static void
tg_address_search_set (TgAddressSearch *self, TgAddressSearchState state, TgDiscovery *found)
{
  TgDiscovery *old = self->found;

  self->state = state;
  self->found = found;
  g_clear_pointer (&old, tg_discovery_unref);
  g_signal_emit (self, changed_signal, 0);
}

static void
tg_address_search_give_up (TgAddressSearch *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
tg_address_search_dispose (GObject *object)
{
  TgAddressSearch *self = TG_ADDRESS_SEARCH (object);

  tg_address_search_give_up (self);
  g_clear_pointer (&self->found, tg_discovery_unref);
  G_OBJECT_CLASS (tg_address_search_parent_class)->dispose (object);
}

static void
tg_address_search_class_init (TgAddressSearchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tg_address_search_dispose;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tg_address_search_init (TgAddressSearch *self)
{
}

TgAddressSearch *
tg_address_search_new (void)
{
  return g_object_new (TG_TYPE_ADDRESS_SEARCH, NULL);
}

TgAddressSearchState
tg_address_search_get_state (TgAddressSearch *self)
{
  return self->state;
}

TgDiscovery *
tg_address_search_get_found (TgAddressSearch *self)
{
  return self->found;
}

void
tg_address_search_look (TgAddressSearch *self, const char *address)
{
  if (self->found != NULL && g_strcmp0 (self->found->address, address) == 0)
    return;

  tg_address_search_give_up (self);
  tg_address_search_set (self, address != NULL ? TG_ADDRESS_SEARCH_OFFLINE : TG_ADDRESS_SEARCH_NONE,
                         address != NULL ? tg_discover_offline (address) : NULL);
}

static void
on_progress (const TgDiscovery *so_far, gpointer data)
{
  const Run *run = data;

  if (!run_is_given_up (run))
    tg_address_search_set (run->search, TG_ADDRESS_SEARCH_RUNNING, tg_discovery_ref ((TgDiscovery *)so_far));
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Run) run = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TgDiscovery) found = tg_session_find_finish (run->session, result, &error);

  if (run_is_given_up (run))
    return;

  g_clear_object (&run->search->cancellable);
  tg_address_search_set (run->search, TG_ADDRESS_SEARCH_OVER, tg_discovery_ref (found != NULL ? found : run->search->found));
}

void
tg_address_search_begin (TgAddressSearch *self, TgSession *session)
{
  g_autofree char *address = NULL;
  Run *run;

  if (self->state != TG_ADDRESS_SEARCH_OFFLINE || tg_searched_is_known (self->found))
    return;

  address = g_strdup (self->found->address);
  self->cancellable = g_cancellable_new ();
  run = g_new0 (Run, 1);
  run->search = g_object_ref (self);
  run->session = g_object_ref (session);
  run->cancellable = g_object_ref (self->cancellable);
  tg_address_search_set (self, TG_ADDRESS_SEARCH_RUNNING, tg_discovery_ref (self->found));
  tg_session_find_async (session, address, on_progress, run, run->cancellable, on_found, run);
}

void
tg_address_search_adopt (TgAddressSearch *self, TgDiscovery *found)
{
  tg_address_search_give_up (self);
  tg_address_search_set (self, TG_ADDRESS_SEARCH_OVER, tg_discovery_ref (found));
}

gboolean
tg_address_search_stop (TgAddressSearch *self)
{
  if (self->state != TG_ADDRESS_SEARCH_RUNNING)
    return FALSE;

  tg_address_search_give_up (self);
  /* What is known stays, and leaving the entry again begins anew. */
  tg_address_search_set (self, TG_ADDRESS_SEARCH_OFFLINE, tg_discovery_ref (self->found));
  return TRUE;
}
