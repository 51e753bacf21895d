/* srv.c: the order of SRV records, and what their labels mean.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/read/srv.h"

#include <string.h>

static const struct {
  const char *label;
  TgProtocol protocol;
  TgSaidSecurity said; /* RFC 6186 has no service without encryption: _imap is STARTTLS */
} services[TG_N_SRV_SERVICES] = {
  [TG_SRV_IMAPS] = { "_imaps._tcp", TG_PROTOCOL_IMAP, TG_SAID_TLS },
  [TG_SRV_IMAP] = { "_imap._tcp", TG_PROTOCOL_IMAP, TG_SAID_STARTTLS },
  [TG_SRV_POP3S] = { "_pop3s._tcp", TG_PROTOCOL_POP3, TG_SAID_TLS },
  [TG_SRV_POP3] = { "_pop3._tcp", TG_PROTOCOL_POP3, TG_SAID_STARTTLS },
  [TG_SRV_SUBMISSIONS] = { "_submissions._tcp", TG_PROTOCOL_SMTP, TG_SAID_TLS },
  [TG_SRV_SUBMISSION] = { "_submission._tcp", TG_PROTOCOL_SMTP, TG_SAID_STARTTLS },
};

const char *
tg_srv_label (TgSrvService service)
{
  g_return_val_if_fail (service < TG_N_SRV_SERVICES, NULL);

  return services[service].label;
}

static guint
random_of_glib (guint most, gpointer data)
{
  return (guint)g_random_int_range (0, (gint32)most + 1);
}

/* RFC 2782: the service is decidedly not available at this domain. */
static gboolean
is_offered (const TgSrvRecord *record)
{
  return record->target != NULL && *record->target != '\0' && strcmp (record->target, ".") != 0;
}

/* By priority; those without a weight before the others of their priority, so that these keep a small chance. */
static int
in_order (gconstpointer a, gconstpointer b)
{
  const TgSrvRecord *left = *(const TgSrvRecord *const *)a, *right = *(const TgSrvRecord *const *)b;

  if (left->priority != right->priority)
    return (int)left->priority - (int)right->priority;
  return (left->weight != 0) - (right->weight != 0);
}

/* The one of the first @n, all of one priority, that the random number falls upon. */
static guint
choose (TgSrvRecord **records, guint n, TgSrvRandom random, gpointer data)
{
  guint sum = 0, chosen, so_far = 0;

  for (guint i = 0; i < n; i++)
    sum += records[i]->weight;
  chosen = random (sum, data);
  for (guint i = 0; i < n; i++) {
    so_far += records[i]->weight;
    if (so_far >= chosen)
      return i;
  }
  return 0;
}

/* Of const TgSrvRecord*, in the order in which they are to be tried. (transfer container) */
static GPtrArray *
order (const TgSrvAnswer *answer, TgSrvRandom random, gpointer data)
{
  GPtrArray *records = g_ptr_array_new ();

  for (gsize i = 0; i < MIN (answer->n_records, TG_SRV_RECORDS_MAX); i++)
    if (is_offered (&answer->records[i]))
      g_ptr_array_add (records, (gpointer)&answer->records[i]);
  g_ptr_array_sort (records, in_order);
  for (guint i = 0; i + 1 < records->len; i++) {
    TgSrvRecord **rest = (TgSrvRecord **)records->pdata + i;
    TgSrvRecord *next;
    guint n = 1, index;

    while (i + n < records->len && rest[n]->priority == rest[0]->priority)
      n++;
    index = n > 1 ? choose (rest, n, random, data) : 0;
    next = rest[index];
    memmove (rest + 1, rest, index * sizeof *rest);
    rest[0] = next;
  }
  return records;
}

/* The lowest priority of a protocol's records; G_MAXUINT without any. */
static guint
best_priority (const TgSrvAnswer *answers, TgProtocol protocol)
{
  guint best = G_MAXUINT;

  for (guint i = 0; i < TG_N_SRV_SERVICES; i++)
    for (gsize k = 0; services[i].protocol == protocol && k < MIN (answers[i].n_records, TG_SRV_RECORDS_MAX); k++)
      if (is_offered (&answers[i].records[k]))
        best = MIN (best, answers[i].records[k].priority);
  return best;
}

static void
add_protocol (TgSettings *settings, const TgSrvAnswer *answers, TgProtocol protocol, TgSrvRandom random, gpointer data)
{
  for (guint i = 0; i < TG_N_SRV_SERVICES; i++) {
    g_autoptr (GPtrArray) records = NULL;

    if (services[i].protocol != protocol)
      continue;
    records = order (&answers[i], random, data);
    for (guint k = 0; k < records->len; k++) {
      const TgSrvRecord *record = records->pdata[k];

      if (record->port != 0)
        tg_settings_add (settings, protocol, services[i].said, record->target, record->port, NULL, 0);
      else
        settings->remarks |= TG_REMARK_DROPPED;
    }
  }
}

TgReadOutcome
tg_srv_read (const TgSrvAnswer *answers, TgSrvRandom random, gpointer data, TgSettings **settings)
{
  g_autoptr (TgSettings) found = tg_settings_new ();
  /* RFC 6186 section 3.4: the priorities of IMAP and POP3 say which of the two the provider prefers. */
  gboolean pop3_first = best_priority (answers, TG_PROTOCOL_POP3) < best_priority (answers, TG_PROTOCOL_IMAP);
  const TgProtocol protocols[] = { pop3_first ? TG_PROTOCOL_POP3 : TG_PROTOCOL_IMAP, pop3_first ? TG_PROTOCOL_IMAP : TG_PROTOCOL_POP3,
                                   TG_PROTOCOL_SMTP };
  TgReadOutcome outcome;

  *settings = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (protocols); i++)
    add_protocol (found, answers, protocols[i], random != NULL ? random : random_of_glib, data);
  outcome = tg_settings_finish (found);
  if (outcome == TG_READ_SETTINGS)
    *settings = g_steal_pointer (&found);
  return outcome;
}
