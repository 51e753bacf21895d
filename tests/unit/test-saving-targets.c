/* test-saving-targets.c: where an account can go, in which order, and which of these is proposed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <locale.h>

#include "saving/targets.h"

#define ADDRESS "taro@ocn.ne.jp"

/* An account in a mail program. */
typedef struct {
  TgProgram program;
  const char *where, *key, *address, *user, *kind, *host;
} Has;

/* What is listed: the key of what is repaired, "new", or "new beside KEY"; with "*" where the person came with it. */
typedef struct {
  const char *name;
  const char *came_with; /* (nullable): a key in Thunderbird's "home" */
  Has has[4];
  const char *thunderbird, *work, *evolution;
  const char *proposed; /* place and what, with nothing that the desktop prefers */
} Row;

#define T TG_PROGRAM_THUNDERBIRD
#define E TG_PROGRAM_EVOLUTION

static const Row rows[] = {
  { "nothing is there", NULL, { { 0 } }, "new", "new", "new", "home new" },
  { "the address, at another server",
    NULL,
    { { E, "sources", "e1", ADDRESS, ADDRESS, "imap", "old.ocn.ne.jp" } },
    "new",
    "new",
    "e1,new",
    "sources e1" },
  { "the very same account",
    NULL,
    { { T, "work", "server2", ADDRESS, ADDRESS, "imap", "imap.ocn.ne.jp" } },
    "new",
    "server2",
    "new",
    "work server2" },
  { "one mailbox with two addresses",
    NULL,
    { { T, "home", "server1", "jiro@ocn.ne.jp", ADDRESS, "imap", "imap.ocn.ne.jp" },
      { T, "home", "server1/id2", ADDRESS, ADDRESS, "imap", "imap.ocn.ne.jp" } },
    "server1/id2",
    "new",
    "new",
    "home server1/id2" },
  { "the mailbox under another address only",
    NULL,
    { { T, "home", "server1", "jiro@ocn.ne.jp", ADDRESS, "imap", "imap.ocn.ne.jp" } },
    "server1",
    "new",
    "new",
    "home server1" },
  { "several with the address",
    NULL,
    { { T, "home", "server1", ADDRESS, ADDRESS, "imap", "old.ocn.ne.jp" },
      { T, "home", "server2", ADDRESS, "taro", "imap", "older.ocn.ne.jp" } },
    "server1,server2,new",
    "new",
    "new",
    "home server1" },
  { "the other protocol is another account",
    NULL,
    { { T, "home", "server1", ADDRESS, ADDRESS, "pop3", "imap.ocn.ne.jp" } },
    "new",
    "new",
    "new",
    "home new" },
  { "a kind that nobody knows is left alone",
    NULL,
    { { T, "home", "server1", ADDRESS, ADDRESS, "ews", "imap.ocn.ne.jp" } },
    "new",
    "new",
    "new",
    "home new" },
  { "what the person came with, before another that has the address",
    "server2",
    { { T, "home", "server1", ADDRESS, ADDRESS, "imap", "old.ocn.ne.jp" },
      { T, "home", "server2", ADDRESS, "taro", "imap", "older.ocn.ne.jp" } },
    "server1,server2*,new",
    "new",
    "new",
    "home server2" },
  { "what the person came with has no address",
    "server2",
    { { T, "home", "server2", "", "taro", "imap", "old.ocn.ne.jp" }, { E, "sources", "e1", ADDRESS, ADDRESS, "imap", "imap.ocn.ne.jp" } },
    "server2*,new",
    "new",
    "e1",
    "home server2" },
  { "what the person came with, in the other protocol",
    "server1",
    { { T, "home", "server1", ADDRESS, ADDRESS, "pop3", "pop.ocn.ne.jp" },
      { E, "sources", "e1", ADDRESS, ADDRESS, "imap", "imap.ocn.ne.jp" } },
    "new beside server1*",
    "new",
    "e1",
    "home new" },
  { "what the person came with is gone",
    "server9",
    { { E, "sources", "e1", ADDRESS, ADDRESS, "imap", "imap.ocn.ne.jp" } },
    "new",
    "new",
    "e1",
    "sources e1" },
};

static TgPlace *
place_new (TgProgram program, const char *where)
{
  TgPlace *place = g_new0 (TgPlace, 1);

  place->program = program;
  place->where = g_strdup (where);
  place->installed = TRUE;
  return place;
}

static GPtrArray *
places_new (void)
{
  GPtrArray *places = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_place_free);

  g_ptr_array_add (places, place_new (T, "home"));
  g_ptr_array_add (places, place_new (T, "work"));
  g_ptr_array_add (places, place_new (E, "sources"));
  return places;
}

static TgAccount *
account_new (TgProtocol protocol, const char *address, const char *user, const char *host)
{
  g_autoptr (TgServer) server = tg_server_new (protocol, TG_SECURITY_TLS, host, 0, NULL);

  return tg_account_new (address, NULL, user, user, server, NULL);
}

static GPtrArray *
found_new (const Has *has, gsize count)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_found_account_free);

  for (gsize i = 0; i < count && has[i].key != NULL; i++) {
    TgFoundAccount *each = g_new0 (TgFoundAccount, 1);

    each->program = has[i].program;
    each->where = g_strdup (has[i].where);
    each->key = g_strdup (has[i].key);
    each->kind = g_strdup (has[i].kind);
    each->account =
        account_new (g_str_equal (has[i].kind, "pop3") ? TG_PROTOCOL_POP3 : TG_PROTOCOL_IMAP, has[i].address, has[i].user, has[i].host);
    g_ptr_array_add (found, each);
  }
  return found;
}

static char *
describe (const TgTarget *target)
{
  const char *star = target->came_with ? "*" : "";

  if (target->repairs != NULL) {
    g_assert_cmpstr (target->existing, ==, target->repairs->key);
    return g_strconcat (target->repairs->key, star, NULL);
  }
  return target->existing != NULL ? g_strconcat ("new beside ", target->existing, star, NULL) : g_strconcat ("new", star, NULL);
}

static char *
list_of (GPtrArray *targets, const char *where)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < targets->len; i++)
    if (g_str_equal (((const TgTarget *)targets->pdata[i])->place->where, where))
      g_ptr_array_add (parts, describe (targets->pdata[i]));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (",", (char **)parts->pdata);
}

static GPtrArray *
list_for (const Row *row)
{
  g_autoptr (TgAccount) account = account_new (TG_PROTOCOL_IMAP, ADDRESS, ADDRESS, "imap.ocn.ne.jp");
  g_autoptr (GPtrArray) places = places_new (), found = found_new (row->has, G_N_ELEMENTS (row->has));
  const TgTargetsRequest request = { account, T, row->came_with != NULL ? "home" : NULL, row->came_with };

  return tg_targets_list (places, found, &request);
}

static void
assert_proposed (GPtrArray *targets, const char *wanted)
{
  const TgTarget *proposed = tg_targets_propose (targets);
  const char *what = proposed->repairs != NULL ? proposed->repairs->key : "new";
  g_autofree char *name = g_strdup_printf ("%s %s", proposed->place->where, what);

  g_assert_cmpstr (name, ==, wanted);
}

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GPtrArray) targets = list_for (&rows[i]);
    const struct {
      const char *where, *wanted;
    } lists[] = { { "home", rows[i].thunderbird }, { "work", rows[i].work }, { "sources", rows[i].evolution } };

    g_test_message ("%s", rows[i].name);
    for (gsize k = 0; k < G_N_ELEMENTS (lists); k++) {
      g_autofree char *list = list_of (targets, lists[k].where);

      g_assert_cmpstr (list, ==, lists[k].wanted);
    }
    assert_proposed (targets, rows[i].proposed);
  }
}

static TgTarget *
target_at (GPtrArray *targets, const char *where)
{
  for (guint i = 0; i < targets->len; i++)
    if (g_str_equal (((const TgTarget *)targets->pdata[i])->place->where, where))
      return targets->pdata[i];
  g_assert_not_reached ();
}

/* The desktop's choice counts only where nothing speaks for another one, and nothing is proposed that cannot be written. */
static void
test_the_desktops_choice (void)
{
  g_autoptr (GPtrArray) nothing = list_for (&rows[0]), there = list_for (&rows[2]);

  target_at (nothing, "sources")->opens_mail = TRUE;
  assert_proposed (nothing, "sources new");
  target_at (nothing, "sources")->place->read_only = TRUE;
  assert_proposed (nothing, "home new");
  target_at (nothing, "home")->place->installed = FALSE;
  assert_proposed (nothing, "work new");

  g_assert_cmpstr (rows[2].name, ==, "the very same account");
  target_at (there, "sources")->opens_mail = TRUE;
  assert_proposed (there, "work server2");
}

static void
test_no_mail_program (void)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  g_assert_null (tg_targets_propose (none));
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/saving-targets/rows", test_rows);
  g_test_add_func ("/saving-targets/the desktop's choice", test_the_desktops_choice);
  g_test_add_func ("/saving-targets/no mail program", test_no_mail_program);
  return g_test_run ();
}
