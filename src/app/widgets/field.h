/* field.h: one value to enter, as a row of a list: caption, entry or choice, and a hint below that
 * is tied to it for screen readers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

typedef enum {
  TG_FIELD_TEXT,     /* words, such as a person's name */
  TG_FIELD_EXACT,    /* a value copied from papers: fixed width, left to right, input method off */
  TG_FIELD_NUMBER,
  TG_FIELD_PASSWORD, /* hidden, with a button to show it, in a face that tells l, 1 and I apart */
  TG_FIELD_CHOICE,   /* one of a few */
} TgFieldKind;

#define TG_TYPE_FIELD_KIND (tg_field_kind_get_type ())
GType tg_field_kind_get_type (void);

/**
 * TgField: properties "kind" (construct only), "title" (AdwPreferencesRow's), "text", "hint" (shown
 * below; hidden while empty), "invalid", "placeholder", "choices" (GtkStringList), "selected".
 * Signal "changed": emitted for the person's changes and for setters.  Enter presses the window's
 * default button.
 */
#define TG_TYPE_FIELD (tg_field_get_type ())
G_DECLARE_FINAL_TYPE (TgField, tg_field, TG, FIELD, AdwPreferencesRow)

const char *tg_field_get_text     (TgField *self);
void        tg_field_set_text     (TgField *self, const char *text);
void        tg_field_set_hint     (TgField *self, const char *hint);
void        tg_field_set_invalid  (TgField *self, gboolean invalid);
void        tg_field_set_editable (TgField *self, gboolean editable);
void        tg_field_set_placeholder (TgField *self, const char *text);
guint       tg_field_get_selected (TgField *self);
void        tg_field_set_selected (TgField *self, guint selected);
/* Shows or hides the password. */
void        tg_field_set_revealed (TgField *self, gboolean revealed);

G_END_DECLS
