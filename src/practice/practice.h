/* practice.h: mail servers inside the program, on loopback, to try, teach and test it without an
 * account or a network.
 *
 * IMAP, POP3 and SMTP with implicit TLS, with STARTTLS and in the clear, with certificates made at
 * run time.  They run in a thread and a GMainContext of their own.  A scenario is a row of data:
 * what the servers do wrong.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "model/account.h"
#include "model/secret.h"

G_BEGIN_DECLS

typedef struct _TgPractice TgPractice;
typedef struct _TgScenario TgScenario; /* practice/scenarios/scenario.h */

/* One runnable scenario.  URLs contain the port in use; either may be NULL. */
typedef struct {
  const char *name;  /* "good", "wrong-password", "starttls-missing", "cert-expired", … */
  const char *title; /* translated, one line, for the practice menu and the README */
  char *receive;     /* NULL in tg_practice_table() */
  char *send;
  const char *auth;                  /* (nullable): the mechanism to sign in with, and by a token; NULL: the password, however */
  const char *const *expect_receive; /* finding ids that a check of this side alone, with the address as an open user */
  const char *const *expect_send;    /* name, should give: NULL-terminated, main one first; may be empty */
} TgPracticeScenario;

/* Starts the servers of one scenario (NULL: of all) and returns once they are listening.  Takes
 * about 100 ms for keys and certificates: call it in a thread from the user interface.  A private
 * temporary folder holds the CA's certificate; tg_practice_free() removes it. */
TgPractice *tg_practice_new (const char *scenario, GError **error);
void tg_practice_free (TgPractice *self);

const char *tg_practice_ca_file (TgPractice *self); /* PEM; NULL once it was dropped */
/* Removes that file, which nobody has to read any more. */
void tg_practice_drop_ca_file (TgPractice *self);
const char *tg_practice_address (TgPractice *self); /* "hanako@practice.example" */
TgSecret *tg_practice_password (TgPractice *self);  /* (transfer none) */
TgSecret *tg_practice_token (TgPractice *self);     /* (transfer none): an OAuth access token */
/* What goes with @mechanism (nullable): the token, or the password. (transfer none) */
TgSecret *tg_practice_credential (TgPractice *self, const char *mechanism);
GPtrArray *tg_practice_scenarios (TgPractice *self); /* of TgPracticeScenario*, those running */
/* The account to practise with, its servers being of TG_ORIGIN_PRACTICE.  @user NULL: open. (transfer full) */
TgAccount *tg_practice_account (TgPractice *self, const TgPracticeScenario *scenario, const char *user);

/* "HOST=IP" for the names in the certificates, which are answered here and never looked up outside,
 * so that the remedy "use the server's own name" can be practised as well.  NULL-terminated. */
const char *const *tg_practice_names (void);

/* The whole table, without running anything; ends with a row whose name is NULL. */
const TgPracticeScenario *tg_practice_table (void);

/**
 * TgPracticeSeam:
 * @more: (nullable): further scenarios, ended by a row without a name
 * @heard: what a client of @scenario sent: a line without its end, or other bytes
 * @signed_in: a client of @scenario tried to sign in
 *
 * Where tests get in, with scenarios of their own and a record of what the clients do.  The functions are
 * called in the servers' thread.
 */
typedef struct {
  const TgScenario *more;
  void (*heard) (gpointer data, const char *scenario, const char *speaker, const char *bytes, gsize length, gboolean encrypted);
  void (*signed_in) (gpointer data, const char *scenario, gboolean accepted);
  gpointer data;
} TgPracticeSeam;

/* Like tg_practice_new().  @seam: borrowed; it must outlive the result. */
TgPractice *tg_practice_new_with_seam (const char *scenario, const TgPracticeSeam *seam, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgPractice, tg_practice_free)

G_END_DECLS
