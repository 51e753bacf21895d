/* installs-case.h: programs of Thunderbird's kind, made up below the home folder of clients-home.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients-home.h"

/* What their application.ini holds, to which lines may be added. */
#define TG_TEST_BETTERBIRD  "[App]\nVendor=Betterbird Project\nName=Betterbird\nRemotingName=eu.betterbird.Betterbird\nVersion=140.3.1\n"
#define TG_TEST_THUNDERBIRD "[App]\nVendor=Mozilla\nName=Thunderbird\nRemotingName=thunderbird-default\nVersion=153.8.0\n"

/* In ~/.thunderbird: four profiles, a to d.  @installs: the Install sections of profiles.ini */
void tg_test_make_profiles (const char *installs);
/* @folder: the program that had the profile open last */
void tg_test_used_last_by (const char *profile, const char *folder);

/* Betterbird in a folder of the person's own: its whole path. (transfer full) */
char *tg_test_unpack_betterbird (const char *relative);
/* An entry of the person's own. */
void tg_test_put_into_menu (const char *name, const char *command);
/* Until the library, which keeps what it has read and is told of changes by the system, knows that entry. */
void tg_test_await_in_menu (const char *name, const char *command);
