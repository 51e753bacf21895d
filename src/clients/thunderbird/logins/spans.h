/* spans.h: where the parts of a JSON text (RFC 8259) stand in it, so that one can be replaced and every other byte stays.
 *
 * Stricter than json-glib, which takes comments and the like for JSON: what is edited must be read by Thunderbird as it is
 * read here.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bytes of the text, from @begin up to but not including @end. */
typedef struct {
  gsize begin, end;
} TgSpan;

/* @name: as it is written, without its quotation marks */
typedef struct {
  TgSpan name, value;
} TgSpanMember;

/* Whether the text is one JSON value, not deeper than TG_JSON_DEPTH_MAX, with white space around it at most.  @whole: where */
gboolean tg_span_of_text (const char *text, gsize length, TgSpan *whole);

/* The members of the object at @span, of TgSpanMember; NULL where it is none, or where a name could mean two things: it is
 * there twice, or written with a backslash. (transfer full) (nullable) */
GArray  *tg_span_members (const char *text, TgSpan span);
/* The elements of the list at @span, of TgSpan; NULL where it is none. (transfer full) (nullable) */
GArray  *tg_span_elements (const char *text, TgSpan span);

/* The value of that name among @members; FALSE where there is none. */
gboolean tg_span_find (const char *text, GArray *members, const char *name, TgSpan *value);

/* The whole number at @span, at least 0; @fallback where there is none, or one too large to be exact in JavaScript. */
gint64   tg_span_number (const char *text, TgSpan span, gint64 fallback);

G_END_DECLS
