/* issuer.c: extends a chain from its open end, one certificate at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "probe/issuer.h"

#include <string.h>

#include "cert/certificate.h"
#include "model/source.h"
#include "wire/ask/dns-names.h"
#include "wire/ask/http.h"
#include "wire/public-address.h"
#include "wire/resolve.h"

#define URL_CHARACTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$&'()*+,;=%"

typedef struct {
  TgNetwork *network;
  char *ascii_host; /* the mail server's */
  char *ip;         /* (nullable): the address at which it was reached */
  GPtrArray *chain; /* of TgCertificate*: copies of those sent, then those fetched */
  TgCertificate *open_end;
  guint hops;
  GCancellable *stop; /* ends with the caller's cancellation or our own time limit */
  GCancellable *cancellable;
  gulong cancel_handler;
  GSource *limit;
  char *host;
  TgIssuerProof *proof;
} Fetch;

static void
fetch_free (gpointer data)
{
  Fetch *self = data;

  tg_source_end (self->limit);
  g_cancellable_disconnect (self->cancellable, self->cancel_handler);
  g_clear_object (&self->cancellable);
  g_object_unref (self->stop);
  tg_network_unref (self->network);
  g_ptr_array_unref (self->chain);
  g_clear_pointer (&self->proof, tg_issuer_proof_free);
  g_free (self->ascii_host);
  g_free (self->ip);
  g_free (self->host);
  g_free (self);
}

/* If a chain ends without a known authority: the certificate whose issuer was not sent. */
static TgCertificate *
find_open_end (GPtrArray *chain)
{
  for (guint i = 0; i < chain->len; i++) {
    TgCertificate *one = chain->pdata[i];

    if (!one->self_issued &&
        (tg_problems_has (one->problems, "cert-incomplete-chain") || tg_problems_has (one->problems, "cert-unknown-issuer")))
      return one;
  }
  return NULL;
}

/* The host is shown to the person before it is asked, so nothing may be hidden in it. */
static gboolean
is_plain_host (const char *host)
{
  g_autofree char *name = tg_dns_plain_name (host);

  return name != NULL || g_hostname_is_ip_address (host);
}

/* Accepts only the plain address of a web page: no password in it, and no port of another service. */
static GUri *
parse_address (const char *url)
{
  g_autoptr (GUri) uri = NULL;
  int port;

  if (url == NULL || strspn (url, URL_CHARACTERS) != strlen (url) || !tg_http_url_is_good (url))
    return NULL;
  uri = g_uri_parse (url, G_URI_FLAGS_ENCODED | G_URI_FLAGS_SCHEME_NORMALIZE, NULL);
  port = uri != NULL ? g_uri_get_port (uri) : 0;
  if (uri == NULL || g_uri_get_userinfo (uri) != NULL || !is_plain_host (g_uri_get_host (uri)) ||
      (port > 0 && port < 1024 && port != 80 && port != 443))
    return NULL;
  return g_steal_pointer (&uri);
}

char *
tg_issuer_host (const TgEvidence *evidence)
{
  const TgCertificate *open_end = find_open_end (evidence->certificates);
  g_autoptr (GUri) uri = open_end != NULL ? parse_address (open_end->issuer_url) : NULL;

  return uri != NULL ? g_strdup (g_uri_get_host (uri)) : NULL;
}

static void
finish (GTask *task, TgIssuerOutcome outcome)
{
  Fetch *self = g_task_get_task_data (task);

  self->proof->outcome = outcome;
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, g_steal_pointer (&self->proof), (GDestroyNotify)tg_issuer_proof_free);
}

/* Problems that a certificate can have by itself; all others belong to the chain. */
static gboolean
is_about_chain (const char *id)
{
  static const char *const own[] = { "cert-name-mismatch", "cert-no-san", "cert-expired", "cert-not-yet-valid", "cert-expires-soon",
                                     "cert-weak",          NULL };

  return !g_strv_contains (own, id);
}

static gboolean
chain_holds (Fetch *self)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new ();

  tg_trust_judge (self->network->trust, self->chain, self->ascii_host, g_get_real_time () / G_USEC_PER_SEC, problems);
  for (guint i = 0; i < problems->len; i++)
    if (is_about_chain (problems->pdata[i]))
      return FALSE;
  return TRUE;
}

static gboolean
is_in_chain (Fetch *self, const TgCertificate *certificate)
{
  for (guint i = 0; i < self->chain->len; i++)
    if (strcmp (((TgCertificate *)self->chain->pdata[i])->sha256, certificate->sha256) == 0)
      return TRUE;
  return FALSE;
}

/* Adds the certificate with the issuer's name to the chain; judging its signature is the judge's
 * task. */
static TgCertificate *
take_issuer (Fetch *self, GPtrArray *came)
{
  TgCertificate *issuer = NULL;

  for (guint i = 0; i < came->len; i++) {
    TgCertificate *one = came->pdata[i];
    TgCertificate *copy;

    if (strcmp (one->subject, self->open_end->issuer) != 0 || is_in_chain (self, one))
      continue;
    copy = tg_certificate_read (one->der);
    g_ptr_array_add (self->chain, copy);
    g_ptr_array_add (self->proof->fetched, g_strdup (copy->subject));
    if (issuer == NULL)
      issuer = copy;
  }
  return issuer;
}

static void ask (GTask *task);

static void
fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *self = g_task_get_task_data (task);
  g_autoptr (TgHttpReply) reply = tg_http_get_finish (result, NULL);
  g_autoptr (GPtrArray) came = NULL;
  TgCertificate *issuer;

  if (reply == NULL || reply->fault != TG_FAULT_NONE || reply->status != 200) {
    finish (task, TG_ISSUER_NOT_ANSWERED);
    return;
  }
  came = tg_certificates_read (reply->body);
  issuer = take_issuer (self, came);
  if (issuer == NULL) {
    finish (task, TG_ISSUER_UNRELATED);
  } else if (chain_holds (self)) {
    finish (task, TG_ISSUER_PROVEN);
  } else if (issuer->self_issued || ++self->hops == TG_ISSUER_HOPS) {
    finish (task, TG_ISSUER_UNKNOWN);
  } else {
    self->open_end = issuer;
    ask (task);
  }
}

/* One address that must not be asked disqualifies the name: otherwise retrying would reach that
 * address sooner or later. */
static gboolean
may_ask (Fetch *self, GPtrArray *addresses)
{
  for (guint i = 0; i < addresses->len; i++) {
    GInetAddress *address = g_inet_socket_address_get_address (addresses->pdata[i]);
    g_autofree char *ip = g_inet_address_to_string (address);

    if (!tg_address_is_public (address) && g_strcmp0 (ip, self->ip) != 0)
      return FALSE;
  }
  return TRUE;
}

/* A network in which the host has this address only, so that the name is not looked up again. */
static TgNetwork *
network_to (const char *host, GInetSocketAddress *address)
{
  TgNetwork *network = tg_network_new ();
  GPtrArray *ips = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (ips, g_inet_address_to_string (g_inet_socket_address_get_address (address)));
  g_hash_table_insert (network->overrides, g_strdup (host), ips);
  return network;
}

static void
resolved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *self = g_task_get_task_data (task);
  TgFault fault;
  g_autoptr (GPtrArray) addresses = tg_resolve_finish (result, &fault, NULL);
  g_autoptr (TgNetwork) network = NULL;

  if (addresses == NULL || addresses->len == 0) {
    finish (task, TG_ISSUER_NOT_ANSWERED);
    return;
  }
  if (!may_ask (self, addresses)) {
    finish (task, TG_ISSUER_REFUSED);
    return;
  }
  network = network_to (self->host, addresses->pdata[0]);
  g_ptr_array_add (self->proof->contacted, g_strdup (self->host));
  tg_http_get_async (network, self->open_end->issuer_url, TG_ISSUER_TIME_MS, self->stop, fetched, g_object_ref (task));
}

static void
ask (GTask *task)
{
  Fetch *self = g_task_get_task_data (task);
  g_autoptr (GUri) uri = parse_address (self->open_end->issuer_url);
  g_autofree char *ascii_host = uri != NULL ? g_ascii_strdown (g_uri_get_host (uri), -1) : NULL;

  if (uri == NULL) {
    finish (task, self->hops == 0 ? TG_ISSUER_NO_ADDRESS : TG_ISSUER_UNKNOWN);
    return;
  }
  g_free (self->host);
  self->host = g_strdup (g_uri_get_host (uri));
  tg_resolve_async (self->network, ascii_host, 80, self->stop, resolved, g_object_ref (task));
}

static void
trust_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (tg_network_prepare_finish (self->network, result, &error))
    ask (task);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static gboolean
time_is_up (gpointer stop)
{
  g_cancellable_cancel (stop);
  return G_SOURCE_REMOVE;
}

static void
pass_on (GCancellable *cancellable, gpointer stop)
{
  g_cancellable_cancel (stop);
}

static Fetch *
fetch_new (TgNetwork *network, const TgEvidence *evidence, GCancellable *cancellable)
{
  Fetch *self = g_new0 (Fetch, 1);

  self->network = tg_network_ref (network);
  self->ascii_host = g_strdup (evidence->server->ascii_host);
  self->ip = g_strdup (tg_evidence_connected_ip (evidence));
  self->chain = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_certificate_free);
  self->proof = tg_issuer_proof_new ();
  self->stop = g_cancellable_new ();
  self->limit = g_timeout_source_new (tg_network_patient_ms (TG_ISSUER_TIME_MS));
  if (cancellable != NULL) {
    self->cancellable = g_object_ref (cancellable);
    self->cancel_handler = g_cancellable_connect (cancellable, G_CALLBACK (pass_on), g_object_ref (self->stop), g_object_unref);
  }
  return self;
}

/* A copy of the open end. */
static TgCertificate *
copy_chain (Fetch *self, const TgEvidence *evidence)
{
  const TgCertificate *open_end = find_open_end (evidence->certificates);
  TgCertificate *end = NULL;

  for (guint i = 0; i < evidence->certificates->len; i++) {
    const TgCertificate *one = evidence->certificates->pdata[i];
    TgCertificate *copy = tg_certificate_read (one->der);

    g_ptr_array_add (self->chain, copy);
    if (one == open_end)
      end = copy;
  }
  return end;
}

void
tg_issuer_fetch_async (TgNetwork *network, const TgEvidence *evidence, GCancellable *cancellable, GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Fetch *self = fetch_new (network, evidence, cancellable);

  g_task_set_source_tag (task, tg_issuer_fetch_async);
  g_task_set_task_data (task, self, fetch_free);
  g_source_set_callback (self->limit, time_is_up, self->stop, NULL);
  g_source_attach (self->limit, g_task_get_context (task));
  self->open_end = copy_chain (self, evidence);
  if (self->open_end == NULL)
    finish (task, TG_ISSUER_NO_ADDRESS);
  else
    tg_network_prepare_async (self->network, trust_ready, g_object_ref (task));
}

TgIssuerProof *
tg_issuer_fetch_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
