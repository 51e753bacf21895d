/* allowed.c: what the person allows by hand, and the trust that comes of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "exceptions/allowed.h"

#include "cert/certificate.h"
#include "exceptions/work.h"
#include "record/exceptions.h"

/* @authorities_trust: (nullable): @base and @authorities (each transfer none) */
static TgAllowed *
allowed_new (gboolean recorded, GPtrArray *exceptions, GPtrArray *authorities, TgTrust *base, TgTrust *authorities_trust)
{
  TgAllowed *self = g_atomic_rc_box_new0 (TgAllowed);

  self->recorded = recorded;
  self->exceptions = g_ptr_array_ref (exceptions);
  self->authorities = g_ptr_array_ref (authorities);
  self->base = base != NULL ? tg_trust_ref (base) : NULL;
  if (authorities_trust != NULL)
    self->trust = tg_trust_with_exceptions (authorities_trust, exceptions, g_get_real_time () / G_USEC_PER_SEC);
  return self;
}

static GPtrArray *
certificates_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)tg_certificate_free);
}

TgAllowed *
tg_allowed_new (TgTrust *base, gboolean recorded)
{
  g_autoptr (GPtrArray) exceptions = tg_exception_list_new ();
  g_autoptr (GPtrArray) authorities = certificates_new ();

  return allowed_new (recorded, exceptions, authorities, base, base);
}

TgAllowed *
tg_allowed_ref (TgAllowed *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
allowed_clear (gpointer data)
{
  TgAllowed *self = data;

  g_ptr_array_unref (self->exceptions);
  g_ptr_array_unref (self->authorities);
  g_clear_pointer (&self->base, tg_trust_unref);
  g_clear_pointer (&self->trust, tg_trust_unref);
}

void
tg_allowed_unref (TgAllowed *self)
{
  g_atomic_rc_box_release_full (self, allowed_clear);
}

TgAllowed *
tg_allowed_without_exceptions (TgAllowed *self)
{
  g_autoptr (GPtrArray) none = tg_exception_list_new ();

  return allowed_new (self->recorded, none, self->authorities, self->base, self->trust);
}

TgAllowed *
tg_allowed_without_authorities (TgAllowed *self)
{
  g_autoptr (GPtrArray) none = certificates_new ();

  return allowed_new (self->recorded, self->exceptions, none, self->base, self->base);
}

/* What the thread works on. */
typedef struct {
  TgAllowed *former;
  GPtrArray *added;       /* (nullable) */
  GPtrArray *authorities; /* the former ones, and the new one */
} Update;

static void
update_free (gpointer data)
{
  Update *self = data;

  tg_allowed_unref (self->former);
  g_clear_pointer (&self->added, g_ptr_array_unref);
  g_ptr_array_unref (self->authorities);
  g_free (self);
}

/* (transfer full) (nullable) */
static GPtrArray *
read_exceptions (const Update *self, GError **error)
{
  GPtrArray *exceptions;

  if (self->former->recorded)
    return self->added == NULL || tg_exception_record_add_all (self->added, error) ? tg_exception_record_load (error) : NULL;
  exceptions = tg_exception_list_new ();
  for (guint i = 0; i < self->former->exceptions->len; i++)
    g_ptr_array_add (exceptions, tg_exception_ref (self->former->exceptions->pdata[i]));
  for (guint i = 0; self->added != NULL && i < self->added->len; i++)
    g_ptr_array_add (exceptions, tg_exception_ref (self->added->pdata[i]));
  return exceptions;
}

static gpointer
update (gpointer subject, gboolean *waits, GCancellable *cancellable, GError **error)
{
  const Update *self = subject;
  g_autoptr (TgTrust) base = self->former->base != NULL ? tg_trust_ref (self->former->base) : tg_trust_new (NULL, error);
  g_autoptr (TgTrust) authorities = NULL;
  g_autoptr (GPtrArray) exceptions = NULL;

  if (base != NULL)
    authorities = self->authorities->len > 0 ? tg_trust_with_authorities (base, self->authorities, error) : tg_trust_ref (base);
  /* Last, since what is recorded stays so. */
  if (authorities != NULL)
    exceptions = read_exceptions (self, error);
  return exceptions != NULL ? allowed_new (self->former->recorded, exceptions, self->authorities, base, authorities) : NULL;
}

void
tg_allowed_update_async (TgAllowed *self, GPtrArray *exceptions, const TgCertificate *authority, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  static const TgWork work = { update, update_free, (GDestroyNotify)tg_allowed_unref };
  Update *data = g_new0 (Update, 1);

  data->former = tg_allowed_ref (self);
  data->added = exceptions != NULL ? g_ptr_array_ref (exceptions) : NULL;
  data->authorities = certificates_new ();
  for (guint i = 0; i < self->authorities->len; i++)
    g_ptr_array_add (data->authorities, tg_certificate_read (((const TgCertificate *)self->authorities->pdata[i])->der));
  if (authority != NULL)
    g_ptr_array_add (data->authorities, tg_certificate_read (authority->der));
  tg_work_async (&work, data, NULL, callback, user_data);
}

TgAllowed *
tg_allowed_update_finish (GAsyncResult *result, GError **error)
{
  return tg_work_finish (result, error);
}
