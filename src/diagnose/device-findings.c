/* device-findings.c: what a check made here, and what the servers say to old encryption, mean for another device.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/device.h"

#include <string.h>

#include "diagnose/catalogue.h"

#include "tegami-config.h"
#include <glib/gi18n-lib.h>

static void
add_remedy (TgFinding *finding, guint place, const char *id, const char *text)
{
  TgRemedy *remedy = tg_remedy_new (text);

  remedy->id = id;
  g_ptr_array_insert (finding->remedies, (int)MIN (place, finding->remedies->len), remedy);
}

static const char *
answer_words (TgOldTls answer)
{
  switch (answer) {
  case TG_OLD_TLS_REFUSED:
    return _ ("not accepted");
  case TG_OLD_TLS_ACCEPTED:
    return _ ("accepted");
  default:
    return _ ("not known");
  }
}

static void
add_answers (const TgDeviceCheck *check, TgFinding *finding)
{
  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++) {
    const TgOldTlsFacts *said = &check->old_tls[side];

    if (check->servers[side] != NULL && (said->tls10 != TG_OLD_TLS_UNKNOWN || said->tls11 != TG_OLD_TLS_UNKNOWN))
      /* TRANSLATORS: a server, its port, and twice "not accepted", "accepted" or "not known" */
      g_ptr_array_add (finding->evidence, g_strdup_printf (_ ("%s, port %u, tried from here without signing in: TLS 1.0 %s, TLS 1.1 %s"),
                                                           check->servers[side]->host, check->servers[side]->port,
                                                           answer_words (said->tls10), answer_words (said->tls11)));
  }
}

/* The first that turns TLS 1.0 down, and TLS 1.1 as well if @both. (nullable) */
static const TgServer *
refusing_server (const TgDeviceCheck *check, gboolean both)
{
  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++)
    if (check->servers[side] != NULL && check->old_tls[side].tls10 == TG_OLD_TLS_REFUSED &&
        (!both || check->old_tls[side].tls11 == TG_OLD_TLS_REFUSED))
      return check->servers[side];
  return NULL;
}

/* Every server there is takes TLS 1.0. (nullable): one of them */
static const TgServer *
accepting_server (const TgDeviceCheck *check)
{
  const TgServer *any = NULL;

  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++) {
    if (check->servers[side] == NULL)
      continue;
    if (check->old_tls[side].tls10 != TG_OLD_TLS_ACCEPTED)
      return NULL;
    if (any == NULL)
      any = check->servers[side];
  }
  return any;
}

/* Nothing newer than TLS 1.0, by itself: so it is in all systems and programs of the table that are too old. */
static TgFinding *
too_old (const TgDevice *self, const char *version, const TgDeviceCheck *check, GHashTable *arguments)
{
  const TgServer *refusing = refusing_server (check, FALSE);
  const TgServer *accepting = refusing == NULL ? accepting_server (check) : NULL;
  TgFinding *finding;

  if (refusing != NULL || accepting != NULL) {
    g_hash_table_insert (arguments, (gpointer) "host", refusing != NULL ? refusing->host : accepting->host);
    g_hash_table_insert (arguments, (gpointer)(refusing != NULL ? "refused" : "accepted"), (gpointer) "yes");
  }
  if (tg_device_is_xp_or_vista (self, version))
    g_hash_table_insert (arguments, (gpointer) "xp_or_vista", (gpointer) "yes");
  finding = tg_catalogue_finding ("device-tls-too-old", TG_SIDE_BOTH, arguments);
  add_answers (check, finding);
  g_ptr_array_add (finding->evidence, g_strdup (_ (self->source)));
  return finding;
}

static TgFinding *
works_here (const TgDevice *self, TgDeviceTls tls, const TgDeviceCheck *check, GHashTable *arguments)
{
  TgFinding *finding = tg_catalogue_finding ("works-here", TG_SIDE_BOTH, arguments);
  const TgServer *refusing = refusing_server (check, TRUE);

  if (tls == TG_DEVICE_NEEDS_UPDATE && self->update != NULL)
    add_remedy (finding, 0, "update-device", _ (self->update));
  add_remedy (finding, 1, "look-there", _ (self->look));
  if (refusing != NULL) {
    g_autofree char *text =
        /* TRANSLATORS: a server name */
        g_strdup_printf (_ ("%s accepts TLS 1.2 or newer only: look in the device’s settings or manual whether it has that, and for newer "
                            "firmware. If it has not, save to a folder or a USB stick there, and send from a computer; do not switch "
                            "encryption off."),
                         refusing->host);

    add_remedy (finding, 2, "needs-tls-1-2", text);
  }
  g_ptr_array_add (finding->evidence, g_strdup (_ ("Tested from this computer with these settings, and it works")));
  add_answers (check, finding);
  if (self->since != NULL)
    g_ptr_array_add (finding->evidence, g_strdup (_ (self->source)));
  return finding;
}

/* "Outlook Express 6 (Windows XP)", "iPhone or iPad (18.1)" */
static char *
name_with_version (const TgDevice *self, const char *version)
{
  const char *name = tg_device_name (self);
  const char *bracket = strstr (name, "（");

  if (version == NULL || *version == '\0')
    return g_strdup (name);
  if (bracket == NULL)
    bracket = strstr (name, " (");
  if (bracket == NULL)
    /* TRANSLATORS: a device and its version: "iPhone or iPad (18.1)" */
    return g_strdup_printf (_ ("%s (%s)"), name, version);
  return g_strdup_printf ("%.*s %s%s", (int)(bracket - name), name, version, bracket);
}

GPtrArray *
tg_device_findings (const TgDevice *self, const char *version, const TgDeviceCheck *check)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_finding_unref);
  g_autoptr (GHashTable) arguments = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *device = name_with_version (self, version);
  TgDeviceTls tls = tg_device_tls (self, version);

  g_hash_table_insert (arguments, (gpointer) "device", device);
  if (tls == TG_DEVICE_TOO_OLD)
    g_ptr_array_add (findings, too_old (self, version, check, arguments));
  else if (check->verdict == TG_OUTCOME_VERIFIED || check->verdict == TG_OUTCOME_CAUTION)
    g_ptr_array_add (findings, works_here (self, tls, check, arguments));
  return findings;
}
