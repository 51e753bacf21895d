/* saving-case.c: see saving-case.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "unit/saving-case.h"

#include "cert/certificate.h"
#include "record/exceptions.h"
#include "unit/clients-home.h"

TestCert *
saving_case_certificate (const char *host)
{
  const char *const names[] = { host, NULL };

  return test_cert_new (&(TestCertSpec){ .common_name = host, .dns = names }, NULL);
}

TgEvidence *
saving_case_pinned (TgProtocol protocol, const char *host, guint16 port, const TestCert *shown)
{
  g_autoptr (TgServer) server = tg_server_new (protocol, TG_SECURITY_TLS, host, port, NULL);
  TgEvidence *seen = tg_evidence_new (server, "taro");

  seen->tls = tg_tls_facts_new ();
  seen->tls->trusted = seen->tls->pinned = TRUE;
  tg_problems_add (seen->tls->problems, "cert-self-signed");
  tg_problems_add (seen->tls->problems, "cert-pinned");
  g_ptr_array_add (seen->certificates, tg_certificate_read (shown->der));
  return seen;
}

TgSaving *
saving_case_prepare (const char *host, TgEvidence *receive_seen, TgEvidence *send_seen, TgSavingExceptions exceptions, GError **error)
{
  g_autofree char *folder = tg_test_path (TG_TEST_PROFILE);
  g_autoptr (TgPlace) place = tg_place_new (TG_PROGRAM_THUNDERBIRD, TG_PACKAGE_NATIVE, folder);
  g_autofree char *receive = g_strconcat ("imaps://", host, NULL);
  const TgCheckResult checked = { .receive = receive_seen, .send = send_seen };
  const TgSavingRequest request = {
    .place = place,
    .account = tg_test_request (receive, "smtps://smtp.example.jp")->account,
    .result = &checked,
    .exceptions = exceptions,
  };
  g_autoptr (GAsyncResult) result = NULL;

  tg_saving_prepare_async (&request, NULL, tg_test_keep_result, &result);
  return tg_saving_prepare_finish (tg_test_await (&result), error);
}

TgSaving *
saving_case_prepare_one (const char *host, const TestCert *shown, TgSavingExceptions exceptions, GError **error)
{
  g_autoptr (TgEvidence) seen = saving_case_pinned (TG_PROTOCOL_IMAP, host, 993, shown);

  return saving_case_prepare (host, seen, NULL, exceptions, error);
}

TgSaving *
saving_case_prepare_with (TgSecret *credential, GError **error)
{
  g_autofree char *folder = tg_test_path (TG_TEST_PROFILE);
  g_autoptr (TgPlace) place = tg_place_new (TG_PROGRAM_THUNDERBIRD, TG_PACKAGE_NATIVE, folder);
  const TgSavingRequest request = {
    .place = place,
    .account = tg_test_request ("imaps://imap.example.jp", "smtps://smtp.example.jp")->account,
    .untested = TRUE,
    .receive_password = credential,
    .send_password = credential,
    .hand_over = TRUE,
  };
  g_autoptr (GAsyncResult) result = NULL;

  tg_saving_prepare_async (&request, NULL, tg_test_keep_result, &result);
  return tg_saving_prepare_finish (tg_test_await (&result), error);
}

gboolean
saving_case_apply (TgSaving *saving, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  tg_saving_apply_async (saving, NULL, tg_test_keep_result, &result);
  return tg_saving_apply_finish (tg_test_await (&result), error);
}

gboolean
saving_case_undo (const char *id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  tg_saving_undo_async (id, NULL, tg_test_keep_result, &result);
  return tg_saving_undo_finish (tg_test_await (&result), error);
}

guint
saving_case_n_recorded (void)
{
  g_autoptr (GPtrArray) recorded = tg_exception_record_load (NULL);

  return recorded->len;
}
