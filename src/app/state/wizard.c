/* wizard.c: the state that the pages share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/state/wizard-private.h"

G_DEFINE_FINAL_TYPE (TgWizard, tg_wizard, G_TYPE_OBJECT)

enum { PROP_PRACTISING = 1, N_PROPS };

static GParamSpec *props[N_PROPS];
static guint changed_signal;

static void
tg_wizard_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_PRACTISING)
    g_value_set_boolean (value, TG_WIZARD (object)->practice != NULL);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
tg_wizard_finalize (GObject *object)
{
  TgWizard *self = TG_WIZARD (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->system_trust, tg_trust_unref);
  g_clear_pointer (&self->practice, tg_practice_free);
  g_clear_pointer (&self->saved, tg_saving_unref);
  g_clear_pointer (&self->import, tg_import_file_free);
  g_free (self->sender_name);
  g_clear_pointer (&self->allowed, tg_allowed_unref);
  g_strfreev (self->overrides);
  g_clear_object (&self->resolver);
  g_clear_pointer (&self->sources, tg_sources_free);
  g_free (self->device_version);
  g_clear_pointer (&self->message, tg_message_free);
  g_clear_pointer (&self->letter, tg_account_unref);
  G_OBJECT_CLASS (tg_wizard_parent_class)->finalize (object);
}

static void
tg_wizard_class_init (TgWizardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tg_wizard_get_property;
  object_class->finalize = tg_wizard_finalize;

  props[PROP_PRACTISING] = g_param_spec_boolean ("practising", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tg_wizard_init (TgWizard *self)
{
}

TgWizard *
tg_wizard_new (void)
{
  TgWizard *self = g_object_new (TG_TYPE_WIZARD, NULL);

  tg_wizard_new_session (self, NULL);
  return self;
}

void
tg_wizard_reset (TgWizard *self)
{
  gboolean practised = self->practice != NULL;

  tg_wizard_set_symptom (self, TG_SYMPTOM_NONE, NULL, NULL);
  tg_wizard_put_message (self, NULL);
  tg_wizard_set_letter (self, NULL);
  self->choices = (TgChoices){ 0 };
  tg_wizard_set_saved (self, NULL);
  tg_wizard_set_sender_name (self, NULL);
  g_clear_pointer (&self->practice, tg_practice_free);
  tg_wizard_new_session (self, self->system_trust);
  if (practised)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PRACTISING]);
}

TgChoices *
tg_wizard_choices (TgWizard *self)
{
  return &self->choices;
}

TgSession *
tg_wizard_get_session (TgWizard *self)
{
  return self->session;
}

void
tg_wizard_set_account (TgWizard *self, TgAccount *account)
{
  const TgAccount *old = tg_session_get_account (self->session);
  g_autoptr (TgAccount) wanted = self->choices.sends_only ? tg_account_with_receive (account, NULL) : tg_account_ref (account);

  /* An address that was missing makes no other account. */
  if (old != NULL && *old->address != '\0' && strcmp (old->address, account->address) != 0) {
    tg_wizard_forget_authorities (self);
    self->choices.allow_plaintext = FALSE;
    self->choices.held_by = NULL;
  }
  tg_session_set_account (self->session, wanted);
}

gboolean
tg_wizard_knows_servers (TgWizard *self)
{
  const TgAccount *account = tg_session_get_account (self->session);

  if (account == NULL)
    return FALSE;
  if (self->choices.sends_only)
    return account->send != NULL;
  /* A practice scenario, or a program's account, may have one side only. */
  if (tg_account_is_from (account, TG_ORIGIN_PRACTICE) || tg_account_is_from (account, TG_ORIGIN_PROGRAM))
    return account->receive != NULL || account->send != NULL;

  return account->receive != NULL && account->send != NULL;
}

const TgSymptomRow *
tg_wizard_get_symptom (TgWizard *self)
{
  return tg_symptom_find (self->symptom);
}

const TgDevice *
tg_wizard_get_device (TgWizard *self)
{
  return self->device;
}

const char *
tg_wizard_get_device_version (TgWizard *self)
{
  return self->device_version;
}

void
tg_wizard_set_symptom (TgWizard *self, TgSymptom symptom, const TgDevice *device, const char *version)
{
  self->symptom = symptom;
  self->device = device;
  g_free (self->device_version);
  self->device_version = g_strdup (version);
}

const TgMessage *
tg_wizard_get_message (TgWizard *self)
{
  return self->message;
}

TgMessage *
tg_wizard_take_message (TgWizard *self)
{
  return g_steal_pointer (&self->message);
}

void
tg_wizard_put_message (TgWizard *self, TgMessage *message)
{
  g_clear_pointer (&self->message, tg_message_free);
  self->message = message;
}

const TgAccount *
tg_wizard_get_letter (TgWizard *self)
{
  return self->letter;
}

void
tg_wizard_set_letter (TgWizard *self, const TgAccount *letter)
{
  TgAccount *old = self->letter;

  self->letter = letter != NULL ? tg_account_ref (letter) : NULL;
  g_clear_pointer (&old, tg_account_unref);
}

gboolean
tg_wizard_get_practising (TgWizard *self)
{
  return self->practice != NULL;
}

TgSaving *
tg_wizard_get_saved (TgWizard *self)
{
  return self->saved;
}

void
tg_wizard_tell_changed (TgWizard *self)
{
  g_signal_emit (self, changed_signal, 0);
}

void
tg_wizard_set_saved (TgWizard *self, TgSaving *saved)
{
  g_clear_pointer (&self->import, tg_import_file_free);
  g_clear_pointer (&self->saved, tg_saving_unref);
  self->saved = saved != NULL ? tg_saving_ref (saved) : NULL;
}

const TgImportFile *
tg_wizard_get_import (TgWizard *self)
{
  return self->import;
}

void
tg_wizard_set_import (TgWizard *self, TgImportFile *file)
{
  tg_wizard_set_saved (self, NULL);
  self->import = file;
}

const char *
tg_wizard_get_sender_name (TgWizard *self)
{
  return self->sender_name;
}

void
tg_wizard_set_sender_name (TgWizard *self, const char *name)
{
  g_free (self->sender_name);
  self->sender_name = g_strdup (name);
}
