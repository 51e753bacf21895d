/* test-cert-cast.c: a cast of certificates from which chains with several readings are made.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "test-cert-cast.h"

#include <glib/gstdio.h>
#include <string.h>

#include "cert/certificate.h"

#define HOST "mail.example.jp"
#define PAST (TEST_NOW - TEST_DAY)

static const char *const own[] = { HOST, NULL };

/* Everybody who takes part, issuers first.  @like: has the name and the key of that one. */
static const struct {
  const char *id;
  const char *issuer; /* NULL: itself */
  const char *like;
  TestCertSpec spec;
} cast[] = {
  /* Roots.  "new" is the successor of "old"; "earlier" is an edition of "new" that has run out. */
  { "new", NULL, NULL, { "New Root", .ca = TRUE } },
  { "old", NULL, NULL, { "Old Root", .ca = TRUE, .not_after = PAST } },
  { "prior", NULL, NULL, { "Prior Root", .ca = TRUE } },
  { "earlier", NULL, "new", { "New Root", .ca = TRUE, .not_after = PAST } },
  { "namesake", NULL, NULL, { "New Root", .ca = TRUE } },
  { "stray", NULL, NULL, { "Stray Root", .ca = TRUE } },
  { "stray-expired", NULL, NULL, { "Stray Root 2", .ca = TRUE, .not_after = PAST } },
  /* "new" as others vouched for it while it was young. */
  { "cross", "old", "new", { "New Root", .ca = TRUE } },
  { "cross-expired", "old", "new", { "New Root", .ca = TRUE, .not_after = PAST } },
  { "cross-prior", "prior", "new", { "New Root", .ca = TRUE } },
  { "bridge", "old", NULL, { "Bridge", .ca = TRUE } },
  { "cross-bridge", "bridge", "new", { "New Root", .ca = TRUE } },
  /* Intermediates: one name and key each, in several editions. */
  { "mid", "new", NULL, { "Mid", .ca = TRUE } },
  { "mid-expired", "new", "mid", { "Mid", .ca = TRUE, .not_after = PAST } },
  { "mid-future", "new", "mid", { "Mid", .ca = TRUE, .not_before = TEST_NOW + TEST_DAY } },
  { "mid-old", "old", "mid", { "Mid", .ca = TRUE } },
  { "mid-old-expired", "old", "mid", { "Mid", .ca = TRUE, .not_after = PAST } },
  { "mid-sha1", "new", "mid", { "Mid", .ca = TRUE, .hash = GNUTLS_DIG_SHA1 } },
  { "mid-broken", "new", "mid", { "Mid", .ca = TRUE, .broken_signature = TRUE } },
  { "mid-clients", "new", "mid", { "Mid", .ca = TRUE, .purpose = GNUTLS_KP_TLS_WWW_CLIENT } },
  { "mid-no-ca", "new", "mid", { "Mid" } },
  { "mid-stray", "stray", "mid", { "Mid", .ca = TRUE } },
  { "low", "mid", NULL, { "Low", .ca = TRUE } },
  { "tight", "new", NULL, { "Tight", .ca = TRUE, .path_length = 1 } },
  { "wide", "new", "tight", { "Tight", .ca = TRUE } },
  { "below", "tight", NULL, { "Below", .ca = TRUE } },
  { "limited", "new", NULL, { "Limited", .ca = TRUE, .permitted_dns = "example.com" } },
  { "limited-here", "new", "limited", { "Limited", .ca = TRUE, .permitted_dns = "example.jp" } },
  /* Two authorities that vouch for each other. */
  { "circle-b", "new", NULL, { "Circle B", .ca = TRUE } },
  { "circle-a", "circle-b", NULL, { "Circle A", .ca = TRUE } },
  { "circle-b2", "circle-a", "circle-b", { "Circle B", .ca = TRUE } },
  /* Servers. */
  { "leaf", "mid", NULL, { "leaf", own } },
  { "leaf-expired", "mid", NULL, { "leaf", own, .not_after = PAST } },
  { "leaf-soon", "mid", NULL, { "leaf", own, .not_after = TEST_NOW + 9 * TEST_DAY } },
  { "leaf-root", "new", NULL, { "leaf", own } },
  { "leaf-low", "low", NULL, { "leaf", own } },
  { "leaf-below", "below", NULL, { "leaf", own } },
  { "leaf-limited", "limited", NULL, { "leaf", own } },
  { "leaf-circle", "circle-a", NULL, { "leaf", own } },
  { "leaf-self", NULL, NULL, { "leaf", own } },
};

static TestCert *made[G_N_ELEMENTS (cast)];

static guint
find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (cast); i++)
    if (strcmp (cast[i].id, id) == 0)
      return i;
  g_error ("nobody is called %s", id);
}

static time_t
test_time (time_t *result)
{
  if (result != NULL)
    *result = TEST_NOW;
  return TEST_NOW;
}

void
cast_make (void)
{
  gnutls_global_set_time_function (test_time);
  for (guint i = 0; i < G_N_ELEMENTS (cast); i++) {
    TestCertSpec spec = cast[i].spec;

    if (cast[i].like != NULL)
      spec.key_of = made[find (cast[i].like)];
    made[i] = test_cert_new (&spec, cast[i].issuer != NULL ? made[find (cast[i].issuer)] : NULL);
  }
}

void
cast_free (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cast); i++)
    test_cert_free (made[i]);
}

guint
cast_size (void)
{
  return G_N_ELEMENTS (cast);
}

gboolean
cast_is_server (guint index)
{
  return cast[index].spec.dns != NULL;
}

CastGroup
cast_group_of (const guint *indices, guint n)
{
  CastGroup self = { .n = n };

  for (guint i = 0; i < n; i++)
    self.certs[i] = made[indices[i]];
  return self;
}

CastGroup
cast_group (const char *ids)
{
  g_auto (GStrv) words = g_strsplit (ids, " ", -1);
  CastGroup self = { .n = 0 };

  for (char **word = words; *word != NULL; word++) {
    g_assert_cmpuint (self.n, <, CAST_MAX);
    self.certs[self.n++] = made[find (*word)];
  }
  return self;
}

gboolean
cast_gnutls_trusts (const CastGroup *store, const CastGroup *sent)
{
  gnutls_typed_vdata_st wanted[] = {
    { .type = GNUTLS_DT_DNS_HOSTNAME, .data = (unsigned char *)HOST },
    { .type = GNUTLS_DT_KEY_PURPOSE_OID, .data = (unsigned char *)GNUTLS_KP_TLS_WWW_SERVER },
  };
  gnutls_x509_trust_list_t list;
  gnutls_x509_crt_t crts[CAST_MAX], authorities[CAST_MAX];
  unsigned int status = 0;
  int result;

  g_assert_cmpint (gnutls_x509_trust_list_init (&list, 0), >=, 0);
  for (guint i = 0; i < store->n; i++)
    authorities[i] = store->certs[i]->crt;
  g_assert_cmpint (gnutls_x509_trust_list_add_cas (list, authorities, store->n, 0), ==, store->n);
  for (guint i = 0; i < sent->n; i++)
    crts[i] = sent->certs[i]->crt;
  result =
      gnutls_x509_trust_list_verify_crt2 (list, crts, sent->n, wanted, 2, GNUTLS_PROFILE_TO_VFLAGS (GNUTLS_PROFILE_LOW), &status, NULL);
  gnutls_x509_trust_list_deinit (list, 0);
  return result >= 0 && status == 0;
}

char *
cast_ids (const CastGroup *group)
{
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < group->n; i++)
    for (guint k = 0; k < G_N_ELEMENTS (cast); k++)
      if (made[k] == group->certs[i])
        g_string_append_printf (ids, "%s%s", i > 0 ? " " : "", cast[k].id);
  return g_string_free (g_steal_pointer (&ids), FALSE);
}

char *
cast_write (const CastGroup *group)
{
  return test_cert_write (group->certs, group->n);
}

TgTrust *
cast_trust (const CastGroup *store)
{
  g_autofree char *path = cast_write (store);
  g_autoptr (GError) error = NULL;
  TgTrust *trust = tg_trust_new (path, &error);

  g_assert_no_error (error);
  g_unlink (path);
  return trust;
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *)a, *(const char *const *)b);
}

static void
append_ids (GString *all, const char *place, GPtrArray *ids)
{
  g_ptr_array_sort (ids, compare_ids);
  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (all, "%s%s%s", all->len > 0 ? " " : "", place, (const char *)ids->pdata[i]);
}

static gboolean
is_on_any (GPtrArray *chain, const char *id)
{
  for (guint i = 0; i < chain->len; i++)
    if (tg_problems_has (((const TgCertificate *)chain->pdata[i])->problems, id))
      return TRUE;
  return FALSE;
}

gboolean
cast_judge (TgTrust *trust, const CastGroup *sent, char **places)
{
  g_autoptr (GPtrArray) chain = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_certificate_free);
  g_autoptr (GPtrArray) problems = g_ptr_array_new ();
  g_autoptr (GString) all = g_string_new (NULL);
  gboolean trusted;

  for (guint i = 0; i < sent->n; i++)
    g_ptr_array_add (chain, tg_certificate_read (sent->certs[i]->der));
  trusted = tg_trust_judge (trust, chain, HOST, TEST_NOW, problems);
  for (guint i = 0; i < problems->len; i++)
    if (!is_on_any (chain, problems->pdata[i]))
      g_string_append_printf (all, "%s[-] %s", all->len > 0 ? " " : "", (const char *)problems->pdata[i]);
  for (guint i = 0; i < chain->len; i++) {
    TgCertificate *one = chain->pdata[i];
    g_autofree char *place = g_strdup_printf ("[%u] ", i);

    append_ids (all, place, one->problems);
    /* Nothing is called expired whose date lies ahead. */
    if (tg_problems_has (one->problems, "cert-expired") || tg_problems_has (one->problems, "cert-chain-expired"))
      g_assert_cmpint (one->not_after, <, TEST_NOW);
  }
  /* A refusal without a reason could not be explained. */
  g_assert_true (trusted || problems->len > 0);
  *places = g_string_free (g_steal_pointer (&all), FALSE);
  return trusted;
}
