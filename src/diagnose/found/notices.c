/* notices.c: the ranking's notices, in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/found/found-words.h"

#include "diagnose/catalogue.h"
#include "find/origin-words.h"
#include "model/text/text.h"
#include "model/host.h"

static void
put_list (GHashTable *arguments, const char *name, GPtrArray *texts)
{
  g_autofree char *list = tg_text_list (texts);

  tg_found_put (arguments, name, list);
}

/* The company whose servers all of @names are. (nullable) */
static const TgProvider *
owner_of (char *const *names)
{
  const TgProvider *owner = tg_providers_find_host (names[0]);

  for (guint i = 1; owner != NULL && names[i] != NULL; i++)
    if (tg_providers_find_host (names[i]) != owner)
      return NULL;
  return owner;
}

/* What somebody can look for in papers: the domains that are bought.  Each once. */
static void
put_registrable (GHashTable *arguments, char *const *names)
{
  g_autoptr (GPtrArray) domains = g_ptr_array_new ();

  for (guint i = 0; names[i] != NULL; i++) {
    const char *domain = tg_host_registrable (names[i]);

    if (domain == NULL)
      domain = names[i];
    if (!g_ptr_array_find_with_equal_func (domains, domain, g_str_equal, NULL))
      g_ptr_array_add (domains, (gpointer)domain);
  }
  put_list (arguments, "foreign", domains);
}

static void
put_foreign (GHashTable *arguments, const TgNotice *notice)
{
  const TgProvider *owner = owner_of (notice->names);

  put_registrable (arguments, notice->names);
  if (owner != NULL)
    tg_found_put (arguments, "provider", owner->company);
}

static void
put_plain (GHashTable *arguments, const TgNotice *notice)
{
  tg_found_put (arguments, "host", notice->names[0]);
}

static void
put_redirected (GHashTable *arguments, const TgNotice *notice)
{
  if (notice->source == TG_ORIGIN_HTTP)
    tg_found_put (arguments, "over_http", "yes");
}

static void
put_differ (GHashTable *arguments, const TgNotice *notice)
{
  tg_found_put (arguments, "host", notice->names[0]);
  tg_found_put (arguments, "other", notice->names[1]);
  if (notice->tried)
    tg_found_put (arguments, "tried", "yes");
}

static void (*const put_more[TG_N_NOTICES]) (GHashTable *arguments, const TgNotice *notice) = {
  [TG_NOTICE_FOREIGN_HOST] = put_foreign,
  [TG_NOTICE_PLAIN_ONLY] = put_plain,
  [TG_NOTICE_REDIRECTED] = put_redirected,
  [TG_NOTICE_DIFFER] = put_differ,
};

/* Who names the server @name: each side may be another's word. */
static TgOrigin
origin_of (const TgAccount *account, const TgNotice *notice, const char *name)
{
  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++) {
    const TgServer *server = tg_account_server (account, side);

    if ((notice->side == side || notice->side == TG_SIDE_BOTH) && server != NULL && g_str_equal (server->ascii_host, name))
      return server->origin;
  }
  return notice->source;
}

static void
add_sources (TgFinding *finding, const char *address, const TgAccount *account, const TgNotice *notice)
{
  for (guint i = 0; notice->names[i] != NULL; i++) {
    gboolean is_other = notice->kind == TG_NOTICE_DIFFER && i > 0;

    g_ptr_array_add (finding->evidence,
                     tg_origin_says (is_other ? notice->other : origin_of (account, notice, notice->names[i]), address, notice->names[i]));
  }
}

static TgFinding *
finding_of (const char *address, const TgAccount *account, const TgNotice *notice, TgSide side)
{
  g_autoptr (GHashTable) arguments = tg_found_arguments (address);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *source = tg_origin_name (notice->source, address), *other = tg_origin_name (notice->other, address);
  TgFinding *finding;

  for (guint i = 0; notice->names[i] != NULL; i++)
    g_ptr_array_add (names, notice->names[i]);
  put_list (arguments, "names", names);
  tg_found_put (arguments, "source", source);
  tg_found_put (arguments, "other_source", other);
  put_more[notice->kind](arguments, notice);
  finding = tg_catalogue_finding (tg_notice_id (notice->kind), side, arguments);
  add_sources (finding, address, account, notice);
  return finding;
}

static gboolean
says_the_same (const TgNotice *one, const TgNotice *other)
{
  return one->kind == other->kind && one->source == other->source && one->other == other->other &&
         g_strv_equal ((const char *const *)one->names, (const char *const *)other->names);
}

void
tg_found_add_notices (const char *address, const TgRanking *ranking, GPtrArray *findings)
{
  for (guint i = 0; i < ranking->notices->len; i++) {
    const TgNotice *notice = ranking->notices->pdata[i];
    gboolean twice = i + 1 < ranking->notices->len && says_the_same (notice, ranking->notices->pdata[i + 1]);

    g_ptr_array_add (findings, finding_of (address, ranking->account, notice, twice ? TG_SIDE_BOTH : notice->side));
    i += twice;
  }
}
