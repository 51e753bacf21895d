/* test-evolution-repair.c: an account that Evolution has, changed where it must be: which one is meant, which of its key files
 * are written or made, and that nothing else in them moves.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <locale.h>
#include <string.h>

#include "clients/evolution/sources/existing.h"
#include "clients/evolution/sources/key-text.h"
#include "clients/evolution/sources/lines.h"
#include "clients/evolution/sources/plan.h"

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

static TgEvolutionSource *
source (const char *uid, const char *text)
{
  g_autoptr (GError) error = NULL;
  TgEvolutionSource *self = tg_evolution_source_new (uid, NULL, text, &error);

  g_assert_no_error (error);
  self->writable = self->removable = TRUE;

  return self;
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

#define ACCOUNT_OF(uid, head, identity, host, user)                                                                                        \
  {                                                                                                                                        \
    uid, "[Data Source]\nDisplayName=" uid "\n" head "\n[Mail Account]\nBackendName=imapx\nIdentityUid=" identity                          \
         "\n\n[Authentication]\nHost=" host "\nPort=143\nUser=" user "\nMethod=PLAIN\n\n[Security]\nMethod=none\n"                         \
  }
#define ACCOUNT(uid, identity, host, user) ACCOUNT_OF (uid, "Parent=\n", identity, host, user)
#define OFF(uid, identity, host)           ACCOUNT_OF (uid, "Parent=\nEnabled=false\n", identity, host, "taro")
#define IDENTITY(uid, parent, address, transport)                                                                                          \
  {                                                                                                                                        \
    uid, "[Data Source]\nDisplayName=" uid "\nParent=" parent "\n\n[Mail Identity]\nAddress=" address                                      \
         "\nSignatureUid=signed\nAliases=alias@example.jp\n\n[Mail Submission]\nTransportUid=" transport "\nSentFolder=folder://" parent   \
         "/Sent\n"                                                                                                                         \
  }
#define TRANSPORT(uid, parent)                                                                                                             \
  {                                                                                                                                        \
    uid, "[Data Source]\nDisplayName=" uid "\nParent=" parent "\n\n[Mail Transport]\nBackendName=smtp\n\n[Authentication]\n"               \
         "Host=smtp.example.jp\nPort=25\nUser=taro\nMethod=LOGIN\n\n[Security]\nMethod=none\n\n[Smtp Backend]\nReencodeData=true\n"        \
  }
#define REST(n, address)        IDENTITY (n "i", n, address, n "t"), TRANSPORT (n "t", n)
#define WHOLE(n, host, address) ACCOUNT (n, n "i", host, "taro"), REST (n, address)

typedef struct {
  const char *uid, *text;
} File;

#define OLD_IMAP "imap://old.example.jp"
#define OLD_SMTP "smtp://smtp.example.jp:25"
#define NEW_IMAP "imaps://imap.example.net"
#define NEW_SMTP "smtps://smtp.example.net"
#define TARO     "taro@example.jp"
#define HANAKO   "hanako@example.jp"

/* All of taro@example.jp. */
static const struct {
  const char *name;
  File files[8];
  const char *receive, *send; /* NULL: not tested */
  const char *meant;          /* the account's uid; "": none; "?": it cannot be told */
  const char *changed;        /* which files, in their order; NULL: refused */
  const char *made;           /* which parts: identity, transport */
  const char *sharer;
} repair_cases[] = {
  { "both servers", { WHOLE ("a", "old.example.jp", TARO) }, NEW_IMAP, NEW_SMTP, "a", "a at", "", "" },
  { "only the receiving one", { WHOLE ("a", "old.example.jp", TARO) }, NEW_IMAP, OLD_SMTP, "a", "a", "", "" },
  { "only the sending one", { WHOLE ("a", "old.example.jp", TARO) }, OLD_IMAP, NEW_SMTP, "a", "at", "", "" },
  { "receiving alone was tested", { WHOLE ("a", "old.example.jp", TARO) }, NEW_IMAP, NULL, "a", "a", "", "" },
  { "sending alone was tested", { WHOLE ("a", "old.example.jp", TARO) }, NULL, NEW_SMTP, "a", "at", "", "" },
  { "all is right", { WHOLE ("a", "old.example.jp", TARO) }, OLD_IMAP, OLD_SMTP, "a", "", "", "" },
  { "capitals", { WHOLE ("a", "OLD.example.jp", "Taro@Example.JP") }, OLD_IMAP, OLD_SMTP, "a", "", "", "" },
  { "another address", { WHOLE ("a", "old.example.jp", HANAKO) }, NEW_IMAP, NEW_SMTP, "", "", "", "" },
  { "of two, the one with the server",
    { WHOLE ("a", "old.example.jp", TARO), WHOLE ("b", "imap.example.net", TARO) },
    NEW_IMAP,
    NEW_SMTP,
    "b",
    "b bt",
    "",
    "" },
  { "two of one address", { WHOLE ("a", "old.example.jp", TARO), WHOLE ("b", "b.example.jp", TARO) }, NEW_IMAP, NEW_SMTP, "?", "", "", "" },
  { "two of one server",
    { WHOLE ("a", "imap.example.net", TARO), WHOLE ("b", "imap.example.net", TARO) },
    NEW_IMAP,
    NEW_SMTP,
    "?",
    "",
    "",
    "" },
  { "of two, the one that is switched on",
    { OFF ("a", "ai", "old.example.jp"), REST ("a", TARO), WHOLE ("b", "b.example.jp", TARO) },
    NEW_IMAP,
    NEW_SMTP,
    "b",
    "b bt",
    "",
    "" },
  { "switched off", { OFF ("a", "ai", "old.example.jp"), REST ("a", TARO) }, OLD_IMAP, OLD_SMTP, "a", "a", "", "" },
  { "no transport",
    { ACCOUNT ("a", "ai", "old.example.jp", "taro"), IDENTITY ("ai", "a", TARO, "gone") },
    NEW_IMAP,
    NEW_SMTP,
    "a",
    "a ai",
    "transport",
    "" },
  { "no transport, and none is wanted",
    { ACCOUNT ("a", "ai", "old.example.jp", "taro"), IDENTITY ("ai", "a", TARO, "") },
    NEW_IMAP,
    NULL,
    "a",
    "a",
    "",
    "" },
  { "no identity", { ACCOUNT ("a", "gone", "old.example.jp", TARO) }, NEW_IMAP, NEW_SMTP, "a", "a", "identity transport", "" },
  { "no server name", { ACCOUNT ("a", "ai", "", "taro"), REST ("a", TARO) }, NEW_IMAP, OLD_SMTP, "a", "a", "", "" },
  { "a shared sending server",
    { ACCOUNT ("a", "ai", "old.example.jp", "taro"), IDENTITY ("ai", "a", TARO, "bt"), WHOLE ("b", "old.example.jp", HANAKO) },
    OLD_IMAP,
    NEW_SMTP,
    "a",
    "ai",
    "transport",
    HANAKO },
  { "a shared sending server that is right",
    { ACCOUNT ("a", "ai", "old.example.jp", "taro"), IDENTITY ("ai", "a", TARO, "bt"), WHOLE ("b", "old.example.jp", HANAKO) },
    NEW_IMAP,
    OLD_SMTP,
    "a",
    "a",
    "",
    "" },
  { "a shared identity",
    { ACCOUNT ("a", "bi", "old.example.jp", "taro"), OFF ("b", "bi", "b.example.jp"), REST ("b", TARO) },
    OLD_IMAP,
    NEW_SMTP,
    "a",
    "a",
    "identity transport",
    "b" },
  { "an account of GNOME's Online Accounts",
    { ACCOUNT_OF ("a", "Parent=goa\n", "ai", "old.example.jp", "taro"),
      REST ("a", TARO),
      { "goa", "[Data Source]\nParent=\n[GNOME Online Accounts]\nAccountId=account_1\n" } },
    NEW_IMAP,
    NEW_SMTP,
    "a",
    NULL,
    "",
    "" },
  { "a collection of its own",
    { ACCOUNT_OF ("a", "Parent=c\n", "ai", "old.example.jp", "taro"),
      REST ("a", TARO),
      { "c", "[Data Source]\nParent=c\n[Collection]\nBackendName=none\n" } },
    NEW_IMAP,
    OLD_SMTP,
    "a",
    "a",
    "",
    "" },
};

static GPtrArray *
read_files (const File *files, gsize n)
{
  GPtrArray *sources = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_evolution_source_free);

  for (gsize i = 0; i < n && files[i].uid != NULL; i++)
    g_ptr_array_add (sources, source (files[i].uid, files[i].text));

  return sources;
}

static TgAccount *
new_account (const char *address, const char *user, const char *receive_url, const char *send_url)
{
  g_autoptr (TgServer) receive = receive_url != NULL ? tg_server_parse (receive_url, NULL) : NULL;
  g_autoptr (TgServer) send = send_url != NULL ? tg_server_parse (send_url, NULL) : NULL;

  return tg_account_new (address, NULL, user, NULL, receive, send);
}

static char *
uids_of (GPtrArray *edits)
{
  g_autoptr (GString) uids = g_string_new (NULL);

  for (guint i = 0; i < edits->len; i++)
    g_string_append_printf (uids, "%s%s", i > 0 ? " " : "", ((const TgEvolutionEdit *)edits->pdata[i])->uid);

  return g_string_free (g_steal_pointer (&uids), FALSE);
}

static char *
roles_of (GPtrArray *edits)
{
  static const char *const names[] = { "account", "identity", "transport" };
  g_autoptr (GString) roles = g_string_new (NULL);

  for (guint i = 0; i < edits->len; i++)
    g_string_append_printf (roles, "%s%s", i > 0 ? " " : "", names[((const TgEvolutionEdit *)edits->pdata[i])->role]);

  return g_string_free (g_steal_pointer (&roles), FALSE);
}

/* All files after the change. */
static GPtrArray *
carry_out (GPtrArray *sources, const TgEvolutionPlan *plan)
{
  GPtrArray *after = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_evolution_source_free);

  for (guint i = 0; i < sources->len; i++) {
    const TgEvolutionSource *now = sources->pdata[i];

    g_ptr_array_add (after, source (now->uid, now->text));
  }
  for (guint i = 0; i < plan->made->len; i++)
    g_ptr_array_add (after, tg_evolution_edit_make (plan->made->pdata[i]));
  for (guint i = 0; i < plan->changed->len; i++) {
    const TgEvolutionEdit *edit = plan->changed->pdata[i];
    TgEvolutionSource *changed = tg_evolution_source_find (after, edit->uid);
    g_autoptr (JsonObject) entry = tg_lines_new (edit->settings, edit->uid, changed);

    tg_lines_set (entry, changed);
  }

  return after;
}

/* What the account is then: what was asked for, and nothing else. */
static void
check_account (GPtrArray *after, const char *uid, const TgAccount *wanted)
{
  g_autoptr (GPtrArray) triples = tg_evolution_accounts (after);

  for (guint i = 0; i < triples->len; i++) {
    const TgEvolutionTriple *triple = triples->pdata[i];
    g_autoptr (TgFoundAccount) found = tg_evolution_read_account (triple);
    TgEvolutionSource *identity = triple->source[TG_EVOLUTION_IDENTITY];
    g_autofree char *signature = tg_evolution_source_get (identity, "Mail Identity", "SignatureUid");

    if (strcmp (triple->source[TG_EVOLUTION_ACCOUNT]->uid, uid) != 0)
      continue;
    g_assert_true (tg_evolution_source_is (triple->source[TG_EVOLUTION_ACCOUNT], "Data Source", "Enabled", TRUE));
    g_assert_cmpint (g_ascii_strcasecmp (found->account->address, wanted->address), ==, 0);
    g_assert_true (wanted->receive == NULL || tg_server_equal (found->account->receive, wanted->receive));
    g_assert_true (wanted->send == NULL || tg_server_equal (found->account->send, wanted->send));
    g_assert_true (signature == NULL || strcmp (signature, "signed") == 0);
    return;
  }
  g_assert_not_reached ();
}

static void
check_rest (GPtrArray *before, GPtrArray *after, const char *changed)
{
  g_auto (GStrv) uids = g_strsplit (changed, " ", -1);

  for (guint i = 0; i < before->len; i++) {
    const TgEvolutionSource *was = before->pdata[i], *is = after->pdata[i];

    g_assert_true (g_strv_contains ((const char *const *)uids, was->uid) != (strcmp (was->text, is->text) == 0));
  }
}

static void
test_repair (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (repair_cases); i++) {
    g_autoptr (TgAccount) account = new_account (TARO, strstr (repair_cases[i].name, "no identity") != NULL ? TARO : "taro",
                                                 repair_cases[i].receive, repair_cases[i].send);
    const TgSaveRequest request = { .account = account, .update = TRUE };
    g_autoptr (GPtrArray) sources = read_files (repair_cases[i].files, G_N_ELEMENTS (repair_cases[i].files));
    g_autoptr (GPtrArray) triples = tg_evolution_accounts (sources);
    g_autoptr (GPtrArray) after = NULL;
    g_autoptr (TgEvolutionPlan) plan = NULL;
    g_autoptr (GError) error = NULL;
    g_autofree char *changed = NULL, *made = NULL;
    const TgEvolutionTriple *existing = NULL;
    gboolean told = tg_evolution_find_existing (triples, &request, &existing, &error);

    g_test_message ("%s", repair_cases[i].name);
    g_assert_cmpint (told, ==, strcmp (repair_cases[i].meant, "?") != 0);
    if (!told)
      g_assert_nonnull (strstr (error->message, TARO));
    g_assert_cmpstr (existing != NULL ? existing->source[TG_EVOLUTION_ACCOUNT]->uid : told ? "" : "?", ==, repair_cases[i].meant);
    if (existing == NULL)
      continue;

    plan = tg_evolution_plan_repair (sources, existing, &request, &error);
    g_assert_cmpint (plan == NULL, ==, repair_cases[i].changed == NULL);
    if (plan == NULL) {
      g_assert_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNSUPPORTED);
      continue;
    }
    changed = uids_of (plan->changed);
    made = roles_of (plan->made);
    g_assert_cmpstr (changed, ==, repair_cases[i].changed);
    g_assert_cmpstr (made, ==, repair_cases[i].made);
    g_assert_cmpstr (plan->sharers->str, ==, repair_cases[i].sharer);
    after = carry_out (sources, plan);
    check_account (after, repair_cases[i].meant, account);
    check_rest (sources, after, repair_cases[i].changed);
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
  g_test_add_func ("/evolution-repair/one line of a text and no other byte", test_text);
  g_test_add_func ("/evolution-repair/GKeyFile reads the line, and all others as before", test_text_as_gkeyfile_reads_it);
  g_test_add_func ("/evolution-repair/which account, and which of its files", test_repair);
  g_test_add_func ("/evolution-repair/what was not tried or means the same stays", test_what_stays);
  g_test_add_func ("/evolution-repair/there and back byte for byte", test_lines_there_and_back);

  return g_test_run ();
}
