/* json.h: the one encoder for JSON (safety rule 9).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

#include "model/server.h"

G_BEGIN_DECLS

/* Each adds a member.  A text may come from anywhere; NULL gives null.  json-glib writes what is not UTF-8 as
 * it is, which is no JSON: it is repaired here. */
void tg_json_member (JsonBuilder *builder, const char *name, const char *text);
void tg_json_value (JsonBuilder *builder, const char *text);
void tg_json_int (JsonBuilder *builder, const char *name, gint64 number);
void tg_json_bool (JsonBuilder *builder, const char *name, gboolean yes);
void tg_json_null (JsonBuilder *builder, const char *name);
/* A duration, with one decimal. */
void tg_json_ms (JsonBuilder *builder, const char *name, double ms);
/* "2026-11-21T18:00:00+09:00"; @utc: with "Z". */
void tg_json_time (JsonBuilder *builder, const char *name, gint64 unix_seconds, gboolean utc);
/* @known: FALSE gives null. */
void tg_json_int_if (JsonBuilder *builder, const char *name, gint64 number, gboolean known);
void tg_json_url (JsonBuilder *builder, const char *name, const TgServer *server); /* @server: (nullable) */
/* An array of char*. */
void tg_json_texts (JsonBuilder *builder, const char *name, GPtrArray *texts);
void tg_json_words (JsonBuilder *builder, const char *name, char **words);

/* json_builder_end_array() or json_builder_end_object() ends it.  @known: FALSE gives null, and returns FALSE. */
void tg_json_begin_array (JsonBuilder *builder, const char *name);
gboolean tg_json_begin_object (JsonBuilder *builder, const char *name, gboolean known);

/* An object with "schema": 1 begun. (transfer full) */
JsonBuilder *tg_json_begin (void);
/* Ends the object and prints it, control and bidirectional characters escaped. */
void tg_json_print (JsonBuilder *builder, gboolean one_line);

G_END_DECLS
