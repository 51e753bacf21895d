/* language.h: the program's language.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Sets the locale and finds the translations; call once, first thing in main().  @language:
 * (nullable): "ja", "en" …; NULL leaves it to the environment.  A program that is not installed
 * finds its translations through TEGAMI_LOCALEDIR. */
void tg_language_init (const char *language);

G_END_DECLS
