/* symptom.h: what a person says does not work, and the plan that the test follows then.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "diagnose/device.h"

G_BEGIN_DECLS

typedef enum {
  TG_SYMPTOM_NONE, /* nobody complained: a new account */
  TG_SYMPTOM_RECEIVE,
  TG_SYMPTOM_SEND,
  TG_SYMPTOM_SEND_TO_ONE,
  TG_SYMPTOM_NEITHER,
  TG_SYMPTOM_CERTIFICATE,
  TG_SYMPTOM_PASSWORD,
  TG_SYMPTOM_SLOW,
  TG_SYMPTOM_TOLD_TO_CHANGE,
  TG_SYMPTOM_ADVISED,
} TgSymptom;

/* What the test shows besides its findings. */
typedef enum { TG_FACTS_NONE, TG_FACTS_CERTIFICATE, TG_FACTS_TIMES } TgFacts;

/* Which device it happens on.  TG_WHERE_HERE, this computer, is none of the devices: it has neither a title nor an icon. */
typedef enum { TG_WHERE_HERE, TG_WHERE_PHONE, TG_WHERE_WINDOWS, TG_WHERE_PRINTER, TG_WHERE_WEB, TG_N_WHERE } TgWhere;

const char *tg_where_title (TgWhere where); /* translated */
const char *tg_where_hint  (TgWhere where); /* translated (nullable) */
const char *tg_where_icon  (TgWhere where);
/* Whether what is there usually sends mail and receives none. */
gboolean    tg_where_sends_only (TgWhere where);
/* Whether @device may be meant. */
gboolean    tg_where_fits  (TgWhere where, const TgDevice *device);

/**
 * TgSymptomRow:
 * @title, @hint: untranslated, for the question; @hint (nullable)
 * @plan: untranslated (nullable): what the test looks for, said while it runs
 * @page: (nullable): the page that this symptom leads to in the test's place
 * @first: the side that is shown first; TG_SIDE_BOTH: as usual
 * @prefix: (nullable): findings whose ids begin so come before equally grave ones
 * @facts: what is shown above the cards
 * @asks_servers: the servers' page comes before the test: there are new values to be entered
 */
typedef struct {
  TgSymptom   symptom;
  const char *title;
  const char *hint;
  const char *plan;
  const char *page;
  TgSide      first;
  const char *prefix;
  TgFacts     facts;
  gboolean    asks_servers;
} TgSymptomRow;

/* In the order in which they are asked; ends with a row without a title. */
const TgSymptomRow *tg_symptom_table (void);
/* That of TG_SYMPTOM_NONE for what is not in the table. */
const TgSymptomRow *tg_symptom_find  (TgSymptom symptom);

/* The same findings, those that answer the symptom before others that are as grave; what is about
 * this computer or both sides is never put back. (transfer container): of TgFinding* */
GPtrArray *tg_symptom_order (const TgSymptomRow *self, GPtrArray *findings);

G_END_DECLS
