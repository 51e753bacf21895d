/* nss.c: questions and answers as lines; see keystore/tegami-nss.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/thunderbird/logins/nss.h"

#include <string.h>

#include "clients/tool.h"
#include "tegami-config.h"

#define PROGRAM  "tegami-nss"
#define LIMIT_MS (20 * 1000)

/* What the loader exits with where a library is missing. */
#define CANNOT_START 127

struct _TgNss {
  GPtrArray *questions; /* of TgSecret*: lines */
  char **answers;       /* (nullable) */
  TgKeystoreState state;
};

TgNss *
tg_nss_new (void)
{
  TgNss *self = g_new0 (TgNss, 1);

  self->questions = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_secret_unref);
  self->state = TG_KEYSTORE_NO_NSS;
  return self;
}

void
tg_nss_free (TgNss *self)
{
  g_ptr_array_unref (self->questions);
  g_strfreev (self->answers);
  g_free (self);
}

/* @words: what precedes the text */
static guint
add_question (TgNss *self, const char *words, TgSecret *text)
{
  g_autoptr (TgSecret) begin = tg_secret_new (words, -1);
  g_autoptr (TgSecret) encoded = tg_secret_base64 (text);
  g_autoptr (TgSecret) end = tg_secret_new ("\n", -1);
  TgSecret *const parts[] = { begin, encoded, end };

  g_ptr_array_add (self->questions, tg_secret_join (parts, G_N_ELEMENTS (parts)));
  return self->questions->len - 1;
}

guint
tg_nss_encrypt (TgNss *self, TgSecret *text)
{
  return add_question (self, "encrypt ", text);
}

/* Nothing that could be read as another line. */
static gboolean
is_base64 (const char *value)
{
  return *value != '\0' && strspn (value, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=") == strlen (value);
}

guint
tg_nss_compare (TgNss *self, const char *value, TgSecret *text)
{
  g_autofree char *words = g_strdup_printf ("compare %s ", value != NULL && is_base64 (value) ? value : "=");

  return add_question (self, words, text);
}

/* A program that is not installed finds it in the build directory. (transfer full) */
static char *
program (void)
{
  const char *uninstalled = g_getenv ("TEGAMI_LIBEXECDIR");

  return g_build_filename (uninstalled != NULL ? uninstalled : TG_LIBEXECDIR, PROGRAM, NULL);
}

/* The first line is the state. */
static void
read_answers (TgNss *self, GBytes *output)
{
  gsize length;
  const char *bytes = g_bytes_get_data (output, &length);
  g_autofree char *text = length > 0 ? g_strndup (bytes, length) : g_strdup ("");
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  self->state = TG_KEYSTORE_UNREADABLE;
  if (tg_keystore_state_parse (lines[0], &self->state))
    self->answers = g_strdupv (lines + 1);
}

gboolean
tg_nss_ask (TgNss *self, const char *folder, gboolean writes, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = program ();
  const char *const argv[] = { path, writes ? "write" : "look", folder, NULL };
  TgSecret *input = tg_secret_join ((TgSecret *const *)self->questions->pdata, self->questions->len);
  g_autoptr (GBytes) lines =
      g_bytes_new_with_free_func (tg_secret_peek (input, NULL), tg_secret_length (input), (GDestroyNotify)tg_secret_unref, input);
  g_autoptr (GBytes) output = NULL;
  g_autoptr (GError) local = NULL;
  int status = -1;

  if (tg_tool_run (argv, lines, LIMIT_MS, &output, &status, cancellable, &local) && status != CANNOT_START)
    read_answers (self, output);
  else
    self->state = local == NULL || local->domain == G_SPAWN_ERROR ? TG_KEYSTORE_NO_NSS : TG_KEYSTORE_UNREADABLE;
  if (!g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

TgKeystoreState
tg_nss_state (TgNss *self)
{
  return self->state;
}

static const char *
answer (TgNss *self, guint number)
{
  return self->answers != NULL && number < g_strv_length (self->answers) ? self->answers[number] : "";
}

const char *
tg_nss_value (TgNss *self, guint number)
{
  const char *value = answer (self, number);

  return is_base64 (value) ? value : NULL;
}

int
tg_nss_is_same (TgNss *self, guint number)
{
  const char *word = answer (self, number);

  return g_str_equal (word, "same") ? 1 : g_str_equal (word, "differs") ? 0 : -1;
}
