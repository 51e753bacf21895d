/* autoconfig.c: what the elements of config-v1.1.xml mean.
 *
 * Passwords that stand in a file are ignored, and so is everything for programs other than mail programs.  What cannot be read makes
 * no more than its own server useless, unless it is the XML itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/read/autoconfig.h"

#include <string.h>

#include "find/read/place-holders.h"
#include "find/read/xml-text.h"
#include "model/account.h"
#include "model/text/text.h"
#include "model/text/xml.h"

#define DEPTH_MAX    32
#define SECTIONS_MAX 64 /* servers in a file */

/* One incomingServer or outgoingServer, as text. */
typedef struct {
  gboolean open;
  gboolean incoming;
  gboolean useless;
  char *type;
  char *hostname;
  char *port;
  char *socket_type;
  char *username;
  gboolean has_authentication;
  guint offers;
} Section;

typedef struct {
  const char *address;
  char *domain; /* the address's */
  const char *asked;
  TgSettings *settings;
  Section section;
  guint sections;
  GString *text;
  gboolean has_root;
  gboolean is_other; /* the root is another document's */
  gboolean has_domains;
  gboolean has_our_domain;
} Reading;

static const struct {
  const char *element;
  gsize field; /* of Section; 0: known, and of no use here */
} parts[] = {
  { "hostname", G_STRUCT_OFFSET (Section, hostname) },
  { "port", G_STRUCT_OFFSET (Section, port) },
  { "socketType", G_STRUCT_OFFSET (Section, socket_type) },
  { "username", G_STRUCT_OFFSET (Section, username) },
  { "authentication", 0 },
  { "password", 0 },
  { "pop3", 0 },
  { "restriction", 0 },
  { "useGlobalPreferredServer", 0 },
  { "addThisServer", 0 },
};

static const struct {
  const char *type;
  gboolean incoming;
  TgProtocol protocol;
} protocols[] = {
  { "imap", TRUE, TG_PROTOCOL_IMAP },
  { "pop3", TRUE, TG_PROTOCOL_POP3 },
  { "smtp", FALSE, TG_PROTOCOL_SMTP },
};

static const char *const other_types[] = { "exchange", "owa", "ews", "activesync", "eas", "graph", "jmap" };

static const struct {
  const char *socket_type;
  TgSaidSecurity said;
} securities[] = {
  { "ssl", TG_SAID_TLS },
  { "tls", TG_SAID_TLS },
  { "starttls", TG_SAID_STARTTLS },
  { "plain", TG_SAID_PLAIN },
};

/* The draft, its own example's "OAuth", and what files from before it say. */
static const struct {
  const char *authentication;
  guint offers;
} authentications[] = {
  { "password-cleartext", TG_OFFERS_PASSWORD },
  { "plain", TG_OFFERS_PASSWORD },
  { "password-encrypted", TG_OFFERS_ENCRYPTED },
  { "secure", TG_OFFERS_ENCRYPTED },
  { "ntlm", TG_OFFERS_NTLM },
  { "gssapi", TG_OFFERS_GSSAPI },
  { "tls-client-cert", TG_OFFERS_CERTIFICATE },
  { "oauth2", TG_OFFERS_OAUTH2 },
  { "oauth", TG_OFFERS_OAUTH2 },
  { "none", TG_OFFERS_NONE },
  { "client-ip-address", TG_OFFERS_NONE },
  { "smtp-after-pop", TG_OFFERS_NONE },
};

static void
section_clear (Section *self)
{
  g_free (self->type);
  g_free (self->hostname);
  g_free (self->port);
  g_free (self->socket_type);
  g_free (self->username);
  *self = (Section){ FALSE };
}

static gboolean
is_one_of (const char *text, const char *const *words, gsize n_words)
{
  for (gsize i = 0; i < n_words; i++)
    if (g_ascii_strcasecmp (text, words[i]) == 0)
      return TRUE;
  return FALSE;
}

static TgSaidSecurity
read_security (const char *text)
{
  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (securities); i++)
    if (g_ascii_strcasecmp (text, securities[i].socket_type) == 0)
      return securities[i].said;
  return TG_SAID_UNREADABLE;
}

guint
tg_autoconfig_offers (const char *authentication)
{
  for (guint i = 0; i < G_N_ELEMENTS (authentications); i++)
    if (g_ascii_strcasecmp (authentication, authentications[i].authentication) == 0)
      return authentications[i].offers;
  return 0;
}

/* FALSE: what stands there is no port. */
static gboolean
read_port (const char *text, guint *port)
{
  guint64 number = 0;

  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT16, &number, NULL))
    return FALSE;
  *port = (guint)number;
  return TRUE;
}

/* FALSE: it cannot be used. */
static gboolean
add_server (Reading *self, TgProtocol protocol)
{
  const Section *section = &self->section;
  g_autofree char *host = section->hostname != NULL ? tg_place_holders_fill (section->hostname, TG_FILL_HOST, self->address) : NULL;
  g_autofree char *user = section->username != NULL ? tg_place_holders_fill (section->username, TG_FILL_USER, self->address) : NULL;
  guint port;

  if (section->useless || host == NULL || (section->username != NULL && user == NULL) || !read_port (section->port, &port) ||
      (section->has_authentication && section->offers == 0))
    return FALSE;
  return tg_settings_add (self->settings, protocol, read_security (section->socket_type), host, port, user, section->offers);
}

static void
end_section (Reading *self)
{
  Section *section = &self->section;
  gboolean added = FALSE;

  if (is_one_of (section->type, other_types, G_N_ELEMENTS (other_types))) {
    self->settings->remarks |= TG_REMARK_OTHER_PROTOCOLS;
    added = TRUE;
  }
  for (guint i = 0; !added && i < G_N_ELEMENTS (protocols); i++)
    if (protocols[i].incoming == section->incoming && g_ascii_strcasecmp (section->type, protocols[i].type) == 0)
      added = ++self->sections <= SECTIONS_MAX && add_server (self, protocols[i].protocol);
  if (!added)
    self->settings->remarks |= TG_REMARK_DROPPED;
  section_clear (section);
}

/* The first one that says something counts. */
static void
end_part (Section *section, const char *element, const char *text)
{
  gboolean known = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++) {
    char **field = parts[i].field != 0 ? G_STRUCT_MEMBER_P (section, parts[i].field) : NULL;

    if (strcmp (parts[i].element, element) != 0)
      continue;
    known = TRUE;
    if (field != NULL && *field == NULL && *text != '\0')
      *field = g_strdup (text);
  }
  if (strcmp (element, "authentication") == 0) {
    section->has_authentication = TRUE;
    section->offers |= tg_autoconfig_offers (text);
  }
  section->useless |= !known;
}

static void
keep_url (Reading *self, char **where, const char *url)
{
  g_autofree char *text = g_strstrip (g_strdup (url != NULL ? url : ""));
  g_autofree char *filled = tg_place_holders_fill (text, TG_FILL_URL, self->address);
  g_autofree char *scheme = filled != NULL ? g_uri_parse_scheme (filled) : NULL;
  static const char *const web[] = { "http", "https" };

  if (*where == NULL && scheme != NULL && is_one_of (scheme, web, G_N_ELEMENTS (web)))
    *where = tg_settings_value (filled);
}

static void
end_domain (Reading *self, const char *text)
{
  g_autofree char *domain = tg_place_holders_fill (text, TG_FILL_HOST, self->address);

  if (domain == NULL)
    return;
  self->has_domains = TRUE;
  if (g_ascii_strcasecmp (domain, self->domain) == 0 || (self->asked != NULL && g_ascii_strcasecmp (domain, self->asked) == 0))
    self->has_our_domain = TRUE;
}

/* An element within emailProvider, or within oAuth2. */
static void
end_of_provider (Reading *self, const char *parent, const char *element, const char *text)
{
  TgSettings *settings = self->settings;

  if (strcmp (parent, "oAuth2") == 0) {
    if (strcmp (element, "issuer") == 0 && settings->oauth_issuer == NULL)
      settings->oauth_issuer = tg_settings_value (text);
  } else if (strcmp (parent, "emailProvider") == 0 && strcmp (element, "domain") == 0)
    end_domain (self, text);
  else if (strcmp (parent, "emailProvider") == 0 && strcmp (element, "displayName") == 0 && settings->provider_name == NULL)
    settings->provider_name = tg_settings_name (text);
}

static void
start_element (GMarkupParseContext *context, const char *element, const char **names, const char **values, gpointer data, GError **error)
{
  Reading *self = data;
  gboolean incoming = strcmp (element, "incomingServer") == 0;
  const GSList *open = g_markup_parse_context_get_element_stack (context);

  g_string_truncate (self->text, 0);
  if (!self->has_root) {
    self->has_root = TRUE;
    self->is_other = strcmp (element, "clientConfig") != 0;
  }
  if (self->is_other || g_slist_length ((GSList *)open) > DEPTH_MAX) {
    g_set_error_literal (error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT, "not settings");
    return;
  }
  if (!self->section.open && (incoming || strcmp (element, "outgoingServer") == 0)) {
    self->section.open = TRUE;
    self->section.incoming = incoming;
    self->section.type = g_strdup (tg_xml_value (names, values, "type"));
    self->section.type = g_strstrip (self->section.type != NULL ? self->section.type : g_strdup (""));
  } else if (self->section.open)
    return;
  else if (strcmp (element, "documentation") == 0)
    keep_url (self, &self->settings->documentation_url, tg_xml_value (names, values, "url"));
  else if (strcmp (element, "enable") == 0)
    keep_url (self, &self->settings->visit_url, tg_xml_value (names, values, "visiturl"));
}

static void
end_element (GMarkupParseContext *context, const char *element, gpointer data, GError **error)
{
  Reading *self = data;
  const GSList *open = g_markup_parse_context_get_element_stack (context);
  const char *parent = open->next != NULL ? open->next->data : "";
  g_autofree char *text = tg_text_collapsed (self->text->str);
  gboolean in_section = strcmp (parent, "incomingServer") == 0 || strcmp (parent, "outgoingServer") == 0;

  g_string_truncate (self->text, 0);
  if (self->section.open && in_section)
    end_part (&self->section, element, text);
  else if (self->section.open && (strcmp (element, "incomingServer") == 0 || strcmp (element, "outgoingServer") == 0))
    end_section (self);
  else if (!self->section.open)
    end_of_provider (self, parent, element, text);
}

static void
add_text (GMarkupParseContext *context, const char *text, gsize length, gpointer data, GError **error)
{
  g_string_append_len (((Reading *)data)->text, text, (gssize)length);
}

/* Comments, processing instructions and the document type.  Only pages of web servers have the latter. */
static void
pass_through (GMarkupParseContext *context, const char *text, gsize length, gpointer data, GError **error)
{
  static const char doctype[] = "<!DOCTYPE";
  Reading *self = data;

  if (length < strlen (doctype) || g_ascii_strncasecmp (text, doctype, strlen (doctype)) != 0)
    return;
  if (!self->has_root) {
    g_autofree char *rest = g_strndup (text + strlen (doctype), length - strlen (doctype));

    self->is_other = g_ascii_strncasecmp (g_strchug (rest), "html", strlen ("html")) == 0;
    self->has_root = TRUE;
  }
  g_set_error_literal (error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT, "a document type");
}

/* An answer that does not even begin with an element is no settings. */
static TgReadOutcome
read_text (Reading *self, const char *text)
{
  static const GMarkupParser parser = { start_element, end_element, add_text, pass_through, NULL };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, self, NULL);

  if (!g_markup_parse_context_parse (context, text, -1, NULL) || !g_markup_parse_context_end_parse (context, NULL))
    return self->is_other || !self->has_root ? TG_READ_NOTHING : TG_READ_BROKEN;
  if (self->has_domains && !self->has_our_domain)
    self->settings->remarks |= TG_REMARK_OTHER_DOMAIN;
  return tg_settings_finish (self->settings);
}

TgReadOutcome
tg_autoconfig_read (GBytes *bytes, const char *address, const char *asked, TgSettings **settings)
{
  g_autofree char *text = tg_xml_text (bytes, TG_SETTINGS_BYTES_MAX);
  g_autofree char *domain = tg_address_domain (address);
  g_autofree char *ascii = domain != NULL ? g_hostname_to_ascii (domain) : NULL;
  g_autoptr (TgSettings) found = tg_settings_new ();
  g_autoptr (GString) collected = g_string_new (NULL);
  Reading reading = { .address = address, .domain = ascii, .asked = asked, .settings = found, .text = collected };
  TgReadOutcome outcome;

  *settings = NULL;
  if (ascii == NULL)
    return TG_READ_NOTHING;
  if (text == NULL)
    return g_bytes_get_size (bytes) == 0 ? TG_READ_NOTHING : TG_READ_BROKEN;
  outcome = read_text (&reading, text);
  section_clear (&reading.section);
  if (outcome == TG_READ_SETTINGS)
    *settings = g_steal_pointer (&found);
  return outcome;
}
