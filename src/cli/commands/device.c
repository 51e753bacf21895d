/* device.c: tegamictl devices, and device: an account tested from here for the sake of another device
 * or program, and what that means for it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/device.h"

#include <glib/gi18n-lib.h>

#include "cli/output/check-json.h"
#include "cli/command.h"
#include "cli/find-settings.h"
#include "cli/options/options.h"
#include "cli/run-check.h"
#include "cli/output/terminal.h"

static void
list_json (const TgDevice *devices, guint n)
{
  g_autoptr (JsonBuilder) builder = tg_json_begin ();

  tg_json_begin_array (builder, "devices");
  for (guint i = 0; i < n; i++) {
    json_builder_begin_object (builder);
    tg_json_member (builder, "id", devices[i].id);
    tg_json_member (builder, "name", tg_device_name (&devices[i]));
    tg_json_member (builder, "version", tg_device_version_title (&devices[i]));
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  tg_json_print (builder, FALSE);
}

int
tg_command_devices (int argc, char **argv)
{
  gboolean json = FALSE;
  guint n;
  const TgDevice *devices = tg_devices (&n);

  if (!tg_cli_plain_parse (&json, NULL, argc, argv, NULL, _ ("Lists the devices and programs that “tegamictl device” knows."), NULL))
    return TG_EXIT_USAGE;
  if (json) {
    list_json (devices, n);
    return TG_EXIT_DONE;
  }
  for (guint i = 0; i < n; i++)
    tg_terminal_print ("%-20s %s", devices[i].id, tg_device_name (&devices[i]));
  return TG_EXIT_DONE;
}

/* What follows for the device, and then what is wrong with the account itself. */
static GPtrArray *
findings_for (const TgDevice *device, const char *version, TgSession *session, TgOutcome verdict)
{
  const TgDeviceCheck check = tg_session_device_check (session, verdict);
  GPtrArray *findings = tg_device_findings (device, version, &check);
  GPtrArray *own = tg_session_get_findings (session);

  for (guint i = 0; i < own->len; i++)
    g_ptr_array_add (findings, tg_finding_ref (own->pdata[i]));
  return findings;
}

static void
print_json (TgSession *session, const TgDevice *device, const char *version, TgOutcome verdict, GPtrArray *findings)
{
  g_autoptr (JsonBuilder) builder = tg_json_begin ();

  tg_json_member (builder, "device", device->id);
  tg_json_member (builder, "version", version);
  tg_json_member (builder, "verdict", tg_outcome_id (verdict));
  tg_check_json_findings (builder, tg_session_get_result (session)->account, findings);
  tg_json_print (builder, FALSE);
}

int
tg_command_device (int argc, char **argv)
{
  g_auto (TgCliOptions) options = { 0 };
  g_auto (GStrv) positional = NULL;
  const TgDevice *device;

  if (!tg_cli_options_parse (&options, argc, argv, NULL,
                             _ ("Tests an account from this computer, and says what that means for another device or program."),
                             &positional))
    return TG_EXIT_USAGE;
  device = positional[0] != NULL ? tg_device_find (positional[0]) : NULL;
  if (device == NULL || (positional[1] != NULL && positional[2] != NULL))
    return tg_terminal_fail (TG_EXIT_USAGE, _ ("Name one device from “tegamictl devices”, and optionally its version."));
  options.check.old_tls = tg_device_may_be_old (device, positional[1]);
  if (!tg_cli_find_settings (&options) || !tg_cli_run_check (&options))
    return TG_EXIT_CANCELLED;

  TgOutcome verdict = tg_session_get_verdict (options.session);
  gboolean works = verdict == TG_OUTCOME_VERIFIED || verdict == TG_OUTCOME_CAUTION;
  g_autoptr (GPtrArray) findings = findings_for (device, positional[1], options.session, verdict);

  if (options.json) {
    print_json (options.session, device, positional[1], verdict, findings);
  } else {
    tg_terminal_findings (findings);
    tg_terminal_verdict (options.session);
  }
  return works && tg_device_tls (device, positional[1]) != TG_DEVICE_TOO_OLD ? TG_EXIT_DONE : TG_EXIT_FAILED;
}
