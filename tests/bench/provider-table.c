/* provider-table.c: counts the rows of the provider table by country and grade, and measures how long one look-up takes.
 *
 * "meson test --benchmark -C _build --verbose provider-table"; nothing is asserted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/offline/hosted.h"
#include "find/offline/rows.h"
#include "find/offline/snapshot.h"

#define ROUNDS 20000

typedef void (*LookUp) (const char *name);

static void
by_address (const char *address)
{
  tg_providers_find (address);
}

static void
by_host (const char *host)
{
  tg_providers_find_host (host);
}

static void
by_mx (const char *mail_server)
{
  g_autoptr (TgHosted) hosted = tg_hosted_by_mx (mail_server);
}

static void
in_snapshot (const char *address)
{
  g_autoptr (TgSettings) settings = tg_snapshot_find (address, NULL);
}

static void
all_rows (const char *nothing)
{
  g_autoptr (GPtrArray) rows = tg_providers_rows ();
}

static const struct {
  const char *what;
  LookUp look_up;
  const char *name;
} questions[] = {
  { "address in the table", by_address, "taro@gmail.com" },
  { "address below a domain in the table", by_address, "taro@aqua.ocn.ne.jp" },
  { "address that nobody knows", by_address, "taro@mail.example.jp" },
  { "server", by_host, "imap.mail.yahoo.co.jp" },
  { "mail exchanger with its own name", by_mx, "sv8440.xserver.jp" },
  { "mail exchanger of a company with fixed names", by_mx, "example-jp.mail.protection.outlook.com" },
  { "mail exchanger that nobody knows", by_mx, "mx.mail.example.jp" },
  { "address in the snapshot", in_snapshot, "taro@web.de" },
  { "address that the snapshot does not know", in_snapshot, "taro@example.jp" },
  { "all rows, which only a failed check reads", all_rows, "" },
};

/* The first one counts with opening the table; the others are averaged. */
static void
measure (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++) {
    gint64 start = g_get_monotonic_time (), first;

    questions[i].look_up (questions[i].name);
    first = g_get_monotonic_time ();
    for (guint n = 0; n < ROUNDS; n++)
      questions[i].look_up (questions[i].name);
    g_print ("%-46s first %5" G_GINT64_FORMAT " µs, then %6.2f µs\n", questions[i].what, first - start,
             (double)(g_get_monotonic_time () - first) / ROUNDS);
  }
}

static void
count (GHashTable *counts, const char *key)
{
  g_hash_table_insert (counts, (gpointer)key, GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, key)) + 1));
}

static void
print_counts (const char *what, GHashTable *counts)
{
  g_autoptr (GList) keys = g_list_sort (g_hash_table_get_keys (counts), (GCompareFunc)g_strcmp0);

  g_print ("%s:", what);
  for (GList *key = keys; key != NULL; key = key->next)
    g_print (" %s %u", (const char *)key->data, GPOINTER_TO_UINT (g_hash_table_lookup (counts, key->data)));
  g_print ("\n");
}

static const char *
kind_of (const TgProvider *row)
{
  if (row->kind != TG_PROVIDER_MAIL)
    return row->kind == TG_PROVIDER_GATEWAY ? "gateways" : "without mail";
  return row->domains[0] != NULL ? "with addresses" : "for own domains";
}

static void
count_pages (GHashTable *pages, const TgProvider *row)
{
  const struct {
    const char *what;
    const char *url;
  } all[] = {
    { "help", row->help_url },     { "webmail", row->webmail_url }, { "app-password", row->app_password_url },
    { "switch", row->switch_url }, { "status", row->status_url },   { "support", row->support_url },
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (all[i].url != NULL)
      count (pages, all[i].what);
}

static void
print_table (void)
{
  static const char *const grades[] = { "A", "B", "C", "D" };
  g_autoptr (GPtrArray) rows = tg_providers_rows ();
  g_autoptr (GHashTable) countries = g_hash_table_new (g_str_hash, g_str_equal), trust = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) pages = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) kinds = g_hash_table_new (g_str_hash, g_str_equal), domains = g_hash_table_new (g_str_hash, g_str_equal);
  g_auto (GStrv) published = tg_snapshot_domains ();
  guint ours;

  for (guint i = 0; i < rows->len; i++) {
    const TgProvider *row = rows->pdata[i];

    count (countries, row->country);
    count (trust, grades[row->trust - 'A']);
    count (kinds, kind_of (row));
    count_pages (pages, row);
    for (char **domain = row->domains; *domain != NULL; domain++)
      g_hash_table_add (domains, *domain);
  }
  ours = g_hash_table_size (domains);
  for (char **domain = published; *domain != NULL; domain++)
    g_hash_table_add (domains, *domain);
  g_print ("%u rows with %u domains; the snapshot of %s has %u; together %u\n", rows->len, ours, tg_snapshot_month (),
           g_strv_length (published), g_hash_table_size (domains));
  print_counts ("kinds", kinds);
  print_counts ("grades", trust);
  print_counts ("countries", countries);
  g_print ("patterns: mail exchangers %u, SPF %u, name servers %u\n", tg_rows_count_patterns (1 << TG_PATTERN_MX | 1 << TG_PATTERN_MX_HOST),
           tg_rows_count_patterns (1 << TG_PATTERN_SPF), tg_rows_count_patterns (1 << TG_PATTERN_NS));
  print_counts ("pages", pages);
}

int
main (void)
{
  measure ();
  print_table ();
  return 0;
}
