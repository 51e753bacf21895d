/* test-talk-cancel.c: a talk ends at once, wherever it is, and says what it has seen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "lab/talk-lab.h"

#include <string.h>

static LabCerts *certs;

#define READY "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] Ready\r\n"
#define OFFER                                                                                                                              \
  { ACT_SEND, "220 mail ESMTP\r\n" }, { ACT_HEAR, "EHLO" },                                                                                \
  {                                                                                                                                        \
    ACT_SEND, "250-mail\r\n250 STARTTLS\r\n"                                                                                               \
  }

/* The server falls silent where the talk is cancelled: it would wait for its whole deadline.  At the
 * stage "certificate" nothing is waited for. */
typedef struct {
  TgStage stage;
  TgProtocol protocol;
  TgSecurity security;
  ScriptLine script[10];
} Moment;

static const Moment moments[] = {
  { TG_STAGE_CONNECT, TG_PROTOCOL_IMAP, TG_SECURITY_TLS, { { ACT_WAIT } } },
  { TG_STAGE_TLS, TG_PROTOCOL_IMAP, TG_SECURITY_TLS, { { ACT_WAIT } } },
  { TG_STAGE_GREETING, TG_PROTOCOL_IMAP, TG_SECURITY_TLS, { { ACT_TLS }, { ACT_WAIT } } },
  { TG_STAGE_GREETING, TG_PROTOCOL_SMTP, TG_SECURITY_STARTTLS, { { ACT_WAIT } } },
  { TG_STAGE_STARTTLS, TG_PROTOCOL_SMTP, TG_SECURITY_STARTTLS, { OFFER, { ACT_WAIT } } },
  { TG_STAGE_TLS, TG_PROTOCOL_SMTP, TG_SECURITY_STARTTLS, { OFFER, { ACT_HEAR, "STARTTLS" }, { ACT_SEND, "220 Go\r\n" }, { ACT_WAIT } } },
  { TG_STAGE_SIGN_IN, TG_PROTOCOL_IMAP, TG_SECURITY_TLS, { { ACT_TLS }, { ACT_SEND, READY }, { ACT_WAIT } } },
  { TG_STAGE_MAILBOX,
    TG_PROTOCOL_IMAP,
    TG_SECURITY_TLS,
    { { ACT_TLS }, { ACT_SEND, READY }, { ACT_HEAR, "AUTHENTICATE" }, { ACT_SEND, "$TAG OK\r\n" }, { ACT_WAIT } } },
};

static void
assert_stopped_at (LabTalk *talk, TgStage stage)
{
  g_assert_error (talk->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (talk->evidence->fault, ==, TG_FAULT_NONE);
  g_assert_cmpint (talk->evidence->reached, ==, stage);
  g_assert_cmpint (lab_step (talk, stage)->outcome, ==, TG_STEP_SKIPPED);
  g_assert_cmpstr (lab_step (talk, stage)->text, ==, "Stopped");
}

static void
test_moment (gconstpointer data)
{
  const Moment *moment = data;
  g_autoptr (ScriptedServer) server = scripted_server_new ("127.0.0.1", moment->script, certs->good);
  g_autoptr (LabTalk) talk = lab_talk_run (&(LabWish){ .protocol = moment->protocol,
                                                       .security = moment->security,
                                                       .port = scripted_server_port (server),
                                                       .ca_file = certs->ca_path,
                                                       .cancel_at = moment->stage });

  assert_stopped_at (talk, moment->stage);
  g_assert_cmpuint (talk->evidence->addresses->len, ==, 1);
}

static void
test_cancelled_before (void)
{
  static const ScriptLine script[] = { { ACT_WAIT }, { ACT_END } };
  g_autoptr (ScriptedServer) server = scripted_server_new ("127.0.0.1", script, NULL);
  g_autoptr (LabTalk) talk = lab_talk_run (&(LabWish){ .port = scripted_server_port (server), .cancelled_before = TRUE });

  g_assert_error (talk->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (talk->evidence->encrypted);
}

/* A sign-in that takes as long as the test wants. */
static GMutex lock;
static GCond changed;
static gboolean computing, released, computed;

static void
say_slowly (TgDialogue *dialogue, guint round, TgBatch *batch)
{
  g_mutex_lock (&lock);
  computing = TRUE;
  while (!released)
    g_cond_wait (&changed, &lock);
  computed = TRUE;
  g_cond_broadcast (&changed);
  g_mutex_unlock (&lock);
  tg_batch_say (batch, dialogue, TG_EXPECT_SINGLE, "X-COMPUTED");
}

static const TgStep slow_table[] = {
  { "tls", TG_STAGE_TLS, TG_ROW_TLS, NULL, NULL },
  { "slow", TG_STAGE_SIGN_IN, TG_ROW_SIGN_IN, say_slowly, NULL },
  { "end", TG_STAGE_DONE, TG_ROW_END, NULL, NULL },
};

/* The computation is released only after the talk has returned: so it cannot have waited. */
static void
test_cancelled_while_computing (void)
{
  static const ScriptLine script[] = { { ACT_TLS }, { ACT_WAIT }, { ACT_END } };
  g_autoptr (ScriptedServer) server = scripted_server_new ("127.0.0.1", script, certs->good);
  LabTalk *talk = lab_talk_start (&(LabWish){ .port = scripted_server_port (server), .ca_file = certs->ca_path, .table = slow_table });
  gboolean begun = FALSE;

  while (!begun) {
    g_main_context_iteration (NULL, FALSE);
    g_mutex_lock (&lock);
    begun = computing;
    g_mutex_unlock (&lock);
  }
  g_cancellable_cancel (talk->cancellable);
  lab_talk_wait (talk);
  assert_stopped_at (talk, TG_STAGE_SIGN_IN);
  lab_talk_free (talk);

  g_mutex_lock (&lock);
  released = TRUE;
  g_cond_broadcast (&changed);
  while (!computed)
    g_cond_wait (&changed, &lock);
  g_mutex_unlock (&lock);
  g_autofree char *heard = scripted_server_heard (server);
  g_assert_cmpstr (heard, ==, "");
}

static void
test_cancelled_while_waiting_for_permission (void)
{
  static const ScriptLine script[] = { { ACT_TLS }, { ACT_SEND, READY }, { ACT_WAIT }, { ACT_END } };
  g_autoptr (ScriptedServer) server = scripted_server_new ("127.0.0.1", script, certs->good);
  g_autoptr (LabTalk) talk =
      lab_talk_start (&(LabWish){ .port = scripted_server_port (server), .ca_file = certs->ca_path, .permit = TG_PERMIT_LATER });

  while (talk->asked == 0)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (talk->cancellable);
  lab_talk_wait (talk);
  assert_stopped_at (talk, TG_STAGE_SIGN_IN);

  /* Too late. */
  tg_talk_permit (talk->talk, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_autofree char *heard = scripted_server_heard (server);
  g_assert_null (strstr (heard, "AUTHENTICATE"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  tg_network_init ();
  certs = lab_certs_new ();
  g_test_add_func ("/talk/cancel/before it begins", test_cancelled_before);
  g_test_add_func ("/talk/cancel/while a sign-in is computed", test_cancelled_while_computing);
  g_test_add_func ("/talk/cancel/while it waits for permission", test_cancelled_while_waiting_for_permission);
  for (guint i = 0; i < G_N_ELEMENTS (moments); i++) {
    static const char *const securities[] = { "TLS", "STARTTLS" };
    g_autofree char *path =
        g_strdup_printf ("/talk/cancel/at the stage %s with %s", tg_stage_id (moments[i].stage), securities[moments[i].security]);
    g_test_add_data_func (path, &moments[i], test_moment);
  }
  int status = g_test_run ();
  lab_certs_free (certs);
  return status;
}
