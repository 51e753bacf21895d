/* print.c: see print.h.  Nothing waits: the pages are set when the dialog was answered, and drawn one by one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/papers/print.h"

#include <glib/gi18n.h>

#include "app/widgets/words.h"
#include "papers/output.h"

#define NARROW 6 /* part of the width: no paper has wider margins */

typedef struct {
  TgDocument *document;
  TgPages *pages; /* (nullable): since printing began */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->pages, tg_pages_free);
  tg_document_unref (job->document);
  g_free (job);
}

/* The paper that was chosen, with margins that this printer can leave. */
static TgSheetFormat
format_of (GtkPageSetup *setup)
{
  TgSheetFormat format = tg_sheet_a4;
  const double margins[] = {
    gtk_page_setup_get_left_margin (setup, GTK_UNIT_POINTS),
    gtk_page_setup_get_right_margin (setup, GTK_UNIT_POINTS),
    gtk_page_setup_get_top_margin (setup, GTK_UNIT_POINTS),
    gtk_page_setup_get_bottom_margin (setup, GTK_UNIT_POINTS),
  };

  format.width = gtk_page_setup_get_paper_width (setup, GTK_UNIT_POINTS);
  format.height = gtk_page_setup_get_paper_height (setup, GTK_UNIT_POINTS);
  for (guint i = 0; i < G_N_ELEMENTS (margins); i++)
    format.margin = MAX (format.margin, margins[i]);
  format.margin = MIN (format.margin, MIN (format.width, format.height) / NARROW);
  return format;
}

static void
on_begin_print (GtkPrintOperation *operation, GtkPrintContext *context, Job *job)
{
  TgSheetFormat format = format_of (gtk_print_context_get_page_setup (context));

  g_clear_pointer (&job->pages, tg_pages_free);
  job->pages = tg_pages_new (job->document, &format);
  gtk_print_operation_set_n_pages (operation, (int)job->pages->pages->len);
}

static void
on_draw_page (GtkPrintOperation *operation, GtkPrintContext *context, int page, Job *job)
{
  tg_pages_draw (job->pages, (guint)page, gtk_print_context_get_cairo_context (context));
}

GtkPrintOperation *
tg_print_operation_new (TgDocument *document)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr (GtkPrintSettings) settings = gtk_print_settings_new ();
  const char *documents = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);
  Job *job = g_new0 (Job, 1);

  job->document = tg_document_ref (document);
  g_object_set_data_full (G_OBJECT (operation), "job", job, job_free);
  /* Where it is printed to a file: under its name, and not wherever the program was started. */
  gtk_print_settings_set (settings, GTK_PRINT_SETTINGS_OUTPUT_DIR, documents != NULL ? documents : g_get_home_dir ());
  gtk_print_settings_set (settings, GTK_PRINT_SETTINGS_OUTPUT_BASENAME, document->title);
  gtk_print_operation_set_print_settings (operation, settings);
  gtk_print_operation_set_job_name (operation, document->title);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect (operation, "begin-print", G_CALLBACK (on_begin_print), job);
  g_signal_connect (operation, "draw-page", G_CALLBACK (on_draw_page), job);
  return operation;
}

static void
on_done (GtkPrintOperation *operation, GtkPrintOperationResult result, GtkLabel *problem)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR || gtk_widget_get_root (GTK_WIDGET (problem)) == NULL)
    return;
  gtk_print_operation_get_error (operation, &error);
  text = g_strdup_printf (_ ("It was not printed: %s"), error != NULL ? error->message : "?");
  tg_words_tell (problem, text);
}

void
tg_print (TgDocument *document, GtkLabel *problem)
{
  g_autoptr (GtkPrintOperation) operation = tg_print_operation_new (document);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (problem));

  tg_words_tell (problem, NULL);
  g_signal_connect_data (operation, "done", G_CALLBACK (on_done), g_object_ref (problem), (GClosureNotify)(void (*) (void))g_object_unref,
                         0);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, GTK_WINDOW (root), NULL);
}
