/* sasl-server.c: the server's side of PLAIN (RFC 4616), LOGIN, CRAM-MD5 (RFC 2195), SCRAM (RFC
 * 5802, RFC 7677), OAUTHBEARER (RFC 7628) and XOAUTH2.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "practice/protocols/sasl-server.h"

#include <gsasl.h>
#include <string.h>

#define SALT            "VGVnYW1pIHByYWN0aWNl"
#define ITERATIONS      "4096"
#define HUGE_ITERATIONS "2000000000"

static const struct {
  TgOffer offer;
  const char *name;
  gboolean speaks_first; /* the server; an initial response answers its first challenge */
} mechanisms[] = {
  { TG_OFFER_SCRAM_SHA_256, "SCRAM-SHA-256", FALSE },
  { TG_OFFER_SCRAM_SHA_1, "SCRAM-SHA-1", FALSE },
  { TG_OFFER_CRAM_MD5, "CRAM-MD5", TRUE },
  { TG_OFFER_PLAIN, "PLAIN", FALSE },
  { TG_OFFER_LOGIN, "LOGIN", TRUE },
  { TG_OFFER_XOAUTH2, "XOAUTH2", FALSE },
  { TG_OFFER_OAUTHBEARER, "OAUTHBEARER", FALSE },
};

struct _TgSaslServer {
  TgSite *site;
  const TgPracticeSide *side;
  Gsasl *context;
  Gsasl_session *session; /* NULL where a token signs in */
  TgOffer offer;
  gboolean denied;
  gboolean speaks_first;
  gboolean scram;
  guint steps;
  gboolean over; /* successful, but the client has yet to answer the last challenge */
  char *user;
  char *password;
};

static int
on_question (Gsasl *context, Gsasl_session *session, Gsasl_property property)
{
  TgSaslServer *self = gsasl_session_hook_get (session);
  const char *user = gsasl_property_fast (session, GSASL_AUTHID);

  switch (property) {
  case GSASL_VALIDATE_SIMPLE:
    g_free (self->password);
    self->password = g_strdup (gsasl_property_fast (session, GSASL_PASSWORD));
    return tg_site_knows (self->site, self->side, user, self->password) ? GSASL_OK : GSASL_AUTHENTICATION_ERROR;
  case GSASL_PASSWORD:
    if (g_strcmp0 (user, tg_site_user (self->site, self->side)) != 0)
      return GSASL_AUTHENTICATION_ERROR;
    return gsasl_property_set (session, GSASL_PASSWORD, tg_site_password (self->site));
  case GSASL_SCRAM_ITER:
    return gsasl_property_set (session, GSASL_SCRAM_ITER, self->side->traits & TG_TRAIT_HUGE_ITERATIONS ? HUGE_ITERATIONS : ITERATIONS);
  case GSASL_SCRAM_SALT:
    return gsasl_property_set (session, GSASL_SCRAM_SALT, SALT);
  default:
    return GSASL_NO_CALLBACK;
  }
}

TgSaslServer *
tg_sasl_server_new (TgSite *site, const TgPracticeSide *side, guint offers, const char *mechanism)
{
  g_autoptr (TgSaslServer) self = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (mechanisms) && self == NULL; i++) {
    if ((offers & mechanisms[i].offer) == 0 || g_ascii_strcasecmp (mechanism, mechanisms[i].name) != 0)
      continue;
    self = g_new0 (TgSaslServer, 1);
    self->site = site;
    self->side = side;
    self->offer = mechanisms[i].offer;
    self->speaks_first = mechanisms[i].speaks_first;
    self->scram = (mechanisms[i].offer & TG_OFFER_SCRAM) != 0;
    if (self->offer & TG_OFFER_TOKEN)
      break;
    if (gsasl_init (&self->context) != GSASL_OK)
      return NULL;
    gsasl_callback_set (self->context, on_question);
    if (gsasl_server_start (self->context, mechanisms[i].name, &self->session) != GSASL_OK)
      return NULL;
    gsasl_session_hook_set (self->session, self);
  }
  return g_steal_pointer (&self);
}

void
tg_sasl_server_free (TgSaslServer *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->session, gsasl_finish);
  g_clear_pointer (&self->context, gsasl_done);
  g_free (self->user);
  g_free (self->password);
  g_free (self);
}

/* Corrupts the server's proof. */
static void
spoil_proof (char **challenge)
{
  gsize length;
  g_autofree guchar *message = g_base64_decode (*challenge, &length);

  if (length > 2 && message[0] == 'v')
    message[2] = message[2] == 'A' ? 'B' : 'A';
  g_free (*challenge);
  *challenge = g_base64_encode (message, length);
}

static TgSaslState
step (TgSaslServer *self, const char *response, char **challenge)
{
  char *said = NULL;
  int result = gsasl_step64 (self->session, response, &said);

  if (self->user == NULL)
    self->user = g_strdup (gsasl_property_fast (self->session, GSASL_AUTHID));
  if (result != GSASL_OK && result != GSASL_NEEDS_MORE) {
    gsasl_free (said);
    return result == GSASL_BASE64_ERROR || result == GSASL_MECHANISM_PARSE_ERROR ? TG_SASL_MALFORMED : TG_SASL_REFUSED;
  }
  *challenge = g_strdup (said != NULL ? said : "");
  gsasl_free (said);
  if (result == GSASL_NEEDS_MORE)
    return TG_SASL_MORE;
  if (**challenge == '\0')
    return TG_SASL_OVER;
  /* The last message (SCRAM's proof) is sent as one more challenge, answered by an empty line. */
  if (self->side->traits & TG_TRAIT_WRONG_PROOF)
    spoil_proof (challenge);
  self->over = TRUE;
  return TG_SASL_MORE;
}

/* RFC 5801 section 4, in the header of OAUTHBEARER. */
static char *
of_saslname (const char *name, gsize length)
{
  g_autoptr (GString) user = g_string_new_len (name, (gssize)length);

  g_string_replace (user, "=2C", ",", 0);
  g_string_replace (user, "=3D", "=", 0);
  return g_string_free (g_steal_pointer (&user), FALSE);
}

/* "user=USER" or "n,a=USER,", then KEY=VALUE pairs, each ended by ^A, and one more ^A.  FALSE if it is anything else. */
static gboolean
read_token (TgSaslServer *self, const char *response)
{
  gboolean bearer = self->offer == TG_OFFER_OAUTHBEARER;
  const char *head = bearer ? "n,a=" : "user=";
  gsize length;
  g_autofree guchar *decoded = g_base64_decode (response, &length);
  g_autofree char *text = g_strndup ((const char *)decoded, length);
  g_auto (GStrv) parts = g_strsplit (text, "\001", -1);
  guint n = g_strv_length (parts);
  gsize user_length = n > 0 ? strlen (parts[0]) - bearer : 0;
  gboolean host = FALSE, port = FALSE;

  if (n < 3 || *parts[n - 1] != '\0' || *parts[n - 2] != '\0' || !g_str_has_prefix (parts[0], head) ||
      (bearer && !g_str_has_suffix (parts[0] + strlen (head), ",")))
    return FALSE;
  g_free (self->user);
  self->user = bearer ? of_saslname (parts[0] + strlen (head), user_length - strlen (head)) : g_strdup (parts[0] + strlen (head));
  for (guint i = 1; i < n; i++) {
    host |= g_str_has_prefix (parts[i], "host=");
    port |= g_str_has_prefix (parts[i], "port=");
    if (g_str_has_prefix (parts[i], "auth=Bearer ") && self->password == NULL)
      self->password = g_strdup (parts[i] + strlen ("auth=Bearer "));
  }
  return self->password != NULL && host == bearer && port == bearer;
}

/* Why the token is refused, in base64. */
static char *
denial_of (TgSaslServer *self)
{
  const char *usual = self->offer == TG_OFFER_OAUTHBEARER ? "{\"status\":\"invalid_token\",\"scope\":\"mail\"}"
                                                          : "{\"status\":\"401\",\"schemes\":\"bearer\",\"scope\":\"mail\"}";
  g_autoptr (GString) why = g_string_new (self->side->denial != NULL ? self->side->denial : usual);
  g_autoptr (GString) escaped = g_string_new (self->password);

  g_string_replace (escaped, "/", "\\/", 0);
  g_string_replace (why, "{password}", self->password, 0);
  g_string_replace (why, "{escaped}", escaped->str, 0);
  return g_base64_encode ((const guchar *)why->str, why->len);
}

static TgSaslState
step_with_token (TgSaslServer *self, const char *response, char **challenge)
{
  if (response == NULL) {
    *challenge = g_strdup ("");
    return TG_SASL_MORE;
  }
  if (self->denied)
    return TG_SASL_REFUSED;
  if (!read_token (self, response))
    return TG_SASL_MALFORMED;
  if (tg_site_knows_token (self->site, self->side, self->user, self->password))
    return TG_SASL_OVER;
  self->denied = TRUE;
  *challenge = denial_of (self);
  return TG_SASL_DENIED;
}

TgSaslState
tg_sasl_server_step (TgSaslServer *self, const char *response, char **challenge)
{
  guint number = self->steps++;

  *challenge = NULL;
  if (self->over)
    return TG_SASL_OVER;
  if (self->session == NULL)
    return step_with_token (self, response, challenge);
  /* If a client does accept the huge count, this thread must not compute it as well. */
  if (self->scram && (self->side->traits & TG_TRAIT_HUGE_ITERATIONS) && response != NULL && self->user != NULL)
    return TG_SASL_REFUSED;
  if (number == 0 && self->speaks_first && response != NULL) {
    g_autofree char *unsaid = NULL;
    TgSaslState state = step (self, "", &unsaid);
    if (state != TG_SASL_MORE)
      return state;
  }
  return step (self, response != NULL ? response : "", challenge);
}

const char *
tg_sasl_server_user (TgSaslServer *self)
{
  return self->user;
}

const char *
tg_sasl_server_password (TgSaslServer *self)
{
  return self->password;
}

char *
tg_sasl_server_list (guint offers, const char *prefix, const char *separator)
{
  GString *list = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (mechanisms); i++)
    if (offers & mechanisms[i].offer)
      g_string_append_printf (list, "%s%s%s", list->len > 0 ? separator : "", prefix, mechanisms[i].name);
  return g_string_free (list, FALSE);
}
