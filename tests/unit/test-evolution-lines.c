/* test-evolution-lines.c: which lines of Evolution's key files a repair sets, and that nothing else in them moves.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <locale.h>

#include "clients/evolution/repair/plan.h"
#include "clients/evolution/sources/key-text.h"
#include "clients/evolution/sources/lines.h"
#include "evolution-files.h"

/* A file by hand: what GKeyFile would write another way. */
#define ODD                                                                                                                                \
  "# by hand\r\n\n  [Authentication]  \nHost = old.example.jp  \nUser\t=taro\n#Port=25\nPort=143\n\n\n[Authentication]\nPort=110\n"        \
  "[ Security ]\nMethod=x\n[Other]\nHost=other"

static const struct {
  const char *before;
  const char *group;
  const char *key;
  const char *value; /* NULL: taken out */
  const char *after;
} text_cases[] = {
  { "[A]\nk=1\n", "A", "k", "2", "[A]\nk=2\n" },
  { "[A]\nk=1\n", "A", "k", "", "[A]\nk=\n" },
  { "[A]\nk=1", "A", "k", "2", "[A]\nk=2" },
  { "[A]\r\nk = 1\r\nl=2\r\n", "A", "k", "3", "[A]\r\nk = 3\r\nl=2\r\n" },
  { "[A]\nk=1\n\n[B]\nl=2\n", "A", "m", "3", "[A]\nk=1\nm=3\n\n[B]\nl=2\n" },
  { "[A]\n\n# B\n[B]\n", "A", "m", "3", "[A]\nm=3\n\n# B\n[B]\n" },
  { "[A]\nk=1", "A", "m", "3", "[A]\nk=1\nm=3\n" },
  { "[A]\nk=1\n", "B", "m", "3", "[A]\nk=1\n\n[B]\nm=3\n" },
  { "[A]\nk=1", "B", "m", "3", "[A]\nk=1\n\n[B]\nm=3\n" },
  { "", "B", "m", "3", "[B]\nm=3\n" },
  { "[A]\nk[ja]=1\nkk=2\n k =3\n", "A", "k", "4", "[A]\nk[ja]=1\nkk=2\n k =4\n" },
  { "[A]\nk=1\nk=2\n", "A", "k", "3", "[A]\nk=1\nk=3\n" },
  { "[A]\nk=1\n[B]\nk=2\n[A]\nl=3\n", "A", "k", "4", "[A]\nk=4\n[B]\nk=2\n[A]\nl=3\n" },
  { "[A]\nk=1\n[B]\nk=2\n[A]\nl=3\n", "A", "m", "4", "[A]\nk=1\n[B]\nk=2\n[A]\nl=3\nm=4\n" },
  { "[A]\nk=1\nl=2\n", "A", "k", NULL, "[A]\nl=2\n" },
  { "[A]\nk=1\nk=2\nl=2", "A", "k", NULL, "[A]\nl=2" },
  { "[A]\nl=2\n", "A", "k", NULL, "[A]\nl=2\n" },
  { "[A]\nl=k=1\n", "A", "k", NULL, "[A]\nl=k=1\n" },
};

static void
test_text (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (text_cases); i++) {
    g_autofree char *after = text_cases[i].value != NULL
                                 ? tg_key_text_set (text_cases[i].before, text_cases[i].group, text_cases[i].key, text_cases[i].value)
                                 : tg_key_text_unset (text_cases[i].before, text_cases[i].group, text_cases[i].key);

    g_assert_cmpstr (after, ==, text_cases[i].after);
  }
}

/* Whatever the line, GKeyFile reads the new value from the text, and all other values as before. */
static void
test_text_as_gkeyfile_reads_it (void)
{
  static const char *const groups[] = { "Authentication", " Security ", "Security", "Other", "New" };
  static const char *const keys[] = { "Host", "User", "Port", "Method", "X" };

  for (gsize g = 0; g < G_N_ELEMENTS (groups); g++)
    for (gsize k = 0; k < G_N_ELEMENTS (keys); k++) {
      g_autoptr (TgEvolutionSource) before = source ("odd", ODD);
      g_autoptr (TgEvolutionSource) after = source ("odd", ODD);
      g_autoptr (TgEvolutionSource) again = NULL;

      tg_evolution_source_set (after, groups[g], keys[k], " a\n[b]\\ ");
      again = source ("odd", after->text);
      for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
        for (gsize j = 0; j < G_N_ELEMENTS (keys); j++) {
          g_autofree char *was = tg_evolution_source_get (before, groups[i], keys[j]);
          g_autofree char *in_memory = tg_evolution_source_get (after, groups[i], keys[j]);
          g_autofree char *is = tg_evolution_source_get (again, groups[i], keys[j]);

          g_assert_cmpstr (is, ==, in_memory);
          g_assert_cmpstr (is, ==, i == g && j == k ? " a\n[b]\\ " : was);
        }
    }
}

/* What an update sets in the account's file, and what it leaves alone. */
static const struct {
  const char *name;
  const char *before; /* below [Authentication] Host=imap.example.net … */
  const char *mechanism;
  gboolean password;
  const char *change; /* "before|after"; "": none */
} keep_cases[] = {
  { "a method that was not tried", "Method=CRAM-MD5\n", NULL, FALSE, "" },
  { "a sign-in by OAuth2 that was not tried", "Method=Google\n", NULL, FALSE, "" },
  { "a method that Evolution does not know", "Method=plain\n", NULL, FALSE, "[Authentication] Method=plain|[Authentication] Method=none" },
  { "a method that was tried", "Method=CRAM-MD5\n", "PLAIN", FALSE, "[Authentication] Method=CRAM-MD5|[Authentication] Method=PLAIN" },
  { "the method that was tried", "Method=none\n", "IMAP-LOGIN", FALSE, "" },
  { "a choice not to keep passwords, and none comes along", "Method=PLAIN\nRememberPassword=false\n", "PLAIN", FALSE, "" },
  { "a choice not to keep passwords, and one comes along", "Method=PLAIN\nRememberPassword=false\n", "PLAIN", TRUE,
    "[Authentication] RememberPassword=false|[Authentication] RememberPassword=true" },
  { "no choice about passwords", "Method=PLAIN\n", "PLAIN", TRUE, "" },
  { "switched on in words", "Method=PLAIN\n\n[Data Source]\nEnabled=true\n", "PLAIN", FALSE, "" },
  { "a command instead of a connection", "Method=PLAIN\n\n[Imapx Backend]\nUseShellCommand=true\nShellCommand=ssh\n", "PLAIN", FALSE,
    "[Imapx Backend] UseShellCommand=true|[Imapx Backend] UseShellCommand=false" },
  { "no command", "Method=PLAIN\n\n[Imapx Backend]\nUseShellCommand=false\nNamespace=INBOX\n", "PLAIN", FALSE, "" },
  { "much else", "Method=PLAIN\nProxyUid=mine\n\n[Offline]\nStaySynchronized=true\n\n[Refresh]\nIntervalMinutes=60\n", "PLAIN", FALSE, "" },
};

static void
test_what_stays (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (keep_cases); i++) {
    g_autofree char *text =
        g_strconcat ("[Mail Account]\nBackendName=imapx\n\n[Security]\nMethod=ssl-on-alternate-port\n\n[Authentication]\n"
                     "Host=imap.example.net\nPort=993\nUser=" TARO "\n",
                     keep_cases[i].before, NULL);
    g_autoptr (TgAccount) account = new_account (TARO, TARO, NEW_IMAP, NULL);
    g_autoptr (TgSecret) password = tg_secret_new ("secret", -1);
    const TgSaveRequest request = { .account = account,
                                    .receive_authentication = keep_cases[i].mechanism,
                                    .receive_password = keep_cases[i].password ? password : NULL,
                                    .update = TRUE };
    const TgEvolutionTriple existing = { { source ("a", text), source ("ai", "[Mail Identity]\nAddress=" TARO "\n"), NULL } };
    g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_evolution_source_free);
    g_autoptr (TgEvolutionPlan) plan = NULL;
    g_autofree char *shown = NULL;

    g_ptr_array_add (sources, existing.source[TG_EVOLUTION_ACCOUNT]);
    g_ptr_array_add (sources, existing.source[TG_EVOLUTION_IDENTITY]);
    tg_evolution_source_set (existing.source[TG_EVOLUTION_ACCOUNT], "Mail Account", "IdentityUid", "ai");
    plan = tg_evolution_plan_repair (sources, &existing, &request, NULL);
    g_test_message ("%s", keep_cases[i].name);
    g_assert_cmpuint (plan->made->len, ==, 0);
    if (plan->changed->len > 0) {
      const TgEvolutionEdit *edit = plan->changed->pdata[0];
      g_autoptr (JsonObject) entry = tg_lines_new (edit->settings, edit->uid, existing.source[TG_EVOLUTION_ACCOUNT]);
      g_autofree char *before = tg_lines_show (entry, FALSE);
      g_autofree char *after = tg_lines_show (entry, TRUE);

      shown = g_strconcat (before, "|", after, NULL);
    }
    g_assert_cmpstr (shown != NULL ? shown : "", ==, keep_cases[i].change);
  }
}

/* Byte for byte there and back. */
static void
test_lines_there_and_back (void)
{
  static const char former[] = "# a comment\r\n\n[Data Source]\nDisplayName = My mail\nEnabled=false\n\n[Mail Account]\nBackendName=imapx\n"
                               "IdentityUid=i\n\n[Authentication]\nHost=old.example.jp\nPort=143\nUser=taro\nMethod=PLAIN\n\n"
                               "[Security]\nMethod=none\n\n[Refresh]\n  IntervalMinutes=60";
  static const char then[] = "# a comment\r\n\n[Data Source]\nDisplayName = My mail\nEnabled=true\n\n[Mail Account]\nBackendName=imapx\n"
                             "IdentityUid=i\n\n[Authentication]\nHost=imap.example.net\nPort=993\nUser=taro\nMethod=PLAIN\n\n"
                             "[Security]\nMethod=ssl-on-alternate-port\n\n[Refresh]\n  IntervalMinutes=60";
  g_autoptr (TgAccount) account = new_account (TARO, "taro", NEW_IMAP, NULL);
  const TgSaveRequest request = { .account = account, .receive_authentication = "PLAIN", .update = TRUE };
  const TgEvolutionTriple existing = { { source ("a", former), source ("i", "[Mail Identity]\nAddress=" TARO "\n"), NULL } };
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_evolution_source_free);
  g_autoptr (TgEvolutionPlan) plan = NULL;
  g_autoptr (JsonObject) entry = NULL;
  TgEvolutionSource *changed = existing.source[TG_EVOLUTION_ACCOUNT];

  g_ptr_array_add (sources, changed);
  g_ptr_array_add (sources, existing.source[TG_EVOLUTION_IDENTITY]);
  plan = tg_evolution_plan_repair (sources, &existing, &request, NULL);
  g_assert_cmpuint (plan->changed->len, ==, 1);
  entry = tg_lines_new (((const TgEvolutionEdit *)plan->changed->pdata[0])->settings, "a", changed);
  g_assert_true (tg_lines_differ (entry));
  g_assert_true (tg_lines_former (entry, changed));
  g_assert_false (tg_lines_hold (entry, changed));

  tg_lines_set (entry, changed);
  g_assert_true (tg_lines_hold (entry, changed));
  g_assert_cmpstr (changed->text, ==, then);

  tg_lines_restore (entry, changed);
  g_assert_true (tg_lines_former (entry, changed));
  g_assert_cmpstr (changed->text, ==, former);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/evolution-lines/one line of a text and no other byte", test_text);
  g_test_add_func ("/evolution-lines/GKeyFile reads the line, and all others as before", test_text_as_gkeyfile_reads_it);
  g_test_add_func ("/evolution-lines/what was not tried or means the same stays", test_what_stays);
  g_test_add_func ("/evolution-lines/there and back byte for byte", test_lines_there_and_back);

  return g_test_run ();
}
