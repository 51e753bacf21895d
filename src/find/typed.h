/* typed.h: cleans what was typed or pasted: spaces, full-width and hidden characters, links instead
 * of names.  Every change can be reported.  Passwords are only inspected, never changed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/secret.h"
#include "model/server.h"

G_BEGIN_DECLS

/* What slips in.  The first six have only one possible meaning and are corrected at once; the
 * others are guesses, which are offered and tried. */
typedef enum {
  TG_SLIP_SPACES = 1 << 0,    /* spaces of any kind, tabs, line ends */
  TG_SLIP_HIDDEN = 1 << 1,    /* byte order mark, zero-width and directional characters */
  TG_SLIP_FULLWIDTH = 1 << 2, /* full-width letters, digits and signs, the ideographic full stop */
  TG_SLIP_WRAPPED = 1 << 3,   /* <…>, "…", 「…」, mailto: */
  TG_SLIP_END_DOT = 1 << 4,   /* a dot after the name */
  TG_SLIP_PORT = 1 << 5,      /* a port in the server name */
  TG_SLIP_DOT = 1 << 6,       /* a comma, or two dots, where a dot belongs */
  TG_SLIP_DASH = 1 << 7,      /* a long or Japanese dash where a hyphen belongs */
  TG_SLIP_LINK = 1 << 8,      /* http:// or a path instead of a server name */
  TG_SLIP_ADDRESS = 1 << 9,   /* a mail address instead of a server name */
  TG_SLIP_CAPITALS = 1 << 10, /* passwords: only capital letters */
} TgSlip;

#define TG_SLIPS_CERTAIN (TG_SLIP_SPACES | TG_SLIP_HIDDEN | TG_SLIP_FULLWIDTH | TG_SLIP_WRAPPED | TG_SLIP_END_DOT | TG_SLIP_PORT)

/* Each returns the text as it was probably meant; @slips (of TgSlip, or'ed; nullable) says what was
 * changed, 0 if nothing. (transfer full) */
char *tg_typed_address (const char *text, guint *slips);
/* A user name may contain spaces and commas: they stay. */
char *tg_typed_user (const char *text, guint *slips);
/* @port (nullable): the port in the name, otherwise untouched. */
char *tg_typed_host (const char *text, guint *slips, guint *port);
/* FALSE if it is still not a number from 1 to 65535. */
gboolean tg_typed_port (const char *text, guint *slips, guint *port);

/* The entry it was typed in. */
typedef enum { TG_TYPED_ADDRESS, TG_TYPED_USER, TG_TYPED_SEND_USER, TG_TYPED_RECEIVE, TG_TYPED_SEND } TgTypedField;

/* One value before and after, for a finding to show.  Both are text from outside. */
typedef struct {
  TgTypedField field;
  guint slips;
  char *before;
  char *after;
} TgCleaning;

/* NULL if there is nothing to report. (transfer full) (nullable) */
TgCleaning *tg_cleaning_new (TgTypedField field, guint slips, const char *before, const char *after);
void tg_cleaning_free (TgCleaning *self);

/**
 * tg_typed_server:
 * @url: a server URL as tegamictl takes it, perhaps with slips
 * @cleaning: (out) (optional): what was corrected at once
 *
 * If it takes a guess, the server is the one typed, which is never contacted (see
 * tg_server_new_as_typed()), and the diagnosis proposes the other one.
 *
 * Returns: (transfer full): NULL and a TG_SERVER_ERROR if the text makes no sense
 */
TgServer *tg_typed_server (const char *url, TgTypedField field, TgCleaning **cleaning, GError **error);

/* Something odd about a password, by kind and position only.  @position counts characters from 1. */
typedef struct {
  TgSlip slip;
  guint position;
} TgPasswordSlip;

/* Spaces at its ends (inner ones may belong to it), full-width and hidden characters anywhere, and
 * nothing but capital letters (position 0).  Elements are TgPasswordSlip. (transfer full) */
GArray *tg_typed_password_slips (const char *password, gsize length);

/**
 * TgTyped:
 * @cleanings: of TgCleaning*
 * @password, @send_password: of TgPasswordSlip
 * @own_send_password: sending has a password that differs from the one for receiving
 *
 * What was corrected in an account as typed.  An immutable value, reference counted.
 */
typedef struct {
  GPtrArray *cleanings;
  GArray *password;
  GArray *send_password;
  gboolean own_send_password;
} TgTyped;

/* Each may be NULL.  The passwords are inspected and not kept. */
TgTyped *tg_typed_new (GPtrArray *cleanings, TgSecret *password, TgSecret *send_password);
TgTyped *tg_typed_ref (TgTyped *self);
void tg_typed_unref (TgTyped *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgCleaning, tg_cleaning_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgTyped, tg_typed_unref)

G_END_DECLS
