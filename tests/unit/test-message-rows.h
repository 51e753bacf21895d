/* test-message-rows.h: messages as people paste them, each with its source.  Names and addresses
 * are examples, the sentences are real.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

typedef struct {
  const char *source;
  const char *text;
  const char *findings; /* ids, in order; "": nothing is recognised */
} Row;

extern const Row rows_of_programs[];
extern const unsigned n_rows_of_programs;
extern const Row rows_of_bounces[];
extern const unsigned n_rows_of_bounces;
