/* server-group.c: protocol, name, encryption, port and user name of one server.  The port follows
 * the encryption until the person types one.  Positions: RFC 8314 section 3.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/servers/server-group.h"

#include <glib/gi18n.h>

#include "app/widgets/input-cleaning.h"
#include "app/widgets/field.h"
#include "app/pages/servers/server-cleaning.h"
#include "app/pages/servers/server-follow.h"
#include "app/widgets/widget-defaults.h"
#include "model/host.h"
#include "model/text/text.h"

#define SHOWN_MAX 200 /* how much of an impossible name is shown, in characters */

struct _TgServerGroup {
  AdwBin parent_instance;

  AdwPreferencesGroup *group;
  TgField *protocol;
  TgField *host;
  TgField *security;
  GtkWidget *plaintext_row;
  GtkCheckButton *plaintext;
  GtkLabel *plaintext_label;
  gboolean practice;
  gboolean here; /* the name is this computer's: the words of the tick say so */
  TgField *port;
  TgField *user;
  GtkWidget *more;

  gboolean send;
  char *where;           /* (nullable): below the name while it is missing */
  TgServerFollow follow; /* of the other group's name */
  gboolean guessed;      /* the name that stands there */
  gboolean port_typed;
  gboolean filling; /* being filled in by the program */
  TgServerCleaning cleaning;
};

G_DEFINE_FINAL_TYPE (TgServerGroup, tg_server_group, ADW_TYPE_BIN)

enum { PROP_SEND = 1, N_PROPS };

static GParamSpec *props[N_PROPS];
static guint changed_signal;

static const char name_missing[] = N_ ("Enter the server name from your provider’s papers.");

static TgProtocol
tg_server_group_get_protocol (TgServerGroup *self)
{
  return self->send ? TG_PROTOCOL_SMTP : (TgProtocol)tg_field_get_selected (self->protocol);
}

static TgSecurity
tg_server_group_get_security (TgServerGroup *self)
{
  return (TgSecurity)tg_field_get_selected (self->security);
}

/* The port typed; 0 if it is not a valid one. */
static guint
tg_server_group_get_port (TgServerGroup *self)
{
  guint port = 0;

  return tg_typed_port (tg_field_get_text (self->port), NULL, &port) ? port : 0;
}

/* A program on this very computer, by its name; should that lead elsewhere, the password does not go there
 * (wire/talk/sign-in.c).  Practice servers stand for a provider's. */
static gboolean
tg_server_group_is_here (TgServerGroup *self)
{
  g_autofree char *host = tg_typed_host (tg_field_get_text (self->host), NULL, NULL);

  return !self->practice && tg_host_is_this_computer (host);
}

static void
tg_server_group_describe (TgServerGroup *self)
{
  static const char *const securities[] = {
    [TG_SECURITY_TLS] = N_ ("Protected from the first byte: the best choice"),
    [TG_SECURITY_STARTTLS] = N_ ("Begins unprotected, then must switch to protection"),
    [TG_SECURITY_NONE] = N_ ("Anyone in between can read your mail and your password"),
  };
  TgSecurity security = tg_server_group_get_security (self);
  gboolean here = tg_server_group_is_here (self);

  /* A tick holds for the words beside it only. */
  if (here != self->here)
    gtk_check_button_set_active (self->plaintext, FALSE);
  self->here = here;
  tg_field_set_hint (self->protocol, tg_server_group_get_protocol (self) == TG_PROTOCOL_IMAP
                                         ? _ ("Mail stays on the server: right for several devices")
                                         : _ ("Mail is fetched to this computer; a copy stays on the server"));
  tg_field_set_hint (self->security,
                     here && security == TG_SECURITY_NONE ? _ ("The connection does not leave this computer") : _ (securities[security]));
  gtk_label_set_label (self->plaintext_label, here ? _ ("Sign in without encryption: the connection does not leave this computer.")
                                                   : _ ("Send my password unprotected anyway. Anyone in between can read it."));
  gtk_widget_set_visible (self->plaintext_row, security == TG_SECURITY_NONE);
}

static void
on_choice_changed (TgServerGroup *self)
{
  gboolean filling = self->filling;

  self->filling = TRUE;
  /* A guess goes with the protocol, and stays a guess. */
  if (!filling && self->guessed)
    tg_server_follow_protocol (self->host, tg_server_group_get_protocol (self));
  if (!filling && !self->port_typed) {
    g_autofree char *port =
        g_strdup_printf ("%u", tg_server_default_port (tg_server_group_get_protocol (self), tg_server_group_get_security (self)));

    tg_field_set_text (self->port, port);
  }
  self->filling = filling;
  tg_server_group_describe (self);
}

/* Shows all values, or the name alone. */
static void
tg_server_group_fold (TgServerGroup *self, gboolean folded)
{
  GtkWidget *const rows[] = { GTK_WIDGET (self->security), GTK_WIDGET (self->port), GTK_WIDGET (self->user) };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    gtk_widget_set_visible (rows[i], !folded);
  gtk_widget_set_visible (GTK_WIDGET (self->protocol), !folded && !self->send);
  gtk_widget_set_visible (self->more, folded);
}

static void
on_more (TgServerGroup *self)
{
  tg_server_group_fold (self, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->send ? self->security : self->protocol));
}

static void
tg_server_group_mend_host (TgServerGroup *self, guint allowed)
{
  self->filling = TRUE;
  tg_server_cleaning_mend_host (&self->cleaning, allowed);
  self->filling = FALSE;
}

/* An entry must not be changed from within its own signal. */
static gboolean
mend_while_typing (gpointer data)
{
  TgServerGroup *self = data;

  /* The page may be gone by now. */
  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    tg_server_group_mend_host (self, TG_SLIPS_AT_ONCE);
  return G_SOURCE_REMOVE;
}

static void
on_host_changed (TgServerGroup *self)
{
  if (!self->filling) {
    self->guessed = FALSE;
    tg_server_cleaning_forget_host (&self->cleaning);
    tg_field_set_invalid (self->host, FALSE);
    tg_field_set_hint (self->host, tg_server_group_has_name (self) ? NULL : self->where != NULL ? self->where : _ (name_missing));
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, mend_while_typing, g_object_ref (self), g_object_unref);
  }
  tg_server_group_describe (self);
  g_signal_emit (self, changed_signal, 0);
}

static void
on_user_changed (TgServerGroup *self)
{
  if (!self->filling)
    tg_server_cleaning_forget_user (&self->cleaning);
}

static void
on_port_changed (TgServerGroup *self)
{
  if (!self->filling) {
    self->port_typed = *tg_field_get_text (self->port) != '\0';
    tg_field_set_invalid (self->port, FALSE);
    tg_field_set_hint (self->port, NULL);
  }
}

static void
tg_server_group_constructed (GObject *object)
{
  TgServerGroup *self = TG_SERVER_GROUP (object);

  G_OBJECT_CLASS (tg_server_group_parent_class)->constructed (object);
  adw_preferences_group_set_title (self->group, self->send ? _ ("Sending server") : _ ("Receiving server"));
  gtk_widget_set_visible (GTK_WIDGET (self->protocol), !self->send);
  tg_server_group_describe (self);
}

static void
tg_server_group_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SEND)
    TG_SERVER_GROUP (object)->send = TG_SERVER_GROUP (object)->cleaning.send = g_value_get_boolean (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
tg_server_group_dispose (GObject *object)
{
  tg_server_follow_clear (&TG_SERVER_GROUP (object)->follow);
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), TG_TYPE_SERVER_GROUP);
  G_OBJECT_CLASS (tg_server_group_parent_class)->dispose (object);
}

static void
tg_server_group_finalize (GObject *object)
{
  TgServerGroup *self = TG_SERVER_GROUP (object);

  tg_server_cleaning_forget_host (&self->cleaning);
  tg_server_cleaning_forget_user (&self->cleaning);
  g_free (self->where);
  G_OBJECT_CLASS (tg_server_group_parent_class)->finalize (object);
}

static void
tg_server_group_class_init (TgServerGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = tg_server_group_constructed;
  object_class->set_property = tg_server_group_set_property;
  object_class->dispose = tg_server_group_dispose;
  object_class->finalize = tg_server_group_finalize;

  props[PROP_SEND] = g_param_spec_boolean ("send", NULL, NULL, FALSE, G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (TG_TYPE_FIELD);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tegami/Tegami/pages/servers/server-group.ui");
  gtk_widget_class_bind_template_child (widget_class, TgServerGroup, group);
  gtk_widget_class_bind_template_child (widget_class, TgServerGroup, protocol);
  gtk_widget_class_bind_template_child (widget_class, TgServerGroup, host);
  gtk_widget_class_bind_template_child (widget_class, TgServerGroup, security);
  gtk_widget_class_bind_template_child (widget_class, TgServerGroup, plaintext_row);
  gtk_widget_class_bind_template_child (widget_class, TgServerGroup, plaintext);
  gtk_widget_class_bind_template_child (widget_class, TgServerGroup, plaintext_label);
  gtk_widget_class_bind_template_child (widget_class, TgServerGroup, port);
  gtk_widget_class_bind_template_child (widget_class, TgServerGroup, user);
  gtk_widget_class_bind_template_child (widget_class, TgServerGroup, more);
}

static void
tg_server_group_init (TgServerGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cleaning = (TgServerCleaning){ .host = self->host, .port = self->port, .user = self->user };
  g_signal_connect_swapped (self->protocol, "changed", G_CALLBACK (on_choice_changed), self);
  g_signal_connect_swapped (self->security, "changed", G_CALLBACK (on_choice_changed), self);
  g_signal_connect_swapped (self->host, "changed", G_CALLBACK (on_host_changed), self);
  g_signal_connect_swapped (self->port, "changed", G_CALLBACK (on_port_changed), self);
  g_signal_connect_swapped (self->user, "changed", G_CALLBACK (on_user_changed), self);
  g_signal_connect_swapped (self->more, "clicked", G_CALLBACK (on_more), self);
}

void
tg_server_group_set_server (TgServerGroup *self, const TgServer *server, const char *user, const char *origin)
{
  TgProtocol protocol = self->send ? TG_PROTOCOL_SMTP : server != NULL ? server->protocol : TG_PROTOCOL_IMAP;
  TgSecurity security = server != NULL ? server->security : TG_SECURITY_TLS;
  guint16 standard = tg_server_default_port (protocol, security);
  g_autofree char *port = g_strdup_printf ("%u", server != NULL ? server->port : standard);

  self->filling = TRUE;
  self->practice = server != NULL && server->origin == TG_ORIGIN_PRACTICE;
  self->guessed = server != NULL && server->origin == TG_ORIGIN_GUESS;
  if (!self->send)
    tg_field_set_selected (self->protocol, protocol);
  tg_field_set_selected (self->security, security);
  tg_field_set_text (self->host, server != NULL ? server->host : "");
  tg_field_set_text (self->port, port);
  tg_field_set_text (self->user, user != NULL ? user : "");
  tg_field_set_hint (self->host, origin);
  tg_field_set_invalid (self->host, FALSE);
  tg_field_set_invalid (self->port, FALSE);
  self->port_typed = server != NULL && server->port != standard;
  /* Nobody agreed to that for this server. */
  gtk_check_button_set_active (self->plaintext, FALSE);
  self->filling = FALSE;
  g_clear_pointer (&self->where, g_free);
  tg_field_set_placeholder (self->host, NULL);
  tg_server_group_fold (self, FALSE);
  tg_server_group_describe (self);
}

void
tg_server_group_ask_name (TgServerGroup *self, const char *like, const char *where)
{
  TgSecurity security = tg_server_group_get_security (self);
  const char *protocol = tg_protocol_name (tg_server_group_get_protocol (self));
  g_autofree char *values = g_strdup_printf ("%s · %s · %u", protocol, tg_security_name (security), tg_server_group_get_port (self));
  /* TRANSLATORS: protocol, encryption and port: "Change IMAP · SSL/TLS · 993…" */
  g_autofree char *label = g_strdup_printf (_ ("Change %s…"), values);

  g_free (self->where);
  self->where = g_strdup (where);
  tg_field_set_placeholder (self->host, like);
  tg_field_set_hint (self->host, where);
  gtk_button_set_label (GTK_BUTTON (self->more), label);
  tg_widget_defaults_apply (self->more);
  tg_server_group_fold (self, TRUE);
}

void
tg_server_group_follow (TgServerGroup *self, TgServerGroup *leader, const char *where)
{
  tg_server_follow_start (&self->follow, self->host, leader != NULL ? leader->host : NULL, where);
}

gboolean
tg_server_group_has_name (TgServerGroup *self)
{
  return *tg_field_get_text (self->host) != '\0';
}

/* What would take a guess ("http://mail.example.jp/") is kept as typed: the test says what is wrong
 * with it, and offers the name that was probably meant. */
static TgServer *
tg_server_group_read (TgServerGroup *self, GError **error)
{
  g_autofree char *typed = g_strstrip (g_strdup (tg_field_get_text (self->host)));
  TgProtocol protocol = tg_server_group_get_protocol (self);
  TgSecurity security = tg_server_group_get_security (self);
  guint port = tg_server_group_get_port (self);
  guint slips = 0;
  g_autofree char *meant = tg_typed_host (typed, &slips, NULL);
  g_autoptr (TgServer) server = tg_server_new (protocol, security, meant, port, error);
  g_autofree char *shown = NULL;

  if (server == NULL || !(slips & ~TG_SLIPS_CERTAIN))
    return g_steal_pointer (&server);

  shown = tg_text_visible (typed, -1, SHOWN_MAX);
  return tg_server_new_as_typed (protocol, security, shown, (guint16)port);
}

TgServer *
tg_server_group_get_server (TgServerGroup *self)
{
  return tg_server_group_get_port (self) ? tg_server_group_read (self, NULL) : NULL;
}

char *
tg_server_group_get_user (TgServerGroup *self)
{
  g_autofree char *user = tg_typed_user (tg_field_get_text (self->user), NULL);

  return *user ? g_steal_pointer (&user) : NULL;
}

void
tg_server_group_tell_cleanings (TgServerGroup *self, TgSession *session)
{
  tg_server_cleaning_tell (&self->cleaning, session);
}

void
tg_server_group_set_user_placeholder (TgServerGroup *self, const char *text)
{
  tg_field_set_placeholder (self->user, text);
}

gboolean
tg_server_group_is_plaintext (TgServerGroup *self)
{
  return tg_server_group_get_security (self) == TG_SECURITY_NONE;
}

gboolean
tg_server_group_get_allow_plaintext (TgServerGroup *self)
{
  return tg_server_group_is_plaintext (self) && gtk_check_button_get_active (self->plaintext);
}

void
tg_server_group_set_allow_plaintext (TgServerGroup *self, gboolean allow)
{
  gtk_check_button_set_active (self->plaintext, allow && tg_server_group_is_plaintext (self));
}

/* Corrects the entries themselves, in plain view.  A port that was in the name counts as typed. */
static void
tg_server_group_mend (TgServerGroup *self)
{
  tg_server_cleaning_move_port (&self->cleaning);
  self->filling = TRUE;
  tg_server_cleaning_mend_all (&self->cleaning);
  self->filling = FALSE;
}

gboolean
tg_server_group_validate (TgServerGroup *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TgServer) server = NULL;
  const char *host;
  gboolean good_port;

  tg_server_group_mend (self);
  host = tg_field_get_text (self->host);
  server = tg_server_group_read (self, &error);
  good_port = tg_server_group_get_port (self) != 0;

  if (server == NULL) {
    tg_field_set_invalid (self->host, TRUE);
    tg_field_set_hint (self->host, *host ? error->message : _ (name_missing));
  }
  if (!good_port) {
    tg_field_set_invalid (self->port, TRUE);
    tg_field_set_hint (self->port, _ ("A port is a number from 1 to 65535."));
  }

  return server != NULL && good_port;
}

GtkWidget *
tg_server_group_first_entry (TgServerGroup *self)
{
  return GTK_WIDGET (self->host);
}
