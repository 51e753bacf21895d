/* fuzz-records.c: any values of SRV, MX, TXT and NS records.  Each line of the input is a record: SERVICE PRIORITY WEIGHT PORT and the
 * target, of which MX takes the second and the last, and the others take all as text.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <stdlib.h>
#include <string.h>

#include "find/read/dns-hints.h"
#include "find/read/mail-exchangers.h"
#include "find/read/srv.h"
#include "find/read/where.h"
#include "fuzz-settings.h"

#define LINES_MAX 40

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

typedef struct {
  TgSrvRecord srv[TG_N_SRV_SERVICES][LINES_MAX];
  TgSrvAnswer answers[TG_N_SRV_SERVICES];
  TgMxRecord mx[LINES_MAX];
  gsize n_mx;
} Records;

static void
add_line (Records *self, const char *line)
{
  unsigned long numbers[4];
  char *end = (char *)line;
  TgSrvAnswer *answer;
  guint service;

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    numbers[i] = strtoul (end, &end, 10);
  end += *end == ' ';
  service = (guint)(numbers[0] % TG_N_SRV_SERVICES);
  answer = &self->answers[service];
  answer->records = self->srv[service];
  self->srv[service][answer->n_records++] = (TgSrvRecord){ (guint16)numbers[1], (guint16)numbers[2], (guint16)numbers[3], end };
  self->mx[self->n_mx++] = (TgMxRecord){ (guint16)numbers[1], end };
}

static guint
first_of_all (guint most, gpointer data)
{
  return *(guint *)data % (most + 1);
}

static void
fuzz_mx (const Records *records)
{
  g_autoptr (TgMailExchangers) found = tg_mail_exchangers_read (records->mx, records->n_mx, "example.jp");

  for (guint i = 0; found->hosts[i] != NULL; i++) {
    g_auto (GStrv) domains = tg_where_mx_domains (found->hosts[i], "example.jp");

    for (guint k = 0; domains[k] != NULL; k++)
      g_assert_true (tg_where_may_ask (domains[k]));
  }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *)data, size);
  g_auto (GStrv) lines = g_strsplit (text, "\n", LINES_MAX);
  g_autoptr (TgSpfHints) spf = tg_spf_hints_read ((const char *const *)lines);
  g_auto (GStrv) name_servers = tg_name_servers_read ((const char *const *)lines);
  g_autoptr (TgSettings) settings = NULL;
  Records records = { 0 };
  guint number = (guint)size;

  for (guint i = 0; lines[i] != NULL; i++)
    add_line (&records, lines[i]);
  fuzz_settings (tg_srv_read (records.answers, first_of_all, &number, &settings), settings, TG_ORIGIN_SRV);
  fuzz_mx (&records);
  return 0;
}
