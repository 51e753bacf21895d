/* authorization.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oauth/issuer/authorization.h"

#include <gnutls/crypto.h>
#include <string.h>

#include "oauth/issuer/form.h"
#include "oauth/issuer/registration.h"
#include "oauth/issuer/reply.h"

/* 43 characters of 6 bits (RFC 7636 section 4.1). */
#define NONCE_LENGTH 43
#define SHA256_BYTES 32
#define CODE_MAX     2048

static TgSecret *
nonce_new (void)
{
  static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  char *characters;
  TgSecret *nonce = tg_secret_room (NONCE_LENGTH, &characters);

  if (gnutls_rnd (GNUTLS_RND_KEY, characters, NONCE_LENGTH) != 0)
    g_error ("There are no random numbers");
  for (guint i = 0; i < NONCE_LENGTH; i++)
    characters[i] = alphabet[characters[i] & 63];
  return nonce;
}

/* base64url without padding (RFC 7636 appendix A). */
static char *
challenge_of (TgSecret *verifier)
{
  guchar hash[SHA256_BYTES];
  gsize length;
  const char *bytes = tg_secret_peek (verifier, &length);
  char *challenge;

  if (gnutls_hash_fast (GNUTLS_DIG_SHA256, bytes, length, hash) != 0)
    g_error ("There is no SHA-256");
  challenge = g_base64_encode (hash, sizeof hash);
  g_strdelimit (challenge, "+", '-');
  g_strdelimit (challenge, "/", '_');
  *strchrnul (challenge, '=') = '\0';
  return challenge;
}

TgOauthRequest *
tg_oauth_request_with (TgSecret *state, TgSecret *verifier, guint16 port)
{
  TgOauthRequest *self = g_new0 (TgOauthRequest, 1);

  self->state = tg_secret_ref (state);
  self->verifier = tg_secret_ref (verifier);
  self->challenge = challenge_of (verifier);
  self->redirect_uri = g_strdup_printf ("http://127.0.0.1:%u" TG_REDIRECT_PATH, port);
  return self;
}

TgOauthRequest *
tg_oauth_request_new (guint16 port)
{
  g_autoptr (TgSecret) state = nonce_new ();
  g_autoptr (TgSecret) verifier = nonce_new ();

  return tg_oauth_request_with (state, verifier, port);
}

void
tg_oauth_request_free (TgOauthRequest *self)
{
  tg_secret_unref (self->state);
  tg_secret_unref (self->verifier);
  g_free (self->challenge);
  g_free (self->redirect_uri);
  g_free (self);
}

char *
tg_oauth_request_url (const TgOauthRequest *self, const TgOauthMetadata *metadata, const char *client_id, const char *const *scopes,
                      const char *address)
{
  g_autofree char *scope = *scopes != NULL ? g_strjoinv (" ", (char **)scopes) : NULL;
  const TgFormField fields[] = {
    { "response_type", "code", NULL },
    { "client_id", client_id, NULL },
    { "redirect_uri", self->redirect_uri, NULL },
    { "scope", scope, NULL },
    { "state", NULL, self->state },
    { "code_challenge", self->challenge, NULL },
    { "code_challenge_method", "S256", NULL },
    { "login_hint", address, NULL },
  };
  g_autoptr (TgSecret) form = tg_form_new (fields, G_N_ELEMENTS (fields));
  const char *endpoint = metadata->authorization_endpoint;
  const char *query = strchr (endpoint, '?');
  /* A query of its own is kept (RFC 6749 section 3.1). */
  const char *joint = query == NULL ? "?" : query[1] != '\0' ? "&" : "";

  return g_strconcat (endpoint, joint, tg_secret_peek (form, NULL), NULL);
}

/* For comparing, where nothing is secret about it. */
static gboolean
is_text (TgSecret *value, const char *text)
{
  return tg_secret_length (value) == strlen (text) && memcmp (tg_secret_peek (value, NULL), text, strlen (text)) == 0;
}

static gboolean
is_code (TgSecret *value)
{
  const char *text = tg_secret_peek (value, NULL);
  gsize length = tg_secret_length (value);

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isprint (text[i]))
      return FALSE;
  return length > 0 && length <= CODE_MAX;
}

TgOauthAnswer
tg_oauth_request_hear (const TgOauthRequest *self, const TgOauthMetadata *metadata, const char *query, gsize length, TgSecret **code,
                       const char **error)
{
  enum { STATE, CODE, ERROR, ISS, N_NAMES };
  static const char *const names[] = { "state", "code", "error", "iss" };
  TgFormFound found[N_NAMES];
  TgSecret *values[N_NAMES];
  TgOauthAnswer answer = TG_ANSWER_FOREIGN;

  *code = NULL;
  *error = NULL;
  for (guint i = 0; i < N_NAMES; i++)
    found[i] = tg_form_find (query, length, names[i], &values[i]);

  gboolean ours = values[STATE] != NULL && tg_secret_equal (values[STATE], self->state);
  gboolean twice = found[CODE] == TG_FORM_TWICE || found[ERROR] == TG_FORM_TWICE || found[ISS] == TG_FORM_TWICE;

  if (!ours || twice || (values[CODE] == NULL && values[ERROR] == NULL)) {
    answer = TG_ANSWER_FOREIGN;
  } else if (values[ISS] != NULL ? !is_text (values[ISS], metadata->issuer) : metadata->names_itself) {
    answer = TG_ANSWER_WRONG_ISSUER;
  } else if (values[ERROR] != NULL) {
    *error = tg_oauth_error (tg_secret_peek (values[ERROR], NULL));
    answer = TG_ANSWER_ERROR;
  } else if (is_code (values[CODE])) {
    *code = tg_secret_ref (values[CODE]);
    answer = TG_ANSWER_CODE;
  }
  for (guint i = 0; i < N_NAMES; i++)
    g_clear_pointer (&values[i], tg_secret_unref);
  return answer;
}
