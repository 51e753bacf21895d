/* evidence.c: builds and frees evidence, and names its parts as in tegamictl's JSON.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/evidence/evidence.h"

#include <string.h>

#include "model/host.h"

const char *
tg_stage_id (TgStage stage)
{
  static const char *const ids[] = { "resolve",     "connect", "greeting", "starttls", "tls",
                                     "certificate", "sign-in", "mailbox",  "envelope", "done" };

  return ids[stage];
}

const char *
tg_speaks_name (TgSpeaks speaks)
{
  static const char *const names[] = { NULL, NULL, "TLS", "IMAP", "POP3", "SMTP", "HTTP", "SSH", "FTP", NULL, NULL };

  return names[speaks];
}

const char *
tg_outcome_id (TgOutcome outcome)
{
  static const char *const ids[] = { "verified", "caution", "unproven", "failed", "untested" };

  return ids[outcome];
}

TgOutcome
tg_outcome_worse (TgOutcome a, TgOutcome b)
{
  if (a == TG_OUTCOME_UNTESTED)
    return b;
  if (b == TG_OUTCOME_UNTESTED)
    return a;
  return MAX (a, b);
}

void
tg_token_facts_free (TgTokenFacts *self)
{
  if (self == NULL)
    return;
  g_free (self->wanted);
  g_free (self->status);
  g_free (self->scope);
  g_free (self->configuration);
  g_free (self);
}

TgTlsFacts *
tg_tls_facts_new (void)
{
  TgTlsFacts *self = g_new0 (TgTlsFacts, 1);

  self->alert = -1;
  self->problems = g_ptr_array_new ();
  return self;
}

void
tg_tls_facts_free (TgTlsFacts *self)
{
  if (self == NULL)
    return;
  g_free (self->version);
  g_free (self->cipher);
  tg_certificate_free (self->authority);
  g_ptr_array_unref (self->problems);
  g_free (self);
}

TgCertificate *
tg_certificate_alloc (void)
{
  TgCertificate *self = g_new0 (TgCertificate, 1);

  self->names = g_new0 (char *, 1);
  self->problems = g_ptr_array_new ();
  return self;
}

void
tg_certificate_free (TgCertificate *self)
{
  if (self == NULL)
    return;
  g_free (self->subject);
  g_free (self->issuer);
  g_strfreev (self->names);
  g_free (self->common_name);
  g_free (self->sha256);
  g_free (self->key);
  g_free (self->signature);
  g_free (self->issuer_url);
  g_clear_pointer (&self->der, g_bytes_unref);
  g_ptr_array_unref (self->problems);
  g_free (self);
}

TgStepRecord *
tg_step_record_new (TgStage stage, TgStepOutcome outcome, double ms, double at, const char *text)
{
  TgStepRecord *self = g_new0 (TgStepRecord, 1);

  self->stage = stage;
  self->outcome = outcome;
  self->ms = ms;
  self->at = at;
  self->text = g_strdup (text);
  return self;
}

void
tg_step_record_free (TgStepRecord *self)
{
  g_free (self->text);
  g_free (self);
}

TgAddressRecord *
tg_address_record_new (const char *ip, TgAddressOutcome outcome)
{
  TgAddressRecord *self = g_new0 (TgAddressRecord, 1);

  self->ip = g_strdup (ip);
  self->outcome = outcome;
  return self;
}

void
tg_address_record_free (TgAddressRecord *self)
{
  g_free (self->ip);
  g_free (self);
}

TgEvidence *
tg_evidence_new (const TgServer *server, const char *user)
{
  TgEvidence *self = g_atomic_rc_box_new0 (TgEvidence);

  self->server = tg_server_ref (server);
  self->user = g_strdup (user);
  self->reached = TG_STAGE_RESOLVE;
  self->capabilities = g_ptr_array_new_with_free_func (g_free);
  self->mechanisms = g_ptr_array_new_with_free_func (g_free);
  self->steps = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_step_record_free);
  self->addresses = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_address_record_free);
  self->certificates = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_certificate_free);
  self->conversation = g_ptr_array_new_with_free_func (g_free);
  self->messages = -1;
  self->scan.alert = -1;
  return self;
}

TgEvidence *
tg_evidence_ref (const TgEvidence *self)
{
  return g_atomic_rc_box_acquire ((TgEvidence *)self);
}

static void
evidence_clear (gpointer data)
{
  TgEvidence *self = data;

  tg_server_unref (self->server);
  g_free (self->user);
  tg_token_facts_free (self->token);
  g_free (self->authentication);
  g_ptr_array_unref (self->capabilities);
  g_ptr_array_unref (self->mechanisms);
  g_ptr_array_unref (self->steps);
  g_ptr_array_unref (self->addresses);
  tg_tls_facts_free (self->tls);
  g_ptr_array_unref (self->certificates);
  g_free (self->greeting);
  g_free (self->decisive);
  g_free (self->decisive_status);
  g_ptr_array_unref (self->conversation);
  g_free (self->scan.first_line);
}

void
tg_evidence_unref (const TgEvidence *self)
{
  g_atomic_rc_box_release_full ((TgEvidence *)self, evidence_clear);
}

const char *
tg_evidence_connected_ip (const TgEvidence *self)
{
  for (guint i = 0; i < self->addresses->len; i++) {
    const TgAddressRecord *record = self->addresses->pdata[i];

    if (record->outcome == TG_ADDRESS_OK)
      return record->ip;
  }
  return NULL;
}

const char *
tg_evidence_chain_issuer (const TgEvidence *self)
{
  const TgCertificate *top = NULL;

  for (guint i = 0; i < self->certificates->len; i++) {
    const TgCertificate *one = self->certificates->pdata[i];

    if (top == NULL || one->step > top->step || top->step == 0)
      top = one;
  }
  return top != NULL ? top->issuer : NULL;
}

gboolean
tg_evidence_is_at_home (const TgEvidence *self)
{
  const char *ip = tg_evidence_connected_ip (self);

  return tg_host_is_at_home (self->server->ascii_host) || (ip != NULL && tg_host_is_at_home (ip));
}

gboolean
tg_problems_has (GPtrArray *problems, const char *id)
{
  for (guint i = 0; i < problems->len; i++)
    if (strcmp (problems->pdata[i], id) == 0)
      return TRUE;
  return FALSE;
}

gboolean
tg_evidence_has_problem (const TgEvidence *self, const char *id)
{
  if (self->tls != NULL && tg_problems_has (self->tls->problems, id))
    return TRUE;
  for (guint i = 0; i < self->certificates->len; i++)
    if (tg_problems_has (((const TgCertificate *)self->certificates->pdata[i])->problems, id))
      return TRUE;
  return FALSE;
}

void
tg_problems_add (GPtrArray *problems, const char *id)
{
  if (!tg_problems_has (problems, id))
    g_ptr_array_add (problems, (gpointer)id);
}

gboolean
tg_evidence_only_name_is_wrong (const TgEvidence *self)
{
  static const char *const harmless[] = { "cert-name-mismatch", "cert-expires-soon", "tls-weak", NULL };
  GPtrArray *problems = self->tls != NULL ? self->tls->problems : NULL;

  if (self->fault != TG_FAULT_CERTIFICATE || problems == NULL || self->certificates->len == 0)
    return FALSE;
  for (guint i = 0; i < problems->len; i++)
    if (!g_strv_contains (harmless, problems->pdata[i]))
      return FALSE;
  return tg_problems_has (problems, "cert-name-mismatch");
}

static gboolean
names_it_in_full (const TgCertificate *certificate, const char *host)
{
  for (char **name = certificate->names; *name != NULL; name++)
    if (g_ascii_strcasecmp (*name, host) == 0)
      return TRUE;
  return FALSE;
}

gboolean
tg_evidence_is_same_server (const TgEvidence *before, const TgEvidence *after)
{
  const char *ip = tg_evidence_connected_ip (after);
  const TgCertificate *old = before->certificates->len > 0 ? before->certificates->pdata[0] : NULL;
  const TgCertificate *new = after->certificates->len > 0 ? after->certificates->pdata[0] : NULL;

  if (before->server->protocol != after->server->protocol || before->server->port != after->server->port)
    return FALSE;
  if (ip != NULL && g_strcmp0 (tg_evidence_connected_ip (before), ip) == 0)
    return TRUE;
  return old != NULL && new != NULL &&strcmp (old->sha256, new->sha256) == 0 && names_it_in_full (old, after->server->ascii_host);
}
