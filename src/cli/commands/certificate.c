/* certificate.c: tegamictl certificate HOST:PORT: what a mail server shows of itself, and what that
 * proves.  No credential is at hand, so none can go out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "cert/certificate.h"
#include "cli/output/check-json.h"
#include "cli/command.h"
#include "cli/options/place.h"
#include "cli/run-check.h"
#include "cli/output/terminal.h"
#include "diagnose/catalogue.h"
#include "session/certificate/certificate-words.h"

/* Beyond TLS the talk goes on to where a sign-in would be; what it meets there is no matter of the
 * certificate. */
static GPtrArray *
findings_about_encryption (TgSession *session, const TgEvidence *seen)
{
  GPtrArray *all = tg_session_get_findings (session);
  GPtrArray *some = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++) {
    const char *id = ((const TgFinding *)all->pdata[i])->id;

    if (seen->certificates->len == 0 || g_str_has_prefix (id, "cert-") || g_str_has_prefix (id, "tls-"))
      g_ptr_array_add (some, all->pdata[i]);
  }
  return some;
}

static void
print_json (TgSession *session, TgSide side, gboolean trusted, GPtrArray *findings)
{
  const TgCheckResult *result = tg_session_get_result (session);
  const TgEvidence *seen = tg_check_result_seen (result, side);
  g_autoptr (JsonBuilder) builder = tg_json_begin ();

  tg_json_member (builder, "host", seen->server->host);
  tg_json_int (builder, "port", seen->server->port);
  tg_check_json_tls (builder, seen->tls);
  tg_check_json_certificates (builder, session, side);
  tg_json_bool (builder, "trusted", trusted);
  tg_check_json_findings (builder, result->account, findings);
  tg_json_print (builder, FALSE);
}

static char *
day (gint64 unix_seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (unix_seconds);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d") : g_strdup ("?");
}

static void
print_names (const TgCertificate *own, const TgServer *server)
{
  const char *nearest = tg_certificate_nearest_name (own, server->ascii_host);
  gboolean matches = tg_certificate_names (own, server->ascii_host);

  tg_terminal_print ("\n%s", _ ("Names"));
  if (nearest == NULL)
    tg_terminal_print ("  %s", _ ("none"));
  else
    tg_terminal_print ("  %s %s  (%s)", matches ? "✔" : "✘", nearest,
                       matches ? _ ("the name asked for") : _ ("closest to the name asked for"));
  for (char **name = own->names; *name != NULL; name++)
    if (*name != nearest)
      tg_terminal_print ("    %s", *name);
}

static void
print_own (const TgCertificate *own, gint64 now)
{
  g_autofree char *from = day (own->not_before);
  g_autofree char *until = day (own->not_after);
  g_autofree char *issuer = tg_distinguished_name_plain (own->issuer);
  g_autofree char *sha1_hex = g_compute_checksum_for_bytes (G_CHECKSUM_SHA1, own->der);
  g_autofree char *sha1 = tg_fingerprint_grouped (sha1_hex);
  g_autofree char *sha256 = tg_fingerprint_grouped (own->sha256);
  gint64 days = (own->not_after - now) / 86400;

  tg_terminal_print ("\n%s", _ ("Validity"));
  if (now > own->not_after)
    tg_terminal_print (_ ("  %s to %s (expired)"), from, until);
  else if (now < own->not_before)
    tg_terminal_print (_ ("  %s to %s (not valid yet)"), from, until);
  else
    tg_terminal_print (g_dngettext (GETTEXT_PACKAGE, "  %s to %s (%d day left)", "  %s to %s (%d days left)", (gulong)days), from, until,
                       (int)days);
  tg_terminal_print ("\n%s\n  %s", _ ("Issuer"), own->self_issued ? _ ("nobody else: it is self-signed") : issuer);
  tg_terminal_print ("\n%s\n  %s, %s", _ ("Key and signature"), own->key, own->signature);
  tg_terminal_print ("\n%s\n  SHA-256 %s\n  SHA-1   %s", _ ("Fingerprints"), sha256, sha1);
}

static void
print_problems (const TgCertificate *certificate)
{
  for (guint i = 0; i < certificate->problems->len; i++) {
    const TgCatalogueEntry *entry = tg_catalogue_find (certificate->problems->pdata[i]);

    if (entry != NULL)
      tg_terminal_print ("     %s %s", entry->severity == TG_SEVERITY_CAUTION ? "!" : "✘", _ (entry->title));
  }
}

static void
print_chain (const TgEvidence *seen)
{
  const TgCertificate *authority = seen->tls != NULL ? seen->tls->authority : NULL;

  tg_terminal_print ("\n%s", _ ("Chain"));
  for (guint i = 0; i < seen->certificates->len; i++) {
    const TgCertificate *certificate = seen->certificates->pdata[i];
    g_autofree char *subject = tg_distinguished_name_plain (certificate->subject);
    g_autofree char *issuer = tg_distinguished_name_plain (certificate->issuer);

    tg_terminal_print ("  %u  %s  ←  %s", i + 1, *subject != '\0' ? subject : "–", issuer);
    if (certificate->step == 0)
      tg_terminal_print ("     %s", _ ("not needed here"));
    print_problems (certificate);
  }
  if (authority != NULL && authority->problems->len > 0) {
    g_autofree char *subject = tg_distinguished_name_plain (authority->subject);

    /* TRANSLATORS: the name of a certificate authority */
    tg_terminal_print (_ ("  –  %s, in this computer’s list of authorities"), subject);
    print_problems (authority);
  }
}

static void
print_comparison (const TgPrevious *previous, gboolean trusted)
{
  TgCompared compared;
  g_autofree char *words = previous != NULL ? tg_previous_words (previous, trusted, &compared) : NULL;

  if (words != NULL)
    tg_terminal_print ("\n%s\n  %s %s", _ ("Compared with last time"),
                       compared == TG_COMPARED_GOOD  ? "✔"
                       : compared == TG_COMPARED_ASK ? "!"
                                                     : "✘",
                       words);
}

static void
print_text (const TgEvidence *seen, const TgPrevious *previous, gboolean trusted, GPtrArray *findings, gint64 now)
{
  const char *verdict = trusted ? _ ("trusted") : seen->certificates->len > 0 ? _ ("not trusted") : _ ("no certificate was received");

  tg_terminal_print ("%s:%u: %s", seen->server->host, seen->server->port, verdict);
  if (seen->tls != NULL && seen->tls->version != NULL)
    tg_terminal_print ("%s, %s", seen->tls->version, seen->tls->cipher != NULL ? seen->tls->cipher : "?");
  if (seen->certificates->len > 0) {
    const TgCertificate *own = seen->certificates->pdata[0];

    print_names (own, seen->server);
    print_own (own, now);
    print_chain (seen);
    print_comparison (previous, trusted);
  }
  if (trusted)
    tg_terminal_print (_ ("\nThe certificate proves that this is %s. The connection is encrypted, and no one in between can read it."),
                       seen->server->host);
  tg_terminal_findings (findings);
}

static int
look (TgNetwork *network, TgServer *server, gboolean json, gboolean fetch_issuer)
{
  /* Nobody's mailbox: only the provider table looks at the address. */
  g_autofree char *address = g_strconcat ("postmaster@", server->ascii_host, NULL);
  gboolean sends = server->protocol == TG_PROTOCOL_SMTP;
  TgSide side = sends ? TG_SIDE_SEND : TG_SIDE_RECEIVE;
  g_autoptr (TgAccount) account = tg_account_new (address, NULL, NULL, NULL, sends ? NULL : server, sends ? server : NULL);
  g_auto (TgCliOptions) options = { .session = tg_session_new (network), .json = TRUE };

  tg_session_set_account (options.session, account);
  gboolean done = tg_cli_run_check (&options);

  options.json = json;
  if (done && fetch_issuer)
    done = tg_cli_ask_issuers (&options);

  const TgCheckResult *result = tg_session_get_result (options.session);
  const TgEvidence *seen = tg_check_result_seen (result, side);
  gboolean trusted = seen->tls != NULL && seen->tls->trusted;
  g_autoptr (GPtrArray) findings = findings_about_encryption (options.session, seen);

  if (json)
    print_json (options.session, side, trusted, findings);
  else
    print_text (seen, tg_session_get_previous (options.session, side), trusted, findings, result->checked_at);
  return !done ? TG_EXIT_CANCELLED : trusted ? TG_EXIT_DONE : TG_EXIT_FAILED;
}

int
tg_command_certificate (int argc, char **argv)
{
  gboolean json = FALSE, fetch_issuer = FALSE;
  g_auto (TgCliReach) reach = TG_CLI_REACH;
  g_autofree char *starttls = NULL;
  g_auto (GStrv) positional = NULL;
  const GOptionEntry extra[] = {
    { "starttls", 0, 0, G_OPTION_ARG_STRING, &starttls, N_ ("start in plain text, and ask for TLS in this protocol"), "imap|pop3|smtp" },
    { "fetch-issuer", 0, 0, G_OPTION_ARG_NONE, &fetch_issuer,
      N_ ("if the server leaves out a certificate, fetch it from its issuer, to prove the diagnosis"), NULL },
    { NULL },
  };

  if (!tg_cli_plain_parse (&json, &reach, argc, argv, extra,
                           _ ("Shows a mail server’s certificate and what it proves, without signing in."), &positional))
    return TG_EXIT_USAGE;
  if (g_strv_length (positional) != 1)
    return tg_terminal_fail (TG_EXIT_USAGE, _ ("Write the server as host:port, for example imap.example.jp:993."));

  g_autoptr (GError) error = NULL;
  g_autoptr (TgServer) server = tg_cli_place_parse (positional[0], starttls, &error);
  g_autoptr (TgNetwork) network = server != NULL ? tg_cli_network (&reach, &error) : NULL;

  if (network == NULL)
    return tg_terminal_fail (TG_EXIT_USAGE, error->message);
  return look (network, server, json, fetch_issuer);
}
