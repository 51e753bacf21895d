/* srv.h: reads the SRV records of a mail domain (RFC 6186, RFC 8314 section 5.1; order by RFC 2782).  Pure: c-ares has checked and
 * unpacked the packets.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "find/read/settings.h"

G_BEGIN_DECLS

/* In the order in which they are asked for. */
typedef enum {
  TG_SRV_IMAPS,
  TG_SRV_IMAP,
  TG_SRV_POP3S,
  TG_SRV_POP3,
  TG_SRV_SUBMISSIONS,
  TG_SRV_SUBMISSION,
  TG_N_SRV_SERVICES
} TgSrvService;

/* @target: as it came; "." and "" say that the service is not offered */
typedef struct {
  guint16 priority;
  guint16 weight;
  guint16 port;
  const char *target;
} TgSrvRecord;

/* What came for one service; of no records where none came. */
typedef struct {
  const TgSrvRecord *records;
  gsize n_records;
} TgSrvAnswer;

#define TG_SRV_RECORDS_MAX 16 /* for each service; what is beyond is not read */

/* From 0 to @most; RFC 2782 shares the load among equals by it. */
typedef guint (*TgSrvRandom) (guint most, gpointer data);

/* "_imaps._tcp" */
const char   *tg_srv_label (TgSrvService service);

/* @answers: TG_N_SRV_SERVICES of them; @random: (nullable): GLib's
 * @settings: (out): NULL unless TG_READ_SETTINGS; without user names, which SRV records do not have (transfer full) */
TgReadOutcome tg_srv_read  (const TgSrvAnswer *answers, TgSrvRandom random, gpointer data, TgSettings **settings);

G_END_DECLS
