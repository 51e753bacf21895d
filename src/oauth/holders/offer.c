/* offer.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oauth/holders/offer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "find/providers.h"

/* Nobody has so many accounts; a program that says so is not read any further. */
#define OFFERS_MAX 500

/* What the programs call the providers that we know. @mail: their tokens are for IMAP and SMTP, too; Microsoft 365's are for another
 * interface (Graph) only. */
static const struct {
  TgTokenSource holder;
  const char *called, *provider;
  gboolean mail;
} services[] = {
  { TG_TOKEN_FROM_ONLINE_ACCOUNTS, "google", "gmail", TRUE },      { TG_TOKEN_FROM_ONLINE_ACCOUNTS, "windows_live", "outlook", TRUE },
  { TG_TOKEN_FROM_ONLINE_ACCOUNTS, "ms_graph", "outlook", FALSE }, { TG_TOKEN_FROM_EVOLUTION, "Google", "gmail", TRUE },
  { TG_TOKEN_FROM_EVOLUTION, "Outlook", "outlook", TRUE },         { TG_TOKEN_FROM_EVOLUTION, "Yahoo", "yahoo", TRUE },
};

const char *
tg_holder_title (TgTokenSource holder)
{
  /* TRANSLATORS: the page of GNOME's settings, as it is called there */
  return holder == TG_TOKEN_FROM_EVOLUTION ? "Evolution" : _ ("Online Accounts");
}

void
tg_token_offer_free (TgTokenOffer *self)
{
  g_free (self->path);
  g_strfreev (self->names);
  g_free (self);
}

/* @names: (transfer full) */
static void
add (GPtrArray *offers, TgTokenSource holder, const char *name, const char *path, const char *provider, char **names, gboolean mail)
{
  TgTokenOffer *self = g_new0 (TgTokenOffer, 1);

  self->holder = holder;
  self->name = name;
  self->path = g_strdup (path);
  self->provider = provider;
  self->names = names;
  self->mail = mail;
  g_ptr_array_add (offers, self);
}

/* -1 where we do not know it. */
static int
service_called (TgTokenSource holder, const char *called)
{
  for (guint i = 0; i < G_N_ELEMENTS (services); i++)
    if (services[i].holder == holder && g_strcmp0 (services[i].called, called) == 0)
      return (int)i;
  return -1;
}

static void
add_name (GStrvBuilder *names, const char *name)
{
  if (name != NULL && *name != '\0')
    g_strv_builder_add (names, name);
}

/* The properties of one interface; NULL if the object does not have it. (transfer full) (nullable) */
static GVariant *
properties (GVariant *interfaces, const char *interface)
{
  return g_variant_lookup_value (interfaces, interface, G_VARIANT_TYPE_VARDICT);
}

static const char *
text_of (GVariant *dictionary, const char *name)
{
  const char *text = NULL;

  return g_variant_lookup (dictionary, name, "&s", &text) ? text : NULL;
}

static void
read_online_account (GPtrArray *offers, const char *name, const char *path, GVariant *interfaces)
{
  static const char *const account_names[] = { "Identity", "PresentationIdentity" };
  static const char *const mail_names[] = { "EmailAddress", "ImapUserName", "SmtpUserName" };
  g_autoptr (GVariant) account = properties (interfaces, "org.gnome.OnlineAccounts.Account");
  g_autoptr (GVariant) tokens = properties (interfaces, "org.gnome.OnlineAccounts.OAuth2Based");
  g_autoptr (GVariant) mail = properties (interfaces, "org.gnome.OnlineAccounts.Mail");
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  int service = account != NULL ? service_called (TG_TOKEN_FROM_ONLINE_ACCOUNTS, text_of (account, "ProviderType")) : -1;

  if (tokens == NULL || service < 0)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (account_names); i++)
    add_name (names, text_of (account, account_names[i]));
  for (guint i = 0; mail != NULL && i < G_N_ELEMENTS (mail_names); i++)
    add_name (names, text_of (mail, mail_names[i]));
  /* Who has switched mail off there has no interface for it. */
  add (offers, TG_TOKEN_FROM_ONLINE_ACCOUNTS, name, path, services[service].provider, g_strv_builder_end (names),
       services[service].mail && mail != NULL);
}

/* A source that has its tokens from Online Accounts has another method, and tells by its server only whose they are. */
static const char *
provider_of (const char *method, const char *host)
{
  const TgProvider *provider = host != NULL ? tg_providers_find_host (host) : NULL;
  int service = service_called (TG_TOKEN_FROM_EVOLUTION, method);

  if (service >= 0)
    return services[service].provider;
  for (guint i = 0; provider != NULL && i < G_N_ELEMENTS (services); i++)
    if (services[i].holder == TG_TOKEN_FROM_EVOLUTION && strcmp (services[i].provider, provider->id) == 0)
      return services[i].provider;
  return NULL;
}

static void
read_evolution_source (GPtrArray *offers, const char *name, const char *path, GVariant *interfaces)
{
  static const char *const group = "Authentication";
  g_autoptr (GVariant) source = properties (interfaces, "org.gnome.evolution.dataserver.Source");
  g_autoptr (GVariant) tokens = properties (interfaces, "org.gnome.evolution.dataserver.Source.OAuth2Support");
  const char *data = source != NULL ? text_of (source, "Data") : NULL;
  g_autoptr (GKeyFile) keys = g_key_file_new ();
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autofree char *method = NULL, *host = NULL, *user = NULL;
  const char *provider;

  if (data == NULL || tokens == NULL || !g_key_file_load_from_data (keys, data, strlen (data), G_KEY_FILE_NONE, NULL))
    return;
  method = g_key_file_get_string (keys, group, "Method", NULL);
  host = g_key_file_get_string (keys, group, "Host", NULL);
  user = g_key_file_get_string (keys, group, "User", NULL);
  provider = provider_of (method, host);
  if (provider == NULL)
    return;
  add_name (names, user);
  add (offers, TG_TOKEN_FROM_EVOLUTION, name, path, provider, g_strv_builder_end (names), TRUE);
}

static GPtrArray *
read_all (GVariant *objects, const char *name,
          void (*read_one) (GPtrArray *offers, const char *name, const char *path, GVariant *interfaces))
{
  GPtrArray *offers = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_token_offer_free);
  g_autoptr (GVariantIter) each = NULL;
  const char *path;
  GVariant *interfaces;

  g_variant_get (objects, "(a{oa{sa{sv}}})", &each);
  for (guint i = 0; i < OFFERS_MAX && g_variant_iter_next (each, "{&o@a{sa{sv}}}", &path, &interfaces); i++) {
    read_one (offers, name, path, interfaces);
    g_variant_unref (interfaces);
  }
  return offers;
}

GPtrArray *
tg_online_accounts_offers (GVariant *objects, const char *name)
{
  return read_all (objects, name, read_online_account);
}

GPtrArray *
tg_evolution_offers (GVariant *objects, const char *name)
{
  return read_all (objects, name, read_evolution_source);
}

static gboolean
goes_by (const TgTokenOffer *offer, const TgAccount *account)
{
  const char *const ours[] = { account->address, account->user, account->send_user };

  for (guint i = 0; i < G_N_ELEMENTS (ours); i++)
    for (char **name = offer->names; ours[i] != NULL && *name != NULL; name++)
      if (g_ascii_strcasecmp (ours[i], *name) == 0)
        return TRUE;
  return FALSE;
}

/* A server to which a token of this provider must not go; NULL if there is none. */
static const TgServer *
stranger (const TgTokenOffer *offer, const TgAccount *account)
{
  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++) {
    const TgServer *server = tg_account_server (account, side);
    const TgProvider *provider = server != NULL ? tg_providers_find_host (server->ascii_host) : NULL;

    if (server != NULL && (provider == NULL || strcmp (provider->id, offer->provider) != 0))
      return server;
  }
  return NULL;
}

const TgTokenOffer *
tg_token_offers_choose (GPtrArray *offers, const TgAccount *account, TgTokenFault *fault, char **detail)
{
  *fault = TG_TOKEN_NO_ACCOUNT;
  *detail = NULL;
  for (guint i = 0; i < offers->len; i++) {
    const TgTokenOffer *offer = offers->pdata[i];
    const TgServer *other;

    if (!goes_by (offer, account))
      continue;
    other = stranger (offer, account);
    if (other == NULL && offer->mail) {
      *fault = TG_TOKEN_OK;
      g_clear_pointer (detail, g_free);
      return offer;
    }
    /* Of several that do not fit, the one that nearly does is told. */
    if (*fault == TG_TOKEN_NO_MAIL)
      continue;
    *fault = other == NULL ? TG_TOKEN_NO_MAIL : TG_TOKEN_OTHER_SERVER;
    g_free (*detail);
    *detail = other != NULL ? g_strdup (other->host) : NULL;
  }
  return NULL;
}
