/* clients-home.h: a temporary home folder for the tests that write into mail programs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/client-class.h"

/* Call first thing in main(): points HOME and XDG_* to a new temporary folder. */
void tg_test_home_start (void);
/* Empties it. */
void tg_test_home_clear (void);
/* Removes it. */
void tg_test_home_stop (void);
/* Adds a test that begins with an empty one. */
void tg_test_home_add (const char *path, void (*body) (void));

/* A path below the home folder; creates its parents. (transfer full) */
char *tg_test_path (const char *relative);
void tg_test_write (const char *relative, const char *text);
char *tg_test_read (const char *relative); /* NULL if missing (transfer full) */
void tg_test_assert_holds (const char *relative, const char *expected);
/* Every file below @relative with its contents, sorted, as one text; "" if missing. */
char *tg_test_tree (const char *relative);

/* Adds one to our record. */
#define tg_test_record(exception)                                                                                                          \
  G_STMT_START                                                                                                                             \
  {                                                                                                                                        \
    g_autoptr (GPtrArray) one_ = tg_exception_list_new ();                                                                                 \
    g_ptr_array_add (one_, tg_exception_ref (exception));                                                                                  \
    g_assert_true (tg_exception_record_add_all (one_, NULL));                                                                              \
  }                                                                                                                                        \
  G_STMT_END

/* A GAsyncReadyCallback: @data: GAsyncResult**, which gets a reference. */
void tg_test_keep_result (GObject *source, GAsyncResult *result, gpointer data);
/* Runs the main context until it has kept one. (transfer none) */
GAsyncResult *tg_test_await (GAsyncResult **result);

/* Puts a profile called "default" into .thunderbird, with one account that is not ours. */
void tg_test_make_profile (void);
#define TG_TEST_PROFILE ".thunderbird/abc.default"
extern const char tg_test_prefs[];

/* Saves a password in that profile for each of these origins, NULL-terminated, as Thunderbird has them. */
void tg_test_remember (const char *const *origins, const char *user, const char *password);

TgSaveRequest *tg_test_request (const char *receive, const char *send); /* (transfer full), kept until clear */
/* The change for the profile at @relative, or for a new one (NULL). */
TgChange *tg_test_prepare (const char *relative, const TgSaveRequest *request, GError **error);
/* Makes that change.  Its id, for undoing it. (transfer full) */
char *tg_test_save (const char *relative, const TgSaveRequest *request);
void tg_test_undo (const char *id);
