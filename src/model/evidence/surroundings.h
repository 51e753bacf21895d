/* surroundings.h: what was observed of this computer and its network after a failed check.
 *
 * Filled in by probe/ and immutable from then on.  Every text is visible (text.h) and translated,
 * and not escaped for any format.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/evidence/evidence.h"

G_BEGIN_DECLS

/* One per finding about this computer and its network, root causes first. */
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

const char *tg_aspect_finding (TgAspect aspect); /* The finding for a fault: "no-network" … */

typedef enum {
  TG_LOOK_SKIPPED, /* not called for, or switched off */
  TG_LOOK_OPEN,    /* examined, with no proof either way */
  TG_LOOK_OK,
  TG_LOOK_FAULT,
} TgLook;

const char *tg_look_id (TgLook look); /* "skipped" "open" "ok" "fault" */

/* @evidence: of char*, how we know */
typedef struct {
  TgLook     look;
  GPtrArray *evidence;
} TgAspectReport;

/* Another port of a server that did not answer.  @host: in A-labels */
typedef struct {
  char            *host;
  guint16          port;
  TgAddressOutcome outcome;
} TgPortReport;

/* A name for which another resolver gives another answer.  @host: in A-labels.  @here: (nullable):
 * this network's answer.  @there: an address from the other resolver, tried without signing in. */
typedef struct {
  char    *host;
  char    *here;
  char    *there;
  gboolean works;
} TgNameReport;

/* A server name learned from elsewhere: worth a try, never proof.  @about: the domain that this
 * server receives mail for, or the IP address with this reverse name.  Both in A-labels. */
typedef enum { TG_LEAD_MAIL_SERVER, TG_LEAD_REVERSE_NAME } TgLeadKind;

typedef struct {
  TgLeadKind kind;
  char      *about;
  char      *name;
} TgNameLead;

/**
 * TgSurroundings:
 * @aspects: by TgAspect
 * @contacted: of char*: who was asked for what
 * @portal_page: (nullable): the address of the sign-in page, if given
 * @clock_ahead: how far this computer's clock is ahead of an independent one, in seconds
 * @clock_known: whether an independent time was available
 * @ports: of TgPortReport*
 * @names: of TgNameReport*
 * @leads: of TgNameLead*, best first within each kind
 * @issuer: (nullable): who signs certificates in place of the servers' issuers
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

/* FALSE for NULL. */
gboolean        tg_surroundings_faulty (const TgSurroundings *self, TgAspect aspect);
/* Records the result for an aspect; @line (nullable, transfer full) is one more line of evidence.
 * A worse result replaces a better one; "open" yields to any. */
void            tg_surroundings_note   (TgSurroundings *self, TgAspect aspect, TgLook look, char *line);
void            tg_surroundings_contacted (TgSurroundings *self, char *line); /* (transfer full) */

void            tg_surroundings_add_port (TgSurroundings *self, const char *host, guint16 port, TgAddressOutcome outcome);
/* Whether this port was examined; if so, sets @outcome. */
gboolean        tg_surroundings_port   (const TgSurroundings *self, const char *ascii_host, guint16 port, TgAddressOutcome *outcome);
/* (transfer none) (nullable) */
const TgNameReport *tg_surroundings_name (const TgSurroundings *self, const char *ascii_host);
void            tg_surroundings_add_name (TgSurroundings *self, const char *host, const char *here, const char *there, gboolean works);

void            tg_surroundings_add_lead (TgSurroundings *self, TgLeadKind kind, const char *about, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgSurroundings, tg_surroundings_unref)

G_END_DECLS
