/* practice.c: starts and stops the practice servers: the certificates, the private folder, the
 * thread, the listeners.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "practice/practice.h"

#include "tegami-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/authentication.h"
#include "practice/folder.h"
#include "practice/servers/listener.h"

#define ADDRESS   "hanako@practice.example"
#define PEERS_MAX 200

/* Everything that servers and programs get wrong in a password: a space, quotes, a backslash, the
 * special characters of URLs and XML, and a non-ASCII one.  Eight more characters differ in each run,
 * none of them easily mistaken ("rn" for "m" included): a look-alike is a finding of its own. */
#define PASSWORD_FORMAT "%s \"&\\' あ+%s"

/* Everything that a token may consist of (RFC 6750 section 2.1). */
#define TOKEN_FORMAT "practice.%s-._~+/%s=="

/* One running scenario. */
typedef struct {
  TgPracticeScenario shown;
  TgSite *site;
  TgListener *receive;
  TgListener *send;
} Stage;

struct _TgPractice {
  TgSecret *password;
  TgSecret *token;
  TgPracticeFolder *folder;
  TgCertificates *certificates;
  gnutls_datum_t ticket_key;
  TgListenerLimit limit;
  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;
  GPtrArray *stages;    /* of Stage* */
  GPtrArray *scenarios; /* of TgPracticeScenario*, each embedded in its stage */
  const TgPracticeSeam *seam;
};

static void
stage_free (gpointer data)
{
  Stage *stage = data;

  tg_listener_free (stage->receive);
  tg_listener_free (stage->send);
  tg_site_free (stage->site);
  g_free (stage->shown.receive);
  g_free (stage->shown.send);
  g_free (stage);
}

static gpointer
serve (gpointer data)
{
  TgPractice *self = data;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

static gboolean
stop_serving (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

/* @word: filled with @length letters, and a NUL */
static void
make_word (char *word, gsize length)
{
  static const char letters[] = "abcdefghijkmnpqstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

  for (gsize i = 0; i < length; i++)
    word[i] = letters[g_random_int_range (0, (int)sizeof letters - 1)];
  word[length] = '\0';
}

static TgSecret *
make_password (void)
{
  char first[5], second[5];
  g_autofree char *text = NULL;

  make_word (first, 4);
  make_word (second, 4);
  text = g_strdup_printf (PASSWORD_FORMAT, first, second);
  return tg_secret_new (text, -1);
}

static TgSecret *
make_token (void)
{
  char first[17], second[17];
  g_autofree char *text = NULL;

  make_word (first, 16);
  make_word (second, 16);
  text = g_strdup_printf (TOKEN_FORMAT, first, second);
  return tg_secret_new_token (text, -1);
}

static gboolean
write_ca (TgPractice *self, GError **error)
{
  g_autofree char *pem = tg_certificates_ca_pem (self->certificates, error);

  if (pem == NULL)
    return FALSE;
  self->folder = tg_practice_folder_new (pem, error);
  return self->folder != NULL;
}

/* Nothing for a side that the scenario has not. */
static gboolean
open_side (TgPractice *self, TgSite *site, const TgPracticeSide *side, TgListener **listener, char **url, GError **error)
{
  gnutls_certificate_credentials_t credentials;

  if (side->scheme == NULL)
    return TRUE;
  credentials = tg_certificates_get (self->certificates, side->identity, error);
  if (credentials != NULL)
    *listener = tg_listener_new (site, side, credentials, &self->ticket_key, &self->limit, self->context, error);
  if (*listener != NULL)
    *url = tg_listener_url (*listener);
  return *listener != NULL;
}

static gboolean
open_stage (TgPractice *self, const TgScenario *scenario, GError **error)
{
  Stage *stage = g_new0 (Stage, 1);

  g_ptr_array_add (self->stages, stage);
  g_ptr_array_add (self->scenarios, &stage->shown);
  stage->shown.name = scenario->name;
  stage->shown.title = _ (scenario->title);
  stage->shown.auth = scenario->auth;
  stage->shown.expect_receive = scenario->receive.expect;
  stage->shown.expect_send = scenario->send.expect;
  stage->site = tg_site_new (scenario, ADDRESS, self->password, self->token, self->seam);
  return open_side (self, stage->site, &scenario->receive, &stage->receive, &stage->shown.receive, error) &&
         open_side (self, stage->site, &scenario->send, &stage->send, &stage->shown.send, error);
}

/* The offered ones, then those of the tests. */
static const TgScenario *
nth_scenario (TgPractice *self, guint index)
{
  guint offered = tg_scenario_count ();
  const TgScenario *row = self->seam != NULL ? self->seam->more : NULL;

  if (index < offered)
    return tg_scenario_nth (index);
  for (index -= offered; row != NULL && row->name != NULL && index > 0; index--)
    row++;
  return row != NULL && row->name != NULL ? row : NULL;
}

TgPractice *
tg_practice_new (const char *scenario, GError **error)
{
  return tg_practice_new_with_seam (scenario, NULL, error);
}

TgPractice *
tg_practice_new_with_seam (const char *scenario, const TgPracticeSeam *seam, GError **error)
{
  g_autoptr (TgPractice) self = g_new0 (TgPractice, 1);
  const TgScenario *row;

  self->seam = seam;
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->stages = g_ptr_array_new_with_free_func (stage_free);
  self->scenarios = g_ptr_array_new ();
  self->limit.most = PEERS_MAX;
  self->password = make_password ();
  self->token = make_token ();
  self->certificates = tg_certificates_new (error);
  if (self->certificates == NULL || !write_ca (self, error))
    return NULL;
  if (gnutls_session_ticket_key_generate (&self->ticket_key) < 0) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "GnuTLS: no session ticket key");
    return NULL;
  }
  for (guint i = 0; (row = nth_scenario (self, i)) != NULL; i++)
    if ((scenario == NULL || strcmp (scenario, row->name) == 0) && !open_stage (self, row, error))
      return NULL;
  if (self->stages->len == 0) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("There is no practice scenario “%s”."), scenario);
    return NULL;
  }
  self->thread = g_thread_new ("tegami-practice", serve, self);
  return g_steal_pointer (&self);
}

void
tg_practice_free (TgPractice *self)
{
  if (self == NULL)
    return;
  if (self->thread != NULL) {
    g_autoptr (GSource) source = g_idle_source_new ();
    g_source_set_callback (source, stop_serving, self->loop, NULL);
    g_source_set_priority (source, G_PRIORITY_HIGH);
    g_source_attach (source, self->context); /* and so it cannot come before the loop runs */
    g_thread_join (self->thread);
  }
  g_ptr_array_unref (self->scenarios);
  g_ptr_array_unref (self->stages);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  gnutls_memset (self->ticket_key.data, 0, self->ticket_key.size);
  gnutls_free (self->ticket_key.data);
  tg_certificates_free (self->certificates);
  g_clear_pointer (&self->folder, tg_practice_folder_free);
  tg_secret_unref (self->password);
  tg_secret_unref (self->token);
  g_free (self);
}

const char *
tg_practice_ca_file (TgPractice *self)
{
  return self->folder != NULL ? tg_practice_folder_ca_file (self->folder) : NULL;
}

void
tg_practice_drop_ca_file (TgPractice *self)
{
  g_clear_pointer (&self->folder, tg_practice_folder_free);
}

const char *const *
tg_practice_names (void)
{
  static const char *const names[] = { TG_PRACTICE_OTHER_HOST "=127.0.0.1", "localhost.example-host.jp=127.0.0.1", NULL };

  return names;
}

const char *
tg_practice_address (TgPractice *self)
{
  return ADDRESS;
}

TgSecret *
tg_practice_password (TgPractice *self)
{
  return self->password;
}

TgSecret *
tg_practice_token (TgPractice *self)
{
  return self->token;
}

TgSecret *
tg_practice_credential (TgPractice *self, const char *mechanism)
{
  return tg_authentication_is_oauth (mechanism) ? self->token : self->password;
}

GPtrArray *
tg_practice_scenarios (TgPractice *self)
{
  return self->scenarios;
}

static TgServer *
practice_server (const char *url)
{
  g_autoptr (TgServer) server = url != NULL ? tg_server_parse (url, NULL) : NULL;

  return server != NULL ? tg_server_with_origin (server, TG_ORIGIN_PRACTICE, TG_CONFIRMED_BY_NOBODY) : NULL;
}

TgAccount *
tg_practice_account (TgPractice *self, const TgPracticeScenario *scenario, const char *user)
{
  g_autoptr (TgServer) receive = practice_server (scenario->receive);
  g_autoptr (TgServer) send = practice_server (scenario->send);

  return tg_account_new (ADDRESS, NULL, user, NULL, receive, send);
}
