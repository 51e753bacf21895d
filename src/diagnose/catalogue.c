/* catalogue.c: reads data/findings.xml out of the program's resources, once, and fills in texts.
 * Strings are looked up by gettext as xgettext extracts them (data/its/findings.its): collapsed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/catalogue.h"

#include <string.h>

#include "model/text/xml.h"

#include "tegami-config.h"
#include <glib/gi18n-lib.h>

#define RESOURCE "/io/github/tegami/Tegami/engine/findings.xml"

/* What has been read so far.  Everything in it lives as long as the process. */
typedef struct {
  GPtrArray *entries;
  GHashTable *by_id;
  TgCatalogueEntry *entry;   /* the one being read */
  TgCatalogueRemedy *remedy; /* (nullable) */
  TgCatalogueText *text;     /* (nullable): a title or a cause */
} Reader;

static void
begin_finding (Reader *reader, const char **names, const char **values, GError **error)
{
  const char *severity = tg_xml_attribute (names, values, "severity");
  const char *fault = tg_xml_attribute (names, values, "fault");
  TgCatalogueEntry *entry = g_new0 (TgCatalogueEntry, 1);

  entry->id = tg_xml_attribute (names, values, "id");
  entry->titles = g_ptr_array_new ();
  entry->causes = g_ptr_array_new ();
  entry->remedies = g_ptr_array_new ();
  reader->entry = entry;
  if (entry->id == NULL || severity == NULL || fault == NULL || !tg_severity_from_id (severity, &entry->severity) ||
      !tg_blame_from_id (fault, &entry->blame))
    g_set_error (error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT, "finding “%s” lacks a valid id, severity or fault",
                 entry->id != NULL ? entry->id : "?");
  else {
    g_ptr_array_add (reader->entries, entry);
    g_hash_table_insert (reader->by_id, (gpointer)entry->id, entry);
  }
}

/* @text: (nullable) */
static guint
number (const char *text)
{
  return text != NULL ? (guint)g_ascii_strtoull (text, NULL, 10) : 0;
}

static void
start_element (const char *element, const char **names, const char **values, gpointer data, GError **error)
{
  Reader *reader = data;

  if (strcmp (element, "finding") == 0)
    begin_finding (reader, names, values, error);
  else if (strcmp (element, "title") == 0 || strcmp (element, "cause") == 0) {
    reader->text = g_new0 (TgCatalogueText, 1);
    reader->text->needs = tg_xml_attribute (names, values, "if");
    reader->text->unless = tg_xml_attribute (names, values, "unless");
    reader->text->assures = g_strcmp0 (tg_xml_attribute (names, values, "assures"), TG_NOT_SENT) == 0;
  } else if (strcmp (element, "remedy") == 0) {
    reader->remedy = g_new0 (TgCatalogueRemedy, 1);
    reader->remedy->id = tg_xml_attribute (names, values, "id");
    reader->remedy->needs = tg_xml_attribute (names, values, "if");
    reader->remedy->unless = tg_xml_attribute (names, values, "unless");
    reader->remedy->steps = tg_xml_attribute (names, values, "step");
    reader->remedy->minutes = number (tg_xml_attribute (names, values, "minutes"));
    reader->remedy->stop = g_strcmp0 (tg_xml_attribute (names, values, "stop"), "yes") == 0;
    g_ptr_array_add (reader->entry->remedies, reader->remedy);
  }
}

static void
end_element (const char *element, const char *collapsed, gpointer data)
{
  Reader *reader = data;
  const char *text = g_intern_string (collapsed);

  if (strcmp (element, "title") == 0) {
    reader->text->text = reader->entry->title = text;
    g_ptr_array_add (reader->entry->titles, reader->text);
  } else if (strcmp (element, "text") == 0)
    reader->remedy->text = text;
  else if (strcmp (element, "action") == 0)
    reader->remedy->action = text;
  else if (strcmp (element, "cause") == 0) {
    reader->text->text = reader->entry->cause = text;
    g_ptr_array_add (reader->entry->causes, reader->text);
  }
}

static const Reader *
catalogue (void)
{
  static const TgXmlReader parts = { start_element, end_element };
  static gsize ready = 0;
  static Reader reader;

  if (g_once_init_enter (&ready)) {
    reader.entries = g_ptr_array_new ();
    reader.by_id = g_hash_table_new (g_str_hash, g_str_equal);
    tg_xml_read (RESOURCE, &parts, &reader);
    g_once_init_leave (&ready, 1);
  }
  return &reader;
}

const TgCatalogueEntry *
tg_catalogue_find (const char *id)
{
  return g_hash_table_lookup (catalogue ()->by_id, id);
}

GPtrArray *
tg_catalogue_all (void)
{
  return g_ptr_array_copy (catalogue ()->entries, NULL, NULL);
}

/* Finds the next {name} from @text on.  @name (transfer full). */
static gboolean
next_place_holder (const char *text, const char **start, const char **end, char **name)
{
  for (const char *open = strchr (text, '{'); open != NULL; open = strchr (open + 1, '{')) {
    gsize length = strspn (open + 1, "abcdefghijklmnopqrstuvwxyz_");

    if (length > 0 && open[1 + length] == '}') {
      *start = open;
      *end = open + length + 2;
      *name = g_strndup (open + 1, length);
      return TRUE;
    }
  }
  return FALSE;
}

static const char *
argument (GHashTable *arguments, const char *name)
{
  return arguments != NULL ? g_hash_table_lookup (arguments, name) : NULL;
}

gboolean
tg_catalogue_can_fill (const char *msgid, GHashTable *arguments)
{
  const char *start, *end = msgid;
  char *found = NULL;

  while (next_place_holder (end, &start, &end, &found)) {
    g_autofree char *name = g_steal_pointer (&found);

    if (argument (arguments, name) == NULL)
      return FALSE;
  }
  return TRUE;
}

static gboolean
is_japanese (gunichar c)
{
  return (c >= 0x3001 && c <= 0x30ff) || (c >= 0x3400 && c <= 0x9fff) || (c >= 0xff01 && c <= 0xffef);
}

/* A translation has a blank around a place holder, for the names of servers; "サーバー", filled in, needs none.  Appends @value,
 * and returns what is left of the text @behind it. */
static const char *
append_value (GString *filled, const char *value, const char *behind)
{
  const char *last = g_utf8_find_prev_char (value, value + strlen (value));

  if (filled->len > 1 && filled->str[filled->len - 1] == ' ' && is_japanese (g_utf8_get_char (value)) &&
      is_japanese (g_utf8_get_char (g_utf8_prev_char (filled->str + filled->len - 1))))
    g_string_truncate (filled, filled->len - 1);
  g_string_append (filled, value);
  if (last != NULL && is_japanese (g_utf8_get_char (last)) && behind[0] == ' ' && is_japanese (g_utf8_get_char (behind + 1)))
    return behind + 1;
  return behind;
}

char *
tg_catalogue_fill (const char *msgid, GHashTable *arguments)
{
  const char *text = msgid[0] != '\0' ? g_dgettext (GETTEXT_PACKAGE, msgid) : msgid;
  g_autoptr (GString) filled = g_string_new (NULL);
  const char *start, *end;
  char *found = NULL;

  /* One pass: a value that looks like a place holder is not filled again. */
  for (; next_place_holder (text, &start, &end, &found); text = end) {
    g_autofree char *name = g_steal_pointer (&found);
    const char *value = argument (arguments, name);

    g_string_append_len (filled, text, start - text);
    if (value != NULL)
      end = append_value (filled, value, end);
    else {
      g_critical ("No value for {%s} in “%s”", name, msgid);
      g_string_append_len (filled, start, end - start);
    }
  }
  g_string_append (filled, text);
  return g_string_free (g_steal_pointer (&filled), FALSE);
}

/* @names: separated by spaces */
static guint
how_many_are_there (char **names, GHashTable *arguments)
{
  guint n = 0;

  for (guint i = 0; names[i] != NULL; i++)
    n += argument (arguments, names[i]) != NULL;
  return n;
}

static gboolean
conditions_hold (const char *needs, const char *unless, GHashTable *arguments)
{
  g_auto (GStrv) needed = g_strsplit (needs != NULL ? needs : "", " ", -1);
  g_auto (GStrv) unwanted = g_strsplit (unless != NULL ? unless : "", " ", -1);

  return how_many_are_there (needed, arguments) == g_strv_length (needed) && how_many_are_there (unwanted, arguments) == 0;
}

TgRemedy *
tg_catalogue_remedy (const TgCatalogueRemedy *self, GHashTable *arguments)
{
  g_autofree char *text = NULL;
  TgRemedy *remedy;

  if (!conditions_hold (self->needs, self->unless, arguments) || !tg_catalogue_can_fill (self->text, arguments) ||
      (self->action != NULL && !tg_catalogue_can_fill (self->action, arguments)))
    return NULL;

  text = tg_catalogue_fill (self->text, arguments);
  remedy = tg_remedy_new (text);
  remedy->id = self->id;
  if (self->action != NULL)
    remedy->action = tg_catalogue_fill (self->action, arguments);
  return remedy;
}

/* What was not done to the person, where that is so: said in one place, so that it is never said of what was sent. */
static char *
assured (const TgCatalogueText *self, GHashTable *arguments)
{
  g_autofree char *text = tg_catalogue_fill (self->text, arguments);

  if (!self->assures || argument (arguments, TG_NOT_SENT) == NULL)
    return g_steal_pointer (&text);
  /* TRANSLATORS: two sentences, one after the other */
  return g_strdup_printf (_ ("%s %s"), text, _ ("Your password was not sent."));
}

/* Of @texts (of TgCatalogueText*), the first whose conditions hold. */
static char *
text_for (const TgCatalogueEntry *entry, GPtrArray *texts, GHashTable *arguments)
{
  for (guint i = 0; i < texts->len; i++) {
    const TgCatalogueText *text = texts->pdata[i];

    if (conditions_hold (text->needs, text->unless, arguments) && tg_catalogue_can_fill (text->text, arguments))
      return assured (text, arguments);
  }
  /* A raw place holder must not reach the screen; the rest still says what is wrong. */
  g_critical ("No title, or no cause, of “%s” can be filled", entry->id);
  return g_strdup ("");
}

TgFinding *
tg_catalogue_finding (const char *id, TgSide side, GHashTable *arguments)
{
  const TgCatalogueEntry *entry = tg_catalogue_find (id);
  TgFinding *finding;

  if (entry == NULL) {
    g_critical ("There is no finding “%s” in the catalogue", id);
    finding = tg_finding_new (g_intern_string (id), side);
    finding->title = g_strdup (id);
    finding->cause = g_strdup ("");
    return finding;
  }
  finding = tg_finding_new (entry->id, side);
  finding->severity = entry->severity;
  finding->fault = entry->blame;
  finding->title = text_for (entry, entry->titles, arguments);
  finding->cause = text_for (entry, entry->causes, arguments);
  for (guint i = 0; i < entry->remedies->len; i++) {
    TgRemedy *remedy = tg_catalogue_remedy (entry->remedies->pdata[i], arguments);

    if (remedy != NULL)
      g_ptr_array_add (finding->remedies, remedy);
  }
  return finding;
}
