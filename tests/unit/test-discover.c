/* test-discover.c: sources that are asked side by side, and what their answers come to.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "discover/discover.h"

typedef struct {
  GMainLoop *loop;
  GPtrArray *found;
  GError *error;
} Search;

static void
on_discovered (GObject *source, GAsyncResult *result, gpointer data)
{
  Search *self = data;

  self->found = tg_discover_finish (result, &self->error);
  g_main_loop_quit (self->loop);
}

/* Of TgCandidate*, (transfer full) (nullable). */
static GPtrArray *
discover (const char *address, const TgDiscoverSource *sources, GCancellable *cancellable)
{
  Search search = { g_main_loop_new (NULL, FALSE), NULL, NULL };

  tg_discover_async (address, sources, cancellable, on_discovered, &search);
  g_main_loop_run (search.loop);
  g_main_loop_unref (search.loop);
  if (search.found == NULL)
    g_assert_error (search.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&search.error);
  return search.found;
}

static TgCandidate *
answer (TgOrigin source)
{
  TgCandidate *self = g_new0 (TgCandidate, 1);

  self->source = source;
  self->account = tg_account_new ("taro@example.jp", NULL, NULL, NULL, NULL, NULL);
  self->receive = g_ptr_array_new ();
  self->send = g_ptr_array_new ();
  return self;
}

static void
ask_quick (const char *address, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_return_pointer (task, answer (TG_ORIGIN_SRV), (GDestroyNotify)tg_candidate_free);
}

static gboolean
answer_late (gpointer data)
{
  g_task_return_pointer (G_TASK (data), answer (TG_ORIGIN_PACC), (GDestroyNotify)tg_candidate_free);
  return G_SOURCE_REMOVE;
}

/* After all that is due at once. */
static void
ask_late (const char *address, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_idle_add_full (G_PRIORITY_LOW, answer_late, task, g_object_unref);
}

static void
ask_nobody (const char *address, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_return_pointer (task, NULL, NULL);
}

static void
ask_broken (const char *address, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "broken");
}

static TgCandidate *
answer_of (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_table (void)
{
  g_autoptr (GPtrArray) known = discover ("taro@ocn.ne.jp", NULL, NULL);
  g_autoptr (GPtrArray) unknown = discover ("taro@nowhere.example", NULL, NULL);
  const TgCandidate *candidate;

  g_assert_cmpuint (known->len, ==, 1);
  candidate = known->pdata[0];
  g_assert_cmpint (candidate->source, ==, TG_ORIGIN_TABLE);
  g_assert_cmpint (candidate->grade, ==, TG_GRADE_KNOWN);
  g_assert_cmpint (candidate->account->receive->origin, ==, TG_ORIGIN_TABLE);
  g_assert_cmpstr (candidate->users[0], ==, "taro@ocn.ne.jp");
  g_assert_null (candidate->users[1]);
  g_assert_cmpuint (unknown->len, ==, 0);
}

static void
test_the_better_source_comes_first (void)
{
  static const TgDiscoverSource sources[] = {
    { ask_broken, answer_of }, { ask_late, answer_of }, { ask_nobody, answer_of }, { ask_quick, answer_of }, { NULL },
  };
  g_autoptr (GPtrArray) found = discover ("taro@example.jp", sources, NULL);

  g_assert_cmpuint (found->len, ==, 2);
  g_assert_cmpint (((TgCandidate *)found->pdata[0])->source, ==, TG_ORIGIN_PACC);
  g_assert_cmpint (((TgCandidate *)found->pdata[1])->source, ==, TG_ORIGIN_SRV);
}

static void
test_no_sources (void)
{
  static const TgDiscoverSource none[] = { { NULL } };
  g_autoptr (GPtrArray) found = discover ("taro@ocn.ne.jp", none, NULL);

  g_assert_cmpuint (found->len, ==, 0);
}

static void
test_cancelled (void)
{
  static const TgDiscoverSource sources[] = { { ask_late, answer_of }, { NULL } };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  g_assert_null (discover ("taro@example.jp", sources, cancellable));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/discover/the provider table is asked", test_table);
  g_test_add_func ("/discover/the better source comes first, not the faster one", test_the_better_source_comes_first);
  g_test_add_func ("/discover/without sources, nothing is known", test_no_sources);
  g_test_add_func ("/discover/a search can be cancelled", test_cancelled);
  return g_test_run ();
}
