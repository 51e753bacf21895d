/* meant-box.h: asks whether another address was meant, where a common provider's domain is one slip away.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * TgMeantBox: signals "take" with the address that was meant, and "keep": the one typed is right.  Hidden unless there is a question.
 */
#define TG_TYPE_MEANT_BOX (tg_meant_box_get_type ())
G_DECLARE_FINAL_TYPE (TgMeantBox, tg_meant_box, TG, MEANT_BOX, GtkBox)

/* Shows the question about @address, where there is one that was not answered.  Whether it stands; until it is answered, nobody else is to
 * be asked about @address. */
gboolean tg_meant_box_ask    (TgMeantBox *self, const char *address);
/* @address (nullable) stands there now: a question about another one goes. */
void     tg_meant_box_look   (TgMeantBox *self, const char *address);
/* Whoever goes on in spite of the question has answered it.  FALSE: it is new to them, and takes the focus. */
gboolean tg_meant_box_insist (TgMeantBox *self, const char *address);

G_END_DECLS
