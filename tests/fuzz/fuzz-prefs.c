/* fuzz-prefs.c: any bytes as prefs.js: what is read comes out byte for byte, an account can be put
 * into it and taken out, and the result is a file that reads again.  What follows a NUL is a user.js
 * over it, or a file of defaults, of which the accounts are listed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "clients/thunderbird/prefs/edit.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
put_and_take_back (GBytes *bytes)
{
  g_autoptr (TgPrefs) before = tg_prefs_parse (bytes, NULL);
  g_autoptr (TgPrefs) after = tg_prefs_parse (bytes, NULL);
  g_autoptr (TgServer) receive = tg_server_parse ("pop3s://pop.example.jp", NULL);
  g_autoptr (TgServer) send = tg_server_parse ("smtps://smtp.example.jp", NULL);
  g_autoptr (TgAccount) account = tg_account_new ("taro@example.jp", "\"\\\n", NULL, NULL, receive, send);
  TgSaveRequest request = { .account = account, .update = TRUE, .alike = TRUE };
  g_autoptr (TgThunderbirdEdit) edit = tg_thunderbird_put (after, &request, TRUE, NULL);
  g_autoptr (JsonObject) diff = edit != NULL ? tg_thunderbird_diff (before, after, edit) : NULL;
  g_autoptr (GBytes) written = tg_prefs_to_bytes (after);
  g_autoptr (TgPrefs) again = tg_prefs_parse (written, NULL);
  g_autoptr (GBytes) undone = NULL;
  g_autoptr (TgPrefs) last = NULL;

  /* It cannot be told which account is meant. */
  if (edit == NULL)
    return;
  g_assert_nonnull (again);
  g_assert_true (tg_thunderbird_holds (again, diff));
  tg_thunderbird_take_back (again, diff, NULL);
  undone = tg_prefs_to_bytes (again);
  last = tg_prefs_parse (undone, NULL);
  g_assert_nonnull (last);
}

/* Whatever stands in the two files, accounts can be listed, and one can be put in. */
static void
read_in_layers (const guint8 *data, gsize size)
{
  const guint8 *nul = memchr (data, '\0', size);
  gsize first = nul != NULL ? (gsize)(nul - data) : size;
  g_autoptr (GBytes) own = g_bytes_new (data, first);
  g_autoptr (GBytes) other = nul != NULL ? g_bytes_new (nul + 1, size - first - 1) : g_bytes_new (NULL, 0);
  g_autoptr (TgPrefs) prefs = tg_prefs_read (own, TG_PREFS_USER);
  g_autoptr (TgServer) receive = tg_server_parse ("imaps://imap.example.jp", NULL);
  g_autoptr (TgAccount) account = tg_account_new ("taro@example.jp", NULL, NULL, NULL, receive, NULL);
  TgSaveRequest request = { .account = account, .update = TRUE };
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GPtrArray) overridden = NULL;
  g_autoptr (TgThunderbirdEdit) edit = NULL;

  tg_prefs_attach (prefs, tg_prefs_read (other, TG_PREFS_USER), tg_prefs_read (other, TG_PREFS_DEFAULTS));
  list = tg_thunderbird_list_keys (prefs);
  edit = tg_thunderbird_put (prefs, &request, TRUE, NULL);
  overridden = tg_prefs_overridden (prefs);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (TgPrefs) prefs = tg_prefs_parse (bytes, NULL);
  g_autoptr (GBytes) same = prefs != NULL ? tg_prefs_to_bytes (prefs) : NULL;

  if (size > 0)
    read_in_layers (data, size);
  if (prefs == NULL)
    return 0;
  g_assert_true (g_bytes_equal (bytes, same));
  put_and_take_back (bytes);
  return 0;
}
