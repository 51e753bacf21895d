/* saving-case.h: an account on its way into the test's Thunderbird profile, with what its check saw that an exception let
 * through.  Calls wait for what saving/ does asynchronously.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "saving/apply.h"
#include "saving/undo.h"
#include "support/make-certs.h"

/* A self-signed one, as a NAS has. (transfer full) */
TestCert *saving_case_certificate (const char *host);
/* Evidence of a server that showed @shown. (transfer full) */
TgEvidence *saving_case_pinned (TgProtocol protocol, const char *host, guint16 port, const TestCert *shown);
/* @send_seen: (nullable). (transfer full) */
TgSaving *saving_case_prepare (const char *host, TgEvidence *receive_seen, TgEvidence *send_seen, TgSavingExceptions exceptions,
                               GError **error);
/* With receiving alone, over @shown at port 993. (transfer full) */
TgSaving *saving_case_prepare_one (const char *host, const TestCert *shown, TgSavingExceptions exceptions, GError **error);
/* Untested, with what the person signs in with. (transfer full) */
TgSaving *saving_case_prepare_with (TgSecret *credential, GError **error);
gboolean saving_case_apply (TgSaving *saving, GError **error);
gboolean saving_case_undo (const char *id, GError **error);
/* How many exceptions are in our record. */
guint saving_case_n_recorded (void);
