/* test-field.c: replies and messages from public reports, judged before they were first tried; tests/field/.
 *
 *   test-field -k [FILE …]   prints every case that is wrong, of all files or of these
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "diagnose/words/message.h"
#include "diagnose/words/replies.h"

static int
number_of (const char *const *names, const char *name)
{
  for (int i = 0; names[i] != NULL; i++)
    if (strcmp (names[i], name) == 0)
      return i;
  g_error ("“%s” is no protocol and no stage", name);
}

/* What was said: a reply's meaning, or a message's findings, the main one first; "-": nothing. (transfer full) */
static GStrv
told_of_reply (char **cells)
{
  static const char *const protocols[] = { [TG_PROTOCOL_IMAP] = "imap", [TG_PROTOCOL_POP3] = "pop3", [TG_PROTOCOL_SMTP] = "smtp", NULL };
  static const char *const stages[] = { "greeting", "sign-in", "mailbox", "sender", "recipient", NULL };
  g_autofree char *text = g_strcompress (cells[4]);
  g_auto (TgReplyParts) parts = { 0 };
  TgReplyFacts facts = { .protocol = (TgProtocol)number_of (protocols, cells[1]),
                         .moment = (TgMoment)number_of (stages, cells[2]),
                         .text = text,
                         .host = cells[3] };
  const char *ids[] = { NULL, NULL };

  tg_reply_parts (facts.protocol, text, &parts);
  facts.code = parts.code;
  facts.status = parts.status;
  ids[0] = tg_reply_meaning (&facts).id;
  return g_strdupv ((char **)ids);
}

static GStrv
told_of_message (char **cells)
{
  g_autofree char *text = g_strcompress (cells[1]);
  g_autoptr (TgMessage) message = tg_message_read (text, -1);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; i < message->findings->len; i++)
    g_ptr_array_add (ids, g_strdup (((const TgFinding *)message->findings->pdata[i])->id));
  if (ids->len == 0)
    g_ptr_array_add (ids, g_strdup ("-"));
  g_ptr_array_add (ids, NULL);
  return (GStrv)g_ptr_array_free (g_steal_pointer (&ids), FALSE);
}

/* What a reply means that nobody knows. */
static gboolean
is_unknown (const char *id)
{
  return strcmp (id, "-") == 0 || strcmp (id, "auth-refused") == 0 || strcmp (id, "send-refused") == 0;
}

/* @expected: "a|b|!c": a or b is right, and c is nowhere; "-": nobody can know; only "!c": anything else is right. */
static gboolean
is_right (const char *expected, const char *const *told)
{
  g_auto (GStrv) each = g_strsplit (expected, "|", -1);
  gboolean any = TRUE, found = FALSE;

  for (guint i = 0; each[i] != NULL; i++) {
    if (each[i][0] == '!' && g_strv_contains (told, each[i] + 1))
      return FALSE;
    any = any && each[i][0] == '!';
    found = found || strcmp (each[i], told[0]) == 0 || (strcmp (each[i], "-") == 0 && is_unknown (told[0]));
  }
  return any || found;
}

static void
test_file (gconstpointer data)
{
  const char *path = data;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0, wrong = 0;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++) {
    g_auto (GStrv) cells = g_strsplit (lines[i], "\t", -1);
    guint n_cells = g_strv_length (cells);
    g_auto (GStrv) told = NULL;
    const char *expected;

    if (n_cells < 5 || strcmp (cells[0], "id") == 0)
      continue;
    n++;
    expected = cells[n_cells == 8 ? 5 : 2];
    told = n_cells == 8 ? told_of_reply (cells) : told_of_message (cells);
    if (!is_right (expected, (const char *const *)told)) {
      g_autofree char *all = g_strjoinv (" ", told);

      g_test_message ("%s: “%s” gave %s, not %s", cells[0], cells[n_cells == 8 ? 4 : 1], all, expected);
      wrong++;
    }
  }
  g_test_message ("%s: %u of %u right", path, n - wrong, n);
  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (wrong, ==, 0);
}

int
main (int argc, char **argv)
{
  static const char *const files[] = { "given-replies.tsv",   "given-messages.tsv",   "replies.tsv",    "messages.tsv",
                                       "replies-2.tsv",       "messages-2.tsv",       "replies-3.tsv",  "messages-3.tsv",
                                       "replies-4.tsv",       "messages-4.tsv",       "replies-5.tsv",  "messages-5.tsv",
                                       "replies-6.tsv",       "messages-6.tsv",       "messages-7.tsv", "messages-8.tsv",
                                       "replies-8.tsv",       "messages-9.tsv",       "replies-9.tsv",  "messages-10.tsv",
                                       "replies-10.tsv",      "messages-11.tsv",      "replies-11.tsv", "programs.tsv",
                                       "servers-replies.tsv", "servers-messages.tsv", "screens.tsv" };

  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *path = g_strdup_printf ("/field/%s", files[i]);

    g_test_add_data_func (path, g_build_filename (g_getenv ("TG_FIELD") != NULL ? g_getenv ("TG_FIELD") : TG_FIELD, files[i], NULL),
                          test_file);
  }
  return g_test_run ();
}
