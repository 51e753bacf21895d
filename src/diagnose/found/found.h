/* found.h: what a search for an address's settings means for the person: the section "finding settings" of the findings.  Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "find/offline/hosted.h"
#include "find/ranking/ranking.h"
#include "model/finding.h"

G_BEGIN_DECLS

/**
 * TgFoundInput:
 * @ranking: (nullable): what the sources' answers come to
 * @domain: what DNS says of the address's domain
 * @hosted: (nullable): whose servers it uses
 * @guessed: the usual names were tried, too, and none was proven
 * @n_silent: how many sources did not answer in time: where some did not, it is not said that nobody knows
 */
typedef struct {
  const char      *address;
  const TgRanking *ranking;
  TgMailDomain     domain;
  const TgHosted  *hosted;
  gboolean         guessed;
  guint            n_silent;
} TgFoundInput;

/* Of const TgFinding*, most important first; empty where settings were found and nothing is to be said of them.  What is told of
 * the domain itself stands in the place of "no settings". (transfer full) */
GPtrArray *tg_found_findings (const TgFoundInput *input);

/**
 * TgSaferSide:
 * @source: whose word @published is
 * @published: (nullable): the server that the source names first, as it says
 * @verified: (nullable): the server that was tested on this side, and works
 */
typedef struct {
  TgOrigin        source;
  const TgServer *published;
  const TgServer *verified;
} TgSaferSide;

/* Once a check went through: that a side works with more protection than is published for it, at the same server.
 * @sides: receiving, sending.  Of const TgFinding*, "settings-safer", which alarms nobody; mostly empty. (transfer full) */
GPtrArray *tg_found_safer (const char *address, const TgSaferSide sides[2]);

G_END_DECLS
