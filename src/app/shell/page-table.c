/* page-table.c: the pages of the wizard, in their order.  A new page is a row here.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/shell/page-table.h"

#include "app/pages/pages.h"

static gboolean
servers_needed (TgWizard *wizard)
{
  return tg_wizard_choices (wizard)->wants_servers || !tg_wizard_knows_servers (wizard);
}

/* Reached from a button of another page: a new account has no symptoms, and settings that are found need no letter. */
static gboolean
on_request (TgWizard *wizard)
{
  return FALSE;
}

/* What works for another device is not written into a program here. */
static gboolean
save_needed (TgWizard *wizard)
{
  return tg_wizard_get_device (wizard) == NULL;
}

static const TgPageRow page_table[] = {
  { "welcome", tg_welcome_page_get_type, NULL, FALSE },
  { "symptoms", tg_symptoms_page_get_type, on_request, FALSE },
  { "where", tg_where_page_get_type, on_request, FALSE },
  { "device", tg_device_page_get_type, on_request, FALSE },
  { "address", tg_address_page_get_type, NULL, FALSE },
  { "paper", tg_paper_page_get_type, on_request, FALSE },
  { "servers", tg_servers_page_get_type, servers_needed, FALSE },
  { "test", tg_test_page_get_type, NULL, FALSE },
  { "certificate", tg_certificate_page_get_type, NULL, TRUE },
  { "allow", tg_allow_page_get_type, NULL, TRUE },
  { "authority", tg_authority_page_get_type, NULL, TRUE },
  { "save", tg_save_page_get_type, save_needed, FALSE },
  { "import", tg_import_page_get_type, NULL, TRUE },
  { "done", tg_done_page_get_type, NULL, FALSE },
  { "exception-list", tg_exception_list_page_get_type, NULL, TRUE },
  { "changes", tg_changes_page_get_type, NULL, TRUE },
  { "letter", tg_letter_page_get_type, NULL, TRUE },
  { "message", tg_message_page_get_type, NULL, TRUE },
  { "told", tg_told_page_get_type, NULL, TRUE },
  { "reference", tg_reference_page_get_type, NULL, TRUE },
  { NULL },
};

const TgPageRow *
tg_page_table (void)
{
  return page_table;
}

const TgPageRow *
tg_page_table_find (const char *name)
{
  for (const TgPageRow *row = page_table; row->name; row++)
    if (g_strcmp0 (row->name, name) == 0)
      return row;

  return NULL;
}

const TgPageRow *
tg_page_table_next (const TgPageRow *row, TgWizard *wizard)
{
  for (row++; row->name; row++)
    if (!row->side && (row->needed == NULL || row->needed (wizard)))
      return row;

  return NULL;
}
