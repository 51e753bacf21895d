/* page.h: one page of somebody who publishes settings, with its redirects (safety rule 10).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "discover/search.h"

G_BEGIN_DECLS

/**
 * TgPage:
 * @outcome: TG_SOURCE_FOUND: a page came, whatever is on it
 * @body: (nullable): unless TG_SOURCE_FOUND
 * @hops: of TgHops: what the way here does to its grade
 * @may_want_address: a server answered, and not with a page; some have files for single addresses only
 * @why: (nullable): translated
 */
typedef struct {
  TgSourceOutcome outcome;
  GBytes     *body;
  guint       hops;
  gboolean    may_want_address;
  const char *why;
} TgPage;

#define TG_REDIRECTS_MAX 3

/**
 * TgPageQuestion:
 * @source: for which it is asked
 * @url: https: or http:
 * @domain: that is asked about: a redirect out of it is noted
 * @within: the URL names a person, and no redirect may lead out of @domain
 */
typedef struct {
  TgOrigin    source;
  const char *url;
  const char *domain;
  gboolean    within;
} TgPageQuestion;

void    tg_page_fetch_async  (TgSearch *search, const TgPageQuestion *question, GAsyncReadyCallback callback, gpointer user_data);
/* (transfer full): never NULL: where the search is over, it is silent */
TgPage *tg_page_fetch_finish (GAsyncResult *result);
void    tg_page_free         (TgPage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgPage, tg_page_free)

G_END_DECLS
