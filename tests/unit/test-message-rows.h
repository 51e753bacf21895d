/* test-message-rows.h: messages as people paste them, each with where it is from.  Names and addresses
 * are examples, the sentences are not.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

typedef struct {
  const char *source;
  const char *text;
  const char *findings; /* ids, in their order; "": nothing is recognised */
} Row;

extern const Row rows_of_programs[];
extern const unsigned n_rows_of_programs;
extern const Row rows_of_bounces[];
extern const unsigned n_rows_of_bounces;
