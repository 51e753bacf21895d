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

typedef struct {
  gnutls_x509_trust_list_t list;
  GMutex lock;
} Store;

struct _TgTrust {
  gatomicrefcount refs;
  Store *store; /* the system's own is shared and never freed */
  gboolean owns_store;
  GTlsDatabase *database; /* (nullable) */
  int database_fd;        /* the file behind it, which GIO reads again for every connection; -1 if there is none */
  GPtrArray *exceptions;  /* of TgException* */
};

/* A computer without any authority is not an error: nothing is trusted then. */
static Store *
store_new (void)
{
  Store *self = g_new0 (Store, 1);

  g_mutex_init (&self->lock);
  if (gnutls_x509_trust_list_init (&self->list, 0) < 0)
    g_error ("out of memory");
  gnutls_x509_trust_list_add_system_trust (self->list, 0, 0);
  return self;
}

static void
store_free (Store *self)
{
  gnutls_x509_trust_list_deinit (self->list, 1);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static Store *
system_store (void)
{
  static Store *store;

  if (g_once_init_enter (&store))
    g_once_init_leave (&store, store_new ());
  return store;
}

/* All authorities in the list, one after the other.  If the system keeps its own in a PKCS #11
 * module, they cannot be enumerated, and only those of the file are here. */
static GByteArray *
list_authorities (gnutls_x509_trust_list_t list)
{
  GByteArray *pem = g_byte_array_new ();
  gnutls_x509_trust_list_iter_t position = NULL;

  while (TRUE) {
    g_auto (gnutls_x509_crt_t) authority = NULL;
    g_auto (gnutls_datum_t) text = { NULL, 0 };

    if (gnutls_x509_trust_list_iter_get_ca (list, &position, &authority) < 0)
      break;
    if (gnutls_x509_crt_export2 (authority, GNUTLS_X509_FMT_PEM, &text) >= 0)
      g_byte_array_append (pem, text.data, text.size);
  }
  gnutls_x509_trust_list_iter_deinit (position);
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
make_database (TgTrust *self, GError **error)
{
  g_autoptr (GByteArray) pem = list_authorities (self->store->list);
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
add_ca_file (TgTrust *self, const char *ca_file, GError **error)
{
  g_autofree char *pem = NULL;
  gsize length;
  gnutls_datum_t datum;

  if (!g_file_get_contents (ca_file, &pem, &length, error))
    return FALSE;
  datum = (gnutls_datum_t){ (unsigned char *)pem, (unsigned int)MIN (length, CA_FILE_MAX) };
  if (length > CA_FILE_MAX || gnutls_x509_trust_list_add_trust_mem (self->store->list, &datum, NULL, GNUTLS_X509_FMT_PEM, 0, 0) <= 0) {
    /* TRANSLATORS: %s is a file name */
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("There is no certificate in %s."), ca_file);
    return FALSE;
  }
  return make_database (self, error);
}

TgTrust *
tg_trust_new (const char *ca_file, GError **error)
{
  g_autoptr (TgTrust) self = g_new0 (TgTrust, 1);

  g_atomic_ref_count_init (&self->refs);
  self->exceptions = tg_exception_list_new ();
  self->database_fd = -1;
  self->owns_store = ca_file != NULL;
  self->store = ca_file != NULL ? store_new () : system_store ();
  if (ca_file != NULL && !add_ca_file (self, ca_file, error))
    return NULL;
  return g_steal_pointer (&self);
}

TgTrust *
tg_trust_ref (TgTrust *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
tg_trust_unref (TgTrust *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;
  if (self->owns_store)
    store_free (self->store);
  g_clear_object (&self->database);
  if (self->database_fd >= 0)
    close (self->database_fd);
  g_ptr_array_unref (self->exceptions);
  g_free (self);
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

void
tg_trust_add_exception (TgTrust *self, const TgException *exception)
{
  guint former;

  if (tg_exception_list_find (self->exceptions, exception->host, exception->port, &former) != NULL)
    g_ptr_array_remove_index (self->exceptions, former);
  g_ptr_array_add (self->exceptions, tg_exception_ref (exception));
}

void
tg_trust_add_exceptions (TgTrust *self, GPtrArray *exceptions, gint64 now)
{
  for (guint i = 0; i < exceptions->len; i++)
    if (!tg_exception_is_over (exceptions->pdata[i], now))
      tg_trust_add_exception (self, exceptions->pdata[i]);
}

const TgException *
tg_trust_find_exception (TgTrust *self, const char *ascii_host, guint16 port)
{
  return tg_exception_list_find (self->exceptions, ascii_host, port, NULL);
}

GTlsDatabase *
tg_trust_database (TgTrust *self)
{
  return self->database;
}
