/* mail-exchangers.h: reads a domain's MX records (RFC 5321 section 5.1, RFC 7505), which often tell its hosting company.  Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @host: as it came; "." and "" are a null MX */
typedef struct {
  guint16 preference;
  const char *host;
} TgMxRecord;

/**
 * TgMailExchangers:
 * @takes_no_mail: the domain says that it takes no mail (RFC 7505)
 * @hosts: those of the best preference, in A-labels; NULL-terminated: what stands behind them may be a leftover of another company
 * @are_own: there are some, and all lie under the domain itself: then they do not tell whose servers they are
 */
typedef struct {
  gboolean takes_no_mail;
  char   **hosts;
  gboolean are_own;
} TgMailExchangers;

#define TG_MAIL_EXCHANGERS_MAX 16 /* records; what is beyond is not read */

/* @domain: that was asked about, in A-labels (transfer full) */
TgMailExchangers *tg_mail_exchangers_read (const TgMxRecord *records, gsize n_records, const char *domain);
void              tg_mail_exchangers_free (TgMailExchangers *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgMailExchangers, tg_mail_exchangers_free)

G_END_DECLS
