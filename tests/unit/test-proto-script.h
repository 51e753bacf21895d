/* test-proto-script.h: whole dialogues against a server whose words are written down beforehand.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "proto/letter/letter.h"

/**
 * Script:
 * @name: a sentence
 * @exchange: what happens, in this order, one event a line: "S: …" the server says it, "C: …" the
 *   client must say exactly this, "TLS" the driver upgrades.  "$60000x" within a line stands for
 *   60000 times x.
 * @user, @password: "taro" and "himitsu" where NULL
 * @shut: the gate stays shut after TLS
 * @stage: where it ends; TG_STAGE_DONE with TG_FAULT_NONE
 * @decisive: (nullable): what the summary of the decisive reply must be
 * @mechanism: (nullable): what must have been used
 * @messages: 0 stands for unknown
 * @job: (nullable): makes the job that the dialogue has; @after looks at what came of it
 */
typedef struct {
  const char *name;
  TgProtocol  protocol;
  TgSecurity  security;
  const char *exchange;
  TgStage     stage;
  TgFault     fault;
  gboolean    signed_in;
  gboolean    refused;
  const char *mechanism;
  const char *decisive;
  gint64      messages;
  const char *wanted;
  const char *user;
  const char *password;
  const char *address;
  gboolean    shut;
  TgLetterJob *(*job) (void);
  void      (*after) (const TgLetterJob *job);
} Script;

/* One test for each script: as whole lines, then once more byte by byte. */
void scripts_add (const char *folder, const Script *scripts, guint n_scripts);

/* Every id of @table is said once, it ends in a row of kind END, and "tls" can be jumped to where
 * @jumps_to_tls. */
void check_table (const TgStep *table, gboolean jumps_to_tls);
