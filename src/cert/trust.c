/* trust.c: the authorities that this computer trusts (the same list as GIO's default database),
 * those of --ca-file, and the certificates allowed on one host and port.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cert/trust.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "cert/trust-store.h"
#include "cert/x509-auto.h"

#define CA_FILE_MAX (8 * 1024 * 1024)

/* @database: (nullable).  @database_fd: the file behind it, which GIO reads again for every connection; -1
 * if there is none. */
typedef struct {
  gnutls_x509_trust_list_t list;
  GMutex lock;
  GPtrArray *authorities; /* (nullable): copies of all in the list, once wanted */
  char *ca_file;          /* (nullable) */
  gboolean alone;         /* without the system's authorities */
  GTlsDatabase *database;
  int database_fd;
} Store;

struct _TgTrust {
  Store *store;
  GPtrArray *exceptions; /* of TgException* */
};

/* A computer without any authority is not an error: nothing is trusted then. */
static Store *
store_new (const char *ca_file, gboolean alone)
{
  Store *self = g_atomic_rc_box_new0 (Store);

  g_mutex_init (&self->lock);
  self->ca_file = g_strdup (ca_file);
  self->alone = alone;
  self->database_fd = -1;
  if (gnutls_x509_trust_list_init (&self->list, 0) < 0)
    g_error ("out of memory");
  if (!alone)
    gnutls_x509_trust_list_add_system_trust (self->list, 0, 0);
  return self;
}

static void
store_clear (gpointer data)
{
  Store *self = data;

  g_clear_pointer (&self->authorities, g_ptr_array_unref);
  gnutls_x509_trust_list_deinit (self->list, 1);
  g_mutex_clear (&self->lock);
  g_free (self->ca_file);
  g_clear_object (&self->database);
  if (self->database_fd >= 0)
    close (self->database_fd);
}

static void
store_unref (Store *self)
{
  g_atomic_rc_box_release_full (self, store_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Store, store_unref)

/* Loaded once, and never freed. */
static Store *
system_store (void)
{
  static Store *store;

  if (g_once_init_enter (&store))
    g_once_init_leave (&store, store_new (NULL, FALSE));
  return g_atomic_rc_box_acquire (store);
}

static void
free_authority (gpointer authority)
{
  gnutls_x509_crt_deinit (authority);
}

/* If the system keeps its authorities in a PKCS #11 module, they may not be enumerable, and only those of
 * the file are here. */
static GPtrArray *
authorities_in (Store *self)
{
  gnutls_x509_trust_list_iter_t position = NULL;
  gnutls_x509_crt_t authority;

  if (self->authorities != NULL)
    return self->authorities;
  self->authorities = g_ptr_array_new_with_free_func (free_authority);
  while (gnutls_x509_trust_list_iter_get_ca (self->list, &position, &authority) >= 0)
    g_ptr_array_add (self->authorities, authority);
  gnutls_x509_trust_list_iter_deinit (position);
  return self->authorities;
}

static GByteArray *
write_authorities (Store *self)
{
  GPtrArray *authorities = authorities_in (self);
  GByteArray *pem = g_byte_array_new ();

  for (guint i = 0; i < authorities->len; i++) {
    g_auto (gnutls_datum_t) text = { NULL, 0 };

    if (gnutls_x509_crt_export2 (authorities->pdata[i], GNUTLS_X509_FMT_PEM, &text) >= 0)
      g_byte_array_append (pem, text.data, text.size);
  }
  return pem;
}

static gboolean
write_all (int fd, const GByteArray *bytes)
{
  for (gsize done = 0; done < bytes->len;) {
    gssize n = write (fd, bytes->data + done, bytes->len - done);

    if (n < 0 && errno != EINTR)
      return FALSE;
    done += (gsize)MAX (n, 0);
  }
  return TRUE;
}

/* GIO reads authorities from files only, so this hands it a memory file that never reaches the
 * disk. */
static gboolean
make_database (Store *self, GError **error)
{
  g_autoptr (GByteArray) pem = write_authorities (self);
  g_autofree char *path = NULL;

  self->database_fd = memfd_create ("tegami-authorities", MFD_CLOEXEC);
  if (self->database_fd < 0 || !write_all (self->database_fd, pem)) {
    g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));
    return FALSE;
  }
  path = g_strdup_printf ("/proc/self/fd/%d", self->database_fd);
  self->database = g_tls_file_database_new (path, error);
  return self->database != NULL;
}

static gboolean
add_ca_file (Store *self, GError **error)
{
  g_autofree char *pem = NULL;
  gsize length;
  gnutls_datum_t datum;

  if (!g_file_get_contents (self->ca_file, &pem, &length, error))
    return FALSE;
  datum = (gnutls_datum_t){ (unsigned char *)pem, (unsigned int)MIN (length, CA_FILE_MAX) };
  if (length > CA_FILE_MAX || gnutls_x509_trust_list_add_trust_mem (self->list, &datum, NULL, GNUTLS_X509_FMT_PEM, 0, 0) <= 0) {
    /* TRANSLATORS: %s is a file name */
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("There is no certificate in %s."), self->ca_file);
    return FALSE;
  }
  return TRUE;
}

static void
add_authority (Store *self, const TgCertificate *authority)
{
  gsize length;
  const guchar *bytes = g_bytes_get_data (authority->der, &length);
  const gnutls_datum_t datum = { (unsigned char *)bytes, (unsigned int)length };

  gnutls_x509_trust_list_add_trust_mem (self->list, &datum, NULL, GNUTLS_X509_FMT_DER, 0, 0);
}

/* Takes @store over. */
static TgTrust *
trust_new (Store *store)
{
  TgTrust *self = g_atomic_rc_box_new0 (TgTrust);

  self->store = store;
  self->exceptions = tg_exception_list_new ();
  return self;
}

static TgTrust *
load (const char *ca_file, gboolean alone, GPtrArray *authorities, GError **error)
{
  g_autoptr (Store) store = store_new (ca_file, alone);

  if (ca_file != NULL && !add_ca_file (store, error))
    return NULL;
  for (guint i = 0; authorities != NULL && i < authorities->len; i++)
    add_authority (store, authorities->pdata[i]);
  return make_database (store, error) ? trust_new (g_steal_pointer (&store)) : NULL;
}

TgTrust *
tg_trust_new (const char *ca_file, GError **error)
{
  return ca_file != NULL ? load (ca_file, FALSE, NULL, error) : trust_new (system_store ());
}

TgTrust *
tg_trust_new_alone (const char *ca_file, GError **error)
{
  g_return_val_if_fail (ca_file != NULL, NULL);

  return load (ca_file, TRUE, NULL, error);
}

TgTrust *
tg_trust_with_authorities (TgTrust *self, GPtrArray *authorities, GError **error)
{
  return load (self->store->ca_file, self->store->alone, authorities, error);
}

TgTrust *
tg_trust_with_exceptions (TgTrust *self, GPtrArray *exceptions, gint64 now)
{
  TgTrust *with = trust_new (g_atomic_rc_box_acquire (self->store));

  for (guint i = exceptions->len; i > 0; i--)
    if (!tg_exception_is_over (exceptions->pdata[i - 1], now))
      g_ptr_array_add (with->exceptions, tg_exception_ref (exceptions->pdata[i - 1]));
  return with;
}

TgTrust *
tg_trust_ref (TgTrust *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
trust_clear (gpointer data)
{
  TgTrust *self = data;

  store_unref (self->store);
  g_ptr_array_unref (self->exceptions);
}

void
tg_trust_unref (TgTrust *self)
{
  g_atomic_rc_box_release_full (self, trust_clear);
}

gnutls_x509_trust_list_t
tg_trust_lock_list (TgTrust *self)
{
  g_mutex_lock (&self->store->lock);
  return self->store->list;
}

void
tg_trust_unlock_list (TgTrust *self)
{
  g_mutex_unlock (&self->store->lock);
}

GPtrArray *
tg_trust_authorities (TgTrust *self)
{
  return authorities_in (self->store);
}

const TgException *
tg_trust_find_exception (TgTrust *self, const char *ascii_host, guint16 port)
{
  return tg_exception_list_find (self->exceptions, ascii_host, port, NULL);
}

GTlsDatabase *
tg_trust_database (TgTrust *self)
{
  return self->store->database;
}
