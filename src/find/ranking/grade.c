/* grade.c: the sources, one row each, and what a hop costs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/ranking/grade.h"

#include <string.h>

#include "find/read/settings.h"
#include "find/read/where.h"
#include "model/host.h"

/* Whose word it is, the better first. */
typedef enum { VOICE_OURS, VOICE_DOMAIN, VOICE_DATABASE, VOICE_DNS, VOICE_NOBODY } Voice;

/* In the order in which the sources are believed.  The copy of the database is as good as the database: it may be old. */
static const struct {
  TgOrigin source;
  TgGrade best;
  Voice voice;
} sources[] = {
  { TG_ORIGIN_TABLE, TG_GRADE_KNOWN, VOICE_OURS },
  { TG_ORIGIN_MX, TG_GRADE_KNOWN, VOICE_DNS },
  { TG_ORIGIN_SNAPSHOT, TG_GRADE_PUBLISHED, VOICE_OURS },
  { TG_ORIGIN_AUTOCONFIG, TG_GRADE_PUBLISHED, VOICE_DOMAIN },
  { TG_ORIGIN_WELL_KNOWN, TG_GRADE_PUBLISHED, VOICE_DOMAIN },
  { TG_ORIGIN_PACC, TG_GRADE_PUBLISHED, VOICE_DOMAIN },
  { TG_ORIGIN_ISPDB, TG_GRADE_PUBLISHED, VOICE_DATABASE },
  { TG_ORIGIN_SRV, TG_GRADE_UNTRUSTED, VOICE_DNS },
  { TG_ORIGIN_MX_DOMAIN, TG_GRADE_UNTRUSTED, VOICE_DNS },
  { TG_ORIGIN_HTTP, TG_GRADE_UNTRUSTED, VOICE_DNS },
  { TG_ORIGIN_GUESS, TG_GRADE_CANDIDATE, VOICE_NOBODY },
};

/* The best that is left after a hop. */
static const struct {
  TgHops hop;
  TgGrade best;
} costs[] = {
  { TG_HOP_HTTP, TG_GRADE_UNTRUSTED },     { TG_HOP_OTHER_DOMAIN, TG_GRADE_PUBLISHED }, { TG_HOP_DNS, TG_GRADE_UNTRUSTED },
  { TG_HOP_UNPROVEN, TG_GRADE_UNTRUSTED }, { TG_HOP_PLAIN, TG_GRADE_UNTRUSTED },        { TG_HOP_SILENCE, TG_GRADE_UNTRUSTED },
};

/* One that is no source of settings comes last. */
guint
tg_source_place (TgOrigin source)
{
  guint place = 0;

  while (place < G_N_ELEMENTS (sources) && sources[place].source != source)
    place++;
  return place;
}

TgGrade
tg_grade_of (TgOrigin source, guint hops)
{
  guint place = tg_source_place (source);
  TgGrade grade = place < G_N_ELEMENTS (sources) ? sources[place].best : TG_GRADE_CANDIDATE;

  for (guint i = 0; i < G_N_ELEMENTS (costs); i++)
    if ((hops & costs[i].hop) != 0)
      grade = MAX (grade, costs[i].best);
  return grade;
}

const char *
tg_grade_id (TgGrade grade)
{
  static const char *const ids[] = { "known", "published", "untrusted", "candidate" };

  g_return_val_if_fail ((guint)grade < G_N_ELEMENTS (ids), NULL);
  return ids[grade];
}

gboolean
tg_source_needs (TgOrigin source, TgOrigin silent)
{
  guint here = tg_source_place (source), there = tg_source_place (silent);

  return here < G_N_ELEMENTS (sources) && there < G_N_ELEMENTS (sources) && sources[there].voice < sources[here].voice;
}

/* Both: (transfer full) (nullable) */
static char *
host_of (GUri *url)
{
  return url != NULL && g_uri_get_host (url) != NULL ? tg_settings_host (g_uri_get_host (url)) : NULL;
}

static gboolean
is_https (GUri *url)
{
  return strcmp (g_uri_get_scheme (url), "https") == 0;
}

static gboolean
may_go (GUri *from, GUri *to, const char *host)
{
  const char *base = tg_host_registrable (host);

  if (!is_https (to) && (is_https (from) || strcmp (g_uri_get_scheme (to), "http") != 0))
    return FALSE;
  return g_uri_get_userinfo (to) == NULL && base != NULL && tg_where_may_ask (base);
}

gboolean
tg_redirect_may_follow (const char *from, const char *to, const char *domain, guint *hops)
{
  g_autoptr (GUri) old = g_uri_parse (from, G_URI_FLAGS_NONE, NULL);
  g_autoptr (GUri) new = g_uri_parse (to, G_URI_FLAGS_NONE, NULL);
  g_autofree char *host = host_of (new);

  if (old == NULL || host == NULL || tg_host_registrable (domain) == NULL || !may_go (old, new, host))
    return FALSE;
  if (!is_https (old) || !is_https (new))
    *hops |= TG_HOP_HTTP;
  if (!tg_host_is_of_owner (host, domain))
    *hops |= TG_HOP_OTHER_DOMAIN;
  return TRUE;
}
