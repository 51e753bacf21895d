/* choose.c: which mechanism to sign in with, given what the server offers.  IMAP's LOGIN and
 * LOGINDISABLED: RFC 9051 section 6.2.3; POP3's USER: RFC 2449 section 6.3.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "proto/sign-in.h"

#include "model/authentication.h"

/* On trusted TLS, prefer what mail programs really use; in the clear, what hides the password. */
static const char *const order_on_tls[] = { "PLAIN", "LOGIN", "IMAP-LOGIN", "USER-PASS", "SCRAM-SHA-256", "SCRAM-SHA-1", "CRAM-MD5" };
static const char *const order_in_clear[] = { "SCRAM-SHA-256", "SCRAM-SHA-1", "CRAM-MD5", "PLAIN", "LOGIN", "IMAP-LOGIN", "USER-PASS" };
/* With a token, and with nothing else: the order of Thunderbird and Evolution, which speak the first alone. */
static const char *const order_by_token[] = { "XOAUTH2", "OAUTHBEARER" };
/* Only on request: it requires the server to store passwords in the clear. */
static const char *const on_demand[] = { "APOP" };

static gboolean
lists (const TgDialogue *self, const char *mechanism)
{
  return g_ptr_array_find_with_equal_func (self->mechanisms, mechanism, g_str_equal, NULL);
}

/* A server that offers nothing but token mechanisms would refuse LOGIN too, and count the attempt. */
static gboolean
wants_tokens_only (const TgDialogue *self)
{
  for (guint i = 0; i < self->mechanisms->len; i++)
    if (!tg_authentication_is_oauth (g_ptr_array_index (self->mechanisms, i)))
      return FALSE;
  return self->mechanisms->len > 0;
}

static gboolean
offers_imap_login (const TgDialogue *self)
{
  return self->protocol == TG_PROTOCOL_IMAP && !tg_dialogue_can (self, "LOGINDISABLED") && !wants_tokens_only (self);
}

/* Without CAPA nothing is listed, and every old server has USER.  Some servers list neither USER
 * nor SASL and accept USER all the same; in the clear, such a list means "not without TLS". */
static gboolean
offers_user_pass (const TgDialogue *self)
{
  if (self->protocol != TG_PROTOCOL_POP3)
    return FALSE;
  if (!self->capa || tg_dialogue_can (self, "USER"))
    return TRUE;
  return self->mechanisms->len == 0 && (self->tls || !tg_dialogue_can (self, "STLS"));
}

static gboolean
offers_apop (const TgDialogue *self)
{
  return self->protocol == TG_PROTOCOL_POP3 && self->apop_stamp != NULL;
}

static gboolean
is_offered (const TgDialogue *self, const char *mechanism)
{
  static const struct {
    const char *mechanism;
    gboolean (*offered) (const TgDialogue *self);
  } commands[] = {
    { "IMAP-LOGIN", offers_imap_login },
    { "USER-PASS", offers_user_pass },
    { "APOP", offers_apop },
  };

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].mechanism, mechanism))
      return commands[i].offered (self);
  return lists (self, mechanism);
}

static gboolean
may_be (const TgDialogue *self, const char *mechanism)
{
  return self->mechanism_wanted == NULL || g_str_equal (self->mechanism_wanted, mechanism) ||
         (g_str_equal (self->mechanism_wanted, TG_AUTHENTICATION_BY_TOKEN) && tg_authentication_is_oauth (mechanism));
}

static const char *
first_fit (const TgDialogue *self, const char *const *order, guint n)
{
  for (guint i = 0; i < n; i++)
    if (may_be (self, order[i]) && is_offered (self, order[i]))
      return order[i];
  return NULL;
}

gboolean
tg_sign_in_is_by_token (const TgDialogue *self)
{
  return self->password != NULL ? tg_secret_is_token (self->password) : tg_authentication_is_oauth (self->mechanism_wanted);
}

static TgFault
fault_without_mechanism (const TgDialogue *self)
{
  static const char *const only_with_tls[] = { "LOGINDISABLED", "STLS", "STARTTLS" };

  for (guint i = 0; !self->tls && i < G_N_ELEMENTS (only_with_tls); i++)
    if (tg_dialogue_can (self, only_with_tls[i]))
      return TG_FAULT_AUTH_NEEDS_TLS;
  if (self->mechanisms->len > 0 || is_offered (self, "IMAP-LOGIN") || is_offered (self, "USER-PASS"))
    return TG_FAULT_AUTH_NO_COMMON;
  return TG_FAULT_AUTH_NOT_OFFERED;
}

void
tg_sign_in_choose (TgDialogue *self, guint round, TgBatch *batch)
{
  gboolean by_token = tg_sign_in_is_by_token (self);

  if (self->tls && !self->trusted)
    return;

  /* Whoever reads a token on its way needs nothing else: it is refused even to those who would send a password so. */
  if (by_token && !self->tls) {
    tg_dialogue_fail (self, TG_FAULT_AUTH_TOKEN_IN_CLEAR, NULL);
    return;
  }

  if (by_token)
    self->mechanism = first_fit (self, order_by_token, G_N_ELEMENTS (order_by_token));
  else
    self->mechanism = self->tls ? first_fit (self, order_on_tls, G_N_ELEMENTS (order_on_tls))
                                : first_fit (self, order_in_clear, G_N_ELEMENTS (order_in_clear));
  if (self->mechanism == NULL && self->mechanism_wanted != NULL && !by_token)
    self->mechanism = first_fit (self, on_demand, G_N_ELEMENTS (on_demand));
  if (self->mechanism == NULL)
    tg_dialogue_fail (self, fault_without_mechanism (self), NULL);
}
