/* users.c: what was stated first, then the usual forms (RFC 6186 section 4).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/ranking/users.h"

#include "model/account.h"

char **
tg_users_to_try (const char *address, const char *stated, gboolean sure)
{
  g_autofree char *local_part = tg_address_local_part (address);
  const char *const forms[] = { stated, address, local_part };
  guint enough = stated != NULL && sure ? 1 : TG_USERS_MAX;
  GPtrArray *users = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    if (forms[i] != NULL && users->len < enough && !g_ptr_array_find_with_equal_func (users, forms[i], g_str_equal, NULL))
      g_ptr_array_add (users, g_strdup (forms[i]));
  g_ptr_array_add (users, NULL);
  return (char **)g_ptr_array_free (users, FALSE);
}
