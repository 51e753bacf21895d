/* input.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cli/input.h"

#include <gio/gio.h>
#include <gio/gunixinputstream.h>
#include <unistd.h>

#include "model/secret.h"

typedef struct {
  gsize length;
  char bytes[];
} Input;

static void
input_free (gpointer data)
{
  Input *self = data;

  tg_wipe (self->bytes, self->length);
  g_free (self);
}

GBytes *
tg_cli_read_input (const char *path, gsize most, GError **error)
{
  g_autoptr (GFile) file = path != NULL ? g_file_new_for_commandline_arg (path) : NULL;
  g_autoptr (GInputStream) stream =
      file != NULL ? G_INPUT_STREAM (g_file_read (file, NULL, error)) : g_unix_input_stream_new (STDIN_FILENO, FALSE);
  Input *input;
  gsize length = 0;

  if (stream == NULL)
    return NULL;
  input = g_malloc (sizeof *input + most);
  input->length = most;
  if (!g_input_stream_read_all (stream, input->bytes, most, &length, NULL, error)) {
    input_free (input);
    return NULL;
  }
  return g_bytes_new_with_free_func (input->bytes, length, input_free, input);
}
