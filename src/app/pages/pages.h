/* pages.h: the pages of the wizard, in their order.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/shell/page.h"

G_BEGIN_DECLS

/* What would you like to do? */
#define TG_TYPE_WELCOME_PAGE (tg_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (TgWelcomePage, tg_welcome_page, TG, WELCOME_PAGE, TgPage)

/* What does not work? */
#define TG_TYPE_SYMPTOMS_PAGE (tg_symptoms_page_get_type ())
G_DECLARE_FINAL_TYPE (TgSymptomsPage, tg_symptoms_page, TG, SYMPTOMS_PAGE, TgPage)

/* Where does it not work: in an account on this computer, or somewhere else? */
#define TG_TYPE_WHERE_PAGE (tg_where_page_get_type ())
G_DECLARE_FINAL_TYPE (TgWherePage, tg_where_page, TG, WHERE_PAGE, TgPage)

/* On which other device, and with which account? */
#define TG_TYPE_DEVICE_PAGE (tg_device_page_get_type ())
G_DECLARE_FINAL_TYPE (TgDevicePage, tg_device_page, TG, DEVICE_PAGE, TgPage)

/* The mail address and the mail password. */
#define TG_TYPE_ADDRESS_PAGE (tg_address_page_get_type ())
G_DECLARE_FINAL_TYPE (TgAddressPage, tg_address_page, TG, ADDRESS_PAGE, TgPage)

/* The settings of a letter on paper, asked for one by one. */
#define TG_TYPE_PAPER_PAGE (tg_paper_page_get_type ())
G_DECLARE_FINAL_TYPE (TgPaperPage, tg_paper_page, TG, PAPER_PAGE, TgPage)

/* The servers, where something about them is unknown. */
#define TG_TYPE_SERVERS_PAGE (tg_servers_page_get_type ())
G_DECLARE_FINAL_TYPE (TgServersPage, tg_servers_page, TG, SERVERS_PAGE, TgPage)

/* Receiving and sending, tried for real; then what was found. */
#define TG_TYPE_TEST_PAGE (tg_test_page_get_type ())
G_DECLARE_FINAL_TYPE (TgTestPage, tg_test_page, TG, TEST_PAGE, TgPage)

/* A side page: whom a certificate names, who vouches, how long. */
#define TG_TYPE_CERTIFICATE_PAGE (tg_certificate_page_get_type ())
G_DECLARE_FINAL_TYPE (TgCertificatePage, tg_certificate_page, TG, CERTIFICATE_PAGE, TgPage)

/* A side page that allows one certificate until a date, once its fingerprint was compared. */
#define TG_TYPE_ALLOW_PAGE (tg_allow_page_get_type ())
G_DECLARE_FINAL_TYPE (TgAllowPage, tg_allow_page, TG, ALLOW_PAGE, TgPage)

/* A side page that trusts an authority of the person's own, read from a file. */
#define TG_TYPE_AUTHORITY_PAGE (tg_authority_page_get_type ())
G_DECLARE_FINAL_TYPE (TgAuthorityPage, tg_authority_page, TG, AUTHORITY_PAGE, TgPage)

/* Which mail program gets the account, and what will change there. */
#define TG_TYPE_SAVE_PAGE (tg_save_page_get_type ())
G_DECLARE_FINAL_TYPE (TgSavePage, tg_save_page, TG, SAVE_PAGE, TgPage)

/* A side page: a file for Thunderbird's own import. */
#define TG_TYPE_IMPORT_PAGE (tg_import_page_get_type ())
G_DECLARE_FINAL_TYPE (TgImportPage, tg_import_page, TG, IMPORT_PAGE, TgPage)

/* What was verified, and what can be done next. */
#define TG_TYPE_DONE_PAGE (tg_done_page_get_type ())
G_DECLARE_FINAL_TYPE (TgDonePage, tg_done_page, TG, DONE_PAGE, TgPage)

/* Every security exception on this computer, with what its server shows now. */
#define TG_TYPE_EXCEPTION_LIST_PAGE (tg_exception_list_page_get_type ())
G_DECLARE_FINAL_TYPE (TgExceptionListPage, tg_exception_list_page, TG, EXCEPTION_LIST_PAGE, TgPage)

/* A side page: all that was changed in mail programs, each with its undo. */
#define TG_TYPE_CHANGES_PAGE (tg_changes_page_get_type ())
G_DECLARE_FINAL_TYPE (TgChangesPage, tg_changes_page, TG, CHANGES_PAGE, TgPage)

/* A side page: the provider's letter, pasted, with what was recognised in it. */
#define TG_TYPE_LETTER_PAGE (tg_letter_page_get_type ())
G_DECLARE_FINAL_TYPE (TgLetterPage, tg_letter_page, TG, LETTER_PAGE, TgPage)

/* A warning, an error number or a returned mail, pasted, and what it means. */
#define TG_TYPE_MESSAGE_PAGE (tg_message_page_get_type ())
G_DECLARE_FINAL_TYPE (TgMessagePage, tg_message_page, TG, MESSAGE_PAGE, TgPage)

/* A side page: what articles and helpers advise, and what helps instead. */
#define TG_TYPE_TOLD_PAGE (tg_told_page_get_type ())
G_DECLARE_FINAL_TYPE (TgToldPage, tg_told_page, TG, TOLD_PAGE, TgPage)

/* A side page: ports, encryption and the usual causes, offline. */
#define TG_TYPE_REFERENCE_PAGE (tg_reference_page_get_type ())
G_DECLARE_FINAL_TYPE (TgReferencePage, tg_reference_page, TG, REFERENCE_PAGE, TgPage)

G_END_DECLS
