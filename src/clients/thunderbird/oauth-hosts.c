/* oauth-hosts.c: see oauth-hosts.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/thunderbird/oauth-hosts.h"

#include "model/host.h"

static const char *const hosts[] = {
  "gmail.com",        "googlemail.com",  "office365.com",     "outlook.com",      "hotmail.com",
  "yahoo.com",        "att.net",         "aol.com",           "imap.mail.ru",     "smtp.mail.ru",
  "imap.yandex.com",  "smtp.yandex.com", "imap.fastmail.com", "pop.fastmail.com", "smtp.fastmail.com",
  "imap.comcast.net", "pop.comcast.net", "smtp.comcast.net",  "thundermail.com",
};

gboolean
tg_thunderbird_signs_in_by_oauth (const TgServer *server)
{
  for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++)
    if (tg_host_is_under (server->ascii_host, hosts[i]))
      return TRUE;
  return FALSE;
}
