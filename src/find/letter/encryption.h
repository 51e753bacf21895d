/* encryption.h: what a letter's words for encryption, its switches and its ports come to.  For servers.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "find/letter/facts.h"
#include "model/server.h"

G_BEGIN_DECLS

/* @said: bits 1 << TgLetterSays, of words that stand by themselves
 * @ssl, @starttls: of the two switches, TgLetterAnswer
 * @variants: bits 1 << TgLetterSays, of those that a port or a name is told for; @n_ports: how many there are */
typedef struct {
  guint said;
  TgLetterAnswer ssl;
  TgLetterAnswer starttls;
  guint variants;
  guint ports_for; /* the same, of ports alone */
  guint n_ports;
} TgLetterEncryption;

typedef struct {
  TgSecurity security;
  gboolean inferred;
  gboolean contradicts;
} TgLetterReading;

/* Each of const TgLetterFact*: the words, the ports and the names of one protocol. */
void            tg_letter_encryption_init     (TgLetterEncryption *self, GPtrArray *words, GPtrArray *ports, GPtrArray *hosts);
/* Of a port (0: there is none) that is told for @says. */
TgLetterReading tg_letter_encryption_read     (const TgLetterEncryption *self, TgLetterSays says, guint port);
/* Whether a port is told for @says. */
gboolean        tg_letter_encryption_has_port (const TgLetterEncryption *self, TgLetterSays says);

G_END_DECLS
