/* find.c: tegamictl find: settings known for an address, with their origin.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "cli/command.h"
#include "cli/find-settings.h"
#include "cli/options/around.h"
#include "cli/options/options.h"
#include "cli/output/find-output.h"
#include "cli/output/terminal.h"
#include "find/read/where.h"
#include "find/typed.h"

/* As typed. */
typedef struct {
  TgCliReach reach;
  TgCliAround around;
  gboolean offline;
  gboolean json;
} Raw;

static void
raw_clear (Raw *raw)
{
  tg_cli_reach_clear (&raw->reach);
  tg_cli_around_clear (&raw->around);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Raw, raw_clear)

static char *
read_address (char **positional, GError **error)
{
  g_autofree char *address = g_strv_length (positional) == 1 ? tg_typed_address (positional[0], NULL) : NULL;

  if (address == NULL || !tg_address_is_plausible (address))
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("Expected one mail address, such as taro@example.jp."));
  else if (tg_where_is_suffix (address))
    g_set_error (
        error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
        _ ("The part after the @ in “%s” is no mail domain: many people register their own domains below it. Check the address once more."),
        address);
  else
    return g_steal_pointer (&address);
  return NULL;
}

static TgNetwork *
read_network (const Raw *raw, const TgSources *sources, GError **error)
{
  g_autoptr (TgNetwork) network = tg_cli_network (&raw->reach, error);

  return network != NULL ? tg_sources_network (sources, network) : NULL;
}

int
tg_command_find (int argc, char **argv)
{
  g_auto (Raw) raw = { .reach = TG_CLI_REACH };
  g_auto (GStrv) positional = NULL;
  g_autoptr (TgSources) sources = NULL;
  g_autoptr (TgNetwork) network = NULL;
  g_autoptr (TgDiscovery) found = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;
  gboolean cancelled = FALSE;
  const GOptionEntry extra[] = {
    { "offline", 0, 0, G_OPTION_ARG_NONE, &raw.offline, N_ ("ask nobody: the tables of this program alone"), NULL },
    { "resolver", 0, 0, G_OPTION_ARG_STRING, &raw.around.resolver, N_ ("the name server to ask, instead of this computer's"), "IP:PORT" },
    { "ispdb-url", 0, 0, G_OPTION_ARG_STRING, &raw.around.ispdb_url, N_ ("the public database of mail settings"), "URL|none" },
    { NULL },
  };

  raw.reach.timeout = TG_DISCOVER_TIMEOUT_MS / 1000.0;
  raw.reach.timeout_is = N_ ("time limit for the whole search (7.5)");
  if (!tg_cli_plain_parse (
          &raw.json, &raw.reach, argc, argv, extra,
          _ ("Shows the settings that are known for a mail address, or that its domain publishes. No password is asked for."), &positional))
    return TG_EXIT_USAGE;
  address = read_address (positional, &error);
  sources = address != NULL ? tg_cli_around_sources (&raw.around, &error) : NULL;
  network = sources != NULL ? read_network (&raw, sources, &error) : NULL;
  if (network == NULL)
    return tg_terminal_fail (TG_EXIT_USAGE, error->message);

  found =
      tg_cli_discover (address,
                       &(TgDiscoverOptions){
                           .network = network, .ispdb_url = sources->ispdb_url, .timeout_ms = network->timeout_ms, .offline = raw.offline },
                       &cancelled);
  if (raw.json)
    tg_find_json_print (found);
  else
    tg_find_print (found);
  if (cancelled)
    return TG_EXIT_CANCELLED;
  return found->ranking->account != NULL ? TG_EXIT_DONE : TG_EXIT_FAILED;
}
