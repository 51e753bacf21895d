/* mail-exchangers.c: which of the MX records count.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/read/mail-exchangers.h"

#include <string.h>

#include "find/read/settings.h"
#include "model/host.h"

static gboolean
is_null (const TgMxRecord *record)
{
  return record->host == NULL || *record->host == '\0' || strcmp (record->host, ".") == 0;
}

/* RFC 6761 section 6.4: no mail goes to a name under .invalid; some companies have one written there as a proof. (transfer full)
 * (nullable) */
static char *
usable_host (const TgMxRecord *record)
{
  g_autofree char *host = is_null (record) ? NULL : tg_settings_host (record->host);

  return host != NULL && !tg_host_is_under (host, "invalid") ? g_steal_pointer (&host) : NULL;
}

TgMailExchangers *
tg_mail_exchangers_read (const TgMxRecord *records, gsize n_records, const char *domain)
{
  TgMailExchangers *self = g_new0 (TgMailExchangers, 1);
  g_autofree char *lower = g_ascii_strdown (domain, -1);
  g_autoptr (GPtrArray) hosts = g_ptr_array_new_with_free_func (g_free);
  guint best = G_MAXUINT;

  for (gsize i = 0; i < MIN (n_records, TG_MAIL_EXCHANGERS_MAX); i++) {
    g_autofree char *host = usable_host (&records[i]);

    if (host == NULL || records[i].preference > best)
      continue;
    if (records[i].preference < best)
      g_ptr_array_set_size (hosts, 0);
    best = records[i].preference;
    if (!g_ptr_array_find_with_equal_func (hosts, host, g_str_equal, NULL))
      g_ptr_array_add (hosts, g_steal_pointer (&host));
  }
  self->takes_no_mail = n_records == 1 && is_null (&records[0]);
  self->are_own = hosts->len > 0;
  for (guint i = 0; i < hosts->len; i++)
    self->are_own &= tg_host_is_of_owner (hosts->pdata[i], lower);
  g_ptr_array_add (hosts, NULL);
  self->hosts = (char **)g_ptr_array_free (g_steal_pointer (&hosts), FALSE);
  return self;
}

void
tg_mail_exchangers_free (TgMailExchangers *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->hosts);
  g_free (self);
}
