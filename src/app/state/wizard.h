/* wizard.h: what the pages of one run share: the session, what it trusts, the complaint, practice,
 * and what was saved.  Knows no widget.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "exceptions/allowed.h"
#include "app/state/symptom.h"
#include "diagnose/words/message.h"
#include "practice/practice.h"
#include "saving/import.h"
#include "session/session.h"

G_BEGIN_DECLS

/**
 * TgWizard: property "practising": no real account; signal "changed": see tg_wizard_tell_changed().
 */
#define TG_TYPE_WIZARD (tg_wizard_get_type ())
G_DECLARE_FINAL_TYPE (TgWizard, tg_wizard, TG, WIZARD, GObject)

/**
 * TgChoices: what the pages tell each other freely; another account has none.
 * @wants_servers: the person asked for the servers' page although all is known; holds until it was shown
 * @allow_plaintext: the person chose "no encryption" for this run, knowing what it means
 * @sends_only: the account is for a device or a service that only sends: of a receiving server nothing is asked, found or tested
 * @certificate_only: the certificates alone are in question: nobody signs in, so that no password is asked for
 * @held_by, @held_kind, @held: the mail program that the account comes from (NULL where it certainly has no password), its kind, and
 *   whether it has one; else it may
 * @where: what kind of device it happens on, for the page that asks which one
 * @certificate_side: whose certificate the side page shows
 */
typedef struct {
  gboolean wants_servers;
  gboolean allow_plaintext;
  gboolean sends_only;
  gboolean certificate_only;
  const char *held_by;
  TgProgram held_kind;
  gboolean held;
  TgWhere where;
  TgSide certificate_side;
} TgChoices;

TgWizard         *tg_wizard_new              (void);
TgChoices        *tg_wizard_choices          (TgWizard *self); /* (transfer none) */
/* For every session from now on: certificate authorities trusted besides the system's (nullable),
 * and names answered here ("HOST=IP", nullable).  Nothing typed so far is kept. */
gboolean          tg_wizard_set_network      (TgWizard *self, const char *ca_file, const char *const *overrides, GError **error);
/* As the command line has it, but with nothing that a person allowed, and without practice. (transfer full) */
TgNetwork        *tg_wizard_plain_network    (TgWizard *self);
/* Asks @place ("IP" or "IP:PORT") in the place of this system's resolver, likewise. */
gboolean          tg_wizard_set_resolver     (TgWizard *self, const char *place, GError **error);
/* Who is asked besides; what is switched off stays off for every session that follows. */
const TgSources  *tg_wizard_get_sources      (TgWizard *self);
void              tg_wizard_set_sources      (TgWizard *self, const TgSources *sources);
/* Loads the system's certificate authorities in a thread: before the first test, but not before the
 * first frame, since they take time and memory. */
void              tg_wizard_load_trust       (TgWizard *self);
/* What the person allowed by hand; forgotten with the account, but for what is recorded. (transfer none) */
const TgAllowed  *tg_wizard_get_allowed      (TgWizard *self);
/* Allows these besides (each nullable, see allowed.h); what was tested is to be tested again.  Not during
 * a test. */
void              tg_wizard_allow_async      (TgWizard *self, GPtrArray *exceptions, const TgCertificate *authority,
                                              GAsyncReadyCallback callback, gpointer user_data);
gboolean          tg_wizard_allow_finish     (TgWizard *self, GAsyncResult *result, GError **error);
/* After an exception was removed, or brought back: what was tested is to be tested again only where it
 * rested on one.  A test, or a letter, that may rest on one is stopped: no connection of it may open any more. */
void              tg_wizard_use_what_is_left (TgWizard *self);
/* Forgets account, passwords and practice: another account. */
void              tg_wizard_reset            (TgWizard *self);

/* For pages, tg_page_get_session(). (transfer none) */
TgSession        *tg_wizard_get_session      (TgWizard *self);
/* tg_session_set_account(), forgetting what was allowed by hand for another address; without a receiving server where none is
 * wanted. */
void              tg_wizard_set_account      (TgWizard *self, TgAccount *account);

/* Whether a test can begin without the servers' page. */
gboolean          tg_wizard_knows_servers    (TgWizard *self);

/* What does not work, and on which device; reset by another account. */
const TgSymptomRow *tg_wizard_get_symptom    (TgWizard *self);
/* NULL: it happens here. */
const TgDevice   *tg_wizard_get_device       (TgWizard *self);
const char       *tg_wizard_get_device_version (TgWizard *self); /* (nullable) */
void              tg_wizard_set_symptom      (TgWizard *self, TgSymptom symptom, const TgDevice *device, const char *version);

/* What the person pasted of a warning or a returned mail, for the tests that follow; reset by another account, unless
 * it is taken out before and put back. */
const TgMessage  *tg_wizard_get_message      (TgWizard *self); /* (nullable) */
TgMessage        *tg_wizard_take_message     (TgWizard *self); /* (transfer full) (nullable) */
void              tg_wizard_put_message      (TgWizard *self, TgMessage *message); /* (transfer full) (nullable) */

/* What the provider's letter says, of which the session's account was made; reset by another account. */
const TgAccount  *tg_wizard_get_letter       (TgWizard *self); /* (nullable) */
void              tg_wizard_set_letter       (TgWizard *self, const TgAccount *letter);

/* Starts the practice servers of @scenario in a thread, and makes their account the session's. */
void              tg_wizard_practise_async   (TgWizard *self, const char *scenario, GAsyncReadyCallback callback, gpointer user_data);
gboolean          tg_wizard_practise_finish  (TgWizard *self, GAsyncResult *result, GError **error);
gboolean          tg_wizard_get_practising   (TgWizard *self);

/* What was written into a mail program; NULL where nothing was. */
TgSaving         *tg_wizard_get_saved        (TgWizard *self); /* (transfer none) */
void              tg_wizard_set_saved        (TgWizard *self, TgSaving *saved);
/* The file for Thunderbird's own import that was written instead; NULL where none was. (transfer none) */
const TgImportFile *tg_wizard_get_import     (TgWizard *self);
void              tg_wizard_set_import       (TgWizard *self, TgImportFile *file); /* (transfer full) */
/* The name that others see on mail, as the person typed it; NULL before that. (transfer none) */
const char       *tg_wizard_get_sender_name  (TgWizard *self);
void              tg_wizard_set_sender_name  (TgWizard *self, const char *name);
/* Something was written into a mail program, undone or removed: whoever shows what is there looks again. */
void              tg_wizard_tell_changed     (TgWizard *self);

G_END_DECLS
