/* surroundings.c: runs all looks around a failed check in parallel, and combines their results.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "probe/surroundings/surroundings.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/source.h"
#include "probe/surroundings/look-around.h"

#define TIME_LIMIT_MS 4500

/* Which look serves which need; @outside: it asks somebody other than the account's servers. */
static const struct {
  guint want;
  void (*look) (GTask *task);
  gboolean outside;
  gsize own; /* the flag in TgSources that makes it run regardless */
} looks[] = {
  { TG_NEED_WEB, tg_look_portal, TRUE, G_STRUCT_OFFSET (TgSources, own_portal) },
  { TG_NEED_TIME, tg_look_clock, FALSE, 0 },
  { TG_NEED_NAMES, tg_look_names, TRUE, G_STRUCT_OFFSET (TgSources, own_resolver) },
  { TG_NEED_CONTROL, tg_look_control, TRUE, G_STRUCT_OFFSET (TgSources, own_resolver) },
  { TG_NEED_LEADS | TG_NEED_ROUTE, tg_look_leads, TRUE, G_STRUCT_OFFSET (TgSources, own_resolver) },
  { TG_NEED_PORTS, tg_look_ports, FALSE, 0 },
  { TG_NEED_IPV6, tg_look_ipv6, FALSE, 0 },
  { TG_NEED_ISSUER, tg_look_issuer, FALSE, 0 },
};

typedef struct {
  TgLookAround public;
  GCancellable *cancellable;
  gulong handler;
  GCancellable *proven;
  gulong proven_handler;
  GSource *limit;
} Run;

static void
run_free (gpointer data)
{
  Run *self = data;

  tg_source_end (self->limit);
  g_cancellable_disconnect (self->cancellable, self->handler);
  g_clear_object (&self->cancellable);
  g_cancellable_disconnect (self->proven, self->proven_handler);
  g_clear_object (&self->proven);
  g_object_unref (self->public.stop);
  g_object_unref (self->public.outside);
  tg_network_unref (self->public.network);
  tg_sources_free (self->public.sources);
  tg_check_result_unref (self->public.check);
  tg_surroundings_unref (self->public.seen);
  g_free (self);
}

TgLookAround *
tg_look_around_of (GTask *task)
{
  return g_task_get_task_data (task);
}

guint
tg_look_around_sides (const TgLookAround *self, const TgEvidence *sides[2])
{
  guint n = 0;

  if (self->check->receive != NULL && self->check->receive->tested)
    sides[n++] = self->check->receive;
  if (self->check->send != NULL && self->check->send->tested)
    sides[n++] = self->check->send;
  return n;
}

static const char *
fault_words (TgFault fault)
{
  switch (fault) {
  case TG_FAULT_NONE:
    return _ ("answered");
  case TG_FAULT_NAME_NOT_FOUND:
  case TG_FAULT_RESOLVER:
    return _ ("its name was not found");
  case TG_FAULT_REFUSED:
    return _ ("connection refused");
  case TG_FAULT_UNREACHABLE:
    return _ ("unreachable");
  case TG_FAULT_CONNECT_TIMEOUT:
    return _ ("no answer");
  default:
    return _ ("no usable answer");
  }
}

void
tg_look_around_asked (TgLookAround *self, const char *whom, TgFault fault)
{
  if (g_cancellable_is_cancelled (self->outside) && !g_cancellable_is_cancelled (self->stop) && fault == TG_FAULT_CONNECT_TIMEOUT) {
    self->alive = TRUE; /* it was not waited for, as the network had been proven */
    return;
  }

  /* Without an interface, the C library also says "no such name", without asking anybody. */
  static const TgFault dead[] = { TG_FAULT_RESOLVER, TG_FAULT_NAME_NOT_FOUND, TG_FAULT_UNREACHABLE, TG_FAULT_CONNECT_TIMEOUT };
  gboolean alive = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (dead); i++)
    alive &= fault != dead[i];
  self->alive |= alive;
  self->asked_outside = TRUE;
  /* TRANSLATORS: who was asked, and "answered", "no answer", "unreachable" … */
  tg_surroundings_note (self->seen, TG_ASPECT_NETWORK, TG_LOOK_OPEN, g_strdup_printf (_ ("%s: %s"), whom, fault_words (fault)));
}

static gboolean
reached_something (const TgLookAround *self)
{
  const TgEvidence *sides[2];
  guint n = tg_look_around_sides (self, sides);

  for (guint i = 0; i < n; i++) {
    /* "No such name" is an answer, too, if the name server answers at all. */
    if (sides[i]->fault == TG_FAULT_NAME_NOT_FOUND && self->control != TG_FAULT_RESOLVER)
      return TRUE;
    for (guint k = 0; k < sides[i]->addresses->len; k++) {
      const TgAddressRecord *record = sides[i]->addresses->pdata[k];

      if (record->outcome == TG_ADDRESS_OK || record->outcome == TG_ADDRESS_REFUSED)
        return TRUE;
    }
  }
  return FALSE;
}

/* "No network" explains everything else, so nothing else is left to prove. */
static void
conclude_network (TgLookAround *self)
{
  TgSurroundings *seen = self->seen;

  if (!self->asked_outside)
    return;
  seen->aspects[TG_ASPECT_NETWORK].look = self->alive || reached_something (self) ? TG_LOOK_OK : TG_LOOK_FAULT;
}

/* The resolver is broken if it answers for no other name either, while the network works. */
static void
conclude_resolver (TgLookAround *self)
{
  TgSurroundings *seen = self->seen;
  gboolean answers = self->control != TG_FAULT_RESOLVER;
  gboolean network = !tg_surroundings_faulty (seen, TG_ASPECT_NETWORK) && (self->alive || self->resolver_replied);

  if ((self->want & TG_NEED_CONTROL) == 0 || self->control == TG_FAULT_INTERNAL)
    return;
  tg_surroundings_note (seen, TG_ASPECT_RESOLVER,
                        answers   ? TG_LOOK_OK
                        : network ? TG_LOOK_FAULT
                                  : TG_LOOK_OPEN,
                        g_strdup (answers ? _ ("This network’s name server answers for other names")
                                          : _ ("This network’s name server does not answer for other names either")));
  if (!tg_surroundings_faulty (seen, TG_ASPECT_RESOLVER))
    return;
  if (self->resolver_replied)
    tg_surroundings_note (seen, TG_ASPECT_RESOLVER, TG_LOOK_FAULT, g_strdup (_ ("Another name server answers")));
  /* A resolver that does not answer does not contradict. */
  seen->aspects[TG_ASPECT_NAMES].look = MIN (seen->aspects[TG_ASPECT_NAMES].look, TG_LOOK_OPEN);
}

static void
conclude (TgLookAround *self)
{
  tg_judge_ports (self);
  conclude_network (self);
  conclude_resolver (self);
  if (self->ipv6_answered || self->ipv6_failed)
    tg_surroundings_note (self->seen, TG_ASPECT_IPV6, self->ipv6_answered ? TG_LOOK_OK : TG_LOOK_FAULT, NULL);
}

void
tg_look_around_begin (GTask *task)
{
  tg_look_around_of (task)->running++;
}

void
tg_look_around_end (GTask *task)
{
  TgLookAround *self = tg_look_around_of (task);

  if (--self->running > 0)
    return;
  conclude (self);
  g_task_return_pointer (task, tg_surroundings_ref (self->seen), (GDestroyNotify)tg_surroundings_unref);
}

/* The right server was reached, so there is a network and no captive portal. */
static gboolean
is_proven (const TgEvidence *side)
{
  return side != NULL && side->tested && side->tls != NULL && side->tls->trusted;
}

static gboolean
signed_in (const TgEvidence *side)
{
  return side != NULL && side->signed_in;
}

/* A name server may be asked at all, and there is a server outside that its answer can be about. */
static gboolean
may_ask_for_names (const TgSources *sources, const TgCheckResult *check)
{
  if (!sources->leads || (sources->own_resolver && sources->resolver == NULL))
    return FALSE;
  return sources->own_resolver || !tg_is_all_local (check);
}

static guint
want_of (const TgSources *sources, const TgCheckResult *check)
{
  guint want = sources->look ? tg_needs_of_side (check->receive) | tg_needs_of_side (check->send) : 0;

  /* Whoever lets the person in has the mail, wherever else it may go. */
  if (signed_in (check->receive) || signed_in (check->send) || !may_ask_for_names (sources, check))
    want &= ~(guint)TG_NEED_ROUTE;
  /* A page's Date may be the only independent time. */
  if ((want & TG_NEED_TIME) == 0 && (is_proven (check->receive) || is_proven (check->send)))
    want &= ~(guint)TG_NEED_WEB;
  return want;
}

gboolean
tg_surroundings_wanted (const TgSources *sources, const TgCheckResult *check)
{
  return want_of (sources, check) != 0;
}

static gboolean
time_is_up (gpointer stop)
{
  g_cancellable_cancel (stop);
  return G_SOURCE_REMOVE;
}

static void
pass_on (GCancellable *cancellable, gpointer stop)
{
  g_cancellable_cancel (stop);
}

/* Cancels @to when @from (nullable) is cancelled; returns the handler, for run_free(). */
static gulong
chain (GCancellable *from, GCancellable *to)
{
  return from != NULL ? g_cancellable_connect (from, G_CALLBACK (pass_on), g_object_ref (to), g_object_unref) : 0;
}

static Run *
run_new (TgNetwork *network, const TgSources *sources, const TgCheckResult *check, guint want, GCancellable *proven,
         GCancellable *cancellable)
{
  Run *self = g_new0 (Run, 1);
  TgLookAround *look = &self->public;

  look->network = tg_network_ref (network);
  look->sources = tg_sources_copy (sources);
  look->check = tg_check_result_ref (check);
  look->seen = tg_surroundings_new ();
  look->want = want;
  look->control = TG_FAULT_INTERNAL;
  look->stop = g_cancellable_new ();
  look->outside = g_cancellable_new ();
  chain (look->stop, look->outside); /* both end with the run */
  g_set_object (&self->cancellable, cancellable);
  self->handler = chain (cancellable, look->stop);
  g_set_object (&self->proven, proven);
  self->proven_handler = chain (proven, look->outside);
  self->limit = g_timeout_source_new (tg_network_patient_ms (TIME_LIMIT_MS));
  g_source_set_callback (self->limit, time_is_up, look->stop, NULL);
  g_source_attach (self->limit, g_main_context_get_thread_default ());
  return self;
}

static void
run (Run *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  gboolean local = tg_is_all_local (self->public.check);

  g_task_set_source_tag (task, tg_surroundings_run_async);
  g_task_set_check_cancellable (task, FALSE); /* what was seen is returned even if cancelled */
  g_task_set_task_data (task, self, run_free);
  tg_look_around_begin (task);
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++) {
    gboolean own = G_STRUCT_MEMBER (gboolean, self->public.sources, looks[i].own);

    if ((self->public.want & looks[i].want) != 0 && (!looks[i].outside || !local || own))
      looks[i].look (task);
  }
  tg_look_around_end (task);
}

void
tg_surroundings_run_async (TgNetwork *network, const TgSources *sources, const TgCheckResult *check, GCancellable *proven,
                           GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  run (run_new (network, sources, check, want_of (sources, check), proven, cancellable), cancellable, callback, user_data);
}

void
tg_surroundings_names_async (TgNetwork *network, const TgSources *sources, const TgCheckResult *check, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  run (run_new (network, sources, check, want_of (sources, check) & TG_NEED_LEADS, NULL, cancellable), cancellable, callback, user_data);
}

TgSurroundings *
tg_surroundings_run_finish (GAsyncResult *result, GError **error)
{
  g_cancellable_set_error_if_cancelled (g_task_get_cancellable (G_TASK (result)), error);
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
