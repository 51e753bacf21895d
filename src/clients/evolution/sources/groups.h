/* groups.h: the groups of Evolution's key files that we know.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#define TG_DATA_SOURCE      "Data Source"
#define TG_MAIL_ACCOUNT     "Mail Account"
#define TG_MAIL_IDENTITY    "Mail Identity"
#define TG_MAIL_SUBMISSION  "Mail Submission"
#define TG_MAIL_COMPOSITION "Mail Composition"
#define TG_MAIL_TRANSPORT   "Mail Transport"
#define TG_AUTHENTICATION   "Authentication"
#define TG_SECURITY_GROUP   "Security"
#define TG_POP_BACKEND      "Pop Backend"
#define TG_ONLINE_ACCOUNTS  "GNOME Online Accounts"
