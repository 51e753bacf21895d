/* practice-record.c: what the clients of the practice servers did, scenario by scenario.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "support/practice-record.h"

#include "model/text/text.h"

#define HEARD_MAX      4000 /* lines of one scenario */
#define LINE_CHARS_MAX 2000 /* characters of one line */

static gboolean
falls_silent (const TgPracticeSide *side)
{
  for (gsize i = 0; i < G_N_ELEMENTS (side->replies); i++)
    if (side->replies[i].moment != 0 && side->replies[i].say == NULL && side->replies[i].then == TG_THEN_STAY)
      return TRUE;
  return FALSE;
}

gboolean
hostile_scenario_is_silent (const char *name)
{
  for (const TgScenario *row = hostile_scenarios; row->name != NULL; row++)
    if (g_str_equal (row->name, name))
      return falls_silent (&row->receive) || falls_silent (&row->send);
  return FALSE;
}

typedef struct {
  GPtrArray *heard;    /* of char* */
  GPtrArray *in_clear; /* of char*, owned by @heard */
  guint accepted;
  guint refused;
} Page;

struct _PracticeRecord {
  TgPracticeSeam seam;
  GMutex mutex;      /* guards @pages: the servers have a thread of their own */
  GHashTable *pages; /* scenario's name → Page */
};

static void
page_free (gpointer data)
{
  Page *page = data;

  g_ptr_array_unref (page->in_clear);
  g_ptr_array_unref (page->heard);
  g_free (page);
}

/* With the mutex held. */
static Page *
page_of (PracticeRecord *self, const char *scenario)
{
  Page *page = g_hash_table_lookup (self->pages, scenario);

  if (page == NULL) {
    page = g_new0 (Page, 1);
    page->heard = g_ptr_array_new_with_free_func (g_free);
    page->in_clear = g_ptr_array_new ();
    g_hash_table_insert (self->pages, g_strdup (scenario), page);
  }
  return page;
}

static void
heard (gpointer data, const char *scenario, const char *speaker, const char *bytes, gsize length, gboolean encrypted)
{
  PracticeRecord *self = data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  Page *page = page_of (self, scenario);
  g_autofree char *visible = tg_text_visible (bytes, (gssize)length, LINE_CHARS_MAX);
  g_autofree char *line = g_strdup_printf ("%s C: %s", speaker, visible);

  if (page->heard->len == HEARD_MAX)
    return;
  if (!encrypted)
    g_ptr_array_add (page->in_clear, line);
  g_ptr_array_add (page->heard, g_steal_pointer (&line));
}

static void
signed_in (gpointer data, const char *scenario, gboolean accepted)
{
  PracticeRecord *self = data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  Page *page = page_of (self, scenario);

  if (accepted)
    page->accepted++;
  else
    page->refused++;
}

PracticeRecord *
practice_record_new (void)
{
  PracticeRecord *self = g_new0 (PracticeRecord, 1);

  self->seam = (TgPracticeSeam){ .more = hostile_scenarios, .heard = heard, .signed_in = signed_in, .data = self };
  self->pages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, page_free);
  g_mutex_init (&self->mutex);
  return self;
}

void
practice_record_free (PracticeRecord *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->pages);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

const TgPracticeSeam *
practice_record_seam (PracticeRecord *self)
{
  return &self->seam;
}

static GPtrArray *
lines_of (PracticeRecord *self, const char *scenario, gboolean in_clear_only)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  Page *page = page_of (self, scenario);
  GPtrArray *lines = in_clear_only ? page->in_clear : page->heard;

  for (guint i = 0; i < lines->len; i++)
    g_ptr_array_add (copy, g_strdup (lines->pdata[i]));
  return copy;
}

GPtrArray *
practice_record_heard (PracticeRecord *self, const char *scenario)
{
  return lines_of (self, scenario, FALSE);
}

GPtrArray *
practice_record_heard_in_clear (PracticeRecord *self, const char *scenario)
{
  return lines_of (self, scenario, TRUE);
}

guint
practice_record_sign_ins (PracticeRecord *self, const char *scenario, gboolean refused_only)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  Page *page = page_of (self, scenario);

  return page->refused + (refused_only ? 0 : page->accepted);
}
