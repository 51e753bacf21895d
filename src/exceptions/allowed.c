/* allowed.c: what the person allows by hand.  Authorities lie in a file of their own meanwhile, since
 * GIO takes none from memory; it goes with the program.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "exceptions/allowed.h"

#include <glib/gstdio.h>

#include "cert/authority.h"
#include "record/exceptions.h"

struct _TgAllowed {
  gboolean recorded;
  GPtrArray *exceptions;  /* of TgException*, where they are not recorded */
  GPtrArray *authorities; /* of TgCertificate* */
  char *folder;           /* (nullable): for the file */
};

TgAllowed *
tg_allowed_new (gboolean recorded)
{
  TgAllowed *self = g_new0 (TgAllowed, 1);

  self->recorded = recorded;
  self->exceptions = tg_exception_list_new ();
  self->authorities = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_certificate_free);
  return self;
}

static char *
bundle_path (TgAllowed *self)
{
  return g_build_filename (self->folder, "authorities.pem", NULL);
}

void
tg_allowed_free (TgAllowed *self)
{
  if (self->folder != NULL) {
    g_autofree char *path = bundle_path (self);

    g_unlink (path);
    g_rmdir (self->folder);
    g_free (self->folder);
  }
  g_ptr_array_unref (self->exceptions);
  g_ptr_array_unref (self->authorities);
  g_free (self);
}

GPtrArray *
tg_allowed_exceptions (TgAllowed *self)
{
  GPtrArray *all = self->recorded ? tg_exception_record_load (NULL) : NULL;

  if (all == NULL)
    all = tg_exception_list_new ();
  for (guint i = 0; i < self->exceptions->len; i++)
    g_ptr_array_add (all, tg_exception_ref (self->exceptions->pdata[i]));

  return all;
}

GPtrArray *
tg_allowed_authorities (TgAllowed *self)
{
  return self->authorities;
}

gboolean
tg_allowed_add (TgAllowed *self, GPtrArray *exceptions, GError **error)
{
  if (self->recorded)
    return tg_exception_record_add_all (exceptions, error);

  for (guint i = 0; i < exceptions->len; i++)
    g_ptr_array_add (self->exceptions, tg_exception_ref (exceptions->pdata[i]));
  return TRUE;
}

void
tg_allowed_add_authority (TgAllowed *self, TgCertificate *authority)
{
  g_ptr_array_add (self->authorities, authority);
}

gboolean
tg_allowed_forget_authorities (TgAllowed *self)
{
  gboolean any = self->authorities->len > 0;

  g_ptr_array_set_size (self->authorities, 0);
  return any;
}

/* @ca_file with the authorities behind it. (transfer full) (nullable) */
static char *
write_bundle (TgAllowed *self, const char *ca_file, GError **error)
{
  g_autofree char *named = NULL;
  g_autofree char *path = NULL;
  GString *bundle;
  gboolean written;

  if (ca_file != NULL && !g_file_get_contents (ca_file, &named, NULL, error))
    return NULL;
  if (self->folder == NULL)
    self->folder = g_dir_make_tmp ("tegami-XXXXXX", error);
  if (self->folder == NULL)
    return NULL;

  path = bundle_path (self);
  bundle = g_string_new (named);
  g_string_append_c (bundle, '\n');
  for (guint i = 0; i < self->authorities->len; i++) {
    g_autofree char *pem = tg_authority_pem (self->authorities->pdata[i]);

    g_string_append (bundle, pem);
  }
  written = g_file_set_contents_full (path, bundle->str, (gssize)bundle->len, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
  g_string_free (bundle, TRUE);

  return written ? g_steal_pointer (&path) : NULL;
}

TgTrust *
tg_allowed_trust (TgAllowed *self, const char *ca_file, GError **error)
{
  g_autofree char *bundle = self->authorities->len > 0 ? write_bundle (self, ca_file, error) : g_strdup (ca_file);
  g_autoptr (GPtrArray) exceptions = tg_allowed_exceptions (self);
  TgTrust *trust;

  if (self->authorities->len > 0 && bundle == NULL)
    return NULL;

  trust = tg_trust_new (bundle, error);
  if (trust != NULL)
    tg_trust_add_exceptions (trust, exceptions, g_get_real_time () / G_USEC_PER_SEC);

  return trust;
}
