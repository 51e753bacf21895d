/* seen-file.c: the file of certificates seen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "record/file.h"
#include "record/seen.h"

#define FILE_NAME "certificates.json"

static GPtrArray *
load (GError **error)
{
  g_autoptr (GError) local = NULL;
  gsize length = 0;
  g_autofree char *json = tg_record_read (FILE_NAME, TG_SEEN_FILE_MAX, &length, &local);
  GPtrArray *seens;

  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }
  seens = json != NULL ? tg_seens_parse (json, length) : NULL;
  return seens != NULL ? seens : g_ptr_array_new_with_free_func ((GDestroyNotify)tg_seen_free);
}

GPtrArray *
tg_seens_load (void)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *seens = load (&error);

  if (seens != NULL)
    return seens;
  g_debug ("The certificates seen before cannot be read: %s", error->message);
  return g_ptr_array_new_with_free_func ((GDestroyNotify)tg_seen_free);
}

static TgSeen *
copy (const TgSeen *self)
{
  TgSeen *one = g_memdup2 (self, sizeof *self);

  one->host = g_strdup (self->host);
  one->sha256 = g_strdup (self->sha256);
  one->key_id = g_strdup (self->key_id);
  one->issuer = g_strdup (self->issuer);
  return one;
}

gboolean
tg_seens_remember (GPtrArray *seens, GError **error)
{
  TG_AUTO_FD held = tg_record_lock (FILE_NAME, error);
  g_autoptr (GPtrArray) known = held >= 0 ? load (error) : NULL;
  g_autofree char *json = NULL;

  if (known == NULL)
    return FALSE;
  for (guint i = 0; i < seens->len; i++)
    tg_seens_put (known, copy (seens->pdata[i]));
  json = tg_seens_format (known);
  return tg_record_write (FILE_NAME, json, error);
}
