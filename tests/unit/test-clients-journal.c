/* test-clients-journal.c: exceptions undone in any order come back only as far as a change stands that put them; a change
 * that failed is never completed afterwards.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients-home.h"

#include <glib/gstdio.h>
#include <string.h>

#include "clients/exception-step.h"
#include "clients/journal.h"

#define OVERRIDES TG_TEST_PROFILE "/cert_override.txt"
#define OWN       "# mine\nother.example:993:\tOID.2.16.840.1.101.3.4.2.1\tAA\t\n"

static TgPlace *thunderbird, *evolution;

static TgChange *
prepare (const TgPlace *place, guint16 port, const char *certificate)
{
  g_autoptr (GBytes) der = g_bytes_new (certificate, strlen (certificate));
  g_autoptr (TgException) exception = tg_exception_new (&(TgException){ .host = "nas.local", .port = port, .der = der });
  g_autoptr (GError) error = NULL;
  TgChange *change = tg_clients_prepare_exception (place, exception, &error);

  g_assert_no_error (error);
  return change;
}

static char *
apply (const TgPlace *place, guint16 port, const char *certificate)
{
  g_autoptr (TgChange) change = prepare (place, port, certificate);
  g_autoptr (GError) error = NULL;

  tg_change_apply_sync (change, NULL, &error);
  g_assert_no_error (error);
  return g_strdup (tg_change_id (change));
}

static char *
take_out (const TgPlace *place, guint16 port)
{
  g_autoptr (GPtrArray) found = tg_clients_find_exceptions ();

  for (guint i = 0; i < found->len; i++)
    if (tg_exception_is_at (found->pdata[i], "nas.local", port)) {
      g_autoptr (TgChange) change = tg_clients_prepare_removal (found->pdata[i]);

      g_assert_true (tg_change_apply_sync (change, NULL, NULL));
      return g_strdup (tg_change_id (change));
    }
  g_assert_not_reached ();
}

/* The certificates that the mail programs accept for this port, "" where none. */
static char *
accepted (guint16 port)
{
  static const char *const certificates[] = { "A", "B", "C" };
  g_autoptr (GPtrArray) found = tg_clients_find_exceptions ();
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < found->len; i++) {
    const TgException *one = found->pdata[i];

    for (gsize k = 0; k < G_N_ELEMENTS (certificates); k++) {
      g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, certificates[k], -1);

      if (g_strcmp0 (one->host, "nas.local") == 0 && (one->port == port || one->port == 0) && g_strcmp0 (one->sha256, sha256) == 0)
        g_string_append (names, certificates[k]);
    }
  }
  return g_string_free (names, FALSE);
}

static void
assert_accepted (guint16 port, const char *certificates)
{
  g_autofree char *now = accepted (port);

  g_assert_cmpstr (now, ==, certificates);
}

static void
an_undone_exception_does_not_come_back_with_a_later_one (void)
{
  g_autofree char *first = apply (thunderbird, 993, "A");
  g_autofree char *second = apply (thunderbird, 993, "B");
  g_autofree char *third = apply (thunderbird, 993, "C");

  tg_test_undo (first);
  assert_accepted (993, "C");
  tg_test_undo (second);
  assert_accepted (993, "C");
  tg_test_undo (third);
  assert_accepted (993, "");
}

static void
what_a_change_put_that_stands_comes_back (void)
{
  g_autofree char *first = apply (thunderbird, 993, "A");
  g_autofree char *second = apply (thunderbird, 993, "B");
  g_autofree char *third = apply (thunderbird, 993, "C");

  tg_test_undo (second);
  assert_accepted (993, "C");
  tg_test_undo (third);
  assert_accepted (993, "A");
  tg_test_undo (first);
  assert_accepted (993, "");
}

/* Ours was undone before; this time it is the person's. */
static void
what_the_person_allowed_comes_back (void)
{
  g_autofree char *first = apply (thunderbird, 993, "A");
  g_autofree char *list = tg_test_read (OVERRIDES);

  tg_test_undo (first);
  tg_test_write (OVERRIDES, list);
  g_autofree char *second = apply (thunderbird, 993, "B");
  tg_test_undo (second);
  tg_test_assert_holds (OVERRIDES, list);
}

static void
what_a_removal_took_does_not_come_back_when_it_was_undone (void)
{
  g_autofree char *first = apply (thunderbird, 993, "A");
  g_autofree char *second = take_out (thunderbird, 993);

  tg_test_undo (first);
  tg_test_undo (second);
  assert_accepted (993, "");
}

static void
what_a_later_change_needs_too_stays (void)
{
  g_autofree char *first = apply (thunderbird, 993, "A");
  g_autofree char *second = apply (thunderbird, 993, "A");

  tg_test_undo (first);
  assert_accepted (993, "A");
  tg_test_undo (second);
  assert_accepted (993, "");
}

static void
evolution_keeps_for_one_port_what_another_needs (void)
{
  g_autofree char *first = apply (evolution, 993, "A");
  g_autofree char *second = apply (evolution, 465, "A");
  g_autofree char *certificates = NULL;

  tg_test_undo (first);
  assert_accepted (465, "A"); /* which needs the certificate's file, too */
  tg_test_undo (second);
  assert_accepted (465, "");
  certificates = tg_test_tree (".local/share/camel_certs");
  g_assert_cmpstr (certificates, ==, "");
}

static void
the_newest_first_leaves_every_byte (void)
{
  static const char *const steps[] = { "A", "A", "B", "A", "C" };
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free), before = g_ptr_array_new_with_free_func (g_free);

  tg_test_write (OVERRIDES, OWN);
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++) {
    g_ptr_array_add (before, tg_test_read (OVERRIDES));
    g_ptr_array_add (ids, apply (thunderbird, 993, steps[i]));
  }
  for (guint i = ids->len; i > 0; i--) {
    tg_test_undo (ids->pdata[i - 1]);
    tg_test_assert_holds (OVERRIDES, before->pdata[i - 1]);
  }
}

/* Where the only change there is keeps its copy of the list. */
static char *
backup (void)
{
  g_autoptr (GPtrArray) ids = tg_journal_ids ();
  g_autofree char *folder = tg_journal_folder (ids->pdata[0]);

  g_assert_cmpuint (ids->len, ==, 1);
  return g_build_filename (folder, "exceptions", NULL);
}

/* Writes, then finds the disk so full that not even the copy can be read. */
static gboolean
apply_and_fail (gpointer step, GCancellable *cancellable, GError **error)
{
  g_autofree char *copy = NULL, *hidden = NULL;

  g_assert_true (tg_exception_step.apply (step, cancellable, error));
  copy = backup ();
  hidden = g_strconcat (copy, ".hidden", NULL);
  g_assert_cmpint (g_rename (copy, hidden), ==, 0);
  g_assert_cmpint (g_mkdir (copy, 0700), ==, 0);
  g_set_error_literal (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_VERIFY, "full");
  return FALSE;
}

static void
what_failed_is_undone_later_but_never_completed (void)
{
  TgStepClass failing = tg_exception_step;
  g_autofree char *path = tg_test_path (OVERRIDES), *copy = NULL, *hidden = NULL;
  const TgException fields = { .host = "nas.local", .port = 993, .path = path, .fingerprint = "AA:BB" };
  g_autoptr (TgChange) change = tg_change_new (TG_PROGRAM_THUNDERBIRD, thunderbird->where, "Exception", FALSE);
  g_autoptr (TgException) held = tg_exception_new (&fields);
  g_autoptr (GError) error = NULL;

  failing.apply = apply_and_fail;
  tg_test_write (OVERRIDES, OWN);
  tg_change_add_step (change, &failing, tg_exception_step_new (&tg_thunderbird_overrides, held, TRUE, NULL));
  g_assert_false (tg_change_apply_sync (change, NULL, &error));
  g_assert_nonnull (strstr (error->message, "could not be taken back"));
  g_assert_true (tg_change_left_something (change));
  /* All of it is in place, but the person was told that it failed; and as long as it cannot be undone, it is kept. */
  g_autoptr (GPtrArray) still = tg_journal_list (NULL);
  g_assert_cmpuint (still->len, ==, 0);
  copy = backup ();
  hidden = g_strconcat (copy, ".hidden", NULL);
  g_assert_cmpint (g_rmdir (copy), ==, 0);
  g_assert_cmpint (g_rename (hidden, copy), ==, 0);
  g_autoptr (GPtrArray) journal = tg_journal_list (NULL);
  g_assert_cmpuint (journal->len, ==, 0);
  tg_test_assert_holds (OVERRIDES, OWN);
}

static void
run (gconstpointer body)
{
  tg_test_home_clear ();
  tg_test_make_profile ();
  ((void (*) (void))body) ();
}

static void
add (const char *name, void (*body) (void))
{
  g_autofree char *path = g_strconcat ("/clients/journal/", name, NULL);

  g_test_add_data_func (path, body, run);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = NULL;
  int status;

  tg_test_home_start ();
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  g_test_init (&argc, &argv, NULL);
  folder = tg_test_path (TG_TEST_PROFILE);
  thunderbird = tg_place_new (TG_PROGRAM_THUNDERBIRD, TG_PACKAGE_NATIVE, folder);
  evolution = tg_place_new (TG_PROGRAM_EVOLUTION, TG_PACKAGE_NATIVE, "/nowhere");
  add ("an undone exception does not come back with a later one", an_undone_exception_does_not_come_back_with_a_later_one);
  add ("what a change put that stands comes back", what_a_change_put_that_stands_comes_back);
  add ("what the person allowed comes back", what_the_person_allowed_comes_back);
  add ("what a removal took does not come back when it was undone", what_a_removal_took_does_not_come_back_when_it_was_undone);
  add ("what a later change needs, too, stays", what_a_later_change_needs_too_stays);
  add ("Evolution keeps for one port what another needs", evolution_keeps_for_one_port_what_another_needs);
  add ("the newest first leaves every byte", the_newest_first_leaves_every_byte);
  add ("what failed is undone later, but never completed", what_failed_is_undone_later_but_never_completed);
  status = g_test_run ();
  tg_place_free (thunderbird);
  tg_place_free (evolution);
  tg_test_home_stop ();
  return status;
}
