/* links.c: a table of what was asked.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cert/links.h"

typedef enum { UNKNOWN, NO, YES } Known;

struct _TgLinks {
  const TgSentChain *sent;
  GPtrArray *authorities;
  guint8 names[TG_CHAIN_MAX][TG_CHAIN_MAX];   /* Known */
  guint8 by_sent[TG_CHAIN_MAX][TG_CHAIN_MAX]; /* Known */
  GPtrArray *issuers[TG_CHAIN_MAX];           /* (nullable): authorities by name, once asked */
  GByteArray *by_authority[TG_CHAIN_MAX];     /* Known, for each of them */
};

TgLinks *
tg_links_new (const TgSentChain *sent, GPtrArray *authorities)
{
  TgLinks *self = g_new0 (TgLinks, 1);

  self->sent = sent;
  self->authorities = authorities;
  return self;
}

void
tg_links_free (TgLinks *self)
{
  for (guint i = 0; i < TG_CHAIN_MAX; i++) {
    g_clear_pointer (&self->issuers[i], g_ptr_array_unref);
    g_clear_pointer (&self->by_authority[i], g_byte_array_unref);
  }
  g_free (self);
}

GPtrArray *
tg_links_authorities (TgLinks *self, guint index)
{
  static const guint8 unknown = UNKNOWN;

  if (self->issuers[index] != NULL)
    return self->issuers[index];
  self->issuers[index] = g_ptr_array_new ();
  self->by_authority[index] = g_byte_array_new ();
  for (guint i = 0; i < self->authorities->len; i++)
    if (gnutls_x509_crt_check_issuer (self->sent->crts[index], self->authorities->pdata[i]) > 0) {
      g_ptr_array_add (self->issuers[index], self->authorities->pdata[i]);
      g_byte_array_append (self->by_authority[index], &unknown, 1);
    }
  return self->issuers[index];
}

gboolean
tg_links_names (TgLinks *self, guint index, guint issuer)
{
  guint8 *known = &self->names[index][issuer];

  if (*known == UNKNOWN)
    *known = gnutls_x509_crt_check_issuer (self->sent->crts[index], self->sent->crts[issuer]) > 0 ? YES : NO;
  return *known == YES;
}

static gboolean
ask_signature (guint8 *known, gnutls_x509_crt_t crt, gnutls_x509_crt_t issuer)
{
  if (*known == UNKNOWN)
    *known = tg_signature_fits (crt, issuer) ? YES : NO;
  return *known == YES;
}

gboolean
tg_links_signed (TgLinks *self, guint index, guint issuer)
{
  return ask_signature (&self->by_sent[index][issuer], self->sent->crts[index], self->sent->crts[issuer]);
}

gboolean
tg_links_signed_by_authority (TgLinks *self, guint index, guint issuer)
{
  GPtrArray *issuers = tg_links_authorities (self, index);

  return ask_signature (&self->by_authority[index]->data[issuer], self->sent->crts[index], issuers->pdata[issuer]);
}
