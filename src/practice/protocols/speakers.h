/* speakers.h: the protocols of the practice servers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "practice/servers/peer.h"

G_BEGIN_DECLS

extern const TgSpeaker tg_imapd_speaker;
extern const TgSpeaker tg_pop3d_speaker;
extern const TgSpeaker tg_smtpd_speaker;

/* No mail servers: non-mail-servers.c. */
extern const TgSpeaker tg_http_speaker;
extern const TgSpeaker tg_ssh_speaker;
extern const TgSpeaker tg_noise_speaker;
extern const TgSpeaker tg_alert_speaker;
extern const TgSpeaker tg_silent_speaker;

G_END_DECLS
