/* answers.c: what somebody typed off a sheet of paper: what it cannot be, and what should be compared once more.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/paper/paper-private.h"

#include <string.h>

#include "find/connection-id.h"
#include "find/names/look-alikes.h"
#include "find/names/near-names.h"
#include "find/providers.h"
#include "find/typed.h"
#include "model/text/text.h"

#include "tegami-config.h"
#include <glib/gi18n-lib.h>

#define PHONE_DIGITS 6 /* no port has so many */
#define SHOWN_MAX    120

static guint
count_digits (const char *text)
{
  guint digits = 0;

  for (; *text != '\0'; text++)
    digits += g_ascii_isdigit (*text);
  return digits;
}

static gboolean
has_letters (const char *text)
{
  for (; *text != '\0'; text++)
    if (g_ascii_isalpha (*text) || (guchar)*text >= 0x80)
      return TRUE;
  return FALSE;
}

static gboolean
is_link (const char *text)
{
  return strstr (text, "://") != NULL || strchr (text, '/') != NULL || g_ascii_strncasecmp (text, "www.", 4) == 0;
}

static char *
address_fault (const char *text)
{
  if (is_link (text))
    return g_strdup (_ ("This is the address of a web page. A mail address has an @, as in taro@example.jp."));
  if (!tg_address_is_plausible (text))
    return g_strdup (_ ("A mail address has an @ with a name before it and a domain after it, as in taro@example.jp."));
  return NULL;
}

static char *
host_fault (const char *text)
{
  g_autoptr (TgServer) server = NULL;

  if (*text == '\0')
    return g_strdup (_ ("Type the server’s name as it stands in the letter, for example pop.example.jp."));
  if (is_link (text))
    return g_strdup (
        _ ("This is the address of a web page. A mail server’s name has neither http nor www nor a slash, as in pop.example.jp."));
  if (strchr (text, '@') != NULL)
    return g_strdup (_ ("This is a mail address. A mail server’s name has no @, as in pop.example.jp."));
  if (!has_letters (text) && strchr (text, '.') == NULL && strchr (text, ':') == NULL)
    return g_strdup (_ ("This is a number, and no server’s name. The name has letters and dots, as in pop.example.jp."));
  server = tg_server_new (TG_PROTOCOL_IMAP, TG_SECURITY_TLS, text, 0, NULL);
  if (server == NULL)
    return g_strdup (_ ("This cannot be a server’s name. It has letters, digits, dots and hyphens, and no blanks, as in pop.example.jp."));
  return NULL;
}

static char *
port_fault (const char *text)
{
  guint port;

  if (*text == '\0')
    return NULL;
  if (count_digits (text) >= PHONE_DIGITS && !has_letters (text))
    return g_strdup (
        _ ("This looks like a telephone number. A port has two to five digits, such as 993. Leave the field empty if the letter "
           "has none."));
  if (!tg_typed_port (text, NULL, &port))
    return g_strdup (_ ("A port is a number from 1 to 65535. Type its digits alone, or leave the field empty if the letter has none."));
  return NULL;
}

static char *
user_fault (const char *text)
{
  if (*text == '\0')
    return g_strdup (_ ("Type the user name as it stands in the letter."));
  if (is_link (text))
    return g_strdup (_ ("This is the address of a web page. Look for the user name, account or ID for mail."));
  return NULL;
}

char *
tg_paper_fault (TgPaperQuestion question, const char *text)
{
  switch (question) {
  case TG_PAPER_ADDRESS:
    return address_fault (text);
  case TG_PAPER_RECEIVE_HOST:
  case TG_PAPER_SEND_HOST:
    return host_fault (text);
  case TG_PAPER_RECEIVE_PORT:
  case TG_PAPER_SEND_PORT:
    return port_fault (text);
  case TG_PAPER_USER:
  case TG_PAPER_SEND_USER:
    return user_fault (text);
  default:
    return NULL;
  }
}

/* A port that stands behind the name, as in "pop.example.jp:995", answers the next question. (transfer full) */
static char *
without_port (const char *text, guint *port)
{
  guint slips = 0;
  g_autofree char *host = tg_typed_host (text, &slips, port);

  return (slips & TG_SLIP_PORT) != 0 && (slips & (TG_SLIP_LINK | TG_SLIP_ADDRESS)) == 0 ? g_steal_pointer (&host) : g_strdup (text);
}

static void
set_text (TgPaper *self, TgPaperQuestion question, char *text)
{
  g_free (self->answers[question].text);
  self->answers[question].text = text;
}

char *
tg_paper_answer (TgPaper *self, TgPaperQuestion question, guint choice, const char *text)
{
  gboolean is_host = question == TG_PAPER_RECEIVE_HOST || question == TG_PAPER_SEND_HOST;
  gboolean typed = tg_paper_needs_text (question, choice);
  guint port = 0;
  g_autofree char *value = is_host ? without_port (text, &port) : g_strdup (text);
  char *fault = typed ? tg_paper_fault (question, value) : NULL;

  if (fault != NULL)
    return fault;
  self->answers[question].given = TRUE;
  self->answers[question].choice = choice;
  if (typed)
    set_text (self, question, g_steal_pointer (&value));
  if (typed && port != 0)
    set_text (self, question + 1, g_strdup_printf ("%u", port));
  return NULL;
}

/* A hyphen is asked about only where it might be something else: an underscore, a dash. (transfer full) (nullable) */
static char *
look_alikes (const char *text)
{
  g_autofree char *masked = g_strdelimit (g_strdup (text), "-", '.');

  return tg_look_alikes_in (masked);
}

/* What the signs in @list are. (transfer full) */
static char *
legend (const char *list)
{
  static const struct {
    const char *sign;
    const char *name;
  } signs[] = {
    { "0 (", N_ ("0 is the digit zero") },   { "O (", N_ ("O is a capital letter") },
    { "o (", N_ ("o is a small letter") },   { "1 (", N_ ("1 is the digit one") },
    { "l (", N_ ("l is a small L") },        { "I (", N_ ("I is a capital i") },
    { "rn (", N_ ("rn is r and n, not m") }, { "_ (", N_ ("_ is a low line, not a hyphen") },
  };
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (strstr (list, signs[i].sign) != NULL)
      g_ptr_array_add (names, (gpointer)_ (signs[i].name));
  return tg_text_list (names);
}

static char *
alike_doubt (const char *text)
{
  g_autofree char *list = look_alikes (text);
  g_autofree char *names = list != NULL ? legend (list) : NULL;

  /* TRANSLATORS: letters with their places, and what they are: "1 (5), 0 (8)", "1 is the digit one, 0 is the digit zero" */
  return list != NULL ? g_strdup_printf (_ ("Compare with the letter, character by character. Easily confused: %s. Here, %s."), list, names)
                      : NULL;
}

static char *
host_doubt (const char *text)
{
  if (strchr (text, '.') == NULL && strchr (text, ':') == NULL)
    return g_strdup (
        _ ("There is no dot in this name. Servers of providers have dots, as in pop.example.jp. Is this exactly what the letter says?"));
  if (tg_providers_find_host (text) != NULL)
    return NULL;
  return alike_doubt (text);
}

static char *
address_doubt (const char *text)
{
  const char *near = tg_near_domain (text);
  g_autofree char *local = tg_address_local_part (text);

  if (near != NULL)
    return g_strdup_printf (_ ("Many addresses end in @%s. Is it exactly so in the letter?"), near);
  return tg_providers_find (text) != NULL ? alike_doubt (local) : alike_doubt (text);
}

static char *
user_doubt (const TgPaper *self, const char *text)
{
  if (tg_connection_id_looks_like (text, self->answers[TG_PAPER_ADDRESS].text))
    return g_strdup (
        _ ("This looks like the ID of the internet connection, which does not work for mail. Look for “mail account”, “mail ID” or "
           "“POP ID” in the letter. If there is none, keep it."));
  return alike_doubt (text);
}

char *
tg_paper_doubt (const TgPaper *self, TgPaperQuestion question)
{
  const TgPaperAnswer *answer = &self->answers[question];

  if (!tg_paper_needs_text (question, answer->choice) || g_strcmp0 (answer->confirmed, answer->text) == 0)
    return NULL;
  switch (question) {
  case TG_PAPER_ADDRESS:
    return address_doubt (answer->text);
  case TG_PAPER_RECEIVE_HOST:
  case TG_PAPER_SEND_HOST:
    return host_doubt (answer->text);
  case TG_PAPER_USER:
  case TG_PAPER_SEND_USER:
    return user_doubt (self, answer->text);
  default:
    return NULL;
  }
}

void
tg_paper_confirm (TgPaper *self, TgPaperQuestion question)
{
  TgPaperAnswer *answer = &self->answers[question];

  g_free (answer->confirmed);
  answer->confirmed = g_strdup (answer->text);
}
