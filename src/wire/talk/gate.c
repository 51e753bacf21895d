/* gate.c: the verdict on one connection's certificate, from GIO, from our own judge, and from pins.
 *
 * Computed after every handshake from what that connection itself holds; never from the absence of
 * a signal, and never carried over to another connection.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/talk/gate.h"

#include "cert/certificate.h"

/* What each of GIO's flags means in finding ids, best guess first.  If our judge has found one of
 * them, the flag is explained; otherwise the first is added. */
static const struct {
  GTlsCertificateFlags flag;
  const char *ids[9];
} explanations[] = {
  { G_TLS_CERTIFICATE_UNKNOWN_CA,
    { "cert-unknown-issuer", "cert-self-signed", "cert-incomplete-chain", "cert-issuer-not-ca", "cert-bad-signature", "cert-constraint",
      "cert-chain-expired", "cert-weak" } },
  { G_TLS_CERTIFICATE_BAD_IDENTITY, { "cert-name-mismatch", "cert-no-san" } },
  { G_TLS_CERTIFICATE_NOT_ACTIVATED, { "cert-not-yet-valid" } },
  { G_TLS_CERTIFICATE_EXPIRED, { "cert-expired", "cert-chain-expired" } },
  { G_TLS_CERTIFICATE_REVOKED, { "cert-revoked" } },
  { G_TLS_CERTIFICATE_INSECURE, { "cert-weak" } },
};

/* GIO's catch-all flag.  What our judge cannot see is the stapled OCSP status (RFC 6960): required
 * but missing (RFC 7633), outdated, or not from the issuer. */
static const char *const generic_ids[] = { "cert-bad-signature", "cert-constraint",    "cert-unknown-extension",
                                           "cert-wrong-purpose", "cert-issuer-not-ca", "cert-status-missing" };

/* With these, GnuTLS may have met anything on its way, which need not be the one that is told. */
static const char *const lost_ids[] = { "cert-unknown-issuer", "cert-self-signed", "cert-incomplete-chain", "cert-chain-expired" };

/* The links may form a circle: two authorities signed by each other. */
void
tg_gate_read_chain (GTlsCertificate *peer, GPtrArray *certificates)
{
  g_autoptr (GPtrArray) seen = g_ptr_array_new ();

  while (peer != NULL && seen->len < TG_CHAIN_MAX && !g_ptr_array_find (seen, peer, NULL)) {
    g_autoptr (GByteArray) bytes = NULL;

    g_ptr_array_add (seen, peer);
    g_object_get (peer, "certificate", &bytes, NULL);
    if (bytes == NULL)
      return;
    g_autoptr (GBytes) der = g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
    TgCertificate *certificate = tg_certificate_read (der);
    if (certificate == NULL)
      return;
    g_ptr_array_add (certificates, certificate);
    peer = g_tls_certificate_get_issuer (peer);
  }
}

static gboolean
has_any (GPtrArray *problems, const char *const *ids, gsize n_ids)
{
  for (gsize i = 0; i < n_ids && ids[i] != NULL; i++)
    if (tg_problems_has (problems, ids[i]))
      return TRUE;
  return FALSE;
}

/* GIO's flags on dates may come from any certificate that GnuTLS met: one that our judge's way does not need, or
 * one of its own list.  What nobody saw is not told of the server's own. */
static const char *
explain_date (GTlsCertificateFlags flag, GPtrArray *certificates, gint64 now, gboolean refused)
{
  const TgCertificate *own = certificates->len > 0 ? certificates->pdata[0] : NULL;

  if (flag == G_TLS_CERTIFICATE_EXPIRED && own != NULL && now > own->not_after)
    return "cert-expired";
  if (flag == G_TLS_CERTIFICATE_NOT_ACTIVATED && own != NULL && now < own->not_before)
    return "cert-not-yet-valid";
  if (refused)
    return NULL;
  return flag == G_TLS_CERTIFICATE_EXPIRED ? "cert-chain-expired" : "cert-not-yet-valid";
}

/* Turns the flags that our judge did not explain into problems.  @refused: our judge has reasons of its own. */
static void
explain (GTlsCertificateFlags flags, GPtrArray *certificates, gint64 now, gboolean refused, GPtrArray *problems)
{
  const GTlsCertificateFlags dates = G_TLS_CERTIFICATE_EXPIRED | G_TLS_CERTIFICATE_NOT_ACTIVATED;

  for (guint i = 0; i < G_N_ELEMENTS (explanations); i++) {
    GTlsCertificateFlags flag = flags & explanations[i].flag;
    const char *id = explanations[i].ids[0];

    if (flag == 0 || has_any (problems, explanations[i].ids, G_N_ELEMENTS (explanations[i].ids)))
      continue;
    if ((flag & dates) != 0)
      id = explain_date (flag, certificates, now, refused);
    if (id != NULL)
      tg_problems_add (problems, id);
  }

  if ((flags & G_TLS_CERTIFICATE_GENERIC_ERROR) != 0 && !has_any (problems, generic_ids, G_N_ELEMENTS (generic_ids)) &&
      !has_any (problems, lost_ids, G_N_ELEMENTS (lost_ids)))
    tg_problems_add (problems, "cert-status-missing");
}

/* The same chain without GIO's own links, because GIO's databases would follow a circle of them for
 * ever (CVE-2026-10028).  NULL if it cannot be made. (transfer full) (nullable) */
static GTlsCertificate *
straight_chain (GPtrArray *certificates)
{
  GType type = g_tls_backend_get_certificate_type (g_tls_backend_get_default ());
  g_autoptr (GTlsCertificate) chain = NULL;

  for (guint i = certificates->len; i > 0; i--) {
    GBytes *der = ((const TgCertificate *)certificates->pdata[i - 1])->der;
    g_autoptr (GByteArray) bytes = g_bytes_unref_to_array (g_bytes_ref (der));
    GTlsCertificate *next = g_initable_new (type, NULL, NULL, "certificate", bytes, "issuer", chain, NULL);

    g_clear_object (&chain);
    chain = next;
    if (chain == NULL)
      return NULL;
  }
  return g_steal_pointer (&chain);
}

static GTlsCertificateFlags
ask_database (GTlsDatabase *database, GTlsCertificate *chain, GSocketConnectable *identity)
{
  g_autoptr (GError) error = NULL;
  GTlsCertificateFlags flags = g_tls_database_verify_chain (database, chain, G_TLS_DATABASE_PURPOSE_AUTHENTICATE_SERVER, identity, NULL,
                                                            G_TLS_DATABASE_VERIFY_NONE, NULL, &error);

  return error != NULL ? G_TLS_CERTIFICATE_UNKNOWN_CA : flags;
}

/* GIO's verdict on this connection, stapled OCSP included.  Only where it does not know the issuer, its
 * databases are asked about the chain that the connection holds: GIO has linked what fits, while on the
 * connection GnuTLS also looked at what is surplus, and may have ended there.  And with --ca-file, the
 * connection uses our database, which lacks the system's authorities if they cannot be enumerated.
 * Anything else that was found on the connection stands. */
static GTlsCertificateFlags
verdict_of_gio (TgNetwork *network, GSocketConnectable *identity, const TgHandshake *handshake, GPtrArray *certificates)
{
  GTlsCertificateFlags flags = handshake->errors;
  g_autoptr (GTlsDatabase) system = NULL;
  g_autoptr (GTlsCertificate) chain = NULL;

  if (handshake->peer == NULL)
    return G_TLS_CERTIFICATE_GENERIC_ERROR;
  if ((flags & G_TLS_CERTIFICATE_UNKNOWN_CA) == 0)
    return flags;
  chain = straight_chain (certificates);
  system = g_tls_backend_get_default_database (g_tls_backend_get_default ());
  GTlsDatabase *databases[] = { tg_trust_database (network->trust), system };
  for (guint i = 0; chain != NULL && i < G_N_ELEMENTS (databases); i++) {
    GTlsCertificateFlags again = databases[i] != NULL ? ask_database (databases[i], chain, identity) : G_TLS_CERTIFICATE_UNKNOWN_CA;

    if ((again & G_TLS_CERTIFICATE_UNKNOWN_CA) == 0)
      return (flags & ~G_TLS_CERTIFICATE_UNKNOWN_CA) | again;
  }
  return flags;
}

static gboolean
open_by_pin (TgNetwork *network, const TgServer *server, gint64 now, GPtrArray *certificates, TgTlsFacts *facts)
{
  const TgException *pin = tg_trust_find_exception (network->trust, server->ascii_host, server->port);
  const TgCertificate *own = certificates->len > 0 ? certificates->pdata[0] : NULL;

  if (pin == NULL || own == NULL)
    return FALSE;
  if (g_ascii_strcasecmp (pin->sha256, own->sha256) != 0) {
    tg_problems_add (facts->problems, "cert-changed");
    return FALSE;
  }
  if (tg_exception_is_over (pin, now) || tg_problems_has (facts->problems, "cert-revoked"))
    return FALSE;
  tg_problems_add (facts->problems, "cert-pinned");
  facts->pinned = TRUE;
  facts->pin_until = pin->until;
  return TRUE;
}

/* Key exchange with the certificate's own RSA key (RFC 9325 section 4.1): no forward secrecy. */
static gboolean
is_weak_cipher (const char *cipher)
{
  return cipher != NULL && g_str_has_prefix (cipher, "TLS_RSA_");
}

TgHandshake
tg_gate_handshake (GTlsConnection *connection)
{
  return (TgHandshake){ g_tls_connection_get_peer_certificate (connection), g_tls_connection_get_peer_certificate_errors (connection),
                        g_tls_connection_get_protocol_version (connection) };
}

gboolean
tg_gate_open (TgNetwork *network, const TgServer *server, GSocketConnectable *identity, const TgHandshake *handshake,
              GPtrArray *certificates, TgTlsFacts *facts)
{
  GTlsProtocolVersion version = handshake->version;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  if (is_weak_cipher (facts->cipher))
    tg_problems_add (facts->problems, "tls-weak");

  g_clear_pointer (&facts->authority, tg_certificate_free);
  gboolean ours = tg_trust_judge_to_the_top (network->trust, certificates, server->ascii_host, now, facts->problems, &facts->authority);
  GTlsCertificateFlags theirs = verdict_of_gio (network, identity, handshake, certificates);
  explain (theirs, certificates, now, !ours, facts->problems);

  facts->trusted = (ours && theirs == 0) || open_by_pin (network, server, now, certificates, facts);
  /* RFC 8997.  A version newer than GIO can name would count as unknown, and unknown is not enough. */
  if (version != G_TLS_PROTOCOL_VERSION_TLS_1_2 && version != G_TLS_PROTOCOL_VERSION_TLS_1_3) {
    tg_problems_add (facts->problems, "tls-too-old");
    facts->trusted = FALSE;
  }
  return facts->trusted;
}
