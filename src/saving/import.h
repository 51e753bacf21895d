/* import.h: a file for Thunderbird's own import, where Tegami cannot write into Thunderbird itself: it is on another computer,
 * or keeps its settings where we may not write.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/finding.h"
#include "saving/prepare.h"

G_BEGIN_DECLS

/**
 * TgImportFile:
 * @path: (nullable): where it was written; NULL: it was not, only looked at
 * @refusal: (nullable): why there can be none, in a sentence; @findings say what to do
 * @notes: of char*: what is not in it, though the test rested on it
 * @steps: of char*: what the person does with it, and what Thunderbird asks then
 * @findings: of TgFinding*
 */
typedef struct {
  char      *path;
  char      *refusal;
  GPtrArray *notes;
  GPtrArray *steps;
  GPtrArray *findings;
} TgImportFile;

void          tg_import_file_free     (TgImportFile *self);

/* What the person does with such a file, in order: of char*. (transfer full) */
GPtrArray    *tg_saving_import_steps  (const TgSavingRequest *request);

/* Writes the file in a thread.  @request: its place and passwords are not used, and none may be @given; @path: (nullable): as in
 * tg_saving_write_import() */
void          tg_saving_import_async  (const TgSavingRequest *request, const char *path, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
/* NULL and an error where it could not be written. (transfer full) */
TgImportFile *tg_saving_import_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgImportFile, tg_import_file_free)

G_END_DECLS
