/* test-save-page.c: what the Save page proposes: one row for each program and account, and which of them is chosen to begin with.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <gio/gdesktopappinfo.h>
#include <string.h>

#include "app/pages/save/targets/target-list.h"
#include "ui/pages/pages-case.h"
#include "unit/clients-home.h"

/* In the profile that tg_test_make_profile() makes. */
#define HELD "hanako@example.jp"

static void
set_up (PagesCase *self, gconstpointer data)
{
  tg_test_home_clear ();
  tg_test_make_profile ();
  pages_case_begin (self, NULL);
}

/* What opens mail addresses on this desktop: an entry of the menu, or a program that holds no accounts. */
static void
open_mail_with (const char *desktop_id)
{
  g_autoptr (GAppInfo) program = desktop_id != NULL ? G_APP_INFO (g_desktop_app_info_new (desktop_id))
                                                    : g_app_info_create_from_commandline ("true", "Other", G_APP_INFO_CREATE_NONE, NULL);

  g_assert_nonnull (program);
  g_assert_true (g_app_info_set_as_default_for_type (program, "x-scheme-handler/mailto", NULL));
}

static void
set_account (PagesCase *self, const char *address)
{
  pages_case_set_account (self, address, "Of the account", "imaps://new.example.jp", "smtps://new.example.jp");
}

/* The account in the mail program that the person chose on "Mail does not work": the one at this server. */
static void
come_with (PagesCase *self, const char *host)
{
  g_autoptr (GPtrArray) accounts = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_found_account_free);
  const TgFoundAccount *found = NULL;

  tg_client_class (TG_PROGRAM_THUNDERBIRD)->find_accounts (accounts);
  for (guint i = 0; i < accounts->len; i++)
    if (strcmp (((const TgFoundAccount *)accounts->pdata[i])->account->receive->host, host) == 0)
      found = accounts->pdata[i];
  g_assert_nonnull (found);
  tg_session_set_saved (pages_case_session (self), found, FALSE);
}

static TgTargetList *
list_of (PagesCase *self)
{
  return TG_TARGET_LIST (pages_case_find (GTK_WIDGET (pages_case_page (self)), TG_TYPE_TARGET_LIST, NULL));
}

/* Enters the page; "PROGRAM: ADDRESS", or "PROGRAM: new". (transfer full) */
static char *
propose (PagesCase *self)
{
  const TgTarget *target;

  tg_assistant_go (self->assistant, "save");
  while ((target = tg_target_list_get (list_of (self))) == NULL)
    g_main_context_iteration (NULL, TRUE);
  return g_strdup_printf ("%s: %s", tg_place_title (target->place),
                          target->repairs != NULL ? tg_found_account_name (target->repairs) : "new");
}

static const char *
sender_name (PagesCase *self)
{
  return tg_field_get_text (pages_case_field (self, "Sender name (optional)"));
}

static gboolean
has_row (PagesCase *self, const char *program, const char *what)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (list_of (self))); row != NULL; row = gtk_widget_get_next_sibling (row))
    if (pages_case_find (row, GTK_TYPE_LABEL, program) != NULL && pages_case_find (row, GTK_TYPE_LABEL, what) != NULL)
      return TRUE;
  return FALSE;
}

static void
test_what_the_person_came_with (PagesCase *self, gconstpointer data)
{
  g_autofree char *proposed = NULL;

  open_mail_with ("org.gnome.Evolution.desktop");
  /* The address was what was wrong there. */
  set_account (self, "taro@example.jp");
  come_with (self, "imap.example.jp");
  proposed = propose (self);
  g_assert_cmpstr (proposed, ==, "Thunderbird: " HELD);
  g_assert_true (has_row (self, "Thunderbird", "Repairs " HELD));
  g_assert_true (has_row (self, "Thunderbird", "New account"));
  g_assert_true (has_row (self, "Evolution", "New account"));
  g_assert_cmpstr (sender_name (self), ==, "花子 \"H\"");
}

/* Of two with one address, not whichever comes first. */
static void
test_which_one_the_person_came_with (PagesCase *self, gconstpointer data)
{
  g_autofree char *prefs = g_strconcat (tg_test_prefs,
                                        "user_pref(\"mail.accountmanager.accounts\", \"account1,account2,account3\");\n"
                                        "user_pref(\"mail.account.account3.identities\", \"id3\");\n"
                                        "user_pref(\"mail.account.account3.server\", \"server3\");\n"
                                        "user_pref(\"mail.identity.id3.useremail\", \"" HELD "\");\n"
                                        "user_pref(\"mail.server.server3.hostname\", \"other.example.jp\");\n"
                                        "user_pref(\"mail.server.server3.type\", \"imap\");\n"
                                        "user_pref(\"mail.server.server3.userName\", \"hanako2\");\n",
                                        NULL);
  g_autofree char *proposed = NULL;

  tg_test_write (TG_TEST_PROFILE "/prefs.js", prefs);
  set_account (self, HELD);
  come_with (self, "other.example.jp");
  proposed = propose (self);
  g_assert_cmpstr (proposed, ==, "Thunderbird: " HELD);
  g_assert_cmpstr (tg_target_list_get (list_of (self))->existing, ==, "server3");
  g_assert_true (has_row (self, "Thunderbird", "Repairs " HELD " (imap.example.jp)"));
  g_assert_true (has_row (self, "Thunderbird", "Repairs " HELD " (other.example.jp)"));
}

static void
test_what_has_the_address (PagesCase *self, gconstpointer data)
{
  g_autofree char *proposed = NULL;

  open_mail_with ("org.gnome.Evolution.desktop");
  set_account (self, HELD);
  proposed = propose (self);
  g_assert_cmpstr (proposed, ==, "Thunderbird: " HELD);
  g_assert_true (has_row (self, "Thunderbird", "Repairs " HELD));
  g_assert_true (has_row (self, "Evolution", "New account"));
}

static void
test_what_the_desktop_opens_mail_with (PagesCase *self, gconstpointer data)
{
  static const char *const programs[][2] = { { "org.gnome.Evolution.desktop", "Evolution: new" },
                                             { "thunderbird.desktop", "Thunderbird: new" } };

  for (gsize i = 0; i < G_N_ELEMENTS (programs); i++) {
    g_autofree char *proposed = NULL;
    g_autofree char *address = g_strdup_printf ("taro%zu@example.jp", i);

    open_mail_with (programs[i][0]);
    set_account (self, address);
    tg_assistant_go (self->assistant, "welcome");
    proposed = propose (self);
    g_assert_cmpstr (proposed, ==, programs[i][1]);
    g_assert_false (has_row (self, "Thunderbird", "Repairs " HELD));
    g_assert_cmpstr (sender_name (self), ==, "Of the account");
  }
}

static void
test_the_first (PagesCase *self, gconstpointer data)
{
  g_autofree char *proposed = NULL;
  GtkWidget *first;

  open_mail_with (NULL);
  set_account (self, "taro@example.jp");
  proposed = propose (self);
  first = gtk_widget_get_first_child (GTK_WIDGET (list_of (self)));
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (first)));
}

static void
await (PagesCase *self, const char *words)
{
  while (pages_case_find (GTK_WIDGET (pages_case_page (self)), GTK_TYPE_LABEL, words) == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
choose (PagesCase *self, const char *program)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (list_of (self))); row != NULL; row = gtk_widget_get_next_sibling (row))
    if (pages_case_find (row, GTK_TYPE_LABEL, program) != NULL)
      gtk_check_button_set_active (GTK_CHECK_BUTTON (row), TRUE);
}

/* A choice stays while one looks aside, and so does the name that was typed. */
static void
test_the_choice_stays (PagesCase *self, gconstpointer data)
{
  g_autofree char *first = NULL, *again = NULL;

  open_mail_with ("org.gnome.Evolution.desktop");
  set_account (self, HELD);
  first = propose (self);
  choose (self, "Evolution");
  tg_field_set_text (pages_case_field (self, "Sender name (optional)"), "Typed");
  tg_assistant_visit (self->assistant, "reference");
  again = propose (self);
  g_assert_cmpstr (again, ==, "Evolution: new");
  await (self, "Repairs " HELD);
  g_assert_cmpstr (sender_name (self), ==, "Typed");
}

/* It is made anew for other servers, and for another account that is to be repaired. */
static void
test_the_choice_is_for_one_account (PagesCase *self, gconstpointer data)
{
  g_autofree char *first = NULL, *other = NULL, *repaired = NULL;

  open_mail_with ("org.gnome.Evolution.desktop");
  set_account (self, HELD);
  first = propose (self);
  choose (self, "Evolution");
  tg_assistant_go (self->assistant, "welcome");
  pages_case_set_account (self, HELD, NULL, "imaps://newer.example.jp", "smtps://newer.example.jp");
  other = propose (self);
  g_assert_cmpstr (other, ==, "Thunderbird: " HELD);

  choose (self, "Evolution");
  tg_assistant_go (self->assistant, "welcome");
  come_with (self, "imap.example.jp");
  repaired = propose (self);
  g_assert_cmpstr (repaired, ==, "Thunderbird: " HELD);
}

int
main (int argc, char **argv)
{
  int result;

  tg_test_home_start ();
  pages_case_init (&argc, &argv);
  if (g_find_program_in_path ("thunderbird") == NULL || g_find_program_in_path ("evolution") == NULL) {
    tg_test_home_stop ();
    g_print ("Thunderbird or Evolution is not installed\n");
    return 77;
  }
#define ADD(name, test) g_test_add ("/save-page/" name, PagesCase, NULL, set_up, test, pages_case_end)
  ADD ("proposes what the person came with", test_what_the_person_came_with);
  ADD ("which one of several", test_which_one_the_person_came_with);
  ADD ("else what has the address", test_what_has_the_address);
  ADD ("else what the desktop opens mail with", test_what_the_desktop_opens_mail_with);
  ADD ("else the first", test_the_first);
  ADD ("the choice stays", test_the_choice_stays);
  ADD ("the choice is for one account", test_the_choice_is_for_one_account);
  result = g_test_run ();
  tg_test_home_stop ();
  return result;
}
