/* json-mutator.h: changes one value of a JSON text, so that nearly every input is JSON.  Bytes changed at random hardly ever
 * are, and then end at the parser.  What is no JSON is changed by its bytes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* The fuzzing library's own, which a program may not declare itself with another linkage. */
size_t LLVMFuzzerMutate (uint8_t *data, size_t size, size_t max_size);
size_t LLVMFuzzerCustomMutator (uint8_t *data, size_t size, size_t max_size, unsigned int seed);
