/* exception-step.c: the step itself: the list is read under the program's lock, changed in one
 * entry, replaced as a whole, read back, and undone entry by entry.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/exception-step.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "clients/journal.h"
#include "clients/replace.h"
#include "files/json.h"

#define STEP_ID "exception"

/* A format is a row here. */
static const TgExceptionFormat *const formats[] = { &tg_thunderbird_overrides, &tg_evolution_cert_db };

typedef struct {
  const TgExceptionFormat *format;
  TgException *held;
  gboolean accept;
  char *companion; /* (nullable) */
  GBytes *new;     /* once planned */
} ExceptionStep;

TgException *
tg_exception_held_in (const TgException *exception, const TgPlace *place, const char *path, const char *fingerprint)
{
  TgException fields = *exception;

  fields.program = place->program;
  fields.where = place->where;
  fields.path = path;
  fields.fingerprint = fingerprint;
  return tg_exception_new (&fields);
}

gpointer
tg_exception_step_new (const TgExceptionFormat *format, const TgException *held, gboolean accept, const char *companion)
{
  ExceptionStep *self = g_new0 (ExceptionStep, 1);

  self->format = format;
  self->held = tg_exception_ref (held);
  self->accept = accept;
  self->companion = g_strdup (companion);
  return self;
}

static void
step_free (gpointer step)
{
  ExceptionStep *self = step;

  tg_exception_unref (self->held);
  g_free (self->companion);
  g_clear_pointer (&self->new, g_bytes_unref);
  g_free (self);
}

static gboolean
is_free (const TgExceptionFormat *format, const char *path, GError **error)
{
  if (format->in_use == NULL || !format->in_use (path))
    return TRUE;
  g_set_error_literal (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_RUNNING, _ ("The mail program is open. Close it, then save again."));
  return FALSE;
}

static void
set_bytes (JsonObject *record, const char *name, GBytes *bytes)
{
  gsize length;
  const guchar *data = g_bytes_get_data (bytes, &length);
  g_autofree char *base64 = g_base64_encode (data, length);

  json_object_set_string_member (record, name, base64);
}

/* (transfer full) (nullable) */
static GBytes *
get_bytes (JsonObject *record, const char *name)
{
  const char *base64 = tg_json_get_string (record, name, NULL);
  gsize length = 0;
  guchar *bytes = base64 != NULL ? g_base64_decode (base64, &length) : NULL;

  return bytes != NULL ? g_bytes_new_take (bytes, length) : NULL;
}

/* The list is older than any fault that came after it was last written. */
static gint64
last_written (const char *path)
{
  GStatBuf facts;

  return g_stat (path, &facts) == 0 ? facts.st_mtime : 0;
}

void
tg_exception_list_read (const TgExceptionFormat *format, TgProgram program, const char *where, const char *path, GPtrArray *found)
{
  const TgException place = { .program = program, .where = where, .path = path, .created = last_written (path) };
  g_autoptr (GBytes) bytes = NULL;
  GPtrArray *list;

  tg_file_read (path, TG_FILE_MAX, &bytes, NULL);
  list = bytes != NULL ? format->list (bytes, &place, NULL) : NULL;
  if (list != NULL)
    g_ptr_array_extend_and_steal (found, list);
}

/* The record as it stands in the journal, checked. */
typedef struct {
  const TgExceptionFormat *format;
  const char *companion;
  TgException held;
  gboolean accept;
} Record;

static gboolean
read_record (JsonObject *object, Record *record, GError **error)
{
  const char *format = tg_json_get_string (object, "format", NULL);

  *record = (Record){
    .held.path = tg_json_get_string (object, "path", NULL),
    .companion = tg_json_get_string (object, "companion", NULL),
    .held.host = tg_json_get_string (object, "host", NULL),
    .held.port = (guint16)tg_json_get_int (object, "port", 0),
    .held.fingerprint = tg_json_get_string (object, "fingerprint", NULL),
    .accept = tg_json_get_boolean (object, "accept", TRUE),
  };
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_strcmp0 (formats[i]->id, format) == 0)
      record->format = formats[i];
  return (record->format != NULL && record->held.path != NULL && record->held.host != NULL && record->held.fingerprint != NULL) ||
         tg_record_is_damaged (error);
}

/* Our entry alone, and only where it is ours still. */
static GBytes *
put_former (GBytes *now, const Record *record, GBytes *former, GError **error)
{
  if (record->format->accepts (now, &record->held) != record->accept)
    return g_bytes_ref (now);
  return record->format->put (now, &record->held, former, NULL, error);
}

static GBytes *
take_back (GBytes *now, GBytes *before, JsonObject *object, GError **error)
{
  g_autoptr (GBytes) former = get_bytes (object, "former");
  Record record;

  return read_record (object, &record, error) ? put_former (now, &record, former, error) : NULL;
}

static const TgReplacedFile exception_list = { "exceptions", "existed", "digest", take_back };

static JsonObject *
plan (gpointer step, const char *backup, GCancellable *cancellable, GError **error)
{
  ExceptionStep *self = step;
  g_autoptr (GBytes) old = NULL, former = NULL;
  g_autoptr (GBytes) entry = self->accept ? self->format->entry (self->held) : NULL;
  g_autoptr (JsonObject) record = json_object_new ();

  if (!is_free (self->format, self->held->path, error) || !tg_file_read (self->held->path, TG_FILE_MAX, &old, error))
    return NULL;
  g_clear_pointer (&self->new, g_bytes_unref);
  self->new = self->format->put (old, self->held, entry, &former, error);
  if (self->new == NULL || !tg_replaced_plan (&exception_list, self->held->path, old != NULL, self->new, backup, record, error))
    return NULL;
  json_object_set_string_member (record, "format", self->format->id);
  json_object_set_string_member (record, "path", self->held->path);
  json_object_set_string_member (record, "host", self->held->host);
  json_object_set_int_member (record, "port", self->held->port);
  json_object_set_string_member (record, "fingerprint", self->held->fingerprint);
  json_object_set_boolean_member (record, "accept", self->accept);
  if (former != NULL)
    set_bytes (record, "former", former);
  if (self->companion != NULL && !g_file_test (self->companion, G_FILE_TEST_EXISTS))
    json_object_set_string_member (record, "companion", self->companion);
  return g_steal_pointer (&record);
}

static gboolean
replace (const char *path, GBytes *bytes, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return tg_file_make_folder (folder, TRUE, error) && tg_file_replace (path, bytes, error);
}

/* The list last: it makes the certificate count. */
static gboolean
apply (gpointer step, GCancellable *cancellable, GError **error)
{
  ExceptionStep *self = step;

  return (self->companion == NULL || replace (self->companion, self->held->der, error)) && replace (self->held->path, self->new, error);
}

static gboolean
verify (gpointer step, GCancellable *cancellable, GError **error)
{
  ExceptionStep *self = step;

  return tg_replaced_verify (self->held->path, self->new, error) &&
         (self->format->accepts (self->new, self->held) == self->accept || tg_replaced_differs (self->held->path, error));
}

static gboolean
in_place (JsonObject *object, GCancellable *cancellable)
{
  g_autoptr (GBytes) now = NULL;
  Record record;

  return read_record (object, &record, NULL) && tg_file_read (record.held.path, TG_FILE_MAX, &now, NULL) && now != NULL &&
         record.format->accepts (now, &record.held) == record.accept;
}

/* FALSE where it is in another list. */
static gboolean
read_other (const TgJournalStep *step, const Record *record, Record *other)
{
  return read_record (step->record, other, NULL) && other->format == record->format && g_str_equal (other->held.path, record->held.path);
}

/* Whether a list with this entry alone accepts @held. */
static gboolean
entry_accepts (const TgExceptionFormat *format, GBytes *entry, const TgException *held)
{
  g_autoptr (GBytes) alone = format->put (NULL, held, entry, NULL, NULL);

  return alone != NULL && format->accepts (alone, held);
}

/* Whether a later change that stands put the same there, or took it away: two accounts on one server.  Its undo sees to it. */
static gboolean
is_needed (const Record *record, const char *id, GPtrArray *steps)
{
  for (guint i = 0; i < steps->len; i++) {
    const TgJournalStep *step = steps->pdata[i];
    Record other;

    if (step->undone == NULL && strcmp (step->id, id) > 0 && read_other (step, record, &other) && other.accept == record->accept) {
      g_autoptr (GBytes) entry = record->format->entry (&other.held);

      if (entry_accepts (record->format, entry, &record->held))
        return TRUE;
    }
  }
  return FALSE;
}

/* What is to stand there again.  What an older change put, which was undone after this one had replaced it, gives way to
 * what stood there before that change, and so on.  @former: (inout) @companion: (inout): that change's, where it has one.
 * TRUE: they are no longer what the record says */
static gboolean
look_behind_undone (const Record *record, const char *id, GPtrArray *steps, GBytes **former, const char **companion)
{
  gboolean differs = FALSE;

  for (guint i = 0; *former != NULL && i < steps->len; i++) {
    const TgJournalStep *step = steps->pdata[i];
    Record other;

    if (strcmp (step->id, id) >= 0 || !read_other (step, record, &other) || !other.accept ||
        !entry_accepts (other.format, *former, &other.held))
      continue;
    if (step->undone == NULL)
      break;
    /* Undone by then (version 0.1.0 did not note when): somebody else had put it there again. */
    if (*step->undone == '\0' || strcmp (step->undone, id) < 0)
      continue;
    g_bytes_unref (*former);
    *former = get_bytes (step->record, "former");
    if (other.companion != NULL)
      *companion = other.companion;
    id = step->id;
    differs = TRUE;
  }
  return differs;
}

static gboolean
edit_list (const Record *record, GBytes *former, GError **error)
{
  g_autoptr (GBytes) now = NULL, then = NULL;

  if (!tg_file_read (record->held.path, TG_FILE_MAX, &now, error))
    return FALSE;
  tg_file_sweep (record->held.path);
  if (now == NULL)
    return TRUE;
  then = put_former (now, record, former, error);
  return then != NULL && (g_bytes_equal (now, then) || tg_file_replace (record->held.path, then, error));
}

/* Whether one of our changes made the list: @object's, or one that was undone before it. */
static gboolean
was_made (const Record *record, JsonObject *object, GPtrArray *steps)
{
  gboolean made = !tg_json_get_boolean (object, "existed", TRUE);

  for (guint i = 0; !made && i < steps->len; i++) {
    const TgJournalStep *step = steps->pdata[i];
    Record other;

    made = step->undone != NULL && read_other (step, record, &other) && !tg_json_get_boolean (step->record, "existed", TRUE);
  }
  return made;
}

/* A list that we made goes with its last entry, whichever that is; one that the program has written since, its own way, stays. */
static gboolean
remove_empty (const Record *record, JsonObject *object, GPtrArray *steps, GError **error)
{
  g_autoptr (GBytes) empty = record->format->put (NULL, &record->held, NULL, NULL, NULL);
  g_autoptr (GBytes) now = NULL;

  if (!tg_file_read (record->held.path, TG_FILE_MAX, &now, error))
    return FALSE;
  if (now == NULL || empty == NULL || !g_bytes_equal (now, empty) || !was_made (record, object, steps))
    return TRUE;
  return tg_file_remove (record->held.path, error);
}

static gboolean
may_undo (JsonObject *object, const char *backup, GCancellable *cancellable, GError **error)
{
  Record record;

  return read_record (object, &record, error) && is_free (record.format, record.held.path, error);
}

static gboolean
undo (JsonObject *object, const char *backup, gboolean rolling_back, GCancellable *cancellable, GError **error)
{
  g_autofree char *id = g_path_get_basename (backup);
  g_autoptr (GPtrArray) steps = NULL;
  g_autoptr (GBytes) former = NULL;
  Record record;

  if (!read_record (object, &record, error) || !is_free (record.format, record.held.path, error))
    return FALSE;
  steps = tg_journal_steps (STEP_ID);
  former = get_bytes (object, "former");
  if (is_needed (&record, id, steps))
    return TRUE;
  if (look_behind_undone (&record, id, steps, &former, &record.companion)
          ? !edit_list (&record, former, error)
          : !tg_replaced_undo (&exception_list, record.held.path, object, backup, error))
    return FALSE;
  if (!remove_empty (&record, object, steps, error))
    return FALSE;
  if (record.companion == NULL)
    return TRUE;
  tg_file_sweep (record.companion);
  return tg_file_remove (record.companion, error);
}

const TgStepClass tg_exception_step = {
  .id = STEP_ID,
  .plan = plan,
  .apply = apply,
  .verify = verify,
  .in_place = in_place,
  .undo = undo,
  .may_undo = may_undo,
  .free = step_free,
};
