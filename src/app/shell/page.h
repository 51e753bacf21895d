/* page.h: the contract between a page of the wizard and the assistant that shows it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "app/state/wizard.h"

G_BEGIN_DECLS

/**
 * TgPage: one page.  Every button of the assistant is derived from its properties:
 *
 * - "title": for the header bar
 * - "complete": *Next* may be pressed
 * - "busy": something is running: no *Next*, no *Back*
 * - "stoppable": while busy, *Stop* is shown, and Escape presses it
 * - "skippable": *Later* is shown, which goes on without applying
 * - "next-label": what *Next* says, with its mnemonic; empty hides it
 * - "next-suggested": *Next* is the thing to do
 * - "can-go-back": there may be a *Back* button
 */
#define TG_TYPE_PAGE (tg_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (TgPage, tg_page, TG, PAGE, AdwBin)

/**
 * TgPageClass:
 * @entered: the page is now shown
 * @left: the page is not shown any more
 * @stop: *Stop* or Escape
 * @initial_focus: (nullable): what has the focus when the page appears; NULL: *Next*
 * @apply_async, @apply_finish: *Next*; TRUE goes on, FALSE stays (the page itself says why)
 */
struct _TgPageClass {
  AdwBinClass parent_class;

  void       (*entered)       (TgPage *self);
  void       (*left)          (TgPage *self);
  void       (*stop)          (TgPage *self);
  GtkWidget *(*initial_focus) (TgPage *self);
  void       (*apply_async)   (TgPage *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  gboolean   (*apply_finish)  (TgPage *self, GAsyncResult *result, GError **error);
};

/* What the assistant hands to a page: the person's account and what is known about it.  Both may be others the next
 * time the page is entered.  (transfer none), the account (nullable) */
TgSession  *tg_page_get_session        (TgPage *self);
TgAccount  *tg_page_get_account        (TgPage *self);
/* What the pages tell each other besides. (transfer none) */
TgWizard   *tg_page_get_wizard         (TgPage *self);

const char *tg_page_get_title          (TgPage *self);
gboolean    tg_page_get_complete       (TgPage *self);
gboolean    tg_page_get_busy           (TgPage *self);
gboolean    tg_page_get_stoppable      (TgPage *self);
gboolean    tg_page_get_skippable      (TgPage *self);
const char *tg_page_get_next_label     (TgPage *self);
gboolean    tg_page_get_next_suggested (TgPage *self);
gboolean    tg_page_get_can_go_back    (TgPage *self);

void        tg_page_set_complete       (TgPage *self, gboolean complete);
void        tg_page_set_busy           (TgPage *self, gboolean busy);
void        tg_page_set_next           (TgPage *self, const char *label, gboolean suggested);

void        tg_page_entered            (TgPage *self);
void        tg_page_left               (TgPage *self);
void        tg_page_stop               (TgPage *self);
GtkWidget  *tg_page_initial_focus      (TgPage *self);
void        tg_page_apply_async        (TgPage *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean    tg_page_apply_finish       (TgPage *self, GAsyncResult *result, GError **error);

G_END_DECLS
