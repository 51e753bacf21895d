/* fuzz-moved.c: any bytes as a file that may name an account which moves: what is renamed is renamed once, and comes back byte for
 * byte; a file that names nothing stays.  The first byte says which file it is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/thunderbird/moved/rewrite.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* Short names, which a fuzzer finds. */
static GPtrArray *
moves (void)
{
  GPtrArray *all = tg_moves_new ();

  g_ptr_array_add (all, tg_move_new ("server1", TG_PROTOCOL_IMAP, "a", "b@c", "d", "b@c"));
  g_ptr_array_add (all, tg_move_new ("server2", TG_PROTOCOL_POP3, "a", "e!", "d", "f!"));
  g_ptr_array_add (all, tg_move_new ("server3", TG_PROTOCOL_POP3, "a.a", "", "d.d", ""));
  return all;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GPtrArray) there = moves ();
  g_autoptr (GPtrArray) back = tg_moves_reverse (there);
  TgMovedKind kind = size > 0 ? (TgMovedKind)(data[0] % TG_N_MOVED) : TG_MOVED_FILTERS;
  g_autoptr (GBytes) before = g_bytes_new (data + (size > 0), size - (size > 0));
  g_autoptr (GBytes) after = tg_moved_rewrite (kind, before, there);
  g_autoptr (GBytes) new_names = tg_moved_rewrite (kind, before, back);
  g_autoptr (GBytes) again = after != NULL ? tg_moved_rewrite (kind, after, there) : NULL;
  g_autoptr (GBytes) restored = after != NULL ? tg_moved_rewrite (kind, after, back) : NULL;
  char *lines[2];

  g_assert_true (again == NULL);
  if (after == NULL)
    return 0;
  g_assert_nonnull (restored);
  if (new_names == NULL)
    g_assert_true (g_bytes_equal (restored, before));
  tg_moved_lines (before, after, lines);
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++) {
    g_assert_true (*lines[i] != '\0' && g_utf8_validate (lines[i], -1, NULL));
    g_free (lines[i]);
  }
  return 0;
}
