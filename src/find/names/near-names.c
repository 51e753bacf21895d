/* near-names.c: the edit distance between names, and which known names are near enough to suggest.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/names/near-names.h"

#include <string.h>

#include "find/names/look-alikes.h"
#include "find/providers.h"

#define NEAR_ENOUGH 2
#define LENGTH_MAX  253 /* of a host name */

typedef struct {
  char *host;
  guint distance;
  gboolean other_kind; /* a name for sending when one for receiving is needed, or vice versa */
} Near;

typedef struct {
  const TgServer *server;
  const char *host; /* lower case */
  char *skeleton;
  GPtrArray *found; /* of Near* */
} Search;

static void
near_free (gpointer data)
{
  Near *near = data;

  g_free (near->host);
  g_free (near);
}

guint
tg_near_distance (const char *a, const char *b, guint most)
{
  gsize n = strlen (a), m = strlen (b);
  guint rows[3][LENGTH_MAX + 2];

  if (n > LENGTH_MAX || m > LENGTH_MAX || n > m + most || m > n + most)
    return most + 1;
  for (gsize j = 0; j <= m; j++)
    rows[0][j] = (guint)j;
  for (gsize i = 1; i <= n; i++) {
    guint *row = rows[i % 3], *above = rows[(i - 1) % 3], *two_above = rows[(i + 1) % 3];

    row[0] = (guint)i;
    for (gsize j = 1; j <= m; j++) {
      guint change = above[j - 1] + (a[i - 1] != b[j - 1]);

      row[j] = MIN (MIN (above[j], row[j - 1]) + 1, change);
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = MIN (row[j], two_above[j - 2] + 1);
    }
  }
  return MIN (rows[n % 3][m], most + 1);
}

/* Short names are near to everything: no more than a quarter of the letters may differ. */
static guint
allowed (const char *name)
{
  return strlen (name) >= 4 * NEAR_ENOUGH ? NEAR_ENOUGH : (guint)strlen (name) / 4;
}

static void
keep (Search *search, const char *host, guint distance, gboolean other_kind)
{
  Near *near;

  if (strcmp (host, search->host) == 0)
    return;
  for (guint i = 0; i < search->found->len; i++)
    if (strcmp (((Near *)search->found->pdata[i])->host, host) == 0)
      return;
  near = g_new0 (Near, 1);
  near->host = g_strdup (host);
  near->distance = distance;
  near->other_kind = other_kind;
  g_ptr_array_add (search->found, near);
}

static void
consider (Search *search, const char *host, gboolean other_kind)
{
  guint most = allowed (host);
  guint distance = tg_near_distance (search->host, host, most);
  g_autofree char *skeleton = tg_look_alike_skeleton (host);

  if (strcmp (skeleton, search->skeleton) == 0)
    keep (search, host, 1, other_kind);
  else if (distance <= most)
    keep (search, host, distance, other_kind);
}

static void
consider_servers (Search *search, GPtrArray *servers)
{
  for (guint i = 0; i < servers->len; i++) {
    const TgServer *known = servers->pdata[i];

    consider (search, known->ascii_host, (known->protocol == TG_PROTOCOL_SMTP) != (search->server->protocol == TG_PROTOCOL_SMTP));
  }
}

static void
consider_provider (Search *search, const TgProvider *provider)
{
  consider_servers (search, provider->receive);
  consider_servers (search, provider->send);
}

/* The end of the typed name that stands for the address's own domain: imap.exmaple.jp,
 * imap.examplejp. */
static void
consider_own_tail (Search *search, const char *domain)
{
  for (const char *tail = search->host; tail != NULL; tail = strchr (tail, '.')) {
    guint distance;

    tail += *tail == '.';
    distance = tg_near_distance (tail, domain, allowed (domain));
    if (distance > 0 && distance <= allowed (domain)) {
      g_autofree char *host = g_strdup_printf ("%.*s%s", (int)(tail - search->host), search->host, domain);

      keep (search, host, distance, FALSE);
    }
  }
  /* imapexample.jp: a missing dot. */
  if (g_str_has_suffix (search->host, domain) && strlen (search->host) > strlen (domain) + 1) {
    gsize front = strlen (search->host) - strlen (domain);

    if (search->host[front - 1] != '.') {
      g_autofree char *host = g_strdup_printf ("%.*s.%s", (int)front, search->host, domain);

      keep (search, host, 1, FALSE);
    }
  }
}

static const char *const *
usual_names (const Search *search)
{
  static const char *const receiving[] = { "imap", "mail", "pop", "pop3", NULL };
  static const char *const sending[] = { "smtp", "mail", NULL };

  return search->server->protocol == TG_PROTOCOL_SMTP ? sending : receiving;
}

/* mai1.example-host.jp: the hosting company's domain is right, and a usual name in front of it is not.  Any other name there is
 * a server's own, and near to nothing. */
static void
consider_usual_front (Search *search)
{
  const char *const *names = usual_names (search);
  const char *dot = strchr (search->host, '.');
  g_autofree char *front = dot != NULL ? g_strndup (search->host, (gsize)(dot - search->host)) : NULL;
  g_autofree char *skeleton = front != NULL ? tg_look_alike_skeleton (front) : NULL;

  for (guint i = 0; front != NULL && names[i] != NULL; i++) {
    g_autofree char *usual = tg_look_alike_skeleton (names[i]);
    g_autofree char *host = g_strconcat (names[i], dot, NULL);

    if (strcmp (skeleton, usual) == 0 || tg_near_distance (front, names[i], 1) <= 1)
      keep (search, host, 1, FALSE);
  }
}

static void
consider_own_names (Search *search, const char *domain)
{
  const char *const *names = usual_names (search);

  for (guint i = 0; names[i] != NULL; i++) {
    g_autofree char *host = g_strdup_printf ("%s.%s", names[i], domain);

    consider (search, host, FALSE);
  }
}

static int
nearest_first (gconstpointer a, gconstpointer b)
{
  const Near *left = *(Near *const *)a, *right = *(Near *const *)b;

  if (left->other_kind != right->other_kind)
    return left->other_kind - right->other_kind;
  return (int)left->distance - (int)right->distance;
}

char **
tg_near_names (const char *address, const TgServer *server)
{
  const TgProvider *own = tg_providers_find (address);
  g_autofree char *domain = tg_address_domain (address);
  g_autofree char *ascii = domain != NULL ? g_hostname_to_ascii (domain) : NULL;
  g_autofree char *lower = ascii != NULL ? g_ascii_strdown (ascii, -1) : NULL;
  g_autofree char *skeleton = tg_look_alike_skeleton (server->host);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (near_free);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  Search search = { server, server->ascii_host, skeleton, found };

  if (tg_server_is_ip (server) || !tg_server_has_name (server))
    return g_strv_builder_end (names);
  if (own != NULL && own->host_is_domain) {
    consider (&search, lower, FALSE);
  } else if (own != NULL) {
    consider_provider (&search, own);
  } else {
    g_autoptr (GPtrArray) all = tg_providers_all ();

    for (guint i = 0; i < all->len; i++)
      if (((const TgProvider *)all->pdata[i])->common)
        consider_provider (&search, all->pdata[i]);
    if (lower != NULL && *lower != '\0') {
      consider_own_tail (&search, lower);
      consider_own_names (&search, lower);
    }
    consider_usual_front (&search);
  }
  /* g_ptr_array_sort is stable. */
  g_ptr_array_sort (found, nearest_first);
  for (guint i = 0; i < MIN (found->len, TG_NEAR_MAX); i++)
    g_strv_builder_add (names, ((Near *)found->pdata[i])->host);
  return g_strv_builder_end (names);
}

/* Those that somebody may have meant who mistyped them. (nullable) */
static char **
domains_of (const TgProvider *provider)
{
  return provider->common ? provider->domains : NULL;
}

const char *
tg_near_domain (const char *address)
{
  g_autofree char *domain = tg_address_domain (address);
  g_autofree char *lower = domain != NULL ? g_utf8_strdown (domain, -1) : NULL;
  g_autoptr (GPtrArray) all = tg_providers_all ();
  const char *best = NULL;
  guint least = NEAR_ENOUGH + 1;

  if (lower == NULL || *lower == '\0' || tg_providers_find (address) != NULL)
    return NULL;
  for (guint i = 0; i < all->len; i++)
    for (char **known = domains_of (all->pdata[i]); known != NULL && *known != NULL; known++) {
      guint distance = tg_near_distance (lower, *known, NEAR_ENOUGH);

      if (distance < least && distance <= allowed (*known)) {
        least = distance;
        best = *known;
      }
    }
  return best;
}
