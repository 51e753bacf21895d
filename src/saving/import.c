/* import.c: see import.h.  The labels are those of Thunderbird 153, in both languages.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "saving/import.h"

#include <glib/gi18n-lib.h>

#include "exceptions/work.h"
#include "model/authentication.h"

/* One file, for the thread: what the request borrows, which is immutable. */
typedef struct {
  TgSavingRequest request;
  char *path;
} Import;

static void
import_free (gpointer data)
{
  Import *self = data;

  tg_account_unref (self->request.account);
  g_clear_pointer (&self->request.result, tg_check_result_unref);
  g_clear_pointer (&self->request.authorities, g_ptr_array_unref);
  g_free (self->path);
  g_free (self);
}

void
tg_import_file_free (TgImportFile *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_free (self->refusal);
  g_ptr_array_unref (self->notes);
  g_ptr_array_unref (self->steps);
  g_ptr_array_unref (self->findings);
  g_free (self);
}

static gboolean
signs_in_by_browser (const TgSavingRequest *request)
{
  const TgEvidence *seen = tg_check_result_seen (request->result, TG_SIDE_RECEIVE);

  return request->oauth[TG_SIDE_RECEIVE] || (seen != NULL && tg_authentication_is_oauth (seen->authentication));
}

GPtrArray *
tg_saving_import_steps (const TgSavingRequest *request)
{
  const char *const steps[] = {
    _ ("If Thunderbird is on another computer, copy the file there first."),
    /* TRANSLATORS: the labels are Thunderbird's own, in its menu with the three lines, and on its import page */
    _ ("In Thunderbird’s menu (≡), choose “Tools”, then “Import”."),
    _ ("Choose “Import from a file”, then “Import Backed-up Profile”, then the file itself."),
    _ ("Leave “Accounts and Settings” ticked, and press “Start Import”. “Finish” starts Thunderbird again, and the account is there."),
    signs_in_by_browser (request) ? _ ("At its first connection, Thunderbird opens the provider’s sign-in page.")
                                  : _ ("Thunderbird asks for the mail password when it first receives, and when it first sends."),
  };
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    g_ptr_array_add (list, g_strdup (steps[i]));
  return list;
}

static gpointer
write_file (gpointer subject, gboolean *waits, GCancellable *cancellable, GError **error)
{
  const Import *import = subject;
  g_autoptr (TgImportFile) self = g_new0 (TgImportFile, 1);
  g_autoptr (GError) local = NULL;

  self->notes = g_ptr_array_new_with_free_func (g_free);
  self->findings = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_finding_unref);
  self->steps = tg_saving_import_steps (&import->request);
  if (tg_saving_write_import (&import->request, import->path, self->notes, self->findings, &local)) {
    self->path = g_strdup (import->path);
  } else if (local->domain == TG_CLIENT_ERROR) {
    self->refusal = g_strdup (local->message);
  } else {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }
  return g_steal_pointer (&self);
}

void
tg_saving_import_async (const TgSavingRequest *request, const char *path, GCancellable *cancellable, GAsyncReadyCallback callback,
                        gpointer user_data)
{
  static const TgWork look = { write_file, import_free, (GDestroyNotify)tg_import_file_free, .only_looks = TRUE };
  static const TgWork work = { write_file, import_free, (GDestroyNotify)tg_import_file_free };
  Import *self = g_new0 (Import, 1);

  g_return_if_fail (request->given == NULL);
  self->request = (TgSavingRequest){
    .account = tg_account_ref (request->account),
    .result = request->result != NULL ? tg_check_result_ref (request->result) : NULL,
    .oauth = { request->oauth[TG_SIDE_RECEIVE], request->oauth[TG_SIDE_SEND] },
    .authorities = request->authorities != NULL ? g_ptr_array_ref (request->authorities) : NULL,
  };
  self->path = g_strdup (path);
  tg_work_async (path != NULL ? &work : &look, self, cancellable, callback, user_data);
}

TgImportFile *
tg_saving_import_finish (GAsyncResult *result, GError **error)
{
  return tg_work_finish (result, error);
}
