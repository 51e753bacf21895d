/* dns-channel.c: opens c-ares for one name server or for the system's, and polls until it is done.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/ask/dns-channel.h"

/* What c-ares waits for on the socket at @index.  Its own macro shifts into the sign bit for the
 * last one. */
static guint
events_at (guint wanted, guint index)
{
  return (wanted >> index & 1u ? G_IO_IN : 0u) | (wanted >> (index + ARES_GETSOCK_MAXNUM) & 1u ? G_IO_OUT : 0u);
}

/* Polls until the name server answers, a retry is due, or the caller cancels. */
static void
wait_once (ares_channel channel, gint64 left_ms, GCancellable *cancellable)
{
  ares_socket_t sockets[ARES_GETSOCK_MAXNUM];
  guint wanted = (guint)ares_getsock (channel, sockets, ARES_GETSOCK_MAXNUM);
  GPollFD polls[ARES_GETSOCK_MAXNUM + 1];
  guint n = 0;
  struct timeval limit = { .tv_sec = left_ms / 1000, .tv_usec = left_ms % 1000 * 1000 };
  struct timeval buffer;
  const struct timeval *sleep = ares_timeout (channel, &limit, &buffer);
  gboolean watched;

  for (guint i = 0; i < ARES_GETSOCK_MAXNUM; i++) {
    guint events = events_at (wanted, i);

    if (events != 0)
      polls[n++] = (GPollFD){ .fd = sockets[i], .events = (gushort)events };
  }
  watched = g_cancellable_make_pollfd (cancellable, &polls[n]);
  g_poll (polls, n + (watched ? 1 : 0), (int)(sleep->tv_sec * 1000 + (sleep->tv_usec + 999) / 1000));
  if (watched)
    g_cancellable_release_fd (cancellable);
  ares_process_fd (channel, ARES_SOCKET_BAD, ARES_SOCKET_BAD); /* lets c-ares handle its timeouts */
  for (guint i = 0; i < n; i++)
    ares_process_fd (channel, polls[i].revents & ~(gushort)G_IO_OUT ? polls[i].fd : ARES_SOCKET_BAD,
                     polls[i].revents & G_IO_OUT ? polls[i].fd : ARES_SOCKET_BAD);
}

void
tg_dns_channel_run (ares_channel channel, const gboolean *over, guint timeout_ms, GCancellable *cancellable)
{
  gint64 end = g_get_monotonic_time () + (gint64)timeout_ms * 1000;
  gint64 left;

  while (!*over && (left = (end - g_get_monotonic_time ()) / 1000) > 0 && !g_cancellable_is_cancelled (cancellable))
    wait_once (channel, left, cancellable);
  if (!*over)
    ares_cancel (channel);
}

static gpointer
init_library (gpointer unused)
{
  return GINT_TO_POINTER (ares_library_init (ARES_LIB_INIT_ALL) == ARES_SUCCESS);
}

/* Retries once within the time limit: one lost packet is not silence. */
ares_channel
tg_dns_channel_open (GInetSocketAddress *server, guint timeout_ms)
{
  static GOnce once = G_ONCE_INIT;
  struct ares_options options = {
    .flags = ARES_FLAG_NOSEARCH | ARES_FLAG_NOALIASES, .timeout = (int)MAX (timeout_ms / 3, 1u), .tries = 2, .lookups = (char *)"b"
  };
  g_autofree char *csv = server != NULL ? g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (server)) : NULL;
  ares_channel channel;

  if (g_once (&once, init_library, NULL) == NULL)
    return NULL;
  if (ares_init_options (&channel, &options, ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_LOOKUPS) != ARES_SUCCESS)
    return NULL;
  if (csv == NULL || ares_set_servers_ports_csv (channel, csv) == ARES_SUCCESS)
    return channel;
  ares_destroy (channel);
  return NULL;
}
