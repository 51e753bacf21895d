/* facts.h: what a letter says, piece by piece, before anybody has put it together.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "find/letter/letter.h"
#include "find/letter/words/vocabulary.h"
#include "model/secret.h"

G_BEGIN_DECLS

typedef enum {
  TG_FACT_ADDRESS,
  TG_FACT_USER,
  TG_FACT_PASSWORD,
  TG_FACT_HOST,
  TG_FACT_PORT,
  TG_FACT_SECURITY,
  TG_FACT_PROTOCOL,
  TG_FACT_AUTH,
  TG_FACT_CONNECTION_ID,
  TG_FACT_DOMAIN, /* of the person's addresses */
  TG_FACT_SIDE,   /* a side that is spoken of, without a value */
} TgFactKind;

/**
 * TgLetterFact:
 * @about: of TgLetterAbout; 0: not told
 * @named: of TgLetterAbout: the protocols that stand there by name
 * @mail: the label itself says that it is about mail
 * @own: the label itself tells what it is about, not what stands around it
 * @weak: nobody called it so
 * @says: the encryption, or for which encryption a port or a name is
 * @switched: @says is one of two switches, "SSL" and "STARTTLS", which is on or off by @answer
 * @answer: in the place of a value
 * @value: (nullable): a name, an address, a user name
 * @open: of @value, the person's own domain is missing at the end
 * @is_url: it stands there as a web page's address
 * @number: a port
 * @secret: (nullable): of a password
 * @paired: a word for encryption that was given to its port
 * @row: the line, counted from 1; @column: of the table that it stands in; 0: it has none, or it is the first
 * @start, @end: characters of the letter's text
 */
typedef struct {
  TgFactKind     kind;
  guint          about;
  guint          named;
  gboolean       mail;
  gboolean       own;
  gboolean       weak;
  TgLetterSays   says;
  gboolean       switched;
  TgLetterAnswer answer;
  TgLetterAge    age;
  char          *value;
  gboolean       open;
  gboolean       is_url;
  guint          number;
  TgSecret      *secret;
  gboolean       paired;
  guint          row;
  guint          column;
  guint          start;
  guint          end;
} TgLetterFact;

#define TG_LETTER_FACTS_MAX 4000 /* of a letter; what comes later is left out */

/* In the order of the letter, of TgLetterFact*.  @subject: (out) (transfer full) */
GPtrArray *tg_letter_facts (const TgLetterText *text, TgLetterSubject *subject);

G_END_DECLS
