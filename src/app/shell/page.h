/* page.h: the contract between a page of the wizard and the assistant that shows it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "app/state/wizard.h"

G_BEGIN_DECLS

/**
 * TgPageFlag: properties of a page, "complete" and so on:
 * @TG_PAGE_COMPLETE: *Next* may be pressed
 * @TG_PAGE_BUSY: something is running: no *Next*, no *Back*
 * @TG_PAGE_STOPPABLE: while busy, *Stop* is shown, and Escape presses it
 * @TG_PAGE_SKIPPABLE: *Later* is shown, which goes on without applying
 * @TG_PAGE_NEXT_SUGGESTED: *Next* is the thing to do
 * @TG_PAGE_CAN_GO_BACK: there may be a *Back* button
 */
typedef enum {
  TG_PAGE_COMPLETE = 1,
  TG_PAGE_BUSY,
  TG_PAGE_STOPPABLE,
  TG_PAGE_SKIPPABLE,
  TG_PAGE_NEXT_SUGGESTED,
  TG_PAGE_CAN_GO_BACK,
  TG_PAGE_N_FLAGS,
} TgPageFlag;

/**
 * TgPage: one page: a column of widgets that scrolls, filled by a template's <child>.  Every button of the
 * assistant is derived from its flags and properties:
 *
 * - "title": for the header bar
 * - "next-label": what *Next* says, with its mnemonic; empty hides it
 * - "width", "spacing": of the column, at most, and in it: pixels
 *
 * A derived class has a template; the page disposes of it.
 */
#define TG_TYPE_PAGE (tg_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (TgPage, tg_page, TG, PAGE, AdwBin)

/**
 * TgPageClass:
 * @entered: the page is now shown; also when one comes back from a side page, without @left between
 * @left: another page took its place, and what runs for it ends; a side page over it does not take its place, only going
 *   on from there does
 * @stop: *Stop* or Escape
 * @back: (nullable): *Back*; TRUE: the page itself has gone back a step
 * @initial_focus: (nullable): what has the focus when the page appears; NULL: *Next*
 * @default_widget: (nullable): what Enter presses in the place of *Next*; NULL: *Next*
 * @apply_async: *Next*; returns a GTask: TRUE goes on, FALSE stays (the page itself says why); a side page that has none is left by *Back*,
 *   which then says what "next-label" does, and is what Enter presses
 */
struct _TgPageClass {
  AdwBinClass parent_class;

  void       (*entered)       (TgPage *self);
  void       (*left)          (TgPage *self);
  void       (*stop)          (TgPage *self);
  gboolean   (*back)          (TgPage *self);
  GtkWidget *(*initial_focus) (TgPage *self);
  GtkWidget *(*default_widget) (TgPage *self);
  void       (*apply_async)   (TgPage *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
};

/* What the assistant hands to a page: the person's account and what is known about it.  Both may be others the next
 * time the page is entered.  (transfer none), the account (nullable) */
TgSession         *tg_page_get_session    (TgPage *self);
TgAccount         *tg_page_get_account    (TgPage *self);
/* What the pages tell each other besides. (transfer none) */
TgWizard          *tg_page_get_wizard     (TgPage *self);
/* Where the template's children are, and what scrolls them. (transfer none) */
GtkBox            *tg_page_get_column     (TgPage *self);
GtkScrolledWindow *tg_page_get_scroller   (TgPage *self);

const char        *tg_page_get_title      (TgPage *self);
const char        *tg_page_get_next_label (TgPage *self);
gboolean           tg_page_is             (TgPage *self, TgPageFlag flag);

void               tg_page_set_complete   (TgPage *self, gboolean complete);
void               tg_page_set_busy       (TgPage *self, gboolean busy);
void               tg_page_set_next       (TgPage *self, const char *label, gboolean suggested);

void               tg_page_entered        (TgPage *self);
void               tg_page_left           (TgPage *self);
void               tg_page_stop           (TgPage *self);
gboolean           tg_page_back           (TgPage *self);
GtkWidget         *tg_page_initial_focus  (TgPage *self);
GtkWidget         *tg_page_default_widget (TgPage *self);
void               tg_page_apply_async    (TgPage *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean           tg_page_apply_finish   (TgPage *self, GAsyncResult *result, GError **error);

/* Whether *Next* does more than go on; on a side page, there is none otherwise. */
gboolean           tg_page_applies        (TgPage *self);

G_END_DECLS
