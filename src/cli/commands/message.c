/* message.c: tegamictl message: what a pasted warning, error number or returned mail means.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/words/message.h"

#include <glib/gi18n-lib.h>

#include "cli/output/check-json.h"
#include "cli/command.h"
#include "cli/input.h"
#include "cli/output/json.h"
#include "cli/options/options.h"
#include "cli/output/terminal.h"

static void
print_json (const TgMessage *message)
{
  g_autoptr (JsonBuilder) builder = tg_json_begin ();

  tg_json_begin_array (builder, "recognised");
  for (guint i = 0; i < message->recognised->len; i++) {
    const TgRecognised *piece = message->recognised->pdata[i];

    json_builder_begin_object (builder);
    tg_json_member (builder, "text", piece->text);
    tg_json_member (builder, "finding", piece->id);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  tg_check_json_findings (builder, NULL, message->findings);
  tg_json_member (builder, "question", tg_message_question (message));
  tg_json_print (builder, FALSE);
}

int
tg_command_message (int argc, char **argv)
{
  gboolean json = FALSE;
  g_auto (GStrv) positional = NULL;

  if (!tg_cli_plain_parse (&json, NULL, argc, argv, NULL,
                           _ ("Explains a warning, an error number or a returned mail, from a file or from standard input."), &positional))
    return TG_EXIT_USAGE;
  if (g_strv_length (positional) > 1)
    return tg_terminal_fail (TG_EXIT_USAGE, _ ("One file at a time."));

  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = tg_cli_read_input (positional[0], TG_MESSAGE_MAX, &error);

  if (bytes == NULL)
    return tg_terminal_fail (TG_EXIT_USAGE, error->message);

  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  g_autoptr (TgMessage) message = tg_message_read (text != NULL ? text : "", (gssize)length);

  if (json)
    print_json (message);
  else if (message->findings->len > 0)
    tg_terminal_findings (message->findings);
  else
    tg_terminal_line (_ ("Nothing in this text was recognised."));
  if (!json && tg_message_question (message) != NULL)
    tg_terminal_line (tg_message_question (message));
  return message->findings->len > 0 ? TG_EXIT_DONE : TG_EXIT_FAILED;
}
