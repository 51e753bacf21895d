/* test-echo.c: a password that a server echoes is found in whatever way it is written, and nothing else is taken for it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "model/text/redact.h"

static TgRedactor *
redactor_for (const char *password)
{
  g_autoptr (TgSecret) secret = tg_secret_new (password, -1);
  TgRedactor *redactor = tg_redactor_new ();

  tg_redactor_add (redactor, secret);
  return redactor;
}

/* The encoders are GLib's where it has one, and else written down here by hand. */
static const struct {
  const char *password;
  const char *written;
} hidden[] = {
  /* as it is, in either case */
  { "Geheim-9 é", "Geheim-9 é" },
  { "Geheim-9 é", "GEHEIM-9 É" },
  { "Ärger Ñandú", "äRGER ñANDÚ" },
  { "пароль7", "ПАРОЛЬ7" },
  { "秘密の 言葉", "秘密の 言葉" },
  /* forms and URLs */
  { "pa ss&wörd+1", "pa+ss%26w%C3%B6rd%2B1" },
  { "pa ss&wörd+1", "pa%20ss%26w%c3%b6rd%2b1" },
  { "pa ss&wörd+1", "pa%20ss&w%F6rd+1" },
  { "pa ss&wörd+1", "%70%61%20%73%73%26%77%C3%B6%72%64%2B%31" },
  { "pa ss&wörd+1", "pa%2520ss%2526w%25C3%25B6rd%252B1" },
  { "50%25 off", "50%25 off" },
  { "50%25 off", "50%2525%20off" },
  { "100%sure", "100%sure" },
  { "100%sure", "100%25sure" },
  /* HTML */
  { "a<b>&\"c'1", "a&lt;b&gt;&amp;&quot;c&#39;1" },
  { "a<b>&\"c'1", "a&#60;b&#62;&#38;&#34;c&#039;1" },
  { "a<b>&\"c'1", "a&#x3C;b&#x3e;&#X26;&#x22;c&apos;1" },
  { "a<b>&\"c'1", "&#97;&#60;&#98;&#62;&#38;&#34;&#99;&#39;&#49;" },
  { "a@b!c$d", "a&commat;b&excl;c&dollar;d" },
  { "café-Ñ", "caf&eacute;-&Ntilde;" },
  { "café-Ñ", "caf&#233;-&#xd1;" },
  { "a&b", "a&amp;amp;b" },
  /* JSON, C, Python */
  { "a\"b\\c/d", "a\\\"b\\\\c\\/d" },
  { "wörd\t1", "w\\u00f6rd\\t1" },
  { "wörd\t1", "w\\xc3\\xb6rd\\x091" },
  { "wörd\t1", "w\\303\\266rd\\0111" },
  { "key😀9", "key\\ud83d\\ude009" },
  { "秘密の言葉", "\\u79d8\\u5bc6\\u306e\\u8a00\\u8449" },
  /* mail */
  { "w\xf6rd\xff=1", "w\xf6rd\xff=1" },
  { "wörd=1", "w\xf6rd=1" },
  { "wörd=1", "w=C3=B6rd=3D1" },
  { "wörd=1", "w=F6rd=3d1" },
  /* hexadecimal */
  { "secret", "736563726574" },
  { "secret", "73 65 63 72 65 74" },
  { "secret", "73:65:63:72:65:74" },
  { "secret", "73, 0x65, 0x63, 0x72, 0x65, 0x74" },
  { "secret", "\\x73\\x65\\x63\\x72\\x65\\x74" },
  { "wörd", "77c3b67264" },
  { "wörd", "77C3B67264" },
  /* spaced out */
  { "secret", "s e c r e t" },
  { "secret", "s-e-c-r-e-t" },
  { "secret", "S.E.C.R.E.T" },
  { "秘密の言葉", "秘 密 の 言 葉" },
  /* each character in its own way */
  { "se&cr+t", "%73e&amp;\\u0063&#114;%2Bt" },
};

static void
test_hidden (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (hidden); i++) {
    g_autoptr (TgRedactor) redactor = redactor_for (hidden[i].password);
    g_autofree char *line = g_strdup_printf ("535 no: [%s] is wrong", hidden[i].written);
    g_autofree char *clean = tg_redactor_scrub (redactor, line, -1, NULL);

    if (strcmp (clean, "535 no: [" TG_REDACTED "] is wrong") != 0)
      g_error ("“%s” as “%s” gave “%s”", hidden[i].password, hidden[i].written, clean);
  }
}

static char *
base64 (const char *bytes, gsize length)
{
  return g_base64_encode ((const guchar *)bytes, length);
}

static void
test_base64 (void)
{
  static const char password[] = "hush, hush 77";
  g_autoptr (TgRedactor) redactor = redactor_for (password);

  for (gsize user = 0; user < 6; user++) {
    g_autofree char *plain = g_strdup_printf ("%.*s%s", (int)user + 2, "\001useruser", password);
    g_autofree char *once = NULL, *twice = NULL, *url = NULL;

    plain[0] = '\0';
    plain[user + 1] = '\0';
    once = base64 (plain, user + 2 + strlen (password));
    twice = base64 (once, strlen (once));
    url = g_strdelimit (g_strdup (once), "+", '-');
    g_strdelimit (url, "/", '_');
    for (guint k = 0; k < 3; k++) {
      const char *echoed[] = { once, twice, url };
      g_autofree char *line = g_strdup_printf ("535 you sent %s!", echoed[k]);
      g_autofree char *clean = tg_redactor_scrub (redactor, line, -1, NULL);

      g_assert_cmpstr (clean, ==, "535 you sent " TG_REDACTED "!");
    }
  }
}

/* JSON that a server sends in base64, as its reason for refusing a token, with either way to write a slash. */
static void
test_json_in_base64 (void)
{
  static const char *const rows[][2] = {
    { "ya29.a/b+c/d==", "{\"scope\":\"ya29.a/b+c/d==\"}" },
    { "ya29.a/b+c/d==", "{\"scope\":\"ya29.a\\/b+c\\/d==\"}" },
    { "say \"hush\" \\o/", "{\"status\":\"say \\\"hush\\\" \\\\o/\"}" },
    { "say \"hush\" \\o/", "[\"say \\\"hush\\\" \\\\o\\/\"]" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    for (gsize pad = 0; pad < 3; pad++) {
      g_autoptr (TgRedactor) redactor = redactor_for (rows[i][0]);
      g_autofree char *json = g_strdup_printf ("%.*s%s", (int)pad, "  ", rows[i][1]);
      g_autofree char *encoded = base64 (json, strlen (json));
      g_autofree char *line = g_strdup_printf ("334 %s", encoded);
      g_autofree char *clean = tg_redactor_scrub (redactor, line, -1, NULL);

      g_assert_cmpstr (clean, ==, "334 " TG_REDACTED);
    }
}

/* What merely resembles it. */
static void
test_kept (void)
{
  static const struct {
    const char *password;
    const char *line;
  } rows[] = {
    { "secret", "535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6" },
    { "secret", "535 secre t and s ecret" },
    { "12", "250 3132 and 1 2" },
    { "a", "535 a password was needed" },
    { "in", "535 %6 9n & i&n; \\u006 &#; &#x; =6 %" },
    { "abcd", "a-b c-d a b-c d %61%62%6" },
    { "100%", "100 percent" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (TgRedactor) redactor = redactor_for (rows[i].password);
    g_autofree char *clean = tg_redactor_scrub (redactor, rows[i].line, -1, NULL);

    g_assert_cmpstr (clean, ==, rows[i].line);
  }
}

/* Cut off anywhere, it is read no further than it goes, under a sanitizer too; what was not cut is found. */
static void
test_cut_off (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (hidden); i++) {
    g_autoptr (TgRedactor) redactor = redactor_for (hidden[i].password);
    gsize length = strlen (hidden[i].written);

    for (gsize cut = 0; cut <= length; cut++) {
      g_autofree char *exact = g_memdup2 (hidden[i].written, MAX (cut, 1));
      g_autofree char *clean = tg_redactor_scrub (redactor, exact, (gssize)cut, NULL);

      if (cut == length)
        g_assert_cmpstr (clean, ==, TG_REDACTED);
    }
  }
}

/* Nothing that a server repeats makes it slow: the cost for each byte does not grow with the text. */
static void
test_hostile (void)
{
  static const char *const pieces[] = { "%25", "&amp;", "\\", "a ", "a", "%", "&#", "=61", "\\u0061" };
  g_autoptr (TgRedactor) redactor = redactor_for ("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab");

  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++) {
    g_autoptr (GString) text = g_string_new (NULL);
    g_autofree char *clean = NULL;

    while (text->len < 64 * 1024)
      g_string_append (text, pieces[i]);
    clean = tg_redactor_scrub (redactor, text->str, (gssize)text->len, NULL);
    g_assert_cmpstr (clean, ==, text->str);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/echo/in whatever way it is written", test_hidden);
  g_test_add_func ("/echo/in base64, once or twice", test_base64);
  g_test_add_func ("/echo/in JSON, in base64", test_json_in_base64);
  g_test_add_func ("/echo/what resembles it is kept", test_kept);
  g_test_add_func ("/echo/cut off anywhere", test_cut_off);
  g_test_add_func ("/echo/hostile texts", test_hostile);
  return g_test_run ();
}
