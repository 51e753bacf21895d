/* published.c: what a domain publishes over https or http, and what the public database has: one page each, and its reader.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "discover/sources/published.h"

#include "discover/sources/answers.h"
#include "find/read/autoconfig.h"
#include "find/read/where.h"

/* One page of a source that has one, or, for autoconfig, two of them one after the other. */
typedef struct {
  TgSearch *search;
  TgOrigin source;
  gboolean with_address;
} Question;

TgSourceOutcome
tg_published_read (TgSearch *search, TgOrigin source, const TgPage *page, const char *asked, TgCandidate **candidate, char **detail)
{
  g_autoptr (TgSettings) settings = NULL;
  TgReadOutcome read;

  if (page->outcome != TG_SOURCE_FOUND) {
    *candidate = NULL;
    *detail = g_strdup (page->why);
    return page->outcome;
  }
  read = tg_autoconfig_read (page->body, search->found->address, asked, &settings);
  return tg_search_read (search, source, page->hops, read, settings, candidate, detail);
}

static void ask (TgSearch *self, TgOrigin source, gboolean with_address);

static void
on_page (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autofree Question *question = data;
  g_autoptr (TgSearch) self = question->search;
  g_autoptr (TgPage) page = tg_page_fetch_finish (result);
  g_autofree char *detail = NULL;
  TgCandidate *candidate;
  TgSourceOutcome outcome = tg_published_read (self, question->source, page, NULL, &candidate, &detail);

  /* Some have files for single addresses only, and none without one. */
  if (candidate == NULL && question->source == TG_ORIGIN_AUTOCONFIG && !question->with_address && page->may_want_address &&
      !tg_search_is_over (self)) {
    ask (self, question->source, TRUE);
    return;
  }
  tg_search_settle (self, question->source, outcome, candidate, detail);
}

static void
ask_at (TgSearch *self, TgOrigin source, const char *url, const char *domain, gboolean with_address)
{
  Question *question = g_new0 (Question, 1);

  *question = (Question){ tg_search_ref (self), source, with_address };
  tg_page_fetch_async (self, &(TgPageQuestion){ source, url, domain, with_address }, on_page, question);
}

static void
ask (TgSearch *self, TgOrigin source, gboolean with_address)
{
  g_autofree char *url = tg_where_url (source, self->domain, with_address ? self->found->address : NULL);

  if (url == NULL)
    tg_search_settle (self, source, TG_SOURCE_SKIPPED, NULL, NULL);
  else
    ask_at (self, source, url, self->domain, with_address);
}

void
tg_search_ask_domain (TgSearch *self, TgOrigin source)
{
  ask (self, source, FALSE);
}

char *
tg_published_in_database (const TgSearch *search, const char *domain)
{
  const char *base = search->ispdb_url;

  if (base == NULL)
    return NULL;
  return g_strconcat (base, g_str_has_suffix (base, "/") ? "" : "/", domain, NULL);
}

void
tg_search_ask_ispdb (TgSearch *self, TgOrigin source)
{
  g_autofree char *url = tg_published_in_database (self, self->domain);
  g_autoptr (GUri) uri = url != NULL ? g_uri_parse (url, G_URI_FLAGS_NONE, NULL) : NULL;

  /* Its word is that of its own domain. */
  if (uri != NULL && g_uri_get_host (uri) != NULL)
    ask_at (self, TG_ORIGIN_ISPDB, url, g_uri_get_host (uri), FALSE);
  else
    tg_search_settle (self, TG_ORIGIN_ISPDB, TG_SOURCE_SKIPPED, NULL, NULL);
}
