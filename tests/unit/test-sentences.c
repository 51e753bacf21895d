/* test-sentences.c: no sentence of a finding says more than was seen: every fault at every stage, with every reply, beside
 * every other side, held against the claims in support/sentence-claims.tsv.  In the language of LANGUAGE.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "test-diagnose-support.h"

#include <string.h>

#include "model/text/language.h"

/* A claim: the fact by which it is true, and how it is said. */
typedef struct {
  char *fact;
  GRegex *phrase;
} Claim;

static GPtrArray *claims;
static guint told, held;

static void
read_claims (void)
{
  g_autofree char *table = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_true (g_file_get_contents (g_getenv ("TG_CLAIMS"), &table, NULL, NULL));
  lines = g_strsplit (table, "\n", -1);
  claims = g_ptr_array_new ();
  for (guint i = 0; lines[i] != NULL; i++) {
    const char *tab = strchr (lines[i], '\t');
    g_autoptr (GError) error = NULL;
    Claim *claim;

    if (*lines[i] == '#' || tab == NULL)
      continue;
    claim = g_new0 (Claim, 1);
    claim->fact = g_strndup (lines[i], (gsize)(tab - lines[i]));
    claim->phrase = g_regex_new (tab + 1, G_REGEX_OPTIMIZE, 0, &error);
    g_assert_no_error (error);
    g_ptr_array_add (claims, claim);
  }
  g_assert_cmpuint (claims->len, >, 5);
}

/* From the evidence as it was made, and not by way of facts.c. */
static gboolean
is_so (const char *fact, const TgEvidence *seen, const TgEvidence *retried)
{
  gboolean proven = seen->encrypted && seen->tls->trusted && !seen->tls->pinned;
  gboolean accepted = seen->signed_in || g_strcmp0 (seen->decisive_status, "IN-USE") == 0;
  gboolean scanned = seen->scan.done && seen->scan.speaks != TG_SPEAKS_NOTHING;
  gboolean sent = seen->password_sent || seen->signed_in || seen->sign_in_refused || retried != NULL;

  if (strcmp (fact, "sent") == 0)
    return sent;
  if (strcmp (fact, "password_itself_sent") == 0)
    return sent && seen->fault != TG_FAULT_AUTH_SERVER_PROOF;
  if (strcmp (fact, "proven") == 0)
    return proven;
  if (strcmp (fact, "encrypted") == 0)
    return seen->encrypted;
  if (strcmp (fact, "encrypted_and_heard") == 0)
    return seen->encrypted && seen->greeting != NULL;
  if (strcmp (fact, "accepted") == 0)
    return accepted;
  if (strcmp (fact, "signed_in") == 0)
    return seen->signed_in;
  if (strcmp (fact, "works") == 0)
    return seen->signed_in && seen->fault == TG_FAULT_NONE;
  if (strcmp (fact, "settings_right") == 0)
    return accepted || (proven && seen->reached >= TG_STAGE_SIGN_IN);
  if (strcmp (fact, "heard") == 0)
    return seen->greeting != NULL || seen->encrypted || scanned || seen->greeting_speaks != TG_SPEAKS_UNKNOWN;
  if (strcmp (fact, "elsewhere") == 0)
    return tg_origin_is_elsewhere (seen->server->origin);
  g_error ("nobody knows the fact %s", fact);
}

static gboolean
holds (const char *fact, const Run *run, TgSide side)
{
  const TgEvidence *seen = side == TG_SIDE_RECEIVE ? run->receive : run->send;
  const TgEvidence *other = side == TG_SIDE_RECEIVE ? run->send : run->receive;
  gboolean wanted = *fact != '!';

  fact += !wanted;
  if (g_str_has_prefix (fact, "other."))
    return other != NULL && is_so (fact + strlen ("other."), other, NULL);
  return is_so (fact, seen, side == TG_SIDE_RECEIVE ? run->other : NULL) == wanted;
}

static void
judge (const Run *run, const TgFinding *finding, const char *text)
{
  TgEvidence *const sides[] = { run->receive, run->send };

  told++;
  for (guint i = 0; i < claims->len; i++) {
    const Claim *claim = claims->pdata[i];

    if (!g_regex_match (claim->phrase, text, 0, NULL))
      continue;
    held++;
    for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++)
      if (sides[side] != NULL && sides[side]->tested && (finding->side == TG_SIDE_LOCAL || tg_finding_is_on (finding, side)) &&
          !holds (claim->fact, run, side)) {
        g_test_message ("%s on side %d, fault %d at %s, says that %s: %s", finding->id, side, sides[side]->fault,
                        tg_stage_id (sides[side]->reached), claim->fact, text);
        g_test_fail ();
      }
  }
}

static void
judge_all (const Run *run)
{
  for (guint i = 0; i < run->findings->len; i++) {
    const TgFinding *finding = run->findings->pdata[i];

    judge (run, finding, finding->title);
    judge (run, finding, finding->cause);
    for (guint k = 0; k < finding->remedies->len; k++) {
      const TgRemedy *remedy = finding->remedies->pdata[k];

      judge (run, finding, remedy->text);
    }
    for (guint k = 0; k < finding->evidence->len; k++)
      judge (run, finding, finding->evidence->pdata[k]);
  }
}

/* What servers say when they refuse: one for each meaning that the rules tell apart. */
static const struct {
  const char *status;
  const char *text;
  guint code;
} replies[] = {
  { NULL, NULL, 0 },
  { "AUTHENTICATIONFAILED", "NO [AUTHENTICATIONFAILED] Authentication failed.", 0 },
  { "5.7.8", "535 5.7.8 Error: authentication failed", 535 },
  { "5.7.9", "534 5.7.9 Authentication mechanism is too weak", 534 },
  { NULL, "504 5.5.4 Unrecognized authentication type", 504 },
  { "PRIVACYREQUIRED", "NO [PRIVACYREQUIRED] Plaintext authentication not allowed without SSL/TLS.", 0 },
  { "5.7.11", "538 5.7.11 Encryption required for requested authentication mechanism", 538 },
  { NULL, "530 5.7.0 Must issue a STARTTLS command first", 530 },
  { "5.5.1", "503 5.5.1 Error: authentication not enabled", 503 },
  { NULL, "NO [ALERT] Application-specific password required", 0 },
  { "EXPIRED", "NO [EXPIRED] Password expired.", 0 },
  { "UNAVAILABLE", "NO [UNAVAILABLE] Temporary authentication failure.", 0 },
  { NULL, "454 4.7.0 Temporary authentication failure", 454 },
  { "OVERQUOTA", "NO [OVERQUOTA] Quota exceeded (mailbox for user is full)", 0 },
  { "5.2.2", "552 5.2.2 Mailbox is full", 552 },
  { "IN-USE", "-ERR [IN-USE] Mailbox is locked by another POP3 session.", 0 },
  { NULL, "-ERR mailbox is locked", 0 },
  { NULL, "NO Mailbox cannot be opened", 0 },
  { "5.7.57", "530 5.7.57 Client was not authenticated to send mail", 530 },
  { NULL, "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org", 554 },
  { NULL, "450 4.7.1 Error: too much mail from this account, message rate limit exceeded", 450 },
  { "5.3.4", "552 5.3.4 Message size exceeds fixed limit", 552 },
  { "4.2.0", "450 4.2.0 Greylisted, try again later", 450 },
  { NULL, "550 5.1.1 Recipient address rejected: User unknown", 550 },
  { NULL, "550 5.7.60 Client does not have permissions to send as this sender", 550 },
  { NULL, "421 Too many connections", 421 },
};

/* Where a talk may have ended, and what had been said by then (test-diagnose-support.h). */
static const struct {
  TgFault fault;
  TgStage reached;
  const char *flags;
  gboolean with_replies;
  const char *token;
} ends[] = {
  { TG_FAULT_NONE, TG_STAGE_DONE, "s" },
  { TG_FAULT_NONE, TG_STAGE_DONE, "sp" },
  { TG_FAULT_NONE, TG_STAGE_DONE, "sm" },
  { TG_FAULT_NONE, TG_STAGE_SIGN_IN, "w" },
  { TG_FAULT_NAME_NOT_FOUND, TG_STAGE_RESOLVE },
  { TG_FAULT_RESOLVER, TG_STAGE_RESOLVE },
  { TG_FAULT_REFUSED, TG_STAGE_CONNECT },
  { TG_FAULT_CONNECT_TIMEOUT, TG_STAGE_CONNECT },
  { TG_FAULT_UNREACHABLE, TG_STAGE_CONNECT },
  { TG_FAULT_SILENT, TG_STAGE_GREETING },
  { TG_FAULT_TLS, TG_STAGE_TLS },
  { TG_FAULT_TLS_VERSION, TG_STAGE_TLS },
  { TG_FAULT_CERTIFICATE, TG_STAGE_CERTIFICATE },
  { TG_FAULT_CLOSED, TG_STAGE_GREETING },
  { TG_FAULT_CLOSED, TG_STAGE_SIGN_IN, "x" },
  { TG_FAULT_CLOSED, TG_STAGE_SIGN_IN, "xb" },
  { TG_FAULT_CLOSED, TG_STAGE_MAILBOX, "s" },
  { TG_FAULT_DEADLINE, TG_STAGE_GREETING },
  { TG_FAULT_DEADLINE, TG_STAGE_SIGN_IN, "x" },
  { TG_FAULT_GARBAGE, TG_STAGE_GREETING },
  { TG_FAULT_GARBAGE, TG_STAGE_SIGN_IN, "x" },
  { TG_FAULT_UNAVAILABLE, TG_STAGE_GREETING, "", TRUE },
  { TG_FAULT_UNAVAILABLE, TG_STAGE_SIGN_IN, "x", TRUE },
  { TG_FAULT_UNAVAILABLE, TG_STAGE_ENVELOPE, "s", TRUE },
  { TG_FAULT_AUTH_NOT_OFFERED, TG_STAGE_SIGN_IN },
  { TG_FAULT_AUTH_NEEDS_TLS, TG_STAGE_SIGN_IN },
  { TG_FAULT_AUTH_NEEDS_TLS, TG_STAGE_SIGN_IN, "x" },
  { TG_FAULT_AUTH_NO_COMMON, TG_STAGE_SIGN_IN },
  { TG_FAULT_AUTH_REFUSED, TG_STAGE_SIGN_IN, "r", TRUE },
  { TG_FAULT_AUTH_REFUSED, TG_STAGE_SIGN_IN, "rp", TRUE },
  { TG_FAULT_AUTH_REFUSED, TG_STAGE_SIGN_IN, "rB" },
  { TG_FAULT_AUTH_REFUSED, TG_STAGE_SIGN_IN, "rF" },
  { TG_FAULT_AUTH_REFUSED, TG_STAGE_SIGN_IN, "r", TRUE, TOKEN },
  { TG_FAULT_AUTH_REFUSED, TG_STAGE_SIGN_IN, "r", TRUE, "401" },
  { TG_FAULT_AUTH_REFUSED, TG_STAGE_SIGN_IN, "r", TRUE, "insufficient_scope" },
  { TG_FAULT_AUTH_TOKEN_IN_CLEAR, TG_STAGE_SIGN_IN, .token = TOKEN },
  { TG_FAULT_AUTH_NO_COMMON, TG_STAGE_SIGN_IN, .token = TOKEN },
  { TG_FAULT_AUTH_NOT_OFFERED, TG_STAGE_SIGN_IN, .token = TOKEN },
  { TG_FAULT_NONE, TG_STAGE_SIGN_IN, "w", .token = TOKEN },
  { TG_FAULT_NONE, TG_STAGE_DONE, "s", .token = TOKEN },
  { TG_FAULT_CLOSED, TG_STAGE_SIGN_IN, "xr", .token = TOKEN },
  { TG_FAULT_MAILBOX, TG_STAGE_MAILBOX, "s", TRUE, TOKEN },
  { TG_FAULT_SENDER, TG_STAGE_ENVELOPE, "s", TRUE, TOKEN },
  { TG_FAULT_AUTH_SERVER_PROOF, TG_STAGE_SIGN_IN, "x" },
  { TG_FAULT_MAILBOX, TG_STAGE_MAILBOX, "s", TRUE },
  { TG_FAULT_SENDER, TG_STAGE_ENVELOPE, "s", TRUE },
  { TG_FAULT_RECIPIENT, TG_STAGE_ENVELOPE, "s", TRUE },
  { TG_FAULT_UNSENDABLE, TG_STAGE_SIGN_IN },
  { TG_FAULT_UNSENDABLE, TG_STAGE_ENVELOPE, "s" },
  { TG_FAULT_INTERNAL, TG_STAGE_SIGN_IN, "x" },
};

static const char *const problems[] = { NULL, "cert-name-mismatch", "cert-expired cert-self-signed",
                                        "tls-weak cert-weak cert-expires-soon" };

static const Side others[] = {
  { NULL },
  { SMTPS, .flags = "s" },
  { SMTPS, TG_FAULT_REFUSED, TG_STAGE_CONNECT },
  { SMTPS, TG_FAULT_SILENT, TG_STAGE_GREETING },
  { "smtp://smtp.example.jp:587", TG_FAULT_AUTH_REFUSED, TG_STAGE_SIGN_IN, "535 5.7.8 authentication failed", "5.7.8", 535, .flags = "r" },
  { SMTPS, TG_FAULT_UNREACHABLE, TG_STAGE_CONNECT },
};

/* @sending: @side is the one that sends, and the other one receives. */
static void
try_beside (const Side *side, const Side *other, gboolean sending)
{
  Side receiving = *other;
  g_auto (Run) run = { NULL };

  if (sending && other->url != NULL)
    receiving.url = g_str_has_prefix (other->url, "smtps") ? IMAPS : "imap://imap.example.jp:143";
  run = sending ? run_sides ("taro@example.jp", &receiving, side) : run_sides ("taro@example.jp", side, other);
  judge_all (&run);
}

/* Without encryption there is no certificate, nothing is pinned, and no token goes out. */
static gboolean
can_be (const Side *side, const char *url)
{
  gboolean certificates = side->problems != NULL || (side->flags != NULL && strchr (side->flags, 'p') != NULL);
  gboolean in_clear = side->fault == TG_FAULT_AUTH_TOKEN_IN_CLEAR;
  gboolean encrypted = g_str_has_prefix (url, "imaps") || g_str_has_prefix (url, "smtps") || strstr (url, "+starttls") != NULL;

  return (!certificates || encrypted) && (side->token == NULL || encrypted != in_clear);
}

static void
try_everywhere (Side side)
{
  static const char *const urls[] = {
    IMAPS, "imap+starttls://imap.example.jp:143", "imap://imap.example.jp:143", "pop3://imap.example.jp:110",
    SMTPS, "smtp://smtp.example.jp:25",
  };

  for (guint o = 0; o < G_N_ELEMENTS (others); o++)
    for (guint i = 0; i < G_N_ELEMENTS (urls); i++) {
      side.url = urls[i];
      if (can_be (&side, side.url))
        try_beside (&side, &others[o], g_str_has_prefix (side.url, "smtp"));
    }
}

static void
test_every_end (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  gboolean shut = ends[i].fault == TG_FAULT_CERTIFICATE || ends[i].fault == TG_FAULT_TLS_VERSION;
  guint n = ends[i].reached > TG_STAGE_CERTIFICATE || shut ? G_N_ELEMENTS (problems) : 1;

  for (guint r = 0; r < (ends[i].with_replies ? G_N_ELEMENTS (replies) : 1); r++)
    for (guint p = shut ? 1 : 0; p < n; p += shut ? 1 : 3)
      for (TgSpeaks scan = TG_SPEAKS_UNKNOWN; scan <= (ends[i].fault == TG_FAULT_TLS ? TG_SPEAKS_SSH : TG_SPEAKS_UNKNOWN); scan++)
        try_everywhere ((Side){ NULL, ends[i].fault, ends[i].reached, replies[r].text, replies[r].status, replies[r].code, .scan = scan,
                                .problems = problems[p], .flags = ends[i].flags, .token = ends[i].token });
}

/* Neither a remedy nor a cause speaks of the person's typing where Tegami, or somebody else, named the server. */
static void
test_nobody_typed_it (void)
{
  static const TgOrigin origins[] = { TG_ORIGIN_GUESS, TG_ORIGIN_TABLE, TG_ORIGIN_LETTER, TG_ORIGIN_AUTOCONFIG };
  static const TgFault faults[] = { TG_FAULT_NAME_NOT_FOUND, TG_FAULT_RESOLVER, TG_FAULT_CERTIFICATE, TG_FAULT_OTHER_PROTOCOL };

  for (guint i = 0; i < G_N_ELEMENTS (origins); i++)
    for (guint k = 0; k < G_N_ELEMENTS (faults); k++) {
      Side side = { IMAPS, faults[k], faults[k] == TG_FAULT_CERTIFICATE ? TG_STAGE_CERTIFICATE : TG_STAGE_RESOLVE, .speaks = TG_SPEAKS_POP3,
                    .problems = faults[k] == TG_FAULT_CERTIFICATE ? "cert-name-mismatch" : NULL };
      g_auto (Run) run = run_sides ("taro@example.jp", &side, &(Side){ NULL });

      ((TgServer *)run.receive->server)->origin = origins[i];
      g_ptr_array_unref (run.findings);
      run.findings = tg_diagnose (run.account, run.receive, NULL, NULL, NOW);
      g_assert_cmpuint (run.findings->len, >, 0);
      judge_all (&run);
    }
}

/* Only the port changes: no other name is spoken of. */
static void
test_the_name_stays (void)
{
  static const TgFault faults[] = { TG_FAULT_REFUSED, TG_FAULT_CONNECT_TIMEOUT, TG_FAULT_SILENT, TG_FAULT_TLS, TG_FAULT_AUTH_NOT_OFFERED };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++) {
    Side side = { "smtp+starttls://smtp.ocn.ne.jp:25", faults[i], TG_STAGE_CONNECT };
    g_auto (Run) run = run_sides ("taro@abc.ocn.ne.jp", &(Side){ NULL }, &side);
    guint known = 0;

    for (guint f = 0; f < run.findings->len; f++) {
      const TgFinding *finding = run.findings->pdata[f];

      for (guint k = 0; k < finding->remedies->len; k++) {
        const TgRemedy *remedy = finding->remedies->pdata[k];

        g_test_message ("%s: %s", finding->id, remedy->text);
        if (remedy->change == NULL)
          continue;
        known++;
        g_assert_cmpstr (remedy->change->send->host, ==, "smtp.ocn.ne.jp");
        g_assert_null (strstr (remedy->text, "smtp.ocn.ne.jp"));
        g_assert_null (strstr (remedy->action, "smtp.ocn.ne.jp"));
        g_assert_nonnull (strstr (remedy->text, remedy->change->send->port == 465 ? "465" : "587"));
      }
    }
    g_assert_cmpuint (known, >, 0);
  }
}

static void
test_there_was_something_to_judge (void)
{
  g_test_message ("%u texts, %u claims", told, held);
  g_assert_cmpuint (told, >, 10000);
  g_assert_cmpuint (held, >, 1000);
}

int
main (int argc, char **argv)
{
  tg_language_init (NULL);
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  read_claims ();
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++) {
    g_autofree char *path = g_strdup_printf ("/sentences/%02u, fault %u at %s", i, ends[i].fault, tg_stage_id (ends[i].reached));

    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_every_end);
  }
  g_test_add_func ("/sentences/nobody typed it", test_nobody_typed_it);
  g_test_add_func ("/sentences/the name stays", test_the_name_stays);
  g_test_add_func ("/sentences/there was something to judge", test_there_was_something_to_judge);
  return g_test_run ();
}
