/* sasl.c: the SASL mechanisms.  PLAIN (RFC 4616), LOGIN and those with a token are ours; CRAM-MD5 (RFC 2195)
 * and SCRAM (RFC 5802, RFC 7677) are libgsasl's, guarded by checks of our own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "proto/sasl/sasl.h"

#include "proto/sasl/token.h"

#include <gsasl.h>
#include <string.h>

/* @decoded: the challenge's bytes, followed by a NUL.  NULL and @fault on failure. (nullable) */
typedef TgSecret *(*Respond) (TgSasl *self, const char *decoded, gsize length, TgFault *fault);

typedef struct {
  const char *name;
  gboolean begins; /* the client speaks first */
  gboolean reads;  /* the contents of the challenges matter */
  gboolean is_mutual;
  guint responses; /* how many, including the initial one */
  Respond respond;
  const char *farewell; /* (nullable): with a token: what answers the server's no */
} Mechanism;

struct _TgSasl {
  const Mechanism *mechanism;
  char *user;
  TgSecret *password;
  char *host; /* (nullable) */
  guint port;
  TgSecret *held; /* (nullable): an initial response kept for the first challenge */
  guint said;
  gboolean proved;
  char *challenge;
  TgTokenDenial *denial; /* (nullable) */
  gboolean answered;     /* the denial was */
  TgFault aborted;
  Gsasl *context;
  Gsasl_session *session;
};

static TgSecret *
respond_plain (TgSasl *self, const char *decoded, gsize length, TgFault *fault)
{
  g_autoptr (TgSecret) nul = tg_secret_new ("", 1);
  g_autoptr (TgSecret) user = tg_secret_new (self->user, -1);

  return tg_secret_join ((TgSecret *[]){ nul, user, nul, self->password }, 4);
}

/* The prompts differ from server to server; their order never does. */
static TgSecret *
respond_login (TgSasl *self, const char *decoded, gsize length, TgFault *fault)
{
  return self->said == 0 ? tg_secret_new (self->user, -1) : tg_secret_ref (self->password);
}

static TgFault
fault_of_gsasl (int result)
{
  switch (result) {
  case GSASL_AUTHENTICATION_ERROR:
    return TG_FAULT_AUTH_SERVER_PROOF;
  case GSASL_MECHANISM_PARSE_ERROR:
  case GSASL_MECHANISM_CALLED_TOO_MANY_TIMES:
    return TG_FAULT_GARBAGE;
  case GSASL_SASLPREP_ERROR:
    return TG_FAULT_UNSENDABLE;
  default:
    return TG_FAULT_INTERNAL;
  }
}

/* RFC 4013.  libgsasl notices only after the server's first challenge, which it then leaks. */
static gboolean
is_preparable (const char *text)
{
  char *prepared = NULL;
  gboolean good = gsasl_saslprep (text, GSASL_ALLOW_UNASSIGNED, &prepared, NULL) == GSASL_OK;

  if (prepared != NULL)
    tg_wipe (prepared, strlen (prepared));
  gsasl_free (prepared);
  return good;
}

static gboolean
start_gsasl (TgSasl *self)
{
  if (self->session != NULL)
    return TRUE;
  if (gsasl_init (&self->context) != GSASL_OK || gsasl_client_start (self->context, self->mechanism->name, &self->session) != GSASL_OK)
    return FALSE;
  return gsasl_property_set (self->session, GSASL_AUTHID, self->user) == GSASL_OK &&
         gsasl_property_set (self->session, GSASL_PASSWORD, tg_secret_peek (self->password, NULL)) == GSASL_OK;
}

/* libgsasl frees its copies without wiping them. */
static void
wipe_gsasl (TgSasl *self)
{
  static const Gsasl_property secrets[] = { GSASL_PASSWORD, GSASL_AUTHID, GSASL_SCRAM_SALTED_PASSWORD, GSASL_SCRAM_SERVERKEY,
                                            GSASL_SCRAM_STOREDKEY };

  for (guint i = 0; self->session != NULL && i < G_N_ELEMENTS (secrets); i++) {
    const char *value = gsasl_property_fast (self->session, secrets[i]);

    if (value != NULL)
      tg_wipe ((char *)value, strlen (value));
  }
  g_clear_pointer (&self->session, gsasl_finish);
  g_clear_pointer (&self->context, gsasl_done);
}

static TgSecret *
respond_gsasl (TgSasl *self, const char *decoded, gsize length, TgFault *fault)
{
  TgSecret *response;
  char *output = NULL;
  size_t output_length = 0;
  int result;

  if (self->session == NULL && !(is_preparable (self->user) && is_preparable (tg_secret_peek (self->password, NULL)))) {
    *fault = TG_FAULT_UNSENDABLE;
    return NULL;
  }
  if (!start_gsasl (self)) {
    *fault = TG_FAULT_INTERNAL;
    return NULL;
  }
  result = gsasl_step (self->session, decoded, length, &output, &output_length);
  if (result != GSASL_OK && result != GSASL_NEEDS_MORE) {
    *fault = fault_of_gsasl (result);
    return NULL;
  }
  self->proved = result == GSASL_OK;
  response = tg_secret_new (output != NULL ? output : "", output_length);
  tg_wipe (output, output_length);
  gsasl_free (output);
  return response;
}

/* "r=NONCE,s=SALT,i=COUNT": sets @count to the last part.  FALSE if that is missing. */
static gboolean
read_iterations (const char *server_first, guint64 *count)
{
  g_auto (GStrv) attributes = g_strsplit (server_first, ",", -1);

  for (char **attribute = attributes; *attribute != NULL; attribute++)
    if (g_str_has_prefix (*attribute, "i="))
      return g_ascii_string_to_unsigned (*attribute + 2, 10, 0, G_MAXUINT32, count, NULL);
  return FALSE;
}

static TgSecret *
respond_scram (TgSasl *self, const char *decoded, gsize length, TgFault *fault)
{
  guint64 iterations;

  if (self->said == 0)
    return respond_gsasl (self, NULL, 0, fault);
  if (strlen (decoded) != length || (self->said == 1 && !read_iterations (decoded, &iterations))) {
    *fault = TG_FAULT_GARBAGE;
    return NULL;
  }
  if (self->said == 1 && (iterations < TG_SCRAM_ITERATIONS_MIN || iterations > TG_SCRAM_ITERATIONS_MAX)) {
    *fault = TG_FAULT_AUTH_SERVER_PROOF;
    return NULL;
  }
  /* The server says what it did not like; its refusal follows our next response. */
  if (self->said == 2 && g_str_has_prefix (decoded, "e="))
    return tg_secret_new ("", 0);
  return respond_gsasl (self, decoded, length, fault);
}

static TgSecret *
respond_token (TgSasl *self, const char *decoded, gsize length, TgFault *fault)
{
  gboolean bearer = strcmp (self->mechanism->name, "OAUTHBEARER") == 0;
  TgSecret *response = bearer ? tg_token_oauthbearer (self->user, self->password, self->host != NULL ? self->host : "", self->port)
                              : tg_token_xoauth2 (self->user, self->password);

  *fault = response != NULL ? TG_FAULT_NONE : TG_FAULT_UNSENDABLE;
  return response;
}

/* clang-format off */
static const Mechanism mechanisms[] = {
  { "PLAIN",         TRUE,  FALSE, FALSE, 1, respond_plain },
  { "LOGIN",         FALSE, FALSE, FALSE, 2, respond_login },
  { "CRAM-MD5",      FALSE, TRUE,  FALSE, 1, respond_gsasl },
  { "SCRAM-SHA-1",   TRUE,  TRUE,  TRUE,  3, respond_scram },
  { "SCRAM-SHA-256", TRUE,  TRUE,  TRUE,  3, respond_scram },
  { "XOAUTH2",       TRUE,  FALSE, FALSE, 1, respond_token, "" },
  { "OAUTHBEARER",   TRUE,  FALSE, FALSE, 1, respond_token, "\001" },
};
/* clang-format on */

TgSasl *
tg_sasl_new (const char *mechanism, const char *user, TgSecret *password)
{
  for (guint i = 0; i < G_N_ELEMENTS (mechanisms); i++)
    if (g_str_equal (mechanisms[i].name, mechanism)) {
      TgSasl *self = g_new0 (TgSasl, 1);

      self->mechanism = &mechanisms[i];
      self->user = g_strdup (user);
      self->password = tg_secret_ref (password);
      return self;
    }
  g_return_val_if_reached (NULL);
}

void
tg_sasl_set_server (TgSasl *self, const char *host, guint port)
{
  g_free (self->host);
  self->host = g_strdup (host);
  self->port = port;
}

void
tg_sasl_free (TgSasl *self)
{
  if (self == NULL)
    return;
  wipe_gsasl (self);
  g_free (self->user);
  g_free (self->host);
  g_free (self->challenge);
  tg_token_denial_free (self->denial);
  g_clear_pointer (&self->held, tg_secret_unref);
  tg_secret_unref (self->password);
  g_free (self);
}

gboolean
tg_sasl_begins (const TgSasl *self)
{
  return self->mechanism->begins;
}

/* Strict, unlike g_base64_decode(): RFC 4422 requires malformed base64 to end the exchange.  NULL
 * for that; otherwise @length bytes followed by a NUL. (nullable) */
static char *
decode_base64 (const char *text, gsize *length)
{
  gsize text_length = strlen (text), data = strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
  gsize padding = strspn (text + data, "=");
  g_autofree guchar *bytes = NULL;
  char *decoded;

  if (data + padding != text_length || padding > 2 || text_length % 4 != 0)
    return NULL;
  bytes = g_base64_decode (text, length);
  decoded = g_malloc0 (*length + 1);
  if (*length > 0)
    memcpy (decoded, bytes, *length);
  return decoded;
}

static TgSecret *
respond (TgSasl *self, const char *challenge, TgFault *fault)
{
  /* A challenge that only asks us to begin may contain anything: servers do send "334 go on". */
  gboolean reads = self->mechanism->reads && !(self->mechanism->begins && self->said == 0);
  g_autofree char *decoded = NULL;
  g_autoptr (TgSecret) response = NULL;
  gsize length = 0, password_length;
  const char *password = tg_secret_peek (self->password, &password_length);

  if (self->held != NULL)
    return g_steal_pointer (&self->held);
  if (self->denial != NULL && !self->answered) {
    g_autoptr (TgSecret) farewell = tg_secret_new (self->mechanism->farewell, -1);

    self->answered = TRUE;
    return tg_secret_base64 (farewell);
  }
  if (memchr (password, '\0', password_length) != NULL) {
    *fault = TG_FAULT_UNSENDABLE;
    return NULL;
  }
  if (self->said < self->mechanism->responses)
    decoded = reads ? decode_base64 (challenge, &length) : g_strdup ("");
  if (decoded == NULL) {
    *fault = TG_FAULT_GARBAGE;
    return NULL;
  }
  response = self->mechanism->respond (self, decoded, length, fault);
  if (response == NULL)
    return NULL;
  self->said++;
  return tg_secret_base64 (response);
}

TgSecret *
tg_sasl_initial (TgSasl *self, gsize max_length, TgFault *fault)
{
  g_autoptr (TgSecret) response = NULL;

  g_return_val_if_fail (self->mechanism->begins && self->said == 0, NULL);

  response = tg_sasl_respond (self, "", fault);
  if (response != NULL && tg_secret_length (response) > max_length)
    self->held = g_steal_pointer (&response);
  return g_steal_pointer (&response);
}

TgSecret *
tg_sasl_respond (TgSasl *self, const char *challenge, TgFault *fault)
{
  TgSecret *response;

  *fault = TG_FAULT_NONE;
  response = respond (self, challenge, fault);
  self->aborted = *fault;
  return response;
}

gboolean
tg_sasl_complete (const TgSasl *self)
{
  return self->held == NULL && self->denial == NULL && self->aborted == TG_FAULT_NONE && self->said == self->mechanism->responses &&
         (self->proved || !self->mechanism->is_mutual);
}

gboolean
tg_sasl_is_mutual (const TgSasl *self)
{
  return self->mechanism->is_mutual;
}

/* Some send it as it is, and not in base64. */
static TgTokenDenial *
read_denial (const char *challenge)
{
  gsize length = 0;
  g_autofree char *decoded = decode_base64 (challenge, &length);

  return decoded != NULL ? tg_token_denial_read (decoded, length) : tg_token_denial_read (challenge, strlen (challenge));
}

void
tg_sasl_take_challenge (TgSasl *self, const char *challenge)
{
  g_free (self->challenge);
  self->challenge = g_strdup (challenge);
  if (self->mechanism->farewell != NULL && self->held == NULL && self->said == self->mechanism->responses && self->denial == NULL)
    self->denial = read_denial (challenge);
}

const char *
tg_sasl_challenge (const TgSasl *self)
{
  return self->challenge != NULL ? self->challenge : "";
}

TgFault
tg_sasl_aborted (const TgSasl *self)
{
  return self->aborted;
}

const TgTokenDenial *
tg_sasl_denial (const TgSasl *self)
{
  return self->denial;
}

gboolean
tg_sasl_denial_is_answered (const TgSasl *self)
{
  return self->answered;
}
