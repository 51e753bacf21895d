/* start-check.c: look, wait for a mail program to be closed, look again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "exceptions/start-check.h"

#include "clients/closing.h"
#include "exceptions/autostart.h"
#include "record/exceptions.h"

typedef struct {
  TgStartTell tell;
  gpointer tell_data;
  TgClosing *closing; /* (nullable) until a mail program must be waited for */
  GSource *cancelled; /* (nullable) likewise */
  gboolean looking;   /* and the thread has the task, else the waiting has it */
  gboolean again;     /* a sign came while it looked */
  guint said;         /* a digest of what was told last */
} Check;

/* What the thread brings. */
typedef struct {
  TgStartNews *news;
  GPtrArray *places; /* (nullable): of TgPlace*, where one must be waited for */
} Look;

static void look (GTask *task);

void
tg_start_news_free (TgStartNews *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->expired);
  g_ptr_array_unref (self->soon);
  g_free (self);
}

TgStartNews *
tg_start_check_once (gint64 now, GError **error)
{
  g_autoptr (GPtrArray) expired = tg_exceptions_expire (now, error);
  g_autoptr (GPtrArray) left = expired != NULL ? tg_exception_record_load (error) : NULL;
  TgStartNews *news;

  if (left == NULL || !tg_autostart_tidy (NULL, error))
    return NULL;
  news = g_new0 (TgStartNews, 1);
  news->left = left->len;
  news->soon = tg_exception_list_new ();
  for (guint i = 0; i < left->len; i++)
    if (!tg_exception_is_over (left->pdata[i], now) && tg_exception_is_due (left->pdata[i], now))
      g_ptr_array_add (news->soon, tg_exception_ref (left->pdata[i]));
  news->expired = g_steal_pointer (&expired);
  return news;
}

gboolean
tg_start_news_waits (const TgStartNews *self)
{
  for (guint i = 0; i < self->expired->len; i++)
    if (((const TgExpiry *)self->expired->pdata[i])->waits)
      return TRUE;
  return FALSE;
}

/* The same news twice (the clock has called, and the program is open still) are told once. */
static guint
digest (const TgStartNews *news)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < news->expired->len; i++) {
    const TgExpiry *one = news->expired->pdata[i];

    g_string_append_printf (all, "%s:%u %d %d\n", one->exception->host, one->exception->port, one->removed, one->waits);
  }
  for (guint i = 0; i < news->soon->len; i++) {
    const TgException *one = news->soon->pdata[i];

    g_string_append_printf (all, "%s:%u soon\n", one->host, one->port);
  }
  return all->len > 0 ? g_string_hash (all) | 1 : 0;
}

static void
look_free (gpointer data)
{
  Look *self = data;

  g_clear_pointer (&self->news, tg_start_news_free);
  g_clear_pointer (&self->places, g_ptr_array_unref);
  g_free (self);
}

static void
stop_waiting (Check *self)
{
  g_clear_pointer (&self->closing, tg_closing_free);
  if (self->cancelled != NULL)
    g_source_destroy (self->cancelled);
  g_clear_pointer (&self->cancelled, g_source_unref);
}

static void
check_free (gpointer self)
{
  stop_waiting (self);
  g_free (self);
}

static void
look_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  TgStartNews *news = tg_start_check_once (g_get_real_time () / G_USEC_PER_SEC, &error);
  Look *seen;

  if (news == NULL) {
    g_task_return_error (task, error);
    return;
  }
  seen = g_new0 (Look, 1);
  seen->news = news;
  if (tg_start_news_waits (news))
    seen->places = tg_clients_find_places ();
  g_task_return_pointer (task, seen, look_free);
}

static void
on_closed (gpointer user_data)
{
  GTask *task = user_data;
  Check *self = g_task_get_task_data (task);

  if (self->looking)
    self->again = TRUE;
  else
    look (task);
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  GTask *task = user_data;
  Check *self = g_task_get_task_data (task);

  /* A look under way ends by itself. */
  if (self->looking)
    return G_SOURCE_REMOVE;
  stop_waiting (self);
  g_task_return_error_if_cancelled (task);
  g_object_unref (task);
  return G_SOURCE_REMOVE;
}

/* Takes the task over. */
static void
wait_for_closing (GTask *task, GPtrArray *places)
{
  Check *self = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (self->closing == NULL)
    self->closing = tg_closing_watch (places, on_closed, task);
  if (cancellable == NULL || self->cancelled != NULL)
    return;
  self->cancelled = g_cancellable_source_new (cancellable);
  g_source_set_callback (self->cancelled, G_SOURCE_FUNC (on_cancelled), task, NULL);
  g_source_attach (self->cancelled, g_main_context_get_thread_default ());
}

static void
looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Check *self = g_task_get_task_data (task);
  GError *error = NULL;
  Look *seen = g_task_propagate_pointer (G_TASK (result), &error);
  guint said;

  self->looking = FALSE;
  if (seen == NULL) {
    stop_waiting (self);
    g_task_return_error (task, error);
    return;
  }
  said = digest (seen->news);
  if (said != 0 && said != self->said)
    self->tell (seen->news, self->tell_data);
  self->said = said;
  if (seen->places == NULL) {
    stop_waiting (self);
    g_task_return_boolean (task, TRUE);
  } else if (g_task_return_error_if_cancelled (task)) {
    stop_waiting (self);
  } else if (self->again) {
    look (g_steal_pointer (&task));
  } else {
    wait_for_closing (g_steal_pointer (&task), seen->places);
  }
  look_free (seen);
}

/* Takes the task over. */
static void
look (GTask *task)
{
  g_autoptr (GTask) thread = g_task_new (NULL, NULL, looked, task);
  Check *self = g_task_get_task_data (task);

  self->looking = TRUE;
  self->again = FALSE;
  g_task_run_in_thread (thread, look_in_thread);
}

void
tg_start_check_async (GCancellable *cancellable, TgStartTell tell, gpointer tell_data, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Check *self = g_new0 (Check, 1);

  self->tell = tell;
  self->tell_data = tell_data;
  g_task_set_source_tag (task, tg_start_check_async);
  g_task_set_task_data (task, self, check_free);
  look (task);
}

gboolean
tg_start_check_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
