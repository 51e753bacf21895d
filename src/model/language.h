/* language.h: which language the program speaks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Sets the locale and finds the translations; called once, first in main().  @language: (nullable):
 * "ja", "en" …, else the environment decides.  A program that is not installed yet finds its
 * translations through the variable TEGAMI_LOCALEDIR. */
void tg_language_init (const char *language);

G_END_DECLS
