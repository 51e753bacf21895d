/* authentication-results.c: parses the Authentication-Results field (RFC 8601 section 2.2).
 *
 * The field comes from outside, so nothing here recurses and everything is capped.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/letter/authentication-results.h"

#include "model/letter/header.h"

#include <string.h>

#define RESULTS_MAX 64
#define WORD_MAX    255

/* Skips blanks and comments, which may nest (RFC 5322 section 3.2.2). */
static const char *
skip_blanks (const char *at)
{
  guint depth = 0;

  for (; *at != '\0'; at++) {
    if (*at == '\\' && depth > 0 && at[1] != '\0')
      at++;
    else if (*at == '(')
      depth++;
    else if (*at == ')' && depth > 0)
      depth--;
    else if (depth == 0 && strchr (" \t\r\n", *at) == NULL)
      break;
  }
  return at;
}

static const char *
skip_quoted (const char *at)
{
  for (at++; *at != '\0' && *at != '"'; at++)
    if (*at == '\\' && at[1] != '\0')
      at++;
  return *at == '"' ? at + 1 : at;
}

/* Skips past the semicolon that ends the part at @at. */
static const char *
skip_to_next (const char *at)
{
  for (at = skip_blanks (at); *at != '\0' && *at != ';'; at = skip_blanks (at))
    at = *at == '"' ? skip_quoted (at) : at + 1;
  return *at == ';' ? at + 1 : at;
}

/* A token (RFC 2045 section 5.1) or a quoted string; NULL if there is neither. */
static char *
take_word (const char **at)
{
  g_autoptr (GString) word = g_string_new (NULL);
  const char *c = skip_blanks (*at);

  if (*c == '"') {
    const char *end = skip_quoted (c);

    for (c++; c < end && *c != '"'; c++) {
      if (*c == '\\' && c + 1 < end)
        c++;
      g_string_append_c (word, *c);
    }
    *at = end;
  } else {
    while ((guchar)*c > ' ' && *c != 0x7f && strchr ("()<>@,;:\\\"/[]?=", *c) == NULL)
      g_string_append_c (word, *c++);
    *at = c;
  }
  return word->len > 0 && word->len <= WORD_MAX ? g_string_free (g_steal_pointer (&word), FALSE) : NULL;
}

static void
result_free (gpointer data)
{
  TgAuthResult *self = data;

  g_free (self->method);
  g_free (self->result);
  g_free (self);
}

/* "dkim=pass", "dkim/1 = pass"; NULL for anything else, including "none". */
static TgAuthResult *
take_result (const char **at)
{
  g_autofree char *method = take_word (at);
  g_autofree char *result = NULL;
  TgAuthResult *self;

  *at = skip_blanks (*at);
  if (**at == '/') {
    (*at)++;
    g_free (take_word (at));
    *at = skip_blanks (*at);
  }
  if (method == NULL || **at != '=')
    return NULL;
  (*at)++;
  result = take_word (at);
  if (result == NULL)
    return NULL;
  self = g_new0 (TgAuthResult, 1);
  self->method = g_ascii_strdown (method, -1);
  self->result = g_ascii_strdown (result, -1);
  return self;
}

TgAuthResults *
tg_auth_results_parse (const char *body)
{
  g_autofree char *server = take_word (&body);
  TgAuthResults *self;

  /* Some receivers leave their name out.  The first word is then a method, and the field names no
   * receiver. */
  body = skip_blanks (body);
  if (server == NULL || *body == '=' || *body == '/')
    return NULL;
  self = g_new0 (TgAuthResults, 1);
  self->authserv_id = g_steal_pointer (&server);
  self->results = g_ptr_array_new_with_free_func (result_free);
  /* A version may stand before the first semicolon. */
  for (body = skip_to_next (body); *body != '\0' && self->results->len < RESULTS_MAX; body = skip_to_next (body)) {
    TgAuthResult *result = take_result (&body);

    if (result != NULL)
      g_ptr_array_add (self->results, result);
  }
  return self;
}

void
tg_auth_results_free (TgAuthResults *self)
{
  if (self == NULL)
    return;
  g_free (self->authserv_id);
  g_ptr_array_unref (self->results);
  g_free (self);
}

static char **
slot_of (TgLetterChecks *self, const char *method)
{
  if (strcmp (method, "spf") == 0)
    return &self->spf;
  if (strcmp (method, "dkim") == 0)
    return &self->dkim;
  return strcmp (method, "dmarc") == 0 ? &self->dmarc : NULL;
}

/* The eight results of RFC 8601 section 2.7, and "hardfail", an old result of SPF. */
static const char *
known_result (const char *result)
{
  static const char *const known[] = { "pass", "fail", "softfail", "neutral", "none", "temperror", "permerror", "policy" };

  if (strcmp (result, "hardfail") == 0)
    return "fail";
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (strcmp (known[i], result) == 0)
      return known[i];
  return NULL;
}

static void
take_over (TgLetterChecks *self, const TgAuthResults *field)
{
  for (guint i = 0; i < field->results->len; i++) {
    const TgAuthResult *result = field->results->pdata[i];
    char **slot = slot_of (self, result->method);
    const char *known = known_result (result->result);

    if (slot == NULL || known == NULL || (*slot != NULL && !(slot == &self->dkim && strcmp (known, "pass") == 0)))
      continue;
    g_free (*slot);
    *slot = g_strdup (known);
  }
}

TgLetterChecks *
tg_letter_checks_read (const char *header, gsize length, TgIsReceiver is_receiver, gpointer user_data)
{
  TgLetterChecks *self = g_new0 (TgLetterChecks, 1);
  TgHeader at = tg_header_begin (header, length);
  char *name, *value;

  while (tg_header_next (&at, &name, &value)) {
    g_autofree char *owned_name = name, *owned_value = value;
    g_autoptr (TgAuthResults) field = NULL;

    if (g_ascii_strcasecmp (name, "Authentication-Results") != 0)
      continue;
    field = tg_auth_results_parse (value);
    if (field == NULL)
      break;
    if (!is_receiver (field->authserv_id, user_data))
      break;
    if (self->authserv_id == NULL)
      self->authserv_id = g_strdup (field->authserv_id);
    take_over (self, field);
  }
  return self;
}

void
tg_letter_checks_free (TgLetterChecks *self)
{
  if (self == NULL)
    return;
  g_free (self->authserv_id);
  g_free (self->spf);
  g_free (self->dkim);
  g_free (self->dmarc);
  g_free (self);
}

gboolean
tg_letter_check_failed (const char *result)
{
  static const char *const failed[] = { "fail", "softfail", "permerror", "policy", NULL };

  return result != NULL && g_strv_contains (failed, result);
}
