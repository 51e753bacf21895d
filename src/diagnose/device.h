/* device.h: another device or program: whether it can speak today's encryption, and where to look in it,
 * once the account is known to work from here.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/evidence/evidence.h"
#include "model/finding.h"

G_BEGIN_DECLS

/* Appliances send only, as printers do: a NAS, a router. */
typedef enum {
  TG_DEVICE_PROGRAM,
  TG_DEVICE_PHONE,
  TG_DEVICE_PRINTER,
  TG_DEVICE_WEB,
  TG_DEVICE_OTHER,
  TG_DEVICE_APPLIANCE
} TgDeviceKind;

/* What a version number of a device counts. */
typedef enum { TG_VERSION_NONE, TG_VERSION_OWN, TG_VERSION_WINDOWS } TgVersionOf;

/**
 * TgDevice:
 * @name: as its maker writes it; translated by tg_device_name()
 * @version_of: what the person is asked for
 * @since: (nullable): the version from which TLS 1.2 works by itself; NULL: in all
 * @never: TLS 1.2 cannot be had in any
 * @update: (nullable): untranslated; how an older version can be made to speak it
 * @look: untranslated; where to look in it
 * @source: where this is known from
 */
typedef struct {
  const char *id;
  TgDeviceKind kind;
  const char *name;
  TgVersionOf version_of;
  const char *since;
  gboolean never;
  const char *update;
  const char *look;
  const char *source;
} TgDevice;

/* In the order in which a person reads them. */
const TgDevice *tg_devices (guint *n);
const TgDevice *tg_device_find (const char *id);
/* (transfer none) */
const char *tg_device_name (const TgDevice *self);
/* What to ask for, "Windows version" or "Version"; NULL: nothing. (transfer none) */
const char *tg_device_version_title (const TgDevice *self);

typedef enum { TG_DEVICE_FINE, TG_DEVICE_NEEDS_UPDATE, TG_DEVICE_TOO_OLD } TgDeviceTls;

/* @version: (nullable): as typed ("iOS 4.2.1", "Windows 7", "10"); not known counts as new enough */
TgDeviceTls tg_device_tls (const TgDevice *self, const char *version);

/* Whether it is of a time in which TLS 1.2 was not common, or may be: then it is worth asking the servers about older TLS. */
gboolean tg_device_may_be_old (const TgDevice *self, const char *version);
/* Thunderbird 52, with TLS 1.2 of its own, still runs there. */
gboolean tg_device_is_xp_or_vista (const TgDevice *self, const char *version);

/**
 * TgDeviceCheck: what was seen from here.
 * @verdict: of the account
 * @servers: by side, (nullable)
 * @old_tls: by side: what they say to somebody with older TLS; not known where they were not asked
 */
typedef struct {
  TgOutcome verdict;
  const TgServer *servers[2];
  TgOldTlsFacts old_tls[2];
} TgDeviceCheck;

/* What follows for the other device from a check made here: "device-tls-too-old" whatever the check says, and by itself
 * where a server turns its encryption down; "works-here" where both sides that were tested work; else nothing, since the
 * account itself fails. (transfer full): of TgFinding* */
GPtrArray *tg_device_findings (const TgDevice *self, const char *version, const TgDeviceCheck *check);

G_END_DECLS
