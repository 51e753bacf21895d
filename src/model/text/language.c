/* language.c: locale and translations.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/text/language.h"

#include <libintl.h>
#include <locale.h>
#include <string.h>

#include "tegami-config.h"

void
tg_language_init (const char *language)
{
  const char *uninstalled = g_getenv ("TEGAMI_LOCALEDIR");

  if (language != NULL)
    g_setenv ("LANGUAGE", language, TRUE);

  const char *locale = setlocale (LC_ALL, "");

  /* gettext translates nothing in the C locale, even if LANGUAGE is set; and our text is UTF-8. */
  if (locale == NULL || strcmp (locale, "C") == 0 || strcmp (locale, "POSIX") == 0)
    setlocale (LC_ALL, "C.UTF-8");
  bindtextdomain (GETTEXT_PACKAGE, uninstalled != NULL ? uninstalled : TG_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}
