/* session.h: one person, one account: find → check → diagnose → try → save.
 *
 * The wizard and tegamictl both drive this, and nothing below it.  Everything is on the main
 * context; nothing blocks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/client.h"
#include "find/typed.h"
#include "model/evidence/issuer-proof.h"
#include "model/evidence/previous.h"
#include "model/finding.h"
#include "oauth/token.h"
#include "diagnose/device.h"
#include "discover/discover.h"
#include "probe/check.h"
#include "probe/explore.h"
#include "probe/self-letter.h"
#include "probe/surroundings/surroundings.h"
#include "session/asked/letter-trial.h"
#include "session/items.h"
#include "session/trying/tried-change.h"

G_BEGIN_DECLS

/**
 * TgSession: properties "account" (boxed by pointer, notify only), "busy"; signals "checked"
 * (after every check, also a cancelled one).
 */
#define TG_TYPE_SESSION (tg_session_get_type ())
G_DECLARE_FINAL_TYPE (TgSession, tg_session, TG, SESSION, GObject)

TgSession *tg_session_new (TgNetwork *network);

TgAccount *tg_session_get_account (TgSession *self); /* (transfer none) (nullable) */
/* Takes the account as it is: each server says itself where it came from and whether the person confirmed it.
 * What was tried and tested is forgotten; with another address, so are confirmations. */
void tg_session_set_account (TgSession *self, TgAccount *account);
/* How the account was typed: of TgCleaning*, told as notices; forgotten with another address. */
void tg_session_set_cleanings (TgSession *self, GPtrArray *cleanings);
/* The same for one box, whose old cleaning is forgotten.  @cleaning: (transfer full) (nullable) */
void tg_session_set_cleaning (TgSession *self, TgTypedField field, TgCleaning *cleaning);
/* What a mail program holds of this account (nullable: nothing): its settings are compared with what works,
 * and what follows joins the findings, with side "local".  @asks_again: the program asks for the password
 * again and again.  Forgotten with another address. */
void tg_session_set_saved (TgSession *self, const TgFoundAccount *found, gboolean asks_again);
/* Which one that is, as in TgFoundAccount.  FALSE: none. @where, @key: (out) (transfer none) */
gboolean tg_session_get_saved (TgSession *self, TgProgram *program, const char **where, const char **key);
/* @send NULL: the same password serves both.  Either may be a token (tg_secret_new_token()), which only XOAUTH2 and OAUTHBEARER
 * send, only over TLS, and which is never saved. */
void tg_session_set_passwords (TgSession *self, TgSecret *receive, TgSecret *send);
/* A token for both sides, in the place of passwords.  Whoever fetches one after a refusal brings another one than was refused:
 * where no token could be refused any more, a new run begins.  Forgotten with another address. */
void tg_session_set_token (TgSession *self, TgSecret *token);
/* Why there is no token, though one was wished for (nullable: there is, or none was): joins the findings of a check that does not sign
 * in.  Forgotten with another address. */
void tg_session_set_no_token (TgSession *self, const TgToken *token);
/* What the last check, with this @verdict, tells about other devices; valid until the next one. */
TgDeviceCheck tg_session_device_check (TgSession *self, TgOutcome verdict);
/* Whether the last test has signed in for receiving. */
gboolean tg_session_receives (TgSession *self);
/* @secret: what a person typed after a refusal on @side.  It replaces the password of that side alone where the other one has
 * signed in, or has a password of its own; otherwise both.  Where nothing more could be refused, a new run begins. */
void tg_session_retype_password (TgSession *self, TgSide side, TgSecret *secret);
TgSecret *tg_session_get_password (TgSession *self, TgSide side); /* (transfer none) (nullable) */
TgNetwork *tg_session_get_network (TgSession *self);
void tg_session_set_network (TgSession *self, TgNetwork *network);

/* Looks for the settings of @address; the session need not be idle, and is not busy with it.  By the session's network, and by its
 * sources: the name server that the person chose, and the public database where that may be asked. */
void tg_session_find_async (TgSession *self, const char *address, TgDiscoverProgress progress, gpointer progress_data,
                            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* As tg_discover_finish(). (transfer full) */
TgDiscovery *tg_session_find_finish (TgSession *self, GAsyncResult *result, GError **error);
/* What was found for the account (nullable): what there is to say of it joins the findings, as long as its servers are the account's.
 * Forgotten with another address. */
void tg_session_set_found (TgSession *self, TgDiscovery *found);
/* What there is to say of a search by itself. (transfer full): of const TgFinding*, most important first */
GPtrArray *tg_session_findings_of (const TgDiscovery *found);
TgDiscovery *tg_session_get_found (TgSession *self); /* (transfer none) (nullable) */

/* Tries, without credentials, what the letter's account may mean (letter-plan.h); the session need not be idle, and is not busy with it.
 * By the session's network, and the name server that the person chose. */
void tg_session_try_letter_async (TgSession *self, const TgLetter *letter, guint account, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
/* As tg_letter_trial_run_finish(). (transfer full) */
TgLetterTrial *tg_session_try_letter_finish (TgSession *self, GAsyncResult *result, GError **error);

/* Whether the certificates of checks that went through are remembered (record/seen.h); not, unless
 * asked for.  What is remembered is compared in any case: tg_session_get_previous(). */
void tg_session_set_remembers (TgSession *self, gboolean remembers);

/* Who is asked about this computer's surroundings when a check has failed; tg_sources_describe()
 * names them for the screen. */
const TgSources *tg_session_get_sources (TgSession *self);
void tg_session_set_sources (TgSession *self, const TgSources *sources);

/* Refused sign-ins still to be had in this run, of the kind (password or token) that receiving has.  A new run begins with another
 * address, or when the person asks for it. */
guint tg_session_attempts_left (TgSession *self);
void tg_session_new_run (TgSession *self);

/* tg_credentials_to_confirm() of the account. (transfer full) */
char **tg_session_hosts_to_confirm (TgSession *self);
/* The person says that the account's servers of this name are the provider's.  Not during a check. */
void tg_session_confirm_host (TgSession *self, const char *ascii_host);

void tg_session_check_async (TgSession *self, const TgCheckOptions *options, GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data);
/* Of each asynchronous call here.  FALSE with G_IO_ERROR_CANCELLED when cancelled; results so far are kept either way. */
gboolean tg_session_finish (TgSession *self, GAsyncResult *result, GError **error);
gboolean tg_session_is_busy (TgSession *self);
/* As if the cancellable of what is under way had been cancelled; else nothing. */
void tg_session_stop (TgSession *self);

/* What was tested is to be tested again: another network. */
void tg_session_forget_results (TgSession *self);

/* The last check's results; NULL or empty before the first. */
const TgCheckResult *tg_session_get_result (TgSession *self); /* (transfer none) (nullable) */
/* Whether that check was cancelled.  It may have seen what fails, but its verdict never says that something works. */
gboolean tg_session_was_stopped (TgSession *self);
/* NULL where nothing called for a look around, or it is switched off. (transfer none) */
const TgSurroundings *tg_session_get_surroundings (TgSession *self);
/* Of const TgFinding*, most important first, with all that became known of them (shown-findings.h).  What becomes known
 * later makes a new array; this one stays as it is. (transfer none) */
GPtrArray *tg_session_get_findings (TgSession *self);
TgOutcome tg_session_get_outcome (TgSession *self, TgSide side);
TgOutcome tg_session_get_verdict (TgSession *self);

/* The certificate that proved this side's server the last time. (transfer none) (nullable) */
const TgPrevious *tg_session_get_previous (TgSession *self, TgSide side);

/* Live models: steps of each side (TgStepItem), conversation lines of each side (TgLineItem).
 * (transfer none) */
GListModel *tg_session_get_steps (TgSession *self, TgSide side);
GListModel *tg_session_get_conversation (TgSession *self, TgSide side);

/* Looks for what works, side by side and without any credential: the account's servers and what may
 * stand in their place (find/names/guess.h).  After a check that failed, what works is offered as a remedy
 * of its findings, too.  With TgCheckOptions.explore a check does this by the way. */
void tg_session_explore_async (TgSession *self, TgExploreProgress progress, gpointer progress_data, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
/* Of TgExplored*, the best first; NULL before. (transfer none) (nullable) */
GPtrArray *tg_session_get_explored (TgSession *self);
/* The session's account with the server of @row. (transfer full) */
TgAccount *tg_session_explored_account (TgSession *self, const TgExplored *row);

/* Whom tg_session_ask_issuer_async() would contact first, to be named before; NULL where this side's
 * chain lacks nothing that could be asked for. (transfer full) (nullable) */
char *tg_session_issuer_host (TgSession *self, TgSide side);
/* Asks for the certificate that the server of this side leaves out, to prove the diagnosis: what comes of it is also a
 * line of evidence in its finding.  No outcome changes. */
void tg_session_ask_issuer_async (TgSession *self, TgSide side, GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data);
/* What came of it. (transfer none) (nullable) */
const TgIssuerProof *tg_session_get_issuer_proof (TgSession *self, TgSide side);

/* Whether the last check allows a letter to oneself: both sides were signed in to. */
gboolean tg_session_may_self_letter (TgSession *self);
/* Sends one, and waits for it at most @wait_ms (TG_SELF_LETTER_WAIT_MS).  What it shows joins the
 * findings; the outcomes follow.  Where it may not be sent, there is merely a result without one. */
void tg_session_self_letter_async (TgSession *self, const TgCheckOptions *options, guint wait_ms, const TgSelfLetterWatch *watch,
                                   gpointer watch_data, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
TgSelfLetter *tg_session_get_self_letter (TgSession *self); /* (transfer none) (nullable) */

/* Tries a remedy's change, or another that a test brought (tg_account_with_remedy()), remembering the account
 * before; the caller checks again. */
void tg_session_apply_change (TgSession *self, const TgAccount *change);
/* What was tried so far, the oldest first: of TgTriedChange*. (transfer none) */
GPtrArray *tg_session_get_tried (TgSession *self);
/* Takes one of them back, whichever; the caller checks again. */
void tg_session_take_back (TgSession *self, const TgTriedChange *tried);

/* Whether what was checked may be written: verified, caution, or unproven because of OAuth. */
gboolean tg_session_may_save (TgSession *self);
/* Whether the mail program must sign in there with a browser (OAuth2): the check found out, or, where there was none, our table
 * says so. */
gboolean tg_session_needs_browser (TgSession *self, TgSide side);

G_END_DECLS
