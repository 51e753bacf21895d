/* authentication.c: the mechanisms that mail programs offer, and their names there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/authentication.h"

#include <glib/gi18n-lib.h>

static const struct {
  const char *mechanism; /* a pattern */
  const char *name;
} rows[] = {
  { "PLAIN", N_ ("normal password") },
  { "LOGIN", N_ ("normal password") },
  { "IMAP-LOGIN", N_ ("normal password") },
  { "USER-PASS", N_ ("normal password") },
  { "CRAM-MD5", N_ ("encrypted password (CRAM-MD5)") },
  { "APOP", N_ ("encrypted password (APOP)") },
  { "SCRAM-*", N_ ("encrypted password (SCRAM)") },
  { "XOAUTH2", N_ ("the provider’s sign-in page (OAuth2)") },
  { "OAUTHBEARER", N_ ("the provider’s sign-in page (OAuth2)") },
  { "none", N_ ("none") },
};

const char *
tg_authentication_name (const char *mechanism)
{
  for (gsize i = 0; mechanism != NULL && i < G_N_ELEMENTS (rows); i++)
    if (g_pattern_match_simple (rows[i].mechanism, mechanism))
      return _ (rows[i].name);
  return mechanism;
}

gboolean
tg_authentication_is_oauth (const char *mechanism)
{
  return g_strcmp0 (mechanism, "XOAUTH2") == 0 || g_strcmp0 (mechanism, "OAUTHBEARER") == 0;
}
