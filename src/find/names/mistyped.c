/* mistyped.c: which slips of fingers lead from a common domain to the one typed.  That another domain is near is not enough: odn is
 * near to ocn, cloud to icloud, and both are others' names.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/names/mistyped.h"

#include <libpsl.h>
#include <string.h>

#include "find/names/look-alikes.h"
#include "find/offline/snapshot.h"
#include "find/providers.h"

#define SHORTEST_NAME 3 /* below, every name is somebody's */
#define LONG_NAME     5 /* from here on, there are enough of them for most to be nobody's */

typedef enum { SLIP_NONE, SLIP_SAME, SLIP_SWAPPED, SLIP_REPLACED, SLIP_ADDED, SLIP_LEFT_OUT } SlipKind;

/**
 * Slip: what was done to the name meant
 * @meant, @typed: the letter it was done to, and what came of it; 0: none
 * @before, @after: the letters beside it
 */
typedef struct {
  SlipKind kind;
  gsize at;
  char meant, typed;
  char before, after;
} Slip;

/* A domain in two: "ocn" and "ne.jp". */
typedef struct {
  char *name;
  const char *ending;
} Parts;

static void
parts_clear (Parts *self)
{
  g_free (self->name);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Parts, parts_clear)

static Slip
compare (const char *meant, const char *typed)
{
  gsize at = 0, n = strlen (meant), m = strlen (typed);
  Slip slip = { SLIP_NONE, 0, 0, 0, 0, 0 };

  while (meant[at] != '\0' && meant[at] == typed[at])
    at++;
  slip.at = at;
  slip.before = at > 0 ? meant[at - 1] : '\0';
  slip.after = n > at && n == m ? meant[at + 1] : meant[at];
  slip.meant = meant[at];
  slip.typed = typed[at];
  if (n == m && at == n)
    slip.kind = SLIP_SAME;
  else if (n == m && strcmp (meant + at + 1, typed + at + 1) == 0)
    slip.kind = SLIP_REPLACED;
  else if (n == m && at + 1 < n && meant[at] == typed[at + 1] && meant[at + 1] == typed[at] && strcmp (meant + at + 2, typed + at + 2) == 0)
    slip.kind = SLIP_SWAPPED;
  else if (m == n + 1 && strcmp (meant + at, typed + at + 1) == 0)
    slip.kind = SLIP_ADDED;
  else if (n == m + 1 && strcmp (meant + at + 1, typed + at) == 0)
    slip.kind = SLIP_LEFT_OUT;
  return slip;
}

/* In quarters of a key, as the rows are shifted on every keyboard with Latin letters in this order. */
static gboolean
find_key (char c, int *x, int *y)
{
  static const struct {
    const char *keys;
    int from;
  } rows[] = { { "1234567890-", 0 }, { "qwertyuiop", 2 }, { "asdfghjkl", 3 }, { "zxcvbnm", 5 } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    const char *key = c != '\0' ? strchr (rows[i].keys, c) : NULL;

    if (key != NULL) {
      *x = rows[i].from + 4 * (int)(key - rows[i].keys);
      *y = (int)i;
      return TRUE;
    }
  }
  return FALSE;
}

static gboolean
are_neighbours (char a, char b)
{
  int ax, ay, bx, by;

  return find_key (a, &ax, &ay) && find_key (b, &bx, &by) && ABS (ax - bx) <= 4 && ABS (ay - by) <= 1;
}

/* Heard, or read in handwriting. */
static gboolean
are_alike (char a, char b)
{
  static const char *const pairs[] = { "ck", "lr", "bv", "iy", "il", "1l", "1i", "0o", "mn", "bd" };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    if ((pairs[i][0] == a && pairs[i][1] == b) || (pairs[i][0] == b && pairs[i][1] == a))
      return TRUE;
  return FALSE;
}

/* Nobody overlooks a wrong letter at the beginning.  @short_name: of its neighbours on the keyboard, too many are somebody's. */
static gboolean
is_likely (const Slip *slip, gboolean short_name)
{
  switch (slip->kind) {
  case SLIP_SWAPPED:
    return slip->at > 0;
  case SLIP_REPLACED:
    /* The wrong one of two letters doubled, or one beside the key that was meant. */
    return are_alike (slip->meant, slip->typed) ||
           (!short_name && slip->at > 0 &&
            (slip->typed == slip->before || slip->typed == slip->after || are_neighbours (slip->meant, slip->typed)));
  case SLIP_ADDED:
    return slip->at > 0 && (slip->typed == slip->before || slip->typed == slip->after ||
                            (!short_name && (are_neighbours (slip->typed, slip->before) || are_neighbours (slip->typed, slip->after))));
  case SLIP_LEFT_OUT:
    return !short_name && slip->at > 0;
  default:
    return FALSE;
  }
}

/* Who may have names below ne.jp are companies that give them out, and few. */
static gboolean
is_for_providers (const char *ending)
{
  return strcmp (ending, "ne.jp") == 0 || strcmp (ending, "or.jp") == 0;
}

static gboolean
is_slip_in_name (const char *meant, const char *typed, const char *ending)
{
  gboolean short_name = strlen (meant) < LONG_NAME;
  Slip slip = compare (meant, typed);

  return (!short_name || is_for_providers (ending)) && is_likely (&slip, short_name);
}

static gboolean
is_ending (const char *text)
{
  return psl_is_public_suffix2 (psl_builtin (), text, PSL_TYPE_ANY | PSL_TYPE_NO_STAR_RULE) != 0;
}

/* Whether any domain can end so: "jq" is no country. */
static gboolean
exists (const char *ending)
{
  const char *dot = strrchr (ending, '.');

  return is_ending (dot != NULL ? dot + 1 : ending);
}

static gboolean
is_slip_in_ending (const char *meant, const char *typed)
{
  Slip slip = compare (meant, typed);

  if (slip.kind == SLIP_NONE || slip.kind == SLIP_SAME)
    return FALSE;
  if (!exists (typed))
    return TRUE;
  /* com, without a letter of it, is a trap that was set everywhere; among the countries' own endings, each is near to others. */
  if (slip.kind == SLIP_REPLACED)
    return strchr (meant, '.') != NULL && strchr (typed, '.') != NULL && !is_ending (typed) && is_likely (&slip, FALSE);
  return strlen (meant) > 2 && !(slip.kind == SLIP_ADDED && is_ending (typed));
}

/* "ocnne.jp", "ocn.nej.p": a dot that is missing, or elsewhere. */
static gboolean
is_slip_of_dot (const char *meant, const char *typed)
{
  g_auto (GStrv) a = g_strsplit (meant, ".", -1), b = g_strsplit (typed, ".", -1);
  g_autofree char *bare = g_strjoinv ("", a), *typed_bare = g_strjoinv ("", b);

  return strcmp (meant, typed) != 0 && strcmp (bare, typed_bare) == 0;
}

static gboolean
split (const char *domain, Parts *parts)
{
  const char *registrable = psl_registrable_domain (psl_builtin (), domain);
  const char *dot = registrable != NULL ? strchr (registrable, '.') : NULL;

  if (dot == NULL)
    return FALSE;
  parts->name = g_strndup (domain, (gsize)(dot - domain));
  parts->ending = dot + 1;
  return TRUE;
}

static gboolean
is_slip_of (const char *meant, const char *typed)
{
  g_auto (Parts) parts = { NULL, NULL };
  g_autofree char *skeleton = tg_look_alike_skeleton (meant), *typed_skeleton = tg_look_alike_skeleton (typed);
  gsize length;

  if (!split (meant, &parts) || strlen (parts.name) < SHORTEST_NAME)
    return FALSE;
  length = strlen (parts.name);
  if (is_slip_of_dot (meant, typed))
    return TRUE;
  if (strncmp (typed, parts.name, length) == 0 && typed[length] == '.')
    return is_slip_in_ending (parts.ending, typed + length + 1);
  if (g_str_has_suffix (typed, parts.ending) && strlen (typed) > strlen (parts.ending) + 1) {
    gsize front = strlen (typed) - strlen (parts.ending) - 1;
    g_autofree char *name = g_strndup (typed, front);

    return typed[front] == '.' && strchr (name, '.') == strchr (parts.name, '.') &&
           (strcmp (skeleton, typed_skeleton) == 0 || is_slip_in_name (parts.name, name, parts.ending));
  }
  return FALSE;
}

/* A common provider's domain for @typed. (nullable) */
static const char *
find_meant (const char *typed)
{
  g_autoptr (GPtrArray) all = tg_providers_all ();

  for (guint i = 0; i < all->len; i++) {
    const TgProvider *row = all->pdata[i];

    for (char **known = row->common ? row->domains : NULL; known != NULL && *known != NULL; known++)
      if (is_slip_of (*known, typed))
        return *known;
  }
  return NULL;
}

static gboolean
is_known (const char *address)
{
  g_autoptr (TgSettings) published = tg_snapshot_find (address, NULL);

  return tg_providers_find (address) != NULL || published != NULL;
}

/* Whether the table has @address, too: some rows stand for what is below a domain alone. (transfer full) (nullable) */
static char *
make_address (const char *local, const char *front, const char *domain)
{
  g_autofree char *address = g_strconcat (local, "@", front, domain, NULL);

  return tg_providers_find (address) != NULL ? g_steal_pointer (&address) : NULL;
}

char *
tg_mistyped_address (const char *address)
{
  g_autofree char *domain = tg_address_domain (address);
  g_autofree char *typed = domain != NULL ? g_ascii_strdown (domain, -1) : NULL;
  g_autofree char *local = tg_address_local_part (address);
  const char *below = typed != NULL ? strchr (typed, '.') : NULL;
  const char *meant;

  if (local == NULL || *local == '\0' || below == NULL || is_known (address))
    return NULL;
  meant = find_meant (typed);
  if (meant != NULL)
    return make_address (local, "", meant);
  /* taro@abc.ocm.ne.jp */
  meant = strchr (below + 1, '.') != NULL ? find_meant (below + 1) : NULL;
  if (meant != NULL) {
    g_autofree char *front = g_strndup (typed, (gsize)(below + 1 - typed));

    return make_address (local, front, meant);
  }
  return NULL;
}
