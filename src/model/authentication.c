/* authentication.c: the mechanisms that mail programs offer, and their names there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/authentication.h"

#include <glib/gi18n-lib.h>

static const struct {
  const char *mechanism; /* a pattern */
  const char *name;
  gboolean is_oauth;
} rows[] = {
  { "PLAIN", N_ ("normal password") },
  { "LOGIN", N_ ("normal password") },
  { "IMAP-LOGIN", N_ ("normal password") },
  { "USER-PASS", N_ ("normal password") },
  { "CRAM-MD5", N_ ("encrypted password (CRAM-MD5)") },
  { "APOP", N_ ("encrypted password (APOP)") },
  { "SCRAM-*", N_ ("encrypted password (SCRAM)") },
  { "XOAUTH2", N_ ("the provider’s sign-in page (OAuth2)"), TRUE },
  { "OAUTHBEARER", N_ ("the provider’s sign-in page (OAuth2)"), TRUE },
  { TG_AUTHENTICATION_BY_TOKEN, N_ ("the provider’s sign-in page (OAuth2)"), TRUE },
  { "none", N_ ("none") },
};

static gsize
row_of (const char *mechanism)
{
  gsize i = 0;

  while (i < G_N_ELEMENTS (rows) && (mechanism == NULL || !g_pattern_match_simple (rows[i].mechanism, mechanism)))
    i++;
  return i;
}

const char *
tg_authentication_name (const char *mechanism)
{
  gsize i = row_of (mechanism);

  return i < G_N_ELEMENTS (rows) ? _ (rows[i].name) : mechanism;
}

gboolean
tg_authentication_is_oauth (const char *mechanism)
{
  gsize i = row_of (mechanism);

  return i < G_N_ELEMENTS (rows) && rows[i].is_oauth;
}
