/* letter-kind.h: what a provider's letter is about, where somebody pastes it.  Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether @text (visible) is about an internet connection or a member page and names nothing of mail.
 * @words: (out) (transfer full): what shows it, where it is so. */
gboolean tg_letter_is_not_mail (const char *text, char **words);

G_END_DECLS
