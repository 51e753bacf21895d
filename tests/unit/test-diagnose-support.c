/* test-diagnose-support.c: builds the evidence that the driver would collect, from a short
 * description.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "test-diagnose-support.h"

#include <string.h>

static gboolean
has (const Side *side, char flag)
{
  return side->flags != NULL && strchr (side->flags, flag) != NULL;
}

static const char *
names_of (const Side *side)
{
  if (has (side, '1'))
    return "sv123.example-host.jp";
  if (has (side, '3'))
    return "www.example-host.jp *.example-host.jp imap.example.jp 192.0.2.1 sv123.example-host.jp";
  return has (side, '*') ? "*.example-host.jp" : "imap.example.jp smtp.example.jp";
}

static TgCertificate *
make_certificate (const Side *side, gboolean leaf)
{
  TgCertificate *certificate = tg_certificate_alloc ();

  certificate->subject = g_strdup ("CN=x.example-host.jp");
  certificate->issuer = g_strdup ("CN=Example Authority,O=Example");
  g_strfreev (certificate->names);
  certificate->names = leaf ? g_strsplit (names_of (side), " ", -1) : g_new0 (char *, 1);
  certificate->not_before = NOW - 100 * DAY;
  certificate->not_after = NOW + (leaf ? 10 : 1000) * DAY;
  certificate->sha256 = g_strnfill (64, 'a');
  certificate->key = g_strdup ("RSA 1024");
  certificate->signature = g_strdup ("RSA-SHA256");
  return certificate;
}

static void
add_tls (TgEvidence *seen, const Side *side)
{
  g_auto (GStrv) problems = g_strsplit (side->problems != NULL ? side->problems : "", " ", -1);

  seen->tls = tg_tls_facts_new ();
  seen->tls->version = g_strdup ("TLS1.3");
  seen->tls->cipher = g_strdup ("AES-256-GCM");
  seen->tls->alert = -1;
  seen->tls->trusted = side->fault != TG_FAULT_CERTIFICATE && side->fault != TG_FAULT_TLS_VERSION;
  seen->tls->pinned = has (side, 'p');
  seen->tls->pin_until = has (side, 'p') ? NOW + 30 * DAY : 0;
  g_ptr_array_add (seen->certificates, make_certificate (side, TRUE));
  g_ptr_array_add (seen->certificates, make_certificate (side, FALSE));
  for (guint i = 0; problems[i] != NULL; i++)
    if (problems[i][0] != '\0')
      tg_problems_add (seen->tls->problems, g_intern_string (problems[i]));
}

static void
add_words (GPtrArray *array, const char *words)
{
  g_auto (GStrv) each = g_strsplit (words != NULL ? words : "", " ", -1);

  for (guint i = 0; each[i] != NULL; i++)
    if (each[i][0] != '\0')
      g_ptr_array_add (array, g_strdup (each[i]));
}

static TgEvidence *
make_evidence (const Side *side, const char *user)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TgServer) server = tg_server_parse (side->url, &error);
  TgEvidence *seen;

  g_assert_no_error (error);
  seen = tg_evidence_new (server, user);
  seen->tested = !has (side, 'u');
  seen->fault = side->fault;
  seen->reached = side->fault != TG_FAULT_NONE ? side->reached : has (side, 'w') ? TG_STAGE_SIGN_IN : TG_STAGE_DONE;
  seen->signed_in = has (side, 's');
  seen->sign_in_refused = has (side, 'r');
  seen->sign_in_withheld = has (side, 'w');
  seen->withheld = has (side, 'w') ? TG_WITHHELD_NO_PASSWORD : TG_WITHHELD_NOT;
  seen->password_sent = has (side, 'x') || has (side, 's') || has (side, 'r');
  seen->broken_record = has (side, 'b');
  seen->encrypted = server->security != TG_SECURITY_NONE && (seen->reached > TG_STAGE_TLS || side->fault == TG_FAULT_TLS_VERSION);
  if (side->token != NULL) {
    seen->token = g_new0 (TgTokenFacts, 1);
    seen->token->wanted = g_strdup ("XOAUTH2");
    seen->token->denied = strcmp (side->token, TOKEN) != 0;
    seen->token->status = g_strdup (seen->token->denied && *side->token != '\0' ? side->token : NULL);
  }
  if (seen->signed_in || seen->sign_in_refused)
    seen->authentication = g_strdup (side->token != NULL ? "XOAUTH2" : has (side, 'm') ? "CRAM-MD5" : "PLAIN");
  seen->greeting_speaks = side->speaks;
  if (seen->reached > TG_STAGE_GREETING && side->fault != TG_FAULT_TLS)
    seen->greeting = g_strdup ("* OK ready");
  if (side->reply != NULL) {
    seen->decisive = g_strdup (side->reply);
    seen->decisive_status = g_strdup (side->status);
    seen->decisive_code = side->code;
    seen->decisive_before_tls = has (side, 'P');
  }
  add_words (seen->mechanisms, side->mechanisms != NULL ? side->mechanisms : "PLAIN LOGIN");
  if (has (side, 'S'))
    add_words (seen->capabilities, "IMAP4rev1 STARTTLS");
  if (seen->encrypted)
    add_tls (seen, side);
  else if (side->problems != NULL && *side->problems != '\0')
    add_tls (seen, side);
  seen->scan.alert = -1;
  if (side->scan != TG_SPEAKS_UNKNOWN) {
    seen->scan.done = TRUE;
    seen->scan.speaks = side->scan;
    seen->scan.eof = has (side, 'e');
    seen->scan.old_tls = has (side, 'o');
    seen->scan.no_common_cipher = has (side, 'c');
    seen->scan.works_without_sni = has (side, 'n');
    seen->scan.wants_client_certificate = has (side, 'C');
    seen->scan.weak = has (side, 'W');
  }
  return seen;
}

void
run_clear (Run *run)
{
  tg_account_unref (run->account);
  g_clear_pointer (&run->receive, tg_evidence_unref);
  g_clear_pointer (&run->other, tg_evidence_unref);
  g_clear_pointer (&run->send, tg_evidence_unref);
  g_ptr_array_unref (run->findings);
}

Run
run_sides (const char *address, const Side *receive, const Side *send)
{
  g_autofree char *local_part = tg_address_local_part (address);
  Run run = { NULL };

  if (receive->url != NULL)
    run.receive = make_evidence (receive, address);
  if (send->url != NULL)
    run.send = make_evidence (send, address);
  if (has (receive, 'F') || has (receive, 'B')) {
    Side other = *receive;

    if (has (receive, 'F'))
      other = (Side){ receive->url, .flags = "s" };
    run.other = make_evidence (&other, local_part);
  }
  run.account = tg_account_new (address, NULL, NULL, NULL, run.receive != NULL ? run.receive->server : NULL,
                                run.send != NULL ? run.send->server : NULL);
  run.findings = tg_diagnose (run.account, run.receive, run.other, run.send, NOW);
  return run;
}

char *
run_summary (const Run *run)
{
  static const char sides[] = { [TG_SIDE_RECEIVE] = 'r', [TG_SIDE_SEND] = 's', [TG_SIDE_BOTH] = 'b', [TG_SIDE_LOCAL] = 'l' };
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; i < run->findings->len; i++) {
    const TgFinding *finding = run->findings->pdata[i];

    g_string_append_printf (line, "%s%c:%s", i > 0 ? " " : "", sides[finding->side], finding->id);
  }
  return g_string_free (g_steal_pointer (&line), FALSE);
}

char
run_outcome (const Run *run, TgSide side)
{
  static const char letters[] = { [TG_OUTCOME_VERIFIED] = 'v',
                                  [TG_OUTCOME_CAUTION] = 'c',
                                  [TG_OUTCOME_UNPROVEN] = 'u',
                                  [TG_OUTCOME_FAILED] = 'f',
                                  [TG_OUTCOME_UNTESTED] = 't' };
  TgEvidence *seen = side == TG_SIDE_SEND ? run->send : run->receive;

  return seen != NULL ? letters[tg_diagnose_outcome (seen, run->findings, side)] : '-';
}
