/* surroundings.h: what was seen of this computer and its network after a check had failed.
 *
 * Filled in by probe/, then never changed.  Every text is visible (text.h), translated, and not
 * escaped for any format.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/evidence/evidence.h"

G_BEGIN_DECLS

/* One for each finding about this computer and its network, root causes first. */
typedef enum {
  TG_ASPECT_NETWORK,
  TG_ASPECT_PORTAL,
  TG_ASPECT_CLOCK,
  TG_ASPECT_INTERCEPTION,
  TG_ASPECT_RESOLVER,
  TG_ASPECT_NAMES,
  TG_ASPECT_PORT25,
  TG_ASPECT_MAIL_PORTS,
  TG_ASPECT_IPV6,
  TG_N_ASPECTS,
} TgAspect;

const char *tg_aspect_finding (TgAspect aspect); /* "no-network" …: the finding that a fault gives */

typedef enum {
  TG_LOOK_SKIPPED, /* nothing called for it, or it is switched off */
  TG_LOOK_OPEN,    /* looked at, and nothing was proven either way */
  TG_LOOK_OK,
  TG_LOOK_FAULT,
} TgLook;

const char *tg_look_id (TgLook look); /* "skipped" "open" "ok" "fault" */

/* @evidence: of char*, how we know */
typedef struct {
  TgLook     look;
  GPtrArray *evidence;
} TgAspectReport;

/* Another port of a server that was silent.  @host: ascii */
typedef struct {
  char            *host;
  guint16          port;
  TgAddressOutcome outcome;
} TgPortReport;

/* A name that another resolver knows otherwise.  @host: ascii.  @here: (nullable): what this
 * network says.  @there: an address from the other resolver, tried without a sign-in. */
typedef struct {
  char    *host;
  char    *here;
  char    *there;
  gboolean works;
} TgNameReport;

/* A server name that somebody else gave: something to try, and never a proof.  @about: the domain
 * whose mail goes there, or the IP address that is called so.  Both ascii. */
typedef enum { TG_LEAD_MAIL_SERVER, TG_LEAD_REVERSE_NAME } TgLeadKind;

typedef struct {
  TgLeadKind kind;
  char      *about;
  char      *name;
} TgNameLead;

/**
 * TgSurroundings:
 * @aspects: by TgAspect
 * @contacted: of char*: who was asked, and what for
 * @portal_page: (nullable): the sign-in page, where one was named
 * @clock_ahead: seconds by which this computer's clock is ahead of an independent one
 * @clock_known: whether there was an independent time
 * @ports: of TgPortReport*
 * @names: of TgNameReport*
 * @leads: of TgNameLead*, best first of each kind
 * @issuer: (nullable): who signs certificates in the servers' place
 *
 * Reference counted.
 */
typedef struct {
  TgAspectReport aspects[TG_N_ASPECTS];
  GPtrArray     *contacted;
  char          *portal_page;
  gint64         clock_ahead;
  gboolean       clock_known;
  GPtrArray     *ports;
  GPtrArray     *names;
  GPtrArray     *leads;
  char          *issuer;
} TgSurroundings;

TgSurroundings *tg_surroundings_new    (void);
TgSurroundings *tg_surroundings_ref    (TgSurroundings *self);
void            tg_surroundings_unref  (TgSurroundings *self);

/* NULL has no fault. */
gboolean        tg_surroundings_faulty (const TgSurroundings *self, TgAspect aspect);
/* Notes what became of an aspect; @line (nullable, transfer full) is one more line of evidence.  A
 * worse look replaces a better one; "open" yields to any. */
void            tg_surroundings_note   (TgSurroundings *self, TgAspect aspect, TgLook look, char *line);
void            tg_surroundings_contacted (TgSurroundings *self, char *line); /* (transfer full) */

void            tg_surroundings_add_port (TgSurroundings *self, const char *host, guint16 port, TgAddressOutcome outcome);
/* TRUE and @outcome where this port was looked at. */
gboolean        tg_surroundings_port   (const TgSurroundings *self, const char *ascii_host, guint16 port, TgAddressOutcome *outcome);
/* (transfer none) (nullable) */
const TgNameReport *tg_surroundings_name (const TgSurroundings *self, const char *ascii_host);
void            tg_surroundings_add_name (TgSurroundings *self, const char *host, const char *here, const char *there, gboolean works);

void            tg_surroundings_add_lead (TgSurroundings *self, TgLeadKind kind, const char *about, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgSurroundings, tg_surroundings_unref)

G_END_DECLS
