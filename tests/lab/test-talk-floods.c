/* test-talk-floods.c: a server with a trusted certificate sends TLS records that hold no content, faster than they are read.
 * The deadline, a cancelled talk and whatever else the main loop does have their turn all the same.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "lab/flood-server.h"

#include <signal.h>

#define DEADLINE_MS 700

static LabCerts *certs;

static gboolean
count_turn (gpointer data)
{
  ++*(guint *)data;
  return G_SOURCE_CONTINUE;
}

/* Ends by itself, with a finding and at its deadline; a turn of the main loop comes between. */
static void
test_deadline (gconstpointer data)
{
  g_autoptr (FloodServer) server = flood_server_new (data, certs);
  guint turns = 0, source = g_timeout_add (20, count_turn, &turns);
  gint64 began = g_get_monotonic_time ();
  g_autoptr (LabTalk) talk = lab_talk_run (&(LabWish){ .protocol = TG_PROTOCOL_IMAP,
                                                       .security = TG_SECURITY_TLS,
                                                       .port = flood_server_port (server),
                                                       .ca_file = certs->ca_path,
                                                       .timeout_ms = DEADLINE_MS });

  g_source_remove (source);
  g_assert_no_error (talk->error);
  g_assert_cmpint (talk->evidence->fault, !=, TG_FAULT_NONE);
  g_assert_cmpint (talk->evidence->fault, !=, TG_FAULT_INTERNAL);
  g_assert_true (turns > 0 || talk->evidence->fault != TG_FAULT_DEADLINE);
  g_test_message ("%u records, ended with fault %d, %" G_GINT64_FORMAT " ms after the deadline", flood_server_sent (server),
                  talk->evidence->fault, (g_get_monotonic_time () - began) / 1000 - DEADLINE_MS);
}

static gboolean
cancel (gpointer talk)
{
  g_cancellable_cancel (((LabTalk *)talk)->cancellable);
  return G_SOURCE_CONTINUE;
}

/* It would go on for its whole deadline, which is longer than any test. */
static void
test_cancel (gconstpointer data)
{
  const Flood *flood = data;
  g_autoptr (FloodServer) server = flood_server_new (flood, certs);
  g_autoptr (LabTalk) talk = lab_talk_start (&(LabWish){ .protocol = TG_PROTOCOL_IMAP,
                                                         .security = TG_SECURITY_TLS,
                                                         .port = flood_server_port (server),
                                                         .ca_file = certs->ca_path,
                                                         .timeout_ms = 3600 * 1000 });
  guint source;

  while (flood_server_sent (server) < 100 && talk->evidence == NULL)
    g_main_context_iteration (NULL, FALSE);
  source = g_timeout_add (50, cancel, talk);
  lab_talk_wait (talk);
  g_source_remove (source);
  /* Some floods are refused before anybody cancels. */
  if (talk->error != NULL)
    g_assert_error (talk->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  else
    g_assert_cmpint (talk->evidence->fault, !=, TG_FAULT_NONE);
}

static void
add (const Flood *flood, const char *when)
{
  g_autofree char *deadline = g_strdup_printf ("/talk/floods/%s%s end at the deadline", flood->title, when);
  g_autofree char *cancelled = g_strdup_printf ("/talk/floods/%s%s end when cancelled", flood->title, when);

  g_test_add_data_func (deadline, flood, test_deadline);
  g_test_add_data_func (cancelled, flood, test_cancel);
}

int
main (int argc, char **argv)
{
  g_autofree Flood *greeting = g_memdup2 (flood_records, flood_records_count * sizeof *flood_records);
  int status;

  signal (SIGPIPE, SIG_IGN);
  tg_network_init ();
  g_test_init (&argc, &argv, NULL);
  certs = lab_certs_new ();
  for (guint i = 0; i < flood_records_count; i++) {
    greeting[i].greeting = "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] Ready\r\n";
    add (&flood_records[i], "");
    add (&greeting[i], " to a sign-in");
  }
  status = g_test_run ();
  lab_certs_free (certs);
  return status;
}
