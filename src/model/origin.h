/* origin.h: where a server's settings came from, and whose word that is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One value per way in.  The sources of settings for an address (TG_ORIGIN_TABLE and from
 * TG_ORIGIN_SNAPSHOT on) are those of `tegamictl find`. */
typedef enum {
  TG_ORIGIN_UNKNOWN, /* nobody said: never good enough by itself */
  TG_ORIGIN_TYPED,
  TG_ORIGIN_PROGRAM,  /* an account in a mail program */
  TG_ORIGIN_PRACTICE, /* the practice servers inside the program */
  TG_ORIGIN_TABLE,    /* our table of providers */
  TG_ORIGIN_LETTER,   /* read from a provider's letter */
  TG_ORIGIN_REMEDY,   /* changed after a test */
  TG_ORIGIN_CERTIFICATE,
  TG_ORIGIN_REVERSE_DNS,
  TG_ORIGIN_SNAPSHOT, /* the dated copy of the public ISP database */
  TG_ORIGIN_MX,       /* the domain's mail exchanger, or what our patterns make of it */
  TG_ORIGIN_AUTOCONFIG,
  TG_ORIGIN_WELL_KNOWN,
  TG_ORIGIN_PACC,
  TG_ORIGIN_ISPDB,
  TG_ORIGIN_SRV, /* RFC 6186 */
  TG_ORIGIN_MX_DOMAIN,
  TG_ORIGIN_HTTP, /* without TLS */
  TG_ORIGIN_GUESS,
  TG_N_ORIGINS
} TgOrigin;

/* Who has said that the password may go to a server of this name: the person, when asked; or our table, whose name for all customers of
 * a company it is: DNS has only told the company. */
typedef enum { TG_CONFIRMED_BY_NOBODY, TG_CONFIRMED_BY_PERSON, TG_CONFIRMED_BY_TABLE } TgConfirmation;

/* The name used in JSON and in tests: "typed", "table", "mx-domain", … */
const char *tg_origin_id              (TgOrigin self);

/* Whether the person named the server: by typing it, or by having it in a mail program already; the practice
 * servers count too, since they are ours.  All other names need more (find/credential-rule.h). */
gboolean    tg_origin_is_from_person (TgOrigin self);

/* Whether somebody else named it, or Tegami guessed it: then it is no typing mistake of the person's. */
gboolean    tg_origin_is_elsewhere   (TgOrigin self);

G_END_DECLS
