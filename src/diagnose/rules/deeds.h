/* deeds.h: what a server did (deeds.c), and where it stands (local-rules.c), where that says more than its tag, its code, or the
 * moment at which it said something.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "diagnose/rules/case.h"

G_BEGIN_DECLS

/* How the server is greeted is what it refuses, at the greeting or later. */
gboolean tg_deed_refuses_hello (const TgCase *self);
/* It hung up right after a credential had gone out. */
gboolean tg_deed_hangs_up_on_sign_in (const TgCase *self);

/* An OAuth token signs in, or is to. */
gboolean tg_deed_is_by_token (const TgCase *self);
gboolean tg_deed_hangs_up_on_token (const TgCase *self);

/* It took the sign-in, and then refuses to send for want of one. */
gboolean tg_deed_forgets_sign_in_to_send (const TgCase *self);

/* It turned the client away in plain text where the handshake should have begun, and says why. */
gboolean tg_deed_refuses_before_tls (const TgCase *self);

/* What is left of a meaning that was read from words alone. */
TgReplyMeaning tg_deed_meaning (const TgEvidence *seen, TgReplyMeaning read);
/* The same, once it is known what the other side heard. */
TgReplyMeaning tg_deed_meaning_beside (const TgEvidence *seen, TgReplyMeaning meaning, const TgEvidence *across,
                                       TgReplyMeaning across_meaning);

/* Whether a first line turns the client away, as its form or its words tell.  @code: its three digits, or 0. */
gboolean tg_deed_line_refuses (const char *line, guint *code);

void tg_deed_add_arguments (const TgCase *self, GHashTable *arguments);

/* Without encryption, on a connection that does not leave this computer. */
gboolean tg_local_works_in_plain (const TgCase *self);
/* Without encryption, on one that does. */
gboolean tg_local_leaves_in_plain (const TgCase *self);

void tg_local_add_arguments (const TgCase *self, const char *id, GHashTable *arguments);

G_END_DECLS
