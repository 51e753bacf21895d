/* words.c: one plain line for each step of a talk, for the three rows of the test page.
 *
 * Findings (diagnose/) say what to do; these lines only say what happened.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/talk/talk-private.h"

#include "tegami-config.h"

#include <glib/gi18n-lib.h>

#include "model/text/text.h"
#include "wire/resolve.h"

#define NAME_MAX_CHARS 200

static const char *const running[] = {
  [TG_STAGE_RESOLVE] = N_ ("Looking up the server name…"),
  [TG_STAGE_CONNECT] = N_ ("Connecting…"),
  [TG_STAGE_GREETING] = N_ ("Waiting for the server to answer…"),
  [TG_STAGE_STARTTLS] = N_ ("Asking for encryption…"),
  [TG_STAGE_TLS] = N_ ("Encrypting the connection…"),
  [TG_STAGE_CERTIFICATE] = N_ ("Checking the certificate…"),
  [TG_STAGE_SIGN_IN] = N_ ("Signing in…"),
  [TG_STAGE_MAILBOX] = N_ ("Opening the mailbox…"),
  [TG_STAGE_ENVELOPE] = N_ ("Asking whether the server accepts mail from you…"),
};

static const char *const failed[] = {
  [TG_FAULT_NONE] = N_ ("Stopped"),
  [TG_FAULT_NAME_NOT_FOUND] = N_ ("There is no server with this name"),
  [TG_FAULT_RESOLVER] = N_ ("Server names cannot be looked up at the moment"),
  [TG_FAULT_REFUSED] = N_ ("The connection was refused"),
  [TG_FAULT_CONNECT_TIMEOUT] = N_ ("No answer"),
  [TG_FAULT_UNREACHABLE] = N_ ("No route to the server"),
  [TG_FAULT_SILENT] = N_ ("Connected, but the server says nothing"),
  [TG_FAULT_DEADLINE] = N_ ("The server took too long"),
  [TG_FAULT_CLOSED] = N_ ("The server ended the connection"),
  [TG_FAULT_GARBAGE] = N_ ("The server's answer makes no sense"),
  [TG_FAULT_OTHER_PROTOCOL] = N_ ("Another kind of server answered"),
  [TG_FAULT_UNAVAILABLE] = N_ ("The server is not available at the moment"),
  [TG_FAULT_HELLO] = N_ ("The server refuses how mail programs introduce themselves"),
  [TG_FAULT_PREAUTH] = N_ ("The server skipped encryption"),
  [TG_FAULT_STARTTLS_MISSING] = N_ ("The server offers no encryption on this port"),
  [TG_FAULT_STARTTLS_REFUSED] = N_ ("The server refused to start encryption"),
  [TG_FAULT_STARTTLS_INJECTED] = N_ ("Something was injected before encryption"),
  [TG_FAULT_TLS] = N_ ("The connection could not be encrypted"),
  [TG_FAULT_TLS_VERSION] = N_ ("The server's encryption is too old"),
  [TG_FAULT_CERTIFICATE] = N_ ("Encrypted, but not proven to be your provider"),
  [TG_FAULT_AUTH_NOT_OFFERED] = N_ ("The server offers no sign-in on this port"),
  [TG_FAULT_AUTH_NEEDS_TLS] = N_ ("The server accepts passwords over an encrypted connection only"),
  [TG_FAULT_AUTH_NO_COMMON] = N_ ("The server offers no sign-in method that can be used here"),
  [TG_FAULT_AUTH_TOKEN_IN_CLEAR] = N_ ("A sign-in with a browser needs an encrypted connection"),
  [TG_FAULT_AUTH_REFUSED] = N_ ("The sign-in was not accepted"),
  [TG_FAULT_AUTH_SERVER_PROOF] = N_ ("The server did not prove that it knows your password"),
  [TG_FAULT_MAILBOX] = N_ ("Signed in, but the mailbox did not open"),
  [TG_FAULT_SENDER] = N_ ("The sender address was not accepted"),
  [TG_FAULT_RECIPIENT] = N_ ("The recipient address was not accepted"),
  [TG_FAULT_UNSENDABLE] = N_ ("The user name or password has characters that cannot be sent"),
  [TG_FAULT_INTERNAL] = N_ ("Something went wrong in this program"),
};

char *
tg_words_running (TgTalk *self, TgStage stage)
{
  const char *text = stage < G_N_ELEMENTS (running) ? running[stage] : NULL;

  return g_strdup (text != NULL ? _ (text) : "");
}

char *
tg_words_failed (TgTalk *self, TgFault fault)
{
  const char *text = fault < G_N_ELEMENTS (failed) ? failed[fault] : NULL;

  if (fault == TG_FAULT_CLOSED && self->evidence->broken_record)
    return g_strdup (_ ("The encrypted connection broke off"));
  if (fault == TG_FAULT_NONE && self->evidence->withheld == TG_WITHHELD_UNENCRYPTED)
    return g_strdup (_ ("Not signed in, because nothing is encrypted. Your password was not sent"));
  if (fault == TG_FAULT_NONE && self->evidence->withheld == TG_WITHHELD_REFUSED)
    return g_strdup (_ ("Not signed in, because a sign-in was refused before. Your password was not sent"));
  if (fault == TG_FAULT_NONE && self->evidence->sign_in_withheld)
    return g_strdup (_ ("Not signed in. Your password was not sent"));
  return g_strdup (_ (text != NULL ? text : failed[TG_FAULT_INTERNAL]));
}

char *
tg_words_skipped (void)
{
  return g_strdup (_ ("Not reached"));
}

static char *
peer_ip (TgTalk *self)
{
  return tg_resolve_ip (self->peer);
}

static char *
found (TgTalk *self)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < self->evidence->addresses->len; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", ((TgAddressRecord *)self->evidence->addresses->pdata[i])->ip);
  g_autofree char *ips = g_string_free (list, FALSE);
  /* An IP address is not looked up. */
  return tg_server_is_ip (self->server) ? g_strdup_printf (_ ("%s is an IP address already"), self->server->host)
                                        : g_strdup_printf (_ ("Found %s: %s"), self->server->host, ips);
}

static char *
reached (TgTalk *self)
{
  g_autofree char *ip = peer_ip (self);

  return g_strdup_printf (_ ("Reached %s, port %u"), ip, self->server->port);
}

static char *
greeted (TgTalk *self)
{
  /* TRANSLATORS: the protocol's name, as in "The IMAP server answered". */
  return g_strdup_printf (_ ("The %s server answered"), tg_protocol_name (self->server->protocol));
}

static char *
agreed (TgTalk *self)
{
  return g_strdup (_ ("The server starts encryption"));
}

static char *
encrypted (TgTalk *self)
{
  return g_strdup_printf (_ ("The connection is encrypted (%s)"), self->evidence->tls->version);
}

static char *
proven (TgTalk *self)
{
  return g_strdup_printf (self->evidence->tls->pinned ? _ ("Certificate is the one that you allowed for %s") : _ ("Certificate is for %s"),
                          self->server->host);
}

static char *
signed_in (TgTalk *self)
{
  g_autofree char *user = tg_text_visible (self->dialogue->user != NULL ? self->dialogue->user : "", -1, NAME_MAX_CHARS);

  return g_strdup_printf (_ ("Signed in as %s"), user);
}

static char *
opened (TgTalk *self)
{
  gint64 messages = self->dialogue->messages;

  if (messages < 0)
    return g_strdup (_ ("Mailbox opened"));
  guint count = (guint)MIN (messages, G_MAXUINT);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Mailbox opened, %u message", "Mailbox opened, %u messages", count), count);
}

static char *
accepts (TgTalk *self)
{
  return g_strdup (_ ("The server accepts mail from you"));
}

char *
tg_words_done (TgTalk *self, TgStage stage)
{
  static char *(*const words[]) (TgTalk *) = {
    [TG_STAGE_RESOLVE] = found,     [TG_STAGE_CONNECT] = reached, [TG_STAGE_GREETING] = greeted,
    [TG_STAGE_STARTTLS] = agreed,   [TG_STAGE_TLS] = encrypted,   [TG_STAGE_CERTIFICATE] = proven,
    [TG_STAGE_SIGN_IN] = signed_in, [TG_STAGE_MAILBOX] = opened,  [TG_STAGE_ENVELOPE] = accepts,
  };

  return stage < G_N_ELEMENTS (words) && words[stage] != NULL ? words[stage](self) : g_strdup ("");
}
