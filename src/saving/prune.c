/* prune.c: removes old backups, but never what may still have to be undone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "saving/prune.h"

#include "record/exceptions.h"
#include "saving/undo.h"

/* An id is the time at which it was made, in UTC. */
static gboolean
is_old (const char *id, gint64 now)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) made = g_date_time_new_from_iso8601 (id, utc);

  return made == NULL || now - g_date_time_to_unix (made) > TG_PRUNE_DAYS * G_GINT64_CONSTANT (86400);
}

static const TgJournalEntry *
find (GPtrArray *journal, const char *id)
{
  for (guint i = 0; i < journal->len; i++)
    if (g_str_equal (((const TgJournalEntry *)journal->pdata[i])->id, id))
      return journal->pdata[i];
  return NULL;
}

/* Ending the exception undoes this change. */
static gboolean
carries_an_exception (const char *id, GPtrArray *recorded)
{
  for (guint i = 0; i < recorded->len; i++)
    if (g_strv_contains (((const TgException *)recorded->pdata[i])->changes, id))
      return TRUE;
  return FALSE;
}

/* The id of the change that @id was saved with; its own where it stands alone. */
static const char *
base_of (const char *id, GPtrArray *journal)
{
  const TgJournalEntry *entry = find (journal, id);

  return entry != NULL && entry->with != NULL ? entry->with : id;
}

/* Keeps what was undone before an exception that has not ended was saved: its undo sees from them that what stood there before is not
 * the person's. */
static void
keep_undone_before (GHashTable *stay, GPtrArray *ids, GPtrArray *journal, GPtrArray *recorded)
{
  gboolean carried = FALSE;

  for (guint i = 0; i < ids->len; i++) {
    if (carried && find (journal, ids->pdata[i]) == NULL)
      g_hash_table_add (stay, ids->pdata[i]);
    carried |= carries_an_exception (ids->pdata[i], recorded);
  }
}

GPtrArray *
tg_prune_choose (GPtrArray *ids, GPtrArray *journal, GPtrArray *recorded, gint64 now)
{
  GPtrArray *chosen = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) stay = g_hash_table_new (g_str_hash, g_str_equal); /* the bases of what was saved together */
  const TgJournalEntry *last = tg_saving_newest (journal);

  if (last != NULL)
    g_hash_table_add (stay, (char *)base_of (last->id, journal));
  for (guint i = 0; i < ids->len; i++)
    if ((i < TG_PRUNE_COUNT && !is_old (ids->pdata[i], now)) || carries_an_exception (ids->pdata[i], recorded))
      g_hash_table_add (stay, (char *)base_of (ids->pdata[i], journal));
  keep_undone_before (stay, ids, journal, recorded);
  for (guint i = 0; i < ids->len; i++)
    if (!g_hash_table_contains (stay, base_of (ids->pdata[i], journal)))
      g_ptr_array_add (chosen, g_strdup (ids->pdata[i]));
  return chosen;
}

void
tg_prune_journal (GPtrArray *journal)
{
  g_autoptr (GPtrArray) ids = tg_journal_ids ();
  g_autoptr (GPtrArray) recorded = tg_exception_record_load (NULL);
  g_autoptr (GPtrArray) chosen = NULL;

  /* Without the record, what is still needed is unknown. */
  if (recorded != NULL)
    chosen = tg_prune_choose (ids, journal, recorded, g_get_real_time () / G_USEC_PER_SEC);
  for (guint i = 0; chosen != NULL && i < chosen->len; i++)
    tg_journal_forget (chosen->pdata[i]);
  tg_journal_sweep ();
}
