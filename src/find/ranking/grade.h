/* grade.h: how far a source's answer can be trusted: as far as the weakest hop on its way here.  Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "find/candidate.h"

G_BEGIN_DECLS

/* What is known of the way of an answer. */
typedef enum {
  TG_HOP_HTTP = 1 << 0,         /* some of it without TLS */
  TG_HOP_OTHER_DOMAIN = 1 << 1, /* redirected, by https, to a name outside the domain that was asked */
  TG_HOP_DNS = 1 << 2,          /* the server's name is made of what a name server said */
  TG_HOP_UNPROVEN = 1 << 3,     /* the record that should prove it is missing, or is of another file */
  TG_HOP_PLAIN = 1 << 4,        /* a half of it is without encryption */
  TG_HOP_SILENCE = 1 << 5,      /* a better source gave no answer in time: whoever made it silent may have written this one */
} TgHops;

/* The best that an answer of @source can be, made worse by each of @hops, of TgHops. */
TgGrade     tg_grade_of            (TgOrigin source, guint hops);
/* "known", "published", "untrusted", "candidate" */
const char *tg_grade_id            (TgGrade grade);
/* Where it stands among the sources, the best being 0. */
guint       tg_source_place        (TgOrigin source);
/* Whether an answer of @source is only a hint while @silent gave none in time.  What comes from the domain itself by several ways has
 * one voice. */
gboolean    tg_source_needs        (TgOrigin source, TgOrigin silent);

/* Whether a redirect may be followed (safety rule 10): never from https to http, nor to where nothing may be asked.  Adds to @hops
 * what it makes of the way.
 * @from, @to: URLs; @domain: that was asked about */
gboolean    tg_redirect_may_follow (const char *from, const char *to, const char *domain, guint *hops);

G_END_DECLS
