/* wizard.c: the state that the pages share.  Practice servers are started in a thread, so that the
 * first frame does not wait for them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/state/wizard-private.h"

#include "app/state/practising.h"

G_DEFINE_FINAL_TYPE (TgWizard, tg_wizard, G_TYPE_OBJECT)

enum { PROP_PRACTISING = 1, N_PROPS };

static GParamSpec *props[N_PROPS];

static void
tg_wizard_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_PRACTISING)
    g_value_set_boolean (value, TG_WIZARD (object)->practising);
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
  g_clear_pointer (&self->place, tg_place_free);
  g_clear_object (&self->change);
  g_clear_pointer (&self->carried, g_ptr_array_unref);
  g_clear_pointer (&self->allowed, tg_allowed_unref);
  g_strfreev (self->overrides);
  g_free (self->ca_file);
  g_free (self->device_version);
  g_clear_pointer (&self->message, tg_message_free);
  g_ptr_array_unref (self->tried);
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
  g_signal_new ("session-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tg_wizard_init (TgWizard *self)
{
  self->tried = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_tried_change_free);
}

TgWizard *
tg_wizard_new (void)
{
  TgWizard *self = g_object_new (TG_TYPE_WIZARD, NULL);

  tg_wizard_new_session (self, NULL);
  return self;
}

static void
tg_wizard_set_practising (TgWizard *self, gboolean practising)
{
  if (self->practising == practising)
    return;

  self->practising = practising;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PRACTISING]);
}

void
tg_wizard_reset (TgWizard *self)
{
  self->provider = NULL;
  self->origins[0] = self->origins[1] = TG_ORIGIN_UNKNOWN;
  g_ptr_array_set_size (self->tried, 0);
  tg_wizard_set_symptom (self, TG_SYMPTOM_NONE, NULL, NULL);
  tg_wizard_put_message (self, NULL);
  self->wants_servers = FALSE;
  self->allow_plaintext = FALSE;
  tg_wizard_set_saved (self, NULL, NULL, NULL);
  g_clear_pointer (&self->practice, tg_practice_free);
  tg_wizard_new_session (self, self->system_trust);
  tg_wizard_set_practising (self, FALSE);
}

TgSession *
tg_wizard_get_session (TgWizard *self)
{
  return self->session;
}

TgAccount *
tg_wizard_get_account (TgWizard *self)
{
  return tg_session_get_account (self->session);
}

const TgProvider *
tg_wizard_get_provider (TgWizard *self)
{
  return self->provider;
}

void
tg_wizard_set_address (TgWizard *self, const char *address)
{
  TgAccount *old = tg_wizard_get_account (self);
  g_autoptr (TgAccount) account = NULL;
  TgOrigin origin;

  if (old != NULL && strcmp (old->address, address) == 0)
    return;

  self->provider = tg_providers_find (address);
  origin = self->provider != NULL ? TG_ORIGIN_TABLE : TG_ORIGIN_UNKNOWN;
  account = self->provider != NULL ? tg_provider_account (self->provider, address) : tg_account_new (address, NULL, NULL, NULL, NULL, NULL);
  self->allow_plaintext = FALSE;
  tg_wizard_set_account (self, account, origin, origin);
}

void
tg_wizard_set_account (TgWizard *self, TgAccount *account, TgOrigin receive, TgOrigin send)
{
  const TgAccount *old = tg_wizard_get_account (self);

  /* An address that was missing makes no other account. */
  if (old != NULL && *old->address && strcmp (old->address, account->address) != 0)
    tg_wizard_forget_authorities (self);
  /* What was typed afterwards is not to be lost by taking an older change back. */
  g_ptr_array_set_size (self->tried, 0);
  tg_wizard_set_origins (self, receive, send);
  tg_session_set_account (self->session, account);
}

void
tg_wizard_set_origins (TgWizard *self, TgOrigin receive, TgOrigin send)
{
  self->origins[0] = receive;
  self->origins[1] = send;
}

/* Through a remedy, as the session does not take the person's word for a server's name then. */
void
tg_wizard_replace_account (TgWizard *self, TgAccount *account)
{
  const TgRemedy remedy = { .change = account };

  tg_session_apply_remedy (self->session, &remedy);
}

void
tg_wizard_apply_change (TgWizard *self, TgAccount *change)
{
  g_autoptr (TgAccount) before = tg_account_ref (tg_wizard_get_account (self));

  g_ptr_array_add (self->tried, tg_tried_change_new (before, change, self->origins));
  if (!tg_server_equal (before->receive, change->receive))
    self->origins[0] = TG_ORIGIN_REMEDY;
  if (!tg_server_equal (before->send, change->send))
    self->origins[1] = TG_ORIGIN_REMEDY;
  tg_wizard_replace_account (self, change);
}

void
tg_wizard_apply_remedy (TgWizard *self, const TgRemedy *remedy)
{
  g_autoptr (TgAccount) change = tg_account_ref (remedy->change);

  tg_wizard_apply_change (self, change);
}

GPtrArray *
tg_wizard_get_tried (TgWizard *self)
{
  return self->tried;
}

void
tg_wizard_note_result (TgWizard *self)
{
  TgTriedChange *last = self->tried->len > 0 ? self->tried->pdata[self->tried->len - 1] : NULL;

  if (last != NULL && !last->tested && tg_account_equal (last->after, tg_wizard_get_account (self)))
    tg_tried_change_judge (last, self->session);
}

void
tg_wizard_take_back (TgWizard *self, const TgTriedChange *tried)
{
  g_autoptr (TgAccount) account = tg_tried_change_undo (tried, tg_wizard_get_account (self));

  if (!tg_server_equal (tried->before->receive, tried->after->receive))
    self->origins[0] = tried->origins[0];
  if (!tg_server_equal (tried->before->send, tried->after->send))
    self->origins[1] = tried->origins[1];
  tg_wizard_replace_account (self, account);
}

TgOrigin
tg_wizard_get_origin (TgWizard *self, TgSide side)
{
  return self->origins[side == TG_SIDE_SEND];
}

char *
tg_wizard_describe_origin (TgWizard *self, TgSide side)
{
  return tg_origin_describe (tg_wizard_get_origin (self, side), self->provider);
}

gboolean
tg_wizard_knows_servers (TgWizard *self)
{
  const TgAccount *account = tg_wizard_get_account (self);

  /* A practice scenario, or a program's account, may have one side only. */
  if (self->practising || self->origins[0] == TG_ORIGIN_PROGRAM)
    return account != NULL && (account->receive != NULL || account->send != NULL);

  return account != NULL && account->receive != NULL && account->send != NULL;
}

TgServer *
tg_wizard_guess_server (TgWizard *self, TgProtocol protocol)
{
  static const char *const labels[] = { [TG_PROTOCOL_IMAP] = "imap", [TG_PROTOCOL_POP3] = "pop", [TG_PROTOCOL_SMTP] = "smtp" };
  const TgAccount *account = tg_wizard_get_account (self);
  g_autofree char *domain = account != NULL ? tg_address_domain (account->address) : NULL;
  g_autofree char *host = domain != NULL ? g_strconcat (labels[protocol], ".", domain, NULL) : NULL;

  return host != NULL ? tg_server_new (protocol, TG_SECURITY_TLS, host, 0, NULL) : NULL;
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

gboolean
tg_wizard_get_wants_servers (TgWizard *self)
{
  return self->wants_servers;
}

void
tg_wizard_set_wants_servers (TgWizard *self, gboolean wants)
{
  self->wants_servers = wants;
}

gboolean
tg_wizard_get_allow_plaintext (TgWizard *self)
{
  return self->allow_plaintext;
}

void
tg_wizard_set_allow_plaintext (TgWizard *self, gboolean allow)
{
  self->allow_plaintext = allow;
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

TgSide
tg_wizard_get_certificate_side (TgWizard *self)
{
  return self->certificate_side;
}

void
tg_wizard_set_certificate_side (TgWizard *self, TgSide side)
{
  self->certificate_side = side;
}

void
tg_wizard_practise_async (TgWizard *self, const char *scenario, GAsyncReadyCallback callback, gpointer user_data)
{
  tg_practising_start_async (scenario, self, callback, user_data);
}

/* The practice servers are ours: no need to ask whether their names may have the password. */
static TgServer *
tg_wizard_practice_server (TgWizard *self, const char *url)
{
  TgServer *server = url != NULL ? tg_server_parse (url, NULL) : NULL;

  if (server != NULL)
    tg_session_confirm_host (self->session, server->ascii_host);
  return server;
}

gboolean
tg_wizard_practise_finish (TgWizard *self, GAsyncResult *result, GError **error)
{
  g_autoptr (TgPractising) started = tg_practising_start_finish (result, error);
  const char *address;
  TgPracticeScenario *scenario;
  g_autoptr (TgServer) receive = NULL;
  g_autoptr (TgServer) send = NULL;
  g_autoptr (TgAccount) bare = NULL;
  g_autoptr (TgAccount) account = NULL;

  if (started == NULL)
    return FALSE;

  tg_wizard_reset (self);
  self->practice = g_steal_pointer (&started->practice);
  tg_wizard_new_session (self, started->trust);

  address = tg_practice_address (self->practice);
  scenario = g_ptr_array_index (tg_practice_scenarios (self->practice), 0);
  bare = tg_account_new (address, NULL, NULL, NULL, NULL, NULL);
  tg_session_set_account (self->session, bare);
  receive = tg_wizard_practice_server (self, scenario->receive);
  send = tg_wizard_practice_server (self, scenario->send);
  account = tg_account_new (address, NULL, address, NULL, receive, send);
  tg_wizard_set_account (self, account, TG_ORIGIN_PRACTICE, TG_ORIGIN_PRACTICE);
  tg_session_set_passwords (self->session, tg_practice_password (self->practice), NULL);
  tg_wizard_set_practising (self, TRUE);
  return TRUE;
}

gboolean
tg_wizard_get_practising (TgWizard *self)
{
  return self->practising;
}

const TgPlace *
tg_wizard_get_place (TgWizard *self)
{
  return self->place;
}

TgChange *
tg_wizard_get_change (TgWizard *self)
{
  return self->change;
}

GPtrArray *
tg_wizard_get_carried (TgWizard *self)
{
  return self->carried;
}

void
tg_wizard_set_saved (TgWizard *self, const TgPlace *place, TgChange *change, GPtrArray *carried)
{
  g_clear_pointer (&self->place, tg_place_free);
  self->place = place != NULL ? tg_place_copy (place) : NULL;
  g_set_object (&self->change, change);
  g_clear_pointer (&self->carried, g_ptr_array_unref);
  self->carried = carried != NULL ? g_ptr_array_ref (carried) : NULL;
}
