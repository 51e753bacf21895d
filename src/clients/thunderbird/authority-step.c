/* authority-step.c: a private authority put into the NSS database of a profile (cert9.db), trusted
 * for servers only, by certutil of libnss3-tools, seen with Thunderbird 153.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "cert/certificate.h"
#include "clients/replace.h"
#include "clients/thunderbird/steps.h"
#include "clients/tool.h"
#include "files/json.h"

#define TOOL          "certutil"
#define TRUST         "C,," /* an authority for servers, not for mail signatures or programs */
#define NICKNAME_MAX  64
#define LIMIT_MS      (30 * 1000)
#define CHECKED_BYTES 8 /* hex digits of the fingerprint that make the nickname unique */

typedef struct {
  char *profile;
  char *nickname;
  GBytes *der;
} AuthorityStep;

static void
step_free (gpointer step)
{
  AuthorityStep *self = step;

  g_free (self->profile);
  g_free (self->nickname);
  g_bytes_unref (self->der);
  g_free (self);
}

static gboolean
is_missing (GError **error)
{
  g_set_error_literal (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_MISSING,
                       _ ("To add an authority to Thunderbird, the package libnss3-tools is needed. Install it, then save again."));
  return FALSE;
}

/* @input, @output: (nullable): see tg_tool_run().  @status: certutil's exit status */
static gboolean
run (const char *profile, const char *const *words, GBytes *input, GBytes **output, int *status, GCancellable *cancellable, GError **error)
{
  g_autofree char *database = g_strconcat ("sql:", profile, NULL);
  g_autofree char *tool = g_find_program_in_path (TOOL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) argv = NULL;

  if (tool == NULL)
    return is_missing (error);
  g_strv_builder_add_many (builder, tool, "-d", database, NULL);
  g_strv_builder_addv (builder, (const char **)words);
  argv = g_strv_builder_end (builder);
  return tg_tool_run ((const char *const *)argv, input, LIMIT_MS, output, status, cancellable, error);
}

/* certutil gives the same exit status for a name that is not there and for a database that it cannot read: whether it can
 * list that.  Where there is no database yet, or NSS has not filled it yet, nothing is in it. */
static gboolean
can_be_read (const char *profile, GCancellable *cancellable, GError **error)
{
  static const char *const words[] = { "-L", NULL };
  g_autofree char *database = g_build_filename (profile, "cert9.db", NULL);
  GStatBuf file;
  int status = -1;

  if (g_stat (database, &file) != 0 || file.st_size == 0)
    return TRUE;
  if (!run (profile, words, NULL, NULL, &status, cancellable, error))
    return FALSE;
  if (status == 0)
    return TRUE;
  g_set_error_literal (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNREADABLE,
                       _ ("Thunderbird’s list of authorities (cert9.db) cannot be read."));
  return FALSE;
}

/* Whether the database can be read.  @der: the certificate of this name, where it holds one. */
static gboolean
look_up (const char *profile, const char *nickname, GBytes **der, GCancellable *cancellable, GError **error)
{
  const char *const words[] = { "-L", "-n", nickname, "-r", NULL };
  int status = -1;

  *der = NULL;
  if (!run (profile, words, NULL, der, &status, cancellable, error))
    return FALSE;
  if (status == 0 && g_bytes_get_size (*der) > 0)
    return TRUE;
  g_clear_pointer (der, g_bytes_unref);
  return can_be_read (profile, cancellable, error);
}

static JsonObject *
plan (gpointer step, const char *backup, GCancellable *cancellable, GError **error)
{
  AuthorityStep *self = step;
  g_autofree char *database = g_build_filename (self->profile, "cert9.db", NULL);
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, self->der);
  g_autoptr (GBytes) there = NULL;
  JsonObject *record;

  if (!look_up (self->profile, self->nickname, &there, cancellable, error))
    return NULL;
  if (there != NULL) {
    g_set_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_EXISTS, _ ("Thunderbird already trusts “%s”."), self->nickname);
    return NULL;
  }
  if (!tg_backup_file (backup, database, "cert9.db", error))
    return NULL;
  record = json_object_new ();
  json_object_set_string_member (record, "profile", self->profile);
  json_object_set_string_member (record, "nickname", self->nickname);
  json_object_set_string_member (record, "sha256", sha256);
  return record;
}

static gboolean
apply (gpointer step, GCancellable *cancellable, GError **error)
{
  AuthorityStep *self = step;
  const char *const words[] = { "-A", "-n", self->nickname, "-t", TRUST, NULL };
  int status = -1;

  /* The certificate goes in through standard input. */
  if (!run (self->profile, words, self->der, NULL, &status, cancellable, error))
    return FALSE;
  if (status == 0)
    return TRUE;
  g_set_error_literal (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNSUPPORTED,
                       _ ("Thunderbird’s list of authorities could not be changed; perhaps it is protected by a primary password."));
  return FALSE;
}

static gboolean
holds (const char *profile, const char *nickname, const char *sha256, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) there = NULL;
  g_autofree char *hex = NULL;

  if (!look_up (profile, nickname, &there, cancellable, error))
    return FALSE;
  hex = there != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, there) : NULL;
  return g_strcmp0 (hex, sha256) == 0;
}

static gboolean
verify (gpointer step, GCancellable *cancellable, GError **error)
{
  AuthorityStep *self = step;
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, self->der);
  g_autoptr (GError) local = NULL;

  if (holds (self->profile, self->nickname, sha256, cancellable, &local))
    return TRUE;
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else
    tg_replaced_differs (self->profile, error);
  return FALSE;
}

static gboolean
read_record (JsonObject *record, const char **profile, const char **nickname, const char **sha256)
{
  *profile = tg_json_get_string (record, "profile", NULL);
  *nickname = tg_json_get_string (record, "nickname", NULL);
  *sha256 = tg_json_get_string (record, "sha256", NULL);
  return *profile != NULL && *nickname != NULL && *sha256 != NULL;
}

static gboolean
in_place (JsonObject *record, GCancellable *cancellable)
{
  const char *profile, *nickname, *sha256;

  return read_record (record, &profile, &nickname, &sha256) && holds (profile, nickname, sha256, cancellable, NULL);
}

/* By its own name and only if it is that certificate: the database is Thunderbird's, and lives on. */
static gboolean
undo (JsonObject *record, const char *backup, gboolean rolling_back, GCancellable *cancellable, GError **error)
{
  const char *profile, *nickname, *sha256;
  g_autoptr (GError) local = NULL;
  int status = -1;

  if (!read_record (record, &profile, &nickname, &sha256))
    return tg_record_is_damaged (error);
  if (!g_file_test (profile, G_FILE_TEST_IS_DIR))
    return TRUE;
  if (!holds (profile, nickname, sha256, cancellable, &local)) {
    if (local == NULL)
      return TRUE; /* not ours any more, or never was */
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }

  const char *const words[] = { "-D", "-n", nickname, NULL };

  if (!run (profile, words, NULL, NULL, &status, cancellable, error))
    return FALSE;
  if (status == 0)
    return TRUE;
  g_set_error_literal (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_CHANGED,
                       _ ("Thunderbird’s list of authorities could not be changed; perhaps it is protected by a primary password."));
  return FALSE;
}

const TgStepClass tg_thunderbird_authority_step = {
  .id = "thunderbird-authority",
  .plan = plan,
  .apply = apply,
  .verify = verify,
  .in_place = in_place,
  .undo = undo,
  .free = step_free,
};

/* certutil takes what stands before a colon for the name of a token. */
static char *
make_nickname (const char *name, GBytes *der)
{
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, der);
  g_autofree char *ascii = g_str_to_ascii (name, "C");

  if (strlen (ascii) > NICKNAME_MAX)
    ascii[NICKNAME_MAX] = '\0';
  g_strcanon (ascii, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .()", '_');
  return g_strdup_printf ("%s (Tegami %.*s)", ascii, CHECKED_BYTES, sha256);
}

TgChange *
tg_thunderbird_prepare_authority (const TgPlace *place, GBytes *der, GError **error)
{
  TgCertificate *certificate = tg_certificate_read (der);
  g_autofree char *name = certificate != NULL ? tg_distinguished_name_plain (certificate->subject) : NULL;
  gboolean is_ca = certificate != NULL && certificate->is_ca;
  g_autofree char *title = NULL, *tool = g_find_program_in_path (TOOL);
  g_autofree char *fingerprint = NULL;
  AuthorityStep *step;
  TgChange *change;

  g_clear_pointer (&certificate, tg_certificate_free);
  if (!is_ca) {
    g_set_error_literal (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNREADABLE, _ ("This is not the certificate of an authority."));
    return NULL;
  }
  if (tool == NULL) {
    is_missing (error);
    return NULL;
  }
  step = g_new0 (AuthorityStep, 1);
  step->profile = g_strdup (place->where);
  step->nickname = make_nickname (name, der);
  step->der = g_bytes_ref (der);
  /* TRANSLATORS: whose authority it is, and a mail program */
  title = g_strdup_printf (_ ("Authority %s in %s"), name, tg_place_title (place));
  fingerprint = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, der);
  change = tg_change_new (TG_PROGRAM_THUNDERBIRD, place->where, title, FALSE);
  tg_change_add_item (change, TG_ITEM_FILE, place->where, _ ("Trusted authorities (cert9.db)"), NULL, fingerprint);
  tg_change_add_step (change, &tg_thunderbird_authority_step, step);
  return change;
}
