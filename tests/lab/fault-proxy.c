/* fault-proxy.c: a thread that shovels bytes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "lab/fault-proxy.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct _FaultProxy {
  ProxyFault fault;
  ProxyDirection direction;
  gsize offset;
  guint16 server_port;
  int listener;
  GThread *thread;
  gint passed[2]; /* by the first connection */
  GSourceFunc stopped;
  gpointer user_data;
};

static struct sockaddr_in
loopback (guint16 port)
{
  return (struct sockaddr_in){ .sin_family = AF_INET, .sin_port = g_htons (port), .sin_addr.s_addr = g_htonl (INADDR_LOOPBACK) };
}

static gboolean
send_all (int fd, const guint8 *bytes, gsize length)
{
  for (gsize done = 0; done < length;) {
    ssize_t put = send (fd, bytes + done, length - done, MSG_NOSIGNAL);

    if (put <= 0)
      return FALSE;
    done += (gsize)put;
  }
  return TRUE;
}

/* The server is to have read whatever came before anybody looks at what it saw. */
static void
leave_server (int fd)
{
  guint8 rest[4096];

  shutdown (fd, SHUT_WR);
  while (recv (fd, rest, sizeof rest, 0) > 0)
    ;
  close (fd);
}

static void
leave_client (int fd, gboolean reset)
{
  if (reset)
    setsockopt (fd, SOL_SOCKET, SO_LINGER, &(struct linger){ .l_onoff = 1 }, sizeof (struct linger));
  close (fd);
}

/* Passes on what came, with the fault where it is; FALSE: it is over. */
static gboolean
pass (FaultProxy *self, ProxyDirection direction, int to, guint8 *bytes, gsize length, gboolean *stalled)
{
  gsize before = (gsize)g_atomic_int_get (&self->passed[direction]);
  gsize at = self->offset - before;
  guint8 changed[8192];
  gsize n = length;

  g_atomic_int_add (&self->passed[direction], (int)length);
  if (self->fault == PROXY_FAITHFUL || direction != self->direction || self->offset < before || at >= length)
    return send_all (to, bytes, length);
  switch (self->fault) {
  case PROXY_TRUNCATE:
  case PROXY_RESET:
    g_atomic_int_set (&self->passed[direction], (int)self->offset);
    send_all (to, bytes, at);
    return FALSE;
  case PROXY_STALL:
    g_atomic_int_set (&self->passed[direction], (int)self->offset);
    *stalled = TRUE;
    return send_all (to, bytes, at);
  case PROXY_FLIP:
    bytes[at] ^= 0x10;
    return send_all (to, bytes, length);
  default:
    memcpy (changed, bytes, at);
    if (self->fault == PROXY_DUPLICATE)
      changed[at] = changed[at + 1] = bytes[at];
    memcpy (changed + at + (self->fault == PROXY_DUPLICATE ? 2 : 0), bytes + at + 1, length - at - 1);
    n += self->fault == PROXY_DUPLICATE ? 1 : (gsize)-1;
    return send_all (to, changed, n);
  }
}

static void
shovel (FaultProxy *self, int client, int server)
{
  struct pollfd ends[] = { { .fd = client, .events = POLLIN }, { .fd = server, .events = POLLIN } };
  gboolean goes_on = TRUE, stalled = FALSE;
  guint8 bytes[4096];

  while (goes_on && poll (ends, 2, -1) >= 0)
    for (guint i = 0; goes_on && i < 2; i++) {
      ProxyDirection direction = i == 0 ? PROXY_TO_SERVER : PROXY_TO_CLIENT;
      ssize_t got;

      if (ends[i].revents == 0)
        continue;
      got = recv (ends[i].fd, bytes, sizeof bytes, 0);
      if (stalled && direction == self->direction && got > 0)
        continue;
      /* One that is stalled towards the client ends when the client does. */
      if (got <= 0 && stalled && i == 1)
        ends[1].fd = -1;
      else
        goes_on = got > 0 && pass (self, direction, ends[1 - i].fd < 0 ? server : ends[1 - i].fd, bytes, (gsize)got, &stalled);
    }
}

static void
serve_one (FaultProxy *self, int client)
{
  struct sockaddr_in there = loopback (self->server_port);
  int server = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  int on = 1;

  setsockopt (client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  setsockopt (server, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (connect (server, (struct sockaddr *)&there, sizeof there) == 0)
    shovel (self, client, server);
  leave_client (client, self->fault == PROXY_RESET);
  leave_server (server);
}

static gpointer
serve (gpointer data)
{
  FaultProxy *self = data, faithful = { .server_port = self->server_port };
  int client = accept4 (self->listener, NULL, NULL, SOCK_CLOEXEC);

  if (client >= 0)
    serve_one (self, client);
  while ((client = accept4 (self->listener, NULL, NULL, SOCK_CLOEXEC)) >= 0)
    serve_one (&faithful, client);
  g_idle_add (self->stopped, self->user_data);
  return NULL;
}

FaultProxy *
fault_proxy_new (guint16 port, ProxyFault fault, ProxyDirection direction, gsize offset)
{
  FaultProxy *self = g_new0 (FaultProxy, 1);
  struct sockaddr_in here = loopback (0);

  self->fault = fault;
  self->direction = direction;
  self->offset = offset;
  self->server_port = port;
  self->listener = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (bind (self->listener, (struct sockaddr *)&here, sizeof here), ==, 0);
  g_assert_cmpint (listen (self->listener, 4), ==, 0);
  self->thread = g_thread_new ("fault-proxy", serve, self);
  return self;
}

guint16
fault_proxy_port (FaultProxy *self)
{
  struct sockaddr_in here;
  socklen_t length = sizeof here;

  g_assert_cmpint (getsockname (self->listener, (struct sockaddr *)&here, &length), ==, 0);
  return g_ntohs (here.sin_port);
}

void
fault_proxy_stop (FaultProxy *self, GSourceFunc stopped, gpointer user_data)
{
  self->stopped = stopped;
  self->user_data = user_data;
  shutdown (self->listener, SHUT_RDWR);
}

gsize
fault_proxy_passed (FaultProxy *self, ProxyDirection direction)
{
  return (gsize)g_atomic_int_get (&self->passed[direction]);
}

void
fault_proxy_free (FaultProxy *self)
{
  g_thread_join (self->thread);
  close (self->listener);
  g_free (self);
}
