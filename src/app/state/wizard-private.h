/* wizard-private.h: what the files of the wizard's state share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/state/wizard.h"

G_BEGIN_DECLS

struct _TgWizard {
  GObject parent_instance;

  TgSession *session;
  TgTrust *system_trust; /* (nullable) until it was loaded; with the authorities that were named */
  gboolean trust_asked_for;
  char **overrides; /* (nullable) */
  GInetSocketAddress *resolver; /* (nullable) */
  TgSources *sources;           /* (nullable): unless the person chose, each session's own */
  TgAllowed *allowed;
  gboolean network_is_old; /* the session's, until it is no longer busy */
  gboolean sources_are_old; /* the session's, likewise */
  gboolean forgets_used;   /* results that rest on an exception, likewise */
  TgSymptom symptom;
  const TgDevice *device; /* (nullable) */
  char *device_version;   /* (nullable) */
  TgChoices choices;
  TgMessage *message; /* (nullable): what was pasted */
  TgAccount *letter;    /* (nullable): what it says */
  TgPractice *practice; /* (nullable): no real account */
  TgSaving *saved;      /* (nullable) */
  TgImportFile *import; /* (nullable): of this and @saved, at most one */
  char *sender_name;    /* (nullable) */
};

/* wizard-network.c: @trust (nullable): until it is loaded */
void tg_wizard_new_session     (TgWizard *self, TgTrust *trust);
/* wizard-network.c: what was trusted for one account is not for another. */
void tg_wizard_forget_authorities (TgWizard *self);

G_END_DECLS
