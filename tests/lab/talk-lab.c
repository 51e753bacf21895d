/* talk-lab.c: runs one talk against a server on loopback.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "lab/talk-lab.h"

#include <glib/gstdio.h>

GTlsCertificate *
lab_certificate (const TestCert *issuer, const char *name, int days)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  const char *dns[] = { name, NULL };
  const char *ips[] = { "127.0.0.1", "::1", NULL };
  gboolean good = g_str_equal (name, LAB_HOST);
  TestCertSpec spec = { .common_name = name, .dns = dns, .ips = good ? ips : NULL, .not_before = now - 40 * TEST_DAY };

  spec.not_after = now + days * TEST_DAY;
  g_autoptr (TestCert) cert = test_cert_new (&spec, issuer);
  g_autofree char *cert_pem = test_cert_pem (cert);
  g_autofree char *key_pem = test_cert_key_pem (cert);
  g_autofree char *pem = g_strconcat (cert_pem, key_pem, NULL);
  g_autoptr (GError) error = NULL;
  GTlsCertificate *certificate = g_tls_certificate_new_from_pem (pem, -1, &error);

  g_assert_no_error (error);
  return certificate;
}

LabCerts *
lab_certs_new (void)
{
  LabCerts *self = g_new0 (LabCerts, 1);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  TestCertSpec spec = { .common_name = "Lab authority", .ca = TRUE, .not_before = now - 50 * TEST_DAY, .not_after = now + 500 * TEST_DAY };

  self->ca = test_cert_new (&spec, NULL);
  self->ca_path = test_cert_write ((const TestCert *[]){ self->ca }, 1);
  self->good = lab_certificate (self->ca, LAB_HOST, 200);
  return self;
}

void
lab_certs_free (LabCerts *self)
{
  g_unlink (self->ca_path);
  g_free (self->ca_path);
  test_cert_free (self->ca);
  g_object_unref (self->good);
  g_free (self);
}

static void
watch_step (TgTalk *talk, const TgStepRecord *record, gpointer user_data)
{
  LabTalk *lab = user_data;

  if (record->outcome != TG_STEP_RUNNING)
    return;
  g_string_append_printf (lab->stages, "%s%s", lab->stages->len > 0 ? " " : "", tg_stage_id (record->stage));
  if (record->stage == lab->wish.cancel_at && lab->wish.cancel_at != TG_STAGE_RESOLVE)
    g_cancellable_cancel (lab->cancellable);
}

static void
watch_line (TgTalk *talk, const char *line, gpointer user_data)
{
  LabTalk *lab = user_data;

  g_string_append_printf (lab->lines, "%s\n", line);
}

static gboolean
permit_now (gpointer data)
{
  LabTalk *lab = data;

  tg_talk_permit (lab->talk, lab->wish.permit == TG_PERMIT_YES);
  return G_SOURCE_REMOVE;
}

static TgPermit
watch_permit (TgTalk *talk, gpointer user_data)
{
  LabTalk *lab = user_data;

  lab->asked++;
  if (!lab->wish.ask_later)
    return lab->wish.permit;
  g_timeout_add (lab->wish.later_ms, permit_now, lab);
  return TG_PERMIT_LATER;
}

static void
watch_quiet (TgTalk *talk, gpointer user_data)
{
  LabTalk *lab = user_data;

  lab->quiet++;
  if (lab->wish.give_up != TG_FAULT_NONE)
    tg_talk_give_up (talk, lab->wish.give_up);
}

/* Loading takes a while under valgrind: once for all talks that add no pin. */
static TgTrust *
trust_for (const LabWish *wish)
{
  static GHashTable *loaded;
  const char *key = wish->ca_file != NULL ? wish->ca_file : "";
  g_autoptr (GError) error = NULL;

  if (loaded == NULL)
    loaded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)tg_trust_unref);
  TgTrust *trust = wish->pin == NULL ? g_hash_table_lookup (loaded, key) : NULL;
  if (trust != NULL)
    return tg_trust_ref (trust);
  trust = tg_trust_new (wish->ca_file, &error);
  g_assert_no_error (error);
  if (wish->pin == NULL)
    g_hash_table_insert (loaded, g_strdup (key), tg_trust_ref (trust));
  return trust;
}

static TgNetwork *
network_for (const LabWish *wish)
{
  TgNetwork *network = tg_network_new ();
  g_autoptr (GError) error = NULL;

  network->timeout_ms = wish->timeout_ms;
  if (wish->connect_timeout_ms != 0)
    network->connect_timeout_ms = wish->connect_timeout_ms;
  g_assert_true (tg_network_override (network, LAB_HOST "=127.0.0.1", &error));
  network->trust = trust_for (wish);
  if (wish->pin != NULL) {
    g_autoptr (TgTrust) trust = g_steal_pointer (&network->trust);
    g_autoptr (GPtrArray) pins = tg_exception_list_new ();

    g_ptr_array_add (pins, tg_exception_new (
                               &(TgException){ .host = wish->host, .port = wish->port, .sha256 = wish->pin, .until = wish->pin_until }));
    network->trust = tg_trust_with_exceptions (trust, pins, 0);
  }
  return network;
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LabTalk *lab = user_data;

  lab->evidence = tg_talk_run_finish (lab->talk, result, &lab->error);
}

LabTalk *
lab_talk_start (const LabWish *wish)
{
  LabTalk *self = g_new0 (LabTalk, 1);
  g_autoptr (TgSecret) password = tg_secret_new (LAB_PASSWORD, -1);
  g_autoptr (GError) error = NULL;
  TgTalkWatch watch = { watch_step, watch_line, watch_permit, watch_quiet };

  self->wish = *wish;
  if (self->wish.host == NULL)
    self->wish.host = LAB_HOST;
  if (self->wish.timeout_ms == 0)
    self->wish.timeout_ms = 10000;
  self->lines = g_string_new (NULL);
  self->stages = g_string_new (NULL);
  self->cancellable = g_cancellable_new ();

  g_autoptr (TgNetwork) network = network_for (&self->wish);
  g_autoptr (TgServer) server = tg_server_new (wish->protocol, wish->security, self->wish.host, wish->port, &error);
  g_assert_no_error (error);
  TgDialogue *dialogue =
      tg_dialogue_new (wish->protocol, wish->security, LAB_USER, LAB_USER, wish->no_password ? NULL : password, wish->mechanism);
  self->talk = tg_talk_new (network, server, dialogue, wish->allow_plaintext, &watch, self);
  if (wish->table != NULL)
    tg_talk_set_table (self->talk, wish->table);
  if (wish->cancelled_before)
    g_cancellable_cancel (self->cancellable);
  tg_talk_run_async (self->talk, self->cancellable, on_done, self);
  return self;
}

void
lab_talk_wait (LabTalk *self)
{
  while (self->evidence == NULL)
    g_main_context_iteration (NULL, TRUE);
}

LabTalk *
lab_talk_run (const LabWish *wish)
{
  LabTalk *self = lab_talk_start (wish);

  lab_talk_wait (self);
  return self;
}

void
lab_talk_free (LabTalk *self)
{
  /* What was cancelled comes back through the loop. */
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  tg_talk_unref (self->talk);
  tg_evidence_unref (self->evidence);
  g_clear_error (&self->error);
  g_string_free (self->lines, TRUE);
  g_string_free (self->stages, TRUE);
  g_object_unref (self->cancellable);
  g_free (self);
}

const TgStepRecord *
lab_step (LabTalk *self, TgStage stage)
{
  for (guint i = 0; i < self->evidence->steps->len; i++) {
    const TgStepRecord *record = self->evidence->steps->pdata[i];
    if (record->stage == stage)
      return record;
  }
  return NULL;
}

char *
lab_conversation (LabTalk *self)
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < self->evidence->conversation->len; i++)
    g_string_append_printf (all, "%s\n", (const char *)self->evidence->conversation->pdata[i]);
  return g_string_free (all, FALSE);
}
