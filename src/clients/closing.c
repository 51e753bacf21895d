/* closing.c: Thunderbird takes its "lock" link away when it closes, and gives its lock up right after
 * that; Evolution leaves the session bus.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/closing.h"

#include "model/source.h"

#define SETTLE_MS      500 /* between a sign and what it is a sign of */
#define SLOW_S         60
#define EVOLUTION_NAME "org.gnome.Evolution"

struct _TgClosing {
  GPtrArray *monitors; /* of GFileMonitor* */
  guint bus_name;
  gboolean on_the_bus; /* Evolution was seen there */
  GSource *slow;
  GSource *settling; /* (nullable) */
  void (*callback) (gpointer user_data);
  gpointer user_data;
};

static gboolean
on_settled (gpointer user_data)
{
  TgClosing *self = user_data;

  g_clear_pointer (&self->settling, tg_source_end);
  self->callback (self->user_data);
  return G_SOURCE_REMOVE;
}

static void
settle (TgClosing *self)
{
  if (self->settling == NULL)
    self->settling = tg_source_begin (g_timeout_source_new (SETTLE_MS), on_settled, self, g_main_context_get_thread_default ());
}

static gboolean
on_slow (gpointer user_data)
{
  TgClosing *self = user_data;

  self->callback (self->user_data);
  return G_SOURCE_CONTINUE;
}

static void
on_lock_changed (GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event, gpointer user_data)
{
  if (event == G_FILE_MONITOR_EVENT_DELETED)
    settle (user_data);
}

static void
on_met_on_the_bus (GDBusConnection *bus, const char *name, const char *owner, gpointer user_data)
{
  ((TgClosing *)user_data)->on_the_bus = TRUE;
}

/* Also called at once where there is no such name: then there was nothing to wait for. */
static void
on_left_the_bus (GDBusConnection *bus, const char *name, gpointer user_data)
{
  TgClosing *self = user_data;

  if (self->on_the_bus)
    settle (self);
  self->on_the_bus = FALSE;
}

static void
watch_thunderbird (TgClosing *self, const TgPlace *place)
{
  g_autoptr (GFile) lock = g_file_new_build_filename (place->where, "lock", NULL);
  GFileMonitor *monitor = g_file_monitor_file (lock, G_FILE_MONITOR_NONE, NULL, NULL);

  if (monitor == NULL)
    return; /* the clock serves */
  g_signal_connect (monitor, "changed", G_CALLBACK (on_lock_changed), self);
  g_ptr_array_add (self->monitors, monitor);
}

static void
monitor_free (gpointer monitor)
{
  g_signal_handlers_disconnect_matched (monitor, G_SIGNAL_MATCH_FUNC, 0, 0, NULL, on_lock_changed, NULL);
  g_file_monitor_cancel (monitor);
  g_object_unref (monitor);
}

TgClosing *
tg_closing_watch (GPtrArray *places, void (*callback) (gpointer user_data), gpointer user_data)
{
  TgClosing *self = g_new0 (TgClosing, 1);

  self->monitors = g_ptr_array_new_with_free_func (monitor_free);
  self->callback = callback;
  self->user_data = user_data;
  self->slow = tg_source_begin (g_timeout_source_new_seconds (SLOW_S), on_slow, self, g_main_context_get_thread_default ());
  self->bus_name =
      g_bus_watch_name (G_BUS_TYPE_SESSION, EVOLUTION_NAME, G_BUS_NAME_WATCHER_FLAGS_NONE, on_met_on_the_bus, on_left_the_bus, self, NULL);
  for (guint i = 0; i < places->len; i++) {
    const TgPlace *place = places->pdata[i];

    if (place->running && place->program == TG_PROGRAM_THUNDERBIRD)
      watch_thunderbird (self, place);
  }
  settle (self);
  return self;
}

void
tg_closing_free (TgClosing *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->monitors);
  g_bus_unwatch_name (self->bus_name);
  g_clear_pointer (&self->settling, tg_source_end);
  g_clear_pointer (&self->slow, tg_source_end);
  g_free (self);
}
