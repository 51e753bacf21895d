/* self-letter.c: a session's letter to oneself, and what it shows as findings.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/authentication.h"
#include "session/session-private.h"

#include <string.h>

#include "diagnose/catalogue.h"
#include "diagnose/diagnose.h"
#include "find/providers.h"
#include "model/host.h"

/* Whose servers a provider's receiving servers sign with, where it is another domain; seen in letters that they received. */
static const struct {
  const char *provider;
  const char *domain;
} receivers[] = {
  { "gmail", "google.com" },  { "fastmail", "messagingengine.com" }, { "zoho", "zohomail.com" }, { "aol", "yahoo.com" },
  { "yandex", "yandex.net" },
};

/* The receiver is who runs the mailbox: a name under the address's own domain, or under that of the
 * server from which the letter was read, over a connection that was trusted. */
static gboolean
is_receiver (const char *authserv_id, const TgAccount *account)
{
  const TgProvider *provider = tg_providers_find (account->address);
  g_autofree char *at_server = g_strconcat ("x@", account->receive->ascii_host, NULL);

  for (guint i = 0; provider != NULL && i < G_N_ELEMENTS (receivers); i++)
    if (strcmp (receivers[i].provider, provider->id) == 0 && tg_host_is_under (authserv_id, receivers[i].domain))
      return TRUE;
  return tg_providers_host_is_expected (account->address, authserv_id) || tg_providers_host_is_expected (at_server, authserv_id);
}

static void
add_finding (TgSession *self, const char *id, TgSide side, const char *evidence)
{
  g_autoptr (GHashTable) arguments = g_hash_table_new (g_str_hash, g_str_equal);
  TgFinding *finding;

  g_hash_table_insert (arguments, (gpointer) "address", self->account->address);
  g_hash_table_insert (arguments, (gpointer) "host", self->account->send->host);
  g_hash_table_insert (arguments, (gpointer) "user", (gpointer)tg_account_send_user (self->account));
  /* A letter is sent only after both sign-ins. */
  g_hash_table_insert (arguments, (gpointer) "accepted", (gpointer) "yes");
  finding = tg_catalogue_finding (id, side, arguments);
  if (evidence != NULL)
    g_ptr_array_add (finding->evidence, g_strdup (evidence));
  g_ptr_array_add (self->letter_findings, finding);
}

static void
add_check (TgSession *self, const char *id, const char *method, const char *result)
{
  g_autofree char *evidence = NULL;

  if (!tg_letter_check_failed (result))
    return;
  /* As it stands in the letter, and a support desk knows it. */
  evidence = g_strdup_printf ("Authentication-Results: %s; %s=%s", self->self_letter->checks->authserv_id, method, result);
  add_finding (self, id, TG_SIDE_SEND, evidence);
}

static void
judge (TgSession *self, gboolean cancelled)
{
  const TgSelfLetter *letter = self->self_letter;
  gboolean refused = !letter->sent && letter->send != NULL && !cancelled;

  g_clear_pointer (&self->letter_findings, g_ptr_array_unref);
  /* The same words as for a check whose envelope was refused. */
  self->letter_findings = refused ? tg_diagnose (self->account, NULL, NULL, letter->send, g_get_real_time () / G_USEC_PER_SEC)
                                  : g_ptr_array_new_with_free_func ((GDestroyNotify)tg_finding_unref);
  if (letter->sent && letter->looked && !letter->seen && !cancelled)
    add_finding (self, "letter-not-seen", TG_SIDE_RECEIVE, NULL);
  if (letter->checks != NULL) {
    add_check (self, "letter-spf", "spf", letter->checks->spf);
    add_check (self, "letter-dkim", "dkim", letter->checks->dkim);
    add_check (self, "letter-dmarc", "dmarc", letter->checks->dmarc);
  }
}

static void
show_line (TgSide side, const char *line, gpointer user_data)
{
  tg_live_show_line (&TG_SESSION (user_data)->live, side, line);
}

/* The caller's watch, and the session's own lists. */
typedef struct {
  TgSession *session;
  TgSelfLetterWatch watch;
  gpointer data;
} Watch;

static void
pass_progress (TgLetterPhase phase, guint waited_ms, guint wait_ms, gpointer user_data)
{
  Watch *self = user_data;

  if (self->watch.progress != NULL)
    self->watch.progress (phase, waited_ms, wait_ms, self->data);
}

static void
pass_line (TgSide side, const char *line, gpointer user_data)
{
  Watch *self = user_data;

  show_line (side, line, self->session);
  if (self->watch.line != NULL)
    self->watch.line (side, line, self->data);
}

static void
letter_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TgSession *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  self->self_letter = tg_self_letter_run_finish (result, &error);
  judge (self, error != NULL);
  tg_session_end_task (self);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

/* Signed in with what is still there: a token serves no longer than its test. */
static gboolean
may_sign_in_again (const TgEvidence *seen, TgSecret *credential)
{
  return seen != NULL && seen->signed_in && seen->fault == TG_FAULT_NONE && credential != NULL &&
         tg_secret_is_token (credential) == tg_authentication_is_oauth (seen->authentication);
}

gboolean
tg_session_may_self_letter (TgSession *self)
{
  g_return_val_if_fail (TG_IS_SESSION (self), FALSE);

  return self->result != NULL && may_sign_in_again (self->result->receive, self->receive_password) &&
         may_sign_in_again (self->result->send, self->send_password);
}

void
tg_session_self_letter_async (TgSession *self, const TgCheckOptions *options, guint wait_ms, const TgSelfLetterWatch *watch,
                              gpointer watch_data, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (TG_IS_SESSION (self) && self->task == NULL);

  static const TgSelfLetterWatch passing = { pass_progress, pass_line };
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Watch *both = g_new0 (Watch, 1);
  TgSelfLetterOptions asked;

  g_task_set_source_tag (task, tg_session_self_letter_async);
  g_task_set_check_cancellable (task, FALSE);
  g_clear_pointer (&self->self_letter, tg_self_letter_free);
  both->session = self;
  if (watch != NULL)
    both->watch = *watch;
  both->data = watch_data;
  g_task_set_task_data (task, both, g_free);
  if (!tg_session_may_self_letter (self)) {
    self->self_letter = g_new0 (TgSelfLetter, 1);
    self->self_letter->seconds = -1;
    g_task_return_boolean (task, TRUE);
    g_object_unref (task);
    return;
  }
  asked = (TgSelfLetterOptions){ .mechanism = options->mechanism,
                                 .allow_plaintext = options->allow_plaintext,
                                 .wait_ms = wait_ms,
                                 .messages_before = self->result->receive->messages,
                                 .is_receiver = is_receiver };
  tg_session_begin_task (self, g_object_ref (task));
  tg_self_letter_run_async (self->network, self->account, self->receive_password, self->send_password, &asked, self->budget, &passing, both,
                            cancellable, letter_done, task);
}

TgSelfLetter *
tg_session_get_self_letter (TgSession *self)
{
  g_return_val_if_fail (TG_IS_SESSION (self), NULL);

  return self->self_letter;
}
