/* form.h: application/x-www-form-urlencoded (RFC 6749 appendix B), for what is secret.  Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/secret.h"

G_BEGIN_DECLS

/* A field has one of the two values; without any it is left out. */
typedef struct {
  const char *name;
  const char *text;
  TgSecret   *secret;
} TgFormField;

/* "name=value&…", everything but unreserved characters as %XX. (transfer full) */
TgSecret *tg_form_new   (const TgFormField *fields, gsize n_fields);

typedef enum { TG_FORM_ABSENT, TG_FORM_FOUND, TG_FORM_TWICE } TgFormFound;

/* The decoded value of @name in a query; NUL-terminated, but may hold more NULs.  @value: (out) (transfer full): if it was found once.
 * A broken escape counts as absent. */
TgFormFound tg_form_find (const char *query, gsize length, const char *name, TgSecret **value);

G_END_DECLS
