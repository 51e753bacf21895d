/* next-step.h: of a finding, the one thing to do next: what its foremost button does.  Which steps a remedy has stands beside it in
 * data/findings.xml; which of them can be taken depends on what is known of the provider and of this computer.  Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/finding.h"

G_BEGIN_DECLS

/**
 * TgStepKind:
 * @TG_STEP_NONE: nothing that a button could do
 * @TG_STEP_CHANGE: the remedy's changed account is tried
 * @TG_STEP_RETYPE: the password is typed again, and the finding asks for it
 * @TG_STEP_TEST: the person has done something, and tests again
 * @TG_STEP_NETWORK: the same on another network: this one is not to be used again
 * @TG_STEP_WAIT: the test is repeated after some minutes
 * @TG_STEP_SERVERS, @TG_STEP_ADDRESS: what was typed is looked at again
 * @TG_STEP_MEMO: the provider is told, in words that are ready
 * @TG_STEP_WEBMAIL, @TG_STEP_APP_PASSWORD, @TG_STEP_SWITCH, @TG_STEP_HELP: a page of the provider's is opened
 * @TG_STEP_COMPARE: the fingerprint is compared
 * @TG_STEP_EXCEPTIONS: the list of security exceptions
 * @TG_STEP_PORTAL: the network's own sign-in page
 * @TG_STEP_CLOCK: this computer's settings for date and time
 * @TG_STEP_SAVE: the account is written into a mail program, which does the rest
 */
typedef enum {
  TG_STEP_NONE,
  TG_STEP_CHANGE,
  TG_STEP_RETYPE,
  TG_STEP_TEST,
  TG_STEP_NETWORK,
  TG_STEP_WAIT,
  TG_STEP_SERVERS,
  TG_STEP_ADDRESS,
  TG_STEP_MEMO,
  TG_STEP_WEBMAIL,
  TG_STEP_APP_PASSWORD,
  TG_STEP_SWITCH,
  TG_STEP_HELP,
  TG_STEP_COMPARE,
  TG_STEP_EXCEPTIONS,
  TG_STEP_PORTAL,
  TG_STEP_CLOCK,
  TG_STEP_SAVE,
  TG_N_STEP_KINDS,
} TgStepKind;

/**
 * TgStepMeans: what there is to take a step with:
 * @pages: by kind, (nullable): the provider's page, an https address out of our table (safety rule 7)
 * @may: by kind: whether this computer has what a step of this kind needs; meaningful for @TG_STEP_CLOCK, @TG_STEP_COMPARE,
 *   @TG_STEP_PORTAL, @TG_STEP_RETYPE and @TG_STEP_SAVE; the others need nothing
 */
typedef struct {
  const char *pages[TG_N_STEP_KINDS];
  gboolean    may[TG_N_STEP_KINDS];
} TgStepMeans;

/**
 * TgNextStep:
 * @remedy: (nullable): whose step it is; owned by the finding
 * @minutes: of @TG_STEP_WAIT
 * @page: (nullable): of those that open one
 */
typedef struct {
  TgStepKind      kind;
  const TgRemedy *remedy;
  guint           minutes;
  const char     *page;
} TgNextStep;

/* The step of one remedy. */
TgNextStep  tg_next_step_of      (const TgFinding *finding, const TgRemedy *remedy, const TgStepMeans *means);
/* Of all remedies that are left when one sees what was tried in vain, the first one's that has any. */
TgNextStep  tg_next_step_choose  (const TgFinding *finding, const TgStepMeans *means);
/* Where none has: what can be done in any case about what does not work. */
TgNextStep  tg_next_step_fallback (const TgFinding *finding);
/* What the button says. (transfer full) */
char       *tg_next_step_label   (const TgNextStep *self);
/* Whether trying again as things are would do harm: it locks an account, or hands something to whoever is in between. */
gboolean    tg_next_step_stops   (const TgFinding *finding);
/* "servers" and so on, as data/findings.xml has it; NULL: none has this name. */
const char *tg_step_kind_id      (TgStepKind kind);
gboolean    tg_step_kind_from_id (const char *id, TgStepKind *kind);

/* Whether the remedy was tried without signing in, and does not work either. */
gboolean    tg_remedy_is_hopeless (const TgRemedy *self);
/* Those that are not, unless all of them are. (transfer container): of const TgRemedy* */
GPtrArray  *tg_finding_hopeful    (const TgFinding *self);

G_END_DECLS
