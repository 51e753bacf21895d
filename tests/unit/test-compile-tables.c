/* test-compile-tables.c: a mistake in a provider file or in the snapshot ends the build, and is told with file and line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#define NOTES    "<notes>\n  <note id=\"some-note\">Text</note>\n</notes>\n"
#define SNAPSHOT "# Month: 2026-03\nfile.xml\tName\texample.jp\timap|imap.example.jp|993|SSL|%EMAILADDRESS%|password-cleartext\t\t\n"
#define END      "Country=jp\nTrust=C\nSource=a page\nConfirmed=2026-11\n"
#define RIGHT    "[Provider]\nName=A\nDomains=a.example;\nReceive=imaps://imap.a.example:993;\n" END

static void
put (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  if (text != NULL)
    g_assert_true (g_file_set_contents (path, text, -1, NULL));
  else
    g_unlink (path);
}

/* What the tool says about two provider files and a snapshot; @status: (out): whether it was content */
static char *
compile (const char *a, const char *b, const char *snapshot, gboolean *content)
{
  g_autofree char *data = g_dir_make_tmp ("tegami-tables-XXXXXX", NULL);
  g_autofree char *providers = g_build_filename (data, "providers", NULL), *copies = g_build_filename (data, "snapshot", NULL);
  g_autofree char *table = g_build_filename (data, "a.table", NULL), *copy = g_build_filename (data, "b.table", NULL);
  const char *argv[] = { TG_COMPILE_TABLES, data, table, copy, NULL };
  char *said = NULL;
  int status;

  g_assert_cmpint (g_mkdir (providers, 0700) + g_mkdir (copies, 0700), ==, 0);
  put (providers, "notes.xml", NOTES);
  put (providers, "a.provider", a);
  put (providers, "b.provider", b);
  put (copies, "isp-database.tsv", snapshot);
  g_assert_true (g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, &said, &status, NULL));
  *content = g_spawn_check_wait_status (status, NULL);
  g_assert_cmpint (*content, ==, g_file_test (table, G_FILE_TEST_EXISTS));
  put (providers, "notes.xml", NULL);
  put (providers, "a.provider", NULL);
  put (providers, "b.provider", NULL);
  put (copies, "isp-database.tsv", NULL);
  put (data, "a.table", NULL);
  put (data, "b.table", NULL);
  g_rmdir (providers);
  g_rmdir (copies);
  g_rmdir (data);
  return said;
}

/* @told: with the file's name and the line; NULL: nothing is wrong */
static const struct {
  const char *b;
  const char *told;
} providers[] = {
  { NULL, NULL },
  { "[Provider]\nName=B\nDomains=b.example;*.b.example;\nSend=smtp+starttls://smtp.b.example:587;\nBefore=some-note;\n" END, NULL },
  { "[Provider]\nName=B\nKind=gateway\nMx=*.b.example;\n" END, NULL },
  { "[Provider]\nName=B\nMxHost=mail#.b.example;\nReceive=imaps://{mx}:993;\n" END, NULL },
  { "# B\n[Provider]\n", "b.provider:1: error: the first line is not [Provider]" },
  { "[Provider]\nName=B\nColour=red\nMx=*.b.example;\n" END, "b.provider:3: error: “Colour” is no key" },
  { "[Provider]\nName=B\nName=C\nMx=*.b.example;\n" END, "b.provider:3: error: Name stands here for the second time" },
  { "[Provider]\nName=B\nMx=*.b.example;\nCountry=jp\nTrust=C\nConfirmed=2026-11\n", "b.provider:1: error: Source is missing" },
  { "[Provider]\nName=B\nMx=*.b.example;\nCountry=jp\nTrust=C\nSource=a page\n", "b.provider:1: error: Confirmed is missing" },
  { "[Provider]\nName=B\nMx=*.b.example;\nCountry=jp\nTrust=C\nSource=a page\nConfirmed=2026-13\n", "b.provider:7: error: “2026-13”" },
  { "[Provider]\nName=B\nMx=*.b.example;\nCountry=jp\nTrust=E\nSource=a page\nConfirmed=2026-11\n", "b.provider:5: error: “E”" },
  { "[Provider]\nName=B\nDomains=a.example;\nReceive=imaps://imap.b.example:993;\n" END, "b.provider:3: error: “a.example” stands in" },
  { "[Provider]\nName=B\nDomains=B.example;\nReceive=imaps://imap.b.example:993;\n" END, "b.provider:3: error: “B.example”" },
  { "[Provider]\nName=B\nDomains=b.example;\n" END, "b.provider:1: error: an address needs a server" },
  { "[Provider]\nName=B\nDomains=b.example\nReceive=imaps://imap.b.example:993;\n" END, "b.provider:3: error: the list" },
  { "[Provider]\nName=B\nDomains=b.example;\nReceive=imaps://imap.b.example;\n" END, "b.provider:4: error: “imaps://imap.b.example”" },
  { "[Provider]\nName=B\nDomains=b.example;\nReceive=imap://imap.b.example:143;\n" END,
    "b.provider:4: error: “imap://imap.b.example:143”" },
  { "[Provider]\nName=B\nDomains=b.example;\nSend=smtp+starttls://smtp.b.example:25;\n" END, "b.provider:4: error: " },
  { "[Provider]\nName=B\nDomains=b.example;\nSend=imaps://imap.b.example:993;\n" END,
    "b.provider:4: error: Send names a server for the other" },
  { "[Provider]\nName=B\nMx=mx.b.example;\nReceive=imaps://{mx}:993;\n" END, "b.provider:4: error: {mx} stands for" },
  { "[Provider]\nName=B\nMxHost=mail#.b.example;\n" END, "b.provider:1: error: MxHost needs a server" },
  { "[Provider]\nName=B\nMx=mx.b.example;\nBridge=B Bridge\n" END, NULL },
  { "[Provider]\nName=B\nMx=mx.b.example;\nBridge=B Bridge\nReceive=imaps://imap.b.example:993;\n" END,
    "b.provider:1: error: a Bridge stands in the place of servers" },
  { "[Provider]\nName=B\nMx=*.jp;\n" END, "b.provider:3: error: “*.jp”" },
  { "[Provider]\nName=B\nMx=mx#;\n" END, "b.provider:3: error: “mx#”" },
  { "[Provider]\nName=B\nKind=gateway\nMx=*.b.example;\nReceive=imaps://imap.b.example:993;\n" END, "b.provider:1: error: a gateway" },
  { "[Provider]\nName=B\n" END, "b.provider:1: error: nothing leads to this provider" },
  { "[Provider]\nName=B\nMx=*.b.example;\nBefore=other-note;\n" END, "b.provider:4: error: “other-note”" },
  { "[Provider]\nName=B\nMx=*.b.example;\nWebmailUrl=http://b.example/\n" END, "b.provider:4: error: “http://b.example/”" },
  { "[Provider]\nName=B\nMx=*.b.example;\nHostIsDomain=yes\n" END, "b.provider:4: error: “yes”" },
};

static void
test_providers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (providers); i++) {
    gboolean content;
    g_autofree char *said = compile (RIGHT, providers[i].b, SNAPSHOT, &content);

    g_test_message ("%s", said);
    g_assert_cmpint (content, ==, providers[i].told == NULL);
    if (providers[i].told != NULL)
      g_assert_nonnull (strstr (said, providers[i].told));
    else
      g_assert_cmpstr (said, ==, "");
  }
}

static void
test_snapshot (void)
{
  static const struct {
    const char *snapshot;
    const char *told;
  } rows[] = {
    { "file.xml\tName\texample.jp\timap|imap.example.jp|993|SSL|u|p\t\t\n", "no line “# Month: …”" },
    { "# Month: 2026-03\nfile.xml\tName\texample.jp\n", "isp-database.tsv:2: error: not 6 cells" },
    { "# Month: 2026-03\nfile.xml\tName\texample.jp\timap|imap.example.jp|0|SSL|u|p\t\t\n", "isp-database.tsv:2: error: the server" },
    { "# Month: 2026-03\nfile.xml\tName\texample.jp\timap|imap.example.jp|993|ssl|u|p\t\t\n", "isp-database.tsv:2: error: the server" },
    { "# Month: 2026-03\nfile.xml\tName\tEXAMPLE.jp\timap|imap.example.jp|993|SSL|u|p\t\t\n", "isp-database.tsv:2: error: “EXAMPLE.jp”" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    gboolean content;
    g_autofree char *said = compile (RIGHT, NULL, rows[i].snapshot, &content);

    g_test_message ("%s", said);
    g_assert_false (content);
    g_assert_nonnull (strstr (said, rows[i].told));
  }
}

int
main (int argc, char **argv)
{
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tables/a mistake in a provider file is told with its line", test_providers);
  g_test_add_func ("/tables/a mistake in the snapshot is told with its line", test_snapshot);
  return g_test_run ();
}
