/* arguments.c: the values that fill the place holders of data/findings.xml, and the conditions
 * ("if", "unless") that choose among its causes and remedies.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/catalogue.h"
#include "diagnose/rules/deeds.h"
#include "diagnose/rules/name-remedies.h"
#include "diagnose/rules/typed-rules.h"

#include <string.h>

#include "model/host.h"
#include "model/text/text.h"

#include "tegami-config.h"
#include <glib/gi18n-lib.h>

#define NAMES_SHOWN 3

static char *
clock_time (gint64 unix_seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (unix_seconds);

  /* TRANSLATORS: a time of day in a sentence, as g_date_time_format() writes it: 18:02 */
  /* xgettext:no-c-format */
  return time != NULL ? g_date_time_format (time, _ ("%-H:%M")) : g_strdup ("?");
}

static void
take (GHashTable *arguments, const char *name, char *value)
{
  if (value != NULL)
    g_hash_table_insert (arguments, (gpointer)name, value);
}

static void
put (GHashTable *arguments, const char *name, const char *value)
{
  take (arguments, name, g_strdup (value));
}

static void
flag (GHashTable *arguments, const char *name, gboolean holds)
{
  if (holds)
    put (arguments, name, "yes");
}

/* The common name or organisation. */
char *
tg_case_short_name (const char *distinguished)
{
  static const char *const keys[] = { "CN=", "O=", NULL };

  for (guint k = 0; distinguished != NULL && keys[k] != NULL; k++) {
    const char *found = strstr (distinguished, keys[k]);

    while (found != NULL && found != distinguished && found[-1] != ',' && found[-1] != '+')
      found = strstr (found + 1, keys[k]);
    if (found != NULL) {
      g_autoptr (GString) value = g_string_new (NULL);

      for (const char *c = found + strlen (keys[k]); *c != '\0' && *c != ',' && *c != '+'; c++) {
        if (*c == '\\' && c[1] != '\0')
          c++;
        g_string_append_c (value, *c);
      }
      if (value->len > 0)
        return g_string_free (g_steal_pointer (&value), FALSE);
    }
  }
  return g_strdup (distinguished);
}

static char *
listed (char **names)
{
  g_autoptr (GString) list = g_string_new (NULL);
  guint n = 0;

  for (; names != NULL && names[n] != NULL && n < NAMES_SHOWN; n++)
    g_string_append_printf (list, "%s%s", n > 0 ? ", " : "", names[n]);
  if (n == 0)
    return NULL;
  if (names[n] != NULL)
    g_string_append (list, ", …");
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static char *
joined (GPtrArray *words)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < words->len; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", (const char *)words->pdata[i]);
  return list->len > 0 ? g_string_free (g_steal_pointer (&list), FALSE) : NULL;
}

/* The names of RFC 8446 section 6, where one helps a support desk. */
static char *
alert_text (int alert)
{
  static const struct {
    int number;
    const char *name;
  } names[] = {
    { 10, "unexpected_message" },
    { 20, "bad_record_mac" },
    { 40, "handshake_failure" },
    { 42, "bad_certificate" },
    { 47, "illegal_parameter" },
    { 48, "unknown_ca" },
    { 49, "access_denied" },
    { 50, "decode_error" },
    { 51, "decrypt_error" },
    { 70, "protocol_version" },
    { 71, "insufficient_security" },
    { 80, "internal_error" },
    { 86, "inappropriate_fallback" },
    { 109, "missing_extension" },
    { 112, "unrecognized_name" },
    { 116, "certificate_required" },
    { 120, "no_application_protocol" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i].number == alert)
      return g_strdup_printf ("TLS alert %d, %s", alert, names[i].name);
  return alert >= 0 ? g_strdup_printf ("TLS alert %d", alert) : NULL;
}

/* Of several that run out soon, the first one to do so. */
static const TgCertificate *
certificate_in_question (const TgCase *self, const char *id)
{
  const TgCertificate *first = tg_case_certificate_with (self, id);
  GPtrArray *chain = self->seen->certificates;

  for (guint i = 0; strcmp (id, "cert-expires-soon") == 0 && i < chain->len; i++) {
    const TgCertificate *other = chain->pdata[i];

    if (tg_problems_has (other->problems, id) && other->not_after < first->not_after)
      first = other;
  }
  return first;
}

/* Only a date that bears the problem out: what was seen on the connection alone may be about a certificate
 * that nobody can name. */
static gint64
date_in_question (const TgCase *self, const char *id, const TgCertificate *certificate)
{
  gint64 now = self->input->now;

  if (strcmp (id, "cert-not-yet-valid") == 0)
    return certificate->not_before > now ? certificate->not_before : 0;
  if (strcmp (id, "cert-pinned") == 0)
    return self->seen->tls->pin_until;
  if (strcmp (id, "cert-expired") == 0 || strcmp (id, "cert-chain-expired") == 0)
    return certificate->not_after < now ? certificate->not_after : 0;
  return certificate->not_after;
}

static void
add_certificate (const TgCase *self, const char *id, GHashTable *arguments)
{
  const TgCertificate *certificate = certificate_in_question (self, id);
  GPtrArray *chain = self->seen->certificates;

  if (certificate == NULL)
    return;
  gint64 date = date_in_question (self, id, certificate);

  put (arguments, "key", certificate->key);
  put (arguments, "signature", certificate->signature);
  take (arguments, "names", listed (((const TgCertificate *)chain->pdata[0])->names));
  take (arguments, "issuer", tg_case_short_name (tg_evidence_chain_issuer (self->seen)));
  if (date != 0)
    take (arguments, "date", tg_text_day (date));
  if (tg_case_blames_authority (self, id)) {
    flag (arguments, "listed", TRUE);
    take (arguments, "issuer", tg_case_short_name (certificate->subject));
  }
  take (arguments, "days", g_strdup_printf ("%d", (int)((certificate->not_after - self->input->now) / 86400)));
  flag (arguments, "behind", certificate != chain->pdata[0]);
  flag (arguments, "hours_left", certificate->not_after - self->input->now < 2 * 86400);
  flag (arguments, "refused", self->seen->fault == TG_FAULT_CERTIFICATE);
  flag (arguments, "clock_right",
        self->input->surroundings != NULL && self->input->surroundings->aspects[TG_ASPECT_CLOCK].look == TG_LOOK_OK);
}

static guint
refusals (const TgDiagnosisInput *input)
{
  return (input->receive != NULL && input->receive->sign_in_refused) +
         (input->receive_other != NULL && input->receive_other->sign_in_refused) + (input->send != NULL && input->send->sign_in_refused);
}

static gboolean
has_two_passwords (const TgDiagnosisInput *input)
{
  return input->typed != NULL && input->typed->own_send_password;
}

static void
add_sign_in (const TgCase *self, GHashTable *arguments)
{
  const TgEvidence *seen = self->seen;
  const TgEvidence *across = self->across;
  int left = refusals (self->input) >= 2 ? 0 : self->input->attempts_left;
  gboolean google =
      (self->provider != NULL && strcmp (self->provider->id, "gmail") == 0) || tg_host_is_under (seen->server->ascii_host, "gmail.com");
  /* Receiving has shown that its password is right: the same one is not to be typed once more. */
  gboolean sends_only = self->side == TG_SIDE_SEND && across != NULL && across->signed_in;
  gboolean own_password = has_two_passwords (self->input);

  flag (arguments, "other_side_works", across != NULL && across->signed_in && g_strcmp0 (across->user, seen->user) == 0 && !own_password);
  flag (arguments, "send_password", sends_only && own_password);
  flag (arguments, "both_forms", self->retried != NULL && self->retried->sign_in_refused);
  if (self->retried != NULL)
    put (arguments, "other_user", self->retried->user);
  flag (arguments, "send_none_left", sends_only && left == 0);
  flag (arguments, "send_attempt_left", sends_only && left != 0);
  flag (arguments, "none_left", !sends_only && left == 0);
  flag (arguments, "one_left", !sends_only && left == 1);
  flag (arguments, "attempts_unknown", !sends_only && (left < 0 || left > 1));
  flag (arguments, "or_password",
        seen->token == NULL && (self->reply.plain || (seen->decisive != NULL && (strstr (seen->decisive, "assword") != NULL ||
                                                                                 strstr (seen->decisive, "#AUTH01") != NULL))));
  flag (arguments, "google", google);
  flag (arguments, "app_password_told", google);
  flag (arguments, "recipient", seen->fault == TG_FAULT_RECIPIENT);
  if (tg_case_name_is_right (self)) {
    put (arguments, "provider", self->provider->name);
  }
}

/* What the provider wants of mail programs, by the server's name, since many an own domain is hosted there; else by the
 * address.  All of it is about passwords.  An app password has a remedy of its own where its page is known. */
static void
add_provider_advice (const TgCase *self, const char *id, GHashTable *arguments)
{
  const TgServer *server = self->seen->server;
  const TgProvider *provider = tg_providers_find_host (server->ascii_host);

  if (provider == NULL)
    provider = self->provider;
  if (provider == NULL || self->seen->token != NULL || (strcmp (id, "auth-app-password") == 0 && provider->app_password_url != NULL))
    return;
  put (arguments, "provider_first", tg_provider_after_refusal (provider, server->protocol, FALSE));
  flag (arguments, "app_password_told", tg_provider_after_refusal (provider, server->protocol, FALSE) != NULL);
  put (arguments, "provider_last", tg_provider_after_refusal (provider, server->protocol, TRUE));
}

static void
add_browser_programs (const TgCase *self, GHashTable *arguments)
{
  const char *programs = self->input->browser_programs[self->side];

  if (programs != NULL && *programs != '\0')
    put (arguments, "browser_programs", programs);
  flag (arguments, "no_browser_program", programs != NULL && *programs == '\0');
}

/* What may be said of this side, and of where its server's name came from. */
static void
add_facts (const TgCase *self, GHashTable *arguments)
{
  TgSideFacts facts = tg_facts_of (self->seen, self->retried);
  TgOrigin origin = self->seen->server->origin;

  flag (arguments, TG_NOT_SENT, !facts.sent);
  flag (arguments, "safe", facts.proven);
  flag (arguments, "accepted", facts.accepted);
  flag (arguments, "works", facts.works);
  flag (arguments, "guessed", origin == TG_ORIGIN_GUESS);
  flag (arguments, "elsewhere", tg_origin_is_elsewhere (origin));
}

void
tg_case_speak_for_both (const TgCase *self, GHashTable *arguments)
{
  if (tg_facts_of (self->input->receive, self->input->receive_other).sent || tg_facts_of (self->input->send, NULL).sent)
    g_hash_table_remove (arguments, TG_NOT_SENT);
}

GHashTable *
tg_case_arguments (const TgCase *self, const char *id)
{
  GHashTable *arguments = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  const TgEvidence *seen = self->seen;
  const TgServer *server = seen->server;
  int alert = seen->scan.done && seen->scan.alert >= 0 ? seen->scan.alert : seen->tls != NULL ? seen->tls->alert : -1;

  put (arguments, "host", server->host);
  take (arguments, "port", g_strdup_printf ("%u", server->port));
  put (arguments, "protocol", tg_protocol_name (server->protocol));
  put (arguments, "security", tg_security_name (server->security));
  put (arguments, "address", self->input->account->address);
  put (arguments, "user", seen->user);
  put (arguments, "speaks", tg_speaks_name (tg_case_speaks (self)));
  put (arguments, "mechanism", seen->authentication);
  take (arguments, "mechanisms", joined (seen->mechanisms));
  take (arguments, "alert", alert_text (alert));
  take (arguments, "time", clock_time (self->input->now));
  take (arguments, "today", tg_text_day (self->input->now));
  /* What came unprotected is not given as the server's words; the evidence says how it came. */
  if (seen->decisive != NULL && *seen->decisive != '\0' && !seen->decisive_before_tls)
    put (arguments, "server_text", seen->decisive);

  add_facts (self, arguments);
  flag (arguments, "broken", seen->broken_record);
  flag (arguments, "connected", seen->fault == TG_FAULT_SILENT);
  flag (arguments, "other_side_found", tg_case_other_found (self));
  if (g_str_has_prefix (id, "port-"))
    flag (arguments, "other_side_works", tg_facts_of (self->across, NULL).answered);
  flag (arguments, "name_is_right", tg_case_name_is_right (self));
  if (g_str_has_prefix (id, "auth-") || g_str_has_prefix (id, "mailbox-")) {
    add_sign_in (self, arguments);
    tg_names_add_route (self, arguments);
  }
  if (g_str_has_prefix (id, "auth-"))
    add_provider_advice (self, id, arguments);
  if (strcmp (id, "auth-oauth") == 0)
    add_browser_programs (self, arguments);
  if (g_str_has_prefix (id, "cert-"))
    add_certificate (self, id, arguments);
  if (strcmp (id, "cert-name-mismatch") == 0)
    tg_names_add_arguments (self, arguments);
  tg_deed_add_arguments (self, arguments);
  tg_local_add_arguments (self, id, arguments);
  tg_typed_add_arguments (self, id, arguments);
  return arguments;
}
