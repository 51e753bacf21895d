/* test-read-autoconfig.c: the shapes in which config-v1.1.xml is published: after the public ISP database, the drafts, and what
 * scans of the internet report.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/read/autoconfig.h"
#include "find/read/remarks.h"

#include <string.h>

#include "test-read-support.h"

#define XML(encoding) "<?xml version=\"1.0\" encoding=\"" encoding "\"?>\n"
#define PROVIDER(body)                                                                                                                     \
  "<clientConfig version=\"1.1\"><emailProvider id=\"example.jp\"><domain>example.jp</domain>" body "</emailProvider></clientConfig>"
#define FILE_OF(body) XML ("UTF-8") PROVIDER (body)
#define SERVER(kind, type, host, port, socket, user, more)                                                                                 \
  "<" kind " type=\"" type "\"><hostname>" host "</hostname><port>" port "</port><socketType>" socket "</socketType><username>" user       \
  "</username>" more "</" kind ">"
#define IN(type, host, port, socket, user) SERVER ("incomingServer", type, host, port, socket, user, PASSWORD)
#define OUT(host, port, socket, user)      SERVER ("outgoingServer", "smtp", host, port, socket, user, PASSWORD)
#define PASSWORD                           "<authentication>password-cleartext</authentication>"
#define ADDRESS                            "%EMAILADDRESS%"
#define IMAPS                              IN ("imap", "imap.example.jp", "993", "SSL", ADDRESS)
#define SMTPS                              OUT ("smtp.example.jp", "465", "SSL", ADDRESS)
#define IMAPS_URL                          "imaps://imap.example.jp:993"
#define SMTPS_URL                          "smtps://smtp.example.jp:465"
#define WHOM                               "taro.yamada@example.jp"
#define USUAL                                                                                                                              \
  {                                                                                                                                        \
    TG_READ_SETTINGS, IMAPS_URL, SMTPS_URL, WHOM, WHOM, 0                                                                                  \
  }
#define ONLY_SEND(remarks)                                                                                                                 \
  {                                                                                                                                        \
    TG_READ_SETTINGS, "", SMTPS_URL, "", WHOM, TG_REMARK_NO_RECEIVE | (remarks)                                                            \
  }
#define NOTHING                                                                                                                            \
  {                                                                                                                                        \
    .outcome = TG_READ_NOTHING                                                                                                             \
  }
#define BROKEN                                                                                                                             \
  {                                                                                                                                        \
    .outcome = TG_READ_BROKEN                                                                                                              \
  }

typedef struct {
  const char *what;
  const char *bytes;
  Expected expected;
  gsize length; /* 0: up to the NUL */
} Row;

static const Row rows[] = {
  { "both halves", FILE_OF (IMAPS SMTPS), USUAL },
  { "no XML declaration", PROVIDER (IMAPS SMTPS), USUAL },
  { "an unknown version", "<clientConfig version=\"2.7\"><emailProvider>" IMAPS SMTPS "</emailProvider></clientConfig>", USUAL },
  { "no version", "<clientConfig><emailProvider>" IMAPS SMTPS "</emailProvider></clientConfig>", USUAL },
  { "a byte-order mark", "\xef\xbb\xbf" FILE_OF (IMAPS SMTPS), USUAL },
  { "blank lines before the declaration", "\n\n" FILE_OF (IMAPS SMTPS), USUAL },
  { "Latin 1", XML ("ISO-8859-1") PROVIDER ("<displayName>Fran\xe7ois \xc9lectronique</displayName>" IMAPS SMTPS), USUAL },
  { "Shift_JIS", XML ("Shift_JIS") PROVIDER ("<displayName>\x83\x65\x83\x58\x83\x67</displayName>" IMAPS SMTPS), USUAL },
  { "EUC-JP in single quotes",
    "<?xml version='1.0' encoding='euc-jp'?>" PROVIDER ("<displayName>\xa5\xc6\xa5\xb9\xa5\xc8</displayName>" IMAPS SMTPS), USUAL },
  { "UTF-8 declared, Latin 1 written", FILE_OF ("<displayName>Fran\xe7ois</displayName>" IMAPS SMTPS), BROKEN },
  { "an encoding of nobody", XML ("EBCDIC-US") PROVIDER (IMAPS SMTPS), BROKEN },
  { "a NUL", "<clientConfig>\0</clientConfig>", BROKEN, 29 },
  { "UTF-16", "\xff\xfe<\0c\0l\0i\0e\0n\0t\0C\0o\0n\0f\0i\0g\0/\0>\0", NOTHING, 32 },

  { "blanks around values, upper and lower case",
    FILE_OF ("<incomingServer type=\" IMAP \"><hostname>\n  imap.example.jp\n</hostname><port> 993 </port><socketType> ssl </socketType>"
             "<username> %EMAILADDRESS% </username><authentication> Password-Cleartext </authentication></incomingServer>" SMTPS),
    USUAL },
  { "odd order: sending first, type and name last",
    FILE_OF (SMTPS "<displayShortName>E</displayShortName>"
                   "<incomingServer type=\"imap\">" PASSWORD
                   "<username>%EMAILADDRESS%</username><socketType>SSL</socketType><port>993</port>"
                   "<hostname>imap.example.jp</hostname></incomingServer><domain purpose=\"mx\">mx.example.jp</domain>"),
    USUAL },
  { "POP before IMAP: the provider's order",
    FILE_OF (IN ("pop3", "pop.example.jp", "995", "SSL", ADDRESS) IMAPS SMTPS),
    { TG_READ_SETTINGS, "pop3s://pop.example.jp:995 " IMAPS_URL, SMTPS_URL, WHOM, WHOM, 0 } },
  { "STARTTLS before TLS: TLS first",
    FILE_OF (IN ("imap", "imap.example.jp", "143", "STARTTLS", ADDRESS) IMAPS OUT ("smtp.example.jp", "587", "STARTTLS", ADDRESS) SMTPS),
    { TG_READ_SETTINGS, IMAPS_URL " imap+starttls://imap.example.jp:143", SMTPS_URL " smtp+starttls://smtp.example.jp:587", WHOM, WHOM,
      0 } },
  { "the first server of each protocol, and all of them",
    FILE_OF (IMAPS IN ("imap", "imap2.example.jp", "993", "SSL", "%EMAILLOCALPART%")
                 IN ("pop3", "pop.example.jp", "110", "STARTTLS", ADDRESS) SMTPS),
    { TG_READ_SETTINGS, IMAPS_URL " imaps://imap2.example.jp:993 pop3+starttls://pop.example.jp:110", SMTPS_URL, WHOM, WHOM, 0 } },
  { "the same server twice", FILE_OF (IMAPS IMAPS SMTPS SMTPS), USUAL },

  { "the part before the @",
    FILE_OF (IN ("imap", "imap.example.jp", "993", "SSL", "%EMAILLOCALPART%") SMTPS),
    { TG_READ_SETTINGS, IMAPS_URL, SMTPS_URL, "taro.yamada", WHOM, 0 } },
  { "a form of its own",
    FILE_OF (IN ("imap", "imap.example.jp", "993", "SSL", "%EMAILLOCALPART%.%EMAILDOMAIN%") SMTPS),
    { TG_READ_SETTINGS, IMAPS_URL, SMTPS_URL, "taro.yamada.example.jp", WHOM, 0 } },
  { "the domain in the server's name",
    FILE_OF (IN ("imap", "mail.%EMAILDOMAIN%", "993", "SSL", ADDRESS) SMTPS),
    { TG_READ_SETTINGS, "imaps://mail.example.jp:993", SMTPS_URL, WHOM, WHOM, 0 } },
  { "the local part in the server's name", FILE_OF (IN ("imap", "%EMAILLOCALPART%.example.jp", "993", "SSL", ADDRESS) SMTPS),
    ONLY_SEND (TG_REMARK_DROPPED) },
  { "the address in the server's name", FILE_OF (IN ("imap", "%EMAILADDRESS%", "993", "SSL", ADDRESS) SMTPS),
    ONLY_SEND (TG_REMARK_DROPPED) },
  { "an unknown place holder in the user name", FILE_OF (IN ("imap", "imap.example.jp", "993", "SSL", "%REALNAME%") SMTPS),
    ONLY_SEND (TG_REMARK_DROPPED) },
  { "half a place holder", FILE_OF (IN ("imap", "imap.example.jp", "993", "SSL", "%EMAILADDRESS") SMTPS), ONLY_SEND (TG_REMARK_DROPPED) },
  { "no user name",
    FILE_OF ("<incomingServer "
             "type=\"imap\"><hostname>imap.example.jp</hostname><port>993</port><socketType>SSL</socketType></incomingServer>" SMTPS),
    { TG_READ_SETTINGS, IMAPS_URL, SMTPS_URL, "", WHOM, 0 } },

  { "no half for sending", FILE_OF (IMAPS), { TG_READ_SETTINGS, IMAPS_URL, "", WHOM, "", TG_REMARK_NO_SEND } },
  { "no half for receiving", FILE_OF (SMTPS), ONLY_SEND (0) },
  { "no server", FILE_OF ("<displayName>Example</displayName>"), NOTHING },
  { "an empty root", "<clientConfig version=\"1.1\"/>", NOTHING },
  { "only Exchange",
    FILE_OF (
        "<incomingServer "
        "type=\"exchange\"><hostname>ex.example.jp</hostname><port>443</port><owaURL>https://ex.example.jp/owa</owaURL></incomingServer>"),
    NOTHING },
  { "Exchange beside IMAP",
    FILE_OF (IMAPS "<incomingServer type=\"ews\"><url>https://ex.example.jp/</url></incomingServer>" SMTPS),
    { TG_READ_SETTINGS, IMAPS_URL, SMTPS_URL, WHOM, WHOM, TG_REMARK_OTHER_PROTOCOLS } },
  { "SMTP for receiving", FILE_OF (IN ("smtp", "imap.example.jp", "465", "SSL", ADDRESS) SMTPS), ONLY_SEND (TG_REMARK_DROPPED) },
  { "an element of nobody drops its server",
    FILE_OF (SERVER ("incomingServer", "imap", "imap.example.jp", "993", "SSL", ADDRESS, "<needsTunnel>yes</needsTunnel>") SMTPS),
    ONLY_SEND (TG_REMARK_DROPPED) },
  { "options of POP3 and a restriction",
    FILE_OF (SERVER (
        "incomingServer", "pop3", "pop.example.jp", "995", "SSL", ADDRESS,
        PASSWORD
        "<pop3><leaveMessagesOnServer>true</leaveMessagesOnServer><daysToLeaveMessagesOnServer>14</daysToLeaveMessagesOnServer></pop3>")
                 SERVER ("outgoingServer", "smtp", "smtp.example.jp", "465", "SSL", ADDRESS,
                         "<restriction>clientIPAddress</restriction>" PASSWORD)),
    { TG_READ_SETTINGS, "pop3s://pop.example.jp:995", SMTPS_URL, WHOM, WHOM, 0 } },
  { "a password, and what a server is called inside it",
    FILE_OF (SERVER ("incomingServer", "imap", "imap.example.jp", "993", "SSL", ADDRESS, "<password>hunter2</password>") SMTPS), USUAL },

  { "an unfilled template",
    FILE_OF (IN ("imap", "{{ imap_host }}", "{{ port }}", "{{ socket }}", ADDRESS) OUT ("$SMTP_HOST", "465", "SSL", ADDRESS)), NOTHING },
  { "an encryption of nobody: never none",
    FILE_OF (IN ("imap", "imap.example.jp", "143", "%SOCKETTYPE%", ADDRESS) SMTPS),
    { TG_READ_SETTINGS, IMAPS_URL " imap+starttls://imap.example.jp:143", SMTPS_URL, WHOM, WHOM, TG_REMARK_UNREADABLE } },
  { "no encryption said: never none",
    FILE_OF (
        "<incomingServer "
        "type=\"imap\"><hostname>imap.example.jp</hostname><port>993</port><username>%EMAILADDRESS%</username></incomingServer>" SMTPS),
    { TG_READ_SETTINGS, IMAPS_URL, SMTPS_URL, WHOM, WHOM, TG_REMARK_UNREADABLE } },
  { "port 465 with STARTTLS: both, TLS first",
    FILE_OF (IMAPS OUT ("smtp.example.jp", "465", "STARTTLS", ADDRESS)),
    { TG_READ_SETTINGS, IMAPS_URL, SMTPS_URL " smtp+starttls://smtp.example.jp:465", WHOM, WHOM, TG_REMARK_CONTRADICTION } },
  { "port 587 with SSL: both, TLS first",
    FILE_OF (IMAPS OUT ("smtp.example.jp", "587", "SSL", ADDRESS)),
    { TG_READ_SETTINGS, IMAPS_URL, "smtps://smtp.example.jp:587 smtp+starttls://smtp.example.jp:587", WHOM, WHOM,
      TG_REMARK_CONTRADICTION } },
  { "POP3 on the port of IMAP, and port 586",
    FILE_OF (IN ("pop3", "pop.example.jp", "993", "SSL", ADDRESS) OUT ("smtp.example.jp", "586", "SSL", ADDRESS)),
    { TG_READ_SETTINGS, "pop3s://pop.example.jp:993", "smtps://smtp.example.jp:586", WHOM, WHOM, 0 } },
  { "plain only",
    FILE_OF (IN ("pop3", "pop.example.jp", "110", "plain", "%EMAILLOCALPART%") OUT ("smtp.example.jp", "25", "plain", "%EMAILLOCALPART%")),
    { TG_READ_SETTINGS, "pop3s://pop.example.jp:995 pop3+starttls://pop.example.jp:110 pop3://pop.example.jp:110",
      "smtps://smtp.example.jp:465 smtp+starttls://smtp.example.jp:25 smtp+starttls://smtp.example.jp:587 smtp://smtp.example.jp:25",
      "taro.yamada", "taro.yamada", 0 } },
  { "plain before TLS: none without encryption is left",
    FILE_OF (IN ("imap", "imap.example.jp", "143", "plain", "%EMAILLOCALPART%") IMAPS SMTPS),
    { TG_READ_SETTINGS, IMAPS_URL " imap+starttls://imap.example.jp:143", SMTPS_URL, WHOM, WHOM, 0 } },
  { "no port",
    FILE_OF ("<incomingServer "
             "type=\"imap\"><hostname>imap.example.jp</hostname><socketType>SSL</socketType><username>%EMAILADDRESS%</username></"
             "incomingServer>" SMTPS),
    USUAL },
  { "impossible ports",
    FILE_OF (IN ("imap", "imap.example.jp", "0", "SSL", ADDRESS) IN ("imap", "imap.example.jp", "70000", "SSL", ADDRESS)
                 IN ("imap", "imap.example.jp", "993 (SSL)", "SSL", ADDRESS) SMTPS),
    ONLY_SEND (TG_REMARK_DROPPED) },
  { "names that are no public names",
    FILE_OF (IN ("imap", "localhost", "993", "SSL", ADDRESS) IN ("imap", "192.168.1.1", "993", "SSL", ADDRESS)
                 IN ("imap", "203.0.113.7", "993", "SSL", ADDRESS) IN ("imap", "nas.local", "993", "SSL", ADDRESS)
                     IN ("imap", "co.jp", "993", "SSL", ADDRESS) SMTPS),
    ONLY_SEND (TG_REMARK_DROPPED) },
  { "an international name",
    FILE_OF (IN ("imap", "メール.example.jp", "993", "SSL", ADDRESS) SMTPS),
    { TG_READ_SETTINGS, "imaps://メール.example.jp:993", SMTPS_URL, WHOM, WHOM, 0 } },

  { "OAuth2 first, then a password",
    FILE_OF (SERVER ("incomingServer", "imap", "imap.example.jp", "993", "SSL", ADDRESS, "<authentication>OAuth2</authentication>" PASSWORD)
                 SMTPS),
    USUAL },
  { "an authentication of nobody beside a known one",
    FILE_OF (SERVER ("incomingServer", "imap", "imap.example.jp", "993", "SSL", ADDRESS,
                     "<authentication>telepathy</authentication>" PASSWORD) SMTPS),
    USUAL },
  { "no authentication but that of nobody",
    FILE_OF (SERVER ("incomingServer", "imap", "imap.example.jp", "993", "SSL", ADDRESS, "<authentication>telepathy</authentication>")
                 SMTPS),
    ONLY_SEND (TG_REMARK_DROPPED) },

  { "another domain",
    XML ("UTF-8") "<clientConfig><emailProvider><domain>example.com</domain>" IMAPS SMTPS "</emailProvider></clientConfig>",
    { TG_READ_SETTINGS, IMAPS_URL, SMTPS_URL, WHOM, WHOM, TG_REMARK_OTHER_DOMAIN } },
  { "one of many domains, in capitals",
    XML ("UTF-8") "<clientConfig><emailProvider><domain>example.com</domain><domain>EXAMPLE.JP</domain>" IMAPS SMTPS
                  "</emailProvider></clientConfig>",
    USUAL },
  { "whatever domain is asked",
    XML ("UTF-8") "<clientConfig><emailProvider><domain>%EMAILDOMAIN%</domain>" IMAPS SMTPS "</emailProvider></clientConfig>", USUAL },
  { "comments, CDATA, and entities of XML itself",
    FILE_OF ("<!-- <incomingServer type=\"imap\"> --><displayName>A &amp; B &#x3042;</displayName>" IN (
        "imap", "<![CDATA[imap.example.jp]]>", "993", "SSL", ADDRESS) SMTPS),
    USUAL },
  { "calendars and others beside it",
    "<clientConfig><emailProvider>" IMAPS SMTPS "</emailProvider><calendar type=\"caldav\"><url>https://dav.example.jp/</url></calendar>"
    "<oAuth2><issuer>login.example.jp</issuer><scope>mail</scope></oAuth2><webMail><loginPage "
    "url=\"https://webmail.example.jp/\"/></webMail>"
    "<clientConfigUpdate url=\"https://example.jp/\"/></clientConfig>",
    USUAL },

  { "a page that answers everything", "<!DOCTYPE html>\n<html><head><title>Welcome</title></head><body><br></body></html>", NOTHING },
  { "the same without a document type", "<html><body>Not found</body></html>", NOTHING },
  { "another XML document", "<?xml version=\"1.0\"?><Autodiscover/>", NOTHING },
  { "text", "404 page not found\n", NOTHING },
  { "nothing", "", NOTHING },
  { "a document type of its own", XML ("UTF-8") "<!DOCTYPE clientConfig [<!ENTITY host \"imap.example.jp\">]>" PROVIDER (IMAPS SMTPS),
    BROKEN },
  { "entities of its own", FILE_OF (IN ("imap", "&host;", "993", "SSL", ADDRESS) SMTPS), BROKEN },
  { "cut off in the middle", XML ("UTF-8") "<clientConfig><emailProvider>" IMAPS SMTPS, BROKEN },
  { "an ampersand as it is", FILE_OF ("<displayName>A & B</displayName>" IMAPS SMTPS), BROKEN },
  { "a server within a server", FILE_OF ("<incomingServer type=\"imap\">" IMAPS "</incomingServer>" SMTPS), ONLY_SEND (TG_REMARK_DROPPED) },
  { "line ends in values",
    FILE_OF (IN ("imap", "imap.example.jp", "993", "SSL", "taro&#13;&#10;A1 LOGOUT") SMTPS),
    { TG_READ_SETTINGS, IMAPS_URL, SMTPS_URL, "taro A1 LOGOUT", WHOM, 0 } },
  { "controls in values", FILE_OF (IN ("imap", "imap.example.jp", "993", "SSL", "taro&#27;[2J") SMTPS), ONLY_SEND (TG_REMARK_DROPPED) },
};

static TgReadOutcome
read_file (const char *bytes, gsize length, TgSettings **settings)
{
  g_autoptr (GBytes) copy = g_bytes_new (bytes, length > 0 ? length : strlen (bytes));

  return tg_autoconfig_read (copy, WHOM, NULL, settings);
}

static void
test_shapes (void)
{
  guint right = 0;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (TgSettings) settings = NULL;
    TgReadOutcome outcome = read_file (rows[i].bytes, rows[i].length, &settings);

    right += settings_are (rows[i].what, outcome, settings, &rows[i].expected);
  }
  g_test_message ("%u of %u shapes are read as they should be", right, (guint)G_N_ELEMENTS (rows));
  g_assert_cmpuint (right, ==, G_N_ELEMENTS (rows));
}

static void
test_names (void)
{
  static const struct {
    const char *bytes;
    const char *name;
  } names[] = {
    { XML ("ISO-8859-1") PROVIDER ("<displayName>Fran\xe7ois</displayName>" IMAPS), "François" },
    { XML ("Shift_JIS") PROVIDER ("<displayName>\x83\x65\x83\x58\x83\x67</displayName>" IMAPS), "テスト" },
    { "<?xml version='1.0' encoding='euc-jp'?>" PROVIDER ("<displayName>\xa5\xc6\xa5\xb9\xa5\xc8</displayName>" IMAPS), "テスト" },
    { FILE_OF ("<displayName>A &amp; B &#x3042;</displayName>" IMAPS), "A & B あ" },
    { FILE_OF ("<displayName> \n</displayName>" IMAPS), NULL },
    { FILE_OF ("<displayName>a\xe2\x80\xae"
               "b</displayName>" IMAPS),
      "a\\u{202E}b" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (TgSettings) settings = NULL;

    g_assert_cmpint (read_file (names[i].bytes, 0, &settings), ==, TG_READ_SETTINGS);
    g_assert_cmpstr (settings->provider_name, ==, names[i].name);
  }
}

/* What is beside the servers. */
static void
test_links (void)
{
  static const char file[] = FILE_OF (
      SERVER ("incomingServer", "imap", "imap.example.jp", "993", "SSL", ADDRESS,
              "<authentication>OAuth</authentication>") "<enable "
                                                        "visiturl=\"https://www.example.jp/"
                                                        "settings?user=%EMAILLOCALPART%&amp;x=%20\"><instruction>Switch it "
                                                        "on</instruction></enable>"
                                                        "<documentation url=\"javascript:alert(1)\"/><documentation url=\" "
                                                        "https://www.example.jp/help \"><descr lang=\"en\">Help</descr></documentation>"
                                                        "<oAuth2><issuer> https://login.example.jp "
                                                        "</issuer><issuer>evil.example</issuer></oAuth2>");
  g_autoptr (TgSettings) settings = NULL;

  g_assert_cmpint (read_file (file, 0, &settings), ==, TG_READ_SETTINGS);
  g_assert_true (settings->oauth_only);
  g_assert_cmpstr (settings->oauth_issuer, ==, "https://login.example.jp");
  g_assert_cmpstr (settings->visit_url, ==, "https://www.example.jp/settings?user=taro.yamada&x=%20");
  g_assert_cmpstr (settings->documentation_url, ==, "https://www.example.jp/help");
}

/* The domain of the mail exchanger counts as the one asked about, and so does the address's own. */
static void
test_asked_domain (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (FILE_OF (IMAPS), strlen (FILE_OF (IMAPS)));
  g_autoptr (TgSettings) hosted = NULL, own = NULL;

  g_assert_cmpint (tg_autoconfig_read (bytes, "hanako@example.com", "example.jp", &hosted), ==, TG_READ_SETTINGS);
  g_assert_cmpuint (hosted->remarks & TG_REMARK_OTHER_DOMAIN, ==, 0);
  g_assert_cmpint (tg_autoconfig_read (bytes, "hanako@example.com", "example.net", &own), ==, TG_READ_SETTINGS);
  g_assert_cmpuint (own->remarks & TG_REMARK_OTHER_DOMAIN, !=, 0);
}

/* What is filled in is not looked at again. */
static void
test_hostile_address (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (FILE_OF (IMAPS), strlen (FILE_OF (IMAPS)));
  g_autoptr (TgSettings) settings = NULL;

  g_assert_cmpint (tg_autoconfig_read (bytes, "%EMAILDOMAIN%%@example.jp", NULL, &settings), ==, TG_READ_SETTINGS);
  g_assert_cmpstr (((TgOffered *)settings->receive->pdata[0])->user, ==, "%EMAILDOMAIN%%@example.jp");
}

/* Files that are large, deep or many. */
static void
test_limits (void)
{
  g_autoptr (GString) large = g_string_new ("<clientConfig><emailProvider>" IMAPS "<!--");
  g_autoptr (GString) deep = g_string_new ("<clientConfig>");
  g_autoptr (GString) many = g_string_new ("<clientConfig><emailProvider>");
  g_autoptr (TgSettings) of_large = NULL, of_deep = NULL, of_many = NULL;

  while (large->len <= TG_SETTINGS_BYTES_MAX)
    g_string_append (large, "0123456789abcdef");
  g_string_append (large, "--></emailProvider></clientConfig>");
  g_assert_cmpint (read_file (large->str, large->len, &of_large), ==, TG_READ_BROKEN);
  for (guint i = 0; i < 20000; i++)
    g_string_append (deep, "<a>");
  g_assert_cmpint (read_file (deep->str, deep->len, &of_deep), ==, TG_READ_BROKEN);
  for (guint i = 0; i < 500; i++)
    g_string_append_printf (
        many,
        "<incomingServer type=\"imap\"><hostname>imap%u.example.jp</hostname><port>993</port><socketType>SSL</socketType></incomingServer>",
        i);
  g_string_append (many, "</emailProvider></clientConfig>");
  g_assert_cmpint (read_file (many->str, many->len, &of_many), ==, TG_READ_SETTINGS);
  g_assert_cmpuint (of_many->receive->len, ==, TG_SETTINGS_SERVERS_MAX);
}

static void
test_remarks (void)
{
  g_autofree char *none = tg_remarks_describe (TG_REMARK_OTHER_PROTOCOLS | TG_REMARK_PROVEN_TWICE);
  g_autofree char *two = tg_remarks_describe (TG_REMARK_OTHER_DOMAIN | TG_REMARK_NO_SEND);

  g_assert_null (none);
  g_assert_cmpstr (two, ==, "The settings are written for another domain.\nThey name no server for sending mail.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/read autoconfig/every shape gives its servers, or why there are none", test_shapes);
  g_test_add_func ("/read autoconfig/the provider's name is readable in every encoding", test_names);
  g_test_add_func ("/read autoconfig/an issuer, and pages to read", test_links);
  g_test_add_func ("/read autoconfig/a file for other domains is told from ours", test_asked_domain);
  g_test_add_func ("/read autoconfig/an address fills its place and no other", test_hostile_address);
  g_test_add_func ("/read autoconfig/no file is too large, too deep or too long to be refused", test_limits);
  g_test_add_func ("/read autoconfig/what is odd is told, a sentence each", test_remarks);
  return g_test_run ();
}
