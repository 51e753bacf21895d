/* test-device-client.c: other devices and their encryption; accounts of mail programs against the
 * settings that work.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "diagnose/rules/client-rules.h"
#include "diagnose/device.h"
#include "diagnose/quick-reference.h"
#include "diagnose/catalogue.h"

static char *
ids_of (GPtrArray *findings)
{
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? " " : "", ((const TgFinding *)findings->pdata[i])->id);
  return g_string_free (g_steal_pointer (&ids), FALSE);
}

static const struct {
  const char *device, *version;
  TgOutcome verdict;
  const char *findings;
  const char *first_remedy; /* (nullable): its id */
} checks[] = {
  { "outlook-express", NULL, TG_OUTCOME_VERIFIED, "device-tls-too-old", "thunderbird-52" },
  { "outlook-express", NULL, TG_OUTCOME_FAILED, "device-tls-too-old", "thunderbird-52" },
  { "windows-mail-vista", NULL, TG_OUTCOME_VERIFIED, "device-tls-too-old", "thunderbird-52" },
  { "outlook-2013", "XP", TG_OUTCOME_VERIFIED, "device-tls-too-old", "thunderbird-52" },
  { "outlook-2013", "Windows Vista", TG_OUTCOME_VERIFIED, "device-tls-too-old", "thunderbird-52" },
  { "shuriken", "Windows Server 2003", TG_OUTCOME_VERIFIED, "device-tls-too-old", "thunderbird-52" },
  { "outlook-2013", "Windows 2000", TG_OUTCOME_VERIFIED, "device-tls-too-old", "newer-device" },
  { "outlook-2013", "Windows 7", TG_OUTCOME_VERIFIED, "works-here", "update-device" },
  { "outlook-2013", "Windows 8.1", TG_OUTCOME_VERIFIED, "works-here", "other-device" },
  { "outlook-2013", "１０", TG_OUTCOME_VERIFIED, "works-here", "other-device" },
  { "outlook-2019", "11", TG_OUTCOME_CAUTION, "works-here", "other-device" },
  { "outlook-2019", "11", TG_OUTCOME_FAILED, "", NULL },
  { "outlook-2019", "11", TG_OUTCOME_UNPROVEN, "", NULL },
  { "windows-live-mail", "7", TG_OUTCOME_VERIFIED, "works-here", "update-device" },
  { "iphone", "iOS 4.2.1", TG_OUTCOME_VERIFIED, "device-tls-too-old", "newer-device" },
  { "iphone", "18.1", TG_OUTCOME_VERIFIED, "works-here", "other-device" },
  { "android", "4.4", TG_OUTCOME_VERIFIED, "device-tls-too-old", "newer-device" },
  { "android", "14", TG_OUTCOME_VERIFIED, "works-here", "other-device" },
  { "apple-mail", "10.8.5", TG_OUTCOME_VERIFIED, "device-tls-too-old", "newer-device" },
  { "apple-mail", "10.15", TG_OUTCOME_VERIFIED, "works-here", "other-device" },
  { "thunderbird", "24.8", TG_OUTCOME_VERIFIED, "device-tls-too-old", "newer-device" },
  { "thunderbird", "153.7.0", TG_OUTCOME_VERIFIED, "works-here", "other-device" },
  { "thunderbird", "the one from my nephew", TG_OUTCOME_VERIFIED, "works-here", "other-device" },
  { "printer", NULL, TG_OUTCOME_VERIFIED, "works-here", "other-device" },
  { "printer", NULL, TG_OUTCOME_UNTESTED, "", NULL },
};

static void
test_devices (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++) {
    const TgDevice *device = tg_device_find (checks[i].device);
    g_autoptr (GPtrArray) findings = NULL;
    g_autofree char *ids = NULL;

    g_test_message ("%s, %s", checks[i].device, checks[i].version);
    g_assert_nonnull (device);
    findings = tg_device_findings (device, checks[i].version, &(TgDeviceCheck){ checks[i].verdict });
    ids = ids_of (findings);
    g_assert_cmpstr (ids, ==, checks[i].findings);
    if (findings->len > 0) {
      const TgFinding *finding = findings->pdata[0];
      gboolean looks = FALSE;

      for (guint k = 0; k < finding->remedies->len; k++)
        looks |= g_strcmp0 (((const TgRemedy *)finding->remedies->pdata[k])->id, "look-there") == 0;
      g_assert_cmpstr (((const TgRemedy *)finding->remedies->pdata[0])->id, ==, checks[i].first_remedy);
      g_assert_true (looks == (strcmp (finding->id, "works-here") == 0));
      g_assert_nonnull (strstr (finding->cause, tg_device_name (device)));
      g_assert_cmpuint (finding->evidence->len, >, 0);
    }
  }
}

/* "Outlook Express (Windows XP), 6" reads as two things. */
static void
test_names_with_versions (void)
{
  static const struct {
    const char *device, *version, *named;
  } rows[] = {
    { "outlook-express", "6", "Outlook Express 6 (Windows XP)" },
    { "outlook-express", NULL, "Outlook Express (Windows XP)" },
    { "outlook-2013", "Windows XP", "Outlook 2010 or 2013 (Windows XP)" },
    { "iphone", "4.2.1", "iPhone or iPad (4.2.1)" },
    { "outlook-express", "", "Outlook Express (Windows XP)" },
  };

  const TgDeviceCheck check = { .verdict = TG_OUTCOME_VERIFIED };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GPtrArray) findings = tg_device_findings (tg_device_find (rows[i].device), rows[i].version, &check);
    const char *cause = ((const TgFinding *)findings->pdata[0])->cause;

    g_test_message ("%s", cause);
    g_assert_nonnull (strstr (cause, rows[i].named));
  }
}

/* What a home has besides computers and phones; none of them is told to look at its security software. */
static void
test_devices_of_a_home (void)
{
  static const char *const ids[] = { "printer", "nas", "router", "camera" };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++) {
    const TgDevice *device = tg_device_find (ids[i]);

    g_test_message ("%s", ids[i]);
    g_assert_nonnull (device);
    g_assert_true (device->kind == TG_DEVICE_PRINTER || device->kind == TG_DEVICE_APPLIANCE);
    /* What they send with, and a way out that leaves encryption on. */
    g_assert_nonnull (strstr (device->look, "465"));
    g_assert_nonnull (strstr (device->look, "587"));
    g_assert_nonnull (strstr (device->look, "SMTP authentication"));
    g_assert_nonnull (strstr (device->look, "relay"));
  }
}

#define REFUSED  TG_OLD_TLS_REFUSED
#define ACCEPTED TG_OLD_TLS_ACCEPTED

/* What the servers said to old encryption is told as what was tried, and not said otherwise. */
static void
test_old_encryption (void)
{
  static const struct {
    const char *device, *version;
    TgOldTlsFacts receive, send;
    const char *cause;    /* (nullable) in the cause */
    const char *remedy;   /* (nullable) in any of the remedies */
    const char *evidence; /* (nullable) in any of it */
  } rows[] = {
    { "outlook-express",
      NULL,
      { REFUSED, REFUSED },
      { ACCEPTED, ACCEPTED },
      "imap.example.jp refused TLS 1.0",
      "Thunderbird 52",
      "imap.example.jp, port 993, tried from here without signing in: TLS 1.0 not accepted, TLS 1.1 not accepted" },
    { "outlook-express",
      NULL,
      { ACCEPTED, ACCEPTED },
      { REFUSED, ACCEPTED },
      "smtp.example.jp refused TLS 1.0",
      "Thunderbird 52",
      "smtp.example.jp, port 465, tried from here without signing in: TLS 1.0 not accepted, TLS 1.1 accepted" },
    { "outlook-express", NULL, { ACCEPTED, ACCEPTED }, { ACCEPTED, REFUSED }, "still accepts TLS 1.0", "Thunderbird 52", NULL },
    { "outlook-express", NULL, { ACCEPTED, ACCEPTED }, { 0, 0 }, "Most mail servers now require", "Thunderbird 52", NULL },
    { "iphone", "4.2", { REFUSED, REFUSED }, { REFUSED, REFUSED }, "imap.example.jp refused TLS 1.0", "Update the device", NULL },
    { "printer", NULL, { REFUSED, REFUSED }, { REFUSED, REFUSED }, NULL, "accepts TLS 1.2 or newer only", "smtp.example.jp, port 465" },
    { "printer", NULL, { ACCEPTED, ACCEPTED }, { REFUSED, ACCEPTED }, NULL, NULL, "TLS 1.0 not accepted, TLS 1.1 accepted" },
    { "thunderbird", "52", { 0, 0 }, { 0, 0 }, NULL, NULL, "brings its own encryption, whatever Windows can do" },
  };
  g_autoptr (TgServer) receive = tg_server_parse ("imaps://imap.example.jp", NULL),
                       send = tg_server_parse ("smtps://smtp.example.jp", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    const TgDeviceCheck check = { TG_OUTCOME_VERIFIED, { receive, send }, { rows[i].receive, rows[i].send } };
    g_autoptr (GPtrArray) findings = tg_device_findings (tg_device_find (rows[i].device), rows[i].version, &check);
    const TgFinding *finding = findings->pdata[0];
    gboolean told = rows[i].remedy == NULL, known = rows[i].evidence == NULL;

    g_test_message ("%u: %s: %s", i, rows[i].device, finding->cause);
    g_assert_true (rows[i].cause == NULL || strstr (finding->cause, rows[i].cause) != NULL);
    for (guint k = 0; k < finding->remedies->len; k++) {
      const TgRemedy *remedy = finding->remedies->pdata[k];

      told |= rows[i].remedy != NULL && strstr (remedy->text, rows[i].remedy) != NULL;
      g_assert_true (rows[i].remedy != NULL || strstr (remedy->text, "TLS 1.2 or newer only") == NULL);
    }
    for (guint k = 0; k < finding->evidence->len; k++)
      known |= rows[i].evidence != NULL && strstr (finding->evidence->pdata[k], rows[i].evidence) != NULL;
    g_assert_true (told && known);
  }
}

static void
test_worth_asking (void)
{
  static const struct {
    const char *device, *version;
    gboolean old;
  } rows[] = {
    { "outlook-express", NULL, TRUE }, { "outlook-2019", "XP", TRUE }, { "printer", NULL, TRUE },      { "other", NULL, TRUE },
    { "outlook-2019", "11", FALSE },   { "iphone", "18.1", FALSE },    { "thunderbird", "52", FALSE }, { "gmail-web", NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (tg_device_may_be_old (tg_device_find (rows[i].device), rows[i].version), ==, rows[i].old);
}

/* Names as people type them, and as the systems tell them. */
static void
test_versions (void)
{
  static const struct {
    const char *device, *version;
    TgDeviceTls tls;
  } rows[] = {
    { "outlook-2019", "Windows 10 Home", TG_DEVICE_FINE },
    { "outlook-2019", "Windows 11 Home 24H2", TG_DEVICE_FINE },
    { "outlook-2019", "Windows 8.1 Home", TG_DEVICE_FINE },
    { "outlook-2019", "Win10", TG_DEVICE_FINE },
    { "outlook-2019", "W10", TG_DEVICE_FINE },
    { "outlook-2019", "Windows Vista™ Home Premium", TG_DEVICE_TOO_OLD },
    { "outlook-2019", "Windows® 7", TG_DEVICE_NEEDS_UPDATE },
    { "android", "Android™ 4.4", TG_DEVICE_TOO_OLD },
    { "android", "Android (4.4)", TG_DEVICE_TOO_OLD },
    { "android", "Android-4.4", TG_DEVICE_TOO_OLD },
    { "android", "Androidの4.4", TG_DEVICE_TOO_OLD },
    { "android", "Android-14", TG_DEVICE_FINE },
    { "outlook-2019", "5", TG_DEVICE_TOO_OLD },
    { "outlook-2019", " 6 ", TG_DEVICE_TOO_OLD },
    { "outlook-2019", "Windows 10 SP 5", TG_DEVICE_FINE },
    { "outlook-2019", "Version 10.0 (Build 19045)", TG_DEVICE_FINE },
    { "outlook-2019", "Version 6.2 (Build 9200)", TG_DEVICE_FINE },
    { "outlook-2019", "22H2", TG_DEVICE_FINE },
    { "outlook-2019", "Windows 10 version 2004", TG_DEVICE_FINE },
    { "outlook-2019", "64-bit Windows 10", TG_DEVICE_FINE },
    { "outlook-2019", "Intel i7, 4.0 GB, Windows 11", TG_DEVICE_FINE },
    { "outlook-2019", "Windows Server 2012", TG_DEVICE_FINE },
    { "outlook-2019", "Windows Server 2012 R2", TG_DEVICE_FINE },
    { "outlook-2019", "Windows Server 2016", TG_DEVICE_FINE },
    { "outlook-2019", "Windows Server 2022", TG_DEVICE_FINE },
    { "outlook-2019", "ウィンドウズ１０", TG_DEVICE_FINE },
    { "outlook-2019", "Office 2003 on Windows 10", TG_DEVICE_FINE },
    { "outlook-2013", "Outlook 2003", TG_DEVICE_FINE },
    { "outlook-2019", "it came to me from my nephew", TG_DEVICE_FINE },
    { "outlook-2019", "SP3", TG_DEVICE_FINE },
    { "outlook-2019", "", TG_DEVICE_FINE },
    { "outlook-2019", "\xe2\x80\xae ☃", TG_DEVICE_FINE },
    { "outlook-2019", "Windows 7 Home Premium", TG_DEVICE_NEEDS_UPDATE },
    { "outlook-2019", "Windows7", TG_DEVICE_NEEDS_UPDATE },
    { "outlook-2019", "win7 SP1", TG_DEVICE_NEEDS_UPDATE },
    { "outlook-2019", "Windows ７ 64bit", TG_DEVICE_NEEDS_UPDATE },
    { "outlook-2019", "ウインドウズ７", TG_DEVICE_NEEDS_UPDATE },
    { "outlook-2019", "Version 6.1 (Build 7601: Service Pack 1)", TG_DEVICE_NEEDS_UPDATE },
    { "outlook-2019", "Outlook 2016, Windows 7", TG_DEVICE_NEEDS_UPDATE },
    { "outlook-2019", "Windows Server 2008", TG_DEVICE_NEEDS_UPDATE },
    { "outlook-2019", "Windows Server 2008 R2", TG_DEVICE_NEEDS_UPDATE },
    { "outlook-2013", "Windows XP Home Edition", TG_DEVICE_TOO_OLD },
    { "outlook-2013", "WinXP", TG_DEVICE_TOO_OLD },
    { "outlook-2013", "WindowsXP SP3", TG_DEVICE_TOO_OLD },
    { "outlook-2013", "ＸＰ", TG_DEVICE_TOO_OLD },
    { "outlook-2013", "Windows Vista Home Basic", TG_DEVICE_TOO_OLD },
    { "outlook-2013", "Windows 95", TG_DEVICE_TOO_OLD },
    { "outlook-2013", "Windows 98 SE", TG_DEVICE_TOO_OLD },
    { "outlook-2013", "Win98", TG_DEVICE_TOO_OLD },
    { "outlook-2013", "Windows Me", TG_DEVICE_TOO_OLD },
    { "outlook-2013", "ME", TG_DEVICE_TOO_OLD },
    { "outlook-2013", "Windows Millennium Edition", TG_DEVICE_TOO_OLD },
    { "outlook-2013", "Windows 2000 Professional", TG_DEVICE_TOO_OLD },
    { "outlook-2013", "Windows NT 4.0", TG_DEVICE_TOO_OLD },
    { "outlook-2013", "Windows Server 2003", TG_DEVICE_TOO_OLD },
    { "outlook-2013", "Windows Server 2003 R2", TG_DEVICE_TOO_OLD },
    { "outlook-2013", "Version 5.1 (Build 2600)", TG_DEVICE_TOO_OLD },
    { "outlook-2013", "ウィンドウズビスタ", TG_DEVICE_TOO_OLD },

    { "apple-mail", "macOS High Sierra", TG_DEVICE_FINE },
    { "apple-mail", "macOS 15 Sequoia", TG_DEVICE_FINE },
    { "apple-mail", "macOS Big Sur 11.7", TG_DEVICE_FINE },
    { "apple-mail", "OS X 10.9", TG_DEVICE_FINE },
    { "apple-mail", "Mac OS X 10.11", TG_DEVICE_FINE },
    { "apple-mail", "M1", TG_DEVICE_FINE },
    { "apple-mail", "MacBook Air M2, macOS 14.5", TG_DEVICE_FINE },
    { "apple-mail", "Mac OS X 10.6.8", TG_DEVICE_TOO_OLD },
    { "apple-mail", "OS X Lion 10.7.5", TG_DEVICE_TOO_OLD },
    { "apple-mail", "Snow Leopard", TG_DEVICE_TOO_OLD },
    { "apple-mail", "Mac OS 9.2", TG_DEVICE_TOO_OLD },
    { "iphone", "iPadOS 17.2", TG_DEVICE_FINE },
    { "iphone", "iPhone 4S, iOS 9.3.5", TG_DEVICE_FINE },
    { "iphone", "iPhone 4", TG_DEVICE_FINE },
    { "iphone", "iOS ５", TG_DEVICE_FINE },
    { "iphone", "iPhone OS 3.1.3", TG_DEVICE_TOO_OLD },
    { "iphone", "バージョン 4.3", TG_DEVICE_TOO_OLD },
    { "android", "Pixel 4a", TG_DEVICE_FINE },
    { "android", "Android 5.0", TG_DEVICE_FINE },
    { "android", "Galaxy S4, Android 4.4.2", TG_DEVICE_TOO_OLD },
    { "android", "Jelly Bean", TG_DEVICE_TOO_OLD },
    { "thunderbird", "Thunderbird 140.1", TG_DEVICE_FINE },
    { "thunderbird", "v24.8.1", TG_DEVICE_TOO_OLD },
  };
  guint wrong = 0;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    TgDeviceTls tls = tg_device_tls (tg_device_find (rows[i].device), rows[i].version);

    if (tls != rows[i].tls)
      g_test_message ("%s, “%s”: %d, not %d", rows[i].device, rows[i].version, tls, rows[i].tls);
    wrong += tls != rows[i].tls;
  }
  g_assert_cmpuint (wrong, ==, 0);
}

static void
test_device_table (void)
{
  guint n;
  const TgDevice *all = tg_devices (&n);

  g_assert_cmpuint (n, >=, 14);
  for (guint i = 0; i < n; i++) {
    g_test_message ("%s", all[i].id);
    g_assert_true (tg_device_find (all[i].id) == &all[i]);
    g_assert_true (all[i].name != NULL && all[i].look != NULL && all[i].source != NULL);
    g_assert_true ((all[i].version_of == TG_VERSION_NONE) == (tg_device_version_title (&all[i]) == NULL));
    /* Whoever is asked for a version is told what depends on it. */
    g_assert_true ((all[i].since != NULL) == (all[i].version_of != TG_VERSION_NONE));
    g_assert_false (g_regex_match_simple ("switch off (the )?encryption|without encryption", all[i].look, G_REGEX_CASELESS, 0));
  }
}

static const struct {
  const char *name;
  const char *there_receive, *there_user, *there_send;
  TgOutcome there_received, there_sent;
  const char *here_receive, *here_user, *here_send;
  TgOutcome here_received, here_sent;
  gboolean refused;
  const char *findings;
  const char *change; /* (nullable): the receiving server after the remedy */
  gboolean differs;   /* the password that is there */
} accounts[] = {
  { "the same settings", "imaps://imap.example.jp", "taro@example.jp", "smtps://smtp.example.jp", TG_OUTCOME_UNTESTED, TG_OUTCOME_UNTESTED,
    "imaps://imap.example.jp", "taro@example.jp", "smtps://smtp.example.jp", TG_OUTCOME_VERIFIED, TG_OUTCOME_VERIFIED, FALSE, "", NULL },
  { "an old server name", "imaps://old.example.jp", "taro@example.jp", "smtps://smtp.example.jp", TG_OUTCOME_UNTESTED, TG_OUTCOME_UNTESTED,
    "imaps://imap.example.jp", "taro@example.jp", "smtps://smtp.example.jp", TG_OUTCOME_VERIFIED, TG_OUTCOME_VERIFIED, FALSE,
    "client-differs", "imaps://imap.example.jp:993" },
  { "another name that works as well", "imaps://mail.example.jp", "taro@example.jp", "smtps://smtp.example.jp", TG_OUTCOME_VERIFIED,
    TG_OUTCOME_VERIFIED, "imaps://imap.example.jp", "taro@example.jp", "smtps://smtp.example.jp", TG_OUTCOME_VERIFIED, TG_OUTCOME_VERIFIED,
    FALSE, "", NULL },
  { "another user name", "imaps://imap.example.jp", "taro", "smtps://smtp.example.jp", TG_OUTCOME_FAILED, TG_OUTCOME_UNTESTED,
    "imaps://imap.example.jp", "taro@example.jp", "smtps://smtp.example.jp", TG_OUTCOME_VERIFIED, TG_OUTCOME_VERIFIED, FALSE,
    "client-differs", "imaps://imap.example.jp:993" },
  { "POP there, IMAP here: a choice", "pop3s://pop.example.jp", "taro@example.jp", "smtps://smtp.example.jp", TG_OUTCOME_UNTESTED,
    TG_OUTCOME_UNTESTED, "imaps://imap.example.jp", "taro@example.jp", "smtps://smtp.example.jp", TG_OUTCOME_VERIFIED, TG_OUTCOME_VERIFIED,
    FALSE, "", NULL },
  { "POP there fails", "pop3s://pop.example.jp", "taro@example.jp", "smtps://smtp.example.jp", TG_OUTCOME_FAILED, TG_OUTCOME_UNTESTED,
    "imaps://imap.example.jp", "taro@example.jp", "smtps://smtp.example.jp", TG_OUTCOME_VERIFIED, TG_OUTCOME_VERIFIED, FALSE,
    "client-differs", "imaps://imap.example.jp:993" },
  { "nothing works here either", "imaps://old.example.jp", "taro@example.jp", "smtps://smtp.example.jp", TG_OUTCOME_FAILED,
    TG_OUTCOME_FAILED, "imaps://imap.example.jp", "taro@example.jp", "smtps://smtp.example.jp", TG_OUTCOME_FAILED, TG_OUTCOME_FAILED, FALSE,
    "", NULL },
  { "no encryption there", "imap://imap.example.jp", "taro@example.jp", "smtp://smtp.example.jp:25", TG_OUTCOME_UNTESTED,
    TG_OUTCOME_UNTESTED, "imaps://imap.example.jp", "taro@example.jp", "smtps://smtp.example.jp", TG_OUTCOME_VERIFIED, TG_OUTCOME_VERIFIED,
    FALSE, "client-plaintext client-differs", "imaps://imap.example.jp:993" },
  { "no encryption there, and it works", "imap://imap.example.jp", "taro@example.jp", "smtps://smtp.example.jp", TG_OUTCOME_CAUTION,
    TG_OUTCOME_VERIFIED, NULL, NULL, NULL, TG_OUTCOME_UNTESTED, TG_OUTCOME_UNTESTED, FALSE, "client-plaintext", NULL },
  { "a bridge on this computer", "imap://127.0.0.1:1143", "taro@example.jp", "smtp://localhost:1025", TG_OUTCOME_UNTESTED,
    TG_OUTCOME_UNTESTED, NULL, NULL, NULL, TG_OUTCOME_UNTESTED, TG_OUTCOME_UNTESTED, FALSE, "", NULL },
  { "an old password there", "imaps://imap.example.jp", "taro@example.jp", "smtps://smtp.example.jp", TG_OUTCOME_FAILED, TG_OUTCOME_FAILED,
    "imaps://imap.example.jp", "taro@example.jp", "smtps://smtp.example.jp", TG_OUTCOME_VERIFIED, TG_OUTCOME_VERIFIED, TRUE,
    "client-password-stale", NULL },
  { "another password there", "imaps://imap.example.jp", "taro@example.jp", "smtps://smtp.example.jp", TG_OUTCOME_UNTESTED,
    TG_OUTCOME_UNTESTED, "imaps://imap.example.jp", "taro@example.jp", "smtps://smtp.example.jp", TG_OUTCOME_VERIFIED, TG_OUTCOME_VERIFIED,
    FALSE, "client-password-stale", NULL, TRUE },
  { "another password, and another server", "imaps://old.example.jp", "taro@example.jp", "smtps://smtp.example.jp", TG_OUTCOME_UNTESTED,
    TG_OUTCOME_UNTESTED, "imaps://imap.example.jp", "taro@example.jp", "smtps://smtp.example.jp", TG_OUTCOME_VERIFIED, TG_OUTCOME_VERIFIED,
    FALSE, "client-differs client-password-stale", "imaps://imap.example.jp:993", TRUE },
  { "a password there that nobody tried", "imaps://imap.example.jp", "taro@example.jp", "smtps://smtp.example.jp", TG_OUTCOME_UNTESTED,
    TG_OUTCOME_UNTESTED, "imaps://imap.example.jp", "taro@example.jp", "smtps://smtp.example.jp", TG_OUTCOME_VERIFIED, TG_OUTCOME_VERIFIED,
    FALSE, "", NULL },
};

static TgAccount *
make_account (const char *receive, const char *user, const char *send)
{
  g_autoptr (TgServer) in = tg_server_parse (receive, NULL);
  g_autoptr (TgServer) out = tg_server_parse (send, NULL);

  g_assert_true (in != NULL && out != NULL);
  return tg_account_new ("taro@example.jp", NULL, user, user, in, out);
}

static void
test_clients (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (accounts); i++) {
    g_autoptr (TgAccount) there = make_account (accounts[i].there_receive, accounts[i].there_user, accounts[i].there_send);
    g_autoptr (TgAccount) here =
        accounts[i].here_receive != NULL ? make_account (accounts[i].here_receive, accounts[i].here_user, accounts[i].here_send) : NULL;
    const TgSavedSettings saved = { "Thunderbird",
                                    there,
                                    accounts[i].refused,
                                    { accounts[i].there_received, accounts[i].there_sent },
                                    .password_differs = accounts[i].differs };
    const TgWorkingAccount working = { here, { accounts[i].here_received, accounts[i].here_sent } };
    g_autoptr (GPtrArray) findings = tg_client_findings (&saved, here != NULL ? &working : NULL);
    g_autofree char *ids = ids_of (findings);

    g_test_message ("%s", accounts[i].name);
    g_assert_cmpstr (ids, ==, accounts[i].findings);
    for (guint k = 0; k < findings->len; k++)
      g_assert_nonnull (strstr (((const TgFinding *)findings->pdata[k])->cause, "Thunderbird"));
    if (accounts[i].change != NULL) {
      const TgFinding *first = findings->pdata[0];
      const TgRemedy *remedy = first->remedies->pdata[0];
      g_autofree char *url = NULL;

      g_assert_nonnull (remedy->change);
      url = tg_server_to_url (remedy->change->receive);
      g_assert_cmpstr (url, ==, accounts[i].change);
    }
  }
}

/* A program that does not sign in, or in a way that the server does not offer. */
static void
test_authentication (void)
{
  static const struct {
    const char *saved;
    const char *line; /* (nullable): how the evidence begins */
  } rows[] = {
    { "PLAIN", NULL },
    { NULL, NULL },
    { "CRAM-MD5", NULL },
    { "none", "Authentication for sending: normal password instead of none" },
    { "XOAUTH2", "Authentication for sending: normal password instead of XOAUTH2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (TgAccount) account = make_account ("imaps://imap.example.jp", "taro@example.jp", "smtps://smtp.example.jp");
    g_autoptr (TgEvidence) sent = tg_evidence_new (account->send, "taro@example.jp");
    const TgSavedSettings saved = {
      "Thunderbird", account, FALSE, { TG_OUTCOME_VERIFIED, TG_OUTCOME_UNTESTED }, { (char *)"PLAIN", (char *)rows[i].saved }
    };
    const TgWorkingAccount working = { account, { TG_OUTCOME_VERIFIED, TG_OUTCOME_VERIFIED }, { NULL, sent } };
    g_autoptr (GPtrArray) findings = NULL;

    sent->signed_in = TRUE;
    g_ptr_array_add (sent->mechanisms, g_strdup ("PLAIN"));
    g_ptr_array_add (sent->mechanisms, g_strdup ("CRAM-MD5"));
    findings = tg_client_findings (&saved, &working);
    g_test_message ("%s", rows[i].saved);
    g_assert_cmpuint (findings->len, ==, rows[i].line != NULL);
    if (rows[i].line != NULL) {
      const TgFinding *finding = findings->pdata[0];

      g_assert_cmpstr (finding->id, ==, "client-differs");
      g_assert_cmpint (finding->side, ==, TG_SIDE_LOCAL);
      g_assert_cmpstr (finding->evidence->pdata[0], ==, rows[i].line);
    }
  }
}

static void
test_quick_reference (void)
{
  g_autoptr (TgQuickReference) page = tg_quick_reference_new ();
  guint rows = 0;

  g_assert_cmpstr (page->title, ==, "Quick reference");
  g_assert_cmpuint (page->sections->len, >=, 4);
  for (guint i = 0; i < page->sections->len; i++) {
    const TgQuickSection *section = page->sections->pdata[i];

    g_assert_true (section->id != NULL && section->title != NULL && section->heads->len > 0 && section->rows->len > 0);
    for (guint k = 0; k < section->rows->len; k++, rows++) {
      const TgQuickRow *row = section->rows->pdata[k];

      g_test_message ("%s: %s", section->id, (char *)row->cells->pdata[0]);
      g_assert_cmpuint (row->cells->len, ==, section->heads->len);
      for (guint c = 0; c < row->cells->len; c++)
        g_assert_cmpstr (row->cells->pdata[c], !=, "");
      g_assert_true (row->finding == NULL || tg_catalogue_find (row->finding) != NULL);
      /* Port 25 without encryption is not a remedy, and neither is no encryption. */
      if (row->cells->len > 1 && strcmp (row->cells->pdata[1], "25") == 0)
        g_assert_nonnull (strstr (row->cells->pdata[3], "Never"));
    }
  }
  g_assert_cmpuint (rows, >=, 30);
}

int
main (int argc, char **argv)
{
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/device/an account that works here sends to the other device", test_devices);
  g_test_add_func ("/device/a version stands with its name", test_names_with_versions);
  g_test_add_func ("/device/a home has more than computers", test_devices_of_a_home);
  g_test_add_func ("/device/what was tried with old encryption is told", test_old_encryption);
  g_test_add_func ("/device/old encryption is tried only for what may be old", test_worth_asking);
  g_test_add_func ("/device/versions are read as people type them", test_versions);
  g_test_add_func ("/device/the table is complete", test_device_table);
  g_test_add_func ("/client/a saved account is compared with what works", test_clients);
  g_test_add_func ("/client/a program that does not sign in is told", test_authentication);
  g_test_add_func ("/quick-reference/every row is complete and leads somewhere", test_quick_reference);
  return g_test_run ();
}
