/* test-proto-script.h: whole dialogues against a server whose lines are scripted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "proto/letter/letter.h"

/**
 * Script:
 * @name: a sentence
 * @exchange: what happens, in order, one event per line: "S: …" the server sends it, "C: …" the
 *   client must send exactly this, "TLS" the driver upgrades.  "$60000x" within a line stands for
 *   60000 times x.
 * @user, @password: "taro" and "himitsu" where NULL
 * @token: (nullable): an OAuth token in the place of the password, for server.example.com, port 143
 * @shut: the gate stays shut after TLS
 * @stage: where it ends; TG_STAGE_DONE with TG_FAULT_NONE
 * @decisive: (nullable): what the summary of the decisive reply must be
 * @mechanism: (nullable): what must have been used
 * @messages: 0 for unknown
 * @job: (nullable): makes the dialogue's job; @after checks its result
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
  const char *token;
  const char *address;
  const char *own_literal;
  gboolean    shut;
  TgLetterJob *(*job) (void);
  void      (*after) (const TgLetterJob *job);
} Script;

/* One test per script: with whole lines, then once more byte by byte. */
void scripts_add (const char *folder, const Script *scripts, guint n_scripts);

/* Every id of @table occurs once, it ends with a row of kind END, and "tls" can be jumped to if
 * @jumps_to_tls. */
void check_table (const TgStep *table, gboolean jumps_to_tls);
