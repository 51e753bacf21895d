/* test-clients-logins.c: Thunderbird's logins.json, read, merged and taken back, byte for byte.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "clients/thunderbird/logins/merge.h"
#include "files/json.h"

#define NOW    G_GINT64_CONSTANT (1795955371419)
#define ORIGIN "imap://imap.example.jp"

static GBytes *
bytes_of (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static TgLogins *
parse (const char *text)
{
  g_autoptr (GBytes) bytes = bytes_of (text);

  return tg_logins_parse (bytes);
}

static void
assert_text (GBytes *bytes, const char *expected)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  g_assert_cmpstr (text, ==, expected);
}

/* What json-glib or a careless reader takes for JSON, and Thunderbird does not, or the other way round. */
static const struct {
  const char *text;
  gboolean is_json;
} texts[] = {
  { "{}", TRUE },
  { " \t\r\n{ \"a\" : [ 1 , -0.5e+10 , true , false , null , \"x\" ] } \n", TRUE },
  { "[]", TRUE },
  { "\"\\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u00e9 \\ud83d\"", TRUE },
  { "0", TRUE },
  { "", FALSE },
  { "{", FALSE },
  { "{}}", FALSE },
  { "{} x", FALSE },
  { "{,}", FALSE },
  { "{\"a\":1,}", FALSE },
  { "[1,]", FALSE },
  { "[1 2]", FALSE },
  { "{\"a\" 1}", FALSE },
  { "{a:1}", FALSE },
  { "{'a':1}", FALSE },
  { "// comment\n{}", FALSE },
  { "{}/* comment */", FALSE },
  { "var x = {};", FALSE },
  { "01", FALSE },
  { "+1", FALSE },
  { ".5", FALSE },
  { "1.", FALSE },
  { "1e", FALSE },
  { "-", FALSE },
  { "0x10", FALSE },
  { "NaN", FALSE },
  { "tru", FALSE },
  { "truex", FALSE },
  { "\"", FALSE },
  { "\"\\", FALSE },
  { "\"\\x\"", FALSE },
  { "\"\\u12g4\"", FALSE },
  { "\"\\u12", FALSE },
  { "\"line\nend\"", FALSE },
  { "\"broken \xff\"", FALSE },
  { "\xef\xbb\xbf{}", FALSE },
};

static void
test_grammar (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    TgSpan whole;

    g_test_message ("%s", texts[i].text);
    g_assert_cmpint (tg_span_of_text (texts[i].text, strlen (texts[i].text), &whole), ==, texts[i].is_json);
  }
}

static void
test_depth (void)
{
  for (guint depth = TG_JSON_DEPTH_MAX; depth <= TG_JSON_DEPTH_MAX + 1; depth++) {
    g_autoptr (GString) text = g_string_new (NULL);
    TgSpan whole;

    for (guint i = 0; i < depth; i++)
      g_string_append_c (text, '[');
    for (guint i = 0; i < depth; i++)
      g_string_append_c (text, ']');
    g_assert_cmpint (tg_span_of_text (text->str, text->len, &whole), ==, depth <= TG_JSON_DEPTH_MAX);
  }
}

/* Left alone. */
static const char *const damaged[] = {
  "",
  " ",
  "null",
  "[]",
  "{}",
  "{\"logins\":{}}",
  "{\"logins\":null}",
  "{\"nextId\":1,\"logins\":[],\"version\":4}",
  "{\"nextId\":1,\"logins\":[],\"version\":\"3\"}",
  "{\"nextId\":1,\"logins\":[],\"version\":-1}",
  "{\"logins\":[],\"logins\":[]}",
  "{\"logi\\u006es\":[],\"version\":3}",
  "{\"nextId\":1,\"logins\":[{\"id\":1,}],\"version\":3}",
  "{\"nextId\":1,\"logins\":[],\"version\":3",
  "{\"nextId\":1,\"logins\":[],\"version\":3}garbage",
  "\xff\xfe{}",
};

static void
test_damaged (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (damaged); i++) {
    g_autoptr (TgLogins) logins = parse (damaged[i]);

    g_test_message ("%s", damaged[i]);
    g_assert_null (logins);
  }
}

static void
test_origins (void)
{
  static const struct {
    TgProtocol protocol;
    const char *host, *origin;
  } rows[] = {
    { TG_PROTOCOL_IMAP, "imap.example.jp", "imap://imap.example.jp" },
    { TG_PROTOCOL_POP3, "POP.Example.JP", "mailbox://pop.example.jp" },
    { TG_PROTOCOL_SMTP, "2001:DB8::1", "smtp://[2001:db8::1]" },
    { TG_PROTOCOL_SMTP, "192.0.2.1", "smtp://192.0.2.1" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *origin = tg_login_origin (rows[i].protocol, rows[i].host);

    g_assert_cmpstr (origin, ==, rows[i].origin);
  }
}

/* A login is for an origin only where "hostname" and "httpRealm" both say so. */
static void
test_whose (void)
{
  static const struct {
    const char *login;
    gboolean is_ours;
  } rows[] = {
    { "{\"hostname\":\"" ORIGIN "\",\"httpRealm\":\"" ORIGIN "\"}", TRUE },
    { "{\"hostname\":\"imap:\\/\\/imap.example.jp\",\"httpRealm\":\"\\u0069map://imap.example.jp\"}", TRUE },
    { "{\"hostname\":\"" ORIGIN "\",\"httpRealm\":null}", FALSE },
    { "{\"hostname\":\"" ORIGIN "\"}", FALSE },
    { "{\"hostname\":\"imap://IMAP.example.jp\",\"httpRealm\":\"" ORIGIN "\"}", FALSE },
    { "{\"hostname\":\"" ORIGIN "\\u0000x\",\"httpRealm\":\"" ORIGIN "\"}", FALSE },
    { "{\"hostname\":[\"" ORIGIN "\"],\"httpRealm\":\"" ORIGIN "\"}", FALSE },
    { "{\"host\\u006eame\":\"" ORIGIN "\",\"httpRealm\":\"" ORIGIN "\"}", FALSE },
    { "{\"hostname\":\"x\",\"hostname\":\"" ORIGIN "\",\"httpRealm\":\"" ORIGIN "\"}", FALSE },
    { "\"" ORIGIN "\"", FALSE },
    { "{\"guid\":\"{1}\",\"deleted\":true,\"timePasswordChanged\":1,\"syncCounter\":1,\"everSynced\":true}", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *text = g_strdup_printf ("{\"nextId\":2,\"logins\":[%s],\"version\":3}", rows[i].login);
    g_autoptr (TgLogins) logins = parse (text);

    g_test_message ("%s", rows[i].login);
    g_assert_nonnull (logins);
    g_assert_cmpuint (logins->logins->len, ==, 1);
    g_assert_cmpint (tg_login_is_for (logins->logins->pdata[0], ORIGIN), ==, rows[i].is_ours);
  }
}

static const TgLoginEntry entry = { .origin = ORIGIN, .user = "VXNlcg==", .password = "UGFzcw==" };

static char *
guid_of (JsonArray *put, guint i)
{
  return g_strdup (json_object_get_string_member (json_array_get_object_element (put, i), "guid"));
}

/* The login that is written for @entry. */
static char *
written (const char *id, const char *guid)
{
  return g_strdup_printf (
      "{\"id\":%s,\"hostname\":\"" ORIGIN "\",\"httpRealm\":\"" ORIGIN "\",\"formSubmitURL\":null,\"usernameField\":\"\","
      "\"passwordField\":\"\",\"encryptedUsername\":\"VXNlcg==\",\"encryptedPassword\":\"UGFzcw==\",\"guid\":\"%s\","
      "\"encType\":1,\"timeCreated\":1795955371419,\"timeLastUsed\":1795955371419,\"timePasswordChanged\":1795955371419,"
      "\"timesUsed\":1}",
      id, guid);
}

/* @before: (nullable): there is no file; @after: with a %s for the login; @left: after taking it back again */
static const struct {
  const char *before, *id, *after, *left;
} additions[] = {
  { NULL, "1", "{\"nextId\":2,\"logins\":[%s],\"potentiallyVulnerablePasswords\":[],\"version\":3}",
    "{\"nextId\":2,\"logins\":[],\"potentiallyVulnerablePasswords\":[],\"version\":3}" },
  { "{\"nextId\":1,\"logins\":[],\"version\":3}", "1", "{\"nextId\":2,\"logins\":[%s],\"version\":3}",
    "{\"nextId\":2,\"logins\":[],\"version\":3}" },
  { " { \"version\" : 2 , \"logins\" : [ ] , \"new\\u0020thing\" : 1e400 }\n", "1", NULL, NULL },
  { "{\"x\":[0.1,1e400,\"\\ud800\"],\"logins\":[ ],\"nextId\":7 }\n", "7",
    "{\"x\":[0.1,1e400,\"\\ud800\"],\"logins\":[%s ],\"nextId\":8 }\n", "{\"x\":[0.1,1e400,\"\\ud800\"],\"logins\":[ ],\"nextId\":8 }\n" },
  { "{\"logins\":[{\"id\":4,\"more\":{}} ],\"version\":3}", "5", "{\"logins\":[{\"id\":4,\"more\":{}},%s ],\"version\":3,\"nextId\":6}",
    "{\"logins\":[{\"id\":4,\"more\":{}} ],\"version\":3,\"nextId\":6}" },
  { "{\"nextId\":3,\"logins\":[{\"id\":9},{\"id\":\"x\"},null]}", "10", "{\"nextId\":11,\"logins\":[{\"id\":9},{\"id\":\"x\"},null,%s]}",
    "{\"nextId\":11,\"logins\":[{\"id\":9},{\"id\":\"x\"},null]}" },
  { "{\"nextId\":1e3,\"logins\":[{\"id\":99999999999999999999}]}", "1", "{\"nextId\":2,\"logins\":[{\"id\":99999999999999999999},%s]}",
    "{\"nextId\":2,\"logins\":[{\"id\":99999999999999999999}]}" },
};

static void
test_added (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (additions); i++) {
    g_autoptr (TgLogins) logins = additions[i].before != NULL ? parse (additions[i].before) : tg_logins_parse (NULL);
    g_autoptr (JsonArray) put = json_array_new ();
    g_autoptr (GBytes) after = NULL, left = NULL;
    g_autoptr (TgLogins) then = NULL;
    g_autofree char *guid = NULL, *login = NULL, *expected = NULL;
    g_auto (GStrv) parts = NULL;

    g_test_message ("%s", additions[i].before);
    if (additions[i].after == NULL) { /* a name of the outermost object could be another one */
      g_assert_null (logins);
      continue;
    }
    after = tg_logins_put (logins, &entry, 1, NOW, put);
    guid = guid_of (put, 0);
    login = written (additions[i].id, guid);
    parts = g_strsplit (additions[i].after, "%s", 2);
    expected = g_strjoinv (login, parts);
    assert_text (after, expected);
    g_assert_cmpuint (strlen (guid), ==, 38);
    g_assert_true (tg_logins_is_put (put));
    then = tg_logins_parse (after);
    g_assert_true (tg_logins_hold (then, put));
    g_assert_false (tg_logins_hold (logins, put));
    left = tg_logins_take_back (then, logins, put);
    assert_text (left, additions[i].left);
  }
}

#define OLD                                                                                                                                \
  "{ \"guid\":\"{a}\",\"more\":[1],\"hostname\":\"" ORIGIN "\",\"httpRealm\":\"" ORIGIN "\",\"encryptedUsername\":\"QQ==\",\"id\":2,"      \
  "\"encryptedPassword\" : \"QkI=\" ,\"timePasswordChanged\":5 }"
#define NEW                                                                                                                                \
  "{ \"guid\":\"{a}\",\"more\":[1],\"hostname\":\"" ORIGIN "\",\"httpRealm\":\"" ORIGIN "\",\"encryptedUsername\":\"VXNlcg==\",\"id\":2,"  \
  "\"encryptedPassword\" : \"UGFzcw==\" ,\"timePasswordChanged\":1795955371419 ,\"encType\":1}"

#define CHANGED "{\"logins\":[{\"guid\":\"{a}\",\"timePasswordChanged\":6}]}"

/* It keeps its place and all that else is in it; and comes back byte for byte, whatever was added meanwhile. */
static void
test_replaced (void)
{
  g_autoptr (TgLogins) logins = parse ("{\"nextId\":3,\"logins\":[{\"id\":1}," OLD ",{}],\"version\":3}");
  g_autoptr (JsonArray) put = json_array_new ();
  const TgLoginEntry replacing = { ORIGIN, "VXNlcg==", "UGFzcw==", logins->logins->pdata[1] };
  g_autoptr (GBytes) after = tg_logins_put (logins, &replacing, 1, NOW, put), left = NULL, nothing = NULL;
  g_autoptr (TgLogins) later = parse ("{\"nextId\":9,\"logins\":[{\"id\":8}," NEW "],\"version\":3}");
  g_autoptr (TgLogins) changed = parse (CHANGED);
  g_autoptr (GBytes) untouched = NULL;

  assert_text (after, "{\"nextId\":3,\"logins\":[{\"id\":1}," NEW ",{}],\"version\":3}");
  left = tg_logins_take_back (later, logins, put);
  assert_text (left, "{\"nextId\":9,\"logins\":[{\"id\":8}," OLD "],\"version\":3}");
  /* The person has changed it since. */
  untouched = tg_logins_take_back (changed, logins, put);
  assert_text (untouched, CHANGED);
  /* The backup is gone. */
  nothing = tg_logins_take_back (later, NULL, put);
  g_assert_null (nothing);
}

/* Which of three are ours, and what is left. */
static void
test_taken_out (void)
{
  static const struct {
    const char *ours, *left;
  } rows[] = {
    { "", "[ {\"guid\":\"a\"} , {\"guid\":\"b\"} , {\"guid\":\"c\"} ]" },
    { "a", "[ {\"guid\":\"b\"} , {\"guid\":\"c\"} ]" },
    { "b", "[ {\"guid\":\"a\"} , {\"guid\":\"c\"} ]" },
    { "c", "[ {\"guid\":\"a\"} , {\"guid\":\"b\"} ]" },
    { "ab", "[ {\"guid\":\"c\"} ]" },
    { "bc", "[ {\"guid\":\"a\"} ]" },
    { "ac", "[ {\"guid\":\"b\"} ]" },
    { "abc", "[  ]" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GString) list = g_string_new ("{\"logins\":[ ");
    g_autofree char *expected = g_strdup_printf ("{\"logins\":%s}", rows[i].left);
    g_autoptr (JsonArray) put = json_array_new ();
    g_autoptr (TgLogins) logins = NULL;
    g_autoptr (GBytes) left = NULL;
    g_autoptr (GString) text = NULL;

    for (char guid = 'a'; guid <= 'c'; guid++) {
      gboolean ours = strchr (rows[i].ours, guid) != NULL;
      const char name[] = { guid, '\0' };
      JsonObject *one = json_object_new ();

      g_string_append_printf (list, "{\"guid\":\"%c\"%s}%s", guid, ours ? ",\"timePasswordChanged\":5" : "", guid < 'c' ? " , " : " ]}");
      json_object_set_string_member (one, "guid", name);
      json_object_set_int_member (one, "changed", 5);
      json_array_add_object_element (put, one);
    }
    logins = parse (list->str);
    left = tg_logins_take_back (logins, NULL, put);
    assert_text (left, expected);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clients/logins/what is edited is JSON to the letter", test_grammar);
  g_test_add_func ("/clients/logins/brackets without end are none", test_depth);
  g_test_add_func ("/clients/logins/a damaged or a newer file is left alone", test_damaged);
  g_test_add_func ("/clients/logins/an origin is a scheme and a host in lower case", test_origins);
  g_test_add_func ("/clients/logins/a login is for the origin that it names twice", test_whose);
  g_test_add_func ("/clients/logins/one is added and every other byte stays", test_added);
  g_test_add_func ("/clients/logins/one is replaced in its place and comes back", test_replaced);
  g_test_add_func ("/clients/logins/one is taken out with its comma", test_taken_out);
  return g_test_run ();
}
