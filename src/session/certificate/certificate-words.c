/* certificate-words.c: sentences about a certificate's past, and about the one that is missing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "session/certificate/certificate-words.h"

#include <glib/gi18n-lib.h>

#include "cert/certificate.h"
#include "model/text/text.h"

/* A change, where this connection's certificate is trusted anyway, and where it is not. */
static const struct {
  TgCompared trusted;
  const char *trusted_text;
  TgCompared other;
  const char *other_text;
} changes[] = {
  /* TRANSLATORS: {date} is when the server was last checked, {issuer} who issued its certificate then */
  [TG_CHANGE_SAME] = { TG_COMPARED_GOOD, N_ ("It is the same certificate as last time ({date})."), TG_COMPARED_GOOD,
                       N_ ("It is the same certificate as last time ({date}), when it was fine.") },
  [TG_CHANGE_SAME_KEY] = { TG_COMPARED_GOOD, N_ ("It was renewed since last time ({date}), with the same key."), TG_COMPARED_GOOD,
                           N_ ("It is another certificate than last time ({date}), but with the same key: most likely the same server.") },
  [TG_CHANGE_RENEWED] = { TG_COMPARED_GOOD,
                          N_ ("It is a new certificate from the same issuer as last time ({date}), {issuer}: an ordinary renewal."),
                          TG_COMPARED_ASK,
                          N_ ("It is another certificate than last time ({date}). It names the same issuer, {issuer}; that is not "
                              "proven.") },
  [TG_CHANGE_OTHER_ISSUER] = { TG_COMPARED_ASK,
                               N_ ("Last time ({date}) the certificate came from {issuer}. Providers change their issuer now and then. To "
                                   "be sure, ask yours."),
                               TG_COMPARED_SUSPICIOUS,
                               N_ ("Last time ({date}) it was another certificate, from {issuer}. Before you continue, ask the company "
                                   "running the server whether it has changed it.") },
  [TG_CHANGE_SELF_SIGNED] = { TG_COMPARED_ASK,
                              N_ ("Last time ({date}) the certificate came from {issuer}; this one is self-signed. Ask the company running "
                                  "the server why."),
                              TG_COMPARED_SUSPICIOUS,
                              N_ ("Last time ({date}) the certificate came from {issuer}; this one is self-signed. That is suspicious: "
                                  "someone may be intercepting the connection. Do not allow it.") },
};

/* Never in what was filled in before: a name may hold braces. */
static char *
fill_in (const char *text, const char *date, const char *issuer)
{
  g_auto (GStrv) around_issuer = g_strsplit (text, "{issuer}", 2);

  for (char **part = around_issuer; *part != NULL; part++) {
    g_auto (GStrv) around_date = g_strsplit (*part, "{date}", 2);

    g_free (*part);
    *part = g_strjoinv (date, around_date);
  }
  return g_strjoinv (issuer, around_issuer);
}

char *
tg_previous_words (const TgPrevious *previous, gboolean trusted, TgCompared *compared)
{
  g_autofree char *issuer = tg_distinguished_name_plain (previous->issuer);
  g_autofree char *date = tg_text_day (previous->last_seen);

  *compared = trusted ? changes[previous->change].trusted : changes[previous->change].other;
  return fill_in (_ (trusted ? changes[previous->change].trusted_text : changes[previous->change].other_text), date, issuer);
}

char *
tg_issuer_proof_words (const TgIssuerProof *proof)
{
  const char *host = proof->contacted->len > 0 ? proof->contacted->pdata[0] : "?";
  g_autofree char *missing = proof->fetched->len > 0 ? tg_distinguished_name_plain (proof->fetched->pdata[0]) : NULL;

  switch (proof->outcome) {
  case TG_ISSUER_PROVEN:
    /* TRANSLATORS: a certificate's name, then the host that it was fetched from */
    return g_strdup_printf (_ ("Proven: the server fails to send “%s”. With that certificate, fetched from %s, everything is in order."),
                            missing, host);
  case TG_ISSUER_UNKNOWN:
    return g_strdup_printf (_ ("“%s” was fetched from %s, but even with it this computer does not know who vouches for the server."),
                            missing, host);
  case TG_ISSUER_UNRELATED:
    return g_strdup_printf (_ ("%s answered, but not with the certificate that is missing."), host);
  case TG_ISSUER_NOT_ANSWERED:
    return g_strdup_printf (_ ("The missing certificate could not be fetched from %s."), host);
  case TG_ISSUER_REFUSED:
    return g_strdup (_ ("The certificate names an address inside a private network for its issuer. It was not contacted."));
  case TG_ISSUER_NO_ADDRESS:
  default:
    return g_strdup (_ ("The certificate does not say where to get its issuer’s certificate."));
  }
}
