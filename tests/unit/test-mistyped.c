/* test-mistyped.c: which domains are asked about, since a widely used one was probably meant, and which are left alone, since they are
 * somebody's own.  Judged before the first run.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/names/mistyped.h"

#include "find/providers.h"

typedef struct {
  const char *typed;
  const char *meant; /* (nullable): nothing is asked */
} Row;

static const Row slips[] = {
  /* A neighbouring key, or a letter that sounds or looks alike. */
  { "ocm.ne.jp", "ocn.ne.jp" },
  { "0cn.ne.jp", "ocn.ne.jp" },
  { "gmaol.com", "gmail.com" },
  { "gnail.com", "gmail.com" },
  { "gmall.com", "gmail.com" },
  { "gmai1.com", "gmail.com" },
  { "hotnail.com", "hotmail.com" },
  { "dokomo.ne.jp", "docomo.ne.jp" },
  { "bigrobe.ne.jp", "biglobe.ne.jp" },
  { "nidty.com", "nifty.com" },
  { "yahoi.co.jp", "yahoo.co.jp" },
  { "yahho.co.jp", "yahoo.co.jp" },
  { "outllok.jp", "outlook.jp" },
  { "biglode.ne.jp", "biglobe.ne.jp" },
  { "icloid.com", "icloud.com" },
  { "outlool.com", "outlook.com" },
  { "plara.or.jp", "plala.or.jp" },
  { "so-met.ne.jp", "so-net.ne.jp" },
  /* Two letters swapped. */
  { "gmial.com", "gmail.com" },
  { "yaho0.co.jp", "yahoo.co.jp" },
  { "yhaoo.co.jp", "yahoo.co.jp" },
  { "onc.ne.jp", "ocn.ne.jp" },
  { "ocn.en.jp", "ocn.ne.jp" },
  { "outloko.com", "outlook.com" },
  { "hotmial.co.jp", "hotmail.co.jp" },
  /* One too many, or left out. */
  { "gmaill.com", "gmail.com" },
  { "gmal.com", "gmail.com" },
  { "gmai.com", "gmail.com" },
  { "yaho.co.jp", "yahoo.co.jp" },
  { "yahooo.co.jp", "yahoo.co.jp" },
  { "hotmal.com", "hotmail.com" },
  { "iclod.com", "icloud.com" },
  { "ocnn.ne.jp", "ocn.ne.jp" },
  { "biglob.ne.jp", "biglobe.ne.jp" },
  { "outlok.jp", "outlook.jp" },
  { "sonet.ne.jp", "so-net.ne.jp" },
  { "hiho.ne.jp", "hi-ho.ne.jp" },
  { "nfty.com", "nifty.com" },
  { "comcst.net", "comcast.net" },
  { "mailbx.org", "mailbox.org" },
  /* The ending. */
  { "yahoo.co.jq", "yahoo.co.jp" },
  { "yahoo.co.jo", "yahoo.co.jp" },
  { "yahoo.c.jp", "yahoo.co.jp" },
  { "ocn.ne.jpp", "ocn.ne.jp" },
  { "ocn.nr.jp", "ocn.ne.jp" },
  { "gmail.con", "gmail.com" },
  { "gmail.co", "gmail.com" },
  { "gmail.cm", "gmail.com" },
  { "gmail.om", "gmail.com" },
  { "gmail.comm", "gmail.com" },
  { "icloud.vom", "icloud.com" },
  { "docomo.ne.jo", "docomo.ne.jp" },
  { "t-online.dee", "t-online.de" },
  /* A dot. */
  { "ocnne.jp", "ocn.ne.jp" },
  { "ocn.nejp", "ocn.ne.jp" },
  { "yahooco.jp", "yahoo.co.jp" },
  /* A mailbox below the provider's domain. */
  { "abc.ocm.ne.jp", "abc.ocn.ne.jp" },
  /* As people write. */
  { "GMIAL.COM", "gmail.com" },
};

/* Real ones, and such as people may have. */
static const Row others[] = {
  { "ocn.ne.jp", NULL },
  { "abc.ocn.ne.jp", NULL },
  { "gmail.com", NULL },
  { "ymail.com", NULL },
  { "nifty.com", NULL },
  { "nifty.ne.jp", NULL },
  { "nifty.jp", NULL },
  /* Others' names that are near to one of them. */
  { "ocn.jp", NULL },
  { "ocn.com", NULL },
  { "odn.ne.jp", NULL },
  { "dcn.ne.jp", NULL },
  { "ocb.ne.jp", NULL },
  { "ocv.ne.jp", NULL },
  { "oct-net.ne.jp", NULL },
  { "plaza.or.jp", NULL },
  { "mail.com", NULL },
  { "email.com", NULL },
  { "cloud.com", NULL },
  { "five.com", NULL },
  { "line.com", NULL },
  { "olive.com", NULL },
  { "live.net", NULL },
  { "ge.com", NULL },
  { "ms.com", NULL },
  { "we.com", NULL },
  { "mec.com", NULL },
  { "mca.com", NULL },
  { "amc.com", NULL },
  { "aon.com", NULL },
  { "aal.com", NULL },
  { "sol.com", NULL },
  { "goal.com", NULL },
  { "man.com", NULL },
  { "gm.com", NULL },
  { "csc.com", NULL },
  { "ca.com", NULL },
  { "an.com", NULL },
  { "q.com", NULL },
  { "139.com", NULL },
  { "189.com", NULL },
  { "vk.ru", NULL },
  { "ok.ru", NULL },
  { "never.com", NULL },
  { "soho.com", NULL },
  { "weg.de", NULL },
  { "web.dk", NULL },
  { "web.se", NULL },
  { "tree.fr", NULL },
  { "libera.it", NULL },
  { "blue.it", NULL },
  { "orange.gr", NULL },
  { "orange.com", NULL },
  { "yahoo.dk", NULL },
  { "yahoo.no", NULL },
  { "yahoo.pl", NULL },
  { "yahoo.ro", NULL },
  { "yahoo.gr", NULL },
  { "yahoo.co.id", NULL },
  { "yahoo.co.kr", NULL },
  { "yahoo.co.th", NULL },
  { "yahoo.com.cn", NULL },
  { "yahoo.com.tr", NULL },
  { "yahoo.com.vn", NULL },
  { "hotmail.rs", NULL },
  { "outlook.ro", NULL },
  { "softbank.jp", NULL },
  { "softbank.co.jp", NULL },
  { "docomo.jp", NULL },
  { "nttdocomo.co.jp", NULL },
  { "au.jp", NULL },
  { "kddi.com", NULL },
  { "asahi.com", NULL },
  { "asahi-net.jp", NULL },
  { "sakurai.jp", NULL },
  { "sakura.ad.jp", NULL },
  { "kagoya.jp", NULL },
  { "yamada.co.jp", NULL },
  { "example.jp", NULL },
  { "tanaka-shoten.example", NULL },
  { "u-tokyo.ac.jp", NULL },
  { "tegami.invalid", NULL },
};

static guint
count_wrong (const Row *rows, guint n)
{
  guint wrong = 0;

  for (guint i = 0; i < n; i++) {
    g_autofree char *address = g_strconcat ("taro@", rows[i].typed, NULL);
    g_autofree char *expected = rows[i].meant != NULL ? g_strconcat ("taro@", rows[i].meant, NULL) : NULL;
    g_autofree char *meant = tg_mistyped_address (address);

    if (g_strcmp0 (meant, expected) != 0) {
      g_test_message ("%s: %s in place of %s", address, meant, expected);
      wrong++;
    }
  }
  return wrong;
}

static void
test_slips (void)
{
  g_assert_cmpuint (count_wrong (slips, G_N_ELEMENTS (slips)), ==, 0);
}

static void
test_others (void)
{
  g_assert_cmpuint (count_wrong (others, G_N_ELEMENTS (others)), ==, 0);
}

/* None of the table's own domains is taken for another one. */
static void
test_known (void)
{
  g_autoptr (GPtrArray) all = tg_providers_all ();

  for (guint i = 0; i < all->len; i++)
    for (char **domain = ((const TgProvider *)all->pdata[i])->domains; *domain != NULL; domain++) {
      g_autofree char *address = g_strconcat ("taro@sub.", *domain, NULL), *there = g_strconcat ("taro@", *domain, NULL);
      g_autofree char *meant = tg_mistyped_address (there), *below = tg_mistyped_address (address);

      g_assert_cmpstr (meant, ==, NULL);
      g_assert_cmpstr (below, ==, NULL);
    }
}

/* Half an address is none. */
static void
test_halves (void)
{
  static const char *const halves[] = { "",           "taro",        "taro@",  "@",       "@gmial.com",
                                        "taro@gmial", "taro@gmial.", "taro@.", "taro@..", "taro@\xe3\x81\x82.jp" };

  for (guint i = 0; i < G_N_ELEMENTS (halves); i++) {
    g_autofree char *meant = tg_mistyped_address (halves[i]);

    g_assert_cmpstr (meant, ==, NULL);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mistyped/slips are asked about", test_slips);
  g_test_add_func ("/mistyped/others’ names are left alone", test_others);
  g_test_add_func ("/mistyped/known domains are left alone", test_known);
  g_test_add_func ("/mistyped/half an address", test_halves);
  return g_test_run ();
}
