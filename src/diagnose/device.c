/* device.c: the table of devices and programs, and what a check from here means for them.  TLS 1.2 is the
 * least that servers should accept (RFC 8997).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/device.h"

#include <string.h>

#include "diagnose/catalogue.h"
#include "diagnose/words/pattern.h"

#include "tegami-config.h"
#include <glib/gi18n-lib.h>

#define SCHANNEL N_ ("Install all Windows updates, and switch TLS 1.2 on in Internet Options, Advanced; a newer Windows has it on.")
#define LOOK_OUTLOOK                                                                                                                       \
  N_ ("In Outlook: File, Account Settings, then the account: compare server names, ports, encryption and user name, and retype the "       \
      "password.")
#define LOOK_OLD_WINDOWS N_ ("Check the clock first, then Tools, Accounts: server names, ports and the SSL boxes.")
#define LOOK_APPLIANCE                                                                                                                     \
  N_ ("On the device’s settings page, under mail or notifications: SMTP server, port 465 with SSL/TLS, or 587 with STARTTLS (often "     \
      "called TLS), SMTP authentication with user name and password, the sender address that belongs to the account, the date, and "       \
      "whether its software is up to date. One that is too old for TLS 1.2 can send through a mail relay service; give that a password "   \
      "that you use nowhere else.")

static const TgDevice devices[] = {
  { "outlook-new", TG_DEVICE_PROGRAM, N_ ("Outlook (new)"), TG_VERSION_NONE, NULL, FALSE, NULL,
    N_ ("In Outlook: Settings, Accounts. The receiving server cannot be changed there: remove the account and add it again. POP mail is "
        "fetched by Microsoft’s servers, which a block on sign-ins from abroad may stop."),
    N_ ("Microsoft’s pages") },
  { "outlook-2019", TG_DEVICE_PROGRAM, N_ ("Outlook 2016, 2019 or 2021"), TG_VERSION_WINDOWS, "8", FALSE, SCHANNEL, LOOK_OUTLOOK,
    N_ ("Microsoft: TLS 1.2 is on in Windows 8 and newer, an update (KB3140245) for Windows 7") },
  { "outlook-2013", TG_DEVICE_PROGRAM, N_ ("Outlook 2010 or 2013"), TG_VERSION_WINDOWS, "8", FALSE, SCHANNEL, LOOK_OUTLOOK,
    N_ ("Microsoft: TLS 1.2 is on in Windows 8 and newer, an update (KB3140245) for Windows 7") },
  { "outlook-2007", TG_DEVICE_PROGRAM, N_ ("Outlook 2007 or older"), TG_VERSION_WINDOWS, "8", FALSE, SCHANNEL, LOOK_OUTLOOK,
    N_ ("Microsoft: encryption is that of Windows") },
  { "windows-mail-10", TG_DEVICE_PROGRAM, N_ ("Mail of Windows 10"), TG_VERSION_NONE, NULL, FALSE, NULL,
    N_ ("Microsoft ended this program in 2024: use another one. Until then: Settings, Manage accounts, Change mailbox sync settings."),
    N_ ("Microsoft’s pages") },
  { "windows-live-mail", TG_DEVICE_PROGRAM, N_ ("Windows Live Mail 2012"), TG_VERSION_WINDOWS, "8", FALSE, SCHANNEL,
    N_ ("In Windows Live Mail: right-click the account, Properties: Servers and Advanced. Microsoft ended it in 2017; a newer program is "
        "safer."),
    N_ ("Microsoft: encryption is that of Windows") },
  { "windows-mail-vista", TG_DEVICE_PROGRAM, N_ ("Windows Mail of Windows Vista"), TG_VERSION_NONE, NULL, TRUE, NULL, LOOK_OLD_WINDOWS,
    N_ ("Microsoft: Windows Vista speaks nothing newer than TLS 1.0") },
  { "outlook-express", TG_DEVICE_PROGRAM, N_ ("Outlook Express (Windows XP)"), TG_VERSION_NONE, NULL, TRUE, NULL, LOOK_OLD_WINDOWS,
    N_ ("Microsoft: Windows XP speaks nothing newer than TLS 1.0") },
  { "thunderbird", TG_DEVICE_PROGRAM, N_ ("Thunderbird on another computer"), TG_VERSION_OWN, "27", FALSE, N_ ("Update Thunderbird."),
    N_ ("In Thunderbird: Account Settings, Server Settings, and Outgoing Server: compare server name, port, connection security and user "
        "name. Remove the old password under Settings, Privacy & Security, Saved Passwords."),
    N_ ("Mozilla: Thunderbird brings its own encryption, whatever Windows can do; TLS 1.2 is on since version 27") },
  { "shuriken", TG_DEVICE_PROGRAM, N_ ("Shuriken"), TG_VERSION_WINDOWS, "8", FALSE,
    N_ ("Install the maker’s updates for Shuriken, and all Windows updates."),
    N_ ("In Shuriken: the account’s properties: for SSL/TLS tick “use SSL” only, for STARTTLS both boxes; SMTP authentication on."),
    N_ ("the maker’s pages; encryption is that of Windows") },
  { "apple-mail", TG_DEVICE_PROGRAM, N_ ("Mail on a Mac"), TG_VERSION_OWN, "10.9", FALSE, N_ ("Update macOS."),
    N_ ("In Mail: Settings, Accounts, Server Settings: compare host name, user name and port, and switch off automatic management."),
    N_ ("Apple: TLS 1.2 is on since OS X 10.9") },
  { "iphone", TG_DEVICE_PHONE, N_ ("iPhone or iPad"), TG_VERSION_OWN, "5", FALSE, N_ ("Update iOS in Settings, General."),
    N_ ("On the iPhone: Settings, Mail (Apps, Mail on newer ones), Accounts, the account: host name, user name, password, then Advanced: "
        "Use "
        "SSL and the port; the sending server has a page of its own under SMTP."),
    N_ ("Apple: TLS 1.2 since iOS 5") },
  { "android", TG_DEVICE_PHONE, N_ ("Android phone or tablet"), TG_VERSION_OWN, "5", FALSE,
    N_ ("Use an app that brings its own encryption, such as Thunderbird for Android, or a newer phone."),
    N_ ("On the phone: the mail app’s account settings, incoming and outgoing server: server, port, security type and user name; then "
        "retype "
        "the password."),
    N_ ("Android: TLS 1.2 is on since version 5.0") },
  { "printer", TG_DEVICE_PRINTER, N_ ("Office printer (scan to mail)"), TG_VERSION_NONE, NULL, FALSE, NULL,
    N_ ("On the printer’s web page: SMTP server, port 465 with SSL/TLS, or 587 with STARTTLS (often called TLS), SMTP authentication with "
        "user name and password, the sender address that belongs to the account, the date, and whether the firmware is up to date. One "
        "that is too old for TLS 1.2 can scan to a folder, or send through a mail relay service; give that a password that you use "
        "nowhere else."),
    N_ ("makers’ manuals") },
  { "nas", TG_DEVICE_APPLIANCE, N_ ("NAS (notification mails)"), TG_VERSION_NONE, NULL, FALSE, NULL, LOOK_APPLIANCE,
    N_ ("makers’ manuals") },
  { "router", TG_DEVICE_APPLIANCE, N_ ("Router or other network device"), TG_VERSION_NONE, NULL, FALSE, NULL, LOOK_APPLIANCE,
    N_ ("makers’ manuals") },
  { "camera", TG_DEVICE_APPLIANCE, N_ ("Network camera or recorder"), TG_VERSION_NONE, NULL, FALSE, NULL, LOOK_APPLIANCE,
    N_ ("makers’ manuals") },
  { "gmail-web", TG_DEVICE_WEB, N_ ("Gmail (send mail as another address)"), TG_VERSION_NONE, NULL, FALSE, NULL,
    N_ ("In Gmail: Settings, Accounts and Import, Send mail as: enter the server name, the port and the encryption that work here. Allow "
        "sign-ins from abroad at your provider: Google’s servers are abroad. To read the mail in Gmail, have it forwarded: fetching it by "
        "POP was to end in January 2026."),
    N_ ("Google’s pages; the end of fetching from third-party pages") },
  { "other", TG_DEVICE_OTHER, N_ ("Another device"), TG_VERSION_NONE, NULL, FALSE, NULL,
    N_ ("On that device: check the date, the security software, and the saved server names, ports, encryption and password."),
    N_ ("makers’ manuals") },
};

const TgDevice *
tg_devices (guint *n)
{
  *n = G_N_ELEMENTS (devices);
  return devices;
}

const TgDevice *
tg_device_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (devices); i++)
    if (strcmp (devices[i].id, id) == 0)
      return &devices[i];
  return NULL;
}

const char *
tg_device_name (const TgDevice *self)
{
  return _ (self->name);
}

const char *
tg_device_version_title (const TgDevice *self)
{
  switch (self->version_of) {
  case TG_VERSION_OWN:
    return _ ("Version");
  case TG_VERSION_WINDOWS:
    return _ ("Version of Windows");
  case TG_VERSION_NONE:
  default:
    return NULL;
  }
}

/* What the versions of Windows can, by their names, by their numbers, and by those that Windows itself tells (winver says 6.1
 * in Windows 7).  Windows Server 2008 can with an update, too (KB4019276).  The newer ones stand here because a number that is
 * not in the list ("64 bit", "SP 3") is no version. */
typedef struct {
  const char *version;
  TgDeviceTls tls;
  gboolean xp_or_vista;
} WindowsVersion;

static const WindowsVersion windows_versions[] = {
  { "3.1", TG_DEVICE_TOO_OLD },
  { "3.11", TG_DEVICE_TOO_OLD },
  { "95", TG_DEVICE_TOO_OLD },
  { "98", TG_DEVICE_TOO_OLD },
  { "me", TG_DEVICE_TOO_OLD },
  { "millennium", TG_DEVICE_TOO_OLD },
  { "nt 4", TG_DEVICE_TOO_OLD },
  { "nt4", TG_DEVICE_TOO_OLD },
  { "4.0", TG_DEVICE_TOO_OLD },
  { "2000", TG_DEVICE_TOO_OLD },
  { "5.0", TG_DEVICE_TOO_OLD },
  { "xp", TG_DEVICE_TOO_OLD, TRUE },
  { "5.1", TG_DEVICE_TOO_OLD, TRUE },
  { "2003", TG_DEVICE_TOO_OLD, TRUE },
  { "5.2", TG_DEVICE_TOO_OLD, TRUE },
  { "vista", TG_DEVICE_TOO_OLD, TRUE },
  { "ビスタ", TG_DEVICE_TOO_OLD, TRUE },
  { "6.0", TG_DEVICE_TOO_OLD, TRUE },
  { "2008", TG_DEVICE_NEEDS_UPDATE },
  { "7", TG_DEVICE_NEEDS_UPDATE },
  { "6.1", TG_DEVICE_NEEDS_UPDATE },
  { "8", TG_DEVICE_FINE },
  { "8.0", TG_DEVICE_FINE },
  { "8.1", TG_DEVICE_FINE },
  { "6.2", TG_DEVICE_FINE },
  { "6.3", TG_DEVICE_FINE },
  { "2012", TG_DEVICE_FINE },
  { "10", TG_DEVICE_FINE },
  { "10.0", TG_DEVICE_FINE },
  { "2016", TG_DEVICE_FINE },
  { "2019", TG_DEVICE_FINE },
  { "11", TG_DEVICE_FINE },
  { "2022", TG_DEVICE_FINE },
  { "2025", TG_DEVICE_FINE },
};

#define WINDOWS "win|windows|ウィンドウズ|ウインドウズ"

/* The first version from @start on. (nullable) */
static const WindowsVersion *
find_windows_version (const char *text, int start)
{
  /* "Me" is a word like any other, and the years of Outlook and Office are not those of Windows. */
  static const char version[] = "(?:" WINDOWS ")[ \\t]*\\Kme(?![a-z0-9])|^me(?=(?: edition)?\\s*$)|"
                                "(?:(?<![a-z])|(?<=win|windows))(?:xp|vista|millennium|ビスタ|nt ?4)(?![a-z0-9])|"
                                "(?<!outlook|outlook |office|office |mail |mail)(?:(?<![a-z0-9.])|(?<=win|windows)|(?<=\\bw|\\bv))"
                                "[0-9]{1,4}(?:\\.[0-9]{1,2})?(?![0-9])";
  g_autoptr (GMatchInfo) match = NULL;

  for (g_regex_match_full (tg_pattern (version, FALSE), text, -1, start, 0, &match, NULL); g_match_info_matches (match);
       g_match_info_next (match, NULL)) {
    g_autofree char *found = g_match_info_fetch (match, 0);

    for (guint i = 0; i < G_N_ELEMENTS (windows_versions); i++)
      if (g_ascii_strcasecmp (found, windows_versions[i].version) == 0)
        return &windows_versions[i];
  }
  return NULL;
}

static const WindowsVersion *
windows_version (const char *text)
{
  g_autoptr (GMatchInfo) match = NULL;
  const WindowsVersion *found;
  int start = 0;

  /* "4 GB, Windows 10": what stands behind the name is meant. */
  if (g_regex_match (tg_pattern ("(?:" WINDOWS ")", FALSE), text, 0, &match))
    g_match_info_fetch_pos (match, 0, &start, NULL);
  found = find_windows_version (text, start);
  return found == NULL && start > 0 ? find_windows_version (text, 0) : found;
}

static TgDeviceTls
windows_tls (const char *text)
{
  const WindowsVersion *found = windows_version (text);

  if (found != NULL)
    return found->tls;
  /* Nothing but a number, which is no name: NT 5 is 2000 and XP, NT 6 is Vista. */
  return g_regex_match (tg_pattern ("^\\s*[1-6]\\s*$", FALSE), text, 0, NULL) ? TG_DEVICE_TOO_OLD : TG_DEVICE_FINE;
}

/* 10.10 is newer than 10.9. */
static int
compare_versions (const char *a, const char *b)
{
  for (;;) {
    guint64 left = g_ascii_strtoull (a, (char **)&a, 10);
    guint64 right = g_ascii_strtoull (b, (char **)&b, 10);

    if (left != right)
      return left < right ? -1 : 1;
    if (*a != '.' && *b != '.')
      return 0;
    a += *a == '.';
    b += *b == '.';
  }
}

/* Systems that people know by name, all of them from before TLS 1.2: of a Mac up to OS X 10.8, of Android up to 4.4. */
static const char old_names[] = "(?<![a-z])(?:cheetah|puma|jaguar|panther|tiger|leopard|lion|cupcake|donut|[eé]clair|froyo|gingerbread|"
                                "honeycomb|ice ?cream ?sandwich|jelly ?bean|kit ?kat)(?![a-z])";

static gboolean
is_older (const char *text, const char *since)
{
  /* Behind the system's name, or alone: "iPhone 4", "M1" and "Pixel 4" are no versions. */
  static const char version[] =
      "(?:(?<![a-z])(?:ios|ipados|iphone os|mac ?os(?: ?x)?|os ?x|android(?: os)?|thunderbird|version|ver\\.?|v)|アンドロイド|"
      "サンダーバード|バージョン)[ :(の=-]*([0-9]+(?:\\.[0-9]+)*)|"
      "^\\s*([0-9]+(?:\\.[0-9]+)+)(?![0-9a-z])|^\\s*([0-9]+)\\s*(?:$|[(,、])|(?<![0-9a-z.])(10\\.[0-9]+)";
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *number = NULL;

  if (!g_regex_match (tg_pattern (version, FALSE), text, 0, &match))
    return tg_pattern_fits (old_names, text);
  number = g_match_info_fetch (match, g_match_info_get_match_count (match) - 1);
  return compare_versions (number, since) < 0;
}

/* Full-width digits as others.  "Vista™" would be "VistaTM". */
static char *
plain_form (const char *version)
{
  g_autoptr (GString) text = g_string_new (version);

  g_string_replace (text, "™", "", 0);
  g_string_replace (text, "®", "", 0);
  return g_utf8_normalize (text->str, -1, G_NORMALIZE_NFKC);
}

TgDeviceTls
tg_device_tls (const TgDevice *self, const char *version)
{
  g_autofree char *half = version != NULL ? plain_form (version) : NULL;

  if (self->never)
    return TG_DEVICE_TOO_OLD;
  if (half == NULL || self->since == NULL)
    return TG_DEVICE_FINE;
  if (self->version_of == TG_VERSION_WINDOWS)
    return windows_tls (half);
  return is_older (half, self->since) ? TG_DEVICE_TOO_OLD : TG_DEVICE_FINE;
}

gboolean
tg_device_is_xp_or_vista (const TgDevice *self, const char *version)
{
  g_autofree char *half = version != NULL ? plain_form (version) : NULL;
  const WindowsVersion *found = half != NULL && self->version_of == TG_VERSION_WINDOWS ? windows_version (half) : NULL;

  /* Two programs came with these systems, and with no others. */
  return (self->never && self->kind == TG_DEVICE_PROGRAM) || (found != NULL && found->xp_or_vista);
}

gboolean
tg_device_may_be_old (const TgDevice *self, const char *version)
{
  return tg_device_tls (self, version) == TG_DEVICE_TOO_OLD || self->kind == TG_DEVICE_PRINTER || self->kind == TG_DEVICE_OTHER;
}
