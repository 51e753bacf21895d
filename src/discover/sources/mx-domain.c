/* mx-domain.c: what is published for the domain of the mail exchanger (draft-ietf-mailmaint-autoconfig-06 section 4.3): by itself, and
 * in the public database.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "discover/sources/published.h"
#include "find/offline/snapshot.h"
#include "find/ranking/grade.h"
#include "find/read/where.h"

#define DOMAINS_MAX 3

/* In the order in which they are believed: a domain's own page before the database's. */
typedef struct {
  char *domain;
  char *url;
  TgPage *page; /* (nullable) until it came */
} Place;

typedef struct {
  TgSearch *search;
  GArray *places; /* of Place */
  guint waiting;
} Places;

typedef struct {
  Places *places;
  guint index;
} Question;

static void
place_clear (gpointer data)
{
  Place *place = data;

  g_free (place->domain);
  g_free (place->url);
  tg_page_free (place->page);
}

static void
places_free (Places *self)
{
  g_array_unref (self->places);
  tg_search_unref (self->search);
  g_free (self);
}

/* The first that has settings; else the first that has a reason. */
static void
settle (Places *self)
{
  TgSourceOutcome worst = TG_SOURCE_NONE;
  g_autofree char *why = NULL;

  for (guint i = 0; i < self->places->len; i++) {
    const Place *place = &g_array_index (self->places, Place, i);
    g_autofree char *detail = NULL;
    TgCandidate *candidate;
    TgSourceOutcome outcome = tg_published_read (self->search, TG_ORIGIN_MX_DOMAIN, place->page, place->domain, &candidate, &detail);

    if (outcome == TG_SOURCE_FOUND) {
      tg_search_settle (self->search, TG_ORIGIN_MX_DOMAIN, outcome, candidate, detail);
      return;
    }
    if (outcome > worst || why == NULL) {
      worst = MAX (worst, outcome);
      g_free (why);
      why = g_steal_pointer (&detail);
    }
  }
  tg_search_settle (self->search, TG_ORIGIN_MX_DOMAIN, worst, NULL, why);
}

static void
on_page (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Question *question = data;
  Places *self = question->places;

  g_array_index (self->places, Place, question->index).page = tg_page_fetch_finish (result);
  if (--self->waiting > 0)
    return;
  settle (self);
  places_free (self);
}

/* @url: (transfer full) (nullable) */
static void
add_place (GArray *places, const char *domain, char *url)
{
  const Place place = { url != NULL ? g_strdup (domain) : NULL, url, NULL };

  if (url != NULL)
    g_array_append_val (places, place);
}

/* Each once. (transfer full) */
static char **
domains_of (const TgSearch *self)
{
  g_autoptr (GStrvBuilder) all = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (char **host = self->exchangers->hosts; *host != NULL; host++) {
    g_auto (GStrv) domains = tg_where_mx_domains (*host, self->domain);

    for (char **domain = domains; *domain != NULL && g_hash_table_size (seen) < DOMAINS_MAX; domain++)
      if (g_hash_table_add (seen, g_strdup (*domain)))
        g_strv_builder_add (all, *domain);
  }
  return g_strv_builder_end (all);
}

/* What our copy of the database has for one of them: then nobody is asked. */
static gboolean
is_in_snapshot (TgSearch *self, char *const *domains)
{
  for (; *domains != NULL; domains++) {
    g_autoptr (TgSettings) settings = tg_snapshot_find (self->found->address, *domains);

    if (settings == NULL)
      continue;
    tg_search_settle (self, TG_ORIGIN_MX_DOMAIN, TG_SOURCE_FOUND,
                      tg_candidate_from_settings (self->found->address, TG_ORIGIN_MX_DOMAIN, TG_HOP_DNS, settings), *domains);
    return TRUE;
  }
  return FALSE;
}

void
tg_search_ask_mx_domain (TgSearch *self, TgOrigin source)
{
  g_auto (GStrv) domains = domains_of (self);
  Places *places;

  if (is_in_snapshot (self, domains))
    return;
  places = g_new0 (Places, 1);
  places->search = tg_search_ref (self);
  places->places = g_array_new (FALSE, FALSE, sizeof (Place));
  g_array_set_clear_func (places->places, place_clear);
  for (char **domain = domains; *domain != NULL; domain++) {
    add_place (places->places, *domain, tg_where_url (TG_ORIGIN_MX_DOMAIN, *domain, NULL));
    add_place (places->places, *domain, tg_published_in_database (self, *domain));
  }
  if (places->places->len == 0) {
    tg_search_settle (self, TG_ORIGIN_MX_DOMAIN, TG_SOURCE_NONE, NULL, NULL);
    places_free (places);
    return;
  }
  places->waiting = places->places->len;
  for (guint i = 0; i < places->places->len; i++) {
    const Place *place = &g_array_index (places->places, Place, i);
    Question *question = g_new0 (Question, 1);

    *question = (Question){ places, i };
    /* The name of its domain came from DNS: so did all that it says. */
    tg_page_fetch_async (self, &(TgPageQuestion){ TG_ORIGIN_MX_DOMAIN, place->url, place->domain, FALSE }, on_page, question);
  }
}
