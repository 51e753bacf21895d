/* look-around.h: one look around in progress, and the looks it consists of.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "probe/surroundings/surroundings.h"

G_BEGIN_DECLS

/* The looks that one side's evidence calls for. */
typedef enum {
  TG_NEED_WEB = 1 << 0,     /* does anything outside answer, and is it what it should be? */
  TG_NEED_TIME = 1 << 1,    /* what time is it? */
  TG_NEED_NAMES = 1 << 2,   /* does another resolver know better? */
  TG_NEED_CONTROL = 1 << 3, /* does this network's resolver find other names? */
  TG_NEED_PORTS = 1 << 4,   /* do other ports of the same server answer? */
  TG_NEED_ISSUER = 1 << 5,  /* who signs here? (asks nobody) */
  TG_NEED_IPV6 = 1 << 6,    /* do the IPv6 addresses that lost the race answer at all? */
  TG_NEED_LEADS = 1 << 7,   /* what other names does the server have? */
  TG_NEED_ROUTE = 1 << 8,   /* where does the domain's mail go? */
} TgNeed;

/* Pure: the looks that one side's evidence calls for; 0: none.  @side: nullable. */
guint tg_needs_of_side (const TgEvidence *side);
/* Whether everything tried is on this computer, so that the network plays no part. */
gboolean tg_is_all_local (const TgCheckResult *check);
gboolean tg_is_loopback (const char *ip);

/**
 * TgLookAround:
 * @want: of both sides together
 * @stop: cancelled by the caller or when time runs out
 * @outside: also cancelled as soon as nothing outside needs to be asked any more
 * @running: looks under way
 * @alive: something outside this computer answered
 * @asked_outside: something outside was asked at all
 * @control: the result of resolving an unrelated name
 * @resolver_replied: the second resolver said something
 * @ipv6_answered, @ipv6_failed: some IPv6 address did
 */
typedef struct {
  TgNetwork *network;
  TgSources *sources;
  const TgCheckResult *check;
  TgSurroundings *seen;
  guint want;
  GCancellable *stop;
  GCancellable *outside;
  guint running;
  gboolean alive;
  gboolean asked_outside;
  TgFault control;
  gboolean resolver_replied;
  gboolean ipv6_answered;
  gboolean ipv6_failed;
} TgLookAround;

TgLookAround *tg_look_around_of (GTask *task);
/* Brackets every look: the run ends with the last one. */
void tg_look_around_begin (GTask *task);
void tg_look_around_end (GTask *task);

/* Records that @whom (visible) was asked, and whether anything came back. */
void tg_look_around_asked (TgLookAround *self, const char *whom, TgFault fault);

/* The sides that were tested; @n 0 to 2. */
guint tg_look_around_sides (const TgLookAround *self, const TgEvidence *sides[2]);

/* The looks.  Each starts what it needs, and brackets it. */
void tg_look_portal (GTask *task);
void tg_look_clock (GTask *task);
void tg_look_names (GTask *task);
void tg_look_control (GTask *task);
void tg_look_ports (GTask *task);
void tg_look_ipv6 (GTask *task);
void tg_look_issuer (GTask *task);
void tg_look_leads (GTask *task);

/* What the ports amount to once all have been tried. */
void tg_judge_ports (TgLookAround *self);

/* An independent time: how far this computer's clock is ahead of it.  @source (visible): whose. */
void tg_look_clock_heard (TgLookAround *self, gint64 ahead_ms, const char *source);

G_END_DECLS
