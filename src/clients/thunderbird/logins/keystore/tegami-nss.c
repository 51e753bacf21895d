/* tegami-nss.c: what needs NSS, in a process of its own, since NSS keeps its state for the whole process, and a damaged
 * key4.db may end or hold up whoever opens it.
 *
 *   tegami-nss look FOLDER     reads FOLDER/key4.db, and changes nothing
 *   tegami-nss write FOLDER    makes it, or a key in it, where one is missing
 *
 * Standard input, a line each, every text in base64:
 *
 *   encrypt TEXT               (write) answered by a value for logins.json, or by nothing
 *   compare VALUE TEXT         answered by "same", "differs", or "unreadable"
 *
 * Standard output: the state, as a word, then a line for each.  No text ever leaves this process.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "clients/thunderbird/logins/keystore/keystore.h"

#define INPUT_MAX (64 * 1024)

/* All of it, in memory that is wiped; NULL where it is too long. */
static TgSecret *
read_input (void)
{
  char *bytes;
  g_autoptr (TgSecret) input = tg_secret_room (INPUT_MAX, &bytes);
  gsize length = 0;
  gssize got;

  do {
    got = read (STDIN_FILENO, bytes + length, INPUT_MAX - length);
    length += (gsize)MAX (got, 0);
  } while (got > 0 || (got < 0 && errno == EINTR));
  return length < INPUT_MAX ? g_steal_pointer (&input) : NULL;
}

/* @text: base64. (transfer full) */
static TgSecret *
read_text (const char *text)
{
  char *bytes;
  g_autoptr (TgSecret) room = tg_secret_room (strlen (text), &bytes);
  int state = 0;
  guint save = 0;
  gsize length = g_base64_decode_step (text, strlen (text), (guchar *)bytes, &state, &save);

  tg_wipe (&save, sizeof save);
  return tg_secret_new (bytes, (gssize)length);
}

static const char *
compare (TgKeystore *keystore, const char *value, TgSecret *text)
{
  g_autoptr (TgSecret) there = tg_keystore_decrypt (keystore, value);

  return there == NULL ? "unreadable" : tg_secret_equal (there, text) ? "same" : "differs";
}

/* Cuts the line, which is a secret's own memory, into its words. */
static gboolean
answer (TgKeystore *keystore, char *line)
{
  char *first = strchr (line, ' ');
  char *second = first != NULL ? strchr (first + 1, ' ') : NULL;
  g_autoptr (TgSecret) text = NULL;
  g_autofree char *value = NULL;

  if (first == NULL)
    return FALSE;
  *first++ = '\0';
  if (second != NULL)
    *second++ = '\0';
  text = read_text (second != NULL ? second : first);
  if (strcmp (line, "compare") == 0 && second != NULL) {
    puts (compare (keystore, first, text));
    return TRUE;
  }
  value = strcmp (line, "encrypt") == 0 && second == NULL ? tg_keystore_encrypt (keystore, text) : NULL;
  puts (value != NULL ? value : "");
  return value != NULL;
}

static gboolean
answer_all (TgKeystore *keystore, TgSecret *input)
{
  gboolean good = TRUE;

  for (char *line = (char *)tg_secret_peek (input, NULL); good && *line != '\0';) {
    char *end = strchrnul (line, '\n');
    char *next = *end != '\0' ? end + 1 : end;

    *end = '\0';
    good = answer (keystore, line);
    line = next;
  }
  return good;
}

int
main (int argc, char **argv)
{
  gboolean writes = argc == 3 && strcmp (argv[1], "write") == 0;
  g_autoptr (TgSecret) input = NULL;
  g_autoptr (TgKeystore) keystore = NULL;
  gboolean done;

  /* NSS's copies are out of our reach: no core dump is to show them. */
  prctl (PR_SET_DUMPABLE, 0);
  if (!writes && (argc != 3 || strcmp (argv[1], "look") != 0))
    return 2;
  input = read_input ();
  if (input == NULL)
    return 2;
  keystore = tg_keystore_open (argv[2], writes);
  if (writes)
    tg_keystore_make_ready (keystore);
  puts (tg_keystore_state_word (tg_keystore_state (keystore)));
  done = answer_all (keystore, input);
  return done && fflush (stdout) == 0 ? 0 : 1;
}
