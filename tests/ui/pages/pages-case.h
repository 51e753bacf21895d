/* pages-case.h: a window with the wizard's pages, for tests that look inside.  Needs a display: on_desk.py.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "app/shell/window.h"
#include "app/widgets/field.h"

G_BEGIN_DECLS

typedef struct {
  GtkWindow *window; /* (nullable) */
  TgAssistant *assistant;
  TgWizard *wizard;
} PagesCase;

/* @application: (nullable) */
void pages_case_open (PagesCase *self, GtkApplication *application);
/* Of g_test_add(); where a test has closed the window itself, that is NULL in the end. */
void pages_case_begin (PagesCase *self, gconstpointer unused);
void pages_case_end (PagesCase *self, gconstpointer unused);
/* In main(): as g_test_init(), with what the pages need. */
void pages_case_init (int *argc, char ***argv);

/* From Welcome to the page @name, entering it anew. */
void pages_case_enter (PagesCase *self, const char *name);
TgPage *pages_case_page (PagesCase *self);
TgSession *pages_case_session (PagesCase *self);
/* URLs, each nullable. */
void pages_case_set_account (PagesCase *self, const char *address, const char *name, const char *receive, const char *send);
/* The practice servers of @scenario run, and Address is shown. */
void pages_case_practise (PagesCase *self, const char *scenario);
/* Until the session is no longer busy. */
void pages_case_await_idle (PagesCase *self);

/* The first below @widget of this @type that, unless NULL, shows these @words; visible or not. (nullable) */
GtkWidget *pages_case_find (GtkWidget *widget, GType type, const char *words);
TgField *pages_case_field (PagesCase *self, const char *title);
GtkWidget *pages_case_button (PagesCase *self, const char *words);

G_END_DECLS
