/* environment-rules.c: one row for each finding about this computer and its network.  What a look around
 * has proven stands before what follows from it, and in its place.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/rules/environment-rules.h"

#include <string.h>

#include "diagnose/rules/case.h"
#include "diagnose/catalogue.h"
#include "model/text/text.h"
#include "tegami-config.h"
#include <glib/gi18n-lib.h>

/**
 * EnvironmentRule:
 * @explains: beginnings of ids, separated by spaces: findings that follow from this one; NULL: none
 * @concerns: whether the side has to do with it
 * @add: (nullable): more values for the words
 * @always: told even where nothing follows from it
 */
typedef struct {
  TgAspect aspect;
  const char *explains;
  gboolean (*concerns) (const TgCase *subject);
  void (*add) (const TgCase *subject, GHashTable *arguments);
  gboolean always;
} EnvironmentRule;

#define NETWORK "no-network dns-broken host-not port-silent port-refused"
#define NO_MAIL "not-a-mail-server wrong-protocol server-closed server-garbage server-slow"

static gboolean
could_be_the_network (const TgCase *subject)
{
  return tg_case_never_talked (subject->seen) || subject->seen->fault == TG_FAULT_CERTIFICATE ||
         subject->seen->fault == TG_FAULT_NAME_NOT_FOUND || subject->seen->fault == TG_FAULT_RESOLVER ||
         subject->seen->fault == TG_FAULT_UNREACHABLE;
}

static gboolean
has_certificate_fault (const TgCase *subject)
{
  return subject->seen->fault == TG_FAULT_CERTIFICATE;
}

static gboolean
is_about_dates (const char *problem)
{
  static const char *const dates[] = { "cert-expired", "cert-chain-expired", "cert-not-yet-valid", NULL };

  return g_strv_contains (dates, problem);
}

static gboolean
has_date_problem (const TgCertificate *certificate)
{
  for (guint i = 0; i < certificate->problems->len; i++)
    if (is_about_dates (certificate->problems->pdata[i]))
      return TRUE;
  return FALSE;
}

/* By the right time, every certificate that looked too old or too new is valid. */
static gboolean
dates_are_the_clocks_fault (const TgCase *subject)
{
  gint64 truth = subject->input->now - subject->input->surroundings->clock_ahead;
  g_autoptr (GPtrArray) all = g_ptr_array_copy (subject->seen->certificates, NULL, NULL);
  gboolean any = FALSE;

  if (subject->seen->tls != NULL && subject->seen->tls->authority != NULL)
    g_ptr_array_add (all, subject->seen->tls->authority);
  for (guint i = 0; i < all->len; i++) {
    const TgCertificate *certificate = all->pdata[i];

    if (!has_date_problem (certificate))
      continue;
    if (truth < certificate->not_before || truth > certificate->not_after)
      return FALSE;
    any = TRUE;
  }
  return any;
}

static gboolean
issuer_is_foreign (const TgCase *subject)
{
  const char *issuer = tg_evidence_chain_issuer (subject->seen);

  return has_certificate_fault (subject) && g_strcmp0 (issuer, subject->input->surroundings->issuer) == 0;
}

static gboolean
works_elsewhere (const TgCase *subject)
{
  const TgNameReport *report = tg_surroundings_name (subject->input->surroundings, subject->seen->server->ascii_host);

  return subject->seen->fault != TG_FAULT_NONE && report != NULL && report->works;
}

static gboolean
is_silent (const TgCase *subject)
{
  return subject->seen->fault == TG_FAULT_CONNECT_TIMEOUT;
}

static gboolean
is_silent_on_25 (const TgCase *subject)
{
  return is_silent (subject) && subject->seen->server->port == 25;
}

static gboolean
name_was_not_found (const TgCase *subject)
{
  return subject->seen->fault == TG_FAULT_RESOLVER || subject->seen->fault == TG_FAULT_NAME_NOT_FOUND;
}

static gboolean
began_with_ipv6 (const TgCase *subject)
{
  GPtrArray *addresses = subject->seen->addresses;

  return addresses->len > 0 && strchr (((TgAddressRecord *)addresses->pdata[0])->ip, ':') != NULL;
}

static void
put (GHashTable *arguments, const char *name, char *value)
{
  if (value != NULL)
    g_hash_table_insert (arguments, (gpointer)name, value);
}

static void
add_portal (const TgCase *subject, GHashTable *arguments)
{
  if (tg_case_speaks (subject) == TG_SPEAKS_HTTP || has_certificate_fault (subject))
    put (arguments, "instead", g_strdup ("yes"));
}

static char *
exact_time (gint64 unix_seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (unix_seconds);

  /* TRANSLATORS: date and time in a sentence, as g_date_time_format() writes them: 3 November 2026, 18:02 */
  /* xgettext:no-c-format */
  return time != NULL ? g_date_time_format (time, _ ("%-d %B %Y, %-H:%M")) : g_strdup ("?");
}

static void
add_clock (const TgCase *subject, GHashTable *arguments)
{
  gint64 shown = subject->input->now;
  gint64 truth = shown - subject->input->surroundings->clock_ahead;
  g_autofree char *shown_date = tg_text_day (shown);
  g_autofree char *true_date = tg_text_day (truth);
  gboolean same_day = strcmp (shown_date, true_date) == 0;

  put (arguments, "shown", same_day ? exact_time (shown) : g_strdup (shown_date));
  put (arguments, "today", same_day ? exact_time (truth) : g_strdup (true_date));
}

static void
add_issuer (const TgCase *subject, GHashTable *arguments)
{
  put (arguments, "issuer", tg_case_short_name (subject->input->surroundings->issuer));
}

static void
add_address (const TgCase *subject, GHashTable *arguments)
{
  const TgNameReport *report = tg_surroundings_name (subject->input->surroundings, subject->seen->server->ascii_host);

  g_hash_table_remove (arguments, "address"); /* the mail address, which is not meant here */
  put (arguments, "address", report != NULL ? g_strdup (report->here) : NULL);
}

/* RFC 8314 section 3.3: 465 with TLS before 587 with STARTTLS; never 25. */
static TgServer *
answering_port (const TgCase *subject)
{
  static const struct {
    guint16 port;
    TgSecurity security;
  } ways[] = { { 465, TG_SECURITY_TLS }, { 587, TG_SECURITY_STARTTLS } };
  const TgServer *server = subject->seen->server;
  TgAddressOutcome outcome;

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    if (tg_surroundings_port (subject->input->surroundings, server->ascii_host, ways[i].port, &outcome) && outcome == TG_ADDRESS_OK)
      return tg_server_new (TG_PROTOCOL_SMTP, ways[i].security, server->host, ways[i].port, NULL);
  return NULL;
}

static void
add_port (const TgCase *subject, GHashTable *arguments)
{
  g_autoptr (TgServer) server = answering_port (subject);

  if (server == NULL)
    return;
  put (arguments, "new_port", g_strdup_printf ("%u", server->port));
  put (arguments, "new_security", g_strdup (tg_security_name (server->security)));
}

/* Root causes first. */
static const EnvironmentRule rules[] = {
  { TG_ASPECT_NETWORK, NETWORK " cert- tls- " NO_MAIL, could_be_the_network, NULL },
  { TG_ASPECT_PORTAL, NETWORK " cert- tls- " NO_MAIL, could_be_the_network, add_portal },
  { TG_ASPECT_CLOCK, "cert-expired cert-chain-expired cert-not-yet-valid", dates_are_the_clocks_fault, add_clock, TRUE },
  { TG_ASPECT_RESOLVER, "dns-broken host-not-found", name_was_not_found, NULL },
  { TG_ASPECT_INTERCEPTION, "cert-unknown-issuer cert-self-signed cert-incomplete-chain tls-intercepted", issuer_is_foreign, add_issuer },
  { TG_ASPECT_NAMES, NETWORK " cert- tls- " NO_MAIL, works_elsewhere, add_address },
  { TG_ASPECT_MAIL_PORTS, "port-silent", is_silent, NULL },
  { TG_ASPECT_PORT25, "port-silent", is_silent_on_25, add_port },
  { TG_ASPECT_IPV6, NULL, began_with_ipv6, NULL, TRUE },
};

static gboolean
is_explained (const EnvironmentRule *rule, const char *id)
{
  g_auto (GStrv) beginnings = g_strsplit (rule->explains != NULL ? rule->explains : "", " ", -1);

  for (guint i = 0; beginnings[i] != NULL; i++)
    if (*beginnings[i] != '\0' && g_str_has_prefix (id, beginnings[i]))
      return TRUE;
  return FALSE;
}

/* Takes what follows from it out of the list: on the sides that are concerned, and no others. */
static gboolean
take_out (const EnvironmentRule *rule, const gboolean concerned[2], const gboolean tested[2], GPtrArray *findings)
{
  guint before = findings->len;

  for (guint i = 0; i < findings->len;) {
    const TgFinding *finding = findings->pdata[i];
    gboolean both = (concerned[0] || !tested[0]) && (concerned[1] || !tested[1]);
    gboolean whole = finding->side == TG_SIDE_BOTH || finding->side == TG_SIDE_LOCAL;

    if (is_explained (rule, finding->id) && (whole ? both : concerned[finding->side]))
      g_ptr_array_remove_index (findings, i);
    else
      i++;
  }
  return findings->len < before;
}

static TgFinding *
tell (const EnvironmentRule *rule, const TgCase *subject)
{
  const TgAspectReport *report = &subject->input->surroundings->aspects[rule->aspect];
  const char *id = tg_aspect_finding (rule->aspect);
  g_autoptr (GHashTable) arguments = tg_case_arguments (subject, id);
  TgFinding *finding;

  tg_case_speak_for_both (subject, arguments);
  if (rule->add != NULL)
    rule->add (subject, arguments);
  finding = tg_catalogue_finding (id, TG_SIDE_LOCAL, arguments);
  for (guint i = 0; i < report->evidence->len; i++)
    g_ptr_array_add (finding->evidence, g_strdup (report->evidence->pdata[i]));
  for (guint i = 0; i < finding->remedies->len; i++) {
    TgRemedy *remedy = finding->remedies->pdata[i];
    g_autoptr (TgServer) server = strcmp (remedy->id, "use-answering-port") == 0 ? answering_port (subject) : NULL;

    if (server != NULL)
      remedy->change = tg_account_with_send (subject->input->account, server);
  }
  return finding;
}

/* The sides that a row concerns, and the first of them as the subject of its sentences. */
static gboolean
find_subject (const EnvironmentRule *rule, const TgDiagnosisInput *input, TgCase *subject, gboolean concerned[2], gboolean tested[2])
{
  const TgEvidence *const seen[2] = { [TG_SIDE_RECEIVE] = input->receive, [TG_SIDE_SEND] = input->send };
  gboolean found = FALSE, any = FALSE;

  for (guint side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++) {
    TgCase candidate;

    concerned[side] = FALSE;
    tested[side] = seen[side] != NULL && seen[side]->tested;
    if (!tested[side])
      continue;
    tg_case_init (&candidate, input, side);
    concerned[side] = rule->concerns (&candidate);
    if (!found && (concerned[side] || (rule->always && !any)))
      *subject = candidate;
    found |= concerned[side];
    any = TRUE;
  }
  return found || (rule->always && any);
}

static gboolean
leads_nowhere (const TgSurroundings *seen, const TgServer *server)
{
  TgAddressOutcome outcome;

  return server != NULL && tg_surroundings_port (seen, server->ascii_host, server->port, &outcome) && outcome != TG_ADDRESS_OK &&
         outcome != TG_ADDRESS_UNUSED;
}

/* A port that did not answer a moment ago need not be tried again as a remedy. */
static void
judge_changes (const TgSurroundings *seen, const TgFinding *finding)
{
  for (guint i = 0; i < finding->remedies->len; i++) {
    TgRemedy *remedy = finding->remedies->pdata[i];

    if (remedy->change != NULL && (leads_nowhere (seen, remedy->change->receive) || leads_nowhere (seen, remedy->change->send)))
      remedy->tried = TG_TRIED_FAILS;
  }
}

void
tg_environment_rules_apply (const TgDiagnosisInput *input, GPtrArray *findings)
{
  guint first = 0;

  if (input->surroundings == NULL)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++) {
    const EnvironmentRule *rule = &rules[i];
    gboolean concerned[2], tested[2];
    TgCase subject;
    TgFinding *finding;

    if (!tg_surroundings_faulty (input->surroundings, rule->aspect) || !find_subject (rule, input, &subject, concerned, tested))
      continue;
    finding = tell (rule, &subject);
    /* What explains something stands before it; what does not is only added. */
    if (take_out (rule, concerned, tested, findings))
      g_ptr_array_insert (findings, (int)first++, finding);
    else if (rule->always)
      g_ptr_array_add (findings, finding);
    else
      tg_finding_unref (finding);
  }
  for (guint i = 0; i < findings->len; i++)
    judge_changes (input->surroundings, findings->pdata[i]);
}
