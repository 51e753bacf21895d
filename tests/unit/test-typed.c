/* test-typed.c: what people type and paste, and what they meant; what looks alike; which names are
 * near.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "find/connection-id.h"
#include "find/names/look-alikes.h"
#include "find/names/near-names.h"
#include "find/names/old-names.h"
#include "find/providers.h"
#include "find/typed.h"

typedef struct {
  const char *typed;
  const char *meant;
  guint slips;
} Row;

static const Row addresses[] = {
  { "taro@example.jp", "taro@example.jp", 0 },
  { " taro@example.jp ", "taro@example.jp", TG_SLIP_SPACES },
  { "taro@example.jp\r\n", "taro@example.jp", TG_SLIP_SPACES },
  { "taro @ example.jp", "taro@example.jp", TG_SLIP_SPACES },
  { "\xe3\x80\x80taro@example.jp", "taro@example.jp", TG_SLIP_SPACES | TG_SLIP_FULLWIDTH },
  { "\xc2\xa0taro@example.jp", "taro@example.jp", TG_SLIP_SPACES },
  { "ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ", "taro@example.jp", TG_SLIP_FULLWIDTH },
  { "taro@example。jp", "taro@example.jp", TG_SLIP_FULLWIDTH },
  { "taro@example｡jp", "taro@example.jp", TG_SLIP_FULLWIDTH },
  { "taro1２@example.jp", "taro12@example.jp", TG_SLIP_FULLWIDTH },
  { "taro@example,jp", "taro@example.jp", TG_SLIP_DOT },
  { "taro@example..jp", "taro@example.jp", TG_SLIP_DOT },
  { "taro@example.jp.", "taro@example.jp", TG_SLIP_END_DOT },
  { "mailto:taro@example.jp", "taro@example.jp", TG_SLIP_WRAPPED },
  { "<taro@example.jp>", "taro@example.jp", TG_SLIP_WRAPPED },
  { "\"taro@example.jp\"", "taro@example.jp", TG_SLIP_WRAPPED },
  { "「taro@example.jp」", "taro@example.jp", TG_SLIP_WRAPPED },
  { "山田 太郎 <taro@example.jp>", "taro@example.jp", TG_SLIP_WRAPPED },
  { "\xef\xbb\xbftaro@example.jp", "taro@example.jp", TG_SLIP_HIDDEN },
  { "taro\xe2\x80\x8b@example.jp", "taro@example.jp", TG_SLIP_HIDDEN },
  { "taro\xe2\x80\xae@example.jp", "taro@example.jp", TG_SLIP_HIDDEN },
  { "taroー1@example.jp", "taro-1@example.jp", TG_SLIP_DASH },
  { "taro−1@example.jp", "taro-1@example.jp", TG_SLIP_DASH },
  /* As phone carriers used to give them out. */
  { "taro..yamada.@docomo.ne.jp", "taro..yamada.@docomo.ne.jp", 0 },
  { "太郎@日本語.jp", "太郎@日本語.jp", 0 },
  { "サーバー@example.jp", "サーバー@example.jp", 0 },
  { "", "", 0 },
};

static const Row users[] = {
  { "taro", "taro", 0 },
  { " taro", "taro", TG_SLIP_SPACES },
  { "taro yamada", "taro yamada", 0 },
  { "ｔａｒｏ", "taro", TG_SLIP_FULLWIDTH },
  { "taro,yamada", "taro,yamada", 0 },
  { "<taro@example.jp>", "taro@example.jp", TG_SLIP_WRAPPED },
  { "<taro>", "<taro>", 0 },
  { "太郎", "太郎", 0 },
};

static const Row hosts[] = {
  { "imap.example.jp", "imap.example.jp", 0 },
  { " imap.example.jp ", "imap.example.jp", TG_SLIP_SPACES },
  { "imap. example.jp", "imap.example.jp", TG_SLIP_SPACES },
  { "ｉｍａｐ.example.jp", "imap.example.jp", TG_SLIP_FULLWIDTH },
  { "imap。example。jp", "imap.example.jp", TG_SLIP_FULLWIDTH },
  { "imap,example.jp", "imap.example.jp", TG_SLIP_DOT },
  { "imap..example.jp", "imap.example.jp", TG_SLIP_DOT },
  { "imap.example.jp.", "imap.example.jp", TG_SLIP_END_DOT },
  { "imap.example.jp。", "imap.example.jp", TG_SLIP_FULLWIDTH | TG_SLIP_END_DOT },
  { "http://www.example.jp/", "www.example.jp", TG_SLIP_LINK },
  { "https://www.example.jp/mail/index.html?a=b#c", "www.example.jp", TG_SLIP_LINK },
  { "ｈｔｔｐ：／／www.example.jp", "www.example.jp", TG_SLIP_LINK | TG_SLIP_FULLWIDTH },
  { "//imap.example.jp", "imap.example.jp", TG_SLIP_LINK },
  { "imap.example.jp/", "imap.example.jp", TG_SLIP_LINK },
  { "imap.example.jp:993", "imap.example.jp", TG_SLIP_PORT },
  { "imap.example.jp：９９３", "imap.example.jp", TG_SLIP_PORT | TG_SLIP_FULLWIDTH },
  { "taro@example.jp", "example.jp", TG_SLIP_ADDRESS },
  { "taro@imap.example.jp", "imap.example.jp", TG_SLIP_ADDRESS },
  { "mailto:taro@example.jp", "example.jp", TG_SLIP_ADDRESS | TG_SLIP_WRAPPED },
  { "sv–123.xserver.jp", "sv-123.xserver.jp", TG_SLIP_DASH },
  { "svー123.xserver.jp", "sv-123.xserver.jp", TG_SLIP_DASH },
  { "svｰ123.xserver.jp", "sv-123.xserver.jp", TG_SLIP_DASH },
  { "サーバー.jp", "サーバー.jp", 0 },
  { "mail_1.example.jp", "mail_1.example.jp", 0 },
  { "\xef\xbb\xbfimap.example.jp", "imap.example.jp", TG_SLIP_HIDDEN },
  { "<imap.example.jp>", "imap.example.jp", TG_SLIP_WRAPPED },
  { "「imap.example.jp」", "imap.example.jp", TG_SLIP_WRAPPED },
  { "imap.example.jp smtp.example.jp", "imap.example.jp smtp.example.jp", 0 },
  { "::1", "::1", 0 },
};

static void
test_rows (const Row *rows, guint n, char *(*clean) (const char *text, guint *slips))
{
  for (guint i = 0; i < n; i++) {
    guint slips = 4711, again = 4711;
    g_autofree char *meant = clean (rows[i].typed, &slips);
    g_autofree char *twice = clean (meant, &again);

    g_test_message ("“%s”", rows[i].typed);
    g_assert_cmpstr (meant, ==, rows[i].meant);
    g_assert_cmphex (slips, ==, rows[i].slips);
    g_assert_cmpstr (twice, ==, meant);
    g_assert_cmphex (again, ==, 0);
  }
}

static char *
clean_host (const char *text, guint *slips)
{
  return tg_typed_host (text, slips, NULL);
}

static void
test_addresses (void)
{
  test_rows (addresses, G_N_ELEMENTS (addresses), tg_typed_address);
}

static void
test_users (void)
{
  test_rows (users, G_N_ELEMENTS (users), tg_typed_user);
}

static void
test_hosts (void)
{
  guint port = 0;
  g_autofree char *host = tg_typed_host ("imap.example.jp:９９３", NULL, &port);

  g_assert_cmpuint (port, ==, 993);
  test_rows (hosts, G_N_ELEMENTS (hosts), clean_host);
}

static void
test_hostile (void)
{
  static const char *const texts[] = { "\xff\xfe\x80@", "@@@@",     "://", "http://", "<>",  "\"\"",          ",",
                                       "....",          "\xe3\x80", "@",   ":1",      "<@>", "mailto:mailto:" };
  g_autofree char *endless = g_strnfill (1 << 20, '<');

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autofree char *address = tg_typed_address (texts[i], NULL);
    g_autofree char *user = tg_typed_user (texts[i], NULL);
    g_autofree char *host = tg_typed_host (texts[i], NULL, NULL);
    g_autoptr (TgServer) server = tg_typed_server (texts[i], TG_TYPED_RECEIVE, NULL, NULL);

    g_assert_true (g_utf8_validate (address, -1, NULL) && g_utf8_validate (user, -1, NULL) && g_utf8_validate (host, -1, NULL));
    g_assert_null (server);
  }
  g_autofree char *short_enough = tg_typed_host (endless, NULL, NULL);

  g_assert_cmpuint (strlen (short_enough), <=, 1024);
}

static const struct {
  const char *typed;
  const char *server; /* NULL: unreadable; with "?": cannot be contacted as typed */
  guint slips;        /* what the cleaning reports */
} servers[] = {
  { "imaps://imap.example.jp", "imaps://imap.example.jp:993", 0 },
  { "imaps://imap.example.jp/", "imaps://imap.example.jp:993", 0 },
  { "imaps://imap.example.jp:1993", "imaps://imap.example.jp:1993", 0 },
  { "imap+starttls://imap.example.jp", "imap+starttls://imap.example.jp:143", 0 },
  { "imaps://[::1]:1993", "imaps://[::1]:1993", 0 },
  { "imaps://127.0.0.1", "imaps://127.0.0.1:993", 0 },
  { "imaps://日本語.jp", "imaps://日本語.jp:993", 0 },
  { "imaps://ｉｍａｐ.example.jp", "imaps://imap.example.jp:993", TG_SLIP_FULLWIDTH },
  { "ｉｍａｐｓ：／／ｉｍａｐ．ｅｘａｍｐｌｅ．ｊｐ：９９３", "imaps://imap.example.jp:993", TG_SLIP_FULLWIDTH },
  { " imaps://imap.example.jp:993 ", "imaps://imap.example.jp:993", TG_SLIP_SPACES },
  { "imaps:// imap.example.jp :993", "imaps://imap.example.jp:993", TG_SLIP_SPACES },
  { "imaps://imap.example.jp.", "imaps://imap.example.jp:993", TG_SLIP_END_DOT },
  { "imaps://imap。example。jp", "imaps://imap.example.jp:993", TG_SLIP_FULLWIDTH },
  { "imaps://imap,example.jp", "imaps?imap,example.jp:993", 0 },
  { "imaps://svー1.example.jp:1993", "imaps?svー1.example.jp:1993", 0 },
  { "imaps://http://www.example.jp/", "imaps?http%3A%2F%2Fwww.example.jp%2F:993", 0 },
  { "pop3s://www.example.jp/mail/", "pop3s?www.example.jp%2Fmail%2F:995", 0 },
  { "imaps://taro@example.jp", "imaps?taro%40example.jp:993", 0 },
  { "http://www.example.jp/", NULL, 0 },
  { "taro@example.jp", NULL, 0 },
  { "imap.example.jp", NULL, 0 },
  { "imaps://", NULL, 0 },
  { "imaps://imap.example.jp:99999", NULL, 0 },
  { "imaps://imap.example.jp smtp.example.jp", NULL, 0 },
  { "imaps://a b c.d e.f", NULL, 0 },
  { "imaps://%00", NULL, 0 },
  { "", NULL, 0 },
};

static void
test_servers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (servers); i++) {
    g_autoptr (TgCleaning) cleaning = NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (TgServer) server = tg_typed_server (servers[i].typed, TG_TYPED_RECEIVE, &cleaning, &error);
    g_autofree char *url = server != NULL ? tg_server_to_url (server) : NULL;
    const char *guess = servers[i].server != NULL ? strchr (servers[i].server, '?') : NULL;
    g_autofree char *expected = guess != NULL
                                    ? g_strdup_printf ("%.*s://%s", (int)(guess - servers[i].server), servers[i].server, guess + 1)
                                    : g_strdup (servers[i].server);

    g_test_message ("“%s”", servers[i].typed);
    g_assert_cmpstr (url, ==, expected);
    g_assert_true ((server == NULL) == (error != NULL));
    g_assert_cmphex (cleaning != NULL ? cleaning->slips : 0, ==, servers[i].slips);
    if (server != NULL)
      g_assert_true (tg_server_has_name (server) == (guess == NULL));
    if (cleaning != NULL) {
      g_assert_cmpstr (cleaning->before, ==, servers[i].typed);
      g_assert_cmpstr (cleaning->after, ==, url);
    }
  }
}

static const struct {
  const char *password;
  const char *found; /* the slip's letter and its position */
} passwords[] = {
  { "correct horse battery", "" },
  { "secret", "" },
  { " secret", "s1" },
  { "secret ", "s7" },
  { "secret\xe3\x80\x80", "f7" },
  { "secｒet", "f4" },
  { "ｓｅｃ", "f1 f2 f3" },
  { "sec\xe2\x80\x8bret", "h4" },
  { "\xef\xbb\xbfsecret", "h1" },
  { "SECRET", "c0" },
  { "SECRET1", "c0" },
  { "AB", "" },
  { "Secret", "" },
  { "パスワード", "" },
  { "p\xff\xfe", "" },
  { "", "" },
};

static void
test_passwords (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (passwords); i++) {
    g_autoptr (GArray) slips = tg_typed_password_slips (passwords[i].password, strlen (passwords[i].password));
    g_autoptr (GString) found = g_string_new (NULL);

    for (guint k = 0; k < slips->len; k++) {
      const TgPasswordSlip *slip = &g_array_index (slips, TgPasswordSlip, k);
      char letter = slip->slip == TG_SLIP_SPACES ? 's' : slip->slip == TG_SLIP_FULLWIDTH ? 'f' : slip->slip == TG_SLIP_HIDDEN ? 'h' : 'c';

      g_string_append_printf (found, "%s%c%u", k > 0 ? " " : "", letter, slip->position);
    }
    g_test_message ("row %u", i);
    g_assert_cmpstr (found->str, ==, passwords[i].found);
  }
}

static void
test_look_alikes (void)
{
  static const struct {
    const char *a, *b;
    gboolean alike;
  } pairs[] = {
    { "imap.gmail.com", "imap.gmaiI.com", TRUE },   { "imap.gmail.com", "imap.gmai1.com", TRUE },
    { "pop.ocn.ne.jp", "p0p.ocn.ne.jp", TRUE },     { "mail.example.jp", "rnail.example.jp", TRUE },
    { "sv-1.example.jp", "sv_1.example.jp", TRUE }, { "svー1.example.jp", "sv-1.example.jp", TRUE },
    { "imap.gmail.com", "imap.gmial.com", FALSE },
  };
  static const struct {
    const char *text, *seen;
  } names[] = {
    { "taro", NULL },      { "taro2024", NULL },  { "tar0", "0 (4)" },    { "taro1", "1 (5)" }, { "l0ve", "l (1), 0 (2)" },
    { "taro_1", "_ (5)" }, { "rnail", "rn (1)" }, { "taroIto", "I (5)" }, { "Ito", NULL },      { "l|l", "| (2)" },
    { "太郎", NULL },      { "taro-y", "- (5)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++) {
    g_autofree char *a = tg_look_alike_skeleton (pairs[i].a);
    g_autofree char *b = tg_look_alike_skeleton (pairs[i].b);

    g_assert_true ((strcmp (a, b) == 0) == pairs[i].alike);
  }
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *seen = tg_look_alikes_in (names[i].text);

    g_assert_cmpstr (seen, ==, names[i].seen);
  }
  g_assert_true (tg_look_alike_capitals ("TARO@example.jp"));
  g_assert_true (tg_look_alike_capitals ("TARO2024"));
  g_assert_false (tg_look_alike_capitals ("Taro"));
  g_assert_false (tg_look_alike_capitals ("TA"));
  g_assert_false (tg_look_alike_capitals ("太郎"));
}

static void
test_distance (void)
{
  static const struct {
    const char *a, *b;
    guint distance;
  } rows[] = {
    { "gmail", "gmail", 0 }, { "gmial", "gmail", 1 }, { "gmal", "gmail", 1 }, { "gmaill", "gmail", 1 }, { "gmeil", "gmail", 1 },
    { "gamil", "gmail", 1 }, { "hmsil", "gmail", 2 }, { "", "ab", 2 },        { "abc", "xyz", 3 },      { "abcdef", "uvwxyz", 3 },
  };
  g_autofree char *endless = g_strnfill (100000, 'a');

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_test_message ("%s %s", rows[i].a, rows[i].b);
    g_assert_cmpuint (tg_near_distance (rows[i].a, rows[i].b, 2), ==, rows[i].distance);
    g_assert_cmpuint (tg_near_distance (rows[i].b, rows[i].a, 2), ==, rows[i].distance);
  }
  g_assert_cmpuint (tg_near_distance (endless, endless, 2), ==, 3);
}

static void
test_near_names (void)
{
  static const struct {
    const char *address, *url, *near; /* the first; NULL: none */
  } rows[] = {
    { "taro@gmail.com", "imaps://imap.gmial.com", "imap.gmail.com" },
    { "taro@gmail.com", "smtps://smtp.gmail.con", "smtp.gmail.com" },
    { "taro@example.jp", "imaps://imap.gmial.com", "imap.gmail.com" },
    { "taro@example.jp", "imaps://imap.exmaple.jp", "imap.example.jp" },
    { "taro@example.jp", "imaps://imapexample.jp", "imap.example.jp" },
    { "taro@example.jp", "imaps://imap.examplejp", "imap.example.jp" },
    { "taro@example.jp", "imaps://sv123.exampel.jp", "sv123.example.jp" },
    { "taro@example.jp", "imaps://imap.examp1e.jp", "imap.example.jp" },
    { "taro@example.jp", "imaps://imp.example.jp", "imap.example.jp" },
    { "taro@example.jp", "smtps://snmp.example.jp", "smtp.example.jp" },
    { "taro@ocn.ne.jp", "pop3s://p0p.ocn.ne.jp", "pop.ocn.ne.jp" },
    { "taro@ocn.ne.jp", "imaps://imap.gmial.com", NULL },
    /* of a provider in the table, its own servers only */
    { "taro@icloud.com", "imaps://imap.iclodu.com", NULL },
    { "taro@icloud.com", "imaps://imap.mail.me.con", "imap.mail.me.com" },
    { "taro@outlook.jp", "imaps://imap.outlok.jp", NULL },
    { "taro@gmail.com", "imaps://mail.gmial.com", NULL },
    { "taro@taro.sakura.ne.jp", "imaps://tarro.sakura.ne.jp", "taro.sakura.ne.jp" },
    { "taro@taro.sakura.ne.jp", "imaps://imap.taro.sakura.ne.jp", NULL },
    { "taro@taro.sakura.ne.jp", "imaps://sakura.nejp", NULL },
    { "taro@example.jp", "imaps://totally.different.test", NULL },
    /* under the hosting company's domain, too */
    { "taro@aaabb.co.jp", "imaps://mai1.aaabb.co.jp", "mail.aaabb.co.jp" },
    { "taro@example.jp", "imaps://mai1.example-host.jp", "mail.example-host.jp" },
    { "taro@example.jp", "smtps://stmp.example-host.jp", "smtp.example-host.jp" },
    { "taro@example.jp", "pop3s://p0p.example-host.jp", "pop.example-host.jp" },
    { "taro@example.jp", "imaps://sv123.example-host.jp", NULL },
    { "taro@example.jp", "imaps://img.example-host.jp", NULL },
    { "taro@gmail.com", "imaps://mai1.example-host.jp", NULL },
    { "taro@example.jp", "imaps://192.0.2.1", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (TgServer) server = tg_server_parse (rows[i].url, NULL);
    g_auto (GStrv) near = tg_near_names (rows[i].address, server);

    g_test_message ("%s for %s", rows[i].url, rows[i].address);
    g_assert_cmpstr (near[0], ==, rows[i].near);
    g_assert_cmpuint (g_strv_length (near), <=, TG_NEAR_MAX);
    if (tg_providers_find (rows[i].address) != NULL)
      for (char **name = near; *name != NULL; name++)
        g_assert_true (tg_provider_has_host (tg_providers_find (rows[i].address), rows[i].address, *name));
  }
  g_assert_cmpstr (tg_near_domain ("taro@gmial.com"), ==, "gmail.com");
  g_assert_cmpstr (tg_near_domain ("taro@docomo.ne.jp"), ==, NULL);
  g_assert_cmpstr (tg_near_domain ("taro@dokomo.ne.jp"), ==, "docomo.ne.jp");
  g_assert_cmpstr (tg_near_domain ("taro@example.jp"), ==, NULL);
  g_assert_cmpstr (tg_near_domain ("taro"), ==, NULL);
}

static void
test_connection_ids (void)
{
  static const struct {
    const char *user, *address;
    gboolean is_one;
  } rows[] = {
    { "ab1c-xyz@atson.net", "taro@asahi-net.or.jp", TRUE },
    { "c12345678@one.ocn.ne.jp", "taro@ocn.ne.jp", TRUE },
    { "N123456789", "taro@ocn.ne.jp", TRUE },
    { "n123456789@example.com", "taro@abc.ocn.ne.jp", TRUE },
    { "abc12345", "taro@abc.biglobe.ne.jp", TRUE },
    { "abc12345", "taro@example.jp", FALSE },
    { "12345678", "taro@so-net.ne.jp", TRUE },
    { "taro@ocn.ne.jp", "taro@ocn.ne.jp", FALSE },
    { "taro", "taro@ocn.ne.jp", FALSE },
    { "12345678", "12345678@so-net.ne.jp", FALSE },
    { "taro@example.jp", "taro@example.jp", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_test_message ("%s of %s", rows[i].user, rows[i].address);
    g_assert_true (tg_connection_id_looks_like (rows[i].user, rows[i].address) == rows[i].is_one);
  }
}

/* Today's names are names in the provider table: an old name is not replaced with an unknown one. */
static void
test_old_names (void)
{
  const GPtrArray *all = tg_old_names_all ();
  g_autoptr (GPtrArray) providers = tg_providers_all ();
  g_autoptr (TgServer) old = tg_server_parse ("pop3s://pop3.live.com", NULL);
  g_autoptr (TgServer) own = tg_server_parse ("pop3s://pop.abc.ocn.ne.jp", NULL);
  g_autoptr (TgServer) today = tg_server_parse ("pop3s://pop.ocn.ne.jp", NULL);

  g_assert_cmpstr (tg_old_names_today (old), ==, "outlook.office365.com");
  g_assert_cmpstr (tg_old_names_today (own), ==, "pop.ocn.ne.jp");
  g_assert_null (tg_old_names_today (today));
  for (guint i = 0; i < all->len; i++) {
    const TgOldName *row = all->pdata[i];
    const char *names[] = { row->receive, row->send };

    g_test_message ("%s", row->pattern);
    g_assert_true (row->source != NULL && row->confirmed != NULL && (row->receive != NULL || row->send != NULL));
    for (guint k = 0; k < G_N_ELEMENTS (names); k++) {
      gboolean known = names[k] == NULL;

      for (guint j = 0; j < providers->len && !known; j++) {
        const TgProvider *provider = providers->pdata[j];
        g_autofree char *address = g_strconcat ("x@", provider->domains[0], NULL);

        known = tg_provider_has_host (provider, address, names[k]);
      }
      g_assert_true (known);
    }
  }
}

int
main (int argc, char **argv)
{
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/typed/an address is what was meant", test_addresses);
  g_test_add_func ("/typed/a user name keeps its inner spaces", test_users);
  g_test_add_func ("/typed/a server name is found in what was pasted", test_hosts);
  g_test_add_func ("/typed/nonsense stays nonsense and does no harm", test_hostile);
  g_test_add_func ("/typed/a server URL is mended where that is certain only", test_servers);
  g_test_add_func ("/typed/a password is told by kind and place", test_passwords);
  g_test_add_func ("/typed/letters that look alike are pointed at", test_look_alikes);
  g_test_add_func ("/typed/an exchanged pair of letters is one slip", test_distance);
  g_test_add_func ("/typed/names that are near are found", test_near_names);
  g_test_add_func ("/typed/a connection id is told from a mail user name", test_connection_ids);
  g_test_add_func ("/typed/an old server name leads to one of the table", test_old_names);
  return g_test_run ();
}
