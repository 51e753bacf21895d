/* test-read-pacc.c: the shapes of user-agent-configuration.json, and of the records that prove it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/read/pacc.h"

#include <string.h>

#include "test-read-support.h"

#define WHOM      "taro@example.jp"
#define IMAP      "\"imap\":{\"host\":\"imap.example.jp\"}"
#define SUBMIT    "\"submit\":{\"host\":\"smtp.example.jp\"}"
#define PASSWORD  "\"authentication\":{\"password\":true}"
#define IMAPS_URL "imaps://imap.example.jp:993"
#define SMTPS_URL "smtps://smtp.example.jp:465"
#define USUAL                                                                                                                              \
  {                                                                                                                                        \
    TG_READ_SETTINGS, IMAPS_URL, SMTPS_URL, WHOM, WHOM, TG_REMARK_UNPROVEN                                                                 \
  }

static const struct {
  const char *what;
  const char *json;
  Expected expected;
} rows[] = {
  { "both halves, sending as the newer draft says", "{\"protocols\":{" IMAP "," SUBMIT "}," PASSWORD "}", USUAL },
  { "sending as the older draft says", "{\"protocols\":{" IMAP ",\"smtp\":{\"host\":\"smtp.example.jp\"}}," PASSWORD "}", USUAL },
  { "both words for sending", "{\"protocols\":{" IMAP "," SUBMIT ",\"smtp\":{\"host\":\"smtp.example.jp\"}}," PASSWORD "}", USUAL },
  { "a byte-order mark, blanks, another order", "\xef\xbb\xbf \n{" PASSWORD ",\"protocols\":{" SUBMIT "," IMAP "}}\n", USUAL },
  { "all protocols",
    "{\"protocols\":{\"jmap\":{\"url\":\"https://api.example.jp\"}," IMAP ",\"pop3\":{\"host\":\"pop.example.jp\"}," SUBMIT
    ",\"caldav\":{\"url\":\"https://dav.example.jp\"},\"managesieve\":{\"host\":\"imap.example.jp\"}}}",
    { TG_READ_SETTINGS, IMAPS_URL " pop3s://pop.example.jp:995", SMTPS_URL, WHOM, WHOM, TG_REMARK_UNPROVEN | TG_REMARK_OTHER_PROTOCOLS } },
  { "a port and an encryption, which the draft does not have",
    "{\"protocols\":{\"imap\":{\"host\":\"imap.example.jp\",\"port\":143,\"tls\":false}," SUBMIT "}}", USUAL },
  { "only POP3",
    "{\"protocols\":{\"pop3\":{\"host\":\"pop.example.jp\"}}}",
    { TG_READ_SETTINGS, "pop3s://pop.example.jp:995", "", WHOM, "", TG_REMARK_UNPROVEN | TG_REMARK_NO_SEND } },
  { "a host that is no text",
    "{\"protocols\":{\"imap\":{\"host\":993}," SUBMIT "}}",
    { TG_READ_SETTINGS, "", SMTPS_URL, "", WHOM, TG_REMARK_UNPROVEN | TG_REMARK_NO_RECEIVE | TG_REMARK_DROPPED } },
  { "a host that is a list, and one that is empty",
    "{\"protocols\":{\"imap\":[\"imap.example.jp\"],\"pop3\":{\"host\":\"\"}," SUBMIT "}}",
    { TG_READ_SETTINGS, "", SMTPS_URL, "", WHOM, TG_REMARK_UNPROVEN | TG_REMARK_NO_RECEIVE | TG_REMARK_DROPPED } },
  { "a host with a line end",
    "{\"protocols\":{\"imap\":{\"host\":\"imap.example.jp\\r\\nA1\"}," SUBMIT "}}",
    { TG_READ_SETTINGS, "", SMTPS_URL, "", WHOM, TG_REMARK_UNPROVEN | TG_REMARK_NO_RECEIVE | TG_REMARK_DROPPED } },
  { "a host at home",
    "{\"protocols\":{\"imap\":{\"host\":\"192.168.0.1\"},\"pop3\":{\"host\":\"localhost\"}," SUBMIT "}}",
    { TG_READ_SETTINGS, "", SMTPS_URL, "", WHOM, TG_REMARK_UNPROVEN | TG_REMARK_NO_RECEIVE | TG_REMARK_DROPPED } },
  { "JMAP alone", "{\"protocols\":{\"jmap\":{\"url\":\"https://api.example.jp\"}}}", { .outcome = TG_READ_NOTHING } },
  { "no protocols", "{\"status\":404}", { .outcome = TG_READ_NOTHING } },
  { "protocols that are a list", "{\"protocols\":[]}", { .outcome = TG_READ_NOTHING } },
  { "a page", "<!DOCTYPE html><html></html>", { .outcome = TG_READ_NOTHING } },
  { "a list", "[]", { .outcome = TG_READ_NOTHING } },
  { "nothing", "", { .outcome = TG_READ_NOTHING } },
  { "cut off", "{\"protocols\":{" IMAP, { .outcome = TG_READ_BROKEN } },
  { "no UTF-8", "{\"protocols\":{" IMAP "},\"info\":{\"provider\":{\"name\":\"\xff\"}}}", { .outcome = TG_READ_BROKEN } },
};

static TgReadOutcome
read_file (const char *json, const char *const *records, TgSettings **settings)
{
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));

  return tg_pacc_read (bytes, WHOM, records, settings);
}

static void
test_shapes (void)
{
  guint right = 0;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (TgSettings) settings = NULL;
    TgReadOutcome outcome = read_file (rows[i].json, NULL, &settings);

    right += settings_are (rows[i].what, outcome, settings, &rows[i].expected);
  }
  g_test_message ("%u of %u shapes are read as they should be", right, (guint)G_N_ELEMENTS (rows));
  g_assert_cmpuint (right, ==, G_N_ELEMENTS (rows));
}

static void
test_oauth (void)
{
  static const char json[] =
      "{\"protocols\":{" IMAP "," SUBMIT "},\"authentication\":{\"oauth-public\":{\"issuer\":\"https://login.example.jp\"}},"
      "\"info\":{\"provider\":{\"name\":\" テスト \",\"shortName\":\"T\"}}}";
  static const char both[] =
      "{\"protocols\":{" IMAP "},\"authentication\":{\"oauth-public\":{\"issuer\":\"https://a b\"},\"password\":true}}";
  g_autoptr (TgSettings) settings = NULL, of_both = NULL;

  g_assert_cmpint (read_file (json, NULL, &settings), ==, TG_READ_SETTINGS);
  g_assert_true (settings->oauth_only);
  g_assert_cmpstr (settings->oauth_issuer, ==, "https://login.example.jp");
  g_assert_cmpstr (settings->provider_name, ==, "テスト");
  g_assert_cmpint (read_file (both, NULL, &of_both), ==, TG_READ_SETTINGS);
  g_assert_false (of_both->oauth_only);
  g_assert_null (of_both->oauth_issuer);
}

/* The digest of "{}", by sha256sum and base64. */
#define DIGEST "RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o="

#define DIGEST_OF_NOTHING "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="

static void
test_proof (void)
{
  static const struct {
    const char *what;
    const char *records[4];
    gboolean proven;
  } proofs[] = {
    { "as the draft has it", { "v=UAAC1; a=sha256; d=" DIGEST }, TRUE },
    { "another order, no blanks", { "d=" DIGEST ";v=UAAC1;a=sha256" }, TRUE },
    { "blanks, a tag of nobody, an end", { " v = UAAC1 ; x=1;; a=SHA256 ; d=" DIGEST " ; " }, TRUE },
    { "without its padding", { "v=UAAC1; a=sha256; d=RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o" }, TRUE },
    { "the second of several", { "v=spf1 -all", "v=UAAC1; a=sha256; d=" DIGEST_OF_NOTHING, "v=UAAC1; a=sha256; d=" DIGEST }, TRUE },
    { "no record", { NULL }, FALSE },
    { "another file's", { "v=UAAC1; a=sha256; d=" DIGEST_OF_NOTHING }, FALSE },
    { "another version", { "v=UAAC2; a=sha256; d=" DIGEST }, FALSE },
    { "another algorithm", { "v=UAAC1; a=sha1; d=" DIGEST }, FALSE },
    { "no algorithm", { "v=UAAC1; d=" DIGEST }, FALSE },
    { "no digest", { "v=UAAC1; a=sha256; d=" }, FALSE },
    { "half a digest", { "v=UAAC1; a=sha256; d=RBNvo1WzZ4oRRq0W" }, FALSE },
    { "no base64", { "v=UAAC1; a=sha256; d=!!!!" }, FALSE },
  };
  g_autoptr (GBytes) bytes = g_bytes_new_static ("{}", 2);

  for (guint i = 0; i < G_N_ELEMENTS (proofs); i++) {
    g_test_message ("%s", proofs[i].what);
    g_assert_cmpint (tg_pacc_proven (bytes, proofs[i].records), ==, proofs[i].proven);
  }
  g_assert_false (tg_pacc_proven (bytes, NULL));
}

/* The digest is that of the bytes as they came, mark and blanks included. */
static void
test_proof_of_bytes (void)
{
  static const char json[] = "\xef\xbb\xbf{\"protocols\":{" IMAP "}}\n";
  g_autofree char *hex = g_compute_checksum_for_string (G_CHECKSUM_SHA256, json, -1);
  guint8 digest[32];
  g_autofree char *base64 = NULL, *record = NULL;
  const char *records[2] = { NULL };
  g_autoptr (TgSettings) settings = NULL;

  for (guint i = 0; i < sizeof digest; i++)
    digest[i] = (guint8)(g_ascii_xdigit_value (hex[2 * i]) * 16 + g_ascii_xdigit_value (hex[2 * i + 1]));
  base64 = g_base64_encode (digest, sizeof digest);
  record = g_strconcat ("v=UAAC1; a=sha256; d=", base64, NULL);
  records[0] = record;
  g_assert_cmpint (read_file (json, records, &settings), ==, TG_READ_SETTINGS);
  g_assert_cmpuint (settings->remarks, ==, TG_REMARK_PROVEN_TWICE | TG_REMARK_NO_SEND);
}

static void
test_limits (void)
{
  g_autoptr (GString) large = g_string_new ("{\"protocols\":{" IMAP "},\"x\":\"");
  g_autoptr (GString) deep = g_string_new ("{\"protocols\":");
  g_autoptr (TgSettings) of_large = NULL, of_deep = NULL;

  while (large->len <= TG_SETTINGS_BYTES_MAX)
    g_string_append (large, "0123456789abcdef");
  g_string_append (large, "\"}");
  g_assert_cmpint (read_file (large->str, NULL, &of_large), ==, TG_READ_BROKEN);
  for (guint i = 0; i < 100000; i++)
    g_string_append (deep, "[");
  g_assert_cmpint (read_file (deep->str, NULL, &of_deep), ==, TG_READ_BROKEN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/read pacc/every shape gives its servers, or why there are none", test_shapes);
  g_test_add_func ("/read pacc/an issuer, and a name", test_oauth);
  g_test_add_func ("/read pacc/a record proves the file whose digest it names", test_proof);
  g_test_add_func ("/read pacc/the proof is of the very bytes", test_proof_of_bytes);
  g_test_add_func ("/read pacc/no file is too large or too deep to be refused", test_limits);
  return g_test_run ();
}
